"""Real areas and counts: what may be said of data.police.uk by LSOA, where its points may not be used."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely
from convertbng.cutil import convert_bng

from frankpledge.analysis.hotspots import gi_star_areas
from frankpledge.analysis.incidents import UnsuitableData
from frankpledge.analysis.neighbours import Neighbours, neighbours_touching


def east_herts(folder: Path) -> tuple[list[str], list[shapely.Geometry]]:
    """LSOA codes and their polygons in longitude and latitude."""
    read = json.loads((folder / "boundaries" / "east_herts_lsoa11_detailed.geojson").read_text(encoding="utf-8"))
    named = {}
    for feature in read["features"]:
        code = next(value for value in feature["properties"].values() if str(value).startswith("E01"))
        named[str(code)] = shapely.from_geojson(json.dumps(feature["geometry"]))
    return list(named), list(named.values())


def in_metres(area: shapely.Geometry) -> shapely.Geometry:
    def moved(degrees: np.ndarray) -> np.ndarray:
        return np.stack(convert_bng(degrees[:, 0].copy(), degrees[:, 1].copy()), axis=1)

    return shapely.transform(area, moved)


def counts_of_year(folder: Path, codes: list[str]) -> list[int]:
    counted: Counter[str] = Counter()
    for path in sorted((folder / "police_uk" / "hertfordshire").glob("2021-*-hertfordshire-street.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            counted.update(row["LSOA code"] for row in csv.DictReader(file))
    return [counted[code] for code in codes]


def is_one_piece(near: Neighbours) -> bool:
    """Whether every area can be reached from the first."""
    reached, ahead = {0}, [0]
    while ahead:
        area = ahead.pop()
        for other in near.of[near.starts[area] : near.starts[area + 1]].tolist():
            if other not in reached:
                reached.add(other)
                ahead.append(other)
    return len(reached) == len(near)


def test_every_lsoa_of_east_herts_has_neighbours_and_only_some_cluster_beyond_chance(data_folder: Path) -> None:
    codes, polygons = east_herts(data_folder)
    near = neighbours_touching([in_metres(area) for area in polygons])

    found = gi_star_areas(counts_of_year(data_folder, codes), near)

    assert len(codes) == 84
    assert is_one_piece(near)
    assert found.incident_count == 9_714  # the four quarters of the README's table
    assert found.p_hot.min() > 0
    assert (found.p_hot <= 0.05).sum() < 84 / 3


def test_areas_in_degrees_are_refused(data_folder: Path) -> None:
    _, polygons = east_herts(data_folder)

    with pytest.raises(UnsuitableData, match="longitude and latitude"):
        neighbours_touching(polygons)
