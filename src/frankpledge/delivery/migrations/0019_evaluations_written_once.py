"""The database itself refuses to change or delete an evaluation that was kept with its record."""

from django.db import migrations

from frankpledge.audit.write_once import write_freely, write_once

TABLE = "delivery_evaluation"


def refuse(apps, schema_editor):
    write_once(schema_editor.connection, TABLE, "a kept evaluation")


def allow(apps, schema_editor):
    write_freely(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("delivery", "0018_meeting_papers_sent"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(refuse, allow)]
