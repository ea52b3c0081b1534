"""A search configuration of our own: English stems without stop words.

"no", "it" (of IT band) and "on" are words here. Spelling, accents, Latin endings and
joined forms are folded before the text comes to the database (catalogue/words.py),
since a synonym file can't be put on a server whose disk is out of reach.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

FORWARDS = """
CREATE TEXT SEARCH DICTIONARY glutes_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION glutes (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION glutes
    ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH glutes_stem;
"""

BACKWARDS = """
DROP TEXT SEARCH CONFIGURATION glutes;
DROP TEXT SEARCH DICTIONARY glutes_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("conditions", "0004_roles")]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.AddField(
            "catalogueversion",
            "stamps",
            django.contrib.postgres.fields.ArrayField(models.UUIDField(), default=list, size=None),
        ),
        migrations.AddField(
            "conditionentry",
            "card",
            models.TextField(default="", help_text="What lists and ranking need, as JSON."),
        ),
        migrations.AddField(
            "conditionentry",
            "titles",
            django.contrib.postgres.fields.ArrayField(
                models.TextField(),
                default=list,
                help_text="Name, abbreviations and codes in one spelling each.",
                size=None,
            ),
        ),
        migrations.AddField(
            "conditionentry",
            "words",
            django.contrib.postgres.fields.ArrayField(
                models.TextField(),
                default=list,
                help_text="Words of names, as n:word, and of claims, as c:word.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            "conditionentry",
            django.contrib.postgres.indexes.GinIndex(fields=("titles",), name="condition_entry_titles"),
        ),
    ]
