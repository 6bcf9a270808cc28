"""A matrix that stays green when a rule is taken away proves nothing: each rule is taken away, and it must turn red."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q

from frankpledge.accounts.second_factor import SecondFactorMiddleware
from frankpledge.partners import access
from frankpledge.partners.access import Access, Reach
from frankpledge.partners.guard import Guarded
from frankpledge.partners.models import OfPartnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models.plan import Objectives
from frankpledge.project.policy import guarded, routes
from tests.permissions.policy import EVERYONE, RULES
from tests.permissions.trial import browsers, mismatches
from tests.permissions.world import world

VIEWS = {str(pattern.name): view for _, pattern in routes() if (view := guarded(pattern))}
NARROWER_TO_SEE = sorted(name for name, rule in RULES.items() if rule.see is not EVERYONE)
SENDABLE = sorted(name for name, rule in RULES.items() if rule.send is not None)


def is_red(route: str, *, methods: tuple[str, ...], principals: tuple[str, ...]) -> bool:
    """Whether the matrix, tried on one address, finds anything wrong."""
    everything = world()
    found = mismatches(everything, browsers(everything), route, RULES[route], methods=methods, principals=principals)
    return next(iter(found), None) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("route", NARROWER_TO_SEE)
def test_a_page_anybody_in_the_partnership_could_see_would_be_found(
    route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VIEWS[route], "permission", Permission.PLAN_VIEW)

    assert is_red(route, methods=("GET",), principals=("analyst",))


@pytest.mark.django_db
@pytest.mark.parametrize("route", SENDABLE)
def test_a_form_anybody_who_sees_it_could_send_would_be_found(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VIEWS[route], "permission", Permission.PLAN_VIEW)
    monkeypatch.setattr(VIEWS[route], "change_permission", Permission.PLAN_VIEW)

    assert is_red(route, methods=("GET", "POST"), principals=("analyst",))


def _let_everybody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "current_on", lambda day: Q())


def _forget_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reach, "covers", lambda self, **_: True)


def _demand_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Access, "demand", lambda self, *_, **__: None)
    monkeypatch.setattr(Guarded, "_demand_change", lambda self: None)


def _forget_partnership(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OfPartnership, "within", lambda self, partnership: self.all())


def _forget_agency(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Objectives, "visible_to", lambda self, access, permission: self.within(access.partnership))


def _forget_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SecondFactorMiddleware, "__call__", lambda self, request: self.get_response(request))


RULES_OF_THE_HOUSE: list[tuple[Callable[[Any], None], str, tuple[str, ...], tuple[str, ...]]] = [
    (_let_everybody_in, "plan-detail", ("GET",), ("lapsed",)),
    (_forget_reach, "group-edit", ("GET", "POST"), ("chair",)),
    (_demand_nothing, "agency-edit", ("GET", "POST"), ("contributor",)),
    (_forget_partnership, "agency-detail", ("GET",), ("manager",)),
    (_forget_partnership, "plan-detail", ("GET",), ("manager",)),
    (_forget_partnership, "import-detail", ("GET",), ("manager",)),
    (_forget_agency, "objective-edit", ("GET", "POST"), ("lead_officer",)),
    (_forget_second_factor, "plan-detail", ("GET",), ("password_only",)),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("take_away", "route", "methods", "principals"),
    RULES_OF_THE_HOUSE,
    ids=[f"{rule.__name__.lstrip('_')}-{route}" for rule, route, _, _ in RULES_OF_THE_HOUSE],
)
def test_a_rule_of_the_house_taken_away_would_be_found(
    take_away: Callable[[Any], None],
    route: str,
    methods: tuple[str, ...],
    principals: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_away(monkeypatch)

    assert is_red(route, methods=methods, principals=principals)
