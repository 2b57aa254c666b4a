//! `classify parse` on several files, and on files whose format says what their lines are.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{json_lines, succeed as classify};

const PASSAGE: &str = "持续推进老旧小区改造，完成云岭、松涛等六个小区的雨污分流和外墙修缮，惠及居民两千余户，群众满意度明显提升，物业管理同步跟上。";

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("the file is written");
    path
}

/// Two reports that share a passage but for a name.
fn two_files(folder: &Path) -> [String; 2] {
    let first = format!("青石街道2023年工作总结\n一、民生\n{PASSAGE}\n");
    let second = format!(
        "松涛镇2024年工作总结\n一、产业\n新建冷库一座。\n二、民生\n{}\n",
        PASSAGE.replace("云岭", "XX")
    );
    [write(folder, "a.txt", &first), write(folder, "b.txt", &second)]
        .map(|path| path.to_str().expect("a UTF-8 path").to_owned())
}

#[test]
fn passages_of_earlier_files_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, second] = two_files(folder.path());
    let records = json_lines(&classify(&["parse", "--format", "jsonl", &first, &second]));
    let repeats: Vec<&Value> = records.iter().filter(|record| record["kind"] == "cross-repeat").collect();
    assert_eq!(repeats.len(), 1);
    let repeat = repeats[0];
    assert_eq!((repeat["file"].as_str(), repeat["of_file"].as_str()), (Some(&*second), Some(&*first)));
    assert!(repeat["similarity"].as_f64().is_some_and(|similarity| (0.65..1.0).contains(&similarity)));
    let words = |file: &str, start: &str, end: &str| {
        let place = |key: &str| repeat[key].as_u64().expect("a place") as usize;
        let text = fs::read_to_string(file).expect("the file is there");
        text.chars().skip(place(start)).take(place(end) - place(start)).collect::<String>()
    };
    assert_eq!(words(&first, "of_start", "of_end"), PASSAGE);
    assert_eq!(words(&second, "start", "end"), PASSAGE.replace("云岭", "XX"));

    let text = classify(&["parse", &first, &second]);
    assert!(text.contains("跨文件重复  1 段"), "{text}");
    assert!(!classify(&["parse", &first]).contains("跨文件重复"));
}

#[test]
fn headings_of_markdown_and_web_pages_need_no_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let body = "新建日间食堂三处，改造老旧小区两个。";
    let md =
        write(folder.path(), "a.md", &format!("# 民生这一年\n\n## 衣食\n\n{body}\n\n## 出行\n\n{body}\n"));
    let html = write(
        folder.path(),
        "a.html",
        &format!(
            "<html><body><h1>民生这一年</h1><h2>衣食</h2><p>{body}</p><h2>出行</h2><p>{body}</p></body></html>"
        ),
    );
    for path in [md, html] {
        let records =
            json_lines(&classify(&["parse", "--format", "jsonl", path.to_str().expect("a UTF-8 path")]));
        let told = |kind: &str| -> Vec<(String, Value)> {
            let of_kind = records.iter().filter(|record| record["kind"] == kind);
            of_kind
                .map(|r| (r["title"].as_str().unwrap_or_default().to_owned(), r["level"].clone()))
                .collect()
        };
        assert_eq!(told("report"), [("民生这一年".to_owned(), Value::Null)], "{}", path.display());
        assert_eq!(told("heading"), [("衣食".to_owned(), 1.into()), ("出行".to_owned(), 1.into())]);
    }
}
