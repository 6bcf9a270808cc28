"""What the community says: recorded without names, coded to themes, and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.people import people_in
from frankpledge.plans.changes.holding import GoneMeanwhile
from frankpledge.strategy.changes.holding import (
    StrategyRefused,
    add_row,
    change_row,
    hold_assessment,
    next_number,
    ours,
    remove_row,
    there,
    touch,
)
from frankpledge.strategy.heard import not_yet_here
from frankpledge.strategy.models import Answer, Assessment, View, ViewTheme


@dataclass(frozen=True, slots=True)
class ViewWords:
    """What was heard, where and when, and from how many. Never from whom."""

    heard_at: str
    heard_on: date
    words: str
    whose: str = ""
    people_count: int = 1


@transaction.atomic
def record_view(
    *, assessment: Assessment, words: ViewWords, themes: Sequence[ViewTheme] = (), by: Access, now: datetime
) -> View:
    """A view, coded at once where its themes are known."""
    parent = hold_assessment(assessment, by=by)
    _refuse_names(words)
    view = add_row(
        View(assessment=parent, written_by=by.audit_key, **asdict(words)),
        "view.recorded",
        by=by,
        now=now,
        said={"heard_at": words.heard_at, "heard_on": words.heard_on, "people_count": words.people_count},
    )
    if themes:
        _code(view, themes, by, now)
    touch(parent, by=by, now=now)
    return view


@transaction.atomic
def bring_views(*, assessment: Assessment, by: Access, now: datetime) -> tuple[int, int]:
    """Bring in what other rooms heard and is not here yet: how many, and how many stay out for seeming to name one."""
    parent = hold_assessment(assessment, by=by)
    brought = left = 0
    for _, views in not_yet_here(parent):
        for each in views:
            words = ViewWords(each.heard_at, each.heard_on, each.words, people_count=each.people_count)
            try:
                _refuse_names(words)
            except StrategyRefused:
                left += 1
                continue
            said = {"brought_from": each.key, "heard_at": words.heard_at, "people_count": words.people_count}
            row = View(assessment=parent, written_by=by.audit_key, brought_from=each.key, **asdict(words))
            view = add_row(row, "view.recorded", by=by, now=now, said=said)
            if each.theme is not None:
                _code(view, [each.theme], by, now)
            brought += 1
    if brought:
        touch(parent, by=by, now=now)
    return brought, left


@transaction.atomic
def edit_view(*, view: View, words: ViewWords, version: int, by: Access, now: datetime) -> View:
    """Put right what was recorded."""
    parent = hold_assessment(view.assessment, by=by)
    row = there(View.objects.filter(assessment=parent), view)
    _refuse_names(words)
    change_row(row, asdict(words), version, "view.changed", by=by, now=now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def code_view(*, view: View, themes: Sequence[ViewTheme], by: Access, now: datetime) -> View:
    """Say which themes a view speaks of, and who said so. No theme is an answer: it speaks of none of them."""
    parent = hold_assessment(view.assessment, by=by)
    row = there(View.objects.filter(assessment=parent), view)
    _code(row, themes, by, now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def remove_view(*, view: View, version: int, by: Access, now: datetime) -> None:
    """Take away a view recorded by mistake, or one that says who somebody is."""
    parent = hold_assessment(view.assessment, by=by)
    row = there(View.objects.filter(assessment=parent), view)
    remove_row(row, version, "view.removed", by=by, now=now, said={"heard_on": row.heard_on})
    touch(parent, by=by, now=now)


@transaction.atomic
def add_theme(*, name: str, about: str, by: Access, now: datetime) -> ViewTheme:
    """A theme of the partnership's, for this year's views and next year's."""
    by.demand(Permission.STRATEGY_EDIT)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    _refuse_second(name, by)
    themes = ViewTheme.objects.within(by.partnership)
    row = ViewTheme(partnership=by.partnership, name=name, about=about, position=next_number(themes, "position"))
    return add_row(row, "view_theme.added", by=by, now=now, said={"name": name, "about": about})


@transaction.atomic
def edit_theme(*, theme: ViewTheme, name: str, about: str, version: int, by: Access, now: datetime) -> ViewTheme:
    """Change a theme's name or what counts. What was coded to it stays coded."""
    by.demand(Permission.STRATEGY_EDIT)
    row = ViewTheme.objects.within(by.partnership).select_for_update().filter(pk=theme.pk).first()
    if row is None:
        raise GoneMeanwhile
    _refuse_second(name, by, besides=row)
    change_row(row, {"name": name, "about": about}, version, "view_theme.changed", by=by, now=now)
    return row


@transaction.atomic
def write_answer(
    *, assessment: Assessment, theme: ViewTheme, said: str, did: str, version: int, by: Access, now: datetime
) -> Answer:
    """ "You said, we did" of one theme. ``version`` is the one the person saw, 0 where nothing was written."""
    parent = hold_assessment(assessment, by=by)
    ours(ViewTheme.objects.all(), [theme.pk], by)
    row = Answer.objects.filter(assessment=parent, theme=theme).first()
    if row is None:
        row = add_row(
            Answer(assessment=parent, theme=theme, said=said, did=did), "answer.written", by=by, now=now,
            said={"theme": theme.name, "said": said, "did": did},
        )  # fmt: skip
    else:
        change_row(row, {"said": said, "did": did}, version, "answer.changed", by=by, now=now)
    touch(parent, by=by, now=now)
    return row


def _code(view: View, themes: Sequence[ViewTheme], by: Access, now: datetime) -> None:
    ours(ViewTheme.objects.all(), [theme.pk for theme in themes], by)
    before = sorted(view.themes.values_list("name", flat=True))
    view.themes.set(themes)
    view.coded_by, view.coded_at = by.audit_key, now
    view.save(update_fields=["coded_by", "coded_at"])
    log("view.coded", view, by=by, now=now, partnership=by.partnership, operation=Operation.UPDATE,
        before={"themes": before}, after={"themes": sorted(theme.name for theme in themes)})  # fmt: skip


def _refuse_names(words: ViewWords) -> None:
    """A view is kept without the name of anybody: what reads like one is asked about before it is stored."""
    for field in ("words", "whose", "heard_at"):
        found = people_in(getattr(words, field))
        if found:
            raise StrategyRefused(
                f"This seems to name somebody: {', '.join(found)}. Write what was said without names.", field
            )


def _refuse_second(name: str, by: Access, besides: ViewTheme | None = None) -> None:
    twins = ViewTheme.objects.within(by.partnership).filter(name__iexact=name)
    if besides is not None:
        twins = twins.exclude(pk=besides.pk)
    if twins.exists():
        raise StrategyRefused(f"There is already a theme called “{name}”.", "name")
