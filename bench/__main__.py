"""`python -m bench [sizes]`: measure search and ranking on this machine and write docs/performance.md.

Makes a database of its own in a temporary folder and removes it. The full run (1,000,
10,000 and 100,000 conditions) takes some ten minutes, mostly to fill the database.
"""

import argparse
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Run, print as it goes, write the report."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="glutes-bench-"))
    folder.chmod(0o755)  # as root, the database runs as another user
    os.environ |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "glutes.settings"}
    os.environ.pop("DATABASE_URL", None)
    try:
        _measure(arguments.sizes, folder, write=arguments.write)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(sizes: list[int], folder: Path, *, write: bool) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.ROOT_URLCONF = "bench.urls"
    logging.getLogger("httpx").setLevel(logging.WARNING)
    from bench import catalogue, fill, report

    call_command("migrate", verbosity=0)
    done = []
    for size in sorted(sizes):
        print(f"{size:,} conditions", flush=True)
        fill.fill(size)
        done.append(catalogue.run(size, folder, lambda line: print(line, flush=True)))
        if write:
            file = Path(settings.BASE_DIR) / "docs" / "performance.md"
            file.write_text(report.page(done), encoding="utf-8")
    connections.close_all()
    sys.stdout.write(report.page(done))


if __name__ == "__main__":
    main()
