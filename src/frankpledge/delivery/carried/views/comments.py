"""Comments on a record: written, put right, taken back, and read by whoever was told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.delivery.carried.changes.comments import add_comment, edit_comment, note_read, take_comment_back
from frankpledge.delivery.carried.forms import CommentEditForm, CommentForm, RemoveForm, may_be_named
from frankpledge.delivery.carried.models import Comment
from frankpledge.delivery.views.pages import Activity
from frankpledge.partners.access import NotAllowed
from frankpledge.partners.changes.readings import read_people
from frankpledge.partners.permissions import Permission
from frankpledge.records.views.pages import OneRecord, Writes


class CommentAdd(Activity, Writes, OneRecord):
    """Say something of a record. Whoever may see it may."""

    change_permission = Permission.DELIVERY_VIEW
    heading = "Write a comment"
    submit_text = "Write it"
    saved = "Your comment is on the record."

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    def draft(self):
        return f"record-{self.record.pk}-comment"

    def make_form(self, data=None):
        return CommentForm(data, access=self.access, today=self.today)

    def show(self, form, status=200, **more):
        offered = form.fields["tell"].queryset
        people = [row.user for row in offered if may_be_named(row, self.access)]
        read_people(people, purpose="choice of whom to tell of a comment", by=self.access, now=self.now)
        return super().show(form, status, **more)

    def change(self, form):
        said = form.cleaned_data
        add_comment(record=self.record, text=said["text"], tell=said["tell"], by=self.access, now=self.now)
        return self.record


class OneComment(Activity, OneRecord):
    """Something about one comment."""

    change_permission = Permission.DELIVERY_VIEW

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = Comment.objects.within(self.partnership).filter(record=self.record.pk)
        self.comment = get_object_or_404(rows, pk=kwargs["comment"])


class CommentEdit(OneComment, Writes):
    """Put one's own words right."""

    heading = "Put your comment right"
    saved = "Your comment is put right."

    def _demand_change(self):
        if self.comment.made_by != self.access.audit_key:
            raise NotAllowed("Only whoever wrote a comment changes its words.")

    def make_form(self, data=None):
        return CommentEditForm(data, initial={"text": self.comment.text})

    def change(self, form):
        edit_comment(comment=self.comment, text=form.cleaned_data["text"], by=self.access, now=self.now)
        return self.record


class CommentRemove(OneComment, Writes):
    """Take a comment back, and say why."""

    heading = "Take a comment back"
    submit_text = "Take it back"
    saved = "The comment is taken back."

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    def _demand_change(self):
        if self.comment.made_by != self.access.audit_key:
            self.access.demand(self.registry.write, **self.record.led_by())

    def get(self, request, *args, **kwargs):
        if self.comment.removed_at is not None:
            messages.error(request, "This comment was taken back.")
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def make_form(self, data=None):
        return RemoveForm(data)

    def change(self, form):
        take_comment_back(comment=self.comment, why=form.cleaned_data["why"], by=self.access, now=self.now)
        return self.record


class CommentRead(OneComment):
    """Whoever was told has read it. Only sent, by a button on the record's page or in their own work."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        note_read(comment=self.comment, by=self.access, now=self.now)
        return HttpResponseRedirect(self.record.get_absolute_url())
