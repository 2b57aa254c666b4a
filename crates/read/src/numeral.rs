//! Numbers in the formats of numbered lists (ECMA-376 part 1, 17.18.59 ST_NumberFormat).

use chinese_number::{ChineseCase, ChineseCountMethod, ChineseVariant, NumberToChinese};

/// Renders `number` in a format of ST_NumberFormat; formats no Chinese report uses give digits, and
/// so do numbers beyond a format's characters.
pub(crate) fn numeral(format: &str, number: u32) -> String {
    let rendered = match format {
        "none" => Some(String::new()),
        "chineseCounting" | "taiwaneseCounting" => counting(number),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" => spoken(number),
        "chineseLegalSimplified" => legal(number, ChineseVariant::Simple),
        "ideographLegalTraditional" => legal(number, ChineseVariant::Traditional),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            Some(digits(number, "〇一二三四五六七八九"))
        }
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits(number, "０１２３４５６７８９")),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => in_block(number, '⑴', 20),
        "decimalEnclosedFullstop" => in_block(number, '⒈', 20),
        "ideographEnclosedCircle" => in_block(number, '㈠', 10),
        "ideographTraditional" => nth(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => nth(number, "子丑寅卯辰巳午未申酉戌亥"),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|roman| roman.to_lowercase()),
        _ => None,
    };
    rendered.unwrap_or_else(|| number.to_string())
}

/// 一 to 九十九 as spoken; from 100 on digit by digit: 一○○.
fn counting(number: u32) -> Option<String> {
    match number {
        1..100 => spoken(number),
        _ => Some(digits(number, "○一二三四五六七八九")),
    }
}

/// As spoken, up to 9999: 十五, 一百零五, 三千零二十.
fn spoken(number: u32) -> Option<String> {
    chinese(number, ChineseVariant::Simple, ChineseCase::Lower)
}

/// As on cheques, where ten to nineteen keep their first digit: 壹拾伍.
fn legal(number: u32, variant: ChineseVariant) -> Option<String> {
    let text = chinese(number, variant, ChineseCase::Upper)?;
    Some(if text.starts_with('拾') { format!("壹{text}") } else { text })
}

fn chinese(number: u32, variant: ChineseVariant, case: ChineseCase) -> Option<String> {
    let number = Some(number).filter(|&number| number < 10_000)?;
    number.to_chinese(variant, case, ChineseCountMethod::TenThousand).ok()
}

/// Digit by digit in other digits.
fn digits(number: u32, digits: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| digits.chars().nth(d as usize));
    number.to_string().chars().filter_map(digit).collect()
}

/// The n-th of a row of characters.
fn nth(number: u32, row: &str) -> Option<String> {
    row.chars().nth(number.checked_sub(1)? as usize).map(String::from)
}

/// The n-th character of a Unicode block that has `len` of them from `first`.
fn in_block(number: u32, first: char, len: u32) -> Option<String> {
    let offset = number.checked_sub(1).filter(|&offset| offset < len)?;
    char::from_u32(first as u32 + offset).map(String::from)
}

/// ① to ㊿, which Unicode holds in three places.
fn circled(number: u32) -> Option<String> {
    match number {
        0..=20 => in_block(number, '①', 20),
        21..=35 => in_block(number - 20, '㉑', 15),
        _ => in_block(number - 35, '㊱', 15),
    }
}

/// A to Z, then AA to ZZ, AAA ….
fn letters(number: u32, first: u8) -> Option<String> {
    let offset = number.checked_sub(1).filter(|&offset| offset < 26 * 30)?;
    let letter = char::from(first + (offset % 26) as u8);
    Some(std::iter::repeat_n(letter, offset as usize / 26 + 1).collect())
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = (1..4000).contains(&number).then_some(number)?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        text += &sign.repeat((rest / value) as usize);
        rest %= value;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::numeral;

    /// Expected as Word shows them: [MS-DOCX] 2.4 and ECMA-376 part 1, 17.18.59.
    #[test]
    fn numbers_read_as_word_shows_them() {
        let cases = [
            ("chineseCounting", "一 十 十一 二十 九十九 一○○ 一○五"),
            ("chineseCountingThousand", "一 十 十一 二十 九十九 一百 一百零五"),
            ("japaneseCounting", "一 十 十一 二十 九十九 一百 一百零五"),
            ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 玖拾玖 壹佰 壹佰零伍"),
            ("ideographDigital", "一 一〇 一一 二〇 九九 一〇〇 一〇五"),
            ("decimalFullWidth", "１ １０ １１ ２０ ９９ １００ １０５"),
            ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 99 100 105"),
            ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 99 100 105"),
            ("ideographTraditional", "甲 癸 11 20 99 100 105"),
            ("upperLetter", "A J K T UUUU VVVV AAAAA"),
            ("lowerRoman", "i x xi xx xcix c cv"),
            ("decimalZero", "01 10 11 20 99 100 105"),
            ("decimal", "1 10 11 20 99 100 105"),
            ("hindiVowels", "1 10 11 20 99 100 105"),
        ];
        for (format, expected) in cases {
            let shown = [1, 10, 11, 20, 99, 100, 105].map(|number| numeral(format, number));
            assert_eq!(shown.join(" "), expected, "{format}");
        }
    }

    #[test]
    fn zeros_and_bounds() {
        let thousand = |number| numeral("chineseCountingThousand", number);
        assert_eq!(
            [1001, 1010, 3020, 9999, 10000].map(thousand),
            ["一千零一", "一千零一十", "三千零二十", "九千九百九十九", "10000"]
        );
        assert_eq!(numeral("chineseLegalSimplified", 1236), "壹仟贰佰叁拾陆");
        assert_eq!(numeral("ideographLegalTraditional", 10_236), "10236");
        assert_eq!(numeral("ideographLegalTraditional", 2036), "貳仟零參拾陸");
        assert_eq!(thousand(0), "零");
        assert_eq!(numeral("decimalEnclosedCircle", 21), "㉑");
        assert_eq!(numeral("decimalEnclosedCircle", 50), "㊿");
        for format in
            ["chineseCounting", "upperRoman", "lowerLetter", "decimalEnclosedCircle", "ideographZodiac"]
        {
            assert!(!numeral(format, 0).is_empty() && !numeral(format, u32::MAX).is_empty());
        }
    }
}
