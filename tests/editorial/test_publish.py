"""Publishing makes a chained, permanent edition and its catalogue row in one transaction."""

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from conditions.catalogue.entry import CatalogueVersion, ConditionEntry, FindingEntry, ReferenceEntry
from conditions.document import canonical_json, sha256_of
from conditions.editorial import publish as publishing
from conditions.editorial.publish import NothingToPublishError, NotPublishableError
from conditions.editorial.withdraw import NotPublishedError, withdraw
from conditions.models.edition import Edition, Withdrawal
from conditions.models.reference import Reference
from tests import factories

pytestmark = pytest.mark.django_db


def version():
    return CatalogueVersion.objects.get().number


def test_pack_is_published_whole(db):
    assert Edition.objects.count() == ConditionEntry.objects.filter(withdrawn=False).count() == 20
    assert (FindingEntry.objects.count(), ReferenceEntry.objects.count()) == (159, 367)


def test_first_edition_holds_the_canonical_document_and_its_hash(db):
    before = version()

    edition = factories.published()

    assert edition.number == 1
    assert edition.body == canonical_json(factories.document())
    assert edition.sha256 == sha256_of(edition.body)
    assert (edition.previous_sha256, edition.author, edition.reviewer) == ("", "A. Author", "R. Reviewer")
    assert ConditionEntry.objects.get(slug="test-condition").sha256 == edition.sha256
    assert version() > before


def test_next_edition_continues_the_chain(db):
    first = factories.published()

    second = factories.published(summary="Corrected.")

    assert (second.number, second.previous_sha256) == (2, first.sha256)
    entry = ConditionEntry.objects.get(slug="test-condition")
    assert (entry.edition, entry.first_published_at) == (2, first.published_at)


def test_the_same_document_is_not_published_twice(db):
    factories.published()

    with pytest.raises(NothingToPublishError, match="as edition 1 already"):
        factories.published()


def test_uncited_statement_blocks(db):
    with pytest.raises(NotPublishableError, match=r"sections\[0\].statements\[0\]: cites nothing"):
        factories.published(
            sections=[{"kind": "overview", "statements": [factories.statement(citations=[])]}]
        )
    assert not Edition.objects.filter(slug="test-condition").exists()


def test_missing_reference_and_red_flag_without_action_block(db):
    with pytest.raises(NotPublishableError) as caught:
        factories.published(bibliography=[], vocabulary=[factories.finding(urgency="urgent")])
    assert {problem.rule for problem in caught.value.problems} >= {"links", "action"}


def test_a_failure_after_the_edition_leaves_nothing(db, monkeypatch):
    def broken(*args):
        raise RuntimeError

    before = version()
    monkeypatch.setattr(publishing.write, "vocabulary", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        factories.published()

    assert not Edition.objects.filter(slug="test-condition").exists()
    assert not ConditionEntry.objects.filter(slug="test-condition").exists()
    assert version() == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE conditions_edition SET body = body",
        "UPDATE conditions_edition SET number = 7 WHERE slug = 'hip-pointer'",
        "UPDATE conditions_edition SET author = 'Somebody else' WHERE slug = 'hip-pointer'",
        "DELETE FROM conditions_edition WHERE slug = 'hip-pointer'",
        "DELETE FROM conditions_edition",
        (
            "INSERT INTO conditions_edition SELECT * FROM conditions_edition WHERE slug = 'hip-pointer' "
            "ON CONFLICT (id) DO UPDATE SET body = 'x'"
        ),
        "WITH gone AS (DELETE FROM conditions_edition RETURNING id) SELECT count(*) FROM gone",
    ],
)
def test_editions_cannot_be_changed_by_sql_as_the_role_of_the_application(db, sql):
    params = connection.get_connection_params()
    own = {name: params[name] for name in ("host", "port", "user", "password", "dbname") if params.get(name)}

    # A connection of its own, with what the product connects with.
    with psycopg.connect(**own) as direct:
        role = direct.execute(
            "SELECT current_user, count(*), md5(string_agg(e::text, '')) FROM conditions_edition e"
        )
        before = role.fetchone()
        with pytest.raises(psycopg.errors.IntegrityError, match="rows are permanent"):
            direct.execute(sql)
        direct.rollback()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, count(*), md5(string_agg(e::text, '')) FROM conditions_edition e"
            )
            assert cursor.fetchone() == before


def test_editions_and_withdrawals_cannot_be_changed_by_the_orm(db):
    factories.published()
    withdraw(slug="test-condition", reason="Merged.", by="A. Author")

    for rows in (Edition.objects.filter(slug="test-condition"), Withdrawal.objects.all()):
        with pytest.raises(IntegrityError, match="rows are permanent"), transaction.atomic():
            rows.delete()


def test_an_edition_whose_hash_is_not_of_its_body_is_refused(db):
    with pytest.raises(IntegrityError, match="edition_hash_is_of_body"), transaction.atomic():
        Edition.objects.create(
            slug="x",
            number=1,
            name="X",
            body="{}",
            sha256="0" * 64,
            published_at=timezone.now(),
            author="A",
            change_summary="x",
            significance="minor",
        )


def test_withdrawn_condition_is_410_with_reason_and_its_edition_stays(db, client):
    factories.published()
    withdraw(
        slug="test-condition",
        reason="Merged into hip osteoarthritis.",
        by="A. Author",
        replacement="hip-osteoarthritis",
    )

    gone = client.get("/conditions/test-condition/")
    kept = client.get("/conditions/test-condition/e/1/")

    assert gone.status_code == 410
    assert "Merged into hip osteoarthritis." in gone.content.decode()
    assert "/conditions/hip-osteoarthritis/" in gone.content.decode()
    assert kept.status_code == 200
    with pytest.raises(NotPublishedError):
        withdraw(slug="test-condition", reason="Again.", by="A. Author")


def test_a_withdrawn_condition_can_be_published_again(db, client):
    factories.published()
    withdraw(slug="test-condition", reason="By mistake.", by="A. Author")

    edition = factories.published()

    assert edition.number == 2
    assert client.get("/conditions/test-condition/").status_code == 200


def test_verify_editions_accepts_the_pack_and_finds_a_forged_edition(db, capsys):
    call_command("verify_editions")
    assert "20 editions verified." in capsys.readouterr().out

    forged = canonical_json(factories.document("hip-pointer"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE conditions_edition DISABLE TRIGGER edition_is_permanent")
        cursor.execute(
            "UPDATE conditions_edition SET body = %s, sha256 = %s WHERE slug = 'hip-pointer'",
            [forged, sha256_of(forged)],
        )
        cursor.execute("ALTER TABLE conditions_edition ENABLE TRIGGER edition_is_permanent")
    with pytest.raises(CommandError, match="hip-pointer: the catalogue does not show the newest edition"):
        call_command("verify_editions")


def test_a_reference_that_was_corrected_before_its_first_publication_shows_it(db, empty):
    Reference.objects.create(
        slug="doe2020study",
        type="article-journal",
        title="On doe2020study",
        design="cohort",
        standing="corrected",
        standing_note="Erratum 2021.",
    )

    factories.published()

    entry = ReferenceEntry.objects.get(slug="doe2020study")
    assert (entry.standing, entry.standing_note) == ("corrected", "Erratum 2021.")
