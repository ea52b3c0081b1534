"""The editor's page: saved, refused, joined; queries that do not grow; text that stays text."""

import io

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from conditions.admin.citing import CitationsField
from conditions.admin.editor.editor import Editor
from conditions.admin.editor.fields import LineField, TextField
from conditions.admin.lists import LinesField
from conditions.editorial.drafts import draft, save_draft
from conditions.editorial.publish import publish
from conditions.editorial.review.request import request_review
from conditions.interchange.from_tables import draft_of
from conditions.models import Condition, ConditionEntry, DraftRevision, Finding, Reference
from conditions.sheets.printed import printed
from tests.admin.test_editor import posted
from tests.people import log_in, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SLUG = "greater-trochanteric-pain-syndrome"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}'\"&"


@pytest.fixture
def curator():
    return person("curator", "Curator")


@pytest.fixture
def curating(client, curator):
    return log_in(client, curator)


def address(slug=SLUG, name="conditions_condition_change"):
    return reverse(f"admin:{name}", args=[Condition.objects.get(slug=slug).pk])


def form_data(slug=SLUG, **changes):
    row, document = draft(slug)
    data = QueryDict(mutable=True)
    values = posted(Editor(slug, document=document)) | {"seen": str(row.revision), "_save": "Save"} | changes
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def post(client, slug=SLUG, **changes):
    data = form_data(slug, **changes)
    return client.post(
        address(slug), data.urlencode(), content_type="application/x-www-form-urlencoded", follow=False
    )


def test_saved_text_is_in_the_draft_and_not_before_readers(curating):
    response = post(curating, **{"statements-0-text": "A sentence of today."})

    assert response.status_code == 302
    assert next(draft(SLUG)[1].statements())[1].text == "A sentence of today."
    assert "A sentence of today." not in curating.get(f"/conditions/{SLUG}/").content.decode()


def test_new_statement_and_figures_are_saved(curating):
    document = draft(SLUG)[1]
    index = next(i for i, a in enumerate(document.findings) if not a.accuracy)
    count = sum(1 for _ in document.statements())
    prefix = f"findings-{index}-accuracy"
    source = document.cited_ids()[0]
    added = {
        "statements-TOTAL_FORMS": str(count + 1),
        f"statements-{count}-section": "referral",
        f"statements-{count}-text": "Refer early.",
        f"statements-{count}-citations": f"{source} | p. 12",
        f"statements-{count}-ORDER": "99",
        f"{prefix}-TOTAL_FORMS": "1",
        f"{prefix}-0-reference_standard": "Ultrasound",
        f"{prefix}-0-sensitivity": "0.8",
        f"{prefix}-0-citation": source,
    }

    response = post(curating, **added)

    assert response.status_code == 302
    saved = draft(SLUG)[1]
    last = saved.sections[-1].statements[-1]
    assert (last.text, last.citations[0].locator) == ("Refer early.", "p. 12")
    assert saved.findings[index].accuracy[0].sensitivity == 0.8


def test_unknown_reference_is_said_at_its_field_and_nothing_is_saved(curating):
    response = post(curating, **{"statements-0-citations": "nobody1900nothing", "basics-summary": "New."})

    assert response.status_code == 200
    assert "There is no reference nobody1900nothing." in response.content.decode()
    assert draft(SLUG)[1].summary != "New."


def test_name_of_another_condition_is_said_at_its_field_and_nothing_is_saved(curating):
    response = post(curating, **{"basics-name": "Hip osteoarthritis", "basics-summary": "Another."})

    assert "There is a condition with the name “Hip osteoarthritis” already." in response.content.decode()
    assert draft(SLUG)[1].summary != "Another."


def test_statement_of_a_megabyte_is_refused_and_kept_in_the_form(curating):
    response = post(curating, **{"statements-0-text": "x" * 1_048_576})

    page = response.content.decode()
    assert response.status_code == 200
    assert "at most 10000 characters (it has 1048576)" in page
    assert "x" * 1_048_576 in page


def hostile_form(slug):
    """Scripts in every text that the editor takes, the places in sources included."""
    changes = {}
    for number, form in enumerate(Editor(slug, document=draft(slug)[1]).forms()):
        for name, field in form.fields.items():
            value = form[name].value()
            if isinstance(field, CitationsField) and value and "|" not in value:
                changes[form.add_prefix(name)] = f"{value.splitlines()[0]} | {HOSTILE}"
            elif isinstance(field, TextField | LineField | LinesField) and name != "code":
                changes[form.add_prefix(name)] = f"{number} {HOSTILE}"
    return changes


def harmless(response):
    page = response.content.decode()
    assert response.status_code == 200, response.request["PATH_INFO"]
    assert "<script>alert" not in page, response.request["PATH_INFO"]
    assert "<img src=x" not in page, response.request["PATH_INFO"]
    assert "{{ 7" in page or "alert" not in page, response.request["PATH_INFO"]
    return page


def test_hostile_text_in_every_field_is_shown_as_text_to_curators_and_readers(curating, curator):
    slug = "hip-pointer"
    document = draft(slug)[1]
    words = f"X {HOSTILE}"
    finding, reference = document.findings[0].finding, document.cited_ids()[0]
    Finding.objects.filter(slug=finding).update(
        name=words, definition=words, procedure=words, action=words, synonyms=[words], search_terms=[words]
    )
    people = [{"family": words, "given": words}]
    Reference.objects.filter(slug=reference).update(
        title=words, author=people, container_title=words, note=words, publisher=words, standing_note=words
    )

    changes = hostile_form(slug)
    assert len(changes) > 100
    assert post(curating, slug, **changes).status_code == 302
    assert draft(slug)[1].summary.endswith(HOSTILE)

    own = ("preview", "preview_sheet", "preview_handout", "preview_ranking")
    names = ("conditions_condition_change", "conditions_condition_history", *(f"condition_{n}" for n in own))
    for name in names:
        assert "alert(1)" in harmless(curating.get(address(slug, name))) or name.endswith(
            ("ranking", "history")
        )
    harmless(curating.get(address(slug, "condition_changes") + "?from=e1&to=draft"))
    for kind, row in (
        ("finding", Finding.objects.get(slug=finding)),
        ("reference", Reference.objects.get(slug=reference)),
    ):
        harmless(curating.get(reverse(f"admin:conditions_{kind}_change", args=[row.pk])))
        harmless(curating.get(reverse(f"admin:conditions_{kind}_changelist")))
    harmless(curating.get("/admin/"))
    harmless(curating.get(reverse("admin:audit")))
    review = request_review(slug=slug, by=curator, change_summary=HOSTILE, significance="minor")
    harmless(curating.get(reverse("admin:conditions_review_change", args=[review.pk])))

    publish(
        document=draft_of(slug),
        author=HOSTILE,
        reviewer=HOSTILE,
        change_summary=HOSTILE,
        significance="minor",
    )
    public = (
        f"/conditions/{slug}/",
        f"/conditions/{slug}/editions/",
        f"/conditions/{slug}/sheet/",
        f"/conditions/{slug}/handout/",
        f"/compare/?condition={slug}&condition={SLUG}",
        "/conditions/?q=alert",
        f"/findings/{finding}/",
        f"/references/{reference}/",
        "/references/?q=alert",
        "/",
    )
    for path in public:
        harmless(curating.get(path))


def test_conflicting_save_shows_both_and_loses_nothing(curating):
    mine = form_data(**{"statements-0-text": "Mine.", "basics-typical_patient": "Mine too."})
    row, document = draft(SLUG)
    other = person("other", "Curator", first_name="Olive", last_name="Other")
    section = document.sections[0]
    changed = section.statements[0].model_copy(update={"text": "Theirs."})
    theirs = document.model_copy(
        update={
            "summary": "Their summary.",
            "sections": (
                section.model_copy(update={"statements": (changed, *section.statements[1:])}),
                *document.sections[1:],
            ),
        }
    )
    save_draft(document=theirs, seen=row.revision, by=other)

    response = curating.post(address(), mine.urlencode(), content_type="application/x-www-form-urlencoded")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Olive Other saved this draft" in page
    assert "Mine." in page
    assert "Theirs." in page
    assert draft(SLUG)[1].summary == "Their summary."

    context = response.context
    joined = curating.post(
        address(name="condition_merge"),
        {
            "mine": context["mine"],
            "seen": context["seen"],
            "revision": context["revision"],
            "choice-0": "theirs",
        },
    )

    assert joined.status_code == 302
    saved = draft(SLUG)[1]
    assert saved.summary == "Their summary."
    assert saved.typical_patient == "Mine too."
    assert next(saved.statements())[1].text == "Theirs."


def test_kept_text_is_put_back_without_saving(curating):
    response = post(curating, **{"basics-summary": "From the browser.", "_restore": "1"})

    assert "From the browser." in response.content.decode()
    assert draft(SLUG)[1].summary != "From the browser."


def test_queries_of_the_page_do_not_grow_with_findings_and_references(
    curating, django_assert_max_num_queries
):
    sizes = {c.slug: c.associations.count() for c in Condition.objects.all()}
    small, big = min(sizes, key=sizes.get), max(sizes, key=sizes.get)
    assert sizes[big] >= 40
    counts = {}
    for slug in (small, big):
        with django_assert_max_num_queries(52) as captured:
            curating.get(address(slug))
        counts[slug] = len(captured)

    assert counts[big] <= counts[small] + 8


def test_queries_of_a_save_are_bounded(curating, django_assert_max_num_queries):
    data = form_data(**{"statements-0-text": "Changed."})

    with django_assert_max_num_queries(110):
        response = curating.post(
            address(), data.urlencode(), content_type="application/x-www-form-urlencoded"
        )

    assert response.status_code == 302


def test_list_takes_a_fixed_number_of_queries(curating, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        response = curating.get(reverse("admin:conditions_condition_changelist"))

    assert response.content.decode().count("published") >= Condition.objects.count()


def test_front_page_takes_a_fixed_number_of_queries(curating, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        assert curating.get("/admin/").status_code == 200


@pytest.mark.parametrize("state", ["e1", "draft"])
def test_changes_between_states_are_shown(curating, state):
    post(curating, **{"statements-0-text": "A sentence of today."})

    page = curating.get(address(name="condition_changes") + f"?from=e1&to={state}").content.decode()

    assert ("A sentence of today." in page or "today." in page) == (state == "draft")


@pytest.mark.parametrize("state", ["", "e99", "r99", "x1", "e", "e٣"])
def test_unknown_state_is_404(curating, state):
    assert curating.get(address(name="condition_changes") + f"?from={state}").status_code == 404


def test_restore_from_an_edition(curating):
    before = draft(SLUG)[1]
    post(curating, **{"basics-summary": "A slip."})

    curating.post(address(name="condition_restore"), {"state": "e1"})

    assert draft(SLUG)[1] == before
    assert DraftRevision.objects.filter(slug=SLUG).count() == 3


def test_new_condition_is_made_deleted_and_brought_back(curating):
    data = {
        "name": "Test pain",
        "slug": "test-pain",
        "category": "joint",
        "base_rate": "rare",
        "region": "groin",
        "summary": "For a test.",
    }
    made = curating.post(reverse("admin:conditions_condition_add"), data)
    assert made["Location"] == address("test-pain")

    asked = curating.get(address("test-pain", "conditions_condition_delete"))
    assert Condition.objects.filter(slug="test-pain").exists()
    assert "can be brought back" in asked.content.decode()
    curating.post(address("test-pain", "conditions_condition_delete"))
    assert not Condition.objects.filter(slug="test-pain").exists()

    assert curating.post(reverse("admin:condition_bring_back"), {"slug": "test\x00"}).status_code == 404
    curating.post(reverse("admin:condition_bring_back"), {"slug": "test-pain"})
    assert draft("test-pain")[1].summary == "For a test."


def test_published_condition_is_not_deleted(curating):
    response = curating.post(address(name="conditions_condition_delete"))

    assert "withdraw it instead" in response.content.decode()
    assert Condition.objects.filter(slug=SLUG).exists()


def test_finding_that_was_saved_meanwhile_is_not_overwritten(curating):
    row = Finding.objects.filter(citations__isnull=False, members__isnull=True).first()
    address = reverse("admin:conditions_finding_change", args=[row.pk])
    form = curating.get(address).context["adminform"].form
    data = {name: "" if (v := form[name].value()) is None else v for name in form.fields}
    data |= {"synonyms": "\n".join(row.synonyms), "search_terms": "\n".join(row.search_terms)}
    Finding.objects.get(pk=row.pk).save()

    refused = curating.post(address, data | {"definition": "Mine."})

    assert "Somebody saved this while you were editing" in refused.content.decode()
    assert "Mine." in refused.content.decode()
    row.refresh_from_db()
    assert row.definition != "Mine."
    again = data | {"definition": "Mine.", "seen": refused.context["adminform"].form.data["seen"]}
    with CaptureQueriesContext(connection) as queries:
        assert curating.post(address, again).status_code == 302
    assert any('FROM "conditions_finding"' in q["sql"] and "FOR UPDATE" in q["sql"] for q in queries)
    row.refresh_from_db()
    assert row.definition == "Mine."


def finding_data(client, row, **changes):
    form = client.get(reverse("admin:conditions_finding_change", args=[row.pk])).context["adminform"].form
    data = {name: "" if (v := form[name].value()) is None else v for name in form.fields}
    lists = {"synonyms": "\n".join(row.synonyms), "search_terms": "\n".join(row.search_terms)}
    return data | lists | changes


def test_cluster_is_made_by_naming_its_members(curating):
    row, *members = Finding.objects.filter(members__isnull=True, kind="test").order_by("pk")[:4]
    address = reverse("admin:conditions_finding_change", args=[row.pk])
    slugs = "\r\n".join(one.slug for one in members)

    refused = curating.post(address, finding_data(curating, row, members="nothing-such", threshold="2"))
    alone = curating.post(address, finding_data(curating, row, members=slugs))
    saved = curating.post(address, finding_data(curating, row, members=slugs, threshold="2"))

    assert "There is no finding nothing-such." in refused.content.decode()
    assert "go together" in alone.content.decode()
    assert saved.status_code == 302
    row.refresh_from_db()
    assert (set(row.members.all()), row.threshold) == (set(members), 2)
    assert members[0].name in curating.get(address).content.decode()


def test_history_of_a_finding_says_who_changed_what(curating):
    row = Finding.objects.filter(members__isnull=True, definition="").first() or Finding.objects.first()
    address = reverse("admin:conditions_finding_change", args=[row.pk])
    curating.post(address, finding_data(curating, row, definition="A definition of today."))

    page = curating.get(reverse("admin:conditions_finding_history", args=[row.pk])).content.decode()

    assert "A definition of today." in page
    assert "curator" in page
    assert address in page


def test_copy_takes_words_and_sources_over_and_no_names(curating):
    source = draft(SLUG)[1]

    response = curating.post(address(name="condition_copy"), {"name": "Test pain", "slug": "test-pain"})

    copy = draft("test-pain")[1]
    assert response["Location"] == address("test-pain")
    assert (copy.cited_ids(), copy.codes, copy.synonyms) == (source.cited_ids(), (), ())
    assert curating.get("/conditions/test-pain/").status_code == 404


@pytest.mark.parametrize(
    ("source", "query", "expected"),
    [
        ("references", "grimaldi 2015", "grimaldi2015"),
        ("findings", "trendelenburg", "trendelenburg-sign"),
        ("conditions", "gtps", SLUG),
    ],
)
def test_lookup_finds_by_every_word(curating, source, query, expected):
    found = curating.get(reverse("admin:lookup", args=[source]), {"q": query}).json()["results"]

    assert any(expected in one["id"] for one in found)


def test_lookup_is_for_staff(client):
    assert client.get(reverse("admin:lookup", args=["references"]), {"q": "a"}).status_code == 302


def test_evidence_is_logged_against_statements_and_shown_to_readers(curating, client):
    reference = Reference.objects.first()
    statement = next(draft(SLUG)[1].statements())[1]

    curating.post(
        reverse("admin:conditions_pendingevidence_add"),
        {
            "reference": reference.slug,
            "note": "A larger trial disagrees.",
            "statements": f"{SLUG}/{statement.id}",
        },
    )

    assert "A larger trial disagrees." in client.get(f"/conditions/{SLUG}/").content.decode()
    assert ConditionEntry.objects.get(slug=SLUG).health["pending"]


@pytest.mark.parametrize("kind", ["sheet", "handout"])
def test_sheet_of_the_draft_is_marked_as_one(curating, kind):
    post(
        curating, **{"basics-name": "A name of today", "handout-what_it_is": "A hip that hurts at the side."}
    )

    page = curating.get(address(name=f"condition_preview_{kind}")).content.decode()

    assert "A name of today" in page
    assert "Draft" in page


@pytest.mark.parametrize("kind", ["sheet", "handout"])
def test_pdf_of_the_draft_is_marked_as_one_and_kept_nowhere(curating, kind):
    post(curating, **{"basics-name": "A name of today"})
    page = curating.get(address(name=f"condition_preview_{kind}"))
    printed.cache_clear()

    response = curating.get(address(name=f"condition_preview_{kind}_pdf"), {"paper": "letter"})

    assert f"{kind}.pdf" in page.content.decode()
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert printed.cache_info().currsize == 0
    pages = [" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(response.content)).pages]
    assert "A name of today" in pages[0]
    assert "Draft: not reviewed, not published, not for use with patients." in pages[0]
    assert all("Draft, not published" in p for p in pages)


def test_ranking_from_the_draft_stands_beside_the_published_one(curating):
    first = draft(SLUG)[1].findings.index(next(a for a in draft(SLUG)[1].findings if a.hallmark))
    post(curating, **{f"findings-{first}-frequency": "very-rare", f"findings-{first}-probability": "0.01"})

    preview = curating.get(address(name="condition_preview_ranking")).context["preview"]

    support = {s.slug: s.posterior for _, s in preview.published}
    assert preview.hallmarks
    assert support[SLUG] > {s.slug: s.posterior for _, s in preview.with_draft}.get(SLUG, 0)
