"""Answers of the API, one address after the other."""

import hashlib
import json
import re
from datetime import date

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.read import document_of
from conditions.document import ConditionDocument
from conditions.editorial.publish import publish
from conditions.editorial.withdraw import withdraw
from conditions.web import rate_limit

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"
ONE = f"/api/v1/conditions/{SLUG}"


def get(client, path, **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.content[:500]
    return response.json()


def test_a_condition_is_the_document_byte_for_byte(client):
    response = client.get(ONE)

    digest = hashlib.sha256(response.content).hexdigest()
    assert response["ETag"] == f'"{digest}"'
    assert ConditionEntry.objects.get(slug=SLUG).sha256 == digest
    assert ConditionDocument.model_validate_json(response.content).slug == SLUG


def test_nothing_is_sent_again_while_nothing_changed(client):
    for path in (ONE, "/api/v1/findings", "/api/v1/openapi.json", f"{ONE}/editions/1"):
        tag = client.get(path)["ETag"]

        again = client.get(path, headers={"If-None-Match": tag})

        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == tag
        assert again["Access-Control-Allow-Origin"] == "*"


def test_editions_are_chained_and_each_stays_what_it_was(client):
    before = client.get(ONE)
    document = document_of(ConditionEntry.objects.get(slug=SLUG))
    publish(
        document=document.model_copy(update={"summary": "Second."}),
        author="A",
        reviewer="B",
        change_summary="Shorter.",
        significance="significant",
    )

    editions = get(client, f"{ONE}/editions")["editions"]
    assert [e["number"] for e in editions] == [2, 1]
    assert editions[0]["previous_sha256"] == editions[1]["sha256"]
    assert client.get(f"{ONE}/editions/1").content == before.content
    assert get(client, ONE)["summary"] == "Second."
    assert client.get(ONE, headers={"If-None-Match": before["ETag"]}).status_code == 200


def test_a_withdrawn_condition_is_410_with_reason_replacement_and_last_edition(client):
    withdraw(slug=SLUG, reason="Merged.", replacement="hip-osteoarthritis", by="A")

    response = client.get(ONE)

    assert response.status_code == 410
    problem = response.json()
    assert (problem["reason"], problem["replacement"]) == ("Merged.", "hip-osteoarthritis")
    assert client.get(
        problem["last_edition"].partition("/api")[1] + problem["last_edition"].partition("/api")[2]
    )
    assert get(client, f"{ONE}/editions/1")["slug"] == SLUG


def walk(client, path):
    while path:
        page = get(client, path)
        yield page
        path = page["next"] and "/api" + page["next"].partition("/api")[2]


def test_findings_are_paged_in_a_stable_order_without_loss(client):
    ids = [item["id"] for page in walk(client, "/api/v1/findings?limit=50") for item in page["items"]]

    assert ids == sorted(FindingEntry.objects.values_list("slug", flat=True))


def test_a_walk_keeps_its_filter(client):
    found = [i for page in walk(client, "/api/v1/findings?limit=7&kind=test") for i in page["items"]]

    assert len(found) > 7
    assert {item["kind"] for item in found} == {"test"}


def cursor_of(client, path):
    return get(client, path)["cursor"]


def test_the_link_header_leads_on_like_next(client):
    response = client.get("/api/v1/references?limit=3")

    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'


@pytest.mark.parametrize("path", ["/api/v1/findings", "/api/v1/catalogue", f"{ONE}/editions"])
@pytest.mark.parametrize(
    "cursor", ["", "hip-pain", "%00", "W10", "WyJmaW5kaW5ncyIsMV0", "a" * 900, "references"]
)
def test_what_is_no_cursor_of_the_list_is_400(client, path, cursor):
    if cursor == "references":
        cursor = cursor_of(client, "/api/v1/references?limit=1")

    response = client.get(f"{path}?cursor={cursor}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["cursor"]


def publish_again(slug=SLUG, **changes):
    like = ConditionEntry.objects.filter(slug=slug).first() or ConditionEntry.objects.get(slug=SLUG)
    document = document_of(like).model_copy(update={"slug": slug, **changes})
    return publish(document=document, author="A", reviewer="B", change_summary="More.", significance="minor")


def test_editions_go_on_over_a_publication(client):
    for number in (2, 3):
        publish_again(summary=f"Edition {number}.")
    first = get(client, f"{ONE}/editions?limit=2")
    publish_again(summary="Edition 4.")

    rest = list(walk(client, "/api" + first["next"].partition("/api")[2]))

    seen = [e["number"] for page in (first, *rest) for e in page["editions"]]
    assert seen == [3, 2, 1]


@pytest.fixture
def seven_to_a_page(monkeypatch):
    monkeypatch.setattr("conditions.catalogue.search.PER_PAGE", 7)


@pytest.mark.parametrize("query", ["", "?sort=name&q=pain", "?sort=reviewed", "?page=1&region=lateral-hip"])
def test_conditions_go_on_over_a_publication_and_none_is_seen_twice(client, seven_to_a_page, query):
    pages = [slug for page in walk(client, f"/api/v1/conditions{query}") for slug in slugs_of(page)]
    first = get(client, f"/api/v1/conditions{query}")
    # Something new comes first by name and by review, something seen goes, something unseen changes.
    publish_again(slug="hip-pointer", summary="Pain, changed.")
    publish_again(slug="new-one", name="A new pain", reviewed_on=date.today())
    withdraw(slug=slugs_of(first)[0], reason="Gone.", by="A")

    rest = walk(client, "/api" + first["next"].partition("/api")[2])

    seen = slugs_of(first) + [slug for page in rest for slug in slugs_of(page)]
    assert len(pages) > 7
    assert seen == pages


def slugs_of(page):
    return [hit["slug"] for hit in page["results"]]


def test_a_list_by_relevance_belongs_to_its_version_and_says_where_to_begin_anew(client, seven_to_a_page):
    first = get(client, "/api/v1/conditions?q=hip+pain")
    following = "/api" + first["next"].partition("/api")[2]
    second = get(client, following)
    publish_again(summary="Changed.")

    refused = client.get(following)

    assert second["page"] == 2
    assert not set(slugs_of(first)) & set(slugs_of(second))
    assert refused.status_code == 409
    assert refused.json()["version"] == first["version"] + 1
    assert refused.json()["restart"].endswith("/api/v1/conditions?q=hip+pain")


@pytest.mark.parametrize("query", ["q=groin", "sort=name&region=groin", "page=2", "cursor=W10"])
def test_a_cursor_of_another_search_is_refused(client, seven_to_a_page, query):
    cursor = cursor_of(client, "/api/v1/conditions?sort=name")

    response = client.get(f"/api/v1/conditions?{query}&cursor={cursor}")

    assert response.status_code == 400
    assert "cursor" in {error["parameter"] for error in response.json()["errors"]}


def test_documents_say_how_their_versions_hang_together_and_since_when(client):
    publish_again(summary="Second.")

    current, first = client.get(ONE), client.get(f"{ONE}/editions/1")

    assert 'rel="predecessor-version"' in current["Link"]
    assert '/editions/2>; rel="successor-version"' in first["Link"]
    assert all(f'{ONE}>; rel="latest-version"' in response["Link"] for response in (current, first))
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(ONE, headers={"If-Modified-Since": current["Last-Modified"]}).status_code == 304


def test_answers_to_a_query_are_kept_by_the_client_alone(client):
    assert client.get("/api/v1/suggest?q=troch")["Cache-Control"] == "private, max-age=60"
    assert client.get("/api/v1/findings")["Cache-Control"] == "public, max-age=60"


def test_every_get_answers_a_tag_a_head_and_a_preflight(client):
    from conditions.web.views.api.endpoint import ENDPOINTS

    for path in [f"/api/v1/{e.example}" for e in ENDPOINTS if not e.body]:
        found = client.get(path)
        again = client.get(path, headers={"If-None-Match": found["ETag"]})
        head = client.head(path)
        preflight = client.options(path)
        assert (again.status_code, head.status_code, preflight.status_code) == (304, 200, 204), path
        assert head["ETag"] == found["ETag"], path
        assert "GET, HEAD" in preflight["Access-Control-Allow-Methods"], path


@pytest.mark.parametrize("urgent", ["true", "false"])
def test_findings_by_urgency(client, urgent):
    found = [i for page in walk(client, f"/api/v1/findings?limit=100&urgent={urgent}") for i in page["items"]]

    assert found
    assert {"urgency" in item for item in found} == {urgent == "true"}


def test_references_are_paged_and_have_their_standing(client):
    found = [item for page in walk(client, "/api/v1/references?limit=100") for item in page["items"]]

    assert len(found) == ReferenceEntry.objects.count()
    assert {item["standing"] for item in found} == {"good"}
    one = get(client, f"/api/v1/references/{found[0]['reference']['id']}")
    assert one == found[0]


def test_one_finding_has_its_stored_form(client):
    row = FindingEntry.objects.first()

    assert client.get(f"/api/v1/findings/{row.slug}").content.decode() == row.body


def test_red_flags_have_action_and_conditions_and_emergencies_come_first(client):
    answer = get(client, "/api/v1/red-flags")

    urgencies = [flag["finding"]["urgency"] for flag in answer["findings"]]
    assert urgencies == sorted(urgencies, key=lambda u: u != "emergency")
    assert all(flag["finding"]["action"] for flag in answer["findings"])
    assert any(flag["conditions"] for flag in answer["findings"])
    assert {c["slug"] for c in answer["conditions"]} >= {"cauda-equina-syndrome", "hip-dislocation"}


def test_compare_lays_findings_side_by_side(client):
    answer = get(client, f"/api/v1/compare?condition={SLUG}&condition=hip-osteoarthritis")

    assert [c["slug"] for c in answer["conditions"]] == [SLUG, "hip-osteoarthritis"]
    documents = [document_of(ConditionEntry.objects.get(slug=c["slug"])) for c in answer["conditions"]]
    for row in answer["findings"]:
        for document, association in zip(documents, row["associations"], strict=True):
            said = {a.finding: a.frequency for a in document.findings}
            assert (association["frequency"] if association else None) == said.get(row["finding"]["id"])


def test_a_mirror_follows_publications_and_withdrawals(client):
    start = get(client, "/api/v1/catalogue?limit=100")
    assert {item["slug"]: item["sha256"] for item in start["items"]} == dict(
        ConditionEntry.objects.values_list("slug", "sha256")
    )
    since = f"/api/v1/catalogue?since={start['version']}"
    assert get(client, since)["items"] == []

    withdraw(slug=SLUG, reason="Merged.", by="A")

    (item,) = get(client, since)["items"]
    assert (item["slug"], item["withdrawn"], item["withdrawn_reason"]) == (SLUG, True, "Merged.")


def test_the_catalogue_is_walked_without_loss(client):
    slugs = [item["slug"] for page in walk(client, "/api/v1/catalogue?limit=7") for item in page["items"]]

    assert slugs == sorted(ConditionEntry.objects.values_list("slug", flat=True))


def test_search_finds_conditions_and_the_other_kinds(client):
    answer = get(client, "/api/v1/search?q=trendelenburg")

    assert answer["total"] >= len(answer["conditions"]) > 0
    assert "finding" in {other["kind"] for other in answer["others"]}


def test_suggestions_lead_to_pages(client):
    items = get(client, "/api/v1/suggest?q=troch")["items"]

    assert items[0]["kind"] == "condition"
    for item in items:
        path = item["page"].partition("://")[2].partition("/")[2]
        assert client.get(f"/{path}").status_code == 200


def test_version_grows_with_a_publication(client):
    before = get(client, "/api/v1/version")

    withdraw(slug=SLUG, reason="Gone.", by="A")

    after = get(client, "/api/v1/version")
    assert after["catalogue"] > before["catalogue"]
    assert after["conditions"] == before["conditions"] - 1


def test_index_leads_everywhere(client):
    for url in get(client, "/api/v1/")["links"].values():
        path = "/api" + url.partition("/api")[2]
        assert client.get(path).status_code in (200, 400)


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/api/v1/conditions/no-such", 404, "There is no condition “no-such”."),
        ("/api/v1/conditions/no-such/editions", 404, "There is no condition “no-such”."),
        (f"{ONE}/editions/99", 404, "There is no edition 99"),
        (f"{ONE}/editions/99999999999999999999", 404, "There is no edition"),
        ("/api/v1/findings/no-such", 404, "There is no finding"),
        ("/api/v1/references/no-such", 404, "There is no reference"),
        ("/api/v1/nowhere", 404, "There is no “nowhere” in this API."),
        ("/api/v1/compare?condition=no-such&condition=hip-pointer", 404, "There is no condition “no-such”."),
    ],
)
def test_what_is_not_there_is_a_problem_with_a_sentence(client, path, status, sentence):
    response = client.get(path)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert sentence in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("kind=elbow", "kind"),
        ("limit=0", "limit"),
        ("limit=many", "limit"),
        ("limit=5&limit=6", "limit"),
        ("colour=red", "colour"),
        ("cursor=%00", "cursor"),
        ("urgent=maybe", "urgent"),
    ],
)
def test_a_query_that_cant_be_read_names_the_parameter(client, query, parameter):
    response = client.get(f"/api/v1/findings?{query}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_405_and_say_which_are_allowed(client, method):
    response = getattr(client, method)(ONE)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_scripts_of_any_site_may_read(client):
    preflight = client.options(ONE, headers={"Origin": "https://a.example"})
    response = client.get(ONE, headers={"Origin": "https://a.example"})

    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


def test_the_limit_is_counted_down_and_then_refuses(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 3

    answers = [client.get("/api/v1/version") for _ in range(4)]

    # draft-ietf-httpapi-ratelimit-headers: the policy, and what is left (r) for so many seconds (t).
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"minute";q=3;w=60'}
    left = [re.fullmatch(r'"minute";r=(\d);t=\d{1,2}', answer["RateLimit"])[1] for answer in answers]
    # A minute may turn while the test runs: then the count starts anew.
    if left == ["2", "1", "0", "0"]:
        assert [a.status_code for a in answers] == [200, 200, 200, 429]
        assert 1 <= int(answers[3]["Retry-After"]) <= 60
        assert answers[3]["Content-Type"] == "application/problem+json"
        assert answers[3].json()["violated-policies"] == ["minute"]
    else:
        assert "2" in left[1:]


def test_clients_are_counted_apart():
    limit = rate_limit.RateLimit()

    assert limit.take("a", 1).exceeded is False
    assert limit.take("b", 1).exceeded is False


def test_behind_a_known_proxy_clients_are_counted_by_the_address_that_it_saw(rf, settings):
    settings.API_REQUESTS_PER_MINUTE = 1
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    rate_limit.requests.forget()

    taken = [
        rate_limit.take(rf.get("/", headers={"X-Forwarded-For": hops})).exceeded
        for hops in ("6.6.6.6, 9.9.9.1", "6.6.6.6, 9.9.9.2", "7.7.7.7, 9.9.9.1")
    ]

    assert taken == [False, False, True]


def test_documentation_shows_every_address_and_needs_no_script(client):
    document = get(client, "/api/v1/openapi.json")
    html = client.get("/api/").content.decode()

    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert f"{method.upper()} {path}" in html
            assert f'id="{operation["operationId"]}"' in html
    body = html.partition("<main")[2]
    assert "<script" not in body
    assert not re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1|creativecommons)', body)


def test_every_example_of_the_documentation_works(client):
    from conditions.web.views.api.endpoint import ENDPOINTS

    for endpoint in ENDPOINTS:
        path = f"/api/v1/{endpoint.example}"
        if endpoint.body:
            response = client.post(path, endpoint.example_body, content_type="application/json")
        else:
            response = client.get(path)
        assert response.status_code == 200, endpoint.example


def test_openapi_document_is_valid_against_the_specification(client):
    document = get(client, "/api/v1/openapi.json")

    assert document["openapi"] == "3.1.0"
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []
    names = set(document["components"]["schemas"])
    used = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert used <= names


@pytest.mark.parametrize(
    ("path", "most"),
    [(ONE, 1), ("/api/v1/findings", 1), ("/api/v1/references", 1), ("/api/v1/red-flags", 3)],
)
def test_answers_cost_few_queries(client, path, most, django_assert_max_num_queries):
    with django_assert_max_num_queries(most):
        client.get(path)
