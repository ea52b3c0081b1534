"""What studies found of tests, in the words of the clinician sheet."""

from collections.abc import Iterable
from dataclasses import replace

from conditions.document import Accuracy, ConditionDocument, Finding, cited_id
from conditions.sheets.parts import TestRow


def study_rows(
    document: ConditionDocument, vocabulary: dict[str, Finding], numbers: dict[str, int]
) -> tuple[TestRow, ...]:
    """Every study of every finding; `numbers` are those of the citations on the page."""
    return _keyed(
        _test_row(vocabulary[a.finding].name, row, numbers) for a in document.findings for row in a.accuracy
    )


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
