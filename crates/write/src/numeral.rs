//! Chinese numerals, as headings are numbered with.

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const UNITS: [&str; 4] = ["", "十", "百", "千"];

/// A number from 1 to 9999 as headings write it (`十二`, `一百零三`); larger ones in digits.
pub(crate) fn chinese(number: usize) -> String {
    if !(1..10_000).contains(&number) {
        return number.to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = number / 10usize.pow(place) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        // 十二, not 一十二.
        if !(digit == 1 && place == 1 && text.is_empty()) {
            text.push_str(DIGITS[digit]);
        }
        text.push_str(UNITS[place as usize]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn numbers_read_as_people_write_them() {
        let expected = [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (103, "一百零三"),
            (110, "一百一十"),
            (1002, "一千零二"),
            (2030, "二千零三十"),
        ];
        for (number, text) in expected {
            assert_eq!(chinese(number), text);
        }
        assert_eq!(chinese(10_000), "10000");
    }
}
