#!/usr/bin/env python3
"""Django's command line for Glutes."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glutes.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.DEBUG  # noqa: B018 - reads the environment now, so that a wrong value is one sentence
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Glutes can't start: {error}")


if __name__ == "__main__":
    main()
