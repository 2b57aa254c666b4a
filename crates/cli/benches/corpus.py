#!/usr/bin/env python3
"""Makes text to measure on out of the labelled reports of data/corpus: the same bytes on every machine.

    python3 corpus.py SHAPE MB OUT

| SHAPE | OUT |
|---|---|
| files | a folder of reports, one a file of 2 to 200 KB, mostly 20 to 50 KB |
| compilation | one file, the reports of `files` one behind the other |
| one-line | the compilation without line breaks |
| repeated | a compilation in which every second paragraph is one of forty, to the letter |
| page-marks | a compilation cut every few hundred letters, in the middle of sentences, by page marks (`\\n\\n14、`) |
| contents | a table of contents that fills half the file, then a compilation |

A report has a unit and a year of its own, a title, numbered parts and headings, and paragraphs of the topics that
its kind of unit writes about. A paragraph is a lead sentence and three to six others, each drawn from another report,
of the same kind where that has enough, with figures and years changed: paragraphs of one office's reports share
phrases, but none is another's copy. MB are 1,000,000 bytes of UTF-8; the last report ends a little behind them.
Nothing is kept in memory but the labelled reports and the report at hand.
"""
import argparse
import collections
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parents[3]
DATA = ROOT / "data" / "corpus"

# Deciles, roughly, of the sizes of files, in bytes.
SIZES = [2_000, 8_000, 16_000, 20_000, 24_000, 28_000, 33_000, 39_000, 47_000, 60_000, 90_000, 200_000]
# Sentences of a kind and topic from which on they are drawn from that kind alone.
ENOUGH = 200
# Letters between two page marks.
PAGE = (250, 450)

NUMERALS = "零一二三四五六七八九"
MARKER = re.compile(
    r"^(?:(第?[一二三四五六七八九十]{1,3}(?:部分)?[、，,：]|第[一二三四五六七八九十]{1,3}[章节部])"
    r"|([（(][一二三四五六七八九十]{1,3}[）)]、?)"
    r"|(\d{1,2}[.．、]|[（(]\d{1,2}[）)]、?|[①-⑳])"
    r"|([一二三四五六七八九十]{1,2}(?:是|要)))\s*"
)
LINE = re.compile(r"^([a-z +-]*?) *([|+])(?: (.*))?$")
# A list in one sentence; each of its items is a paragraph to the parser, and would stand again by itself.
LIST = re.compile(r"[；：，、](?:[一二三四五六七八九]是|\d[.．、]|[（(]\d[）)]|[①-⑳])")
FIGURE = re.compile(r"(?<![\d.])(\d+)(\.\d+)?(?![\d.])")
# Headings that say which part of a report they stand over, not what it is about.
PART_HEADING = re.compile("[年月]|问题|不足|打算|计划|思路|安排|谋划|情况|总结|要点|下一?步|主要")
PLACE_END = re.compile(r"自治县|[县区市镇乡州旗师]|街道|社区")

PLACE = "青云柳石松竹梅清河泉溪湖岭峰桥塘坪湾原林川江洪丰和安宁平永昌盛兴华光明阳春秋金玉银龙凤白沙长东西南北新古"
TITLES = [
    "{unit}{year}年工作总结和{next}年工作计划",
    "{unit}{year}年度工作总结及{next}年工作思路",
    "{unit}{year}年工作总结和{next}年工作打算",
    "{unit}关于{year}年工作情况和{next}年工作安排的报告",
    "{unit}{year}年工作总结",
]
PARTS = [
    (70, ["{year}年工作开展情况", "{year}年主要工作及成效", "{year}年工作总结", "{year}年工作完成情况"]),
    (8, ["存在的问题", "存在的主要问题和不足", "困难和问题"]),
    (22, ["{next}年工作计划", "{next}年工作思路", "{next}年工作打算", "下一步工作安排"]),
]


class Paragraph(collections.namedtuple("Paragraph", "topic headings text")):
    """A labelled paragraph: its primary topic, the headings above it, outermost first, and its text."""


class Report(collections.namedtuple("Report", "kind unit year paragraphs")):
    """A report of data/corpus: who wrote it, for which year, and its labelled paragraphs."""


def read_report(path):
    """The labelled paragraphs of a file, with the headings they stand under."""
    about, paragraphs, headings = {}, [], {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name, _, value = line[2:].partition(": ")
            about[name] = value
            continue
        found = LINE.match(line)
        if not found:
            continue
        labels, text = found[1].split(), (found[3] or "").strip()
        level = marker_level(text)
        if labels:
            above = [text for at, text in sorted(headings.items()) if level is None or at < level]
            paragraphs.append(Paragraph(labels[0], above, text))
        elif level is not None:
            headings = {at: text for at, text in headings.items() if at < level}
            headings[level] = MARKER.sub("", text).rstrip("。")
    return Report(about["kind"], about["unit"], int(about["year"][:4]), paragraphs)


def read_reports(folder=DATA):
    """All reports of a folder, by name of file."""
    return [read_report(path) for path in sorted(folder.glob("*.txt"))]


def marker_level(text):
    """0 for 一、, 1 for （一）, 2 for 1., 3 for 一是; None without a marker."""
    found = MARKER.match(text)
    return found and found.lastindex - 1


def sentences(text):
    """The sentences of a text, without the markers before them."""
    return [MARKER.sub("", found) for found in re.findall("[^。]+。", text)]


class Sentence:
    """A sentence whose figures can be changed: text, figure, text, …; a figure has digits and decimals."""

    def __init__(self, text, year):
        self.parts, end = [], 0
        for figure in FIGURE.finditer(text):
            whole, decimals, behind = figure[1], figure[2] or "", text[figure.end() : figure.end() + 1]
            if len(whole) == 4 and whole.startswith("20") and behind in "年—-":
                change = int(whole) - year
            elif behind and behind in "月日时点" or len(whole) > 6 or whole.startswith("0"):
                continue
            else:
                change = None
            self.parts.append((text[end : figure.start()], len(whole), max(len(decimals) - 1, 0), change))
            end = figure.end()
        self.tail = text[end:]

    def write(self, draw, year):
        out = []
        for text, digits, decimals, change in self.parts:
            out.append(text)
            if change is not None:
                out.append(str(year + change))
                continue
            out.append(str(draw.between(10 ** (digits - 1), 10**digits - 1)))
            if decimals:
                out.append(f".{draw.between(1, 10**decimals - 1):0{decimals}}")
        out.append(self.tail)
        return "".join(out)


class Draw:
    """Chance that is the same everywhere: of Python's generator only `random()` keeps its values in all versions."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, count):
        return int(self.random() * count)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def of(self, things):
        return things[self.below(len(things))]


class Source:
    """What reports are made of: units, and by topic (and kind) headings, leads and sentences."""

    def __init__(self, reports):
        self.units = [(report.kind, report.unit) for report in reports]
        self.topics = collections.defaultdict(list)
        self.headings = collections.defaultdict(list)
        self.leads = collections.defaultdict(list)
        self.bodies = collections.defaultdict(list)
        for report in reports:
            for paragraph in report.paragraphs:
                self.add(report, paragraph)

    def add(self, report, paragraph):
        topic = paragraph.topic
        if topic not in ("overview", "noise"):
            self.topics[report.kind].append(topic)
        heading = paragraph.headings[-1] if paragraph.headings else ""
        if 4 <= len(heading) <= 30 and not PART_HEADING.search(heading):
            self.headings[topic].append(Sentence(heading, report.year))
        for at, text in enumerate(sentences(paragraph.text)):
            sentence = Sentence(text, report.year)
            if at == 0 and 5 <= len(text) <= 30:
                self.leads[topic].append(sentence)
            elif 12 <= len(text) <= 160 and not LIST.search(text):
                self.bodies[topic].append(sentence)
                self.bodies[report.kind, topic].append(sentence)

    def paragraph(self, draw, kind, topic, year, lead=True):
        """A lead sentence and some others."""
        own = self.bodies[kind, topic]
        bodies = own if len(own) >= ENOUGH else self.bodies[topic]
        drawn = [draw.of(self.leads[topic])] if lead else []
        drawn += [draw.of(bodies) for _ in range(draw.between(3, 6))]
        return "".join(sentence.write(draw, year) for sentence in drawn)


def numeral(number):
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones else "")


def unit_name(draw, unit):
    """The unit in a place of another name."""
    end = PLACE_END.search(unit)
    place = "".join(draw.of(PLACE) for _ in range(draw.between(2, 3)))
    return place + (unit[end.start() :] if end and end.start() > 0 else unit)


def report(draw, source, size, paragraph):
    """The lines of a report of about `size` bytes; `paragraph(draw, kind, topic, year, lead)` makes its paragraphs."""
    kind, unit = draw.of(source.units)
    unit, year = unit_name(draw, unit), draw.between(2015, 2025)
    said = lambda text: text.format(unit=unit, year=year, next=year + 1)
    topics = source.topics[kind]
    yield said(draw.of(TITLES))
    yield paragraph(draw, kind, "overview", year, lead=False)
    for number, (share, headings) in enumerate(PARTS, 1):
        yield f"{numeral(number)}、{said(draw.of(headings))}"
        left, section = size * share // 100, 0
        # Long reports have long sections: three levels of headings.
        items = (1, 3) if size < 12_000 else (3, 7) if size < 60_000 else (6, 15)
        while left > 0 and section < 40:
            section += 1
            for line in lines_of_section(draw, source, kind, draw.of(topics), year, section, items, paragraph):
                left -= len(line.encode())
                yield line


def lines_of_section(draw, source, kind, topic, year, number, items, paragraph):
    """（一）and what stands under it: one paragraph, paragraphs 1. 2. 3., or 一是 二是 三是 in one line."""
    marker, form = f"（{numeral(number)}）", draw.below(3)
    if form == 0:
        yield marker + paragraph(draw, kind, topic, year)
        return
    yield marker + draw.of(source.headings[topic]).write(draw, year)
    count = draw.between(*items)
    if form == 1:
        for item in range(1, count + 1):
            yield f"{item}.{paragraph(draw, kind, topic, year)}"
    else:
        count = min(count, 5)
        yield "".join(f"{numeral(item)}是{paragraph(draw, kind, topic, year)}" for item in range(1, count + 1))


def reports(size, source, paragraph=None):
    """Reports of together `size` bytes, each as its lines."""
    draw, total = Draw(2018), 0
    while total < size:
        at = draw.below(len(SIZES) - 1)
        own = min(draw.between(SIZES[at], SIZES[at + 1]), max(size - total, SIZES[0]))
        lines = list(report(draw, source, own, paragraph or source.paragraph))
        total += sum(len(line.encode()) + 1 for line in lines)
        yield lines


def write_files(size, out, source):
    out.mkdir(parents=True)
    for number, lines in enumerate(reports(size, source), 1):
        write(out / f"{number:06}.txt", ["\n".join(lines) + "\n"])


def compilation(size, source):
    for lines in reports(size, source):
        yield "\n".join(lines) + "\n\n"


def one_line(size, source):
    for lines in reports(size, source):
        yield "".join(lines)


def repeated(size, source):
    draw = Draw(40)
    topics = sorted(topic for topic in source.leads if source.headings[topic])
    drawn = [draw.of(topics) for _ in range(40)]
    passages = [source.paragraph(draw, "", topic, 2023) + source.paragraph(draw, "", topic, 2023) for topic in drawn]

    def paragraph(draw, kind, topic, year, lead=True):
        return draw.of(passages) if draw.below(2) else source.paragraph(draw, kind, topic, year, lead)

    for lines in reports(size, source, paragraph):
        yield "\n".join(lines) + "\n\n"


def page_marks(size, source):
    draw = Draw(14)
    inside = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff]{2})")
    for lines in reports(size, source):
        text, number, start = "\n".join(lines), 1, 0
        while start < len(text):
            cut = inside.search(text, start + draw.between(*PAGE))
            end = cut.start() if cut else len(text)
            yield f"\n\n{number}、{text[start:end]}"
            number, start = number + 1, end
        yield "\n\n"


def contents(size, source):
    draw, total, row = Draw(7), 0, 0
    topics = sorted(topic for topic in source.headings if topic != "noise")
    yield "目录\n"
    while total < size // 2:
        heading = draw.of(source.headings[draw.of(topics)]).write(draw, 2023)
        line = f"（{numeral(row % 99 + 1)}）{heading}……{row // 8 % 9999 + 1}\n"
        total, row = total + len(line.encode()), row + 1
        yield line
    yield "\n"
    yield from compilation(size - total, source)


def write(path, texts):
    """Writes texts with the same line ends everywhere; the file has its name only when it is whole."""
    part = path.with_name(path.name + ".part")
    with open(part, "w", encoding="utf-8", newline="\n") as out:
        out.writelines(texts)
    part.replace(path)


# Shapes that are one file.
SHAPES = {
    "compilation": compilation,
    "one-line": one_line,
    "repeated": repeated,
    "page-marks": page_marks,
    "contents": contents,
}


def make(shape, megabytes, out):
    """Makes a shape unless it is there already."""
    if out.exists():
        return out
    source, size = Source(read_reports()), int(megabytes * 1_000_000)
    out.parent.mkdir(parents=True, exist_ok=True)
    if shape == "files":
        part = out.with_name(out.name + ".part")
        if part.exists():
            raise SystemExit(f"{part}: left by a run that was broken off; remove it")
        write_files(size, part, source)
        part.replace(out)
    else:
        write(out, SHAPES[shape](size, source))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", metavar="SHAPE", choices=["files", *SHAPES], help="files, " + ", ".join(SHAPES))
    parser.add_argument("megabytes", metavar="MB", type=float, help="size in millions of bytes, e.g. 10")
    parser.add_argument("out", metavar="OUT", type=pathlib.Path, help="the folder, or the file, to make")
    args = parser.parse_args()
    if args.out.exists():
        parser.error(f"{args.out} is there already")
    make(args.shape, args.megabytes, args.out)


if __name__ == "__main__":
    main()
