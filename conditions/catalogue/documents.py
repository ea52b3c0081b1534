"""The documents of several published conditions, for pages that look across them.

Documents are parsed once in a process and kept by hash, the least used going first;
a request reads slugs and hashes, and the text only of what is not kept yet.
"""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument

MOST_KEPT = 512
_kept: OrderedDict[str, ConditionDocument] = OrderedDict()
_lock = Lock()


def naming(finding: str) -> list[ConditionDocument]:
    """The published documents that say how often a finding goes with their condition, by name.

    A card holds its findings as the keys of an object, so that they are found without any document.
    """
    rows = ConditionEntry.objects.filter(withdrawn=False, card__contains=f'"{finding}":').order_by("name")
    found = _documents(list(rows.values_list("slug", "sha256")))
    return [document for document in found if any(a.finding == finding for a in document.findings)]


def published_among(slugs: Iterable[str]) -> dict[str, ConditionDocument]:
    """The published documents of these slugs; what is not published is left out."""
    rows = ConditionEntry.objects.filter(withdrawn=False, slug__in=list(slugs)).order_by("name")
    return {document.slug: document for document in _documents(list(rows.values_list("slug", "sha256")))}


def _documents(rows: list[tuple[str, str]]) -> list[ConditionDocument]:
    with _lock:
        known = {sha256: _kept[sha256] for _, sha256 in rows if sha256 in _kept}
    missing = [slug for slug, sha256 in rows if sha256 not in known]
    if missing:
        fresh = ConditionEntry.objects.filter(slug__in=missing, withdrawn=False).values_list("sha256", "body")
        known |= {sha256: ConditionDocument.model_validate_json(body) for sha256, body in fresh}
    with _lock:
        for sha256, document in known.items():
            _kept[sha256] = document
            _kept.move_to_end(sha256)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    # A condition published or withdrawn between the two reads is shown on the next request.
    return [known[sha256] for _, sha256 in rows if sha256 in known]
