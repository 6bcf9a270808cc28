"""What stands beside a record where its page is opened: photographs, a document taken away, words, costs, days."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from frankpledge.delivery.carried.changes.attachments import Prepared, attach, take_away
from frankpledge.delivery.carried.changes.comments import add_comment
from frankpledge.delivery.carried.models import COSTS, FOLLOW_UPS
from frankpledge.delivery.clearing.changes.routes import RouteWords, set_route
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command, access_for
from frankpledge.partners.models import Agency
from frankpledge.records.changes.parts import add_part
from tests.permissions.worlds.carried import dots


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    """Beside the environmental crime of the scenery."""
    by, manager = (
        access_by_command("scenery", partnership),
        access_for(people["manager"], partnership.slug, today=now.date()),
    )
    record = KINDS["environment"].model.objects.within(partnership).order_by("pk").first()
    agency = Agency.objects.within(partnership).order_by("name").first()
    for sort in ("before", "after"):
        content = dots() + sort.encode()  # two files
        kept = Prepared(content, "jpg", dots(), 8, 8)
        shown = attach(record=record, file=kept, sort=sort, caption=f"The shelter {sort}", by=by, now=now)
    gone = attach(record=record, file=Prepared(b"%PDF-", "pdf"), sort="other", caption="Letter", by=by, now=now)
    take_away(attachment=gone, why="It was of another place.", by=by, now=now)
    add_comment(record=record, text="The ladder is in the van.", tell=None, by=by, now=now)
    mine = add_comment(record=record, text="Thank you.", tell=None, by=manager, now=now)
    for days, until in ((-3, None), (40, now.date() + timedelta(days=400))):
        values = {"what": "Is it still clean?", "due_on": now.date() + timedelta(days=days), "every": 1,
                  "unit": "month", "until": until, "agency": agency}  # fmt: skip
        add_part(record=record, part=FOLLOW_UPS, values=values, by=by, now=now)
    cost = {"what": "Graffiti remover", "amount": Decimal("41.50"), "spent_on": now.date(), "budget_line": None}
    add_part(record=record, part=COSTS, values=cost, by=by, now=now)
    words = RouteWords("graffiti", agency, now.date() - timedelta(days=30))
    set_route(words=words, by=by, now=now)
    return {"carrying_record": record.pk, "carried_comment": mine.pk, "carried_file": shown.pk}
