"""What the presenters make of a document: words, bars, positions, groups."""

import pytest

from conditions.document import Accuracy, Association, Finding, Reference
from conditions.web.presenters import flags, plot, words
from conditions.web.presenters.citing import Cite, short_name
from conditions.web.presenters.frequency import often

SOURCE = Reference(id="a2020b", type="article-journal", title="T", design="cohort", issued=2020)
CITE = Cite(1, SOURCE, "")


def study(**figures):
    return Accuracy(reference_standard="MRI", citation="a2020b", **figures)


@pytest.mark.parametrize(
    ("share", "text"), [(0.8, "80"), (1.0, "100"), (0.973, "97.3"), (0.005, "0.5"), (0.29, "29"), (0, "0")]
)
def test_share_keeps_the_digits_it_was_given_with(share, text):
    assert words.percent(share) == text


@pytest.mark.parametrize(
    ("value", "text"), [(12, "12"), (5.5, "5.5"), (0.37, "0.37"), (0, "0"), (32.59, "32.59")]
)
def test_ratio_keeps_the_digits_it_was_given_with(value, text):
    assert words.ratio(value) == text


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed_joins_names_as_one_speaks(names, text):
    assert words.listed(names) == text


@pytest.mark.parametrize(
    ("frequency", "word", "band", "low", "pale", "rank"),
    [
        ("very-frequent", "very frequent", "80–99", 80, 19, 4),
        ("frequent", "frequent", "30–79", 30, 49, 3),
        ("occasional", "occasional", "5–29", 5, 24, 2),
        ("very-rare", "very rare", "1–4", 1, 3, 1),
        ("excluded", "excluded", "0", 0, 1, 0),
    ],
)
def test_frequency_as_word_band_and_bar(frequency, word, band, low, pale, rank):
    found = often(Association(finding="f", frequency=frequency, basis="cited"))

    assert (found.word, found.band, found.low, found.pale, found.rank) == (word, band, low, pale, rank)


def test_frequency_says_how_many_of_how_many():
    assert often(Association(finding="f", frequency="frequent", basis="cited", n=3, m=8)).counted == "3 of 8"


@pytest.mark.parametrize(
    ("value", "x"), [(0.01, 2), (1, 50), (100, 98), (10, 74), (0.1, 26), (0, 2), (5000, 98)]
)
def test_ratio_stands_on_a_logarithmic_line(value, x):
    assert plot.position(value) == x


def test_plot_leaves_out_studies_without_a_ratio_and_puts_the_strongest_first():
    found = plot.lines(
        [
            ("Weak", "weak", study(lr_positive=1.5, lr_negative=0.9), CITE),
            ("None", "none", study(sensitivity=0.8), CITE),
            ("Rules out", "out", study(lr_negative=0.05), CITE),
            ("Rules in", "in", study(lr_positive=12.0), CITE),
        ]
    )

    assert [line.label for line in found] == ["Rules out", "Rules in", "Weak"]
    assert [line.figures for line in found] == [("LR− 0.05",), ("LR+ 12",), ("LR+ 1.5", "LR− 0.9")]


def test_ratios_that_were_computed_carry_an_asterisk():
    (line,) = plot.lines([("Lag", "lag", study(lr_positive=25.9, lr_negative=0.11, derived=True), CITE)])

    assert line.figures == ("LR+ 25.9*", "LR− 0.11*")


def test_line_spans_from_one_to_its_ratio():
    (line,) = plot.lines([("Rules in", "in", study(lr_positive=10.0), CITE)])

    assert (line.start, line.end, line.negative) == (50, 74, None)


def test_interval_stands_in_brackets_and_as_whiskers():
    (line,) = plot.lines([("Cluster", "c", study(lr_positive=2.0, lr_positive_interval=(0.1, 10.0)), CITE)])

    assert line.figures == ("LR+ 2 (0.1–10)",)
    assert (line.positive_limits, line.negative_limits) == ((26, 74), None)


def flag(identity, urgency, action):
    return Finding(
        id=identity, name=identity, kind="sign", group="observation", urgency=urgency, action=action
    )


def test_flags_with_one_action_stand_together_and_emergencies_first():
    found = flags.grouped(
        [
            flag("a", "urgent", "Image within days."),
            flag("b", "emergency", "Refer today."),
            flag("c", "emergency", "Refer today."),
            Finding(id="d", name="d", kind="sign", group="observation"),
        ]
    )

    assert [([f.id for f in group.findings], group.when) for group in found] == [
        (["b", "c"], "Act the same day"),
        (["a"], "Act within days"),
    ]


@pytest.mark.parametrize(
    ("people", "text"),
    [
        ([{"family": "Grimaldi", "given": "A"}], "Grimaldi 2020"),
        ([{"literal": "NICE"}], "NICE 2020"),
        ([], "T 2020"),
    ],
)
def test_source_is_called_by_first_author_and_year(people, text):
    reference = SOURCE.model_copy(
        update={
            "author": Reference.model_validate({**SOURCE.model_dump(by_alias=True), "author": people}).author
        }
    )

    assert short_name(reference) == text
