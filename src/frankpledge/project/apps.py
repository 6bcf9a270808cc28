"""Names the installation's own pages and start-up checks to Django."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "frankpledge.project"
    label = "project"

    def ready(self) -> None:
        from frankpledge.project import checks  # noqa: F401 (registers itself)
