"""Pages that show who a person is write it down: no audit, no page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.audit.log import log, log_many
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.plans.models import Consultation, Edition, Objective, Plan


@transaction.atomic
def read_writers(*, people: Collection[User], by: Access, now: datetime) -> None:
    """These people's names are shown as those who wrote updates."""
    if people:
        log_many(people, "person.read", by=by, now=now, partnership=by.partnership, operation=Operation.READ,
                 purpose="Who wrote an update")  # fmt: skip


@transaction.atomic
def find_people(*, people: Collection[User], by: Access, now: datetime) -> None:
    """These people's names are shown as the answer to a search."""
    if people:
        log_many(people, "person.found", by=by, now=now, partnership=by.partnership, operation=Operation.SEARCH,
                 purpose="Search")  # fmt: skip


@transaction.atomic
def read_officers(*, objective: Objective, by: Access, now: datetime) -> None:
    """The officers an objective names are shown."""
    if objective.people:
        log("objective.officers_read", objective, by=by, now=now, partnership=by.partnership,
            operation=Operation.READ, purpose="Who answers for the objective")  # fmt: skip


@transaction.atomic
def read_owners(*, people: Collection[User], by: Access, now: datetime) -> None:
    """These people's names are shown as those who answer for part of the plan, or could."""
    if people:
        log_many(people, "person.read", by=by, now=now, partnership=by.partnership, operation=Operation.READ,
                 purpose="Who answers for the plan")  # fmt: skip


@transaction.atomic
def read_comments(*, consultations: Collection[Consultation], by: Access, now: datetime) -> None:
    """What was said of a draft is shown, with who said it."""
    said = [consultation for consultation in consultations if consultation.comments.all()]
    if said:
        log_many(said, "comments.read", by=by, now=now, partnership=by.partnership, operation=Operation.READ,
                 purpose="What was said of the draft")  # fmt: skip


@transaction.atomic
def read_compared_officers(*, plan: Plan, by: Access, now: datetime) -> None:
    """A comparison of two versions shows the officers they name."""
    log("plan.officers_read", plan, by=by, now=now, partnership=by.partnership, operation=Operation.READ,
        purpose="To compare two versions")  # fmt: skip


@transaction.atomic
def read_edition(*, edition: Edition, by: Access, now: datetime) -> None:
    """An edition leaves as a file."""
    log("edition.exported", edition, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after={"number": edition.number, "sha256": edition.sha256})  # fmt: skip
