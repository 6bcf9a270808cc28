"""The store as a person at a prompt meets it: load files, ask questions, see what is there, make it go away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from frankpledge.crimestore import asking, loading
from frankpledge.crimestore.answers import Answer, Caution, Events
from frankpledge.crimestore.catalogue import Catalogue, Part
from frankpledge.crimestore.deciding import Repeat, decide, repeats_of
from frankpledge.crimestore.decisions import Decision, Verdict
from frankpledge.crimestore.definitions import Definition
from frankpledge.crimestore.definitions.choosing import candidates
from frankpledge.crimestore.definitions.reading import own_versions, shipped_versions
from frankpledge.crimestore.engine import connect, parquet
from frankpledge.crimestore.engines import Engine, engine
from frankpledge.crimestore.events import events
from frankpledge.crimestore.folder import Folder, sha256_of
from frankpledge.crimestore.gaps import suspicions
from frankpledge.crimestore.places.importing import Imported, import_places
from frankpledge.crimestore.places.resolving import Area, find_area
from frankpledge.crimestore.places.tables import Places
from frankpledge.crimestore.places.validity import date_cautions, dated
from frankpledge.crimestore.placing import place_tables
from frankpledge.crimestore.questions import Question, Statement
from frankpledge.crimestore.records import OneByOne, Records, records
from frankpledge.crimestore.refusals import QuestionRefused
from frankpledge.crimestore.sources.mapping import Mapping as ColumnMapping
from frankpledge.crimestore.sources.source import OPEN_LICENCE


@dataclass(frozen=True)
class Verification:
    """What is wrong with the files behind the catalogue. Nothing, one hopes."""

    checked: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    strangers: tuple[str, ...]  # lie in the folder and belong to no load; never read, swept by the next load
    waiting: int = 0  # repeated crime numbers of which every copy is counted, because nobody has decided otherwise
    decided: int = 0
    outdated: tuple[Decision, ...] = ()  # decisions whose copies changed when their month was loaded again

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.changed


class Store:
    """A folder of crime records. Use it with ``with``, or ``close`` it.

    >>> from pathlib import Path; import tempfile
    >>> with Store(Path(tempfile.mkdtemp())) as store:
    ...     store.files()
    []
    """

    def __init__(self, root: Path | str, *, engine: str = "duckdb") -> None:
        self.folder = Folder(Path(root))
        self.folder.prepare()
        self.catalogue = Catalogue(self.folder.root / "catalogue.sqlite")
        self._engine_name = engine
        self._engine: Engine | None = None
        self.places = Places(self.folder, self.catalogue)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files and engines."""
        self.places.close()
        self.catalogue.close()
        if self._engine is not None:
            self._engine.close()

    # -- what comes in and goes out

    def load(
        self,
        paths: Sequence[Path | str],
        *,
        by: str = "",
        now: datetime | None = None,
        licence: str = "",
        mapping: ColumnMapping | None = None,
        released_on: date | None = None,
        most_rejects: float = 0.01,
        say: Callable[[int, int, str], None] = lambda done, total, name: None,
    ) -> loading.Load:
        """Bring in files, folders or the publisher's archives: all of them or none. A month of a force replaces the one
        that was there. Raises FileRefused naming the file that stood in the way."""
        return loading.load_files(
            self.folder, self.catalogue, [Path(path) for path in paths], by=by, now=now or datetime.now(UTC),
            licence=licence, mapping=mapping, released_on=released_on, most_rejects=most_rejects, say=say,
        )  # fmt: skip

    def forget(
        self,
        source: str,
        *,
        forces: Sequence[str] = (),
        from_month: str | None = None,
        to_month: str | None = None,
        now: datetime | None = None,
    ) -> list[Part]:
        """Delete those months' records, every release of them, now. That they were here stays in the catalogue."""
        parts = self.catalogue.parts(
            source, forces=forces, from_month=from_month, to_month=to_month, every_release=True
        )
        with self.folder.writing():
            older = [path for part in self.catalogue.replaced() if part.source == source for path in part.paths]
            paths = self.catalogue.record_forgetting(parts, now=now or datetime.now(UTC))
            self.folder.remove([*paths, *older])
        return parts

    def import_areas(
        self,
        paths: Sequence[Path | str],
        *,
        by: str = "",
        now: datetime | None = None,
        licence: str = OPEN_LICENCE,
        kind: str = "",
        on: date | None = None,
    ) -> list[Imported]:
        """Bring in lookups, boundaries, populations, or areas of one's own (``kind="drawn"``); all of them or none."""
        return import_places(
            self.folder, self.catalogue, [Path(path) for path in paths], by=by, now=now or datetime.now(UTC),
            licence=licence, kind=kind, on=on,
        )  # fmt: skip

    # -- what is there

    def files(self, source: str | None = None) -> list[Part]:
        """The current month of each source and force, with the file it came from."""
        return self.catalogue.parts(source)

    def revisions(self) -> list[tuple[Part, Part]]:
        """Each month that was replaced, with what is there in its stead (or itself, where that is gone)."""
        now = {part.key: part for part in self.catalogue.parts(every_release=True)}
        return [(old, now.get(old.key, old)) for old in self.catalogue.replaced()]

    def releases(self, force: str, month: str) -> list[Part]:
        """Every release of recorded crime of a force and quarter that is kept, oldest first."""
        parts = self.catalogue.parts("recorded", forces=[force], from_month=month, to_month=month, every_release=True)
        return sorted(parts, key=lambda part: part.released_on)

    def repeats(self) -> list[Repeat]:
        """Crime numbers that come twice within a month of a force, each with what a person decided about it."""
        return repeats_of(self.catalogue)

    def decide(
        self,
        crime_id: str,
        verdict: Verdict,
        *,
        kept: int = 0,
        why: str,
        by: str,
        now: datetime | None = None,
        source: str = "",
        force: str = "",
        month: str = "",
    ) -> Decision:
        """Say which copies of a repeated number count: ``keep`` copy ``kept`` (from 1), ``drop`` them all, or ``leave``
        every copy counted. Source, force and month are needed only where the number repeats in several months.
        DecisionRefused where it cannot be recorded."""
        return decide(
            self.folder, self.catalogue, crime_id, verdict=verdict, kept=kept, why=why, by=by,
            now=now or datetime.now(UTC), source=source, force=force, month=month,
        )  # fmt: skip

    def repeats_across_months(self, source: str = "street") -> list[tuple[str, tuple[str, ...]]]:
        """Crime numbers that come in more than one month or force, each with where; reads every number there is."""
        parts = self.catalogue.parts(source)
        if not parts:
            return []
        connection = connect(temporary=self.folder.staging)
        try:
            found = connection.execute(
                "SELECT crime_id, list(DISTINCT force_id || ' ' || month) AS places "
                f"FROM {parquet(self.folder.root / part.read_path for part in parts)} WHERE crime_id IS NOT NULL "
                "GROUP BY 1 HAVING count(DISTINCT force_id || ' ' || month) > 1 ORDER BY 1"
            ).fetchall()
        finally:
            connection.close()
        return [(str(number), tuple(sorted(places))) for number, places in found]

    def suspicions(self) -> list[Caution]:
        """Holes, thin months and kinds of crime gone silent, over everything that is loaded."""
        return suspicions(self.catalogue.parts())

    def verify(self) -> Verification:
        """Read every file again and compare it with the catalogue."""
        missing, changed = [], []
        parts = self.catalogue.parts(every_release=True)
        for below, sha256, rows in (file for part in parts for file in _files_of(part)):
            path = self.folder.root / below
            if not path.exists():
                missing.append(below)
            elif sha256_of(path) != sha256 or self._rows_in(path) != rows:
                changed.append(below)
        strangers = self.folder.strangers(self.catalogue.named_paths())
        repeats = self.repeats()
        waiting = sum(one.is_waiting for one in repeats)
        outdated = tuple(one.decision for one in repeats if one.decision and not one.decision.fits)
        return Verification(
            len(parts), tuple(missing), tuple(changed), tuple(strangers), waiting, len(repeats) - waiting, outdated
        )

    def _rows_in(self, path: Path) -> int:
        connection = connect(threads=1)
        try:
            row = connection.execute(f"SELECT count(*) FROM {parquet([path])}").fetchone()
        except duckdb.Error:
            return -1
        finally:
            connection.close()
        return int(row[0]) if row else -1

    def area(self, wanted: str) -> Area:
        """The area of that code or name, with the dates that loaded files give it; AreaUnknown where there is none."""
        return dated(self.places, find_area(self.places, wanted))

    # -- questions

    def definition_versions(self) -> dict[str, tuple[Definition, ...]]:
        """Every version of each definition, the newest first: the package's, and those in the store's ``definitions``
        folder. An id that the partnership defines itself is altogether its own."""
        return {**shipped_versions(), **own_versions(self.folder.root / "definitions")}

    def definitions(self) -> dict[str, Definition]:
        """The newest version of each definition, by id."""
        return {name: versions[0] for name, versions in self.definition_versions().items()}

    def definition(self, wanted: str) -> Definition:
        """The definition of that id, its newest version, or the version named: "lead-theft@1"; nothing counts every
        record."""
        return candidates(wanted, self.definition_versions()).newest

    def ask(self, question: Question | None = None, **words: Any) -> Answer:
        """Answer a question, given whole or in words: ``store.ask(definition="tarantula", areas=("E07000242",))``.

        An id alone is answered by the newest version that held in every month asked, which the answer names;
        DefinitionOutOfDate where there is none. A version that is named, "tarantula@1", answers for any month.
        """
        asked = question or Question(**words)
        definition, notes = self._applying(asked)
        answer = asking.ask(asked, definition, self.folder, self.catalogue, self.places, self.engine)
        return replace(answer, cautions=(*notes, *answer.cautions)) if notes else answer

    def _applying(self, asked: Question) -> tuple[Definition, tuple[Caution, ...]]:
        found = candidates(asked.definition, self.definition_versions() if asked.definition else {})
        return asking.applying(asked, found, self.catalogue)

    @property
    def engine(self) -> Engine:
        """Where questions run; started at the first."""
        if self._engine is None:
            self._engine = engine(self._engine_name)
        return self._engine

    def summary(self, area: str = "", by: Sequence[str] = ("month",), **words: Any) -> list[dict[str, Any]]:
        """Counts of open street records as plain rows: ``[{"month": "2021-01", "type": "Burglary", "count": 1}]``."""
        areas = (area,) if area else ()
        answer = self.ask(Question(areas=areas, by=tuple(by), **{"source": "street", **words}))
        return [dict(row) for row in answer.rows]

    def events(self, question: Question | None = None, **words: Any) -> Events:
        """The records of a question one by one, with metres and minutes; only a police extract has them."""
        each = self._one_by_one(question or Question(**words))
        found = events(each.statement, each.crimes, each.tables, each.provenance)
        return replace(found, cautions=(*each.cautions, *found.cautions))

    def records(self, question: Question | None = None, *, offset: int = 0, limit: int = 25, **words: Any) -> Records:
        """Some of a police extract's records, the latest first, with how many there are. They are about people: whoever
        calls this has decided who may read them, and writes down that they did. SnapPoints on open data."""
        each = self._one_by_one(question or Question(**words))
        found = records(each.statement, each.crimes, each.tables, each.provenance, offset=offset, limit=limit)
        return replace(found, cautions=each.cautions)

    def _one_by_one(self, question: Question) -> OneByOne:
        asked = replace(question, by=())
        definition, notes = self._applying(asked)
        chosen = asking.choose(asked, definition, self.catalogue)
        measure = definition.measure(chosen.source)
        if measure is None:
            raise QuestionRefused(f"{definition.title} cannot be measured by {chosen.source}.")
        areas = tuple(self.area(wanted) for wanted in asked.areas)
        crimes = tuple(self.folder.root / part.read_path for part in chosen.parts)
        by_points = asking.is_by_points(areas, chosen)
        small = place_tables(asked, areas, chosen.source, crimes, self.places, measure, by_points=by_points)
        statement = Statement(asked, definition, measure, by_points=by_points)
        source = asking.provenance(chosen, definition, small, "duckdb", statement.text, self.catalogue)
        told = (*notes, *date_cautions(self.places, areas, sorted({part.month for part in chosen.parts})))
        return OneByOne(statement, crimes, dict(small.tables), source, told)


def _files_of(part: Part) -> list[tuple[str, str, int]]:
    """Each file of a month with its hash and how many rows it should have."""
    whole = [(part.path, part.sha256, part.row_count)]
    if not part.counted_path:
        return whole
    return [*whole, (part.counted_path, part.counted_sha256, part.row_count - part.left_out_count)]
