"""Tells Django about this app, and what it shows and offers elsewhere."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "frankpledge.delivery"
    verbose_name = "Activity"

    def ready(self) -> None:
        from frankpledge.delivery import ground, panels
        from frankpledge.delivery.carried.changes import follow_ups
        from frankpledge.delivery.changes import meeting_letters
        from frankpledge.delivery.changes.showing import refuse_names
        from frankpledge.delivery.clearing import offering as clearing
        from frankpledge.delivery.problem_solving import offering
        from frankpledge.delivery.root import KINDS

        ground.offer()
        panels.offer()
        follow_ups.offer()
        clearing.offer()
        meeting_letters.offer()
        offering.offer()
        KINDS.upon("hate-crime", "clear", refuse_names)
