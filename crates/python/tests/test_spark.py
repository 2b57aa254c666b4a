"""Spark tags as the command line does, on local cores and on a local cluster."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import gongwen

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "crates/python/examples/spark_tag.py"

pyspark = pytest.importorskip("pyspark", reason="pyspark is not here")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("java is not here", allow_module_level=True)

FIELDS = ["report", "unit", "year", "part", "path", "marker", "start", "end", "text", "theme", "confidence", "themes"]


def tagged(output: Path) -> dict[str, list[dict[str, Any]]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    files: dict[str, list[dict[str, Any]]] = {}
    for row in parquet.read_table(output).to_pylist():
        assert row["error"] is None
        files.setdefault(row["file"], []).append(row)
    return files


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for report in sorted((ROOT / "data/corpus").glob("*.txt"))[:200]:
        shutil.copy(report, folder)
    assert len(list(folder.iterdir())) == 200
    return folder


@pytest.fixture(scope="module")
def expected(corpus: Path, classify: Any) -> dict[str, list[dict[str, Any]]]:
    ran = classify.run("tag", "--format", "jsonl", corpus)
    files: dict[str, list[dict[str, Any]]] = {}
    for line in ran.stdout.splitlines():
        record = json.loads(line)
        files.setdefault(record["file"], []).append(record)
    return files


@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_the_example_tags_as_the_command_line(
    master: str, corpus: Path, expected: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    output = tmp_path / "tagged.parquet"
    command = [sys.executable, str(EXAMPLE), str(corpus), "-o", str(output), "--master", master]
    # Executors of a local cluster leave their logs here, not in the installed package.
    environment = {**os.environ, "SPARK_WORKER_DIR": str(tmp_path / "work")}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400, env=environment)
    assert ran.returncode == 0, ran.stderr[-4000:]
    found = tagged(output)
    assert found.keys() == expected.keys()
    for file, records in expected.items():
        rows = found[file]
        assert [{name: row[name] for name in FIELDS} for row in rows] == [
            {name: record[name] for name in FIELDS} for record in records
        ]
        assert [row["topic"] for row in rows] == [record["fine"] for record in records]
        words = [[(of["word"], of["weight"]) for of in row["evidence"]] for row in rows]
        assert words == [[tuple(of) for of in record["evidence"]] for record in records]


def test_a_process_loads_a_model_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    import gongwen.spark
    from pyspark.sql import SparkSession

    def loads(batches: Any) -> Any:
        """Of a task the process it ran in and the taggers that process has made."""
        import pyarrow as pa

        for _ in batches:
            pass
        made = [id(tagger) for tagger in gongwen.spark._taggers.values()]
        yield pa.record_batch({"process": [os.getpid()], "taggers": [len(made)], "which": [str(made)]})

    model = tmp_path / "my.gongwen"
    gongwen.train([("检查消防通道。", "fire"), ("新建老年食堂。", "care")], themes=["fire", "care"]).save(model)
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        table = spark.createDataFrame([(f"{n}.txt", "检查消防通道。") for n in range(40)], "name string, content string")
        table = table.repartition(8)
        for _ in range(2):
            rows = gongwen.spark.tag(table, model=model).select("theme").collect()
            assert {row.theme for row in rows} == {"fire"} and len(rows) == 40
        found = spark.range(8).repartition(8).mapInArrow(loads, "process long, taggers long, which string").collect()
        processes = {row.process for row in found}
        assert {row.taggers for row in found if row.taggers} == {1}
        assert len({(row.process, row.which) for row in found}) == len(processes) <= 2
    finally:
        spark.stop()
