"""The database itself refuses to change or delete an edition: a fingerprint only shows that somebody did."""

from django.db import migrations

from frankpledge.audit.write_once import write_freely, write_once

TABLE = "strategy_strategyedition"


def refuse(apps, schema_editor):
    write_once(schema_editor.connection, TABLE, "an edition of a strategy")


def allow(apps, schema_editor):
    write_freely(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_from_assessment_to_priority"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(refuse, allow)]
