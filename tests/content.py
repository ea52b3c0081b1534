"""Keep the rows of the loaded content pack, and put them back after a flush."""

from django.db import connection


def content_tables() -> list[str]:
    """The tables of the product, by name."""
    return sorted(name for name in connection.introspection.table_names() if name.startswith("conditions_"))


class Snapshot:
    """The rows of all tables, as PostgreSQL copies them."""

    rows: dict[str, bytes] = {}

    @classmethod
    def take(cls) -> None:
        """Remember every row."""
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                    cls.rows[table] = b"".join(bytes(block) for block in copy)

    @classmethod
    def restore_if_flushed(cls) -> None:
        """Put all rows back when the content is gone."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM conditions_conditionentry)")
            if cursor.fetchone()[0]:
                return
            names = ", ".join(f'"{table}"' for table in cls.rows)
            cursor.execute("BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE " + names)
            for table, data in cls.rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(data)
            cursor.execute("COMMIT")
            connection.check_constraints()
            cls._continue_sequences(cursor)

    @staticmethod
    def _continue_sequences(cursor) -> None:
        cursor.execute(
            "SELECT s.relname, t.relname, a.attname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid "
            "JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid "
            "WHERE s.relkind = 'S' AND d.deptype IN ('a', 'i')"
        )
        for sequence, table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT setval(%s, COALESCE((SELECT max("{column}") FROM "{table}"), 0) + 1, false)',  # noqa: S608
                [f'"{sequence}"'],
            )
