#![doc = include_str!("../README.md")]

mod approx;
pub mod conflicts;
mod decoy;
mod figure;
mod glyphs;
mod indicator;
mod number;
mod period;
mod rank;
mod reader;
mod role;
mod scan;
mod status;
mod table;
#[cfg(test)]
mod tests;
mod unit;
mod words;
mod zones;

pub use figure::{Figure, Role, Sign, Status, Value};
pub use indicator::names_a_deed_only;
pub use reader::{Setting, figures};
