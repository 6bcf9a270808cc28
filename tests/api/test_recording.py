"""A program edits every kind of record, takes its steps and fills its tables: by the rules of the pages, and once."""

from __future__ import annotations

from typing import Any

import pytest

from frankpledge.audit.models import Entry
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Membership
from frankpledge.plans.models import Plan
from frankpledge.records.kinds import RecordKind, shown
from tests.api.conftest import Programs
from tests.examples import EXAMPLES
from tests.examples.making import make, resolved
from tests.people import NOW, Cast
from tests.records.typed import lead

pytestmark = pytest.mark.django_db


@pytest.fixture(params=list(KINDS), ids=lambda kind: kind.slug)
def kind(request: pytest.FixtureRequest) -> RecordKind:
    found: RecordKind = request.param
    return found


def made(kind: RecordKind, cast: Cast, **more: Any) -> Any:
    return make(kind, by=access_by_command("test", cast.partnership), now=NOW, **{**lead(cast), **more})


def in_words(values: dict[str, Any], model: Any, cast: Cast) -> dict[str, str]:
    """What a program sends for values: each as a list would say it."""
    by = access_by_command("test", cast.partnership)
    row = model()
    for name, value in resolved(values, by=by, now=NOW).items():
        setattr(row, name, value)
    return {name: str(shown(row, name, by)) for name in values}


def test_a_program_edits_any_kind_and_never_over_newer_words(
    kind: RecordKind, plan: Plan, program: Programs, east: Cast
) -> None:
    row, asker = made(kind, east), program()
    name, value = EXAMPLES[kind.slug].changed
    says = in_words({name: value}, kind.model, east)

    answer = asker.send("PATCH", f"records/{row.pk}", {"says": says}, If_Match='"v1"')
    unsaid = asker.send("PATCH", f"records/{row.pk}", {"says": says})

    assert answer.status_code == 200, answer.content
    row.refresh_from_db()
    assert getattr(row, name) == resolved({name: value}, by=access_by_command("t", east.partnership), now=NOW)[name]
    assert (answer["ETag"], answer.json()["version"]) == ('"v2"', 2)
    assert unsaid.status_code == 428
    assert row.events.count() == 2


def test_a_program_takes_the_first_step_of_any_kind_once(
    kind: RecordKind, plan: Plan, program: Programs, east: Cast
) -> None:
    row, asker, example = made(kind, east), program(), EXAMPLES[kind.slug]
    step = kind.states.take(row.state, example.steps[0])
    asked = {name: value for name, value in example.asked.items() if name in step.asks}
    sent = {"says": in_words(asked, kind.model, east), "reason": "So it was." if step.asks_reason else ""}
    path = f"records/{row.pk}/steps/{step.name}"

    first, second = (asker.send("POST", path, sent, If_Match='"v1"', Idempotency_Key="one") for _ in range(2))
    again = asker.send("POST", path, sent, If_Match='"v2"')

    if step.is_clearing:  # somebody else's eyes: no program has them
        assert first.status_code == 403
        return
    assert first.status_code == 200, first.content
    assert first.json() == second.json()
    row.refresh_from_db()
    assert (row.state, row.version) == (step.to, 2)
    assert again.status_code == 422 or step.to in step.of


def test_a_program_adds_a_line_to_any_table_and_reads_it_without_free_text(
    kind: RecordKind, plan: Plan, program: Programs, east: Cast
) -> None:
    row, asker = made(kind, east), program()
    for part in kind.parts:
        values = EXAMPLES[kind.slug].parts[part.slug]
        rows: Any = part.model.objects
        if any(part.model._meta.get_field(name).related_model is Membership for name in values):
            continue  # a program never names anybody

        answer = asker.send(
            "POST", f"records/{row.pk}/tables/{part.slug}", {"says": in_words(values, part.model, east)}
        )

        if not part.is_open_in(row.state):
            assert answer.status_code == 422
            assert "can no longer be changed" in answer.json()["detail"]
            continue
        assert answer.status_code == 200, answer.content
        assert rows.within(east.partnership).filter(record=row).count() == 1
        [told] = [each for each in answer.json()["tables"] if each["part"] == part.slug]
        personal = {part.label_of(name) for name in part.fields if name in part.model.Privacy.personal}
        assert len(told["lines"]) == 1
        assert not personal.intersection(told["lines"][0])


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("PATCH", "", {"says": {"number": "EVE-1"}}, 422, "not fields of this kind"),
        ("PATCH", "", {"says": {"state": "Held"}}, 422, "not fields of this kind"),
        ("PATCH", "", {"says": {"starts_on": "soon"}}, 422, "cannot be recorded"),
        ("PATCH", "", {"says": {"lead_agency": "Nobody"}}, 422, "cannot be recorded"),
        ("PATCH", "", {"says": {"title": ""}}, 422, "cannot be recorded"),
        ("PATCH", "", {"says": {"ends_on": "2001-01-01"}}, 422, "cannot be recorded"),
        ("PATCH", "", {"says": {}}, 400, "missing or of the wrong kind"),
        ("POST", "/steps/hold", {"says": {"title": "Mine"}}, 422, "not fields of this step"),
        ("POST", "/steps/hold", {}, 422, "Fill in before this step"),
        ("POST", "/steps/cancel", {}, 422, "Say why"),
        ("POST", "/steps/levitate", {}, 404, "nothing of that name"),
        ("POST", "/tables/issues", {"says": {"number": "1"}}, 422, "not fields of this table"),
        ("POST", "/tables/issues", {"says": {"answered_on": "2026-11-03"}}, 422, "cannot be recorded"),
        ("POST", "/tables/nothing", {"says": {"what": "x"}}, 404, "nothing of that name"),
    ],
)
def test_what_a_rule_refuses_is_said_and_nothing_changes(
    method: str, path: str, body: dict[str, Any], status: int, words: str, plan: Plan, program: Programs, east: Cast
) -> None:
    row = made(KINDS["events"], east)

    answer = program().send(method, f"records/{row.pk}{path}", body, If_Match='"v1"')

    assert answer.status_code == status, answer.content
    assert words in answer.json()["detail"]
    row.refresh_from_db()
    assert (row.version, row.events.count()) == (1, 1)


def test_a_reading_program_another_agencys_and_another_partnerships_change_nothing(
    plan: Plan, program: Programs, east: Cast, west: Cast
) -> None:
    row, theirs = made(KINDS["events"], east), made(KINDS["events"], west)
    sent = {"says": {"title": "Mine"}}

    assert program(scopes=["read"]).send("PATCH", f"records/{row.pk}", sent, If_Match='"v1"').status_code == 403
    other = program(east["other_lead"])
    assert other.send("PATCH", f"records/{row.pk}", sent, If_Match='"v1"').status_code == 403
    assert program().send("PATCH", f"records/{theirs.pk}", sent, If_Match='"v1"').status_code == 404
    row.refresh_from_db()
    assert row.title != "Mine"
    assert not Entry.objects.filter(event="record.changed").exists()


def test_a_record_tells_where_it_can_go_and_what_that_asks(plan: Plan, program: Programs, east: Cast) -> None:
    row = made(KINDS["events"], east)

    said = program().ask(f"records/{row.pk}").json()

    hold = next(each for each in said["steps"] if each["step"] == "hold")
    assert hold == {"step": "hold", "label": hold["label"], "asks": hold["asks"], "needs_a_reason": False,
                    "by_a_person": False}  # fmt: skip
    assert "attendance" in hold["asks"]
    assert {each["part"] for each in said["tables"]} >= {"issues", "costs", "follow-ups"}
