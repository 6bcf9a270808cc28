"""100,000 records: list, timeline, calendar and map, each against the bare reading of the rows it shows.

What is read bare is what the page must read: the same rows through the same walls, as objects with whoever leads them,
and how many there are in all, because the page says so and counts its pages by it. What the page does besides is what
is measured: the log-in, the permissions, the forms, the template. One reader is an ordinary officer, for whom the walls
around guarded kinds stand; the other the manager, for whom none does, so that the bare reading is quicker. The database
has its statistics, as one that is looked after has.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from bench.pages import browser
from bench.timing import Result, interleaved, milliseconds
from frankpledge.accounts.models import User
from frankpledge.delivery.clocks.queries import records_of, running
from frankpledge.delivery.demonstration import make_demonstration
from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.partners.access import Access, access_by_command, access_for
from frankpledge.plans.models import Plan

SLUG = "east-herts"
READERS = {"an officer": "pat@demo.example", "the manager": "cora@demo.example"}
FEW, MANY = 1_000, 100_000
FIRST, YEARS = date(2009, 4, 1), 17
MONTH = date(2018, 5, 1)
GOAL, FLAT = 3.0, 1.0
BATCH, ROUNDS = 2_000, 20
PLACES = [f"Place {number}" for number in range(400)]


class Filler:
    """Copies what the demonstration recorded, kind by kind, onto other days and places."""

    def __init__(self) -> None:
        rows = DeliveryRecord.objects.filter(partnership__slug=SLUG)
        self.sources = [KINDS[row.kind].model.objects.get(pk=row.pk) for row in rows if not _is_unique(row.kind)]
        self.numbers, self.chance = count(1), random.Random(6)  # noqa: S311  (made up, not secret)
        self.made = rows.count()

    def fill(self, wanted: int, *, years: int = YEARS, first: date = FIRST) -> None:
        """Until there are so many records, on the days of those years."""
        days = 365 * years
        while self.made < wanted:
            size = min(BATCH, wanted - self.made)
            rows = [
                self._copy(self.chance.choice(self.sources), first + timedelta(days=self.chance.randrange(days)))
                for _ in range(size)
            ]
            DeliveryRecord.objects.bulk_create([root for root, _ in rows])
            for root, child in rows:
                child.pk = child.deliveryrecord_ptr_id = root.pk
            for kind in KINDS:
                _insert(kind.model, [child for _, child in rows if type(child) is kind.model])
            self.made += len(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _copy(self, source: Any, on: date) -> tuple[DeliveryRecord, Any]:
        values = {field.attname: getattr(source, field.attname) for field in source._meta.concrete_fields}
        away = on - source.starts_on
        for field in source._meta.concrete_fields:
            if type(field) is models.DateField and values[field.attname]:
                values[field.attname] += away
        values |= {
            "id": None, "number": f"BEN-{next(self.numbers):06}", "place": self.chance.choice(PLACES),
            "easting": self.chance.randrange(520_000, 550_000), "northing": self.chance.randrange(205_000, 235_000),
        }  # fmt: skip
        own = {field.attname for field in DeliveryRecord._meta.concrete_fields}
        root = DeliveryRecord(**{name: value for name, value in values.items() if name in own})
        return root, type(source)(**{**values, "deliveryrecord_ptr_id": None})


def _is_unique(slug: str) -> bool:
    """A kind of which something may stand once only: a copy would be refused."""
    meta = KINDS[slug].model._meta
    constraints = any(isinstance(each, models.UniqueConstraint) for each in meta.constraints)
    return constraints or any(field.unique for field in meta.local_fields if not field.primary_key)


def _insert(model: Any, rows: list[Any]) -> None:
    """The rows of a kind's own table; Django makes those of a table that inherits one at a time."""
    fields = model._meta.local_concrete_fields
    size = max(1, 900 // len(fields))
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + size], raw=True)
        query.get_compiler("default").execute_sql(returning_fields=None)


def reader(email: str) -> Access:
    """What the person who opens the pages may see."""
    return access_for(User.objects.get(email=email), SLUG, today=timezone.localdate())


def whole(rows: Any) -> Any:
    """With whoever leads them, as every page names them."""
    return rows.select_related("lead_agency", "lead_group")


def bare_list(email: str, size: int) -> int:
    """The newest, and how many there are."""
    rows = DeliveryRecord.objects.visible_to(reader(email))
    return len(list(whole(rows)[:size])) + rows.count()


def bare_month(email: str) -> int:
    """What begins, ends or goes on in the month; and what runs out in it, asked as the clock asks, with its records."""
    access, days = reader(email), (MONTH, MONTH + timedelta(days=30))
    ends = running(access, MONTH, days=days)
    return len(list(whole(DeliveryRecord.objects.visible_to(access).between(*days)))) + len(records_of(ends))


def bare_positions(email: str) -> int:
    """Where everything is: what a map of it must read."""
    rows = DeliveryRecord.objects.visible_to(reader(email)).exclude(easting=None)
    return sum(1 for _ in rows.values_list("easting", "northing").iterator(chunk_size=BATCH))


def pages(email: str) -> dict[str, tuple[str, Callable[[], int], str]]:
    """By what it is called: its address, the bare reading of its rows, and what that reads."""
    found: dict[str, tuple[str, Callable[[], int], str]] = {}
    wanted = (
        ("list", "activity-list", "", partial(bare_list, email, 25), "25 rows and the count"),
        ("timeline", "activity-timeline", "", partial(bare_list, email, 100), "100 rows and the count"),
        (
            "calendar",
            "activity-calendar",
            f"?month={MONTH:%Y-%m}",
            partial(bare_month, email),
            "its month’s records and clocks",
        ),
        ("map", "activity-map", "", partial(bare_positions, email), "every position"),
    )
    for name, address, query, bare, words in wanted:
        try:
            found[name] = reverse(address, args=[SLUG]) + query, bare, words
        except NoReverseMatch:
            continue  # this installation has no such page
    return found


def queries(client: Client, address: str) -> int:
    """How many questions one look asks of the database."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """Each page among a thousand records for its queries, and among a hundred thousand for those and its time."""
    with transaction.atomic():
        record_a_year()
        results = list(measured(say))
        transaction.set_rollback(True)  # the next benchmark begins without them
    yield from results


def record_a_year() -> None:
    """The demonstration's year of activity, from which the rest are copied."""
    plan = Plan.objects.select_related("partnership").get(partnership__slug=SLUG)
    people = {user.email: user for user in User.objects.exclude(made_up_as="")}
    make_demonstration(plan=plan, people=people, by=access_by_command("bench", plan.partnership), now=timezone.now())


def measured(say: Callable[[str], None]) -> Iterator[Result]:
    """The results, with the records filled in and left there."""
    filler, looks = Filler(), [(who, browser(email), pages(email)) for who, email in READERS.items()]
    say(f"filling in {FEW:,} records")
    filler.fill(FEW, years=1, first=MONTH - timedelta(days=180))  # so that the month has something of each sort
    few = {
        (who, name): queries(client, address) for who, client, every in looks for name, (address, *_) in every.items()
    }
    say(f"filling in {MANY:,} records")
    filler.fill(MANY)
    for who, client, every in looks:
        for name, (address, bare, words) in every.items():
            say(f"{name} page of {who} among {MANY:,} records")
            many = queries(client, address)
            page, rows = interleaved(partial(client.get, address), bare, rounds=ROUNDS)
            yield Result(
                f"{name} of {MANY:,} records, for {who}", page / rows, GOAL, f"the bare ORM read of {words}",
                f"{milliseconds(page)} against {milliseconds(rows)}",
            )  # fmt: skip
            yield Result(
                f"queries of that {name}", many / few[who, name], FLAT, f"its queries among {FEW:,} records",
                f"{many} against {few[who, name]}",
            )  # fmt: skip
