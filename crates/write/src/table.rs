//! Tags as rows of a table, a paragraph a row: what csv and xlsx have in common.

use gongwen_parse::{CodePoints, Paragraph, Report};

use crate::check::text_check;
use crate::tagged::{again_zh, characters, part_zh, probability};
use crate::{Excerpt, Tag, TaggedFile, ThemeNames};

/// A column: its name and how it is shown.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// Width in Excel, in characters of Latin text.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only workbooks have widths"))]
    pub(crate) width: f64,
}

/// Names of the columns that training reads back.
pub mod columns {
    /// Name of the file.
    pub const FILE: &str = "文件";
    /// Title of the report.
    pub const REPORT: &str = "报告";
    /// Headings above, parted by [`BETWEEN`].
    pub const PATH: &str = "标题";
    /// The paragraph's number; that of a row which goes on with the text of the row before ends in [`CONTINUED`].
    pub const MARKER: &str = "序号";
    /// Chinese name of the answered theme.
    pub const THEME: &str = "主题";
    /// Chinese name of the answered topic.
    pub const TOPIC: &str = "细分主题";
    /// The text.
    pub const TEXT: &str = "正文";
    /// Where the text begins, in code points of the source.
    pub const START: &str = "起";
    /// The [`text_check`](crate::text_check) of the text.
    pub const CHECK: &str = "校验";
    /// What people say the theme should be ([`Tag::correction`](crate::Tag::correction)); empty until they do.
    pub const CORRECTION: &str = "更正";
    /// What stands between headings.
    pub const BETWEEN: &str = " › ";
    /// What stands behind the number of a row that goes on.
    pub const CONTINUED: &str = "（续）";
}

/// The columns, in order.
pub(crate) const COLUMNS: [Column; 18] = [
    column(columns::FILE, 22.0),
    column(columns::REPORT, 34.0),
    column("单位", 18.0),
    column("年份", 8.0),
    column("部分", 8.0),
    column(columns::PATH, 34.0),
    column(columns::MARKER, 8.0),
    column(columns::THEME, 11.0),
    column("主题代码", 20.0),
    column(columns::TOPIC, 16.0),
    column("置信度", 9.0),
    column("其他主题", 14.0),
    column("依据", 26.0),
    column(columns::TEXT, 90.0),
    column("字数", 8.0),
    column(columns::START, 9.0),
    column("止", 9.0),
    column("重复", 16.0),
];

/// The columns behind all others: by what the text is known again, and where its theme is corrected.
pub(crate) const BACK: [Column; 2] = [column(columns::CHECK, 11.0), column(columns::CORRECTION, 16.0)];

/// Index of the columns that hold the paragraph's number and the theme's name.
#[cfg(feature = "xlsx")]
pub(crate) const MARKER: usize = 6;
#[cfg(feature = "xlsx")]
pub(crate) const THEME: usize = 7;

pub(crate) const fn column(name: &'static str, width: f64) -> Column {
    Column { name, width }
}

/// Whether a spreadsheet may take a text for a formula: it begins as one, or with a tab or line break that may be
/// passed over before one. A sign alone, as the name of standard input, computes nothing.
pub(crate) fn begins_as_formula(text: &str) -> bool {
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let is_sign = text.chars().nth(1).is_none();
    let is_unseen =
        |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
    text.starts_with(['\t', '\r', '\n'])
        || !is_sign && text.trim_start_matches(is_unseen).starts_with(is_formula)
}

/// The value in a row and column of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known: an empty cell, null in JSON.
    Empty,
    /// A text.
    Text(String),
    /// A text of a closed list: its Chinese name for people, its id for programs.
    Term {
        /// In tables and papers.
        zh: String,
        /// In JSON.
        id: String,
    },
    /// How many.
    Count(usize),
    /// Any other number.
    Number(f64),
    /// From 0 to 1, told in 3 digits and as 1 only where it is certain.
    Probability(f64),
    /// A part of a whole, 1 being all of it, told in 4 digits; in workbooks and papers a percentage.
    Share(f64),
    /// Percentage points by which a share changes, told in 1 decimal digit; for people with its sign.
    Points(f64),
}

impl Cell {
    /// A text.
    pub fn of(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number that may not be known.
    pub fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// As it stands in a text file.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Term { zh: text, .. } => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Probability(p) => format!("{:.3}", probability(*p, 3)),
            Self::Share(share) => format!("{share:.4}"),
            Self::Points(points) => format!("{points:.1}"),
        }
    }

    /// As people read it: shares and probabilities as percentages.
    pub fn for_people(&self) -> String {
        match self {
            Self::Probability(p) => format!("{:.1}%", probability(*p, 3) * 100.0),
            Self::Share(share) => format!("{:.1}%", share * 100.0),
            // What rounds to nothing has no sign.
            Self::Points(points) if points.abs() >= 0.05 => format!("{points:+.1}"),
            Self::Points(_) => "0.0".to_owned(),
            other => other.text(),
        }
    }

    /// Whether it is a number, which stands at the right of its column.
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Empty | Self::Text(_) | Self::Term { .. })
    }
}

/// The cells of a paragraph. `points` belongs to the file's source.
pub(crate) fn cells(
    file: &TaggedFile,
    points: &CodePoints<'_>,
    themes: &ThemeNames,
    (report, paragraph, tag): (&Report, &Paragraph, &Tag),
) -> [Cell; COLUMNS.len()] {
    let theme = |index: usize| themes.themes.get(index);
    let (zh, id) = match theme(tag.theme) {
        Some(theme) if !tag.unsure => (theme.zh.as_str(), theme.id.as_str()),
        _ => (UNSURE_ZH, UNSURE),
    };
    let others = tag.themes.iter().filter(|(index, _)| *index != tag.theme);
    let others: Vec<&str> = others.filter_map(|&(index, _)| Some(theme(index)?.zh.as_str())).collect();
    let words: Vec<&str> = tag.evidence.iter().map(|(word, _)| word.as_str()).collect();
    let (start, end) = points.of(paragraph.span);
    let text = |text: &str| Cell::Text(text.to_owned());
    [
        text(&file.name),
        text(report.title.as_deref().unwrap_or_default()),
        text(report.unit.as_deref().unwrap_or_default()),
        paragraph.year.map_or(Cell::Text(String::new()), |year| Cell::Count(usize::from(year))),
        text(part_zh(paragraph.part)),
        Cell::Text(paragraph.path.join(columns::BETWEEN)),
        text(&paragraph.marker),
        text(zh),
        text(id),
        text(themes.topics.get(tag.topic).map_or("", |topic| &topic.zh)),
        Cell::Probability(tag.confidence),
        Cell::Text(others.join("、")),
        Cell::Text(words.join(" ")),
        text(&paragraph.text),
        Cell::Count(characters(&paragraph.text)),
        Cell::Count(start),
        Cell::Count(end),
        Cell::Text(file.again(report).map(again_zh).unwrap_or_default()),
    ]
}

/// The cells of the columns behind all others.
pub(crate) fn back(themes: &ThemeNames, paragraph: &Paragraph, tag: &Tag) -> [Cell; BACK.len()] {
    let zh = |id: &str| themes.find(id).map_or(id.to_owned(), |named| themes.zh(named).to_owned());
    let said: Vec<String> = tag.correction.split('+').map(zh).collect();
    [Cell::Text(text_check(&paragraph.text)), Cell::Text(said.join("+"))]
}

/// A row of a table of chosen paragraphs: their cells with others before and behind them.
pub(crate) struct Chosen<'a> {
    pub(crate) before: Vec<String>,
    pub(crate) excerpt: Excerpt<'a>,
    pub(crate) behind: Vec<String>,
}

impl Chosen<'_> {
    pub(crate) fn cells(&self, themes: &ThemeNames) -> Vec<Cell> {
        let points = CodePoints::new(&self.excerpt.file.document.source);
        let own = cells(self.excerpt.file, &points, themes, self.excerpt.tagged());
        let texts = |texts: &[String]| texts.iter().cloned().map(Cell::Text).collect::<Vec<Cell>>();
        let back = back(themes, self.excerpt.paragraph, self.excerpt.tag);
        [texts(&self.before), own.into(), texts(&self.behind), back.into()].concat()
    }
}

/// What stands for the theme of an unsure paragraph, for people and for programs.
pub(crate) const UNSURE_ZH: &str = "存疑";
pub(crate) const UNSURE: &str = "unsure";
