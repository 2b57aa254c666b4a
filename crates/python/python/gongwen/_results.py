"""What is given out: plain dataclasses. 结果：普通的数据类。

All offsets are code points: ``document.source[p.start:p.end]`` is what stands in the source, whatever was repaired.
所有位置均按字符（码位）计：``document.source[p.start:p.end]`` 即原文。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import pyarrow


@dataclass(slots=True)
class Passage:
    """A run of sentences of one theme inside a paragraph. 段内同一主题的连续几句。"""

    start: int
    end: int
    #: Id of the theme. 主题。
    theme: str
    #: Id of the likeliest topic of that theme. 其下最可能的细类。
    topic: str
    #: Probability of the theme. 概率。
    p: float


@dataclass(slots=True)
class Again:
    """The earlier report of a batch that one says again. 同批中与之重复的前一份报告。"""

    #: Name of the earlier report's file. 前一份的文件名。
    of: str
    #: ``copy``, ``older`` or ``newer`` version, or one that stands ``beside`` it. 相同、旧稿、新稿、另一稿。
    kind: str


@dataclass(slots=True)
class Paragraph:
    """A tagged paragraph: the record of ``classify tag --format jsonl``. 标注过的一段，字段与命令行的 jsonl 相同。"""

    #: Name of the file, or of the text. 文件名。
    file: str
    #: Title of the report. 报告题目。
    report: str | None
    #: The unit that reports. 单位。
    unit: str | None
    #: The year the paragraph speaks of. 所说年份。
    year: int | None
    #: ``opening``, ``done``, ``problem`` or ``plan``. 开头、成效、问题、计划。
    part: str
    #: Headings above, outermost first. 各级标题，由外到内。
    path: tuple[str, ...]
    #: Its number as printed. 序号原样。
    marker: str
    start: int
    end: int
    #: The repaired text. 修复后的正文。
    text: str
    #: Id of the theme, or ``unsure``. 主题，或 ``unsure``。
    theme: str
    #: Its Chinese name. 主题中文名。
    theme_zh: str
    #: Id of the likeliest topic of that theme; ``fine`` in JSON lines. 细类。
    topic: str
    topic_zh: str
    #: Calibrated probability that the theme is right. 校准过的置信度。
    confidence: float
    #: All themes above the threshold with their probabilities, likeliest first. 达到阈值的主题及概率。
    themes: list[tuple[str, float]]
    #: Words that decided, with what they add. 起决定作用的词语及其贡献。
    evidence: list[tuple[str, float]]
    #: The runs of sentences of one theme that make it up. 段内分主题的句段。
    passages: list[Passage]
    #: The earlier report of the batch that its report says again. 与同批哪份报告重复。
    again: Again | None
    #: What tells that the text is still the one that was tagged. 正文校验。
    check: str

    def record(self) -> dict[str, Any]:
        """The record that ``classify tag --format jsonl`` writes. 命令行写出的 jsonl 记录。"""
        record: dict[str, Any] = {
            "file": self.file,
            "report": self.report,
            "unit": self.unit,
            "year": self.year,
            "part": self.part,
            "path": list(self.path),
            "marker": self.marker,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "theme": self.theme,
            "fine": self.topic,
            "confidence": self.confidence,
            "themes": [{"theme": theme, "p": p} for theme, p in self.themes],
            "evidence": [[word, weight] for word, weight in self.evidence],
            "passages": [
                {"start": of.start, "end": of.end, "theme": of.theme, "fine": of.topic, "p": of.p}
                for of in self.passages
            ],
        }
        if self.again is not None:
            record["again"] = {"of": self.again.of, "as": self.again.kind}
        record["check"] = self.check
        record["correction"] = None
        return record


@dataclass(slots=True)
class Report:
    """A report of a document. 文件中的一份报告。"""

    title: str | None
    unit: str | None
    #: The years its title names, else those it speaks of. 年份。
    years: tuple[int, ...]
    genre: str | None
    start: int
    end: int
    paragraphs: list[Paragraph]


@dataclass(slots=True)
class Document:
    """A tagged document. 标注过的文件。"""

    name: str
    #: The decoded text that offsets count in. 解码后的原文，位置以此为准。
    source: str = field(repr=False)
    reports: list[Report] = field(repr=False)
    #: Of all reports, in reading order. 全部段落，按原文顺序。
    paragraphs: list[Paragraph]
    #: What was odd about its bytes; the text is usable all the same. 读取时的异常，不影响使用。
    warnings: list[str]
    #: The program that the file says wrote it; ``gongwen`` for results of this one. 文件自称的生成程序。
    generator: str | None

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self.paragraphs)

    def __len__(self) -> int:
        return len(self.paragraphs)

    def to_pandas(self) -> pandas.DataFrame:
        """A row a paragraph; needs pandas. 每段一行的表，需要 pandas。"""
        from gongwen._tables import to_pandas

        return to_pandas([self])

    def to_arrow(self) -> pyarrow.Table:
        """A row a paragraph; needs pyarrow. 每段一行的表，需要 pyarrow。"""
        from gongwen._tables import to_arrow

        return to_arrow([self])


@dataclass(slots=True)
class Block:
    """A record of a document's structure, as of ``classify parse --format jsonl``. 结构中的一条记录。"""

    #: ``report``, ``heading``, ``paragraph``, ``repeat``, ``furniture`` or ``edit``.
    kind: str
    start: int
    end: int
    #: Repaired text of a paragraph or repeat, title of a heading or report, replacement of an edit.
    #: 段落正文、标题文字，或替换成的文字。
    text: str | None
    #: All that the command line tells of it. 命令行给出的全部字段。
    fields: dict[str, Any]


@dataclass(slots=True)
class Structure:
    """A document's structure. 文件的结构。"""

    name: str
    source: str
    #: In reading order. 按原文顺序。
    blocks: list[Block]

    def of_kind(self, kind: str) -> list[Block]:
        """The blocks of a kind. 某一类的记录。"""
        return [block for block in self.blocks if block.kind == kind]


@dataclass(slots=True)
class Figure:
    """A quantity that a report states, as of ``classify figures --format jsonl``. 报告中的一个数据。"""

    file: str
    start: int
    end: int
    text: str
    #: A number, low and high of a range, or nothing where it is masked. 数值、区间，或隐去。
    value: float | tuple[float, float] | None
    unit: str | None
    base_value: float | tuple[float, float] | None
    base_unit: str | None
    masked: bool
    approx: str | None
    #: What is measured. 指标。
    indicator: str | None
    indicator_start: int | None
    indicator_end: int | None
    period: str | None
    #: ``level``, ``change``, ``share`` or ``rank``. 水平、变动、占比、位次。
    role: str
    sign: str | None
    #: ``result``, ``target`` or ``other``. 结果、目标、其他。
    status: str
    #: Start and end of the whole it is part of. 其中：所属整体的位置。
    of_which: tuple[int, int] | None
    #: Figures that give the same thing another value. 与之矛盾的数据的位置。
    conflicts: list[tuple[int, int]]
    path: tuple[str, ...]
    part: str
    year: int | None
    theme: str
    report: str | None
    report_unit: str | None


@dataclass(slots=True)
class Explanation:
    """Why a paragraph got its theme: what words, report and neighbours add to the logarithm of the odds of a topic
    against its rival. 判断依据：各词语、全篇与上下段对“本细类对竞争细类”的对数几率的贡献。"""

    text: str
    path: tuple[str, ...]
    #: Every theme with its probability, likeliest first. 各主题的概率。
    themes: list[tuple[str, float]]
    topic: str
    rival: str
    #: ``terms + prior + report + before + behind``. 合计。
    log_odds: float
    terms: float
    prior: float
    report: float
    before: float
    behind: float
    speaking_for: list[tuple[str, float]]
    against: list[tuple[str, float]]
    #: Start and end in ``text`` of the words worth marking, and what they add. 值得标出的词语。
    marks: list[tuple[int, int, float]]


@dataclass(slots=True)
class Match:
    """What reports on a planned item. 与计划事项对应的一处。"""

    file: str
    start: int
    end: int
    text: str
    reached: str | None
    score: float
    path: tuple[str, ...]
    part: str


@dataclass(slots=True)
class PlanItem:
    """A thing planned and what became of it. 一项计划及其落实情况。"""

    file: str
    start: int
    end: int
    text: str
    target: str | None
    #: ``done``, ``partly``, ``under way``, ``changed``, ``missed`` or ``not mentioned``.
    #: 完成、部分完成、推进中、口径变化、未完成、未提及。
    status: str
    p: float
    matches: list[Match]
    #: Of an item not mentioned what may yet report on it. 未提及的事项可能对应之处。
    possible: Match | None
    path: tuple[str, ...]
    unit: str | None
    year: int | None


@dataclass(slots=True)
class Unplanned:
    """A result that nobody planned. 计划外成果。"""

    file: str
    start: int
    end: int
    text: str
    p: float
    path: tuple[str, ...]
    unit: str | None
    year: int | None


@dataclass(slots=True)
class Tracked:
    """A plan held against results. 一份计划的对照结果。"""

    items: list[PlanItem]
    unplanned: list[Unplanned]


@dataclass(slots=True)
class Comparison:
    """Two reports side by side: the records of ``classify compare --format jsonl`` by their ``kind``.
    两份报告的对比：命令行 jsonl 的记录，按 ``kind`` 分组。"""

    records: list[dict[str, Any]]

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """The records of a kind. 某一类的记录。"""
        return [record for record in self.records if record.get("kind") == kind]


@dataclass(slots=True)
class Theme:
    """A theme, or a topic beneath one. 主题，或其下的细类。"""

    id: str
    zh: str
    en: str
    #: Of a topic the id of its theme; of a theme nothing. 细类所属主题。
    theme: str | None
