//! The properties of a document that are no standard ones: [MS-OLEPS] 2.

use encoding_rs::GBK;

use crate::little_endian::{u16_at, u32_at, utf16, within};

/// Names and values in UTF-16.
const UNICODE: u16 = 1200;

/// The text of the property of this name in the second set of a stream, that of the user's own properties.
pub(super) fn own(stream: &[u8], name: &str) -> Option<String> {
    /// The most properties looked at.
    const MAX: u32 = 1000;
    // A mark, the first set's class and place, then the second's class and place.
    let set = stream.get(u32_at(stream, 28 + 20 + 16)? as usize..)?;
    let places: Vec<(u32, usize)> = (0..u32_at(set, 4)?.min(MAX) as usize)
        .map_while(|index| Some((u32_at(set, 8 + 8 * index)?, u32_at(set, 12 + 8 * index)? as usize)))
        .collect();
    let place = |number: u32| set.get(places.iter().find(|(found, _)| *found == number)?.1..);
    /// Numbers of the set's names and of its encoding.
    const NAMES: u32 = 0;
    const ENCODING: u32 = 1;
    let encoding = place(ENCODING).and_then(|value| u16_at(value, 4)).unwrap_or_default();
    let names = place(NAMES)?;
    let mut at = 4;
    for _ in 0..u32_at(names, 0)?.min(MAX) {
        let (number, length) = (u32_at(names, at)?, u32_at(names, at + 4)? as usize);
        let size = if encoding == UNICODE { length.checked_mul(2)?.next_multiple_of(4) } else { length };
        if decoded(names.get(at + 8..(at + 8).checked_add(size)?)?, encoding) == name {
            return text(place(number)?, encoding);
        }
        at += 8 + size;
    }
    None
}

/// The value of a property that is a text.
fn text(value: &[u8], encoding: u16) -> Option<String> {
    const NARROW: u32 = 30;
    const WIDE: u32 = 31;
    let size = u32_at(value, 4)? as usize;
    match u32_at(value, 0)? {
        NARROW => Some(decoded(within(value, 8..size.checked_add(8)?), encoding)),
        WIDE => Some(decoded(within(value, 8..size.checked_mul(2)?.checked_add(8)?), UNICODE)),
        _ => None,
    }
}

fn decoded(bytes: &[u8], encoding: u16) -> String {
    let text = match encoding {
        UNICODE => utf16(bytes),
        // Of another encoding, too, the Latin letters.
        _ => GBK.decode_without_bom_handling(bytes).0.into_owned(),
    };
    text.trim_end_matches('\0').to_owned()
}
