//! Stacks of files end to end: what is read, what counts, and what is said of the rest.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use support::{classify, json_lines, stderr, stdout};

/// A report of a unit, with one more paragraph of safety where `more` says one.
fn report(unit: &str, more: &str) -> String {
    format!(
        "{unit}2023年工作总结和2024年工作思路\n一、2023年工作总结\n\
         （一）守住安全底线。{unit}检查沿街商铺四百家次，整改消防隐患二百一十处，更换燃气软管三百根。\n{more}\
         （二）办好民生实事。{unit}新增养老床位四十张，为高龄老人上门助浴助洁一千二百人次。\n\
         二、2024年工作思路\n{unit}新建集中充电棚二十处，杜绝电动自行车进楼入户充电。\n"
    )
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("written"));
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn name(&self, file: &str) -> String {
        self.path().join(file).to_string_lossy().into_owned()
    }

    /// Runs the verb on the folder.
    fn run(&self, args: &[&str]) -> Output {
        classify(&[args, &[&self.name("")]].concat())
    }

    /// What is said on standard error, the folder's name and the time left out.
    fn said(&self, args: &[&str]) -> String {
        let said = stderr(&self.run(args)).replace(&self.name(""), "");
        let line = |line: &str| line.split(" paragraphs, ").next().unwrap_or_default().to_owned() + "\n";
        said.lines().map(line).collect()
    }

    /// Writes a file of the folder by the verb, from the folder.
    fn write(&self, args: &[&str], file: &str) {
        let output = self.run(&[args, &["-o", &self.name(file)]].concat());
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    }

    /// How many reports and paragraphs the closing line of a verb tells of.
    fn closing(&self, args: &[&str]) -> (usize, usize) {
        let said = stderr(&self.run(args));
        let line = said.lines().find(|line| line.contains(" reports, ")).expect("a closing line");
        let number = |what: &str| {
            let part = line.split(", ").find_map(|part| part.strip_suffix(what)).expect(what);
            part.trim().parse().expect("a number")
        };
        (number(" reports"), number(" paragraphs"))
    }
}

/// Every verb and format writes its result between the reports, and the next one does not read it.
#[test]
fn results_are_not_read_as_reports() {
    let folder = Folder::new(&[("a.txt", &report("荷塘街道", "")), ("b.txt", &report("松涛镇", ""))]);
    let tags = || stdout(&folder.run(&["tag", "--format", "jsonl"]));
    let before = tags();
    let mut written = Vec::new();
    for (verb, suffixes) in [
        (&["tag"][..], &["txt", "jsonl", "csv", "xlsx", "docx", "md", "html"][..]),
        (&["parse"], &["txt", "docx", "md", "html"]),
        (&["collect", "--theme", "安全"], &["docx", "md", "html", "xlsx"]),
        (&["report"], &["html"]),
    ] {
        for suffix in suffixes {
            let name = format!("{}.{suffix}", verb[0]);
            folder.write(verb, &name);
            written.push(name);
        }
    }
    assert_eq!(tags(), before);
    insta::assert_snapshot!(folder.said(&["tag", "--format", "jsonl"]));

    // Named one by one, they are left out all the same, unless they are asked for.
    let collected = folder.name("collect.docx");
    let output = classify(&["tag", &collected]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), ""));
    assert!(stderr(&output).contains("--own-output reads them"), "{}", stderr(&output));
    assert!(classify(&["tag", "--own-output", &collected]).status.success());
}

#[test]
fn a_report_that_stands_in_two_files_counts_once() {
    let (one, other) = (report("荷塘街道", ""), report("松涛镇", ""));
    let longer = report("松涛镇", "新装烟感报警器六百个，组织灭火演练十二场。\n");
    let folder = Folder::new(&[
        ("a.txt", &one),
        ("b.md", &one),
        ("c初稿.txt", &other),
        ("c终稿.txt", &longer),
        ("汇编.txt", &format!("{}{one}", report("青禾县水务局", ""))),
        ("空.txt", "\n"),
    ]);
    insta::assert_snapshot!(folder.said(&["tag", "--format", "jsonl"]));
    let again = |args: &[&str]| -> BTreeSet<String> {
        let records = json_lines(&stdout(&folder.run(args)));
        let of = |record: &Value| {
            let name = |value: &Value| value.as_str().unwrap_or_default().replace(&folder.name(""), "");
            let again = &record["again"];
            (!again.is_null())
                .then(|| format!("{} {} {}", name(&record["file"]), name(&again["as"]), name(&again["of"])))
        };
        records.iter().filter_map(of).collect()
    };
    let marked = again(&["tag", "--format", "jsonl"]);
    insta::assert_debug_snapshot!(marked, @r#"
    {
        "b.md copy a.txt",
        "c终稿.txt newer c初稿.txt",
        "汇编.txt copy a.txt",
    }
    "#);
    assert!(again(&["tag", "--format", "jsonl", "--all-versions"]).contains("c终稿.txt beside c初稿.txt"));

    // However it is asked for, there are as many reports and paragraphs.
    let counts = folder.closing(&["tag", "--format", "jsonl"]);
    assert_eq!(counts.0, 3);
    for verb in [&["tag"][..], &["parse"], &["report"], &["collect", "--theme", "安全"]] {
        assert_eq!(folder.closing(verb), counts, "{verb:?}");
    }
    let text = stdout(&folder.run(&["tag"]));
    assert!(text.contains("· 与a.txt相同\n") && text.contains("· c初稿.txt的新稿\n"), "{text}");
    assert!(text.contains(&format!("主题分布  {} 段，", counts.1)), "{text}");
    assert!(stdout(&folder.run(&["collect", "--theme", "安全"])).contains("从3篇报告中摘出"));
    let page = stdout(&folder.run(&["report"]));
    let data = page.split_once("id=\"data\">").and_then(|(_, rest)| rest.split_once("</script>"));
    let data: Value = serde_json::from_str(data.expect("data").0).expect("JSON");
    assert_eq!(data["reports"].as_array().map(Vec::len), Some(3));
    let sheets = tempfile::tempdir().expect("a folder");
    let path = sheets.path().join("tags.xlsx");
    assert!(folder.run(&["tag", "-o", &path.to_string_lossy()]).stdout.is_empty());
    let mut workbook: Xlsx<_> = open_workbook(&path).expect("a workbook");
    let summary = workbook.worksheet_range("汇总").expect("a summary");
    let below = summary.rows().skip_while(|row| row[0] != Data::String("报告".to_owned())).skip(1);
    let files: Vec<String> = below.map(|row| row[3].to_string().replace(&folder.name(""), "")).collect();
    assert_eq!(files, ["a.txt", "c终稿.txt", "汇编.txt"]);
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let folder = Folder::new(&[("a.txt", &report("荷塘街道", ""))]);
    let file = folder.name("a.txt");
    let dotted = folder.name("./a.txt");
    let output = classify(&["tag", "--format", "jsonl", &file, &dotted, &folder.name("")]);
    assert_eq!(stdout(&output), stdout(&classify(&["tag", "--format", "jsonl", &file])));
    assert!(stderr(&output).contains("2 files named again, read once: "), "{}", stderr(&output));
}

#[test]
fn files_that_are_no_documents_are_counted() {
    let names = ["a.png", "b.PNG", "c.mp3", "d", "~$e.docx", ".f"];
    let files = [("a.txt", report("荷塘街道", ""))];
    let folder = Folder::new(&[(files[0].0, &files[0].1)]);
    names.iter().for_each(|name| fs::write(folder.path().join(name), "x").expect("written"));
    assert_eq!(
        folder.said(&["parse"]),
        "4 files skipped: 2 .png, 1 .mp3, 1 without suffix (a.png, b.PNG, c.mp3, d)\n"
    );
}

/// A path longer than the system takes cannot be listed, whoever asks.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_does_not_stop_the_rest() {
    let folder = Folder::new(&[("a.txt", &report("荷塘街道", ""))]);
    let chain = |of: &str| (0..12).fold(folder.path().join(of), |path, _| path.join("深".repeat(80)));
    fs::create_dir_all(chain("b")).expect("made");
    fs::create_dir_all(chain("c")).expect("made");
    fs::rename(folder.path().join("c"), chain("b").join("c")).expect("moved");
    let output = folder.run(&["tag", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("cannot be read"));
    assert_eq!(json_lines(&stdout(&output)).len(), 3);
}

#[test]
fn every_record_names_its_file() {
    let folder = Folder::new(&[("a.txt", &report("荷塘街道", "")), ("b.txt", &report("松涛镇", ""))]);
    let lines = stdout(&folder.run(&["parse", "--format", "jsonl"]));
    assert!(lines.lines().all(|line| line.starts_with("{\"file\":\"")), "{lines}");
    let files: BTreeSet<String> =
        json_lines(&lines).iter().map(|record| record["file"].to_string()).collect();
    assert_eq!(files.len(), 2);
}

#[test]
fn what_looks_like_a_formula_is_text() {
    let text =
        "青禾镇2024年工作总结\n一、安全工作\n-开展消防演练27场。\n+排查燃气隐患12处。\n＝检查企业45家。\n";
    let folder = Folder::new(&[("=a.txt", text)]);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_classify"))
        .args(["tag", "--format", "csv", "=a.txt"])
        .current_dir(folder.path())
        .output()
        .expect("runs");
    let csv = stdout(&output);
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let cells: Vec<String> = reader
        .records()
        .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(!cells.is_empty());
    assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '＝'])), "{cells:?}");
    for harmless in ["'=a.txt", "'-开展消防演练27场。"] {
        assert!(cells.iter().any(|cell| cell == harmless), "{harmless}: {cells:?}");
    }
}

#[test]
fn a_paragraph_longer_than_a_cell_goes_on_in_the_next_row() {
    let long: String = (0..2_000).map(|n| format!("检查企业{n}家，整改消防隐患{n}处，")).collect();
    assert!(long.chars().count() > 32_767);
    let folder =
        Folder::new(&[("a.txt", &format!("青禾镇2024年工作总结\n（一）安全生产。{long}全年平安。\n"))]);
    folder.write(&["tag"], "a.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(folder.name("a.xlsx")).expect("a workbook");
    let sheet = workbook.worksheet_range("段落").expect("paragraphs");
    let rows: Vec<_> = sheet.rows().collect();
    let column = |name: &str| rows[0].iter().position(|cell| *cell == *name).expect("the column");
    let column_of =
        |name: &str| -> Vec<String> { rows[1..].iter().map(|row| row[column(name)].to_string()).collect() };
    assert_eq!(rows.len(), 3);
    assert_eq!(column_of("正文").concat(), format!("（一）安全生产。{long}全年平安。"));
    assert_eq!(column_of("序号"), ["（一）", "（一）（续）"]);
    assert_eq!(column_of("主题")[0], column_of("主题")[1]);
    assert_eq!(column_of("字数")[1], "", "what is counted once stays once");
}

#[test]
fn verbs_refuse_suffixes_they_do_not_write() {
    for (args, suffixes) in [
        (&["review", "data/corpus", "-o", "x.xlsx"][..], "use .csv"),
        (&["bags", "data/corpus", "-o", "x.csv"], "use .bags"),
        (&["train", "data/corpus", "-o", "x.docx"], "use .gongwen"),
        (&["model-card", "-o", "x.html"], "use .md"),
        (&["report", "data/samples", "-o", "x.xlsx"], "use .html"),
        (&["collect", "-t", "安全", "data/samples", "-o", "x.txt"], "use .md, .docx"),
    ] {
        let output = classify(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(suffixes), "{}", stderr(&output));
        assert!(!Path::new(args[args.len() - 1]).exists());
    }
}
