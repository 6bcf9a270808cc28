"""The demonstration's indicators that are counted from its records, each of only some of their kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from frankpledge.accounts.models import User
from frankpledge.delivery.demonstration import make_demonstration
from frankpledge.measures.models import Indicator
from frankpledge.measures.queries.pages import facts_of
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Partnership
from frankpledge.plans import demonstration as plans
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_graffiti_pubwatch_the_jags_meetings_and_all_providers_hours_are_counted_from_the_made_up_year(
    settings: Any,
) -> None:
    settings.DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["localhost"]
    plans.make_demonstration(now=NOW, say=lambda words: None)
    partnership = Partnership.objects.get(slug=plans.SLUG)
    people = {user.email: user for user in User.objects.exclude(made_up_as="")}
    by = access_by_command("demo", partnership)

    make_demonstration(plan=partnership.plans.get(), people=people, by=by, now=NOW)

    def figures(name: str) -> list[Decimal | None]:
        row = Indicator.objects.get(name=name)
        rows = {value.quarter: value for value in row.values.all()}
        return [rows[quarter].value for quarter in ("Q1", "Q2", "Q3", "Q4")]

    def told(name: str) -> str:
        return dict(facts_of(Indicator.objects.get(name=name)))["The source was told"]

    graffiti, pubwatch, jag, hours = (
        "Days until graffiti was removed", "Premises in Pubwatch",
        "Meetings of the Joint Action Group with agreed minutes", "Hours from all providers with each offender a week",
    )  # fmt: skip
    assert figures(graffiti) == [Decimal("3.5"), 12, None, None]  # mattresses, fouling and a car are in none of them
    assert figures(pubwatch) == [2, 2, 2, 2]  # the shop of the bottle watch is not
    assert figures(jag) == [3, 2, 0, None]
    assert figures(hours)[2] == Decimal("13.71")  # October; of November one provider has not told
    assert told(graffiti).endswith("only where “what it is” is “Graffiti”")
    assert "“which scheme” is “Pubwatch”" in told(pubwatch)
    assert "“lead action group” is “Joint Action Group" in told(jag)
    note = Indicator.objects.get(name=hours).values.get(quarter="Q3").note
    assert "from The college (education, training and employment)." in note
    assert "people did not come (1)" in note
