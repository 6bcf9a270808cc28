"""The demonstration's orders, authorisations and cameras go through the rules of 2008."""

from __future__ import annotations

import pytest

from frankpledge.delivery.demonstration import Made
from frankpledge.delivery.demonstration.orders import ORDERS
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Agency
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


def test_each_is_made_and_stands_where_its_steps_lead(east: Cast) -> None:
    Agency.objects.create(partnership=east.partnership, name="County Council", short_name="HCC")
    made = Made(access_by_command("demo", east.partnership), NOW)

    states = {done.title: made.record(done).state for done in ORDERS}

    assert states == {
        "Drinking in Hertford town centre": "made",
        "Drinking in the castle grounds": "consulted",
        "Dispersal at the bus station": "made",
        "A flat used for drugs": "made",
        "No cold calling in Orchard Close": "made",
        "Damage at the underpass": "active",
        "Lens at the underpass": "removed",
        "Camera at the taxi rank": "removed",
        "Camera at the recreation ground": "requested",
        "Memo camera for a repeat victim": "agreed",
    }
