"""The pages of the data: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

DATA = HERE + "crime/data/"
FILES = DATA + "files/"

PAGES: dict[str, Opened] = {
    "crime-data": Opened(DATA, "analyst"),
    "crime-forget": Opened(DATA + "forget/", "analyst"),
    "crime-intake-list": Opened(FILES, "analyst"),
    "crime-intake-add": Opened(FILES + "add/", "analyst"),
    "crime-intake-detail": Opened(FILES + "{intake}/", "analyst"),
    "crime-intake-columns": Opened(FILES + "{extract_intake}/columns/", "analyst"),
    "crime-records": Opened(DATA + "records/", "analyst"),
    "crime-repeats": Opened(DATA + "repeats/", "analyst"),
    "crime-repeat-decide": Opened(DATA + "repeats/{repeat}/", "analyst"),
}
STATES: dict[str, Opened] = {
    "what is loaded as a reader sees it": Opened(DATA, "scrutiny"),
    "what is loaded of one source": Opened(DATA + "?source=extract", "analyst"),
    "what is loaded in a new partnership": Opened(NEW + "crime/data/", "newcomer"),
    "files brought to a new partnership": Opened(NEW + "crime/data/files/", "newcomer"),
    "an extract to bring in": Opened(FILES + "add/?what=extract", "analyst"),
    "areas to bring in": Opened(FILES + "add/?what=areas", "analyst"),
    "an extract that waits for its columns": Opened(FILES + "{extract_intake}/", "analyst"),
    "files that were stopped": Opened(FILES + "{stopped_intake}/", "analyst"),
    "months that would be forgotten": Opened(DATA + "forget/?source=street&first=8+2008", "analyst"),
    "months that are not there to forget": Opened(DATA + "forget/?source=street&last=8+1999", "analyst"),
    "a month that is none": Opened(DATA + "forget/?source=street&first=never", "analyst"),
    "records that were asked for": Opened(DATA + "records/?definition=vehicle-crime", "analyst"),
    "records of which there are none": Opened(DATA + "records/?definition=vehicle-crime&first=1+1999", "analyst"),
    "repeated numbers that are decided": Opened(DATA + "repeats/?state=decided", "analyst"),
    "repeated numbers of a new partnership": Opened(NEW + "crime/data/repeats/", "newcomer"),
}
NO_PAGE: dict[str, str] = {
    "crime-data-file": "a file",
    "crime-intake-file": "a file",
    "crime-repeats-file": "a file",
    "crime-verify": "only sent",
    "crime-intake-stop": "only sent",
    "crime-intake-rest": "only sent",
}
