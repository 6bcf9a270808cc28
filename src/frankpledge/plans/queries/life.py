"""A plan's life and an amendment's as data: what may follow what, who may do it, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.codes import CODES, Weight
from frankpledge.plans.models import Action, Amendment, Objective, Plan
from frankpledge.plans.queries.standing import standing_findings

PLAN = Plan.State
AMENDMENT = Amendment.State


@dataclass(frozen=True, slots=True)
class Step:
    """One move from a state to another. ``slug`` stands in its page's address."""

    slug: str
    before: str
    after: str
    permission: Permission
    words: str  # on the link and the button
    done: str  # said once it is done
    event: str  # in the audit


# The whole of a plan's life. There is no other way from one state to another, and none back from adoption.
PLAN_STEPS: tuple[Step, ...] = (
    Step("consult", PLAN.DRAFT, PLAN.CONSULTED, Permission.PLAN_MOVE,
         "Put the plan out for comment", "The plan is out for comment.", "plan.consulted"),
    Step("take-back", PLAN.CONSULTED, PLAN.DRAFT, Permission.PLAN_MOVE,
         "Take the plan back to draft", "The plan is a draft again.", "plan.taken_back"),
    Step("adopt", PLAN.CONSULTED, PLAN.ADOPTED, Permission.PLAN_MOVE,
         "Adopt the plan", "The plan is adopted. Its words now change by amendment alone.", "plan.adopted"),
    Step("close", PLAN.ADOPTED, PLAN.CLOSED, Permission.PLAN_MOVE,
         "Close the plan", "The plan is closed.", "plan.closed"),
)  # fmt: skip

AMENDMENT_STEPS: tuple[Step, ...] = (
    Step("propose", AMENDMENT.DRAFT, AMENDMENT.PROPOSED, Permission.AMENDMENT_PROPOSE,
         "Propose the amendment", "The amendment is proposed. Somebody else now decides.", "amendment.proposed"),
    Step("withdraw", AMENDMENT.DRAFT, AMENDMENT.WITHDRAWN, Permission.AMENDMENT_PROPOSE,
         "Throw the draft away", "The draft is thrown away.", "amendment.withdrawn"),
    Step("withdraw", AMENDMENT.PROPOSED, AMENDMENT.WITHDRAWN, Permission.AMENDMENT_PROPOSE,
         "Withdraw the amendment", "The amendment is withdrawn.", "amendment.withdrawn"),
    Step("approve", AMENDMENT.PROPOSED, AMENDMENT.APPROVED, Permission.AMENDMENT_DECIDE,
         "Approve the amendment", "The amendment is approved, and the plan says so.", "amendment.approved"),
    Step("refuse", AMENDMENT.PROPOSED, AMENDMENT.REFUSED, Permission.AMENDMENT_DECIDE,
         "Refuse the amendment", "The amendment is refused.", "amendment.refused"),
)  # fmt: skip


def steps_from(steps: tuple[Step, ...], state: str) -> tuple[Step, ...]:
    """What may come next.

    >>> [step.slug for step in steps_from(PLAN_STEPS, Plan.State.ADOPTED)]
    ['close']
    """
    return tuple(step for step in steps if step.before == state)


def step_named(steps: tuple[Step, ...], slug: str, state: str) -> Step | None:
    """The step of that name from that state, if there is one."""
    return next((step for step in steps_from(steps, state) if step.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the plan lacks, of one kind, with how often."""

    code: str
    title: str
    why: str
    count: int
    refs: tuple[str, ...]


def without_action(plan: Plan) -> tuple[Objective, ...]:
    """Objectives for which nobody says that anything will be done: no action, or empty bullets alone. One query."""
    acted = Action.objects.filter(objective__section__plan=plan).exclude(text__regex=r"^\s*$").values("objective")
    rows = Objective.objects.filter(section__plan=plan).exclude(pk__in=acted).select_related("section")
    return tuple(rows.order_by("section__position", "position", "pk"))


def missing_from(plan: Plan) -> tuple[Missing, ...]:
    """What a plan ought to have before it is adopted and has not: the findings that are gaps. One query."""
    found: dict[str, list[str]] = {}
    for code, ref in standing_findings().filter(plan=plan).order_by("position").values_list("code", "ref"):
        if code in CODES and CODES[code].weight is Weight.GAP:
            found.setdefault(code, []).append(ref)
    return tuple(
        Missing(code, CODES[code].title, CODES[code].why, len(refs), tuple(ref for ref in refs if ref))
        for code, refs in found.items()
    )
