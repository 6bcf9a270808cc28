"""The database itself refuses to change or delete a report or one of its files."""

from django.db import migrations

from frankpledge.audit.write_once import write_freely, write_once

TABLES = {"reporting_report": "a report", "reporting_reportfile": "a report''s file"}


def refuse(apps, schema_editor):
    for table, what in TABLES.items():
        write_once(schema_editor.connection, table, what)


def allow(apps, schema_editor):
    for table in TABLES:
        write_freely(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_reports_as_they_were_made"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(refuse, allow)]
