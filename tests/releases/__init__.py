"""Databases of released versions, with data."""
