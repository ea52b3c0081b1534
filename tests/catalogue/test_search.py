"""The door: facets counted right, text found in every spelling, reasons, ways out of nothing."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.catalogue import find
from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.facets import UnknownValueError
from conditions.catalogue.query import FACETS, Query
from conditions.catalogue.search import search
from conditions.editorial.withdraw import withdraw
from conditions.interchange import matching
from tests import factories

pytestmark = pytest.mark.django_db
TERMS = [
    ("region", "lateral-hip"), ("region", "groin"), ("region", "foot"),
    ("category", "joint"), ("category", "muscle"), ("symptom", "pain-sitting"),
    ("symptom", "groin-pain"), ("sign", "straight-leg-raise"), ("history", "age-over-50"),
    ("flag", "saddle-anaesthesia"), ("absent", "saddle-anaesthesia"), ("management", "exercise"), ("evidence", "high"),
]  # fmt: skip


def slugs(query: Query) -> list[str]:
    return [hit.condition.slug for hit in search(query).hits]


def first(text: str) -> str:
    return slugs(Query(text))[0]


def chosen(pairs) -> dict[str, tuple[str, ...]]:
    return {f: tuple(v for g, v in pairs if g == f) for f in FACETS if any(g == f for g, _ in pairs)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(TERMS), unique=True, max_size=4))
def test_counts_are_what_choosing_the_value_gives(db, pairs):
    """Recounted from the rows: OR within a facet, AND between facets, own facet ignored."""
    query = Query(facets=chosen(pairs))
    terms = dict(ConditionEntry.objects.filter(withdrawn=False).values_list("slug", "terms"))

    def fits(own, leave_out=""):
        return all(
            any(f"{facet}:{value}" in own for value in values)
            for facet, values in query.facets.items()
            if facet != leave_out
        )

    result = search(query)

    assert result.total == sum(map(fits, terms.values()))
    for facet in result.facets:
        for value in facet.values:
            expected = sum(
                f"{facet.name}:{value.value}" in own for own in terms.values() if fits(own, facet.name)
            )
            assert (value.value, value.count) == (value.value, expected)


def test_selected_value_stays_listed_at_zero_and_is_not_disabled(db):
    result = search(Query("GTPS", facets={"region": ("foot",)}))

    value = next(v for f in result.facets for v in f.first if v.value == "foot")
    assert (value.count, value.selected, value.disabled) == (0, True, False)


def test_first_values_decide_most_and_the_rest_is_by_name(db):
    symptom = next(f for f in search(Query()).facets if f.name == "symptom")

    assert len(symptom.first) == 6
    assert all(abs(a.count - 10) <= abs(b.count - 10) for a, b in pairwise(symptom.first))
    assert [v.label.casefold() for v in symptom.rest] == sorted(v.label.casefold() for v in symptom.rest)


def test_all_chosen_values_are_among_the_first(db):
    some = tuple(v.value for v in search(Query()).facets[0].values[:8])
    region = search(Query(facets={"region": some})).facets[0]

    assert {v.value for v in region.first} == set(some)


def test_unknown_value_is_told(db):
    with pytest.raises(UnknownValueError, match="There is no “elbow” in the filter “Where it hurts”"):
        search(Query(facets={"region": ("elbow",)}))


@pytest.mark.parametrize(
    "query", ["trochanteric bursitis", "Trochanteric  Bursitis", "TROCHANTERIC-BURSITIS", "bursitis, trochanteric"]
)  # fmt: skip
def test_name_is_first_however_it_is_written(db, query):
    assert first(query) == "greater-trochanteric-pain-syndrome"


def test_every_title_of_every_condition_comes_first(db):
    index_titles = ConditionEntry.objects.filter(withdrawn=False).values_list("slug", "titles")

    wrong = [(title, slug) for slug, titles in index_titles for title in titles if first(title) != slug]

    assert wrong == []


def test_every_synonym_brings_its_condition(db):
    from conditions.catalogue.card import from_json

    cards = ConditionEntry.objects.filter(withdrawn=False).values_list("slug", "card")

    wrong = [
        (name, slug)
        for slug, card in cards
        for name in from_json(card).synonyms
        if slug not in slugs(Query(name))[:2]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("trochantric bursitis", "trochanteric bursitis"),
        ("piriformus", "piriformis"),
        ("corda equina", "cauda equina"),
        ("sacroilliac pain", "sacroiliac pain"),
    ],
)
def test_one_clear_reading_is_searched_at_once(db, typed, read):
    result = search(Query(typed))

    assert result.found.corrected == read
    assert slugs(Query(typed)) == slugs(Query(read))


def test_as_typed_is_not_read_otherwise(db):
    result = search(Query("trochantric", verbatim=True))

    assert (result.found.corrected, result.total) == ("", 0)


def test_several_readings_are_offered_and_none_is_forced(db):
    result = search(Query("pregnany pain"))

    assert result.found.corrected == ""
    assert set(result.found.suggestions) == {"pregnancy pain", "pregnant pain"}


def test_word_that_is_found_is_never_corrected(db):
    """“lumber” is a common wrong form, and here a name."""
    factories.published("lumber-strain")

    result = search(Query("lumber"))

    assert result.found.corrected == ""
    assert result.hits[0].condition.slug == "lumber-strain"


def test_half_typed_last_word_is_completed(db):
    assert first("piriform") == "piriformis-syndrome"
    assert first("meralgia paraes") == "meralgia-paraesthetica"


def test_search_term_matches_as_a_whole_only(db):
    factories.published("one", search_terms=["purple quagga gait"])

    named = search(Query("purple quagga gait")).found.names
    partly = search(Query("purple")).found.names

    assert [n.kind for n in named.values()] == ["term"]
    assert partly == {}


def test_quotes_mean_what_they_say(db):
    assert "cauda-equina-syndrome" in slugs(Query('"cauda equina"'))
    assert slugs(Query('"equina cauda"')) == []


def test_excluded_word_takes_conditions_away(db):
    assert "cauda-equina-syndrome" in slugs(Query("bladder"))
    assert "cauda-equina-syndrome" not in slugs(Query("bladder -saddle"))


def test_findings_with_negation_are_read_and_blended(db):
    result = search(Query("27M early morning stiffness, buttock ache L then R, no numbness"))

    read = {finding: present for finding, _, present in result.findings}
    assert read["morning-stiffness-over-30-min"] is True
    assert read["leg-paraesthesia"] is False
    assert result.hits[0].condition.slug == "axial-spondyloarthritis"
    assert {"finding", "absent"} <= {reason.kind for reason in result.hits[0].why}


def test_finding_that_a_condition_excludes_does_not_find_it(db):
    excluded = {"finding": "sore-hip", "frequency": "excluded", "basis": "consensus"}
    factories.published(
        "without", findings=[excluded], vocabulary=[factories.finding(name="Quaggaesque soreness")]
    )

    assert "without" not in slugs(Query("quaggaesque"))


def test_code_is_found_with_and_without_its_dot(db):
    assert first("M70.6") == first("m706") == "greater-trochanteric-pain-syndrome"


def test_author_and_title_of_a_reference_find_their_conditions(db):
    result = search(Query("Lievense"))

    assert result.hits[0].condition.slug == "greater-trochanteric-pain-syndrome"
    assert result.hits[0].why[0].kind == "source"
    assert "Lievense" in [part.text for part in result.hits[0].why[0].parts if part.marked]


def test_reason_marks_the_words_in_any_ending(db):
    reasons = search(Query("tendons loading oedema")).hits[0].why

    assert any(part.marked for reason in reasons for part in reason.parts)


def test_nothing_found_names_the_removals_that_help_and_what_each_brings(db):
    result = search(Query("sciatica", facets={"region": ("perineum",), "category": ("bone",)}))

    assert result.total == 0
    removals = {removal.label: removal for removal in result.rescue.removals}
    assert "“sciatica”" not in removals  # no bone condition has pain in the perineum
    for removal in removals.values():
        assert search(removal.query).total == removal.count > 0


def test_nothing_found_offers_the_nearest_words(db):
    result = search(Query("piriqqqq", verbatim=True))

    assert result.total == 0
    assert "piriformis" in result.rescue.nearest


def test_order_by_name_and_by_review(db):
    factories.published("aaa", reviewed_on="2026-11-23")

    assert slugs(Query(sort="name"))[0] == "aaa"
    assert slugs(Query(sort="reviewed"))[0] == "aaa"


def test_pages_hold_twenty_each_and_no_condition_twice(db):
    for number in range(25):
        factories.published(f"filler-{number:02}")

    pages = [slugs(Query(page=page)) for page in (1, 2, 3)]
    found = [slugs(Query("pain hip filler", page=page)) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({slug for page in pages for slug in page}) == 45
    assert len([s for page in found for s in page]) == len({s for page in found for s in page})


@pytest.fixture
def withdrawn_meanwhile(db, monkeypatch):
    """A condition that is withdrawn, and known to be by another thread, once the text of a query was looked up."""
    factories.published("gone-soon", name="Zebra gait")

    def overtaken(index, *args, **kwargs):
        found = find.find(index, *args, **kwargs)
        withdraw(slug="gone-soon", reason="A test.", by="W. Drawer")
        index.refresh()
        return found

    for module in ("conditions.catalogue.search", "conditions.interchange.matching"):
        monkeypatch.setattr(f"{module}.find", overtaken)


def test_condition_that_is_withdrawn_meanwhile_is_no_error(withdrawn_meanwhile):
    assert search(Query("zebra")).total == 0


def test_feed_of_a_filter_whose_condition_is_withdrawn_meanwhile_is_no_error(withdrawn_meanwhile):
    assert matching.slugs(Query("zebra")) == []


def test_queries_do_not_grow_with_the_catalogue(db, django_assert_max_num_queries):
    query = Query("outer hip pain, worse lying on that side", facets={"region": ("lateral-hip",)})
    search(query)
    with django_assert_max_num_queries(6):
        search(query)
    for number in range(20):
        factories.published(f"filler-{number}")
    search(query)
    with django_assert_max_num_queries(6):
        search(query)
