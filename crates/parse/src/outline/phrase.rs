//! First sentences, and whether a stretch of text reads like a section's title.

use super::Span;
use crate::pattern::pattern;
use crate::text_util::{ends_sentence, letters_to};

/// Longest title, in letters; longer first sentences are text.
pub(super) const LONGEST: usize = 42;

/// Most characters of a title, marks and spaces among them: every paragraph below repeats it in its path.
const MOST_CHARACTERS: usize = 200;

/// Signs that stand before titles in place of a number.
pub(super) const SIGNS: &[char] = &[
    '★', '☆', '✦', '✧', '■', '□', '▪', '◆', '◇', '❖', '◈', '●', '○', '◎', '▲', '△', '►', '▶', '➤', '※', '✔',
    '—',
];

/// The first sentence of a text: its length without the mark, and the mark that ends it.
pub(super) struct FirstSentence {
    pub(super) end: usize,
    pub(super) mark: Option<char>,
}

/// Looks for the first mark that ends a title or sentence, outside brackets.
pub(super) fn first_sentence(text: &str) -> FirstSentence {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '《' | '【' => depth += 1,
            '）' | ')' | '》' | '】' => depth = depth.saturating_sub(1),
            _ if ends_sentence(c) || matches!(c, '；' | ';') => {
                return FirstSentence { end: at, mark: Some(c) };
            }
            '：' | ':' if depth == 0 => return FirstSentence { end: at, mark: Some(c) },
            _ => {}
        }
    }
    FirstSentence { end: text.len(), mark: None }
}

/// Whether a stretch is no longer than a title may be, whatever stands between its letters.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().nth(MOST_CHARACTERS).is_none()
}

/// Whether a stretch reads like a title: short, no figures with units, no tale of time.
pub(super) fn is_title(text: &str) -> bool {
    if !(2..=LONGEST).contains(&letters_to(text, LONGEST + 1)) {
        return false;
    }
    let clauses = text.matches(['，', ',']).count();
    clauses <= 3
        && is_short(text)
        && !pattern!(
            r"(?x)[\dXx*×][\d.,]*(?:余|多)?
            (?: [%％亿万个家件户名人次项场条处台吨亩元起份所座辆批株头期套]
            | 平方 | 公里 | 千瓦 | 小时 | 分钟 | 百分点 )"
        )
        .is_match(text)
        && !pattern!(
            r"(?x)^(?: <no-title> | <year>[，,是] | \d{1,2}<range>\d{1,2}月 | 今年以来[^，,]{10}
            | <so-far>[，,] | 全年[^工] | 同时[，,] )"
        )
        .is_match(text)
        && !(clauses > 0 && pattern!(r"[，,]<no-clause>").is_match(text))
}

/// Whether a paragraph opens with a sign in place of a number.
pub(super) fn opens_with_sign(text: &str) -> bool {
    text.starts_with(SIGNS) || text.starts_with(['•', '·', '－', '-'])
}

/// A title without closing marks and Markdown stars.
pub(super) fn trim_end_marks(text: &str, title: Span) -> Span {
    let kept = title.of(text).trim_end_matches(|c: char| {
        ends_sentence(c) || c.is_whitespace() || matches!(c, '：' | ':' | '*' | '#')
    });
    Span::new(title.start(), title.start() + kept.len())
}
