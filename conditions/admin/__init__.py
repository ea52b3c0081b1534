"""The curation UI: plain Django admin, made good. One module a page; importing them registers them."""

from conditions.admin import accounts, edition, finding

__all__ = ["accounts", "edition", "finding"]
