"""Evidence that waits is shown beside the statements it concerns, until it is closed with an outcome."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.health import health_of
from conditions.editorial.evidence import ClosedAlreadyError, close_evidence, log_evidence
from conditions.editorial.health import refresh
from conditions.editorial.standing import change_standing
from conditions.models import CatalogueVersion, Reference, Statement
from tests.people import person

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"


@pytest.fixture
def curator():
    return person("curator", "Curator")


@pytest.fixture
def statement():
    return Statement.objects.filter(condition__slug=SLUG).first()


def health():
    return health_of(ConditionEntry.objects.get(slug=SLUG))


def log(statement, curator):
    reference = Reference.objects.first()
    return log_evidence(reference=reference, note="A larger trial.", statements=[statement], by=curator)


def test_logged_evidence_waits_at_its_statement(statement, curator):
    evidence = log(statement, curator)

    (waiting,) = health().pending_for(statement.key)
    assert waiting.reference == evidence.reference.slug
    assert waiting.note == "A larger trial."
    assert len(health().pending) == 1


def test_logging_moves_the_catalogue_version_so_that_every_process_sees_it(statement, curator):
    before = CatalogueVersion.objects.get().number

    log(statement, curator)

    assert ConditionEntry.objects.get(slug=SLUG).changed_in > before


def test_version_is_taken_before_anything_is_read_so_that_two_at_once_follow_each_other():
    with CaptureQueriesContext(connection) as queries:
        refresh([SLUG])

    statements = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert statements[0].startswith("INSERT INTO conditions_catalogueversion")


@time_machine.travel("2026-11-25T20:00:00Z", tick=False)
def test_evidence_waits_since_the_day_that_the_site_had(statement, curator):
    with timezone.override("Pacific/Auckland"):
        log(statement, curator)

    assert health().pending[0].since.isoformat() == "2026-11-26"


def test_closed_evidence_waits_no_more(statement, curator):
    evidence = log(statement, curator)

    close_evidence(evidence=evidence, outcome="Worked in.", by=curator)

    assert health().pending == ()


def test_evidence_is_closed_once(statement, curator):
    evidence = log(statement, curator)
    close_evidence(evidence=evidence, outcome="Worked in.", by=curator)

    with pytest.raises(ClosedAlreadyError, match=r"Worked in\."):
        close_evidence(evidence=evidence, outcome="Again.", by=curator)


def test_evidence_concerns_at_least_one_statement(curator):
    with pytest.raises(ValueError, match="at least one statement"):
        log_evidence(reference=Reference.objects.first(), note="x", statements=[], by=curator)


def test_retraction_is_shown_on_every_page_that_cites_the_reference():
    cited = next(iter(ConditionEntry.objects.get(slug=SLUG).health.get("standing", {})), None)
    assert cited is None
    reference = Reference.objects.filter(citations__statement__condition__slug=SLUG).first()

    change_standing(reference=reference, standing="retracted", note="Retracted in 2026.")

    assert health().standing[reference.slug].standing == "retracted"
    assert health().standing[reference.slug].note == "Retracted in 2026."
