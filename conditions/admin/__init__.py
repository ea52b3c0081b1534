"""The curation UI: plain Django admin, made good. One module a page; importing them registers them."""

from conditions.admin import accounts, edition, finding, references

__all__ = ["accounts", "edition", "finding", "references"]
