"""An assessment as plain data: what is frozen when it is approved, given out as JSON, and written as a paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.strategy.models import Assessment, Evidence, Finding, Priority
from frankpledge.strategy.queries.completeness import Completeness, SectionState, completeness_of
from frankpledge.strategy.queries.delivery import Delivery, Figure, delivery_of
from frankpledge.strategy.queries.ranking import Place, RankList, rank_list
from frankpledge.strategy.queries.voices import Voices, voices_of
from frankpledge.strategy.scoring.matrix import COMBINATION_WORDS, Matrix
from frankpledge.strategy.scoring.ranking import shown

Json = dict[str, Any]


def assessment_plain(assessment: Assessment, *, today: date) -> Json:
    """The whole assessment, with nobody's name in it."""
    whole = completeness_of(assessment)
    plan = assessment.last_plan
    return {
        "kind": "strategic assessment",
        "title": assessment.title,
        "partnership": assessment.partnership.name,
        "starts_on": assessment.starts_on.isoformat(),
        "ends_on": assessment.ends_on.isoformat(),
        "way": assessment.way,
        "state": assessment.get_state_display(),
        "approved_on": _day(assessment.approved_on),
        "published_on": _day(assessment.published_on),
        "summary": assessment.summary,
        "sections": _sections(assessment, whole),
        "papers": [
            {
                "quarter": state.paper.quarter,
                "title": state.paper.title,
                "focus": state.paper.focus,
                "finished_on": _day(state.paper.finished_on),
                "fills": list(state.fills),
            }
            for state in whole.papers
        ],
        "missing": [{"name": each.name, "words": each.words, "do": each.do} for each in whole.missing],
        "delivery": delivery_plain(delivery_of(plan, today=today)) if plan else None,
        "problems": problems_plain(rank_list(assessment)),
        "views": views_plain(voices_of(assessment)),
        "priorities": _priorities(assessment),
    }


def _sections(assessment: Assessment, whole: Completeness) -> list[Json]:
    found = Finding.objects.filter(assessment=assessment).prefetch_related("evidence")
    by_section: dict[str, list[Finding]] = {}
    for finding in found:
        by_section.setdefault(finding.section, []).append(finding)
    return [_section(state, by_section.get(state.row.key, [])) for state in whole.sections]


def _section(state: SectionState, findings: list[Finding]) -> Json:
    return {
        "key": state.row.key,
        "name": state.duty.name,
        "asks": state.duty.asks,
        "source": state.duty.source,
        "text": state.text,
        "findings": [
            {
                "number": finding.number,
                "text": finding.text,
                "evidence": [_evidence(each) for each in finding.evidence.all()],
            }
            for finding in findings
        ],
    }


def _evidence(row: Evidence) -> Json:
    """A document's own name is left out: files are often named for people."""
    return {
        "kind": row.get_kind_display(),
        "words": row.words,
        "value": _number(row.value),
        "unit": row.unit,
        "source": row.source,
        "as_of": _day(row.as_of),
        "url": row.url,
        "table": row.snapshot,
        "sha256": row.sha256,
    }


def delivery_plain(delivery: Delivery) -> Json:
    """How far the last plan was carried out: each figure in words, "No records" where there are none."""
    return {
        "plan": delivery.plan.title,
        "as_of": delivery.as_of.isoformat(),
        "whole": [_figure(figure) for figure in delivery.whole.figures],
        "sections": [
            {"name": part.name, "figures": [_figure(figure) for figure in part.figures]} for part in delivery.sections
        ],
    }


def _figure(figure: Figure) -> Json:
    return {"key": figure.kind.key, "group": figure.kind.group, "name": figure.kind.name, "words": figure.words}


def problems_plain(listed: RankList) -> Json:
    """The problems in order, both ranks where somebody gave another than the score does."""
    return {
        "matrix": matrix_plain(listed) if listed.matrix and listed.read else None,
        "ranked": [_place(place) for place in listed.places],
    }


def matrix_plain(listed: RankList) -> Json | None:
    if listed.matrix is None or listed.read is None:
        return None
    return {
        "name": listed.matrix.matrix.name,
        "version": listed.matrix.number,
        "sha256": listed.matrix.sha256,
        "arithmetic": arithmetic_words(listed.read),
    }


def arithmetic_words(matrix: Matrix) -> str:
    """The matrix's arithmetic in a sentence or two."""
    parts = "; ".join(
        f"{part.name}: {', '.join(each.name.lower() for each in part.criteria)}"
        + (f", {COMBINATION_WORDS[part.how]}" if len(part.criteria) > 1 else "")
        for part in matrix.parts
    )
    said = f"{parts}. The parts are {COMBINATION_WORDS[matrix.how]}"
    if matrix.confidence:
        sure = ", ".join(f"{word} {value}" for word, value in matrix.confidence.items())
        said += f", then multiplied by how sure the scorer is ({sure})"
    return f"{said}. Several scorers’ scores are averaged."


def _place(place: Place) -> Json:
    steady = place.sensitivity
    return {
        "number": place.problem.number,
        "problem": place.problem.title,
        "what": place.problem.what,
        "where": place.problem.where,
        "victims": place.problem.victims,
        "offenders": place.problem.offenders,
        "rank": place.given_rank,
        "rank_by_score": place.rank_words,
        "score": shown(place.ranked.score, 2) if place.ranked else None,
        "level": place.level,
        "scorers": len(place.sheets),
        "lowest": place.lowest,
        "highest": place.highest,
        "agreement": place.agreement,
        "rank_if_one_point_moved": [steady.best, steady.worst] if steady else None,
        "moved_because": place.override.reason if place.override else "",
    }


def views_plain(voices: Voices) -> Json:
    return {
        "views": voices.view_count,
        "people": voices.people_count,
        "not_coded": voices.uncoded_count,
        "themes": [
            {
                "theme": count.theme.name,
                "views": count.view_count,
                "people": count.people_count,
                "meetings": count.meeting_count,
                "priorities": [str(row) for row in count.priorities],
                "said": count.answer.said if count.answer else "",
                "did": count.answer.did if count.answer else "",
            }
            for count in voices.themes
            if count.view_count or count.answer
        ],
    }


def _priorities(assessment: Assessment) -> list[Json]:
    rows = Priority.objects.within(assessment.partnership).select_related("strategy")
    drawn = rows.filter(findings__assessment=assessment) | rows.filter(problems__assessment=assessment)
    return [
        {
            "strategy": row.strategy.title,
            "number": row.number,
            "name": row.name,
            "why": row.why,
            "findings": [each.number for each in row.findings.all() if each.assessment_id == assessment.pk],
            "problems": [each.number for each in row.problems.all() if each.assessment_id == assessment.pk],
        }
        for row in drawn.distinct().prefetch_related("findings", "problems").order_by("strategy__starts_on", "number")
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> str | None:
    """A figure without the zeros its column adds.

    >>> _number(Decimal("4992.0000")), _number(Decimal("6.5000"))
    ('4992', '6.5')
    """
    return None if value is None else f"{value.normalize():f}"
