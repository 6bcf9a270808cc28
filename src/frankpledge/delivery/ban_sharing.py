"""Whether a ban that is shared may still be: a box on its page."""

from __future__ import annotations

from typing import Any

from frankpledge.delivery.kinds.bans import PremisesBan


def sharing(page: Any) -> dict[str, Any] | None:
    """Under what it is shared, and what stops that today; for one that is not shared, what it would need."""
    ban = page.record
    if not isinstance(ban, PremisesBan):
        return None
    is_over = ban.shared_to is not None and ban.shared_to < page.today
    is_shared = ban.shared_on is not None and not is_over and ban.state == "in_force"
    lacks = ban.agreement.lacks(page.today) if is_shared and ban.agreement is not None else ""
    return {"ban": ban, "is_shared": is_shared, "lacks": lacks, "may_share": ban.state == "in_force"}
