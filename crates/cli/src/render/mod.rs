//! What people and programs get to see of a parsed or tagged file.

pub(crate) mod edits;
pub(crate) mod outline;
pub(crate) mod style;
pub(crate) mod tags;
