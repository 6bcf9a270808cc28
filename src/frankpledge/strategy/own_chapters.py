"""What this room itself can freeze under a finding: the last plan's delivery, the rank list, the community's themes."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from frankpledge.strategy import chapters
from frankpledge.strategy.chapters import Chapter, Snapshot
from frankpledge.strategy.models import Assessment
from frankpledge.strategy.queries.delivery import delivery_of
from frankpledge.strategy.queries.ranking import rank_list
from frankpledge.strategy.queries.voices import voices_of


def offer() -> None:
    """Put them on the list of chapters."""
    chapters.add(
        Chapter(
            "last-plan",
            "How far the last plan was carried out",
            "Updates, milestones, ratings and money, counted from the plan’s own records.",
            _delivery,
        )
    )
    chapters.add(
        Chapter(
            "rank-list",
            "Problems in order",
            "Every problem with its rank, its score and how far its scorers agree.",
            _ranks,
        )
    )
    chapters.add(Chapter("themes", "What the community said, by theme",
                         "How many views and how many people, theme by theme.", _themes))  # fmt: skip


def _delivery(assessment: Assessment, now: datetime) -> Snapshot | None:
    if assessment.last_plan is None:
        return None
    today = timezone.localdate(now)
    delivery = delivery_of(assessment.last_plan, today=today)
    rows = tuple(
        (figure.kind.group, figure.kind.name, figure.words) for figure in delivery.whole.figures if figure.is_known
    )
    if not rows:
        return None
    return Snapshot(
        "How far the last plan was carried out", delivery.plan.title, today, ("About", "What is counted", "Count"), rows
    )


def _ranks(assessment: Assessment, now: datetime) -> Snapshot | None:
    listed = rank_list(assessment)
    if not listed.scored:
        return None
    rows = tuple(
        (str(place.given_rank), place.problem.title, place.rank_words, place.score_words, place.agreement)
        for place in listed.scored
    )
    head = ("Rank", "Problem", "Rank by score", "Score", "Agreement")
    return Snapshot("Problems in order", str(listed.matrix), timezone.localdate(now), head, rows)


def _themes(assessment: Assessment, now: datetime) -> Snapshot | None:
    voices = voices_of(assessment)
    rows = tuple(
        (count.theme.name, str(count.view_count), str(count.people_count))
        for count in voices.themes
        if count.view_count
    )
    note = f"{voices.view_count} views of {voices.people_count} people in all; a view may speak of several themes."
    head = ("Theme", "Views", "People")
    title = "What the community said, by theme"
    return Snapshot(title, "Views recorded here", timezone.localdate(now), head, rows, note) if rows else None
