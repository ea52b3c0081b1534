"""A sentence of a condition that has the words of the query, for hits that nothing else explains."""

from collections.abc import Iterable, Mapping, Sequence

from conditions.catalogue.passages import Passage
from conditions.catalogue.why import Part, Reason, marked
from conditions.catalogue.words import form

LONGEST = 180
# Passages that are looked at word by word, of those that seem to have the most words.
MOST_READ = 2


def snippets(read: Mapping[int, Iterable[Passage]], plain: Sequence[str]) -> dict[int, Reason]:
    """The passage of each row that has most of the plain words; rows without any are left out."""
    forms = [form(word) for word in plain]
    starts = {word[:4] for word in (*plain, *forms)}
    found = {row: _best(_likely(passages, starts), forms) for row, passages in read.items()}
    return {row: reason for row, reason in found.items() if reason}


def _likely(passages: Iterable[Passage], starts: set[str]) -> list[Passage]:
    """The passages that have most of the beginnings of words: quick, and wrong now and then."""
    counted, complete = [], 0
    for place, passage in enumerate(passages):
        lowered = passage.lowered
        if hits := len([start for start in starts if start in lowered]):
            counted.append((-hits, place, passage))
            complete += hits == len(starts)
            if complete == MOST_READ:
                break
    return [passage for _, _, passage in sorted(counted, key=lambda one: one[:2])[:MOST_READ]]


def _best(passages: list[Passage], forms: Sequence[str]) -> Reason | None:
    most, best = 0, None
    for passage in passages:
        parts = marked(passage.text, forms)
        hits = len({part.text.casefold() for part in parts if part.marked})
        if hits > most:
            most, best = hits, Reason(passage.kind, parts)
        if most >= len(forms):
            break
    return Reason(best.kind, _shortened(best.parts)) if best else None


def _shortened(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The stretch around the first marked word."""
    if sum(len(part.text) for part in parts) <= LONGEST:
        return parts
    first = next(place for place, part in enumerate(parts) if part.marked)
    before = "".join(part.text for part in parts[:first])
    lead = before if len(before) <= 60 else "… " + before[-60:].partition(" ")[2]
    out, room = [Part(lead)] if lead else [], LONGEST - len(lead)
    for part in parts[first:]:
        if len(part.text) > room:
            cut = part.text[: max(room, 0)].rpartition(" ")[0]
            out.append(Part(f"{cut} …"))
            break
        out.append(part)
        room -= len(part.text)
    return tuple(out)
