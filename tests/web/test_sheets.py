"""Sheets and handouts over HTTP: pages, PDF, conditions, ranges, wrong addresses."""

import re

import pytest
from django.core.cache import caches
from django.utils.html import escape

from conditions.catalogue import read
from conditions.catalogue.entry import ConditionEntry
from conditions.editorial.withdraw import withdraw
from conditions.sheets.clinician import clinician_sheet
from conditions.sheets.edition import SheetEdition
from tests.sheets.reading import reader, text_of

pytestmark = pytest.mark.django_db

SLUG = "greater-trochanteric-pain-syndrome"
BASE = f"/conditions/{SLUG}/"


def document():
    return read.document_of(read.condition(SLUG))


@pytest.mark.parametrize(
    "path",
    ["sheet.pdf", "handout.pdf", "handout.pdf?large=1&paper=letter", "e/1/sheet.pdf", "e/1/handout.pdf"],
)
def test_pdfs_are_served_inline_with_a_name(client, path):
    response = client.get(BASE + path)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith(f'inline; filename="{SLUG}-edition-1')
    assert response.content.startswith(b"%PDF-")
    assert reader(response.content).metadata.title.startswith("Greater trochanteric pain syndrome")


def test_the_policy_lets_the_browser_show_its_viewer(client):
    assert client.get(BASE + "sheet.pdf")["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert client.get(BASE + "sheet/")["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_range_is_cut_also_where_pages_are_kept(client, settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    whole = client.get(BASE + "handout.pdf")

    part = client.get(BASE + "handout.pdf", headers={"Range": "bytes=0-4"})
    again = client.get(BASE + "handout.pdf", headers={"If-None-Match": whole["ETag"]})
    caches["pages"].clear()

    assert (part.status_code, part.content) == (206, b"%PDF-")
    assert again.status_code == 304


def test_the_sheet_names_its_edition_by_its_permanent_address(client, settings):
    settings.SITE_URL = "https://glutes.example"

    made = client.get(BASE + "sheet.pdf").content

    assert f"https://glutes.example{BASE}e/1/" in reader(made).pages[0].extract_text()


def test_the_current_edition_and_its_number_give_the_same_bytes(client):
    current, numbered = client.get(BASE + "sheet.pdf"), client.get(BASE + "e/1/sheet.pdf")

    assert current.content == numbered.content
    assert current["ETag"] == numbered["ETag"]
    assert current["Cache-Control"] == "public, no-cache"
    assert numbered["Cache-Control"] == "public, max-age=86400"


def test_each_form_has_an_entity_tag_of_its_own(client):
    paths = ["sheet.pdf", "sheet.pdf?paper=letter", "handout.pdf", "handout.pdf?large=1"]

    assert len({client.get(BASE + path)["ETag"] for path in paths}) == len(paths)


def test_what_the_reader_has_is_not_sent_again(client):
    etag = client.get(BASE + "sheet.pdf")["ETag"]

    response = client.get(BASE + "sheet.pdf", headers={"If-None-Match": f'"other", {etag}'})

    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == etag


def test_a_failed_precondition_is_412(client):
    assert client.get(BASE + "sheet.pdf", headers={"If-Match": '"other"'}).status_code == 412


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=0-99999999999", 0, None)],
)  # fmt: skip
def test_a_range_is_answered_with_its_bytes(client, asked, first, last):
    whole = client.get(BASE + "handout.pdf").content

    response = client.get(BASE + "handout.pdf", headers={"Range": asked})

    wanted = whole[first:] if last is None else whole[first : last + 1]
    start = first % len(whole)
    assert response.status_code == 206
    assert response.content == wanted
    assert response["Content-Range"] == f"bytes {start}-{start + len(wanted) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_past_the_end_is_416(client, asked):
    whole = client.get(BASE + "handout.pdf").content

    response = client.get(BASE + "handout.pdf", headers={"Range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(whole)}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=5-2",
        "bytes=-",
        "bytes=0-1,5-9",
        "pages=1-2",
        "bytes=a-b",
        "bytes=" + "9" * 5000 + "-",
        "bytes=0--1",
    ],
)
def test_a_range_that_is_none_is_answered_with_the_whole(client, asked):
    response = client.get(BASE + "handout.pdf", headers={"Range": asked})

    assert response.status_code == 200
    assert response.content.endswith(b"%%EOF")


def test_a_range_of_another_version_is_answered_with_the_whole(client):
    response = client.get(BASE + "handout.pdf", headers={"Range": "bytes=0-9", "If-Range": '"old"'})

    assert response.status_code == 200


def test_a_range_of_the_same_version_is_answered(client):
    etag = client.get(BASE + "handout.pdf")["ETag"]

    response = client.get(BASE + "handout.pdf", headers={"Range": "bytes=0-4", "If-Range": etag})

    assert (response.status_code, response.content) == (206, b"%PDF-")


@pytest.mark.parametrize("page", ["sheet.pdf", "sheet/", "handout.pdf", "handout/", "e/1/sheet.pdf"])
@pytest.mark.parametrize("paper", ["a5", "A4", "", "a4&paper=letter", "%00", "<script>"])
def test_an_unknown_paper_is_400_with_the_allowed_ones(client, page, paper):
    response = client.get(f"{BASE}{page}?paper={paper}")

    assert response.status_code == 400
    assert "“paper” must be one of a4 and letter" in response.content.decode()
    assert "<script>" not in response.content.decode().split("<main")[1]


def test_large_is_0_or_1(client):
    assert client.get(BASE + "handout/?large=0").status_code == 200
    response = client.get(BASE + "handout/?large=yes")
    assert response.status_code == 400
    assert "“large” must be one of 0 and 1" in response.content.decode()


def test_large_print_of_the_clinician_sheet_is_400(client):
    response = client.get(BASE + "sheet.pdf?large=1")

    assert response.status_code == 400
    assert "Large print is for handouts only" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/conditions/no-such/sheet.pdf", "There is no condition “no-such”."),
        ("/conditions/no-such/handout/", "There is no condition “no-such”."),
        (BASE + "e/77/sheet.pdf", f"There is no edition 77 of “{SLUG}”."),
        (BASE + "e/99999999999999999999/handout.pdf", "There is no edition 99999999999999999999"),
    ],
)
def test_what_is_not_there_is_404(client, path, sentence):
    response = client.get(path)

    assert response.status_code == 404
    assert sentence in response.content.decode()


def test_only_reading_is_allowed(client):
    assert client.post(BASE + "sheet.pdf").status_code == 405


def test_a_withdrawn_condition_has_no_current_sheet_and_its_editions_say_so(client):
    before = client.get(BASE + "e/1/sheet.pdf")
    withdraw(slug=SLUG, reason="A figure was wrong.", by="A publisher")

    current, numbered = client.get(BASE + "sheet.pdf"), client.get(BASE + "e/1/sheet.pdf")

    assert current.status_code == 410
    assert "A figure was wrong." in current.content.decode()
    assert numbered.status_code == 200
    assert numbered["ETag"] != before["ETag"]
    assert "Withdrawn: A figure was wrong." in text_of(numbered.content)
    assert "Withdrawn: A figure was wrong." in client.get(BASE + "e/1/handout/").content.decode()


@pytest.mark.parametrize(
    ("path", "queries"),
    [("sheet.pdf", 1), ("sheet/", 1), ("handout/", 1), ("e/1/sheet.pdf", 2), ("e/1/handout/", 2)],
)
def test_queries(client, django_assert_num_queries, path, queries):
    with django_assert_num_queries(queries):
        client.get(BASE + path)


def test_the_sheet_page_says_all_that_the_sheet_holds(client):
    sheet = clinician_sheet(document(), SheetEdition(number=1, sha256="", address=""))
    text = client.get(BASE + "sheet/").content.decode()

    owed = [said.text for part in (*sheet.parts, *sheet.care) for said in part.said]
    owed += [said.text for said in sheet.differentials] + [flag.action for flag in sheet.flags]
    owed += [name for band in sheet.bands for name in (*band.hallmarks, *band.others)]
    owed += [f"{test.standard}" for test in sheet.tests] + [source.text for source in sheet.sources]
    assert [words for words in owed if escape(words) not in text] == []


def test_every_citation_of_the_sheet_page_has_its_reference(client):
    text = client.get(BASE + "sheet/").content.decode()

    cited = set(re.findall(r'href="#(ref-\d+)"', text))
    assert cited
    assert cited <= set(re.findall(r'id="(ref-\d+)"', text))


def test_the_handout_page_says_all_that_the_handout_holds(client):
    words = document().handout
    text = client.get(BASE + "handout/").content.decode()

    owed = [words.what_it_is, *words.what_helps, *words.what_to_avoid, *words.when_to_get_help]
    assert [sentence for sentence in owed if escape(sentence) not in text] == []


def test_pages_link_to_their_pdfs(client):
    handout = client.get(BASE + "e/1/handout/").content.decode()

    for query in ("", "?paper=letter", "?large=1", "?paper=letter&amp;large=1"):
        assert f'href="{BASE}e/1/handout.pdf{query}"' in handout


def test_a_condition_without_handout_is_404_with_the_reason(client, monkeypatch):
    bare = document().model_copy(update={"handout": None})
    monkeypatch.setattr(read, "document_of", lambda row: bare)
    ConditionEntry.objects.filter(slug=SLUG).update(sha256="f" * 64)

    for path in ("handout/", "handout.pdf"):
        response = client.get(BASE + path)
        assert response.status_code == 404
        assert "has no patient handout." in response.content.decode()
