"""How incidents of hate that are no crime are recorded, and who is asked about cumulative impact."""

from datetime import date

from django.db import migrations

from frankpledge.law.changes import sow

D = date
N = False
FROM_MEMORY = "From memory: neither the value nor its first day was read at its source"
CODE = "Police, Crime, Sentencing and Courts Act 2022 s.60; code of practice on non-crime hate incidents, 2023"
REVIEW = (
    "Review by the National Police Chiefs’ Council and the College of Policing, March 2026; no first day established"
)
RECORDING = ("hate.non_crime_recording", "How the police record hate incidents that are no crime", "instrument")
IMPACT = "Licensing Act 2003 s.5A, with those of s.5(3)"
ASKED = {
    "chief_officer": "the chief officer’s",
    "fire": "the fire and rescue authority’s",
    "health": "the public health body’s",
    "licensees": "the licensees’",
    "community": "businesses’ and residents’",
}

ROWS = [
    (*RECORDING, "The code of practice of 2023: with personal data only where that is proportionate and there is a real risk of serious harm", D(2023, 6, 3), None, CODE, "both", N, FROM_MEMORY),
    (*RECORDING, "Serious cases only, by a checklist of the police", None, None, REVIEW, "both", N, "Not in force here until somebody enters the day and its source"),
    *(
        (f"cumulative_impact.consult.{who}", f"A cumulative impact assessment needs {words} answer", "yes_no", "yes", D(2018, 4, 6), None, IMPACT, "both", N, "That it is consulted on was read at its source; with whom is from memory")
        for who, words in ASKED.items()
    ),
]  # fmt: skip


def bring(apps, schema_editor):
    sow(apps.get_model("law", "Rule"), ROWS)


class Migration(migrations.Migration):
    dependencies = [("law", "0002_first_register")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
