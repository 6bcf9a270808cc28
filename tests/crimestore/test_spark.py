"""The national engine gives the same answers; one small module, because Spark takes ten seconds to start."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator

import pytest

from frankpledge.crimestore import Question, Store, read_mapping
from frankpledge.crimestore.engines.spark import Spark
from tests.crimestore.made import ASB, NOW, street_row, write_extract, write_places, write_street

if shutil.which("java") is None:
    pytest.skip("there is no Java: the national engine is not tested", allow_module_level=True)
pytest.importorskip("pyspark")
pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own

QUESTIONS = [
    Question(by=("month", "type"), source="street"),
    Question(by=("area", "financial_quarter"), source="street", areas=("E07900001", "E07900002")),
    Question(by=("quarter", "district"), source="street"),
    Question(by=("lsoa",), source="street", areas=("E07900001",), vintages="bridge"),
    Question(by=("financial_year", "force"), definition="recorded-crime", source="street"),
    Question(by=("month",), definition="rural-crime", source="street"),
    Question(by=("year",), definition="tarantula"),
    Question(by=("offence_code", "premises"), definition="serious-violence"),
    Question(by=("area",), source="street", areas=("E07900001",), measure="rate"),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    folder = tmp_path_factory.mktemp("national")
    quick = pytest.MonkeyPatch()  # a session that lives for seconds: the first compiler and one collector are enough
    quick.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto")
    lsoas = ["E01000001", "E01000002", "E01000003", "E01000004", "E01035001", "E01035002", "E01035003", ""]
    kinds = ["Burglary", ASB, "Vehicle crime"]
    rows = [street_row(n, f"20{21 + n % 2}-{1 + n % 12:02d}", kind=kinds[n % 3], lsoa=lsoas[n % 8]) for n in range(600)]
    with Store(folder / "store") as duck, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        duck.load([write_street(folder / "a.csv", rows)], now=NOW)
        table, mapping = write_extract(folder)
        duck.load([table], now=NOW, mapping=read_mapping(mapping), most_rejects=0.5)
        duck.import_areas(write_places(folder), now=NOW)
        with Store(folder / "store", engine="spark") as spark:
            assert isinstance(spark.engine, Spark)
            yield duck, spark
    quick.undo()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.definition or 'all'} by {','.join(one.by)}")
def test_both_engines_answer_the_same(both: tuple[Store, Store], question: Question) -> None:
    duck, spark = (store.ask(question) for store in both)

    assert duck.rows == spark.rows
    assert duck.rows
    assert duck.cautions == spark.cautions
    assert duck.excluded == spark.excluded
    assert duck.provenance.statement == spark.provenance.statement
    assert (duck.provenance.engine, spark.provenance.engine) == ("duckdb", "spark")
