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
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
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


# What is understood may still be refused: 412, 422 and 428 say why. 400 alone says that it was not understood.
UNDERSTOOD = ["2xx", "304", "401", "403", "404", "412", "422", "428"]
REFUSED = ["400", "401", "404", "412", "422", "428"]
CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": UNDERSTOOD},
            "negative_data_rejection": {"expected-statuses": REFUSED},
        }
    }
)
SCHEMA: Any = schemathesis.openapi.from_dict(document(), config=CONFIG)
SCHEMA.app = application
OPERATIONS: dict[str, Any] = {
    found.ok().label: found.ok() for found in SCHEMA.get_all_operations()
}  # one that cannot be read is an error here, not a question left out


def test_the_document_kept_is_the_one_served() -> None:
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == document(), "Run `make docs` and look at what changed."


def test_the_document_is_of_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1")


FEW = hypothesis.settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=list(hypothesis.HealthCheck)
)


class Asked:
    """One partnership to ask about, and how a drawn question is made into one about something that is there."""

    def __init__(self, operation: Any, east: Cast, program: Programs) -> None:
        plan, numbers = whole(east)
        thing = operation.path.removeprefix("/api/v1/").partition("/")[0]
        self.real = {"slug": plan.slug, "pk": numbers.get(thing), "quarter": "Q2", "kind": "csv", "step": "hold",
                     "part": "issues"}  # fmt: skip
        self.headers = {"Authorization": f"Bearer {program().secret}"}
        self.answered: set[int] = set()

    def of_what_is_there(self, case: Any, version: int) -> None:
        """What is drawn is hardly ever the name of something. What was drawn to be wrong stays wrong."""
        if not case.meta.is_negative_at(ParameterLocation.PATH):
            case.path_parameters |= {name: self.real[name] for name in case.path_parameters}
        if not case.meta.is_negative_at(ParameterLocation.HEADER):
            case.headers.update({"If-Match": f'"v{version}"', "If-None-Match": ""})

    def ask(self, case: Any, checks: list[Any]) -> None:
        response = case.call(headers=self.headers)
        if (
            response.status_code == 200 and 200 not in self.answered
        ):  # asked again without the token, and with a wrong one
            checks = [*checks, ignored_auth]
        self.answered.add(response.status_code)
        case.validate_response(response, checks=checks, headers=self.headers)


@pytest.mark.once  # 400 questions; what only PostgreSQL refuses is asked for by name in test_writing
@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_every_answer_is_one_the_document_tells_of_and_what_it_allows_is_understood(
    label: str, east: Cast, program: Programs
) -> None:
    operation = OPERATIONS[label]
    asked = Asked(operation, east, program)
    versions = cycle((0, None, 1, 2))

    @hypothesis.settings(FEW, max_examples=16)
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        version = next(versions)
        if version is not None:
            asked.of_what_is_there(case, version)
        asked.ask(case, [*CHECKS, positive_data_acceptance])

    ask()

    found = sorted(asked.answered)
    assert asked.answered & {200, 304, 412, 422, 428}, f"Only ever answered {found}: nothing was reached"


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_what_the_document_does_not_allow_is_refused(label: str, east: Cast, program: Programs) -> None:
    operation = OPERATIONS[label]
    asked = Asked(operation, east, program)

    @hypothesis.settings(FEW, max_examples=10)
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    def ask(case: Any) -> None:
        asked.of_what_is_there(case, 0)
        asked.ask(case, [*CHECKS, negative_data_rejection])

    ask()
