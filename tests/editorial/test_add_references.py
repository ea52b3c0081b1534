"""New references come in together or not at all."""

import pytest
from django.db import IntegrityError

from conditions.editorial import add_references as adding
from conditions.editorial.add_references import NewReference, TakenError, add_references, known_references
from conditions.interchange.from_tables import reference_part
from conditions.models.reference import Reference
from tests.bibliography import samples
from tests.factories import reference

pytestmark = pytest.mark.django_db


def test_references_are_stored_as_they_are_with_their_standing():
    new = NewReference(samples.BOOK, "retracted", "Notice of 2026.")

    (row,) = add_references(references=[new])

    assert reference_part(Reference.objects.get(slug=samples.BOOK.id)) == samples.BOOK
    assert (row.standing, row.standing_note) == ("retracted", "Notice of 2026.")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"identity": "grimaldi2017mri"}, "grimaldi2017mri has the id grimaldi2017mri already."),
        (
            {"DOI": "10.1136/BJSPORTS-2016-096175"},
            "grimaldi2017mri has the DOI 10.1136/bjsports-2016-096175 already.",
        ),
        ({"PMID": "27633027"}, "grimaldi2017mri has the PMID 27633027 already."),
    ],
)
def test_what_is_taken_is_told_and_nothing_is_added(fields, sentence):
    before = Reference.objects.count()

    with pytest.raises(TakenError) as error:
        add_references(references=[NewReference(reference("fine2020")), NewReference(reference(**fields))])

    assert list(error.value.clashes.values()) == [sentence]
    assert Reference.objects.count() == before


def test_two_new_references_with_one_doi_clash():
    new = [NewReference(reference(i, DOI="10.1000/same")) for i in ("a2020", "b2020")]

    with pytest.raises(TakenError, match=r"a2020 has the DOI 10\.1000/same already"):
        add_references(references=new)


def test_one_that_is_added_in_the_same_moment_is_told(monkeypatch):
    """Between the check and the write somebody else may be quicker: the database then says so."""
    real, calls = adding._clashes, []

    def late(references):
        calls.append(1)
        return {} if len(calls) == 1 else real(references)

    monkeypatch.setattr(adding, "_clashes", late)

    with pytest.raises(TakenError, match="grimaldi2017mri has the id"):
        add_references(references=[NewReference(reference("grimaldi2017mri"))])


def test_other_refusals_of_the_database_stay_what_they_are(monkeypatch):
    monkeypatch.setattr(adding, "_clashes", lambda references: {})

    with pytest.raises(IntegrityError):
        add_references(references=[NewReference(reference("grimaldi2017mri"))])


def test_known_references_are_compared_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        known = known_references()

    match = known.match({"title": "Other", "DOI": "10.1136/bjsports-2016-096175"})
    assert match is not None
    assert match.identity == "grimaldi2017mri"
