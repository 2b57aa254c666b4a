#!/usr/bin/env python3
"""How far the outline agrees with the margins of labelled reports, whole and damaged.

    cargo build -p gongwen-parse --example outline
    python3 crates/parse/tests/oracle/corpus.py target/debug/examples/outline [--misses KIND] [FOLDER]

A labelled report (data/README.md) says where every unit begins and which lines are headings, so it is an
outline found by reading. Every report of the folder (default data/corpus) is parsed as written and as
circulation damages it; for each the script prints the share of

  unit       labelled units at whose first character a paragraph begins, or at the heading just before it (in
             one line the heading runs in)
  extra      paragraphs that begin where no labelled unit does (a unit may hold several)
  heading    unlabelled lines behind the title that are a heading
  false      headings, run-in ones apart, at the start of a labelled unit
  title      reports whose first line begins the title of the first report
  office     reports whose unit is the one of the `# unit:` line
  alike      reports where one of the two is the other, shortened (市科协 for 市科学技术协会)
  one        files that are one report
"""

import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

KINDS = ["clean", "wrapped", "one-line", "half-width", "page-marked"]
WIDTH = 38  # characters a line is wrapped at
PAGE = 620  # characters between page marks


def read(path):
    """The `# unit:` line, the report's text, [(start, end)] of its units, and of its unlabelled lines."""
    office, text, units, bare = "", "", [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not text and (line.startswith("#") or not line.strip()):
            if line.startswith("# unit:"):
                office = line[7:].strip()
            continue
        labels, edge, words = re.match(r"((?:[a-z0-9 -]|\+(?=[a-z]))*)([|+]) ?(.*)$", line).groups()
        if edge == "|" and text:
            text += "\n"
        place = (len(text), len(text) + len(words))
        text += words
        if words.strip():
            (units if labels.strip() else bare).append(place)
    return office, text, units, bare


def damage(kind, text):
    """The damaged text as [(character, its place in `text` or None)]."""
    chars = list(zip(text, range(len(text))))
    if kind == "wrapped":
        out, column = [], 0
        for char in chars:
            if column == WIDTH and char[0] != "\n":
                out.append(("\n", None))
                column = 0
            out.append(char)
            column = 0 if char[0] == "\n" else column + 1
        return out
    if kind == "one-line":
        return [(" ", None) if c == "\n" else (c, at) for c, at in chars]
    if kind == "half-width":
        table = str.maketrans("（），：；！？", "(),:;!?")
        return [(c.translate(table), at) for c, at in chars]
    if kind == "page-marked":
        out, page = [], 1
        for index, char in enumerate(chars):
            if index and index % PAGE == 0:
                out += [(c, None) for c in f"\n\n{page}、"]
                page += 1
            out.append(char)
        return out
    return chars


def records(binary, damaged):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", newline="") as file:
        file.write("".join(c for c, _ in damaged))
        file.flush()
        done = subprocess.run([binary, file.name], capture_output=True, text=True, check=True)
    places = [at for _, at in damaged] + [None]
    for record in map(json.loads, done.stdout.splitlines()):
        start = record["start"]
        while start < len(damaged) and (places[start] is None or damaged[start][0].isspace()):
            start += 1
        yield record, places[start]


def shortens(short, long):
    """Whether all characters of `short` stand in `long` in that order."""
    rest = iter(long)
    return all(c in rest for c in short)


def measure(binary, kind, path, misses):
    office, text, units, bare = read(path)
    found = list(records(binary, damage(kind, text)))
    of_kind = lambda *kinds: [(r, at) for r, at in found if r["kind"] in kinds]
    paragraphs = {at for r, at in of_kind("paragraph", "repeat") if not r.get("continues")}
    headings = {at for _, at in of_kind("heading", "repeat")}
    standing = {at for r, at in of_kind("heading") if not r["run_in"]}
    starts = {start for start, _ in units}
    ends = {end + 1: start for start, end in bare}  # a line break stands between
    begins = lambda start: start in paragraphs or ends.get(start) in paragraphs
    covered = starts | {ends[start] for start in starts if start in ends}
    title = bare[0] if bare and bare[0][0] == 0 else None
    report = next((r for r, _ in of_kind("report")), {})
    squeeze = lambda words: re.sub(r"\s", "", words or "").translate(str.maketrans("（），：；！？", "(),:;!?"))
    own = squeeze(report.get("unit"))
    printed = squeeze(report.get("title"))
    titled = title is not None and bool(printed) and printed.startswith(squeeze(text[slice(*title)]))
    # A title may go on in the next lines.
    lines = [line for line in bare if line != title and squeeze(text[slice(*line)]) not in printed]
    counts = {
        "unit": (sum(map(begins, starts)), len(starts)),
        "extra": (len(paragraphs - covered), len(paragraphs)),
        "heading": (sum(start in headings for start, _ in lines), len(lines)),
        "false": (len(standing & starts), len(standing)),
        "title": (titled, title is not None),
        "office": (own == squeeze(office), 1),
        "alike": (bool(own) and (shortens(own, squeeze(office)) or shortens(squeeze(office), own)), 1),
        "one": (len(of_kind("report")) == 1, 1),
    }
    if misses == kind:
        show = lambda what, at: print(f"{path.stem} {what}: {text[max(0, at - 12):at]!r} ^ {text[at:at + 44]!r}")
        for at in sorted(start for start in starts if not begins(start)):
            show("unit", at)
        for at in sorted(start for start, _ in lines if start not in headings):
            show("heading", at)
        for at in sorted(standing & starts):
            show("false", at)
        if not counts["title"][0] and title:
            print(f"{path.stem} title: {text[slice(*title)]!r} {report.get('title')!r}")
        if not counts["one"][0]:
            print(f"{path.stem} reports: {[r['title'] for r, _ in of_kind('report')]}")
        if not counts["alike"][0]:
            print(f"{path.stem} office: {office} {report.get('unit')} | {text[slice(*title)] if title else None}")
    return counts


def main():
    arguments = sys.argv[1:]
    misses = None
    if "--misses" in arguments:
        at = arguments.index("--misses")
        misses = arguments[at + 1]
        del arguments[at : at + 2]
    binary = arguments[0]
    files = sorted(Path(arguments[1] if len(arguments) > 1 else "data/corpus").glob("*.txt"))
    for kind in [misses] if misses else KINDS:
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(lambda path: measure(binary, kind, path, misses), files))
        sums = {name: [sum(r[name][i] for r in results) for i in (0, 1)] for name in results[0]}
        print(f"{kind:12}", *(f"{name} {a}/{b} {a / max(b, 1):.3f} " for name, (a, b) in sums.items()))


if __name__ == "__main__":
    main()
