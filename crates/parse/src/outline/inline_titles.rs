//! Titles that stand inside a line, before or between texts.

use super::Span;
use super::title::{self, Likeness};
use super::unit;
use crate::Genre;
use crate::pattern::pattern;
use crate::text_util::{before_space, ends_sentence, letters_to};

/// What a line falls into.
pub(super) enum Stretch {
    Text(Span),
    Title(Span),
    /// The title of a collection; belongs to no report.
    Collection(Span),
}

/// Cuts a line at titles that stand in it: at its start or behind a sentence, followed by the
/// beginning of a text. `at_start` says that nothing stands before the line.
pub(super) fn inline_titles(text: &str, line: Span, at_start: bool) -> Vec<Stretch> {
    let mut parts = Vec::new();
    let mut rest = Some((line, at_start));
    while let Some((line, at_start)) = rest {
        rest = up_to_collection(text, line, at_start, &mut parts);
    }
    parts
}

/// Cuts a line up to the first title of a collection. Gives what stands behind that, where the first report's title
/// may follow at once, and whether it must.
fn up_to_collection(
    text: &str,
    line: Span,
    at_start: bool,
    parts: &mut Vec<Stretch>,
) -> Option<(Span, bool)> {
    // Every title behind the start names a year.
    let may_hold_title =
        |line: &str| line.contains('年') && pattern!("<summary>|<report-state>|<report>").is_match(line);
    if !at_start && !may_hold_title(line.of(text)) {
        parts.extend(Some(line.trimmed(text)).filter(|line| !line.is_empty()).map(Stretch::Text));
        return None;
    }
    let mut start = line.start();
    if let Some(title) = at_start.then(|| head_title(text, line)).flatten() {
        parts.push(Stretch::Title(title));
        start = title.end();
    }
    let marks = line.of(text).char_indices().filter(|&(_, c)| ends_sentence(c) || c == '】');
    let boundaries = std::iter::once(0).chain(marks.map(|(at, c)| at + c.len_utf8()));
    for at in boundaries.map(|offset| line.start() + offset) {
        if at < start {
            continue;
        }
        let rest = &text[at..line.end()];
        // A collection's title, and behind a space the first report's.
        if let Some(head) = (at == line.start()).then(|| collection_head(rest)).flatten() {
            let head = Span::new(at, at + head.len());
            parts.push(Stretch::Collection(head));
            return Some((Span::new(head.end(), line.end()).trimmed(text), true));
        }
        let Some(title) = title_inside(rest) else { continue };
        let words = title.as_str();
        let span = Span::new(at + title.start(), at + title.end());
        let collection = title::is_compilation(words);
        let text_follows = pattern!(TEXT_BEGINS).is_match(&text[span.end()..line.end()])
            || before_space(text, at).is_none() && title::genre(words) == Some(Genre::SummaryAndPlan);
        if !text_follows || !collection && !is_inline_title(words) {
            continue;
        }
        if at > start {
            parts.push(Stretch::Text(Span::new(start, at).trimmed(text)));
        }
        parts.push(if collection { Stretch::Collection(span) } else { Stretch::Title(span) });
        start = span.end();
        if collection {
            return Some((Span::new(start, line.end()).trimmed(text), false));
        }
    }
    let rest = Span::new(start, line.end()).trimmed(text);
    if !rest.is_empty() {
        parts.push(Stretch::Text(rest));
    }
    None
}

/// The title of a collection that a text begins with, a space and the title of a report behind it.
fn collection_head(rest: &str) -> Option<&str> {
    // No longer title is looked at, and the next space may be far.
    let mut near = rest.char_indices().take(title::LONGEST + 1);
    let (end, _) = near.find(|&(_, c)| matches!(c, ' ' | '\u{3000}'))?;
    let (head, behind) = rest.split_at(end);
    (end > 0 && title::names_collection(head) && title_inside(behind).is_some()).then_some(head)
}

/// The title that heads a text pasted into one line, told by the white space behind it; white space
/// may stand in it, too.
fn head_title(text: &str, line: Span) -> Option<Span> {
    /// Letters of text that must follow.
    const BODY: usize = 60;
    let words = line.of(text);
    let gaps: Vec<usize> = words.match_indices([' ', '\u{3000}']).map(|(at, _)| at).take(12).collect();
    let is_title = |head: &str| {
        title::likeness(head).is_some() && !pattern!(r"[一1][、.．]|[（(][一1][）)]").is_match(head)
    };
    let mut ends = gaps.into_iter().filter(|&end| is_title(&words[..end]));
    let shortest = ends.next()?;
    // The second half of a title, or a remark in brackets, may have a space before it.
    let goes_on = |end: usize| words[end..].trim_start().starts_with(['暨', '和', '及', '与']);
    let end = if goes_on(shortest) { ends.next().unwrap_or(shortest) } else { shortest };
    (letters_to(&text[line.start() + end..], BODY) >= BODY)
        .then(|| Span::new(line.start(), line.start() + end).trimmed(text))
}

/// A title at the start of a stretch of text: a name, a year, 总结, and perhaps the plan's year and name.
const TITLE_INSIDE: &str = r"(?x)^\s*((?:[^，。；：！？,;:\s]{0,24}?)[\ ]?
    (?: (?:<year>|<han-year>[\ ]?年)(?:度)? | <half-year> ) [^，。；：！？,;:\d]{0,16}?
    (?:<summary>|<report-state>|<report>) (?:的?(?:<summary>|<report>))?
    (?: [\ ]?(?:和|及|暨|与|、|以及)[\ ]?
        (?: (?:<year>|<han-year>[\ ]?年)(?:度)?(?:<half-year>)? | <second-half> | <ahead> )?
        [^，。；：！？,;:\d]{0,12}? (?:<plan>|<plan-task>(?:<plan>)?) (?:的<report>)? )?
    (?:(?:材料)?<compilation>(?:[（(][^（()）]{1,8}[）)])?)?
    (?: [（(【〔] [^（()）【】〔〕<numeral>\d][^（()）【】〔〕]{1,30} [）)】〕] )?)";

/// The title that a stretch of text begins with.
fn title_inside(rest: &str) -> Option<regex::Match<'_>> {
    /// Characters of the first clause within which time and genre stand.
    const NEAR: usize = 80;
    // Time and genre stand in the first clause, and few first clauses have both.
    let near = rest.trim_start();
    let near = near.char_indices().nth(NEAR).map_or(near, |(at, _)| &near[..at]);
    let clause = near.split(['，', '。', '；', '：', '！', '？', ',', ';', ':']).next()?;
    let may_be = clause.contains('年') && pattern!("<summary>|<report-state>|<report>").is_match(clause);
    if may_be { pattern!(TITLE_INSIDE).captures(rest)?.get(1) } else { None }
}

/// How the text behind a title begins.
const TEXT_BEGINS: &str = r"(?x)^\s*(?: (?:[^\s，。和及与暨、以][^\s，。]{0,15}?)?<year> | <han-year>
    | <near-year> | <so-far> | <first-half> | 年初 | 在 | [（(一1] )";

/// Inside a line only titles that promise both parts, or name a unit, are believed.
fn is_inline_title(words: &str) -> bool {
    title::likeness(words) == Some(Likeness::Sure)
        && (title::genre(words) == Some(Genre::SummaryAndPlan) || unit::of_title(words).is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TITLE_INSIDE, title_inside};
    use crate::pattern::pattern;

    proptest! {
        #[test]
        fn a_first_clause_without_time_or_genre_opens_with_no_title(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    " ", "，", "。", "青禾县水利局", "2023年", "上半年", "度", "工作总结", "完成情况", "报告", "和", "2024年工作思路",
                    "（第一篇）", "修渠", "汇编",
                ]),
                0..8,
            )
        ) {
            let rest = parts.concat();
            let title = pattern!(TITLE_INSIDE).captures(&rest).and_then(|found| found.get(1));
            prop_assert_eq!(title_inside(&rest).map(|title| title.range()), title.map(|title| title.range()));
        }
    }
}
