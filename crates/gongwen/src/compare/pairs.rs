//! Which reports are compared with which.

use std::collections::BTreeMap;

use gongwen_messages::{listed, phrase, text, translated};
use gongwen_parse::Sameness;
use gongwen_write::FiguredFile;

use super::Side;

/// Reports to compare, and those that have no partner.
#[derive(Debug, Default)]
pub struct Pairs<'a> {
    /// The earlier and the later report, in the order of the later ones.
    pub pairs: Vec<(Side<'a>, Side<'a>)>,
    /// Reports of units that the other side holds none of, or several.
    pub single: Vec<Side<'a>>,
}

/// Nothing can be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PairError {
    /// A side holds no report.
    #[error("{}", text!("the {side} side holds no report with text", side = translated(side)))]
    Empty {
        /// `first` or `second`.
        side: &'static str,
    },
    /// There are several reports, and no unit has one on each side.
    #[error(
        "{}",
        text!(
            "no unit has one report on each side ({a} and {b} reports: {units}); give a file with one report \
             each, or the units of the files (columns file, unit) by --units",
            a,
            b,
            units
        )
    )]
    NoCommonUnit {
        /// Reports of the first side.
        a: usize,
        /// Reports of the second.
        b: usize,
        /// The units found.
        units: String,
    },
}

/// Units that a message lists at most.
const LISTED: usize = 6;

/// Pairs the reports of two sides: the only ones of each, whatever their units, else by unit. Copies and older versions
/// of other reports do not count.
///
/// # Errors
/// Where a side has no report, or there are several and no unit has one on each side.
pub fn pairs<'a>(a: &'a [FiguredFile], b: &'a [FiguredFile]) -> Result<Pairs<'a>, PairError> {
    let (a, b) = (sides(a), sides(b));
    for (side, found) in [(phrase!("first"), &a), (phrase!("second"), &b)] {
        if found.is_empty() {
            return Err(PairError::Empty { side });
        }
    }
    if let ([a], [b]) = (&a[..], &b[..]) {
        return Ok(Pairs { pairs: vec![(*a, *b)], single: Vec::new() });
    }
    let (of_a, of_b) = (by_unit(&a), by_unit(&b));
    let partner = |units: &BTreeMap<&str, Option<Side<'a>>>, side: &Side<'a>| {
        let unit = side.report.unit.as_deref()?;
        *units.get(unit)?
    };
    let mut found = Pairs::default();
    for side in &b {
        match (partner(&of_a, side), partner(&of_b, side)) {
            (Some(earlier), Some(_)) => found.pairs.push((earlier, *side)),
            _ => found.single.push(*side),
        }
    }
    let alone = |side: &&Side<'a>| partner(&of_a, side).is_none() || partner(&of_b, side).is_none();
    found.single.extend(a.iter().filter(alone));
    if found.pairs.is_empty() {
        let mut units: Vec<&str> =
            a.iter().chain(&b).filter_map(|side| side.report.unit.as_deref()).collect();
        units.sort_unstable();
        units.dedup();
        units.truncate(LISTED);
        let units = if units.is_empty() { text!("none names its unit") } else { listed(units) };
        return Err(PairError::NoCommonUnit { a: a.len(), b: b.len(), units });
    }
    Ok(found)
}

/// The reports that count.
fn sides(files: &[FiguredFile]) -> Vec<Side<'_>> {
    let counts = |side: &Side<'_>| {
        let again = side.figured.file.again(side.report);
        again.is_none_or(|again| !matches!(again.as_what, Sameness::Copy | Sameness::Older))
    };
    files.iter().flat_map(Side::all).filter(counts).collect()
}

/// The report of each unit; nothing where it has several.
fn by_unit<'a, 's>(sides: &'s [Side<'a>]) -> BTreeMap<&'s str, Option<Side<'a>>> {
    let mut found = BTreeMap::new();
    for side in sides {
        let Some(unit) = side.report.unit.as_deref() else { continue };
        found.entry(unit).and_modify(|found| *found = None).or_insert(Some(*side));
    }
    found
}
