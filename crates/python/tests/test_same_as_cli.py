"""The package answers what the command line answers, field by field."""

import json
from pathlib import Path
from typing import Any

import pytest

import gongwen

pytestmark = pytest.mark.usefixtures("at_root")

FOLDERS = [
    "data/samples",
    "tests/fixtures/compare",
    "tests/fixtures/formats",
    "tests/fixtures/panel",
    "tests/fixtures/track",
    "crates/parse/tests/fixtures",
]


def records(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def test_tags_are_those_of_the_command_line(tagger: gongwen.Tagger, classify: Any) -> None:
    ran = classify.run("tag", "--format", "jsonl", "--own-output", *FOLDERS)
    documents = tagger.tag_many(gongwen.files(*FOLDERS), errors="return", versions=True)
    read = [document for document in documents if isinstance(document, gongwen.Document)]
    expected = records(ran.stdout)
    assert [p.record() for document in read for p in document] == expected
    assert len(expected) > 300
    failed = [str(error) for error in documents if not isinstance(error, gongwen.Document)]
    assert all(f"error: {error}" in ran.stderr for error in failed), (failed, ran.stderr)


@pytest.mark.parametrize("switches", [{"context": False}, {"min_confidence": 0.9}, {"threshold": 0.05}])
def test_settings_mean_what_options_mean(switches: dict[str, Any], classify: Any) -> None:
    options: dict[str, list[Any]] = {"context": ["--no-context"], "min_confidence": ["--min-confidence", 0.9], "threshold": ["--threshold", 0.05]}
    path = "data/samples/street-2023-messy.txt"
    ran = classify.run("tag", "--format", "jsonl", path, *(o for name in switches for o in options[name]))
    found = gongwen.Tagger(**switches).tag(Path(path))
    assert [p.record() for p in found] == records(ran.stdout)


def test_offsets_are_code_points_of_the_source(tagger: gongwen.Tagger) -> None:
    text = "\ufeff柳荫街道2023年工作总结\n一、𠀀消防。检查楼道，整改隐患86处。\n二、养老。新建老年食堂三处。\n"
    for data in (text.removeprefix("\ufeff"), text.encode(), text.removeprefix("\ufeff").encode("gb18030")):
        document = tagger.tag(data)
        assert [document.source[p.start : p.end] for p in document] == [p.text for p in document]
        assert document.paragraphs[0].text.startswith("一、𠀀消防")
        for p in document:
            assert [p.passages[0].start, p.passages[-1].end] == [p.start, p.end]
    for path in gongwen.files("data/samples"):
        document = tagger.tag(path)
        assert all(0 <= p.start < p.end <= len(document.source) for p in document)


def test_structure_is_that_of_the_command_line(classify: Any) -> None:
    for path in gongwen.files("data/samples"):
        # With the repairs.
        expected = records(classify.run("parse", "--format", "jsonl", path).stdout)
        found = gongwen.parse(path)
        assert [{"file": str(path), **block.fields} for block in found.blocks] == expected
    heading = found.of_kind("heading")[0]
    assert heading.text and heading.text in found.source


def test_figures_are_those_of_the_command_line(tagger: gongwen.Tagger, classify: Any) -> None:
    path = Path("data/samples/street-2023-messy.txt")
    expected = records(classify.run("figures", "--format", "jsonl", path).stdout)
    found = tagger.figures(path)
    assert [(f.start, f.end, f.text, f.unit, f.status, f.theme) for f in found] == [
        (of["start"], of["end"], of["text"], of["unit"], of["status"], of["theme"]) for of in expected
    ]
    money = tagger.figures(path, unit=["元"])
    assert {f.base_unit for f in money} == {"元"}
    assert all(isinstance(f.value, (float, int, tuple, type(None))) for f in found)


def test_plans_are_tracked_as_by_the_command_line(classify: Any) -> None:
    plan = Path("tests/fixtures/track/plans/青滩镇2023.txt")
    result = Path("tests/fixtures/track/results/青滩镇2024.txt")
    expected = records(classify.run("track", "--format", "jsonl", plan, result).stdout)
    [tracked] = gongwen.track(plan, result)
    items = [of for of in expected if "status" in of]
    assert [(item.text, item.status, item.p) for item in tracked.items] == [
        (of["text"], of["status"], of["p"]) for of in items
    ]
    assert [item.matches[0].text for item in tracked.items if item.matches] == [
        of["matches"][0]["text"] for of in items if of["matches"]
    ]
    assert [of.text for of in tracked.unplanned] == [of["text"] for of in expected if "status" not in of]


def test_reports_are_compared_as_by_the_command_line(tagger: gongwen.Tagger, classify: Any) -> None:
    before, after = (Path(f"tests/fixtures/track/{name}") for name in ("plans/青滩镇2023.txt", "results/青滩镇2024.txt"))
    expected = records(classify.run("compare", "--format", "jsonl", before, after).stdout)
    found = tagger.compare(before, after)
    assert found.records == expected
    assert found.of_kind("heading")


def test_an_explanation_sums_to_its_log_odds(tagger: gongwen.Tagger) -> None:
    path = Path("data/samples/street-2023-messy.txt")
    why = tagger.explain(path, 7)
    assert why.topic == tagger.tag(path).paragraphs[6].topic
    parts = (why.terms, why.prior, why.report, why.before, why.behind)
    assert sum(parts) == pytest.approx(why.log_odds)
    assert "隐患" in [why.text[start:end] for start, end, _ in why.marks]
    assert tagger.explain(path, 7, theme="民生").log_odds < 0
