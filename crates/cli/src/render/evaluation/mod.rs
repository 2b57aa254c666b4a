//! The figures of an evaluation for people: as text, and as a page with plots.

pub(crate) mod html;
pub(crate) mod text;
