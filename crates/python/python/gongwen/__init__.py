"""Reads Chinese work reports (工作总结, 工作思路), restores their structure, tags every paragraph by theme and shows why.

读取工作总结、工作思路，恢复结构，给每段标注主题并说明依据。

>>> import gongwen
>>> document = gongwen.tag("一、消防。检查消防通道，整改火灾隐患86处。\\n二、养老。新建老年食堂三处。\\n")
>>> [(p.theme, document.source[p.start : p.end]) for p in document]
[('safety', '一、消防。检查消防通道，整改火灾隐患86处。'), ('livelihood', '二、养老。新建老年食堂三处。')]
"""

from gongwen._errors import GongwenError, ModelError, ReadError, SettingError, TrainingError
from gongwen._functions import compare, explain, figures, files, parse, tag, track, train
from gongwen._gongwen import __version__
from gongwen._results import (
    Again,
    Block,
    Comparison,
    Document,
    Explanation,
    Figure,
    Match,
    Paragraph,
    Passage,
    PlanItem,
    Report,
    Structure,
    Theme,
    Tracked,
    Unplanned,
)
from gongwen._tables import schema, to_arrow, to_pandas
from gongwen._tagger import Tagger

__all__ = [
    "Again",
    "Block",
    "Comparison",
    "Document",
    "Explanation",
    "Figure",
    "GongwenError",
    "Match",
    "ModelError",
    "Paragraph",
    "Passage",
    "PlanItem",
    "ReadError",
    "Report",
    "SettingError",
    "Structure",
    "Tagger",
    "Theme",
    "Tracked",
    "TrainingError",
    "Unplanned",
    "__version__",
    "compare",
    "explain",
    "figures",
    "files",
    "parse",
    "schema",
    "tag",
    "to_arrow",
    "to_pandas",
    "track",
    "train",
]
