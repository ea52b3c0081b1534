"""What a new release does with the database of an old one; run by test_upgrade in a process over that database.

Prints one JSON object. Anything that is not as it must be is an exception.
"""

import io
import json

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.test.utils import setup_test_environment

from conditions.catalogue.entry import ConditionEntry
from conditions.editorial.review.publication import publish_review
from conditions.management.commands.run import Command
from conditions.models import Condition, Edition, Review

HOST = {"headers": {"host": "localhost"}}


def statements() -> dict[str, list[str]]:
    """The SQL of each migration that this database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {
        f"{migration.app_label}.{migration.name}": executor.loader.collect_sql([(migration, backwards)])
        for migration, backwards in plan
    }


def page(client: Client, path: str) -> dict[str, object]:
    """Status and text of a page."""
    response = client.get(path, **HOST)
    return {"status": response.status_code, "text": response.content.decode()}


def client_of(name: str) -> Client:
    """A session of somebody whom the old release knew, by the password that it kept."""
    client = Client()
    form = {"login": name, "password": "a pass phrase of a release"}
    assert client.post("/accounts/login/", form, **HOST).status_code == 302
    return client


def main() -> None:
    """Take the database up as a start does, then read, edit and publish."""
    setup_test_environment()
    found: dict[str, object] = {"sql": statements()}
    Command(stdout=io.StringIO()).prepare()
    call_command("verify_editions", stdout=io.StringIO())
    # Rows of the catalogue are made again where the release notes ask for it; both ways must work.
    call_command("rebuild_catalogue", stdout=io.StringIO())
    call_command("verify_editions", stdout=io.StringIO())
    reader, curator = Client(), client_of("curator")
    found["entries"] = sorted(ConditionEntry.objects.values_list("slug", flat=True))
    paths = {
        "condition": "/conditions/hip-pointer/",
        "first edition": "/conditions/hip-pointer/e/1/",
        "withdrawn": "/conditions/meralgia-paraesthetica/",
        "search": "/conditions/?q=hip+pointer",
        "finding": "/findings/",
        "reference": "/references/",
        "api": "/api/v1/conditions/hip-pointer",
    }
    found["pages"] = {name: page(reader, path) for name, path in paths.items()}
    pk = Condition.objects.get(slug="hip-pointer").pk
    found["form"] = page(curator, f"/admin/conditions/condition/{pk}/change/")
    review = Review.objects.get(state="approved", condition__slug="greater-trochanteric-pain-syndrome")
    edition = publish_review(review=review, by=User.objects.get(username="publisher"))
    found["published"] = [edition.slug, edition.number, edition.previous_sha256]
    call_command("verify_editions", stdout=io.StringIO())
    found["editions"] = Edition.objects.count()
    print(json.dumps(found))


main()
