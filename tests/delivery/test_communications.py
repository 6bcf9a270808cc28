"""What is published is cleared by somebody who did not write it, and an edit after clearance needs clearing again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS, Communication
from frankpledge.partners.access import NotAllowed
from frankpledge.records.changes.records import MoveRefused, RecordRefused, add_record, edit_record, move_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
KIND = KINDS["communications"]


def written(cast: Cast, role: str, **more: Any) -> Any:
    values = {**EXAMPLES[KIND.slug].values, **lead(cast), **more}
    return add_record(kind=KIND, values=values, by=as_role(cast, role), now=NOW)


def moved(row: Any, move: str, cast: Cast, role: str, **more: Any) -> Any:
    return move_record(record=row, move=move, version=row.version, by=as_role(cast, role), now=NOW, **more)


def test_its_author_may_not_clear_it_whatever_their_role(east: Cast, signed_in: SignedIn) -> None:
    row = written(east, "manager")

    with pytest.raises(MoveRefused, match="You wrote this yourself"):
        moved(row, "clear", east, "manager")
    refused = signed_in(east["manager"]).get(row.address("move", "clear"))
    assert refused.status_code == 403
    assert "You wrote this yourself" in refused.content.decode()
    assert moved(row, "clear", east, "chair").state == "cleared"


def test_whoever_edited_it_is_an_author_too(east: Cast) -> None:
    row = written(east, "contributor")
    row = edit_record(
        record=row, values={"wording": "Bolt it."}, version=row.version, by=as_role(east, "manager"), now=NOW
    )

    with pytest.raises(MoveRefused, match="You wrote this yourself"):
        moved(row, "clear", east, "manager")


def test_whoever_clears_does_not_change_the_words_in_the_same_step(east: Cast, signed_in: SignedIn) -> None:
    row, client = written(east, "contributor"), signed_in(east["chair"])
    assert "wording" not in client.get(row.address("move", "clear")).context["form"].fields

    client.post(row.address("move", "clear"), {"version": 1, "wording": "Mine."})
    row = Communication.objects.get()
    other = moved(written(east, "contributor"), "clear", east, "chair", values={"wording": "Mine."})

    assert (row.state, row.wording) == ("cleared", "Lock your shed.")
    assert other.wording == "Lock your shed."


def test_only_the_groups_own_chair_or_the_manager_clears(east: Cast) -> None:
    ours, theirs = written(east, "contributor"), written(east, "contributor", lead_group=east.jag)

    with pytest.raises(NotAllowed):
        moved(ours, "clear", east, "lead_officer")
    with pytest.raises(NotAllowed):
        moved(theirs, "clear", east, "chair")
    assert moved(ours, "clear", east, "chair").state == "cleared"


def test_an_edit_after_clearance_makes_it_a_draft_again(east: Cast) -> None:
    row = moved(written(east, "contributor"), "clear", east, "chair")

    row = edit_record(
        record=row, values={"wording": "Another."}, version=row.version, by=as_role(east, "contributor"), now=NOW
    )

    assert row.state == "draft"
    with pytest.raises(MoveRefused, match="only from “Cleared”"):
        moved(row, "publish", east, "contributor", values={"published_on": date(2026, 11, 9)})


def test_published_words_stay_and_what_came_of_them_can_be_added(east: Cast) -> None:
    row = moved(written(east, "contributor"), "clear", east, "chair")
    row = moved(row, "publish", east, "contributor", values={"published_on": date(2026, 11, 9)})
    by = as_role(east, "contributor")

    with pytest.raises(RecordRefused, match="Words to be published can no longer be changed"):
        edit_record(record=row, values={"wording": "Other"}, version=row.version, by=by, now=NOW)
    row = edit_record(record=row, values={"coverage": "The Mercury"}, version=row.version, by=by, now=NOW)

    assert (row.state, row.coverage) == ("published", "The Mercury")


def test_publishing_needs_its_day_and_clearing_needs_words(east: Cast) -> None:
    row = written(east, "contributor", wording="")

    with pytest.raises(MoveRefused, match="Words to be published") as refusal:
        moved(row, "clear", east, "chair")

    assert refusal.value.field == "wording"
    row = moved(written(east, "contributor"), "clear", east, "chair")
    with pytest.raises(MoveRefused, match="Published on"):
        moved(row, "publish", east, "contributor")


def test_what_is_declined_says_why_and_counts_for_nothing(east: Cast, signed_in: SignedIn) -> None:
    row = moved(written(east, "contributor"), "decline", east, "chair", reason="Wrong dates.")

    page = signed_in(east["contributor"]).get(row.get_absolute_url()).content.decode()

    assert "Wrong dates." in page
    assert "Write it again" in page
    assert not Communication.objects.within(east.partnership).counted().exists()
