//! Chinese numerals.

/// The digits, in order from one.
pub(crate) const DIGITS: &str = "一二三四五六七八九";
/// The digits and ten.
pub(crate) const TO_TEN: &str = "一二三四五六七八九十";
/// The digits and ten as on cheques.
pub(crate) const CAPITALS: &str = "壹贰叁肆伍陆柒捌玖拾";
/// The signs for zero in years.
pub(crate) const ZEROS: &str = "〇○零";

/// One of [`DIGITS`].
pub(crate) fn is_plain_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// The value of a Chinese digit, plain or capital, or 十.
pub(crate) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// The value of a number in Chinese (to 999), Roman or decimal digits, half or full width.
pub(crate) fn value(number: &str) -> Option<u32> {
    let mut total = 0;
    let mut ones = 0;
    for c in number.chars() {
        match c {
            '0'..='9' => ones = ones * 10 + (c as u32 - '0' as u32),
            '０'..='９' => ones = ones * 10 + (c as u32 - '０' as u32),
            '百' => total += std::mem::take(&mut ones).max(1) * 100,
            '十' | '拾' => total += std::mem::take(&mut ones).max(1) * 10,
            'Ⅰ'..='Ⅻ' => ones = c as u32 - 'Ⅰ' as u32 + 1,
            _ => ones = digit(c)?,
        }
    }
    Some(total + ones)
}

/// A year written digit by digit: 二〇二三, 2023, ２０２３.
pub(crate) fn year(number: &str) -> Option<u16> {
    number.chars().try_fold(0u16, |sum, c| {
        let digit = match c {
            '0'..='9' => c as u16 - '0' as u16,
            '０'..='９' => c as u16 - '０' as u16,
            _ if ZEROS.contains(c) => 0,
            _ => DIGITS.chars().position(|d| d == c)? as u16 + 1,
        };
        sum.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::{value, year};

    #[test]
    fn values_of_numerals() {
        assert_eq!(value("二十一"), Some(21));
        assert_eq!(value("十"), Some(10));
        assert_eq!(value("一百二十"), Some(120));
        assert_eq!(value("贰拾叁"), Some(23));
        assert_eq!(value("Ⅻ"), Some(12));
        assert_eq!(value("１２"), Some(12));
        assert_eq!(value("百零"), None);
    }

    #[test]
    fn years_digit_by_digit() {
        assert_eq!(year("二〇二三"), Some(2023));
        assert_eq!(year("二零二○"), Some(2020));
        assert_eq!(year("２０24"), Some(2024));
        assert_eq!(year("二十二"), None);
        assert_eq!(year("九九九九九九"), None);
    }
}
