"""An adopted plan in each partnership, with one of everything its life can have of the council and of the police."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.partners.access import access_by_command, access_for
from frankpledge.plans.changes.amendments import make_or_collect, propose_amendment
from frankpledge.plans.changes.life import (
    CommentWords,
    ConsultationWords,
    adopt_plan,
    consult_on_plan,
    record_comment,
)
from frankpledge.plans.changes.money import BudgetWords, add_budget_line
from frankpledge.plans.changes.objectives import ObjectiveWords, edit_objective
from frankpledge.plans.changes.owners import set_owner
from frankpledge.plans.changes.risks import RiskWords, add_risk
from frankpledge.plans.changes.sections import SectionWords, add_section
from frankpledge.plans.changes.steps import MilestoneWords, add_milestone
from frankpledge.plans.changes.themes import ThemeWords, add_theme, set_theme_objectives
from frankpledge.plans.models import Amendment, Plan
from tests.people import NOW

TODAY = NOW.date()


def furnish(there: Any) -> None:
    """``milestone``, ``risk``, ``money``, ``theme``, ``amendment``, ``draft``, ``consultation``, ``comment``."""
    by, mark = access_by_command("test", there.cast.partnership), f"{there.cast.partnership.slug}mark"
    _adopt(there, by, mark)
    kinds = ("milestone", "risk", "money", "theme", "amendment", "draft", "consultation", "comment")
    there.more |= {kind: {} for kind in kinds}
    for whose in ("own", "other"):
        for kind, thing in _steps(there, whose, by, mark).items():
            there.more[kind][whose] = thing
    _amendments(there)
    consultation = there.plan.consultations.get()
    for whose in ("own", "other"):
        there.more["consultation"][whose] = consultation
        there.more["comment"][whose] = consultation.comments.get()


def _adopt(there: Any, by: Any, mark: str) -> None:
    words = ConsultationWords(date(2026, 3, 1), date(2026, 3, 31), f"Everybody of {mark}")
    consult_on_plan(plan=there.plan, words=words, by=by, now=NOW)
    said = CommentWords(date(2026, 3, 9), f"Residents of {mark}", f"More lights in {mark}")
    record_comment(consultation=there.plan.consultations.get(), words=said, by=by, now=NOW)
    adopt_plan(plan=there.plan, on=date(2026, 4, 1), confirmed=True, because=mark, note=mark, by=by, now=NOW)
    there.plan = Plan.objects.get(pk=there.plan.pk)


def _steps(there: Any, whose: str, by: Any, mark: str) -> dict[str, Any]:
    row, person = there.objective(whose), there.person(whose)
    set_owner(objective=row, owner=person, deputy=None, version=row.version, by=by, now=NOW)
    theme = add_theme(words=ThemeWords(f"Theme {whose} {mark}"), by=by, now=NOW)
    set_theme_objectives(theme=theme, plan=there.plan, objectives=[row], by=by, now=NOW)
    return {
        "milestone": add_milestone(
            objective=row, words=MilestoneWords(f"Meet {mark}", date(2026, 6, 30), owner=person), by=by, now=NOW
        ),
        "risk": add_risk(
            plan=there.plan, objective=row, words=RiskWords(f"Rain {mark}", 3, 4, owner=person), reviewed_on=TODAY,
            by=by, now=NOW,
        ),
        "money": add_budget_line(
            plan=there.plan, objective=row, words=BudgetWords(f"Fund {mark}", allocated=Decimal(500)), by=by, now=NOW
        ),
        "theme": theme,
    }  # fmt: skip


def _amendments(there: Any) -> None:
    """One proposed by each lead officer, and the manager's draft, which nobody else sees."""
    for whose, role in (("own", "lead_officer"), ("other", "other_lead")):
        amendment, by = _draft(there, whose, role)
        there.more["amendment"][whose] = propose_amendment(
            amendment=amendment, reason="Because", version=amendment.version, by=by, now=NOW
        )
    draft, by = _draft(there, "own", "manager")
    words = SectionWords("9", f"New {there.cast.partnership.slug}mark")  # the draft's second step
    draft = make_or_collect(add_section, plan=there.plan, by=by, now=NOW, words=words)
    there.more["draft"] = {"own": draft, "other": draft}


def _draft(there: Any, whose: str, role: str) -> tuple[Amendment, Any]:
    by = access_for(there.cast[role], there.cast.partnership.slug, today=TODAY)
    row = there.objective(whose)
    words = ObjectiveWords(f"{row.text}, better")
    made = make_or_collect(
        edit_objective, plan=there.plan, by=by, now=NOW, objective=row, words=words, version=row.version
    )
    assert isinstance(made, Amendment)
    return made, by
