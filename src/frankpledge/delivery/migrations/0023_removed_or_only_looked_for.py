"""The day something was looked for and not found has a field of its own: it was no removal, and counts as none."""

from django.db import migrations, models
from django.db.models import F


def tell_apart(apps, schema_editor):
    rows = apps.get_model("delivery", "EnvironmentalCrime").objects
    rows.filter(deliveryrecord_ptr__state="not_found").update(looked_on=F("done_on"), done_on=None)
    rows.filter(deliveryrecord_ptr__state__in=("reported", "scheduled")).update(done_on=None)


def put_together(apps, schema_editor):
    rows = apps.get_model("delivery", "EnvironmentalCrime").objects
    rows.filter(done_on=None).update(done_on=F("looked_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0022_the_version_each_event_made"),
    ]

    operations = [
        migrations.AddField(
            model_name="environmentalcrime",
            name="looked_on",
            field=models.DateField(blank=True, null=True, verbose_name="looked for on"),
        ),
        migrations.RunPython(tell_apart, put_together),
        migrations.AlterField(
            model_name="environmentalcrime",
            name="done_on",
            field=models.DateField(blank=True, null=True, verbose_name="removed on"),
        ),
    ]
