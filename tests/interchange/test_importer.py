"""Import takes all or nothing, twice is once, and export gives back what went in."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.document import FREQUENCIES, canonical_json
from conditions.editorial.drafts import revision
from conditions.interchange.exporter import as_yaml, export_to, plain
from conditions.interchange.from_tables import condition_part, draft_of, same_content
from conditions.interchange.importer import import_content, import_path
from conditions.interchange.reader import Content, ContentError, read_content
from conditions.models import Condition, DraftRevision, Finding, Reference, Statement
from tests import factories

pytestmark = pytest.mark.django_db


def test_import_of_the_pack_drops_nothing(empty):
    report = import_path("fixtures")

    content = read_content("fixtures")
    assert sorted(report.created["condition"]) == sorted(content.conditions)
    assert (Finding.objects.count(), Reference.objects.count()) == (159, 367)
    for row in Condition.objects.with_parts():
        assert canonical_json(condition_part(row)) == canonical_json(content.conditions[row.slug])


def test_importing_twice_changes_nothing(db):
    before = list(Condition.objects.values_list("slug", "revision", "updated_at"))

    report = import_path("fixtures")

    assert report.is_empty
    assert list(Condition.objects.values_list("slug", "revision", "updated_at")) == before


def test_export_then_import_is_the_identity(db, tmp_path):
    export_to(tmp_path)

    exported, pack = read_content(tmp_path), read_content("fixtures")
    assert exported.conditions == pack.conditions
    assert exported.findings == pack.findings
    assert exported.references == pack.references


def test_export_refuses_a_folder_with_files(db, tmp_path):
    (tmp_path / "mine.txt").write_text("keep me")

    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("export_content", tmp_path)


def test_an_edition_can_be_imported_as_it_is(empty, tmp_path):
    file = tmp_path / "edition.json"
    file.write_text(canonical_json(factories.document().anchored()))

    import_path(file)

    assert same_content(draft_of("test-condition"), factories.document())


def test_faulty_content_is_refused_whole_with_every_error(empty, tmp_path):
    good = plain(factories.document("good-one").model_copy(update={"vocabulary": (), "bibliography": ()}))
    (tmp_path / "findings.yaml").write_text(as_yaml([plain(factories.finding())]))
    (tmp_path / "references.yaml").write_text(as_yaml([plain(factories.reference())]))
    (tmp_path / "good.yaml").write_text(as_yaml(good))
    (tmp_path / "bad.yaml").write_text(
        as_yaml({**good, "slug": "bad-one", "name": "Bad", "category": "odd", "colour": "red"})
    )
    (tmp_path / "lost.yaml").write_text(
        as_yaml(
            {
                **good,
                "slug": "lost-one",
                "name": "Lost",
                "findings": [factories.association("nowhere")],
                "sections": [{"kind": "overview", "statements": [factories.statement(citations=["nobody"])]}],
            }
        )
    )

    with pytest.raises(CommandError) as caught:
        call_command("import_content", tmp_path)

    message = str(caught.value)
    assert "Nothing was imported. 4 errors:" in message
    for part in ("bad.yaml:", "category", "colour", "nowhere is no known finding", "cites nobody"):
        assert part in message
    assert not Condition.objects.exists()
    assert not Reference.objects.exists()


def test_name_that_another_condition_has_is_an_error(db, tmp_path):
    taken = plain(
        factories.document().model_copy(
            update={"vocabulary": (), "bibliography": (), "findings": (), "sections": ()}
        )
    )
    (tmp_path / "a.yaml").write_text(as_yaml({**taken, "name": "Hip osteoarthritis"}))

    with pytest.raises(ContentError, match="test-condition has the same name as hip-osteoarthritis"):
        import_path(tmp_path)


def test_reworded_statement_keeps_its_id_through_export_and_import(db):
    statement = Statement.objects.filter(condition__slug="hip-pointer").first()
    Statement.objects.filter(pk=statement.pk).update(text="Reworded by hand.")

    document = condition_part(Condition.objects.with_parts().get(slug="hip-pointer"))
    assert [s.id for _, s in document.statements() if s.text == "Reworded by hand."] == [statement.key]
    import_content(Content(conditions={"hip-pointer": document}))

    assert Statement.objects.get(condition__slug="hip-pointer", text="Reworded by hand.").key == statement.key


def test_import_command_publishes_when_asked(empty, tmp_path):
    (tmp_path / "d.json").write_text(canonical_json(factories.document()))
    out = StringIO()

    call_command("import_content", tmp_path, "--publish", stdout=out)

    assert "conditions: 1 new, 0 changed" in out.getvalue()
    assert "published: 1" in out.getvalue()


def test_import_with_a_blocking_problem_publishes_and_keeps_nothing(empty, tmp_path):
    document = factories.document(
        sections=[{"kind": "overview", "statements": [factories.statement(citations=[])]}]
    )
    (tmp_path / "d.json").write_text(canonical_json(document))

    with pytest.raises(CommandError, match=r"can't be published(?s:.*)cites nothing"):
        call_command("import_content", tmp_path, "--publish")
    assert not Condition.objects.exists()


def test_every_imported_state_is_kept_to_compare_with(db):
    document = condition_part(Condition.objects.with_parts().get(slug="hip-pointer"))
    kept = revision("hip-pointer", 0)

    with CaptureQueriesContext(connection) as queries:
        import_content(Content(conditions={"hip-pointer": document.model_copy(update={"summary": "Again."})}))

    # No save of a curator can come between what the import reads and what it writes.
    assert any('FROM "conditions_condition"' in q["sql"] and "FOR UPDATE" in q["sql"] for q in queries)
    assert same_content(kept, document)
    assert revision("hip-pointer", 1).summary == "Again."
    assert DraftRevision.objects.get(slug="hip-pointer", number=1).saved_by is None


words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(str.strip)
intervals = st.one_of(st.none(), st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
shares = st.one_of(st.none(), st.floats(0, 1))
studies = st.fixed_dictionaries(
    {
        "sensitivity": shares,
        "specificity": shares,
        "lr_positive": st.one_of(st.none(), st.floats(0, 1e6)),
        "sensitivity_interval": intervals,
        "lr_positive_interval": intervals,
        "n": st.one_of(st.none(), st.integers(1, 10**6)),
        "reference_standard": words,
        "derived": st.booleans(),
        "citation": st.one_of(
            st.just("doe2020study"), words.map(lambda w: {"ref": "doe2020study", "locator": w})
        ),
    }
)
documents = st.builds(
    lambda summary, synonyms, text, certainty, frequency, accuracy, claim: factories.document(
        summary=summary,
        synonyms=synonyms,
        sections=[{"kind": "causes", "statements": [factories.statement(text, certainty=certainty)]}],
        findings=[factories.association(frequency=frequency, accuracy=accuracy)],
        claims=[{"claim": claim, "verdict": "unproven", "text": text, "citations": ["doe2020study"]}],
    ),
    words,
    st.lists(words, max_size=3),
    words,
    st.sampled_from(["high", "low", None]),
    st.sampled_from(FREQUENCIES),
    st.lists(studies, max_size=3),
    words,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents)
def test_any_document_survives_import_export_import(empty, tmp_path, document):
    file = tmp_path / "one.yaml"
    file.write_text(as_yaml(plain(document)), encoding="utf-8")

    import_path(file)
    exported = condition_part(Condition.objects.with_parts().get(slug=document.slug))

    assert same_content(exported, document.model_copy(update={"vocabulary": (), "bibliography": ()}))
    assert yaml.safe_load(as_yaml(plain(exported)))["summary"] == document.summary
