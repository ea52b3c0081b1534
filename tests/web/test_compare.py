"""Conditions side by side."""

import pytest

from conditions.catalogue.documents import published_among
from conditions.web.presenters.compare import compare

pytestmark = pytest.mark.django_db
HIP, GTPS, ROOT = "hip-osteoarthritis", "greater-trochanteric-pain-syndrome", "lumbar-radiculopathy"


@pytest.fixture
def comparison(db):
    found = published_among([HIP, GTPS])
    return compare([found[HIP], found[GTPS]])


def test_rows_that_differ_most_come_first(comparison):
    spreads = [row.spread for row in comparison.differing]

    assert spreads == sorted(spreads, reverse=True)
    assert spreads[0] >= 2


def test_rows_that_agree_stand_apart(comparison):
    assert comparison.same
    assert all(len({cell.often.word for cell in row.cells}) == 1 for row in comparison.same)


def test_columns_keep_the_order_of_the_address(client):
    documents = client.get(f"/compare/?c={ROOT}&c={HIP}&c={GTPS}").context["comparison"].documents

    assert [document.slug for document in documents] == [ROOT, HIP, GTPS]


def test_every_salient_finding_has_a_row(comparison):
    rows = {row.finding.id for row in (*comparison.differing, *comparison.same)}

    for document in comparison.documents:
        assert {a.finding for a in document.findings if a.salient} <= rows


def test_what_the_pages_say_of_each_other_stands_below(client):
    text = client.get(f"/compare/?c={HIP}&c={GTPS}").content.decode()

    assert "How to tell them apart" in text
    assert "GTPS, not Hip OA." in text


def test_ratios_that_were_computed_are_marked_and_the_mark_is_explained(client):
    text = client.get(f"/compare/?c={GTPS}&c=gluteal-tendon-tear").content.decode()
    without = client.get("/compare/?c=pelvic-girdle-pain&c=hip-pointer").content.decode()

    assert "LR+ 25.9*" in text
    assert "* Computed from sensitivity and specificity." in text
    assert "Computed from" not in without


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("c=nothing&c=hip-osteoarthritis", "There is no published condition “nothing”."),
        ("c=a&c=b&c=c&c=d&c=e", "At most 4 conditions fit side by side; the address names 5."),
        ("c=%00", "There is no published condition"),
    ],
)
def test_list_that_cannot_be_compared_is_explained(client, query, words):
    response = client.get(f"/compare/?{query}")

    assert response.status_code == 400
    assert words in response.content.decode()


@pytest.mark.parametrize("query", ["", f"c={GTPS}", f"c={GTPS}&c={GTPS}", "c=", f"c={GTPS}&c={HIP}&change"])
def test_fewer_than_two_or_a_wish_to_change_gives_the_picker(client, query):
    response = client.get(f"/compare/?{query}")

    assert response.status_code == 200
    assert "Pick two to four" in response.content.decode()
    assert response.content.decode().count("checked") == query.count(f"c={GTPS}") - (
        query.count(GTPS) > 1
    ) + (HIP in query)
