"""The curation side."""
