"""Applications, impact areas, bans and powers keep the rule they were made under.

Of rows already there nobody wrote down which rule was applied. What came of one - a last day, a review, a power given -
is marked so, and stands; the register of today is not asked in its place. A ban has no figure that came of a rule.
"""

import django.core.serializers.json
from django.db import migrations, models
from django.db.models import F, Q

LICENCE = ("licensing.representation_days", "Days in which somebody may say something about an application")
REVIEW = ("cumulative_impact.review_years", "A cumulative impact assessment is looked at again within")


def unknown(key, words, day):
    """As ``law.kept.Kept`` says it."""
    return {
        key: {
            "key": key, "sort": "", "value": "", "words": words, "rule": 0, "day": day.isoformat(), "confirmed": False,
            "unknown": True,
        }
    }  # fmt: skip


def mark(apps, schema_editor):
    applications = apps.get_model("delivery", "LicenceApplication").objects
    by_law = applications.filter(sort__in=("new", "variation", "review"), representations_until__isnull=False)
    for row in by_law.only("pk", "starts_on").iterator():
        applications.filter(pk=row.pk).update(law_kept=unknown(*LICENCE, row.starts_on))
    areas = apps.get_model("delivery", "ImpactArea").objects
    by_law = areas.filter(published_on__isnull=False, review_by__isnull=False).filter(
        Q(other_review_by__isnull=True) | ~Q(other_review_by=F("review_by"))
    )
    for row in by_law.only("pk", "published_on").iterator():
        areas.filter(pk=row.pk).update(law_kept=unknown(*REVIEW, row.published_on))
    powers = apps.get_model("delivery", "AccreditedPower").objects
    for row in powers.filter(record__basis="accredited").only("pk", "power", "held_from").iterator():
        words = f"An accredited person may be given: {row.power.replace('_', ' ')}"
        powers.filter(pk=row.pk).update(law_kept=unknown(f"csas.power.{row.power}", words, row.held_from))


def kept():
    return models.JSONField(default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder)


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0026_seen_again_and_found"),
    ]

    operations = [
        migrations.AddField(model_name="accreditedpower", name="law_kept", field=kept()),
        migrations.AddField(model_name="impactarea", name="law_kept", field=kept()),
        migrations.AddField(model_name="licenceapplication", name="law_kept", field=kept()),
        migrations.AddField(model_name="premisesban", name="law_kept", field=kept()),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
