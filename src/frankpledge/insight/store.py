"""Where a partnership's crime records lie, and which state they are in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from frankpledge.crimestore import Store
from frankpledge.partners.models import Partnership


def folder_of(partnership: Partnership) -> Path:
    """The partnership's own folder: nothing of one partnership's lies where another's is read (ADR 26)."""
    return Path(settings.CRIME_FOLDER) / str(partnership.pk)


@contextmanager
def open_store(partnership: Partnership) -> Iterator[Store]:
    """The partnership's store, closed again at the end. The first time makes an empty one."""
    with Store(folder_of(partnership)) as store:
        yield store


def state_of(store: Store) -> str:
    """A short name for what the store holds now: months, places and definitions. Any change gives another name."""
    parts = sorted((*part.key, part.sha256, part.counted_sha256) for part in store.catalogue.parts(every_release=True))
    decisions = [one.id for one in store.catalogue.decisions()]
    tables = store.catalogue.rows("SELECT kind, path FROM current_places")
    places = sorted((str(kind), str(path)) for kind, path in tables)
    definitions = sorted((one.id, one.version, repr(one)) for one in store.definitions().values())
    said = json.dumps([parts, decisions, places, definitions], default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
