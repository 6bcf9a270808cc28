"""Makes the database itself refuse to change or delete a row of the audit."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from frankpledge.audit.append_only import allow_changes, refuse_changes


def put_triggers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    refuse_changes(schema_editor.connection)


def take_triggers_away(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(put_triggers, take_triggers_away)]
