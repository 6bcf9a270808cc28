"""For a national body: the same questions on Apache Spark, over the same files. Needs ``frankpledge[national]``."""

from __future__ import annotations

import os
from typing import Any

from frankpledge.crimestore.engines import Tables
from frankpledge.crimestore.refusals import EngineMissing


class Spark:
    """A session on the cluster that ``FRANKPLEDGE_SPARK_MASTER`` names; two threads of this machine when unset."""

    name = "spark"

    def __init__(self) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as missing:
            raise EngineMissing(
                "Apache Spark is not installed.", "pip install 'frankpledge[national]'; it needs Java 17."
            ) from missing
        # Where Spark runs: local[2] for two threads here, spark://… or yarn for a cluster that sees the store's folder.
        master = os.environ.get("FRANKPLEDGE_SPARK_MASTER", "local[2]")
        builder = SparkSession.builder.appName("frankpledge").master(master)
        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": "2" if master.startswith("local") else "200",
            "spark.sql.ansi.enabled": "true",
        }
        for setting, value in settings.items():
            builder = builder.config(setting, value)
        self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")

    def ask(self, tables: Tables, statement: str) -> list[tuple[Any, ...]]:
        self._session.read.option("mergeSchema", "false").parquet(
            *(str(path) for path in tables.crimes)
        ).createOrReplaceTempView("crimes")
        for name, columns in tables.small.items():
            rows = list(zip(*columns.values(), strict=True))
            schema = ", ".join(f"{column} {_kind(values)}" for column, values in columns.items())
            self._session.createDataFrame(rows, schema).createOrReplaceTempView(name)
        return [tuple(row) for row in self._session.sql(statement).collect()]

    def close(self) -> None:
        self._session.stop()


def _kind(values: Any) -> str:
    return "STRING" if len(values) == 0 or isinstance(values[0], str) else "BIGINT"
