"""The outbox: letters written in a partnership's name, whether they went, and another try. Each reading is audited."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.changes.outbox import read_letters, send_letter_again, take_letters_away
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused
from frankpledge.partners.views.pages import Crumbs, Page
from frankpledge.post.models import Letter
from frankpledge.post.queries import counts_of, kind_words, letters_of, problem_words

PAGE_LENGTH = 25
MOST_ROWS = 10_000
COLOURS = {"waiting": "blue", "sent": "green", "failed": "red", "withdrawn": "none"}
COLUMNS = ("Number", "Written", "To", "E-mail address", "Kind", "Subject", "State", "Sent", "Tries", "Problem")


class OfOutbox(Page):
    """A page of the outbox."""

    permission = Permission.LETTER_VIEW

    @property
    def state(self) -> str:
        """The state asked for in the address, if there is such a one."""
        asked = self.request.GET.get("state", "")
        return asked if asked in Letter.State.values else ""

    def shown(self, letter: Letter) -> dict[str, Any]:
        return {
            "letter": letter,
            "colour": COLOURS[letter.state],
            "kind": kind_words(letter.template),
            "problem": problem_words(letter.last_problem),
            "may_try_again": letter.state == Letter.State.FAILED and letter.erased_at is None,
        }


class LetterList(OfOutbox):
    template_name = "partners/letter_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letters = letters_of(self.partnership.pk, state=self.state)
        page = Paginator(letters, PAGE_LENGTH).get_page(self.request.GET.get("page"))
        read_letters(list(page.object_list), purpose="the outbox", by=self.access, now=self.now)
        return super().get_context_data(
            page_obj=page,
            rows=[self.shown(letter) for letter in page.object_list],
            counts=counts_of(self.partnership.pk),
            states=Letter.State.choices,
            state=self.state,
            **kwargs,
        )


class LetterFile(OfOutbox):
    """The list to take away, as CSV or JSON, without the letters' words."""

    http_method_names = ["get", "options"]

    def find(self, **kwargs: Any) -> None:
        if kwargs["kind"] not in {"csv", "json"}:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        letters = list(letters_of(self.partnership.pk, state=self.state)[:MOST_ROWS])
        take_letters_away(letters, by=self.access, now=self.now)
        rows = [_row(letter) for letter in letters]
        if kwargs["kind"] == "json":
            return JsonResponse([dict(zip(COLUMNS, row, strict=True)) for row in rows], safe=False)
        return HttpResponse(
            delimited_file([COLUMNS, *rows]),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="letters.csv"'},
        )


class OfLetter(OfOutbox):
    """A page about one letter."""

    letter: Letter

    def find(self, **kwargs: Any) -> None:
        self.letter = get_object_or_404(letters_of(self.partnership.pk), pk=kwargs["pk"])

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("Letters", self.address("letter-list"))]


class LetterDetail(OfLetter):
    template_name = "partners/letter_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read_letters([self.letter], purpose="one letter", by=self.access, now=self.now)
        return super().get_context_data(row=self.shown(self.letter), **kwargs)


class LetterAgain(OfLetter):
    """The button that tries an unsent letter once more."""

    change_permission = Permission.LETTER_VIEW
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            send_letter_again(letter=self.letter, by=self.access, now=self.now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The letter is on its way again.")
        return redirect("letter-detail", self.partnership.slug, self.letter.pk)


def _row(letter: Letter) -> tuple[object, ...]:
    return (
        letter.pk, letter.made_at.isoformat(), letter.name, letter.email, kind_words(letter.template), letter.subject,
        letter.get_state_display(), letter.sent_at.isoformat() if letter.sent_at else "", letter.tries,
        problem_words(letter.last_problem),
    )  # fmt: skip
