"""A matrix that stays green when a rule is taken away proves nothing: each rule is taken away, and it must turn red."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from django.db.models import Q

from frankpledge.accounts.second_factor import SecondFactorMiddleware
from frankpledge.partners import access
from frankpledge.partners.access import Access, Reach
from frankpledge.partners.guard import Guarded
from frankpledge.partners.models import OfPartnership
from frankpledge.partners.permissions import ROLES, Permission, Role, Scope
from frankpledge.plans.models.plan import Objectives
from frankpledge.project.policy import guarded, routes
from tests.permissions.policy import EVERYONE
from tests.permissions.rules import RULES, TWO_DOORS, WHERE
from tests.permissions.trial import Tried, mismatches

# Taking a rule away from the code is the same on every database; the matrix itself runs on both.
pytestmark = [pytest.mark.once, pytest.mark.django_db]

VIEWS = {str(pattern.name): view for _, pattern in routes() if (view := guarded(pattern))}
DECLARED = sorted(name for name, rule in RULES.items() if rule.see is not EVERYONE or rule.send is not None)


def is_red(
    tried: Tried, route: str, *, methods: tuple[str, ...] = ("GET", "POST"), principals: tuple[str, ...]
) -> bool:
    """Whether the matrix, tried on one address, finds anything wrong."""
    found = mismatches(tried.world, tried.browsers, route, RULES[route], methods=methods, principals=principals)
    return next(iter(found), None) is not None


def with_grants(
    monkeypatch: pytest.MonkeyPatch, role: Role, change: Callable[[dict[Permission, frozenset[Scope]]], object]
) -> None:
    """The role as if its declaration said otherwise."""
    grants = dict(role.grants)
    change(grants)
    monkeypatch.setitem(cast(dict[str, Role], ROLES), role.key, replace(role, grants=grants))


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(ROLES.values()), ids=lambda role: role.key)
def test_a_role_that_could_do_more_or_less_than_declared_would_be_found(
    role: Role, permission: Permission, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    if Scope.PARTNERSHIP in role.grants.get(permission, ()):
        with_grants(monkeypatch, role, lambda grants: grants.pop(permission))
    else:
        with_grants(monkeypatch, role, lambda grants: grants.update({permission: frozenset({Scope.PARTNERSHIP})}))

    assert is_red(tried, WHERE[permission], principals=(role.key,))


@pytest.mark.parametrize("route", DECLARED)
def test_a_page_that_forgot_its_permission_would_be_found_unless_a_second_door_is_shut(
    route: str, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VIEWS[route], "permission", Permission.PLAN_VIEW)
    if RULES[route].send is not None:
        monkeypatch.setattr(VIEWS[route], "change_permission", Permission.PLAN_VIEW)

    assert is_red(tried, route, principals=(RULES[route].shut_out,)) == (route not in TWO_DOORS)


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
    monkeypatch.setattr(SecondFactorMiddleware, "process_view", lambda self, *_: None)


RULES_OF_THE_HOUSE: list[tuple[Callable[[Any], None], str, tuple[str, ...], tuple[str, ...]]] = [
    (_let_everybody_in, "plan-detail", ("GET",), ("lapsed",)),
    (_forget_reach, "group-edit", ("GET", "POST"), ("chair",)),
    (_demand_nothing, "agency-edit", ("GET", "POST"), ("contributor",)),
    (_forget_partnership, "agency-detail", ("GET",), ("manager",)),
    (_forget_partnership, "plan-detail", ("GET",), ("manager",)),
    (_forget_agency, "objective-edit", ("GET", "POST"), ("lead_officer",)),
    (_forget_second_factor, "plan-detail", ("GET",), ("password_only",)),
]


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
    tried: Tried,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_away(monkeypatch)

    assert is_red(tried, route, methods=methods, principals=principals)
