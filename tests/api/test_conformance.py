"""Schemathesis asks every question the OpenAPI document allows, and finds no answer that is not in it."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import given
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from frankpledge.api.v1 import api
from frankpledge.project.wsgi import application
from tests.api.conftest import Programs
from tests.api.whole import whole
from tests.people import Cast

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip


def document() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema()))  # type: ignore[no-any-return]


SCHEMA: Any = schemathesis.openapi.from_dict(document())
SCHEMA.app = application
OPERATIONS: dict[str, Any] = {
    found.ok().label: found.ok() for found in SCHEMA.get_all_operations()
}  # one that cannot be read is an error here, not a question left out


def test_the_document_kept_is_the_one_served() -> None:
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == document(), "Run `make docs` and look at what changed."


def test_the_document_is_of_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1")


@pytest.mark.once  # 400 questions; what only PostgreSQL refuses is asked for by name in test_writing
@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_every_answer_is_one_the_document_tells_of(label: str, east: Cast, program: Programs) -> None:
    operation = OPERATIONS[label]
    plan, numbers = whole(east)
    thing = operation.path.removeprefix("/api/v1/").partition("/")[0]
    real = {"slug": plan.slug, "pk": numbers.get(thing), "quarter": "Q2", "kind": "csv"}
    headers = {"Authorization": f"Bearer {program().secret}"}
    answered: set[int] = set()
    versions = cycle((0, None, 1, 2))

    @hypothesis.settings(
        max_examples=16, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        version = next(versions)
        if version is not None:  # what is drawn is hardly ever the name of something: most often ask for what there is
            case.path_parameters |= {name: real[name] for name in case.path_parameters}
            case.headers.update({"If-Match": f'"v{version}"', "If-None-Match": ""})
        response = case.call(headers=headers)
        answered.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    ask()

    assert answered & {200, 304, 412, 422, 428}, f"Only ever answered {sorted(answered)}: nothing was reached"
