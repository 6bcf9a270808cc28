"""``frankpledge plan compare`` and ``roll-over``: what they print, what they make, and how they end."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from frankpledge.cli import main
from frankpledge.plans.models import Objective, Plan
from tests.people import Cast
from tests.plans.living import adopted
from tests.plans.sowing import sow


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.django_db
def test_roll_over_makes_the_next_years_plan_and_compare_says_what_became_of_its_lines(east: Cast) -> None:
    adopted(east)

    made = run("plan", "roll-over", "--partnership", "east", "--retire", "2.2=Done", "--modify", "2.1", "--json")
    said = run("plan", "compare", "--partnership", "east", "--json")

    assert made.exit_code == 0, made.stderr
    assert json.loads(made.stdout)["retired"] == 1
    new = Plan.objects.get(slug=json.loads(made.stdout)["plan"])
    assert Objective.objects.get(section__plan=new, ref="2.1").standing == "modified"
    found = json.loads(said.stdout)
    assert {(row["part"], row["happened"]) for row in found["differences"]} >= {("Objective 2.2", "removed")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("roll-over", "--retire", "9.9=Done"), "There is no objective 9.9"),
        (("roll-over", "--retire", "2.2"), "Say why 2.2"),
        (("compare", "--before", "edition-9"), "no version"),
        (("compare", "--plan", "nothing"), "no such plan"),
    ],
)
def test_what_cannot_be_done_ends_with_one_and_says_why(east: Cast, words: tuple[str, ...], said: str) -> None:
    adopted(east)

    result = run("plan", *words, "--partnership", "east")

    assert result.exit_code == 1
    assert said in result.stderr
    assert Plan.objects.count() == 1


@pytest.mark.django_db
def test_a_draft_is_not_rolled_over(east: Cast) -> None:
    sow(east)

    result = run("plan", "roll-over", "--partnership", "east")

    assert result.exit_code == 1
    assert "Adopt" in result.stderr
