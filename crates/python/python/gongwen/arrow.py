"""Tables of documents, batch by batch: for Spark's ``mapInArrow``, Ray, Dask, Parquet. 按批处理文件表。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from gongwen._reading import Input
from gongwen._results import Document
from gongwen._tables import schema, to_arrow
from gongwen._tagger import Tagger

__all__ = ["schema", "tag_batches", "tagged_schema", "to_arrow"]


def tagged_schema() -> pa.Schema:
    """Names and types of the columns that :func:`tag_batches` gives. 结果各列的名称与类型。"""
    return schema().append(pa.field("error", pa.string()))


def tag_batches(
    batches: Iterable[pa.RecordBatch],
    tagger: Tagger,
    *,
    name: str = "name",
    content: str = "content",
    threads: int | None = 1,
) -> Iterator[pa.RecordBatch]:
    """Tags the documents of some batches: a row a document in, a row a paragraph out, in order.
    标注各批中的文件：每行一份文件，结果每行一段，次序不变。

    The column ``content`` holds texts, or the bytes of files; ``name`` what they are called, which comes out as
    ``file``. A document that cannot be read gives one row with its ``error`` and no text.
    ``content`` 列为文本或文件的字节，``name`` 列为名称，结果在 ``file`` 列；读不出的文件给出一行，``error`` 列说明原因。
    """
    for batch in batches:
        names = [str(value) for value in batch.column(name).to_pylist()]
        contents: list[Input | None] = batch.column(content).to_pylist()
        data = [(of, what if what is not None else "") for of, what in zip(names, contents)]
        documents: list[Document] = []
        errors: list[tuple[str, str]] = []
        for of, found in zip(names, tagger.tag_grouped(data, threads=threads)):
            documents += [one for one in found if isinstance(one, Document)]
            errors += [(of, str(one)) for one in found if not isinstance(one, Document)]
        yield from _rows(documents, errors)


def _rows(documents: list[Document], errors: list[tuple[str, str]]) -> Iterator[pa.RecordBatch]:
    tagged = to_arrow(documents)
    yield from tagged.append_column("error", pa.nulls(len(tagged), pa.string())).to_batches()
    if errors:
        columns = {field.name: pa.nulls(len(errors), field.type) for field in tagged_schema()}
        columns["file"] = pa.array([of for of, _ in errors], pa.string())
        columns["error"] = pa.array([what for _, what in errors], pa.string())
        yield pa.RecordBatch.from_arrays(list(columns.values()), schema=tagged_schema())
