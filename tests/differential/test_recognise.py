"""Notes as clinicians write them, and what is read from them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.differential.recognise import MAX_CHARACTERS, Recogniser, TextTooLongError
from conditions.interchange.reader import read_content

FINDINGS = read_content("fixtures").findings
RECOGNISER = Recogniser(FINDINGS.values())


def marks(text):
    found = RECOGNISER.recognise(text)
    return {f"+{i}" for i in found.present} | {f"-{i}" for i in found.absent}


def test_recognise_reads_the_sentence_of_a_consultation():
    found = RECOGNISER.recognise(
        "58F, outer hip sore at night and on stairs, limps, no pins and needles, SLR -ve"
    )

    assert set(found.present) == {
        "female-sex",
        "age-40-to-60",
        "age-over-50",
        "lateral-hip-pain",
        "pain-stairs",
        "antalgic-gait",
    }
    assert found.absent == ("leg-paraesthesia", "straight-leg-raise")
    assert found.unread == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no limp", {"-antalgic-gait"}),
        ("does not limp", {"-antalgic-gait"}),
        ("walks without a limp", {"-antalgic-gait"}),
        ("denies numbness", {"-leg-paraesthesia"}),
        ("denies numbness, tingling or weakness", {"-leg-paraesthesia", "-leg-weakness"}),
        ("no numbness, limps", {"-leg-paraesthesia", "+antalgic-gait"}),
        ("no numbness but limps", {"-leg-paraesthesia", "+antalgic-gait"}),
        ("no limp. Numb foot", {"-antalgic-gait", "+leg-paraesthesia"}),
        ("SLR +ve slump -ve", {"+straight-leg-raise", "-slump-test"}),
        ("SLR neg, slump pos", {"-straight-leg-raise", "+slump-test"}),
        ("SLR and slump negative", {"-straight-leg-raise", "-slump-test"}),
        (
            "SLR, slump and FNST all negative",
            {"-straight-leg-raise", "-slump-test", "-femoral-nerve-stretch"},
        ),
        ("FABER negative", {"-faber-groin-pain", "-faber-lateral-hip-pain", "-faber-si-pain"}),
        ("stairs fine", {"-pain-stairs"}),
        ("hip IR full", {"-limited-hip-internal-rotation"}),
        ("no relief lying down", {"-relief-lying"}),
        ("pain walking better sitting", {"+pain-walking", "+relief-sitting-flexion"}),
        ("sitting pain relieved by standing", {"+pain-sitting", "+relief-standing-walking"}),
        ("walking helps sitting pain", {"+relief-standing-walking"}),
        ("pain better walking", {"+relief-standing-walking"}),
        ("leg pain on walking relieved by sitting", {"+neurogenic-claudication"}),
        ("no pain past the knee", {"-pain-below-knee"}),
        ("does not go below the knee", {"+no-pain-past-knee"}),
        ("can't sleep on that side", {"+pain-side-lying"}),
        ("side hip pain lying", {"+lateral-hip-pain", "+pain-side-lying"}),
        ("no side hip pain, hurts lying on it", {"-lateral-hip-pain", "+pain-side-lying"}),
        ("right side hip", set()),
        ("weak abductors, lag sign -ve", {"+hip-abductor-weakness", "-hip-lag-sign"}),
        ("shoes and socks no problem", {"-difficulty-shoes-socks"}),
        ("neuro NAD", {"+normal-neurology"}),
    ],
)
def test_recognise_scopes_denial_to_its_clause(text, expected):
    assert marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27M", {"-female-sex", "-age-40-to-60", "-age-over-50", "+onset-before-45"}),
        ("45 year old woman", {"+female-sex", "+age-40-to-60", "-age-over-50"}),
        ("F72", {"+female-sex", "-age-40-to-60", "+age-over-50"}),
        ("aged 50", {"+age-40-to-60", "-age-over-50"}),
        ("groin pain > 3/12", {"+groin-pain", "+symptoms-over-3-months"}),
        ("groin pain 3/12", {"+groin-pain", "-symptoms-over-3-months"}),
        ("groin pain for 2 years", {"+groin-pain", "+symptoms-over-3-months"}),
        ("groin pain 6/52", {"+groin-pain", "-symptoms-over-3-months"}),
        ("THR 5 years ago", {"+hip-replacement"}),
        (
            "58F with hip pain for 2 years",
            {
                "+female-sex",
                "+age-40-to-60",
                "+age-over-50",
                "+symptoms-over-3-months",
                "-onset-before-45",
            },
        ),
        ("EMS 45 min", {"+morning-stiffness-over-30-min", "+morning-stiffness-under-60-min"}),
        (
            "morning stiffness 20 minutes",
            {"-morning-stiffness-over-30-min", "+morning-stiffness-under-60-min"},
        ),
        ("PVR 350 ml", {"+post-void-residual-over-200"}),
        ("BMI 34", {"+high-bmi"}),
        ("MRC 5/5, L5/S1", set()),
    ],
)
def test_recognise_reads_age_sex_and_duration_as_history(text, expected):
    assert marks(text) >= expected
    assert {m[1:] for m in marks(text)} <= {e[1:] for e in expected} | {"normal-neurology", "leg-weakness"}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("trochantric tendernes", "trochanter-tenderness"),
        ("piriformus tenderness", "sciatic-notch-tenderness"),
        ("parasthesia of the foot", "leg-paraesthesia"),
        ("paresthesia", "leg-paraesthesia"),
        ("Trendelenberg", "trendelenburg-sign"),
        ("sadle anaesthesia", "saddle-anaesthesia"),
        ("LASÈGUE", "straight-leg-raise"),
    ],
)
def test_recognise_forgives_misspelling(text, finding):
    assert finding in RECOGNISER.recognise(text).present


@pytest.mark.parametrize("text", ["right side", "eight weeks", "the house", "light work in the garden"])
def test_recognise_leaves_ordinary_words_alone(text):
    assert not any(m.corrected for m in RECOGNISER.recognise(text).matches)


def test_recognise_keeps_what_eases_apart_from_what_provokes():
    assert marks("sitting eases, walking makes it worse") == {"+relief-sitting-flexion", "+pain-walking"}


def test_recognise_shares_the_word_pain_over_a_list():
    assert marks("pain in outer hip, buttock and groin") == {
        "+lateral-hip-pain",
        "+mid-buttock-pain",
        "+groin-pain",
    }


def test_recognise_asks_where_words_fit_several_findings():
    found = RECOGNISER.recognise("FABER +ve")

    assert found.present == ()
    assert found.unclear[0].findings == ("faber-groin-pain", "faber-lateral-hip-pain", "faber-si-pain")


def test_recognise_sets_aside_what_the_text_affirms_and_denies():
    found = RECOGNISER.recognise("limps. no limp today")

    assert found.contradictory == ("antalgic-gait",)
    assert found.present == found.absent == ()


def test_recognise_places_each_match_in_the_text():
    text = "Known back trouble; piriformis tenderness, SLR -ve"

    for match in RECOGNISER.recognise(text).matches:
        assert text[match.start : match.end] == match.words


def test_recognise_tells_what_it_could_not_read():
    assert RECOGNISER.recognise("dolor de cadera, limps").unread == ("dolor de cadera",)


def test_recognise_refuses_a_text_longer_than_a_note():
    with pytest.raises(TextTooLongError, match="20,000 characters"):
        RECOGNISER.recognise("a" * (2 * MAX_CHARACTERS))


def test_recognise_knows_nearly_every_term_of_the_vocabulary():
    terms = [
        (finding.id, term)
        for finding in FINDINGS.values()
        for term in (finding.name, *finding.synonyms, *finding.search_terms)
    ]

    def known(finding, term):
        found = RECOGNISER.recognise(term)
        return finding in found.present or any(finding in u.findings for u in found.unclear)

    assert sum(known(*pair) for pair in terms) / len(terms) > 0.98


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_recognise_survives_any_text(text):
    found = RECOGNISER.recognise(text)

    assert not set(found.present) & set(found.absent)
    assert all(text[m.start : m.end] == m.words for m in found.matches)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("groin pain, review in 6 weeks", {"+groin-pain"}),
        ("groin pain for several years", {"+groin-pain", "+symptoms-over-3-months"}),
        ("groin pain for several weeks", {"+groin-pain"}),
        ("groin pain < 6/12", {"+groin-pain"}),
        ("groin pain for 2 years, worse for 3 weeks", {"+groin-pain", "+symptoms-over-3-months"}),
        ("over 50s, groin pain", {"+age-over-50", "+groin-pain"}),
        ("27M, father 70", {"-female-sex", "-age-40-to-60", "-age-over-50", "+onset-before-45"}),
        ("27M, wife aged 50", {"-female-sex", "-age-40-to-60", "-age-over-50", "+onset-before-45"}),
        ("a lady, wakes at 4 am", {"+female-sex", "+night-pain-second-half"}),
        ("EMS half an hour", {"-morning-stiffness-over-30-min", "+morning-stiffness-under-60-min"}),
        ("EMS < 60 min", {"+morning-stiffness-under-60-min"}),
        ("EMS > 2 hours", {"+morning-stiffness-over-30-min", "-morning-stiffness-under-60-min"}),
    ],
)
def test_recognise_reads_figures_with_their_limits(text, expected):
    assert marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("positive SLR", {"+straight-leg-raise"}),
        ("neg SLR", {"-straight-leg-raise"}),
        ("no weakness, SLR+", {"-leg-weakness", "+straight-leg-raise"}),
        ("no weakness with SLR positive", {"-leg-weakness", "+straight-leg-raise"}),
        ("can put on shoes and socks", {"-difficulty-shoes-socks"}),
        ("stairs no pain", {"-pain-stairs"}),
        ("lifting helps", set()),
        ("SLR, slump", {"+straight-leg-raise", "+slump-test"}),
        (
            "SLR, limps badly today in clinic, slump and FNST negative",
            {"+straight-leg-raise", "+antalgic-gait", "-slump-test", "-femoral-nerve-stretch"},
        ),
        ("SLR. Slump and FNST negative", {"+straight-leg-raise", "-slump-test", "-femoral-nerve-stretch"}),
        ("numbness, limp or weakness", {"+leg-paraesthesia", "+antalgic-gait", "+leg-weakness"}),
        (
            "no limp today at all here, numbness or weakness",
            {"-antalgic-gait", "-leg-paraesthesia", "-leg-weakness"},
        ),
        ("B/L sciatica", {"+bilateral-sciatica"}),
        ("walks w/o limp", {"-antalgic-gait"}),
        ("cannot walk far", {"+pain-walking"}),
        ("limps apart from numbness", {"+antalgic-gait", "+leg-paraesthesia"}),
        ("(limps)", {"+antalgic-gait"}),
        ("back worse than leg", set()),
    ],
)
def test_recognise_weighs_marks_and_lists(text, expected):
    assert marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A result or an answer after a colon, comma, bracket or question mark.
        ("SLR: negative", {"-straight-leg-raise"}),
        ("SLR: neg; slump: pos", {"-straight-leg-raise", "+slump-test"}),
        ("SLR: 70 degrees, negative", {"-straight-leg-raise"}),
        ("SLR (neg)", {"-straight-leg-raise"}),
        ("SLR, negative", {"-straight-leg-raise"}),
        ("weight loss: no. Fever: none", {"-unexplained-weight-loss", "-fever-systemic-illness"}),
        ("weight loss? no", {"-unexplained-weight-loss"}),
        ("saddle numbness no", {"-saddle-anaesthesia"}),
        ("numbness and weakness denied", {"-leg-paraesthesia", "-leg-weakness"}),
        ("stairs (ok)", {"-pain-stairs"}),
        ("hip IR: full", {"-limited-hip-internal-rotation"}),
        ("hip IR: not full", set()),
        # A mark further on is not about a complaint.
        ("trochanter tender SLR negative", {"+trochanter-tenderness", "-straight-leg-raise"}),
        ("weak foot, SLR and slump neg", {"+leg-weakness", "-straight-leg-raise", "-slump-test"}),
        ("trochanter tenderness negative", {"-trochanter-tenderness"}),
        # What is normal may come next.
        ("buttock pain normal neuro", {"+mid-buttock-pain"}),
        ("leg tingling, groin pain normal power", {"+leg-paraesthesia", "+groin-pain"}),
        ("reflexes normal groin pain", {"+normal-neurology", "+groin-pain"}),
        # Denied in its midst.
        ("trochanter not tender", {"-trochanter-tenderness"}),
        ("trochanter non-tender", {"-trochanter-tenderness"}),
        ("pain-free on stairs", {"-pain-stairs"}),
        ("painless sitting", {"-pain-sitting"}),
        ("neither numbness nor weakness", {"-leg-paraesthesia", "-leg-weakness"}),
        # What helps, and what does not.
        ("NSAIDs don't help", {"-nsaid-response"}),
        ("responds to NSAIDs well", {"+nsaid-response"}),
        ("sitting does not help", {"-relief-sitting-flexion"}),
        # One side is enough.
        ("SLR negative on the left, positive on the right", {"+straight-leg-raise"}),
        ("SLR negative positive slump", {"-straight-leg-raise", "+slump-test"}),
    ],
)
def test_recognise_reads_results_and_answers(text, expected):
    assert marks(text) == expected


def test_recognise_makes_nothing_of_a_name_that_says_nothing():
    vague = FINDINGS["groin-pain"].model_copy(
        update={"name": "No worse pain", "synonyms": (), "search_terms": ()}
    )

    assert Recogniser([vague]).recognise("no worse pain").matches == ()
