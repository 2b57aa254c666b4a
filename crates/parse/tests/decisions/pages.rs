//! What pages, sites and sellers put around a text and into it.

use super::repaired;

/// The lines that a pass leaves, without the empty ones.
fn left(pass: &str, lines: &[&str]) -> Vec<String> {
    let text = repaired(pass, &lines.join("\n"));
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

fn chrome(lines: &[&str]) -> Vec<String> {
    left("web-chrome", lines)
}

const CHROME: &str = "上传人：小河";
const TEXT: &str = "全年新建水厂一座。";

#[test]
fn a_header_reaches_over_three_lines_to_the_next_line_of_chrome() {
    assert_eq!(chrome(&["甲", "乙", "丙", CHROME, TEXT]), [TEXT]);
    assert_eq!(chrome(&["甲", "乙", "丙", "丁", CHROME, TEXT]).len(), 6);
    assert_eq!(chrome(&[CHROME, "甲", "乙", "丙", CHROME, TEXT]), [TEXT]);
    assert_eq!(
        chrome(&[CHROME, "甲", "乙", "丙", "丁", CHROME, TEXT]),
        ["甲", "乙", "丙", "丁", CHROME, TEXT]
    );
}

#[test]
fn a_header_ends_at_text() {
    assert_eq!(chrome(&[CHROME, TEXT, CHROME, TEXT]), [TEXT, CHROME, TEXT]);
    let line = |count: usize| "渠".repeat(count);
    assert_eq!(chrome(&[CHROME, &line(160), CHROME, TEXT]), [TEXT]);
    assert_eq!(chrome(&[CHROME, &line(161), CHROME, TEXT]), [&line(161), CHROME, TEXT]);
    // A long line is text whatever it says.
    let long = |count: usize| format!("{CHROME}{}", line(count - CHROME.chars().count()));
    assert_eq!(chrome(&[&long(160), TEXT]), [TEXT]);
    assert_eq!(chrome(&[&long(161), TEXT]), [&long(161), TEXT]);
}

#[test]
fn a_header_has_at_most_sixty_lines() {
    let left = |count: usize| chrome(&[&vec![CHROME; count][..], &[TEXT]].concat());
    assert_eq!(left(60), [TEXT]);
    assert_eq!(left(61), [CHROME, TEXT]);
}

#[test]
fn the_title_in_a_header_stays_once() {
    let title = "云岭县水利局工作总结";
    assert_eq!(chrome(&[CHROME, title, CHROME, TEXT]), [title, TEXT]);
    assert_eq!(chrome(&[CHROME, title, title, CHROME, TEXT]), [title, TEXT]);
    // Behind the header a title that the next line begins with is the page's.
    assert_eq!(chrome(&[CHROME, "云岭县水利局", title, TEXT]), [title, TEXT]);
    assert_eq!(chrome(&[CHROME, "云岭县水利局", TEXT]), ["云岭县水利局", TEXT]);
    // A sentence is no title, however often it stands there.
    assert_eq!(chrome(&[CHROME, TEXT, TEXT]), [TEXT, TEXT]);
    // Without a header nothing is the page's.
    assert_eq!(chrome(&["云岭县水利局", title, TEXT]), ["云岭县水利局", title, TEXT]);
    assert_eq!(chrome(&[CHROME]), [""; 0]);
}

#[test]
fn what_a_text_has_around_its_title_is_not_the_pages() {
    let notice = ["云岭县水利局", "关于印发工作要点的通知"];
    assert_eq!(chrome(&["首页 > 公开", notice[0], notice[1], CHROME, TEXT]), [notice[0], notice[1], TEXT]);
    let title = "云岭县水利局工作要点";
    assert_eq!(chrome(&["首页 > 公开", "市县动态", title, CHROME, TEXT]), [title, TEXT]);
    assert_eq!(chrome(&["首页 > 公开", "市县动态", "关于我们", CHROME, TEXT]), [TEXT]);
    let report = ["政府工作报告", "——2024年1月9日在云岭县第九届人民代表大会第三次会议上", "云岭县县长　叶某"];
    assert_eq!(chrome(&[report[0], report[1], report[2], CHROME, TEXT]), [&report[..], &[TEXT]].concat());
    let minutes = ["云岭县水利局局务会议纪要", "时间：2024年3月5日", "地点：二楼", TEXT];
    assert_eq!(chrome(&minutes), minutes);
}

#[test]
fn labels_of_a_header_go_and_what_they_label_stays() {
    let title = "云岭县水利局工作总结";
    for head in [
        "标题：云岭县水利局工作总结",
        "【标题】云岭县水利局工作总结",
        "title: 云岭县水利局工作总结",
        "题目：《云岭县水利局工作总结》",
    ] {
        assert_eq!(chrome(&[head, "时间：2024-01-05", "正文：", TEXT]), [title, TEXT], "{head}");
        assert_eq!(chrome(&[head, &format!("正文：{TEXT}"), TEXT]), [title, TEXT, TEXT], "{head}");
    }
    let front = ["---", "date: 2024-01-05", "title: 云岭县水利局工作总结", "---", TEXT];
    assert_eq!(chrome(&front), [title, TEXT]);
    // A rule of Markdown fences nothing.
    assert_eq!(chrome(&["---", TEXT, "---", TEXT]), ["---", TEXT, "---", TEXT]);
}

#[test]
fn buttons_of_a_page_go() {
    for buttons in
        ["打印 关闭", "打印关闭", "【打印本页】【关闭窗口】", "[打印] [收藏] [关闭]", "我要打印 | 分享"]
    {
        assert_eq!(chrome(&[TEXT, buttons]), [TEXT], "{buttons}");
    }
    assert_eq!(chrome(&[TEXT, "打印机关闭率"]), [TEXT, "打印机关闭率"]);
}

#[test]
fn a_footer_reaches_over_three_short_lines() {
    let footer = "备案号：云备1号";
    assert_eq!(chrome(&[TEXT, footer, "甲", "乙", "丙", footer, "丁", "戊", "己"]), [TEXT]);
    assert_eq!(chrome(&[TEXT, footer, "甲", "乙", "丙", "丁", footer]).len(), 6);
    assert_eq!(chrome(&[TEXT, footer, "甲", "乙", "丙", "丁"]).len(), 6);
    assert_eq!(chrome(&[TEXT, footer, TEXT, footer]), [TEXT, footer, TEXT]);
    let line = |count: usize| "渠".repeat(count);
    assert_eq!(chrome(&[TEXT, footer, &line(40), footer]), [TEXT]);
    assert_eq!(chrome(&[TEXT, footer, &line(41), footer]), [TEXT, footer, &line(41)]);
    // With a header before the text, too.
    assert_eq!(chrome(&[CHROME, CHROME, TEXT, "水厂通水。", footer, "甲"]), [TEXT, "水厂通水。"]);
}

#[test]
fn words_of_the_page_glued_to_a_line_go() {
    let text = [TEXT, "水厂已经通水。展开阅读全文", TEXT, "云岭县水利局工作总结2380字范文", TEXT];
    assert_eq!(chrome(&text), [TEXT, "水厂已经通水。", TEXT, "云岭县水利局工作总结", TEXT]);
}

fn marks(text: &str) -> String {
    repaired("page-marks", text)
}

#[test]
fn three_rising_marks_that_mostly_cut_sentences_are_page_marks() {
    // Two of two cut.
    assert_eq!(marks("1、兴修\n\n2、水利\n\n3、工程。"), "兴修水利工程。");
    // One of two.
    assert_eq!(marks("1、兴修。\n\n2、水利\n\n3、工程。"), "兴修。水利工程。");
    // None, or one of three: a list.
    for list in [
        "1、兴修。\n2、水利。\n3、工程。",
        "1、“兴修”\n2、“水利”\n3、“工程”",
        "1、兴修。\n2、水利。\n3、农田\n4、工程。",
    ] {
        assert_eq!(marks(list), list);
    }
    // Two marks are too few.
    assert_eq!(marks("1、兴修\n\n2、水利"), "1、兴修\n\n2、水利");
    // So are three that do not rise by one.
    assert_eq!(marks("1、兴修\n\n3、水利\n\n5、工程"), "1、兴修\n\n3、水利\n\n5、工程");
}

#[test]
fn a_list_between_page_marks_stays() {
    let text =
        "1、兴修\n\n2、水利，任务如下：\n3、清淤。\n4、护岸\n\n3、工程。\n5、绿化和\n\n4、灌溉\n\n5、工程。";
    assert_eq!(marks(text), "兴修水利，任务如下：\n3、清淤。\n4、护岸工程。\n5、绿化和灌溉工程。");
}

#[test]
fn numbers_between_page_marks_begin_no_row() {
    let text = "1、兴修\n\n2、水利，见\n7、渠首和\n\n3、泵站\n8、水闸\n9、工程。";
    assert_eq!(marks(text), "兴修水利，见\n7、渠首和泵站\n8、水闸\n9、工程。");
}

#[test]
fn white_space_behind_a_mark_goes_where_it_cut_a_sentence() {
    assert_eq!(marks("1、兴修\n\n2、 水利\n\n3、　工程。"), "兴修水利工程。");
    // At the top of the text nothing is joined.
    assert_eq!(marks("\n1、兴修\n\n2、水利\n\n3、工程。"), "\n兴修水利工程。");
}

#[test]
fn marks_that_stand_again_make_rows_of_their_own() {
    let row = "1、兴修\n\n2、水利\n\n3、工程。";
    assert_eq!(marks(&format!("{row}\n\n{row}")), "兴修水利工程。兴修水利工程。");
}

#[test]
fn numbers_alone_on_lines_are_page_marks_in_a_row() {
    assert_eq!(marks("兴修\n1\n水利\n2\n工程\n3\n完工。"), "兴修水利工程完工。");
    assert_eq!(marks("兴修\n1\n水利\n2\n工程。"), "兴修\n1\n水利\n2\n工程。");
}

#[test]
fn marks_by_their_looks_join_only_lines_of_text() {
    let line = |letters: usize| "渠".repeat(letters);
    // 21 letters without a mark at the end: a sentence goes on; 20 may be a title.
    assert_eq!(marks(&format!("{}\n- 3 -\n通水。", line(21))), format!("{}通水。", line(21)));
    assert_eq!(marks(&format!("{}\n- 3 -\n通水。", line(20))), format!("{}\n通水。", line(20)));
    for end in ["。", "：", "”"] {
        assert_eq!(marks(&format!("{}{end}\n- 3 -\n通水。", line(21))), format!("{}{end}\n通水。", line(21)));
    }
    // The line before counts, not all the text before.
    assert_eq!(marks(&format!("{}。\n渠\n- 3 -\n通水。", line(30))), format!("{}。\n渠\n通水。", line(30)));
}

fn contents(lines: &[&str]) -> Vec<String> {
    left("contents", lines)
}

#[test]
fn three_rows_with_pages_are_a_table_of_contents_and_one_behind_its_name() {
    let rows = ["水利建设……1", "队伍建设……5", "水价改革……9"];
    assert_eq!(contents(&[&rows[..], &[TEXT]].concat()), [TEXT]);
    assert_eq!(contents(&[&rows[..2], &[TEXT]].concat()).len(), 3);
    assert_eq!(contents(&["目 录", rows[0], TEXT]), [TEXT]);
    assert_eq!(contents(&["目录", TEXT]), ["目录", TEXT]);
    // Behind text, and a second one behind the first.
    assert_eq!(
        contents(&[&[TEXT, "目次"], &rows[..], &[TEXT, "目录"], &rows[1..], &[TEXT]].concat()),
        [TEXT; 3]
    );
}

#[test]
fn rows_without_pages_stand_again_below() {
    let body = ["水利建设", TEXT, "队伍建设", TEXT];
    assert_eq!(contents(&[&["目录", "水利建设", "队伍建设"], &body[..]].concat()), body);
    // Without the name they are no table, however many.
    let three = ["水利建设", "队伍建设", "水价改革"];
    assert_eq!(contents(&[&three[..], &body[..], &["水价改革", TEXT]].concat()).len(), 9);
    // The row that does not stand again ends the table.
    let rest = [&["水价改革"], &body[..]].concat();
    assert_eq!(contents(&[&["目录", "水利建设", "队伍建设"], &rest[..]].concat()), rest);
    // Rows of 80 characters at most.
    let line = |letters: usize| "渠".repeat(letters);
    assert_eq!(contents(&["目录", &line(80), TEXT, &line(80)]), [TEXT, &line(80)]);
    assert_eq!(contents(&["目录", &line(81), TEXT, &line(81)]).len(), 4);
}

#[test]
fn the_title_again_is_looked_for_within_two_thousand_lines() {
    let far = |lines: usize| {
        let between: Vec<String> =
            (0..lines).map(|number| format!("第{number}处水库已经完成除险。")).collect();
        let text = format!("目录\n水利建设\n{}\n水利建设\n", between.join("\n"));
        repaired("contents", &text).contains("目录")
    };
    assert!(!far(1998));
    assert!(far(1999));
}

#[test]
fn sellers_are_told_by_two_words_of_theirs_or_one_and_two_they_like() {
    let keeps = |line: &str| repaired("advertisements", line) == line;
    assert!(!keeps("素材库里有人代笔"), "two of sellers");
    assert!(keeps("档案员代笔写信，一位代笔也不收费"), "one of sellers, twice");
    assert!(keeps("代笔写信，请来下载"), "one and one they like");
    assert!(!keeps("代笔写信，请来下载更新"), "one and two they like");
    assert!(keeps("代笔写信，请来下载下载"), "one and one they like, twice");
    assert!(keeps("内部更新，请来下载，一键好评"), "only words they like");
    let long = |count: usize| format!("素材库代笔{}", "渠".repeat(count - 5));
    assert!(!keeps(&long(240)));
    assert!(keeps(&long(241)), "a long line is text");
}

fn without_marks(text: &str) -> String {
    repaired("page-marks", text)
}

#[test]
fn decorated_numbers_join_the_sentence_they_cut_however_short() {
    for mark in ["- 1 -", "—1—", "第1页 共3页", "1/3"] {
        assert_eq!(without_marks(&format!("全年巡渠，排查隐\n{mark}\n患68处。")), "全年巡渠，排查隐患68处。");
        for (before, behind) in
            [("一、水利建设", "新建水厂。"), ("全年巡渠，修渠三条", "二、水厂"), ("全年巡渠。", "修渠。")]
        {
            assert_eq!(without_marks(&format!("{before}\n{mark}\n{behind}")), format!("{before}\n{behind}"));
        }
    }
}

#[test]
fn decorated_numbers_cut_numbered_lines_of_28_letters_or_with_a_sentence() {
    let cut = |line: &str| without_marks(&format!("{line}\n- 1 -\n渠水清。")) == format!("{line}渠水清。");
    let line = |letters: usize| format!("一、渠，{}", "渠".repeat(letters - 2));
    assert!(cut(&line(28)));
    assert!(!cut(&line(27)), "a heading");
    assert!(cut("一、修渠。渠水流到村口"));
}

#[test]
fn bare_numbers_of_a_short_text_go_where_they_cut_a_sentence() {
    assert_eq!(without_marks("全年巡渠，排查隐\n1\n患68处。"), "全年巡渠，排查隐患68处。");
    let two = "全年巡渠，排查隐\n1\n患68处。兴修水利，新建水\n2\n渠12条。";
    assert_eq!(without_marks(two), "全年巡渠，排查隐患68处。兴修水利，新建水渠12条。");
    // Figures, numbers out of step, and numbers between whole sentences stay.
    for text in [
        "兴修水利，完成投资\n1\n亿元。",
        "全年巡渠，排查隐\n7\n患68处。",
        "全年巡渠，修渠三条。\n1\n兴修水利。",
        "水库\n1\n座数。",
        "水库\n1\n修渠三条。",
    ] {
        assert_eq!(without_marks(text), text);
    }
}

#[test]
fn numbers_before_text_go_with_three_in_a_row_or_two_that_hold_a_reports_page() {
    let page = "渠".repeat(32);
    let title = "云岭县水利局总结。";
    assert_eq!(without_marks(&format!("1、{title}{page}\n2、水清。")), format!("{title}{page}水清。"));
    for text in [
        format!("水利。\n1、{title}{page}\n2、水清。"),
        format!("2、{title}{page}\n3、水清。"),
        format!("1、{title}{}\n2、水清。", "渠".repeat(31)),
        format!("1、云岭县水利局修渠。{page}\n2、水清。"),
        format!("1、云岭县水利局总结{page}\n2、水清。"),
        format!("1、{title}{page}\n2、水清"),
        format!("1、{title}{page}3\n2、水清。"),
        "全年巡渠，排查隐\n1、患68处。".to_owned(),
    ] {
        assert_eq!(without_marks(&text), text);
    }
}

#[test]
fn a_front_matter_holds_something_between_two_fences() {
    assert_eq!(chrome(&["---", "layout: page", "---", TEXT]), [TEXT]);
    for lines in [["---", "---", TEXT], ["---", "layout: page", TEXT]] {
        assert_eq!(chrome(&lines), lines);
    }
}

#[test]
fn contents_are_looked_for_inside_many_lines() {
    let line = "目录 一、新修水渠 二、清理河道 新修水渠三条，清理河道两条。";
    let left = |lines: usize| repaired("contents", &vec![line; lines].join("\n")).matches("目录").count();
    // Two looks a line.
    assert_eq!((left(1500), left(1501), left(1502)), (0, 1, 2));
    // A row has at most 240 bytes behind its number.
    let row = |letters: usize| {
        repaired("contents", &format!("目录 （十一）{0} {0}。", "渠".repeat(letters))).contains("目录")
    };
    assert!(!row(80));
    assert!(row(81));
    // The word alone is no table.
    for text in ["目录 修渠三条，清理河道两条。", "目录一、修渠三条，清理河道两条。"]
    {
        assert_eq!(repaired("contents", text), text);
    }
}
