#!/usr/bin/env python3
"""Writes the labelled reports of data/corpus as plain text files, without their margins.

usage: plain_reports.py FOLDER [COUNT]
"""
import pathlib
import sys

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "data" / "corpus"


def plain(labelled: str) -> str:
    """The report of a labelled file: `|` begins a line, `+` goes on in the line before."""
    report = ""
    for line in labelled.lstrip("\ufeff").splitlines():
        at = min((i for i in (line.find("|"), line.find("+ ")) if i >= 0), default=-1)
        if line.startswith("#") and not report or at < 0:
            continue
        # A secondary theme's `+` is followed by its name, the margin's by a space.
        text = line[at + 2 :]
        report += text if line[at] == "+" else ("\n" if report else "") + text
    return report + "\n"


def write(folder: pathlib.Path, count: int | None = None) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(CORPUS.glob("*.txt"))[:count]
    for file in files:
        (folder / file.name).write_text(plain(file.read_text(encoding="utf-8")), encoding="utf-8")
    return len(files)


if __name__ == "__main__":
    print(write(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None))
