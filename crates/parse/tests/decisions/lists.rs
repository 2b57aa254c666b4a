//! Numbers that number a list, and lines without number that title a section.

use super::{headings, outline};

const TITLE: &str = "云岭县水利局2023年工作总结\n一、主要工作\n";
/// A body, long enough to stand under a title without number.
const BODY: &str =
    "疏浚河道若干公里，加固沿河堤防多处，更换老旧管网，沿线村庄的防洪能力和供水水质都有了明显的提高和改善。";

/// The headings under 一、 of a summary.
fn under(body: &str) -> Vec<String> {
    headings(&format!("{TITLE}{body}\n二、队伍建设\n{BODY}\n"))
        .into_iter()
        .filter(|heading| !heading.starts_with("1 "))
        .collect()
}

#[test]
fn numbers_with_text_under_at_most_a_third_are_a_list() {
    // One of three: a list.
    assert_eq!(under(&format!("1.河道治理\n{BODY}\n2.管网改造\n3.水质检测")), [""; 0]);
    // Also where the text under its number would make a line without number a title.
    assert_eq!(under(&format!("1.主要做法\n{BODY}\n2.管网改造\n3.水质检测")), [""; 0]);
    // Two of four: sections, two of them with nothing under them.
    assert_eq!(
        under(&format!("1.河道治理\n{BODY}\n2.管网改造\n{BODY}\n3.水质检测\n4.节水宣传")),
        ["2 1.河道治理", "2 2.管网改造", "2 3.水质检测", "2 4.节水宣传"]
    );
    // Two of five: more than a third.
    assert_eq!(
        under(&format!("1.河道治理\n{BODY}\n2.管网改造\n{BODY}\n3.水质检测\n4.节水宣传\n5.水价改革")).len(),
        5
    );
}

#[test]
fn a_number_below_or_text_is_a_body_and_a_signature_is_none() {
    let rows = |body: &str| under(&format!("1.河道治理\n{body}\n2.管网改造\n{body}")).len();
    assert_eq!(rows("（1）清淤。"), 2, "a number below");
    assert_eq!(rows("已经完工。"), 2, "a short sentence");
    assert_eq!(rows("疏浚河道加固堤防更换管网沿线村庄供水水质"), 2, "20 letters without mark");
    assert_eq!(rows("疏浚河道加固堤防更换管网沿线村庄供水水"), 0, "19 letters");
    assert_eq!(rows("云岭河水利站"), 0, "a signature");
}

#[test]
fn a_sentence_without_body_is_an_item_unless_most_siblings_have_titles() {
    let sections = |bodies: usize, last: &str| {
        let titles = ["河道治理", "管网改造", "水质检测", "水价改革"];
        let rows: String = titles[..bodies]
            .iter()
            .enumerate()
            .map(|(index, title)| format!("{}.{title}\n{BODY}\n", index + 1))
            .collect();
        under(&format!("{rows}{}.{last}", bodies + 1)).len() - bodies
    };
    let last = "开展节水宣传。";
    assert_eq!(sections(2, last), 1, "two of three have bodies");
    // Half is not most.
    assert_eq!(sections(1, last), 0, "one of two has a body");
    // A title has at most 26 letters and one comma.
    assert_eq!(sections(2, "开展节水宣传进校园进村组进企业进机关进集市进工地活动。"), 1, "26 letters");
    assert_eq!(sections(2, "开展节水宣传进校园进村组进企业进机关进集市进工地活动周。"), 0, "27 letters");
    assert_eq!(sections(2, "开展宣传，节约用水。"), 1, "one comma");
    assert_eq!(sections(2, "开展宣传，节约用水，护好水源。"), 0, "two commas");
    // Without the mark of a sentence it is a title.
    assert_eq!(sections(1, "开展节水宣传"), 1);
    assert_eq!(sections(1, "开展节水宣传（含进校园）"), 0, "a bracket closes a sentence, too");
}

#[test]
fn run_in_sections_are_no_list() {
    assert_eq!(under("1.河道治理。疏浚河道。\n2.管网改造\n3.水质检测\n4.节水宣传"), ["2 1.河道治理"]);
}

#[test]
fn chinese_numbers_list_sentences_alone() {
    let under = |body: &str| headings(&format!("云岭县水利局2023年工作总结\n{body}"));
    assert_eq!(under("一、疏浚河道。\n二、改造管网。\n三、检测水质。"), [""; 0]);
    assert_eq!(under("一、疏浚河道\n二、改造管网\n三、检测水质").len(), 3);
    // One alone numbers no list.
    assert_eq!(under("一、疏浚河道。").len(), 1);
    // One of three has text under it: a list. Two of four: those two are sections.
    let one = format!("一、疏浚河道。\n{BODY}\n二、改造管网。\n三、检测水质。");
    assert_eq!(under(&one), [""; 0]);
    let two = format!("一、疏浚河道。\n{BODY}\n二、改造管网。\n{BODY}\n三、检测水质。\n四、宣传节水。");
    assert_eq!(under(&two), ["1 一、疏浚河道", "1 二、改造管网"]);
    // Two of three have text under them.
    assert_eq!(under(&format!("一、疏浚河道。\n{BODY}\n二、改造管网。\n{BODY}\n三、检测水质。")).len(), 3);
    // 第一部分 is above all lists.
    assert_eq!(under("第一部分 疏浚河道。\n第二部分 改造管网。\n第三部分 检测水质。").len(), 3);
}

/// The headings among lines that each have a body under them.
fn titled(lines: &[&str]) -> Vec<String> {
    let body: Vec<String> = lines.iter().map(|line| format!("{line}\n{BODY}")).collect();
    under(&body.join("\n"))
}

#[test]
fn one_line_alone_is_a_title_only_if_it_names_a_part() {
    assert_eq!(titled(&["河道治理"]), [""; 0]);
    assert_eq!(titled(&["河道治理", "管网改造"]), ["2 河道治理", "2 管网改造"]);
    assert_eq!(titled(&["主要做法"]).len(), 0, "level 1");
    assert_eq!(headings(&format!("{TITLE}{BODY}\n主要做法\n{BODY}")), ["1 一、主要工作", "1 主要做法"]);
}

#[test]
fn title_lines_have_two_to_26_letters() {
    let with = |line: &str| titled(&["管网改造", line]).len() == 2;
    assert!(with("节水宣传"));
    assert!(with("让节约用水的宣传走进校园村组企业机关集市工地车站码头"), "26 letters");
    assert!(!with("让节约用水的宣传走进校园村组企业机关集市工地车站码头上"), "27 letters");
    // Numbered, 42.
    assert!(
        with("第一，让节约用水的宣传走进校园村组企业机关集市工地车站码头以及每一个用水的人家里和每一块田"),
        "42"
    );
    assert!(
        !with("第一，让节约用水的宣传走进校园村组企业机关集市工地车站码头以及每一个用水的人家里和每一块田头"),
        "43"
    );
}

#[test]
fn title_lines_are_bare_words() {
    let with = |line: &str| titled(&["管网改造", line]).len() == 2;
    assert!(with("抓源头，护“母亲河”"));
    assert!(!with("抓源头（护河道）"), "brackets");
    assert!(!with("抓源头；护河道"), "a semicolon inside");
    assert!(!with("节水宣传。"), "a sentence");
    assert!(!with("节水宣传："), "a colon");
    assert!(!with("节水宣传B"), "a letter at the end");
    assert!(!with("云岭县水文站"), "an office");
    assert!(!with("王小河"), "a name");
    assert!(!with("二月三日"), "a date");
    assert!(!with("附件一览"), "an appendix");
    assert!(!with("全年改造20个站点"), "a figure");
}

#[test]
fn title_lines_have_text_of_40_letters_under_them() {
    let with = |body: &str| under(&format!("管网改造\n{BODY}\n节水宣传\n{body}")).len() == 2;
    let text = |letters: usize| {
        BODY.chars().filter(|c| c.is_alphanumeric()).take(letters).collect::<String>() + "。"
    };
    assert!(with(&text(40)));
    assert!(!with(&text(39)));
    assert!(
        !with(
            "站名\t位置\t水位\t流量\t雨量\t蒸发\t含沙量\t观测员姓名\t观测的时间\t站房面积\t备注与说明事项\t联系电话号码"
        ),
        "a table"
    );
    // A number follows only a title that names a part.
    let numbered = |title: &str, number: &str| {
        headings(&format!("{TITLE}{BODY}\n{title}\n{number}疏浚河道。\n{BODY}\n"))
    };
    assert!(numbered("主要做法", "1.").contains(&"1 主要做法".to_owned()));
    assert!(!numbered("主要做法", "2.").contains(&"1 主要做法".to_owned()), "not the first number");
    assert!(!numbered("河道治理", "1.").iter().any(|heading| heading.ends_with("河道治理")));
    assert!(!numbered("主要做法", "第一章 ").contains(&"1 主要做法".to_owned()), "a number above");
}

#[test]
fn short_items_with_figures_are_no_titles_though_one_might_be() {
    let text = "一、水利\n1.新增管网修到620户。\n2.新建水厂2座。\n3.发放补贴30万元。\n4.老旧泵站改造8个。\n5.免费检修300对。\n";
    assert_eq!(headings(text), ["1 一、水利"]);
}

#[test]
fn circled_numbers_that_are_referred_to_are_no_items() {
    let title = "青禾县水利局2023年工作总结\n";
    for text in [
        "监测水位（设备编号①②，温度℃），全部合格。",
        "巡查①②号渠，修缮三处。",
        "渠系（含①干渠、②支渠）通水。",
    ] {
        assert_eq!(outline(&format!("{title}{text}\n")), [format!("opening: {text}")]);
    }
    assert_eq!(outline(&format!("{title}新建水渠：①干渠一条；②支渠两条。\n")).len(), 3);
}
