"""Turns the rows of a plan into what a document says, touching only what differs and losing no history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.plandocs import model as document
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plans.changes.holding import mark_modified
from frankpledge.plans.importing.bodies import Directory
from frankpledge.plans.importing.comparing import row_of
from frankpledge.plans.importing.periods import start_of
from frankpledge.plans.importing.rows import Writer, action_values, plain_values, section_row, section_values
from frankpledge.plans.models import Action, Objective, ObjectiveParty, Plan, QuarterUpdate, Section, UpdateState
from frankpledge.plans.queries.documents import layout_json, unread_json
from frankpledge.plans.queries.update_states import Move
from frankpledge.plans.queries.update_states import after as state_after

Placed = tuple[Section, int, document.Objective]  # the section it shall stand in, its place there, what it says


@dataclass(slots=True)
class Reconciler:
    """Changes one plan, already locked, by one actor at one moment."""

    plan: Plan
    directory: Directory
    by: Access
    now: datetime
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        """The writer of new rows speaks for the same actor."""
        self.writer = Writer(self.directory, self.by.audit_key, self.now)

    def change(self, before: PlanDocument, after: PlanDocument) -> None:
        """``before`` is what the rows say now, ``after`` what they shall say; both are marked with their rows."""
        sections = {row.pk: row for row in Section.objects.filter(plan=self.plan)}
        rows = {row.pk: row for row in Objective.objects.filter(section__plan=self.plan)}
        was = {row_of(each): each for section in before.sections for each in section.objectives}
        placed = [
            (row, position, said)
            for row, section in zip(self._sections(sections, after.sections), after.sections, strict=True)
            for position, said in enumerate(section.objectives)
        ]
        kept = {row_of(said) for _section, _position, said in placed}
        for number, row in rows.items():
            if number not in kept:
                self._remove(row, was[number])
        for section, position, said in placed:
            if (known := row_of(said)) is not None:
                self._change(rows[known], was[known], said, section, position)
        self._add([each for each in placed if row_of(each[2]) is None])
        stay = {row_of(section) for section in after.sections}
        for gone in (row for number, row in sections.items() if number not in stay):
            said_of_it = {"number": gone.number, "title": gone.title, "notes": gone.notes, "updates": gone.updates}
            self._log("section.removed", gone, Operation.ERASE, before=said_of_it)
            gone.delete()
        self._words(before, after)

    def _sections(self, rows: dict[int, Section], after: Sequence[document.Section]) -> Iterator[Section]:
        """The row of each section, changed or new."""
        for position, said in enumerate(after):
            number = row_of(said)
            if number is None:
                row = section_row(self.plan, said, position)
                row.save()
                self._log("section.added", row, Operation.CREATE, after=section_values(said))
            else:
                row = rows[number]
                self._save(row, "section.changed", section_values(said), position=position)
            yield row

    def _add(self, placed: Sequence[Placed]) -> None:
        new = [(self.writer.objective_row(section, said, position), said) for section, position, said in placed]
        for row, _said in new:
            row.standing = Objective.Standing.NEW if self.plan.previous_id else Objective.Standing.UNMARKED
        self.writer.objectives(new)
        for row, said in new:
            self._log("objective.added", row, Operation.CREATE, after={"ref": said.ref, "text": said.objective})

    def _remove(self, row: Objective, said: document.Objective) -> None:
        self._log("objective.removed", row, Operation.ERASE, before=asdict(replace(said, place=row.place)))
        self.plan.retired_refs = [*self.plan.retired_refs, row.ref]
        row.delete()

    def _change(
        self, row: Objective, was: document.Objective, said: document.Objective, section: Section, position: int
    ) -> None:
        others: dict[str, tuple[Any, Any]] = {}
        if was.actions != said.actions:
            others["actions"] = self._actions(row, was.actions, said.actions)
        if (was.leads, was.groups) != (said.leads, said.groups):
            ObjectiveParty.objects.filter(objective=row).delete()
            self.writer.parties([(row, said)])
            others["leads"] = (_names(was), _names(said))
        if was.updates != said.updates:
            self._updates(row, was.updates, said.updates)
        values = {**plain_values(said), "place": row.place}
        self._save(row, "objective.changed", values, others, section_id=section.pk, position=position)

    def _save(
        self,
        row: Section | Objective,
        event: str,
        values: dict[str, Any],
        others: dict[str, tuple[Any, Any]] | None = None,
        **places: int,
    ) -> None:
        """Save what differs. Words that changed are a new version; a new place alone is not."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        moved = {name: value for name, value in places.items() if getattr(row, name) != value}
        others = others or {}
        before = {name: getattr(row, name) for name in [*changed, *moved]} | {
            k: old for k, (old, _new) in others.items()
        }
        after = {**changed, **moved, **{name: new for name, (_old, new) in others.items()}}
        if not after:
            return
        for name, value in {**changed, **moved}.items():
            setattr(row, name, value)
        if changed or others:
            row.version += 1
            if isinstance(row, Objective):
                row.changed_at = self.now
                mark_modified(row)
        row.save()
        self._log(event, row, Operation.UPDATE, before=before, after=after)

    def _actions(
        self, row: Objective, was: Iterable[document.Action], said: Iterable[document.Action]
    ) -> tuple[list[str], list[str]]:
        """An action whose words stay keeps its row, wherever it now stands."""
        kept: dict[str, list[Action]] = defaultdict(list)
        for action in Action.objects.filter(objective=row).order_by("-position", "-pk"):
            kept[action.text].append(action)
        written: list[int] = []
        self._write_actions(row, None, said, kept, written)
        Action.objects.filter(objective=row).exclude(pk__in=written).delete()
        return _action_words(was), _action_words(said)

    def _write_actions(
        self,
        row: Objective,
        parent: Action | None,
        said: Iterable[document.Action],
        kept: dict[str, list[Action]],
        written: list[int],
    ) -> None:
        for words in said:
            action = kept[words.text].pop() if kept[words.text] else Action(objective=row)
            for name, value in action_values(words).items():
                setattr(action, name, value)
            action.parent, action.position = parent, len(written)
            action.save()
            written.append(action.pk)
            self._write_actions(row, action, words.children, kept, written)

    def _updates(self, row: Objective, was: dict[str, str], said: dict[str, str]) -> None:
        """A cell whose words change gets a new version; what it said before stays in its history."""
        cells = {update.quarter: update for update in QuarterUpdate.objects.filter(objective=row)}
        for quarter in dict.fromkeys([*was, *said]):
            text = said.get(quarter, "")
            if text == was.get(quarter, ""):
                continue
            update = cells.get(quarter) or QuarterUpdate(objective=row, quarter=quarter, version=0)
            before = update.text
            update.text, update.version, update.changed_at = text, update.version + 1, self.now
            # As if somebody had written it: what was approved waits to be approved again; a blank is a draft.
            state = state_after(update.state, Move.WRITE) if text else UpdateState.DRAFTED
            if state is not None and state != update.state:
                update.state, update.state_at = state, self.now
            update.save()
            is_public = update.published_version is not None
            self.writer.versions([update], "The document was brought again with other words" if is_public else "")
            after = {"text": text, "quarter": quarter, "ref": row.ref}
            self._log("update.written", update, Operation.UPDATE, before={"text": before}, after=after)

    def _words(self, before: PlanDocument, after: PlanDocument) -> None:
        """The plan's own words and what is kept with it."""
        words: dict[str, Any] = {"title": after.title, "period": after.period, "preamble": after.preamble}
        if after.period != before.period:
            words["starts_on"] = start_of(after.period) or self.plan.starts_on
        changed = {name: value for name, value in words.items() if getattr(self.plan, name) != value}
        if changed:
            self._log(
                "plan.changed",
                self.plan,
                Operation.UPDATE,
                before={name: getattr(self.plan, name) for name in changed},
                after=changed,
            )
            for name, value in changed.items():
                setattr(self.plan, name, value)
            self.plan.version += 1
        if after.layout != before.layout:
            self.plan.layout = layout_json(after.layout)
        if after.unread != before.unread:
            self.plan.unread = unread_json(after.unread)
        self.plan.save()

    def _log(self, event: str, subject: Any, operation: Operation, **said: Any) -> None:
        log(event, subject, by=self.by, now=self.now, partnership=self.by.partnership, operation=operation, **said)


def _names(objective: document.Objective) -> list[dict[str, Any]]:
    return [
        {"as": capacity, "kind": party.kind, "names": list(party.names)}
        for capacity, parties in (("lead", objective.leads), ("group", objective.groups))
        for party in parties
    ]


def _action_words(actions: Iterable[document.Action]) -> list[str]:
    return [words for action in actions for words in (action.text, *_action_words(action.children))]
