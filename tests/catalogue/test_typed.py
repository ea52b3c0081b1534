"""What is typed becomes a query that PostgreSQL always accepts and that means what was typed."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.catalogue.typed import all_of, any_of, parse

WHOLE = lambda word: [word]  # noqa: E731 - stands in for the vocabulary


def matches(tsquery: str, text: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('glutes', %s) @@ to_tsquery('glutes', %s)", [text, tsquery])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("hip pain", "pain in the hip", True),
        ("hip pain", "hip", False),
        ('"hip pain"', "hip pain at night", True),
        ('"hip pain"', "pain in the hip", False),
        ("hip -night", "hip pain at night", False),
        ("hip -night", "hip pain", True),
        ("sciatica or piriformis", "piriformis", True),
        ("sciatica OR piriformis", "sciatica", True),
        ("sciatica or piriformis", "hip", False),
        ('hip -"at night"', "hip pain at night", False),
        ("it band", "it band", True),
        ("it band", "band", False),
        ("no pain", "pain", False),
        ("walks", "walking", True),
    ],
)
def test_syntax_of_web_search(db, query, text, found):
    assert matches(all_of(parse(query), WHOLE), text) is found


def test_or_in_a_sentence_is_no_operator():
    typed = parse("no numbness or weakness in the leg")

    assert not typed.strict
    assert "|" not in all_of(typed, WHOLE)


def test_half_typed_last_word_matches_its_completions(db):
    asked = all_of(parse("tight pirif"), lambda word: ["piriformis"])

    assert matches(asked, "tight piriformis")
    assert not matches(all_of(parse("pirif tight"), WHOLE), "tight piriformis")


def test_word_begun_after_others_is_not_asked_for():
    assert all_of(parse("hip p"), WHOLE) == all_of(parse("hip "), WHOLE)


def test_hyphenated_and_spaced_words_meet_their_joined_form(db):
    hyphenated = all_of(parse("sacro-iliac"), WHOLE)
    spaced = all_of(parse("sacro iliac", known=lambda word: word == "sacroiliac"), WHOLE)

    assert matches(hyphenated, "sacroiliac")
    assert matches(spaced, "sacroiliac")


def test_minus_ve_is_a_word_and_no_exclusion():
    typed = parse("SLR -ve")

    assert not typed.strict
    assert typed.plain == ("slr", "negative")


@pytest.mark.parametrize(
    "text", ["", " ", "'", "-", '"', "!&|():*<->", "\\", "''", "- -", '""', "or", "OR OR"]
)
def test_nothing_but_marks_is_no_query(text):
    typed = parse(text)

    assert all_of(typed, WHOLE) == "" or typed.plain in {("or",), ("or", "or")}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="ab'\"\\:*&|!()<>-+ .or\x00é", max_size=60))
def test_every_input_gives_a_query_that_the_database_accepts(db, text):
    typed = parse(text)

    for tsquery in (all_of(typed, WHOLE), any_of(typed, WHOLE)):
        if tsquery:
            assert matches(tsquery, "hip pain") in {True, False}
