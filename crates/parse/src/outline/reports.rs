//! Where one report ends and the next begins.

use std::collections::BTreeSet;

use super::Span;
use super::hints::LineRoles;
use super::inline_titles::{Part, inline_titles};
use super::title::{self, Likeness};
use super::unit;
use crate::Role;
use crate::marker::{Class, marker_at};
use crate::text_util::{before_space, ends_sentence, lines, squeezed};

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
pub(super) fn split(text: &str, listed: &BTreeSet<String>, roles: &LineRoles) -> Split {
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
        } else if let Some(count) = styled_title(&all[index..], roles)
            .or_else(|| title_lines(text, &all[index..], listed, at_start, &current))
        {
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
            for part in inline_titles(text, line, at_start) {
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

/// How many lines from here the file calls a title, if it does.
fn styled_title(all: &[Span], roles: &LineRoles) -> Option<usize> {
    let count = all.iter().take_while(|line| roles.role(line.start()) == Some(Role::Title)).count();
    (count > 0).then_some(count)
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
        if fresh && sure && unit::is_unit_line(line) && title::likeness(next).is_some() {
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
            (at_start || spaced && unit::of_title(line).is_some()).then_some(1)
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
    for piece in super::pieces::pieces(text, lines, &LineRoles::default()) {
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
