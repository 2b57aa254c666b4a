//! Who reports, and when: told by names of files, by a table, or by nobody.

mod support;

use std::fs;
use std::path::Path;

use support::{classify, stderr, stdout, succeed};

/// A folder of reports that name neither place nor, all of them, year.
fn reports() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("made");
        fs::write(path, text).expect("written");
    };
    let report = |count: &str| {
        format!(
            "市商务局2023年工作总结\n一、招商引资\n引进企业{count}家，招商项目签约{count}个，到位资金{count}亿元。\n"
        )
    };
    write("甲市/市商务局.txt", &report("三"));
    write("乙市/市商务局.txt", &report("五"));
    write("总结.txt", "工作总结\n一、招商引资\n引进企业七家，招商项目落地。\n");
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

/// The groups of a collection, as its headings name them.
fn groups(markdown: &str) -> Vec<&str> {
    markdown.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

#[test]
fn folders_tell_offices_of_one_name_apart() {
    let folder = reports();
    let output = classify(&["collect", "--theme", "招商引资", &path(folder.path(), "")]);
    let shown = stdout(&output);
    assert_eq!(groups(&shown), ["一、乙市商务局", "二、工作总结", "三、甲市商务局"]);
    let closing: Vec<String> = stderr(&output).lines().skip(1).map(str::to_owned).collect();
    let name = path(folder.path(), "总结.txt");
    assert_eq!(
        closing,
        [format!("1 report names no unit: {name}"), format!("1 report names no year: {name}")]
    );
}

#[test]
fn a_table_settles_units_and_their_order() {
    let folder = reports();
    let table = path(folder.path(), "units.csv");
    fs::write(&table, "文件,单位,地区,次序\r\n总结,县商务局,丙县,1\r\n*市/*,,,2\r\n").expect("written");
    let shown = succeed(&[
        "collect",
        "--theme",
        "招商引资",
        "--units",
        &table,
        &path(folder.path(), "甲市"),
        &path(folder.path(), "总结.txt"),
    ]);
    assert_eq!(groups(&shown), ["一、丙县商务局", "二、甲市商务局"]);
    let tags = succeed(&["tag", "--format", "csv", "--units", &table, &path(folder.path(), "总结.txt")]);
    assert!(tags.lines().skip(1).all(|row| row.contains(",丙县商务局,")), "{tags}");

    fs::write(&table, "文件,单位\n总结,丙局\n丁市/*,丁局\n").expect("written");
    let output = classify(&["tag", "--units", &table, &path(folder.path(), "总结.txt")]);
    assert!(stderr(&output).contains("units.csv:3: `丁市/*` matches no file"), "{output:?}");
    assert!(!stderr(&output).contains("units.csv:2"), "{output:?}");

    fs::write(&table, "文件,次序\n总结,先\n").expect("written");
    let output = classify(&["tag", "--units", &table, &path(folder.path(), "总结.txt")]);
    assert!(stderr(&output).contains("units.csv:2: column `次序`: `先` is not a whole number"), "{output:?}");
    assert!(!output.status.success());
}
