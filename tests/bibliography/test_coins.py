"""COinS as Zotero reads them."""

from urllib.parse import parse_qs

import pytest

from conditions.bibliography.coins import coins
from tests.bibliography import samples
from tests.bibliography.pack import pack


def test_article_is_encoded_key_by_key():
    source = samples.reference(
        title="A & B",
        people="Doe, A",
        **{"container-title": "J"},
        issued=2017,
        DOI="10.1000/x",
        PMID="27633027",
    )

    assert coins(source) == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article"
        "&rft.atitle=A%20%26%20B&rft.jtitle=J&rft.aulast=Doe&rft.aufirst=A&rft.au=Doe%2C%20A&rft.date=2017"
        "&rft_id=info%3Adoi%2F10.1000%2Fx&rft_id=info%3Apmid%2F27633027"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            samples.BOOK,
            {
                "rft.genre": "book",
                "rft.btitle": "Medical microbiology",
                "rft.pub": "Mosby",
                "rft.place": "St. Louis",
            },
        ),
        (
            samples.CHAPTER,
            {
                "rft.genre": "bookitem",
                "rft.atitle": "Gluteus medius muscle pain",
                "rft.btitle": "Entrapment neuropathy of the lower limbs",
                "rft.spage": "27",
                "rft.epage": "33",
            },
        ),
        (
            samples.GUIDELINE,
            {
                "rft.genre": "report",
                "rft.aucorp": "National Institute for Health and Care Excellence",
                "rft_id": "https://www.nice.org.uk/guidance/ng226",
            },
        ),
        (
            samples.WEBPAGE,
            {
                "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc",
                "rft.title": "Trochanteric bursitis",
                "rft.creator": "NHS Tayside RefGuide",
                "rft.identifier": "https://example.org/trochanteric-bursitis/?a=1&b=2",
            },
        ),
        (
            samples.THESIS,
            {"rft.title": "Infant sleep and feeding", "rft.inst": "Central Michigan University"},
        ),
        (samples.CONFERENCE, {"rft.genre": "proceeding", "rft.btitle": "2015 ISAKOS Congress"}),
        (samples.DATASET, {"rft.genre": "document", "rft.title": "Hip strength of 200 adults"}),
    ],
    ids=lambda v: getattr(v, "id", None),
)
def test_kind_of_work_has_the_keys_zotero_reads(source, expected):
    values = parse_qs(coins(source))

    assert {key: values[key][0] for key in expected} == expected


def test_article_number_stands_as_pages():
    values = parse_qs(coins(samples.reference(page="e0191852")))

    assert values["rft.pages"] == ["e0191852"]
    assert "rft.spage" not in values


def test_pack_references_have_their_title_and_no_empty_key():
    for source in pack():
        values = parse_qs(coins(source), keep_blank_values=True)

        assert values["ctx_ver"] == ["Z39.88-2004"]
        assert [source.title] in (values.get("rft.atitle"), values.get("rft.btitle"), values.get("rft.title"))
        assert all(value for found in values.values() for value in found)
