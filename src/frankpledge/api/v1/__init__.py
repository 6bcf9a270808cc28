"""Version 1 of the API: which rooms it opens, and what every question may be answered."""

from __future__ import annotations

from frankpledge.api.auth import Bearer
from frankpledge.api.document import Documented
from frankpledge.api.problems import handle
from frankpledge.api.v1 import crimes, elsewhere, measures, partnership, plans, quarters, recording, reports, strategy

ABOUT = """Everything a partnership's living plan holds, to read; updates, indicator values, milestones
and records of activity to write.

Send a token in every request: `Authorization: Bearer fp_…`. Make one under Partnership, Programs. It belongs to one
person in one partnership, expires, and never does more than that person may. No names of people are ever given.

Lists come in pages (`page`, `size` up to 100) and as CSV (`format=csv`). Every answer has an `ETag`; send it back in
`If-None-Match` to be told that nothing changed, and in `If-Match` when you write: a stale one is answered 412 and
nothing is overwritten. Send an `Idempotency-Key` with each write and repeat it safely for 24 hours. Errors are
problem+json.
"""

api = Documented(
    title="Frankpledge",
    version="1",
    description=ABOUT,
    urls_namespace="api-v1",
    auth=Bearer(),
    docs_url=None,
    openapi_url=None,
)
handle(api)
for router in (partnership, plans, quarters, measures, strategy, reports, crimes, recording, elsewhere):
    api.add_router("", router.router)

__all__ = ["api"]
