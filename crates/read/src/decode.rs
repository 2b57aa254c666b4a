//! Bytes to text: which encoding, and how sure.
//!
//! Tried in this order, the first that fits wins: the caller's choice, a byte-order mark, strict
//! UTF-8, UTF-16 without a mark, what an HTML page declares, UTF-8 with a few bad bytes, and last a
//! guess by chardetng with the hint that the text comes from China. A guess that gives no legible text is given up for
//! the encodings of China's neighbours, or altogether.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, GBK, SHIFT_JIS, UTF_16BE, UTF_16LE};

use crate::legible::{self, Rare};
use crate::{Detection, Encoding, Place, ReadErrorKind, Warning};

/// How much of a file the statistics look at, in bytes.
const SAMPLE: usize = 64 << 10;

/// In UTF-8 with damage, this many Chinese characters stand against each bad sequence at least.
/// GBK and Big5 text taken for UTF-8 is mostly bad sequences.
const WIDE_PER_BAD: usize = 10;

/// Largest share of a text that may be garbage before it is no text.
const MAX_GARBAGE: f64 = 0.1;

/// Decoded bytes.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    pub(crate) detection: Detection,
    pub(crate) warnings: Vec<Warning>,
}

/// Decodes `bytes`; `declared` is the encoding an HTML page names for itself.
///
/// # Errors
/// [`ReadErrorKind::Empty`] for blank text, [`ReadErrorKind::NotText`] where the result is garbage, and
/// [`ReadErrorKind::Illegible`] where a guessed encoding gives characters that hardly any text is made of.
pub(crate) fn decode(
    bytes: &[u8],
    forced: Option<Encoding>,
    declared: Option<Encoding>,
) -> Result<Decoded, ReadErrorKind> {
    let (mut encoding, detection) = detect(bytes, forced, declared);
    let (mut text, mut had_errors) = encoding.0.decode_with_bom_removal(bytes);
    if text.trim().is_empty() {
        return Err(ReadErrorKind::Empty);
    }
    let is_guess = matches!(detection, Detection::Guessed | Detection::Utf16);
    let mut illegible = if is_guess { legible::check_guess(&text).err() } else { None };
    if illegible.is_some()
        && let Some(found) = neighbours(bytes)
    {
        ((encoding, text), had_errors, illegible) = (found, false, None);
    }
    let (garbage, chars) = count_garbage(&text);
    if garbage as f64 > MAX_GARBAGE * chars as f64 {
        return Err(ReadErrorKind::NotText { encoding, garbage, chars });
    }
    if let Some(Rare { rare, chars }) = illegible {
        return Err(ReadErrorKind::Illegible { encoding, rare, chars });
    }
    let warnings = if had_errors { vec![invalid_bytes(&text)] } else { Vec::new() };
    Ok(Decoded { text: text.into_owned(), encoding, detection, warnings })
}

/// Chooses the encoding.
fn detect(bytes: &[u8], forced: Option<Encoding>, declared: Option<Encoding>) -> (Encoding, Detection) {
    if let Some(encoding) = forced {
        return (encoding, Detection::Forced);
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return (Encoding(encoding), Detection::Bom);
    }
    let (bad, wide) = count_utf8(bytes);
    let may_be_wide = bad > 0 || bytes.contains(&0);
    if may_be_wide && let Some(encoding) = utf16_without_bom(bytes) {
        return (encoding, Detection::Utf16);
    }
    if bad == 0 {
        return (Encoding::UTF_8, Detection::Utf8);
    }
    if let Some(encoding) = declared
        && !encoding.0.decode_without_bom_handling(bytes).1
    {
        return (encoding, Detection::Declared);
    }
    if wide >= WIDE_PER_BAD * bad {
        return (Encoding::UTF_8, Detection::MostlyUtf8 { bad });
    }
    (guess(bytes), Detection::Guessed)
}

/// Invalid sequences in `bytes` read as UTF-8, and where there are any, characters of three bytes or more.
fn count_utf8(bytes: &[u8]) -> (usize, usize) {
    if std::str::from_utf8(bytes).is_ok() {
        return (0, 0);
    }
    let (mut bad, mut wide) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        bad += usize::from(!chunk.invalid().is_empty());
        wide += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
    }
    (bad, wide)
}

/// UTF-16 without a mark, where there is no doubt: in one byte order nearly every unit is a
/// character of everyday Chinese text.
fn utf16_without_bom(bytes: &[u8]) -> Option<Encoding> {
    let pairs = || bytes[..bytes.len().min(SAMPLE)].chunks_exact(2).map(|b| [b[0], b[1]]);
    let fits = |unit: fn([u8; 2]) -> u16| {
        let usual = pairs().filter(|&pair| is_usual_in_chinese(unit(pair))).count();
        usual * 20 >= pairs().len() * 19
    };
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    match (fits(u16::from_le_bytes), fits(u16::from_be_bytes)) {
        (true, false) => Some(Encoding(UTF_16LE)),
        (false, true) => Some(Encoding(UTF_16BE)),
        _ => None,
    }
}

/// A UTF-16 unit of ASCII text, Han, or the signs of Chinese print (`·`, `—`, `→`, `①`, `●`, `。`, `㎡`, `（`).
pub(crate) fn is_usual_in_chinese(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xa0 | 0xb0 | 0xb1 | 0xb7 | 0xd7 | 0xf7 | 0x2010..=0x203b
        | 0x2103 | 0x2160..=0x217b | 0x2190..=0x2193 | 0x2460..=0x249b
        | 0x25a0..=0x2611
        | 0x3000..=0x303f | 0x3220..=0x3229 | 0x338f..=0x33a5 | 0x4e00..=0x9fff | 0xff01..=0xff5e | 0xffe5)
}

/// chardetng's guess with the hint `cn`, unless GBK or Big5 gives fewer characters that Chinese text
/// has no use for: the hint turns all Big5 into GBK, and a few characters may look western.
fn guess(bytes: &[u8]) -> Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, bytes.len() <= SAMPLE);
    let guessed = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let unusual = |encoding: &'static encoding_rs::Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        text.encode_utf16().filter(|&unit| !is_usual_in_chinese(unit)).count()
    };
    // The first of equals is taken.
    Encoding([guessed, GBK, BIG5].into_iter().min_by_key(|e| unusual(e)).unwrap_or(guessed))
}

/// The text of Japan or Korea that the bytes are, where they are one without a flaw.
fn neighbours(bytes: &[u8]) -> Option<(Encoding, Cow<'_, str>)> {
    [SHIFT_JIS, EUC_JP, EUC_KR].into_iter().find_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        legible::has_syllables(&text).then_some((Encoding(encoding), text))
    })
}

/// Characters that make no sense in text (undecodable, control, private use), and all characters.
fn count_garbage(text: &str) -> (usize, usize) {
    let is_garbage = |c: char| match c {
        '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => true,
        '\u{1a}' => false, // closes files of DOS times
        _ => c.is_control() && !c.is_whitespace(),
    };
    text.chars().fold((0, 0), |(garbage, all), c| (garbage + usize::from(is_garbage(c)), all + 1))
}

/// Counts and places the U+FFFD of a text that had bytes its encoding does not know.
fn invalid_bytes(text: &str) -> Warning {
    let mut count = 0;
    let mut places = Vec::new();
    for (line, content) in text.split('\n').enumerate() {
        for (column, _) in content.chars().enumerate().filter(|&(_, c)| c == '\u{fffd}') {
            count += 1;
            if places.len() < Warning::PLACES {
                places.push(Place { line: line + 1, column: column + 1 });
            }
        }
    }
    Warning::InvalidBytes { count, places }
}
