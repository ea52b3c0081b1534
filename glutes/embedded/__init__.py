"""Django database backend: PostgreSQL that is started by the first connection to it."""
