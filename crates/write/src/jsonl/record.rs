//! A record as a line.

use std::io::Write;

use serde::Serialize;

use crate::WriteError;

pub(super) fn line(out: &mut dyn Write, record: &impl Serialize) -> Result<(), WriteError> {
    serde_json::to_writer(&mut *out, record)?;
    Ok(out.write_all(b"\n")?)
}

/// Rounds to so many decimal digits.
pub(super) fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}
