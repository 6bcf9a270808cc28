"""The register by date, one rule with its versions, and the forms of those who keep the partnership's own rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import slugify

from frankpledge.core.fields import errors_of
from frankpledge.formats.formulas import delimited_file
from frankpledge.law import changes, queries
from frankpledge.law.forms import AskForm, EndRuleForm, RuleForm
from frankpledge.law.models import Rule
from frankpledge.partners.permissions import Permission
from frankpledge.partners.views.pages import Crumbs, FormPage, Page

A_PAGE = 25
FILES = ("csv", "json")


class LawPage(Page):
    """A page of the register. Every member may read it."""

    def may_edit(self) -> bool:
        return self.access.may(Permission.PARTNERSHIP_EDIT)

    @cached_property
    def form(self) -> AskForm:
        return AskForm(self.request.GET or None, topics=queries.topics(self.partnership))

    @cached_property
    def asked(self) -> queries.Asked:
        """What was asked for; a filter that makes no sense narrows nothing, and the form says so."""
        said = self.form.cleaned_data if self.form.is_valid() or self.form.is_bound else {}
        given = {name: value for name, value in said.items() if value}
        return queries.Asked(**{"day": self.today, **given})

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("Law", self.address("law-list"))]


class LawList(LawPage):
    """The law on a day."""

    template_name = "law/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.register(self.partnership, self.asked)
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))
        query = self.request.GET.urlencode()
        return super().get_context_data(
            **{
                **kwargs,
                "page_obj": page,
                "lines": [(row, row.url_in(self.partnership)) for row in page],
                "ask": self.form,
                "asked": self.asked,
                "has_errors": bool(errors_of(self.form)),
                "unchecked": sum(not row.confirmed for row in rows),
                "is_narrowed": bool(self.request.GET.keys() - {"page"}),
                "files": [
                    (each.upper(), self.address("law-file", each) + (f"?{query}" if query else "")) for each in FILES
                ],
                "add_url": self.address("law-add") if self.may_edit() else "",
                "off_url": f"{self.address('law-list')}?which=off",
                "place": queries.jurisdiction_of(self.partnership).capitalize(),
            }
        )

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]


class LawFile(LawPage):
    """The same as a file."""

    http_method_names = ["get", "head", "options"]

    def find(self, **kwargs: Any) -> None:
        if kwargs["file"] not in FILES:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lines = [queries.line_of(row) for row in queries.register(self.partnership, self.asked)]
        response: HttpResponse
        if kwargs["file"] == "csv":
            response = HttpResponse(delimited_file([queries.HEADS, *lines]), content_type="text/csv; charset=utf-8")
        else:
            names = [slugify(head).replace("-", "_") for head in queries.HEADS]
            rows = [dict(zip(names, line, strict=True)) for line in lines]
            response = JsonResponse({"on": self.asked.day.isoformat(), "rows": rows})
        name = f"{self.partnership.slug}-law-{self.asked.day.isoformat()}.{kwargs['file']}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class OfRule(LawPage):
    """A page about one row: the installation's, or the partnership's own."""

    rule: Rule

    def find(self, **kwargs: Any) -> None:
        rows = Rule.objects.known_to(self.partnership).select_related("follows")
        self.rule = get_object_or_404(rows, pk=kwargs["pk"])

    @property
    def is_own(self) -> bool:
        return self.rule.partnership_id is not None


class RuleDetail(OfRule):
    """What one row says, and every other version of the same rule."""

    template_name = "law/rule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [
            (row, row.url_in(self.partnership))
            for row in queries.versions_of(self.rule, self.partnership)
            if row.pk != self.rule.pk
        ]
        may, stands = self.may_edit(), self.rule.withdrawn_at is None
        return super().get_context_data(
            **{
                **kwargs,
                "rule": self.rule,
                "is_own": self.is_own,
                "others": others,
                "is_now": not self.rule.is_off and stands and self._holds_today(),
                "follow_url": self.address("law-follow", self.rule.pk) if may and stands else "",
                "end_url": self.address("law-end", self.rule.pk) if may and stands and self.is_own else "",
            }
        )

    def _holds_today(self) -> bool:
        first, last = self.rule.valid_from, self.rule.valid_to
        return first is not None and first <= self.today and (last is None or self.today <= last)


class RuleAdd(LawPage, FormPage):
    """A rule of the partnership's own that the register does not have."""

    change_permission = Permission.PARTNERSHIP_EDIT
    heading = "Enter a rule"
    lede = "For what the register does not have: a local amount, a local time limit. It can be ended, not changed."
    submit_text = "Enter it"
    done = "It is entered."
    added: Rule

    form_class = RuleForm

    def form_options(self) -> dict[str, Any]:
        return {"is_following": False}

    def initial(self) -> dict[str, Any]:
        return {"jurisdiction": queries.jurisdiction_of(self.partnership)}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        self.added = changes.add_rule(**cleaned, by=self.access, now=self.now)

    def on(self) -> str:
        return self.added.url_in(self.partnership)


class RuleFollow(OfRule, FormPage):
    """A row of the partnership's own in the place of another: it begins, or it changed."""

    change_permission = Permission.PARTNERSHIP_EDIT
    form_class = RuleForm
    submit_text = "Enter it"
    done = "It is entered."
    added: Rule

    @property
    def heading(self) -> str:  # type: ignore[override]
        return "Say when this began" if self.rule.is_off else "Enter what follows this rule"

    @property
    def lede(self) -> str:  # type: ignore[override]
        now = f"{self.rule.words}: {self.rule.shown}."
        if self.is_own:
            return f"{now} It ends the day before the new one begins. Records made under it keep what it said."
        return f"{now} That row stays as it is; yours stands before it from its first day."

    def form_options(self) -> dict[str, Any]:
        return {"is_following": True}

    def initial(self) -> dict[str, Any]:
        off = self.rule.is_off
        return {
            "words": self.rule.words, "jurisdiction": self.rule.jurisdiction, "value": self.rule.value,
            "source": "" if off else self.rule.source,
        }  # fmt: skip

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        self.added = changes.add_rule(
            **cleaned, key=self.rule.key, sort=self.rule.sort, follows=self.rule, by=self.access, now=self.now
        )

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.rule.words, self.rule.url_in(self.partnership))]

    def on(self) -> str:
        return self.added.url_in(self.partnership)


class RuleEnd(OfRule, FormPage):
    """The partnership's own row ended, or was a mistake."""

    change_permission = Permission.PARTNERSHIP_EDIT
    form_class = EndRuleForm
    heading = "End or withdraw this rule"
    lede = "Records made under it keep what it said."
    done = "Saved."

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not self.is_own:
            raise Http404

    def initial(self) -> dict[str, Any]:
        return {"how": "ended", "valid_to": self.rule.valid_to}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        if cleaned["how"] == "mistake":
            changes.withdraw_rule(rule=self.rule, because=cleaned["because"], by=self.access, now=self.now)
        else:
            changes.end_rule(rule=self.rule, valid_to=cleaned["valid_to"], by=self.access, now=self.now)

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.rule.words, self.rule.url_in(self.partnership))]
