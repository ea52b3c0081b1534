"""The groups Curator, Reviewer and Publisher with exactly what each may do; saved drafts are permanent."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

AUTHORED = ("condition", "finding", "reference", "pendingevidence")
READ = (*AUTHORED, "edition", "withdrawal", "draftrevision", "review", "reviewcomment", "signoff")
ROLES = {
    "Curator": [
        *(f"view_{model}" for model in READ),
        *(f"{action}_{model}" for model in AUTHORED for action in ("add", "change")),
        *(f"delete_{model}" for model in ("condition", "finding", "reference")),
        "add_reviewcomment",
        "request_review",
    ],
    "Reviewer": [*(f"view_{model}" for model in READ), "add_reviewcomment", "decide_review"],
    "Publisher": [
        *(f"view_{model}" for model in READ),
        "add_reviewcomment",
        "publish_review",
        "withdraw_condition",
    ],
}


def make_groups(apps, schema_editor):
    # Permissions are made after a migrate; the groups need them now.
    config = apps.get_app_config("conditions")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        found = permission.objects.filter(content_type__app_label="conditions", codename__in=codenames)
        missing = set(codenames) - {p.codename for p in found}
        if missing:
            raise LookupError(f"no such permissions: {', '.join(sorted(missing))}")
        group.permissions.set(found)


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0003_curation"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_groups, drop_groups),
        migrations.RunSQL(
            "CREATE TRIGGER draft_revision_is_permanent BEFORE UPDATE OR DELETE ON conditions_draftrevision "
            "FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change()",
            "DROP TRIGGER draft_revision_is_permanent ON conditions_draftrevision",
        ),
    ]
