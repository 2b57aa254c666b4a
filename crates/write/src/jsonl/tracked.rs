//! Records of `classify track`: one an item, then one a result nobody planned.

use std::io::Write;

use gongwen_parse::CodePoints;
use serde::Serialize;

use super::record::{line, round};
use crate::{Match, Stretch, Tracked, WriteError};

/// A thing planned.
#[derive(Serialize)]
struct ItemRecord<'a> {
    /// Name of the file that plans, as given.
    file: &'a str,
    start: usize,
    end: usize,
    /// Its words, repaired.
    text: &'a str,
    /// The figures aimed at, as printed; null where there are none.
    target: Option<String>,
    /// `done`, `partly`, `under way`, `changed`, `missed` or `not mentioned`.
    status: &'static str,
    /// How sure the status is.
    p: f64,
    /// What reports on it, the likeliest first.
    matches: Vec<MatchRecord<'a>>,
    /// Of an item not mentioned what may yet report on it; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    possible: Option<MatchRecord<'a>>,
    path: &'a [String],
    /// The unit that plans, null where it is not stated.
    unit: Option<&'a str>,
    /// The year planned, null where nothing says it.
    year: Option<u16>,
    /// Whether a person settled status and matches; left out where none did.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    checked: bool,
}

#[derive(Serialize)]
struct MatchRecord<'a> {
    /// Name of the file that reports, as given.
    file: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    /// The figures reached, as printed; null where there are none.
    reached: Option<String>,
    /// How likely it reports on the item.
    score: f64,
    path: &'a [String],
    part: &'static str,
}

/// A result that nobody planned.
#[derive(Serialize)]
struct UnplannedRecord<'a> {
    kind: &'static str,
    /// Name of the file that reports, as given.
    file: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    /// How likely nobody planned it.
    p: f64,
    path: &'a [String],
    unit: Option<&'a str>,
    year: Option<u16>,
}

/// Writes the items of a plan, then the results nobody planned.
///
/// # Errors
/// Where the destination fails.
pub(crate) fn tracked<'a>(out: &mut dyn Write, tracked: &Tracked<'a>) -> Result<(), WriteError> {
    let Tracked { plan, result, items, unplanned } = tracked;
    let planned = CodePoints::new(&plan.document.source);
    let reported = CodePoints::new(&result.document.source);
    let place = |points: &CodePoints<'_>, stretch: &Stretch<'_>| points.of(stretch.span);
    for item in items {
        let record = |found: &Match<'a>| {
            let (start, end) = place(&reported, &found.stretch);
            MatchRecord {
                file: result.name,
                start,
                end,
                text: found.stretch.text(),
                reached: found.reached_text(),
                score: round(found.score, 4),
                path: found.stretch.path(),
                part: found.stretch.paragraph.part.as_str(),
            }
        };
        let (start, end) = place(&planned, &item.stretch);
        line(
            &mut *out,
            &ItemRecord {
                file: plan.name,
                start,
                end,
                text: item.stretch.text(),
                target: item.target_text(),
                status: item.outcome.as_str(),
                p: round(item.p, 4),
                matches: item.matches.iter().map(record).collect(),
                possible: item.possible.as_ref().map(record),
                path: item.stretch.path(),
                unit: plan.report.unit.as_deref(),
                year: item.stretch.paragraph.year,
                checked: item.checked,
            },
        )?;
    }
    for found in unplanned {
        let (start, end) = place(&reported, &found.stretch);
        line(
            &mut *out,
            &UnplannedRecord {
                kind: "unplanned",
                file: result.name,
                start,
                end,
                text: found.stretch.text(),
                p: round(found.p, 4),
                path: found.stretch.path(),
                unit: result.report.unit.as_deref(),
                year: found.stretch.paragraph.year,
            },
        )?;
    }
    Ok(())
}
