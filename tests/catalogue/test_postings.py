"""The bitmaps against plain sets: same rows, same counts, same order."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from conditions.catalogue.postings import FacetSets, Order, TermSets, from_bytes, in_at_least, most_shared

rows = st.integers(min_value=1, max_value=60)
values = st.sampled_from([f"{facet}:{value}" for facet in ("a", "b", "c") for value in ("x", "y", "z")])
catalogue = st.dictionaries(rows, st.frozensets(values), max_size=30)
choices = st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from("xyz"), max_size=2).map(tuple))


def fits(terms, chosen, leave_out=""):
    return all(
        any(f"{facet}:{value}" in terms for value in wanted)
        for facet, wanted in chosen.items()
        if wanted and facet != leave_out
    )


@given(catalogue, catalogue, choices)
def test_facets_match_and_count_as_plain_sets_do_also_after_changes(first, second, chosen):
    sets = FacetSets()
    for row, terms in (*first.items(), *second.items()):
        sets.replace(row, terms)
    expected = {**first, **second}
    base = BitMap(expected)

    assert set(sets.matching(base, chosen)) == {row for row, terms in expected.items() if fits(terms, chosen)}
    for facet in "abc":
        among = {row for row, terms in expected.items() if fits(terms, chosen, leave_out=facet)}
        counts = sets.counts(facet, sets.matching(base, chosen, leave_out=facet))
        for value in "xyz":
            wanted = sum(f"{facet}:{value}" in expected[row] for row in among)
            assert counts.get(value, 0) == wanted


@given(
    st.dictionaries(rows, st.text(max_size=3)),
    st.dictionaries(rows, st.text(max_size=3)),
    st.sets(rows),
    st.sets(rows),
)
def test_order_stays_sorted_as_rows_come_change_and_go(first, changed, gone, asked):
    order = Order()
    order.load(first.items())
    for row, name in changed.items():
        order.put(row, name)
    for row in gone:
        order.discard(row)
    left = {row: name for row, name in {**first, **changed}.items() if row not in gone}

    expected = sorted((row for row in left if row in asked), key=lambda row: (left[row], row))
    assert order.page(BitMap(asked & left.keys()), 0, 100) == expected
    assert order.page(BitMap(asked & left.keys()), 2, 3) == expected[2:5]


@given(st.lists(st.sets(rows), max_size=6), st.integers(min_value=1, max_value=20))
def test_most_shared_prefers_rows_in_more_sets(sets, limit):
    bitmaps = [BitMap(s) for s in sets if s]
    found = most_shared(bitmaps, limit)
    times = {row: sum(row in s for s in sets) for s in sets for row in s}

    assert len(found) == min(limit, len(times))
    if found and len(found) < len(times):
        assert min(times[row] for row in found) >= max(times[row] for row in times.keys() - set(found))


@given(st.lists(st.sets(rows), max_size=6))
def test_in_at_least_counts_sets(sets):
    for place, found in enumerate(in_at_least([BitMap(s) for s in sets]), start=1):
        assert set(found) == {row for s in sets for row in s if sum(row in other for other in sets) >= place}


def test_bytes_of_the_database_are_read_in_network_order():
    packed = b"".join(number.to_bytes(4, "big") for number in (1, 256, 70_000))

    assert set(from_bytes(packed)) == {1, 256, 70_000}


def test_loading_a_term_twice_adds_rows():
    sets = TermSets()
    sets.load("x", BitMap([1]))
    sets.load("x", BitMap([2]))

    assert set(sets.get("x")) == {1, 2}
    assert set(sets.in_any(["x", "unknown"])) == {1, 2}
    assert len(sets.get("unknown")) == 0
