"""RIS, read back by an independent parser."""

import pytest
import rispy

from conditions.bibliography.names import inverted_name
from conditions.bibliography.ris import ris
from tests.bibliography import samples
from tests.bibliography.pack import pack


def test_article_has_the_tags_that_managers_agree_on():
    assert ris([samples.ARTICLE]).split("\r\n") == [
        "TY  - JOUR",
        "ID  - grimaldi2017mri",
        "AU  - Grimaldi, A",
        "AU  - Mellor, Rebecca",
        "AU  - Nicolson, P",
        "TI  - Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy",
        "T2  - British Journal of Sports Medicine",
        "PY  - 2017",
        "DA  - 2017/03//",
        "VL  - 51",
        "IS  - 6",
        "SP  - 519",
        "EP  - 524",
        "SN  - 0306-3674",
        "DO  - 10.1136/bjsports-2016-096175",
        "AN  - 27633027",
        "LA  - en",
        "KW  - diagnostic-accuracy",
        "N1  - Specialist clinic.",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (samples.ARTICLE, "JOUR"),
        (samples.BOOK, "BOOK"),
        (samples.CHAPTER, "CHAP"),
        (samples.GUIDELINE, "RPRT"),
        (samples.WEBPAGE, "ELEC"),
        (samples.THESIS, "THES"),
        (samples.CONFERENCE, "CONF"),
        (samples.DATASET, "DATA"),
        (samples.STANDARD, "STAND"),
        (samples.PREPRINT, "UNPB"),
    ],
    ids=lambda v: getattr(v, "id", v),
)
def test_kind_of_work_has_its_type(source, kind):
    (entry,) = rispy.loads(ris([source]))

    assert entry["type_of_reference"] == kind


def test_report_number_and_day_of_access_are_kept():
    (entry,) = rispy.loads(ris([samples.GUIDELINE]))

    assert entry["issn"] == "NG226"
    assert entry["access_date"] == "2026/01/05/"
    assert entry["date"] == "2022/10/19/"


def test_line_break_in_a_note_stays_in_its_field():
    source = samples.reference(note="One.\nTY  - BOOK\nTwo.")

    (entry,) = rispy.loads(ris([source]))

    assert entry["notes"] == ["One. TY - BOOK Two."]


def test_pack_is_read_back_whole():
    entries = rispy.loads(ris(pack()))

    assert [e["id"] for e in entries] == [r.id for r in pack()]
    for entry, source in zip(entries, pack(), strict=True):
        assert entry["title"] == source.title
        assert entry.get("authors", []) == [inverted_name(person) for person in source.author]
        assert entry.get("doi") == source.DOI
        assert entry.get("accession_number") == source.PMID
        assert entry.get("secondary_title") == source.container_title
        assert entry.get("year") == (str(source.year) if source.year else None)
        assert entry.get("volume") == source.volume
        assert "unknown_tag" not in entry
