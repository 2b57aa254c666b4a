//! A review: paragraphs most worth a second look, as a table that people fill in and training takes back.
//!
//! A row whose last column is filled gives the paragraph at that place new labels, all of them: the
//! primary theme first, then secondary ones, as ids or Chinese names, parted by `、`, `+`, commas or spaces.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use gongwen_classifier::ThemeSet;
use gongwen_read::{ReadOptions, read_bytes};

use super::{Example, theme_index};

const PLACE: &str = "位置";
const TEXT: &str = "正文";
const NEW_LABEL: &str = "新标签";
/// Names of the columns, in order.
const COLUMNS: [&str; 9] = [PLACE, "报告", "标题", "标签", "回答", "置信度", "理由", TEXT, NEW_LABEL];

/// A paragraph to look at again.
pub(crate) struct Row<'a> {
    pub(crate) example: &'a Example,
    /// Chinese name of the answered fine theme.
    pub(crate) answer: &'a str,
    /// Probability of the answered group.
    pub(crate) confidence: f64,
    /// Why it is worth a look.
    pub(crate) reason: String,
}

/// Writes a review that opens right in Excel (UTF-8 with byte-order mark), its last column empty.
pub(crate) fn write(out: &mut dyn Write, rows: &[Row<'_>], themes: &ThemeSet) -> Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS)?;
    for row in rows {
        let example = row.example;
        writer.write_record([
            &*example.place,
            &example.report,
            &example.headings().join(" › "),
            &labels(example, themes),
            row.answer,
            &format!("{:.2}", row.confidence),
            &row.reason,
            example.text(),
            "",
        ])?;
    }
    writer.flush()?;
    Ok(())
}

/// Chinese names of a text's labels, the primary one first, as the last column takes them.
pub(crate) fn labels(example: &Example, themes: &ThemeSet) -> String {
    let all = std::iter::once(example.theme).chain(example.secondary.iter().copied());
    all.map(|theme| themes.themes()[theme].zh.as_str()).collect::<Vec<_>>().join("、")
}

/// Gives the examples the labels that a filled review has for them.
///
/// # Errors
/// With the line, where a row names a place that the data do not have, a text that is no longer there,
/// or a theme that there is not.
pub(super) fn apply(path: &Path, examples: &mut [Example], themes: &ThemeSet) -> Result<()> {
    let name = path.to_string_lossy();
    let bytes = std::fs::read(path).with_context(|| name.to_string())?;
    // Excel may have saved it in another encoding than it was written in.
    let table = read_bytes(&format!("{name}.txt"), &bytes, &ReadOptions::default())?.text;
    // The csv crate numbers lines rightly by plain line feeds alone.
    let table = table.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    let header = reader.headers().with_context(|| name.to_string())?.clone();
    let column = |title: &str| {
        let found = header.iter().position(|cell| cell.trim() == title);
        found.with_context(|| format!("{name}:1: no column `{title}`; is this a review?"))
    };
    let (place_at, text_at, label_at) = (column(PLACE)?, column(TEXT)?, column(NEW_LABEL)?);
    let at_place: HashMap<String, usize> =
        examples.iter().enumerate().map(|(at, example)| (example.place.clone(), at)).collect();
    for record in reader.records() {
        let record = record.with_context(|| name.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let here = format!("{name}:{line}");
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        if cell(label_at).is_empty() {
            continue;
        }
        let Some(&at) = at_place.get(cell(place_at)) else {
            bail!(
                "{here}: the data have no paragraph at `{}`; name them as they were reviewed",
                cell(place_at)
            );
        };
        let example = &mut examples[at];
        ensure!(
            squeezed(example.text()) == squeezed(cell(text_at)),
            "{here}: another text stands at `{}` now; review the data anew",
            cell(place_at)
        );
        let labels = parse_labels(cell(label_at), themes, &here)?;
        example.theme = labels[0];
        example.secondary = labels[1..].to_vec();
    }
    Ok(())
}

/// Indices of the themes in a filled cell, at least one.
fn parse_labels(cell: &str, themes: &ThemeSet, place: &str) -> Result<Vec<usize>> {
    if let Some(theme) = themes.index_of(cell) {
        return Ok(vec![theme]);
    }
    let names = cell.split(|c: char| c.is_whitespace() || "、+＋,，;；".contains(c));
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    ensure!(!names.is_empty(), "{place}: `{cell}` names no theme");
    let mut labels = Vec::new();
    for name in names {
        let theme = theme_index(themes, name, place)?;
        if !labels.contains(&theme) {
            labels.push(theme);
        }
    }
    Ok(labels)
}

/// A text without white space, which programs that open tables may change.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labelled::{Content, Text};
    use crate::model;

    fn themes() -> ThemeSet {
        model::themes(None).expect("the built-in themes")
    }

    fn examples() -> Vec<Example> {
        let example = |line: usize, text: &str| Example {
            content: Content::Text(Text { text: text.to_owned(), ..Text::default() }),
            theme: 0,
            secondary: vec![1],
            report: "a.txt".to_owned(),
            kind: "town".to_owned(),
            place: format!("a.txt:{line}"),
        };
        vec![example(3, "开展消防检查。\n整改“隐患”40处，"), example(5, "发放补贴。")]
    }

    /// The review of both examples, its last column filled as told.
    fn filled(labels: [&str; 2]) -> Vec<u8> {
        let (examples, mut out) = (examples(), Vec::new());
        let row = |example| Row { example, answer: "安全", confidence: 0.9, reason: "存疑".to_owned() };
        write(&mut out, &[row(&examples[0]), row(&examples[1])], &themes()).expect("written to memory");
        let table = String::from_utf8(out).expect("UTF-8");
        let mut labels = labels.into_iter();
        let fill = |row: &str| match row.strip_suffix(',') {
            Some(row) => format!("{row},\"{}\"\r\n", labels.next().unwrap_or_default()),
            None => format!("{row}\r\n"),
        };
        table.split_terminator("\r\n").map(fill).collect::<String>().into_bytes()
    }

    fn applied(table: &[u8]) -> Result<Vec<Example>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("review.csv");
        std::fs::write(&path, table)?;
        let mut examples = examples();
        apply(&path, &mut examples, &themes())?;
        Ok(examples)
    }

    #[test]
    fn filled_rows_change_labels_and_empty_ones_do_not() {
        let themes = themes();
        let read = applied(&filled(["安全、rural ＋ 安全", ""])).expect("a good review");
        assert_eq!(themes.themes()[read[0].theme].id, "safety");
        assert_eq!(read[0].secondary, [themes.index_of("rural").expect("a theme")]);
        assert_eq!((read[1].theme, read[1].secondary.as_slice()), (0, [1].as_slice()));
    }

    #[test]
    fn a_table_saved_in_gbk_is_read() {
        let table = String::from_utf8(filled(["民生", "safety"])).expect("UTF-8");
        let (gbk, ..) = encoding_rs::GBK.encode(table.trim_start_matches('\u{feff}'));
        let read = applied(&gbk).expect("a good review");
        assert_eq!(themes().themes()[read[0].theme].id, "livelihood");
    }

    #[test]
    fn what_cannot_be_taken_is_named_with_its_line() {
        let error = |table: &[u8]| format!("{:#}", applied(table).expect_err("a bad review"));
        let unknown = error(&filled(["", "党务"]));
        assert!(unknown.contains("review.csv:4: unknown theme `党务`"), "{unknown}");
        let table = String::from_utf8(filled(["安全", ""])).expect("UTF-8");
        assert!(error(table.replace("a.txt:3", "b.txt:3").as_bytes()).contains("no paragraph at `b.txt:3`"));
        assert!(error(table.replace("40处", "41处").as_bytes()).contains("another text stands at `a.txt:3`"));
        assert!(error("甲,乙\r\n1,2\r\n".as_bytes()).contains("no column `位置`"));
    }
}
