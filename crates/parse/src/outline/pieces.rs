//! Cutting lines where numbers begin: first the places, not yet what they are.

use std::collections::BTreeMap;

use crate::Span;
use crate::marker::{Class, Marker, continues_number, marker_at};
use crate::text_util::{after, before, before_space, closes, ends_clause, ends_sentence, is_han, pattern};

/// A stretch of one line, up to the next number or the line's end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// The number it starts with.
    pub(crate) marker: Option<Marker>,
    /// Whether it starts with a section title without number (`2024年工作思路`).
    pub(crate) section: Option<usize>,
    /// Where it stands in the repaired text.
    pub(crate) span: Span,
    /// Whether it reaches the line's end.
    pub(crate) ends_line: bool,
    /// Whether the line starts with it.
    pub(crate) starts_line: bool,
}

/// How far ahead a second item is looked for before a doubtful first one is believed, in bytes.
const WINDOW: usize = 6000;

/// Longest run of text between a number and what may be its title's end, in bytes.
const TITLE_BYTES: usize = 200;

/// Cuts the lines of one report into pieces.
pub(crate) fn pieces(text: &str, lines: &[Span]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut last = Numbers::default();
    for &line in lines {
        let mut start = line.start();
        let mut open = opening(text, line, start, &mut last);
        for (offset, _) in line.of(text).char_indices().skip(1) {
            let at = line.start() + offset;
            if at < start + open.0.map_or(0, |marker| marker.len) || at < start + open.1.unwrap_or(0) {
                continue;
            }
            let rest = &text[at..line.end()];
            let marker = marker_at(rest).filter(|&m| last.accepts_inside(text, Span::new(start, at), m, rest));
            let section = match marker {
                None if before_space(text, at).is_some_and(ends_sentence) => section_title(rest),
                _ => None,
            };
            let turns = || before_space(text, at).is_some_and(ends_sentence) && turns_to_problems(rest);
            if marker.is_none() && section.is_none() && !turns() {
                continue;
            }
            push(&mut pieces, text, open, Span::new(start, at), false, start == line.start());
            start = at;
            open = (marker, section);
            marker.iter().for_each(|&marker| last.record(marker));
        }
        push(&mut pieces, text, open, Span::new(start, line.end()), true, start == line.start());
    }
    pieces
}

type Opening = (Option<Marker>, Option<usize>);

/// What a line starts with.
fn opening(text: &str, line: Span, start: usize, last: &mut Numbers) -> Opening {
    let rest = Span::new(start, line.end()).of(text);
    let rest = rest.trim_start_matches(['#', '*', ' ']);
    let skipped = line.end() - start - rest.len();
    let marker = marker_at(rest).filter(|marker| {
        !(marker.class == Class::Digit && continues_number(&rest[marker.len..]))
    });
    if let Some(marker) = marker {
        last.record(marker);
        return (Some(Marker { len: marker.len + skipped, ..marker }), None);
    }
    (None, section_title(rest).map(|len| len + skipped))
}

fn push(pieces: &mut Vec<Piece>, text: &str, open: Opening, span: Span, ends_line: bool, starts_line: bool) {
    let span = span.trimmed(text);
    if !span.is_empty() {
        pieces.push(Piece { marker: open.0, section: open.1, span, ends_line, starts_line });
    }
}

/// Length of a section title without number at the start of `rest`: a time and the word for a
/// part of a report, with nothing behind it, or a number or a new sentence that opens with a time.
fn section_title(rest: &str) -> Option<usize> {
    let found = pattern!(
        r"(?x)^((?:(?:20\d{2}|[Xx]{2,4}|\*{1,4})[\ ]?年(?:度)?(?:[上下]半年)?|今年|明年|来年|下一?步|下一?阶段|[上下]半年|今后)
        (?:的)?(?:主要|重点|具体|总体|初步|全年)?(?:工作)?(?:的)?(?:总结|思路|打算|计划|安排|要点|谋划|目标任务|开展情况|完成情况|回顾|目标|重点|举措)
        (?:[和及与、](?:思路|打算|计划|安排|举措|措施|建议))?)
        [\ ]?(?:$|[一1（(第][^，。]|20\d{2}[\ ]?年|今年|明年|[上下]半年|一年来|半年来)"
    )
    .captures(rest)?;
    found.get(1).map(|title| title.len())
}

/// Whether a sentence turns from what was done to what is wanting (`…取得一定成效，但仍存在以下问题：`).
fn turns_to_problems(rest: &str) -> bool {
    pattern!(
        r"^(?:20\d{2}年|回顾|同时|但|在肯定|在看到|在取得|当前|目前|我们也|虽然|尽管)[^。！？]{0,70}(?:存在|面临)[^。！？]{0,30}(?:问题|不足|短板|困难|差距)[^。！？]{0,16}(?:[：:]|主要(?:表现|体现|是)|一是)"
    )
    .is_match(rest)
}

/// The last number of each family in force at some place.
#[derive(Default)]
struct Numbers(BTreeMap<Class, u32>);

impl Numbers {
    fn record(&mut self, marker: Marker) {
        self.0.retain(|&class, _| class <= marker.class);
        self.0.insert(marker.class, marker.number);
    }

    fn follows(&self, marker: Marker) -> bool {
        self.0.get(&marker.class).is_some_and(|&last| last + 1 == marker.number)
    }

    /// Whether a number inside a line begins something. `open` runs from the start of the piece
    /// so far to the number; `rest` begins with the number.
    fn accepts_inside(&self, text: &str, open: Span, marker: Marker, rest: &str) -> bool {
        let at = open.end();
        let behind = &rest[marker.len..];
        let previous = before_space(text, at);
        let sentence = previous.is_some_and(ends_sentence) || after_closed_sentence(text, at);
        let clause = sentence || previous.is_some_and(ends_clause);
        let spaced = before(text, at).is_some_and(char::is_whitespace);
        let next = self.follows(marker);
        let first = marker.number == 1;
        let in_title = open.len() <= TITLE_BYTES && !open.of(text).contains(ends_sentence);
        let glued_to_han =
            previous.is_some_and(|c| is_han(c) || closes(c) || c.is_ascii_alphabetic() || matches!(c, '%' | '％'));
        match marker.class {
            Class::Part => clause && (next || first),
            Class::Chapter | Class::Section | Class::Article => false,
            Class::Han => {
                !pattern!(r"^[一二三四五六七八九十]{1,2}[、，,和及至]").is_match(behind)
                    && (sentence
                        || (clause || spaced) && (next || first)
                        || in_title && (next || first) && ends_like_section(open.of(text)))
            }
            Class::HanParen => {
                !previous.is_some_and(|c| "第按照款项条《".contains(c))
                    && !behind.starts_with(|c| "期项款条类级号批组次届个".contains(c))
                    && (sentence || (clause || spaced) && (next || first) || glued_to_han && (next || first && in_title))
            }
            Class::Digit => {
                let bare = !continues_number(behind) && !behind.starts_with(|c: char| c.is_ascii_digit());
                let apart = !previous.is_some_and(|c| c.is_ascii_digit() || "第表图号款条.-~～、，".contains(c))
                    && (next && after(behind, 0).is_some_and(is_han) || !previous.is_some_and(|c| c.is_ascii_alphabetic()));
                let dotted = !rest[..marker.len].ends_with('、');
                apart
                    && (bare && (next || first) && (clause || spaced || dotted && glued_to_han && (next || in_title))
                        || sentence && (next || first) && !continues_number(behind)
                        || sentence && bare)
            }
            Class::DigitParen => clause && (next || first) || sentence,
            Class::HalfParen => clause && (next || first),
            Class::Circled => next || first && (clause || in_title || spaced) && ahead(text, at, "②"),
            Class::Item => {
                let word = &rest[..marker.len];
                let paired = || ahead(text, at, if word.ends_with('要') { "二要" } else { "二是" });
                !(first && behind.starts_with('一'))
                    && (clause && (word.ends_with('是') || next || first && paired())
                        || next && !previous.is_some_and(|c| "第周期其前百千万、，".contains(c)) && after(behind, 0).is_some_and(is_han)
                        || (in_title || spaced) && first && paired() && !previous.is_some_and(|c| "统唯同逐专归万".contains(c)))
            }
            Class::Ordinal => clause && (next || first),
            Class::Aspect => clause && (next || first),
        }
    }
}

/// `。”` and `。）` end sentences too.
fn after_closed_sentence(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end();
    head.chars().next_back().is_some_and(closes)
        && before(head, head.len() - head.chars().next_back().map_or(0, char::len_utf8)).is_some_and(ends_sentence)
}

/// Whether a needle stands within the window behind `at`.
fn ahead(text: &str, at: usize, needle: &str) -> bool {
    let mut end = (at + WINDOW).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[at..end].contains(needle)
}

/// Words at the end of a section title, behind which 一、 may be glued.
fn ends_like_section(open: &str) -> bool {
    pattern!(r"(?:总结|思路|计划|打算|安排|情况|如下|要点|工作|报告|汇报|目标|任务)$").is_match(open.trim_end())
        && after(open, 0).is_some()
}
