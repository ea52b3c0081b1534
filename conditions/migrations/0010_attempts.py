"""The table in which attempts to log in are counted, for all processes (`glutes/attempts.py`)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("conditions", "0009_merged_references")]

    operations = [
        migrations.RunSQL(
            sql=[
                "CREATE TABLE glutes_attempt ("
                "cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL)",
                "CREATE INDEX glutes_attempt_expires ON glutes_attempt (expires)",
            ],
            reverse_sql="DROP TABLE glutes_attempt",
        )
    ]
