//! What holds of every text.

use gongwen_figures::{Setting, Value, figures};
use proptest::prelude::*;

/// Pieces that the readers look for, in any order.
const PIECES: &[&str] = &[
    "完成投资",
    "3.5",
    "亿元",
    "，",
    "同比增长",
    "12%",
    "XX",
    "万",
    "余",
    "户",
    "第",
    "一",
    "全市",
    "（",
    "）",
    "“",
    "”",
    "百分之",
    "三十",
    "二",
    "1-9月",
    "由",
    "提高到",
    "。",
    "\n",
    "\t",
    "|",
    " ",
    "、",
    "其中",
    "万元",
    "以上",
    "L5",
    "-",
    "～",
    "至",
    "个百分点",
    "，1,200",
    "．",
    "＊",
    "月",
    "年",
    "前",
    "名",
    "《",
    "》",
    "计划",
    "预计",
    "单位",
    "序号",
    "；",
    "倍",
    "成",
    "点",
    "/",
    "：",
    "1亿5000万元",
    "3亿5千",
    "亿",
    "千",
    "十",
    "几",
    "数",
    "廿",
    "〇",
    "○",
    "四五",
    "壹佰",
    "负增长",
    "1/3",
    "分之",
    "5-3",
    "1 234",
    "多",
];

fn check(text: &str, setting: &Setting<'_>) -> Result<(), TestCaseError> {
    let mut end = 0;
    for figure in figures(text, setting) {
        prop_assert!(figure.span.start >= end, "in order without overlap");
        end = figure.span.end;
        prop_assert!(!text.get(figure.span.clone()).unwrap_or_default().is_empty());
        for range in [&figure.indicator, &figure.period, &figure.of_which].into_iter().flatten() {
            prop_assert!(!text.get(range.clone()).unwrap_or_default().is_empty());
        }
        match figure.value {
            Value::Number(value) => prop_assert!(value.is_finite()),
            Value::Range(low, high) => prop_assert!(low < high && high.is_finite()),
            Value::Masked => prop_assert!(figure.base_value().is_none()),
        }
        prop_assert!(figure.factor > 0.0 && figure.factor.is_finite());
        prop_assert_eq!(figure.unit.is_some(), figure.base_unit.is_some());
    }
    Ok(())
}

/// A number below 10^12 in Chinese numerals.
fn in_chinese(number: u64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const SECTIONS: [&str; 3] = ["", "万", "亿"];
    let digits: Vec<usize> = number.to_string().bytes().map(|digit| usize::from(digit - b'0')).collect();
    let mut words = String::new();
    let (mut nought, mut section) = (false, false);
    for (place, &digit) in (0..digits.len()).rev().zip(&digits) {
        if digit == 0 {
            nought = true;
        } else {
            if std::mem::take(&mut nought) {
                words.push('零');
            }
            words.push(DIGITS[digit]);
            words.push_str(["", "十", "百", "千"][place % 4]);
            section = true;
        }
        if place % 4 == 0 && std::mem::take(&mut section) {
            words += SECTIONS[place / 4];
        }
    }
    words
}

proptest! {
    #[test]
    fn chinese_numerals_are_the_numbers_they_write(scale in 1u32..=11, draw in any::<u64>()) {
        let number = draw % 10u64.pow(scale) + 10;
        let text = format!("服务群众{}人。", in_chinese(number));
        let read: Vec<_> = figures(&text, &Setting::default()).iter().map(|figure| figure.base_value()).collect();
        prop_assert_eq!(read, [Some(Value::Number(number as f64))], "{}", text);
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), plan in any::<bool>()) {
        check(&text, &Setting { plan, ..Setting::default() })?;
    }

    #[test]
    fn any_mixture_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40), plan in any::<bool>()) {
        check(&pieces.concat(), &Setting { plan, table_unit: Some("万元") })?;
    }

    /// Blanks and full-width forms change places only.
    #[test]
    fn width_and_blanks_change_no_value(whole in 1u32..100_000, decimals in 0u32..100) {
        let plain = format!("完成投资{whole}.{decimals:02}亿元。");
        let wide: String = plain.chars().map(|c| match c {
            '0'..='9' | '.' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            c => c,
        }).collect();
        let spaced = format!("完成投 资 {whole}.{decimals:02} 亿 元。");
        let values = |text: &str| figures(text, &Setting::default()).into_iter().map(|f| (f.value, f.unit)).collect::<Vec<_>>();
        prop_assert_eq!(values(&plain), values(&wide));
        prop_assert_eq!(values(&plain), values(&spaced));
        prop_assert_eq!(values(&plain).len(), 1);
    }
}
