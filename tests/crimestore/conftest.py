"""Stores to test with: an empty one, and one with every real file this machine has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from frankpledge.crimestore import Store
from tests.crimestore.made import NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path / "store") as made:
        yield made


@pytest.fixture(scope="session")
def real_store(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Every real police file and lookup, loaded once."""
    data = data_folder
    with Store(tmp_path_factory.mktemp("real") / "store") as made:
        made.load([data / "police_uk"], by="tests", now=NOW)
        lookups = [
            "lsoa11_lsoa21_ltla22",
            "lsoa21_ward24_ltla24",
            "ltla24_csp24_pfa24",
            "ltla_changes_2016_2024",
            "ruc21_lsoa21",
        ]
        people = ["census_2021_lsoa21_population_households", "census_2011_lsoa_population_households"]
        made.import_areas(
            [
                *(data / "lookups" / f"{name}.csv.gz" for name in lookups),
                *(data / "population" / f"{name}.csv.gz" for name in people),
            ],
            by="tests", now=NOW,
        )  # fmt: skip
        yield made
