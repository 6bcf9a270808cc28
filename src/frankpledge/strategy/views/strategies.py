"""The strategy's own pages: the way in, its words, what each authority does, approval and publication."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from frankpledge.partners.models import Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plans.views.tables import KINDS as TABLE_KINDS
from frankpledge.strategy.changes.approving import (
    approve_strategy,
    note_copy_sent,
    publish_strategy,
    revise_strategy,
)
from frankpledge.strategy.changes.strategies import (
    StepWords,
    StrategyWords,
    add_step,
    edit_step,
    edit_strategy,
    remove_step,
    start_strategy,
)
from frankpledge.strategy.exporting import BY_KIND, KINDS, disclose_edition, disclose_strategy
from frankpledge.strategy.forms.assessments import ReasonForm
from frankpledge.strategy.forms.strategies import (
    CopySentForm,
    StepEditForm,
    StepForm,
    StrategyApproveForm,
    StrategyEditForm,
    StrategyForm,
    SummaryPublishedForm,
)
from frankpledge.strategy.models import AuthorityStep, Matrix, Priority, Strategy, StrategyEdition
from frankpledge.strategy.queries.chain import plans_of, targets_of
from frankpledge.strategy.queries.completeness import completeness_of, duties_of, missing_before_approval
from frankpledge.strategy.queries.lists import assessments_listed, strategies_listed
from frankpledge.strategy.views.pages import Area, Form, Removal, StrategyPage, file_response, paged


class StrategyList(Area):
    """The way in: the chain from assessment to plan, and where this partnership stands in it."""

    template_name = "strategy/home.html"

    def crumbs(self):
        return [super().crumbs()[0], ("Assessment and strategy",)]

    def get_context_data(self, **kwargs):
        page = paged(assessments_listed(self.partnership), self.request)
        assessments = []
        for row in page:
            row.partnership = self.partnership
            assessments.append((row, completeness_of(row)))
        return super().get_context_data(
            page_obj=page,
            assessments=assessments,
            strategies=strategies_listed(self.partnership),
            files=[
                (kind.upper(), self.address("assessment-list-file", kind), self.address("strategy-list-file", kind))
                for kind in TABLE_KINDS
            ],
            has_matrix=Matrix.objects.within(self.partnership).exists(),
            **kwargs,
        )


class StrategyAdd(Form):
    """Start a strategy."""

    form_class = StrategyForm
    heading = "Start a strategy"
    lede = "Three years, a few priorities, and what shall be different at the end."
    submit_text = "Start the strategy"
    saved = "The strategy is started. Add its first priority."

    def form_options(self):
        return {"strategies": Strategy.objects.within(self.partnership)}

    def back(self):
        return self.address("strategy-list")

    def change(self, form):
        words = self.words(StrategyWords, form)
        return start_strategy(words=words, by=self.access, now=self.now).get_absolute_url()


class StrategyDetail(StrategyPage):
    """The whole strategy: what the law asks for first, then its priorities, then who does what."""

    template_name = "strategy/strategy_detail.html"

    def crumbs(self):
        return [*super().crumbs()[:-1], (self.strategy.title,)]

    def get_context_data(self, **kwargs):
        rows = Priority.objects.filter(strategy=self.strategy).select_related("lead_agency", "lead_group")
        priorities = list(rows.prefetch_related("findings", "problems", "links"))
        targets = targets_of(priorities, self.partnership)
        steps = AuthorityStep.objects.filter(strategy=self.strategy).select_related("agency", "priority")
        return super().get_context_data(
            duties=[(state, self.mend(state)) for state in duties_of(self.strategy)],
            is_ready=not missing_before_approval(self.strategy),
            priorities=[(row, targets.get(row.pk, ())) for row in priorities],
            steps=steps,
            plans=plans_of(self.strategy),
            editions=self.strategy.editions.all(),
            kinds=[(kind, self.address("strategy-export", self.strategy.pk, kind.kind)) for kind in KINDS],
            is_draft=self.is_draft,
            **kwargs,
        )

    def mend(self, state):
        """The page that mends what is missing."""
        pk = self.strategy.pk
        if state.duty.key == "summary":
            return self.address("strategy-publish", pk)
        if state.duty.key == "copy":
            return self.address("strategy-copy", pk)
        return {
            "strategy": self.address("strategy-edit", pk),
            "priority-add": self.address("priority-add", pk),
            "priorities": self.address("strategy-detail", pk) + "#priorities",
            "steps": self.address("strategy-step-add", pk),
            "agencies": self.address("agency-list"),
        }[state.place]


class OfStrategy(Form, StrategyPage):
    """A form about one strategy, which leads back to it."""

    def back(self):
        return self.address("strategy-detail", self.strategy.pk)

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]


class StrategyEdit(OfStrategy):
    """Its words."""

    form_class = StrategyEditForm
    heading = "Edit the strategy"

    def row(self):
        return self.strategy

    def form_options(self):
        return {"strategies": Strategy.objects.within(self.partnership).exclude(pk=self.strategy.pk)}

    def change(self, form):
        edit_strategy(
            strategy=self.strategy,
            words=self.words(StrategyWords, form),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return self.back()


class StepOptions(OfStrategy):
    """What the forms of steps offer."""

    def form_options(self):
        return {
            "agencies": Agency.objects.within(self.partnership).open_on(self.today),
            "priorities": Priority.objects.filter(strategy=self.strategy),
        }


class StepAdd(StepOptions):
    """What one authority will do."""

    form_class = StepForm
    heading = "Add what an authority does"
    submit_text = "Add it"
    saved = "It is added."

    def change(self, form):
        add_step(strategy=self.strategy, words=self.words(StepWords, form), by=self.access, now=self.now)
        return f"{self.back()}#steps"


class OneStep(StepOptions):
    """A form about one step."""

    def find(self, **kwargs):
        super().find(**kwargs)
        self.step = get_object_or_404(AuthorityStep.objects.filter(strategy=self.strategy), pk=kwargs["step"])
        self.step.strategy = self.strategy

    def row(self):
        return self.step


class StepEdit(OneStep):
    """Change it."""

    form_class = StepEditForm
    heading = "Edit what an authority does"

    def change(self, form):
        edit_step(
            step=self.step,
            words=self.words(StepWords, form),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return f"{self.back()}#steps"


class StepRemove(Removal, OneStep):
    """Take it away."""

    heading = "Take this away?"

    def form_options(self):
        return {}

    def change(self, form):
        remove_step(step=self.step, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return f"{self.back()}#steps"


class StrategyApprove(OfStrategy):
    """Approve it."""

    change_permission = Permission.STRATEGY_APPROVE
    form_class = StrategyApproveForm
    heading = "Approve the strategy"
    lede = "Approving keeps an edition of the whole strategy. Its words change only if it is opened for revision."
    submit_text = "Approve"
    saved = "The strategy is approved."

    def initial(self):
        return {"on": self.today, "version": self.strategy.version}

    def now_reads(self, current):
        return {}

    def change(self, form):
        said = form.cleaned_data
        approve_strategy(strategy=self.strategy, on=said["on"], version=said["version"], by=self.access, now=self.now)
        return self.back()

    def get_context_data(self, **kwargs):
        lacking = [
            {"name": state.duty.name, "words": state.words, "do": state.duty.do}
            for state in missing_before_approval(self.strategy)
        ]
        return super().get_context_data(in_the_way=lacking, **kwargs)


class StrategyPublish(OfStrategy):
    """Note when the summary was published."""

    form_class = SummaryPublishedForm
    heading = "Note that the summary is published"
    submit_text = "Save"
    saved = "The date of publication is saved."

    def initial(self):
        return {"on": self.strategy.published_on or self.today, "where": self.strategy.published_where}

    def change(self, form):
        said = form.cleaned_data
        publish_strategy(strategy=self.strategy, on=said["on"], where=said["where"], by=self.access, now=self.now)
        return self.back()


class StrategyCopy(OfStrategy):
    """Note when a copy was sent."""

    form_class = CopySentForm
    heading = "Note the copy to the local policing body"
    submit_text = "Save the date"
    saved = "The date is saved."

    def initial(self):
        return {"on": self.strategy.sent_to_policing_body_on or self.today}

    def change(self, form):
        note_copy_sent(strategy=self.strategy, on=form.cleaned_data["on"], by=self.access, now=self.now)
        return self.back()


class StrategyRevise(OfStrategy):
    """Open it for revision."""

    change_permission = Permission.STRATEGY_APPROVE
    form_class = ReasonForm
    heading = "Open the strategy for revision"
    lede = "Its last edition stays in force until the next is approved."
    submit_text = "Open it"
    saved = "The strategy is open for revision."

    def change(self, form):
        revise_strategy(strategy=self.strategy, reason=form.cleaned_data["reason"], by=self.access, now=self.now)
        return self.back()


class StrategyExport(StrategyPage):
    """The strategy as a file."""

    http_method_names = ["get", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["kind"] not in BY_KIND:
            raise Http404

    def get(self, request, *args, **kwargs):
        file = disclose_strategy(strategy=self.strategy, kind=kwargs["kind"], by=self.access, now=self.now)
        return file_response(file)


class EditionExport(StrategyExport):
    """An edition of it as a file, as it stood."""

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = StrategyEdition.objects.filter(strategy=self.strategy)
        self.edition = get_object_or_404(rows, number=kwargs["number"])
        self.edition.strategy = self.strategy

    def get(self, request, *args, **kwargs):
        file = disclose_edition(edition=self.edition, kind=kwargs["kind"], by=self.access, now=self.now)
        return file_response(file)
