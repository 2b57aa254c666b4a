//! JSON lines: the stable contract with other programs. Offsets are code points of the decoded
//! source text without byte-order mark.

mod cross_repeats;
mod figures;
mod record;
mod structure;
mod tables;
mod tags;
mod tracked;

pub use cross_repeats::cross_repeats;
pub(crate) use figures::Figures;
pub use structure::structure;
pub(crate) use tables::tables;
pub use tags::{AgainRecord, PassageRecord, TagRecord, ThemeRecord, tag_records};
pub(crate) use tags::{Tags, collection};
pub(crate) use tracked::tracked;
