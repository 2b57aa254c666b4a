//! What the program says in Chinese and in English: never both.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::ops::RangeFrom;
use std::path::Path;
use std::process::{Output, Stdio};

use support::{command, stderr, stdout};

fn run(language: &str, args: &[&str]) -> Output {
    command().args(["--lang", language]).args(args).output().expect("classify runs")
}

/// The verbs that help lists.
fn verbs() -> Vec<String> {
    let help = stdout(&run("en", &["--help"]));
    let (_, commands) = help.split_once("Commands:\n").expect("commands");
    let lines = commands.lines().take_while(|line| !line.is_empty());
    let verbs: Vec<String> = lines
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect();
    assert!(verbs.len() > 20, "{verbs:?}");
    verbs
}

/// A text without what stands between quotation marks of any kind.
fn unquoted(text: &str) -> String {
    let mut kept = String::new();
    let (mut closing, mut before) = (None, ' ');
    for c in text.chars() {
        match closing {
            Some(end) if c == end => closing = None,
            Some(_) => {}
            None => {
                closing = match c {
                    '`' | '"' => Some(c),
                    // Not that of a genitive.
                    '\'' if !before.is_alphanumeric() => Some(c),
                    '“' => Some('”'),
                    _ => None,
                };
                kept.push(if closing.is_some() { '|' } else { c });
            }
        }
        before = c;
    }
    kept
}

/// Runs of so many English words with nothing but spaces between.
fn english(text: &str, words: usize) -> Vec<String> {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let mut found = Vec::new();
    for line in text.lines() {
        let line: Vec<&str> = line.split_whitespace().collect();
        found.extend(
            line.windows(words).filter(|run| run.iter().all(|word| is_word(word))).map(|run| run.join(" ")),
        );
    }
    found
}

fn han(text: &str) -> Vec<char> {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect()
}

#[test]
fn chinese_help_is_chinese() {
    for verb in verbs().iter().map(String::as_str).chain([""]) {
        for length in ["-h", "--help"] {
            let args: Vec<&str> = [verb, length].into_iter().filter(|word| !word.is_empty()).collect();
            let output = run("zh", &args);
            assert!(output.status.success(), "{args:?}");
            let help = stdout(&output);
            assert!(help.contains("用法：classify"), "{help}");
            // What is typed is English: usage, names with their values, examples up to what they do.
            let read = |line: &str| match line.trim_start() {
                typed if typed.starts_with("用法：") => String::new(),
                typed if typed.starts_with("classify ") => {
                    typed.split_once("   ").map(|(_, what)| what.to_owned()).unwrap_or_default()
                }
                value if value.starts_with("- ") => {
                    value.splitn(3, ' ').nth(2).map(unquoted).unwrap_or_default()
                }
                said => unquoted(said),
            };
            let read: Vec<String> = help.lines().map(read).collect();
            assert_eq!(english(&read.join("\n"), 2), Vec::<String>::new(), "{args:?}\n{help}");
            for mark in ["Options", "Arguments", "Usage", "default:", "possible values", "Print"] {
                assert!(!help.contains(mark), "{args:?}: {mark}\n{help}");
            }
        }
    }
}

#[test]
fn chinese_pages_fit_the_terminal() {
    let help = stdout(&run("zh", &["tag", "--help"]));
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    for line in help.lines() {
        // Marks such as “ count one.
        assert!(width(line) <= 110, "{line}");
    }
    assert!(help.contains("\n  -f, --format <格式>\n"), "{help}");
    assert!(help.contains("[默认值："), "{help}");
}

#[test]
fn the_locale_decides_where_nobody_asks() {
    let said = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = command();
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
        stdout(&command.envs(variables.iter().copied()).args(args).output().expect("classify runs"))
    };
    let tag = ["tag", "--help"];
    assert!(said(&[("LANG", "zh_CN.UTF-8")], &tag).contains("用法："));
    assert!(said(&[("LC_MESSAGES", "zh_CN.UTF-8"), ("LANG", "en_GB.UTF-8")], &tag).contains("用法："));
    assert!(said(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &tag).contains("Usage:"));
    assert!(said(&[("LANG", "zh_CN.UTF-8")], &["--lang", "en", "tag", "--help"]).contains("Usage:"));
    assert!(said(&[("LC_ALL", "en_US.UTF-8")], &["tag", "--help", "--lang=zh"]).contains("用法："));
    assert!(said(&[], &tag).contains("Usage:"));
}

/// What brings a verb to read `file`.
fn reading<'a>(verb: &'a str, file: &'a str, out: &'a str) -> Vec<&'a str> {
    match verb {
        "collect" => vec![verb, "--theme", "livelihood", file],
        "compare" | "track" => vec![verb, file, file],
        "explain" => vec![verb, file, "--paragraph", "1"],
        "learn" | "train" | "bags" => vec![verb, file, "-o", out],
        "serve" => vec![verb, file, "--no-open", "--port", "0"],
        "model-card" => vec![verb, "--model", file],
        "backends" => vec![verb, file],
        _ => vec![verb, file],
    }
}

/// A file that is no model, and one that is not there, among the broken ones.
const BROKEN_MODELS: RangeFrom<usize> = 7..;

#[test]
fn what_goes_wrong_is_told_in_one_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let broken = [
        file("broken.docx", b"PK\x03\x04 nothing of a zip file"),
        file("broken.pdf", b"%PDF-1.4 nothing of a PDF file"),
        file("broken.txt", b"\x00\x01\x02\x03\x04\x05\x06\x07"),
        file("empty.txt", b""),
        file("broken.jsonl", b"{\"text\": 3}\n"),
        file("broken.toml", b"[[theme]\nid = 1"),
        file("broken.csv", "正文,更正\n\"甲,不存在\n".as_bytes()),
        file("broken.gongwen", b"not a model\n"),
        folder.path().join("missing.txt").to_str().expect("UTF-8").to_owned(),
    ];
    let mut told = 0;
    for verb in verbs() {
        let verb = verb.as_str();
        let suffix = if verb == "bags" { "out.bags" } else { "out.gongwen" };
        let out = folder.path().join(suffix);
        let out = out.to_str().expect("UTF-8");
        let wrong: [Vec<&str>; 5] = [
            vec![verb, "--nonsense"],
            vec![verb, "--colour"],
            vec![verb, "--color", "purple"],
            vec![verb, "--threads", "many"],
            vec![verb, "--threads", "0"],
        ];
        let reads = broken.iter().map(|file| reading(verb, file, out));
        let models = broken[BROKEN_MODELS]
            .iter()
            .map(|file| [reading(verb, &broken[3], out), vec!["--model", file]].concat());
        // Manuals would be written into any folder; a file stands in their way.
        let reads: Vec<Vec<&str>> =
            if matches!(verb, "man") { vec![vec![verb, &broken[0]]] } else { reads.chain(models).collect() };
        for args in wrong.into_iter().chain(reads) {
            for language in ["zh", "en"] {
                let output = run(language, &args);
                let said = stderr(&output);
                told += usize::from(!said.is_empty());
                // Paths are the caller's.
                let said = unquoted(&said.replace(folder.path().to_str().expect("UTF-8"), ""));
                match language {
                    "zh" => assert_eq!(english(&said, 3), Vec::<String>::new(), "{args:?}: {said}"),
                    _ => assert_eq!(han(&without_names(&said)), Vec::<char>::new(), "{args:?}: {said}"),
                }
                let _ = fs::remove_file(out);
            }
        }
    }
    assert!(told > 400, "{told} messages");
}

/// A message without the names of themes and of columns, which are Chinese in every language.
fn without_names(said: &str) -> String {
    let themes = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/themes.toml"))
        .expect("themes");
    let of_themes = themes.lines().filter_map(|line| line.strip_prefix("zh = \"")?.strip_suffix('"'));
    // Those of files in examples, too.
    let columns = [
        "甲县/水务局.txt",
        "水务局2023年总结.txt",
        "抽查.xlsx",
        "正文",
        "主题",
        "更正",
        "标题",
        "报告",
        "校验",
        "文件",
        "批次",
        "起",
    ];
    let mut names: Vec<&str> = of_themes.chain(columns).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.iter().fold(said.to_owned(), |said, name| said.replace(name, ""))
}

#[test]
fn shells_and_manuals_get_chinese_where_it_is_spoken() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().to_str().expect("UTF-8");
    let script = stdout(&run("zh", &["completions", "fish"]));
    assert!(script.contains("标注报告中每一段的主题"));
    assert_eq!(english(&unquoted_lines(&script), 4), Vec::<String>::new());
    assert!(run("zh", &["man", pages]).status.success());
    let page = fs::read_to_string(folder.path().join("classify-tag.1")).expect("a page");
    assert!(page.contains("标注报告中每一段的主题"), "{page}");
}

/// What a script of fish says of options.
fn unquoted_lines(script: &str) -> String {
    let said = script
        .lines()
        .filter_map(|line| line.split_once(" -d '").map(|(_, said)| said.trim_end_matches('\'')));
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn programs_are_answered_in_english_whatever_the_workbench_speaks() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut serve = command();
    serve.args(["--lang", "zh", "serve", "--port", "0", "--no-open"]).arg(folder.path());
    let mut serving = serve.stdout(Stdio::piped()).spawn().expect("classify runs");
    let mut lines = BufReader::new(serving.stdout.take().expect("its output")).lines();
    let url = lines.next().expect("a line").expect("text");
    let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let body = r#"{"text":" "}"#;
    let asked = format!(
        "POST /api/v1/tag HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut connection = TcpStream::connect(&address).expect("it listens");
    connection.write_all(asked.as_bytes()).expect("sent");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("an answer");
    serving.kill().expect("ended");
    serving.wait().expect("ended");
    assert!(lines.next().expect("a line").expect("text").contains("工作台"));
    assert!(answer.contains("holds no text"), "{answer}");
    assert!(!answer.contains("没有文字；文件"), "{answer}");
}

#[test]
fn a_text_is_tagged_alike_in_both_languages() {
    let sample = "data/samples/street-2023-messy.txt";
    let [zh, en] = ["zh", "en"].map(|language| stdout(&run(language, &["tag", "--format", "jsonl", sample])));
    assert_eq!(zh, en);
    assert!(zh.len() > 1000);
}
