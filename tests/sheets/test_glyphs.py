"""Every character that the table promises has a glyph; the others are replaced."""

import pytest

from conditions.sheets.glyphs import _RANGES, has_glyph, printable, showable
from conditions.sheets.render import render
from tests.sheets.editions import document, edition

SLUG = "hip-pointer"


def test_typst_sets_every_character_of_the_table():
    every = " ".join("".join(map(chr, range(start, end + 1))) for start, end in _RANGES)
    handout = document(SLUG).handout.model_copy(update={"what_it_is": every})

    made = render(document(SLUG).model_copy(update={"handout": handout}), edition(SLUG), kind="handout")

    assert made.startswith(b"%PDF-")


def test_the_table_is_in_order():
    flat = [code for pair in _RANGES for code in pair]

    assert flat == sorted(flat)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Łódź ≥ κ → ½", "Łódź ≥ κ → ½"),
        ("cafe\u0301", "café"),
        ("\ufb01n", "fin"),
        ("a\u202eb\u200bc\x07d", "abcd"),
        ("a\tb", "a b"),
        ("two\nlines", "two\nlines"),
        ("臀", "[U+81C0]"),
        ("😀", "[U+1F600]"),
        ("80 % of", "80\u00a0% of"),
    ],
)
def test_showable(text, shown):
    assert showable(text) == shown


def test_printable_reaches_into_data_and_leaves_the_rest():
    assert printable({"a": ["臀", 1, None, {"b": ("x\t",)}]}) == {"a": ["[U+81C0]", 1, None, {"b": ["x "]}]}


def test_the_ends_of_the_table():
    assert has_glyph(" ")
    assert not has_glyph("\x1f")
    assert not has_glyph("\U0010ffff")
