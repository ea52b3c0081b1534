"""The clinician sheet as plain data: what is on it, in reading order.

The HTML sheet and the PDF are both made from this, so they can't differ. A sheet
leaves out notes on single findings, findings kept for ranking only (not salient)
and the patient's claims; all else of the document is on it, however long. Citation
numbers are those of the page.
"""

from conditions.bodymap import REGION_NAMES
from conditions.document import (
    FREQUENCIES,
    Association,
    Citation,
    ConditionDocument,
    Finding,
    Reference,
    cited_id,
)
from conditions.sheets.edition import SheetEdition, about
from conditions.sheets.figures import study_rows
from conditions.sheets.parts import Band, ClinicianSheet, Flag, Part, Said, Source
from conditions.sheets.references import brief_reference, reference_link, short_reference
from conditions.sheets.words import (
    CATEGORY_WORDS,
    CERTAINTY_WORDS,
    CONDITION_URGENCY,
    FOR_CLINICIANS,
    FREQUENCY_WORDS,
    ROLE_WORDS,
    SECTION_WORDS,
    URGENCY_WORDS,
)


def clinician_sheet(document: ConditionDocument, edition: SheetEdition) -> ClinicianSheet:
    """The sheet of an edition's document, which must embed its findings and references."""
    numbers = {identity: i for i, identity in enumerate(document.cited_ids(), start=1)}
    vocabulary = {finding.id: finding for finding in document.vocabulary}
    main, *others = (REGION_NAMES[region].lower() for region in document.regions)
    parts = tuple(
        Part(
            SECTION_WORDS[section.kind],
            tuple(_said(s.text, s.citations, s.certainty, numbers) for s in section.statements),
        )
        for section in document.sections
    )
    differentials = tuple(
        _said(d.text, d.citations, None, numbers, title=_from_slug(d.condition))
        for d in document.differentials
    )
    tests = study_rows(document, vocabulary, numbers)
    care = _care(document, numbers)
    said = [s for part in (*parts, *care) for s in part.said] + list(differentials)
    shown = {n for s in said for n in s.cites} | {t.cite for t in tests}
    return ClinicianSheet(
        abbreviation=document.abbreviation or "",
        synonyms=document.synonyms,
        category=CATEGORY_WORDS[document.category],
        codes="; ".join(f"{system} {', '.join(codes)}" for system, codes in _codes(document).items()),
        urgency=CONDITION_URGENCY.get(document.urgency or "", ""),
        summary=document.summary,
        typical_patient=document.typical_patient or "",
        regions=document.regions,
        where=f"{main.capitalize()}" + (f"; also {', '.join(others)}" if others else ""),
        flags=_flags(document, vocabulary),
        bands=_bands(document, vocabulary),
        tests=tests,
        standards=tuple({row.key: row.standard for row in tests}.items()),
        parts=parts,
        care=care,
        differentials=differentials,
        sources=_sources(document.bibliography, numbers, shown),
        advice=FOR_CLINICIANS,
        **about(document, edition),
    )


def _said(
    text: str,
    citations: tuple[Citation, ...],
    certainty: str | None,
    numbers: dict[str, int],
    *,
    title: str = "",
) -> Said:
    word, circles = CERTAINTY_WORDS[certainty] if certainty else ("", 0)
    cites = tuple(dict.fromkeys(numbers[cited_id(c)] for c in citations))
    return Said(text=text, cites=cites, certainty=word, circles=circles, title=title)


def _from_slug(slug: str) -> str:
    """The name of another condition: its own edition has it, but this one must not change when that does."""
    return slug.replace("-", " ").capitalize()


def _codes(document: ConditionDocument) -> dict[str, list[str]]:
    systems: dict[str, list[str]] = {}
    for code in document.codes:
        systems.setdefault(code.system, []).append(code.code)
    return systems


def _flags(document: ConditionDocument, vocabulary: dict[str, Finding]) -> tuple[Flag, ...]:
    """Every urgent finding that the edition names, those for the same day first."""
    urgent = [vocabulary[a.finding] for a in document.findings if vocabulary[a.finding].urgency]
    urgent.sort(key=lambda finding: finding.urgency != "emergency")
    return tuple(Flag(f.name, URGENCY_WORDS[f.urgency or "urgent"], f.action or "") for f in urgent)


def _bands(document: ConditionDocument, vocabulary: dict[str, Finding]) -> tuple[Band, ...]:
    def named(associations: list[Association]) -> tuple[str, ...]:
        return tuple(vocabulary[a.finding].name for a in associations)

    bands = []
    for frequency in FREQUENCIES:
        rows = [a for a in document.findings if a.frequency == frequency and (a.salient or a.hallmark)]
        if rows:
            title, share = FREQUENCY_WORDS[frequency]
            hallmarks = named([a for a in rows if a.hallmark])
            bands.append(Band(title, share, hallmarks, named([a for a in rows if not a.hallmark])))
    return tuple(bands)


def _care(document: ConditionDocument, numbers: dict[str, int]) -> tuple[Part, ...]:
    parts = []
    for role, title in ROLE_WORDS.items():
        rows = [i for i in document.management if i.role == role]
        if rows:
            said = tuple(_said(i.text, i.citations, i.certainty, numbers, title=i.name) for i in rows)
            parts.append(Part(title, said))
    return tuple(parts)


def _sources(
    bibliography: tuple[Reference, ...], numbers: dict[str, int], shown: set[int]
) -> tuple[Source, ...]:
    by_number = {numbers[r.id]: r for r in bibliography if r.id in numbers}
    return tuple(
        Source(n, short_reference(r), brief_reference(r), reference_link(r))
        for n, r in ((n, by_number[n]) for n in sorted(shown))
    )
