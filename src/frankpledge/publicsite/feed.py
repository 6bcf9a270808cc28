"""The stories as an Atom feed (RFC 4287). A story keeps its number for ever, so that no reader is told it twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from frankpledge.partners.models import Partnership

# What XML 1.0 has no sign for, and would make the whole feed unreadable.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NewsFeed(Atom1Feed):
    """Django's own, with a day of its own where there is no story yet, so that it does not change by being asked."""

    def __init__(self, *args: Any, begun_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun_at = datetime.combine(begun_on, time(), UTC)

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.begun_at


def atom_of(partnership: Partnership, rows: Iterable[Any], *, home: str, feed: str, address_of: Any) -> str:
    """The feed. ``home`` and ``feed`` are whole addresses, and ``address_of`` answers with a story's."""
    made = NewsFeed(
        title=f"News from {plain(partnership.name)}", link=home, feed_url=feed, feed_guid=feed, description="",
        author_name=plain(partnership.name), language="en-gb", begun_on=partnership.founded_on,
    )  # fmt: skip
    for row in rows:
        published = timezone.make_aware(datetime.combine(row.published_on, time()))
        made.add_item(
            title=plain(row.title), link=address_of(row), description=_html(row.wording),
            unique_id=row.public_key.urn, pubdate=published, updateddate=row.public_at,
        )  # fmt: skip
    return made.writeString("utf-8")


def plain(text: str) -> str:
    """The text without the signs XML cannot say.

    >>> plain("a\\x0bb")
    'ab'
    """
    return _NOT_XML.sub("", text)


def _html(text: str) -> str:
    """A summary is read as HTML: every sign of it as text, a blank line as a paragraph."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", plain(text).replace("\r\n", "\n")) if block.strip()]
    return "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks)
