"""The plan's life on its pages: where it stands, how it got there, and the steps that may come next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.codes import CODES
from frankpledge.plans.changes.editions import fingerprint
from frankpledge.plans.changes.life import (
    CommentWords,
    ConsultationWords,
    adopt_plan,
    close_plan,
    consult_on_plan,
    edit_comment,
    edit_consultation,
    note_copy_sent,
    record_comment,
    take_back_plan,
)
from frankpledge.plans.changes.readings import read_comments, read_edition
from frankpledge.plans.forms.living import (
    AdoptForm,
    CloseForm,
    CommentEditForm,
    CommentForm,
    ConsultationEditForm,
    ConsultForm,
    CopySentForm,
    NoteForm,
)
from frankpledge.plans.models import Comment, Consultation, Edition, Objective, Plan
from frankpledge.plans.queries.life import PLAN_STEPS, missing_from, steps_from, without_action
from frankpledge.plans.queries.people import hands
from frankpledge.plans.queries.quarters import year_of
from frankpledge.plans.views.pages import AnsweringPlan, PlanPage

PATH = (Plan.State.DRAFT, Plan.State.CONSULTED, Plan.State.ADOPTED, Plan.State.CLOSED)


class PlanLife(PlanPage):
    """Where the plan stands, every step it took, its consultation and its editions."""

    template_name = "plans/plan_life.html"

    def crumbs(self):
        return [*super().crumbs(), ("Life of the plan",)]

    def get_context_data(self, **kwargs):
        may_move = bool(self.access.reach(Permission.PLAN_MOVE))
        moves = list(self.plan.moves.all())
        consultations = list(self.plan.consultations.prefetch_related("comments"))
        editions = list(self.plan.editions.defer("document").select_related("amendment"))
        read_comments(consultations=consultations, by=self.access, now=self.now)
        keys = {move.moved_by for move in moves} | {edition.made_by for edition in editions}
        state = Plan.State(self.plan.state)
        here = PATH.index(state)
        return super().get_context_data(
            path=[(each.label, at < here, at == here) for at, each in enumerate(PATH)],
            steps=[
                (step, self.address(f"plan-{step.slug}"))
                for step in steps_from(PLAN_STEPS, self.plan.state)
                if may_move
            ],
            may_move=may_move,
            moves=[(move, Plan.State(move.after).label, _accepted(move.accepted)) for move in moves],
            consultations=consultations,
            editions=editions,
            hands=hands(keys, self.access),
            **kwargs,
        )


def _accepted(kept: dict[str, int]) -> list[str]:
    return [f"{CODES[code].title if code in CODES else code}: {count}" for code, count in kept.items()]


class Moving(AnsweringPlan):
    """A step of the plan's life. The way back is the life's page."""

    permission = Permission.PLAN_MOVE
    change_permission = Permission.PLAN_MOVE

    @property
    def today(self):
        return timezone.localdate(self.now)

    def crumbs(self):
        return [*super().crumbs(), ("Life of the plan", self.address("plan-life")), (self.heading,)]

    def back(self):
        return self.address("plan-life")


class PlanConsult(Moving):
    """Put a draft out for comment."""

    form_class = ConsultForm
    heading = "Put the plan out for comment"
    lede = "It can still be changed while people comment. Adoption comes after."
    submit_text = "Put it out for comment"
    saved = "The plan is out for comment. Record here what people say of it."

    def initial(self):
        return {"opens_on": self.today}

    def change(self, form):
        said = form.cleaned_data
        words = ConsultationWords(said["opens_on"], said["closes_on"], said["asked"])
        consult_on_plan(plan=self.plan, words=words, note=said["note"], by=self.access, now=self.now)
        return self.back()


class PlanTakeBack(Moving):
    """Make a draft of it again."""

    form_class = NoteForm
    heading = "Take the plan back to draft"
    lede = "What was said of it stays. It is put out for comment again before it is adopted."
    submit_text = "Take it back"
    saved = "The plan is a draft again."

    def change(self, form):
        take_back_plan(plan=self.plan, note=form.cleaned_data["note"], by=self.access, now=self.now)
        return self.back()


class PlanAdopt(Moving):
    """Adopt the plan, knowing what is missing from it."""

    template_name = "plans/plan_adopt.html"
    heading = "Adopt the plan"
    lede = "From then on its words change only by an amendment that one person proposes and another approves."
    submit_text = "Adopt the plan"
    saved = "The plan is adopted, and its first edition is kept."

    def make_form(self, data=None):
        return AdoptForm(
            data, initial={"on": self.today}, is_complete=not missing_from(self.plan), is_acted_on=not self.idle
        )

    @cached_property
    def idle(self):
        """Objectives without an action, each with the way to the box in which one is written, for who may write it."""
        rows = without_action(self.plan)
        mine = Objective.objects.visible_to(self.access, Permission.OBJECTIVE_EDIT)
        may = set(mine.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        return [
            (row, f"{self.address('action-edit', row.pk)}#actions" if row.pk in may else "",
             self.address("objective-detail", row.pk))
            for row in rows
        ]  # fmt: skip

    def change(self, form):
        said = form.cleaned_data
        adopt_plan(
            plan=self.plan, on=said["on"], confirmed=said.get("confirmed", False),
            because=said.get("because", ""), note=said["note"], by=self.access, now=self.now,
        )  # fmt: skip
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(missing=missing_from(self.plan), idle=self.idle, **kwargs)


class PlanClose(Moving):
    """Close the plan of a year that is over."""

    form_class = CloseForm
    heading = "Close the plan"
    lede = "Its words and its last edition are kept for good. Carry it into the next year before or after."
    submit_text = "Close the plan"
    saved = "The plan is closed, and its last edition is kept."

    def initial(self):
        return {"on": min(self.today, year_of(self.plan.starts_on, self.today).ends_on)}

    def change(self, form):
        said = form.cleaned_data
        close_plan(plan=self.plan, on=said["on"], note=said["note"], by=self.access, now=self.now)
        return self.back()


class PlanCopySent(Moving):
    """Note when a copy went to the local policing body."""

    form_class = CopySentForm
    heading = "Copy sent to the local policing body"
    saved = "Noted."

    def initial(self):
        return {"on": self.plan.sent_to_policing_body_on or self.today}

    def change(self, form):
        note_copy_sent(plan=self.plan, on=form.cleaned_data["on"], by=self.access, now=self.now)
        return self.back()


class OfConsultation(Moving):
    """A form about one consultation."""

    consultation: Consultation

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.consultation = get_object_or_404(Consultation.objects.filter(plan=self.plan), pk=kwargs["consultation"])


class ConsultationEdit(OfConsultation):
    """Its days, and who was asked."""

    form_class = ConsultationEditForm
    heading = "Change the consultation"

    def now_reads(self, current):
        return {name: getattr(current, name) for name in ("opens_on", "closes_on", "asked")}

    def initial(self):
        return {**self.now_reads(self.consultation), "version": self.consultation.version}

    def change(self, form):
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        edit_consultation(
            consultation=self.consultation, words=ConsultationWords(**words), version=form.cleaned_data["version"],
            by=self.access, now=self.now,
        )  # fmt: skip
        return self.back()


class CommentAdd(OfConsultation):
    """What a body or group said of the draft."""

    form_class = CommentForm
    heading = "Record a comment"
    submit_text = "Record it"
    saved = "The comment is recorded."

    def initial(self):
        return {"received_on": self.today}

    def change(self, form):
        words = CommentWords(**form.cleaned_data)
        record_comment(consultation=self.consultation, words=words, by=self.access, now=self.now)
        return f"{self.back()}#consultation-{self.consultation.pk}"


class CommentEdit(OfConsultation):
    """Put a comment right, or say what became of it."""

    form_class = CommentEditForm
    heading = "Change a comment"
    comment: Comment

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.comment = get_object_or_404(Comment.objects.filter(consultation=self.consultation), pk=kwargs["pk"])

    def now_reads(self, current):
        return {name: getattr(current, name) for name in ("received_on", "said_by", "text", "answer")}

    def initial(self):
        read_comments(consultations=[self.consultation], by=self.access, now=self.now)
        return {**self.now_reads(self.comment), "version": self.comment.version}

    def change(self, form):
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        edit_comment(
            comment=self.comment, words=CommentWords(**words), version=form.cleaned_data["version"], by=self.access,
            now=self.now,
        )  # fmt: skip
        return f"{self.back()}#consultation-{self.consultation.pk}"


class EditionPage(PlanPage):
    """One edition, found by its number."""

    edition: Edition

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.edition = get_object_or_404(Edition.objects.filter(plan=self.plan), number=kwargs["number"])


class EditionDetail(EditionPage):
    """What an edition is, and whether it still answers to its fingerprint."""

    template_name = "plans/edition_detail.html"

    def crumbs(self):
        life = ("Life of the plan", self.address("plan-life"))
        return [*super().crumbs(), life, (f"Edition {self.edition.number}",)]

    def get_context_data(self, **kwargs):
        sections = self.edition.document["sections"]
        return super().get_context_data(
            edition=self.edition,
            is_whole=fingerprint(self.edition.document) == self.edition.sha256,
            sections=len(sections),
            objectives=sum(len(section["objectives"]) for section in sections),
            made_by=hands([self.edition.made_by], self.access)[self.edition.made_by],
            earlier=Edition.objects.filter(plan=self.plan, number=self.edition.number - 1).exists(),
            before=f"edition-{self.edition.number - 1}",
            here=f"edition-{self.edition.number}",
            **kwargs,
        )


class EditionFile(EditionPage):
    """The edition's document, exactly as it was kept: who takes it away is written down, for it may name officers."""

    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        read_edition(edition=self.edition, by=self.access, now=self.now)
        response = JsonResponse(self.edition.document, json_dumps_params={"ensure_ascii": False, "indent": 1})
        name = f"{self.partnership.slug}-{self.plan.slug}-edition-{self.edition.number}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
