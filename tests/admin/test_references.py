"""References in the admin: forms, import with preview, look-up, merging, and who may do what."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conditions.admin import reference_import
from conditions.admin.reference_batch import SHOWN
from conditions.admin.reference_form import line_of, name_in
from conditions.bibliography.draft import Draft
from conditions.bibliography.ris import ris
from conditions.catalogue.entry import ConditionEntry, ReferenceEntry
from conditions.models.citation import Citation
from conditions.models.reference import Reference
from tests.bibliography import samples
from tests.factories import reference
from tests.people import log_in, person

pytestmark = pytest.mark.django_db

BASE = "/admin/conditions/reference/"
GRIMALDI = "10.1136/bjsports-2016-096175"


@pytest.fixture
def curator(client):
    """Somebody of the group that may add, change and delete references."""
    return log_in(client, person("curator", "Curator"))


@pytest.fixture
def reader(client):
    """Somebody who may only look."""
    return log_in(client, person("reviewer", "Reviewer"))


def preview(client, text: str | bytes, name: str = "refs.ris"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{BASE}import/", {"file": SimpleUploadedFile(name, data)})


def fields_of(response) -> dict[str, str]:
    """What the browser would send back from a preview."""
    fields = {"pack": response.context["pack"], "design": ""}
    for row in response.context["rows"]:
        if row.taken:
            fields[f"take-{row.index}"] = "on"
        fields |= {f"id-{row.index}": row.identity, f"design-{row.index}": row.design}
    return fields


# Import


def test_file_is_previewed_and_nothing_is_added_yet(curator):
    before = Reference.objects.count()

    response = preview(curator, ris([samples.BOOK, samples.CHAPTER]))

    assert response.status_code == 200
    assert [row.identity for row in response.context["rows"]] == ["murray2002medical", "kokubo2021medius"]
    assert [row.taken for row in response.context["rows"]] == [True, False]
    assert "Medical microbiology. 4th ed. St. Louis: Mosby; 2002." in response.content.decode()
    assert Reference.objects.count() == before


def test_ticked_references_are_added_as_they_were_shown(curator):
    response = preview(curator, ris([samples.BOOK, samples.GUIDELINE]))
    fields = fields_of(response) | {"id-0": "murray2002book"}
    fields.pop("take-1", None)

    response = curator.post(f"{BASE}import/", fields, follow=True)

    assert "1 reference added, 1 left out." in response.content.decode()
    row = Reference.objects.get(slug="murray2002book")
    assert (row.title, row.edition, row.design) == ("Medical microbiology", "4th", "textbook")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"DOI": GRIMALDI}, "Same DOI: <a href="),
        ({"PMID": "27633027"}, "Same PMID: <a href="),
        (
            {
                "title": "Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy in patients "
                "presenting with lateral hip pains",
                "issued": 2017,
            },
            "Similar title (",
        ),
    ],
)
def test_reference_that_is_there_already_is_not_ticked(curator, fields, says):
    response = preview(curator, ris([reference("new2017", **fields)]))

    (row,) = response.context["rows"]
    assert not row.taken
    assert row.match.identity == "grimaldi2017mri"
    assert says in response.content.decode()


def test_second_record_of_one_work_in_a_file_is_not_ticked(curator):
    response = preview(curator, ris([samples.BOOK, samples.BOOK.model_copy(update={"id": "other"})]))

    assert [row.taken for row in response.context["rows"]] == [True, False]
    assert "Another record of this file has the same title" in response.content.decode()


def test_reference_without_a_design_is_asked_for_one(curator):
    response = preview(curator, "TY  - JOUR\nTI  - On hips that hurt in the night\nPY  - 2020\nER  - \n")
    fields = fields_of(response)

    refused = curator.post(f"{BASE}import/", fields)
    assert refused.status_code == 400
    assert "Choose a study design." in refused.content.decode()

    curator.post(f"{BASE}import/", fields | {"design": "cohort"})
    assert Reference.objects.get(title="On hips that hurt in the night").design == "cohort"


@pytest.mark.parametrize(
    ("identity", "says"),
    [
        ("grimaldi2017mri", "grimaldi2017mri has the id grimaldi2017mri already."),
        ("Not A Slug", "The id must be lower-case letters, digits and single hyphens."),
    ],
)
def test_id_that_can_not_be_used_is_told_and_choices_are_kept(curator, identity, says):
    fields = fields_of(preview(curator, ris([samples.BOOK]))) | {"id-0": identity, "design-0": "cohort"}

    response = curator.post(f"{BASE}import/", fields)

    assert response.status_code == 400
    assert says in response.content.decode()
    assert (response.context["rows"][0].identity, response.context["rows"][0].design) == (identity, "cohort")


def test_latin_file_is_read_with_a_note(curator):
    text = "TY  - JOUR\r\nTI  - Hüftschmerz bei Läufern im Alltag\r\nAU  - Müller, Jörg\r\nER  - \r\n"

    response = preview(curator, text.encode("latin-1"))

    assert "It was read as Latin-1" in response.content.decode()
    assert "Müller J. Hüftschmerz" in response.content.decode()


def test_truncated_bibtex_keeps_what_is_whole_and_tells_the_rest(curator):
    response = preview(
        curator, "@book{a, title = {Whole and sound}}\n@article{b, title = {Cut sh", "refs.bib"
    )

    assert [row.draft.title for row in response.context["rows"]] == ["Whole and sound"]
    assert "Entry b (line 2): the file ends before its closing brace" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The submitted file is empty."),
        (b"hello", "The text is none of RIS"),
        (b"\x00\x01", "This is not a text file."),
        (b"@article{b, title = {Cut", "the file ends before its closing brace"),
        (b'[{"id": 1', "the file is not well-formed JSON"),
        (b"x" * 5_000_001, "The file is larger than 5 MB."),
    ],
)
def test_file_that_can_not_be_read_is_told(curator, data, says):
    response = preview(curator, data)

    assert response.status_code == 400
    assert says in response.content.decode()


def test_pasted_text_is_read_too(curator):
    response = curator.post(f"{BASE}import/", {"text": ris([samples.BOOK])})

    assert [row.draft.key for row in response.context["rows"]] == [samples.BOOK.id]


def test_neither_file_nor_text_is_told(curator):
    response = curator.post(f"{BASE}import/", {})

    assert response.status_code == 400
    assert "Choose a file or paste some text." in response.content.decode()


@pytest.mark.slow
def test_five_thousand_references_come_in_page_by_page(curator):
    words = ["hip", "knee", "back", "foot", "groin", "thigh", "calf"]
    text = "".join(
        f"TY  - JOUR\nTI  - {words[n % 7]} {n} {words[n // 7 % 7]} {n * 7919}\nPY  - 2020\nKW  - cohort\nER  - \n"
        for n in range(5000)
    )
    before = Reference.objects.count()

    response = preview(curator, text)
    assert (response.context["total"], response.context["later"]) == (5000, 5000 - SHOWN)
    response = curator.post(f"{BASE}import/", fields_of(response))

    assert response.status_code == 200
    assert Reference.objects.count() == before + SHOWN
    assert response.context["total"] == 5000 - SHOWN


def test_damaged_page_is_told_and_nothing_is_added(curator):
    before = Reference.objects.count()

    response = curator.post(f"{BASE}import/", {"pack": "rubbish", "take-0": "on"}, follow=True)

    assert "What was read got lost on the way." in response.content.decode()
    assert Reference.objects.count() == before


def test_scripts_in_a_file_are_shown_as_text(curator):
    response = preview(curator, "TY  - JOUR\nTI  - <script>alert(1)</script> in hips\nAU  - <b>, x\nER  - \n")

    text = response.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; in hips" in text
    assert "<script>alert(1)" not in text


def test_preview_asks_a_bounded_number_of_queries(curator, django_assert_max_num_queries):
    one, many = ris([samples.BOOK]), ris(samples.EVERY_KIND)
    with django_assert_max_num_queries(8):
        preview(curator, one)
    with django_assert_max_num_queries(8):
        preview(curator, many)


# Look-up


@pytest.fixture
def answers(monkeypatch):
    """Crossref and PubMed that answer from memory: by the end of the address, a body or an error."""
    bodies: dict[str, bytes] = {}

    def fetcher(contact):
        def fetch(url):
            return next(body for end, body in bodies.items() if end in url)

        return fetch

    monkeypatch.setattr(reference_import, "fetcher", fetcher)
    return bodies


def test_pmid_is_looked_up_previewed_and_added(curator, answers):
    answers["id=12345"] = (
        b"PMID- 12345\nTI  - Pain in both hips of runners.\nFAU - Doe, Ann\nDP  - 2020 Mar\n"
        b"PT  - Randomized Controlled Trial\nRIN - BMJ. 2021\n"
    )

    response = curator.post(f"{BASE}look-up/", {"identifier": "PMID: 12345"})
    (row,) = response.context["rows"]
    assert (row.identity, row.design, row.draft.place) == ("doe2020pain", "randomised-trial", "PubMed")
    assert "Retracted: BMJ. 2021" in response.content.decode()

    curator.post(f"{BASE}import/", fields_of(response))
    added = Reference.objects.get(slug="doe2020pain")
    assert (added.pmid, added.standing, added.standing_note) == ("12345", "retracted", "BMJ. 2021")


def test_doi_that_is_there_already_is_told(curator, answers):
    answers["api.crossref.org"] = (
        b'{"message": {"type": "journal-article", "title": ["Hips"], "DOI": "10.1136/bjsports-2016-096175"}}'
    )

    response = curator.post(f"{BASE}look-up/", {"identifier": GRIMALDI})

    assert "Same DOI: <a href=" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hips", "That is neither a DOI"),
        ("", "This field is required."),
        ("PMID: 999", "PubMed knows no record 999."),
    ],
)
def test_look_up_that_fails_is_told_and_keeps_what_was_typed(curator, answers, text, says):
    answers["id=999"] = b""

    response = curator.post(f"{BASE}look-up/", {"identifier": text})

    assert response.status_code == 400
    assert says in response.content.decode()
    assert f'value="{text}"' in response.content.decode() or not text


def test_look_up_that_is_switched_off_says_so_and_offers_the_form(curator, settings):
    settings.REFERENCE_LOOKUP = False

    page = curator.get(f"{BASE}look-up/").content.decode()
    answer = curator.post(f"{BASE}look-up/", {"identifier": GRIMALDI})

    assert "switched off in this installation" in page
    assert f'href="{BASE}add/"' in page
    assert answer.status_code == 400
    assert "Fill in the form by hand" in answer.content.decode()


# The form


def form_data(client, path: str, **changes: str) -> dict[str, str]:
    """What the browser would send from a change form."""
    form = client.get(path).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()} | changes


def test_saving_an_untouched_form_changes_nothing(curator):
    for row in Reference.objects.order_by("pk")[::40]:
        before = Reference.objects.filter(pk=row.pk).values().get()
        path = f"{BASE}{row.pk}/change/"

        response = curator.post(path, form_data(curator, path))

        assert response.status_code == 302, response.context["adminform"].form.errors
        after = Reference.objects.filter(pk=row.pk).values().get()
        assert {k: v for k, v in after.items() if k != "updated_at"} == {
            k: v for k, v in before.items() if k != "updated_at"
        }


def test_reference_is_added_by_hand(curator):
    data = form_data(
        curator,
        f"{BASE}add/",
        slug="doe2020hips",
        type="article-journal",
        design="cohort",
        title="Hips at night",
        author="Doe, Ann\nHip Group\n{Hip, Knee and Back Group}",
        issued="2020-03",
        doi="https://doi.org/10.1000/hips",
    )

    assert curator.post(f"{BASE}add/", data).status_code == 302

    row = Reference.objects.get(slug="doe2020hips")
    assert row.author == [
        {"family": "Doe", "given": "Ann"},
        {"literal": "Hip Group"},
        {"literal": "Hip, Knee and Back Group"},
    ]
    assert row.doi == "10.1000/hips"


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"issued": "2020-13-45x"}, "issued", "at most 10 characters"),
        ({"issued": "last year"}, "issued", ""),
        ({"pmid": "12a"}, "pmid", "pattern"),
        ({"pmid": "27633027"}, None, "reference_pmid_once|PMID"),
        ({"doi": "10.1"}, "doi", "pattern"),
        ({"url": "ftp://example.org/x"}, "url", "pattern|valid URL"),
        ({"slug": "Not A Slug"}, "slug", "valid"),
        ({"standing": "retracted"}, "standing_note", "Say where the notice was published."),
    ],
)
def test_mistake_in_the_form_is_told_at_its_field(curator, changes, field, says):
    data = form_data(
        curator,
        f"{BASE}add/",
        slug="doe2020hips",
        type="article-journal",
        design="cohort",
        title="Hips at night",
    )

    response = curator.post(f"{BASE}add/", data | changes)

    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert re.search(says, str(errors.get(field or "__all__")))


def test_retraction_is_seen_by_readers_at_once(curator, client):
    row = Reference.objects.get(slug="grimaldi2017mri")
    path = f"{BASE}{row.pk}/change/"

    curator.post(path, form_data(curator, path, standing="retracted", standing_note="Notice of 2026."))

    entry = ReferenceEntry.objects.get(slug="grimaldi2017mri")
    assert (entry.standing, entry.standing_note) == ("retracted", "Notice of 2026.")
    gtps = ConditionEntry.objects.get(slug="greater-trochanteric-pain-syndrome")
    assert "grimaldi2017mri" in gtps.health["standing"]
    assert "Notice of 2026." in client.get("/references/grimaldi2017mri/").content.decode()


def test_save_over_somebody_elses_save_is_told(curator):
    row = Reference.objects.get(slug="grimaldi2017mri")
    path = f"{BASE}{row.pk}/change/"
    mine = form_data(curator, path, volume="52")
    row.volume = "53"
    row.save()

    response = curator.post(path, mine)

    assert "Somebody saved this while you were editing." in response.content.decode()
    row.refresh_from_db()
    assert row.volume == "53"


def test_title_like_another_is_asked_about_once(curator):
    data = form_data(
        curator,
        f"{BASE}add/",
        slug="doe2017utility",
        type="article-journal",
        design="cohort",
        issued="2017",
        title=Reference.objects.get(slug="grimaldi2017mri").title,
    )

    asked = curator.post(f"{BASE}add/", data)
    assert "This seems to be there already" in asked.content.decode()
    again = asked.context["adminform"].form["another"].value()

    assert curator.post(f"{BASE}add/", data | {"another": again}).status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        {"family": "Doe", "given": "Ann"},
        {"family": "Doe"},
        {"family": "van der Windt", "given": "Danielle A W M"},
        {"literal": "World Health Organization"},
        {"literal": "GIRFT, NHS England"},
    ],
)
def test_name_survives_the_form(name):
    assert name_in(line_of(name)) == name


def test_form_shows_every_place_where_drafts_cite_it(curator, django_assert_max_num_queries):
    row = Reference.objects.get(slug="grimaldi2017mri")

    with django_assert_max_num_queries(12):
        response = curator.get(f"{BASE}{row.pk}/change/")

    assert len(response.context["places"]) == Citation.objects.filter(reference=row).count()
    text = response.content.decode()
    assert "Where drafts cite it" in text
    assert "Single-leg stance for 30 seconds" in text


def test_list_finds_authors_and_counts_citations_in_bounded_queries(curator, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        curator.get(BASE)
    response = curator.get(f"{BASE}?q=grimaldi+2017")

    assert [row.slug for row in response.context["cl"].result_list] == ["grimaldi2017mri"]
    assert response.context["cl"].result_list[0].times_cited > 10


def test_uncited_references_are_found(curator):
    response = curator.get(f"{BASE}?cited=no")

    assert {row.slug for row in response.context["cl"].result_list} == set(
        Reference.objects.filter(citations=None).values_list("slug", flat=True)
    )


# Merging


def two() -> tuple[Reference, Reference]:
    kept = Reference.objects.create(
        slug="doe2020hip", type="article-journal", title="Hip pain", design="cohort"
    )
    return kept, Reference.objects.get(slug="grimaldi2017mri")


def test_two_ticked_references_are_shown_side_by_side_and_merged(curator):
    kept, merged = two()
    response = curator.post(
        BASE, {"action": "merge_two", "_selected_action": [kept.pk, merged.pk]}, follow=True
    )
    assert "Keep doe2020hip" in response.content.decode()

    response = curator.post(
        response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"], {"keep": kept.pk}, follow=True
    )

    assert "“grimaldi2017mri” was merged into “doe2020hip”" in response.content.decode()
    assert not Reference.objects.filter(pk=merged.pk).exists()


def test_merging_asks_which_one_is_kept(curator):
    kept, merged = two()

    response = curator.post(f"{BASE}merge/?ids={kept.pk},{merged.pk}", {})

    assert response.status_code == 400
    assert "Choose which of the two is kept." in response.content.decode()
    assert Reference.objects.filter(pk=merged.pk).exists()


@pytest.mark.parametrize("ids", ["", "1", "0,0", "x,y", "9" * 30 + ",1"])
def test_merging_takes_two_that_exist(curator, ids):
    assert curator.get(f"{BASE}merge/?ids={ids}").status_code == 404


def test_merging_takes_exactly_two_ticks(curator):
    keys = list(Reference.objects.values_list("pk", flat=True)[:3])

    response = curator.post(BASE, {"action": "merge_two", "_selected_action": keys}, follow=True)

    assert "Tick exactly two references" in response.content.decode()


def test_cited_reference_is_not_deleted(curator):
    row = Reference.objects.get(slug="grimaldi2017mri")

    curator.post(f"{BASE}{row.pk}/delete/", {"post": "yes"})

    assert Reference.objects.filter(pk=row.pk).exists()


# Who may do what


@pytest.mark.parametrize("page", ["import/", "look-up/", "merge/?ids=1,2", "add/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_reader_may_not(reader, page, method):
    before = Reference.objects.count()

    response = getattr(reader, method)(f"{BASE}{page}", *([{"keep": "1"}] if method == "post" else []))

    assert response.status_code == 403
    assert Reference.objects.count() == before


@pytest.mark.parametrize("page", ["import/", "look-up/", "merge/?ids=1,2"])
def test_stranger_is_sent_to_the_log_in(client, page):
    response = client.get(f"{BASE}{page}")

    assert response.status_code == 302
    assert "log" in response["Location"]


def test_draft_round_trips_through_the_page():
    from conditions.admin.reference_batch import pack, unpack

    drafts = (
        Draft({"type": "book", "title": "Hips"}, "Record 1", "a", "cohort", "corrected", "note", ("w",)),
    )

    (back,) = unpack(pack(drafts))

    assert (back.values, back.place, back.design, back.standing) == (
        drafts[0].values,
        "Record 1",
        "cohort",
        "corrected",
    )
