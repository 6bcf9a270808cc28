"""The demonstration's strategy of 2008 to 2011 and the assessment it rests on, made through the room's own changes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, access_for
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.models import Objective, Plan
from frankpledge.strategy import demonstration_words as words
from frankpledge.strategy.changes.approving import (
    approve_assessment,
    approve_strategy,
    publish_assessment,
    publish_strategy,
)
from frankpledge.strategy.changes.assessments import AssessmentWords, begin_assessment, choose_matrix, write_section
from frankpledge.strategy.changes.community import ViewWords, add_theme, record_view, write_answer
from frankpledge.strategy.changes.findings import (
    EvidenceWords,
    FindingWords,
    add_evidence,
    add_finding,
    freeze_evidence,
)
from frankpledge.strategy.changes.holding import StrategyRefused
from frankpledge.strategy.changes.matrices import adopt_matrix
from frankpledge.strategy.changes.priorities import (
    Grounds,
    PriorityWords,
    ReadingWords,
    TargetWords,
    add_priority,
    add_target,
    link_objectives,
    record_reading,
)
from frankpledge.strategy.changes.problems import ProblemWords, add_problem, override_rank, score_problem
from frankpledge.strategy.changes.strategies import StepWords, StrategyWords, add_step, start_strategy
from frankpledge.strategy.models import Assessment, Finding, Priority, Problem, Strategy, ViewTheme

SCORERS = ("cora@demo.example", "lee@demo.example", "charlie@demo.example")
WRITER, APPROVER = "ana@demo.example", "bea@demo.example"
APPROVED_ON, PUBLISHED_ON = date(2008, 10, 20), date(2008, 10, 27)
LEVELS = {"0": "1", "1": "1.25", "2": "1.5"}
SURE = {"l": "low", "m": "moderate", "h": "high"}


@dataclass(frozen=True, slots=True)
class _Cast:
    """The people of the demonstration, as they may act today."""

    plan: Plan
    writer: Access
    approver: Access
    scorers: tuple[Access, ...]
    now: datetime

    @property
    def by(self) -> Access:
        return self.writer

    def no_later(self, day: date) -> date:
        return min(day, timezone.localdate(self.now))


def make_demonstration(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> Strategy:
    """An approved assessment with scored problems and coded views, and a strategy linked to the plan's objectives.

    ``people`` are the demonstration's, by their addresses; ``by`` is whoever makes it, in the same partnership.
    """

    def acting(address: str) -> Access:
        return access_for(people[address], by.partnership.slug, today=timezone.localdate(now))

    cast = _Cast(plan, acting(WRITER), acting(APPROVER), tuple(acting(address) for address in SCORERS), now)
    assessment = _assessment(cast)
    findings = _findings(cast, assessment)
    problems = _problems(cast, assessment, findings)
    themes = _views(cast, assessment)
    strategy = start_strategy(
        words=StrategyWords(
            title="Community safety strategy 2008-2011 (demonstration)",
            starts_on=date(2008, 4, 1),
            ends_on=date(2011, 3, 31),
            vision="By 2011 fewer people in East Herts are harmed by crime and disorder, and more of them know what "
            "is done about it. (Invented for the demonstration.)",
            success="By the strategic targets below, read every year from the sources they name.",
            engagement="At least two public meetings a year, the citizens’ panel, the youth council and walks in "
            "neighbourhoods. What is heard is coded to themes and answered in public.",
            summary="For three years the partnership works on five things: anti-social behaviour, violence at night, "
            "thefts and burglary, offenders and young people at risk, and people’s confidence. (Invented.)",
        ),
        by=cast.by,
        now=now,
    )
    _priorities(cast, strategy, findings, problems, themes)
    for agency, steps, resources in words.STEPS:
        found = Agency.objects.within(by.partnership).get(short_name=agency)
        add_step(strategy=strategy, words=StepWords(found.pk, steps, resources), by=cast.by, now=now)
    _approve(cast, assessment, strategy)
    return strategy


def _assessment(cast: _Cast) -> Assessment:
    assessment = begin_assessment(
        words=AssessmentWords(
            title="Strategic assessment, October 2007 to September 2008 (demonstration)",
            starts_on=date(2007, 10, 1),
            ends_on=date(2008, 9, 30),
            last_plan_id=cast.plan.pk,
            summary="Crime is lower than three years ago. Violence at night, anti-social behaviour in a few streets "
            "and thefts from cars do most harm. People want to hear what was done. (Invented for the demonstration.)",
        ),
        by=cast.by,
        now=cast.now,
    )
    for section in assessment.sections.all():
        text = words.SECTIONS[section.key]
        write_section(section=section, text=text, version=section.version, by=cast.by, now=cast.now)
    return assessment


def _findings(cast: _Cast, assessment: Assessment) -> list[Finding]:
    made = []
    for section, text, evidence in words.FINDINGS:
        finding = add_finding(assessment=assessment, words=FindingWords(text, section), by=cast.by, now=cast.now)
        made.append(finding)
        for shows, value, unit, source, as_of in evidence:
            add_evidence(
                finding=finding,
                words=EvidenceWords("figure", shows, Decimal(value), unit, source, date.fromisoformat(as_of)),
                by=cast.by,
                now=cast.now,
            )
    for number, chapter, about in words.FROZEN:
        with suppress(StrategyRefused):  # no room offers it, or it knows nothing of that year
            freeze_evidence(finding=made[number - 1], chapter=chapter, words=about, by=cast.by, now=cast.now)
    return made


def _problems(cast: _Cast, assessment: Assessment, findings: list[Finding]) -> list[Problem]:
    matrix = adopt_matrix(slug="harm-likelihood", by=cast.by, now=cast.now)
    adopt_matrix(slug="four-by-four", by=cast.by, now=cast.now)
    choose_matrix(assessment=assessment, matrix=matrix, by=cast.by, now=cast.now)
    assessment.refresh_from_db()
    problems = [
        add_problem(
            assessment=assessment,
            words=ProblemWords(title, what, where, victims, offenders),
            findings=[findings[number - 1] for number in numbers],
            by=cast.by,
            now=cast.now,
        )
        for title, what, where, victims, offenders, numbers in words.PROBLEMS
    ]
    for scorer, row in zip(cast.scorers, words.SCORES, strict=True):
        for problem, said in zip(problems, row, strict=True):
            points, sure = _points(said)
            score_problem(
                problem=problem, matrix=matrix, points=points, confidence=sure, evidence=words.INVENTED, version=0,
                by=scorer, now=cast.now,
            )  # fmt: skip
    override_rank(
        problem=problems[9],
        rank=3,
        reason="Reports are few because people do not report it; the partnership has a duty to those it happens to.",
        by=cast.scorers[0],
        now=cast.now,
    )
    return problems


def _points(said: str) -> tuple[dict[str, str], str]:
    harms, likelihood, volume, stands, sure = said.split("-")
    keys = ("physical", "psychological", "financial", "community", "environment")
    points = dict(zip(keys, harms, strict=True))
    return {**points, "frequency": likelihood, "volume": volume, "capacity": LEVELS[stands]}, SURE[sure]


def _views(cast: _Cast, assessment: Assessment) -> list[ViewTheme]:
    themes = [add_theme(name=name, about=about, by=cast.by, now=cast.now) for name, about in words.THEMES]
    for heard_at, on, whose, said, people, places in words.VIEWS:
        record_view(
            assessment=assessment,
            words=ViewWords(heard_at, date.fromisoformat(on), said, whose, people),
            themes=[themes[place] for place in places],
            by=cast.by,
            now=cast.now,
        )
    for place, said, did in words.ANSWERS:
        write_answer(
            assessment=assessment, theme=themes[place], said=said, did=did, version=0, by=cast.by, now=cast.now
        )
    return themes


def _priorities(
    cast: _Cast, strategy: Strategy, findings: list[Finding], problems: list[Problem], themes: list[ViewTheme]
) -> None:
    agencies = {row.short_name: row.pk for row in Agency.objects.within(strategy.partnership)}
    groups = {row.short_name: row.pk for row in ActionGroup.objects.within(strategy.partnership)}
    made: list[Priority] = []
    for name, why, agency, group, from_findings, from_problems, from_themes, refs in words.PRIORITIES:
        priority = add_priority(
            strategy=strategy,
            words=PriorityWords(name, f"{why} (Invented.)", agencies.get(agency), groups.get(group)),
            grounds=Grounds(
                [findings[at - 1] for at in from_findings],
                [problems[at - 1] for at in from_problems],
                [themes[at] for at in from_themes],
            ),
            by=cast.by,
            now=cast.now,
        )
        made.append(priority)
        objectives = list(Objective.objects.filter(section__plan=cast.plan, ref__in=refs))
        link_objectives(priority=priority, objectives=objectives, by=cast.by, now=cast.now)
    _targets(cast, strategy, made)


def _targets(cast: _Cast, strategy: Strategy, priorities: list[Priority]) -> None:
    for number, measure, unit, baseline, day, source, aim, said in words.TARGETS:
        target = add_target(
            priority=priorities[number - 1],
            words=TargetWords(
                measure=measure or "Complainants told what was done",
                due_on=strategy.ends_on,
                unit=unit,
                baseline=Decimal(baseline) if baseline else None,
                baseline_on=date.fromisoformat(day) if day else None,
                baseline_source=source,
                target=Decimal(aim) if aim else None,
                words=said,
            ),
            by=cast.by,
            now=cast.now,
        )
        if source == words.PSA1:
            reading = ReadingWords(Decimal(4992), date(2007, 3, 31), words.PSA1)
            record_reading(target=target, words=reading, by=cast.by, now=cast.now)


def _approve(cast: _Cast, assessment: Assessment, strategy: Strategy) -> None:
    """By the board, in the autumn in which the demonstration's year stands: nobody approves what they wrote."""
    on = cast.no_later(APPROVED_ON)
    assessment.refresh_from_db()
    approve_assessment(
        assessment=assessment, note=words.INVENTED, version=assessment.version, by=cast.approver, now=cast.now, on=on
    )
    strategy.refresh_from_db()
    approve_strategy(strategy=strategy, version=strategy.version, by=cast.approver, now=cast.now, on=on)
    published = max(on, cast.no_later(PUBLISHED_ON))
    publish_assessment(assessment=assessment, on=published, by=cast.by, now=cast.now)
    publish_strategy(
        strategy=strategy, on=published, where="The council’s website (demonstration)", by=cast.by, now=cast.now
    )
    strategy.refresh_from_db()
