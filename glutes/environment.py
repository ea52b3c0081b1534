"""Read settings from the environment: a wrong value is a sentence that names the variable."""

import os
import re
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

env = Env()


def read(kind: str, name: str, default: Any, check: Callable[[Any], str | None] | None = None) -> Any:
    """The variable as `kind` (str, bool, int, list), or the default when it is unset or empty.

    `check` returns what is wrong with a value, or None. Raises ImproperlyConfigured.
    """
    if not env.str(name, "").strip():
        return default
    try:
        value = getattr(env, kind)(name)
    except EnvError:
        meant = {"bool": "true or false", "int": "a whole number", "list": "a comma-separated list"}
        raise ImproperlyConfigured(
            f"{name} must be {meant.get(kind, kind)}, not “{env.str(name)}”."
        ) from None
    if isinstance(value, list):
        value = [item.strip() for item in value if item.strip()]
    wrong = check(value) if check else None
    if wrong:
        raise ImproperlyConfigured(f"{name} {wrong}")
    return value


def is_origin_list(origins: list[str]) -> str | None:
    """What is wrong with a list of origins such as https://lookup.example, or None."""
    for origin in origins:
        if not origin.startswith(("https://", "http://")):
            return f"must hold origins with a scheme, such as https://lookup.example; “{origin}” has none."
    return None


def language(default: str) -> str:
    """The language of the interface: the first of LANGUAGE that there is, C and POSIX being the default.

    Desktops set that variable too, as locales: `de_DE.UTF-8:en`. Raises ImproperlyConfigured.
    """
    text = read("str", "LANGUAGE", default)
    codes = [re.split(r"[.@]", name)[0].strip().replace("_", "-").lower() for name in text.split(":")]
    for code in codes:
        if code in LANG_INFO or code.split("-")[0] in LANG_INFO:
            return code
    if set(codes) <= {"", "c", "posix"}:
        return default
    raise ImproperlyConfigured(f"LANGUAGE must be a language such as en-gb or de, not “{text}”.")


def is_time_zone(name: str) -> str | None:
    """What is wrong with an IANA time zone name, or None."""
    if name not in available_timezones():
        return f"must be an IANA time zone such as Europe/London, not “{name}”."
    ZoneInfo(name)
    return None


def is_site_url(url: str) -> str | None:
    """What is wrong with the public address of the site, or None."""
    if not url.startswith(("https://", "http://")) or url.count("/") > 3:
        return f"must be a scheme and a host, such as https://lookup.example, not “{url}”."
    return None


def is_path(path: str) -> str | None:
    """What is wrong with the first part of an address, or None."""
    if not re.fullmatch(r"/?[A-Za-z0-9][A-Za-z0-9_-]*/?", path):
        return f"must be one word of letters, digits and hyphens, such as admin, not “{path}”."
    return None


def is_log_level(name: str) -> str | None:
    """What is wrong with a level of logging, or None."""
    levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
    return None if name.upper() in levels else f"must be one of {', '.join(levels)}, not “{name}”."


def is_contact(text: str) -> str | None:
    """What is wrong with an address for reports, or None."""
    if text.startswith(("mailto:", "https://", "tel:")) and not set(text) & set("\r\n"):
        return None
    return f"must be a mailto:, https:// or tel: address, not “{text}”."


def at_least(least: int) -> Callable[[int], str | None]:
    """A check for whole numbers with a lower limit."""
    return lambda value: None if value >= least else f"must be {least} or more, not {value}."


def kept_secret(path: Path) -> str:
    """A secret key that is made once and kept in a file only its owner can read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all, and the first one stays: another process may start in this very moment.
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as made:
            made.write(secrets.token_urlsafe(50))
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text().strip()
