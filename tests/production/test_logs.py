"""Log lines hold what an operator needs and nothing that a reader typed."""

import json
import logging

import pytest
from django.db import DataError

from glutes import logs, sentry
from glutes.logs import JsonFormatter, scrub, words_of


def record(message, error=None):
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("test", logging.ERROR, "file.py", 1, message, (), info)


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.fixture
def typing():
    token = logs.typed.set(words_of("q=buttock+pain&sign=fadir&page=2"))
    yield
    logs.typed.reset(token)


def test_query_strings_are_left_out():
    text = "Referer checking failed - https://lookup.example/conditions/?q=sciatica&page=2 does not match"

    assert scrub(text) == "Referer checking failed - https://lookup.example/conditions/?… does not match"


def test_a_question_is_no_query_string():
    assert scrub("Is the server running? Yes") == "Is the server running? Yes"


def test_what_was_typed_is_left_out_of_messages(typing):
    line = json.loads(
        JsonFormatter().format(record("bad value", raised(ValueError("no such: buttock pain"))))
    )

    assert line["exception"]["message"] == "no such: …"
    assert line["exception"]["type"] == "builtins.ValueError"
    assert line["exception"]["frames"]


def test_database_errors_keep_only_their_kind(typing):
    error = raised(DataError("invalid input: \"knee\"\nLINE 1: SELECT 'knee'"))

    line = JsonFormatter().format(record("", error))

    assert "knee" not in line
    assert json.loads(line)["exception"]["type"] == "django.db.utils.DataError"


def test_causes_are_scrubbed_too(typing):
    try:
        try:
            raise KeyError("fadir")
        except KeyError as cause:
            raise RuntimeError("broken") from cause
    except RuntimeError as error:
        line = JsonFormatter().format(record("", error))

    assert "fadir" not in line
    assert json.loads(line)["exception"]["cause"]["type"] == "builtins.KeyError"


def test_short_values_stay_since_they_tell_nothing():
    assert words_of("page=2&q=hip") == ("hip",)


def test_error_reports_leave_out_what_a_reader_sends(typing):
    event = {
        "request": {
            "method": "GET",
            "url": "https://lookup.example/conditions/?q=buttock",
            "query_string": "q=buttock",
            "cookies": {"sessionid": "secret"},
            "headers": {"Referer": "https://lookup.example/?q=buttock"},
        },
        "exception": {
            "values": [
                {"type": "ValueError", "module": "builtins", "value": "no fadir"},
                {"type": "DataError", "module": "django.db.utils", "value": "LINE 1: 'buttock'"},
            ]
        },
        "breadcrumbs": {"values": [{"message": "SELECT 'buttock'"}]},
    }

    sent = json.dumps(sentry.scrubbed(event))

    assert "buttock" not in sent
    assert "fadir" not in sent
    assert "secret" not in sent
    assert "https://lookup.example/conditions/" in sent
