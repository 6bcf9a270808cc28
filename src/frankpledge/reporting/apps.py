"""Tells Django about this app, and what it shows on pages below."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "frankpledge.reporting"
    verbose_name = "Reports"

    def ready(self) -> None:
        from frankpledge.core import panels
        from frankpledge.reporting.views import shown

        panels.add("my-work", order=40, template="reporting/_my_work.html", context=shown.my_work)
        panels.add("quarter", order=40, template="reporting/_quarter.html", context=shown.quarter)
