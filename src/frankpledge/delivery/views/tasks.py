"""Tasks: given, changed, dropped, done; and the list of all of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property

from frankpledge.delivery.changes.tasks import TaskWords, add_task, drop_task, edit_task, finish_task, reopen_task
from frankpledge.delivery.forms import DropForm, TaskForm
from frankpledge.delivery.models import DeliveryRecord, Task
from frankpledge.delivery.tasks import LOOKS
from frankpledge.delivery.views.pages import Activity
from frankpledge.partners.changes.readings import read_people
from frankpledge.partners.models import ActionGroup, Agency, Membership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import named
from frankpledge.plans.views.tables import Cell, Empty, Listed, Table, TableFile, TablePage
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.views import one
from frankpledge.records.views.pages import RecordsPage

STATES = {"": "To do", "late": "Overdue", "done": "Done", "dropped": "Dropped", "all": "All"}
WHOSE = {"": "Everybody’s", "mine": "Mine", "agency": "My agency’s"}


class ChangesTasks(Activity, one.ChangesRecord):
    """A form about the tasks of one record."""

    change_permission = Permission.DELIVERY_WRITE
    task: Any = None  # none where one is being added

    def find(self, **kwargs):
        super().find(**kwargs)
        if "task" in kwargs:
            rows = Task.objects.within(self.partnership).whole()
            self.task = get_object_or_404(rows, pk=kwargs["task"], record=self.record)

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    def task_form(self, data=None, **options):
        """People as far as the writer may see them, themselves always; whoever is chosen already stays."""
        kept = self.task.owner_id if self.task else None
        seen = Membership.objects.visible_to(self.access).current(self.today).filter(user__is_active=True)
        rows = Membership.objects.within(self.partnership).filter(
            Q(pk__in=seen.values("pk")) | Q(pk=kept) | Q(pk__in=self.own_places())
        )
        people = rows.select_related("user", "agency").order_by("user__name", "pk")
        read_people([row.user for row in people], purpose="choice of who does a task", by=self.access, now=self.now)
        agencies = Agency.objects.within(self.partnership).open_on(self.today).order_by("name")
        return TaskForm(data, people=people, agencies=agencies, **options)

    def own_places(self):
        rows = Membership.objects.within(self.partnership).current(self.today)
        return rows.filter(user_id=self.access.user_id).values("pk")

    def words(self, form):
        said = form.cleaned_data
        return TaskWords(said["words"], said["due_on"], said["owner"], said["agency"])


class TaskAdd(ChangesTasks):
    """Somebody is to do something about the record."""

    saved = "It is given."

    @property
    def heading(self):
        return "What is to be done, and by whom?"

    @property
    def submit_text(self):
        return "Give it"

    def draft(self):
        return f"task-{self.record.pk}"

    def make_form(self, data=None):
        return self.task_form(data)

    def change(self, form):
        return add_task(record=self.record, words=self.words(form), by=self.access, now=self.now)


class TaskEdit(ChangesTasks):
    """The task says otherwise."""

    @property
    def heading(self):
        return "Edit the task"

    def draft(self):
        return f"task-{self.record.pk}-{self.task.pk}-{self.task.version}"

    def make_form(self, data=None):
        row = Task.objects.within(self.partnership).get(pk=self.task.pk)  # typed words must not touch the page's own
        return self.task_form(data, instance=row, initial={"version": row.version})

    def change(self, form):
        version = form.cleaned_data["version"] or 0
        return edit_task(task=self.task, words=self.words(form), version=version, by=self.access, now=self.now)


class TaskDrop(ChangesTasks):
    """It is no longer needed."""

    saved = "It is dropped, with your reason."

    @property
    def heading(self):
        return f"Drop this task: {self.task.words}"

    @property
    def submit_text(self):
        return "Drop it"

    def make_form(self, data=None):
        return DropForm(data)

    def change(self, form):
        return drop_task(task=self.task, why=form.cleaned_data["dropped_why"], by=self.access, now=self.now)


class TaskDone(Activity, RecordsPage):
    """It is done, or not done after all. Only sent, by buttons beside the task, which need not be beside its record."""

    http_method_names = ["post", "options"]
    change_permission = Permission.DELIVERY_VIEW  # whoever it was given to, whatever their role: the task itself says

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = Task.objects.visible_to(self.access).whole()
        self.task = get_object_or_404(rows, pk=kwargs["task"], record=kwargs["pk"], record__kind=self.kind.slug)

    def post(self, request, *args, **kwargs):
        is_again = request.POST.get("again") == "yes"
        try:
            done = (reopen_task if is_again else finish_task)(task=self.task, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            again = done.follow_up if done.follow_up and not done.follow_up.is_over else None
            following = f" Next due on {date_format(again.due_on, 'j F Y')}." if again else ""
            messages.success(request, "It is to be done again." if is_again else f"Done: {done.words}.{following}")
        if request.POST.get("back") == "my-work":
            return HttpResponseRedirect(reverse("my-work", args=[self.partnership.slug]))
        return HttpResponseRedirect(self.task.get_absolute_url())


class TaskList(Activity, TablePage):
    """Every task, the most overdue first."""

    template_name = "delivery/tasks.html"
    heading = "Tasks"
    columns = ("Number", "Record", "Task", "Agency", "Action group", "Due", "State", "Done", "Dropped")

    @property
    def today(self):
        return timezone.localdate(self.now)

    @cached_property
    def groups(self):
        return list(ActionGroup.objects.within(self.partnership).order_by("name"))

    def file_address(self, kind):
        return reverse("task-list-file", args=[self.partnership.slug, kind])

    def rows(self):
        rows = Task.objects.visible_to(self.access).whole()
        state = self.asked("state", STATES)
        if state in ("", "late"):
            rows = rows.late(self.today) if state else rows.still_open()
        elif state != "all":
            rows = rows.filter(**{f"{state}_on__isnull": False})
        whose = self.asked("whose", WHOSE)
        if whose == "mine":
            rows = rows.of_person(self.access.user_id)
        elif whose == "agency":
            rows = rows.filter(agency__in=self.access.agencies)
        group = self.asked("group", (str(each.pk) for each in self.groups))
        return list(rows.of_groups_records([group]) if group else rows)

    def line(self, row):
        return (
            row.record.number, self.title_of(row), row.words, row.agency.name, str(row.record.lead_group or ""),
            row.due_on.isoformat(), LOOKS[row.state(self.today)][1], _iso(row.done_on), _iso(row.dropped_on),
        )  # fmt: skip

    def listed(self, rows):
        hands = named({row.owner.user_id for row in rows if row.owner}, self.access)
        people = [hand.user for hand in hands.values() if hand.user]
        read_people(people, purpose="list of tasks", by=self.access, now=self.now)
        groups = [("", "Any"), *((str(each.pk), each.short_name or each.name) for each in self.groups)]
        empty = Empty(
            "Tasks will be here",
            "Nobody has been given anything to do yet. Open a meeting or another record and give the first.",
            "Go to activity",
            reverse("activity-list", args=[self.partnership.slug]),
        )
        return Listed(
            lede="What somebody is to do about a record, the most overdue first.",
            choices=(
                self.choice("state", "State", STATES.items()),
                self.choice("whose", "Whose", WHOSE.items()),
                self.choice("group", "Action group", groups),
            ),
            tables=(
                Table(
                    "Tasks",
                    ("Task", "Due", "State", "Who does it", "Record"),
                    [self.cells(row, hands) for row in rows],
                    empty="No task is like that.",
                ),
            ),
            empty=empty if not rows and not self.request.GET else None,
        )  # fmt: skip

    def cells(self, row, hands):
        colour, words = LOOKS[row.state(self.today)]
        hand = hands.get(row.owner.user_id) if row.owner else None
        return [
            Cell(row.words, row.get_absolute_url() if row.record_id in self.openable else ""),
            Cell(date_format(row.due_on, "j F Y")),
            Cell(words, colour=colour),
            Cell(hand.name if hand else row.agency.short_name or row.agency.name),
            Cell(row.record.number, note=self.title_of(row)),
        ]

    @cached_property
    def openable(self):
        """The records behind tasks that this person may read."""
        rows = DeliveryRecord.objects.visible_to(self.access)
        return set(rows.filter(tasks__isnull=False).values_list("pk", flat=True))

    def title_of(self, row):
        """What the record is called, for whoever may read it."""
        return row.record.title if row.record_id in self.openable else row.record.declared.name

    def get_context_data(self, **kwargs):
        words, name = self.home
        crumbs = [(words, reverse(name, args=[self.partnership.slug]))]
        return super().get_context_data(**{"breadcrumbs": crumbs, **kwargs})


class TaskFile(TableFile, TaskList):
    """The same list as a file: agencies, and nobody's name."""


def _iso(day):
    return day.isoformat() if day else None
