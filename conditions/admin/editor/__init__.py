"""Editing a whole condition on one screen: the document as forms, and the forms as a document."""
