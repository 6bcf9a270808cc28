"""The database itself refuses to change or delete a pack or one of its files."""

from django.db import migrations

from frankpledge.audit.write_once import write_freely, write_once

TABLES = {"insight_pack": "a pack", "insight_packfile": "a pack''s file"}


def refuse(apps, schema_editor):
    for table, what in TABLES.items():
        write_once(schema_editor.connection, table, what)


def allow(apps, schema_editor):
    for table in TABLES:
        write_freely(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_what_is_kept_of_crime_figures"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(refuse, allow)]
