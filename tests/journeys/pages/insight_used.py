"""The pages of what is made of the figures: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

CRIME = HERE + "crime/"
NOMINATION = CRIME + "nominations/{nomination}/"
PACK = CRIME + "packs/{pack}/"
RISEN = "?definition=vehicle-crime&area={risen_ward}&period=quarter:2008-09"

PAGES: dict[str, Opened] = {
    "crime-evidence": Opened(CRIME + "evidence/"),
    "evidence-attach": Opened(CRIME + "evidence/{plan}/{objective}/attach/?definition=vehicle-crime"),
    "nomination-list": Opened(CRIME + "nominations/"),
    "nomination-raise": Opened(CRIME + "nominations/raise/" + RISEN, "analyst"),
    "nomination-detail": Opened(NOMINATION),
    "nomination-decide": Opened(NOMINATION + "decide/"),
    "pack-list": Opened(CRIME + "packs/"),
    "pack-make": Opened(CRIME + "packs/make/", "analyst"),
    "pack-detail": Opened(PACK),
}
STATES: dict[str, Opened] = {
    "evidence as a reader sees it": Opened(CRIME + "evidence/?state=extract", "scrutiny"),
    "evidence of a new partnership": Opened(NEW + "crime/evidence/", "newcomer"),
    "a nomination that was decided": Opened(CRIME + "nominations/{decided_nomination}/", "scrutiny"),
    "a nomination decided again": Opened(CRIME + "nominations/{decided_nomination}/decide/"),
    "a nomination without figures": Opened(CRIME + "nominations/raise/", "analyst"),
    "nominations filtered to nothing": Opened(CRIME + "nominations/?state=watched", "scrutiny"),
    "nominations of a new partnership": Opened(NEW + "crime/nominations/", "newcomer"),
    "packs of a new partnership": Opened(NEW + "crime/packs/", "newcomer"),
    "a pack as scrutiny sees it": Opened(PACK, "scrutiny"),
    "a pack where nothing is loaded": Opened(NEW + "crime/packs/make/", "newcomer"),
    "a nomination nobody may decide but the chair": Opened(NOMINATION + "decide/", "scrutiny", 403),
}
NO_PAGE: dict[str, str] = {
    "crime-evidence-file": "a file",
    "nomination-list-file": "a file",
    "pack-list-file": "a file",
    "pack-file": "a file",
}
