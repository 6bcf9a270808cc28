"""Where a partnership's wards are, in which order, and what their outlines are in metres."""

from __future__ import annotations

import pytest

from frankpledge.insight import made_up
from frankpledge.insight.districts import district_of, months_loaded, outline_of, outlines_of, places_of
from frankpledge.insight.store import open_store
from frankpledge.partners.models import Partnership
from tests.people import NOW, Cast

MONTHS = ("2008-07", "2008-08")


@pytest.fixture
def made(east: Cast) -> made_up.Made:
    """Three wards and two months in our partnership's store."""
    return made_up.load_made_up(east.partnership, now=NOW, months=MONTHS, small=True, extract=False)


def test_the_wards_come_by_name_and_the_district_last(made: made_up.Made, east: Cast) -> None:
    with open_store(east.partnership) as store:
        places = places_of(store, east.partnership)
    assert [place.name for place in places] == [*sorted(ward.name for ward in made.wards), made.name]
    assert [place.kind for place in places] == ["ward"] * 3 + ["district"]
    assert {place.edition for place in places} == {2006}


def test_a_partnership_with_a_district_of_its_own_is_not_given_another(made: made_up.Made, east: Cast) -> None:
    elsewhere = Partnership(pk=east.partnership.pk, area_code="E07999777")
    with open_store(east.partnership) as store:
        assert district_of(store, elsewhere) is None
        assert places_of(store, elsewhere) == ()


def test_an_empty_store_has_no_places_and_no_months(west: Cast) -> None:
    with open_store(west.partnership) as store:
        assert places_of(store, west.partnership) == ()
        assert months_loaded(store, "street") == ()
        assert outline_of(store, "E05999001") is None


def test_outlines_are_metres_of_the_national_grid(made: made_up.Made, east: Cast) -> None:
    with open_store(east.partnership) as store:
        for ward in made.wards:
            outline = outline_of(store, ward.code)
            drawn = sum(area.outline.area for area in ward.areas)
            assert outline.area == pytest.approx(drawn, rel=0.01)
        assert outline_of(store, made.code).area > 0


def test_an_outline_that_is_not_loaded_is_put_together_from_its_lsoas(east: Cast, tmp_path: object) -> None:
    made = made_up.district(1, wards_count=3, only=("2008-07",))
    wanted = {name: text for name, text in made.places.items() if "ward" not in name and "district" not in name}
    with open_store(east.partnership) as store:
        store.import_areas(made.write(store.folder.root / "given", wanted), now=NOW)
        found = outlines_of(store, [ward.code for ward in made.wards])
    assert set(found) == {ward.code for ward in made.wards}
    assert found[made.wards[0].code].area == pytest.approx(sum(a.outline.area for a in made.wards[0].areas), rel=0.01)


def test_the_months_of_a_source_are_those_loaded(made: made_up.Made, east: Cast) -> None:
    with open_store(east.partnership) as store:
        assert months_loaded(store, "street") == MONTHS
        assert months_loaded(store, "extract") == ()
