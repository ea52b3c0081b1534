"""Sheets are set while their page is read."""

import subprocess
import sys
import threading

import pytest

from conditions.sheets.ahead import Ahead
from conditions.sheets.printed import Printing, printed
from tests.sheets.editions import document, edition

SLUG = "hip-pointer"


def printing(number):
    return Printing(edition=edition(SLUG, number), document=document(SLUG))


def test_what_was_asked_for_is_kept_and_costs_nothing_when_it_is_printed():
    ahead, one = Ahead(), printing(101)
    ahead.ask([one])
    ahead.finish()

    before = printed.cache_info()
    assert printed(one).startswith(b"%PDF")
    assert printed.cache_info().hits == before.hits + 1


def test_a_sheet_that_fails_stops_nothing(caplog):
    ahead = Ahead()
    broken = Printing(edition=edition(SLUG, 102), document=None)

    ahead.ask([broken, printing(103)])
    ahead.finish()

    assert "could not be made ahead" in caplog.text
    before = printed.cache_info()
    assert printed(printing(103)).startswith(b"%PDF")
    assert printed.cache_info().hits == before.hits + 1


def test_handouts_that_are_not_there_and_a_full_queue_are_passed_over():
    bare = document(SLUG).model_copy(update={"handout": None})
    missing = Printing(edition=edition(SLUG, 104), document=bare, kind="handout")
    ahead = Ahead(waiting=1)

    ahead.ask([missing] * 50)
    ahead.finish()

    assert [t.name for t in threading.enumerate()].count("sheets-ahead") >= 1


AT_WORK = """
from conditions.sheets.ahead import ahead
from tests.sheets.test_ahead import printing
ahead.ask(printing(number) for number in range(200, 230))
"""


@pytest.mark.slow
def test_a_process_ends_in_peace_while_a_sheet_is_set():
    done = subprocess.run([sys.executable, "-c", AT_WORK], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
