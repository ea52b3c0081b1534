"""References: how they are written, saved to a reference manager, read from files and looked up.

The formatters, parsers and clients here take and give the parts of
`conditions.document`; they are free of Django and of the authoring models.
"""
