"""What the law asks for and is not there yet: each thing in words, with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from frankpledge.partners.models import Agency, AgencyRole, current_on
from frankpledge.strategy.models import Assessment, AssessmentSection, AuthorityStep, Paper, Priority, Strategy, View
from frankpledge.strategy.statutory import Duty, assessment_sections, jurisdiction_of, strategy_parts


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there, and what to do. ``place`` says which page mends it; ``pk`` which record there."""

    name: str
    words: str
    do: str
    place: str
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section the law asks for: what is written, by which papers, and what it lacks."""

    duty: Duty
    row: AssessmentSection
    papers: tuple[tuple[Paper, str], ...]  # finished papers that fill it, with their words
    lacks: tuple[Missing, ...]

    @property
    def is_filled(self) -> bool:
        return not self.lacks

    @property
    def text(self) -> str:
        """Its own words, then those of the finished papers, each under its quarter."""
        parts = [self.row.text] if self.row.text.strip() else []
        parts += [f"{paper.quarter}. {words}" for paper, words in self.papers]
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class PaperState:
    """One quarter's paper, and which of the sections it fills."""

    paper: Paper
    fills: tuple[str, ...]  # keys
    is_finished: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far an assessment is from approval."""

    sections: tuple[SectionState, ...]
    papers: tuple[PaperState, ...]
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def filled_count(self) -> int:
        return sum(section.is_filled for section in self.sections)


def completeness_of(assessment: Assessment) -> Completeness:
    """Every section with what it lacks, and the papers that are not finished."""
    duties = {
        duty.key: duty
        for duty in assessment_sections(assessment.ends_on, jurisdiction_of(assessment.partnership.area_code))
    }
    papers = tuple(
        PaperState(paper, tuple(paper.parts), paper.finished_on is not None)
        for paper in Paper.objects.filter(assessment=assessment)
        if assessment.way == Assessment.Way.QUARTERLY
    )
    facts = {
        "last_plan": assessment.last_plan_id is not None,
        "priorities": has_drawn_priorities(assessment),
        "views": View.objects.filter(assessment=assessment, coded_at__isnull=False).exists(),
    }
    sections = tuple(
        _section(duties[row.key], row, papers, facts)
        for row in AssessmentSection.objects.filter(assessment=assessment)
        if row.key in duties
    )
    unfinished = tuple(
        Missing(
            f"The paper of {state.paper.quarter}",
            "The paper is not finished.",
            "Write it: one priority in depth, and the sections it fills. Then say when the strategy group received it.",
            "paper",
            state.paper.pk,
        )
        for state in papers
        if not state.is_finished
    )
    missing = tuple(each for section in sections for each in section.lacks) + unfinished
    return Completeness(sections, papers, missing)


def has_drawn_priorities(assessment: Assessment) -> bool:
    """Whether any priority rests on a finding or a problem of this assessment."""
    drawn = Priority.objects.within(assessment.partnership)
    return (
        drawn.filter(findings__assessment=assessment).exists() or drawn.filter(problems__assessment=assessment).exists()
    )


_FACTS = {
    "last_plan": ("No last plan is chosen.", "assessment"),
    "priorities": ("No priority rests on a finding or a problem of this assessment.", "priorities"),
    "views": ("No view of the community is coded to themes.", "views"),
}


def _section(
    duty: Duty, row: AssessmentSection, papers: tuple[PaperState, ...], facts: dict[str, bool]
) -> SectionState:
    filling = tuple(
        (state.paper, state.paper.parts[row.key]) for state in papers if state.is_finished and row.key in state.fills
    )
    lacks = []
    if "text" in duty.needs and not row.text.strip() and not filling:
        words = "Nothing is written." if not papers else "Nothing is written, and no finished paper fills it."
        lacks.append(Missing(duty.name, words, duty.do, "section", row.pk))
    for need in duty.needs:
        if need in _FACTS and not facts[need]:
            words, place = _FACTS[need]
            lacks.append(Missing(duty.name, words, duty.do, place))
    return SectionState(duty, row, filling, tuple(lacks))


@dataclass(frozen=True, slots=True)
class DutyState:
    """One thing the law asks a strategy for, and whether it is there."""

    duty: Duty
    words: str  # what is missing; "" where nothing is
    place: str

    @property
    def is_met(self) -> bool:
        return not self.words


def duties_of(strategy: Strategy) -> tuple[DutyState, ...]:
    """What the law asks the strategy to set out, and what must follow its approval."""
    jurisdiction = jurisdiction_of(strategy.partnership.area_code)
    return tuple(
        DutyState(duty, words, place)
        for duty in strategy_parts(strategy.starts_on, jurisdiction)
        for words, place in [_CHECKS[duty.key](strategy)]
    )


def missing_before_approval(strategy: Strategy) -> tuple[DutyState, ...]:
    return tuple(state for state in duties_of(strategy) if state.duty.before_approval and not state.is_met)


def responsible_authorities(strategy: Strategy, on: date | None = None) -> list[Agency]:
    """The bodies that were responsible authorities when the strategy began, or on the day asked about."""
    day = on or strategy.starts_on
    roles = AgencyRole.objects.filter(current_on(day), kind=AgencyRole.Kind.RESPONSIBLE)
    return list(Agency.objects.within(strategy.partnership).filter(pk__in=roles.values("agency_id")))


Said = tuple[str, str]


def _written(field: str, words: str) -> Callable[[Strategy], Said]:
    def check(strategy: Strategy) -> Said:
        value = getattr(strategy, field)
        return "" if (value.strip() if isinstance(value, str) else value) else words, "strategy"

    return check


def _priorities(strategy: Strategy) -> Said:
    rows = list(Priority.objects.filter(strategy=strategy).prefetch_related("findings", "problems"))
    if not rows:
        return "There is no priority.", "priority-add"
    groundless = [row for row in rows if not row.findings.all() and not row.problems.all()]
    if groundless:
        return f"{groundless[0]} rests on no finding and no problem.", "priorities"
    return "", "priorities"


def _each_authority(field: str, words: str) -> Callable[[Strategy], Said]:
    def check(strategy: Strategy) -> Said:
        said = (
            AuthorityStep.objects.filter(strategy=strategy).exclude(**{field: ""}).values_list("agency_id", flat=True)
        )
        authorities = responsible_authorities(strategy)
        if not authorities:
            return "No agency is named as a responsible authority on the strategy's first day.", "agencies"
        lacking = [agency.short_name for agency in authorities if agency.pk not in said]
        return (f"{words}: {', '.join(lacking)}." if lacking else ""), "steps"

    return check


_CHECKS: dict[str, Callable[[Strategy], Said]] = {
    "vision": _written("vision", "The vision is not written."),
    "priorities": _priorities,
    "steps": _each_authority("steps", "No step is written for"),
    "resources": _each_authority("resources", "No resource is written for"),
    "success": _written("success", "How success is measured is not written."),
    "engagement": _written("engagement", "How the community is engaged is not written."),
    "summary": _written("published_on", "No summary is published yet."),
    "copy": _written("sent_to_policing_body_on", "No copy has been sent yet."),
}
