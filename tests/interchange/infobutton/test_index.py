"""The code index follows what is published."""

import pytest

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.editorial.publish import publish
from conditions.editorial.withdraw import withdraw
from conditions.interchange.infobutton.index import CodeIndex

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"


def publish_with_code(code):
    document = document_of(ConditionEntry.objects.get(slug=SLUG))
    changed = document.codes[0].model_copy(update={"code": code})
    publish(
        document=document.model_copy(update={"codes": (changed,)}),
        author="A",
        reviewer="B",
        change_summary="Codes.",
        significance="minor",
    )


def test_a_publication_moves_the_codes():
    index = CodeIndex()
    assert index.current().exact("ICD-10-CM", "M7061")

    publish_with_code("A12.3")

    assert [held.slug for held in index.current().exact("ICD-10-CM", "A123")] == [SLUG]
    assert index.current().exact("ICD-10-CM", "M7061") == ()


def test_a_publication_that_was_rolled_back_leaves_nothing_behind(db):
    # Runs after or before the test above in the same process, and may meet the same version number.
    index = CodeIndex()
    publish_with_code("A12.4")
    assert index.current().exact("ICD-10-CM", "A124")
    assert index.current().exact("ICD-10-CM", "A123") == ()


def test_a_withdrawn_condition_is_not_found():
    index = CodeIndex()
    assert index.current().exact("ICD-10-CM", "M7061")

    withdraw(slug=SLUG, reason="Merged.", replacement="", by="A")

    assert index.current().exact("ICD-10-CM", "M7061") == ()


def test_the_codes_are_read_once_while_nothing_is_published(django_assert_num_queries):
    index = CodeIndex()
    index.current()

    with django_assert_num_queries(1):
        index.current()
