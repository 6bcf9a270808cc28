"""Search: what is found in the partnership's plans, and never in another's."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.utils import timezone

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.readings import find_people
from frankpledge.plans.queries.search import hits_of, objectives_saying, others_saying, people_of, words_of

A_PAGE = 25


class Search(Guarded):
    """Objectives first, then sections, agencies, groups, and people for those who may see them."""

    template_name = "plans/search.html"
    permission = Permission.PLAN_VIEW

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("q", "").strip()[:200]
        words = words_of(asked)
        context = super().get_context_data(search_words=asked, asked=asked, words=words, **kwargs)
        if not words:
            return context
        page = Paginator(objectives_saying(words, self.access), A_PAGE).get_page(self.request.GET.get("page"))
        others = others_saying(words, self.access, timezone.localdate(self.now))
        with transaction.atomic():  # whose names are shown is written down, or none is shown
            find_people(people=people_of(others), by=self.access, now=self.now)
        return {**context, "page_obj": page, "hits": hits_of(list(page), words), "others": others}
