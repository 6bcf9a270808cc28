"""The lists of strategies, assessments, findings and matrices as CSV and JSON, from the queries their pages show."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.http import Http404

from frankpledge.plans.views.tables import KINDS, table_file
from frankpledge.strategy.queries.completeness import completeness_of
from frankpledge.strategy.queries.lists import assessments_listed, findings_listed, matrices_listed, strategies_listed
from frankpledge.strategy.views.pages import Area, AssessmentPage

SEVERAL = "; "  # between several things in one cell


class ListFile(Area):
    """A list to take away. Whoever may see its page may take it."""

    http_method_names = ["get", "head", "options"]
    columns: ClassVar[tuple[str, ...]] = ()
    file_name = ""

    @abstractmethod
    def lines(self) -> Iterable[Sequence[object]]:
        """A value for each of ``columns``, row by row."""

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["kind"] not in KINDS:
            raise Http404

    def get(self, request, *args, **kwargs):
        return table_file(f"{self.partnership.slug}-{self.file_name}", self.columns, self.lines(), kwargs["kind"])


class StrategyFile(ListFile):
    """Every strategy, with its state and what carries it out."""

    file_name = "strategies"
    columns = (
        "Strategy", "First day", "Last day", "State", "Approved on", "Summary published on", "Published where",
        "Copy sent to the policing body on", "Superseded on", "Priorities", "Plans",
    )  # fmt: skip

    def lines(self):
        for each in strategies_listed(self.partnership):
            row = each.strategy
            yield (
                row.title, row.starts_on, row.ends_on, row.get_state_display(), row.approved_on, row.published_on,
                row.published_where, row.sent_to_policing_body_on, row.superseded_on, each.priority_count,
                SEVERAL.join(plan.period for plan in each.plans),
            )  # fmt: skip


class AssessmentFile(ListFile):
    """Every assessment, with how much of what the law asks for it holds."""

    file_name = "assessments"
    columns = (
        "Assessment", "First day", "Last day", "Way", "State", "Approved on", "Published on", "Sections filled",
        "Sections",
    )  # fmt: skip

    def lines(self):
        for row in assessments_listed(self.partnership):
            row.partnership = self.partnership
            whole = completeness_of(row)
            yield (
                row.title, row.starts_on, row.ends_on, row.get_way_display(), row.get_state_display(), row.approved_on,
                row.published_on, whole.filled_count, len(whole.sections),
            )  # fmt: skip


class FindingFile(ListFile, AssessmentPage):
    """Every finding of one assessment, with what it rests on and what was drawn from it."""

    columns = ("Number", "Section", "Finding", "Evidence", "Problems", "Priorities")

    def find(self, **kwargs):
        super().find(**kwargs)
        self.file_name = f"assessment-{self.assessment.pk}-findings"

    def lines(self):
        names = {state.row.key: state.duty.name for state in completeness_of(self.assessment).sections}
        for row in findings_listed(self.assessment):
            yield (
                row.number, names.get(row.section, row.section), row.text,
                SEVERAL.join(each.words for each in row.evidence.all()),
                SEVERAL.join(each.title for each in row.problems.all()),
                SEVERAL.join(each.name for each in row.priorities.all()),
            )  # fmt: skip


class MatrixFile(ListFile):
    """Every matrix the partnership scores problems on, with its newest version."""

    file_name = "matrices"
    columns = ("Matrix", "Shipped as", "Versions", "Newest version", "Made at", "What changed and why", "SHA-256")

    def lines(self):
        for each in matrices_listed(self.partnership):
            yield (
                each.matrix.name, each.matrix.origin, each.version_count, each.newest.number, each.newest.made_at,
                each.newest.why, each.newest.sha256,
            )  # fmt: skip
