"""The index behind lists of editions by time, built beside those who read and publish."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # CREATE INDEX CONCURRENTLY runs in no transaction; one that was cut off leaves an invalid index to drop.
    atomic = False
    dependencies = [("conditions", "0010_attempts")]

    operations = [
        AddIndexConcurrently(
            model_name="edition",
            index=models.Index(fields=["published_at", "id"], name="edition_by_time"),
        ),
    ]
