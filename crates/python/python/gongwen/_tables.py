"""Tagged documents as tables: a row a paragraph. 每段一行的表。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gongwen._results import Document

if TYPE_CHECKING:
    import pandas
    import pyarrow

#: Columns that hold one value. 单值列。
_PLAIN = (
    "file", "report", "unit", "year", "part", "marker", "start", "end", "text",
    "theme", "theme_zh", "topic", "topic_zh", "confidence",
)  # fmt: skip


def _columns(documents: Iterable[Document]) -> dict[str, list[Any]]:
    paragraphs = [paragraph for document in documents for paragraph in document.paragraphs]
    columns: dict[str, list[Any]] = {name: [getattr(p, name) for p in paragraphs] for name in _PLAIN}
    columns["path"] = [list(p.path) for p in paragraphs]
    columns["themes"] = [[{"theme": theme, "p": p} for theme, p in of.themes] for of in paragraphs]
    columns["evidence"] = [[{"word": word, "weight": w} for word, w in of.evidence] for of in paragraphs]
    columns["passages"] = [
        [{"start": s.start, "end": s.end, "theme": s.theme, "topic": s.topic, "p": s.p} for s in of.passages]
        for of in paragraphs
    ]
    return columns


def schema() -> pyarrow.Schema:
    """Names and types of the columns that :func:`to_arrow` gives. 各列的名称与类型。"""
    import pyarrow as pa

    text, number, share = pa.string(), pa.int32(), pa.float64()
    types: dict[str, Any] = {name: text for name in _PLAIN}
    types |= {"year": pa.int16(), "start": number, "end": number, "confidence": share}
    types["path"] = pa.list_(text)
    types["themes"] = pa.list_(pa.struct([("theme", text), ("p", share)]))
    types["evidence"] = pa.list_(pa.struct([("word", text), ("weight", share)]))
    passage = [("start", number), ("end", number), ("theme", text), ("topic", text), ("p", share)]
    types["passages"] = pa.list_(pa.struct(passage))
    return pa.schema(list(types.items()))


def to_arrow(documents: Iterable[Document]) -> pyarrow.Table:
    """The paragraphs of some documents; needs pyarrow. 若干文件的段落表，需要 pyarrow。"""
    import pyarrow as pa

    return pa.table(_columns(documents), schema=schema())


def to_pandas(documents: Iterable[Document]) -> pandas.DataFrame:
    """The paragraphs of some documents; needs pandas. 若干文件的段落表，需要 pandas。"""
    import pandas as pd

    frame = pd.DataFrame(_columns(documents))
    return frame.astype({"year": "Int16"})
