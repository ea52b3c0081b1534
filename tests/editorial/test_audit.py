"""The audit trail sees every writer, and nobody can change it; editions neither."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from conditions.editorial.audit import entries
from conditions.models import AUDITED, Condition, Finding, Statement
from tests.people import log_in, person

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"


def newest(about=None):
    return next(entries(most=1, about=about))


def test_every_authoring_table_has_its_events():
    for model in AUDITED:
        assert hasattr(model, "pgh_event_model"), model


def test_change_by_sql_is_recorded():
    row = Statement.objects.first()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE conditions_statement SET text = 'By hand.' WHERE id = %s", [row.pk])

    entry = newest()
    assert entry.who == "a command or SQL"
    assert (entry.action, entry.table, entry.row) == ("update", "statement", str(row.pk))
    assert entry.change["text"] == [row.text, "By hand."]


def test_change_by_a_person_names_person_and_page(client):
    log_in(client, person("curator", "Curator"))
    row = Finding.objects.filter(associations__condition__slug=SLUG, members__isnull=True).first()
    address = reverse("admin:conditions_finding_change", args=[row.pk])
    form = client.get(address).context["adminform"].form
    data = {name: "" if (v := form[name].value()) is None else v for name in form.fields}
    data |= {"synonyms": "", "search_terms": "", "definition": "Reworded."}

    client.post(address, data)

    entry = next(e for e in entries(most=20, about=row) if "definition" in e.change)
    assert entry.who == "curator"
    assert entry.page == address


def test_bulk_change_is_recorded_row_by_row():
    Condition.objects.update(base_rate="rare")

    changed = [e for e in entries(most=40) if e.table == "condition" and e.action == "update"]
    assert len(changed) >= 10


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
@pytest.mark.parametrize("model", AUDITED, ids=lambda m: m.__name__)
def test_events_are_append_only_even_for_sql(model, statement):
    table = model.pgh_event_model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608
        if not cursor.fetchone()[0]:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_append_only%%'",
                [table],
            )
            assert cursor.fetchone()[0] == 1
            return

    with (
        pytest.raises(DatabaseError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", ["conditions_edition", "conditions_withdrawal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET slug = slug", "DELETE FROM {}"])
def test_editions_are_permanent_for_a_role_that_owns_nothing(table, statement):
    from conditions.editorial.withdraw import withdraw

    withdraw(slug=SLUG, reason="For a test.", by="x")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE application NOLOGIN")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO application")
        cursor.execute("SET LOCAL ROLE application")

    with pytest.raises(DatabaseError, match="permanent"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_application_role_can_not_switch_the_trigger_off():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE application NOLOGIN")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO application")
        cursor.execute("SET LOCAL ROLE application")

    with (
        pytest.raises(DatabaseError, match="must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE conditions_edition DISABLE TRIGGER ALL")

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_command_exports_a_period_as_csv_and_lines(capsys):
    Statement.objects.filter(pk=Statement.objects.first().pk).update(text="=1+1")
    # The pack may have been loaded before midnight.
    first = timezone.localdate(next(entries()).at).isoformat()
    today = timezone.localdate().isoformat()

    call_command("audit", "--from", first, "--to", today)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    call_command("audit", "--from", first, "--format", "jsonl")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert len(rows) == len(lines) > 1000
    assert rows[-1]["action"] == "update"
    assert lines[-1]["change"]["text"][1] == "=1+1"


def test_command_leaves_other_days_out(capsys):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    call_command("audit", "--from", tomorrow)

    assert len(capsys.readouterr().out.splitlines()) == 1


def test_command_refuses_a_period_that_ends_before_it_begins():
    with pytest.raises(CommandError, match="ends"):
        call_command("audit", "--from", "2026-11-30", "--to", "2026-11-01")
