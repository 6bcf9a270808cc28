"""Tells Django about this app, what it shows on pages below, what it keeps shut."""

from django.apps import AppConfig


class QuartersConfig(AppConfig):
    name = "frankpledge.quarters"
    verbose_name = "Quarters"

    def ready(self) -> None:
        from frankpledge.plans.changes.updates import add_gate
        from frankpledge.quarters.changes.gates import closed_quarter

        add_gate("quarters", closed_quarter)
