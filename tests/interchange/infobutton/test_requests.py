"""Knowledge requests in the forms that patient records send, with the answers that they must get.

The forms follow the public documentation of MedlinePlus Connect and the parameters of
OpenInfobutton's request form; the codes are those of the content pack.
"""

import json
import logging
import xml.etree.ElementTree as ET
from urllib.parse import parse_qsl, urlsplit

import feedparser
import pytest
from django.test import Client

from tests.interchange.valid_atom import faults_of

pytestmark = pytest.mark.django_db

CM, ICD10, ICD9 = "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.3", "2.16.840.1.113883.6.103"
SNOMED, MESH = "2.16.840.1.113883.6.96", "2.16.840.1.113883.6.177"
GTPS = "/conditions/greater-trochanteric-pain-syndrome/"
NS = {"a": "http://www.w3.org/2005/Atom"}


def c(code, system=CM, number=""):
    return f"mainSearchCriteria.v.c{number}={code}&mainSearchCriteria.v.cs{number}={system}"


REDIRECTS = {
    # MedlinePlus Connect's web application form
    f"{c('M70.61')}&mainSearchCriteria.v.dn=Trochanteric%20bursitis%2C%20right%20hip": GTPS,
    f"{c('M70.61')}&mainSearchCriteria.v.dn=&informationRecipient.languageCode.c=en": GTPS,
    f"{c('G57.00')}&informationRecipient.languageCode.c=en": "/conditions/piriformis-syndrome/",
    # OID as URN, canonical URI, trailing slash
    c("M70.61", f"urn:oid:{CM}"): GTPS,
    c("M70.61", f"URN:OID:{CM}"): GTPS,
    c("M70.61", "http%3A%2F%2Fhl7.org%2Ffhir%2Fsid%2Ficd-10-cm"): GTPS,
    c("M76.0", "http%3A%2F%2Fhl7.org%2Ffhir%2Fsid%2Ficd-10%2F"): GTPS,
    # no dot, lower case, spaces
    c("M7061"): GTPS,
    c("m70.61"): GTPS,
    c("%20M70.61%20"): GTPS,
    # longest prefix: a seventh character, a longer code
    c("M84.359A"): "/conditions/femoral-neck-stress-fracture/",
    c("S73.011D"): "/conditions/hip-dislocation/",
    c("S70.02", ICD10): "/conditions/hip-pointer/",
    # the asked code is broader than the held ones
    c("M70"): GTPS,
    c("M16"): "/conditions/hip-osteoarthritis/",
    # subtopics
    f"{c('M70.61')}&subTopic.v.c=Q000628&subTopic.v.cs={MESH}": f"{GTPS}#management",
    f"{c('M70.61')}&subTopic.v.c=Q000628": f"{GTPS}#management",
    f"{c('M70.61')}&subTopic.v.c=Q000175&subTopic.v.cs={MESH}": f"{GTPS}#presentation",
    f"{c('M70.61')}&subTopic.v.c=47965005&subTopic.v.cs={SNOMED}": f"{GTPS}#differentials",
    f"{c('M70.61')}&subTopic.v.c=Q000209&subTopic.v.cs={MESH}": f"{GTPS}#causes",
    f"{c('M70.61')}&subTopic.v.c=D011379&subTopic.v.cs={MESH}": f"{GTPS}#prognosis",
    f"{c('M70.61')}&subTopic.v.c=Q000145&subTopic.v.cs={MESH}": f"{GTPS}#overview",
    f"{c('M70.61')}&subTopic.v.c=Q000008&subTopic.v.cs={MESH}": GTPS,
    f"{c('M70.61')}&subTopic.v.c=79899007&subTopic.v.cs={SNOMED}": GTPS,
    f"{c('M70.61')}&subTopic.v.c=nonsense": GTPS,
    # OpenInfobutton's form: everything at once
    "representedOrganization.id.root=1.3.6.1.4.1.3768&taskContext.c.c=PROBLISTREV"
    "&taskContext.c.cs=2.16.840.1.113883.5.4&patientPerson.administrativeGenderCode.c=F"
    "&patientPerson.administrativeGenderCode.cs=2.16.840.1.113883.5.1&age.v.v=67&age.v.u=a"
    f"&ageGroup.v.c=D000368&ageGroup.v.cs={MESH}&{c('M70.62')}"
    "&performer=PROV&performer.languageCode.c=en&performer.healthCareProvider.c.c=163W00000X"
    "&informationRecipient=PROV&encounter.c.c=AMB&observation.v.v=1&serviceDeliveryLocation.id.root=1.2.3"
    "&locationOfInterest.addr.ZIP=84132&knowledgeRequestNotification.effectiveTime.v=20260701120000"
    "&executionMode=TEST&knowledgeResponseType=text/html": GTPS,
    # malformed or unknown context never stands in the way
    f"{c('M70.61')}&age.v.v=old&age.v.u=a": GTPS,
    f"{c('M70.61')}&age.v.v=9&age.v.u=m": GTPS,
    f"{c('M70.61')}&patientPerson.administrativeGenderCode.c=X&taskContext.c.c=WHATEVER": GTPS,
    # a code that says no system, where only one condition has it
    "mainSearchCriteria.v.c=M70.61": GTPS,
}


@pytest.mark.parametrize("query", REDIRECTS)
def test_one_clear_condition_is_a_redirect(client, query):
    response = client.get(f"/infobutton/?{query}")

    assert (response.status_code, response["Location"]) == (302, REDIRECTS[query])
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "section", ["presentation", "management", "differentials", "causes", "prognosis", "overview"]
)
def test_the_sections_that_answers_lead_to_are_on_the_page(client, section):
    assert f'id="{section}"' in client.get(GTPS).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        f"{c('M70.61')}&informationRecipient=PAT",
        f"{c('M70.61')}&performer=PAT",
        f"{c('M70.61')}&taskContext.c.c=PATEDUE",
        f"{c('M70.61')}&taskContext.c.c=DISCHINSTE",
    ],
)
def test_a_request_for_the_patient_leads_to_the_handout(client, query):
    response = client.get(f"/infobutton/?{query}")

    assert response.status_code == 302
    assert "handout" in response["Location"]


def test_a_clinician_who_reads_outweighs_a_patient_task(client):
    response = client.get(f"/infobutton/?{c('M70.61')}&taskContext.c.c=PATEDUE&informationRecipient=PROV")

    assert response["Location"] == GTPS


LISTS = {
    f"{c('M70.61', CM, '1')}&{c('G57.01', CM, '2')}": {GTPS, "/conditions/piriformis-syndrome/"},
    f"{c('M70.61')}&{c('M53.3', CM, '1')}": {GTPS, "/conditions/sacroiliac-joint-dysfunction/"},
    "mainSearchCriteria.v.c=M70.61&mainSearchCriteria.v.c=M16.9"
    f"&mainSearchCriteria.v.cs={CM}&mainSearchCriteria.v.cs={CM}": {
        GTPS,
        "/conditions/hip-osteoarthritis/",
    },
    c("G57"): {"/conditions/piriformis-syndrome/", "/conditions/meralgia-paraesthetica/"},
    "mainSearchCriteria.v.ot=piriformis": {"/conditions/piriformis-syndrome/"},
    f"{c('726.5', ICD9)}&mainSearchCriteria.v.dn=piriformis": {"/conditions/piriformis-syndrome/"},
    f"{c('202855006', SNOMED)}&mainSearchCriteria.v.dn=meralgia": {"/conditions/meralgia-paraesthetica/"},
}


@pytest.mark.parametrize("query", LISTS)
def test_several_conditions_or_a_text_search_are_a_list(client, query):
    response = client.get(f"/infobutton/?{query}")

    assert response.status_code == 200
    paths = {place.path for place in response.context["answer"].places if not place.section}
    assert paths >= LISTS[query]


NOWHERE = [
    (c("M70.61", "1.2.3.4"), "The code system 1.2.3.4 is not known here"),
    (c("2951-2", "2.16.840.1.113883.6.1"), "LOINC codes name no condition"),
    (c("197361", "2.16.840.1.113883.6.88"), "RxNorm codes name no condition"),
    (c("0591-3159", "2.16.840.1.113883.6.69"), "NDC codes name no condition"),
    (c("Z99.9"), "No condition carries the ICD-10-CM code Z99.9."),
    (c("M7"), "No condition carries the ICD-10-CM code M7."),
    ("mainSearchCriteria.v.dn=zzzzqqqq", "Nothing was found"),
    ("mainSearchCriteria.v.dn=a%00b", "Nothing was found"),
]


@pytest.mark.parametrize(("query", "sentence"), NOWHERE)
def test_what_leads_nowhere_is_a_search_page_with_a_message(client, query, sentence):
    response = client.get(f"/infobutton/?{query}")

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert 'aria-label="Search for a condition"' in response.content.decode()


@pytest.mark.parametrize(("query", "sentence"), NOWHERE)
def test_what_leads_nowhere_is_an_empty_feed_with_a_message(client, query, sentence):
    response = client.get(f"/infobutton/?{query}&knowledgeResponseType=text/xml")
    as_json = client.get(f"/infobutton/?{query}&knowledgeResponseType=application/json")

    parsed, feed = feedparser.parse(response.content), json.loads(as_json.content)["feed"]
    assert response.status_code == as_json.status_code == 200
    assert sentence in parsed.feed.subtitle
    assert sentence in feed["subtitle"]["_value"]
    assert (parsed.entries, feed["entry"]) == ([], [])


def test_an_unknown_code_searches_for_its_display_name_and_says_so(client):
    response = client.get(f"/infobutton/?{c('Z99.9')}&mainSearchCriteria.v.dn=piriformis")

    text = response.content.decode()
    assert "No condition carries the ICD-10-CM code Z99.9." in text
    assert "not by a code" in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("M70.61", "Found by its code ICD-10-CM M70.61."),
        ("M84.359A", "Found by ICD-10-CM M84.35, which is broader"),
        ("M16", "which is narrower"),
    ],
)
def test_the_level_of_the_match_is_said(client, code, words):
    response = client.get(f"/infobutton/?{c(code)}&knowledgeResponseType=text/xml")

    assert words in feedparser.parse(response.content).entries[0].summary


def test_atom_has_the_order_and_parts_that_the_response_schema_asks_for(client):
    query = (
        f"{c('M70.61')}&mainSearchCriteria.v.dn=Trochanteric%20bursitis&taskContext.c.c=PROBLISTREV"
        "&age.v.v=67&age.v.u=a&patientPerson.administrativeGenderCode.c=F"
        f"&subTopic.v.c=Q000628&subTopic.v.cs={MESH}"
    )
    response = client.get(f"/infobutton/?{query}&knowledgeResponseType=text/xml")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    root = ET.fromstring(response.content)  # noqa: S314 - our own answer
    feed_order = ["title", "subtitle", "author", "updated", "category", "id", "link", "entry"]
    entry_order = ["title", "link", "id", "updated", "author", "summary", "content", "category"]
    entries = root.findall("a:entry", NS)
    assert entries
    for element, order in [(root, feed_order), *((e, entry_order) for e in entries)]:
        names = [child.tag.rpartition("}")[2] for child in element]
        assert names == sorted(names, key=order.index)
        assert element.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    for link in root.iter("{http://www.w3.org/2005/Atom}link"):
        assert {"href", "rel", "type", "hreflang", "title"} <= link.attrib.keys()
    sent = {name for name, _ in parse_qsl(query)}
    assert {category.get("scheme") for category in root.findall("a:category", NS)} == sent
    allowed = {"mainSearchCriteria.v.c", "subTopic.v.c", "subTopic.v.cs", "relevanceScore"}
    assert {category.get("scheme") for category in entries[0].findall("a:category", NS)} <= allowed


ECHOED = {
    "taskContext.c.c": "MLREV",
    "taskContext.c.cs": "2.16.840.1.113883.5.4",
    "subTopic.v.c": "Q000628",
    "subTopic.v.cs": MESH,
    "subTopic.v.dn": "therapy",
    "patientPerson.administrativeGenderCode.c": "F",
    "patientPerson.administrativeGenderCode.dn": "Female",
    "age.v.v": "67",
    "age.v.u": "a",
    "ageGroup.v.c": "D000368",
    "ageGroup.v.cs": MESH,
    "performer": "PROV",
    "performer.languageCode.c": "en",
    "performer.healthCareProvider.c.c": "163W00000X",
    "performer.healthCareProvider.c.dn": "Nurse",
    "informationRecipient": "PROV",
    "informationRecipient.languageCode.c": "en",
    "informationRecipient.healthCareProvider.c.c": "163W00000X",
    "encounter.c.c": "AMB",
}
IGNORED = {
    "severityObservation.interpretationCode.c": "H",
    "severityObservation.interpretationCode.cs": "2.16.840.1.113883.5.83",
    "observation.v.v": "3",
    "observation.v.u": "mg",
    "observation.c.c": "2951-2",
    "locationOfInterest.addr.ZIP": "84132",
    "locationOfInterest.addr.CTY": "Salt Lake City",
    "locationOfInterest.addr.STA": "UT",
    "locationOfInterest.addr.CNT": "US",
    "serviceDeliveryLocation.id.root": "1.2.3",
    "assignedAuthorizedPerson.id.root": "1.2.4",
    "representedOrganization.id.root": "1.2.5",
    "holder.assignedEntity.n": "user",
    "holder.assignedEntity.certificateText": "x",
    "knowledgeRequestNotification.effectiveTime.v": "20260701120000",
    "executionMode": "TEST",
}


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_parameter_of_the_standard_is_taken_and_those_that_are_used_come_back(client, method):
    sent = {"mainSearchCriteria.v.c": "M70.61", "mainSearchCriteria.v.cs": CM} | ECHOED | IGNORED
    response = getattr(client, method)("/infobutton/", sent | {"knowledgeResponseType": "text/xml"})

    assert response.status_code == 200
    assert faults_of(response.content) == []
    parsed = feedparser.parse(response.content)
    assert [entry.title for entry in parsed.entries] == ["Greater trochanteric pain syndrome: management"]
    back = {tag.scheme: tag.term for tag in parsed.feed.tags if not tag.scheme.startswith("main")}
    assert back == ECHOED


def test_an_independent_feed_reader_reads_the_answer(client):
    response = client.get(f"/infobutton/?{c('M70.61')}&subTopic.v.c=Q000175&knowledgeResponseType=text/xml")

    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    assert [entry.title.rpartition(": ")[2] for entry in parsed.entries] == [
        "presentation",
        "examination",
        "investigations",
    ]
    for entry in parsed.entries:
        assert client.get(urlsplit(entry.link).path).status_code == 200


def test_json_has_the_shape_of_medlineplus_connect(client):
    response = client.get(
        f"/infobutton/?{c('M70.61')}&mainSearchCriteria.v.dn=Bursitis&knowledgeResponseType=application/json"
    )

    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    feed = json.loads(response.content)["feed"]
    assert feed["subtitle"] == {"_value": "Bursitis", "type": "text"}
    assert {"scheme": "mainSearchCriteria.v.c", "term": "M70.61"} in feed["category"]
    entry = feed["entry"][0]
    assert entry["title"]["_value"] == "Greater trochanteric pain syndrome"
    assert entry["link"][0]["type"] == "html"
    assert entry["link"][0]["href"].endswith(GTPS)
    assert entry["summary"]["type"] == "html"


@pytest.mark.parametrize("age", ["D000368", "D000369", "D008875"])
def test_age_and_sex_are_carried(client, age):
    query = f"{c('G57')}&ageGroup.v.c={age}&patientPerson.administrativeGenderCode.c=F"
    page = client.get(f"/infobutton/?{query}").content.decode()
    feed = feedparser.parse(client.get(f"/infobutton/?{query}&knowledgeResponseType=text/xml").content)

    assert "female" in page
    assert ("ageGroup.v.c", age) in [(tag.scheme, tag.term) for tag in feed.feed.tags]


def test_a_malformed_age_is_said_and_left_out(client):
    response = client.get(
        f"/infobutton/?{c('M70.61')}&age.v.v=sixty&age.v.u=a&knowledgeResponseType=text/xml"
    )

    parsed = feedparser.parse(response.content)
    assert "The age “sixty a” can’t be read and is left out." in parsed.feed.subtitle
    assert len(parsed.entries) > 0


@pytest.mark.parametrize("kind", ["application/javascript", "text/javascript", "application/pdf", "x"])
def test_other_response_types_are_406_with_the_list(client, kind):
    response = client.get(f"/infobutton/?{c('M70.61')}&knowledgeResponseType={kind}&callback=f")

    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["offered"] == [
        "text/html",
        "text/xml",
        "application/atom+xml",
        "application/xml",
        "application/json",
    ]
    assert b"f(" not in response.content


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("", "text/html"),
        ("age.v.v=4", "text/html"),
        ("performer=PAT&knowledgeResponseType=application/json", "application/problem+json"),
    ],
)
def test_a_request_for_nothing_is_400_with_a_sentence(client, query, kind):
    response = client.get(f"/infobutton/?{query}")

    assert response.status_code == 400
    assert response["Content-Type"].startswith(kind)
    assert "names nothing to look for" in response.content.decode()


def test_a_post_form_is_answered_without_a_token_or_a_cookie(db):
    response = Client(enforce_csrf_checks=True).post(
        "/infobutton/", {"mainSearchCriteria.v.c": "M70.61", "mainSearchCriteria.v.cs": CM}
    )

    assert (response.status_code, response["Location"]) == (302, GTPS)
    assert not response.cookies


def test_preflight_allows_any_origin(client):
    response = client.options("/infobutton/", headers={"Origin": "https://ehr.example"})

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_language_that_is_not_held_is_said(client):
    response = client.get(
        f"/infobutton/?{c('M70.61')}&informationRecipient.languageCode.c=es&knowledgeResponseType=text/xml"
    )

    assert "The language es is not held" in feedparser.parse(response.content).feed.subtitle


def test_a_request_by_form_falls_back_on_text_as_one_by_address_does(client):
    asked = {"mainSearchCriteria.v.ot": "sciatica", "knowledgeResponseType": "application/json"}

    answers = [client.get("/infobutton/", asked), client.post("/infobutton/", asked)]

    first, second = (json.loads(answer.content)["feed"]["entry"] for answer in answers)
    assert first == second
    assert first[0]["title"]["_value"] == "Lumbar radiculopathy (sciatica)"


def test_nothing_of_the_request_is_logged(client, caplog, monkeypatch):
    # A test before this one may have configured logging anew, which switches existing loggers off.
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", False)
    monkeypatch.setattr(logging.getLogger("django.request"), "propagate", True)
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    caplog.set_level(logging.DEBUG, logger="django.request")

    client.get(f"/infobutton/?{c('M70.61')}&age.v.v=67")
    client.get("/infobutton/?age.v.v=67")
    client.get(f"/infobutton/?{c('M70.61')}&age.v.v=67&knowledgeResponseType=x")

    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert any("/infobutton/" in line for line in lines)
    assert not [line for line in lines if "M70" in line or "67" in line or "age" in line]


def test_an_answer_costs_two_queries(client, django_assert_max_num_queries):
    client.get(f"/infobutton/?{c('M70.61')}")

    with django_assert_max_num_queries(2):
        client.get(f"/infobutton/?{c('M70.61')}")


def test_profile_lists_every_system_task_and_subtopic(client):
    text = client.get("/infobutton/profile/").content.decode()

    for value in (CM, ICD10, "http://id.who.int/icd/release/11/mms", "PATEDUE", "Q000628", "D000368"):
        assert value in text


def test_the_form_of_the_page_asks_a_request_that_is_answered(client):
    text = client.get("/infobutton/try/").content.decode()

    assert 'action="/infobutton/"' in text
    assert 'name="mainSearchCriteria.v.c" value="M70.61"' in text
