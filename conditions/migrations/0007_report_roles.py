"""Everybody in the groups reads what readers reported; curators answer it."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = {
    "Curator": ["view_readerreport", "change_readerreport"],
    "Reviewer": ["view_readerreport"],
    "Publisher": ["view_readerreport"],
}


def give(apps, schema_editor):
    config = apps.get_app_config("conditions")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="conditions")
    for name, codenames in ROLES.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


def take(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="conditions")
    for name, codenames in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("conditions", "0006_reader_report")]

    operations = [migrations.RunPython(give, take)]
