//! Evaluation, review and model card end to end, on six small reports.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{classify, root, succeed as stdout};

const DATA: &str = "tests/fixtures/labelled";
/// Settings of their own, so that numbers do not move with the defaults.
const LEARN: [&str; 6] =
    ["--backend", "naive-bayes", "--params", "alpha=0.5", "--features", "heading=1,lead=1,title=0,min-df=3"];

/// Exit code and standard error of a run that must fail.
fn failure(args: &[&str]) -> (Option<i32>, String) {
    let output = classify(args);
    assert!(!output.status.success(), "{args:?}");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn cross_validation<'a>(data: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let common = ["--folds", "3", "--group-by", "kind"];
    [&["eval"], data, &LEARN, &common, more].concat()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&stdout(args)).expect("one JSON object")
}

/// A folder that is gone at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gongwen-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder left behind in the temporary one harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn figures_are_shown_as_text() {
    let text = stdout(&cross_validation(&[DATA], &["--fine", "--errors", "3"]));
    insta::assert_snapshot!("figures", text);
}

#[test]
fn figures_follow_from_the_answers_beside_them() {
    let evaluation = json(&cross_validation(&[DATA], &["--format", "json", "--fine"]));
    let texts = evaluation["texts"].as_array().expect("answers");
    assert_eq!(texts.len(), 40);
    let mut fold_of_kind: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for text in texts {
        let fold = text["fold"].as_u64().expect("every text was held out");
        fold_of_kind.entry(text["kind"].as_str().expect("a kind")).or_default().insert(fold);
        let p: f64 = text["p"].as_object().expect("groups").values().filter_map(Value::as_f64).sum();
        assert!((p - 1.0).abs() < 1e-3, "{text}");
    }
    assert_eq!(fold_of_kind.len(), 3);
    assert!(
        fold_of_kind.values().all(|folds| folds.len() == 1),
        "a kind is never torn apart: {fold_of_kind:?}"
    );

    let right = texts.iter().filter(|text| text["theme"] == text["answer"]).count();
    let accuracy = &evaluation["fine"]["accuracy"];
    let estimate = accuracy["estimate"].as_f64().expect("a number");
    assert!((estimate - right as f64 / 40.0).abs() < 1e-9);
    assert!(accuracy["low"].as_f64() <= Some(estimate) && Some(estimate) <= accuracy["high"].as_f64());
    let matrix = evaluation["groups"]["confusion"].as_array().expect("rows");
    let counted: u64 =
        matrix.iter().flat_map(|row| row.as_array().expect("cells")).filter_map(Value::as_u64).sum();
    assert_eq!(counted, 40);
    assert!(
        evaluation["any_theme_accuracy"]["estimate"].as_f64()
            >= evaluation["groups"]["accuracy"]["estimate"].as_f64()
    );
}

#[test]
fn bags_train_but_are_never_measured() {
    let folder = Folder::new("bags");
    let bags = folder.file("more.bags");
    stdout(&["bags", DATA, "-o", &bags]);
    let alone = json(&cross_validation(&[DATA], &["--format", "json"]));
    let with = json(&cross_validation(&[DATA, &bags], &["--format", "json"]));
    assert_eq!(with["amount"]["bags"], 40);
    assert_eq!(with["texts"].as_array().map(Vec::len), Some(40));
    // The bags are the very texts held out: whoever trains on them knows the answers.
    assert!(
        with["groups"]["accuracy"]["estimate"].as_f64() > alone["groups"]["accuracy"]["estimate"].as_f64()
    );
    let (_, error) = failure(&["eval", &bags]);
    assert!(error.contains("nothing is measured on bags"), "{error}");
}

#[test]
fn the_page_needs_nothing_else() {
    let folder = Folder::new("page");
    let path = folder.file("eval.html");
    stdout(&cross_validation(&[DATA], &["--fine", "--learning-curve", "--seeds", "2", "-o", &path]));
    let page = fs::read_to_string(&path).expect("the page");
    for outside in ["http", "<script", "<link", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    for inside in [
        "招商引资",
        "party-building",
        "学习曲线",
        "校准曲线",
        "准确率与覆盖率",
        "prefers-color-scheme: dark",
        "@media print",
    ] {
        assert!(page.contains(inside), "{inside}");
    }
    for element in ["table", "svg", "figure", "section", "div", "tr", "p", "ol", "li"] {
        let count = |tag: &str| page.matches(tag).count();
        let opened = count(&format!("<{element}>")) + count(&format!("<{element} "));
        assert_eq!(opened, count(&format!("</{element}>")), "{element}");
    }
    assert!(!page.contains("NaN"));
    let (code, error) = failure(&cross_validation(&[DATA], &["-o", &path]));
    assert_eq!((code, error.contains("--force overwrites it")), (Some(2), true), "{error}");
}

#[test]
fn learning_curve_rises_and_repeats() {
    let run = || json(&cross_validation(&[DATA], &["--learning-curve", "--seeds", "2", "--format", "json"]));
    let evaluation = run();
    assert_eq!(evaluation, run());
    let curve = evaluation["learning_curve"].as_array().expect("points");
    let mean = |point: &Value| -> f64 {
        let values = point["accuracy"].as_array().expect("a value a seed");
        assert_eq!(values.len(), 2);
        values.iter().filter_map(Value::as_f64).sum::<f64>() / 2.0
    };
    assert_eq!(curve.last().map(|point| &point["reports"]), Some(&Value::from(4)));
    assert!(mean(&curve[0]) < mean(&curve[curve.len() - 1]));
}

#[test]
fn models_are_compared_by_paired_tests() {
    let folder = Folder::new("models");
    let (good, poor) = (folder.file("good.gongwen"), folder.file("poor.gongwen"));
    stdout(&[&["train", DATA, "-o", &good], LEARN.as_slice()].concat());
    stdout(&["train", DATA, "-o", &poor, "--backend", "majority"]);
    let compare = |against: &str| {
        json(&["eval", DATA, "-m", &good, "--against", against, "--format", "json"])["comparison"].clone()
    };
    let same = compare(&good);
    assert_eq!(
        (&same["accuracy"]["difference"]["estimate"], &same["accuracy"]["p_value"]),
        (&0.0.into(), &1.0.into())
    );
    let better = compare(&poor);
    assert!(better["macro_f1"]["difference"]["low"].as_f64() > Some(0.3), "{better}");
    assert!(better["mcnemar_p"].as_f64() < Some(0.01), "{better}");
    assert_eq!(better["only_second"], 0);
}

#[test]
fn a_filled_review_trains_like_right_labels() {
    let folder = Folder::new("review");
    let (right, wrong) = (folder.file("right"), folder.file("wrong"));
    for data in [&right, &wrong] {
        fs::create_dir_all(data).expect("a folder");
        for entry in fs::read_dir(root().join(DATA)).expect("the fixtures") {
            let entry = entry.expect("a fixture");
            fs::copy(entry.path(), Path::new(data).join(entry.file_name())).expect("copied");
        }
    }
    let report = Path::new(&wrong).join("commerce-2022-dongyuan.txt");
    let text = fs::read_to_string(&report).expect("a fixture");
    let spoilt = text.replacen("investment-promotion | 一是", "safety               | 一是", 1);
    assert_ne!(text, spoilt);
    fs::write(&report, spoilt).expect("written");

    let csv = folder.file("review.csv");
    stdout(&[&["review", &wrong, "-o", &csv], LEARN.as_slice()].concat());
    let table = fs::read_to_string(&csv).expect("the review");
    assert!(table.starts_with("\u{feff}位置,报告,标题,标签,回答,置信度,理由,正文,新标签\r\n"));
    let first = table.lines().nth(1).expect("a paragraph in doubt");
    assert!(first.contains("招商引资成效明显") && first.contains("回答与标签不同"), "{first}");

    let filled = format!("{}招商引资{}", &table[..table.find(first).expect("there") + first.len()], "\r\n");
    fs::write(&csv, filled).expect("written");
    let train = |data: &[&str], to: &str| {
        let model = folder.file(to);
        stdout(&[&["train"], data, &["-o", &model]].concat());
        fs::read(&model).expect("the model")
    };
    let corrected = train(&[&wrong, &csv], "corrected.gongwen");
    assert!(corrected != train(&[&wrong], "wrong.gongwen"));
    // Reports of a kind are told apart by their kind alone, so the folders' names do not matter.
    assert!(corrected == train(&[&right], "right.gongwen"));
}

#[test]
fn near_duplicates_with_different_labels_are_listed_first() {
    let folder = Folder::new("twins");
    let report = folder.file("twins.txt");
    let twin = "落实安全生产责任，对全镇小作坊逐家检查，整改隐患七十六处，查封两家，责任人都签了承诺书，无一起事故发生。";
    let text = format!("# kind: town\n  | 某镇工作总结\nsafety | 一、{twin}\ninternal | 二、{twin}\n");
    fs::write(&report, text).expect("written");
    let table = stdout(&[&["review", DATA, &report, "--limit", "2"], LEARN.as_slice()].concat());
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.contains("twins.txt") && row.contains("近似，那里标为")), "{table}");
}

#[test]
fn the_card_states_data_settings_and_scores() {
    let folder = Folder::new("card");
    let (model, eval) = (folder.file("a.gongwen"), folder.file("eval.json"));
    stdout(&[&["train", DATA, "-o", &model], LEARN.as_slice()].concat());
    stdout(&cross_validation(&[DATA], &["-o", &eval]));
    let card = stdout(&["model-card", "-m", &model, "--eval", &eval]);
    let scores = json(&cross_validation(&[DATA], &["--format", "json"]));
    let f1 = scores["groups"]["macro_f1"]["estimate"].as_f64().expect("a number");
    for stated in [
        "40 labelled paragraphs of 6 reports by 3 kinds of unit",
        "`naive-bayes` by 3-fold cross-validation grouped by kind of unit",
        "\"alpha\":0.5",
        &format!("| macro-F1 | {f1:.3} ["),
        "## Limits",
    ] {
        assert!(card.contains(stated), "{stated}\n{card}");
    }
    assert!(stdout(&["model-card"]).contains("Not stated"));
    let (_, error) = failure(&["model-card", "--eval", "data/themes.toml"]);
    assert!(error.contains("data/themes.toml: not what `classify eval"), "{error}");
}

#[test]
fn wrong_usage_is_told_apart() {
    let (code, error) = failure(&["eval", DATA, "--backend", "linear"]);
    assert_eq!((code, error.contains("need --folds")), (Some(2), true), "{error}");
    let (code, error) = failure(&["eval", DATA, "-o", "a.docx"]);
    assert_eq!((code, error.contains("`.docx` is no known format")), (Some(2), true), "{error}");
    let (_, error) = failure(&["eval", DATA, "--folds", "4", "--group-by", "kind"]);
    assert!(error.contains("cannot split 3 groups into 4 folds"), "{error}");
}
