"""One record: read with its history, recorded, edited, and moved on."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect

from frankpledge.core.conflicts import differences
from frankpledge.core.keeping import KEEP, LATER
from frankpledge.partners.access import NotAllowed
from frankpledge.partners.changes.readings import read_people
from frankpledge.partners.models import Membership
from frankpledge.records.changes.records import COMMON, add_record, edit_record, has_written, move_record
from frankpledge.records.forms import (
    ANOTHER,
    BESIDES,
    RecordForm,
    StepForm,
    ask_whether_same,
    initial_of,
    record_form,
    values_of,
)
from frankpledge.records.kinds import shown
from frankpledge.records.places import is_named_to
from frankpledge.records.queries import history_of, named_by, tables_of
from frankpledge.records.seen import marks_of
from frankpledge.records.states import Move
from frankpledge.records.views.pages import EDITED_MEANWHILE, WRONG, OneRecord, RecordsPage, Writes, in_full


class RecordDetail(OneRecord):
    """What the record says, what can be done with it now, and what happened to it."""

    template_name = "records/detail.html"

    def facts(self):
        """Everything that is filled in, by its name."""
        facts = [attribute for _, attribute in self.kind.facts]
        names = [*COMMON[1:5], *self.kind.fields, *facts, *COMMON[5:]]  # the title is the heading
        said = [(self.kind.label_of(name), shown(self.record, name, self.access)) for name in names]
        return [(label, in_full(value)) for label, value in said if value not in ("", None)]

    def steps(self):
        """The steps this person may take now, and those that wait for somebody else."""
        mine: list[Move] = []
        others: list[Move] = []
        is_author = has_written(self.record, self.access.audit_key)
        for step in self.kind.states.from_state(self.record.state):
            may_clear = self.access.may(self.registry.clear, **self.record.led_by())
            if not step.is_clearing:
                (mine if self.may_write else []).append(step)
            elif may_clear and not (step.by_another and is_author):
                mine.append(step)
            else:
                others.append(step)
        return mine, others

    def tables(self):
        """Each table inside it; its lines with the addresses to change them where this person may now."""
        found, self.named_in_lines = [], []
        for table in tables_of(self.record, self.access):
            named = [getattr(line, name) for line, _ in table.lines for name in table.part.fields]
            named = [each for each in named if isinstance(each, Membership) and is_named_to(each, self.access)]
            self.named_in_lines += [each.user for each in named]
            slug, is_open = table.part.slug, self.may_write and table.part.is_open_in(self.record.state)
            lines = [
                (
                    [(head, in_full(cell)) for head, cell in zip(table.heads, cells, strict=True)],
                    self.record.address("part-edit", slug, line.pk),
                    self.record.address("part-remove", slug, line.pk),
                )
                for line, cells in table.lines
            ]
            found.append((table, lines, self.record.address("part-add", slug) if is_open else ""))
        return found

    def get_context_data(self, **kwargs):
        mine, others = self.steps()
        steps = [(step, self.record.address("move", step.name)) for step in mine]
        can_edit = any(self.kind.may_edit(name, self.record.state) for name in (*COMMON, *self.kind.fields))
        said = {
            "facts": self.facts(),
            "steps": steps,
            "waits": others,
            "edit_url": self.record.address("edit") if self.may_write and can_edit else "",
            "tables": self.tables(),
            "history": history_of(self.record),
        }
        self._note_names_read()
        return super().get_context_data(**{**said, **kwargs, "breadcrumbs": self.crumbs()[:-1]})

    def _note_names_read(self):
        """Whose names the page says is written down, as on every page that names people."""
        places = [getattr(self.record, name) for name in named_by(self.kind, self.kind.fields)]
        places = [each for each in places if isinstance(each, Membership) and is_named_to(each, self.access)]
        people = [*(each.user for each in places), *self.named_in_lines]
        read_people(people, purpose=f"a record: {self.kind.name}", by=self.access, now=self.now)


class RecordChoose(RecordsPage):
    """What do you want to record?"""

    template_name = "records/choose.html"

    def get_context_data(self, **kwargs):
        families = [
            (family, [(kind, self.address("add", kind.slug)) for kind in kinds])
            for family, kinds in self.registry.by_family()
        ]
        return super().get_context_data(**{"families": families, **kwargs})


class RecordAdd(Writes):
    """A new record."""

    saved = "It is recorded."
    same = None  # the record that was recorded already, if whoever typed this one says so

    @property
    def heading(self):
        return f"Record {'an' if self.kind.name[0] in 'aeiou' else 'a'} {self.kind.name}"

    @property
    def lede(self):
        return self.kind.purpose

    @property
    def submit_text(self):
        return "Record it"

    def draft(self):
        return f"{self.registry.names}-{self.partnership.slug}-{self.kind.slug}"

    def get(self, request, *args, **kwargs):
        """What is guarded is not left on a phone; any other kind's form opens again without signal."""
        answer = super().get(request, *args, **kwargs)
        if not self.kind.guarded:
            answer[KEEP] = "form"
        return answer

    def show(self, form, status=200, **more):
        return super().show(form, status, **{"opens_without": True, "today": self.today, **more})

    def make_form(self, data=None):
        blank = self.kind.model(partnership=self.partnership, kind=self.kind.slug)
        names = tuple(name for name in (*COMMON, *self.kind.fields) if name not in self.kind.later)
        known = initial_of(self.kind, self.access, self.today) | self.named()
        return record_form(self.kind, names=names)(
            data, instance=blank, initial=known, access=self.access, today=self.today
        )

    def named(self):
        """Another record that the address says this one is about: chosen already, if it may be chosen at all."""
        columns = [field.name for field in self.kind.model._meta.local_fields if field.many_to_one]
        return {name: self.request.GET[name] for name in columns if self.request.GET.get(name, "").isdecimal()}

    def post(self, request, *args, **kwargs):
        """What may be recorded already is shown first; of a form that waited on a phone nobody can be asked."""
        likeness = self.registry.likeness(self.kind.slug)
        form = self.make_form(request.POST)
        if likeness is not None and form.is_valid():
            alike = likeness.find(form.instance, self.access)
            said = request.POST.get("same", "")
            self.same = next((row for row, _ in alike if str(row.pk) == said), None)
            is_asked = self.same is None and said != ANOTHER and LATER not in request.headers
            if is_asked and (alike or said):
                ask_whether_same(form, alike)
                return self.show(form, WRONG, alike=alike)
        return super().post(request, *args, **kwargs)

    def change(self, form):
        if self.same is None:
            return add_record(kind=self.kind, values=form.values(), by=self.access, now=self.now)
        likeness: Any = self.registry.likeness(self.kind.slug)  # whoever says "the same" was shown by it
        return likeness.say(record=self.same, values=form.values(), by=self.access, now=self.now)

    def said_of(self, row):
        return self.saved if self.same is None else f"It was recorded already: {row.number} says it was seen again."


class ChangesRecord(Writes, OneRecord):
    """A form about a record that is there, for those whose permission reaches it."""

    def _demand_change(self):
        self.access.demand(self.registry.write, **self.record.led_by())

    def form_with(self, made, data, **options):
        """Laid over a copy: what is typed must not touch the record the page shows."""
        names = [name for name in made.base_fields if name not in BESIDES]
        given = {"version": self.record.version, "was": marks_of(values_of(self.record, names))}
        return made(
            data, instance=copy.copy(self.record), initial=given, access=self.access, today=self.today, **options
        )


class RecordEdit(ChangesRecord):
    """Change what a record says, as far as its state lets it."""

    @property
    def heading(self):
        return f"Edit {self.record.number}"

    @property
    def lede(self):
        back = self.kind.states.reopens.get(self.record.state)
        return f"If you change it, it will be “{self.kind.states.labels[back]}” again." if back else ""

    def draft(self):
        return f"{self.registry.names}-{self.record.pk}"

    def names(self, data=None):
        """What may be edited now, and whatever was sent: typed before a step shut it, it is refused and not lost."""
        every = (*COMMON, *self.kind.fields)
        sent = {key.removesuffix("-day") for key in data or ()}
        return tuple(name for name in every if name in sent or self.kind.may_edit(name, self.record.state))

    def make_form(self, data=None):
        return self.form_with(record_form(self.kind, names=self.names(data), base=RecordForm), data)

    def get(self, request, *args, **kwargs):
        if not self.names():
            messages.error(request, f"This is “{self.record.state_label}”, and is no longer edited.")
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def change(self, form):
        return edit_record(
            record=self.record, values=form.changed(), version=form.cleaned_data["version"] or 0, by=self.access,
            now=self.now,
        )  # fmt: skip

    def show_both(self, form, meanwhile):
        """Only what both changed beside each other; the form holds the rest as the two of them made it."""
        now = values_of(meanwhile.current, [name for name in form.fields if name not in BESIDES])
        rows = differences(form, now, meanwhile.fields)
        form.data = form.refilled(now, frozenset(form.changed()))
        form.data["version"], form.data["was"] = str(meanwhile.current.version), marks_of(now)
        return self.show(form, EDITED_MEANWHILE, conflict=True, rows=rows)

    def said_of(self, row):
        if not row.kept_too:
            return self.saved
        theirs = ", ".join(f"“{self.kind.label_of(name)}”" for name in sorted(row.kept_too))
        return f"Saved. {theirs} was changed meanwhile by somebody else; both are kept."


class RecordMove(ChangesRecord):
    """Take one step, with what it asks."""

    saved = "Done."

    def draft(self):
        return f"{self.registry.names}-{self.record.pk}-{self.step.name}"

    def find(self, **kwargs):
        super().find(**kwargs)
        step = next((each for each in self.kind.states.moves if each.name == kwargs["move"]), None)
        if step is None:
            raise Http404
        self.step = step

    def _demand_change(self):
        needed = self.registry.clear if self.step.is_clearing else self.registry.write
        self.access.demand(needed, **self.record.led_by())
        if self.step.by_another and has_written(self.record, self.access.audit_key):
            raise NotAllowed("You wrote this yourself. Somebody else must do this step.", needed)

    @property
    def heading(self):
        return self.step.label

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    @property
    def submit_text(self):
        return self.step.label

    def make_form(self, data=None):
        made = record_form(self.kind, names=self.step.asks, base=StepForm)
        return self.form_with(made, data, asks_reason=self.step.asks_reason, offers=self.step.offers)

    def get(self, request, *args, **kwargs):
        if self.record.state not in self.step.of:
            messages.error(request, f"This is now “{self.record.state_label}”: that step cannot be taken.")
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def change(self, form):
        return move_record(
            record=self.record, move=self.step.name, version=form.cleaned_data["version"] or 0, values=form.values(),
            reason=form.cleaned_data.get("reason", ""), by=self.access, now=self.now,
        )  # fmt: skip
