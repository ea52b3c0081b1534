"""The list of references, the page of each, and the files for reference managers."""

import html
import json
import re
from typing import get_args
from urllib.parse import parse_qs

import bibtexparser
import jsonschema
import pytest
import rispy

from conditions.catalogue.entry import ConditionEntry, ReferenceEntry
from conditions.catalogue.read import document_of
from conditions.catalogue.reference_search import DESIGNS, PER_PAGE
from conditions.document import Design
from tests.bibliography.pack import pack
from tests.bibliography.test_csl import SCHEMA

pytestmark = pytest.mark.django_db

GTPS = "greater-trochanteric-pain-syndrome"
GRIMALDI = "grimaldi2017mri"


def listed_ids(response) -> list[str]:
    return [item.id for item in response.context["references"]]


def test_every_design_has_a_name():
    assert set(DESIGNS) == set(get_args(Design))


def test_list_shows_every_reference_once_over_its_pages(client):
    seen = []
    url = "/references/"
    while url:
        response = client.get(url)
        seen += listed_ids(response)
        url = response.context["next_url"]

    assert len(seen) == len(set(seen)) == len(pack())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=grimaldi+mri", {GRIMALDI}),
        ("q=10.1136/bjsports-2016-096175", {GRIMALDI}),
        ("q=27633027", {GRIMALDI}),
        ("q=ozcakar", {"wu2023ischiofemoral"}),
        ("q=beckwee", {"moseng2024eular"}),
        ("q=zzzz", set()),
        ("q=grimaldi&until=1990", set()),
    ],
)
def test_list_finds_by_words(client, query, expected):
    assert set(listed_ids(client.get(f"/references/?{query}"))) == expected


def test_list_filters_by_design_year_and_condition(client):
    response = client.get(
        f"/references/?design=guideline&design=meta-analysis&since=2015&until=2024&condition={GTPS}"
    )

    document = document_of(ConditionEntry.objects.get(slug=GTPS))
    cited = set(document.model_copy(update={"vocabulary": ()}).cited_ids())
    expected = {
        r.id
        for r in pack()
        if r.design in ("guideline", "meta-analysis") and r.year and 2015 <= r.year <= 2024 and r.id in cited
    }
    assert expected
    assert set(listed_ids(response)) == expected


def test_counts_of_designs_ignore_the_chosen_design(client):
    result = client.get("/references/?design=guideline").context["answer"]

    counts = {choice.value: choice.count for choice in result.designs}
    assert counts["cohort"] == sum(r.design == "cohort" for r in pack())
    assert result.total == counts["guideline"]


def test_newest_come_first_when_asked(client):
    response = client.get("/references/?sort=newest")

    years = [r.year or 0 for r in response.context["answer"].found]
    assert years == sorted(years, reverse=True)


def test_next_page_keeps_the_filters(client):
    response = client.get("/references/?design=systematic-review&until=2024&sort=newest")

    assert (
        response.context["next_url"] == "/references/?design=systematic-review&until=2024&sort=newest&page=2"
    )
    assert len(listed_ids(response)) == PER_PAGE


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("page=0", 400, "page: Ensure this value is greater than or equal to 1."),
        ("page=two", 400, "page: Enter a whole number."),
        ("page=999", 404, "There is no page 999"),
        ("design=poem", 400, "poem is not one of the available choices"),
        ("since=12", 400, "since: Ensure this value is greater than or equal to 1500."),
        ("sort=colour", 400, "colour is not one of the available choices"),
        ("q=%00", 400, "q: Null characters are not allowed."),
        ("q=" + "x" * 201, 400, "q: Ensure this value has at most 200 characters"),
        ("condition=<script>", 400, "&lt;script&gt; is not one of the available choices"),
        ("condition=no-such", 200, "No reference fits"),
        ("q=(%5B*", 200, "No reference fits"),
    ],
)
def test_odd_address_gets_a_sentence_and_the_right_status(client, query, status, says):
    response = client.get(f"/references/?{query}")

    assert response.status_code == status
    assert says in response.content.decode()


def test_list_carries_coins_and_no_citation_tags(client):
    text = client.get("/references/?q=grimaldi+mri").content.decode()

    (title,) = re.findall(r'<span class="Z3988" title="([^"]*)"></span>', text)
    assert "&amp;rft.atitle=" in title
    assert parse_qs(html.unescape(title))["rft_id"] == [
        "info:doi/10.1136/bjsports-2016-096175",
        "info:pmid/27633027",
    ]
    assert "citation_title" not in text


def test_page_carries_citation_tags_and_no_coins(client):
    text = client.get(f"/references/{GRIMALDI}/").content.decode()

    assert text.count('<meta name="citation_author"') == 6
    assert '<meta name="citation_doi" content="10.1136/bjsports-2016-096175">' in text
    assert "Z3988" not in text
    assert not re.search(r'class="[^"]*(byline|vcard)', text)


def test_page_shows_every_passage_that_rests_on_the_reference(client):
    response = client.get(f"/references/{GRIMALDI}/")

    text = html.unescape(response.content.decode())
    expected = 0
    for entry in ConditionEntry.objects.filter(withdrawn=False):
        for _, statement in document_of(entry).statements():
            if GRIMALDI in statement.citations:
                expected += 1
                assert statement.text in text
                assert f'href="/conditions/{entry.slug}/#statement-{statement.id}"' in text
    assert expected
    assert response.context["page"].passages >= expected


def test_page_has_passages_of_every_condition_that_the_list_names(client):
    for item in client.get("/references/").context["answer"].found:
        page = client.get(f"/references/{item.id}/").context["page"]

        names = [support.name for support in page.supports]
        assert len(names) == len(item.conditions) + bool(item.findings), item.id
        assert all(support.passages for support in page.supports), item.id


def test_finding_that_rests_on_a_reference_is_told_apart_from_conditions(client):
    page = client.get(f"/references/{GRIMALDI}/").context["page"]

    findings = page.supports[-1]
    assert findings.name == "Findings"
    assert {p.kind for p in findings.passages} <= {"Definition", "Prevalence"}
    assert "Single-leg stance for 30 seconds" in {p.heading for p in findings.passages}


def test_links_of_the_page_lead_to_doi_and_pubmed(client):
    text = client.get(f"/references/{GRIMALDI}/").content.decode()

    assert 'href="https://doi.org/10.1136/bjsports-2016-096175"' in text
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/27633027/"' in text


def test_retraction_is_shown_on_list_and_page(client):
    ReferenceEntry.objects.filter(slug=GRIMALDI).update(
        standing="retracted", standing_note="Notice <b>2026</b>"
    )

    for path in ("/references/?q=grimaldi+mri", f"/references/{GRIMALDI}/"):
        text = client.get(path).content.decode()
        assert "<strong>Retracted.</strong> Notice &lt;b&gt;2026&lt;/b&gt;" in text


def test_unknown_reference_is_404(client):
    response = client.get("/references/nobody1900nothing/")

    assert response.status_code == 404
    assert "There is no reference “nobody1900nothing”." in response.content.decode()


def test_reference_of_a_withdrawn_condition_says_that_nothing_cites_it(client):
    found = client.get(f"/references/?condition={GTPS}").context["answer"].found
    own = next(r.id for r in found if r.conditions == (GTPS,) and not r.findings)

    ConditionEntry.objects.filter(slug=GTPS).update(withdrawn=True)

    assert "No published page cites it now" in client.get(f"/references/{own}/").content.decode()


def test_queries_do_not_grow_with_the_results(client, django_assert_num_queries):
    client.get("/references/")

    with django_assert_num_queries(2):
        client.get("/references/")
    with django_assert_num_queries(2):
        client.get("/references/?q=grimaldi+mri")


def test_page_of_a_reference_asks_four_queries(client, django_assert_num_queries):
    client.get("/references/")

    with django_assert_num_queries(4):
        client.get(f"/references/{GRIMALDI}/")


# Files


def read_back(response, suffix: str) -> list[str]:
    """The ids in a downloaded file, by an independent parser."""
    text = response.content.decode()
    if suffix == "ris":
        return [entry["id"] for entry in rispy.loads(text)]
    if suffix == "bib":
        return [entry.key for entry in bibtexparser.parse_string(text).entries]
    items = json.loads(text)
    jsonschema.validate(items, SCHEMA.schema)
    return [item["id"] for item in items]


SUFFIXES = pytest.mark.parametrize("suffix", ["ris", "bib", "json"])


@SUFFIXES
def test_one_reference_is_saved(client, suffix):
    response = client.get(f"/references/{GRIMALDI}.{suffix}")

    assert read_back(response, suffix) == [GRIMALDI]
    assert response["Content-Disposition"] == f'attachment; filename="{GRIMALDI}.{suffix}"'


@SUFFIXES
def test_selection_is_saved_in_the_order_asked_for_and_once(client, suffix):
    response = client.get(
        f"/references.{suffix}?id=nice2016lowback&id={GRIMALDI}&id={GRIMALDI}&design=cohort"
    )

    assert read_back(response, suffix) == ["nice2016lowback", GRIMALDI]


@SUFFIXES
def test_whole_condition_is_saved_in_the_order_of_its_numbers(client, suffix):
    response = client.get(f"/conditions/{GTPS}/references.{suffix}")

    document = document_of(ConditionEntry.objects.get(slug=GTPS))
    assert read_back(response, suffix) == [r.id for r in document.bibliography]
    assert response["Content-Disposition"] == f'attachment; filename="{GTPS}-references.{suffix}"'


@SUFFIXES
def test_edition_is_saved(client, suffix):
    response = client.get(f"/conditions/{GTPS}/e/1/references.{suffix}")

    assert len(read_back(response, suffix)) == len(
        document_of(ConditionEntry.objects.get(slug=GTPS)).bibliography
    )
    assert response["ETag"].endswith(f'-{suffix}"')


def test_search_is_saved_whole(client):
    response = client.get("/references.ris?design=guideline")

    assert len(read_back(response, "ris")) == sum(r.design == "guideline" for r in pack())


def test_everything_is_saved_without_a_filter(client):
    assert len(read_back(client.get("/references.bib"), "bib")) == len(pack())


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_file_says_what_it_is(client, suffix, media_type):
    assert client.get(f"/references/{GRIMALDI}.{suffix}")["Content-Type"] == media_type


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/references.xml", 404, "Choose one of .ris, .bib, .json."),
        (f"/references/{GRIMALDI}.doc", 404, "can’t be saved|can&#x27;t be saved"),
        ("/references.ris?id=nobody&id=nothing", 404, "There is no reference “nobody”, “nothing”."),
        ("/references.ris?id=%00", 404, "There is no reference"),
        ("/references.ris?design=poem", 400, "poem is not one of the available choices"),
        ("/references.ris?" + "&".join(f"id=a{n}" for n in range(501)), 400, "At most 500 references"),
        ("/conditions/no-such/references.ris", 404, "There is no condition “no-such”."),
        (f"/conditions/{GTPS}/e/99/references.ris", 404, "There is no edition 99"),
    ],
)
def test_file_that_can_not_be_had_gets_a_sentence(client, path, status, says):
    response = client.get(path)

    assert response.status_code == status
    assert re.search(says, response.content.decode())


def test_file_of_a_withdrawn_condition_is_gone(client):
    ConditionEntry.objects.filter(slug=GTPS).update(withdrawn=True, withdrawn_reason="Out of date.")

    response = client.get(f"/conditions/{GTPS}/references.ris")

    assert response.status_code == 410
    assert "Out of date." in response.content.decode()


# On the page of a condition


def test_condition_page_prints_its_references_in_vancouver_style_with_links_and_files(client):
    text = html.unescape(client.get(f"/conditions/{GTPS}/").content.decode())

    assert f'<a class="title" href="/references/{GRIMALDI}/">Utility of clinical tests' in text
    assert "<cite>British Journal of Sports Medicine.</cite> 2017;51(6):519-24." in text
    assert f'href="/conditions/{GTPS}/references.ris"' in text
    assert f'href="/references/?condition={GTPS}"' in text
    assert "Z3988" not in text


def test_passages_lead_to_anchors_that_the_condition_pages_have(client):
    pages: dict[str, str] = {}
    for source in pack()[::25]:
        for support in client.get(f"/references/{source.id}/").context["page"].supports:
            for passage in support.passages:
                path, _, anchor = passage.url.partition("#")
                if path not in pages:
                    pages[path] = client.get(path).content.decode()
                assert not anchor or f'id="{anchor}"' in pages[path], passage.url
    assert len(pages) > 10
