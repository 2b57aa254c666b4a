//! Corrected tables as a way back in, and a folder without a verb: end to end.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{classify, json_lines, stderr, stdout, succeed};

const SAMPLE: &str = "data/samples/street-2023-messy.txt";

/// A table of the sample with corrections in the rows whose text holds the words.
fn corrected(folder: &Path, corrections: &[(&str, &str)]) -> String {
    let path = folder.join("标签.csv").display().to_string();
    succeed(&["tag", SAMPLE, "-o", &path, "--force"]);
    let table = fs::read_to_string(&path).expect("the table");
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("names of columns").clone();
    assert_eq!(header.iter().next_back(), Some("更正"), "the last column");
    let text = header.iter().position(|name| name == "正文").expect("a text");
    let mut writer = csv::Writer::from_path(&path).expect("written again");
    writer.write_record(&header).expect("written");
    for record in reader.records() {
        let mut cells: Vec<String> = record.expect("a row").iter().map(str::to_owned).collect();
        assert_eq!(cells.last().map(String::as_str), Some(""), "nothing is corrected yet");
        let found = corrections.iter().find(|(words, _)| cells[text].contains(words));
        if let (Some((_, correction)), Some(last)) = (found, cells.last_mut()) {
            last.push_str(correction);
        }
        writer.write_record(&cells).expect("written");
    }
    writer.flush().expect("written");
    path
}

/// What the model of a file answers about the sample's paragraph that holds the words.
fn theme(model: &str, words: &str) -> String {
    let records = json_lines(&succeed(&["tag", SAMPLE, "--format", "jsonl", "-m", model]));
    let found =
        records.iter().find(|record| record["text"].as_str().is_some_and(|text| text.contains(words)));
    found.expect("a paragraph")["theme"].as_str().expect("a theme").to_owned()
}

#[test]
fn corrections_are_learnt_and_the_former_model_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("my.gongwen").display().to_string();
    // 党员 in it speak of a brand of services: a reader may see livelihood here.
    let table = corrected(folder.path(), &[("主题教育走深走实", "民生")]);
    assert_eq!(theme("data/model/default.gongwen", "主题教育走深走实"), "party-building");
    let told = succeed(&["learn", &table, "-o", &model, "--weight", "50"]);
    assert!(told.contains("学到 1 段") && told.contains("0 → 1 段，共 1 段"), "{told}");
    assert_eq!(theme(&model, "主题教育走深走实"), "livelihood");
    assert_eq!(theme(&model, "主题教育走深走实"), "livelihood", "and the file is whole");

    let first = fs::read(&model).expect("a model");
    let all = [("主题教育走深走实", "民生"), ("守牢底线", "安全"), ("用心用情", "民生")];
    let table = corrected(folder.path(), &all);
    let told = succeed(&["learn", &table, "-o", &model, "--alone", "--against", &model]);
    assert!(told.contains("学到 3 段") && told.contains("原来的模型存为"), "{told}");
    assert_eq!(fs::read(format!("{model}.1")).expect("the former"), first);
    let second = fs::read(&model).expect("a model");
    succeed(&["learn", &table, "-o", &model, "--alone", "--confirm-rest"]);
    assert_eq!(fs::read(format!("{model}.1")).expect("the former"), second);
    assert_eq!(fs::read(format!("{model}.2")).expect("the one before"), first);

    // `train` takes the same table beside other data.
    succeed(&["train", "tests/fixtures/labelled", &table, "-o", &model, "--force"]);
}

/// What was corrected holds, names its corrector, and is added to by a second round.
#[test]
fn what_was_corrected_stays_so_and_a_second_round_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let model = path("my.gongwen");
    let table = corrected(folder.path(), &[("主题教育走深走实", "民生+安全")]);
    succeed(&["learn", &table, "-o", &model]);
    let found = |words: &str| {
        let records = json_lines(&succeed(&["tag", SAMPLE, "--format", "jsonl", "-m", &model]));
        let holds = |record: &&Value| record["text"].as_str().is_some_and(|text| text.contains(words));
        records.iter().find(holds).expect("a paragraph").clone()
    };
    let first = found("主题教育走深走实");
    assert_eq!((&first["theme"], &first["confidence"]), (&Value::from("livelihood"), &Value::from(1.0)));
    assert_eq!(first["correction"], "livelihood+safety");
    assert_eq!(first["passages"][0]["theme"], "livelihood", "the whole is one passage: {first}");
    assert_eq!(found("守牢底线")["correction"], Value::Null);

    // The same paragraph in another file, and why it is tagged so.
    let text = first["text"].as_str().expect("a text");
    fs::write(path("另一篇.txt"), format!("青禾县2024年工作总结\n一、工作情况\n{text}\n")).expect("written");
    let other = json_lines(&succeed(&["tag", &path("另一篇.txt"), "--format", "jsonl", "-m", &model]));
    assert_eq!(other[0]["theme"], "livelihood", "{other:?}");
    let why = succeed(&["explain", &path("另一篇.txt"), "-p", "1", "-m", &model]);
    assert!(why.contains("人工更正为 民生+安全"), "{why}");

    // A table written with what was said is a table filled in: alone it teaches the same again.
    succeed(&["tag", SAMPLE, "-o", &path("第二轮.csv"), "-m", &model]);
    let table = fs::read_to_string(path("第二轮.csv")).expect("a table");
    assert!(table.contains(",民生+安全\r\n"), "as people fill it in: {table}");
    let again = succeed(&["learn", &path("第二轮.csv"), "-o", &path("again.gongwen")]);
    assert!(again.contains("学到 1 段"), "{again}");
    // On top of what it taught, the same teaches nothing, and tells nothing of how well it is learnt.
    let before = json_lines(&succeed(&["tag", "data/samples", "--format", "jsonl", "-m", &model]));
    let twice = succeed(&["learn", &path("第二轮.csv"), "-m", &model, "-o", &path("twice.gongwen")]);
    assert!(!twice.contains("留出检验"), "{twice}");
    let after =
        json_lines(&succeed(&["tag", "data/samples", "--format", "jsonl", "-m", &path("twice.gongwen")]));
    let differing = before.iter().zip(&after).find(|(before, after)| before != after);
    assert_eq!(differing, None);

    let table = corrected(folder.path(), &[("用心用情", "其他")]);
    let told = succeed(&["learn", &table, "-m", &model, "-o", &model]);
    assert!(told.contains(&format!("从{model}学起")), "{told}");
    assert_eq!(found("主题教育走深走实")["theme"], "livelihood");
    assert_eq!(found("用心用情")["correction"], "other");
    let clash = classify(&["learn", &table, "-m", &model, "-o", &model, "--alone"]);
    assert!(stderr(&clash).contains("cannot be used with"), "{}", stderr(&clash));
}

/// An empty cell that is taken for a yes leaves everything as it was answered, and yields to a cell that is filled in.
#[test]
fn what_is_confirmed_stays_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let model = path("my.gongwen");
    let table = corrected(folder.path(), &[]);
    let text = fs::read_to_string(&table).expect("the table");
    let (head, first) = (text.lines().next().expect("a head"), text.lines().nth(1).expect("a row"));
    let doubled = format!("{head}\n{first}党建\n{}", text.split_once('\n').expect("rows").1);
    fs::write(&table, doubled).expect("written");
    succeed(&["learn", &table, "-o", &model, "--confirm-rest"]);
    let tags = |args: &[&str]| json_lines(&succeed(&[&["tag", SAMPLE, "--format", "jsonl"], args].concat()));
    let (before, after) = (tags(&[]), tags(&["-m", &model]));
    assert_eq!(
        (&before[0]["theme"], &after[0]["theme"]),
        (&Value::from("other"), &Value::from("party-building"))
    );
    for (before, after) in before.iter().zip(&after).skip(1) {
        assert_eq!((&before["theme"], &before["fine"]), (&after["theme"], &after["fine"]));
        assert_eq!(after["confidence"], 1.0);
        let themes = |record: &Value| {
            let themes = record["themes"].as_array().expect("themes").iter();
            themes.map(|theme| theme["theme"].clone()).collect::<Vec<_>>()
        };
        let passages = |record: &Value| {
            let passages = record["passages"].as_array().expect("passages").iter();
            passages.map(|p| (p["start"].clone(), p["theme"].clone())).collect::<Vec<_>>()
        };
        assert!(themes(after).starts_with(&themes(before)[..1]) && !passages(after).is_empty());
        assert_eq!(passages(before), passages(after));
    }

    // Nor does an empty cell of a later table take back what an earlier one says.
    let said = corrected(folder.path(), &[("主题教育走深走实", "民生")]);
    fs::rename(&said, path("说过.csv")).expect("renamed");
    let silent = corrected(folder.path(), &[]);
    succeed(&["learn", &path("说过.csv"), &silent, "-o", &model, "--confirm-rest"]);
    let after = tags(&["-m", &model]);
    let holds =
        |record: &&Value| record["text"].as_str().is_some_and(|text| text.contains("主题教育走深走实"));
    assert_eq!(after.iter().find(holds).expect("a paragraph")["theme"], "livelihood");
}

#[test]
fn json_lines_are_a_way_back_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let lines = succeed(&["tag", SAMPLE, "--format", "jsonl"]);
    let lines: Vec<String> = json_lines(&lines)
        .into_iter()
        .map(|mut record| {
            assert_eq!(record["correction"], Value::Null);
            record["correction"] = record["fine"].clone();
            record.to_string()
        })
        .collect();
    fs::write(path("标签.jsonl"), lines.join("\n")).expect("written");
    let told = succeed(&["learn", &path("标签.jsonl"), "-o", &path("my.gongwen"), "--alone"]);
    assert!(told.contains(&format!("学到 {} 段", lines.len())), "{told}");
    assert!(told.contains("留出检验"), "{told}");
}

#[test]
fn what_cannot_be_learnt_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let model = path("my.gongwen");
    let refused = |args: &[&str]| {
        let output = classify(args);
        assert!(!output.status.success(), "{args:?}");
        assert!(!Path::new(&model).exists());
        stderr(&output)
    };
    let table = corrected(folder.path(), &[]);
    let nothing = refused(&["learn", &table, "-o", &model]);
    assert!(nothing.contains("in none of 16 rows is 更正 filled in"), "{nothing}");
    let table = corrected(folder.path(), &[("主题教育走深走实", "党务")]);
    let unknown = refused(&["learn", &table, "-o", &model]);
    assert!(unknown.contains("标签.csv:4: unknown theme `党务`; known are 党建 party-building"), "{unknown}");
    let table = corrected(folder.path(), &[("主题教育走深走实", "党建")]);
    let text = fs::read_to_string(&table).expect("the table").replace("读书班4期", "读书班5期");
    fs::write(&table, text).expect("written");
    let changed = refused(&["learn", &table, "-o", &model]);
    assert!(changed.contains("标签.csv:4: the text has changed"), "{changed}");
    let other = refused(&["learn", SAMPLE, "-o", &model]);
    assert!(other.contains("no column `更正`"), "{other}");
    // Nothing that is no model is written over.
    let over = refused(&["learn", &table, "-o", &table]);
    assert!(over.contains("is no format this verb writes"), "{over}");
    let note = path("note");
    fs::write(&note, "important").expect("written");
    let over = refused(&["learn", &table, "-o", &note]);
    assert!(over.contains("exists and is no model"), "{over}");
}

#[test]
fn reports_without_labels_are_reviewed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("review.csv").display().to_string();
    let output = classify(&["review", "data/samples", "--limit", "12", "-o", &path]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("12 of "), "{}", stderr(&output));
    let table = fs::read_to_string(&path).expect("a table");
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("names").clone();
    let column = |name: &str| header.iter().position(|own| own == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!((rows.len(), column("理由"), column("更正")), (12, 0, header.len() - 1));
    assert!(rows.iter().all(|row| !row[0].is_empty()), "every row says why");
    let units: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[column("单位")]).collect();
    assert!(units.len() > 2, "{units:?}");
    let workbook = folder.path().join("review.xlsx").display().to_string();
    succeed(&["review", SAMPLE, "-o", &workbook]);
    let wrong = classify(&["review", SAMPLE, "-b", "linear"]);
    assert!(stderr(&wrong).contains("reports without labels"), "{}", stderr(&wrong));
}

#[test]
fn a_folder_without_a_verb_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("年终材料");
    fs::create_dir(&inside).expect("a folder in it");
    fs::copy(support::root().join(SAMPLE), inside.join("柳荫.txt")).expect("copied");
    let inside = inside.display().to_string();
    let told = succeed(&[&inside]);
    let names = |number: &str| {
        [format!("主题阅读{number}.html"), format!("标签{number}.xlsx")].map(|name| folder.path().join(name))
    };
    for path in names("") {
        assert!(path.is_file() && told.contains(&path.display().to_string()), "{told}");
    }
    let before = names("").map(|path| fs::read(path).expect("written"));
    succeed(&["--quiet", &inside, "--no-context"]);
    assert!(names("-2").iter().all(|path| path.is_file()), "a number behind the name");
    assert_eq!(names("").map(|path| fs::read(path).expect("still there")), before);
    // The results are no reports, the table goes back in, and a verb is a verb.
    succeed(&["tag", &folder.path().display().to_string()]);
    let typo = classify(&["tagg", &inside]);
    assert_eq!(typo.status.code(), Some(2));
    assert!(stderr(&typo).contains("a similar subcommand exists: 'tag'"), "{}", stderr(&typo));
    let missing = classify(&["没有这个文件夹"]);
    assert!(stderr(&missing).contains("没有这个文件夹: no such file or folder"), "{}", stderr(&missing));
    assert!(!stdout(&classify(&["--help"])).contains("read-folder"));
}
