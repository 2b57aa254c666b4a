//! Where one report ends and the next begins.

use std::collections::BTreeSet;

use super::title::{self, Likeness};
use crate::Genre;
use crate::Span;
use crate::marker::{Class, marker_at};
use crate::text_util::{before_space, ends_sentence, lines, pattern, squeezed};

/// A report before its outline is known; spans are of the repaired text.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<Span>,
    /// The lines behind the title, or parts of lines where a title stood inside one.
    pub(super) lines: Vec<Span>,
}

/// The reports of a file and the lines that belong to none.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub(super) preface: Vec<Span>,
    pub(super) drafts: Vec<Draft>,
}

/// Splits the repaired text; `listed` holds the titles of the table of contents, squeezed.
pub(super) fn split(text: &str, listed: &BTreeSet<String>) -> Split {
    let mut split = Split::default();
    let all = lines(text);
    let mut current = Draft::default();
    let mut index = 0;
    while index < all.len() {
        let line = all[index];
        let number = title::numbering(line.of(text));
        let title = Span::new(line.start() + number, line.end());
        if number > 0 && title::likeness(title.of(text)).is_some() {
            finish(&mut split, &mut current);
            split.preface.push(Span::new(line.start(), title.start()).trimmed(text));
            current.title = Some(without_signs(text, title));
            index += 1;
            continue;
        }
        let at_start = split.drafts.is_empty() && current.title.is_none() && current.lines.is_empty();
        if title::is_numbering(line.of(text)) {
            finish(&mut split, &mut current);
            split.preface.push(line);
        } else if let Some(count) = title_lines(text, &all[index..], listed, at_start, &current) {
            let span = line.join(all[index + count - 1]);
            finish(&mut split, &mut current);
            current.title = Some(without_signs(text, span));
            index += count;
            continue;
        } else if (at_start || current.lines.is_empty())
            && title::is_compilation(line.of(text))
            && !line.of(text).contains('。')
        {
            split.preface.push(line);
        } else {
            for part in inline_titles(text, line) {
                match part {
                    Part::Title(span) => {
                        finish(&mut split, &mut current);
                        current.title = Some(span);
                    }
                    Part::Collection(span) => {
                        finish(&mut split, &mut current);
                        split.preface.push(span);
                    }
                    Part::Text(span) => current.lines.push(span),
                }
            }
        }
        index += 1;
    }
    finish(&mut split, &mut current);
    drop_short_preface(&mut split, text);
    if split.drafts.len() == 1 && split.drafts[0].title.is_none() {
        excerpts(text, &mut split);
    }
    split
}

fn finish(split: &mut Split, current: &mut Draft) {
    let draft = std::mem::take(current);
    if draft.title.is_some() || !draft.lines.is_empty() {
        split.drafts.push(draft);
    }
}

/// A few short lines before the first title are no report of their own, nor is a title that
/// stands twice.
fn drop_short_preface(split: &mut Split, text: &str) {
    let is_preface = |draft: &Draft| {
        draft.title.is_none() && !draft.lines.iter().any(|line| line.of(text).contains(ends_sentence))
    };
    if split.drafts.len() > 1 && is_preface(&split.drafts[0]) {
        split.preface.extend(split.drafts.remove(0).lines);
    }
    let title = |draft: &Draft| draft.title.map(|span| squeezed(span.of(text)));
    let mut kept: Vec<Draft> = Vec::with_capacity(split.drafts.len());
    for draft in std::mem::take(&mut split.drafts) {
        if let Some(last) = kept.pop_if(|last| last.lines.is_empty() && title(last) == title(&draft)) {
            split.preface.extend(last.title);
        }
        kept.push(draft);
    }
    split.drafts = kept;
    split.preface.sort_unstable();
}

/// A title without the signs of Markdown.
fn without_signs(text: &str, title: Span) -> Span {
    let sign = |c: char| matches!(c, '#' | '*') || c.is_whitespace();
    let words = title.of(text);
    let start = title.start() + words.len() - words.trim_start_matches(sign).len();
    Span::new(start, start + words.trim_matches(sign).len())
}

/// How many lines from here make up a report's title, if they do.
fn title_lines(
    text: &str,
    all: &[Span],
    listed: &BTreeSet<String>,
    at_start: bool,
    current: &Draft,
) -> Option<usize> {
    let line = all.first()?.of(text);
    if listed.contains(&squeezed(line)) {
        return Some(1);
    }
    let next = all
        .get(1)
        .filter(|next| text[all[0].end()..next.start()].matches('\n').count() <= 2)
        .map(|span| span.of(text));
    if let Some(next) = next {
        let fresh = at_start || current.lines.last().is_none_or(|last| stops(text, *last));
        let joined = format!("{line}{next}");
        let sure = title::likeness(&joined) == Some(Likeness::Sure);
        let broken = line.ends_with(['和', '及', '暨', '与', '、'])
            || next.starts_with(['和', '及', '暨', '与', '、', '（', '(']);
        if fresh && sure && title::is_unit_line(line) && title::likeness(next).is_some() {
            return Some(2);
        }
        if fresh && sure && broken && !next.starts_with(['（', '(']) && line.chars().count() >= 4 {
            return Some(2);
        }
    }
    let Some(likeness) = title::likeness(line) else {
        let text_follows = next.is_some_and(|next| next.chars().count() > 40 || marker_at(next).is_some());
        return (at_start && text_follows && title::may_head_a_text(line)).then_some(1);
    };
    match likeness {
        Likeness::Sure => Some(1),
        Likeness::Named if at_start || current.lines.last().is_none_or(|last| stops(text, *last)) => {
            let spaced = before_lines(text, all[0]);
            (at_start || spaced && title::unit(line).is_some()).then_some(1)
        }
        Likeness::Bare if at_start => Some(1),
        _ => None,
    }
}

/// Whether a line ends like the end of a text.
fn stops(text: &str, line: Span) -> bool {
    before_space(text, line.end()).is_some_and(|c| ends_sentence(c) || crate::text_util::closes(c))
        || line.of(text).ends_with(['日', '局'])
}

/// Whether a blank line stands before.
fn before_lines(text: &str, line: Span) -> bool {
    let head = &text[..line.start()];
    head[head.trim_end().len()..].matches('\n').count() >= 2
}

enum Part {
    Text(Span),
    Title(Span),
    Collection(Span),
}

/// Cuts a line at titles that stand in it: at its start or behind a sentence, followed by the
/// beginning of a text.
fn inline_titles(text: &str, line: Span) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = line.start();
    let boundaries: Vec<usize> = std::iter::once(0)
        .chain(
            line.of(text)
                .char_indices()
                .filter(|&(_, c)| ends_sentence(c) || c == '】')
                .map(|(at, c)| at + c.len_utf8()),
        )
        .map(|offset| line.start() + offset)
        .collect();
    for at in boundaries {
        if at < start {
            continue;
        }
        let rest = &text[at..line.end()];
        let title = pattern!(TITLE_INSIDE).captures(rest).and_then(|found| found.get(1));
        let Some(title) = title else { continue };
        let words = title.as_str();
        let span = Span::new(at + title.start(), at + title.end());
        let collection = title::is_compilation(words);
        let text_follows = pattern!(TEXT_BEGINS).is_match(&text[span.end()..line.end()])
            || text[..at].trim().is_empty() && title::genre(words) == Some(Genre::SummaryAndPlan);
        if !text_follows || !collection && !is_inline_title(words) {
            continue;
        }
        if at > start {
            parts.push(Part::Text(Span::new(start, at).trimmed(text)));
        }
        parts.push(if collection { Part::Collection(span) } else { Part::Title(span) });
        start = span.end();
        if collection {
            // The first report's title may follow at once.
            let rest = Span::new(start, line.end()).trimmed(text);
            parts.extend(inline_titles(text, rest));
            return parts;
        }
    }
    let rest = Span::new(start, line.end()).trimmed(text);
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// A title at the start of a stretch of text: a name, a year, 总结, and perhaps the plan's year and name.
const TITLE_INSIDE: &str = r"(?x)^\s*((?:[^，。；：！？,;:\s]{0,24}?)
    (?:(?:20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})[\ ]?年(?:度)?|[上下]半年) [^，。；：！？,;:\d]{0,16}? (?:总结|小结|回顾|回眸|完成情况|工作情况|进展情况|报告)
    (?: [\ ]?(?:和|及|暨|与|、|以及)[\ ]?
        (?: (?:20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})[\ ]?年(?:度)?(?:[上下]半年)? | 下半年 | 下一?步 | 明年 )?
        [^，。；：！？,;:\d]{0,12}? (?:思路|计划|打算|要点|安排|谋划|设想|展望|重点任务|重点工作(?:谋划|安排|计划|打算)?) (?:的(?:报告|汇报))? )?
    (?:【[^】]{1,8}】)?)";

/// How the text behind a title begins.
const TEXT_BEGINS: &str = r"^\s*(?:20\d{2}[\ ]?年|二[〇○零]|今年|去年|一年来|半年来|上半年|年初|近年来|在|[（(一1]|(?:[^\s，。和及与暨、以][^\s，。]{0,15}?)?20\d{2}[\ ]?年)";

/// Inside a line only titles that promise both parts, or name a unit, are believed.
fn is_inline_title(words: &str) -> bool {
    title::likeness(words) == Some(Likeness::Sure)
        && (title::genre(words) == Some(Genre::SummaryAndPlan) || title::unit(words).is_some())
}

/// A file of excerpts, each line from another report: told by numbers that go on from line to
/// line as no single report's would.
fn excerpts(text: &str, split: &mut Split) {
    const FEWEST_LINES: usize = 4;
    const FEWEST_BREAKS: usize = 3;
    const SHORTEST: usize = 60;
    let lines = &split.drafts[0].lines;
    let long = lines.iter().filter(|line| line.of(text).chars().count() >= SHORTEST).count();
    if lines.len() < FEWEST_LINES || long * 10 < lines.len() * 9 {
        return;
    }
    let mut last: std::collections::BTreeMap<Class, u32> = std::collections::BTreeMap::new();
    let mut breaks = 0;
    for piece in super::pieces::pieces(text, lines) {
        let Some(marker) = piece.marker.filter(|marker| marker.class.is_outline()) else { continue };
        let expected = last.get(&marker.class).copied().unwrap_or(0) + 1;
        if piece.starts_line && marker.number != expected && marker.number != 1 {
            breaks += 1;
        }
        last.insert(marker.class, marker.number);
    }
    let repeats =
        lines.len() - lines.iter().map(|line| opening_words(line.of(text))).collect::<BTreeSet<_>>().len();
    if breaks + repeats >= FEWEST_BREAKS && (breaks + repeats) * 5 >= lines.len() {
        let lines = std::mem::take(&mut split.drafts[0].lines);
        split.drafts = lines.into_iter().map(|line| Draft { title: None, lines: vec![line] }).collect();
    }
}

fn opening_words(line: &str) -> String {
    let behind = marker_at(line).map_or(0, |marker| marker.len);
    line[behind..].chars().take(12).collect()
}
