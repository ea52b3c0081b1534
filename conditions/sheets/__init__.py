"""Printable sheets: what a published condition looks like on paper, and how it gets there as tagged PDF.

Takes documents and plain data, gives bytes. Free of the database and of requests.
"""
