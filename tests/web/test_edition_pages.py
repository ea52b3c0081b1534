"""Editions: the list, what changed between two, older and withdrawn ones."""

from datetime import date

import pytest

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.editorial.publish import publish
from conditions.editorial.withdraw import withdraw
from conditions.sheets.ahead import ahead
from conditions.sheets.printed import printed

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"
PAGE = f"/conditions/{SLUG}/"


def publish_with(**update):
    document = document_of(ConditionEntry.objects.get(slug=SLUG))
    return publish(
        document=document.model_copy(update=update),
        author="An editor",
        reviewer="A reviewer",
        change_summary="A better summary.",
        significance="minor",
    )


def test_older_edition_points_to_the_current_one_and_to_the_changes(client):
    publish_with(summary="Another summary.")

    text = client.get(f"{PAGE}e/1/").content.decode()

    assert "You are reading edition 1." in text
    assert f'href="{PAGE}diff/1..2/"' in text


def test_reader_of_an_edition_is_told_when_a_newer_one_came(client, settings):
    settings.PAGE_CACHE = True
    tag = client.get(f"{PAGE}e/1/")["ETag"]
    publish_with(summary="Another summary.")

    again = client.get(f"{PAGE}e/1/", headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert "You are reading edition 1." in again.content.decode()


def test_page_sets_its_sheets_ahead(client, settings):
    settings.SHEETS_AHEAD = True
    client.get(PAGE)
    ahead.finish()

    before = printed.cache_info()
    assert client.get(f"{PAGE}sheet.pdf").status_code == 200
    assert client.get(f"{PAGE}handout.pdf").status_code == 200
    assert printed.cache_info().misses == before.misses


def test_current_page_says_who_reviewed_and_what_changed(client):
    publish_with(summary="Another summary.")

    text = client.get(PAGE).content.decode()

    assert "by A reviewer" in text
    assert "A better summary." in text
    assert f'href="{PAGE}diff/1..2/"' in text


def test_changes_show_words_that_came_and_went(client):
    before = document_of(ConditionEntry.objects.get(slug=SLUG)).summary
    publish_with(summary=before.replace("Pain and tenderness", "Ache and tenderness"))

    text = client.get(f"{PAGE}diff/1..2/").content.decode()

    assert "<del>Pain </del><ins>Ache </ins>" in text


def test_two_picked_editions_lead_to_their_changes_older_first(client):
    publish_with(summary="Another summary.")

    response = client.get(f"{PAGE}editions/", {"from": "2", "to": "1"})

    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}diff/1..2/"


def test_list_offers_no_comparison_of_a_single_edition(client):
    assert "Show what changed" not in client.get(f"{PAGE}editions/").content.decode()


@pytest.mark.parametrize("number", ["x", "-1", "²", "99999999999"])
def test_a_number_that_is_none_is_ignored_by_the_list(client, number):
    assert client.get(f"{PAGE}editions/", {"from": number, "to": "1"}).status_code == 200


def test_the_same_edition_twice_has_no_changes(client):
    assert "Nothing changed" in client.get(f"{PAGE}diff/1..1/").content.decode()


def test_withdrawn_condition_is_410_with_the_reason(client):
    withdraw(slug=SLUG, reason="The evidence was retracted.", by="A", replacement="gluteal-tendon-tear")

    response = client.get(PAGE)

    assert response.status_code == 410
    assert "The evidence was retracted." in response.content.decode()
    assert 'href="/conditions/gluteal-tendon-tear/"' in response.content.decode()


def test_edition_of_a_withdrawn_condition_stays_readable_and_says_so(client):
    withdraw(slug=SLUG, reason="The evidence was retracted.", by="A")

    for path in (f"{PAGE}e/1/", f"{PAGE}editions/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "The evidence was retracted." in response.content.decode()


def test_page_past_its_review_date_says_so(client):
    publish_with(reviewed_on=date(2020, 1, 1), review_due=date(2021, 1, 1))

    response = client.get(PAGE)

    assert "Review overdue" in response.content.decode()


def test_older_edition_is_not_called_overdue(client):
    publish_with(reviewed_on=date(2020, 1, 1), review_due=date(2021, 1, 1))
    publish_with(reviewed_on=date(2026, 1, 1), review_due=date(2096, 1, 1))

    assert "Review overdue" not in client.get(f"{PAGE}e/2/").content.decode()
