//! Whether a text layer says what the page shows.
//!
//! Fonts of some PDF makers number their glyphs at will; the text then reads as signs of other
//! scripts, or as Han that nobody uses. Better no text than that.

use encoding_rs::GBK;

use crate::ReadErrorKind;
use crate::decode::is_usual_in_chinese;
use crate::lines::Line;

/// The largest part, in percent, of characters that Chinese text has no use for.
const MAX_UNUSUAL: usize = 10;

/// The least part, in percent, of Han that are among GB 2312's 3,755 of the first level. In reports
/// it is over 97; of all Han in Unicode's main block they are 18.
const MIN_COMMON: usize = 60;

/// So few Han may well be rare ones.
const FEW_HAN: usize = 30;

/// Refuses text that is garbled.
pub(super) fn check(lines: &[Line]) -> Result<(), ReadErrorKind> {
    let (mut chars, mut unusual, mut han, mut common) = (0, 0, 0, 0);
    for unit in lines.iter().flat_map(|line| line.text.encode_utf16()) {
        chars += 1;
        unusual += usize::from(!is_usual_in_chinese(unit));
        if (0x4e00..=0x9fff).contains(&unit) {
            han += 1;
            common += usize::from(is_common(unit));
        }
    }
    if unusual * 100 > chars * MAX_UNUSUAL {
        return Err(ReadErrorKind::GarbledPdf { garbage: unusual, chars });
    }
    if han > FEW_HAN && common * 100 < han * MIN_COMMON {
        return Err(ReadErrorKind::GarbledPdf { garbage: han - common, chars });
    }
    Ok(())
}

/// Whether a Han is of GB 2312's first level: rows 16 to 55, by which GBK begins with 0xB0 to 0xD7.
fn is_common(unit: u16) -> bool {
    let text = String::from_utf16_lossy(&[unit]);
    let (bytes, _, _) = GBK.encode(&text);
    matches!(*bytes, [0xb0..=0xd7, 0xa1..=0xff])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Result<(), ReadErrorKind> {
        check(&[Line::plain(text)])
    }

    #[test]
    fn reports_pass_and_garbled_ones_do_not() {
        let report = "全年排查燃气安全隐患一百二十处，整改率98%，组织消防演练6场，参加居民900余人。";
        assert!(verdict(report).is_ok());
        assert!(verdict("Annual work report of the bureau, 2023.").is_ok());
        assert!(verdict("ÈËÃñÕþ¸®¹¤×÷±¨¸æ").is_err());
        assert!(verdict("\u{e001}\u{e002}\u{e003}工作").is_err());
        let shifted: String = report.chars().map(|c| char::from_u32(c as u32 + 7).unwrap_or(c)).collect();
        assert!(matches!(verdict(&shifted), Err(ReadErrorKind::GarbledPdf { .. })));
    }
}
