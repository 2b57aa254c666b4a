//! What people and programs get to see of a parsed or tagged file.

pub(crate) mod csv;
pub(crate) mod edits;
pub(crate) mod jsonl;
pub(crate) mod markdown;
pub(crate) mod outline;
pub(crate) mod style;
pub(crate) mod tags;
