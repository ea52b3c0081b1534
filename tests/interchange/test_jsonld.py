"""Linked data on condition pages, read by independent parsers."""

import json

import extruct
import pytest
import rdflib
from django.utils import timezone
from rdflib.namespace import SDO

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.interchange.jsonld import DataBlock

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")]
SLUG = "greater-trochanteric-pain-syndrome"
S = rdflib.Namespace("https://schema.org/")


def linked_data(client, path=f"/conditions/{SLUG}/"):
    html = client.get(path).content.decode()
    blocks = extruct.extract(html, syntaxes=["json-ld"], uniform=False)["json-ld"]
    return blocks, html


def graph_of(block):
    # The published context maps every term into schema.org's vocabulary; the test has no network to fetch it.
    local = {**block, "@context": {"@vocab": "https://schema.org/"}}
    return rdflib.Graph().parse(data=json.dumps(local), format="json-ld")


def test_every_page_has_one_block_that_a_parser_reads(client):
    for entry in ConditionEntry.objects.all():
        slug = entry.slug
        blocks, _ = linked_data(client, f"/conditions/{slug}/")
        assert len(blocks) == 1
        graph = graph_of(blocks[0])
        page = graph.value(predicate=rdflib.RDF.type, object=S.MedicalWebPage)
        assert str(page).endswith(f"/conditions/{slug}/")
        condition = graph.value(page, S.mainEntity)
        assert (condition, rdflib.RDF.type, S.MedicalCondition) in graph
        assert list(graph.objects(condition, S.name))
        # rdflib knows every class and property of schema.org: a term of our own would be a fault.
        unknown = {p for _, p, o in graph for p in (p, o) if str(p).startswith(S) and p not in SDO}
        assert unknown <= {S.cause}  # https://schema.org/cause is there, but not in rdflib
        assert len(set(graph.objects(condition, S.code))) == len(document_of(entry).codes)
        for code in graph.objects(condition, S.code):
            assert (code, rdflib.RDF.type, S.MedicalCode) in graph
            assert graph.value(code, S.codeValue)
            assert graph.value(code, S.codingSystem)
        for element in graph.objects(condition, S.differentialDiagnosis):
            assert (element, rdflib.RDF.type, S.DDxElement) in graph
            assert graph.value(element, S.diagnosis / S.name)
            assert graph.value(element, S.distinguishingSign)
        for needed in (S.signOrSymptom, S.differentialDiagnosis, S.possibleTreatment):
            assert (condition, needed, None) in graph, f"{slug}: {needed}"
        assert graph.value(page, S.lastReviewed)


def test_the_block_says_what_the_document_says(client):
    document = document_of(ConditionEntry.objects.get(slug=SLUG))

    (block,), _ = linked_data(client)

    about = block["mainEntity"]
    assert about["name"] == document.name
    assert set(document.synonyms) <= set(about["alternateName"])
    assert {(c["codingSystem"], c["codeValue"]) for c in about["code"]} == {
        (c.system, c.code) for c in document.codes
    }
    assert len(about["differentialDiagnosis"]) == len(document.differentials)
    assert {d["diagnosis"]["url"].rsplit("/", 2)[1] for d in about["differentialDiagnosis"]} == {
        d.condition for d in document.differentials
    }
    assert len(block["citation"]) == len(document.bibliography)
    assert block["lastReviewed"] == document.reviewed_on.isoformat()
    assert block["isBasedOn"].endswith("/e/1/")


def test_days_are_those_of_the_sites_time_zone(client):
    published_at = ConditionEntry.objects.get(slug=SLUG).published_at
    elsewhere = timezone.get_fixed_timezone(14 * 60 if published_at.hour >= 10 else -12 * 60)
    with timezone.override(elsewhere):
        (block,), html = linked_data(client)

    day = published_at.astimezone(elsewhere).date()
    assert day != published_at.date()
    assert block["dateModified"] == block["datePublished"] == day.isoformat()
    assert f'<meta name="DC.date" content="{day}">' in html


def test_treatments_without_a_place_and_absent_findings_are_left_out(client):
    document = document_of(ConditionEntry.objects.get(slug=SLUG))
    (block,), _ = linked_data(client)

    unproven = {m.name for m in document.management if m.role in ("unproven", "not-recommended")}
    excluded = {a.finding for a in document.findings if a.frequency in ("excluded", "very-rare")}
    names = {f.name for f in document.vocabulary if f.id in excluded}
    assert unproven
    assert not unproven & {t["name"] for t in block["mainEntity"]["possibleTreatment"]}
    assert not names & {s["name"] for s in block["mainEntity"]["signOrSymptom"]}


def test_red_flags_are_not_misused(client):
    (block,), _ = linked_data(client)

    assert "possibleComplication" not in block["mainEntity"]


def test_an_older_edition_carries_no_block_of_its_own(client):
    from conditions.editorial.publish import publish

    document = document_of(ConditionEntry.objects.get(slug=SLUG))
    changed = document.model_copy(update={"summary": "</script><script>alert(1)</script> & <b>"})
    publish(document=changed, author="A", reviewer="Rea Viewer", change_summary="x", significance="minor")

    assert linked_data(client, f"/conditions/{SLUG}/e/1/")[0] == []
    (block,), html = linked_data(client)
    assert block["description"] == changed.summary
    assert block["reviewedBy"] == {"@type": "Person", "name": "Rea Viewer"}
    assert "alert(1)</script>" not in html


def test_nothing_in_the_data_can_end_the_block():
    hostile = {"a": "</script><!--<script>&amp;"}

    text = DataBlock(hostile).__html__()

    assert not set("<>&") & set(text)
    assert json.loads(text) == hostile
