"""Drafts are saved row by row, kept state by state, and never over somebody else's save."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext

from conditions.editorial.draft_tables import UnknownPartsError
from conditions.editorial.drafts import (
    DraftConflictError,
    SlugTakenError,
    StillNeededError,
    copy_draft,
    create_draft,
    delete_draft,
    draft,
    restore_draft,
    revision,
    save_draft,
)
from conditions.interchange.from_tables import same_content
from conditions.interchange.to_tables import condition_columns
from conditions.models import Condition, DraftRevision, Edition, Statement
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SLUG = "greater-trochanteric-pain-syndrome"


@pytest.fixture
def curator():
    return person("curator", "Curator")


def changed(document, **fields):
    return document.model_copy(update=fields)


def with_statement(document, text, index=0):
    section = document.sections[0]
    statements = list(section.statements)
    statements[index] = statements[index].model_copy(update={"text": text})
    sections = (section.model_copy(update={"statements": tuple(statements)}), *document.sections[1:])
    return changed(document, sections=sections)


def test_saving_what_is_stored_changes_nothing(curator):
    row, document = draft(SLUG)

    number = save_draft(document=document, seen=row.revision, by=curator)

    assert number == row.revision
    assert DraftRevision.objects.filter(slug=SLUG).count() == 1


def test_saved_text_is_stored_and_the_statement_keeps_its_key(curator):
    row, document = draft(SLUG)
    keys = set(row.statements.values_list("key", flat=True))

    number = save_draft(document=with_statement(document, "Another text."), seen=row.revision, by=curator)

    assert number == row.revision + 1
    assert Statement.objects.filter(condition=row, text="Another text.").count() == 1
    assert set(row.statements.values_list("key", flat=True)) == keys


def test_only_the_row_that_differs_is_written(curator):
    row, document = draft(SLUG)

    save_draft(document=with_statement(document, "Another text."), seen=row.revision, by=curator)

    events = Statement.pgh_event_model.objects.filter(pgh_created_at__gte=row.updated_at)
    assert [e.pgh_label for e in events.filter(condition=row).exclude(pgh_label="insert")] == ["update"]


def test_everything_can_change_at_once(curator):
    row, _ = draft(SLUG)
    other = draft("piriformis-syndrome")[1]
    mixed = changed(
        other,
        slug=SLUG,
        name="Another name",
        differentials=tuple(d for d in other.differentials if d.condition != SLUG),
    )

    save_draft(document=mixed, seen=row.revision, by=curator)

    assert same_content(draft(SLUG)[1], mixed)


def marked(document, at):
    """The document with the row number `at` of each table of figures as the preferred one."""
    findings = tuple(
        a.model_copy(
            update={
                "accuracy": tuple(
                    study.model_copy(update={"preferred": i == at % len(a.accuracy)})
                    for i, study in enumerate(a.accuracy)
                )
            }
        )
        for a in document.findings
    )
    return changed(document, findings=findings)


def test_preferred_mark_moves_from_row_to_row(curator):
    row, document = draft(SLUG)
    assert any(len(a.accuracy) > 1 for a in document.findings)
    number = save_draft(document=marked(document, 0), seen=row.revision, by=curator)

    save_draft(document=marked(document, 1), seen=number, by=curator)

    assert same_content(draft(SLUG)[1], marked(document, 1))


def test_save_over_somebody_elses_save_is_refused_with_both(curator):
    row, document = draft(SLUG)
    save_draft(document=changed(document, summary="Theirs."), seen=row.revision, by=curator)

    with pytest.raises(DraftConflictError) as conflict:
        save_draft(document=changed(document, summary="Mine."), seen=row.revision, by=curator)

    assert conflict.value.theirs.summary == "Theirs."
    assert same_content(conflict.value.base, document)
    assert draft(SLUG)[1].summary == "Theirs."


def test_unknown_reference_is_named_and_nothing_is_written(curator):
    row, document = draft(SLUG)
    section = document.sections[0]
    statement = section.statements[0].model_copy(update={"citations": ("nobody1900nothing",)})
    broken = changed(
        document,
        summary="New.",
        sections=(
            section.model_copy(update={"statements": (statement, *section.statements[1:])}),
            *document.sections[1:],
        ),
    )

    with pytest.raises(UnknownPartsError, match="nobody1900nothing"):
        save_draft(document=broken, seen=row.revision, by=curator)

    assert draft(SLUG)[1].summary == document.summary


def test_new_statement_that_repeats_an_older_ones_first_text_gets_a_key_of_its_own(curator):
    row, document = draft(SLUG)
    old_text = document.sections[0].statements[0].text
    save_draft(document=with_statement(document, "Changed."), seen=row.revision, by=curator)
    row, document = draft(SLUG)
    section = document.sections[0]
    again = section.statements[1].model_copy(update={"id": None, "text": old_text})
    both = changed(
        document,
        sections=(
            section.model_copy(update={"statements": (*section.statements, again)}),
            *document.sections[1:],
        ),
    )

    save_draft(document=both, seen=row.revision, by=curator)

    keys = list(row.statements.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == sum(len(s.statements) for s in both.sections)


def different_everywhere(document):
    return changed(
        document,
        sections=tuple(
            s.model_copy(
                update={
                    "statements": tuple(
                        t.model_copy(update={"text": f"{t.text} More."}) for t in s.statements
                    )
                }
            )
            for s in document.sections
        ),
        findings=tuple(a.model_copy(update={"note": "A note.", "citations": ()}) for a in document.findings),
        management=tuple(m.model_copy(update={"text": f"{m.text} More."}) for m in document.management),
    )


def test_number_of_queries_does_not_grow_with_the_document(curator):
    row, document = draft(SLUG)
    small = changed(
        document,
        findings=document.findings[:2],
        management=document.management[:1],
        sections=document.sections[:1],
    )
    number = save_draft(document=small, seen=row.revision, by=curator)
    with CaptureQueriesContext(connection) as few:
        number = save_draft(document=different_everywhere(small), seen=number, by=curator)
    save_draft(document=document, seen=number, by=curator)
    row, document = draft(SLUG)

    with CaptureQueriesContext(connection) as many:
        save_draft(document=different_everywhere(document), seen=row.revision, by=curator)

    assert len(document.findings) > 20
    assert len(many) <= len(few) + 8


def test_kept_state_can_be_restored(curator):
    row, document = draft(SLUG)
    number = save_draft(document=changed(document, summary="A slip."), seen=row.revision, by=curator)

    restore_draft(document=revision(SLUG, row.revision), seen=number, by=curator, note="Back.")

    assert same_content(draft(SLUG)[1], document)


def test_draft_is_restored_from_an_edition(curator):
    row, document = draft(SLUG)
    number = save_draft(document=changed(document, summary="A slip."), seen=row.revision, by=curator)
    edition = Edition.objects.get(slug=SLUG, number=1)

    restore_draft(document=edition.document, seen=number, by=curator, note="From edition 1.")

    assert same_content(draft(SLUG)[1], document)


def test_copy_is_a_new_condition_without_the_sources_codes_and_dates(curator):
    copy_draft(source=SLUG, slug="a-copy", name="A copy", by=curator)

    copy = draft("a-copy")[1]
    assert len(copy.findings) == len(draft(SLUG)[1].findings)
    assert copy.codes == ()
    assert copy.reviewed_on is None


@pytest.mark.parametrize("slug", [SLUG, "piriformis-syndrome"])
def test_copy_does_not_take_an_address_that_is_or_was_in_use(curator, slug):
    with pytest.raises(SlugTakenError):
        copy_draft(source=SLUG, slug=slug, name="A copy", by=curator)


def test_published_condition_is_withdrawn_and_not_deleted(curator):
    with pytest.raises(StillNeededError, match="withdraw it instead"):
        delete_draft(slug=SLUG, by=curator)


def test_deleted_draft_comes_back_from_its_last_state(curator):
    copy_draft(source=SLUG, slug="a-copy", name="A copy", by=curator)
    before = draft("a-copy")[1]
    delete_draft(slug="a-copy", by=curator)
    last = DraftRevision.objects.filter(slug="a-copy").first()

    restore_draft(
        document=revision("a-copy", last.number), seen=last.number, by=curator, note="Brought back."
    )

    assert same_content(draft("a-copy")[1], before)


def test_name_of_another_condition_is_refused_and_nothing_is_written(curator):
    row, document = draft(SLUG)
    other = Condition.objects.exclude(slug=SLUG).values_list("name", flat=True).first()

    with pytest.raises(SlugTakenError, match="with the name"):
        save_draft(document=changed(document, name=other), seen=row.revision, by=curator)

    assert draft(SLUG)[1].name == document.name


def test_address_that_was_taken_in_the_same_moment_is_said(curator):
    _, document = draft(SLUG)
    rival = changed(document, slug="rival", name="Rival")

    def overtake(instance, **kwargs):
        Condition.objects.bulk_create([Condition(slug="rival", **condition_columns(rival))])

    pre_save.connect(overtake, sender=Condition)
    try:
        with pytest.raises(SlugTakenError, match="“rival” or the name “Rival”"):
            create_draft(document=rival, by=curator)
    finally:
        pre_save.disconnect(overtake, sender=Condition)


def test_create_refuses_a_name_that_is_taken(curator):
    document = draft(SLUG)[1]

    with pytest.raises(SlugTakenError, match="with the name"):
        create_draft(document=changed(document, slug="other"), by=curator)


@pytest.mark.parametrize("sql", ["UPDATE {} SET note = 'x'", "DELETE FROM {}"])
def test_kept_states_are_permanent(curator, sql):
    row, document = draft(SLUG)
    save_draft(document=changed(document, summary="New."), seen=row.revision, by=curator)

    with pytest.raises(DatabaseError, match="permanent"), transaction.atomic():
        connection.cursor().execute(sql.format("conditions_draftrevision"))
