//! Which report tells what came of which plan: the same unit, the year that was planned.

use gongwen_messages::text;
use gongwen_parse::{Part, Report};
use gongwen_write::Reported;

/// Plans and results put together.
#[derive(Debug, Default)]
pub struct Pairs {
    /// Index of a plan and of its result, in the order of the plans.
    pub pairs: Vec<(usize, usize)>,
    /// Plans that found no result, and why.
    pub alone: Vec<(usize, Alone)>,
}

/// Why a plan has no result beside it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Alone {
    /// The report names no unit.
    #[error("{}", text!("names no unit, by which its result could be found"))]
    NoUnit,
    /// The report names no year.
    #[error("{}", text!("names no year, by which its result could be found"))]
    NoYear,
    /// No report tells of that unit's year.
    #[error("{}", text!("no report tells what {unit} did in {year}", unit, year))]
    NoResult {
        /// The unit.
        unit: String,
        /// The year planned.
        year: u16,
    },
}

/// Puts plans beside results of the same unit that tell of the year planned. Of several results the first counts;
/// reports that plan nothing are passed over. One file and another are a pair whatever they say of themselves: where
/// none of their reports pair, the one that plans most and the one that tells most do.
pub fn pairs(plans: &[Reported<'_>], results: &[Reported<'_>]) -> Pairs {
    let mut found = Pairs::default();
    for (at, plan) in plans.iter().enumerate().filter(|(_, plan)| plans_anything(plan.report)) {
        let told = |year| {
            let tells = |result: &Reported<'_>| {
                year_told(result.report) == Some(year)
                    && !std::ptr::eq(result.report, plan.report)
                    && unit(result.report) == unit(plan.report)
            };
            results.iter().position(tells)
        };
        match (unit(plan.report), year_planned(plan.report)) {
            (None, _) => found.alone.push((at, Alone::NoUnit)),
            (_, None) => found.alone.push((at, Alone::NoYear)),
            (Some(unit), Some(year)) => match told(year) {
                Some(result) => found.pairs.push((at, result)),
                None => found.alone.push((at, Alone::NoResult { unit, year })),
            },
        }
    }
    if found.pairs.is_empty()
        && is_one_file(plans)
        && is_one_file(results)
        && let (Some(plan), Some(result)) = (largest(plans, Part::Plan), largest(results, Part::Done))
    {
        return Pairs { pairs: vec![(plan, result)], alone: Vec::new() };
    }
    found
}

fn is_one_file(reports: &[Reported<'_>]) -> bool {
    reports.windows(2).all(|two| std::ptr::eq(two[0].document, two[1].document))
}

/// The report with the most text of a part, the first of equals.
fn largest(reports: &[Reported<'_>], part: Part) -> Option<usize> {
    let text = |reported: &Reported<'_>| -> usize {
        let own = reported.report.paragraphs().filter(|paragraph| paragraph.part == part);
        own.map(|paragraph| paragraph.text.len()).sum()
    };
    (0..reports.len()).rev().max_by_key(|&at| text(&reports[at]))
}

fn plans_anything(report: &Report) -> bool {
    report.paragraphs().any(|paragraph| paragraph.part == Part::Plan)
}

fn unit(report: &Report) -> Option<String> {
    let unit: String = report.unit.as_ref()?.split_whitespace().collect();
    (!unit.is_empty()).then_some(unit)
}

fn year_planned(report: &Report) -> Option<u16> {
    report.period?.plan_year()
}

fn year_told(report: &Report) -> Option<u16> {
    report.period?.done_year()
}

#[cfg(test)]
mod tests {
    use super::{Alone, Pairs, pairs};
    use crate::{ParsedFile, Reader};
    use gongwen_write::Reported;

    fn files(sources: &[(&str, u16)]) -> Vec<ParsedFile> {
        let text = |(unit, year): &(&str, u16)| {
            let next = year + 1;
            format!(
                "{unit}{year}年工作总结和{next}年工作思路\n一、{year}年工作情况\n修路8公里。\n二、{next}年工作思路\n新建公厕12座。\n"
            )
        };
        sources.iter().map(|source| Reader::default().parse_text("", &text(source))).collect()
    }

    fn reports(files: &[ParsedFile]) -> Vec<Reported<'_>> {
        let reports = files.iter().flat_map(|file| {
            file.document.reports.iter().map(move |report| Reported {
                name: &file.name,
                document: &file.document,
                report,
            })
        });
        reports.collect()
    }

    #[test]
    fn reports_pair_by_unit_and_year() {
        let files = files(&[
            ("云岭县水务局", 2022),
            ("青禾县水务局", 2022),
            ("云岭县水务局", 2023),
            ("云岭县水务局", 2021),
        ]);
        let reports = reports(&files);
        let Pairs { pairs: found, alone } = pairs(&reports, &reports);
        assert_eq!(found, [(0, 2), (3, 0)]);
        let unit = |unit: &str| unit.to_owned();
        assert_eq!(
            alone,
            [
                (1, Alone::NoResult { unit: unit("青禾县水务局"), year: 2023 }),
                (2, Alone::NoResult { unit: unit("云岭县水务局"), year: 2024 }),
            ]
        );
    }

    #[test]
    fn two_reports_are_a_pair_whatever_they_say() {
        let files = files(&[("云岭县水务局", 2022), ("青禾县水务局", 2022)]);
        let reports = reports(&files);
        assert_eq!(pairs(&reports[..1], &reports[1..]).pairs, [(0, 0)]);
    }
}
