"""The page a letter's link opens: what was asked of one person, answered without logging in."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import View

from frankpledge.accounts import throttle
from frankpledge.accounts.sessions import browser_words
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.core.submissions import answer_once
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.quarters.changes.answering import NotTheirs, answer, submit_all, submit_answer, take_back_answer
from frankpledge.quarters.changes.drafting import draft_answer
from frankpledge.quarters.changes.entering import enter_value, tick_milestone
from frankpledge.quarters.changes.links import (
    LinkIsOver,
    hash_of,
    link_for,
    note_browser,
    note_opened,
    send_fresh_link,
    stop_my_links,
)
from frankpledge.quarters.forms import AnswerForm, StepForm, ValueForm
from frankpledge.quarters.models import AnswerLink
from frankpledge.quarters.queries.answering import answers_of

COOKIE = "answer-browser"  # a word that tells one browser from another, and nothing else
GONE, EDITED, WRONG = 410, 409, 422


class _TokenCsrf(CsrfViewMiddleware):
    """Django's own check of the form's token, for a page that sends no referrer: its forms come from origin "null"."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        return request.META["HTTP_ORIGIN"] == "null" or bool(super()._origin_verified(request))


def _refused_as_forged(request: HttpRequest) -> HttpResponseBase | None:
    check = _TokenCsrf(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _: HttpResponse(), (), {})


@method_decorator(
    [login_not_required, csrf_exempt, never_cache, sensitive_post_parameters(), sensitive_variables("token")],
    name="dispatch",
)
class Answer(View):
    """Whoever holds the link may answer what was asked of its person in its quarter, and see nothing else."""

    http_method_names = ["get", "head", "post"]
    now: datetime
    link: AnswerLink

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        response = self._answer(request, kwargs["token"])
        # The address is a secret: nothing on the page may carry it elsewhere, keep it, or list it.
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    def _answer(self, request: HttpRequest, token: str) -> HttpResponseBase:
        if request.method not in self.allowed():
            return self.http_method_not_allowed(request)
        found = self._find(request, token)
        if request.method == "POST" and (forged := _refused_as_forged(request)):
            return forged
        if found is None:
            return self._gone(request, token)
        self.link = found
        if request.method != "POST":
            return self._show(request)
        if "application/json" in request.headers.get("Accept", ""):
            return self._save_quietly(request)
        return answer_once(
            request, actor=f"link:{hash_of(token)[:24]}", now=self.now, answer=lambda: self._change(request)
        )

    def allowed(self) -> set[str]:
        return {method.upper() for method in self.http_method_names}

    def _find(self, request: HttpRequest, token: str) -> AnswerLink | None:
        """The link, if it works. Guessing is counted; a browser that has answered by this very link is not guessing."""
        found = link_for(token, now=self.now)
        if found is not None and self._is_known(request, found):
            return found
        attempt = throttle.attempt(request, lock="answer link", now=self.now)
        if found is not None:
            attempt.succeeded()
        return found

    def _is_known(self, request: HttpRequest, link: AnswerLink) -> bool:
        mine = hash_of(request.COOKIES.get(COOKIE, ""))
        return any(constant_time_compare(mine, each) for each in link.browsers.values_list("key_hash", flat=True))

    def _gone(self, request: HttpRequest, token: str) -> HttpResponse:
        """Unknown, stopped, spent, published: one page for all, which offers a letter to the address on file."""
        asked = request.method == "POST" and request.POST.get("do") == "fresh"
        if asked:
            send_fresh_link(token=token, now=self.now)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"problem": str(LinkIsOver())}, status=GONE)
        said = {"is_asked": asked, "is_stopped": "stopped" in request.GET}
        return render(request, "quarters/answer_gone.html", said, status=GONE)

    def _show(self, request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
        if request.method == "GET":
            note_opened(link=self.link, now=self.now)
        answers = answers_of(self.link, on=timezone.localdate(self.now))
        context = {
            "answers": answers,
            "link": self.link,
            "round": self.link.round,
            "partnership_name": self.link.round.plan.partnership.name,
            "first_name": self.link.person.name.split(" ")[0],
            "today": timezone.localdate(self.now),
            **more,
        }
        return render(request, "quarters/answer.html", context, status=status)

    def _change(self, request: HttpRequest) -> HttpResponse:
        """One thing done from the page, without a script."""
        try:
            there = self._do(request, request.POST.get("do", ""))
        except LinkIsOver:
            return render(request, "quarters/answer_gone.html", {"is_asked": False}, status=GONE)
        except EditedMeanwhile as meanwhile:
            return self._show(request, EDITED, meanwhile=meanwhile.current, typed=request.POST.get("text", ""))
        except PlanRefused as refusal:
            return self._show(
                request, 403 if isinstance(refusal, NotTheirs) else WRONG, problem=str(refusal),
                problem_at=_number(request.POST.get("objective", "")), typed=request.POST.get("text", ""),
            )  # fmt: skip
        return self._remember(request, HttpResponseRedirect(f"{request.path}{there}"))

    def _do(self, request: HttpRequest, do: str) -> str:
        """Make the change; where on the page to go on."""
        note_browser(link=self.link, key=self._key(request), browser=self._browser(request), now=self.now)
        if do == "submit-all":
            submit_all(link=self.link, now=self.now)
            return ""
        if do == "stop":
            stop_my_links(link=self.link, now=self.now)
            return "?stopped"
        if do == "tick":
            return self._at(tick_milestone(link=self.link, now=self.now, **_cleaned(StepForm(request.POST))))
        if do == "value":
            return self._at(enter_value(link=self.link, now=self.now, **_cleaned(ValueForm(request.POST))))
        said = _cleaned(AnswerForm(request.POST))
        if do == "draft":
            draft_answer(link=self.link, now=self.now, **said)
        elif do == "take-back":
            said.pop("text")
            take_back_answer(link=self.link, now=self.now, **said)
        else:
            change = submit_answer if do == "submit" else answer
            change(link=self.link, now=self.now, **said)
        return self._at(said["objective"])

    def _at(self, objective: int) -> str:
        return f"#o-{objective}"

    def _save_quietly(self, request: HttpRequest) -> HttpResponse:
        """What the page's script sends while somebody types: saved, or why not, in a few words."""
        form = AnswerForm(request.POST)
        try:
            said = _cleaned(form)
            note_browser(link=self.link, key=self._key(request), browser=self._browser(request), now=self.now)
            update = answer(link=self.link, now=self.now, **said)
        except LinkIsOver as over:
            return JsonResponse({"problem": str(over)}, status=GONE)
        except EditedMeanwhile as meanwhile:
            return JsonResponse({"problem": "edited", "version": meanwhile.current.version}, status=EDITED)
        except PlanRefused as refusal:
            return JsonResponse({"problem": str(refusal)}, status=WRONG)
        at = timezone.localtime(update.changed_at)
        return self._remember(request, JsonResponse({"version": update.version, "at": f"{at:%H:%M}"}))

    def _key(self, request: HttpRequest) -> str:
        """The word in this browser, or a new one, kept until the answer leaves."""
        if not hasattr(self, "_word"):
            self._word = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(16)
        return self._word

    def _browser(self, request: HttpRequest) -> str:
        return browser_words(request.headers.get("User-Agent", ""))

    def _remember(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.set_cookie(
            COOKIE, self._key(request), max_age=90 * 24 * 3600, path="/answer/", httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return response


def _cleaned(form: Any) -> dict[str, Any]:
    """What was typed, or a refusal in words for the person."""
    if form.is_valid():
        return dict(form.cleaned_data)
    first = next(iter(form.errors.items()))
    raise PlanRefused(f"{form.fields[first[0]].label or first[0].replace('_', ' ').capitalize()}: {first[1][0]}")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
