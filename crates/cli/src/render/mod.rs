//! What people get to see of files and figures.

pub(crate) mod edits;
pub(crate) mod evaluation;
pub(crate) mod figures;
pub(crate) mod outline;
pub(crate) mod paper;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod tags;
pub(crate) mod tracked;
