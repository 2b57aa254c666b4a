//! How well texts are tagged whose themes are known.
//!
//! Answers come from a model or from cross-validation (`answers.rs`), figures are made of them
//! (`figures.rs`, which is also the JSON format), and shown as text (`text.rs`) or as a page (`html/`).

pub(crate) mod answers;
pub(crate) mod comparison;
pub(crate) mod curve;
pub(crate) mod figures;
pub(crate) mod html;
mod scores;
pub(crate) mod text;
mod wrong;
