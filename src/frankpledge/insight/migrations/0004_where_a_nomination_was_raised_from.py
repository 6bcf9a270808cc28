"""A nomination's view is told apart from anybody's address."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("insight", "0003_archives_opened_and_the_state_answered_from")]

    operations = [migrations.RenameField("nomination", "address", "raised_from")]
