"""The made-up year's people and places are taken by the same changes as a person's."""

from __future__ import annotations

import pytest

from frankpledge.delivery.demonstration import Made
from frankpledge.delivery.demonstration.people import PEOPLE
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


def test_every_one_is_made_and_stands_where_its_steps_lead(east: Cast) -> None:
    made = Made(access_by_command("demo", east.partnership), NOW)

    for done in PEOPLE:
        record = made.record(done)

        kind = KINDS[done.kind]
        last = next(move for move in kind.states.moves if move.name == done.steps[-1]) if done.steps else None
        assert record.state == (last.to if last else kind.states.initial), done.title
        for slug, lines in done.lines.items():
            assert kind.part(slug).model.objects.filter(record=record).count() == len(lines)
