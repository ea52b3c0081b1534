"""HL7 Context-Aware Knowledge Retrieval ("Infobutton"), URL-based: answers the info button of a patient record.

Free of views: a mapping of parameters goes in, a feed and the matched conditions come out.
"""
