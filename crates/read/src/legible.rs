//! Whether a text says what its author wrote.
//!
//! Bytes read by a wrong encoding, glyphs that a PDF's font numbers at will, and noise all read as something: as
//! Han that nobody uses, or signs that no text is made of. Better no text than that.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use encoding_rs::{BIG5, GBK};

use crate::Warning;
use crate::decode::is_usual_in_chinese;

/// Unicode's main block of Han.
const FIRST_HAN: char = '\u{4e00}';
const LAST_HAN: char = '\u{9fff}';

/// The commoner half of GB 2312 (rows 16 to 55) or of Big5.
const COMMON: u8 = 1;

/// The 500 most frequent Han of data/corpus, where they are 80% of all; of the main block they are 2%.
const FREQUENT: u8 = 2;

/// Of which kinds each Han of the main block is.
static KINDS: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    let mut kinds = vec![0; LAST_HAN as usize - FIRST_HAN as usize + 1].into_boxed_slice();
    let mut mark = |text: &str, kind: u8| {
        for han in text.chars().filter(|c| (FIRST_HAN..=LAST_HAN).contains(c)) {
            kinds[han as usize - FIRST_HAN as usize] |= kind;
        }
    };
    let rows = |first: RangeInclusive<u8>| {
        let pairs = first.flat_map(|first| (0x40..=0xfe).map(move |second| [first, second]));
        pairs.filter(|[_, second]| !(0x7f..=0xa0).contains(second))
    };
    let gbk: Vec<u8> = rows(0xb0..=0xd7).filter(|[_, second]| *second >= 0xa1).flatten().collect();
    let big5: Vec<u8> = rows(0xa4..=0xc6).flatten().collect();
    mark(&GBK.decode_without_bom_handling(&gbk).0, COMMON);
    mark(&BIG5.decode_without_bom_handling(&big5).0, COMMON);
    mark(include_str!("frequent.txt"), FREQUENT);
    kinds
});

/// The largest part, in percent, of characters that Chinese text has no use for.
const MAX_UNUSUAL: usize = 10;

/// The largest part, in percent, of characters that no text in any script is made of, and of Latin letters with
/// marks, which are what most other bytes look like in the encodings of the West.
const MAX_ODD: usize = 30;

/// The least part, in percent, of Han that are among the commoner half of GB 2312 or Big5. In reports it is over
/// 97; of all Han in Unicode's main block they are about 30.
const MIN_COMMON: usize = 60;

/// So few Han may well be rare ones.
const FEW_HAN: usize = 30;

/// The least part, in percent, of Han that are [`FREQUENT`] where the encoding was guessed: of a few and of more. In
/// any twelve in a row of data/corpus it is 17 at least and nearly always over 25, in any forty 45 at least; read by
/// a wrong encoding it is 15 in the long run.
const MIN_FREQUENT: (usize, usize) = (20, 30);

/// The same where the encoding is known, in texts of [`MORE_GUESSED`] Han and more: lists of names have fewer than
/// reports, and somebody may have saved what he read by a wrong encoding.
const MIN_FREQUENT_KNOWN: usize = 20;

/// So few Han tell nothing of a guess; from so many on they tell more.
const FEW_GUESSED: usize = 12;
const MORE_GUESSED: usize = 40;

/// The least part, in percent, of characters above ASCII that are kana or hangul in a text of Japan or Korea.
const MIN_SYLLABLES: usize = 20;

/// The least part, in percent, of letters that are Han in a Chinese text, and the letters that tell anything.
const MIN_HAN: usize = 50;
const MIN_LETTERS: usize = 40;

/// The fewest question marks, and the least part, in percent, that tell of characters lost.
const MIN_LOST: usize = 10;
const LOST_PERCENT: usize = 5;

/// The largest part, in percent, of Han beside hangul in a text of Korea.
const MAX_HANJA: usize = 20;

/// How many characters of a text are hardly ever used, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rare {
    pub(crate) rare: usize,
    pub(crate) chars: usize,
}

/// Refuses text of glyphs whose characters a PDF may not know.
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only PDFs have glyphs"))]
pub(crate) fn check_glyphs<'t>(texts: impl Iterator<Item = &'t str>) -> Result<(), Rare> {
    let (mut chars, mut unusual, mut han, mut common) = (0, 0, 0, 0);
    for unit in texts.flat_map(str::encode_utf16) {
        chars += 1;
        unusual += usize::from(!is_usual_in_chinese(unit));
        han += usize::from(is_han(unit));
        common += usize::from(is_han(unit) && is_common(unit));
    }
    if unusual * 100 > chars * MAX_UNUSUAL {
        return Err(Rare { rare: unusual, chars });
    }
    check_common(han, common, chars)
}

/// Refuses text that a guessed encoding gives, where it is neither Chinese nor written in an alphabet.
pub(crate) fn check_guess(text: &str) -> Result<(), Rare> {
    Letters::of(text).check_guess()
}

/// Whether a text is of Japan or Korea, by its syllables.
pub(crate) fn has_syllables(text: &str) -> bool {
    Letters::of(text).has_syllables()
}

/// The characters of a text, counted once for all questions.
#[derive(Debug, Default)]
pub(crate) struct Letters<'t> {
    text: &'t str,
    chars: usize,
    /// See [`is_odd`].
    odd: usize,
    /// See [`is_usual_in_chinese`].
    unusual: usize,
    /// Han and letters of all other scripts.
    letters: usize,
    han: usize,
    /// Han of the commoner half.
    common: usize,
    /// Han that are [`FREQUENT`].
    frequent: usize,
    /// Characters above ASCII.
    wide: usize,
    kana: usize,
    hangul: usize,
}

impl<'t> Letters<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let kinds = &**KINDS;
        let mut counts = Self { text, ..Self::default() };
        for c in text.chars() {
            counts.chars += 1;
            // Nearly all characters are Han, or ASCII.
            let from_first = u32::from(c).wrapping_sub(u32::from(FIRST_HAN)) as usize;
            if let Some(&kind) = kinds.get(from_first) {
                counts.han += 1;
                counts.common += usize::from(kind & COMMON);
                counts.frequent += usize::from(kind & FREQUENT) / usize::from(FREQUENT);
            } else {
                counts.add_other(c);
            }
        }
        counts.letters += counts.han;
        counts.wide += counts.han;
        counts
    }

    fn add_other(&mut self, c: char) {
        self.odd += usize::from(is_odd(c));
        self.unusual += usize::from(!u16::try_from(u32::from(c)).is_ok_and(is_usual_in_chinese));
        self.letters += usize::from(is_alphabetic(c));
        self.wide += usize::from(!c.is_ascii());
        self.kana += usize::from(matches!(c, '\u{3041}'..='\u{30fe}'));
        self.hangul += usize::from(matches!(c, '\u{ac00}'..='\u{d7a3}'));
    }

    /// Refuses text whose encoding is known, but that was no text, or was spoilt before it was saved. Any script will
    /// do.
    pub(crate) fn check(&self) -> Result<(), Rare> {
        let Self { chars, odd, han, common, frequent, .. } = *self;
        if odd * 100 > chars * MAX_ODD {
            return Err(Rare { rare: odd, chars });
        }
        if han >= MORE_GUESSED
            && frequent * 100 < han * MIN_FREQUENT_KNOWN
            && (!self.has_syllables() || self.is_hanja())
            && has_many_kinds(self.text)
        {
            return Err(Rare { rare: han - frequent, chars });
        }
        check_common(han, common, chars)
    }

    /// Refuses text that a guessed encoding gives, where it is neither Chinese nor written in an alphabet.
    pub(crate) fn check_guess(&self) -> Result<(), Rare> {
        let Self { chars, unusual, han, frequent, .. } = *self;
        if unusual * 100 > chars * MAX_UNUSUAL {
            return Err(Rare { rare: unusual, chars });
        }
        let least = if han < MORE_GUESSED { MIN_FREQUENT.0 } else { MIN_FREQUENT.1 };
        if han >= FEW_GUESSED && frequent * 100 < han * least {
            return Err(Rare { rare: han - frequent, chars });
        }
        Ok(())
    }

    /// Whether the text is of Japan or Korea, by its syllables.
    pub(crate) fn has_syllables(&self) -> bool {
        let syllables = self.kana + self.hangul;
        syllables > 0 && syllables * 100 >= self.wide * MIN_SYLLABLES
    }

    /// Whether Han stand among hangul as no text of Korea has them, but Chinese read as one.
    fn is_hanja(&self) -> bool {
        self.hangul > 0 && self.han * 100 > (self.han + self.hangul) * MAX_HANJA
    }

    /// Warns of a text that is hardly Chinese.
    pub(crate) fn foreign(&self) -> Option<Warning> {
        let Self { letters, han, .. } = *self;
        let is_foreign = letters >= MIN_LETTERS && (han * 100 < letters * MIN_HAN || self.has_syllables());
        is_foreign.then_some(Warning::HardlyChinese { han, letters })
    }
}

/// Whether a text has Han of more kinds than somebody would write who has nothing to say.
fn has_many_kinds(text: &str) -> bool {
    const KINDS: usize = 20;
    let mut kinds = BTreeSet::new();
    text.chars()
        .any(|c| u16::try_from(u32::from(c)).is_ok_and(is_han) && kinds.insert(c) && kinds.len() >= KINDS)
}

/// Warns of a text whose Chinese some program replaced by question marks.
pub(crate) fn lost(text: &str) -> Option<Warning> {
    let marks = text.bytes().filter(|&byte| byte == b'?').count();
    if marks < MIN_LOST {
        return None;
    }
    let chars = text.chars().filter(|c| !c.is_whitespace()).count();
    (marks * 100 >= chars * LOST_PERCENT).then_some(Warning::Lost { marks, chars })
}

fn check_common(han: usize, common: usize, chars: usize) -> Result<(), Rare> {
    let rare = han > FEW_HAN && common * 100 < han * MIN_COMMON;
    if rare { Err(Rare { rare: han - common, chars }) } else { Ok(()) }
}

fn is_han(unit: u16) -> bool {
    (FIRST_HAN as u16..=LAST_HAN as u16).contains(&unit)
}

/// Whether a Han is of the commoner half.
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only PDFs have glyphs"))]
fn is_common(unit: u16) -> bool {
    KINDS.get(usize::from(unit).wrapping_sub(FIRST_HAN as usize)).is_some_and(|kind| kind & COMMON != 0)
}

/// A letter of any script: [`char::is_alphabetic`], whose tables the usual punctuation of Chinese does not need.
fn is_alphabetic(c: char) -> bool {
    match c {
        '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{ff00}'..='\u{ff20}' => false,
        _ => c.is_alphabetic(),
    }
}

/// A sign for nothing, or a letter of the West that is none of English.
fn is_odd(c: char) -> bool {
    match c {
        '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => true,
        '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{a0}' | '\u{b7}' => false,
        '\u{80}'..='\u{24f}' => true,
        // Kana of half width: a few in tables of Japan, most of what Chinese looks like in Shift-JIS.
        '\u{ff61}'..='\u{ff9f}' => true,
        // Joiners, marks of direction and the like: a few of them stand in many texts, and show nothing.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, GB18030, SHIFT_JIS, WINDOWS_1252};

    use super::*;

    const REPORT: &str = "全年排查燃气安全隐患一百二十处，整改率98%，组织消防演练6场，参加居民900余人。";
    const LONG: &str = "局党组全年召开专题会议十二次，制定责任清单，督促整改问题六十三个；深入企业、社区和农村走访群众两千余户，\
        协调解决就业、就医、上学、住房等困难；新修公路二十公里，完成老旧管网改造，群众满意度明显提高，获得上级表彰奖励。";
    const TRADITIONAL: &str =
        "全年排查燃氣安全隱患一百二十處，整改率98%，組織消防演練6場，參加居民900餘人，發放補貼。";
    const JAPANESE: &str =
        "業務報告書。安全管理について、四百箇所の点検を行いました。防災訓練を三回実施した。";
    const KOREAN: &str = "우리 시는 올해 많은 노력을 기울였다. 주민의 생활을 개선하고 사업을 추진하였다. 내년에는 도로를 정비하고 공원을 새로 만들 계획이다.";

    fn check(text: &str) -> Result<(), Rare> {
        Letters::of(text).check()
    }

    fn foreign(text: &str) -> Option<Warning> {
        Letters::of(text).foreign()
    }

    #[test]
    fn the_commoner_half_is_that_of_the_encodings() {
        for han in FIRST_HAN..=LAST_HAN {
            let text = han.to_string();
            let common = matches!(*GBK.encode(&text).0, [0xb0..=0xd7, 0xa1..=0xff])
                || matches!(*BIG5.encode(&text).0, [0xa4..=0xc6, _]);
            assert_eq!(is_common(han as u16), common, "{han}");
        }
        assert_eq!(KINDS.iter().filter(|&kind| kind & FREQUENT != 0).count(), 500);
    }

    #[test]
    fn letters_are_those_of_unicode() {
        let wrong: Vec<char> =
            ('\0'..=char::MAX).filter(|&c| is_alphabetic(c) != c.is_alphabetic()).collect();
        assert_eq!(wrong, []);
    }

    fn glyphs(text: &str) -> Result<(), Rare> {
        check_glyphs([text].into_iter())
    }

    #[test]
    fn reports_pass_and_garbled_ones_do_not() {
        for text in [REPORT, TRADITIONAL, "Annual work report of the bureau, 2023."] {
            assert_eq!((glyphs(text), check(text), check_guess(text)), (Ok(()), Ok(()), Ok(())), "{text}");
        }
        let shifted: String = REPORT.chars().map(|c| char::from_u32(c as u32 + 7).unwrap_or(c)).collect();
        for text in ["ÈËÃñÕþ¸®¹¤×÷±¨¸æ", "\u{e001}\u{e002}\u{e003}工作", &shifted] {
            assert!(glyphs(text).is_err(), "{text}");
            assert!(check(text).is_err(), "{text}");
        }
        assert!(check("工作\u{202e}\u{202e}\u{202e}").is_err() && check("工\u{200b}作总结").is_ok());
    }

    #[test]
    fn other_scripts_are_text_where_the_encoding_is_known() {
        for text in [JAPANESE, KOREAN, "Отчёт о работе за год", "Rapport d'activité du bureau, année passée"]
        {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        assert!(has_syllables(JAPANESE) && has_syllables(KOREAN) && !has_syllables(REPORT));
    }

    #[test]
    fn what_was_read_wrongly_and_saved_shows() {
        let spoilt = BIG5.decode(&GBK.encode(&REPORT.repeat(3)).0).0.into_owned();
        assert!(check(&spoilt).is_err(), "{spoilt}");
        for encoding in [EUC_KR, SHIFT_JIS] {
            let spoilt = encoding.decode(&GBK.encode(&LONG.repeat(2)).0).0.into_owned();
            assert!(check(&spoilt).is_err(), "{spoilt}");
        }
        assert!(check(&"字".repeat(100)).is_ok());
    }

    #[test]
    fn texts_that_are_hardly_chinese_are_told() {
        let seven_bits = "~{9$Wz1(8f!#2i8#Jh44OiCqN)JZSjJ.Vd#,0l4z0Ka9xGh~}";
        for text in
            [JAPANESE.repeat(2), KOREAN.into(), seven_bits.repeat(2), "Annual work report. ".repeat(4)]
        {
            assert!(foreign(&text).is_some(), "{text}");
        }
        let mixed = "推进LED、GDP、VOCs和BIM等指标监测，新建5G基站，改造ERP系统，培训人员。";
        for text in
            [REPORT, TRADITIONAL, mixed, "Few letters.", "123456789012345678901234567890123456789012345"]
        {
            assert_eq!(foreign(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_lost_in_saving_is_told() {
        let spoilt: String = REPORT.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
        assert!(lost(&spoilt).is_some());
        let asked = format!("{REPORT}群众反映的问题解决了吗?{REPORT}怎么解决?谁来解决?");
        assert_eq!((lost(REPORT), lost(&asked)), (None, None));
    }

    #[test]
    fn a_wrong_guess_shows() {
        for bytes in [SHIFT_JIS.encode(JAPANESE).0, EUC_KR.encode(KOREAN).0] {
            assert!(check_guess(&GB18030.decode(&bytes).0).is_err());
        }
        assert!(check_guess(&WINDOWS_1252.decode(REPORT.as_bytes()).0).is_err());
    }
}
