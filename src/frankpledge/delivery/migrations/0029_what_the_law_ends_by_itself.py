"""Designated public place orders in force say until when the law lets them stand, as the register has it."""

from datetime import timedelta

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

STANDS = ("dppo.stands", "dppo.stands_as_pspo")


def last_to_hold(rules, day):
    """The last of these rules, one taking over from another without a gap; nothing where none holds on the day."""
    found = None
    while held := [row for row in rules if row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)]:
        found = max(held, key=lambda row: (row.valid_to is None, row.valid_to))
        if found.valid_to is None:
            break
        day = found.valid_to + timedelta(days=1)
    return found


def say_how_long(apps, schema_editor):
    orders = apps.get_model("delivery", "PlaceOrder").objects
    rules = apps.get_model("law", "Rule").objects.filter(
        key__in=STANDS, value="yes", valid_from__isnull=False, withdrawn_at__isnull=True
    )
    standing = orders.filter(instrument="dppo", state__in=("made", "varied", "extended"), made_on__isnull=False)
    for row in standing.only("pk", "partnership_id", "made_on"):
        known = list(rules.filter(Q(partnership=None) | Q(partnership=row.partnership_id)))
        last = last_to_hold(known, row.made_on)
        if last is not None:
            orders.filter(pk=row.pk).update(stands_until=last.valid_to)


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0028_young_people_asked_and_taught"),
        ("law", "0002_first_register"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="orderconsultation",
            options={
                "ordering": ["pk"],
                "verbose_name": "body it was put to",
                "verbose_name_plural": "bodies it was put to",
            },
        ),
        migrations.AddField(
            model_name="impactarea",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                help_text="The one it takes the place of",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="delivery.impactarea",
                verbose_name="the impact area it follows",
            ),
        ),
        migrations.AddField(
            model_name="placeorder",
            name="court_by",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="to be before a court by"),
        ),
        migrations.AddField(
            model_name="placeorder",
            name="stands_until",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="the law lets it stand until"),
        ),
        migrations.AddField(
            model_name="purchaseattempt",
            name="closed_hours",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Only after a closure for persistent selling",
                null=True,
                verbose_name="hours closed",
            ),
        ),
        migrations.AddField(
            model_name="purchaseattempt",
            name="law_kept",
            field=models.JSONField(
                default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.RunPython(say_how_long, migrations.RunPython.noop),
    ]
