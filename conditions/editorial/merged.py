"""References that became another: what a document calls by an old id is called by the new one."""

from collections.abc import Iterable, Mapping
from typing import Any

from conditions.catalogue.entry import ReferenceEntry
from conditions.document import ConditionDocument


def kept_ids(ids: Iterable[str]) -> dict[str, str]:
    """The id that each of these was merged into, for those that were; one query."""
    rows = ReferenceEntry.objects.filter(slug__in=list(ids)).exclude(merged_into="")
    return dict(rows.values_list("slug", "merged_into"))


def with_kept_ids(document: ConditionDocument) -> ConditionDocument:
    """The document with the references that were merged called by the one that was kept."""
    new = kept_ids(document.cited_ids())
    if not new:
        return document
    return ConditionDocument.model_validate(_renamed(document.model_dump(exclude_unset=True), new))


def _renamed(value: Any, new: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_renamed(item, new) for item in value)
    if isinstance(value, dict):
        return {
            name: _citations(item, new) if name in ("citation", "citations") else _renamed(item, new)
            for name, item in value.items()
        }
    return value


def _citations(value: Any, new: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        called = [_citations(item, new) for item in value]
        # One part may have cited both.
        return tuple(c for i, c in enumerate(called) if _id(c) not in map(_id, called[:i]))
    if isinstance(value, dict):
        return value | {"ref": new.get(value["ref"], value["ref"])}
    return new.get(value, value)


def _id(citation: Any) -> Any:
    return citation["ref"] if isinstance(citation, dict) else citation
