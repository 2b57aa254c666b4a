//! A record as a line.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::WriteError;

pub(super) fn line(mut out: impl Write, record: &impl Serialize) -> Result<(), WriteError> {
    record.serialize(&mut Serializer::with_formatter(&mut out, Escaping))?;
    Ok(out.write_all(b"\n")?)
}

/// Writes the records of these, a line each, in order; they become bytes on all cores.
pub(super) fn lines<'t, T: Sync, R: Serialize>(
    out: &mut dyn Write,
    of: &'t [T],
    record: impl Fn(&'t T) -> R + Sync,
) -> Result<(), WriteError> {
    /// Records that are worth a core's while, and those whose bytes are in memory together.
    const SHARE: usize = 64;
    const TOGETHER: usize = 64 * SHARE;
    for some in of.chunks(TOGETHER) {
        let shares = some.par_chunks(SHARE).map(|share| {
            let mut bytes = Vec::new();
            share.iter().try_for_each(|one| line(&mut bytes, &record(one)))?;
            Ok(bytes)
        });
        for bytes in shares.collect::<Vec<Result<Vec<u8>, WriteError>>>() {
            out.write_all(&bytes?)?;
        }
    }
    Ok(())
}

/// Escapes every character that could control a terminal: JSON itself asks for that of C0 alone.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        for (at, control) in fragment.match_indices(is_control) {
            out.write_all(&fragment.as_bytes()[written..at])?;
            control.chars().try_for_each(|c| write!(out, "\\u{:04x}", u32::from(c)))?;
            written = at + control.len();
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}

/// DEL, C1, and the characters that turn the direction of writing.
fn is_control(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

/// Rounds to so many decimal digits.
pub(super) fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn controls_are_escaped_and_read_back() {
        let text = "甲\u{1b}[31m\u{7f}\u{9b}\u{202e}乙\u{2069}\u{200f}\u{61c}\"丙\n𠀀";
        let mut out = Vec::new();
        line(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(
            !written.trim_end().contains(|c: char| c.is_control() || ('\u{200e}'..='\u{2069}').contains(&c))
        );
        assert!(written.contains(r"甲\u001b[31m\u007f\u009b\u202e乙\u2069"), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
