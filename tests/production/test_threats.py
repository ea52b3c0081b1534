"""Each threat in docs/security.md names tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
WITHOUT_A_TEST = {"A package with a hole"}


def threats():
    """Rows of the table of threats: the threat and its last cell."""
    lines = (ROOT / "docs" / "security.md").read_text().partition("## Threats")[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {row[0]: row[2] for row in rows[2:] if len(row) == 3}


def functions(file):
    """Names of the tests in a file."""
    tree = ast.parse(file.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("threat", "shown"), threats().items())
def test_a_threat_names_tests_that_are_there(threat, shown):
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", shown)

    assert named or threat in WITHOUT_A_TEST
    for path, name in named:
        assert (ROOT / path).exists(), path
        assert not name or name in functions(ROOT / path), f"{path} has no {name}"


def test_the_table_is_read():
    assert len(threats()) >= 20
