"""Names this app to Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "frankpledge.documents"
    label = "documents"
    verbose_name = "Documents"
