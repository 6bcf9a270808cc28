"""The pages that show figures: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

EXPLORE, SAVED = HERE + "crime/explore/", HERE + "crime/saved/"

PAGES: dict[str, Opened] = {
    "crime-home": Opened(HERE + "crime/"),
    "crime-explore": Opened(EXPLORE),
    "crime-series": Opened(EXPLORE + "series/"),
    "crime-map": Opened(EXPLORE + "map/"),
    "crime-areas": Opened(EXPLORE + "areas/"),
    "crime-periods": Opened(EXPLORE + "periods/"),
    "crime-places": Opened(EXPLORE + "places/"),
    "crime-week": Opened(EXPLORE + "week/"),
    "crime-repeat": Opened(EXPLORE + "repeat/"),
    "crime-near-repeat": Opened(EXPLORE + "near-repeat/?definition=burglary"),
    "crime-hot-spots": Opened(EXPLORE + "hot-spots/"),
    "crime-view-list": Opened(SAVED),
    "crime-view-add": Opened(SAVED + "add/?page=crime-map"),
    "crime-view-edit": Opened(SAVED + "{saved_view}/edit/"),
    "crime-view-remove": Opened(SAVED + "{saved_view}/remove/"),
}
STATES: dict[str, Opened] = {
    "what changed as a reader sees it": Opened(HERE + "crime/", "scrutiny"),
    "what changed, only rises and falls": Opened(HERE + "crime/?show=signals"),
    "what changed over a period that is not loaded": Opened(HERE + "crime/?period=quarter:1999-03"),
    "small areas by rate": Opened(EXPLORE + "map/?kind=lsoa&measure=rate"),
    "a figure that cannot be counted": Opened(EXPLORE + "series/?definition=high-value-metal&source=street"),
    "what changed in a new partnership": Opened(NEW + "crime/", "newcomer"),
    "Explore in a new partnership": Opened(NEW + "crime/explore/", "newcomer"),
    "a view in a new partnership": Opened(NEW + "crime/explore/map/", "newcomer"),
    "saved views of a new partnership": Opened(NEW + "crime/saved/", "newcomer"),
}
NO_PAGE: dict[str, str] = {
    "crime-home-file": "a file",
    "crime-export": "a file",
    "crime-view-list-file": "a file",
}
