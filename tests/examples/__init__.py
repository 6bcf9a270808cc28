"""One example of each kind of record. A kind without one fails by name (``tests/records``)."""

from __future__ import annotations

from tests.examples.enforcement import ENFORCEMENT
from tests.examples.environment import ENVIRONMENT
from tests.examples.everyday import EVERYDAY
from tests.examples.example import Example, Fresh, Made
from tests.examples.meetings import MEETINGS
from tests.examples.night_time import NIGHT_TIME
from tests.examples.orders import ORDERS
from tests.examples.people_and_places import PEOPLE_AND_PLACES
from tests.examples.problems import PROBLEMS

EXAMPLES: dict[str, Example] = {
    **EVERYDAY,
    **MEETINGS,
    **NIGHT_TIME,
    **ORDERS,
    **ENVIRONMENT,
    **PEOPLE_AND_PLACES,
    **PROBLEMS,
    **ENFORCEMENT,
}

__all__ = ["EXAMPLES", "Example", "Fresh", "Made"]
