//! The years a report speaks of: the one it looks back on and the one it plans.

use rustc_hash::FxHashMap;

use super::file_name::FileName;
use super::votes::{self, Vote};
use super::{head, title};
use crate::numerals;
use crate::pattern::pattern;
use crate::text_util::squeezed;
use crate::{Block, Clue, Genre, Heading, Paragraph, Part, Period};

/// Lines below the title that may hold a date.
const HEAD: usize = 8;
/// A line at the end that is no longer than this may be the date of signing.
const SIGNATURE: usize = 20;
/// So may be the date one of so many last paragraphs.
const TAIL: usize = 3;

/// Finds the years of a report, from the surest clue it has.
///
/// A title that says summary or plan is sure; what a 报告 of a year speaks of is better told by its headings
/// and its date.
pub(super) fn of(report_title: Option<&str>, blocks: &[Block], file: Option<&FileName>) -> Option<Period> {
    let words = report_title.unwrap_or_default();
    let genre = report_title.and_then(title::genre);
    let named = || of_years(&title::stated_years(words), words, genre, Clue::Title);
    let file = || {
        file.and_then(|file| of_years(&file.years(), &format!("{words}{}", file.stem), genre, Clue::FileName))
    };
    if genre.is_some_and(|genre| !genre.is_report()) {
        return named().or_else(|| issued(words, blocks)).or_else(file);
    }
    let period = match genre {
        Some(Genre::Report) | None => headings(blocks).or_else(|| meeting(words, blocks)).or_else(named),
        Some(_) => named().or_else(|| headings(blocks)).or_else(|| meeting(words, blocks)),
    }
    .or_else(|| signature(words, genre, blocks))
    .or_else(file)
    .or_else(|| text(genre, blocks))?;
    // A government reports once a year: on the year past, and what it plans for the next.
    let yearly = words.contains("政府工作报告");
    Some(if yearly {
        Period { done: period.done_year(), plan: period.plan_year(), ..period }
    } else {
        period
    })
}

/// The year another paper than a report was issued in, as its dates tell: in the title, below it, at the end, in
/// its number (`〔2024〕8号`) or its first sentences.
fn issued(words: &str, blocks: &[Block]) -> Option<Period> {
    let dated = || {
        let lines = std::iter::once(squeezed(words)).chain(below_title(blocks)).chain(at_end(blocks));
        lines.into_iter().find_map(|line| date(&line)).map(|(year, _)| year)
    };
    let opening = || blocks.iter().map_while(paragraph).take(HEAD).map(|it| squeezed(&it.text));
    let numbered = || {
        opening().find_map(|line| {
            let number = pattern!(r"[〔\[［(（](<year-number>)[〕\]］)）]第?\d+[号期]").captures(&line)?;
            numerals::year(&number[1])
        })
    };
    let told = || opening().find_map(|line| title::years(&line).first().copied());
    let year = dated().or_else(numbered).or_else(told)?;
    Some(Period { done: Some(year), plan: Some(year), known_by: Clue::Date })
}

/// The years that title or file name state: 2023年总结 looks back on 2023, 2024年要点 plans 2024, 2023年上半年总结 is followed
/// by plans of 2023, and the 政府工作报告 of 2024 is the one held in its first months.
fn of_years(years: &[u16], words: &str, genre: Option<Genre>, known_by: Clue) -> Option<Period> {
    let (&first, &last) = (years.first()?, years.last()?);
    let both = first < last;
    if genre.is_some_and(|genre| !genre.is_report()) {
        return (!both).then_some(Period { done: Some(last), plan: Some(last), known_by });
    }
    let (done, plan) = match genre {
        Some(Genre::Plan) => (None, Some(first)),
        Some(Genre::Summary) if both => (Some(last), None),
        _ if both => (Some(first), Some(last)),
        _ if pattern!(r"<half-year>|<quarter>|\d月(?:$|\D)").is_match(words)
            && !words.contains("政府工作报告") =>
        {
            (Some(last), Some(last))
        }
        _ if pattern!(r"政府工作报告").is_match(words) => (Some(last - 1), Some(last)),
        _ => (Some(last), None),
    };
    Some(Period { done, plan, known_by })
}

/// The years of first headings that say, besides, what stands under them (`2023年工作回顾`).
fn headings(blocks: &[Block]) -> Option<Period> {
    let year = |wanted: Part| {
        top_headings(blocks).find_map(|heading| {
            let year = *title::years(&heading.title).last()?;
            (votes::sure(&heading.title) == Some(Vote::One(wanted))).then_some(year)
        })
    };
    let (done, plan) = (year(Part::Done), year(Part::Plan).or_else(|| year_behind_review(blocks)));
    (done.is_some() || plan.is_some()).then_some(Period { done, plan, known_by: Clue::Headings })
}

/// The year of a first heading behind one that looks back without naming its own (`去年工作回顾`, `2024年实事`).
fn year_behind_review(blocks: &[Block]) -> Option<u16> {
    let looks_back = |heading: &&Heading| votes::sure(&heading.title) == Some(Vote::One(Part::Done));
    let mut headings = top_headings(blocks);
    headings.find(looks_back).filter(|review| title::years(&review.title).is_empty())?;
    headings
        .filter(|heading| !looks_back(heading))
        .find_map(|heading| title::years(&heading.title).last().copied())
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
    let government = words.contains("政府工作报告");
    let (year, month) = head::lines(words, blocks).find_map(|line| {
        let held = pattern!("会|政府工作报告").is_match(&line) || government && is_date(&line);
        held.then(|| date(&line))?
    })?;
    let (done, plan) = match month {
        ..=6 => (year - 1, year),
        7..=10 => (year, year),
        _ => (year, year + 1),
    };
    Some(Period { done: Some(done), plan: Some(plan), known_by: Clue::Meeting })
}

/// Whether a line is nothing but a date.
fn is_date(line: &str) -> bool {
    pattern!(r"^[（(—]*(?:<year-number>|<han-year>)年.{1,4}月(?:.{1,3}日)?[）)]?$").is_match(line)
}

/// Whether a line is an office's name and a date, as below the name of a bulletin.
fn is_office_and_date(line: &str) -> bool {
    pattern!(r"^\p{Han}{4,30}(?:<year-number>|<han-year>)年.{1,3}月.{1,3}日$").is_match(line)
}

/// Short lines below the title, before the first heading.
fn below_title(blocks: &[Block]) -> impl Iterator<Item = String> {
    let paragraphs = blocks.iter().map_while(paragraph).take(HEAD).map(|it| squeezed(&it.text));
    paragraphs.filter(|line| line.chars().count() <= SIGNATURE || is_office_and_date(line))
}

/// Short lines at the end, the last first.
fn at_end(blocks: &[Block]) -> impl Iterator<Item = String> {
    let paragraphs = blocks.iter().rev().map_while(paragraph).take(TAIL).map(|it| squeezed(&it.text));
    let last_or_date = |(place, line): &(usize, String)| {
        line.chars().count() <= SIGNATURE && (*place == 0 || line.ends_with('日'))
    };
    paragraphs.enumerate().filter(last_or_date).map(|(_, line)| line)
}

fn paragraph(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Heading(_) => None,
    }
}

/// The date a report is signed with or has below or in its title, in January to March on the year before.
fn signature(words: &str, genre: Option<Genre>, blocks: &[Block]) -> Option<Period> {
    let end = at_end(blocks).find_map(|line| Some((date(&line)?, Clue::Signature)));
    let ((year, month), known_by) = end.or_else(|| {
        let below = below_title(blocks).filter(|line| is_date(line));
        std::iter::once(squeezed(words)).chain(below).find_map(|line| Some((date(&line)?, Clue::Date)))
    })?;
    let done = if month <= 3 { year - 1 } else { year };
    let (done, plan) = match genre {
        Some(Genre::Plan) if month <= 10 => (None, Some(year)),
        Some(Genre::Plan) => (None, Some(year + 1)),
        _ => (Some(done), None),
    };
    Some(Period { done, plan, known_by })
}

/// The year that opens the first paragraph that one opens; or the only one named before the first heading.
fn text(genre: Option<Genre>, blocks: &[Block]) -> Option<Period> {
    let opens = blocks.iter().filter_map(paragraph).find_map(|it| opening_year(&it.text));
    let only = || {
        let before: String = blocks.iter().map_while(paragraph).map(|it| it.text.as_str()).collect();
        match title::years(&before)[..] {
            [year] if blocks.iter().any(|block| matches!(block, Block::Heading(_))) => Some(year),
            _ => None,
        }
    };
    let year = opens.or_else(only)?;
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
pub(super) fn year(paragraph: &Paragraph, period: Option<&Period>, titles: &mut TitleYears) -> Option<u16> {
    if paragraph.part == Part::Opening {
        return None;
    }
    let opening = opening_year(&paragraph.text);
    if opening.is_some() {
        return opening;
    }
    for title in paragraph.path.iter().rev() {
        match titles.of(title) {
            TitleYear::One(year) => return Some(year),
            TitleYear::Several => return None,
            TitleYear::Untold => {}
        }
    }
    match paragraph.part {
        Part::Plan => period?.plan_year(),
        _ => period?.done_year(),
    }
}

/// What titles say of years, each read once: every paragraph stands under some, and many under the same.
#[derive(Default)]
pub(super) struct TitleYears(FxHashMap<String, TitleYear>);

#[derive(Clone, Copy)]
enum TitleYear {
    One(u16),
    /// A span of years that are not named.
    Several,
    Untold,
}

impl TitleYears {
    fn of(&mut self, title: &str) -> TitleYear {
        if let Some(&known) = self.0.get(title) {
            return known;
        }
        // The year of a goal far ahead is the year of no plan.
        let words = pattern!("<year>远景").replace_all(title, "");
        let told = match title::years(&words)[..] {
            [year] => TitleYear::One(year),
            [] if pattern!(r"五年|十[<digit>]五|本届").is_match(&words) => TitleYear::Several,
            _ => TitleYear::Untold,
        };
        self.0.insert(title.to_owned(), told);
        told
    }
}

/// The first date of a line, as year and month.
fn date(line: &str) -> Option<(u16, u32)> {
    let found = pattern!(r"((?:<year-number>|<han-year>)年)([\d<numeral>]{1,2})月").captures(line)?;
    Some((title::years(&found[1]).pop()?, numerals::value(&found[2])?))
}
