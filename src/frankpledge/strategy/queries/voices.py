"""What the community said, counted by theme, and which priorities answer it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.records.kinds import SMALL
from frankpledge.strategy.models import Answer, Assessment, Priority, Strategy, View, ViewTheme

LOOKED_BACK = 5  # years before a strategy begins, of whose assessments its priorities may rest


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """One theme: how many views speak of it, of how many people, at how many meetings, and what answers it."""

    theme: ViewTheme
    view_count: int
    people_count: int
    meeting_count: int  # meetings and other occasions: each place and day once
    answer: Answer | None
    priorities: tuple[Priority, ...]

    @property
    def is_unanswered(self) -> bool:
        """Whether people spoke of it and no priority names it."""
        return bool(self.view_count) and not self.priorities


@dataclass(frozen=True, slots=True)
class Voices:
    """All views of an assessment. A view may speak of several themes; the totals count each once."""

    themes: tuple[ThemeCount, ...]
    view_count: int
    people_count: int
    uncoded_count: int
    unthemed_count: int  # coded, and spoke of none of the themes

    @property
    def has_themes(self) -> bool:
        """Whether any view speaks of a theme."""
        return any(count.view_count for count in self.themes)

    @property
    def unanswered(self) -> tuple[ThemeCount, ...]:
        """Themes people spoke of that no priority answers."""
        return tuple(count for count in self.themes if count.is_unanswered)


def voices_of(assessment: Assessment) -> Voices:
    """Counts by theme, the most spoken of first."""
    views = list(View.objects.filter(assessment=assessment).prefetch_related("themes"))
    answers = {row.theme_id: row for row in Answer.objects.filter(assessment=assessment)}
    answering = _answering(assessment)
    counts = []
    for theme in ViewTheme.objects.within(assessment.partnership):
        mine = [view for view in views if theme.pk in {each.pk for each in view.themes.all()}]
        people = sum(view.people_count for view in mine)
        counts.append(
            ThemeCount(theme, len(mine), people, _occasions(mine), answers.get(theme.pk), tuple(answering[theme.pk]))
        )
    coded = [view for view in views if view.coded_at is not None]
    return Voices(
        tuple(sorted(counts, key=lambda count: (-count.people_count, -count.view_count, count.theme.position))),
        len(views),
        sum(view.people_count for view in views),
        len(views) - len(coded),
        sum(not view.themes.all() for view in coded),
    )


def _occasions(views: Iterable[View]) -> int:
    return len({(view.heard_at, view.heard_on) for view in views})


def _answering(assessment: Assessment) -> dict[int, list[Priority]]:
    """The priorities that name each theme, of strategies that were not over when the assessment's year began."""
    rows = Priority.objects.within(assessment.partnership).filter(
        strategy__ends_on__gte=assessment.starts_on, themes__isnull=False
    )
    rows = rows.exclude(strategy__state=Strategy.State.SUPERSEDED).select_related("strategy__partnership").distinct()
    found: dict[int, list[Priority]] = defaultdict(list)
    for row in rows.prefetch_related("themes").order_by("strategy__starts_on", "number"):
        for theme in row.themes.all():
            found[theme.pk].append(row)
    return found


def oldest_heard(strategy: Strategy) -> date:
    """Assessments that ended before this day are too old for a priority of the strategy to rest on."""
    return strategy.starts_on.replace(year=strategy.starts_on.year - LOOKED_BACK, day=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """How much one assessment heard of a theme."""

    assessment: Assessment
    view_count: int
    people_count: int
    meeting_count: int


@dataclass(frozen=True, slots=True)
class ThemeHeard:
    """A theme that a priority answers, and how much of it was heard in each assessment it may rest on."""

    theme: ViewTheme
    heard: tuple[Heard, ...]

    @property
    def public_words(self) -> str:
        """The same for papers that everybody may read: where few people spoke, how few is not said."""
        views, people = (sum(getattr(each, name) for each in self.heard) for name in ("view_count", "people_count"))
        if not views:
            return "no view recorded"
        if people < SMALL:
            return f"views of fewer than {SMALL} people"
        return f"{views} view{'s' * (views != 1)} of {people} people"


def heard_under(priority: Priority) -> tuple[ThemeHeard, ...]:
    """The themes the priority answers, with what was heard of each: two queries and the themes."""
    themes = list(priority.themes.all())
    rows = View.objects.within(priority.strategy.partnership).filter(
        themes__in=themes, assessment__ends_on__gte=oldest_heard(priority.strategy)
    )
    views = list(rows.select_related("assessment__partnership").prefetch_related("themes").distinct())
    found = []
    for theme in themes:
        mine = [view for view in views if theme in view.themes.all()]
        by_assessment: dict[Assessment, list[View]] = defaultdict(list)
        for view in mine:
            by_assessment[view.assessment].append(view)
        newest = sorted(by_assessment.items(), key=lambda pair: pair[0].starts_on, reverse=True)
        heard = [
            Heard(assessment, len(said), sum(view.people_count for view in said), _occasions(said))
            for assessment, said in newest
        ]
        found.append(ThemeHeard(theme, tuple(heard)))
    return tuple(found)
