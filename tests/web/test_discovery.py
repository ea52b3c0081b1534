"""Sitemap, robots, OpenSearch."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.editorial.withdraw import withdraw
from conditions.interchange import sitemap

pytestmark = pytest.mark.django_db
S = f"{{{sitemap.NAMESPACE}}}"
O = "{http://a9.com/-/spec/opensearch/1.1/}"  # noqa: E741


def locations(client, path):
    response = client.get(path)
    assert response.status_code == 200
    root = ET.fromstring(response.content)  # noqa: S314 - our own answer
    return [(i.findtext(f"{S}loc"), i.findtext(f"{S}lastmod")) for i in root]


def all_addresses(client):
    files = [urlsplit(url).path for url, _ in locations(client, "/sitemap.xml")]
    return {urlsplit(url).path: day for file in files for url, day in locations(client, file)}


def test_sitemap_has_every_condition_with_the_day_of_its_change(client):
    found = all_addresses(client)

    for entry in ConditionEntry.objects.all():
        assert found[f"/conditions/{entry.slug}/"] == entry.published_at.date().isoformat()


def test_findings_and_references_change_with_the_conditions_that_speak_of_them(client):
    later = datetime(2031, 5, 6, tzinfo=UTC)
    named = ConditionEntry.objects.get(slug="hip-pointer")
    ConditionEntry.objects.update(published_at=datetime(2030, 1, 2, tzinfo=UTC))
    ConditionEntry.objects.filter(slug="hip-pointer").update(published_at=later)
    document = document_of(named)
    speaks_of = {f"/findings/{association.finding}/" for association in document.findings}
    cites = {f"/references/{identity}/" for identity in document.cited_ids()}

    found = all_addresses(client)

    days = {path: day for path, day in found.items() if path.count("/") == 3}
    of = {kind: {p for p in days if p.startswith(f"/{kind}/")} for kind in ("findings", "references")}
    assert {path for path in of["findings"] if days[path] == "2031-05-06"} == speaks_of
    assert {path for path in of["references"] if days[path] == "2031-05-06"} == cites
    # A reference that no condition cites has no day.
    assert {days[path] for path in of["findings"] | of["references"]} == {"2030-01-02", "2031-05-06", None}


@pytest.mark.parametrize("name", ["findings", "references"])
def test_a_file_of_the_sitemap_costs_few_queries_however_long_it_is(
    client, django_assert_max_num_queries, name
):
    client.get(f"/sitemaps/{name}-1.xml")

    with django_assert_max_num_queries(8):
        assert client.get(f"/sitemaps/{name}-1.xml").status_code == 200


def test_every_kind_of_page_in_the_sitemap_answers(client):
    by_kind = {path.split("/")[1] + str(path.count("/")): path for path in all_addresses(client)}

    assert len(by_kind) >= 3
    for path in by_kind.values():
        assert client.get(path).status_code == 200


def test_a_withdrawn_condition_is_not_in_the_sitemap(client):
    withdraw(slug="hip-pointer", reason="Gone.", by="A")

    assert "/conditions/hip-pointer/" not in all_addresses(client)


def test_files_are_cut_at_their_size(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 7)

    names = list(sitemap.files())

    assert [n for n in names if n.startswith("conditions")] == [
        "conditions-1",
        "conditions-2",
        "conditions-3",
    ]
    assert len(all_addresses(client)) >= ConditionEntry.objects.count()


@pytest.mark.parametrize(
    "path",
    [
        "/sitemaps/conditions-99.xml",
        "/sitemaps/elbows-1.xml",
        "/sitemaps/pages-0.xml",
        "/sitemaps/conditions-99999999999999999999.xml",
    ],
)
def test_there_is_no_other_file(client, path):
    assert client.get(path).status_code == 404


def test_robots_names_the_sitemap_and_closes_what_is_one_persons(client, settings):
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert "Disallow: /infobutton/?" in text


def test_opensearch_description_keeps_its_limits_and_its_templates_work(client):
    response = client.get("/opensearch.xml")

    assert response["Content-Type"] == "application/opensearchdescription+xml"
    root = ET.fromstring(response.content)  # noqa: S314 - our own answer
    assert root.tag == f"{O}OpenSearchDescription"
    assert len(root.findtext(f"{O}ShortName")) <= 16
    assert len(root.findtext(f"{O}LongName")) <= 48
    assert len(root.findtext(f"{O}Description")) <= 1024
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{O}Url")}
    assert {
        "text/html",
        "application/atom+xml",
        "application/x-suggestions+json",
        "application/opensearchdescription+xml",
    } <= set(templates)
    for template in templates.values():
        path = template.replace("{searchTerms}", "hip").replace("{startPage?}", "")
        parts = urlsplit(path)
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200
