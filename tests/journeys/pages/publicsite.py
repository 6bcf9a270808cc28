"""The pages that everybody may read. Whoever opens them is told nothing of who they are."""

from __future__ import annotations

from tests.journeys.opened import Opened

PAGES: dict[str, Opened] = {
    "news-list": Opened("/news/east-herts/"),
    "news-story": Opened("/news/east-herts/{public_story}/"),
    "hate-crime-help": Opened("/help/east-herts/hate-crime/"),
}
STATES: dict[str, Opened] = {
    "no news yet": Opened("/news/newmarch/"),
    "no way to report listed yet": Opened("/help/newmarch/hate-crime/"),
    "ways to report narrowed": Opened("/help/east-herts/hate-crime/?strand=race&language=Polish"),
    "ways to report asked for nonsense": Opened("/help/east-herts/hate-crime/?strand=nonsense"),
    "a story that is not there": Opened("/news/east-herts/7f4df3d7-6a04-4b4e-9c57-c33b2b0a9d3b/", "manager", 404),
}
NO_PAGE: dict[str, str] = {"news-feed": "a feed for readers of feeds"}
