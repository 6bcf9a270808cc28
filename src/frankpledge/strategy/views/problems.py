"""Pages of problems: the rank list, one problem with its scores, scoring, and moving a rank with a reason."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.strategy.changes.problems import (
    ProblemWords,
    add_problem,
    edit_problem,
    override_rank,
    remove_problem,
    score_problem,
    withdraw_override,
)
from frankpledge.strategy.changes.readings import read_scorers
from frankpledge.strategy.forms.scoring import OverrideForm, ProblemEditForm, ProblemForm, ScoreForm
from frankpledge.strategy.models import Finding, MatrixVersion, Problem, Score
from frankpledge.strategy.queries.comparing import compared
from frankpledge.strategy.queries.ranking import rank_list
from frankpledge.strategy.scoring.matrix import matrix_from
from frankpledge.strategy.views.assessments import OfAssessment
from frankpledge.strategy.views.pages import (
    AssessmentPage,
    Form,
    Press,
    ProblemPage,
    Removal,
    csv_response,
    json_response,
    paged,
)
from frankpledge.strategy.writing.plain import problems_plain


class ProblemList(AssessmentPage):
    """The problems in order."""

    template_name = "strategy/problem_list.html"

    def get_context_data(self, **kwargs):
        listed = rank_list(self.assessment)
        page = paged(listed.places, self.request)
        mine = set(
            Score.objects.filter(
                problem__assessment=self.assessment, matrix=listed.matrix, scorer=self.access.user_id
            ).values_list("problem_id", flat=True)
        )
        waiting = [place.problem for place in listed.places if place.problem.pk not in mine]
        return super().get_context_data(
            **{
                "breadcrumbs": [*self.crumbs(), ("Problems",)],
                "page_obj": page,
                "listed": listed,
                "to_score": waiting if self.may_score and listed.matrix and self.is_draft else [],
                **kwargs,
            }
        )


class ProblemCsv(AssessmentPage):
    """The rank list as a table."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        said = problems_plain(rank_list(self.assessment))
        head = (
            "Rank", "Rank by score", "Score", "Level", "Problem", "What happens", "Where and when", "Who is harmed",
            "Who does it", "Scorers", "Lowest score", "Highest score", "Agreement", "Best rank if one point moved",
            "Worst rank if one point moved", "Why it was moved", "Matrix",
        )  # fmt: skip
        matrix = f"{said['matrix']['name']}, version {said['matrix']['version']}" if said["matrix"] else ""
        rows = [
            (
                each["rank"] or "", each["rank_by_score"], each["score"] or "", each["level"], each["problem"],
                each["what"], each["where"], each["victims"], each["offenders"], each["scorers"], each["lowest"],
                each["highest"], each["agreement"], *(each["rank_if_one_point_moved"] or ("", "")),
                each["moved_because"], matrix,
            )
            for each in said["ranked"]
        ]  # fmt: skip
        return csv_response(f"{self.partnership.slug}-problems", [head, *rows])


class ProblemJson(AssessmentPage):
    """The rank list for programs."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        return json_response(problems_plain(rank_list(self.assessment)))


class ProblemCompare(AssessmentPage):
    """The ranks under each version of each matrix, side by side."""

    template_name = "strategy/compare.html"

    def get_context_data(self, **kwargs):
        problems = self.address("problem-list", self.assessment.pk)
        return super().get_context_data(
            **{
                "breadcrumbs": [*self.crumbs(), ("Problems", problems), ("Compare matrices",)],
                "comparison": compared(self.assessment),
                **kwargs,
            }
        )


class ProblemOptions(OfAssessment):
    """What the forms of problems offer."""

    def form_options(self):
        return {"findings": Finding.objects.filter(assessment=self.assessment)}

    def back(self):
        return self.address("problem-list", self.assessment.pk)


class ProblemAdd(ProblemOptions):
    """A new problem."""

    form_class = ProblemForm
    heading = "Add a problem"
    submit_text = "Add the problem"
    saved = "The problem is added, to be scored."

    def change(self, form):
        add_problem(
            assessment=self.assessment,
            words=self.words(ProblemWords, form),
            findings=list(form.cleaned_data.get("findings", ())),
            by=self.access,
            now=self.now,
        )
        return self.back()


class ProblemDetail(ProblemPage):
    """A problem: what it is, who scored it how, how steady its rank is, and the chain around it."""

    template_name = "strategy/problem_detail.html"

    def crumbs(self):
        return [*super().crumbs()[:-1], (self.problem.title,)]

    def get_context_data(self, **kwargs):
        listed = rank_list(self.assessment)
        place = listed.place_of(self.problem)
        keys = [sheet.row.scorer.audit_key for sheet in place.sheets]
        scorers = hands(keys, self.access, named=True)
        with transaction.atomic():  # who is shown is written down, or nobody is shown
            read_scorers(people=[hand.user for hand in scorers.values() if hand.user], by=self.access, now=self.now)
        overrides = list(self.problem.overrides.select_related("matrix__matrix"))
        movers = hands([row.made_by for row in overrides], self.access)
        return super().get_context_data(
            listed=listed,
            place=place,
            sheets=[(sheet, scorers[sheet.row.scorer.audit_key].name) for sheet in place.sheets],
            table=_table(place) if place.sheets else [],
            overrides=[(row, movers[row.made_by].body) for row in overrides],
            findings=self.problem.findings.select_related("assessment__partnership"),
            priorities=self.problem.priorities.select_related("strategy__partnership"),
            is_draft=self.is_draft,
            **kwargs,
        )


class OfProblem(Form, ProblemPage):
    """A form about one problem, which leads back to it."""

    def back(self):
        return self.problem.get_absolute_url()

    def row(self):
        return self.problem


class ProblemEdit(OfProblem):
    """Its words."""

    form_class = ProblemEditForm
    heading = "Edit the problem"

    def form_options(self):
        return {"findings": Finding.objects.filter(assessment=self.assessment)}

    def change(self, form):
        edit_problem(
            problem=self.problem,
            words=self.words(ProblemWords, form),
            findings=list(form.cleaned_data.get("findings", ())),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return self.back()


class ProblemRemove(Removal, OfProblem):
    """Take it away."""

    saved = "The problem is taken away."
    warning = "Its scores go with it. The audit keeps what it said."

    @property
    def heading(self):
        return f"Take “{self.problem.title}” away?"

    def change(self, form):
        remove_problem(problem=self.problem, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.address("problem-list", self.assessment.pk)


class ProblemScore(Form, ProblemPage):
    """Score a problem: every point of every scale in big words, for a meeting and by keyboard."""

    change_permission = Permission.PROBLEM_SCORE
    form_class = ScoreForm
    template_name = "strategy/score.html"
    submit_text = "Save and go to the next"
    saved = "Your score is saved."

    def find(self, **kwargs):
        super().find(**kwargs)
        if self.assessment.matrix is None:
            raise Http404
        self.matrix: MatrixVersion = self.assessment.matrix
        self.read = matrix_from(self.matrix.body)
        self.mine = Score.objects.filter(problem=self.problem, matrix=self.matrix, scorer=self.access.user_id).first()

    @property
    def heading(self):
        return self.problem.title

    def form_options(self):
        return {"matrix": self.read}

    def initial(self):
        if self.mine is None:
            return {"version": 0}
        return {**self.now_reads(self.mine), "version": self.mine.version}

    def now_reads(self, current):
        return {**current.points, "evidence": current.evidence, "confidence": current.confidence}

    def draft(self):
        return f"score-{self.problem.pk}-{self.matrix.pk}-{self.mine.version if self.mine else 0}"

    def back(self):
        return self.address("problem-list", self.assessment.pk)

    def change(self, form):
        said = form.cleaned_data
        score_problem(
            problem=self.problem, matrix=self.matrix, points=form.points, confidence=said["confidence"],
            evidence=said["evidence"], version=said["version"], by=self.access, now=self.now,
        )  # fmt: skip
        following = self._waiting().first()
        return self.address("problem-score", self.assessment.pk, following.pk) if following else self.back()

    def _waiting(self):
        """The problems this person has not scored yet, those after this one first."""
        problems = Problem.objects.filter(assessment=self.assessment)
        scored = Score.objects.filter(
            problem__assessment=self.assessment, matrix=self.matrix, scorer=self.access.user_id
        )
        rows = problems.exclude(pk__in=scored.values("problem_id")).exclude(pk=self.problem.pk)
        after = rows.filter(number__gt=self.problem.number)
        return after if after.exists() else rows

    def get_context_data(self, **kwargs):
        form = kwargs["form"]
        parts = [
            (part, [(each, form[each.key], form[each.key].value()) for each in part.criteria])
            for part in self.read.parts
        ]
        left = self._waiting().count()
        return super().get_context_data(parts=parts, matrix=self.matrix, left=left, is_again=bool(self.mine), **kwargs)


class ProblemOverride(OfProblem):
    """Move it to another rank, with a reason."""

    form_class = OverrideForm
    heading = "Give it another rank"
    lede = "The rank its score gives it is kept, and both are shown with your reason."
    submit_text = "Give it this rank"
    saved = "The rank is changed. Both ranks are shown."

    def initial(self):
        return {"rank": rank_list(self.assessment).place_of(self.problem).given_rank}

    def draft(self):
        return ""

    def change(self, form):
        said = form.cleaned_data
        override_rank(problem=self.problem, rank=said["rank"], reason=said["reason"], by=self.access, now=self.now)
        return self.back()


class OverrideWithdraw(Press, ProblemPage):
    """Let the score decide again: only a button."""

    done = "Its score decides its rank again."

    def back(self):
        return self.problem.get_absolute_url()

    def change(self):
        withdraw_override(problem=self.problem, by=self.access, now=self.now)
        return self.back()


def _table(place):
    """Each criterion with every scorer's word, and how far apart they are."""
    rows = []
    spreads = {spread.criterion.key: spread for spread in place.spreads}
    for part in place.matrix.parts:
        for criterion in part.criteria:
            spread = spreads[criterion.key]
            words = [(value, criterion.point(value).word) for value in spread.chosen]
            rows.append((part.name, criterion, words, spread.steps))
    return rows
