//! The grammar of numbering: what a number in front of a title or item looks like.

use std::sync::LazyLock;

use crate::guard::Chars;
use crate::numerals::{CAPITALS, digit, value};
use crate::pattern::{Pattern, compile, pattern};
use crate::text_util::is_digit;

/// The families of numbers, outermost first; the order is the order of nesting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    /// 第一部分, 第二篇
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 壹、 Ⅰ.
    Capital,
    /// 一、
    Han,
    /// （一） (一) ㈠
    HanParen,
    /// 1. 1． 1、 ⒈
    Digit,
    /// （1） (1) ⑴
    DigitParen,
    /// 1) 1）
    HalfParen,
    /// ①
    Circled,
    /// 第一条
    Article,
    /// 一是, 一要
    Item,
    /// 第一， 其一，
    Ordinal,
    /// 一方面， 另一方面，
    Aspect,
}

impl Class {
    /// Whether the class numbers sections, not items inside a paragraph.
    pub(crate) fn is_outline(self) -> bool {
        self < Class::Article
    }
}

/// A number as printed at some place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) class: Class,
    pub(crate) number: u32,
    /// Length in bytes, trailing separator included.
    pub(crate) len: usize,
}

/// The marker that `text` starts with.
pub(crate) fn marker_at(text: &str) -> Option<Marker> {
    if !text.chars().next().is_some_and(may_begin) {
        return None;
    }
    let marker = |class, number, len| Some(Marker { class, number, len });
    let first = text.chars().next()?;
    if let Some((class, base)) = single_sign(first) {
        let rest = &text[first.len_utf8()..];
        let separator = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'));
        let len = first.len_utf8() + separator.map_or(0, char::len_utf8);
        return marker(class, first as u32 - base + 1, len);
    }
    let above_part = before_part(text.trim_end());
    if above_part.is_none() && !(may_be_shape(text) && any_shape().is_match(text)) {
        return None;
    }
    if let Some(marker) = top_number(text).or(above_part) {
        return Some(marker);
    }
    let (class, found) = shapes().iter().find_map(|(class, shape)| Some((*class, shape.captures(text)?)))?;
    let number = found.get(1);
    let number = number.map_or(Some(2), |number| value(number.as_str()))?;
    (number > 0).then_some(Marker { class, number, len: found[0].len() })
}

/// Characters of the longest number that a shape begins with.
const LONGEST_NUMBER: usize = 3;

/// Whether a text that begins with a number goes on as shapes do: most numbers stand in sentences.
fn may_be_shape(text: &str) -> bool {
    let is_number = |c: char| c.is_numeric() || digit(c).is_some();
    // These need no separator.
    if !text.starts_with(is_number) || text.starts_with(|c: char| c == '0' || CAPITALS.contains(c)) {
        return true;
    }
    // No shape has a longer number; the run of them may be.
    let behind = text.chars().take(LONGEST_NUMBER + 1).find(|&c| !is_number(c));
    behind.is_some_and(|c| {
        matches!(c, ' ' | '　' | '、' | '.' | '．' | '﹑' | '：' | ':' | '）' | ')' | '是' | '要' | '方')
    })
}

/// Any of the shapes.
fn any_shape() -> &'static Pattern {
    static ANY: LazyLock<Pattern> = LazyLock::new(|| {
        let shapes = SHAPES.map(|(_, shape)| shape).join("|");
        compile(&format!("^(?:{shapes}|{TOP})"))
    });
    &ANY
}

/// Shapes in the order they are tried; the one group in each is the number.
const SHAPES: [(Class, &str); 16] = [
    (Class::Part, r"(?i:part|chapter)[ 　]?0?([1-9]\d?|[Ⅰ-Ⅻ])[：:、.．, 　]+"),
    (Class::Part, r"第(<number>|\d{1,2})(?:部分|板块|篇)[：:、，, 　]*"),
    (Class::Part, r"(?:部分|板块|篇)(<number>)[：:、 　]+"),
    (Class::Chapter, r"第(<number>|\d{1,2})章[：:、 　]*"),
    (Class::Section, r"第(<number>|\d{1,2})节[：:、 　]+"),
    (Class::Article, r"第(<number>|[<digit>]?百[零<numeral>]{0,3}|\d{1,3})条[：:、 　]+"),
    (Class::Item, r"(<number>)[是要]"),
    (Class::Ordinal, r"[第其](<number>)[，,、]"),
    (Class::Aspect, r"(?:(一)|另一)方面[，,]"),
    (Class::Capital, r"([<capital>]{1,3}|[Ⅰ-Ⅻ])[ 　]?[、．.﹑：:]"),
    (Class::Han, r"(<number>)[ 　]?[、．.﹑]"),
    (Class::Capital, r"[（(〔［\[【][ 　]?([<capital>]{1,3}|[Ⅰ-Ⅻ])[ 　]?[）)〕］\]】][ 　]?[、．.]?"),
    (Class::HanParen, r"[（(〔［\[【][ 　]?(<number>)[ 　]?[）)〕］\]】][ 　]?[、．.]?"),
    (Class::DigitParen, r"[（(〔][ 　]?(\d{1,2})[ 　]?[）)〕][ 　]?[、．.]?"),
    (Class::Digit, r"(\d{1,2})[ 　]?[.．、]"),
    (Class::HalfParen, r"(\d{1,2})[）)][、．.]?"),
];

/// Shapes of [`top_number`], each its own group.
const TOP: &str =
    r"(0[1-9])(?:[ 　]+|)|([<capital>&&[^拾]])(?:[ 　]+|)|(I{1,3}|IV|VI{0,3}|IX)[ 　]?[、．.][ 　]?";

/// Numbers of an outline's highest rank that no separator needs to follow: `01 招商`, `02存在的问题`,
/// `壹 招商`, `II. 招商`.
fn top_number(text: &str) -> Option<Marker> {
    const LATIN: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    static FOUND: LazyLock<Pattern> = LazyLock::new(|| compile(&format!("^(?:{TOP})")));
    let found = FOUND.captures(text)?;
    let (len, spaced) = (found[0].len(), found[0].ends_with([' ', '\u{3000}']));
    let rest = &text[len..];
    let number = match found.get(3) {
        Some(latin) => LATIN.iter().position(|&number| number == latin.as_str())? as u32 + 1,
        None => value(found.get(1).or(found.get(2))?.as_str())?,
    };
    let names_part =
        pattern!(r"^(?:<part-phrase>(?:$|[和及与、])|(?:存在|面临)?(?:的)?(?:主要|突出)?<problem>)");
    (found.get(3).is_some() || spaced || names_part.is_match(rest)).then_some(Marker {
        class: Class::Capital,
        number,
        len,
    })
}

/// Shapes that are numbers only before a line that names a part of a report (`甲、2023年工作回顾`); anything
/// else may stand behind them in text.
const BEFORE_PARTS: [(Class, &str); 8] = [
    (Class::Capital, r"[（(]([甲乙丙丁戊己庚辛壬癸]|[A-H])[）)][ 　]?"),
    (Class::Part, r"[第其](<number>)[、，,：: 　]*"),
    (Class::Capital, r"([甲乙丙丁戊己庚辛壬癸]|[A-H])[、．.：: 　]+"),
    (Class::Capital, r"([<capital>]|[Ⅰ-Ⅻ])[ 　：:·•]*"),
    (Class::Capital, r"(0[1-9])[ 　]?[|丨｜/／：:·•-]+[ 　]?"),
    (Class::Han, r"(<number>)[ 　，,：:·•]*"),
    (Class::HanParen, r"(<number>)[）)][ 　]?"),
    (Class::Digit, r"([1-9])[ 　：:]+"),
];

/// A number that the part of a report named behind it vouches for; `line` ends in no white space.
fn before_part(line: &str) -> Option<Marker> {
    static LINE: LazyLock<Pattern> = LazyLock::new(|| {
        let shapes = BEFORE_PARTS.map(|(_, shape)| shape).join("|");
        compile(&format!("^(?:{shapes})<part-line>[：:]?$"))
    });
    static COMPILED: LazyLock<Vec<(Class, Pattern)>> = LazyLock::new(|| starting_with(&BEFORE_PARTS));
    if !LINE.is_match(line) {
        return None;
    }
    COMPILED.iter().find_map(|(class, pattern)| {
        let found = pattern.captures(line)?;
        let number = place_of(&found[1])?;
        let marker = Marker { class: *class, number, len: found[0].len() };
        pattern!("^<part-line>[：:]?$").is_match(&line[marker.len..]).then_some(marker)
    })
}

/// The heavenly stems in their order.
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// The place in its row that a letter, a stem or a number stands for.
fn place_of(number: &str) -> Option<u32> {
    let first = number.chars().next()?;
    match STEMS.iter().position(|&stem| stem == first) {
        Some(place) => Some(place as u32 + 1),
        None if first.is_ascii_uppercase() => Some(first as u32 - 'A' as u32 + 1),
        None => value(number),
    }
}

/// A number that stands alone on its line, above the title it numbers (`01`, `第一部分`).
pub(crate) fn alone(line: &str) -> Option<(Class, u32)> {
    let found = pattern!(
        r"(?x)^(?: (?:第(<number>|\d{1,2})部分|(?i:part)\s?0?([1-9]\d?)) | (0[1-9]|[<capital>]|[Ⅰ-Ⅻ])
        | (<number>) )[、.．]?$"
    )
    .captures(line)?;
    let class = match (found.get(3), found.get(4)) {
        (Some(_), _) => Class::Capital,
        (_, Some(_)) => Class::Han,
        _ => Class::Part,
    };
    let number = (1..=4).find_map(|group| found.get(group))?;
    Some((class, value(number.as_str())?))
}

/// The shapes as patterns that match at the start of a text; of those that fit the first one does.
fn shapes() -> &'static [(Class, Pattern)] {
    static COMPILED: LazyLock<Vec<(Class, Pattern)>> = LazyLock::new(|| starting_with(&SHAPES));
    &COMPILED
}

fn starting_with(shapes: &[(Class, &str)]) -> Vec<(Class, Pattern)> {
    shapes.iter().map(|&(class, shape)| (class, compile(&format!("^(?:{shape})")))).collect()
}

/// The characters that markers begin with.
pub(crate) fn beginnings() -> &'static Chars {
    static BEGINNINGS: LazyLock<Chars> = LazyLock::new(|| Chars::that(may_begin));
    &BEGINNINGS
}

fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '０'..='９' | '第' | '其' | '另' | '（' | '(' | '〔' | '［' | '[')
        || matches!(c, 'Ⅰ'..='Ⅻ' | '拾' | 'A'..='I' | 'V' | 'P' | 'p' | 'c' | '部' | '板' | '篇' | '【')
        || matches!(c, '甲' | '乙' | '丙' | '丁' | '戊' | '己' | '庚' | '辛' | '壬' | '癸')
        || digit(c).is_some()
        || single_sign(c).is_some()
}

/// Numbers that are one character: ㈠ ⑴ ① ⒈.
fn single_sign(c: char) -> Option<(Class, u32)> {
    match c {
        '㈠'..='㈩' => Some((Class::HanParen, '㈠' as u32)),
        '①'..='⑳' => Some((Class::Circled, '①' as u32)),
        '❶'..='❿' => Some((Class::Circled, '❶' as u32)),
        '➊'..='➓' => Some((Class::Circled, '➊' as u32)),
        '㊀'..='㊉' => Some((Class::Circled, '㊀' as u32)),
        '⑴'..='⒇' => Some((Class::DigitParen, '⑴' as u32)),
        '⒈'..='⒛' => Some((Class::Digit, '⒈' as u32)),
        _ => None,
    }
}

/// Whether a line opens with a number of any family, or a Markdown heading sign.
pub(crate) fn starts_with_marker(line: &str) -> bool {
    line.starts_with('#') || marker_at(line).is_some_and(|marker| !continues_number(&line[marker.len..]))
}

/// Whether the text behind `1.` makes it a decimal number; dates (`1.1-9月`, `2.2022年`) do not.
pub(crate) fn continues_number(rest: &str) -> bool {
    rest.starts_with(is_digit)
        && !pattern!(r"^(?:<year>|19\d{2}[ ]?年|\d{1,2}(?:[-—－–~～至到]\d{1,2})?月)").is_match(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Class, alone, any_shape, beginnings, continues_number, marker_at, may_be_shape};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_glance_hides_no_number(
            text in "[一二十贰拾百第其另（(\\[0-9１ⅢIVPart部板篇甲A]{1,3}[ 　]?[、．.﹑：:，）)是要方章节条水]{1,2}面?，?"
        ) {
            let shaped = any_shape().is_match(&text);
            let begins = text.starts_with(|c| beginnings().may_hold(c));
            prop_assert!(!shaped || begins && may_be_shape(&text), "{}", text);
        }
    }

    #[test]
    fn every_family_is_known() {
        for (text, class, number) in [
            ("第一部分：工作", Class::Part, 1),
            ("第二章 总则", Class::Chapter, 2),
            ("叁、工作", Class::Capital, 3),
            ("拾壹、工作", Class::Capital, 11),
            ("Ⅳ.工作", Class::Capital, 4),
            ("02 工作", Class::Capital, 2),
            ("壹 工作", Class::Capital, 1),
            ("IV. 工作", Class::Capital, 4),
            ("板块二：工作", Class::Part, 2),
            ("【三】工作", Class::HanParen, 3),
            ("十二、工作", Class::Han, 12),
            ("（三）工作", Class::HanParen, 3),
            ("(十)工作", Class::HanParen, 10),
            ("㈣工作", Class::HanParen, 4),
            ("14.工作", Class::Digit, 14),
            ("１．工作", Class::Digit, 1),
            ("2、工作", Class::Digit, 2),
            ("⑵工作", Class::DigitParen, 2),
            ("（12）工作", Class::DigitParen, 12),
            ("3）工作", Class::HalfParen, 3),
            ("⑤工作", Class::Circled, 5),
            ("二是工作", Class::Item, 2),
            ("其三，工作", Class::Ordinal, 3),
            ("另一方面，工作", Class::Aspect, 2),
            ("（贰）工作", Class::Capital, 2),
            ("（Ⅲ）工作", Class::Capital, 3),
            ("PART 02 工作", Class::Part, 2),
            ("Part 3：工作", Class::Part, 3),
            ("❷工作", Class::Circled, 2),
            ("乙、工作总结", Class::Capital, 2),
            ("B.工作总结", Class::Capital, 2),
            ("（丙）工作总结", Class::Capital, 3),
            ("第二、工作总结", Class::Part, 2),
            ("二　工作总结", Class::Han, 2),
            ("二工作总结", Class::Han, 2),
            ("二）工作总结", Class::HanParen, 2),
            ("02丨工作总结", Class::Capital, 2),
            ("2 工作总结", Class::Digit, 2),
        ] {
            let marker = marker_at(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marker.class, marker.number), (class, number), "{text}");
            assert!(text[marker.len..].starts_with('工') || text.ends_with("总则"), "{text}");
        }
    }

    #[test]
    fn look_alikes_are_no_markers() {
        for text in [
            "一直工作",
            "Ⅱ类水质",
            "伍家村",
            "05年",
            "02工作",
            "IT产业",
            "陆军工作",
            "第一书记",
            "2023年",
            "（一期）工程",
            "十四五",
            "五一、国庆",
            "1-9月",
            "其中",
            "甲、乙双方工作",
            "A.级景区",
            "Party建设",
            "二 胎政策",
            "一）般工作",
        ] {
            assert_eq!(marker_at(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_alone_are_known() {
        for (line, class, number) in [
            ("01", Class::Capital, 1),
            ("贰", Class::Capital, 2),
            ("三、", Class::Han, 3),
            ("第二部分", Class::Part, 2),
            ("PART 03", Class::Part, 3),
        ] {
            assert_eq!(alone(line), Some((class, number)), "{line}");
        }
        for line in ["1", "12", "第二", "二〇", "PART", "01号", "一是"] {
            assert_eq!(alone(line), None, "{line}");
        }
    }

    #[test]
    fn decimals_are_told_from_dates() {
        assert!(continues_number("5万人"));
        assert!(continues_number("５万人"));
        assert!(!continues_number("２０２２年度"));
        assert!(!continues_number("1-9月"));
        assert!(!continues_number("2022年度"));
        assert!(!continues_number("加强"));
    }
}
