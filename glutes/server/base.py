"""Django's PostgreSQL backend for a server elsewhere."""

from glutes.open_connection import OpenConnectionMixin


class DatabaseWrapper(OpenConnectionMixin):
    """As Django's, with a check of kept connections that costs no query."""
