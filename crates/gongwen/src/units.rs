//! Which unit a file is from, by a table that the user gives, and in what order the files stand.

use std::path::Path;

use gongwen_messages::text;
use gongwen_parse::unit_at;
use gongwen_read::{InputFormat, ReadError, ReadOptions, load, read_bytes};
use gongwen_write::unharmed;

use crate::ParsedFile;

/// Columns as their headers may call them.
const FILE: &[&str] = &["文件", "文件名", "file", "pattern"];
const UNIT: &[&str] = &["单位", "unit"];
const REGION: &[&str] = &["地区", "region"];
const ORDER: &[&str] = &["次序", "顺序", "序号", "order"];

/// A table of units: the first row that matches a file tells its unit, its region and its place in order.
///
/// A row names a file (`民政局.txt`, `甲市/民政局.txt`, with or without suffix) or a pattern: `?` is one
/// character, `*` any but `/`, `**` any at all. It matches names that end with it, whole folders at a time.
///
/// ```
/// let table = "文件,单位,地区,次序\n甲市/*,市商务局,甲市,2\n乙市/*,市商务局,乙市,1\n";
/// let units = gongwen::Units::parse("units.csv", table.as_bytes())?;
/// let mut file = gongwen::Reader::default().parse_text("材料/甲市/总结.txt", "工作总结\n引进企业三家。\n");
/// units.apply(&mut file);
/// assert_eq!(file.document.reports[0].unit.as_deref(), Some("甲市商务局"));
/// assert!(units.rank("乙市/总结.txt") < units.rank("甲市/总结.txt"));
/// # Ok::<(), gongwen::UnitsError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    /// The table's file, for messages.
    file: String,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    /// The line in the table's file, from 1.
    line: u64,
    pattern: Vec<char>,
    unit: Option<String>,
    region: Option<String>,
    rank: i64,
    /// Whether the row itself says its order.
    ordered: bool,
}

/// A table of units that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnitsError {
    /// The file cannot be read, or is no text.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file is no table.
    #[error("{}", text!("{file}: cannot be read as a table", file))]
    Csv {
        /// The table's file.
        file: String,
        /// What went wrong.
        source: csv::Error,
    },
    /// A column is missing.
    #[error("{}", text!("{file}:1: no column `{column}`", file, column))]
    NoColumn {
        /// The table's file.
        file: String,
        /// The names the column may have.
        column: String,
    },
    /// A row that names no file.
    #[error("{}", text!("{file}:{line}: column `{column}` is empty", file, line, column))]
    NoFile {
        /// The table's file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column's header.
        column: String,
    },
    /// A row with more or fewer cells than the header.
    #[error(
        "{}",
        text!("{file}:{line}: {cells} cells where the header has {columns}", file, line, cells, columns)
    )]
    Cells {
        /// The table's file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// Cells in the row.
        cells: usize,
        /// Cells in the header.
        columns: usize,
    },
    /// A quotation mark that opens a cell and is never closed.
    #[error("{}", text!("{file}:{line}: a quotation mark is not closed", file, line))]
    OpenQuote {
        /// The table's file.
        file: String,
        /// The line of the row, from 1.
        line: u64,
    },
    /// An order that is none.
    #[error(
        "{}",
        text!(
            "{file}:{line}: column `{column}`: `{value}` is not a whole number",
            file,
            line,
            column,
            value
        )
    )]
    NoNumber {
        /// The table's file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column's header.
        column: String,
        /// What stands there.
        value: String,
    },
}

/// A row of a table that settles nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleRow {
    /// The table's file.
    pub file: String,
    /// The line in the table's file, from 1.
    pub line: u64,
    /// The file or pattern it names.
    pub pattern: String,
    /// Why it settles nothing.
    pub why: Idle,
}

impl std::fmt::Display for IdleRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, line, pattern, why } = self;
        let why = match why {
            Idle::NoFile => text!("matches no file"),
            Idle::Hidden => text!("matches only files of rows before it"),
            Idle::Bare => text!("has neither unit nor region nor order"),
        };
        f.write_str(&text!("{file}:{line}: `{pattern}` {why}", file, line, pattern, why))
    }
}

/// Why a row settles nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idle {
    /// It matches no file.
    NoFile,
    /// Rows before it match all of its files.
    Hidden,
    /// It has neither unit nor region nor order.
    Bare,
}

impl Units {
    /// Reads a table from a CSV file in UTF-8 or GB18030.
    ///
    /// # Errors
    /// Where the file cannot be read, lacks a column, or has a row that cannot be used.
    pub fn read(path: &Path) -> Result<Self, UnitsError> {
        let bytes = load(path, ReadOptions::default().limits.file_bytes)?;
        Self::parse(&path.to_string_lossy(), &bytes)
    }

    /// Reads a table from the bytes of a CSV file; `file` is its name, for errors.
    ///
    /// The columns are 文件, 单位, 地区 and 次序, or `file`, `unit`, `region` and `order`; of the last three one is
    /// enough. Without an order files stand in that of the rows.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, UnitsError> {
        let text = {
            let options = ReadOptions { format: Some(InputFormat::Text), ..ReadOptions::default() };
            read_bytes(file, bytes, &options)?.text
        };
        // The csv crate numbers lines rightly by plain line feeds alone; an open quotation takes in the last one.
        let text = text.replace("\r\n", "\n") + "\n";
        let odd_quotes = text.matches('"').count() % 2 == 1;
        let malformed = |source| UnitsError::Csv { file: file.to_owned(), source };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(malformed)?.clone();
        let column = |names: &[&str]| {
            header.iter().position(|cell| names.iter().any(|name| cell.trim().eq_ignore_ascii_case(name)))
        };
        let missing =
            |names: &[&str]| UnitsError::NoColumn { file: file.to_owned(), column: names.join("`, `") };
        let file_at = column(FILE).ok_or_else(|| missing(FILE))?;
        let (name_at, region_at, order_at) = (column(UNIT), column(REGION), column(ORDER));
        if name_at.or(region_at).or(order_at).is_none() {
            return Err(missing(UNIT));
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(malformed)?;
            let line = record.position().map_or(0, csv::Position::line);
            // A name may come from a table that this program wrote.
            let cell =
                |at: Option<usize>| at.and_then(|at| record.get(at)).map_or("", |cell| unharmed(cell.trim()));
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if odd_quotes && record.iter().any(|cell| cell.ends_with('\n')) {
                return Err(UnitsError::OpenQuote { file: file.to_owned(), line });
            }
            let (cells, columns) = (record.len(), header.len());
            if cells < columns || record.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
                return Err(UnitsError::Cells { file: file.to_owned(), line, cells, columns });
            }
            let title = |at: usize| header.get(at).unwrap_or_default().trim().to_owned();
            let pattern = cell(Some(file_at));
            if pattern.is_empty() {
                return Err(UnitsError::NoFile { file: file.to_owned(), line, column: title(file_at) });
            }
            let rank = match (cell(order_at), order_at) {
                ("", Some(_)) => i64::MAX,
                (value, Some(at)) => value.parse().map_err(|_| UnitsError::NoNumber {
                    file: file.to_owned(),
                    line,
                    column: title(at),
                    value: value.to_owned(),
                })?,
                (_, None) => rows.len() as i64,
            };
            let given = |at: Option<usize>| Some(cell(at).to_owned()).filter(|cell| !cell.is_empty());
            let pattern = slashed(pattern).trim_start_matches("./").chars().collect();
            rows.push(Row {
                line,
                pattern,
                unit: given(name_at),
                region: given(region_at),
                rank,
                ordered: !cell(order_at).is_empty(),
            });
        }
        Ok(Self { file: file.to_owned(), rows })
    }

    /// The rows that settle nothing of these files, in the order of the table.
    pub fn idle<'f>(&self, files: impl IntoIterator<Item = &'f str>) -> Vec<IdleRow> {
        // Whether a row matches a file, and whether it is the first that does.
        let mut used = vec![(false, false); self.rows.len()];
        for name in files.into_iter().map(Name::of) {
            let mut matching = (0..self.rows.len()).filter(|&row| name.matches(&self.rows[row].pattern));
            let first = matching.next();
            first.iter().for_each(|&row| used[row] = (true, true));
            matching.for_each(|row| used[row].0 = true);
        }
        let idle = self.rows.iter().zip(used).filter_map(|(row, (matches, first))| {
            let bare = row.unit.is_none() && row.region.is_none() && !row.ordered;
            let why = match (matches, first) {
                (false, _) => Idle::NoFile,
                (true, false) => Idle::Hidden,
                (true, true) if bare => Idle::Bare,
                (true, true) => return None,
            };
            Some(IdleRow {
                file: self.file.clone(),
                line: row.line,
                pattern: row.pattern.iter().collect(),
                why,
            })
        });
        idle.collect()
    }

    /// Where a file stands among others: lower numbers first, files of no row last.
    pub fn rank(&self, file: &str) -> i64 {
        self.row(file).map_or(i64::MAX, |row| row.rank)
    }

    /// Gives the reports of a file the unit that the table has for it. A file of several reports is a collection:
    /// there the table names only those that name nobody.
    pub fn apply(&self, file: &mut ParsedFile) {
        let Some(row) = self.row(&file.name) else { return };
        let collection = file.document.reports.len() > 1;
        for report in &mut file.document.reports {
            let unit = match &row.unit {
                Some(unit) if !collection || report.unit.is_none() => Some(unit),
                _ => report.unit.as_ref(),
            };
            let unit = unit.map(|unit| match &row.region {
                Some(region) => unit_at(region, unit),
                None => unit.clone(),
            });
            report.unit = unit;
        }
    }

    fn row(&self, file: &str) -> Option<&Row> {
        if self.rows.is_empty() {
            return None;
        }
        let name = Name::of(file);
        self.rows.iter().find(|row| name.matches(&row.pattern))
    }
}

/// A file's name, as patterns are held against it.
struct Name {
    chars: Vec<char>,
    /// How long it is without its suffix.
    bare: usize,
    /// Where it begins, and every folder or file in it.
    starts: Vec<usize>,
}

impl Name {
    fn of(file: &str) -> Self {
        let chars: Vec<char> = slashed(file).chars().collect();
        let bare = match chars.iter().rposition(|&c| c == '.') {
            Some(dot) if !chars[dot..].contains(&'/') => dot,
            _ => chars.len(),
        };
        let behind = chars.iter().enumerate().filter(|&(_, &c)| c == '/').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(behind).collect();
        Self { chars, bare, starts }
    }

    fn matches(&self, pattern: &[char]) -> bool {
        let (name, bare) = (&self.chars, &self.chars[..self.bare]);
        self.starts
            .iter()
            .any(|&at| glob(pattern, &name[at..]) || bare.get(at..).is_some_and(|bare| glob(pattern, bare)))
    }
}

fn slashed(name: &str) -> String {
    name.replace('\\', "/")
}

/// Whether a pattern matches a whole name: `?` is one character, `*` any but `/`, `**` any at all.
fn glob(pattern: &[char], name: &[char]) -> bool {
    // Whether the pattern so far matches the first characters of the name, for each number of them.
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    let mut rest = pattern;
    while let Some((&sign, behind)) = rest.split_first() {
        rest = behind;
        if sign == '*' {
            let deep = rest.first() == Some(&'*');
            rest = if deep { &rest[1..] } else { rest };
            for at in 0..name.len() {
                reached[at + 1] |= reached[at] && (deep || name[at] != '/');
            }
        } else {
            for at in (0..name.len()).rev() {
                reached[at + 1] = reached[at] && (name[at] == sign || sign == '?' && name[at] != '/');
            }
            reached[0] = false;
        }
    }
    reached[name.len()]
}

#[cfg(test)]
mod tests {
    use super::{Idle, Units, glob};
    use crate::Reader;

    fn unit(table: &str, name: &str) -> Option<String> {
        let units = Units::parse("units.csv", table.as_bytes()).unwrap();
        let mut file = Reader::default().parse_text(name, "工作总结\n一、招商\n引进企业三家。\n");
        units.apply(&mut file);
        file.document.reports[0].unit.clone()
    }

    #[test]
    fn rows_match_names_and_patterns() {
        let table =
            "file,unit,region\n甲市/*商务*,市商务局,甲市\n乙.txt,乙镇,\n丙,丙村,\n2023年/**,丁局,青禾县\n";
        assert_eq!(unit(table, "材料/甲市/商务局.docx").as_deref(), Some("甲市商务局"));
        assert_eq!(unit(table, "甲市/下级/商务.docx"), None);
        assert_eq!(unit(table, "材料\\乙.txt").as_deref(), Some("乙镇"));
        assert_eq!(unit(table, "大乙.txt"), None);
        assert_eq!(unit(table, "材料/丙.pdf").as_deref(), Some("丙村"));
        assert_eq!(unit(table, "2023年/深/处.txt").as_deref(), Some("青禾县丁局"));
    }

    /// As tables that this program writes have them.
    #[test]
    fn names_kept_from_being_formulas_are_known_again() {
        assert_eq!(unit("file,unit\n'=1+1.txt,甲局\n", "=1+1.txt").as_deref(), Some("甲局"));
    }

    #[test]
    fn the_first_row_counts_and_orders() {
        let ranks = |table: &str| {
            let units = Units::parse("units.csv", table.as_bytes()).unwrap();
            ["甲.txt", "乙.txt", "丙.txt"].map(|file| units.rank(file))
        };
        assert_eq!(ranks("文件,次序\n乙,1\n甲,2\n*,\n"), [2, 1, i64::MAX]);
        assert_eq!(ranks("文件,单位\n乙,乙局\n甲,甲局\n"), [1, 0, i64::MAX]);
    }

    #[test]
    fn tables_come_in_the_encodings_of_offices() {
        let (gbk, ..) = encoding_rs::GB18030.encode("文件,单位\r\n甲,青禾县水利局\r\n");
        let units = Units::parse("units.csv", &gbk).unwrap();
        assert_eq!(units.rank("甲.txt"), 0);
        let marked = "\u{feff}文件,单位\n甲,青禾县水利局\n";
        assert_eq!(Units::parse("units.csv", marked.as_bytes()).unwrap().rank("甲.txt"), 0);
    }

    #[test]
    fn errors_say_where() {
        let error = |table: &str| Units::parse("units.csv", table.as_bytes()).unwrap_err().to_string();
        assert_eq!(error("单位\n甲局\n"), "units.csv:1: no column `文件`, `文件名`, `file`, `pattern`");
        assert_eq!(error("文件,其他\n甲,乙\n"), "units.csv:1: no column `单位`, `unit`");
        assert_eq!(error("文件,单位\n甲,甲局\n,乙局\n"), "units.csv:3: column `文件` is empty");
        assert_eq!(error("文件,单位\n甲,甲局\n乙\n"), "units.csv:3: 1 cells where the header has 2");
        assert_eq!(error("文件,单位\n甲,甲局,甲市\n"), "units.csv:2: 3 cells where the header has 2");
        for open in ["文件,单位\n\"甲/*,甲局\n乙,乙局\n", "文件,单位\n甲/*,\"甲局"] {
            assert_eq!(error(open), "units.csv:2: a quotation mark is not closed");
        }
        assert!(error("").starts_with("units.csv: "), "{}", error(""));
        assert_eq!(error("文件,次序\n甲,第一\n"), "units.csv:2: column `次序`: `第一` is not a whole number");
    }

    #[test]
    fn rows_that_settle_nothing_are_known() {
        let table = "文件,单位\n甲/*,甲局\n丙/*,丙局\n甲/一.txt,乙局\n乙/*,\n";
        let units = Units::parse("units.csv", table.as_bytes()).unwrap();
        let idle = units.idle(["甲/一.txt", "乙/二.txt"]);
        let told: Vec<_> = idle.iter().map(|row| (row.line, row.pattern.as_str(), row.why)).collect();
        assert_eq!(
            told,
            [(3, "丙/*", Idle::NoFile), (4, "甲/一.txt", Idle::Hidden), (5, "乙/*", Idle::Bare)]
        );
    }

    #[test]
    fn signs_of_patterns() {
        let matches = |pattern: &str, name: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            glob(&chars(pattern), &chars(name))
        };
        assert!(matches("*局?.txt", "水利局1.txt") && matches("**", "a/b") && matches("", ""));
        assert!(!matches("*", "a/b") && !matches("?", "") && !matches("a", "ab") && !matches("a?b", "a/b"));
    }
}
