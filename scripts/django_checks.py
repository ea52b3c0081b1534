"""Checks that need Django but no database: system checks, deployment checks, migrations, schemas."""

import os
import subprocess
import sys

PRODUCTION = {
    "PRODUCTION": "true",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuv",
    "ALLOWED_HOSTS": "lookup.example",
    "SITE_URL": "https://lookup.example",
    "DATABASE_URL": "postgres://glutes@127.0.0.1:1/glutes",
}
COMMANDS = (
    (["check", "--fail-level", "WARNING"], {}),
    (["check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    (["makemigrations", "--check", "--dry-run"], {}),
    (["write_schema", "--check"], {}),
)


def main() -> int:
    """Run every command; the exit status is that of the worst."""
    worst = 0
    for arguments, environment in COMMANDS:
        print("manage.py", *arguments, flush=True)
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-W", "ignore", "manage.py", *arguments],
            env={**os.environ, **environment},
            check=False,
        )
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
