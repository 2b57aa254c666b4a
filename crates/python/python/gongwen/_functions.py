"""What needs no tagger of one's own. 不必自建标注器的函数。"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gongwen import _gongwen
from gongwen._reading import Input, item, read_settings
from gongwen._results import (
    Block,
    Comparison,
    Document,
    Explanation,
    Figure,
    Match,
    PlanItem,
    Structure,
    Tracked,
    Unplanned,
)
from gongwen._tagger import Tagger, built_in


def tag(data: Input, *, name: str | None = None) -> Document:
    """Tags one document by the built-in model: see :meth:`Tagger.tag`. 用内置模型标注一份文件。

    >>> [p.theme_zh for p in tag("一、消防。检查消防通道，整改火灾隐患86处。\\n二、养老。新建老年食堂三处。\\n")]
    ['安全', '民生']
    """
    return built_in().tag(data, name=name)


def explain(data: Input, paragraph: int, *, theme: str | None = None, terms: int = 12) -> Explanation:
    """Why a paragraph got its theme: see :meth:`Tagger.explain`. 某段为何是此主题。"""
    return built_in().explain(data, paragraph, theme=theme, terms=terms)


def figures(
    data: Input, *, indicator: Iterable[str] = (), unit: Iterable[str] = (), conflicts: bool = False
) -> list[Figure]:
    """Every quantity that a document states: see :meth:`Tagger.figures`. 文件中的全部数据。"""
    return built_in().figures(data, indicator=indicator, unit=unit, conflicts=conflicts)


def compare(before: Input, after: Input) -> Comparison:
    """Two reports side by side: see :meth:`Tagger.compare`. 两份报告对比。"""
    return built_in().compare(before, after)


def parse(
    data: Input,
    *,
    name: str | None = None,
    encoding: str | None = None,
    no_repair: Iterable[str] = (),
    limits: int = 1,
    isolation: bool | Sequence[str] = True,
) -> Structure:
    """The structure of a document: reports, headings, paragraphs, repairs, each with its place in the source.
    文件的结构：报告、标题、段落、修复，均带原文位置。

    >>> [block.text for block in parse("一、消防\\n检查四百处。\\n").of_kind("heading")]
    ['消防']
    """
    read = read_settings(encoding, no_repair, limits, isolation)
    given = item(data, name)
    source, lines = _gongwen.parse(given, read)
    return Structure(str(given[0]), source, [_block(json.loads(line)) for line in lines.splitlines()])


def _block(record: dict[str, Any]) -> Block:
    record.pop("file")
    text = record.get("text", record.get("title", record.get("with", record.get("what"))))
    return Block(record["kind"], record["start"], record["end"], text, record)


def track(
    plan: Input,
    result: Input,
    *,
    encoding: str | None = None,
    limits: int = 1,
    isolation: bool | Sequence[str] = True,
) -> list[Tracked]:
    """What became of the plans of one document in another: as ``classify track``, a :class:`Tracked` for each report
    that plans. 计划落实情况：每份有计划的报告一个结果。"""
    read = read_settings(encoding, (), limits, isolation)
    return [_tracked(lines) for lines in _gongwen.track(item(plan), item(result), read)]


def _tracked(lines: bytes) -> Tracked:
    tracked = Tracked([], [])
    for record in map(json.loads, lines.splitlines()):
        record["path"] = tuple(record["path"])
        if record.pop("kind", None) == "unplanned":
            tracked.unplanned.append(Unplanned(**record))
            continue
        record["matches"] = [_match(found) for found in record["matches"]]
        record["possible"] = _match(record["possible"]) if "possible" in record else None
        record.pop("checked", None)
        tracked.items.append(PlanItem(**record))
    return tracked


def _match(record: dict[str, Any]) -> Match:
    return Match(**{**record, "path": tuple(record["path"])})


def files(*paths: str | os.PathLike[str]) -> list[Path]:
    """The files of these paths that can be read, folders walked, each once. 列出各路径（含文件夹）中可读的文件。"""
    return _gongwen.files(paths)


def train(
    data: str | os.PathLike[str] | Iterable[str | os.PathLike[str] | tuple[str, str]] = (),
    *,
    themes: str | os.PathLike[str] | Sequence[str] | None = None,
    unlabelled: Iterable[Input] = (),
    backend: str | None = None,
    params: Mapping[str, object] | Iterable[str] = (),
    features: Mapping[str, object] | Iterable[str] = (),
    fit_bias: bool = False,
    calibration_folds: int | None = None,
    seed: int | None = None,
    **settings: Any,
) -> Tagger:
    """A tagger with a model of one's own. 用自己的数据训练。

    Parameters
    ----------
    data
        Labelled files or folders as ``classify train`` takes them, and pairs of a text and the id or name of its topic.
        标注文件或文件夹（同 ``classify train``），以及（文本, 主题）。
    themes
        A themes file, or the ids of the themes; none for the built-in themes. 主题文件，或主题名列表；省略则用内置主题。
    unlabelled
        Reports to learn from without labels; seed words of the themes file teach, too. 不带标注的报告，可配合种子词。
    backend, params, features
        As ``classify train --backend --params --features``. 同命令行。
    fit_bias, calibration_folds, seed
        As the command line and the library have them. 同命令行与库。
    settings
        For the tagger: see :class:`Tagger`. 其余用于 :class:`Tagger`。

    Raises :class:`TrainingError` where nothing can be learnt. 数据不足以训练时抛出 :class:`TrainingError`。

    >>> tagger = train([("检查消防通道。", "安全"), ("消防演练十次。", "安全"), ("新建老年食堂。", "民生")])
    >>> tagger.tag("组织消防演练。").paragraphs[0].theme
    'safety'
    """
    if isinstance(data, (str, os.PathLike)):
        data = [data]
    paths: list[str | os.PathLike[str]] = []
    texts: list[tuple[str, str]] = []
    for one in data:
        if isinstance(one, tuple):
            texts.append(one)
        else:
            paths.append(one)
    toml: str | None = None
    classes: list[str] | None = None
    if isinstance(themes, (str, os.PathLike)):
        toml = Path(themes).read_text(encoding="utf-8")
    elif themes is not None:
        classes = list(themes)
    reading = {name: settings.get(name, default) for name, default in _READING.items()}
    learn = {
        "themes": toml,
        "classes": classes,
        "backend": backend,
        "params": _pairs(params),
        "features": _pairs(features),
        "fit_bias": fit_bias,
        "calibration_folds": calibration_folds,
        "seed": seed,
    }
    model = _gongwen.train(paths, texts, [item(one) for one in unlabelled], learn, read_settings(**reading))
    return Tagger(model, **settings)


_READING: dict[str, Any] = {"encoding": None, "no_repair": (), "limits": 1, "isolation": True}


def _pairs(settings: Mapping[str, object] | Iterable[str]) -> list[str]:
    if isinstance(settings, Mapping):
        return [f"{name}={_text(value)}" for name, value in settings.items()]
    return list(settings)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
