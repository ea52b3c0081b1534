"""The page /differentiate/: what it shows, what it refuses, what it names."""

import csv
import io
import re
from math import isclose, prod

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.web.differentiate.page import DifferentiatePage, page_of
from conditions.web.differentiate.state import MalformedStateError, State

pytestmark = pytest.mark.django_db

LATERAL = "present=lateral-hip-pain&present=pain-side-lying&absent=difficulty-shoes-socks"
EVERY = "axial-spondyloarthritis.1~gluteal-tendon-tear.1~greater-trochanteric-pain-syndrome.1"


def html(response):
    return response.content.decode()


def test_page_without_findings_shows_the_prior_and_where_to_start(client):
    response = client.get("/differentiate/")

    page = response.context["page"]
    assert response.status_code == 200
    assert isinstance(page, DifferentiatePage)
    assert "Nothing entered yet" in html(response)
    assert "Start with" in html(response)
    assert len(page.results.next) == 5


def test_page_ranks_the_findings_of_the_address(client):
    response = client.get(f"/differentiate/?{LATERAL}")

    rows = response.context["page"].results.rows
    assert rows[0].document.slug == "greater-trochanteric-pain-syndrome"
    assert rows[0].speaks_for[0].finding.id in {"pain-side-lying", "lateral-hip-pain"}
    assert "diagnosis" in html(response)


def test_page_ticks_what_was_entered(client):
    text = html(client.get(f"/differentiate/?{LATERAL}"))

    assert re.search(r'name="present" value="lateral-hip-pain" checked', text)
    assert re.search(r'name="absent" value="difficulty-shoes-socks" checked', text)
    assert not re.search(r'name="absent" value="lateral-hip-pain" checked', text)


def test_page_shows_the_same_red_flags_whatever_is_entered(client):
    before = client.get("/differentiate/").context["page"]
    after = client.get("/differentiate/?present=cancer-history&present=groin-pain").context["page"]

    assert [group.action for group in before.flags] == [group.action for group in after.flags]
    assert [f.id for group in after.flags for f, on in group.flags if on] == ["cancer-history"]
    assert len([f for group in before.flags for f in group.flags]) == 12


def test_page_marks_a_red_flag_with_its_action(client):
    text = html(client.get("/differentiate/?present=saddle-anaesthesia"))

    assert '<mark>Saddle numbness<span class="unseen">, entered</span></mark>' in text
    assert re.search(r'class="dx-act"><b>Suspected cauda equina syndrome', text)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("present=bogus", "There is no finding “bogus”."),
        ("present=Not%20an%20id", "is no id of a finding"),
        ("present=%00", "is no id of a finding"),
        ("present=groin-pain&absent=groin-pain", "is given as present and as absent"),
        ("present=normal-neurology&present=reflex-loss", "can’t both be so"),
        ("prior=guess", "The prior “guess” is not known"),
        ("editions=nonsense", "The editions can’t be read at “nonsense”"),
        ("editions=hip-pointer.1~hip-pointer.1", "The editions can’t be read at"),
        ("editions=hip-pointer.99", "There is no edition 99 of “hip-pointer”."),
        ("editions=hip-pointer.0", "The editions can’t be read at"),
        ("&".join(f"present=x{i}" for i in range(500)), "500 findings were given; up to 150"),
    ],
)
def test_page_says_what_it_can_not_rank(client, query, sentence):
    response = client.get(f"/differentiate/?{query}")

    assert response.status_code == 400
    assert sentence in html(response)
    assert "Not to be missed" in html(response)


def test_page_answers_htmx_with_the_results_alone(client):
    response = client.post(
        "/differentiate/", {"present": ["lateral-hip-pain"]}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 200
    assert "<html" not in html(response)
    assert "dx-rank" in html(response)
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("path", ["", "working/", "working.csv"])
def test_nothing_of_an_answer_is_kept_or_sent_on(client, path):
    response = client.get(f"/differentiate/{path}?{LATERAL}")

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_permalink_names_the_editions_and_gives_the_same_result(client):
    first = client.get(f"/differentiate/?{LATERAL}").context["page"]

    again = client.get(first.permalink).context["page"]

    assert "greater-trochanteric-pain-syndrome.1" in first.permalink
    assert again.results.ranking.standings == first.results.ranking.standings
    assert again.permalink == first.permalink


def test_link_ranks_exactly_the_editions_that_it_names(client):
    page = client.get(f"/differentiate/?{LATERAL}&editions={EVERY}").context["page"]

    assert set(page.differential.editions) == {
        "axial-spondyloarthritis",
        "gluteal-tendon-tear",
        "greater-trochanteric-pain-syndrome",
    }
    assert "Hip osteoarthritis" in page.outdated
    assert page.unpinned == "/differentiate/?" + LATERAL


def test_working_multiplies_to_the_score(client):
    response = client.post("/differentiate/working.csv", {"present": ["lateral-hip-pain", "pain-stairs"]})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(html(response))))
    by_condition = {}
    for line in lines:
        by_condition.setdefault(line["condition"], []).append(line)
    assert len(by_condition) == 20
    for own in by_condition.values():
        score = float(own[0]["prior"]) * prod(float(line["factor"]) for line in own)
        assert isclose(score, float(own[0]["score"]), rel_tol=1e-12)
        for line in own:
            assert isclose(
                float(line["ratio"]) ** float(line["weight"]), float(line["factor"]), rel_tol=1e-12
            )


def test_working_without_findings_has_a_line_for_each_condition(client):
    lines = list(csv.DictReader(io.StringIO(html(client.get("/differentiate/working.csv")))))

    assert len(lines) == 20
    assert lines[0]["finding"] == ""


def test_working_page_holds_every_condition(client):
    response = client.get(f"/differentiate/working/?{LATERAL}&present=slump-test")

    assert html(response).count('class="dx-table"') == 20
    assert "Share of the sum" in html(response)


@pytest.mark.parametrize("path", ["working/", "working.csv"])
def test_working_of_a_contradiction_is_refused(client, path):
    response = client.get(f"/differentiate/{path}?present=groin-pain&absent=groin-pain")

    assert response.status_code == 400
    assert "can’t be ranked" in html(response)


def test_working_links_each_source_on_the_edition_that_was_ranked(client):
    page = page_of(State(present=("single-leg-stance-30s",)))
    (reason,) = next(
        r for r in page.results.everything if r.document.slug == "greater-trochanteric-pain-syndrome"
    ).reasons

    source = reason.sources[0].url
    address, anchor = source.split("#")
    assert address == "/conditions/greater-trochanteric-pain-syndrome/e/1/"
    assert f'id="{anchor}"' in html(client.get(address))
    assert reason.published[0][0] == "LR+ 12"


def test_working_shows_the_interval_of_a_published_ratio(client):
    page = page_of(State(present=("neurogenic-claudication",)))
    (reason,) = next(
        r for r in page.results.everything if r.document.slug == "lumbar-spinal-stenosis"
    ).reasons

    assert reason.published[0][0] == "LR+ 3.7 (95 % CI 2.9 to 4.8)"


def test_a_story_is_proposed_and_counts_only_when_confirmed(client):
    response = client.post(
        "/differentiate/read/", {"story": "outer hip pain, no limp", "present": "groin-pain"}
    )

    page = response.context["page"]
    assert page.state.present == ("groin-pain",)
    assert [(f.id, on) for f, on, _ in page.read.proposals] == [
        ("lateral-hip-pain", True),
        ("antalgic-gait", False),
    ]
    assert "Add these" in html(response)


def test_a_story_asks_where_words_are_unclear_and_tells_what_it_did_not_read(client):
    text = html(client.post("/differentiate/read/", {"story": "FABER +ve, dolor. limps. no limp"}))

    assert "can mean several findings" in text
    assert "Not read: <q>dolor</q>" in text
    assert "Said both ways" in text


def test_a_story_without_findings_says_so(client):
    response = client.post("/differentiate/read/", {"story": "???"}, headers={"HX-Request": "true"})

    assert "No finding was recognised" in html(response)
    assert "<html" not in html(response)


def test_a_story_that_is_too_long_is_refused_with_the_limit(client):
    response = client.post("/differentiate/read/", {"story": "pain " * 4000})

    assert response.status_code == 413
    assert "20,000 characters; 10,000 can be read" in html(response)


def test_a_story_is_not_taken_from_an_address(client):
    assert client.get("/differentiate/read/?story=limp").status_code == 405


def test_notes_can_be_pasted(client):
    notes = client.get(f"/differentiate/?{LATERAL}&present=cancer-history&prior=equal").context["page"].notes

    assert notes.startswith(
        "Present: History of cancer; Lateral hip pain; Worse lying on the affected side\n"
    )
    assert "Absent: Difficulty putting on shoes and socks" in notes
    assert "1. Greater trochanteric pain syndrome:" in notes
    assert "not a diagnosis" in notes
    assert "Red flags present: History of cancer" in notes
    assert "prior: equal for all" in notes
    assert "/differentiate/#present=" in notes


def test_body_map_ticks_the_pain_of_a_region(client):
    page = client.get("/differentiate/?present=groin-pain").context["page"]

    regions = {r.region: r for view in page.map.views for r in view.regions}
    assert regions["groin"].state == "on"
    assert regions["groin"].href == "/differentiate/"
    assert "present=groin-pain&present=lateral-hip-pain" in regions["lateral-hip"].href
    assert regions["foot"].href is None


def test_remarks_say_what_does_not_count_by_itself(client):
    page = page_of(
        State(present=("faber-si-pain", "sij-compression", "sij-distraction", "foot-drop", "leg-weakness"))
    )

    cluster = "“Three or more positive sacroiliac provocation tests”"
    assert sorted(page.results.remarks) == [
        f"FABER with sacroiliac pain: counted within {cluster}.",
        "Leg weakness in a nerve-root pattern: follows from “Foot drop” and is counted once.",
        f"Sacroiliac compression test: counted within {cluster}.",
        f"Sacroiliac distraction test: counted within {cluster}.",
        f"{cluster[1:-1]}: follows from the tests that were entered, and counts in their place.",
    ]


def test_method_is_on_the_site(client):
    text = html(client.get("/differentiate/method/"))

    assert "<h1>How conditions are ranked by findings</h1>" in text
    assert "score(c)   = prior(c)" in text
    assert '<th scope="row">lateral hip pain, P</th>' in text
    assert "`" not in text.split("dx-method")[1].split("</article>")[0]


def test_page_asks_few_questions_of_the_database(client, django_assert_num_queries):
    client.get(f"/differentiate/?{LATERAL}")

    with django_assert_num_queries(1):
        client.get(f"/differentiate/?{LATERAL}")


def test_page_without_content_says_nothing_can_be_ranked(client, empty):
    response = client.get("/differentiate/")

    assert response.status_code == 200
    assert response.context["page"].results.rows == []


ids = st.lists(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True), max_size=6)
states = st.builds(
    lambda present, absent, prior, editions: State(
        tuple(sorted(set(present))), tuple(sorted(set(absent))), prior, editions
    ),
    ids,
    ids,
    st.sampled_from(["base-rate", "equal"]),
    st.dictionaries(
        st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True), st.integers(1, 99), max_size=4
    ),
)


@given(states)
@settings(deadline=None)
def test_state_survives_its_address(state):
    assert State.from_params(QueryDict(state.query)) == state


@given(st.text(max_size=60))
@settings(deadline=None)
def test_state_of_any_text_is_read_or_refused_in_a_sentence(text):
    params = QueryDict(mutable=True)
    for name in ("present", "prior", "editions"):
        params[name] = text
    assert refusal(params) is None or re.fullmatch(r"[^\x00]+\.", refusal(params), re.DOTALL)


def refusal(params):
    try:
        State.from_params(params)
    except MalformedStateError as error:
        return str(error)
