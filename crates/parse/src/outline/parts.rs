//! Done, problem, plan or opening: from headings first, then from wording.

use super::title;
use crate::pattern::pattern;
use crate::text_util::letters;
use crate::{Block, Genre, Part};

/// What a heading says about the text under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Vote {
    One(Part),
    /// Problems first, then what is to be done about them.
    Mixed,
}

/// Whether a title without number names a part of a report (`2024年工作思路`, `存在的问题`).
pub(super) fn names_part(title: &str) -> bool {
    pattern!(
        r"(?x)(?: <summary> | <plan> | <state> | <part-name>
        | 存在的?(?:主要)?问题 | 问题[和与及]?不足 | 不足与?短板 )$"
    )
    .is_match(title)
        || is_part_line(title)
}

/// Whether a whole line says nothing but which part of a report follows (`2023年主要工作`).
pub(super) fn is_part_line(line: &str) -> bool {
    pattern!(
        r"(?x)^(?: <part-phrase>(?:[和及与暨、]<part-phrase>)?
        | (?:目前|当前|工作中)?(?:存在|面临)?(?:的)?(?:主要|突出)?<problem>(?:[和及与、]<problem>)? )$"
    )
    .is_match(line)
        && letters(line) >= 4
}

/// Sets the part of every paragraph of a report.
pub(super) fn assign(report_title: Option<&str>, years: &[u16], blocks: &mut [Block]) {
    let genre = report_title.and_then(title::genre);
    let base = match genre {
        Some(Genre::Plan) => Part::Plan,
        Some(_) => Part::Done,
        None if mostly_plans(blocks, years) => Part::Plan,
        None => Part::Done,
    };
    let headings = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let mut open: Vec<(u8, Part)> = Vec::new();
    let mut mixed = false;
    let mut turned: Option<Part> = None;
    let mut opening = report_title.is_some();
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                opening = false;
                let level =
                    if heading.marker.is_empty() && names_part(&heading.title) { 0 } else { heading.level };
                let mut above = None;
                while let Some(&(top, part)) = open.last().filter(|&&(top, _)| top >= level) {
                    above = Some((top, part));
                    open.pop();
                }
                let inherited = open.last().map_or(base, |&(_, part)| part);
                let vote = vote(&heading.title, years).filter(|&vote| {
                    inherited != Part::Plan || level <= 1 || vote == Vote::One(Part::Problem)
                });
                let sticky = above.is_some_and(|(top, part)| part == Part::Plan && top == level);
                mixed = vote == Some(Vote::Mixed) || mixed && vote.is_none() && above.is_none();
                let part = match vote {
                    Some(Vote::One(part)) => part,
                    Some(Vote::Mixed) => Part::Problem,
                    None if sticky => Part::Plan,
                    None => inherited,
                };
                open.push((level, part));
                turned = None;
            }
            Block::Paragraph(paragraph) => {
                let current = open.last().map_or(base, |&(_, part)| part);
                let words = wording(&paragraph.text, years);
                let starts_anew =
                    paragraph.marker.is_empty() || !paragraph.marker.ends_with(['是', '要', '，', ',']);
                if let Some(part) = words.filter(|_| starts_anew || mixed) {
                    let allowed = match (current, part) {
                        (Part::Done, _) => true,
                        (Part::Problem, Part::Plan) => mixed || turned.is_none(),
                        _ => false,
                    };
                    if allowed {
                        turned = Some(part);
                    }
                }
                paragraph.part = match turned {
                    Some(part) => part,
                    None if opening && headings => Part::Opening,
                    None if std::mem::take(&mut opening) => Part::Opening,
                    None => current,
                };
            }
        }
    }
}

/// What a heading's title says.
fn vote(title: &str, years: &[u16]) -> Option<Vote> {
    let problem = pattern!(
        r"(?x) (?:<problem>|薄弱环节)(?:及|和|与|、|$) | <problem>(?:和|及|与)?(?:原因|分析)
        | ^存在 | 问题(?:和|及|与)?(?:整改|短板)"
    )
    .is_match(title);
    let plan = pattern!(
        r"(?x) <plan-anywhere> | <ahead> | 下半年 | <plan-at-end>$ | (?:工作|年)(?:目标|任务|举措|重点)$
        | 目标任务$ | 意见建议 | 工作建议$"
    )
    .is_match(title);
    let done = pattern!(
        r"(?x) <summary> | <state> | <result> | (?:落实|推进|基本)情况 | 主要(?:做法|工作) | 特色做法"
    )
    .is_match(title);
    match (done, problem, plan) {
        (_, true, true) => Some(Vote::Mixed),
        (_, true, false) => Some(Vote::One(Part::Problem)),
        (true, _, _) if !pattern!("<plan-anywhere>|下一?步").is_match(title) => {
            Some(Vote::One(Part::Done))
        }
        (_, _, true) => Some(Vote::One(Part::Plan)),
        _ => year_vote(title, years),
    }
}

/// The last of several years is the one planned for; so is any year after the title's.
fn year_vote(title: &str, years: &[u16]) -> Option<Vote> {
    let year = *title::years(title).last()?;
    let (first, last) = (*years.first()?, *years.last()?);
    let plan = if first == last { year > last } else { year >= last };
    Some(Vote::One(if plan { Part::Plan } else { Part::Done }))
}

/// What the opening words of a paragraph say, where they turn from one part to another.
fn wording(text: &str, years: &[u16]) -> Option<Part> {
    let head: String = text.chars().take(120).collect();
    let problem = pattern!(
        r"(?x) (?:但|然而|同时)[^。]{0,30}(?:存在|面临)[^。]{0,40}<problem>
        | 存在(?:的|以下|一些|不少|如下)?(?:主要)?<shortcoming>(?:和不足)?[:：，,。]
        | (?:问题|不足)(?:和不足)?[，,]?主要(?:表现)?(?:在|是|有)"
    );
    if problem.is_match(&head) {
        return Some(Part::Problem);
    }
    let plan = pattern!(
        r"(?x)^(?:[^，。]{0,8}[，,。])?
        (?: <ahead> | 接下来 | 下半年[，,](?:我|将|要) | 针对(?:上述|以上|这些|存在的)问题
        | <year>[，,][^。]{0,24}(?:将|要|力争|计划) )"
    )
    .find(&head)?;
    let named = title::years(plan.as_str());
    let past = named.last().is_some_and(|&year| years.last().is_some_and(|&last| year < last));
    (!past).then_some(Part::Plan)
}

/// For texts without a title: whether they speak of what is to come more than of what was done,
/// up to the first heading that says which.
fn mostly_plans(blocks: &[Block], years: &[u16]) -> bool {
    let (mut plans, mut deeds) = (0, 0);
    for block in blocks {
        let text = match block {
            Block::Heading(heading) if vote(&heading.title, years).is_some() => break,
            Block::Heading(_) => continue,
            Block::Paragraph(paragraph) => &paragraph.text,
        };
        plans += pattern!(r"<intent>|<ahead>|下半年|要[不进加把在以]").find_iter(text).count();
        deeds +=
            pattern!(r"<deed>|上半年[^，。]{0,10}(?:完成|实现)|完成[^，。]{0,12}\d").find_iter(text).count();
    }
    plans > deeds
}
