//! Settings that are numbers lie in ranges.

use gongwen_messages::{text, translated};

/// A setting out of its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", text!("{setting}: `{value}` is not from {min} to {max}", setting = translated(setting), value, min, max))]
pub struct OutOfRange {
    /// The setting.
    pub setting: &'static str,
    /// The value given.
    pub value: f64,
    /// Smallest value taken.
    pub min: f64,
    /// Largest value taken.
    pub max: f64,
}

/// Refuses a value that is out of its range, or no number.
pub(crate) fn in_range(setting: &'static str, value: f64, min: f64, max: f64) -> Result<(), OutOfRange> {
    match (min..=max).contains(&value) {
        true => Ok(()),
        false => Err(OutOfRange { setting, value, min, max }),
    }
}
