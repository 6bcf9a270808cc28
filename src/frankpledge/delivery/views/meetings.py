"""A meeting's agenda filled, its paper read and taken away; and how often a group means to meet."""

from __future__ import annotations

import json

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect

from frankpledge.core.calendars import as_icalendar
from frankpledge.core.downloads import download
from frankpledge.delivery.cadence import GroupCadence
from frankpledge.delivery.changes.agenda import fill_agenda, set_cadence
from frankpledge.delivery.changes.attendance import ANSWERS, answers_of, mark_attendance
from frankpledge.delivery.changes.meeting_letters import send_paper
from frankpledge.delivery.changes.minutes import disclose_minutes
from frankpledge.delivery.dates import of_meeting
from frankpledge.delivery.forms import AttendanceForm, CadenceForm
from frankpledge.delivery.kinds.meetings import Meeting
from frankpledge.delivery.minutes import MARKING, look_of, paper_of
from frankpledge.delivery.views.pages import Activity
from frankpledge.papers.pdf import write_pdf
from frankpledge.papers.word import write_word
from frankpledge.partners.models import Agency
from frankpledge.partners.permissions import Permission
from frankpledge.partners.views.groups import GroupFormPage
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.views.one import ChangesRecord
from frankpledge.records.views.pages import OneRecord

WRITERS = {
    "pdf": (write_pdf, "application/pdf"),
    "docx": (write_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
CALENDAR = "ics"


class OneMeeting(Activity, OneRecord):
    """A page of one meeting of a group; other kinds of record have none of these."""

    def find(self, **kwargs):
        super().find(**kwargs)
        if not isinstance(self.record, Meeting):
            raise Http404


class AgendaFill(OneMeeting):
    """Put on the agenda what is due. Only sent, by a button on the meeting's page."""

    http_method_names = ["post", "options"]
    change_permission = Permission.DELIVERY_WRITE

    def _demand_change(self):
        self.access.demand(self.registry.write, **self.record.led_by())

    def post(self, request, *args, **kwargs):
        try:
            count = fill_agenda(meeting=self.record, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            said = f"{count} {'item' if count == 1 else 'items'} put on the agenda."
            messages.success(request, said if count else "Nothing is due that is not on the agenda already.")
        return HttpResponseRedirect(f"{self.record.get_absolute_url()}#part-agenda")


class AttendanceMark(OneMeeting, ChangesRecord):
    """Who came: every agency on one page, in one save."""

    change_permission = Permission.DELIVERY_WRITE
    heading = "Who came?"
    submit_text = "Save who came"
    saved = "Who came is written down."

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    def make_form(self, data=None):
        there = answers_of(self.record)
        rows = Agency.objects.within(self.partnership)
        agencies = list(rows.filter(Q(pk__in=rows.open_on(self.today)) | Q(pk__in=there)).order_by("name"))
        initial = {f"a{pk}": answer for pk, answer in there.items()} | {"seen": there}
        return AttendanceForm(data, agencies=agencies, answers=ANSWERS, initial=initial)

    def change(self, form):
        return mark_attendance(
            meeting=self.record, answers=form.answers(), seen=form.seen_by_writer(), by=self.access, now=self.now
        )

    def show(self, form, status=200, **more):
        if form.is_bound:  # what stands is seen now: saved again, it is saved knowingly
            form.data = form.data.copy()
            form.data["seen"] = json.dumps(answers_of(self.record))
        return super().show(form, status, **more)


class PaperSend(AgendaFill):
    """Send the agenda, or agreed minutes, to whoever has not had it. Only sent, by a button on the meeting's page."""

    def post(self, request, *args, **kwargs):
        try:
            count = send_paper(meeting=self.record, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            said = f"Sent to {count} {'person' if count == 1 else 'people'}."
            messages.success(request, said if count else "Everybody has had it already.")
        return HttpResponseRedirect(f"{self.record.get_absolute_url()}#meeting")


class MeetingPaper(OneMeeting):
    """The agenda or the minutes as one page, to be read or printed."""

    template_name = "delivery/meeting_paper.html"

    def get_context_data(self, **kwargs):
        files = [(kind.upper() if kind == "pdf" else "Word", self.record.address_of_paper(kind)) for kind in WRITERS]
        paper = paper_of(self.record, self.today)
        return super().get_context_data(paper=paper, marking=MARKING, files=files, **kwargs)


class MeetingFile(OneMeeting):
    """The same as PDF or Word; or the meeting for a calendar."""

    http_method_names = ["get", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["file"] not in (*WRITERS, CALENDAR):
            raise Http404
        self.file = kwargs["file"]

    def get(self, request, *args, **kwargs):
        if self.file == CALENDAR:
            content = as_icalendar(self.partnership.name, [of_meeting(self.record)])
            media = "text/calendar; charset=utf-8"
        else:
            disclose_minutes(meeting=self.record, kind=self.file, by=self.access, now=self.now)
            write, media = WRITERS[self.file]
            content = write(paper_of(self.record, self.today), look_of(self.record, self.today))
        name = f"{self.partnership.slug}-{self.record.number}.{self.file}".lower()
        return download(content, name=name, media_type=media)


class CadenceEdit(GroupFormPage):
    """How often the group means to meet."""

    form_class = CadenceForm
    heading = "How often this group meets"
    lede = "When it has not met for longer than that, its page and its chair’s work say so."
    done = "Saved."

    def initial(self):
        return {"days": GroupCadence.objects.filter(group=self.group).values_list("days", flat=True).first()}

    def save(self, cleaned, version):
        set_cadence(group=self.group, days=cleaned["days"], by=self.access, now=self.now)
