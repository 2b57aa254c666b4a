//! Where one report ends and the next begins.

use std::collections::BTreeSet;

use super::Span;
use super::hints::LineRoles;
use super::inline_titles::{Stretch, inline_titles};
use super::title::{self, Likeness};
use super::{parts, unit};
use crate::marker::{Class, marker_at, starts_with_marker};
use crate::pattern::pattern;
use crate::text_util::{before_space, ends_sentence, letters_to, lines, squeezed};
use crate::{Genre, Role};

/// A report before its outline is known; spans are of the repaired text.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<Span>,
    /// Whether the title is numbered as one of a collection: `第四篇：…`.
    numbered: bool,
    /// The lines behind the title, or parts of lines where a title stood inside one.
    pub(super) lines: Vec<Span>,
    /// Those of them, in order, that look like titles and name a part of this report.
    pub(super) parts: Vec<Span>,
}

/// A text split into its reports.
pub(super) struct Split {
    pub(super) drafts: Vec<Draft>,
    /// Lines that belong to none, where anything says what they are, in order.
    pub(super) strays: Vec<Stray>,
}

/// A line outside every report; `what` as in [`crate::Furniture::what`].
pub(super) struct Stray {
    pub(super) span: Span,
    pub(super) what: &'static str,
}

const COLLECTION: &str = "collection";
const NUMBERING: &str = "numbering";

/// Splits the repaired text; `listed` holds the titles of the table of contents, squeezed. Lines that
/// belong to no draft stand between two, or before the first or behind the last: never inside one. A text that is
/// not empty has a draft.
pub(super) fn split(text: &str, listed: &BTreeSet<String>, roles: &LineRoles) -> Split {
    let mut drafts = Vec::new();
    let mut strays = Vec::new();
    let all = lines(text);
    let mut current = Draft::default();
    let mut index = 0;
    while index < all.len() {
        let line = all[index];
        let number = title::numbering(line.of(text));
        let title = Span::new(line.start() + number, line.end());
        let numbered = if number > 0 { title::likeness(title.of(text)) } else { None };
        // Under a title of its own `第三篇 2024年工作打算` is a part.
        let titled = current.title.filter(|_| !current.numbered);
        let part = numbered == Some(Likeness::Bare)
            && titled.is_some_and(|it| {
                starts_with_marker(line.of(text)) || title::genre(it.of(text)) == Some(Genre::SummaryAndPlan)
            });
        if numbered.is_some() && !part {
            finish(&mut drafts, &mut current, &mut strays, text);
            strays.push(Stray { span: Span::new(line.start(), title.start()), what: NUMBERING });
            current.title = Some(title);
            current.numbered = true;
            index += 1;
            continue;
        }
        let at_start = drafts.is_empty() && current.title.is_none() && current.lines.is_empty();
        if title::is_numbering(line.of(text)) {
            finish(&mut drafts, &mut current, &mut strays, text);
            strays.push(Stray { span: line, what: NUMBERING });
        } else if let Some(count) = styled_title(&all[index..], roles)
            .or_else(|| title_lines(text, &all[index..], listed, at_start, &current))
        {
            let span = line.join(all[index + count - 1]);
            finish(&mut drafts, &mut current, &mut strays, text);
            current.title = Some(span);
            index += count;
            continue;
        } else if at_start_of_one(&current) && heads_collection(text, &all[index..]) {
            strays.push(Stray { span: line, what: COLLECTION });
        } else {
            if is_part_of(text, &current, line.of(text)) {
                current.parts.push(line);
            }
            for part in inline_titles(text, line, at_start) {
                match part {
                    Stretch::Title(span) => {
                        finish(&mut drafts, &mut current, &mut strays, text);
                        current.title = Some(span);
                    }
                    Stretch::Collection(span) => {
                        finish(&mut drafts, &mut current, &mut strays, text);
                        strays.push(Stray { span, what: COLLECTION });
                    }
                    Stretch::Text(span) => current.lines.push(span),
                }
            }
        }
        index += 1;
    }
    if current.title.is_some() || !current.lines.is_empty() {
        drafts.push(current);
    }
    drop_short_preface(&mut drafts, &mut strays, text);
    if drafts.is_empty() && !all.is_empty() {
        drafts.push(Draft { lines: all, ..Draft::default() });
    }
    if drafts.len() == 1 && drafts[0].title.is_none() {
        excerpts(text, &mut drafts);
    }
    strays.sort_by_key(|stray| stray.span);
    Split { drafts, strays }
}

/// Whether nothing of a report has been read yet.
fn at_start_of_one(current: &Draft) -> bool {
    current.title.is_none() && current.lines.is_empty()
}

/// Closes a draft before the next one. A title with nothing behind it but what names a collection stands
/// alone; the collection is the next one's.
fn finish(drafts: &mut Vec<Draft>, current: &mut Draft, strays: &mut Vec<Stray>, text: &str) {
    let mut draft = std::mem::take(current);
    if draft.title.is_some() && draft.lines.iter().all(|&line| title::names_collection(line.of(text))) {
        strays.extend(draft.lines.drain(..).map(|span| Stray { span, what: COLLECTION }));
    }
    if draft.title.is_some() || !draft.lines.is_empty() {
        drafts.push(draft);
    }
}

/// Whether the first of these lines is the title of a collection, with the title or number of a text below it.
fn heads_collection(text: &str, lines: &[Span]) -> bool {
    /// Lines of a foreword or a list of contents that may stand between.
    const NEAR: usize = 30;
    let opens_text = |line: &Span| {
        let words = line.of(text);
        let number = title::numbering(words);
        title::is_numbering(words) || title::likeness(&words[number..]).is_some() || title::is_paper(words)
    };
    lines.split_first().is_some_and(|(&first, below)| {
        title::names_collection(first.of(text)) && below.iter().take(NEAR).any(opens_text)
    })
}

/// Whether lines hold nothing but data of a page: a few, none of them a sentence or a heading.
fn is_page_data(text: &str, lines: &[Span]) -> bool {
    const MOST: usize = 8;
    lines.len() <= MOST
        && lines.iter().all(|line| {
            let words = line.of(text);
            !words.contains(ends_sentence) && !starts_with_marker(words) && !parts::names_part(words)
        })
}

/// A few short lines before the first title are no report of their own, nor is a title that
/// stands twice.
fn drop_short_preface(drafts: &mut Vec<Draft>, strays: &mut Vec<Stray>, text: &str) {
    let is_text =
        |words: &str| words.contains(ends_sentence) || words.contains('，') && letters_to(words, 12) >= 12;
    let is_preface =
        |draft: &Draft| draft.title.is_none() && !draft.lines.iter().any(|line| is_text(line.of(text)));
    if drafts.len() > 1 && is_preface(&drafts[0]) {
        let heads = |line: &Span| title::is_letterhead(line.of(text));
        let letterhead = drafts.remove(0).lines.into_iter().filter(heads);
        strays.extend(letterhead.map(|span| Stray { span, what: "letterhead" }));
    }
    let title = |draft: &Draft| draft.title.map(|span| squeezed(span.of(text)));
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in std::mem::take(drafts) {
        let again = kept.pop_if(|last| is_page_data(text, &last.lines) && title(last) == title(&draft));
        strays.extend(again.and_then(|it| it.title).map(|span| Stray { span, what: "title-again" }));
        kept.push(draft);
    }
    *drafts = kept;
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
    if !listed.is_empty()
        && listed.contains(&squeezed(line))
        && title::likeness(line).is_some()
        && !is_listed_part(text, current, line, listed)
    {
        return Some(1);
    }
    if let Some(count) = paper_lines(text, all, at_start, current) {
        return Some(count);
    }
    let next = all
        .get(1)
        .filter(|next| text[all[0].end()..next.start()].matches('\n').count() <= 2)
        .map(|span| span.of(text));
    // No title holds these marks.
    let whole = |line: &str| !line.contains(['。', '；']);
    if let Some(next) = next.filter(|next| whole(line) && whole(next)) {
        let fresh = at_start || current.lines.last().is_none_or(|last| stops(text, *last));
        let joined = format!("{line}{next}");
        let likeness = title::likeness(&joined);
        let sure = likeness == Some(Likeness::Sure);
        let broken = line.ends_with(['和', '及', '暨', '与', '、'])
            || next.starts_with(['和', '及', '暨', '与', '、', '（', '(']);
        let whole = sure || at_start && likeness.is_some();
        if fresh && whole && unit::is_unit_line(line) && title::likeness(next).is_some() {
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
        Likeness::Sure if is_part_of(text, current, line) => None,
        Likeness::Sure => Some(1),
        Likeness::Named if at_start || current.lines.last().is_none_or(|last| stops(text, *last)) => {
            let spaced = before_lines(text, all[0]);
            (at_start || spaced && unit::of_title(line).is_some()).then_some(1)
        }
        Likeness::Bare if at_start => Some(1),
        _ => None,
    }
}

/// Whether a line that a table of contents lists is a part of a report that has a title of its own.
fn is_listed_part(text: &str, current: &Draft, line: &str, listed: &BTreeSet<String>) -> bool {
    title::likeness(line) == Some(Likeness::Bare)
        && current.title.is_some_and(|title| !listed.contains(&squeezed(title.of(text))))
}

/// How many lines from here make up the title of another paper than a report: at the start of the text,
/// maybe below a letterhead, or behind the date of the notice that it comes with.
fn paper_lines(text: &str, all: &[Span], at_start: bool, current: &Draft) -> Option<usize> {
    const MOST_LINES: usize = 3;
    const LONGEST: usize = 40;
    let below_letterhead = || {
        current.title.is_none()
            && current.lines.len() <= MOST_LINES
            && current.lines.iter().all(|line| title::is_letterhead(line.of(text)))
    };
    let words =
        |count: usize| -> String { all[..count].iter().map(|line| squeezed(line.of(text))).collect() };
    let behind_notice = || {
        let dated = current.lines.last().is_some_and(|last| last.of(text).trim_end().ends_with('日'));
        let notice = |it: Span| title::genre(&squeezed(it.of(text))) == Some(Genre::Notice);
        dated
            && current.title.is_some_and(notice)
            && (!title::years(&words(1)).is_empty() || unit::of_title(&words(1)).is_some())
    };
    if behind_notice() && title::is_paper(&words(1)) {
        return Some(1);
    }
    if !at_start && !below_letterhead() {
        return None;
    }
    let goes_on = |count: usize| {
        let (first, next) = (all[0].of(text), all[count - 1].of(text));
        let whole = words(count);
        all[..count].iter().all(|line| line.of(text).chars().count() <= LONGEST)
            && (unit::is_unit_line(first) && next.starts_with("关于")
                || whole.starts_with("关于")
                || whole.starts_with('在')
                || next.starts_with('的')
                || count == MOST_LINES && unit::is_unit_line(first) && all[1].of(text).starts_with("关于"))
    };
    let most = MOST_LINES.min(all.len());
    let count = (1..=most).find(|&count| title::is_paper(&words(count)) && (count == 1 || goes_on(count)))?;
    let longer = count + 1;
    let next = all.get(count).map_or("", |line| line.of(text));
    let broken = (next.starts_with('的')
        || pattern!(r"^[（(]<year-number>\D{1,3}<year-number>年?[）)]$").is_match(next))
        && title::is_paper(&words(longer));
    Some(if broken { longer } else { count })
}

/// Whether a line that looks like a title is a part of the report so far: one that looks back or ahead
/// (`2023年工作回顾和2024年重点工作`, `2023年教育工作总结`) in a report that does, names no unit of its own and no
/// subject that the report's title does not name.
fn is_part_of(text: &str, current: &Draft, line: &str) -> bool {
    let Some(title) = current.title.map(|title| title.of(text)).filter(|_| !current.numbered) else {
        return false;
    };
    // Neither a line that names a part nor a title holds a sentence.
    if line.contains(['。', '；']) {
        return false;
    }
    // What is said of the title is asked of few lines.
    let part_line = parts::is_part_line(line);
    if !part_line && title::likeness(line) != Some(Likeness::Sure) {
        return false;
    }
    let named = unit::of_title(title).is_some();
    let report = title::genre(title) == Some(Genre::Report) && named;
    if report && part_line {
        return true;
    }
    let both = title::genre(title) == Some(Genre::SummaryAndPlan);
    let (of_title, of_line) = (title::years(title), title::years(line));
    let near = |year: &u16| of_title.iter().any(|of| if both { of == year } else { of.abs_diff(*year) <= 1 });
    (report || both && named)
        && title::likeness(line) == Some(Likeness::Sure)
        && matches!(title::genre(line), Some(Genre::Summary | Genre::Plan))
        && unit::of_title(line).is_none()
        && of_line.iter().all(near)
        && subjects(line).iter().all(|subject| title.contains(subject.as_str()))
}

/// What a title is about: its words without times and the words for work, parts and genres.
fn subjects(line: &str) -> Vec<String> {
    let rest = pattern!(
        r"(?x) <period> | <year>度? | <han-year>年度? | <half-year> | <near-year> | <ahead> | <genre> | <state> | <result>
        | <problem> | <plan-task> | <part-name> | <task> | <no-subject> | 以来 | 发展 | 经济社会 | 回顾
        | [\P{Han}]"
    )
    .replace_all(line, " ");
    rest.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
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
fn excerpts(text: &str, drafts: &mut Vec<Draft>) {
    const FEWEST_LINES: usize = 4;
    const FEWEST_BREAKS: usize = 3;
    const SHORTEST: usize = 60;
    let lines = &drafts[0].lines;
    let long = lines.iter().filter(|line| line.of(text).chars().count() >= SHORTEST).count();
    if lines.len() < FEWEST_LINES || long * 10 < lines.len() * 9 {
        return;
    }
    let mut last: std::collections::BTreeMap<Class, u32> = std::collections::BTreeMap::new();
    let mut breaks = 0;
    for piece in super::pieces::pieces(text, lines, &LineRoles::default(), &[]) {
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
        let lines = std::mem::take(&mut drafts[0].lines);
        *drafts = lines.into_iter().map(|line| Draft { lines: vec![line], ..Draft::default() }).collect();
    }
}

fn opening_words(line: &str) -> String {
    let behind = marker_at(line).map_or(0, |marker| marker.len);
    line[behind..].chars().take(12).collect()
}
