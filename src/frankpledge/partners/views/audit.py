"""The audit as its auditor reads it: searched, page by page, row by row, and taken away. Each look is audited too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry, Operation
from frankpledge.audit.queries import (
    PAGE_LENGTH,
    Search,
    entry_of,
    event_words,
    every_entry,
    page_of,
    subject_kinds,
    subject_words,
)
from frankpledge.formats.formulas import delimited_file
from frankpledge.partners import queries
from frankpledge.partners.changes.readings import read_audit, take_audit_away
from frankpledge.partners.forms import AuditSearchForm
from frankpledge.partners.permissions import Permission
from frankpledge.partners.views.pages import Crumbs, Page

MOST_ROWS = 100_000
COLUMNS = (
    "Number", "When", "Who", "Name", "Kind", "Event", "About", "Its number", "Purpose", "Before", "After", "Request",
)  # fmt: skip


class OfAudit(Page):
    """A page of the audit."""

    permission = Permission.AUDIT_VIEW

    def searched(self) -> tuple[AuditSearchForm, Search, list[User]]:
        """The filters in the address; a wrong one is shown with its error and finds nothing more than none would."""
        people = list(queries.people_ever(self.partnership))
        form = AuditSearchForm(
            self.request.GET or None, people=people, operations=Operation.choices, subjects=subject_kinds()
        )
        return form, _search(form.cleaned_data if form.is_bound and form.is_valid() else {}), people

    def bodies(self, entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
        return queries.bodies_of(((entry.subject_type, entry.subject) for entry in entries), self.partnership)

    def named(self, entries: Iterable[Entry]) -> dict[str, User]:
        """The people in the rows, as far as they are or were this partnership's."""
        keys = set()
        for entry in entries:
            keys |= {entry.actor, f"user:{entry.subject}" if entry.subject_type == "accounts.user" else ""}
        return queries.names_of(keys, self.partnership)


class AuditList(OfAudit):
    template_name = "partners/audit_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, search, people = self.searched()
        page = page_of(
            self.partnership,
            search,
            members=queries.was_member_then(self.partnership),
            before=_number(self.request.GET.get("before")),
            after=_number(self.request.GET.get("after")),
        )
        names, bodies = self.named(page.entries), self.bodies(page.entries)
        rows = (page.entries[-1].sequence, page.entries[0].sequence) if page.entries else None
        read_audit(search.said(), rows=rows, people=(person.pk for person in people), by=self.access, now=self.now)
        return super().get_context_data(
            search_form=form,
            page=page,
            rows=[_row(entry, names, bodies) for entry in page.entries],
            page_length=PAGE_LENGTH,
            is_search=bool(search.said()),
            is_close_search=bool(search.event or search.subject or search.number or search.request or form.errors),
            filters=self._filters(),
            **kwargs,
        )

    def _filters(self) -> str:
        """The filters without the place in the list, for links onward."""
        query = self.request.GET.copy()
        for name in ("before", "after"):
            query.pop(name, None)
        return query.urlencode()


class AuditEntry(OfAudit):
    template_name = "partners/audit_entry.html"
    entry: Entry

    def find(self, **kwargs: Any) -> None:
        members = queries.was_member_then(self.partnership)
        found = entry_of(self.partnership, kwargs["sequence"], members=members)
        if found is None:
            raise Http404
        self.entry = found

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("Audit", self.address("audit-list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = self.named([self.entry])
        shown = (self.entry.sequence, self.entry.sequence)
        read_audit({}, rows=shown, people=[user.pk for user in names.values()], by=self.access, now=self.now)
        return super().get_context_data(
            row=_row(self.entry, names, self.bodies([self.entry])), values=_values(self.entry), **kwargs
        )


class AuditDownload(OfAudit):
    """The rows that answer a search, as a file that no spreadsheet runs as formulas."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _, search, _ = self.searched()
        members = queries.was_member_then(self.partnership)
        entries = list(every_entry(self.partnership, search, members=members, most=MOST_ROWS))
        names = self.named(entries)
        take_audit_away(
            search.said(), rows=len(entries), people=[user.pk for user in names.values()], by=self.access, now=self.now
        )
        answer = HttpResponse(_file(entries, names), content_type="text/csv; charset=utf-8")
        day = self.today.isoformat()
        answer["Content-Disposition"] = f'attachment; filename="audit-{self.partnership.slug}-{day}.csv"'
        return answer


def _search(given: dict[str, Any]) -> Search:
    since, until = given.get("since"), given.get("until")
    texts = ("person", "operation", "event", "subject", "number", "request")
    return Search(
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
        **{name: given.get(name, "") for name in texts},
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def _row(entry: Entry, names: dict[str, User], bodies: dict[tuple[str, str], str]) -> dict[str, Any]:
    subject = names.get(f"user:{entry.subject}") if entry.subject_type == "accounts.user" else None
    body = bodies.get((entry.subject_type, entry.subject))
    thing = f"{subject_words(entry.subject_type).capitalize()} {entry.subject}"
    return {
        "entry": entry,
        "who": _who(entry.actor, names),
        "event": event_words(entry.event),
        "kind": Operation(entry.operation).label if entry.operation in Operation.values else entry.operation,
        "about": subject.name if subject else body or thing,
    }


def _who(actor: str, names: dict[str, User]) -> str:
    if actor in names:
        return names[actor].name
    kind, _, rest = actor.partition(":")
    return {"user": f"Person {rest}", "command": f"Command “{rest}”", "nobody": "Nobody logged in"}.get(kind, actor)


def _values(entry: Entry) -> list[tuple[str, Any, Any]]:
    """Each value's name, what it was and what it became."""
    before, after = entry.before or {}, entry.after or {}
    return [
        (name.replace("_", " ").capitalize(), _said(before, name), _said(after, name)) for name in {**before, **after}
    ]


def _said(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def _file(entries: list[Entry], names: dict[str, User]) -> bytes:
    return delimited_file([COLUMNS, *(_cells(entry, _row(entry, names, {})) for entry in entries)])


def _cells(entry: Entry, row: dict[str, Any]) -> tuple[object, ...]:
    at = timezone.localtime(entry.at).isoformat(timespec="seconds")
    return (
        entry.sequence, at, entry.actor, row["who"], row["kind"], entry.event, entry.subject_type, entry.subject,
        entry.purpose, entry.before or "", entry.after or "", entry.request,
    )  # fmt: skip
