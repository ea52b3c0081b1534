"""The curation UI: plain Django admin, made good. One module a page; importing them registers them."""

from conditions.admin import accounts, condition, edition, evidence, finding, references, report, review

__all__ = ["accounts", "condition", "edition", "evidence", "finding", "references", "report", "review"]
