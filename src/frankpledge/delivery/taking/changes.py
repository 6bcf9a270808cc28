"""That records left the system is written down before they do; a file's own bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.carried.changes.attachments import read_original
from frankpledge.delivery.carried.models import Attachment
from frankpledge.delivery.root import KINDS
from frankpledge.delivery.taking.sheets import Taker
from frankpledge.partners.access import Access, NotAllowed


def take_away(*, taker: Taker, kind_of_file: str, by: Access, now: datetime) -> None:
    """Write down how many records of which kinds are taken away, and whose names with them."""
    if not by.reach(KINDS.view):
        raise NotAllowed(permission=KINDS.view)
    after = {
        "records": taker.records.count(),
        "kinds": [kind.slug for kind in taker.kinds],
        "file": kind_of_file,
        "with_free_text": taker.takes_all,
        "people": taker.people(),
    }
    log("records.taken_away", by.partnership, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after=after, purpose="To take what was recorded away")  # fmt: skip


def originals(*, taker: Taker, by: Access, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Every file as it came, one at a time, named for its record; each reading is written down."""
    rows = Attachment.objects.filter(record__in=taker.records.order_by().values("pk"), original__isnull=False)
    for file in rows.select_related("record__partnership").defer("safe").order_by("pk").iterator(chunk_size=20):
        yield f"{file.record.number}-{file.pk}.{file.kind}", read_original(attachment=file, by=by, now=now)
