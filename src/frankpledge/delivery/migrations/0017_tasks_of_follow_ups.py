"""A task for the next day of each follow-up there is already."""

from django.db import migrations
from django.db.models import F, Q


def owe(apps, schema_editor):
    line, task = apps.get_model("delivery", "FollowUp"), apps.get_model("delivery", "Task")
    rows = line.objects.filter(Q(looked_on__isnull=True) | Q(looked_on__lt=F("due_on"))).select_related("owner")
    task.objects.bulk_create(
        [
            task(
                record_id=row.record_id, follow_up_id=row.pk, words=row.what, due_on=row.due_on, owner_id=row.owner_id,
                agency_id=row.agency_id or row.owner.agency_id, made_at=row.changed_at, made_by=row.changed_by,
            )
            for row in rows
            if row.agency_id or row.owner_id
        ],
        batch_size=500,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("delivery", "0016_follow_ups_are_tasks")]
    operations = [migrations.RunPython(owe, migrations.RunPython.noop)]
