"""What the community said, counted by theme."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.strategy.models import Answer, Assessment, View, ViewTheme


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """One theme: how many views speak of it, of how many people, and what the partnership answers."""

    theme: ViewTheme
    view_count: int
    people_count: int
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Voices:
    """All views of an assessment. A view may speak of several themes; the totals count each once."""

    themes: tuple[ThemeCount, ...]
    view_count: int
    people_count: int
    uncoded_count: int
    unthemed_count: int  # coded, and spoke of none of the themes


def voices_of(assessment: Assessment) -> Voices:
    """Counts by theme, the most spoken of first."""
    views = list(View.objects.filter(assessment=assessment).prefetch_related("themes"))
    answers = {row.theme_id: row for row in Answer.objects.filter(assessment=assessment)}
    counts = []
    for theme in ViewTheme.objects.within(assessment.partnership):
        mine = [view for view in views if theme.pk in {each.pk for each in view.themes.all()}]
        counts.append(ThemeCount(theme, len(mine), sum(view.people_count for view in mine), answers.get(theme.pk)))
    coded = [view for view in views if view.coded_at is not None]
    return Voices(
        tuple(sorted(counts, key=lambda count: (-count.people_count, -count.view_count, count.theme.position))),
        len(views),
        sum(view.people_count for view in views),
        len(views) - len(coded),
        sum(not view.themes.all() for view in coded),
    )
