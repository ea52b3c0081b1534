"""The front page of the admin lists what waits, for whom it waits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from conditions.editorial.drafts import draft, save_draft
from conditions.editorial.evidence import log_evidence
from conditions.editorial.report import receive
from conditions.editorial.review.decide import return_to_authors
from conditions.editorial.review.publication import schedule
from conditions.editorial.standing import change_standing
from conditions.models import Condition, Reference, Review, Statement
from tests.admin.test_permissions import SLUG, make_review
from tests.people import log_in, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _nothing_is_due():
    """Whatever the dates of the pack: a day comes on which they have passed."""
    Condition.objects.update(review_due=timezone.localdate() + timedelta(days=400))


def lists(client, user):
    """The items by title of their list, as the person sees them."""
    log_in(client, user)
    return {one.title: [item.text for item in one.items] for one in client.get("/admin/").context["lists"]}


def test_everything_that_waits_is_listed_for_those_who_can_act(client):
    publisher, reviewer = person("publisher", "Publisher"), person("reviewer", "Reviewer")
    review = make_review("open")
    curator = review.requested_by
    approved = make_review("approved", "hip-pointer")
    returned = make_review("open", "piriformis-syndrome")
    return_to_authors(review=returned, by=reviewer, note="Mend it.")
    statement = Statement.objects.filter(condition__slug=SLUG).select_related("condition").first()
    log_evidence(reference=Reference.objects.first(), note="x", statements=[statement], by=curator)
    receive(slug=SLUG, edition=1, text="A figure looks wrong.", address="192.0.2.1")
    today = timezone.localdate()
    for slug, days in (("hip-dislocation", -1), ("hip-osteoarthritis", 30)):
        dates = {"reviewed_on": today - timedelta(days=900), "review_due": today + timedelta(days=days)}
        Condition.objects.filter(slug=slug).update(**dates)
    cited = Reference.objects.get(slug="grimaldi2017mri")
    change_standing(reference=cited, standing="retracted", note="Notice of 2026.")

    mine = lists(client, curator)
    theirs, last = lists(client, reviewer), lists(client, publisher)

    name = review.condition.name
    assert theirs["Reviews that wait for you"] == [name]
    assert last["Approved, to be published"] == [approved.condition.name]
    assert mine["Returned to you"] == [returned.condition.name]
    assert {name, returned.condition.name, approved.condition.name} == set(mine["Your drafts"])
    for seen in (mine, theirs, last):
        assert set(seen["Published, with changes pending"]) == set(mine["Your drafts"])
        assert seen["Review overdue"] == ["Hip dislocation"]
        assert seen["Due for review within 90 days"] == ["Hip osteoarthritis"]
        assert len(seen["Newer evidence waiting"]) == 1
        assert seen["Problems reported by readers"] == ["A figure looks wrong."]
        assert [text[:8] for text in seen["Retracted, and still cited"]] == ["Grimaldi"]


def test_own_review_does_not_wait_for_its_author(client):
    author = person("both", "Curator", "Reviewer")
    row, document = draft(SLUG)
    save_draft(document=document.model_copy(update={"summary": "By both."}), seen=row.revision, by=author)
    make_review("open")

    assert lists(client, author)["Reviews that wait for you"] == []


def test_publication_that_did_not_come_about_is_marked(client):
    publisher = person("publisher", "Publisher")
    review = make_review("approved")
    schedule(review=review, at=timezone.now() + timedelta(hours=1), by=publisher)
    log_in(client, publisher)
    assert "set for" in client.get("/admin/").content.decode()

    Review.objects.update(publish_at=timezone.now() - timedelta(minutes=6))

    assert "could not be: open it and publish to see why" in client.get("/admin/").content.decode()


def test_somebody_for_whom_nothing_waits_is_told_where_to_begin(client):
    log_in(client, person("curator", "Curator"))

    page = client.get("/admin/").content.decode()

    assert "Nothing waits for you." in page
    assert "How a page gets to readers" in page


def test_days_are_those_of_the_sites_time_zone(client):
    report = receive(slug=SLUG, edition=1, text="A figure looks wrong.", address="192.0.2.1")
    evening = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    type(report).objects.update(received_at=evening)
    Condition.objects.filter(slug=SLUG).update(updated_at=evening)
    log_in(client, person("curator", "Curator"))

    with timezone.override(timezone.get_fixed_timezone(120)):
        home = client.get("/admin/").content.decode()
        listed = client.get(f"/admin/conditions/condition/?q={SLUG}").content.decode()

    assert f"{SLUG}, edition 1, 1 Apr 2026" in home
    assert "1 Apr 2026" in listed
