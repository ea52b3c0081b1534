"""Every resource validated by an independent implementation of FHIR R5."""

import importlib

import pytest
from fhir.resources import get_fhir_model_class

from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.read import document_of
from conditions.interchange.fhir.common import MAX_ID, resource_id
from conditions.web import rate_limit

pytestmark = pytest.mark.django_db
SLUG = "sacroiliac-joint-dysfunction"


@pytest.fixture(autouse=True)
def _count_starts_anew():
    rate_limit.requests.forget()


def valid(resource):
    model = get_fhir_model_class(resource["resourceType"])
    assert importlib.import_module(model.__module__).__name__.count("R4") == 0
    return model.model_validate(resource)


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/fhir+json; fhirVersion=5.0"
    valid(response.json())
    return response.json()


def pages(client, path):
    while path:
        bundle = get(client, path)
        yield bundle
        following = [link["url"] for link in bundle["link"] if link["relation"] == "next"]
        path = "/fhir" + following[0].partition("/fhir")[2] if following else ""


def test_the_code_system_holds_every_finding(client):
    resource = get(client, "/fhir/CodeSystem/findings")

    assert resource["count"] == len(resource["concept"]) == FindingEntry.objects.count()
    assert resource["experimental"] is True
    codes = {concept["code"] for concept in resource["concept"]}
    for concept in resource["concept"]:
        for own in concept["property"]:
            if own["code"] == "parent":
                assert own["valueCode"] in codes


@pytest.mark.slow
def test_every_condition_has_a_value_set_of_codes_of_the_system(client):
    codes = {c["code"] for c in get(client, "/fhir/CodeSystem/findings")["concept"]}

    found = [entry["resource"] for page in pages(client, "/fhir/ValueSet") for entry in page["entry"]]

    assert len(found) == ConditionEntry.objects.count()
    for resource in found:
        (include,) = resource["compose"]["include"]
        assert include["system"].endswith("/fhir/CodeSystem/findings")
        assert {concept["code"] for concept in include["concept"]} <= codes
        assert resource["version"] == "1"
        assert resource["experimental"] is True


@pytest.mark.slow
def test_every_reference_is_a_citation_and_none_twice(client):
    found = [entry["resource"] for page in pages(client, "/fhir/Citation") for entry in page["entry"]]

    assert len({c["id"] for c in found}) == len(found) == ReferenceEntry.objects.count()


def test_a_citation_is_found_by_doi_and_by_pmid(client):
    for identifier in (
        "10.1136/bjsports-2016-096175",
        "27633027",
        "https://doi.org|10.1136/bjsports-2016-096175",
    ):
        bundle = get(client, f"/fhir/Citation?identifier={identifier}")

        assert bundle["total"] == 1
        artifact = bundle["entry"][0]["resource"]["citedArtifact"]
        assert {"27633027", "10.1136/bjsports-2016-096175"} == {i["value"] for i in artifact["identifier"]}


@pytest.mark.slow
def test_every_accuracy_row_is_evidence_with_its_figures(client):
    for entry in ConditionEntry.objects.all():
        document = document_of(entry)
        rows = [row for a in document.findings for row in a.accuracy]

        bundle = get(client, f"/fhir/Evidence?condition={entry.slug}")

        resources = [e["resource"] for e in bundle.get("entry", [])]
        assert len(resources) == len(rows) == bundle["total"]
        for row, resource in zip(rows, resources, strict=True):
            figures = {s["statisticType"]["text"]: s["quantity"]["value"] for s in resource["statistic"]}
            assert figures.get("Sensitivity") == row.sensitivity
            assert figures.get("Negative likelihood ratio") == row.lr_negative
            limits = {
                (estimate["level"], estimate["range"]["low"]["value"], estimate["range"]["high"]["value"])
                for statistic in resource["statistic"]
                for estimate in statistic.get("attributeEstimate", [])
            }
            known = (
                row.sensitivity_interval,
                row.specificity_interval,
                row.lr_positive_interval,
                row.lr_negative_interval,
            )
            assert limits == {(0.95, *interval) for interval in known if interval}


@pytest.mark.slow
def test_evidence_leads_to_a_citation_that_is_there(client):
    bundle = get(client, f"/fhir/Evidence?condition={SLUG}")
    resource = bundle["entry"][0]["resource"]

    assert get(client, f"/fhir/Evidence/{resource['id']}") == resource
    citation = resource["relatedArtifact"][0]["resourceReference"]["reference"]
    assert get(client, f"/fhir/{citation}")["resourceType"] == "Citation"


def test_capability_statement_names_what_is_there(client):
    statement = get(client, "/fhir/metadata")

    assert statement["fhirVersion"] == "5.0.0"
    kinds = [resource["type"] for resource in statement["rest"][0]["resource"]]
    assert kinds == ["CodeSystem", "ValueSet", "Citation", "Evidence"]


def test_a_value_set_is_found_by_its_canonical_address(client, settings):
    url = f"{settings.SITE_URL}/fhir/ValueSet/{SLUG}"

    assert get(client, f"/fhir/ValueSet?url={url}")["total"] == 1
    assert get(client, "/fhir/ValueSet?url=https://other.example/x")["total"] == 0


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/fhir/CodeSystem/other", 404, "not-found"),
        ("/fhir/ValueSet/no-such", 404, "not-found"),
        ("/fhir/Citation/no-such", 404, "not-found"),
        ("/fhir/Evidence/0.0.0", 404, "not-found"),
        ("/fhir/Citation/%00", 404, "not-found"),
        ("/fhir/Patient", 404, "not-supported"),
        ("/fhir/Patient/1", 404, "not-supported"),
        ("/fhir/Evidence", 400, "required"),
        ("/fhir/Evidence?condition=no-such", 404, "not-found"),
        ("/fhir/Evidence?condition=%00", 400, "required"),
    ],
)
def test_errors_are_operation_outcomes(client, path, status, code):
    response = client.get(path)

    assert response.status_code == status
    valid(response.json())
    assert response.json()["issue"][0]["code"] == code


def test_nothing_can_be_written(client):
    assert client.post("/fhir/Citation", {}).status_code == 405


def test_long_slugs_get_short_ids_that_stay_apart():
    one, two = "a" * 79 + "b", "a" * 79 + "c"

    assert len(resource_id(one)) == MAX_ID
    assert resource_id(one) != resource_id(two)
    assert resource_id("short") == "short"
