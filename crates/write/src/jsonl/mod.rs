//! JSON lines: the stable contract with other programs. Offsets are code points of the decoded
//! source text without byte-order mark.

mod cross_repeats;
mod structure;
mod tags;

use std::io::Write;

use serde::Serialize;

use crate::WriteError;

pub use cross_repeats::cross_repeats;
pub use structure::structure;
pub(crate) use tags::{Tags, collection};

fn line(out: &mut dyn Write, record: &impl Serialize) -> Result<(), WriteError> {
    serde_json::to_writer(&mut *out, record)?;
    Ok(out.write_all(b"\n")?)
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}
