//! Repair: small passes, each a list of replacements with reasons.
//!
//! A pass looks at the text the passes before it left and asks for changes; [`Text`] applies them
//! and keeps track of the source. No pass changes what it is not sure of.

mod advertisements;
mod contents;
mod dodged_letters;
mod dodged_party;
mod doubled_years;
mod edit;
mod hard_wraps;
mod lost_breaks;
mod misread;
mod page_marks;
mod paid_marks;
mod web_chrome;

pub(crate) use contents::{PASS as CONTENTS, entry as contents_entry};
pub use edit::{Change, Edit, Text, apply, undo};
pub(crate) use hard_wraps::is_table_row;
pub(crate) use misread::suspects;

use crate::Options;

/// A repair pass.
pub struct Pass {
    /// Name for `--no-repair` and for [`Options::without`].
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// Whether what it deletes is no part of any report: page marks, advertisements.
    pub furniture: bool,
    /// Finds the changes to make in a text.
    pub run: fn(&str) -> Vec<Change>,
}

/// All passes in the order they run.
///
/// Marks and pages that cut sentences go first, then the breaks inside sentences, so that the
/// passes for single characters see whole words.
pub const PASSES: &[Pass] = &[
    paid_marks::PASS,
    web_chrome::PASS,
    page_marks::PASS,
    advertisements::PASS,
    contents::PASS,
    lost_breaks::PASS,
    hard_wraps::PASS,
    misread::PASS,
    dodged_party::PASS,
    dodged_letters::PASS,
    doubled_years::PASS,
];

/// Runs the passes that `options` leaves on.
pub fn run<'s>(source: &'s str, options: &Options) -> Text<'s> {
    let mut text = Text::new(source);
    for pass in PASSES.iter().filter(|pass| options.runs(pass.name)) {
        let changes = (pass.run)(text.as_str());
        text.change(pass.name, changes);
    }
    text
}

#[cfg(test)]
mod tests;
