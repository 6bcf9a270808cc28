"""What a program writes: never over newer words, never twice, and with problems it can act on."""

from __future__ import annotations

from datetime import date

import pytest

from frankpledge.plans.models import Milestone, Objective, Plan, QuarterUpdate, QuarterUpdateVersion
from tests.api.conftest import Program, Programs

pytestmark = pytest.mark.django_db


def cell(plan: Plan, ref: str = "2.2") -> str:
    return f"objectives/{Objective.objects.get(section__plan=plan, ref=ref).pk}/updates/Q1"


def write(asker: Program, path: str, text: str, **headers: str) -> object:
    return asker.send("PUT", path, {"text": text}, **headers)


def test_an_update_is_written_where_nobody_had_written(plan: Plan, program: Programs) -> None:
    answer = program().send("PUT", cell(plan), {"text": "Done."}, If_None_Match="*")

    assert (answer.status_code, answer["ETag"]) == (200, '"v1"')
    assert answer.json()["update"]["text"] == "Done."
    assert QuarterUpdateVersion.objects.get(text="Done.").way == "api"


def test_a_program_that_does_not_say_what_it_saw_is_asked_to(plan: Plan, program: Programs) -> None:
    answer = program().send("PUT", cell(plan), {"text": "Done."})

    assert answer.status_code == 428
    assert "If-Match" in answer.json()["detail"]


def test_newer_words_are_never_written_over(plan: Plan, program: Programs) -> None:
    asker = program()
    asker.send("PUT", cell(plan), {"text": "First."}, If_None_Match="*")
    asker.send("PUT", cell(plan), {"text": "Second."}, If_Match='"v1"')

    stale = asker.send("PUT", cell(plan), {"text": "Third."}, If_Match='"v1"')

    assert stale.status_code == 412
    assert asker.ask(cell(plan)).json()["update"]["text"] == "Second."


@pytest.mark.parametrize("tag", ["v1", '"x"', "*", '"v999999999999"'])
def test_a_tag_of_nobodys_is_refused(plan: Plan, program: Programs, tag: str) -> None:
    assert program().send("PUT", cell(plan), {"text": "Done."}, If_Match=tag).status_code == 412


def test_the_same_key_does_a_thing_once_and_is_answered_the_same(plan: Plan, program: Programs) -> None:
    asker = program()
    sent = {"If_None_Match": "*", "Idempotency_Key": "key-1"}

    answers = [asker.send("PUT", cell(plan), {"text": "Done."}, **sent) for _ in range(3)]

    assert {(each.status_code, each.content, each["ETag"]) for each in answers} == {(200, answers[0].content, '"v1"')}
    assert [each.headers.get("Idempotent-Replayed") for each in answers] == [None, "true", "true"]
    assert QuarterUpdateVersion.objects.filter(text="Done.").count() == 1


def test_the_same_key_with_something_else_is_refused(plan: Plan, program: Programs) -> None:
    asker = program()
    asker.send("PUT", cell(plan), {"text": "Done."}, If_None_Match="*", Idempotency_Key="key-1")

    other = asker.send("PUT", cell(plan), {"text": "Other."}, If_None_Match="*", Idempotency_Key="key-1")

    assert other.status_code == 422


def test_a_refused_write_leaves_its_key_free(plan: Plan, program: Programs) -> None:
    asker = program()
    assert asker.send("PUT", cell(plan), {"text": "A"}, If_Match='"v7"', Idempotency_Key="k").status_code == 412

    assert asker.send("PUT", cell(plan), {"text": "A"}, If_None_Match="*", Idempotency_Key="k").status_code == 200


def test_another_programs_key_is_its_own(plan: Plan, program: Programs) -> None:
    for asker in (program(), program()):
        answer = asker.send("PUT", cell(plan, "3.1"), {"text": "Done."}, If_None_Match="*", Idempotency_Key="same")

    assert answer.status_code == 200  # the same words again change nothing


@pytest.mark.parametrize(
    "body",
    [{}, {"text": 3}, {"text": "x" * 20_001}, {"text": "x", "txet": "y"}, {"text": None}, ["text"], {"text": "\0"}],
)
def test_what_cannot_be_read_is_answered_with_what_is_wrong_and_where(
    plan: Plan, program: Programs, body: dict[str, object]
) -> None:
    answer = program().send("PUT", cell(plan), body, If_None_Match="*")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]
    assert not QuarterUpdate.objects.filter(objective__ref="2.2").exists()


def test_a_value_is_written_and_a_correction_needs_its_reason(plan: Plan, program: Programs) -> None:
    asker = program()
    row = asker.ask(f"plans/{plan.slug}/indicators").json()["results"][0]
    path = f"indicators/{row['id']}/values/Q2"
    seen = asker.ask(path)

    bare = asker.send("PUT", path, {"value": "191", "as_of": "2026-10-01"}, If_Match=seen["ETag"])
    good = asker.send(
        "PUT", path, {"value": "191", "as_of": "2026-10-01", "reason": "A late return"}, If_Match=seen["ETag"]
    )

    assert bare.status_code == 422
    assert "why" in bare.json()["detail"]
    assert good.status_code == 200
    assert float(good.json()["value"]) == 191


@pytest.mark.parametrize(
    ("figure", "status"),
    [(12.5, 200), ("12.5", 200), ("-0.0001", 200), (-9_999_999_999, 200), (0.12345, 422), (0.1 + 0.2, 422),
     ("0.12345", 400), ("1e3", 400), ("\uff11\uff12", 400),
     (" 12", 400), (True, 400), (10_000_000_000, 400), ("NaN", 400)],
)  # fmt: skip
def test_a_figure_is_a_number_of_four_decimal_places(
    plan: Plan, program: Programs, figure: object, status: int
) -> None:
    asker = program()
    row = asker.ask(f"plans/{plan.slug}/indicators").json()["results"][0]

    answer = asker.send("PUT", f"indicators/{row['id']}/values/Q3", {"value": figure}, If_None_Match="*")

    assert answer.status_code == status, answer.json()
    if status != 200:
        assert "value" in answer.json()["errors"][0]["where"]


def test_a_milestone_is_marked_done(plan: Plan, program: Programs) -> None:
    asker = program()
    row = Milestone.objects.get(text="Ask schools")
    path = f"milestones/{row.pk}"

    answer = asker.send("PATCH", path, {"mark": "done", "on": "2026-11-01"}, If_Match=asker.ask(path)["ETag"])

    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.done_on == date(2026, 11, 1)


def test_an_update_is_submitted(plan: Plan, program: Programs) -> None:
    asker = program()
    tag = asker.send("PUT", cell(plan), {"text": "Done."}, If_None_Match="*")["ETag"]

    answer = asker.send("POST", f"{cell(plan)}/submit", {}, If_Match=tag)

    assert answer.status_code == 200
    assert answer.json()["update"]["state"] == "submitted"
