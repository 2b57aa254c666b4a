use std::path::PathBuf;

use gongwen_write::text_check;

use super::*;

fn themes() -> ThemeSet {
    let file = "
        [[group]]\nid = 'safety'\nzh = '安全'\n[[group]]\nid = 'livelihood'\nzh = '民生'\n
        [[group]]\nid = 'other'\nzh = '其他'\n
        [[theme]]\nid = 'safety'\ngroup = 'safety'\nzh = '安全'\n
        [[theme]]\nid = 'livelihood'\ngroup = 'livelihood'\nzh = '民生'\n
        [[theme]]\nid = 'rural'\ngroup = 'other'\nzh = '乡村振兴'\n
        [[theme]]\nid = 'urban'\ngroup = 'other'\nzh = '城市建设管理'\n";
    ThemeSet::from_toml(file).expect("a themes file")
}

const HEADER: &str = "文件,报告,标题,序号,主题,细分主题,正文,起,校验,更正";

/// Text, answered theme and topic.
const ROWS: [(&str, &str, &str); 3] = [
    ("（一）检查楼道。检查楼道\n四百处，整改隐患。", "安全", "安全"),
    ("'-发放补贴三十万元。", "安全", "安全"),
    ("播种小麦三万亩。", "其他", "乡村振兴"),
];

fn row(at: usize, correction: &str) -> String {
    let (text, theme, topic) = ROWS[at];
    let check = text_check(text.trim_start_matches('\''));
    format!(
        "甲.txt,云岭镇2023年总结,一、工作 › 检查楼道,,{theme},{topic},\"{text}\",{},{check},{correction}",
        at * 50
    )
}

fn table(corrections: [&str; 3]) -> String {
    let rows: Vec<String> = corrections.iter().enumerate().map(|(at, filled)| row(at, filled)).collect();
    format!("\u{feff}{HEADER}\r\n{}\r\n", rows.join("\r\n"))
}

/// A file that is gone at the end of the test.
struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn file(name: &str, bytes: &[u8]) -> File {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    File { _folder: folder, path }
}

fn read(name: &str, bytes: &[u8]) -> Result<Corrections, LabelledError> {
    Corrections::read(&[file(name, bytes).path], &themes(), false)
}

/// What the rows teach: first characters of the text and ids.
fn taught(corrections: &Corrections) -> Vec<String> {
    let row = |row: &CorrectedRow| {
        let text: String = squeezed(&row.text.text).chars().take(5).collect();
        format!("{text} {}", row.topics.join("+"))
    };
    corrections.taught().map(row).collect()
}

/// An error without the folder of its file.
fn refused(table: &str) -> String {
    let file = file("标签.csv", table.as_bytes());
    let folder = format!("{}/", file.path.parent().expect("a folder").display());
    let error = Corrections::read(&[&file.path], &themes(), false).expect_err("a table with a fault");
    error.to_string().replace(&folder, "")
}

#[test]
fn filled_rows_teach_and_empty_ones_do_not() {
    let found = read("标签.csv", table(["民生+安全", "", "urban"]).as_bytes()).expect("a good table");
    assert_eq!(found.rows.len(), 3);
    assert_eq!(taught(&found), ["（一）检查 livelihood+safety", "播种小麦三 urban"]);
    let first = &found.rows[0];
    assert_eq!(first.text.headings, ["一、工作", "检查楼道"]);
    assert_eq!((first.report.as_str(), first.start), ("甲.txt 云岭镇2023年总结", Some(0)));
    let examples = found.examples(3.0);
    assert_eq!((examples.len(), examples[0].weight, examples[0].paragraph), (2, 3.0, None));
}

#[test]
fn the_rest_is_confirmed_where_asked() {
    let file = file("标签.csv", table(["民生", "", ""]).as_bytes());
    let found = Corrections::read(&[&file.path], &themes(), true).expect("a good table");
    assert_eq!(taught(&found), ["（一）检查 livelihood", "-发放补贴 safety", "播种小麦三 rural"]);
}

#[test]
fn rows_may_be_sorted_and_columns_deleted() {
    let sorted = format!("{HEADER}\n{}\n{}\n{}\n", row(2, "城市建设管理"), row(0, ""), row(1, "民生"));
    assert_eq!(
        taught(&read("a.csv", sorted.as_bytes()).expect("sorted")),
        ["播种小麦三 urban", "-发放补贴 livelihood"]
    );
    let least = "更正;备注;正文\n民生;给张三看;'-发放补贴三十万元。\n;;检查楼道。\n";
    let found = read("a.csv", least.as_bytes()).expect("text and correction are enough");
    assert_eq!(taught(&found), ["-发放补贴 livelihood"]);
    let titled = format!("2023年汇总,,\n\n{}", table(["安全", "", ""]).trim_start_matches('\u{feff}'));
    assert_eq!(taught(&read("a.csv", titled.as_bytes()).expect("a title above")), ["（一）检查 safety"]);
    insta::assert_snapshot!(refused("正文,主题\n检查楼道。,安全\n"), @r"标签.csv: no column `更正`; 正文 and 更正 are enough, 标题 and 报告 help, in any order and among others");
    insta::assert_snapshot!(refused("标题,更正\n检查楼道。,安全\n"), @r"标签.csv: no column `正文`; 正文 and 更正 are enough, 标题 and 报告 help, in any order and among others");
}

#[test]
fn a_changed_text_is_named_where_it_would_teach() {
    let changed = |corrections| table(corrections).replace("四百处", "五百处");
    insta::assert_snapshot!(refused(&changed(["民生", "", ""])), @r"标签.csv:2: the text has changed since it was tagged; put it back (a csv saved in GBK loses rare characters: save as UTF-8 or xlsx), or empty the row's 校验 to teach the text as it stands");
    assert_eq!(taught(&read("a.csv", changed(["", "民生", ""]).as_bytes()).expect("no matter")).len(), 1);
    let unchecked = changed(["民生", "", ""]).replace(&text_check(ROWS[0].0), "");
    assert_eq!(taught(&read("a.csv", unchecked.as_bytes()).expect("as it stands")).len(), 1);
}

#[test]
fn what_programs_do_to_a_table_does_no_harm() {
    // Excel: GBK, line ends inside of cells; others: another separator, no mark, a lost apostrophe.
    let plain = table(["安全 、民生", "其他", ""]);
    let plain = plain.trim_start_matches('\u{feff}').replace("其他", "乡村振兴");
    let (gbk, ..) = encoding_rs::GBK.encode(&plain);
    let utf16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(plain.replace(',', "\t").chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let expected = taught(&read("a.csv", plain.as_bytes()).expect("plain"));
    assert_eq!(expected, ["（一）检查 safety+livelihood", "-发放补贴 rural"]);
    for bytes in [
        gbk.to_vec(),
        utf16,
        plain.replace("道\n四", "道\r\n四").into_bytes(),
        plain.replace(",\"'-", ",\"-").into_bytes(),
        plain.replace("四百处，", "四百处， ").into_bytes(),
    ] {
        assert_eq!(taught(&read("a.csv", &bytes).expect("as saved")), expected);
    }
}

#[test]
fn every_row_that_cannot_be_taken_is_named() {
    insta::assert_snapshot!(refused(&table(["党务", "", ""])), @r"标签.csv:2: unknown theme `党务`; known are 安全 safety, 民生 livelihood, 其他 other, 乡村振兴 rural, 城市建设管理 urban (for themes of your own, train with --themes)");
    insta::assert_snapshot!(refused(&table(["", "无", "党务+民生"])), @r"
    标签.csv: 2 rows cannot be taken
      标签.csv:3: `无` is no theme: leave the cell empty where the answer is right, and name the theme where it is wrong
      标签.csv:4: unknown theme `党务`; known are 安全 safety, 民生 livelihood, 其他 other, 乡村振兴 rural, 城市建设管理 urban (for themes of your own, train with --themes)
    ");
    insta::assert_snapshot!(refused(&table(["其他", "", ""])), @r"标签.csv:2: `其他` is several topics; name one of them: 乡村振兴、城市建设管理");
    let twice = format!("{HEADER}\n{}\n{}\n", row(0, "安全"), row(0, "民生"));
    insta::assert_snapshot!(refused(&twice), @r"标签.csv:3: the same text is corrected otherwise at 标签.csv:2");
    insta::assert_snapshot!(refused("正文,更正\n ,安全\n"), @r"标签.csv:2: no text in this row, but a correction");
}

#[test]
fn of_several_topics_the_answered_one_is_meant() {
    assert_eq!(
        taught(&read("a.csv", table(["", "", "其他"]).as_bytes()).expect("a theme")),
        ["播种小麦三 rural"]
    );
}

#[test]
fn a_later_file_decides() {
    let (first, second) = (
        file("1.csv", table(["安全", "", ""]).as_bytes()),
        file("2.csv", table(["民生", "", ""]).as_bytes()),
    );
    let found = Corrections::read(&[&first.path, &second.path], &themes(), false).expect("both are good");
    assert_eq!(taught(&found), ["（一）检查 livelihood"]);
}

#[test]
fn a_text_in_several_cells_is_one() {
    let (whole, head, tail) = ("检查楼道四百处。", "检查楼道", "四百处。");
    let check = text_check(whole);
    for rows in [
        format!("序号,正文,校验,更正\n1.,{head},{check},安全\n1.（续）,{tail},{check},\n"),
        format!("正文,校验,更正\n{head},{check},\n{tail},{check},安全\n"),
        format!("序号,正文,更正\n1.,{head},安全\n1.（续）,{tail},\n"),
    ] {
        let found = read("a.csv", rows.as_bytes()).expect("one text");
        assert_eq!(found.rows.len(), 1);
        assert_eq!((found.rows[0].text.text.as_str(), found.rows[0].topics.len()), (whole, 1));
    }
}

#[test]
fn json_lines_are_taken_as_written_by_programs() {
    let line = |text: &str, correction: &str| {
        format!(
            "{{\"file\":\"a.txt\",\"text\":\"{text}\",\"path\":[\"一、消防\"],\"check\":\"{}\",\"theme\":\"safety\",\"correction\":{correction}}}\n",
            text_check(text)
        )
    };
    let lines = [
        line("检查楼道。", "null"),
        line("发放补贴。", "\"民生\""),
        line("修路十里。", "[\"urban\",\"民生\"]"),
    ];
    let found = read("a.jsonl", lines.concat().as_bytes()).expect("good lines");
    assert_eq!(taught(&found), ["发放补贴。 livelihood", "修路十里。 urban+livelihood"]);
    assert!(is_lines(&lines.concat()) && !is_lines("{\"text\":\"检查楼道。\",\"theme\":\"safety\"}"));
}

/// Training sees of a row what tagging sees of the paragraph, as far as the table tells.
#[test]
fn leads_are_found_again() {
    let source = "云岭县水利局2023年工作总结\n一、2023年工作情况\n\
        （一）守牢底线，确保平安度汛。水毁工程修复到位。抢修水毁堤防十二处，转移低洼地区群众三百余人，全年没有发生溃堤。\n\
        （二）管好用水。一是抓节水。创建节水型单位四个，更换老旧管网十二公里，漏损率下降两个百分点。\n";
    let document = gongwen_parse::parse(source, &gongwen_parse::Options::default());
    let texts = Text::all(&document);
    let mut with_lead = 0;
    for ((_, paragraph), text) in document.paragraphs().zip(&texts) {
        let raw = Raw {
            headings: paragraph.path.clone(),
            marker: paragraph.marker.clone(),
            text: paragraph.text.clone(),
            ..Raw::default()
        };
        assert_eq!(lead(&raw), text.lead.as_deref(), "{}", paragraph.text);
        with_lead += usize::from(text.lead.is_some());
    }
    assert!(with_lead > 0);
}
