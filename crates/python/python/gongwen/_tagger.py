"""A model at work. 使用模型。"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, overload

from gongwen import _gongwen
from gongwen._errors import GongwenError, ModelError
from gongwen._reading import Input, Item, item, read_settings
from gongwen._results import (
    Comparison,
    Document,
    Explanation,
    Figure,
    Theme,
)

#: Documents are worked on in batches of so many at most, and of so many bytes, as ``classify`` does: enough for all
#: cores, few enough for results to come while the rest is read.
_BATCH, _BATCH_BYTES = 64, 8 << 20


class Tagger:
    """Reads reports and tags their paragraphs by theme. 读取报告，给每段标注主题。

    Safe to share between threads; the interpreter's lock is released while it works. It can be pickled, and a
    process forked from this one may use it. 可在线程间共享，工作时释放解释器锁；可序列化，可在 fork 出的进程中使用。

    Parameters
    ----------
    model
        A model file, or its bytes; none for the built-in model. 模型文件或其字节；省略则用内置模型。
    exec
        The outside program that a model trained with ``exec:PROGRAM`` may run. 允许模型调用的外部程序。
    min_confidence
        Say ``unsure`` below this, 0 to 1. 置信度低于此值答 ``unsure``。
    threshold
        List every theme whose probability reaches this; none for the model's own. 列出概率达到此值的主题。
    evidence
        Words listed as evidence at most. 最多列出几个依据词。
    context
        Whether the rest of its report counts for a paragraph. 是否结合全篇判断。
    passages
        Whether paragraphs are taken apart into passages. 是否切分句段。
    units
        A table of the files' units, as ``classify --units`` takes it. 单位表。
    encoding
        Read text files in this encoding instead of detecting it. 文本文件编码；省略则自动识别。
    no_repair
        Repair passes to leave out. 不做哪些修复。
    limits
        A file may take this many times the usual size, time and memory. 大小、时间、内存上限的倍数。
    isolation
        Read PDF and old office documents in a process of their own, as ``classify`` does, so that a hostile one cannot
        take all time and memory: started by this interpreter, or by the command given. ``False`` reads them here,
        without these limits. 是否在单独的进程中读取 PDF 和旧版办公文档，使恶意文件不能耗尽时间和内存。
    """

    def __init__(
        self,
        model: str | os.PathLike[str] | bytes | None = None,
        *,
        exec: str | None = None,
        min_confidence: float = 0.0,
        threshold: float | None = None,
        evidence: int = 6,
        context: bool = True,
        passages: bool = True,
        units: str | os.PathLike[str] | None = None,
        encoding: str | None = None,
        no_repair: Iterable[str] = (),
        limits: int = 1,
        isolation: bool | Sequence[str] = True,
    ) -> None:
        self._settings: dict[str, Any] = {
            "exec": exec,
            "min_confidence": min_confidence,
            "threshold": threshold,
            "evidence": evidence,
            "context": context,
            "passages": passages,
            "units": None if units is None else os.fspath(units),
            "encoding": encoding,
            "no_repair": list(no_repair),
            "limits": limits,
            "isolation": isolation,
        }
        self._model = _model_bytes(model)
        self._read = read_settings(encoding, self._settings["no_repair"], limits, isolation)
        answers = {
            name: self._settings[name]
            for name in ("min_confidence", "threshold", "evidence", "context", "passages")
        }
        self._tagger = _gongwen.Tagger(self._model, exec, answers, self._read, self._settings["units"])

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (self._model, self._settings))

    def __repr__(self) -> str:
        return f"<gongwen.Tagger {', '.join(theme.id for theme in self.themes)}>"

    @property
    def themes(self) -> list[Theme]:
        """What the model answers. 模型能答的主题。"""
        return [Theme(of["id"], of["zh"], of["en"], None) for of in json.loads(self._tagger.themes())["themes"]]

    @property
    def topics(self) -> list[Theme]:
        """The topics beneath the themes. 主题之下的细类。"""
        names = json.loads(self._tagger.themes())
        themes = [of["id"] for of in names["themes"]]
        return [Theme(of["id"], of["zh"], of["en"], themes[of["theme"]]) for of in names["fine"]]

    @property
    def summary(self) -> dict[str, Any]:
        """What the model was trained on and how. 模型的训练情况。"""
        summary: dict[str, Any] = json.loads(self._tagger.summary())
        return summary

    def tag(self, data: Input, *, name: str | None = None, threads: int | None = None) -> Document:
        """Tags one document. 标注一份文件。

        ``data`` is a text (``str``), a file (:class:`pathlib.Path`) or the bytes of a file in any format that can be
        read; ``name`` is what it is called, from which unit, year and format may be told. An archive of several
        documents is for :meth:`tag_many`.
        ``data`` 为文本（``str``）、文件（``pathlib.Path``）或文件的字节；``name`` 为其名称。

        Raises :class:`ReadError` where it gives no text. 读不出文字时抛出 :class:`ReadError`。
        """
        return self._tagger.tag(item(data, name), threads or 0)

    @overload
    def tag_iter(
        self,
        data: Iterable[Input | tuple[str, Input]],
        *,
        threads: int | None = None,
        errors: Literal["raise", "skip"] = "raise",
        versions: bool = False,
    ) -> Iterator[Document]: ...
    @overload
    def tag_iter(
        self,
        data: Iterable[Input | tuple[str, Input]],
        *,
        threads: int | None = None,
        errors: Literal["return"],
        versions: bool = False,
    ) -> Iterator[Document | GongwenError]: ...
    def tag_iter(
        self,
        data: Iterable[Input | tuple[str, Input]],
        *,
        threads: int | None = None,
        errors: Literal["raise", "skip", "return"] = "raise",
        versions: bool = False,
    ) -> Iterator[Document | GongwenError]:
        """As :meth:`tag_many`, a batch at a time: for more documents than fit into memory.
        同 :meth:`tag_many`，分批进行，不必一次装入内存。"""
        for found in self._grouped(data, threads, versions):
            for one in found:
                if isinstance(one, Document):
                    yield one
                elif errors == "return":
                    assert isinstance(one, GongwenError)
                    yield one
                elif errors == "raise":
                    raise one

    @overload
    def tag_many(
        self,
        data: Iterable[Input | tuple[str, Input]],
        *,
        threads: int | None = None,
        errors: Literal["raise", "skip"] = "raise",
        versions: bool = False,
    ) -> list[Document]: ...
    @overload
    def tag_many(
        self,
        data: Iterable[Input | tuple[str, Input]],
        *,
        threads: int | None = None,
        errors: Literal["return"],
        versions: bool = False,
    ) -> list[Document | GongwenError]: ...
    def tag_many(
        self,
        data: Iterable[Input | tuple[str, Input]],
        *,
        threads: int | None = None,
        errors: Literal["raise", "skip", "return"] = "raise",
        versions: bool = False,
    ) -> list[Any]:
        """Tags many documents on all cores, or on ``threads`` of them; results in the order of ``data``.
        在所有核心（或 ``threads`` 个线程）上标注许多文件，结果次序不变。

        Each of ``data`` is what :meth:`tag` takes, or a pair of its name and that. An archive gives all its documents
        in its place. A bad one raises its error, is left out (``errors="skip"``), or stands as the error in its place
        (``"return"``). ``versions`` marks reports that an earlier one of these holds, too (:attr:`Paragraph.again`).
        每项同 :meth:`tag`，或为（名称, 内容）；压缩包给出其中所有文件。``errors`` 定出错时抛出、略过还是在原处返回异常；
        ``versions`` 标出与前面重复的报告。
        """
        if errors == "return":
            return list(self.tag_iter(data, threads=threads, errors="return", versions=versions))
        return list(self.tag_iter(data, threads=threads, errors=errors, versions=versions))

    def tag_grouped(
        self, data: Iterable[Input | tuple[str, Input]], *, threads: int | None = None
    ) -> Iterator[list[Document | GongwenError]]:
        """Of each of ``data``, in order, its documents, or errors in their place: one list for each, as a table of
        documents needs it. 逐项给出其文件（或异常）的列表，便于与表格的行对应。"""
        for found in self._grouped(data, threads, False):
            yield [one for one in found if isinstance(one, (Document, GongwenError))]

    def _grouped(
        self, data: Iterable[Input | tuple[str, Input]], threads: int | None, versions: bool
    ) -> Iterator[list[Document | Exception]]:
        known = _gongwen.Versions() if versions else None
        for batch in _batches(_item(one) for one in data):
            yield from self._tagger.tag_many(batch, threads or 0, known)

    def explain(
        self, data: Input, paragraph: int, *, theme: str | None = None, terms: int = 12, name: str | None = None
    ) -> Explanation:
        """Why a paragraph, counted from 1, got its theme, or why not ``theme``. 某段（从 1 数）为何是此主题。"""
        why = json.loads(self._tagger.explain(item(data, name), paragraph, theme, terms))
        why["path"] = tuple(why["path"])
        for field in ("themes", "speaking_for", "against", "marks"):
            why[field] = [tuple(of) for of in why[field]]
        return Explanation(**why)

    def figures(
        self,
        data: Input,
        *,
        indicator: Iterable[str] = (),
        unit: Iterable[str] = (),
        conflicts: bool = False,
        name: str | None = None,
    ) -> list[Figure]:
        """Every quantity that a document states; only those whose indicator holds one of ``indicator``, in one of the
        units ``unit``, or contradicted. 文件中的全部数据，可按指标、单位或矛盾筛选。"""
        lines = self._tagger.figures(item(data, name), list(indicator), list(unit), conflicts)
        return [_figure(json.loads(line)) for line in lines.splitlines()]

    def compare(self, before: Input, after: Input) -> Comparison:
        """Two reports side by side, as ``classify compare``. 两份报告对比。"""
        lines = self._tagger.compare(item(before), item(after))
        return Comparison([json.loads(line) for line in lines.splitlines()])

    def probabilities(
        self, texts: Iterable[str], *, topics: bool = False, threads: int | None = None
    ) -> list[list[float]]:
        """Of each text by itself the probability of every theme, in the order of :attr:`themes`, or of every topic.
        每个文本（单独看）属于各主题（或细类）的概率。"""
        texts = list(texts)
        columns = len(self.topics if topics else self.themes)
        flat = array("d", self._tagger.probabilities(texts, topics, threads or 0)).tolist()
        return [flat[at : at + columns] for at in range(0, len(flat), columns)]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the model's file, whole or not at all; ``classify -m`` takes it. 写出模型文件。"""
        self._tagger.save(path)

    def to_bytes(self) -> bytes:
        """The bytes of the model's file. 模型文件的字节。"""
        return self._tagger.model()


def _again(model: bytes | None, settings: dict[str, Any]) -> Tagger:
    return Tagger(model, **settings)


def _model_bytes(model: str | os.PathLike[str] | bytes | None) -> bytes | None:
    if model is None or isinstance(model, bytes):
        return model
    try:
        return Path(model).read_bytes()
    except OSError as error:
        raise ModelError(f"{os.fspath(model)}: model not loaded: {error.strerror}") from error


def _item(data: Input | tuple[str, Input]) -> Item:
    if isinstance(data, tuple):
        name, data = data
        return item(data, name)
    return item(data)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Runs of items that are worth all cores and fit into memory."""
    fewest = os.cpu_count() or 1
    batch: list[Item] = []
    size = 0
    for one in items:
        batch.append(one)
        size += _size(one)
        if len(batch) >= _BATCH or (size >= _BATCH_BYTES and len(batch) >= fewest):
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(one: Item) -> int:
    path, data = one
    if data is not None:
        return len(data)
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _figure(record: dict[str, Any]) -> Figure:
    record.pop("again", None)
    for field in ("value", "base_value"):
        if isinstance(record[field], list):
            record[field] = tuple(record[field])
    whole = record["of_which"]
    record["of_which"] = whole and (whole["start"], whole["end"])
    record["conflicts"] = [(of["start"], of["end"]) for of in record["conflicts"]]
    record["path"] = tuple(record["path"])
    return Figure(**record)


def built_in() -> Tagger:
    """The tagger with the built-in model and all defaults, made once. 默认的标注器，只建一次。"""
    global _built_in
    if _built_in is None:
        _built_in = Tagger()
    return _built_in


_built_in: Tagger | None = None
