"""The database backend for a PostgreSQL server that DATABASE_URL names."""
