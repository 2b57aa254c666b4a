//! One colour a theme, the same in every format.

use crate::ThemeNames;

/// Colours of the themes in their order, as 0xRRGGBB; further themes start again. Dark enough to
/// be read as text on white, and apart from each other in lightness as well as in hue.
const COLOURS: [u32; 8] = [0xB3261E, 0xB26A00, 0x1565A9, 0x2E7D32, 0x6A3FA0, 0x00796B, 0x8D4E2A, 0x455A99];

/// The colour of what no theme of the user's choice covers, and of unsure paragraphs.
pub(crate) const GREY: u32 = 0x6B7280;

/// The colour of a theme; grey for `other`.
pub(crate) fn colour(themes: &ThemeNames, theme: usize) -> u32 {
    match themes.themes.get(theme) {
        Some(found) if found.id != "other" => COLOURS[theme % COLOURS.len()],
        _ => GREY,
    }
}

/// A colour mixed with white: `strength` 1 leaves it, 0 gives white.
pub(crate) fn tint(colour: u32, strength: f64) -> u32 {
    let mix = |shift: u32| {
        let channel = f64::from((colour >> shift) & 0xFF);
        ((255.0 - (255.0 - channel) * strength).round() as u32) << shift
    };
    mix(16) | mix(8) | mix(0)
}

#[cfg(test)]
mod tests {
    use super::tint;

    #[test]
    fn tints_run_from_white_to_the_colour() {
        assert_eq!(tint(0xB3261E, 1.0), 0xB3261E);
        assert_eq!(tint(0xB3261E, 0.0), 0xFFFFFF);
    }
}
