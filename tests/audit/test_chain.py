"""What is done to the audit behind its back is found, and named."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.append_only import emptying
from frankpledge.audit.chain import Checkpoint, DamageKind, checkpoint, verify, verify_all
from frankpledge.audit.log import Command, log_many
from frankpledge.audit.models import Entry, Head
from frankpledge.audit.seals import head_seal, seal, sealing_key
from tests.people import NOW

ROWS = 30


@pytest.fixture
def chain(db: None) -> list[Entry]:
    """Thirty sealed rows."""
    return log_many([User(pk=number) for number in range(1, ROWS + 1)], "person.read", by=Command("test"), now=NOW)


def behind_its_back(statement: str, *values: object) -> None:
    """Change the audit as somebody who owns the database can."""
    with emptying("default"), connection.cursor() as cursor:
        cursor.execute(statement, values)


def swap(first: int, second: int) -> None:
    behind_its_back("UPDATE audit_entry SET sequence = -1 WHERE sequence = %s", first)
    behind_its_back("UPDATE audit_entry SET sequence = %s WHERE sequence = %s", first, second)
    behind_its_back("UPDATE audit_entry SET sequence = %s WHERE sequence = -1", second)


def test_an_untouched_audit_holds(chain: list[Entry]) -> None:
    result = verify_all()

    assert result.whole
    assert result.count == ROWS
    assert str(result) == "All 30 rows hold."


def test_an_empty_audit_holds(db: None) -> None:
    assert verify_all().whole


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "user:999"),
        ("at", NOW + timedelta(seconds=1)),
        ("event", "person.changed"),
        ("operation", "erase"),
        ("partnership", "7"),
        ("purpose", "curiosity"),
        ("request", "0123"),
        ("subject", "999"),
        ("subject_type", "plans.plan"),
        ("before", '{"name": 1}'),
        ("after", '{"name": 1}'),
        ("previous_seal", "0" * 64),
        ("seal", "0" * 64),
    ],
)
def test_an_altered_row_is_found_whichever_column_it_was(chain: list[Entry], column: str, value: object) -> None:
    behind_its_back(f"UPDATE audit_entry SET {column} = %s WHERE sequence = 12", value)  # noqa: S608

    result = verify_all()

    assert (result.damage, result.sequence) == (DamageKind.ALTERED, 12)
    assert "Row 12" in str(result)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, ROWS - 1))
def test_a_missing_row_is_found_wherever_it_was(gone: int) -> None:
    rows = [row for row in sealed(ROWS) if row.sequence != gone]

    result = verify(rows)

    assert (result.damage, result.sequence) == (DamageKind.MISSING, gone)


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(ROWS)))
def test_rows_in_another_order_are_found(order: list[int]) -> None:
    rows = sealed(ROWS)
    first_wrong = next((place for place, was in enumerate(order) if place != was), None)

    result = verify([rows[place] for place in order])

    assert result.whole == (first_wrong is None)
    assert result.whole or result.sequence == (first_wrong or 0) + 1


@pytest.mark.parametrize(("first", "second"), [(3, 9), (3, 4), (1, 30)])
def test_two_rows_that_changed_places_are_called_reordered(chain: list[Entry], first: int, second: int) -> None:
    swap(first, second)

    result = verify_all()

    assert (result.damage, result.sequence) == (DamageKind.REORDERED, first)


def test_a_row_taken_away_and_the_rest_renumbered_is_found(chain: list[Entry]) -> None:
    behind_its_back("DELETE FROM audit_entry WHERE sequence = 7")
    for sequence in range(8, ROWS + 1):
        behind_its_back("UPDATE audit_entry SET sequence = %s WHERE sequence = %s", sequence - 1, sequence)

    result = verify_all()

    assert result.sequence == 7


def test_a_row_put_in_without_the_key_is_found(chain: list[Entry]) -> None:
    forged = Entry(sequence=ROWS + 1, at=NOW, actor="user:1", operation="read", event="person.read",
                   subject_type="accounts.user", subject="1", previous_seal=chain[-1].seal)  # fmt: skip
    forged.seal = seal(forged, b"not the key")
    forged.save()
    Head.objects.update(sequence=ROWS + 1, seal=forged.seal)

    result = verify_all()

    assert (result.damage, result.sequence) == (DamageKind.ALTERED, ROWS + 1)


def test_an_end_cut_off_is_found_by_the_head(chain: list[Entry]) -> None:
    behind_its_back("DELETE FROM audit_entry WHERE sequence > 25")

    result = verify_all()

    assert (result.damage, result.sequence) == (DamageKind.TRUNCATED, 26)


def test_an_end_cut_off_and_the_head_moved_back_without_the_key_is_found(chain: list[Entry]) -> None:
    behind_its_back("DELETE FROM audit_entry WHERE sequence > 25")
    Head.objects.update(sequence=25, seal=chain[24].seal)

    result = verify_all()

    assert result.damage is DamageKind.END_REWRITTEN


def test_a_head_taken_away_is_found(chain: list[Entry]) -> None:
    Head.objects.all().delete()

    result = verify_all()

    assert result.damage is DamageKind.END_REWRITTEN


def test_a_whole_audit_written_anew_without_the_key_is_found(chain: list[Entry]) -> None:
    rows = sealed(ROWS, key=b"a key of my own", actor="user:666")

    result = verify(rows)

    assert (result.damage, result.sequence) == (DamageKind.ALTERED, 1)


def test_a_whole_audit_written_anew_with_the_key_is_found_by_a_checkpoint_kept_elsewhere(chain: list[Entry]) -> None:
    kept = checkpoint()
    rows = sealed(ROWS, actor="user:666")
    head = Head(sequence=ROWS, seal=rows[-1].seal, keyed=head_seal(ROWS, rows[-1].seal, sealing_key()))

    without, with_checkpoint = verify(rows, head=head), verify(rows, head=head, checkpoints=[kept])

    assert without.whole
    assert (with_checkpoint.damage, with_checkpoint.sequence) == (DamageKind.REWRITTEN, ROWS)


def test_an_end_cut_off_with_the_key_is_found_by_a_checkpoint_kept_elsewhere(chain: list[Entry]) -> None:
    kept = checkpoint()
    rows = chain[:20]
    head = Head(sequence=20, seal=rows[-1].seal, keyed=head_seal(20, rows[-1].seal, sealing_key()))

    result = verify(rows, head=head, checkpoints=[kept])

    assert (result.damage, result.sequence) == (DamageKind.TRUNCATED, 21)


def test_a_row_sealed_with_the_key_but_not_linked_is_called_rewritten(db: None) -> None:
    rows = sealed(5)
    rows[3].previous_seal = "f" * 64
    rows[3].seal = seal(rows[3], sealing_key())

    result = verify(rows)

    assert (result.damage, result.sequence) == (DamageKind.REWRITTEN, 4)


def test_rows_written_while_we_walk_are_no_damage(chain: list[Entry]) -> None:
    def write_another(_: int) -> None:
        log_many([User(pk=1)], "person.read", by=Command("test"), now=NOW)

    result = verify_all(progress=write_another)

    assert result.whole


def test_a_row_reads_back_as_it_was_sealed_whatever_was_in_it(db: None) -> None:
    odd = {"text": "café \N{SNOWMAN} \"' \\", "number": 1.5, "list": [None, True, {"b": 1, "a": 2}], "when": NOW}
    log_many([User(pk=1)], "person.read", by=Command("test"), now=NOW, before=odd, after={})

    assert verify_all().whole


ATTACKS: dict[str, Callable[[list[Entry], random.Random], list[Entry]]] = {
    "alter": lambda rows, dice: [*rows[:-1], altered(rows[-1])] if dice.random() < 0.1 else alter_one(rows, dice),
    "delete": lambda rows, dice: (rows.pop(dice.randrange(len(rows) - 1)), rows)[1],
    "reorder": lambda rows, dice: reorder(rows, dice),
    "truncate": lambda rows, dice: rows[: dice.randrange(len(rows))],
    "insert": lambda rows, dice: (rows.insert(dice.randrange(len(rows)), altered(dice.choice(rows))), rows)[1],
    "rewrite": lambda rows, dice: sealed(len(rows), key=dice.randbytes(32), actor="user:666"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_two_hundred_attacks_of_each_kind_are_all_found(attack: str) -> None:
    dice = random.Random(1815)  # noqa: S311
    whole = sealed(20)
    head = Head(sequence=20, seal=whole[-1].seal, keyed=head_seal(20, whole[-1].seal, sealing_key()))

    found = sum(not verify(ATTACKS[attack](sealed(20), dice), head=head).whole for _ in range(200))

    assert found == 200


def sealed(count: int, *, key: bytes | None = None, actor: str = "command:test") -> list[Entry]:
    """Rows sealed as the log seals them, without a database."""
    rows: list[Entry] = []
    previous = Checkpoint(0, "0" * 64)
    for sequence in range(1, count + 1):
        row = Entry(sequence=sequence, at=NOW, actor=actor, operation="read", event="person.read",
                    subject_type="accounts.user", subject=str(sequence), previous_seal=previous.seal)  # fmt: skip
        row.seal = seal(row, key or sealing_key())
        previous = Checkpoint(sequence, row.seal)
        rows.append(row)
    return rows


def altered(row: Entry) -> Entry:
    row.subject += "0"
    return row


def alter_one(rows: list[Entry], dice: random.Random) -> list[Entry]:
    altered(dice.choice(rows))
    return rows


def reorder(rows: list[Entry], dice: random.Random) -> list[Entry]:
    first, second = dice.sample(range(len(rows)), 2)
    rows[first], rows[second] = rows[second], rows[first]
    rows[first].sequence, rows[second].sequence = rows[second].sequence, rows[first].sequence
    return rows
