//! `classify figures` end to end: numbers with what they measure, as text, records and tables.

mod support;

use std::fs;

use calamine::{Data, Reader};
use serde_json::Value;
use support::{classify, json_lines, root, stderr, stdout, succeed};

const SAMPLE: &str = "data/samples/street-2023-messy.txt";

/// A report that contradicts itself, hides a sum and holds a table.
const REPORT: &str = "云岭县2023年工作总结和2024年工作思路\n\
    2023年，全县一般公共预算收入8.2亿元，工业投资XX亿元，同比下降3.1%。\n\
    一、2023年工作总结\n\
    （一）财税。全县一般公共预算收入8.9亿元，增速列全市第三；其中税收收入6.1亿元。\n\
    （二）招商。引进项目12个，到位资金4200万元。\n\
    二、2024年工作思路\n\
    引进项目15-18个，到位资金5000万元以上。\n";

fn written(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("云岭.txt");
    fs::write(&path, text).expect("written");
    let path = path.to_string_lossy().into_owned();
    (folder, path)
}

fn records(args: &[&str]) -> Vec<Value> {
    json_lines(&succeed(&[&["figures", "--format", "jsonl"], args].concat()))
}

#[test]
fn samples_are_read() {
    insta::glob!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/samples"), "*.txt", |path| {
        let output = classify(&["figures", "--format", "jsonl", &path.to_string_lossy()]);
        assert!(output.status.success(), "{}", stderr(&output));
        let source: Vec<char> = fs::read_to_string(path).expect("samples are UTF-8").chars().collect();
        let line = |record: &Value| {
            let text = |key: &str| record[key].as_str().unwrap_or("").to_owned();
            let at = |key: &str| record[key].as_u64().expect("an offset") as usize;
            let printed: String =
                source[at("start")..at("end")].iter().filter(|c| !c.is_whitespace()).collect();
            format!(
                "{printed} = {} {} | {} | {}{} {} | {}\n",
                record["value"],
                text("unit"),
                text("indicator"),
                text("role"),
                text("sign"),
                text("status"),
                text("period")
            )
        };
        let told: String = json_lines(&stdout(&output)).iter().map(line).collect();
        insta::with_settings!({ description => source.iter().collect::<String>(), omit_expression => true }, {
            insta::assert_snapshot!("figures", told);
        });
    });
}

#[test]
fn text_for_people() {
    let (_folder, path) = written(REPORT);
    let shown = succeed(&["figures", &path]).replace(&path, "云岭.txt");
    insta::assert_snapshot!("figures_text", shown);
}

/// The contract with other programs to the letter: names, order, digits.
#[test]
fn a_figure_is_a_record() {
    let (_folder, path) = written(REPORT);
    let lines = succeed(&["figures", "--format", "jsonl", &path]).replace(&path, "云岭.txt");
    insta::assert_snapshot!("figures_jsonl", lines);
}

#[test]
fn offsets_are_code_points_of_the_source() {
    let source: Vec<char> = fs::read_to_string(root().join(SAMPLE)).expect("reads").chars().collect();
    let found = records(&[SAMPLE]);
    assert!(found.len() > 50);
    for record in &found {
        let at = |key: &str| record[key].as_u64().expect("an offset") as usize;
        let printed: String = source[at("start")..at("end")].iter().collect();
        // Repairs may mend a sign (100机 is 100%) or take out a page mark, never a digit.
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        assert_eq!(digits(&printed), digits(record["text"].as_str().expect("a text")));
    }
    let starts: Vec<u64> = found.iter().filter_map(|record| record["start"].as_u64()).collect();
    assert!(starts.is_sorted(), "records stand in reading order");
}

#[test]
fn filters_choose_by_indicator_unit_and_conflict() {
    let (_folder, path) = written(REPORT);
    let texts = |args: &[&str]| {
        let found = records(&[args, &[path.as_str()]].concat());
        found.iter().map(|record| record["text"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&["--indicator", "到位资金"]), ["4200万元", "5000万元"]);
    assert_eq!(texts(&["--unit", "亿元"]), ["8.2亿元", "XX亿元", "8.9亿元", "6.1亿元"]);
    assert_eq!(
        texts(&["--unit", "元", "--indicator", "税收", "--indicator", "资金"]),
        ["6.1亿元", "4200万元", "5000万元"]
    );
    assert_eq!(texts(&["--conflicts"]), ["8.2亿元", "8.9亿元"]);
    assert!(texts(&["--indicator", "水库"]).is_empty());
}

#[test]
fn tables_hold_numbers_as_numbers() {
    let (folder, path) = written(REPORT);
    let out = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (csv, xlsx) = (out("数据.csv"), out("数据.xlsx"));
    succeed(&["figures", &path, "-o", &csv]);
    let table = fs::read_to_string(&csv).expect("written").replace(&path, "云岭.txt");
    insta::assert_snapshot!("figures_csv", table);

    succeed(&["figures", &path, "-o", &xlsx]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&xlsx).expect("opens");
    let sheet = book.worksheet_range("数据").expect("a sheet");
    let head: Vec<String> = sheet.rows().next().expect("a head").iter().map(ToString::to_string).collect();
    let column = |name: &str| head.iter().position(|cell| cell == name).expect("a column");
    let values: Vec<&Data> = sheet.rows().skip(1).map(|row| &row[column("数值")]).collect();
    assert_eq!(values[0], &Data::Float(8.2));
    assert_eq!(values[1], &Data::Empty, "masked");
    let base: Vec<&Data> = sheet.rows().skip(1).map(|row| &row[column("换算值")]).collect();
    assert_eq!(base[0], &Data::Float(820_000_000.0));
}

#[test]
fn a_table_of_a_document_is_read_by_its_head() {
    let (_folder, path) = written(
        "青石镇2023年工作总结\n一、主要指标\n（单位：万元）\n科目\t本年\t同比增长（%）\n教育支出\t830\t4.5\n卫生支出\t412.5\t-2\n\
         二、其他工作\n完成各项任务。\n",
    );
    let found = records(&[&path]);
    let told: Vec<String> = found
        .iter()
        .map(|record| {
            format!("{} {}{} {}", record["indicator"], record["value"], record["unit"], record["sign"])
        })
        .collect();
    assert_eq!(
        told,
        [
            r#""教育支出" 830"万元" null"#,
            r#""教育支出" 4.5"%" "+""#,
            r#""卫生支出" 412.5"万元" null"#,
            r#""卫生支出" -2"%" "-""#,
        ]
    );
}

#[test]
fn other_formats_are_refused() {
    let output = classify(&["figures", SAMPLE, "-o", "数据.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(".jsonl"), "{}", stderr(&output));
}
