//! Themes of one's own end to end: seed words, few labels in every format, a sample that makes shares honest.

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use support::{classify, json_lines, root, stderr, stdout, succeed};

const REPORTS: &str = "data/samples";

const THEMES: &str = r#"
[[theme]]
id = "water"
zh = "水利"
words = ["水库", "河道", "防汛"]

[[theme]]
id = "schools"
zh = "教育"
words = ["学校", "教师", "学生"]

[[theme]]
id = "other"
zh = "其他"
"#;

/// Labelled paragraphs, by Chinese name.
const LABELLED: [(&str, &str); 6] = [
    ("水利", "加固水库大坝两座，清淤河道九公里。"),
    ("水利", "备足防汛沙袋四千只，巡查河堤。"),
    ("教育", "新建学校一所，招聘教师二十名。"),
    ("教育", "学生体质抽测合格率上升。"),
    ("其他", "组织干部职工植树三百棵。"),
    ("其他", "办结群众来信四十件。"),
];

fn with_input(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_classify"))
        .args(args)
        .env("LC_ALL", "C.UTF-8")
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("classify runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("classify ends")
}

/// A folder with the themes file, and paths in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        fs::write(folder.path("主题.toml"), THEMES).expect("written");
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn file(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).expect("written");
        self.path(name)
    }
}

fn csv() -> String {
    let rows = LABELLED.map(|(theme, text)| format!("{text},{theme}\r\n"));
    format!("\u{feff}正文,主题\r\n{}还没有看的一段。,\r\n", rows.concat())
}

fn jsonl() -> String {
    LABELLED.map(|(theme, text)| format!("{{\"text\":\"{text}\",\"theme\":\"{theme}\"}}\n")).concat()
}

fn report() -> String {
    let lines = LABELLED.map(|(theme, text)| format!("{theme} | {text}\n"));
    format!("# kind: water\n\n | 青滩县工作总结\n{}", lines.concat())
}

fn workbook(path: &str) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, (text, theme)) in
        (0..).zip([("正文", "主题")].into_iter().chain(LABELLED.map(|(theme, text)| (text, theme))))
    {
        sheet.write_string(row, 0, text).expect("written");
        sheet.write_string(row, 1, theme).expect("written");
    }
    book.save(path).expect("saved");
}

/// Labels of each topic, as `classify themes` counts them.
fn labels(themes: &str, data: &str) -> Vec<u64> {
    let records = json_lines(&succeed(&["themes", themes, data, "-q", "--format", "jsonl"]));
    records.iter().filter_map(|record| record["labels"].as_u64()).collect()
}

#[test]
fn labels_are_read_by_chinese_name_in_every_format() {
    let folder = Folder::new();
    let themes = folder.path("主题.toml");
    workbook(&folder.path("标注.xlsx"));
    folder.file("标注.csv", &csv());
    folder.file("标注.jsonl", &jsonl());
    folder.file("标注.txt", &report());
    for name in ["标注.csv", "标注.jsonl", "标注.txt", "标注.xlsx"] {
        assert_eq!(labels(&themes, &folder.path(name)), [2, 2, 2], "{name}");
    }
    for (name, input) in [("a", csv()), ("b", jsonl()), ("c", report())] {
        let model = folder.path(&format!("{name}.gongwen"));
        let output = with_input(&["train", "-", "--themes", &themes, "-o", &model], &input);
        let told = stderr(&output);
        assert!(output.status.success() && told.contains("6 texts"), "{told}");
        let known = with_input(&["eval", "-", "-m", &model], &input);
        assert!(stderr(&known).contains("trained on 6 of these 6 texts"), "{}", stderr(&known));
        // All of them are answered about, rows of tables by themselves.
        let known = with_input(&["eval", "-", "-m", &model, "-q", "-f", "json"], &input);
        let evaluation: Value = serde_json::from_str(&stdout(&known)).expect("figures");
        assert_eq!(evaluation["texts"].as_array().map(Vec::len), Some(6));
    }
    let unknown = with_input(&["eval", "-"], "正文,主题\n巡查河堤。,水利\n");
    assert!(stderr(&unknown).contains("-:2: unknown topic `水利`"), "{}", stderr(&unknown));
}

#[test]
fn seed_words_alone_make_a_model() {
    let folder = Folder::new();
    let (themes, model) = (folder.path("主题.toml"), folder.path("w.gongwen"));
    let reports = folder.0.path().join("报告");
    fs::create_dir(&reports).expect("a folder");
    for n in 0..4 {
        let text = format!(
            "青滩{n}县2023年工作总结\n一、水务。加固水库{n}座，备汛物资到位，清淤河道{n}公里，巡堤查险。\n\
             二、教育。新建学校{n}所，招聘教师，课后服务覆盖学生。\n三、机关。组织植树，办结来信{n}件。\n"
        );
        fs::write(reports.join(format!("{n}.txt")), text).expect("written");
    }
    let reports = reports.to_string_lossy().into_owned();
    let said = classify(&["train", "--themes", &themes, "--unlabelled", &reports, "-o", &model]);
    assert!(
        said.status.success() && stderr(&said).contains("no label to measure it by"),
        "{}",
        stderr(&said)
    );
    let new =
        "红泥县2024年工作总结\n一、备汛物资到位，巡堤查险。\n二、课后服务覆盖全县。\n三、办结来信三件。\n";
    let tagged = with_input(&["tag", "-", "-m", &model, "--format", "jsonl"], new);
    let found: Vec<Value> =
        json_lines(&stdout(&tagged)).iter().map(|record| record["theme"].clone()).collect();
    assert_eq!(found, ["water", "schools", "other"], "words beside the seed words are learnt");

    let without = classify(&["train", "--unlabelled", &reports, "-o", &folder.path("x.gongwen")]);
    assert_eq!(without.status.code(), Some(2));
    assert!(stderr(&without).contains("seed words"), "{}", stderr(&without));
}

#[test]
fn a_themes_file_is_begun_checked_and_counted() {
    let folder = Folder::new();
    let starter = folder.path("starter.toml");
    succeed(&["themes", "--starter", "-o", &starter]);
    let counted = json_lines(&succeed(&["themes", &starter, REPORTS, "-q", "--format", "jsonl"]));
    let of_topic = |id: &str| counted.iter().find(|record| record["topic"] == id && record["word"] == "");
    assert!(of_topic("rural").expect("a topic")["paragraphs"].as_u64() > Some(0));
    let odd =
        folder.file("odd.toml", "[[theme]]\nid='a'\nwords=['检查']\n[[theme]]\nid='b'\nwords=['检查']\n");
    assert!(stderr(&classify(&["themes", &odd])).contains("`检查` is a word of a and b"));
    let bad = folder.file("bad.toml", "[[theme]]\nid='a'\nwords=['水']\n");
    assert!(stderr(&classify(&["themes", &bad])).contains("`水` is no seed word"));
}

/// Fills in the last but two columns, 主题, of a sample in csv: all alike but for every so manieth.
fn filled(path: &str, usual: &str, other: &str, every: usize) -> String {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let head = reader.headers().expect("a head").clone();
    let theme = head.iter().position(|name| name == "主题").expect("a column 主题");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&head).expect("written");
    for (at, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        let label = if at % every == 0 { other } else { usual };
        writer
            .write_record(
                row.iter().enumerate().map(|(column, cell)| if column == theme { label } else { cell }),
            )
            .expect("written");
    }
    String::from_utf8(writer.into_inner().expect("written")).expect("text")
}

#[test]
fn what_teaches_nothing_is_said() {
    let folder = Folder::new();
    let (themes, model) = (folder.path("主题.toml"), folder.path("m.gongwen"));
    // A table of answers, 主题 changed and 更正 left empty.
    let table = folder.path("标签.csv");
    succeed(&["tag", REPORTS, "-q", "-o", &table]);
    let idle = classify(&["train", &table, "--themes", &themes, "--unlabelled", REPORTS, "-o", &model]);
    assert!(!idle.status.success() && stderr(&idle).contains("更正"), "{}", stderr(&idle));
    let own = folder.file("own.csv", "正文,主题\n加固水库大坝。,水利\n新建学校。,教育\n植树三百棵。,其他\n");
    let words = classify(&["train", &own, "--themes", &themes, "-o", &model]);
    assert!(words.status.success() && stderr(&words).contains("--unlabelled"), "{}", stderr(&words));
    let nameless = classify(&["eval", "--sample", "40", REPORTS]);
    assert!(!nameless.status.success() && stdout(&nameless).is_empty(), "no workbook on a terminal");
}

#[test]
fn a_checked_sample_makes_shares_with_intervals() {
    let folder = Folder::new();
    let sample = folder.path("抽查.csv");
    succeed(&["eval", "--sample", "40", REPORTS, "-q", "-o", &sample]);
    let drawn = fs::read_to_string(&sample).expect("a table");
    assert!(!drawn.contains("party-building"), "who checks does not see the answer");

    let empty = classify(&["panel", REPORTS, "--checked", &sample]);
    assert!(stderr(&empty).contains("主题"), "{}", stderr(&empty));

    let checked = folder.file("checked.csv", &filled(&sample, "其他", "livelihood", 4));
    let records = json_lines(&succeed(&["panel", REPORTS, "--checked", &checked, "-q", "--format", "jsonl"]));
    assert_eq!(records.len(), 5);
    let of = |record: &Value, key: &str| record[key].as_f64().expect("a number");
    let shares: f64 = records.iter().map(|record| of(record, "paragraphs_share")).sum();
    assert!((shares - 1.0).abs() < 0.01, "{shares}");
    for record in &records {
        let (low, high) = (of(record, "paragraphs_low"), of(record, "paragraphs_high"));
        assert!(low <= of(record, "paragraphs_share") && of(record, "paragraphs_share") <= high);
    }
    let other = records.iter().find(|record| record["theme"] == "other").expect("其他");
    assert!(of(other, "paragraphs_share") > of(other, "paragraphs_counted"), "what people say counts");
    succeed(&["panel", REPORTS, "--checked", &checked, "--by", "year", "-q"]);
    // Twenty of a year must be checked.
    let (all, page) = (folder.path("全部.csv"), folder.path("阅读.html"));
    succeed(&["eval", "--sample", "60", REPORTS, "-q", "-o", &all]);
    let checked_all = folder.file("checked-all.csv", &filled(&all, "其他", "livelihood", 4));
    succeed(&["report", REPORTS, "--checked", &checked_all, "-q", "-o", &page]);
    let intervals = r#""intervals":[{"year":2"#;
    assert!(fs::read_to_string(&page).expect("a page").contains(intervals), "years have bands");

    let fewer = classify(&["panel", "data/samples/street-2023-messy.txt", "--checked", &checked]);
    assert!(stderr(&fewer).contains("drawn from other reports"), "{}", stderr(&fewer));
    let wrong = folder.file("wrong.csv", &filled(&sample, "其他", "天气", 4));
    let error = stderr(&classify(&["panel", REPORTS, "--checked", &wrong]));
    assert!(error.contains("unknown theme `天气`") && error.contains("党建"), "{error}");
    let book = folder.path("抽查.xlsx");
    succeed(&["eval", "--sample", "40", REPORTS, "-q", "-o", &book]);
    assert!(Path::new(&book).exists());
}

#[test]
fn what_lies_in_a_theme_is_grouped() {
    let folder = Folder::new();
    let (book, page) = (folder.path("其他.xlsx"), folder.path("其他.html"));
    succeed(&["topics", REPORTS, "--groups", "3", "-q", "-o", &book]);
    succeed(&["topics", REPORTS, "--theme", "民生", "-q", "-o", &page]);
    assert!(fs::read_to_string(&page).expect("a page").contains("“民生”里有什么"));
    let records = json_lines(&succeed(&["topics", REPORTS, "--groups", "3", "-q", "--format", "jsonl"]));
    let groups = records.iter().filter(|record| record["kind"] == "group").count();
    assert_eq!(groups, 3);
    let model = folder.path("x.gongwen");
    let own = folder.file("a.csv", "正文,主题\n加固水库大坝。,水利\n新建学校。,教育\n");
    let themes =
        folder.file("two.toml", &THEMES.split("[[theme]]").take(3).collect::<Vec<_>>().join("[[theme]]"));
    succeed(&["train", &own, "--themes", &themes, "-q", "-o", &model]);
    let none = classify(&["topics", REPORTS, "-m", &model]);
    assert!(stderr(&none).contains("--theme"), "{}", stderr(&none));
}
