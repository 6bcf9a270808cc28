"""Schemathesis asks every question the OpenAPI document allows, and finds no answer that is not in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from frankpledge.api.v1 import api
from frankpledge.plans.models import Plan
from frankpledge.project.wsgi import application
from tests.api.conftest import Programs

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def document() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema()))  # type: ignore[no-any-return]


def test_the_document_kept_is_the_one_served() -> None:
    assert json.loads(SNAPSHOT.read_text()) == document(), "Run `make docs` and look at what changed."


def test_the_document_is_of_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1")


@pytest.fixture
def asked(plan: Plan, program: Programs) -> Any:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = application
    schema.config.update(headers={"Authorization": f"Bearer {program().secret}"})
    return schema


schema = schemathesis.pytest.from_fixture("asked")


@pytest.mark.django_db
@pytest.mark.once
@schema.parametrize()
@hypothesis.settings(
    max_examples=12, deadline=None, suppress_health_check=list(hypothesis.HealthCheck), derandomize=True, database=None
)
def test_every_answer_is_one_the_document_tells_of(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
