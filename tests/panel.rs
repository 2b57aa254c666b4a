//! `classify panel` end to end: units, years, parts and themes, counted.

mod support;

use std::fs;

use calamine::{Data, Reader};
use serde_json::Value;
use support::{classify, json_lines, root, stderr, stdout, succeed};

const REPORTS: &str = "tests/fixtures/panel";

fn described(snapshot: &str, text: &str) {
    let mut files: Vec<_> = fs::read_dir(root().join(REPORTS))
        .expect("fixtures")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    let input: String = files.iter().map(|file| fs::read_to_string(file).expect("text") + "\n").collect();
    insta::with_settings!({ description => input, omit_expression => true }, {
        insta::assert_snapshot!(snapshot, text);
    });
}

#[test]
fn a_row_a_unit_and_year_for_people() {
    described("panel_wide", &succeed(&["panel", "-q", "--wide", REPORTS]));
}

#[test]
fn a_row_a_cell_for_programs() {
    let output = classify(&["panel", "--format", "jsonl", REPORTS]);
    let told = stderr(&output);
    assert!(told.contains("1 paragraph of reports that name no unit") && told.contains("--units"), "{told}");
    assert!(told.contains("of no year, or of several"), "{told}");
    let records = json_lines(&stdout(&output));
    let (units, themes, parts) = (5, 5, 2);
    assert!(records.len() >= units * themes * parts, "{}", records.len());
    // Balanced: of every unit's year the same themes and parts; the shares are all of it.
    let mut by_unit_year: Vec<(String, f64, usize)> = Vec::new();
    for record in &records {
        let key = format!("{} {}", record["unit"], record["year"]);
        if by_unit_year.last().is_none_or(|(known, ..)| *known != key) {
            by_unit_year.push((key, 0.0, 0));
        }
        let (_, share, cells) = by_unit_year.last_mut().expect("just pushed");
        *share += record["share"].as_f64().expect("a share");
        *cells += 1;
    }
    let cells = by_unit_year[0].2;
    for (key, share, found) in &by_unit_year {
        assert!((share - 1.0).abs() < 0.002 && *found == cells, "{key}: {share} {found}");
    }
    let keys: Vec<&str> = by_unit_year.iter().map(|(key, ..)| key.as_str()).collect();
    let school = "\"云岭县教育局\"";
    assert_eq!(keys[..3], ["2022", "2023", "2024"].map(|year| format!("{school} {year}")));
    assert!(keys.last().expect("rows").starts_with("null"), "{keys:?}");
    let names: Vec<&String> = records[0].as_object().expect("an object").keys().collect();
    assert_eq!(names.len(), 8, "{names:?}");
}

/// The figures and characters of the panel are those of `figures` and `tag`.
#[test]
fn sums_are_those_of_the_other_verbs() {
    let records = json_lines(&succeed(&["panel", "-q", "--format", "jsonl", REPORTS]));
    let sum = |key: &str| records.iter().filter_map(|record| record[key].as_u64()).sum::<u64>();
    let figures = json_lines(&succeed(&["figures", "-q", "--format", "jsonl", REPORTS])).len();
    let tags = json_lines(&succeed(&["tag", "-q", "--format", "jsonl", REPORTS]));
    let characters = |record: &Value| {
        let text = record["text"].as_str().expect("a text");
        text.chars().filter(|c| !c.is_whitespace()).count()
    };
    assert_eq!(sum("figures"), figures as u64);
    assert_eq!(sum("paragraphs"), tags.len() as u64);
    assert_eq!(sum("characters"), tags.iter().map(characters).sum::<usize>() as u64);
}

#[test]
fn tables_open_in_excel() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (csv, xlsx) = (out("面板.csv"), out("面板.xlsx"));
    succeed(&["panel", "-q", REPORTS, "--part", "plan", "-o", &csv]);
    let table = fs::read_to_string(&csv).expect("written");
    assert!(table.starts_with('\u{feff}') && table.contains("\r\n"));
    described("panel_csv", &table);

    succeed(&["panel", "-q", REPORTS, "--wide", "--values", "characters", "-o", &xlsx]);
    let mut workbook = calamine::open_workbook_auto(&xlsx).expect("a workbook");
    let sheet = workbook.worksheet_range("面板").expect("the sheet");
    let row: Vec<Data> = sheet.rows().nth(1).expect("a row").to_vec();
    assert_eq!(row[0], Data::String("云岭县教育局".to_owned()));
    assert!(row[1..].iter().all(|cell| matches!(cell, Data::Float(_))), "{row:?}");
    let last = sheet.rows().next_back().expect("rows");
    assert_eq!(last[..2], [Data::Empty, Data::Empty]);
}

#[test]
fn a_table_of_units_gives_what_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let units = folder.path().join("units.csv");
    fs::write(&units, "文件,单位\n没有名字.txt,湖滨街道\n").expect("written");
    let output = classify(&["panel", REPORTS, "--units", &units.to_string_lossy()]);
    assert!(!stderr(&output).contains("name no unit: "), "{}", stderr(&output));
    assert!(stdout(&output).contains("湖滨街道"));
}

#[test]
fn values_are_those_of_wide() {
    let output = classify(&["panel", REPORTS, "--values", "figures"]);
    assert_eq!(output.status.code(), Some(2));
}
