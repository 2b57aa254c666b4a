//! The years a report speaks of: the one it looks back on and the one it plans.

use super::title;
use super::votes::{self, Vote};
use crate::numerals;
use crate::pattern::pattern;
use crate::text_util::squeezed;
use crate::{Block, Clue, Genre, Heading, Paragraph, Part, Period};

/// Lines before the first heading that may say when and where the report was given.
const HEAD: usize = 8;
/// Such a line is no longer than this, in characters.
const LONGEST: usize = 80;
/// A line at the end that is no longer than this may be the date of signing.
const SIGNATURE: usize = 20;

/// Finds the years of a report, from the surest clue it has.
///
/// A title that says summary or plan is sure; what a 报告 of a year speaks of is better told by its headings
/// and its date.
pub(super) fn of(report_title: Option<&str>, blocks: &[Block]) -> Option<Period> {
    let words = report_title.unwrap_or_default();
    let genre = report_title.and_then(title::genre);
    let named = || of_title(words, genre);
    match genre {
        Some(Genre::Report) | None => headings(blocks).or_else(|| meeting(words, blocks)).or_else(named),
        Some(_) => named().or_else(|| headings(blocks)).or_else(|| meeting(words, blocks)),
    }
    .or_else(|| signature(genre, blocks))
    .or_else(|| text(genre, blocks))
}

/// The years of the title: 2023年总结 looks back on 2023, 2024年要点 plans 2024, 2023年上半年总结 is followed
/// by plans of 2023, and the 政府工作报告 of 2024 is the one held in its first months.
fn of_title(words: &str, genre: Option<Genre>) -> Option<Period> {
    let years = title::years(words);
    let (&first, &last) = (years.first()?, years.last()?);
    let both = first < last;
    let (done, plan) = match genre {
        Some(Genre::Plan) => (None, Some(first)),
        Some(Genre::Summary) if both => (Some(last), None),
        _ if both => (Some(first), Some(last)),
        _ if pattern!(r"<half-year>|季度|\d月").is_match(words) => (Some(last), Some(last)),
        _ if pattern!(r"政府工作报告").is_match(words) => (Some(last - 1), Some(last)),
        _ => (Some(last), None),
    };
    Some(Period { done, plan, known_by: Clue::Title })
}

/// The years of first headings that say, besides, what stands under them (`2023年工作回顾`).
fn headings(blocks: &[Block]) -> Option<Period> {
    let year = |wanted: Part| {
        top_headings(blocks).find_map(|heading| {
            let year = *title::years(&heading.title).last()?;
            (votes::sure(&heading.title) == Some(Vote::One(wanted))).then_some(year)
        })
    };
    let (done, plan) = (year(Part::Done), year(Part::Plan));
    (done.is_some() || plan.is_some()).then_some(Period { done, plan, known_by: Clue::Headings })
}

fn top_headings(blocks: &[Block]) -> impl Iterator<Item = &Heading> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) if heading.level == 1 => Some(heading),
        _ => None,
    })
}

/// The date of the meeting under the title: 2024年1月9日在…会议上, in the first half of a year on the year
/// before, at its end on the year itself.
fn meeting(words: &str, blocks: &[Block]) -> Option<Period> {
    let before = blocks.iter().map_while(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Heading(_) => None,
    });
    let mut lines = std::iter::once(words).chain(before.take(HEAD)).map(squeezed);
    let (year, month) = lines.find_map(|line| {
        let held = line.chars().count() <= LONGEST && pattern!("会|政府工作报告").is_match(&line);
        held.then(|| date(&line))?
    })?;
    let (done, plan) = match month {
        ..=6 => (year - 1, year),
        7..=10 => (year, year),
        _ => (year, year + 1),
    };
    Some(Period { done: Some(done), plan: Some(plan), known_by: Clue::Meeting })
}

/// The date a report is signed with, in January to March on the year before.
fn signature(genre: Option<Genre>, blocks: &[Block]) -> Option<Period> {
    let Block::Paragraph(last) = blocks.last()? else { return None };
    let line = squeezed(&last.text);
    let (year, month) = date(&line).filter(|_| line.chars().count() <= SIGNATURE)?;
    let done = if month <= 3 { year - 1 } else { year };
    let (done, plan) = match genre {
        Some(Genre::Plan) if month <= 10 => (None, Some(year)),
        Some(Genre::Plan) => (None, Some(year + 1)),
        _ => (Some(done), None),
    };
    Some(Period { done, plan, known_by: Clue::Signature })
}

/// The year that opens the first paragraph that one opens.
fn text(genre: Option<Genre>, blocks: &[Block]) -> Option<Period> {
    let year = blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => opening_year(&paragraph.text),
        Block::Heading(_) => None,
    })?;
    let (done, plan) = if genre == Some(Genre::Plan) { (None, Some(year)) } else { (Some(year), None) };
    Some(Period { done, plan, known_by: Clue::Text })
}

/// The year a paragraph opens with (`2023年，…`).
fn opening_year(text: &str) -> Option<u16> {
    let opening = pattern!(r"^\s*(?:刚刚)?(?:过去的)?(?:<year>|<han-year>年)(?:度|以来|来)?[，,是]");
    opening.find(text).and_then(|found| title::years(found.as_str()).pop())
}

/// The year a paragraph speaks of: the one it opens with, else the one of the nearest heading that
/// names one, else the one its part has in the report; none under headings of several years.
pub(super) fn year(paragraph: &Paragraph, period: Option<&Period>) -> Option<u16> {
    if paragraph.part == Part::Opening {
        return None;
    }
    let opening = opening_year(&paragraph.text);
    if opening.is_some() {
        return opening;
    }
    for title in paragraph.path.iter().rev() {
        match title::years(title)[..] {
            [year] => return Some(year),
            [] if pattern!(r"五年|十[<digit>]五|本届").is_match(title) => return None,
            _ => {}
        }
    }
    match paragraph.part {
        Part::Plan => period?.plan_year(),
        _ => period?.done_year(),
    }
}

/// The first date of a line, as year and month.
fn date(line: &str) -> Option<(u16, u32)> {
    let found = pattern!(r"((?:<year-number>|<han-year>)年)([\d<numeral>]{1,2})月").captures(line)?;
    Some((title::years(&found[1]).pop()?, numerals::value(&found[2])?))
}
