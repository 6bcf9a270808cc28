"""A partnership with a quarter to ask about, and programs that may ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.api.changes.tokens import make_token
from frankpledge.api.models import Token
from frankpledge.api.scopes import Scope
from frankpledge.partners.access import access_for
from frankpledge.plans.models import Plan
from tests.people import Cast
from tests.reporting.quarter import told

EVERYTHING = [scope.value for scope in Scope]


class Program:
    """A program with one token."""

    def __init__(self, token: Token, secret: str) -> None:
        self.token, self.secret, self.client = token, secret, Client()

    def ask(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {self.secret}", **headers})

    def send(self, method: str, path: str, body: dict[str, Any], **headers: str) -> Any:
        return self.client.generic(
            method, f"/api/v1/{path}", json.dumps(body), "application/json",
            headers={"Authorization": f"Bearer {self.secret}", **{k.replace("_", "-"): v for k, v in headers.items()}},
        )  # fmt: skip


Programs = Callable[..., Program]


@pytest.fixture
def plan(east: Cast) -> Plan:
    return told(east)


@pytest.fixture
def program(east: Cast) -> Programs:
    """A program of somebody's, with every scope unless told otherwise."""

    def make(person: User | None = None, scopes: list[str] | None = None, days: int = 30) -> Program:
        now = timezone.now()
        by = access_for(person or east["manager"], "east", today=timezone.localdate(now))
        return Program(*make_token(name="Dashboard", scopes=scopes or EVERYTHING, days=days, by=by, now=now))

    return make
