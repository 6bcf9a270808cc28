"""A row of text as what somebody would have typed, held to the same form and to the same steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from frankpledge.delivery.bringing.meanings import STATE, fields_of
from frankpledge.delivery.bringing.words import Problems, Typist
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import COMMON
from frankpledge.records.forms import initial_of, record_form
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move


@dataclass(frozen=True, slots=True)
class Checked:
    """One row as it would be recorded, or what is wrong with it."""

    number: int  # of the row among those read, from nought
    place: str  # where a person finds it in the file
    values: dict[str, Any] = field(default_factory=dict)
    steps: tuple[Move, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()  # the column's words, and what is wrong
    record: Any = None  # the one it is a line of, where it is one


class Reader:
    """Reads rows of one kind for one person: bodies are looked up once, not for each row."""

    def __init__(self, kind: RecordKind, access: Access, meanings: list[str], today: date) -> None:
        self.kind, self.access, self.today = kind, access, today
        self.columns = [(place, name) for place, name in enumerate(meanings) if name]
        self.words = dict(fields_of(kind))
        self.form_class = record_form(kind, names=(*COMMON, *kind.fields))
        self.initial = initial_of(kind, access, today)
        self.fields = self._form({}).fields
        self.typist = Typist(self.fields)

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

    def _typed(self, said: dict[str, str]) -> tuple[dict[str, Any], Problems]:
        data, problems = self.typist.type({name: said[name] for name in self.fields if name in said})
        leads = said.get("lead_agency") or said.get("lead_group")
        for name, asked in self.fields.items():
            if name in said:
                continue
            if name in ("lead_agency", "lead_group") and not leads:
                data[name] = self.initial.get(name)
            elif asked.initial is not None and name not in COMMON:
                data[name] = asked.initial  # a choice that has a usual answer
        return data, problems

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
