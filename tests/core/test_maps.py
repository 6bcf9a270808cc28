"""Maps: classes told in words and by pattern, every area a link with its name, never too large."""

from __future__ import annotations

import pytest
import shapely
from lxml import etree

from frankpledge.core.maps import MOST_BYTES, MapArea, area_map, png_of_map

SVG = "{http://www.w3.org/2000/svg}"


def areas(values: list[float | None]) -> list[MapArea]:
    """A row of squares a kilometre wide."""
    return [
        MapArea(f"E{at}", f"Ward <{at}>", shapely.box(530_000 + 1_000 * at, 210_000, 531_000 + 1_000 * at, 211_000),
                value, "not known" if value is None else f"{value:.0f} offences", f"?area=E{at}")
        for at, value in enumerate(values)
    ]  # fmt: skip


def drawn(values: list[float | None]) -> tuple[etree._Element, str]:
    found = area_map(areas(values), title="Title & more", description="Words", unit="Offences")
    return etree.fromstring(found.svg), found.svg


def test_each_area_is_a_link_that_says_its_name_and_number() -> None:
    tree, _ = drawn([1, 5, None])

    links = tree.findall(f".//{SVG}a")
    assert [link.get("href") for link in links] == ["?area=E0", "?area=E1", "?area=E2"]
    assert [link.get("aria-label") for link in links] == [
        "Ward <0>: 1 offences", "Ward <1>: 5 offences", "Ward <2>: not known",
    ]  # fmt: skip
    assert [link.findtext(f".//{SVG}title") for link in links] == [link.get("aria-label") for link in links]


def test_classes_hold_about_as_many_areas_each_and_say_their_numbers() -> None:
    found = area_map(areas([0, 0, 1, 2, 3, 4, 6, 9, 20, 40]), title="T", description="D", unit="Offences")

    assert [each.words for each in found.classes] == ["0", "1 to 2", "3 to 4", "6 to 9", "20 to 40"]
    assert {each.area_count for each in found.classes} == {2}


def test_equal_numbers_are_never_in_two_classes() -> None:
    found = area_map(areas([2] * 7 + [3]), title="T", description="D", unit="Offences")

    assert [(each.words, each.area_count) for each in found.classes] == [("2", 7), ("3", 1)]


def test_classes_differ_by_pattern_and_not_by_shade_alone() -> None:
    tree, _ = drawn([1, 2, 3, 4, 5])

    tiles = [etree.tostring(child) for child in tree.iter(f"{SVG}pattern")]
    marks = {tuple(part.tag + str(part.get("d")) for part in tile if part.tag != f"{SVG}rect")
             for tile in tree.iter(f"{SVG}pattern")}  # fmt: skip
    assert len(tiles) == len(marks) == 5


def test_an_area_that_is_not_known_has_a_broken_edge_and_is_counted_in_the_legend() -> None:
    tree, text = drawn([1, None])

    assert "not known (1 area)" in "".join(tree.itertext())
    assert text.count("stroke-dasharray") == 2


def test_a_map_has_no_style_no_script_and_nothing_from_another_host() -> None:
    tree, text = drawn([1, 2, 3])

    assert " style=" not in text
    assert not {"script", "style", "image", "foreignObject"} & {
        etree.QName(each).localname for each in tree.iter() if isinstance(each.tag, str)
    }
    assert text.count("http") == 1  # the name of SVG itself


def test_two_maps_on_a_page_share_no_names() -> None:
    one, other = drawn([1, 2])[0], drawn([1, 3])[0]

    assert not {each.get("id") for each in one.iter() if each.get("id")} & {
        each.get("id") for each in other.iter() if each.get("id")
    }


def test_the_same_areas_are_the_same_bytes() -> None:
    assert drawn([1, 2, 3])[1] == drawn([1, 2, 3])[1]


def test_sixty_areas_with_jagged_edges_stay_below_the_limit() -> None:
    jagged = [
        MapArea(str(at), str(at),
                shapely.Point(530_000 + 2_500 * (at % 8), 210_000 + 2_500 * (at // 8)).buffer(1_200, quad_segs=1_000),
                float(at), f"{at}", f"?area={at}")
        for at in range(60)
    ]  # fmt: skip

    found = area_map(jagged, title="T", description="D", unit="Offences")

    assert len(found.svg.encode()) <= MOST_BYTES
    assert found.svg.count("<a ") == 60


def test_neighbours_still_share_their_edge_after_it_is_made_simpler() -> None:
    edge = [(531_000 + 40 * (at % 2), 210_000 + 10 * at) for at in range(101)]
    left = shapely.Polygon([(530_000, 210_000), *edge, (530_000, 211_000)])
    right = shapely.Polygon([(532_000, 210_000), *edge, (532_000, 211_000)])
    pair = [MapArea("a", "a", left, 1, "1"), MapArea("b", "b", right, 2, "2")]

    tree = etree.fromstring(area_map(pair, title="T", description="D", unit="Offences").svg)

    shapes = [path.get("d") for path in tree.findall(f"{SVG}path") if path.get("fill-rule")]
    assert len(shapes) == 2
    assert all(len(shape) < 3_000 for shape in shapes)


def test_a_map_becomes_a_picture_for_a_document() -> None:
    assert png_of_map(drawn([1, 2])[1]).startswith(b"\x89PNG")


def test_no_area_is_no_map() -> None:
    with pytest.raises(ValueError, match="no area"):
        area_map([], title="T", description="D", unit="U")
