"""The pages of the register of law."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

LAW = HERE + "law/"

PAGES: dict[str, Opened] = {
    "law-list": Opened(LAW),
    "law-add": Opened(LAW + "add/"),
    "law-rule": Opened(LAW + "{rule}/"),
    "law-follow": Opened(LAW + "{rule}/follow/"),
    "law-end": Opened(LAW + "{own_rule}/end/"),
}
STATES: dict[str, Opened] = {
    "the law on a day of 2008": Opened(LAW + "?day=2008-05-01&topic=Fixed+penalties"),
    "law that is not switched on": Opened(NEW + "law/?which=off", "newcomer"),
    "law before there was any here": Opened(LAW + "?day=1901-01-01", "scrutiny"),
    "law on no such day": Opened(LAW + "?day=2008-02-31"),
    "every version of the law": Opened(LAW + "?which=every"),
    "a rule of the partnership's own": Opened(LAW + "{own_rule}/"),
    "a rule that was withdrawn": Opened(LAW + "{withdrawn_rule}/", "scrutiny"),
    "a rule one may not enter": Opened(LAW + "add/", "scrutiny", 403),
}
NO_PAGE: dict[str, str] = {"law-file": "a file"}
