"""References in one line: enough to find the source, short enough for paper.

The page and its downloads give them in full.
"""

from conditions.bibliography.links import doi_url, pubmed_url
from conditions.document import Person, Reference
from conditions.sheets.journals import short_journal

_TITLE = 56  # characters of a title that stand in a brief reference


def short_reference(reference: Reference) -> str:
    """“Mellor R et al. BMJ 2018;361:k1662”: first author, where, year, volume and pages.

    What was not seen is left out; a source without a journal is named by its title.
    """
    who = _authors(reference.author or reference.editor)
    where = _journal(reference) or reference.title
    when = "" if reference.year is None else str(reference.year)
    if reference.container_title is None and reference.publisher and reference.publisher != who:
        where = f"{where}. {reference.publisher}"
    volume = f";{reference.volume}" if reference.volume else ""
    page = f":{reference.page}" if reference.page else ""
    what = f"{where} {(when + volume + page).lstrip(';:')}".strip()
    return f"{who}. {what}" if who else what


def brief_reference(reference: Reference) -> str:
    """“Mellor, BMJ 2018”: the first author, where, year, for where space is short."""
    people = reference.author or reference.editor
    who = (people[0].family or people[0].literal or "") if people else ""
    where = _journal(reference) or _beginning(reference.title.removesuffix(f" ({who})"))
    return ", ".join(filter(None, (who, f"{where} {reference.year or ''}".strip())))


def _beginning(title: str) -> str:
    """The title as far as it names the source: up to a colon, or the first words."""
    head = title.split(": ")[0]
    return head if len(head) <= _TITLE else head[:_TITLE].rsplit(" ", 1)[0] + "…"


def reference_link(reference: Reference) -> str | None:
    """Where the source can be read: its DOI, else PubMed, else its own address."""
    if reference.DOI:
        return doi_url(reference.DOI)
    if reference.PMID:
        return pubmed_url(reference.PMID)
    return reference.URL


def _journal(reference: Reference) -> str | None:
    if reference.container_title and reference.type == "article-journal":
        return short_journal(reference.container_title)
    return reference.container_title


def _authors(people: tuple[Person, ...]) -> str:
    if not people:
        return ""
    names = [_name(person) for person in people[:2]]
    return names[0] + (" et al" if len(people) > 2 else f", {names[1]}" if len(names) == 2 else "")


def _name(person: Person) -> str:
    if person.literal:
        return person.literal
    initials = "".join(part[0] for part in (person.given or "").replace("-", " ").split())
    return f"{person.family} {initials}".strip()
