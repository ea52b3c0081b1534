"""A reader's report reaches the curators, not too many at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.editorial import report as editorial
from conditions.models.report import ReaderReport

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"
PATH = f"/conditions/{SLUG}/report/"


def test_report_is_kept_with_the_edition_that_was_read(client):
    response = client.post(PATH, {"about": "Causes", "text": "A typing error.", "contact": "a@example.org"})

    assert response.status_code == 302
    kept = ReaderReport.objects.get()
    assert (kept.slug, kept.edition, kept.about, kept.text, kept.contact) == (
        SLUG,
        1,
        "Causes",
        "A typing error.",
        "a@example.org",
    )
    assert "Thank you." in client.get(response["Location"]).content.decode()


def test_address_of_the_sender_is_not_kept(client):
    client.post(PATH, {"text": "A typing error."}, REMOTE_ADDR="192.0.2.7")

    kept = ReaderReport.objects.get()
    assert "192.0.2.7" not in " ".join(str(value) for value in vars(kept).values())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "Say what is wrong or missing."),
        ({"text": "A", "contact": "nobody"}, "This is not an e-mail address."),
        ({"text": "A" * 4001}, "at most 4000 characters"),
        ({"text": "A\x00B"}, "Null characters are not allowed"),
    ],
)
def test_form_that_is_wrong_is_400_and_keeps_what_was_typed(client, data, words):
    response = client.post(PATH, data)

    assert response.status_code == 400
    assert words in response.content.decode()
    assert not ReaderReport.objects.exists()


def test_sixth_report_within_an_hour_is_429_and_keeps_the_text_on_the_page(client):
    for _ in range(editorial.FROM_ONE_SENDER):
        client.post(PATH, {"text": "Again."})

    response = client.post(PATH, {"text": "One too many."})

    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    assert "One too many." in response.content.decode()
    assert ReaderReport.objects.count() == editorial.FROM_ONE_SENDER


def test_another_sender_is_not_held_up(client):
    for _ in range(editorial.FROM_ONE_SENDER):
        client.post(PATH, {"text": "Again."})

    response = client.post(PATH, {"text": "Someone else."}, REMOTE_ADDR="192.0.2.8")

    assert response.status_code == 302


def test_after_an_hour_the_sender_may_report_again(db):
    start = timezone.now().replace(hour=10)
    keep = {"slug": SLUG, "edition": 1, "text": "Again.", "address": "192.0.2.7"}
    for _ in range(editorial.FROM_ONE_SENDER):
        editorial.receive(**keep, at=start)

    with pytest.raises(editorial.TooManyReportsError):
        editorial.receive(**keep, at=start + timedelta(minutes=59))
    assert editorial.receive(**keep, at=start + timedelta(minutes=61)).pk


def test_all_senders_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(editorial, "FROM_ALL", 2)
    for number in range(2):
        editorial.receive(slug=SLUG, edition=1, text="A", address=f"192.0.2.{number}")

    with pytest.raises(editorial.TooManyReportsError):
        editorial.receive(slug=SLUG, edition=1, text="A", address="192.0.2.9")


def test_programs_that_fill_in_everything_are_thanked_and_forgotten(client):
    response = client.post(PATH, {"text": "Buy now.", "website": "https://example.org"})

    assert response.status_code == 302
    assert not ReaderReport.objects.exists()


def test_report_without_the_token_of_the_form_is_refused():
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(PATH, {"text": "A"})

    assert response.status_code == 403
    assert not ReaderReport.objects.exists()


def test_other_methods_are_not_allowed(client):
    assert client.put(PATH).status_code == 405
