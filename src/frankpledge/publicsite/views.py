"""Pages without a log-in. They are made without the request's session, so that one answer is everybody's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import conditional_page

from frankpledge.core.fields import errors_of
from frankpledge.delivery.hate_recording import recording_on
from frankpledge.partners.models import Partnership
from frankpledge.publicsite.feed import atom_of
from frankpledge.publicsite.forms import HelpForm
from frankpledge.publicsite.queries import entries, narrowed, partnership_at, stories, story_at

A_PAGE = 25
IN_THE_FEED = 50
KEPT_FOR = 300  # seconds a copy may be shown: what is taken off the page is gone everywhere soon


@method_decorator(login_not_required, name="dispatch")
@method_decorator(conditional_page, name="dispatch")
class PublicPage(View):
    """A page of one partnership for everybody: no name asked, no cookie set, nothing from inside."""

    http_method_names = ["get", "head", "options"]
    partnership: Partnership

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = partnership_at(kwargs["slug"])
        if found is None:
            raise Http404
        self.partnership = found
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code == 200:
            shared = "private" if request.COOKIES else "public"
            response["Cache-Control"] = f"{shared}, max-age={KEPT_FOR}"
        return response

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page. It is not given the request: its frame must not say who is logged in."""
        home = reverse("news-list", args=[self.partnership.slug])
        said = {
            "partnership": self.partnership, "home_url": home, "demonstration": settings.DEMONSTRATION,
            "printed_address": settings.PUBLIC_ADDRESS + self.request.path,
            "feed_url": reverse("news-feed", args=[self.partnership.slug]),
            "hate_crime_url": reverse("hate-crime-help", args=[self.partnership.slug]),
        }  # fmt: skip
        return HttpResponse(loader.get_template(template).render({**said, **context}))


class News(PublicPage):
    """The stories, the newest first."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        page = Paginator(stories(self.partnership), A_PAGE).get_page(request.GET.get("page"))
        return self.show("publicsite/news.html", page_obj=page)


class OneStory(PublicPage):
    """One story."""

    def get(self, request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
        story = story_at(self.partnership, key)
        if story is None:
            raise Http404
        return self.show("publicsite/story.html", story=story)


class Feed(PublicPage):
    """The newest stories for a feed reader."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        content = atom_of(
            self.partnership, stories(self.partnership)[:IN_THE_FEED],
            home=self.whole("news-list"), feed=self.whole("news-feed"),
            address_of=lambda row: self.whole("news-story", row.public_key),
        )  # fmt: skip
        return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")

    def whole(self, name: str, *args: Any) -> str:
        """The address as it is reached from outside."""
        return settings.PUBLIC_ADDRESS + reverse(name, args=[self.partnership.slug, *args])


class HateCrimeHelp(PublicPage):
    """Every way to report hate crime, with the day it was last checked."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        rows = entries(self.partnership, timezone.localdate())
        languages = sorted({language for row in rows for language in row.languages}, key=str.casefold)
        form = HelpForm(request.GET or None, languages=languages)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        found = narrowed(rows, strand=asked.get("strand", ""), language=asked.get("language", ""))
        return self.show(
            "publicsite/hate_crime.html", narrow=form, entries=found, count=len(rows),
            is_narrowed=any(asked.values()), has_errors=bool(errors_of(form)) if form.is_bound else False,
            path=request.path, rule=recording_on(self.partnership, timezone.localdate()),
        )  # fmt: skip
