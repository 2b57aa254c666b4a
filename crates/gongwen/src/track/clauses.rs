//! A paragraph as clauses: what is planned and what is reported is told clause by clause.

use std::ops::Range;

use gongwen_parse::Paragraph;

/// A clause, or several that say one thing, with the sentence around it; byte ranges of the paragraph's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) range: Range<usize>,
    pub(super) sentence: Range<usize>,
    /// The short sentence before it that works as a title (`大力发展房地产业。`).
    pub(super) title: Option<Range<usize>>,
}

/// What is left over of the clause before: a figure that says more about what it counted.
const GOES_ON: [&str; 15] = [
    "总投资",
    "年度计划投资",
    "完成投资",
    "计划投资",
    "分别",
    "同比",
    "比上年",
    "增长",
    "下降",
    "其中",
    "占",
    "增幅",
    "增速",
    "较",
    "环比",
];

/// How a clause begins that tells the aim of the one before.
const PURPOSE: [&str; 26] = [
    "坚决", "有效", "切实", "促进", "推动", "实现", "提升", "提高", "增强", "不断", "努力", "为", "让", "使",
    "以", "用", "着力", "守住", "确保", "巩固", "营造", "筑牢", "防止", "防范", "遏制", "形成",
];

/// What a thing is called that can be pointed to.
const THINGS: [&str; 29] = [
    "项目",
    "工程",
    "中心",
    "基地",
    "园区",
    "产业园",
    "馆",
    "高速",
    "公路",
    "铁路",
    "高铁",
    "大桥",
    "机场",
    "港",
    "医院",
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "车站",
    "厂",
    "试点",
    "行动",
    "活动",
    "节",
    "制度",
    "条例",
    "规划",
    "街区",
];

/// Longest title of a run of sentences, in characters.
const TITLE: usize = 14;

/// Shortest clause that says something by itself, in characters.
const SHORTEST: usize = 4;

/// The clauses of a paragraph, in order and without overlap.
pub(super) fn clauses(paragraph: &Paragraph) -> Vec<Clause> {
    let text = paragraph.text.as_str();
    let mut clauses: Vec<Clause> = Vec::new();
    let mut title = None;
    // The number of an item (`1.`, 二是) is none of its words.
    let first = if text.starts_with(paragraph.marker.as_str()) { paragraph.marker.len() } else { 0 };
    for sentence in split(text, first..text.len(), |c| matches!(c, '。' | '！' | '？' | '；' | ';' | '\n'))
    {
        let first = clauses.len();
        for piece in split(text, sentence.clone(), |c| matches!(c, '，' | '：')) {
            let range = trimmed(text, piece);
            let words = &text[range.clone()];
            let before = clauses[first..].last_mut();
            match before {
                _ if words.chars().nth(1).is_none() => {}
                Some(before) if joins(text, before, words) => before.range.end = range.end,
                _ => clauses.push(Clause { range, sentence: sentence.clone(), title: title.clone() }),
            }
        }
        let words = text[sentence.clone()].trim();
        if is_title(words) {
            title = Some(trimmed(text, sentence));
        }
    }
    clauses.retain(|clause| text[clause.range.clone()].chars().nth(SHORTEST - 1).is_some());
    clauses
}

/// Whether a sentence may be the title of those behind it: it is short, and tells no figure.
fn is_title(words: &str) -> bool {
    !words.is_empty()
        && words.chars().nth(TITLE).is_none()
        && !words.contains(|c: char| c == '，' || c.is_numeric())
}

/// Whether a clause only says more of the one before it.
fn joins(text: &str, before: &Clause, words: &str) -> bool {
    let begins = |list: &[&str]| list.iter().any(|word| words.starts_with(word));
    let by_comma = text[before.range.end..].starts_with('，');
    begins(&GOES_ON)
        || words.chars().nth(SHORTEST).is_none()
        || by_comma && begins(&PURPOSE) && !is_concrete(words) && !is_concrete(&text[before.range.clone()])
}

/// Whether a clause names or counts something.
pub(super) fn is_concrete(words: &str) -> bool {
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '“' | '《');
    words.contains(marks) || THINGS.iter().any(|thing| words.contains(thing))
}

/// The stretches between marks that no bracket or quotation holds; one that is never closed holds nothing for long.
fn split(text: &str, within: Range<usize>, is_mark: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    /// Bytes that a bracket may hold a mark back.
    const LONGEST: usize = 120;
    let mut stretches = Vec::new();
    let mut start = within.start;
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text[within.clone()].char_indices() {
        let at = within.start + at;
        match c {
            '“' | '（' | '《' | '‘' | '(' => open.push(at),
            '”' | '）' | '》' | '’' | ')' => {
                open.pop();
            }
            _ if is_mark(c) && open.first().is_none_or(|&first| at - first > LONGEST || c == '。') => {
                if at > start {
                    stretches.push(start..at);
                }
                start = at + c.len_utf8();
                open.clear();
            }
            _ => {}
        }
    }
    if start < within.end {
        stretches.push(start..within.end);
    }
    stretches
}

/// A range without the blanks and marks at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let idle = |c: char| {
        c.is_whitespace() || matches!(c, '，' | '。' | '；' | '：' | '—' | '-' | '！' | '、' | '.' | '．')
    };
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start_matches(idle).len());
    let end = range.start + words.trim_end_matches(idle).len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use gongwen_parse::{Options, parse};

    use super::clauses;

    fn cut(text: &str) -> Vec<String> {
        let document = parse(text, &Options::default());
        let paragraphs = document.paragraphs().map(|(_, paragraph)| paragraph);
        paragraphs
            .flat_map(|paragraph| {
                clauses(paragraph).into_iter().map(|clause| paragraph.text[clause.range].to_owned())
            })
            .collect()
    }

    #[test]
    fn a_clause_is_what_can_be_done_by_itself() {
        assert_eq!(
            cut("建成云台水厂，新建公厕12座；办好“山里，水里”文化节。"),
            ["建成云台水厂", "新建公厕12座", "办好“山里，水里”文化节"]
        );
        // A figure that says more of the clause before stays with it, as an aim does.
        assert_eq!(
            cut("安排重点项目26个，总投资48亿元。加强隐患排查，坚决遏制重特大事故。"),
            ["安排重点项目26个，总投资48亿元", "加强隐患排查，坚决遏制重特大事故"]
        );
        assert_eq!(cut("（建成水厂，新建公厕。"), ["（建成水厂，新建公厕"]);
    }
}
