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
pub(crate) mod markdown;
mod misread;
mod page_marks;
mod paid_marks;
mod radicals;
mod spaced_out;
mod traditional;
mod web_chrome;

pub(crate) use contents::{PASS as CONTENTS, entry as contents_entry};
pub use edit::{Change, Edit, Text, apply, undo};
pub(crate) use misread::suspects;
pub(crate) use traditional::PASS as TRADITIONAL;

/// Passes speak of the text that the passes before them left.
type Span = crate::Span<crate::Repaired>;

/// A repair pass, built-in or an outside crate's own (see [`crate::Options::with_pass`]).
///
/// A pass must change only what it is sure of, and nothing more when it is run again.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// Name for `--no-repair` and for [`crate::Options::disable`]; words joined by hyphens.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// Whether what it deletes is no part of any report: page marks, advertisements.
    pub furniture: bool,
    /// Finds the changes to make in the text that the passes before left. They may come in any order;
    /// of changes that overlap the first one counts.
    pub run: fn(&str) -> Vec<Change>,
}

/// The passes that change what the text says; all others change how it is set, or take out furniture.
const REWORDING: [Pass; 3] = [dodged_party::PASS, dodged_letters::PASS, misread::PASS];

/// The built-in passes in the order they run.
///
/// What stands for other characters goes first, so that all others see the characters they know, then
/// marks and pages that cut sentences, then the breaks inside sentences, so that the
/// passes for single characters see whole words.
pub const PASSES: &[Pass] = &[
    radicals::PASS,
    traditional::PASS,
    spaced_out::PASS,
    paid_marks::PASS,
    web_chrome::PASS,
    page_marks::PASS,
    advertisements::PASS,
    markdown::PASS,
    contents::PASS,
    lost_breaks::PASS,
    hard_wraps::PASS,
    misread::PASS,
    dodged_party::PASS,
    dodged_letters::PASS,
    doubled_years::PASS,
];

/// Runs passes one after the other (see [`crate::Options::passes`]).
pub fn run<'s, 'p>(source: &'s str, passes: impl IntoIterator<Item = &'p Pass>) -> Text<'s> {
    let mut text = Text::new(source);
    for pass in passes {
        text.change(pass, (pass.run)(text.as_str()));
    }
    text
}

#[cfg(test)]
mod tests;
