"""The East Herts plan, read once."""

from __future__ import annotations

import pytest

from frankpledge.plandocs.checking import check
from frankpledge.plandocs.model import Objective, PlanDocument, Reading
from tests.plandocs.reading import EAST_HERTS, objectives


@pytest.fixture(scope="session")
def east_herts() -> Reading:
    return check(EAST_HERTS.read_bytes(), EAST_HERTS.name, safely=False)


@pytest.fixture(scope="session")
def plan(east_herts: Reading) -> PlanDocument:
    return east_herts.plan


@pytest.fixture(scope="session")
def rows(plan: PlanDocument) -> dict[str, Objective]:
    return objectives(plan)
