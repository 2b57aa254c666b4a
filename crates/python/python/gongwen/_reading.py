"""What may be read, and how. 读什么、怎么读。"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from gongwen import _gongwen
from gongwen._errors import ReadError

#: A text (``str``), a file (:class:`os.PathLike`, e.g. :class:`pathlib.Path`), or the bytes of a file.
#: 文本（``str``）、文件（``pathlib.Path``）或文件的字节。
Input: TypeAlias = "str | bytes | os.PathLike[str]"

#: What the extension takes: a name, and text, bytes or nothing.
Item: TypeAlias = "tuple[str | os.PathLike[str], str | bytes | None]"

_SUFFIXES = (".txt", ".docx", ".doc", ".wps", ".pdf", ".md", ".html", ".htm", ".zip", ".rtf", ".odt")


def item(data: Input, name: str | None = None) -> Item:
    """What the extension takes. A ``str`` is a text, never the name of a file."""
    if isinstance(data, str):
        # Tagged as a text, the name of a file would give an answer, and a wrong one.
        if data.endswith(_SUFFIXES) and len(data) < 1000 and "\n" not in data and os.path.isfile(data):
            raise ReadError(f"{data}: a str is read as a text, and this names a file: pass pathlib.Path({data!r})")
        return (name or "", data)
    if isinstance(data, (bytes, bytearray, memoryview)):
        return (name or "", bytes(data))
    if isinstance(data, os.PathLike):
        return (data, None)
    raise TypeError(f"a text (str), a file (pathlib.Path) or bytes is needed, not {type(data).__name__}")


def read_settings(
    encoding: str | None, no_repair: Iterable[str], limits: int, isolation: bool | Sequence[str]
) -> dict[str, Any]:
    """As the extension takes them."""
    worker: list[str] | None
    if isinstance(isolation, bool):
        worker = _worker() if isolation else None
    else:
        worker = list(isolation)
    return {"encoding": encoding, "no_repair": list(no_repair), "limits": limits, "worker": worker}


def _worker() -> list[str]:
    """The command that reads a document within limits: this interpreter, started anew."""
    extension = _gongwen.__file__
    return [sys.executable or "python3", "-I", "-S", str(Path(__file__).with_name("_worker.py")), extension]
