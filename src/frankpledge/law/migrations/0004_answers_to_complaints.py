"""A usual standard, not law: how long somebody who complained waits to hear. A partnership enters its own beside it."""

from datetime import date

from django.db import migrations

from frankpledge.law.changes import sow

ROWS = [
    (
        "complaint.feedback_working_days",
        "Working days within which somebody who complained of anti-social behaviour hears what was done",
        "number",
        "10",
        date(2008, 4, 1),
        None,
        "A usual standard of councils and police, not law",
        "both",
        False,
        "Enter the standard you promise as a row of your own",
    ),
]


def bring(apps, schema_editor):
    sow(apps.get_model("law", "Rule"), ROWS)


class Migration(migrations.Migration):
    dependencies = [("law", "0003_hate_incidents_and_whom_to_ask")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
