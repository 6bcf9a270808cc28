"""The addresses of this app. The outbox of a partnership is inside it, and so among the addresses of ``partners``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from frankpledge.post.views import MailCatcher

urlpatterns: list[URLPattern | URLResolver] = [
    path("demonstration/letters/", MailCatcher.as_view(), name="mail-catcher")
]
