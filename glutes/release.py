"""Which code this is: a hash of what pages are made of, so that a new release drops old copies."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

# docs/differential.md is a page of its own; the others are for those who run the site.
MADE_OF = ("conditions/**/*.py", "glutes/**/*.py", "templates/**/*", "static/**/*", "docs/differential.md")
# What pages say or how they say it, beside the content.
SAID = ("SITE_NAME", "SITE_URL", "LANGUAGE_CODE", "TIME_ZONE")


@cache
def fingerprint() -> str:
    """Twelve characters that change with code, templates, styles and what the site calls itself; the same on every machine."""
    digest = hashlib.sha256()
    base: Path = settings.BASE_DIR
    for pattern in MADE_OF:
        for file in sorted(base.glob(pattern)):
            if file.is_file():
                digest.update(f"{file.relative_to(base)}\n".encode())
                digest.update(file.read_bytes())
    digest.update(repr([getattr(settings, name) for name in SAID]).encode())
    return digest.hexdigest()[:12]
