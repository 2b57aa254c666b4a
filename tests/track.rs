//! `classify track` end to end: last year's plan against this year's results.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use support::{classify, json_lines, root, stderr, stdout, succeed};

const PLAN: &str = "tests/fixtures/track/plans/青滩镇2023.txt";
const RESULT: &str = "tests/fixtures/track/results/青滩镇2024.txt";
const PLANS: &str = "tests/fixtures/track/plans";
const RESULTS: &str = "tests/fixtures/track/results";

fn records(args: &[&str]) -> Vec<Value> {
    json_lines(&succeed(&[&["track", "--format", "jsonl"], args].concat()))
}

fn text<'v>(record: &'v Value, key: &str) -> &'v str {
    record[key].as_str().unwrap_or_default()
}

fn source(path: &str) -> Vec<char> {
    fs::read_to_string(root().join(path)).expect("fixtures are UTF-8").chars().collect()
}

#[test]
fn text_for_people() {
    insta::assert_snapshot!("track_text", succeed(&["track", PLAN, RESULT]));
}

/// The contract with other programs to the letter: names, order, digits.
#[test]
fn an_item_is_a_record() {
    let path = "tests/fixtures/track/plans/云汀县林业局2023.txt";
    let lines = succeed(&[
        "track",
        "--format",
        "jsonl",
        path,
        &path.replace("plans", "results").replace("2023", "2024"),
    ]);
    insta::assert_snapshot!("track_jsonl", lines);
}

/// Every place quotes its text; items lie in the plan's part, in order, and none twice.
#[test]
fn places_quote_their_texts() {
    let (plan, result) = (source(PLAN), source(RESULT));
    let quoted = |source: &[char], record: &Value| {
        let at = |key: &str| record[key].as_u64().expect("an offset") as usize;
        source[at("start")..at("end")].iter().collect::<String>()
    };
    let parts = json_lines(&succeed(&["parse", "--format", "jsonl", PLAN]));
    let planned = |at: u64| {
        parts.iter().any(|record| {
            text(record, "part") == "plan"
                && (record["start"].as_u64()..=record["end"].as_u64()).contains(&Some(at))
        })
    };
    let found = records(&[PLAN, RESULT]);
    let (items, unplanned): (Vec<&Value>, Vec<&Value>) =
        found.iter().partition(|record| record.get("matches").is_some());
    let mut end = 0;
    for item in &items {
        assert_eq!(quoted(&plan, item), text(item, "text"));
        assert!(planned(item["start"].as_u64().expect("an offset")), "{item}");
        assert!(item["start"].as_u64() >= Some(end), "{item} stands before the end of the item before");
        end = item["end"].as_u64().expect("an offset");
        let matches = item["matches"].as_array().expect("a list");
        let places: BTreeSet<u64> = matches.iter().filter_map(|found| found["start"].as_u64()).collect();
        assert_eq!(places.len(), matches.len(), "{item} has a match twice");
        let scores: Vec<f64> = matches.iter().filter_map(|found| found["score"].as_f64()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b));
        assert_eq!(matches.is_empty(), text(item, "status") == "not mentioned");
        // What is possible claims nothing.
        let possible = item.get("possible");
        assert!(possible.is_none() || matches.is_empty(), "{item}");
        matches
            .iter()
            .chain(possible)
            .for_each(|found| assert_eq!(quoted(&result, found), text(found, "text")));
    }
    let matched: BTreeSet<u64> = items
        .iter()
        .flat_map(|item| item["matches"].as_array().expect("a list"))
        .filter_map(|found| found["start"].as_u64())
        .collect();
    for record in &unplanned {
        assert_eq!(
            (text(record, "kind"), quoted(&result, record).as_str()),
            ("unplanned", text(record, "text"))
        );
        assert!(!matched.contains(&record["start"].as_u64().expect("an offset")), "{record} is matched, too");
    }
}

#[test]
fn folders_pair_by_unit_and_year() {
    let output = classify(&["track", "--format", "jsonl", PLANS, RESULTS]);
    assert_eq!(output.status.code(), Some(2), "one plan has no result");
    let units: BTreeSet<String> =
        json_lines(&stdout(&output)).iter().map(|record| text(record, "unit").to_owned()).collect();
    assert_eq!(units.into_iter().collect::<Vec<_>>(), ["云汀县林业局", "青滩镇"]);
    let told = stderr(&output);
    assert!(
        told.contains(
            "白鹿乡2023.txt: 《白鹿乡2023年工作总结和2024年工作计划》 no report tells what 白鹿乡 did in 2024"
        ),
        "{told}"
    );
}

#[test]
fn two_paths_are_needed() {
    assert_eq!(classify(&["track", PLAN]).status.code(), Some(2));
    // That a plan has no result is no news where none could be read.
    let output = classify(&["track", PLANS, "tests/fixtures/track/none.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output).matches("error: ").count(), 1, "{}", stderr(&output));
}

#[test]
fn reports_of_two_units_are_held_against_each_other_with_a_warning() {
    let other = "tests/fixtures/track/results/云汀县林业局2024.txt";
    let output = classify(&["track", PLAN, other]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("the plan of 青滩镇 is held against the results of 云汀县林业局"),
        "{}",
        stderr(&output)
    );
}

/// The cells of a workbook's first sheet, by row.
fn cells(path: &Path) -> Vec<Vec<Data>> {
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let range = workbook.worksheet_range("督办").expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn write(path: &Path, rows: &[Vec<Data>]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Data::Float(number) => sheet.write_number(row, column, *number).expect("written"),
                Data::Empty => sheet,
                cell => sheet.write_string(row, column, cell.to_string()).expect("written"),
            };
        }
    }
    workbook.save(path).expect("written");
}

#[test]
fn corrections_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("督办.xlsx");
    let given = path.to_string_lossy().into_owned();
    succeed(&["track", PLAN, RESULT, "-o", &given]);
    let rows = cells(&path);
    let column = |name: &str| rows[0].iter().position(|head| *head == *name).expect("a column");
    let (item, status, told) = (column("计划事项"), column("状态"), column("完成情况"));
    let row_of =
        |words: &str| rows.iter().position(|row| row[item].to_string().contains(words)).expect("the item");

    // As it was written it changes nothing.
    let before = records(&[PLAN, RESULT]);
    assert_eq!(records(&[PLAN, RESULT, "--corrected", &given]), before);

    let mut changed = rows.clone();
    let hazard = row_of("深入开展燃气安全整治");
    changed[hazard][status] = Data::String("完成".to_owned());
    changed[hazard][told] = Data::String("更换老化软管870根\n入户检查3100户次".to_owned());
    write(&path, &changed);
    let after = records(&[PLAN, RESULT, "--corrected", &given]);
    let held = |records: &[Value]| {
        let found =
            records.iter().find(|record| text(record, "text").contains("燃气安全整治")).expect("the item");
        let matches = found["matches"].as_array().expect("a list").iter();
        let told: Vec<String> = matches.map(|found| text(found, "text").to_owned()).collect();
        (text(found, "status").to_owned(), told, found["checked"].as_bool())
    };
    let told = ["更换老化软管870根", "入户检查3100户次"].map(str::to_owned).to_vec();
    assert_eq!(held(&after), ("done".to_owned(), told, Some(true)));
    let others = |records: Vec<Value>| {
        records
            .into_iter()
            .filter(|record| !text(record, "text").contains("燃气安全整治"))
            .collect::<Vec<_>>()
    };
    assert_eq!(others(after), others(before));

    let fails = |rows: &[Vec<Data>], message: &str| {
        write(&path, rows);
        let output = classify(&["track", PLAN, RESULT, "--corrected", &given]);
        assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    };
    let with = |row: usize, column: usize, text: &str| {
        let mut rows = rows.clone();
        rows[row][column] = Data::String(text.to_owned());
        rows
    };
    let row = hazard + 1;
    fails(&with(hazard, item, "燃气整治"), &format!("row {row}: the plan has no item `燃气整治`"));
    fails(&with(hazard, status, "搞定"), &format!("row {row}: unknown status `搞定`"));
    fails(
        &with(hazard, column("完成情况"), "修桥三座"),
        &format!("row {row}: the result does not hold `修桥三座`"),
    );
    fails(&with(0, item, "事项"), "has no sheet with the columns");
}

#[test]
fn every_format_holds_every_item() {
    let folder = tempfile::tempdir().expect("a folder");
    let items = records(&[PLAN, RESULT]).iter().filter(|record| record.get("matches").is_some()).count();
    for suffix in ["csv", "md", "html"] {
        let path = folder.path().join(format!("督办.{suffix}"));
        succeed(&["track", PLAN, RESULT, "-o", &path.to_string_lossy()]);
        let written = fs::read_to_string(&path).expect("text");
        for words in ["启动竹制品产业园二期建设", "竹制品产业园二期破土动工"] {
            assert!(written.contains(words), "{suffix} lacks {words}");
        }
    }
    let page = fs::read_to_string(folder.path().join("督办.html")).expect("text");
    assert_eq!(page.matches("id=\"p0-").count(), items);
    // Every link leads somewhere.
    for link in page.split("href=\"#").skip(1) {
        let name = link.split('"').next().expect("a name");
        assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
    }
    let path = folder.path().join("督办.docx");
    succeed(&["track", PLAN, RESULT, "-o", &path.to_string_lossy()]);
    assert!(fs::metadata(&path).expect("written").len() > 4000);
}
