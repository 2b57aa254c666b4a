"""What only Python sees: inputs, errors, threads, forks, tables, models."""

import doctest
import gc
import multiprocessing
import os
import pickle
import runpy
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import gongwen
import gongwen._functions

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "data/samples"
TEXT = "柳荫街道2023年工作总结\n一、消防。检查消防通道，整改火灾隐患86处。\n二、养老。新建老年食堂三处。\n"


def themes(document: gongwen.Document) -> list[str]:
    return [p.theme for p in document]


def test_examples_of_the_docstrings() -> None:
    for module in (gongwen, gongwen._functions):
        assert doctest.testmod(module).failed == 0


def test_text_bytes_and_file_are_one(tagger: gongwen.Tagger, tmp_path: Path) -> None:
    path = tmp_path / "柳荫.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    ways = [tagger.tag(TEXT), tagger.tag(TEXT.encode()), tagger.tag(path), tagger.tag(path.read_bytes(), name="x.txt")]
    assert [themes(document) for document in ways] == [["safety", "livelihood"]] * 4
    document = ways[0]
    [report] = document.reports
    assert (report.title, report.unit, report.years) == ("柳荫街道2023年工作总结", "柳荫街道", (2023,))
    assert report.paragraphs == document.paragraphs
    first = document.paragraphs[0]
    assert (first.theme_zh, first.topic, first.part, first.year) == ("安全", "safety", "done", 2023)
    assert first.evidence[0][1] > 0 and first.themes[0] == ("safety", first.confidence)


def test_the_name_of_a_file_is_not_tagged_as_a_text(tagger: gongwen.Tagger) -> None:
    with pytest.raises(gongwen.ReadError, match=r"pass pathlib\.Path"):
        tagger.tag(str(SAMPLES / "street-2023-messy.txt"))
    with pytest.raises(TypeError, match="not int"):
        tagger.tag(3)  # type: ignore[arg-type]


def test_errors_have_the_words_of_the_command_line(tagger: gongwen.Tagger, classify: Any, tmp_path: Path) -> None:
    broken = tmp_path / "a.docx"
    broken.write_bytes(b"PK\x03\x04 broken")
    for path in (broken, tmp_path / "no.txt"):
        with pytest.raises(gongwen.ReadError) as error:
            tagger.tag(path)
        assert f"error: {error.value}" in classify.run("tag", path).stderr
    with pytest.raises(gongwen.SettingError, match="unknown theme or topic `天气`"):
        tagger.explain(TEXT, 1, theme="天气")
    with pytest.raises(gongwen.SettingError, match="has paragraphs 1 to 2"):
        tagger.explain(TEXT, 3)
    with pytest.raises(gongwen.SettingError, match="min-confidence"):
        gongwen.Tagger(min_confidence=2)
    with pytest.raises(gongwen.SettingError, match="klingon"):
        gongwen.Tagger(encoding="klingon")
    with pytest.raises(gongwen.ModelError):
        gongwen.Tagger(b"no model")
    with pytest.raises(gongwen.ModelError, match="no.gongwen: model not loaded"):
        gongwen.Tagger(tmp_path / "no.gongwen")
    with pytest.raises(gongwen.TrainingError):
        gongwen.train([("检查。", "天气")])
    with pytest.raises(gongwen.ReadError):
        gongwen.files(tmp_path / "no")


def test_a_bad_document_stops_no_other(tagger: gongwen.Tagger, tmp_path: Path) -> None:
    data: list[Any] = [TEXT, tmp_path / "no.txt", ("半个字.txt", "\ud800"), b"", ("b.txt", TEXT.encode("gb18030"))]
    found = tagger.tag_many(data, errors="return")
    kinds = [type(one) for one in found]
    failed = gongwen.ReadError
    assert kinds == [gongwen.Document, failed, failed, failed, gongwen.Document]
    assert "半个字.txt: no text" in str(found[2])
    assert [document.name for document in tagger.tag_many(data, errors="skip")] == ["", "b.txt"]
    with pytest.raises(gongwen.ReadError, match="no.txt"):
        tagger.tag_many(data)
    assert [len(one) for one in tagger.tag_grouped(data)] == [1] * 5


def test_an_archive_gives_its_documents(tagger: gongwen.Tagger, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("一.txt", TEXT)
        archive.writestr("二.txt", TEXT.replace("2023", "2024"))
    assert [Path(document.name).name for document in tagger.tag_many([path, path])] == ["一.txt", "二.txt"] * 2
    with pytest.raises(gongwen.ReadError, match="holds 2 documents"):
        tagger.tag(path)


def test_order_is_kept_whatever_the_threads(tagger: gongwen.Tagger) -> None:
    paths = gongwen.files(ROOT / "data/corpus")[:80]
    one, two = (tagger.tag_many(paths, threads=threads) for threads in (1, 2))
    assert [Path(document.name) for document in one] == paths
    assert one == two
    assert list(tagger.tag_iter(paths[:3])) == one[:3]


def test_the_collector_of_garbage_goes_on(tagger: gongwen.Tagger) -> None:
    tagger.tag_many([TEXT])
    assert gc.isenabled()
    gc.disable()
    try:
        tagger.tag(TEXT)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_lock_is_released(tagger: gongwen.Tagger) -> None:
    """Another thread runs on while one tags; many may tag at once."""
    paths = gongwen.files(ROOT / "data/corpus")[:60]
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    ticking = threading.Thread(target=tick)
    ticking.start()
    started = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda path: themes(tagger.tag(path)), paths))
    done.set()
    ticking.join()
    assert ticks > 20 * (time.monotonic() - started)
    assert found == [themes(document) for document in tagger.tag_many(paths)]


def _forked(tagger: gongwen.Tagger, out: Any) -> None:
    out.put([themes(document) for document in tagger.tag_many([TEXT, TEXT])])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_tags(tagger: gongwen.Tagger) -> None:
    tagger.tag_many([TEXT] * 4)
    context = multiprocessing.get_context("fork")
    out = context.Queue()
    child = context.Process(target=_forked, args=(tagger, out))
    child.start()
    assert out.get(timeout=60) == [["safety", "livelihood"]] * 2
    child.join(60)


def test_a_tagger_can_be_pickled(tagger: gongwen.Tagger) -> None:
    again = pickle.loads(pickle.dumps(gongwen.Tagger(min_confidence=0.999999, evidence=2)))
    assert themes(again.tag("开展有关工作。")) == ["unsure"]
    assert len(again.tag(TEXT).paragraphs[0].evidence) == 2


def test_what_repeats_is_marked_where_asked_for(tagger: gongwen.Tagger) -> None:
    data = [("a.txt", TEXT), ("b.txt", TEXT)]
    assert [p.again for document in tagger.tag_many(data) for p in document] == [None] * 4
    a, b = tagger.tag_many(data, versions=True)
    assert [p.again for p in a] == [None] * 2
    assert b.paragraphs[0].again == gongwen.Again("a.txt", "copy")


def test_units_come_from_a_table(tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text("file,unit\na.txt,松涛镇\n", encoding="utf-8")
    assert gongwen.Tagger(units=table).tag("一、消防。检查四百处。\n", name="a.txt").reports[0].unit == "松涛镇"


def test_a_model_of_ones_own(tmp_path: Path, classify: Any) -> None:
    examples = [("检查消防通道。", "safety"), ("组织消防演练。", "safety"), ("新建老年食堂。", "民生"), ("为老人送餐。", "民生")]
    tagger = gongwen.train(examples, backend="naive-bayes", params={"alpha": 0.5})
    path = tmp_path / "my.gongwen"
    tagger.save(path)
    assert path.read_bytes() == tagger.to_bytes()
    loaded = gongwen.Tagger(path)
    assert themes(loaded.tag("开展消防检查。")) == ["safety"]
    assert '"theme":"safety"' in classify_text(classify, path, tmp_path)
    assert loaded.summary["backend"] == "naive-bayes"
    own = gongwen.train([("修桥。架桥。", "桥"), ("修路。铺路。", "路")], themes=["桥", "路"])
    assert [theme.id for theme in own.themes] == ["桥", "路"]
    assert sum(own.probabilities(["修路"])[0]) == pytest.approx(1.0)


def classify_text(classify: Any, model: Path, folder: Path) -> str:
    text = folder / "a.txt"
    text.write_text("开展消防检查。\n", encoding="utf-8")
    return str(classify.run("tag", "-m", model, "--format", "jsonl", text).stdout)


def test_seed_words_teach_without_labels(tmp_path: Path) -> None:
    toml = tmp_path / "themes.toml"
    toml.write_text('[[theme]]\nid = "fire"\nwords = ["消防", "火灾", "隐患", "防火"]\n[[theme]]\nid = "rest"\n', encoding="utf-8")
    reports = gongwen.files(ROOT / "data/corpus")[:40]
    tagger = gongwen.train(themes=toml, unlabelled=reports)
    assert themes(tagger.tag("开展消防检查，整改火灾隐患。")) == ["fire"]


def test_tables(tagger: gongwen.Tagger) -> None:
    pandas, arrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    document = tagger.tag(SAMPLES / "street-2023-messy.txt")
    frame, table = document.to_pandas(), document.to_arrow()
    assert list(frame["theme"]) == themes(document) == table.column("theme").to_pylist()
    assert frame["year"].dtype == pandas.Int16Dtype()
    assert table.schema == gongwen.schema()
    assert table.column("passages")[0].as_py()[0]["end"] == document.paragraphs[0].passages[0].end
    assert len(gongwen.to_arrow([])) == 0 == len(gongwen.to_pandas([]))
    batch = arrow.record_batch({"name": ["a", "b", "c"], "content": [TEXT, "", TEXT]})
    from gongwen.arrow import tag_batches, tagged_schema

    tagged = arrow.Table.from_batches(tag_batches([batch], tagger), schema=tagged_schema())
    assert tagged.column("theme").to_pylist()[:4] == ["safety", "livelihood"] * 2
    files = arrow.record_batch({"name": ["a.txt", "b.docx"], "content": [TEXT.encode("gb18030"), b"PK\x03\x04"]})
    tagged = arrow.Table.from_batches(tag_batches([files], tagger), schema=tagged_schema()).to_pylist()
    assert [row["file"] for row in tagged] == ["a.txt", "a.txt", "b.docx"]
    assert "b.docx" in tagged[2]["error"] and tagged[0]["error"] is None


def pdf() -> Path:
    found = [path for path in (ROOT / "tests/fixtures").rglob("*.pdf")]
    assert found
    return found[0]


def test_pdfs_are_read_in_a_process_of_their_own(tagger: gongwen.Tagger) -> None:
    here = gongwen.Tagger(isolation=False).tag(pdf())
    assert tagger.tag(pdf()) == here and len(here) > 0
    with pytest.raises(gongwen.ReadError, match="process"):
        gongwen.Tagger(isolation=["/no/such/program"]).tag(pdf())


@pytest.mark.skipif(sys.platform != "linux", reason="limits of processes")
def test_a_hostile_pdf_ends_its_own_process_alone(tagger: gongwen.Tagger) -> None:
    import resource

    files = runpy.run_path(str(ROOT / "tests/hostile/files.py"))
    with pytest.raises(gongwen.ReadError, match="memory|seconds"):
        tagger.tag(files["pdf"](files["stream"](b"q " * 4_000_000)), name="states.pdf")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000


def test_the_worker_starts_without_the_package() -> None:
    from gongwen._reading import _worker

    command = _worker()
    ran = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert ran.returncode != 0 and b"Traceback" in ran.stderr
