"""The search page: one plain address for each state, clear answers to bad ones, parts for htmx."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.catalogue.query import FACETS, Query
from conditions.web.filters import ConditionFilter
from tests import factories

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_search_shows_what_was_found_and_why(db, client):
    response = client.get("/conditions/", {"q": "outer hip pain, worse lying on that side, no numbness"})

    text = " ".join(response.content.decode().split())
    assert response.status_code == 200
    assert "Read as findings" in text
    assert "<mark>Lateral hip pain</mark> (very frequent)" in text
    assert text.index("Greater trochanteric pain syndrome") < text.index("Hip osteoarthritis</a>")


def test_page_works_as_a_plain_form(db, client):
    text = client.get("/conditions/", {"q": "hip", "region": ["groin"], "sort": "name"}).content.decode()

    assert '<input type="hidden" name="q" value="hip">' in text
    assert '<input type="hidden" name="sort" value="name">' in text
    assert 'name="region" value="groin" checked' in text
    assert text.count(">Apply</button>") == 2


def test_chosen_values_are_chips_that_take_them_away(db, client):
    page = client.get("/conditions/", {"q": "hip", "region": ["groin", "lateral-hip"]}).context["page"]

    addresses = {way.label: way.address for _, ways in page.chips for way in ways}
    assert parse_qsl(urlsplit(addresses["Groin"]).query) == [("q", "hip"), ("region", "lateral-hip")]
    assert page.clear.address == "/conditions/?q=hip"


def test_value_without_results_is_shown_and_disabled(db, client):
    text = client.get("/conditions/", {"category": "emergency", "q": "dislocation"}).content.decode()

    assert 'name="region" value="foot" disabled' in text


def test_changing_a_filter_goes_back_to_page_one_and_keeps_text_and_order():
    query = Query("hip", {"region": ("groin",)}, sort="name", page=3)

    assert query.toggled("category", "joint").address("/") == "/?q=hip&region=groin&category=joint&sort=name"


values = st.text(alphabet="abcdefghij-", min_size=1, max_size=12)
queries = st.builds(
    Query,
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), max_size=40),
    facets=st.dictionaries(
        st.sampled_from(list(FACETS)), st.lists(values, min_size=1, max_size=4, unique=True).map(tuple)
    ),
    sort=st.sampled_from(["relevance", "name", "reviewed"]),
    page=st.integers(1, 99_999),
    verbatim=st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(queries)
def test_address_reads_back_as_the_query_that_wrote_it(query):
    from django.http import QueryDict

    form = ConditionFilter(QueryDict(urlsplit(query.address("/")).query))

    assert form.form.is_valid(), form.problems()
    assert form.query() == query


def test_unknown_keys_are_dropped_from_every_link(db, client):
    page = client.get("/conditions/", {"q": "hip", "utm": "x", "region": "groin"}).context["page"]

    assert "utm" not in page.address + page.clear.address + page.chips[0][1][0].address


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"region": "elbow"}, 400, "There is no “elbow”"),
        ({"q": "x" * 10_000}, 400, "at most 500 characters"),
        ({"q": "hip\x00"}, 400, "Null characters"),
        ({"page": "-1"}, 400, "greater than or equal to 1"),
        ({"page": "9999999"}, 400, "less than or equal to"),
        ({"page": "2"}, 404, "There is no page 2: the results end at page 1."),
        ({"page": "x"}, 400, "Enter a number"),
        ({"sort": "colour"}, 400, "Select a valid choice"),
        ({"region": [f"r{n}" for n in range(200)]}, 400, "up to 40"),
        ({"region": ["groin"] * 200}, 200, "Groin"),
        ({"q": '"unbalanced'}, 200, "unbalanced"),
        ({"q": "!&|():*<->'\\"}, 200, "conditions"),
        ({"q": "<script>alert(1)</script>"}, 200, "&lt;script&gt;"),
    ],
)
def test_bad_input_is_a_sentence_with_the_right_status(db, client, query, status, words):
    response = client.get("/conditions/", query)

    assert response.status_code == status
    assert words in response.content.decode()


def test_half_characters_are_refused_by_the_form():
    """No client can send one: the form is what a caller of ours meets."""
    form = ConditionFilter({"q": "\ud800hip"})

    assert not form.form.is_valid()
    assert form.problems() == ["Search: Half characters (lone surrogates) can’t be searched."]


keys = st.sampled_from(["q", "page", "sort", "verbatim", "x", *FACETS])
anything = st.text(max_size=40) | st.binary(max_size=20).map(lambda b: "".join(f"%{byte:02x}" for byte in b))


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(st.tuples(keys, anything), max_size=8))
def test_no_query_string_is_ever_an_error_of_ours(db, client, pairs):
    raw = (
        "&".join(f"{key}={value}" for key, value in pairs).encode("utf-8", "surrogatepass").decode("latin-1")
    )

    response = client.get("/conditions/", QUERY_STRING=raw)

    assert response.status_code in {200, 400, 404}
    assert "<h1" in response.content.decode()


def test_htmx_gets_the_results_and_what_belongs_to_them(db, client):
    response = client.get("/conditions/", {"q": "hip", "region": "groin"}, headers=HTMX)

    text = response.content.decode()
    assert "<html" not in text
    assert text.lstrip().startswith("<title>hip")
    for part in ("results", "announcement", "region-first", "symptom-rest", "filter-map", "show-count"):
        assert f'id="{part}"' in text
    assert response["HX-Push-Url"] == "/conditions/?q=hip&region=groin"
    assert "with 1 filter" in text


@pytest.mark.parametrize("more", [{"HX-Boosted": "true"}, {"HX-History-Restore-Request": "true"}])
def test_boosted_and_restored_pages_are_whole(db, client, more):
    response = client.get("/conditions/", headers={**HTMX, **more})

    assert "<html" in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_clear_reading_is_told_with_the_way_back(db, client):
    text = " ".join(client.get("/conditions/", {"q": "trochantric"}).content.decode().split())

    assert "Showing results for <strong>trochanteric</strong>" in text
    assert 'href="/conditions/?q=trochantric&amp;verbatim=1">Search instead for “trochantric”' in text


def test_nothing_found_shows_ways_on_with_counts(db, client):
    response = client.get("/conditions/", {"q": "sciatica", "category": "bone"})

    text = " ".join(response.content.decode().split())
    assert "Nothing fits all of this" in text
    assert [way.count for way in response.context["page"].removals] == sorted(
        (way.count for way in response.context["page"].removals), reverse=True
    )
    assert "Without Bone" in text


def test_empty_catalogue_says_so(empty, client):
    assert "No conditions are published yet" in client.get("/conditions/").content.decode()


def test_withdrawn_condition_is_found_no_more(db, client):
    from conditions.editorial.withdraw import withdraw

    withdraw(slug="hip-pointer", reason="Tested.", by="W. Drawer")

    assert (
        'href="/conditions/hip-pointer/"'
        not in client.get("/conditions/", {"q": "hip pointer"}).content.decode()
    )


def test_suggestions_are_grouped_with_addresses(db, client):
    answer = client.get("/suggest/", {"q": "piri"}).json()

    assert answer["query"] == "piri"
    assert answer["groups"][0]["label"] == "Conditions"
    assert answer["groups"][0]["items"][0] == {
        "label": "Piriformis syndrome",
        "note": "",
        "url": "/conditions/piriformis-syndrome/",
    }


def test_suggestions_as_opensearch_asks_for_them(db, client):
    response = client.get("/suggest/", {"q": "cauda", "format": "opensearch"})

    text, labels, notes, addresses = response.json()
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert (text, labels[0]) == ("cauda", "Cauda equina syndrome")
    assert len(labels) == len(notes) == len(addresses)
    assert addresses[0] == "http://testserver/conditions/cauda-equina-syndrome/"


@pytest.mark.parametrize("text", ["x" * 501, "a\x00b"])
def test_suggestions_for_bad_input_are_refused_in_a_sentence(db, client, text):
    response = client.get("/suggest/", {"q": text})

    assert response.status_code == 400
    assert response.json()["error"]


def test_page_costs_few_queries_also_when_the_catalogue_doubles(db, client, django_assert_max_num_queries):
    address = "/conditions/?q=outer+hip+pain&region=lateral-hip"
    client.get(address)
    with django_assert_max_num_queries(6):
        client.get(address)
    for number in range(20):
        factories.published(f"filler-{number}")
    client.get(address)
    with django_assert_max_num_queries(6):
        client.get(address)
