"""Error reports to Sentry, when SENTRY_DSN is set and its package installed; without a reader's words."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from glutes import logs


def start(dsn: str, environment: str) -> None:
    """Report errors to this address; nothing without one. Raises ImproperlyConfigured when the package is missing."""
    if not dsn:
        return
    try:
        import sentry_sdk
    except ImportError:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, and the package is missing. Install it with: pip install sentry-sdk"
        ) from None
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_breadcrumbs=0,
        max_request_body_size="never",
        before_send=scrubbed,
    )


def scrubbed(event: dict[str, Any], hint: dict[str, Any] | None = None) -> dict[str, Any]:
    """The event without query string, body, cookies and headers, its messages scrubbed like the log's."""
    request = event.get("request", {})
    event["request"] = {
        "method": request.get("method", ""),
        "url": str(request.get("url", "")).split("?", 1)[0],
    }
    for exception in event.get("exception", {}).get("values", []):
        from_database = str(exception.get("module", "")).startswith(("psycopg", "django.db"))
        exception["value"] = "" if from_database else logs.scrub(str(exception.get("value", "")))
    event.pop("breadcrumbs", None)
    event["tags"] = {**event.get("tags", {}), "request_id": logs.request_id.get()}
    return event
