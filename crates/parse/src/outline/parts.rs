//! Done, problem, plan or opening: from headings first, then from wording.

use super::phrase::opens_with_sign;
use super::votes::{Vote, looks_ahead, looks_back, names_weakness, sure, tells_weakness, vote, wording};
use super::{period, title};
use crate::pattern::pattern;
use crate::text_util::letters_to;
use crate::{Block, Genre, Heading, Paragraph, Part, Period};

/// A paragraph that turns to problems tells them itself when it has more letters than this behind its
/// first sentence; else the next one does.
const TOLD: usize = 4;

/// Whether a title without number names a part of a report (`2024年工作思路`, `存在的问题`).
pub(crate) fn names_part(title: &str) -> bool {
    pattern!(
        r"(?x)(?: <summary> | <plan> | <state> | <part-name>
        | 存在的?(?:主要)?<shortcoming> | <shortcoming>[和与及]?<shortcoming> | <shortcoming>之处 )$"
    )
    .is_match(title)
        || is_part_line(title)
}

/// Whether a whole line says nothing but which part of a report follows (`2023年主要工作`).
pub(super) fn is_part_line(line: &str) -> bool {
    pattern!("^<part-line>$").is_match(line) && letters_to(line, 4) >= 4
}

/// Sets the part and the year of every paragraph of a report.
pub(super) fn assign(report_title: Option<&str>, period: Option<&Period>, blocks: &mut [Block]) {
    let genre = report_title.and_then(title::genre);
    let base = match genre {
        Some(Genre::Plan) => Part::Plan,
        Some(_) => Part::Done,
        None if mostly_plans(blocks, period) => Part::Plan,
        None => Part::Done,
    };
    let headings = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let mut reader = Reader {
        base,
        period,
        reports: genre.is_none_or(|genre| genre.is_report() || genre == Genre::Programme),
        rectifies: report_title.is_some_and(|title| title.contains("整改")),
        last_plan: blocks.iter().rposition(|block| heading_of(block).is_some_and(plans)),
        open: Vec::new(),
        looked_back: false,
        mixed: false,
        turned: None,
        listing: false,
        announced: None,
    };
    let mut titles = period::TitleYears::default();
    let mut opening = report_title.is_some();
    for (index, block) in blocks.iter_mut().enumerate() {
        match block {
            Block::Heading(heading) => {
                opening = false;
                reader.heading(index, heading);
            }
            Block::Paragraph(paragraph) => {
                let current = reader.paragraph(paragraph);
                paragraph.part = match reader.turned {
                    Some(turn) => turn.part,
                    None if opening && headings => Part::Opening,
                    // An item opens a list, not the report.
                    None if std::mem::take(&mut opening) && paragraph.marker.is_empty() => Part::Opening,
                    None => current,
                };
                paragraph.year = period::year(paragraph, period, &mut titles);
            }
        }
    }
}

fn heading_of(block: &Block) -> Option<&Heading> {
    match block {
        Block::Heading(heading) => Some(heading),
        Block::Paragraph(_) => None,
    }
}

/// Whether a first heading is of plans for sure.
fn plans(heading: &Heading) -> bool {
    heading.level == 1 && sure(&heading.title) == Some(Vote::One(Part::Plan))
}

/// What is known at a place of the report.
struct Reader<'p> {
    base: Part,
    period: Option<&'p Period>,
    /// Whether the text is a report, or says nothing else; what a speech demands is no plan of its own.
    reports: bool,
    /// Whether the report tells how problems others found were solved.
    rectifies: bool,
    /// The last first heading that is of plans for sure.
    last_plan: Option<usize>,
    /// The headings above, with their level and part.
    open: Vec<(u8, Part)>,
    /// Whether a section of results or problems stands before.
    looked_back: bool,
    /// Whether the section turns from problem to plan with every item.
    mixed: bool,
    /// Where the wording turned.
    turned: Option<Turn>,
    /// Whether the paragraph before announces a list or is an item of one that goes on.
    listing: bool,
    /// The part that wording announced for headings below it, with their level.
    announced: Option<(u8, Part)>,
}

/// A turn by wording.
#[derive(Clone, Copy)]
struct Turn {
    part: Part,
    /// Whether the paragraph that turned tells all itself.
    told: bool,
    /// Whether it announces a list.
    announces: bool,
}

impl Reader<'_> {
    fn heading(&mut self, index: usize, heading: &Heading) {
        let level = if heading.marker.is_empty() && names_part(&heading.title) { 0 } else { heading.level };
        let mut above = None;
        while let Some(&(top, part)) = self.open.last().filter(|&&(top, _)| top >= level) {
            above = Some((top, part));
            self.open.pop();
        }
        let inherited = self.open.last().map_or(self.base, |&(_, part)| part);
        let sticky = above.is_some_and(|(top, part)| part == Part::Plan && top == level);
        let vote = self.vote(index, heading).filter(|&vote| match vote {
            Vote::One(Part::Problem) => true,
            Vote::One(Part::Done) if sticky && !looks_back(&heading.title) => false,
            _ => inherited != Part::Plan || level <= 1,
        });
        self.mixed = vote == Some(Vote::Mixed) || self.mixed && vote.is_none() && above.is_none();
        let listing = std::mem::take(&mut self.listing);
        let announces = self.turned.filter(|_| listing && above.is_none());
        self.announced = match (announces, self.announced) {
            (Some(turn), _) => Some((level, turn.part)),
            (None, Some((top, part))) if level >= top => Some((top, part)),
            _ => None,
        };
        let announced = self.announced.filter(|&(top, _)| level == top).map(|(_, part)| part);
        let part = match vote {
            Some(Vote::One(part)) => part,
            Some(Vote::Mixed) => Part::Problem,
            None if announced.is_some() => announced.unwrap_or(inherited),
            None if sticky => Part::Plan,
            Some(Vote::Task) | None => inherited,
        };
        self.looked_back |= matches!(vote, Some(Vote::One(Part::Done | Part::Problem)));
        self.open.push((level, part));
        self.turned = None;
    }

    /// What a heading says here.
    fn vote(&self, index: usize, heading: &Heading) -> Option<Vote> {
        let vote = vote(&heading.title, self.period)?;
        if !self.reports && matches!(vote, Vote::Task | Vote::One(Part::Plan)) && !looks_ahead(&heading.title)
        {
            return None;
        }
        match vote {
            // Behind what looks back stand tasks to come, unless the plans follow still.
            Vote::Task if self.looked_back && self.last_plan < Some(index) => Some(Vote::One(Part::Plan)),
            Vote::Task => None,
            // The problems a rectification report is about are those that others found.
            Vote::One(Part::Problem)
                if self.rectifies && !without_quotations(&heading.title).contains("存在") =>
            {
                None
            }
            vote => Some(vote),
        }
    }

    /// Turns where a paragraph's wording does, and back; gives the part of the section.
    fn paragraph(&mut self, paragraph: &Paragraph) -> Part {
        let current = self.open.last().map_or(self.base, |&(_, part)| part);
        let (text, marker) = (&paragraph.text, &paragraph.marker);
        let starts_anew = marker.is_empty() || !marker.ends_with(['是', '要', '，', ',']);
        // What a notice or a speech calls upon people to do is no plan of a unit, nor are its warnings problems.
        let words = wording(text, self.period).filter(|_| self.reports && (starts_anew || self.mixed));
        match (current, words) {
            (Part::Done, Some(part)) => self.turn(part, text),
            (Part::Problem, Some(Part::Plan)) if self.mixed || self.turned.is_none() => {
                self.turn(Part::Plan, text);
            }
            (Part::Problem, Some(Part::Done)) => self.turn(Part::Done, text),
            _ => {
                let listed = self.listing || opens_with_sign(text);
                let ends = |turn: Turn| {
                    turn.part == Part::Problem
                        && turn.told
                        && marker.is_empty()
                        && !(turn.announces && listed)
                };
                if self.turned.is_some_and(ends) && !tells_weakness(text) {
                    self.turned = None;
                }
                if let Some(turn) = &mut self.turned {
                    turn.told |= marker.is_empty() || marker.ends_with(['是', '要']);
                }
            }
        }
        self.listing = text.ends_with(['：', ':', '；', ';']);
        current
    }

    fn turn(&mut self, part: Part, text: &str) {
        let behind = text.find(['。', '：', ':']).map_or(0, |end| letters_to(&text[end..], TOLD + 1));
        let announces = text.ends_with(['：', ':', '；', ';']);
        let told = behind > TOLD || names_weakness(text) && !announces;
        self.turned = Some(Turn { part, told, announces });
    }
}

fn without_quotations(title: &str) -> std::borrow::Cow<'_, str> {
    pattern!("“[^”]*”").replace_all(title, "")
}

/// For texts without a title: whether they speak of what is to come more than of what was done,
/// up to the first heading that says which.
fn mostly_plans(blocks: &[Block], period: Option<&Period>) -> bool {
    let (mut plans, mut deeds) = (0, 0);
    for block in blocks {
        let text = match block {
            Block::Heading(heading) if vote(&heading.title, period).is_some() => break,
            Block::Heading(_) => continue,
            Block::Paragraph(paragraph) => &paragraph.text,
        };
        plans += pattern!(r"<intent>|<ahead>|<second-half>|要[不进加把在以]").find_iter(text).count();
        deeds += pattern!(r"<deed>|<first-half>[^，。]{0,10}(?:完成|实现)|完成[^，。]{0,12}\d")
            .find_iter(text)
            .count();
    }
    plans > deeds
}
