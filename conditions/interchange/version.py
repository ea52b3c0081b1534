"""The catalogue's version, for caches and ETags."""

from django.db import connections, router

from conditions.catalogue.entry import CatalogueVersion

Stamp = tuple[int, str]


def catalogue_stamp() -> Stamp:
    """The version number with the transaction that wrote it.

    A transaction that was rolled back, or a replica that was promoted, may have used
    the same number for other content: the second half tells them apart.
    """
    with connections[router.db_for_read(CatalogueVersion)].cursor() as cursor:
        cursor.execute("SELECT number, xmin::text FROM conditions_catalogueversion")
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (0, "")
