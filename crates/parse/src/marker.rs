//! The grammar of numbering: what a number in front of a title or item looks like.

use std::sync::LazyLock;

use crate::guard::Chars;
use crate::numerals::{CAPITALS, digit, is_plain_digit, value};
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
    let first = text.chars().next().filter(|&c| beginnings().may_hold(c) && may_begin(c))?;
    if let Some((class, base)) = single_sign(first) {
        let rest = &text[first.len_utf8()..];
        let separator = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'));
        let len = first.len_utf8() + separator.map_or(0, char::len_utf8);
        return Some(Marker { class, number: first as u32 - base + 1, len });
    }
    if let Some(marker) = top_number(text).or_else(|| before_part(text.trim_end())) {
        return Some(marker);
    }
    let Shape { class, number, behind } = shape_at(text)?;
    let number = value(number).filter(|&number| number > 0)?;
    Some(Marker { class, number, len: text.len() - behind.len() })
}

/// A number as printed, and what stands behind it and its separators.
struct Shape<'t> {
    class: Class,
    number: &'t str,
    behind: &'t str,
}

/// The shape that a text starts with, by its first character. No separator may stand inside a number, so each part is
/// read as far as it goes.
fn shape_at(text: &str) -> Option<Shape<'_>> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    match first {
        // 第一部分 第1章 第一百二十条 第一， 其一，
        '第' | '其' => counted(first, rest),
        // 部分一： 篇二、
        '部' | '板' | '篇' => {
            let (number, rest) = han_number(one_of(text, PARTS)?)?;
            Some(Shape {
                class: Class::Part,
                number,
                behind: some(rest, &['：', ':', '、', ' ', '\u{3000}'])?,
            })
        }
        // （一） (3) 【贰】
        '（' | '(' | '〔' | '［' | '[' | '【' => bracketed(first, rest),
        // 一方面， 另一方面，
        '另' => {
            let behind = rest.strip_prefix("一方面")?.strip_prefix(['，', ','])?;
            Some(Shape { class: Class::Aspect, number: "二", behind })
        }
        // Part 1：
        'P' | 'p' | 'C' | 'c' => {
            let shape =
                pattern!(r"^(?i:part|chapter)[ 　]?0?([1-9]\d?|[Ⅰ-Ⅻ])[：:、.．, 　]+").captures(text)?;
            Some(Shape {
                class: Class::Part,
                number: shape.get(1)?.as_str(),
                behind: &text[shape[0].len()..],
            })
        }
        _ => bare(text),
    }
}

/// What a number of parts counts.
const PARTS: &[&str] = &["部分", "板块", "篇"];
const SPACE: &[char] = &[' ', '\u{3000}'];

/// Shapes behind 第 and 其.
fn counted(first: char, rest: &str) -> Option<Shape<'_>> {
    let small = han_number(rest).or_else(|| decimal(rest, 2));
    if let Some((number, rest)) = small {
        let ordinal = || han_number(number).and(rest.strip_prefix(['，', ',', '、']));
        if let Some(behind) = ordinal() {
            return Some(Shape { class: Class::Ordinal, number, behind });
        }
        if first == '第' {
            let marks = ['：', ':', '、', ' ', '\u{3000}', '，', ','];
            if let Some(rest) = one_of(rest, PARTS) {
                return Some(Shape { class: Class::Part, number, behind: rest.trim_start_matches(marks) });
            }
            let marks = &marks[..5];
            if let Some(rest) = rest.strip_prefix('章') {
                return Some(Shape { class: Class::Chapter, number, behind: rest.trim_start_matches(marks) });
            }
            if let Some(rest) = rest.strip_prefix('节') {
                return Some(Shape { class: Class::Section, number, behind: some(rest, marks)? });
            }
        }
    }
    let large = || han_hundreds(rest).or_else(|| decimal(rest, 3));
    let (number, rest) = small.filter(|(_, rest)| rest.starts_with('条')).or_else(large)?;
    let rest = rest.strip_prefix('条').filter(|_| first == '第')?;
    Some(Shape { class: Class::Article, number, behind: some(rest, &['：', ':', '、', ' ', '\u{3000}'])? })
}

/// Shapes in brackets.
fn bracketed(first: char, rest: &str) -> Option<Shape<'_>> {
    let rest = maybe(rest, SPACE);
    let (class, (number, rest)) = match (han_number(rest), upper(rest)) {
        (Some(found), _) => (Class::HanParen, found),
        (_, Some(found)) => (Class::Capital, found),
        _ if matches!(first, '（' | '(' | '〔') => (Class::DigitParen, decimal(rest, 2)?),
        _ => return None,
    };
    let rest = maybe(rest, SPACE);
    let closing = ['）', ')', '〕', '］', ']', '】'];
    let closing = if class == Class::DigitParen { &closing[..3] } else { &closing };
    let rest = rest.strip_prefix(closing)?;
    let rest = maybe(rest, SPACE);
    Some(Shape { class, number, behind: maybe(rest, &['、', '．', '.']) })
}

/// Shapes that begin with the number itself.
fn bare(text: &str) -> Option<Shape<'_>> {
    if let Some((number, rest)) = han_number(text) {
        if let Some(behind) = rest.strip_prefix(['是', '要']) {
            return Some(Shape { class: Class::Item, number, behind });
        }
        if let Some(behind) = rest.strip_prefix("方面").filter(|_| number == "一") {
            return Some(Shape { class: Class::Aspect, number, behind: behind.strip_prefix(['，', ','])? });
        }
        let behind = maybe(rest, SPACE).strip_prefix(['、', '．', '.', '﹑'])?;
        Some(Shape { class: Class::Han, number, behind })
    } else if let Some((number, rest)) = decimal(text, 2) {
        if let Some(rest) = rest.strip_prefix(['）', ')']) {
            let behind = maybe(rest, &['、', '．', '.']);
            return Some(Shape { class: Class::HalfParen, number, behind });
        }
        let behind = maybe(rest, SPACE).strip_prefix(['.', '．', '、'])?;
        Some(Shape { class: Class::Digit, number, behind })
    } else {
        let (number, rest) = upper(text)?;
        let behind = maybe(rest, SPACE).strip_prefix(['、', '．', '.', '﹑', '：', ':'])?;
        Some(Shape { class: Class::Capital, number, behind })
    }
}

/// Behind the first of these words that a text starts with.
fn one_of<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// Behind one of these marks, if a text starts with one.
fn maybe<'t>(text: &'t str, marks: &[char]) -> &'t str {
    text.strip_prefix(marks).unwrap_or(text)
}

/// Behind one or more of these marks.
fn some<'t>(text: &'t str, marks: &[char]) -> Option<&'t str> {
    let behind = text.trim_start_matches(marks);
    (behind.len() < text.len()).then_some(behind)
}

/// Splits off as many characters as pass a test, if there are any and at most so many.
fn run_of(text: &str, most: usize, test: fn(char) -> bool) -> Option<(&str, &str)> {
    let mut behind = text.char_indices().take(most + 1).skip_while(|&(_, c)| test(c));
    let len = behind.next().map_or(text.len(), |(at, _)| at);
    let fits = len > 0 && text[..len].chars().nth(most).is_none();
    fits.then(|| text.split_at(len))
}

/// A number to 99 in Chinese: 三, 十, 二十一.
fn han_number(text: &str) -> Option<(&str, &str)> {
    let tens = text.strip_prefix(is_plain_digit);
    let rest = match tens.unwrap_or(text).strip_prefix('十') {
        Some(ones) => ones.strip_prefix(is_plain_digit).unwrap_or(ones),
        None => tens?,
    };
    Some(text.split_at(text.len() - rest.len()))
}

/// A number from a hundred on in Chinese: 一百二十, 百零三.
fn han_hundreds(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix(is_plain_digit).unwrap_or(text).strip_prefix('百')?;
    let low = run_of(rest, 3, |c| is_plain_digit(c) || matches!(c, '十' | '零'));
    let rest = low.map_or(rest, |(_, behind)| behind);
    Some(text.split_at(text.len() - rest.len()))
}

/// A number of at most so many decimal digits.
fn decimal(text: &str, most: usize) -> Option<(&str, &str)> {
    run_of(text, most, is_digit)
}

/// A number as on cheques, or a Roman one that is one character.
fn upper(text: &str) -> Option<(&str, &str)> {
    let roman = text.strip_prefix(|c| matches!(c, 'Ⅰ'..='Ⅻ'));
    let roman = roman.map(|rest| text.split_at(text.len() - rest.len()));
    roman.or_else(|| run_of(text, 3, |c| CAPITALS.contains(c)))
}

/// Numbers of an outline's highest rank, each its own group.
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

    use super::{Class, alone, beginnings, continues_number, marker_at, shape_at, starting_with};

    /// The shapes as patterns, in the order they are tried; the one group in each is the number.
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn numbers_are_read_as_the_patterns_of_their_shapes_match(
            text in "[第其]?(部分|板块|篇|另|Part|cHApter|[（(〔［\\[【])?[ 　]?[一二九十百零贰拾0-9１ⅢⅫ]{1,4}[ 　]?\
                [）)〕］\\]】]?(部分|板块|篇|章|节|条|方面|是|要|水)?[、．.﹑：:，, 　]{0,2}[一1、渠]?"
        ) {
            let shapes = starting_with(&SHAPES);
            let by_pattern = shapes.iter().find_map(|(class, shape)| Some((*class, shape.captures(&text)?)));
            let by_pattern = by_pattern.map(|(class, found)| {
                (class, found.get(1).map_or("二", |number| number.as_str()).to_owned(), found[0].len())
            });
            let read = shape_at(&text).map(|shape| {
                (shape.class, shape.number.to_owned(), text.len() - shape.behind.len())
            });
            prop_assert_eq!(read, by_pattern, "{}", text);
            let begins = text.starts_with(|c| beginnings().may_hold(c));
            prop_assert!(marker_at(&text).is_none() || begins, "{}", text);
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
