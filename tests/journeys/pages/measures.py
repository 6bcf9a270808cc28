"""The pages of indicators."""

from __future__ import annotations

from tests.journeys.opened import OBJECTIVE, PLAN, Opened

INDICATOR = PLAN + "indicators/{indicator}/"

PAGES: dict[str, Opened] = {
    "indicator-list": Opened(PLAN + "indicators/"),
    "indicator-gaps": Opened(PLAN + "indicators/gaps/"),
    "plan-indicator-library": Opened(PLAN + "indicators/library/"),
    "plan-indicator-add": Opened(PLAN + "indicators/add/"),
    "indicator-library": Opened(OBJECTIVE + "indicators/library/"),
    "indicator-add": Opened(OBJECTIVE + "indicators/add/?from=ni-16"),
    "indicator-detail": Opened(INDICATOR),
    "indicator-edit": Opened(INDICATOR + "edit/"),
    "indicator-source": Opened(INDICATOR + "source/"),
    "indicator-source-told": Opened(INDICATOR + "source/person/"),
    "indicator-retire": Opened(INDICATOR + "retire/"),
    "indicator-bring-back": Opened(PLAN + "indicators/{retired_indicator}/bring-back/"),
    "value-edit": Opened(INDICATOR + "values/Q1/"),
    "indicator-judge": Opened(INDICATOR + "judge/Q1/"),
}
STATES: dict[str, Opened] = {
    "an indicator as a reader sees it": Opened(INDICATOR, "scrutiny"),
    "a computed indicator": Opened(PLAN + "indicators/{computed_indicator}/"),
    "what a source asks": Opened(PLAN + "indicators/{computed_indicator}/source/plan.updates-on-time/"),
    "a retired indicator": Opened(PLAN + "indicators/{retired_indicator}/"),
    "retired indicators": Opened(PLAN + "indicators/?retired=1"),
    "indicators filtered to nothing": Opened(PLAN + "indicators/?q=nothinglikethis"),
    "objectives without an indicator": Opened(PLAN + "indicators/gaps/?lack=no-indicator", "scrutiny"),
    "the library of every year": Opened(OBJECTIVE + "indicators/library/?years=all"),
    "the library searched for nothing": Opened(OBJECTIVE + "indicators/library/?q=nothinglikethis"),
    "an indicator of one's own": Opened(OBJECTIVE + "indicators/add/"),
    "a first value": Opened(INDICATOR + "values/year/"),
}
NO_PAGE: dict[str, str] = {
    "indicator-list-csv": "a file",
    "indicator-list-json": "a file",
    "indicator-series-csv": "a file",
    "indicator-series-json": "a file",
    "indicator-carry": "only sent",
    "indicator-refresh": "only sent",
}
