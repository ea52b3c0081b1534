"""Two references that are one work become one; nothing that was cited is lost."""

import pytest

from conditions.catalogue import read
from conditions.catalogue.entry import ConditionEntry
from conditions.editorial.add_references import NewReference, TakenError, add_references
from conditions.editorial.checks import blocking
from conditions.editorial.drafts import draft, restore_draft
from conditions.editorial.evidence import log_evidence
from conditions.editorial.merge_references import GoneError, SameReferenceError, merge_references
from conditions.editorial.standing import change_standing
from conditions.interchange.importer import import_path
from conditions.interchange.reader import ContentError
from conditions.models.citation import Citation
from conditions.models.edition import Edition
from conditions.models.parts import Statement
from conditions.models.reference import Reference
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """One that is cited and complete, one that is new."""
    kept = Reference.objects.create(
        slug="doe2020hip", type="article-journal", title="Hip pain", design="cohort"
    )
    return kept, Reference.objects.get(slug="grimaldi2017mri")


def test_every_citation_moves(pair):
    kept, merged = pair
    before = set(Citation.objects.filter(reference=merged).values_list("pk", flat=True))

    moved = merge_references(kept=kept, merged=merged)

    assert moved == len(before) > 10
    assert set(Citation.objects.filter(reference=kept).values_list("pk", flat=True)) == before
    assert not Reference.objects.filter(slug="grimaldi2017mri").exists()


def test_part_that_cites_both_cites_once(pair):
    kept, merged = pair
    statement = Statement.objects.filter(citations__reference=merged).first()
    Citation.objects.create(reference=kept, statement=statement, position=9, locator="p. 3")

    merge_references(kept=kept, merged=merged)

    assert [c.locator for c in Citation.objects.filter(reference=kept, statement=statement)] == ["p. 3"]


def test_what_the_kept_one_lacks_is_filled(pair):
    kept, merged = pair
    kept.volume = "1"
    kept.save()

    merge_references(kept=kept, merged=merged)

    kept.refresh_from_db()
    assert (kept.title, kept.volume, kept.design) == ("Hip pain", "1", "cohort")
    assert (kept.doi, kept.pmid, kept.issue) == ("10.1136/bjsports-2016-096175", "27633027", "6")
    assert len(kept.author) == 6


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [("good", "retracted", "retracted"), ("retracted", "corrected", "retracted"), ("good", "good", "good")],
)
def test_graver_standing_is_kept(pair, own, other, expected):
    kept, merged = pair
    Reference.objects.filter(pk=kept.pk).update(standing=own, standing_note=own)
    Reference.objects.filter(pk=merged.pk).update(standing=other, standing_note=other)

    merge_references(kept=kept, merged=merged)

    kept.refresh_from_db()
    assert (kept.standing, kept.standing_note) == (expected, expected)


def test_newer_evidence_that_waits_moves_too(pair, django_user_model):
    kept, merged = pair
    by = django_user_model.objects.create_user("curator")
    statement = Statement.objects.first()
    evidence = log_evidence(reference=merged, note="May change it.", statements=[statement], by=by)

    merge_references(kept=kept, merged=merged)

    evidence.refresh_from_db()
    assert evidence.reference == kept


def test_audit_trail_of_the_merged_one_stays(pair):
    kept, merged = pair
    key = merged.pk

    merge_references(kept=kept, merged=merged)

    events = Reference.pgh_event_model.objects.filter(pgh_obj_id=key)
    assert events.order_by("-pgh_id").first().pgh_label == "delete"


def test_editions_and_pages_stay_as_they_were_published(pair):
    kept, merged = pair
    before = list(Edition.objects.order_by("pk").values_list("sha256", flat=True))

    merge_references(kept=kept, merged=merged)

    assert list(Edition.objects.order_by("pk").values_list("sha256", flat=True)) == before
    assert ConditionEntry.objects.filter(body__contains='"grimaldi2017mri"').exists()


def test_pair_that_somebody_else_merged_is_not_merged_again(pair):
    kept, merged = pair
    merge_references(kept=kept, merged=Reference.objects.get(pk=merged.pk))

    with pytest.raises(GoneError, match="no longer there"):
        merge_references(kept=merged, merged=kept)


def test_reference_is_not_merged_with_itself(pair):
    with pytest.raises(SameReferenceError, match="two different references"):
        merge_references(kept=pair[0], merged=pair[0])


def test_page_of_the_merged_one_leads_to_the_kept_one_which_shows_all_that_cites_either(pair, client):
    kept, merged = pair
    before = client.get("/references/grimaldi2017mri/").context["page"].passages

    merge_references(kept=kept, merged=merged)

    response = client.get("/references/grimaldi2017mri/")
    assert (response.status_code, response["Location"]) == (301, "/references/doe2020hip/")
    assert client.get("/references/doe2020hip/").context["page"].passages == before > 10
    assert "grimaldi2017mri/" not in client.get("/references/?q=grimaldi").content.decode()
    assert "grimaldi2017mri" in client.get("/references/grimaldi2017mri.ris").content.decode()


def test_merging_again_leads_to_the_last_one(pair, client):
    kept, merged = pair
    merge_references(kept=kept, merged=merged)
    last = Reference.objects.create(slug="doe2021hip", type="article-journal", title="Hip", design="cohort")

    merge_references(kept=last, merged=kept)

    for old in ("grimaldi2017mri", "doe2020hip"):
        assert client.get(f"/references/{old}/")["Location"] == "/references/doe2021hip/"


def test_retraction_of_the_kept_one_shows_where_editions_name_the_merged_one(pair):
    kept, merged = pair
    merge_references(kept=kept, merged=merged)

    change_standing(reference=kept, standing="retracted", note="Notice of 2026.")

    entry = ConditionEntry.objects.get(slug="greater-trochanteric-pain-syndrome")
    assert entry.health["standing"]["grimaldi2017mri"]["standing"] == "retracted"
    published = read.document_of(entry)
    assert {p.rule for p in blocking(published)} == {"standing"}


def test_edition_that_names_the_merged_one_can_be_made_the_draft_again(pair, django_user_model):
    kept, merged = pair
    slug = "greater-trochanteric-pain-syndrome"
    edition = Edition.objects.of(slug).first().document
    merge_references(kept=kept, merged=merged)
    by = django_user_model.objects.create_user("curator")
    row, _ = draft(slug)

    restore_draft(document=edition, seen=row.revision, by=by, note="Restored.")

    assert "grimaldi2017mri" not in draft(slug)[1].cited_ids()
    assert "doe2020hip" in draft(slug)[1].cited_ids()


def test_id_of_the_merged_one_is_not_used_again(pair):
    kept, merged = pair
    merge_references(kept=kept, merged=merged)
    again = factories.reference("grimaldi2017mri")

    with pytest.raises(TakenError, match="was merged into doe2020hip"):
        add_references(references=[NewReference(again)])
    with pytest.raises(ContentError, match="was merged into doe2020hip"):
        import_path("fixtures/references")
