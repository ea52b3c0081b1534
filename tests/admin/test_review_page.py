"""The page of a review: what it shows to whom, and what its buttons do."""

import re

import pytest
from django.urls import reverse

from conditions.document import ConditionDocument
from conditions.editorial.publish import publish
from conditions.editorial.review.sign_off import state_of
from conditions.models import Edition, Review
from tests.admin.test_permissions import make_review
from tests.people import log_in, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def address(review, name="conditions_review_change"):
    return reverse(f"admin:{name}", args=[review.pk])


@pytest.fixture
def checking(client):
    review = make_review("open")
    log_in(client, person("reviewer", "Reviewer"))
    return client, review


def test_page_shows_what_changed_word_by_word(checking):
    client, review = checking

    page = client.get(address(review)).content.decode()

    assert "<ins>New.</ins>" in page
    assert "statements reviewed" in page


def test_ticks_and_comments_are_kept_although_the_decision_is_refused(checking):
    client, review = checking
    key = next(iter(state_of(review).changed))

    response = client.post(
        address(review), {"sign": key, f"comment-on-{key}": "Why?", "_approve": ""}, follow=True
    )

    assert "comments wait for an answer" in response.content.decode()
    assert state_of(review).missing == []
    assert review.comments.get().text == "Why?"


def test_approval_needs_its_ticks_which_may_come_with_it(checking):
    client, review = checking

    refused = client.post(address(review), {"_approve": ""}, follow=True)
    assert "1 changed part is not checked yet" in refused.content.decode()

    client.post(address(review), {"sign": list(state_of(review).changed), "_approve": ""})

    review.refresh_from_db()
    assert review.state == Review.State.APPROVED


def test_hostile_comment_is_shown_as_text(checking):
    client, review = checking

    client.post(address(review), {"comment-on-": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in client.get(address(review)).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Too long. " * 1_001, "This comment is not saved; copy it from here: Too long."), ("A\x00B", "AB")],
)
def test_comment_that_can_not_be_kept_is_given_back(checking, typed, said):
    client, review = checking

    page = client.post(address(review), {"comment-on-": typed, "note": typed, "_comment": ""}, follow=True)

    assert said in page.content.decode()


def test_publisher_publishes_and_the_second_is_told(client):
    review = make_review("approved")
    log_in(client, person("publisher", "Publisher"))

    first = client.post(address(review), {"_publish": ""}, follow=True)
    second = client.post(address(review), {"_publish": ""}, follow=True)

    assert "Published: " in first.content.decode()
    assert re.search("Approved by .*Published by publisher", first.content.decode())
    assert "published it already, as edition 2" in second.content.decode()
    assert Edition.objects.of(review.condition.slug).count() == 2


def test_publisher_is_told_that_it_is_published_already_by_another_way(client):
    review = make_review("approved")
    document = ConditionDocument.model_validate_json(review.body)
    publish(document=document, author="By command", reviewer="", change_summary="x", significance="minor")
    log_in(client, person("publisher", "Publisher"))

    response = client.post(address(review), {"_publish": ""}, follow=True)

    assert "is published as edition 2 already" in response.content.decode()


def test_publisher_sets_and_takes_away_a_time(client):
    review = make_review("approved")
    log_in(client, person("publisher", "Publisher"))

    client.post(address(review), {"_schedule": "", "at": "2030-01-01T10:00"})
    review.refresh_from_db()
    assert review.publish_at.year == 2030
    client.post(address(review), {"_unschedule": ""})

    review.refresh_from_db()
    assert review.publish_at is None


@pytest.mark.parametrize("at", ["", "soon", "2001-01-01T10:00"])
def test_malformed_time_is_refused_with_a_sentence(client, at):
    review = make_review("approved")
    log_in(client, person("publisher", "Publisher"))

    page = client.post(address(review), {"_schedule": "", "at": at}, follow=True).content.decode()

    assert "Give the day and time" in page or "has passed" in page


def test_preview_is_of_the_document_under_review(checking):
    client, review = checking

    assert "New." in client.get(address(review, "review_preview")).content.decode()


def test_list_takes_a_fixed_number_of_queries(checking, django_assert_max_num_queries):
    client, _ = checking

    with django_assert_max_num_queries(10):
        client.get(reverse("admin:conditions_review_changelist"))


def test_withdrawal_gives_reason_and_replacement(client):
    from conditions.models import Condition

    log_in(client, person("publisher", "Publisher"))
    row = Condition.objects.get(slug="hip-pointer")

    client.post(
        reverse("admin:condition_withdraw", args=[row.pk]),
        {"reason": "Out of date.", "replacement": "hip-dislocation"},
    )

    response = client.get("/conditions/hip-pointer/")
    assert response.status_code == 410
    assert "Out of date." in response.content.decode()
    assert "/conditions/hip-dislocation/" in response.content.decode()


@pytest.mark.parametrize("replacement", ["hip-pointer", "nowhere"])
def test_replacement_is_another_published_condition(client, replacement):
    from conditions.models import Condition

    log_in(client, person("publisher", "Publisher"))
    row = Condition.objects.get(slug="hip-pointer")

    client.post(
        reverse("admin:condition_withdraw", args=[row.pk]), {"reason": "x", "replacement": replacement}
    )

    assert client.get("/conditions/hip-pointer/").status_code == 200
