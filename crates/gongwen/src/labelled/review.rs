//! A review: paragraphs most worth a second look, as a table that people fill in and training takes back.
//!
//! A row whose last column is filled gives the paragraph at that place new labels, all of them: the
//! primary theme first, then secondary ones, as ids or Chinese names, parted by `、`, `+`, commas or spaces.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use gongwen_classifier::ThemeSet;
use gongwen_write::{harmless, probability, unharmed};

use super::{LabelledError, LabelledErrorKind, LabelledText, squeezed, text, topic_id};

const PLACE: &str = "位置";
const TEXT: &str = "正文";
pub(super) const NEW_LABEL: &str = "新标签";
/// Names of the columns, in order.
const COLUMNS: [&str; 9] = [PLACE, "报告", "标题", "标签", "回答", "置信度", "理由", TEXT, NEW_LABEL];

/// A paragraph to look at again.
#[derive(Debug, Clone)]
pub struct ReviewRow<'a> {
    /// The paragraph with its labels.
    pub example: &'a LabelledText,
    /// Chinese name of the answered topic.
    pub answer: &'a str,
    /// Probability of the answered theme, 0 to 1.
    pub confidence: f64,
    /// Why it is worth a look, for people.
    pub reason: String,
}

/// Writes a review that opens right in Excel (UTF-8 with byte-order mark), its last column empty.
///
/// # Errors
/// Where the destination fails.
pub fn write_review(out: &mut dyn Write, rows: &[ReviewRow<'_>], themes: &ThemeSet) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS)?;
    for row in rows {
        let example = row.example;
        let cells = [
            &*example.place,
            &example.report,
            &example.headings().join(" › "),
            &labels(example, themes),
            row.answer,
            &format!("{:.3}", probability(row.confidence, 3)),
            &row.reason,
            example.text(),
            "",
        ];
        writer.write_record(cells.map(|cell| harmless(cell.to_owned())))?;
    }
    writer.flush()
}

/// Chinese names of a text's labels, the primary one first, as the last column takes them.
fn labels(example: &LabelledText, themes: &ThemeSet) -> String {
    let zh = |id| themes.topic_index(id).map_or(id, |topic| &themes.topics()[topic].zh);
    let all = std::iter::once(&example.topic).chain(&example.secondary);
    all.map(|id| zh(id.as_str())).collect::<Vec<_>>().join("、")
}

/// Gives the examples the labels that a filled review has for them.
///
/// # Errors
/// With the line, where a row names a place that the data do not have, a text that is no longer there,
/// or a topic that there is not.
pub(super) fn apply(
    path: &Path,
    examples: &mut [LabelledText],
    themes: &ThemeSet,
) -> Result<(), LabelledError> {
    let name = path.to_string_lossy();
    // The csv crate numbers lines rightly by plain line feeds alone.
    let table = text(path)?.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    let malformed = |error| LabelledErrorKind::Csv(error).at(&*name);
    let header = reader.headers().map_err(malformed)?.clone();
    let column = |title: &'static str| {
        let found = header.iter().position(|cell| cell.trim() == title);
        found.ok_or_else(|| LabelledErrorKind::NoColumn(title).at(format!("{name}:1")))
    };
    let (place_at, text_at, label_at) = (column(PLACE)?, column(TEXT)?, column(NEW_LABEL)?);
    let at_place: HashMap<String, usize> =
        examples.iter().enumerate().map(|(at, example)| (example.place.clone(), at)).collect();
    for record in reader.records() {
        let record = record.map_err(malformed)?;
        let line = record.position().map_or(0, csv::Position::line);
        let here = format!("{name}:{line}");
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        if cell(label_at).is_empty() {
            continue;
        }
        let place = unharmed(cell(place_at)).to_owned();
        let Some(&at) = at_place.get(&place) else {
            return Err(LabelledErrorKind::NoSuchPlace(place).at(here));
        };
        let example = &mut examples[at];
        // As it was written, or without the apostrophe that a program may have taken for a sign.
        let text = squeezed(example.text());
        if ![cell(text_at), unharmed(cell(text_at))].map(squeezed).contains(&text) {
            return Err(LabelledErrorKind::OtherText(place).at(here));
        }
        let (topic, secondary) = parse_labels(cell(label_at), themes, &here)?;
        example.topic = topic;
        example.secondary = secondary;
    }
    Ok(())
}

/// Whether a character parts the names in a cell.
pub(super) fn is_between(c: char) -> bool {
    c.is_whitespace() || "、+＋,，;；".contains(c)
}

/// The topics a filled cell names, the primary one and those beside it.
pub(super) fn parse_labels(
    cell: &str,
    themes: &ThemeSet,
    place: &str,
) -> Result<(String, Vec<String>), LabelledError> {
    if let Ok(topic) = topic_id(themes, cell, place) {
        return Ok((topic, Vec::new()));
    }
    let names = cell.split(is_between);
    let mut labels: Vec<String> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        let topic = topic_id(themes, name, place)?;
        if !labels.contains(&topic) {
            labels.push(topic);
        }
    }
    match labels.split_first() {
        Some((primary, secondary)) => Ok((primary.clone(), secondary.to_vec())),
        None => Err(LabelledErrorKind::NoTopicIn(cell.to_owned()).at(place)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labelled::Content;
    use crate::text::Text;

    fn themes() -> ThemeSet {
        let topic = |id: &str, zh: &str| format!("[[theme]]\nid = \"{id}\"\nzh = \"{zh}\"\n");
        let topics =
            [("party-building", "党建"), ("safety", "安全"), ("livelihood", "民生"), ("rural", "乡村振兴")];
        let file: String = topics.map(|(id, zh)| topic(id, zh)).concat();
        ThemeSet::from_toml(&file).expect("a themes file")
    }

    fn examples() -> Vec<LabelledText> {
        let example = |line: usize, text: &str| LabelledText {
            content: Content::Text(Text { text: text.to_owned(), ..Text::default() }),
            topic: "party-building".to_owned(),
            secondary: vec!["safety".to_owned()],
            report: "a.txt".to_owned(),
            kind: "town".to_owned(),
            paragraph: Some(line),
            weight: 1.0,
            place: format!("a.txt:{line}"),
        };
        vec![example(3, "开展消防检查。\n整改“隐患”40处，"), example(5, "-发放补贴。")]
    }

    /// The review of both examples, its last column filled as told.
    fn filled(labels: [&str; 2]) -> Vec<u8> {
        let (examples, mut out) = (examples(), Vec::new());
        let row =
            |example| ReviewRow { example, answer: "安全", confidence: 0.9, reason: "存疑".to_owned() };
        write_review(&mut out, &[row(&examples[0]), row(&examples[1])], &themes())
            .expect("written to memory");
        let table = String::from_utf8(out).expect("UTF-8");
        let mut labels = labels.into_iter();
        let fill = |row: &str| match row.strip_suffix(',') {
            Some(row) => format!("{row},\"{}\"\r\n", labels.next().unwrap_or_default()),
            None => format!("{row}\r\n"),
        };
        table.split_terminator("\r\n").map(fill).collect::<String>().into_bytes()
    }

    fn applied(table: &[u8]) -> Result<Vec<LabelledText>, LabelledError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("review.csv");
        std::fs::write(&path, table).expect("written");
        let mut examples = examples();
        apply(&path, &mut examples, &themes())?;
        Ok(examples)
    }

    #[test]
    fn filled_rows_change_labels_and_empty_ones_do_not() {
        let read = applied(&filled(["安全、rural ＋ 安全", ""])).expect("a good review");
        let labels = |text: &LabelledText| format!("{} {}", text.topic, text.secondary.join(" "));
        assert_eq!([labels(&read[0]), labels(&read[1])], ["safety rural", "party-building safety"]);
    }

    #[test]
    fn a_text_that_looks_like_a_formula_is_known_again() {
        let table = String::from_utf8(filled(["", "rural"])).expect("UTF-8");
        assert!(table.contains(",'-发放补贴。,"), "{table}");
        assert_eq!(applied(table.as_bytes()).expect("a good review")[1].topic, "rural");
        let bare = table.replace(",'-", ",-");
        assert_eq!(applied(bare.as_bytes()).expect("a good review")[1].topic, "rural");
    }

    #[test]
    fn a_table_saved_in_gbk_is_read() {
        let table = String::from_utf8(filled(["民生", "safety"])).expect("UTF-8");
        let (gbk, ..) = encoding_rs::GBK.encode(table.trim_start_matches('\u{feff}'));
        let read = applied(&gbk).expect("a good review");
        assert_eq!(read[0].topic, "livelihood");
    }

    #[test]
    fn what_cannot_be_taken_is_named_with_its_line() {
        let error = |table: &[u8]| applied(table).expect_err("a bad review").to_string();
        let unknown = error(&filled(["", "党务"]));
        assert!(unknown.contains("review.csv:4: unknown topic `党务`"), "{unknown}");
        let table = String::from_utf8(filled(["安全", ""])).expect("UTF-8");
        assert!(error(table.replace("a.txt:3", "b.txt:3").as_bytes()).contains("no paragraph at `b.txt:3`"));
        assert!(error(table.replace("40处", "41处").as_bytes()).contains("another text stands at `a.txt:3`"));
        assert!(error("甲,乙\r\n1,2\r\n".as_bytes()).contains("no column `位置`"));
    }
}
