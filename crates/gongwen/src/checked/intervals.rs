//! Estimated shares of years, for the reader's page.

use std::collections::BTreeSet;

use gongwen_parse::names_one_unit;
use gongwen_write::ShareInterval;

use super::{Answered, Batch, Checked, FEWEST, Size};

impl Batch {
    /// The 95% confidence intervals of every theme's share of the characters of a year: of all units, and of each unit
    /// whose name is its own. None where fewer than twenty paragraphs of the year were checked.
    pub fn intervals(&self, checked: &Checked) -> Vec<ShareInterval> {
        let mut found: BTreeSet<(Option<&str>, u16)> = BTreeSet::new();
        for Answered { unit, year, .. } in &self.paragraphs {
            let Some(year) = *year else { continue };
            found.insert((None, year));
            if !unit.is_empty() && names_one_unit(unit) {
                found.insert((Some(unit), year));
            }
        }
        let intervals = found.into_iter().flat_map(|(unit, year)| {
            let within = |p: &Answered| p.year == Some(year) && unit.is_none_or(|unit| p.unit == unit);
            let estimates = self.estimates(checked, Size::Characters, within).unwrap_or_default();
            let relied_on = estimates.into_iter().enumerate().filter(|(_, found)| found.checked >= FEWEST);
            relied_on.map(move |(theme, found)| ShareInterval {
                unit: unit.map(str::to_owned),
                year,
                theme,
                share: found.share,
                low: found.low,
                high: found.high,
            })
        });
        intervals.collect()
    }
}
