"""Several processes over one database: each sees what another published on its next request."""

import pytest

from conditions.document import canonical_json
from conditions.editorial.withdraw import withdraw
from tests import factories
from tests.processes import database_url, empty_database, manage, reader

pytestmark = pytest.mark.slow


def test_publishing_changing_and_withdrawing_are_seen_on_the_next_request(transactional_db):
    with reader(database_url()) as other:
        assert "Zebra gait" not in other.get("/conditions/?q=zebra")[1]

        factories.published("zebra-gait")
        assert "Zebra gait" in other.get("/conditions/?q=zebra")[1]

        factories.published("zebra-gait", name="Okapi gait", summary="Renamed.")
        assert other.get("/conditions/?q=okapi")[1].count("Okapi gait") >= 1
        assert 'href="/conditions/zebra-gait/"' not in other.get("/conditions/?q=zebra")[1]

        withdraw(slug="zebra-gait", reason="It was invented for a test.", by="W. Drawer")
        status, text = other.get("/conditions/?q=okapi")
        assert (status, 'href="/conditions/zebra-gait/"' in text) == (200, False)


def test_empty_and_half_migrated_database_says_so_and_recovers_by_itself(transactional_db, tmp_path):
    file = tmp_path / "zebra-gait.json"
    file.write_text(canonical_json(factories.document("zebra-gait")))
    with empty_database("test_glutes_half") as url, reader(url) as other:
        status, text = other.get("/conditions/")
        assert (status, "The catalogue is not ready" in text) == (503, True)

        manage(url, "migrate", "conditions", "0002", "-v0")
        status, text = other.get("/conditions/?q=hip")
        assert (status, "manage.py migrate" in text) == (503, True)
        assert other.get("/suggest/?q=hip")[0] == 503
        for program in ("/api/v1/conditions?q=hip", "/api/v1/suggest?q=hip", "/search.atom?q=hip"):
            status, text = other.get(program)
            assert (status, "manage.py migrate" in text) == (503, True)

        manage(url, "migrate", "-v0")
        status, text = other.get("/conditions/")
        assert (status, "No conditions are published yet" in text) == (200, True)

        manage(url, "import_content", str(file), "--publish", "-v0")
        status, text = other.get("/conditions/?q=zebra")
        assert (status, "Zebra gait" in text) == (200, True)
