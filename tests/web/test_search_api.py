"""The JSON beside the search page says what the page says."""

import pytest

pytestmark = pytest.mark.django_db


def test_answer_has_the_shape_and_the_content_of_the_page(db, client):
    asked = {"q": "outer hip pain, worse lying on that side", "region": ["lateral-hip", "groin"]}

    answer = client.get("/api/v1/conditions", asked).json()
    result = client.get("/conditions/", asked).context["result"]

    assert answer["total"] == result.total
    assert [hit["slug"] for hit in answer["results"]] == [hit.condition.slug for hit in result.hits]
    assert answer["results"][0]["url"] == "/conditions/greater-trochanteric-pain-syndrome/"
    finding = next(why for why in answer["results"][0]["why"] if why["kind"] == "finding")
    assert finding["text"][slice(*finding["marks"][0])] == finding["text"]
    assert [
        [(v["value"], v["count"], v["selected"]) for v in facet["values"]] for facet in answer["facets"]
    ] == [[(v.value, v.count, v.selected) for v in facet.values] for facet in result.facets]


def test_toggle_address_gives_what_the_count_says(db, client):
    answer = client.get("/api/v1/conditions", {"q": "hip pain"}).json()

    for facet in answer["facets"]:
        for value in facet["values"][:2]:
            toggled = client.get(value["toggle_url"]).json()
            assert toggled["total"] == value["count"]
            again = next(
                v
                for f in toggled["facets"]
                for v in f["values"]
                if (f["name"], v["value"]) == (facet["name"], value["value"])
            )
            assert again["selected"]
            assert client.get(again["toggle_url"]).json()["total"] == answer["total"]


def test_corrected_is_the_reading_that_was_searched(db, client):
    assert client.get("/api/v1/conditions", {"q": "trochantric"}).json()["corrected"] == "trochanteric"
    assert client.get("/api/v1/conditions", {"q": "trochanteric"}).json()["corrected"] is None


@pytest.mark.parametrize(
    ("query", "status"),
    [({"region": "elbow"}, 400), ({"symptom": "no-such"}, 400), ({"page": 2}, 404), ({"page": 0}, 400), ({"q": "a\x00"}, 400)],
)  # fmt: skip
def test_bad_input_is_a_problem_with_a_sentence(db, client, query, status):
    response = client.get("/api/v1/conditions", query)

    assert response.status_code == status
    assert response.json()["detail"]


@pytest.mark.parametrize(("facet", "value"), [("region", "elbow"), ("evidence", "sure"), ("flag", "no-such")])
def test_a_value_that_a_facet_lacks_is_400_on_page_and_api_and_named_on_both(db, client, facet, value):
    page, api = client.get("/conditions/", {facet: value}), client.get("/api/v1/conditions", {facet: value})

    assert (page.status_code, api.status_code) == (400, 400)
    assert f"“{value}”" in page.content.decode()
    assert api.json()["detail"].startswith(f"{facet}: There is no “{value}”")
    assert [error["parameter"] for error in api.json()["errors"]] == [facet]
