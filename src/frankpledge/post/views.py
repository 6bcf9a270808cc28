"""The mail catcher of a demonstration: every letter in full, as its reader has it, so that its links can be tried."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.generic import TemplateView

from frankpledge.post.models import Letter
from frankpledge.post.sealing import unseal

PAGE_LENGTH = 10


class MailCatcher(TemplateView):
    """Letters of made-up people. Where people are real there is no such page."""

    template_name = "post/mail_catcher.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMONSTRATION:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        to = self.request.GET.get("to", "").strip()
        letters = Letter.objects.filter(email__iexact=to) if to else Letter.objects.all()
        page = Paginator(letters, PAGE_LENGTH).get_page(self.request.GET.get("page"))
        addresses = Letter.objects.order_by("email").values_list("email", flat=True).distinct()
        return super().get_context_data(
            page_obj=page,
            rows=[{"letter": letter, "text": _whole(letter)} for letter in page.object_list],
            addresses=list(addresses[:200]),
            to=to,
            **kwargs,
        )


def _whole(letter: Letter) -> str:
    return (unseal(letter.sealed) if letter.sealed else None) or letter.body
