//! `classify compare` end to end: two years of a unit side by side.

mod support;

use std::fs;

use calamine::{Data, Reader};
use serde_json::Value;
use support::{classify, json_lines, root, stderr, succeed};

const BEFORE: &str = "tests/fixtures/compare/water-2022.txt";
const AFTER: &str = "tests/fixtures/compare/water-2023.txt";

fn source(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a fixture")
}

fn described(snapshot: &str, text: &str) {
    let input = source(BEFORE) + "\n" + &source(AFTER);
    insta::with_settings!({ description => input, omit_expression => true }, {
        insta::assert_snapshot!(snapshot, text);
    });
}

fn records() -> Vec<Value> {
    json_lines(&succeed(&["compare", "-q", "--format", "jsonl", BEFORE, AFTER]))
}

#[test]
fn text_for_people() {
    described("compare_text", &succeed(&["compare", "-q", BEFORE, AFTER]));
}

#[test]
fn papers() {
    described("compare_md", &succeed(&["compare", "-q", "--format", "md", BEFORE, AFTER]));
    let page = succeed(&["compare", "-q", "--format", "html", BEFORE, AFTER]);
    assert!(page.contains("<tr class=\"marked\">") && page.contains("深化水价改革"));
}

#[test]
fn a_stated_change_that_the_figures_do_not_bear_out_is_flagged() {
    let records = records();
    let figures = || records.iter().filter(|record| record["kind"] == "figure");
    let told = |verdict: &str| {
        let found = figures().filter(|record| record["verdict"] == verdict);
        found.map(|record| record["indicator"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    // 3.6 to 4.3 is 19%, not 12; 88.2 to 90.4 are 2.2 points, not 3.2.
    assert_eq!(told("contradicted"), ["水利投资", "地表水优良"]);
    assert_eq!(told("borne-out"), ["农村自来水普及率", "清理河道垃圾"]);
    let overview = &records[0];
    assert_eq!((&overview["kind"], &overview["contradicted"]), (&"comparison".into(), &2.into()));
}

/// The contract with other programs: every place quotes its own source.
#[test]
fn places_are_code_points_of_both_sources() {
    let [before, after] = [BEFORE, AFTER].map(|path| source(path).chars().collect::<Vec<char>>());
    let quoted = |source: &[char], record: &Value, side: &str| {
        let at = |end: &str| record[format!("{side}_{end}")].as_u64().map(|place| place as usize);
        at("start").zip(at("end")).map(|(start, end)| source[start..end].iter().collect::<String>())
    };
    let mut seen = 0;
    for record in &records() {
        let (a, b) = (quoted(&before, record, "a"), quoted(&after, record, "b"));
        let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
        match record["kind"].as_str().expect("a kind") {
            "figure" => assert_eq!((a, b), (Some(text("a_text")), Some(text("b_text")))),
            "copied" => assert_eq!(b.map(|b| b.trim().to_owned()), Some(text("text"))),
            "heading" => {
                assert!(a.is_none_or(|a| a.starts_with(&text("a_title"))));
                assert!(b.is_none_or(|b| b.starts_with(&text("b_title"))));
            }
            _ => continue,
        }
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn workbook_and_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (xlsx, docx) = (out("对比.xlsx"), out("对比.docx"));
    succeed(&["compare", "-q", BEFORE, AFTER, "-o", &xlsx]);
    succeed(&["compare", "-q", BEFORE, AFTER, "-o", &docx]);
    let mut workbook = calamine::open_workbook_auto(&xlsx).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["概况", "主题", "标题", "数据", "沿用"]);
    let sheet = workbook.worksheet_range("数据").expect("the sheet");
    let column = |name: &str| {
        let head = sheet.rows().next().expect("a head");
        head.iter().position(|cell| *cell == Data::String(name.to_owned())).expect("the column")
    };
    let row = sheet.rows().find(|row| row[2] == Data::String("水利投资".to_owned())).expect("the figure");
    assert_eq!([&row[column("前数值")], &row[column("后数值")]], [&Data::Float(3.6e8), &Data::Float(4.3e8)]);
    assert_eq!(row[column("核对")], Data::String("不符".to_owned()));
    assert!(fs::metadata(&docx).expect("written").len() > 4000);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let one = classify(&["compare", BEFORE]);
    assert_eq!(one.status.code(), Some(2));
    assert!(stderr(&one).contains("<BEFORE> <AFTER>"), "{}", stderr(&one));
    let folder = classify(&["compare", "tests/fixtures/panel", BEFORE]);
    assert_eq!(folder.status.code(), Some(2));
    assert!(stderr(&folder).contains("--units"), "{}", stderr(&folder));
}

#[test]
fn folders_pair_by_unit() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for (year, fixture) in [("2022", BEFORE), ("2023", AFTER)] {
        fs::create_dir(path(year)).expect("a folder");
        fs::write(path(&format!("{year}/水务.txt")), source(fixture)).expect("written");
        let other =
            format!("松涛镇{year}年工作总结\n一、安全生产\n检查企业130家次，整改事故隐患210处，办结12件。\n");
        fs::write(path(&format!("{year}/松涛.txt")), other).expect("written");
    }
    fs::write(path("2023/湖滨.txt"), "湖滨镇2023年工作总结\n一、民生\n新开老年食堂2家，惠及老人300名。\n")
        .expect("written");
    let output = classify(&["compare", "--format", "jsonl", &path("2022"), &path("2023")]);
    assert!(stderr(&output).contains("湖滨镇2023年 has no partner"), "{}", stderr(&output));
    let records = json_lines(&support::stdout(&output));
    let labels: Vec<&str> = records
        .iter()
        .filter(|record| record["kind"] == "comparison")
        .filter_map(|record| record["b"].as_str())
        .collect();
    assert_eq!(labels.len(), 2, "{labels:?}");
    assert!(labels.contains(&"青禾县水务局2023年") && labels.contains(&"松涛镇2023年"));
}
