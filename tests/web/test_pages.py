"""The public pages answer with what was published, in few queries, from a context that is written down."""

import re

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from conditions.catalogue.documents import naming, published_among
from conditions.catalogue.entry import ConditionEntry, FindingEntry
from conditions.catalogue.read import document_of

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"
PAGE = f"/conditions/{SLUG}/"

# Address, most queries, template, fields of the context.
PAGES = [
    ("/", 2, "home.html", {"map", "regions"}),
    (PAGE, 3, "conditions/detail.html", {"entry", "edition", "page", "is_current", "is_overdue"}),
    (f"{PAGE}e/1/", 3, "conditions/detail.html", {"entry", "edition", "page", "is_current", "is_overdue"}),
    (f"{PAGE}editions/", 3, "conditions/editions.html", {"entry", "editions", "withdrawals"}),
    (f"{PAGE}diff/1..1/", 2, "conditions/changes.html", {"entry", "before", "after", "areas", "total"}),
    (f"{PAGE}report/", 1, "conditions/report.html", {"entry", "form", "sent", "refused"}),
    ("/compare/", 1, "compare.html", {"comparison", "told_apart", "choices", "picked", "problem"}),
    (f"/compare/?c={SLUG}&c=hip-osteoarthritis", 2, "compare.html", {"comparison", "told_apart"}),
    ("/findings/", 1, "findings/list.html", {"groups", "total"}),
    (
        "/findings/resisted-hip-abduction/",
        4,
        "findings/detail.html",
        {"finding", "leanings", "lines", "related", "scale", "middle"},
    ),
    (
        f"/findings/resisted-hip-abduction/in/{SLUG}/",
        3,
        "findings/in_condition.html",
        {"finding", "document", "row", "sources"},
    ),
    ("/red-flags/", 2, "red_flags.html", {"groups", "urgent"}),
]


@pytest.fixture
def document(db):
    return document_of(ConditionEntry.objects.get(slug=SLUG))


@pytest.mark.parametrize(
    ("path", "queries", "template", "names"), PAGES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_page_answers_from_its_context_in_few_queries(
    client, django_assert_max_num_queries, path, queries, template, names
):
    client.get(path)
    with django_assert_max_num_queries(queries):
        response = client.get(path)

    assert response.status_code == 200
    assert response.templates[0].name == template
    assert [name for name in names if name not in response.context] == []


@pytest.mark.parametrize("path", ["/compare/", "/red-flags/", "/findings/"])
def test_lists_read_no_document(client, db, path):
    with CaptureQueriesContext(connection) as asked:
        client.get(path)

    of_conditions = [q["sql"] for q in asked if "conditions_conditionentry" in q["sql"]]
    assert [sql for sql in of_conditions if '"body"' in sql] == []


def test_page_of_a_finding_reads_the_documents_that_name_it_and_no_others(db):
    everything = [document_of(entry) for entry in ConditionEntry.objects.all()]
    expected = {d.slug for d in everything if "wide-based-gait" in {a.finding for a in d.findings}}

    assert 0 < len(expected) < len(everything)
    assert {d.slug for d in naming("wide-based-gait")} == expected


def spaced(response) -> str:
    """The page with every space alike: a figure is held to its per cent sign by one that does not break."""
    return response.content.decode().replace("\u00a0", " ")


def test_no_line_of_a_statement_starts_with_a_per_cent_sign(client, document):
    texts = [s.text for _, s in document.statements()] + [p.text for p in document.management]

    text = client.get(PAGE).content.decode()

    assert any(" %" in said for said in texts)
    assert [said for said in texts if escape(said.replace(" %", "\u00a0%")) not in text] == []


def test_condition_page_shows_every_statement_and_reference(client, document):
    text = spaced(client.get(PAGE))

    for _, statement in document.statements():
        assert f'id="statement-{statement.id}"' in text
        assert escape(statement.text) in text
    for number, reference in enumerate(client.get(PAGE).context["page"].references, 1):
        assert f'id="ref-{number}"' in text
        assert escape(reference.reference.title) in text


def test_condition_page_shows_every_salient_finding_with_every_study(client, document):
    text = spaced(client.get(PAGE))

    for association in document.findings:
        assert (f'id="finding-{association.finding}"' in text) == association.salient
        for study in association.accuracy if association.salient else ():
            assert escape(study.reference_standard) in text
            assert not study.note or escape(study.note) in text


def test_condition_page_shows_treatments_differentials_and_claims(client, document):
    text = spaced(client.get(PAGE))

    for part in document.management:
        assert escape(part.name) in text
        assert escape(part.text) in text
    for part in document.differentials:
        assert escape(part.text) in text
        assert f"c={SLUG}&amp;c={part.condition}" in text
    for part in document.claims:
        assert escape(part.claim) in text
        assert escape(part.text) in text


def test_every_citation_leads_to_its_reference(client, document):
    page = client.get(PAGE).context["page"]

    cites = [cite for statements in page.sections.values() for _, found in statements for cite in found]
    numbers = {source.number: source.reference for source in page.references}
    assert cites
    assert all(numbers[cite.number] == cite.reference for cite in cites)


def test_every_link_within_the_page_has_its_target(client):
    text = client.get(PAGE).content.decode()

    wanted = set(re.findall(r'href="#([^"]+)"', text))
    there = re.findall(r'\bid="([^"]+)"', text)
    assert wanted <= set(there)
    assert len(there) == len(set(there))


def test_reviewed_and_updated_are_two_dates(client):
    text = client.get(PAGE).content.decode()

    assert "Reviewed <time" in text
    assert "Updated <time" in text


def test_unknown_condition_is_404(client):
    response = client.get("/conditions/no-such-condition/")

    assert response.status_code == 404
    assert "There is no condition" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{PAGE}e/99/", "There is no edition 99"),
        (f"{PAGE}diff/1..99/", "has no editions 1 and 99"),
        ("/conditions/nothing/editions/", "There is no condition"),
        ("/conditions/nothing/report/", "There is no condition"),
        ("/findings/nothing/", "There is no finding"),
        (f"/findings/nothing/in/{SLUG}/", "There is no finding"),
        ("/findings/resisted-hip-abduction/in/nothing/", "There is no published condition"),
    ],
)
def test_unknown_addresses_are_404_with_a_sentence(client, path, words):
    response = client.get(path)

    assert response.status_code == 404
    assert words in response.content.decode()


def test_a_finding_that_no_condition_names_says_so(client):
    lonely = FindingEntry.objects.create(
        slug="a-lonely-finding",
        name="A lonely finding",
        body='{"id":"a-lonely-finding","name":"A lonely finding","kind":"sign","group":"observation"}',
        changed_in=1,
    )

    assert "No condition names it" in client.get(f"/findings/{lonely.slug}/").content.decode()
    answer = client.get(f"/findings/{lonely.slug}/in/{SLUG}/").content.decode()
    assert "no evidence either way" in answer


def test_a_finding_points_to_its_row_where_the_page_of_the_condition_has_one(client):
    document = published_among([SLUG])[SLUG]
    page = client.get(f"/conditions/{SLUG}/").content.decode()

    for salient in (True, False):
        finding = next(a.finding for a in document.findings if a.salient is salient)
        answer = client.get(f"/findings/{finding}/in/{SLUG}/").content.decode()
        assert (f'/conditions/{SLUG}/#finding-{finding}"' in answer) is salient
        assert (f'id="finding-{finding}"' in page) is salient


@override_settings(DEBUG=False)
def test_pages_of_an_empty_site_say_that_nothing_is_there(client, empty):
    assert "No condition is published yet" in client.get("/").content.decode()
    assert "No condition is published yet" in client.get("/compare/").content.decode()
    assert "No findings yet" in client.get("/findings/").content.decode()
    assert "No red flags yet" in client.get("/red-flags/").content.decode()
