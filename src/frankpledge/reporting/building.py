"""Builds what a quarter's report says from the plan's own records, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format

from frankpledge.measures.publication import public_rating
from frankpledge.measures.rating import Rag, Rating, Unit
from frankpledge.plans.models import Amendment, Plan, UpdateState
from frankpledge.plans.queries.money import Money, Sums, money_of
from frankpledge.plans.queries.steps import Step, StepState, steps_of
from frankpledge.quarters.queries.pictures import QuarterPicture, Row, picture
from frankpledge.reporting import charts, exceptions, summary
from frankpledge.reporting.content import (
    SCHEMA,
    Content,
    MoneyLine,
    MoneyPart,
    ObjectiveLine,
    RatingLine,
    RecommendationLine,
    RiskPart,
    SectionPart,
    Sign,
    StepLine,
    StoryLine,
)
from frankpledge.reporting.models import Recommendation, Report, Story

_TONES = {"none": "grey"}
_STEPS = {
    StepState.DONE: Sign("Done", "green"),
    StepState.DONE_LATE: Sign("Done late", "amber"),
    StepState.LATE: Sign("Late", "red"),
    StepState.SOON: Sign("Due soon", "blue"),
    StepState.COMING: Sign("To come", "grey"),
    StepState.DROPPED: Sign("Given up", "grey"),
}
_ANSWERS = {"": "amber", "accepted": "green", "partly": "blue", "rejected": "grey"}


def content_of(plan: Plan, quarter: str, *, kind: str, marking: str, on: date) -> Content:
    """Everything the report of that kind says, as the records stand on that day."""
    seen = picture(plan, quarter, on=on)
    money = money_of(plan)
    sections = tuple(_sections(seen, on))
    return Content(
        schema=SCHEMA,
        kind=kind,
        partnership=plan.partnership.name,
        colour=plan.partnership.colour,
        plan=plan.title,
        period=plan.period,
        quarter=quarter,
        quarter_name=seen.name,
        first=day(seen.first),
        last=day(seen.last),
        data_as_of=day(on),
        marking=marking,
        title=f"{plan.partnership.name}: {Report.Kind(kind).label.lower()}, {seen.name.lower()} of {plan.period}",
        summary=tuple(summary.sentences(seen, money)),
        exceptions=tuple(exceptions.exceptions_of(seen, money)),
        sections=sections,
        money=_money(seen, money),
        risks=tuple(_risks(plan)),
        changes=tuple(_amendments(plan, seen)),
        charts=tuple(charts.charts_of(seen)),
        stories=tuple(_stories(plan, quarter)),
        recommendations=tuple(_recommendations(plan, on)) if kind == Report.Kind.SCRUTINY else (),
        limits=tuple(summary.limits(seen)),
        demonstration=settings.DEMONSTRATION,
    )


def day(on: date | None) -> str:
    """A date as the report writes it, or ""."""
    return date_format(on, "j F Y") if on else ""


def sign_of(rag: Rag) -> Sign:
    """A rating's word with its tone."""
    return Sign(rag.word, _TONES.get(rag.colour, rag.colour))


def _sections(seen: QuarterPicture, on: date) -> Iterator[SectionPart]:
    for pk, number, title in seen.sections:
        rows = tuple(_objective(row, on) for row in seen.rows if row.section == pk)
        yield SectionPart(f"{number}. {title}" if number else title, rows)


def _objective(row: Row, on: date) -> ObjectiveLine:
    return ObjectiveLine(
        ref=row.ref,
        text=row.objective,
        leads=row.led.leads,
        groups=row.led.groups,
        update=row.approved_text,
        state=_state(row),
        is_late=row.is_late,
        ratings=tuple(_rating(each) for each in row.ratings),
        steps=tuple(_step(each, on) for each in row.milestones),
    )


def _state(row: Row) -> Sign:
    if row.cannot_be_asked:
        return Sign("Nobody to ask", "red")
    words = UpdateState(row.state).label
    tone = {"approved": "green", "published": "green", "submitted": "blue"}.get(row.state, "grey")
    if row.is_late:
        return Sign(f"{words}, late", "amber" if row.is_answered else "red")
    return Sign(words, tone)


def _rating(rating: Rating) -> RatingLine:
    return RatingLine(
        name=rating.name,
        value=rating.shown_held or "no value",
        public=public_words(rating),
        number=_number(rating.value),
        target=rating.shown_target,
        sign=sign_of(rating.rag),
        why=rating.why,
        judged=sign_of(rating.judged) if rating.judged else None,
        judged_why=rating.judged_why,
        as_of=day(rating.as_of),
        source=rating.source,
        interval=rating.shown_interval,
        revised=f"Published as {rating.shown_published}" if rating.is_late_revision else "",
        note=rating.note,
        earlier=tuple((label, _number(value)) for label, value in rating.earlier),
        unit=rating.unit,
    )


def public_words(rating: Rating) -> str:
    """The figure as the public may have it: ``measures.publication`` decides what is too small to give."""
    public = public_rating(rating)
    if rating.value is None:
        return "no value"
    if public.value is None:
        return f"fewer than {rating.small_number}" if rating.unit == Unit.NUMBER else "too few to give"
    if rating.so_far is not None and public.so_far is None:
        return f"{rating.shown} in the quarter"
    return rating.shown_held


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _step(step: Step, on: date) -> StepLine:
    return StepLine(step.text, day(step.due_on), day(step.done_on), _STEPS[step.state(on)])


def _money(seen: QuarterPicture, money: Money) -> MoneyPart | None:
    if not money.lines:
        return None
    names = {pk: f"{number}. {title}" if number else title for pk, number, title in seen.sections}
    places = {pk: place for place, pk in enumerate(names)}
    by_section = sorted(money.by_section.items(), key=lambda pair: places.get(pair[0] or 0, -1))
    return MoneyPart(
        by_funder=tuple(_sums(name, sums) for name, sums in money.by_funder.items()),
        by_section=tuple(
            _sums(names.get(pk, "The plan as a whole") if pk else "The plan as a whole", sums)
            for pk, sums in by_section
        ),
        total=_sums("All", money.total),
        warnings=tuple(
            f"{line.funder}{f' ({line.ref})' if line.ref else ''}: {words.lower()}"
            for line in money.lines
            for words in line.sums.warnings
        ),
    )


def _sums(name: str, sums: Sums) -> MoneyLine:
    return MoneyLine(name, *(str(each) for each in (sums.allocated, sums.committed, sums.invoiced, sums.paid)))


def _risks(plan: Plan) -> Iterator[RiskPart]:
    for risk in steps_of(plan).risks:
        if risk.is_open:
            yield RiskPart(risk.ref, risk.text, risk.score, risk.mitigation, day(risk.reviewed_on))


def _amendments(plan: Plan, seen: QuarterPicture) -> Iterable[str]:
    made = Amendment.objects.filter(
        plan=plan, state=Amendment.State.APPROVED, decided_at__date__range=(seen.first, seen.last)
    )
    return (f"Amendment {row.number}: {row.reason}" for row in made.order_by("number"))


def _stories(plan: Plan, quarter: str) -> Iterator[StoryLine]:
    rows = Story.objects.filter(plan=plan, quarter=quarter).exclude(state=Story.State.DECLINED)
    for row in rows.select_related("objective").order_by("objective__position", "pk"):
        yield StoryLine(row.objective.ref, row.headline, row.get_state_display())


def _recommendations(plan: Plan, on: date) -> Iterator[RecommendationLine]:
    rows = Recommendation.objects.within(plan.partnership).filter(met_on__lte=on)
    for row in rows.order_by("met_on", "number", "pk"):
        overdue = not row.answer and row.respond_by < on
        sign = Sign("Answer overdue", "red") if overdue else Sign(row.get_answer_display(), _ANSWERS[row.answer])
        yield RecommendationLine(row.number, row.committee, row.text, day(row.respond_by), sign, row.response)
