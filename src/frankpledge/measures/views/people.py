"""A form that offers people by name writes down that it showed them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.measures.changes.readings import read_people
from frankpledge.measures.queries.pages import people_offered
from frankpledge.partners.access import Access
from frankpledge.partners.guard import Guarded


class OffersPeople(Guarded):
    """A form that names people: that their names were shown is written down before they are."""

    access: Access
    now: datetime
    people: dict[str, User]

    def find(self, **kwargs):
        super().find(**kwargs)
        self.people = people_offered(self.access, self.now.date())

    def show(self, form, status=200, **more):
        with transaction.atomic():  # who is offered is written down, or nobody is shown
            people = list(self.people.values())
            read_people(people=people, purpose="Who may answer for an indicator", by=self.access, now=self.now)
            return super().show(form, status, **more)
