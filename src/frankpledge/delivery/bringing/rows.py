"""A row of text as what somebody would have typed, held to the same form and to the same steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms

from frankpledge.delivery.bringing.meanings import STATE, fields_of
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import COMMON
from frankpledge.records.forms import initial_of, record_form
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move

YES, NO = frozenset({"yes", "y", "true", "1", "x", "✓"}), frozenset({"", "no", "n", "false", "0"})
AS_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y")


@dataclass(frozen=True, slots=True)
class Checked:
    """One row as it would be recorded, or what is wrong with it."""

    number: int  # of the row among those read, from nought
    place: str  # where a person finds it in the file
    values: dict[str, Any] = field(default_factory=dict)
    steps: tuple[Move, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()  # the column's words, and what is wrong


class Reader:
    """Reads rows of one kind for one person: bodies are looked up once, not for each row."""

    def __init__(self, kind: RecordKind, access: Access, meanings: list[str], today: date) -> None:
        self.kind, self.access, self.today = kind, access, today
        self.columns = [(place, name) for place, name in enumerate(meanings) if name]
        self.words = dict(fields_of(kind))
        self.form_class = record_form(kind, names=(*COMMON, *kind.fields))
        self.initial = initial_of(kind, access, today)
        self.fields = self._form({}).fields
        self.rows_by_name = {
            name: _by_name(asked.queryset)
            for name, asked in self.fields.items()
            if isinstance(asked, forms.ModelChoiceField)
        }

    def check(self, rows: list[Any]) -> Iterator[Checked]:
        """Each row in turn."""
        for number, (place, cells) in enumerate(rows):
            yield self.one(number, place, cells)

    def one(self, number: int, place: str, cells: list[str]) -> Checked:
        """One row: its values and steps, or its problems with the words of their columns."""
        said = {name: (cells[column] if column < len(cells) else "").strip() for column, name in self.columns}
        wanted = said.pop(STATE, "")
        data, problems = self._typed(said)
        form = self._form(data)
        if not form.is_valid():
            named = {name for name, _ in problems}
            for name, errors in form.errors.items():
                if name not in named:
                    problems.append((name, " ".join(str(error) for error in errors)))
        values = form.values() if not problems else {}
        steps, wrong = self._steps(wanted, values)
        if wrong:
            problems.append((STATE, wrong))
        found = tuple((self.words.get(name, ""), words) for name, words in problems)
        return Checked(number, place, values, steps, found)

    def _form(self, data: dict[str, Any]) -> Any:
        blank = self.kind.model(partnership=self.access.partnership, kind=self.kind.slug)
        return self.form_class(data, instance=blank, access=self.access, today=self.today)

    def _typed(self, said: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        data: dict[str, Any] = {}
        problems: list[tuple[str, str]] = []
        leads = said.get("lead_agency") or said.get("lead_group")
        for name, asked in self.fields.items():
            if name in said:
                typed, wrong = self._value(name, asked, said[name])
                data[name] = typed
                problems += [(name, wrong)] if wrong else []
            elif name in ("lead_agency", "lead_group") and not leads:
                data[name] = self.initial.get(name)
            elif asked.initial is not None and name not in COMMON:
                data[name] = asked.initial  # a choice that has a usual answer
        return data, problems

    def _value(self, name: str, asked: forms.Field, text: str) -> tuple[Any, str]:
        """What a browser would have sent, and what is wrong where nothing fits."""
        if isinstance(asked, forms.ModelMultipleChoiceField):
            each = [self._row(name, words.strip()) for words in text.replace("\n", ";").split(";") if words.strip()]
            return [row for row, _ in each if row], next((wrong for _, wrong in each if wrong), "")
        if isinstance(asked, forms.ModelChoiceField):
            return self._row(name, text) if text else ("", "")
        if isinstance(asked, forms.BooleanField):
            known = text.lower() in YES | NO
            return text.lower() in YES, "" if known else f"“{text}” is neither yes nor no."
        if isinstance(asked, forms.ChoiceField):
            return _chosen(asked, text)
        if isinstance(asked, forms.DateField):
            return _iso(text), ""
        if isinstance(asked, forms.IntegerField | forms.DecimalField):
            return text.replace("£", "").replace(",", "").strip(), ""
        return text, ""

    def _row(self, name: str, text: str) -> tuple[Any, str]:
        found = self.rows_by_name[name].get(text.casefold())
        return (found, "") if found else ("", f"There is no “{text}” in your partnership.")

    def _steps(self, wanted: str, values: dict[str, Any]) -> tuple[tuple[Move, ...], str]:
        """The shortest way to the state the row names, as far as one hand may go, and what stands in the way."""
        states = self.kind.states
        if not wanted:
            return (), ""
        named = {label.casefold(): state for state, label in states.labels.items()}
        named |= {each: each for each in states.labels}
        state = named.get(wanted.casefold())
        if state is None:
            return (), f"“{wanted}” is none of: {', '.join(states.labels.values())}."
        way = _way(self.kind, state)
        if way is None:
            return (
                (),
                f"“{states.labels[state]}” needs somebody else’s step. Bring it in without, and let them take it.",
            )
        missing = [name for step in way for name in step.requires if values and values.get(name) in (None, "")]
        if missing:
            return (
                (),
                f"For “{states.labels[state]}” fill in: {', '.join(self.kind.label_of(name) for name in missing)}.",
            )
        return way, ""


def _way(kind: RecordKind, state: str) -> tuple[Move, ...] | None:
    queue: deque[tuple[str, tuple[Move, ...]]] = deque([(kind.states.initial, ())])
    seen = {kind.states.initial}
    while queue:
        at, way = queue.popleft()
        if at == state:
            return way
        for step in kind.states.from_state(at):
            if not step.by_another and step.to not in seen:
                seen.add(step.to)
                queue.append((step.to, (*way, step)))
    return None


def _by_name(rows: Any) -> dict[str, Any]:
    """Each row under every name it has; a name two rows share names neither."""
    found: dict[str, Any] = {}
    twice = set()
    for row in rows:
        names = {str(row), *(str(getattr(row, name, "") or "") for name in ("name", "short_name", "number", "title"))}
        names |= set(str(getattr(row, "aliases", "") or "").splitlines())
        for name in {each.casefold() for each in names if each}:
            twice |= {name} if name in found else set()
            found[name] = row.pk
    return {name: pk for name, pk in found.items() if name not in twice}


def _chosen(asked: Any, text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    named = {str(label).casefold(): value for value, label in asked.choices if value != ""}
    named |= {str(value).casefold(): value for value, _ in asked.choices if value != ""}
    found = named.get(text.casefold())
    words = ", ".join(str(label) for value, label in asked.choices if value != "")
    return (str(found), "") if found is not None else ("", f"“{text}” is none of: {words}.")


def _iso(text: str) -> str:
    """A day as ISO; what is no day stays as it is, and the field says so.

    >>> _iso("6 May 2008"), _iso("06/05/2008"), _iso("2008-05-06 00:00:00"), _iso("soon")
    ('2008-05-06', '2008-05-06', '2008-05-06', 'soon')
    """
    day = text.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for written in AS_DATES:
        try:
            return datetime.strptime(day, written).date().isoformat()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return text
