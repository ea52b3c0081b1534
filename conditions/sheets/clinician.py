"""The clinician sheet as plain data: what is on it, in reading order.

The HTML sheet and the PDF are both made from this, so they can't differ. A sheet
leaves out notes on single findings, findings kept for ranking only (not salient)
and the patient's claims; all else of the document is on it, however long. Citation
numbers are those of the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from conditions.bodymap import REGION_NAMES
from conditions.document import (
    FREQUENCIES,
    Accuracy,
    Association,
    Citation,
    ConditionDocument,
    Finding,
    Reference,
    cited_id,
)
from conditions.sheets.edition import SheetEdition
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
    day,
)


@dataclass(frozen=True)
class Said:
    """A paragraph with its citation numbers and, where graded, its certainty."""

    text: str
    cites: tuple[int, ...] = ()
    certainty: str = ""
    circles: int = 0
    title: str = ""

    @property
    def scale(self) -> tuple[bool, ...]:
        """The four circles of the certainty, from the left: filled or not."""
        return tuple(i < self.circles for i in range(4))


@dataclass(frozen=True)
class Flag:
    """A red flag with how soon and what to do."""

    name: str
    soon: str
    action: str


@dataclass(frozen=True)
class Band:
    """The findings of one frequency band; hallmarks stand first and are marked."""

    title: str
    share: str
    hallmarks: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class TestRow:
    """What one study found of one test. Figures are words already; "" where the source gives none.

    `key` names the study and what it compared with, as in `standards` of the sheet. `limits` are the 95 % intervals of the figures that have one, by the name of the figure;
    `positive` and `negative` are the ratios as numbers, for the plot.
    """

    name: str
    standard: str
    sensitivity: str
    specificity: str
    lr_positive: str
    lr_negative: str
    limits: dict[str, str]
    positive: float | None
    negative: float | None
    positive_limits: tuple[float, float] | None
    negative_limits: tuple[float, float] | None
    n: str
    cite: int
    key: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its paragraphs."""

    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Source:
    """A reference in one line, and in a shorter one, with its number on the page."""

    number: int
    text: str
    brief: str
    link: str | None


@dataclass(frozen=True)
class ClinicianSheet:
    """The whole sheet."""

    slug: str
    name: str
    abbreviation: str
    synonyms: tuple[str, ...]
    category: str
    codes: str
    urgency: str
    summary: str
    typical_patient: str
    regions: tuple[str, ...]
    where: str
    flags: tuple[Flag, ...]
    bands: tuple[Band, ...]
    tests: tuple[TestRow, ...]
    standards: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    care: tuple[Part, ...]
    differentials: tuple[Said, ...]
    sources: tuple[Source, ...]
    edition: str
    advice: str
    stamp: str
    warning: str
    reviewed: str
    review_due: str
    address: str
    fingerprint: str
    site: str


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
    tests = _keyed(
        _test_row(vocabulary[a.finding].name, row, numbers) for a in document.findings for row in a.accuracy
    )
    care = _care(document, numbers)
    said = [s for part in (*parts, *care) for s in part.said] + list(differentials)
    shown = {n for s in said for n in s.cites} | {t.cite for t in tests}
    return ClinicianSheet(
        slug=document.slug,
        name=document.name,
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
        edition=edition.label,
        advice=FOR_CLINICIANS,
        stamp=edition.stamp,
        warning=edition.warning,
        reviewed=day(document.reviewed_on),
        review_due=day(document.review_due),
        address=edition.address,
        fingerprint=edition.sha256[:12],
        site=edition.site,
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


def _test_row(name: str, row: Accuracy, numbers: dict[str, int]) -> TestRow:
    return TestRow(
        name=name,
        standard=row.reference_standard + (f"; {row.population}" if row.population else ""),
        sensitivity=_share(row.sensitivity),
        specificity=_share(row.specificity),
        lr_positive=_ratio(row.lr_positive, derived=row.derived),
        lr_negative=_ratio(row.lr_negative, derived=row.derived),
        limits=_limits(row),
        positive=row.lr_positive,
        negative=row.lr_negative,
        positive_limits=row.lr_positive_interval,
        negative_limits=row.lr_negative_interval,
        n="" if row.n is None else str(row.n),
        cite=numbers[cited_id(row.citation)],
    )


def _keyed(rows: Iterable[TestRow]) -> tuple[TestRow, ...]:
    """Rows that name their study: its number, with a letter where it compared with more than one standard."""
    tests = tuple(rows)
    standards: dict[int, list[str]] = {}
    for row in tests:
        of_study = standards.setdefault(row.cite, [])
        if row.standard not in of_study:
            of_study.append(row.standard)
    return tuple(replace(row, key=_key(row, standards[row.cite])) for row in tests)


def _key(row: TestRow, of_study: list[str]) -> str:
    return str(row.cite) + (chr(ord("a") + of_study.index(row.standard)) if len(of_study) > 1 else "")


def _share(value: float | None) -> str:
    """0.8 as 0.80, 0.973 as it is: never rounded."""
    return "" if value is None else max(f"{value:.2f}", str(value), key=lambda s: (float(s) == value, len(s)))


def _limits(row: Accuracy) -> dict[str, str]:
    """The intervals in the words of their figures: `1.2–3.9`."""
    figures = (
        ("sensitivity", row.sensitivity_interval, _share),
        ("specificity", row.specificity_interval, _share),
        ("lr_positive", row.lr_positive_interval, "{:g}".format),
        ("lr_negative", row.lr_negative_interval, "{:g}".format),
    )
    return {name: "–".join(map(words, limits)) for name, limits, words in figures if limits}


def _ratio(value: float | None, *, derived: bool) -> str:
    """As the source gives it; an asterisk marks one that was computed from sensitivity and specificity."""
    return "" if value is None else f"{value:g}{'*' if derived else ''}"


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
