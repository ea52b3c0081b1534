"""Folding: every pair that the stemmer of PostgreSQL alone would miss meets here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.catalogue.words import form, key, plain_words, spans, words

SAME = [
    ("trochanteric", "trochanter"),
    ("gluteal", "gluteus"),
    ("glutes", "gluteus"),
    ("femoral", "femur"),
    ("ischial", "ischium"),
    ("stenotic", "stenosis"),
    ("bursitis", "bursa"),
    ("bursae", "bursa"),
    ("tendinitis", "tendonitis"),
    ("paresthetica", "paraesthetica"),
    ("anesthesia", "anaesthesia"),
    ("edema", "oedema"),
    ("hematoma", "haematoma"),
    ("amenorrhea", "amenorrhoea"),
    ("centralization", "centralisation"),
    ("Lasegue", "Lasègue"),
    ("Dejerine", "Déjerine"),
    ("disk", "disc"),
    ("Gaenslen's", "Gaenslen"),
    ("Gaenslen’s", "Gaenslen"),
    ("M70.6", "m706"),
    ("rises", "rise"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_write_a_word_fold_to_one(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hip", "hop"),
        ("shoe", "she"),
        ("sciatic", "sciatica"),
        ("four", "for"),
        ("rise", "rice"),
        ("ilium", "ileum"),
    ],
)
def test_different_words_stay_apart(one, other):
    assert words(one) != words(other)


def test_hyphenated_word_is_indexed_apart_and_joined():
    assert words("non-specific sacro-iliac") == [
        "non",
        "specific",
        "nonspecific",
        "sacro",
        "ilium",
        "sacroiliac",
    ]


@pytest.mark.parametrize("written", ["L5/S1", "L5-S1", "L5S1", "L5 S1"])
def test_spinal_levels_are_two_words_however_they_are_written(written):
    assert plain_words(written)[:2] == ["l5", "s1"]


def test_marks_of_a_test_are_words():
    assert words("FAIR +ve, SLR -ve") == ["fair", "positive", "slr", "negative"]


def test_key_is_one_for_a_name_however_it_is_punctuated():
    assert key("Bernhardt–Roth syndrome") == key("bernhardt roth SYNDROME")


def test_spans_point_into_the_text_as_written():
    text = "Lasègue’s sign at L5/S1"

    assert [text[start:end] for start, end, _ in spans(text)] == ["Lasègue’s", "sign", "at", "L5", "S1"]


@given(st.text())
def test_folding_never_fails_and_folds_once(text):
    assert all(word and form(word) for word in plain_words(text))
    assert [text[start:end] for start, end, _ in spans(text) if start >= end] == []
