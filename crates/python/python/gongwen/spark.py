"""Tagging a table of documents on Apache Spark. 在 Apache Spark 上标注文件表。

A document is read by one task from beginning to end, so the tags are those of the command line, however the table is cut.
Every Python process of an executor loads the model once and keeps it for all its tasks
(``spark.python.worker.reuse``, on by default). 每份文件由一个任务完整读取，结果与命令行相同；每个进程只载入一次模型。
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from gongwen._tagger import Tagger, _model_bytes
from gongwen.arrow import tag_batches, tagged_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["files", "tag"]

#: The taggers of this process. Functions sent to it are made anew for every task; a module is imported once.
_taggers: dict[str, Tagger] = {}


def tag(
    frame: DataFrame,
    *,
    name: str = "name",
    content: str = "content",
    model: str | os.PathLike[str] | bytes | None = None,
    **settings: Any,
) -> DataFrame:
    """A row a document in, a row a paragraph out: the columns of :func:`gongwen.schema`, and ``error``.
    每行一份文件，结果每行一段，列同 :func:`gongwen.schema`，另有 ``error``。

    ``content`` holds texts (string) or the bytes of files (binary), ``name`` what they are called. ``model`` and
    ``settings`` are those of :class:`gongwen.Tagger`; a model file is read here and broadcast.
    ``content`` 列为文本或文件字节，``name`` 列为名称；``model`` 与 ``settings`` 同 :class:`gongwen.Tagger`，模型文件由驱动端广播。
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    bytes_ = _model_bytes(model)
    key = hashlib.sha256(pickle.dumps((bytes_, sorted(settings.items())))).hexdigest()
    sent = None if bytes_ is None else frame.sparkSession.sparkContext.broadcast(bytes_)
    work = functools.partial(_tag, key=key, model=sent, settings=settings)
    return frame.select(name, content).mapInArrow(
        functools.partial(work, name=name, content=content), from_arrow_schema(tagged_schema())
    )


def _tag(
    batches: Iterable[pa.RecordBatch], *, key: str, model: Any, settings: dict[str, Any], name: str, content: str
) -> Iterator[pa.RecordBatch]:
    """A task; it has one core."""
    if key not in _taggers:
        _taggers[key] = Tagger(None if model is None else model.value, **settings)
    return tag_batches(batches, _taggers[key], name=name, content=content, threads=1)


def files(spark: SparkSession, *paths: str, pattern: str | None = None) -> DataFrame:
    """The files of some folders as a table of ``name`` and ``content``. 文件夹中的文件，成表。"""
    from pyspark.sql import functions

    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    if pattern is not None:
        reader = reader.option("pathGlobFilter", pattern)
    name = functions.regexp_replace("path", "^file:(//)?", "").alias("name")
    return reader.load(list(paths)).select(name, "content")
