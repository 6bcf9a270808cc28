"""Put repeated crime numbers before a person, and record what they decide so that every later count follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from frankpledge.crimestore.catalogue import Catalogue, NewPart, Part
from frankpledge.crimestore.decisions import Decision, Verdict, copies_in, count_by
from frankpledge.crimestore.folder import Folder
from frankpledge.crimestore.loading import counted_part
from frankpledge.crimestore.refusals import DecisionRefused


@dataclass(frozen=True)
class Repeat:
    """A crime number that comes more than once in a month, with what each copy says and what a person decided.

    Without a decision that fits, every copy is counted.
    """

    source: str
    force: str
    month: str
    crime_id: str
    copies: tuple[str, ...]
    decision: Decision | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a person has still to say which copies count."""
        return self.decision is None or not self.decision.fits or self.decision.verdict == "leave"

    def lies_in(self, where: tuple[str, str, str]) -> bool:
        """Whether it is of that source, force and month; an empty one stands for any."""
        here = (self.source, self.force, self.month)
        return all(not wanted or wanted == has for wanted, has in zip(where, here, strict=True))


def repeats_of(catalogue: Catalogue) -> list[Repeat]:
    """Every repeated number of the current months, by source, force, month and number."""
    rows = catalogue.rows(
        "SELECT p.source, p.force, p.month, r.crime_id, r.words FROM repeated r JOIN part p ON p.id = r.part_id "
        "WHERE p.replaced_at IS NULL AND p.forgotten_at IS NULL ORDER BY 1, 2, 3, 4, r.row_number"
    )
    decided = {(one.source, one.force, one.month, one.crime_id): one for one in catalogue.decisions()}
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for source, force, month, number, words in rows:
        found.setdefault((str(source), str(force), str(month), str(number)), []).append(str(words))
    return [Repeat(*key, tuple(copies), decided.get(key)) for key, copies in found.items()]


def decide(
    folder: Folder,
    catalogue: Catalogue,
    crime_id: str,
    *,
    verdict: Verdict,
    kept: int = 0,
    why: str,
    by: str,
    now: datetime,
    source: str = "",
    force: str = "",
    month: str = "",
) -> Decision:
    """Record a decision and count by it from now on; a later one about the same number takes its place.

    Raises DecisionRefused where the number does not repeat, repeats in several months and none is named, has no such
    copy, or where no reason or name is given. Nothing is deleted: the whole month stays beside what is counted of it.
    """
    if not why.strip() or not by.strip():
        raise DecisionRefused("A decision needs a reason and a name.", "Say why, and who decided.")
    with folder.writing() as staging:
        repeat = _one(repeats_of(catalogue), crime_id, (source, force, month))
        part = next(
            part for part in catalogue.parts(repeat.source, forces=[repeat.force], every_release=True)
            if part.month == repeat.month
        )  # fmt: skip
        copies = copies_in(folder.root / part.path, [crime_id])[crime_id]
        if verdict == "keep" and not 1 <= kept <= len(copies):
            raise DecisionRefused(f"There is no copy {kept}.", f"{crime_id} has copies 1 to {len(copies)}.")
        decision = Decision(
            catalogue.next_decision(), repeat.source, repeat.force, repeat.month, crime_id, verdict,
            kept if verdict == "keep" else 0, tuple(copy.words for copy in copies),
            tuple(copy.fingerprint for copy in copies), why.strip(), by.strip(), now,
        )  # fmt: skip
        standing = catalogue.decisions(repeat.source, repeat.force, repeat.month)
        counted = count_by(folder.root / part.path, [*standing, decision], staging)
        catalogue.record_decision(decision, part, counted_part(_again(part), folder, counted))
        folder.sweep(catalogue.named_paths())
    return decision


def _one(repeats: Sequence[Repeat], crime_id: str, where: tuple[str, str, str]) -> Repeat:
    found = [one for one in repeats if one.crime_id == crime_id and one.lies_in(where)]
    if not found:
        raise DecisionRefused(
            f"{crime_id} does not come more than once in a month there.", "See: frankpledge crimes repeats."
        )
    if len(found) > 1:
        places = ", ".join(f"{one.source} {one.force} {one.month}" for one in found)
        raise DecisionRefused(
            f"{crime_id} repeats in several months: {places}.", "Say which, by source, force and month."
        )
    return found[0]


def _again(part: Part) -> NewPart:
    return NewPart(part.force, part.month, part.path, part.sha256, part.row_count)
