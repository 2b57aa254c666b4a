//! Output formats end to end: what `-o` makes of a suffix, and that what was written can be read again.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{classify, stderr};

const SAMPLE: &str = "data/samples/street-2023-messy.txt";

/// A report without any damage, so that nothing but the formats is at stake.
const CLEAN: &str = "\
荷塘街道2023年工作总结和2024年工作思路
一、2023年工作总结
（一）守住安全底线。检查企业和沿街商铺四百家次，整改消防隐患二百一十处，更换老化燃气软管三百根。
（二）办好民生实事。
一是新增养老床位四十张，为高龄老人上门助浴助洁一千二百人次；
二是开办社区食堂两处，每天供餐三百份。
二、2024年工作思路
一是开展电动自行车充电设施排查，新建集中充电棚二十处，杜绝进楼入户充电。
二是举办零工招聘会六场，帮助就业困难人员就业八十人。
";

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written to");
    folder
}

/// Writes the clean report into a folder and gives its name.
fn clean_report(folder: &Path) -> String {
    let file = folder.join("荷塘街道.txt");
    fs::write(&file, CLEAN).expect("the report can be written");
    file.to_string_lossy().into_owned()
}

/// Writes to `file` by a verb and gives its bytes.
fn written(args: &[&str], file: &Path) -> Vec<u8> {
    let output = classify(&[args, &["-o", &file.to_string_lossy()]].concat());
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    fs::read(file).expect("the file was written")
}

#[test]
fn the_suffix_decides_the_format() {
    let folder = folder("suffixes");
    for verb in [&["tag", SAMPLE][..], &["collect", "--theme", "安全", SAMPLE]] {
        for (suffix, start) in [
            ("jsonl", "{\"".as_bytes()),
            ("csv", "\u{feff}".as_bytes()),
            ("xlsx", b"PK\x03\x04"),
            ("docx", b"PK\x03\x04"),
            ("md", b"<!-- generator: gongwen -->\n\n# "),
            ("html", b"<!DOCTYPE html>"),
        ] {
            let bytes = written(verb, &folder.join(format!("{}.{suffix}", verb[0])));
            assert!(bytes.starts_with(start), "{} {suffix}", verb[0]);
        }
    }
}

#[test]
fn a_clean_docx_reads_back_as_the_report_it_was_made_of() {
    let folder = folder("docx");
    let (source, docx) = (clean_report(&folder), folder.join("clean.docx"));
    written(&["parse", &source], &docx);
    let outline = |file: &str| -> Vec<(String, String)> {
        let output = classify(&["parse", "--own-output", "--format", "jsonl", file]);
        let lines = String::from_utf8(output.stdout).expect("JSON is UTF-8");
        let records = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a JSON object"));
        let text = |record: &Value, key: &str| record[key].as_str().unwrap_or_default().to_owned();
        records
            .filter(|record| record["kind"] == "paragraph")
            .map(|record| (text(&record, "part"), text(&record, "text")))
            .collect()
    };
    let (of_source, of_docx) = (outline(&source), outline(&docx.to_string_lossy()));
    assert!(of_source.len() >= 5);
    assert_eq!(of_docx, of_source);
}

#[test]
fn a_collection_holds_the_paragraphs_of_its_theme_and_no_others() {
    let source = clean_report(&folder("collection"));
    let tags = classify(&["tag", "--format", "jsonl", &source]).stdout;
    let collected = classify(&["collect", "--theme", "safety", "--format", "jsonl", &source]).stdout;
    let texts = |jsonl: &[u8], theme: &str| -> Vec<String> {
        let lines = String::from_utf8_lossy(jsonl).into_owned();
        let records = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a JSON object"));
        let mut texts: Vec<String> = records
            .filter(|record| record["theme"] == theme)
            .map(|record| record["text"].as_str().unwrap_or_default().to_owned())
            .collect();
        texts.sort();
        texts
    };
    assert!(!texts(&tags, "safety").is_empty());
    assert_eq!(texts(&collected, "safety"), texts(&tags, "safety"));
    assert!(texts(&collected, "livelihood").is_empty());
}

#[test]
fn wrong_usage_is_named_and_nothing_is_overwritten() {
    let folder = folder("usage");
    let unknown = classify(&["collect", "--theme", "天气", SAMPLE]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("unknown theme `天气`; known are"), "{}", stderr(&unknown));

    let suffix = classify(&["report", SAMPLE, "-o", &folder.join("a.pdf").to_string_lossy()]);
    assert_eq!(suffix.status.code(), Some(2));
    assert!(
        stderr(&suffix).contains("`.pdf` is no format this verb writes; use .html"),
        "{}",
        stderr(&suffix)
    );

    let page = folder.join("a.html");
    written(&["report", SAMPLE], &page);
    let again = classify(&["report", SAMPLE, "-o", &page.to_string_lossy()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("exists; --force overwrites it"));
    assert!(classify(&["report", SAMPLE, "--force", "-o", &page.to_string_lossy()]).status.success());
}

#[test]
fn nothing_usable_leaves_no_file() {
    let folder = folder("nothing");
    fs::write(folder.join("empty.txt"), "").expect("written");
    let page = folder.join("a.html");
    let output =
        classify(&["report", &folder.join("empty.txt").to_string_lossy(), "-o", &page.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(!page.exists());
}
