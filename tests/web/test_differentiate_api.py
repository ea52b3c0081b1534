"""The differential for programs."""

import json
from math import isclose, prod

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

RANK, READ = "/api/v1/differentiate", "/api/v1/findings/recognise"


def post(client, path, body):
    return client.post(path, json.dumps(body), content_type="application/json")


def test_findings_are_ranked_with_their_reasons(client):
    answer = post(
        client, RANK, {"present": ["lateral-hip-pain"], "absent": ["difficulty-shoes-socks"]}
    ).json()

    assert {"method", "prior", "editions", "results", "next"} <= set(answer)
    assert isclose(sum(r["posterior"] for r in answer["results"]), 1)
    first = answer["results"][0]
    assert first["slug"] == "greater-trochanteric-pain-syndrome"
    assert {"posterior", "lower", "upper", "for", "against", "no_data"} <= set(first)
    assert answer["editions"]["greater-trochanteric-pain-syndrome"] == 1
    assert len(answer["next"]) == 5


def test_the_numbers_of_an_answer_multiply_to_its_score(client):
    answer = post(client, RANK, {"present": ["lateral-hip-pain", "mri-gluteal-tear", "pain-stairs"]}).json()

    for result in answer["results"]:
        factors = [line["factor"] for line in (*result["for"], *result["against"])]
        assert isclose(result["prior"] * prod(factors), result["score"], rel_tol=1e-9)
        assert isclose(result["score"] / answer["sum_of_scores"], result["posterior"], rel_tol=1e-9)


def test_get_and_post_give_the_same(client):
    by_body = post(client, RANK, {"present": ["groin-pain", "pain-stairs"], "prior": "equal"}).json()

    assert client.get(f"{RANK}?present=groin-pain,pain-stairs&prior=equal").json() == by_body


def test_named_editions_are_ranked_alone(client):
    editions = {"hip-pointer": 1, "hip-osteoarthritis": 1}
    by_body = post(client, RANK, {"present": ["groin-pain"], "editions": editions}).json()
    by_address = client.get(f"{RANK}?present=groin-pain&editions=hip-osteoarthritis.1~hip-pointer.1").json()

    assert by_body["editions"] == editions
    assert {r["slug"] for r in by_body["results"]} == set(editions)
    assert by_address == by_body


def test_a_batch_answers_each_case_in_order(client):
    cases = [{"present": ["groin-pain"]}, {"absent": ["groin-pain"]}]

    answer = post(client, RANK, {"cases": cases, "next": 0, "limit": 1}).json()

    alone = post(client, RANK, {**cases[1], "next": 0, "limit": 1}).json()
    assert [len(c["results"]) for c in answer["cases"]] == [1, 1]
    assert answer["cases"][1]["results"] == alone["results"]


@pytest.mark.slow
def test_a_batch_of_500_is_taken_and_501_is_not(client):
    case = {"present": ["lateral-hip-pain"]}

    assert len(post(client, RANK, {"cases": [case] * 500, "next": 0, "limit": 1}).json()["cases"]) == 500
    refused = post(client, RANK, {"cases": [case] * 501})
    assert refused.status_code == 422
    assert "cases" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "part"),
    [
        ({"present": ["bogus"]}, 422, "There is no finding “bogus”."),
        ({"present": ["groin-pain"], "absent": ["groin-pain"]}, 422, "given as present and as absent"),
        ({"present": "groin-pain"}, 422, "present"),
        ({"presnt": []}, 422, "presnt"),
        ({"\ud800": []}, 422, "Invalid JSON"),
        ({"prior": "guess"}, 422, "prior"),
        ({"present": [f"x{i}" for i in range(500)]}, 422, "500 findings were given; up to 150"),
        ({"editions": {"hip-pointer": 9}}, 404, "There is no edition 9 of “hip-pointer”."),
        ({"editions": {"a\x00b": 1}}, 422, "editions"),
        ({"editions": {f"x{i}": 1 for i in range(2001)}}, 404, "2001 editions are named"),
        ({"cases": [{"present": ["bogus"]}]}, 422, "Case 1: There is no finding"),
        ({"cases": [], "present": ["groin-pain"]}, 422, "Give either present and absent, or cases."),
        ([], 422, "must be a JSON object"),
    ],
)
def test_what_can_not_be_ranked_is_a_problem_with_a_sentence(client, body, status, part):
    response = post(client, RANK, body)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert part in response.json()["detail"]


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"", b"[" * 100_000, b'{"present": ["\\ud800"]}'])
@pytest.mark.parametrize("path", [RANK, READ])
def test_a_broken_body_is_a_problem(client, body, path):
    response = client.post(path, body, content_type="application/json")

    assert response.status_code in {400, 422}
    assert response["Content-Type"] == "application/problem+json"


def test_too_large_a_body_is_refused(client):
    response = client.post(READ, b" " * 1_000_001, content_type="application/json")

    assert response.status_code == 413


@pytest.mark.parametrize(
    "query", ["present=A%20B", "limit=many", "limit=0", "prior=x", "editions=x", "colour=red"]
)
def test_a_malformed_address_is_a_problem_that_names_the_parameter(client, query):
    response = client.get(f"{RANK}?{query}")

    assert response.status_code == 400
    assert response.json()["detail"].startswith(query.partition("=")[0])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (RANK, {"present": ["groin-pain"], "limit": "5"}),
        (RANK, {"next": True}),
        (RANK, {"cases": [{"present": [1]}]}),
        (READ, {"text": 5}),
    ],
)
def test_values_of_another_type_are_refused_not_converted(client, path, body):
    response = post(client, path, body)

    assert response.status_code == 422
    assert response.json()["errors"]


def test_an_answer_to_an_address_has_a_tag_but_no_cache_keeps_it(client):
    first = client.get(f"{RANK}?present=groin-pain")
    again = client.get(f"{RANK}?present=groin-pain", headers={"If-None-Match": first["ETag"]})
    head = client.head(f"{RANK}?present=groin-pain")

    assert (again.status_code, head.status_code) == (304, 200)
    assert {r["Cache-Control"] for r in (first, again, head)} == {"no-store"}


def test_a_text_is_recognised(client):
    answer = post(client, READ, {"text": "58F, limps, no pins and needles, FABER +ve"}).json()

    assert set(answer["present"]) == {"female-sex", "age-40-to-60", "age-over-50", "antalgic-gait"}
    assert answer["absent"] == ["leg-paraesthesia"]
    assert answer["unclear"][0]["words"] == "FABER"
    limp = next(m for m in answer["matches"] if m["finding"] == "antalgic-gait")
    assert "58F, limps"[limp["start"] : limp["end"]] == "limps"


def test_too_long_a_text_is_refused_with_the_limit(client):
    response = post(client, READ, {"text": "x" * 20_000})

    assert response.status_code == 413
    assert "20,000 characters; 10,000 can be read" in response.json()["detail"]


@pytest.mark.parametrize("text", ["疼痛 hip 痛み", "боль в бедре", "🦵 hip\u202e", "\u0000"])
def test_a_text_in_any_language_gets_an_answer(client, text):
    assert post(client, READ, {"text": text}).status_code == 200


def test_any_site_may_ask_without_cookies():
    client = Client(enforce_csrf_checks=True)

    response = post(client, RANK, {"present": []})

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert client.options(RANK)["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(("path", "method"), [(RANK, "put"), (RANK, "delete"), (READ, "get")])
def test_other_methods_are_refused(client, path, method):
    response = getattr(client, method)(path)

    assert response.status_code == 405
    assert "OPTIONS" in response["Allow"]
