//! The command line end to end: what users type, what they see, and the exit code.

mod support;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{classify, json_lines, root, stderr, stdout, succeed};

/// Theme and first words of every paragraph: what a person would check.
fn themes(jsonl: &str) -> String {
    let line = |record: &Value| {
        let text: String = record["text"].as_str().unwrap_or_default().chars().take(24).collect();
        format!(
            "{:<22}{:<9}{text}\n",
            record["theme"].as_str().unwrap_or("?"),
            record["part"].as_str().unwrap_or("?")
        )
    };
    json_lines(jsonl).iter().map(line).collect()
}

const SAMPLE: &str = "data/samples/street-2023-messy.txt";

#[test]
fn samples_are_tagged() {
    insta::glob!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/samples"), "*.txt", |path| {
        let output = classify(&["tag", "--format", "jsonl", &path.to_string_lossy()]);
        assert!(output.status.success(), "{}", stderr(&output));
        let source = fs::read_to_string(path).expect("samples are UTF-8");
        insta::with_settings!({ description => source, omit_expression => true }, {
            insta::assert_snapshot!("tags", themes(&stdout(&output)));
        });
    });
}

#[test]
fn text_output_names_themes_reasons_and_shares() {
    let output = classify(&["tag", SAMPLE]);
    assert!(output.status.success());
    insta::assert_snapshot!("tag_text", stdout(&output));
}

#[test]
fn outline_of_a_sample() {
    insta::assert_snapshot!("parse_text", stdout(&classify(&["parse", SAMPLE])));
    insta::assert_snapshot!("parse_md", stdout(&classify(&["parse", "--format", "md", SAMPLE])));
    let edits = classify(&["parse", "--edits", "data/samples/compilation-2023-dodged.txt"]);
    insta::assert_snapshot!("parse_edits", stdout(&edits));
}

#[test]
fn json_offsets_are_code_points_of_the_source() {
    let source: Vec<char> = fs::read_to_string(root().join(SAMPLE)).expect("reads").chars().collect();
    let of = |record: &Value| -> String {
        let at = |key: &str| record[key].as_u64().expect("an offset") as usize;
        source[at("start")..at("end")].iter().collect()
    };
    let structure = json_lines(&stdout(&classify(&["parse", "--format", "jsonl", SAMPLE])));
    let edit = structure.iter().find(|r| r["with"] == "党").expect("a repaired D");
    assert_eq!(of(edit), "D");
    let heading = structure.iter().find(|r| r["kind"] == "heading").expect("a heading");
    assert!(of(heading).starts_with(heading["marker"].as_str().expect("a marker")));
    let starts: Vec<u64> = structure.iter().filter_map(|r| r["start"].as_u64()).collect();
    assert!(starts.is_sorted(), "records stand in reading order");

    for record in json_lines(&stdout(&classify(&["tag", "--format", "jsonl", SAMPLE]))) {
        let keys: Vec<&String> = record.as_object().expect("an object").keys().collect();
        let contract = [
            "check",
            "confidence",
            "correction",
            "end",
            "evidence",
            "file",
            "fine",
            "marker",
            "part",
            "passages",
            "path",
            "report",
            "start",
            "text",
            "theme",
            "themes",
            "unit",
            "year",
        ];
        assert_eq!(keys, contract);
        let first = record["text"].as_str().and_then(|t| t.chars().next()).expect("text");
        assert!(of(&record).starts_with(first) || first == '党');
    }
}

#[test]
fn encodings_give_the_same_tags() {
    let folder = tempfile::tempdir().expect("a folder");
    let utf8 = fs::read_to_string(root().join(SAMPLE)).expect("reads");
    let (gb18030, _, lossless) = encoding_rs::GB18030.encode(&utf8);
    assert!(!lossless);
    let path = folder.path().join("gb.txt");
    fs::write(&path, &gb18030).expect("writes");
    let tags = |path: &str| {
        let mut records = json_lines(&stdout(&classify(&["tag", "--format", "jsonl", path])));
        records.iter_mut().for_each(|r| r["file"] = Value::Null);
        records
    };
    assert_eq!(tags(&path.to_string_lossy()), tags(SAMPLE));
}

#[test]
fn messages_come_in_the_order_of_the_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut names = Vec::new();
    for number in 0..40 {
        // The earlier the file, the longer the work, so that threads would end out of step.
        let name = format!("{number:02}.txt");
        let mut bytes = "一、消防。检查消防通道，整改隐患四十处。\n".repeat(400 - 10 * number).into_bytes();
        match number % 3 {
            0 => bytes.extend(b"\xff\xfe\xff"),
            1 => bytes.clear(),
            _ => continue,
        }
        fs::write(folder.path().join(&name), bytes).expect("writes");
        names.push(name);
    }
    // What cannot be listed stands in its place, too.
    names.insert(0, "first.txt".to_owned());
    names.push("last.txt".to_owned());
    let folder = folder.path().to_string_lossy();
    let output = classify(&["parse", "--format", "jsonl", "no/such/first.txt", &folder, "no/such/last.txt"]);
    let said = stderr(&output);
    let named = said.lines().filter_map(|line| line.split_once(".txt: ")?.0.rsplit('/').next());
    let named: Vec<String> = named.map(|name| format!("{name}.txt")).collect();
    assert_eq!(named, names, "{said}");
}

#[test]
fn standard_input_is_read() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_classify"))
        .args(["tag", "--format", "csv", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("classify runs");
    let report = "一、2023年工作\n（一）消防。检查消防通道，整改火灾隐患86处，组织灭火演练12次。\n";
    child.stdin.take().expect("piped").write_all(report.as_bytes()).expect("writes");
    let output = child.wait_with_output().expect("ends");
    let csv = stdout(&output);
    assert!(csv.starts_with('\u{feff}'), "Excel needs the byte-order mark");
    let row = csv.lines().nth(1).expect("a row");
    assert!(row.starts_with("-,") && row.contains(",安全,safety,"), "{row}");
}

#[test]
fn unusable_inputs_are_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| -> String {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("writes");
        path.to_string_lossy().into_owned()
    };
    let empty = file("empty.txt", b"");
    let image = file("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    let bare = tempfile::tempdir().expect("a folder");
    let bare = bare.path().to_string_lossy();

    for (input, message) in [
        (empty.as_str(), "empty.txt: holds no text"),
        (image.as_str(), "scan.png: is "),
        (&*bare, "no file in this folder can be read"),
        ("no/such/file.txt", "no/such/file.txt: no such file"),
    ] {
        let output = classify(&["tag", input]);
        assert_eq!(output.status.code(), Some(1), "nothing usable: {input}");
        assert!(stderr(&output).contains(message), "{message}: {}", stderr(&output));

        let output = classify(&["tag", input, SAMPLE]);
        assert_eq!(output.status.code(), Some(2), "some failed: {input}");
        assert!(stdout(&output).contains("柳荫街道"), "the good file is tagged");
    }
}

#[test]
fn nothing_is_summed_up_where_nothing_was_read() {
    for verb in ["tag", "figures", "panel"] {
        let output = classify(&[verb, "no-such-file.txt"]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), ""), "{verb}");
    }
}

/// Limits are for files of strangers; who trusts a file may raise them, and is told how.
#[test]
fn limits_can_be_raised_for_a_file_that_is_trusted() {
    let folder = tempfile::tempdir().expect("a folder");
    let deep = folder.path().join("deep.md");
    fs::write(&deep, format!("{}检查水库四十处。\n", "> ".repeat(300))).expect("a file");
    let deep = deep.to_str().expect("a path");
    let refused = classify(&["parse", deep]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("more than 200 deep"), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("--limits 4"), "{}", stderr(&refused));
    assert!(succeed(&["parse", "--limits", "2", deep]).contains("检查水库四十处"));
}

#[test]
fn wrong_usage_says_what_to_do() {
    let message = |args: &[&str], code: i32| -> String {
        let output = classify(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
        stderr(&output)
    };
    assert!(message(&["tag"], 2).contains("<FILE>..."));
    assert!(message(&["tag", "--min-confidence", "2", SAMPLE], 2).contains("from 0 to 1"));
    assert!(message(&["tag", SAMPLE, "-o", "x.pptx"], 2).contains(".pptx"));
    assert!(message(&["parse", "--no-repair", "page-mark", SAMPLE], 2).contains("known are"));
    assert!(message(&["tag", "--encoding", "utf-9", SAMPLE], 2).contains("utf-9"));
    assert!(message(&["train", "data/corpus"], 2).contains("-o"));
    assert!(message(&["explain", SAMPLE, "--paragraph", "999"], 2).contains("paragraphs 1 to"));
    assert!(message(&["tag", "-m", SAMPLE, SAMPLE], 1).contains("not a model file"));
    let report = message(&["report", SAMPLE, "-o", "x.txt"], 2);
    assert!(report.contains("use .html") && !report.contains("--format"), "{report}");
}

const LABELLED: &str = "tests/fixtures/labelled";

/// Whatever the command line names that there is not is wrong usage, said once, before anything is written.
#[test]
fn names_and_settings_that_there_are_not_are_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("a.gongwen");
    let model = model.to_string_lossy();
    let train = |more: &[&str]| {
        let output = classify(&[&["train", LABELLED, "-o", &model], more].concat());
        (output.status.code(), stderr(&output))
    };
    for (more, told) in [
        (&["--backend", "bayes"][..], "error: unknown backend `bayes`; there are naive-bayes, "),
        (
            &["--backend", "linear", "--params", "c=0"],
            "error: backend linear cannot be set up so: setting c: `0` is",
        ),
        (&["--backend", "linear", "--params", "d=1"], "unknown setting `d`; known are: "),
        (
            &["--backend", "ensemble:linear+bayes"],
            "error: member bayes of the ensemble cannot be trained: unknown backend `bayes`; there are naive-bayes",
        ),
        (&["--features", "nope=1"], "error: --features: unknown setting `nope`; known are: word-ngrams, "),
    ] {
        let (code, said) = train(more);
        assert_eq!((code, said.matches("unknown").count() <= 1), (Some(2), true), "{more:?}: {said}");
        assert!(said.contains(told), "{told}\n{said}");
    }
    let output = classify(&["explain", SAMPLE, "--paragraph", "7", "--theme", "天气"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    let said = stderr(&output);
    assert!(said.contains("unknown theme or topic `天气`; known are party-building 党建, "), "{said}");
    assert!(said.trim_end().ends_with("other 其他"), "{said}");

    let (code, said) = train(&["--backend", "naive-bayes", "--unlabelled", "no/such/folder"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("no/such/folder: no such file") && said.contains("--unlabelled: no report"),
        "{said}"
    );
    assert!(!folder.path().join("a.gongwen").exists());
}

#[test]
fn labelled_texts_are_decoded_as_reports_are_and_what_is_missing_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| -> String {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("writes");
        path.to_string_lossy().into_owned()
    };
    let themes = |data: &str| {
        let output = classify(&["eval", data, "--format", "json"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let evaluation: Value = serde_json::from_str(&stdout(&output)).expect("one object");
        evaluation["texts"].as_array().expect("texts").iter().map(|t| t["theme"].clone()).collect::<Vec<_>>()
    };
    let line = "{\"text\":\"检查楼道四百处。\",\"theme\":\"safety\"}\n";
    let with_mark = file("a.jsonl", format!("\u{feff}{line}").as_bytes());
    assert_eq!(themes(&with_mark), ["safety"]);
    let (gb18030, ..) =
        encoding_rs::GB18030.encode("       | 青禾县工作总结\nsafety | 一、消防。检查楼道四百处。\n");
    assert_eq!(themes(&file("b.txt", &gb18030)), ["safety"]);

    let damaged = file("c.jsonl", &[line.repeat(9).as_bytes(), b"\"\xff\""].concat());
    for (data, told) in [
        (damaged.as_str(), "c.jsonl: 1 invalid byte sequence(s) read as U+FFFD, at 10:2"),
        ("no/such/data", "no/such/data: no such file or folder"),
    ] {
        let output = classify(&["eval", data]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    }
    // A file in the way is noticed before anything is read.
    let output = classify(&["bags", "no/such/data", "-o", &file("a.bags", b"")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--force"), "{}", stderr(&output));
    // What is no file is never written over.
    let output =
        classify(&["tag", SAMPLE, "--format", "csv", "--force", "-o", &folder.path().to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is a folder, not a file"), "{}", stderr(&output));
}

#[test]
fn files_are_not_overwritten_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tags.csv");
    let path = path.to_string_lossy();
    assert!(classify(&["tag", SAMPLE, "-o", &path]).status.success());
    let first = fs::read(&*path).expect("written");
    let again = classify(&["tag", SAMPLE, "-o", &path]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("--force"));
    assert!(classify(&["tag", SAMPLE, "-o", &path, "--force"]).status.success());
    assert_eq!(fs::read(&*path).expect("written"), first, "the same input gives the same bytes");
}

#[test]
fn unsure_is_said_below_the_confidence_asked_for() {
    let output = classify(&["tag", "--format", "jsonl", "--min-confidence", "1", SAMPLE]);
    assert!(json_lines(&stdout(&output)).iter().any(|r| r["theme"] == "unsure"));
}

#[test]
fn explanations_show_words_and_add_up() {
    let output = classify(&["explain", SAMPLE, "--paragraph", "7"]);
    assert!(output.status.success(), "{}", stderr(&output));
    insta::assert_snapshot!("explain", stdout(&output));
}

#[test]
fn help_teaches() {
    for verb in ["tag", "parse", "explain", "learn", "train", "eval", "review", "bags"] {
        let help = stdout(&classify(&[verb, "--help"]));
        insta::assert_snapshot!(format!("help_{verb}"), help);
    }
    insta::assert_snapshot!("help", stdout(&classify(&["--help"])));
    insta::assert_snapshot!("backends", stdout(&classify(&["backends"])));
}

/// The built-in model is what the README's command makes of the data, byte for byte.
#[test]
fn training_reproduces_the_built_in_model() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("again.gongwen");
    let output = classify(&["train", "data/corpus", "-o", &path.to_string_lossy()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let again = fs::read(&path).expect("a model");
    let built_in = fs::read(root().join("data/model/default.gongwen")).expect("the built-in model");
    assert!(
        again == built_in,
        "`classify train data/corpus -o data/model/default.gongwen --force` renews it"
    );
}

#[test]
fn shells_complete_every_verb() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = succeed(&["completions", shell]);
        let missing =
            ["tag", "track", "model-card", "completions"].iter().find(|verb| !script.contains(**verb));
        assert_eq!(missing, None, "{shell}");
        assert!(!script.contains("read-folder"), "{shell} offers what nobody types");
    }
    // A shell that is not here is not asked.
    for shell in ["bash", "zsh"] {
        let script = succeed(&["completions", shell]);
        let Ok(mut reads) = Command::new(shell).arg("-n").stdin(Stdio::piped()).spawn() else { continue };
        reads.stdin.take().expect("its input").write_all(script.as_bytes()).expect("read");
        assert!(reads.wait().expect("an end").success(), "{shell}");
    }
}

#[test]
fn every_verb_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    succeed(&["man", &folder.path().join("man1").to_string_lossy()]);
    let page = |name: &str| fs::read_to_string(folder.path().join("man1").join(name)).expect("a page");
    assert!(page("classify.1").contains("Exit codes"));
    assert!(page("classify-tag.1").contains("passages"));
}

#[test]
fn the_version_names_model_and_corpus() {
    let long = succeed(&["--version"]);
    let lines: Vec<&str> = long.lines().collect();
    assert_eq!(succeed(&["-V"]).trim(), lines[0]);
    assert!(lines[1].starts_with("model ") && lines[2].starts_with("corpus "), "{long}");
}

#[test]
fn threads_change_nothing_and_verbose_tells_of_files() {
    let run = |options: &[&str]| {
        let mut arguments = vec!["tag", "--format", "jsonl", "data/samples"];
        arguments.extend(options);
        classify(&arguments)
    };
    let usual = run(&[]);
    let one = run(&["--threads", "1", "--verbose"]);
    assert_eq!(stdout(&usual), stdout(&one));
    assert!(stderr(&one).contains("street-2023-messy.txt: 1 report, 16 paragraphs"), "{}", stderr(&one));
    assert!(!stderr(&usual).contains("street-2023-messy.txt:"));
    assert_eq!(run(&["--threads", "0"]).status.code(), Some(2));
    assert_eq!(run(&["--verbose", "--quiet"]).status.code(), Some(2));
}
