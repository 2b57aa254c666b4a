//! Which lines head a section, with which mark, at which level.

use gongwen_parse::Block;

use super::{headings, outline, parsed};

const TITLE: &str = "桃溪县林业局2023年工作总结和2024年工作打算\n今年以来，县林业局各项工作有序推进。\n";

/// Three parts, each line as `mark` makes it of its place and words, with text under it.
fn parts(mark: impl Fn(usize, &str) -> String) -> String {
    let parts = [
        ("2023年主要工作", "造林三千亩，抚育幼林两千亩。"),
        ("存在的主要问题", "护林员年龄偏大，巡护力量不足。"),
        ("2024年工作打算", "新建苗圃两处，造林五千亩。"),
    ];
    let lines = parts.iter().enumerate().map(|(at, (words, body))| format!("{}\n{body}\n", mark(at, words)));
    TITLE.to_owned() + &lines.collect::<String>()
}

/// The parts of [`parts`] as [`outline`] writes them, `marks` before the titles.
fn expected(marks: [&str; 3]) -> Vec<String> {
    let [first, second, third] = marks;
    vec![
        "opening: 今年以来，县林业局各项工作有序推进。".to_owned(),
        format!("1 {first}2023年主要工作"),
        "done: 造林三千亩，抚育幼林两千亩。".to_owned(),
        format!("1 {second}存在的主要问题"),
        "problem: 护林员年龄偏大，巡护力量不足。".to_owned(),
        format!("1 {third}2024年工作打算"),
        "plan: 新建苗圃两处，造林五千亩。".to_owned(),
    ]
}

#[test]
fn parts_are_headings_without_number_too() {
    assert_eq!(outline(&parts(|_, words| words.to_owned())), expected([""; 3]));
    assert_eq!(outline(&parts(|_, words| format!("{words}："))), expected([""; 3]));
}

#[test]
fn every_mark_of_a_heading_is_known() {
    let numbered = |marks: [&str; 3]| {
        let text = parts(|at, words| format!("{}{words}", marks[at]));
        assert_eq!(outline(&text), expected(marks.map(str::trim)), "{marks:?}");
        assert_eq!(parsed(&text).reports.len(), 1, "{marks:?}");
    };
    numbered(["壹、", "贰、", "叁、"]);
    numbered(["Ⅰ.", "Ⅱ.", "Ⅲ."]);
    numbered(["Ⅰ、", "Ⅱ、", "Ⅲ、"]);
    numbered(["01 ", "02 ", "03 "]);
    numbered(["01、", "02、", "03、"]);
    numbered(["第一篇 ", "第二篇 ", "第三篇 "]);
    numbered(["（壹）", "（贰）", "（叁）"]);
    numbered(["（Ⅰ）", "（Ⅱ）", "（Ⅲ）"]);
    numbered(["PART 01 ", "PART 02 ", "PART 03 "]);
    numbered(["第一、", "第二、", "第三、"]);
    numbered(["甲、", "乙、", "丙、"]);
    numbered(["A.", "B.", "C."]);
    numbered(["一　", "二　", "三　"]);
    numbered(["一 ", "二 ", "三 "]);
    numbered(["第一部分\n", "第二部分\n", "第三部分\n"]);
    numbered(["01\n", "02\n", "03\n"]);
    let numbers = ["一、", "二、", "三、"];
    for (open, close) in [('【', '】'), ('「', '」')] {
        let text = parts(|at, words| format!("{}{open}{words}{close}", numbers[at]));
        assert_eq!(outline(&text), expected(numbers));
    }
    assert_eq!(outline(&parts(|_, words| format!("（{words}）"))), expected([""; 3]));
    assert_eq!(outline(&parts(|_, words| format!("★{words}"))), expected([""; 3]));
    assert_eq!(outline(&parts(|_, words| format!("【{words}】"))), expected([""; 3]));
}

#[test]
fn a_title_in_brackets_may_have_its_text_behind_it() {
    let text = format!("{TITLE}一、【2023年主要工作】造林三千亩。\n二、【存在的主要问题】护林员年龄偏大。\n");
    assert_eq!(headings(&text), ["1 一、2023年主要工作", "1 二、存在的主要问题"]);
    assert!(outline(&text).last().is_some_and(|last| last.starts_with("problem: ")));
}

#[test]
fn letters_number_short_lines_in_a_row() {
    let body = "全年造林三千亩，抚育幼林两千亩，苗木成活率比上年提高三个百分点。";
    let row = format!("{TITLE}A.造林绿化\n{body}\nB.资源管护\n{body}\nC.林业产业\n{body}\n");
    assert_eq!(headings(&row), ["1 A.造林绿化", "1 B.资源管护", "1 C.林业产业"]);
    for look_alike in ["A.造林绿化\n{body}", "A.造林\nB.护林\n{body}", "B.造林绿化\n{body}\nA.护林\n{body}"]
    {
        let text = format!("{TITLE}{}\n", look_alike.replace("{body}", body));
        assert_eq!(headings(&text), [""; 0], "{look_alike}");
    }
}

#[test]
fn a_part_has_many_names() {
    let under = |line: &str, part: &str| {
        let text =
            format!("{TITLE}2023年工作情况\n造林三千亩。\n存在的问题\n管护薄弱。\n{line}\n新建苗圃两处。\n");
        let blocks = outline(&text);
        let (heading, body) = (&blocks[blocks.len() - 2], &blocks[blocks.len() - 1]);
        assert_eq!((heading, body), (&format!("1 {line}"), &format!("{part}: 新建苗圃两处。")), "{line}");
    };
    for line in [
        "面临的形势与存在的短板",
        "需要解决的问题",
        "亟待解决的突出问题",
        "存在的薄弱环节",
        "短板弱项",
        "不足之处",
        "有待改进的地方",
        "问题和努力方向",
    ] {
        under(line, "problem");
    }
    for line in [
        "努力方向",
        "新一年重点工作",
        "新的一年工作安排",
        "改进措施",
        "2024年政府工作总体要求和预期目标",
        "2024年工作的总体思路、目标任务和重点举措",
        "2024年重点工作安排建议",
    ] {
        under(line, "plan");
    }
    for line in ["2023年工作和“十四五”以来发展回顾", "去年工作情况"] {
        let text = format!("{TITLE}{line}\n造林三千亩。\n2024年工作打算\n新建苗圃两处。\n");
        // Whether such a line begins a report of its own is not asked here.
        assert!(!outline(&text).iter().any(|block| block.ends_with(&format!(": {line}"))), "{line}");
    }
}

#[test]
fn numbers_stand_below_the_parts_above_them() {
    let numbered = "一、造林\n造林三千亩。\n二、护林\n巡山九百次。\n";
    let text = format!("{TITLE}2023年主要工作\n{numbered}2024年工作打算\n{numbered}");
    let levels =
        ["1 2023年主要工作", "2 一、造林", "2 二、护林", "1 2024年工作打算", "2 一、造林", "2 二、护林"];
    assert_eq!(headings(&text), levels);
    // Where numbers come first, a part among them is their equal.
    let text = format!("{TITLE}{numbered}2024年工作打算\n{numbered}");
    assert_eq!(headings(&text), ["1 一、造林", "1 二、护林", "1 2024年工作打算", "1 一、造林", "1 二、护林"]);
}

#[test]
fn a_heading_is_no_paragraph() {
    let text =
        "桃溪县林业局2023年工作总结\n2023年工作回顾\n造林三千亩。\n三、2024年工作思路一是造林。二是护林。\n";
    assert_eq!(
        outline(text),
        [
            "1 2023年工作回顾",
            "done: 造林三千亩。",
            "2 三、2024年工作思路",
            "plan: 一是造林。",
            "plan: 二是护林。"
        ]
    );
}

#[test]
fn a_heading_that_items_follow_is_a_paragraph_unless_it_names_a_part() {
    let blocks = outline("一、育林护林两手抓。一是造林。二是护林。\n");
    assert_eq!(blocks[..2], ["1 一、育林护林两手抓", "done: 一、育林护林两手抓。"]);
}

#[test]
fn a_part_with_two_times_begins_no_report() {
    let text = "2026年桃溪市政府工作报告\n一、2025年工作回顾\n去年，全市造林三千亩。\n";
    for part in [
        "“十五五”时期主要目标和2026年重点工作",
        "2025年工作回顾和2026年工作安排",
        "今后五年主要目标和2026年重点任务",
    ] {
        let document = parsed(&format!("{text}{part}\n我们将加快发展。\n（一）造林。开工造林项目二十个。\n"));
        assert_eq!(document.reports.len(), 1, "{part}");
        let heads = document.reports[0].blocks.iter().any(|block| match block {
            gongwen_parse::Block::Heading(heading) => heading.level == 1 && heading.title == part,
            gongwen_parse::Block::Paragraph(_) => false,
        });
        assert!(heads, "{part}");
    }
    // In a collection titles without unit begin reports.
    let text = "2023年度法治建设工作总结\n开展普法十次。\n\n2023年度平安建设工作总结\n调解纠纷百起。\n";
    assert_eq!(parsed(text).reports.len(), 2);
}

#[test]
fn items_with_commas_and_figures_are_no_headings() {
    let items = [
        "(1)稳定林农就业，公益性岗位安置就业困难林农300人，开展技能培训500人次。",
        "(2)提升造林质量，新建改建苗圃4所，新增苗木2600万株。",
        "(3)完善管护体系，改造特殊困难护林员住房50户，建设管护站12个。",
        "(4)丰富林区生活，建成健身路径15条。",
    ];
    let text = format!("{TITLE}二、2024年重点工作\n今年要办好四件实事。\n{}\n", items.join("\n"));
    assert_eq!(headings(&text), ["1 二、2024年重点工作"]);
    let plans: Vec<String> = items.iter().map(|item| format!("plan: {item}")).collect();
    assert!(outline(&text).ends_with(&plans));
}

#[test]
fn signs_of_markdown_say_what_is_a_heading() {
    // Words alone would not tell: one line each, with a single line of text below.
    let text = [
        "**云岭县教育局2023年工作总结**",
        "教育工作取得新成效。",
        "**强化党建引领**",
        "发展党员12名。",
        "**守牢安全底线**",
        "**一是压实责任。**签订责任书120份。**二是排查隐患。**整改隐患86处。",
    ]
    .join("\n\n");
    assert_eq!(
        outline(&text),
        [
            "opening: 教育工作取得新成效。",
            "1 强化党建引领",
            "done: 发展党员12名。",
            "1 守牢安全底线",
            "done: 一是压实责任。签订责任书120份。",
            "done: 二是排查隐患。整改隐患86处。",
        ]
    );
    assert_eq!(
        headings("# 教育这一年\n## 育人\n### 师资\n培训教师两千人。\n## 安全\n排查隐患八十处。\n"),
        ["1 育人", "2 师资", "1 安全"]
    );
    // A title in several lines, with its date and speaker, is no heading, nor is a single heading a title.
    let text = "**政府工作报告**\n**——2023年1月5日在县人民代表大会上**\n\n\
        一、水利\n修渠三条。\n\n**安全**\n\n排查隐患八十处。\n";
    assert_eq!(headings(text), ["1 一、水利"]);
}

#[test]
fn lines_that_the_contents_list_are_headings() {
    let contents = "目录\n2023年工作回顾……1\n党课讲到渠边……2\n水厂修到村口……3\n2024年工作谋划……5\n\n";
    let text = format!(
        "云岭县水利局2023年工作总结\n{contents}2023年工作回顾\n党课讲到渠边\n讲课十二次。\n水厂修到村口\n\
         新建水厂一座。\n2024年工作谋划\n新建泵站两座。\n"
    );
    assert_eq!(headings(&text), ["1 2023年工作回顾", "2 党课讲到渠边", "2 水厂修到村口", "1 2024年工作谋划"]);
    // Whole lines without number alone.
    let text = "云岭县水利局2023年工作总结\n目录\n一、修渠……1\n修库……2\n二、修路……3\n\n\
                一、修渠\n修渠三条。\n修库 （1）修库三座。（2）清淤三处。\n二、修路\n修路三条。\n";
    assert_eq!(headings(text), ["1 一、修渠", "1 二、修路"]);
}

#[test]
fn a_title_as_printed_has_clean_characters_and_its_own_words() {
    let text = "云岭县⽔利局2023年工作总结\n一、⽔利⼯作和D建\n修渠三条。\n二、通  水\n新建水厂一座。\n";
    let document = parsed(text);
    let printed: Vec<String> = document.reports[0]
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some(document.printed(heading.title_span)),
            Block::Paragraph(_) => None,
        })
        .collect();
    assert_eq!(headings(text), ["1 一、水利工作和党建", "1 二、通水"]);
    assert_eq!(printed, ["水利工作和D建", "通水"]);
    let title = document.reports[0].title_span.expect("a title");
    assert_eq!(document.printed(title), "云岭县水利局2023年工作总结");
}
