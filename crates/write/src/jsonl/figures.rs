//! Records of `classify figures`: one a figure.

use std::io::Write;

use gongwen_figures::Value;
use gongwen_parse::{CodePoints, Span};
use serde::Serialize;

use super::record::lines;
use super::tags::AgainRecord;
use crate::figured::{FiguredFile, Stated};
use crate::table::UNSURE;
use crate::{FigureWriter, ThemeNames, WriteError};

/// A figure.
#[derive(Serialize)]
struct FigureRecord<'a> {
    /// Name of the file as given.
    file: &'a str,
    /// Number with unit.
    start: usize,
    end: usize,
    /// The number with its unit in the repaired text.
    text: &'a str,
    /// In `unit`: a number, low and high of a range, null where it is masked.
    value: Option<Amount>,
    /// As printed, 万 and 亿 included; null of ranks and indices.
    unit: Option<&'a str>,
    /// In `base_unit`.
    base_value: Option<Amount>,
    base_unit: Option<&'a str>,
    masked: bool,
    /// What is said of exactness, as printed.
    approx: Option<&'a str>,
    /// What is measured.
    indicator: Option<String>,
    indicator_start: Option<usize>,
    indicator_end: Option<usize>,
    /// The time it is true for, as printed.
    period: Option<String>,
    /// `level`, `change`, `share` or `rank`.
    role: &'static str,
    /// `+` or `-`, of a change.
    sign: Option<&'static str>,
    /// `result`, `target` or `other`.
    status: &'static str,
    /// Of a part (其中), where the whole stands.
    of_which: Option<Place>,
    /// Figures of the report that give the same thing another value.
    conflicts: Vec<Place>,
    path: &'a [String],
    part: &'static str,
    /// The year the paragraph speaks of, null where nothing says it.
    year: Option<u16>,
    /// Id of the paragraph's theme, or `unsure`.
    theme: &'a str,
    /// Title of the report, null where it has none.
    report: Option<&'a str>,
    /// The unit that reports, null where it is not stated.
    report_unit: Option<&'a str>,
    /// The earlier report of the batch that its report says again; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<AgainRecord<'a>>,
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
}

/// A value; whole numbers are written without point.
#[derive(Serialize)]
#[serde(untagged)]
enum Amount {
    Whole(i64),
    Number(f64),
    Range(Box<[Amount; 2]>),
}

impl Amount {
    fn of(value: f64) -> Self {
        /// Whole numbers up to here are exact.
        const EXACT: f64 = 9e15;
        if value.fract() == 0.0 && value.abs() < EXACT {
            Self::Whole(value as i64)
        } else {
            Self::Number(value)
        }
    }

    fn of_value(value: Value) -> Option<Self> {
        match value {
            Value::Number(value) => Some(Self::of(value)),
            Value::Range(low, high) => Some(Self::Range(Box::new([Self::of(low), Self::of(high)]))),
            Value::Masked => None,
        }
    }
}

/// Writes each file at once.
pub(crate) struct Figures<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) themes: &'a ThemeNames,
}

impl FigureWriter for Figures<'_> {
    fn add(&mut self, file: &FiguredFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.file.document.source);
        let rows: Vec<_> = file.rows().collect();
        lines(self.out, &rows, |&stated| record(file, &points, self.themes, stated))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        Ok(self.out.flush()?)
    }
}

fn record<'a>(
    file: &'a FiguredFile,
    points: &CodePoints<'_>,
    themes: &'a ThemeNames,
    Stated { report, paragraph, tag, placed }: Stated<'a>,
) -> FigureRecord<'a> {
    let figure = &placed.figure;
    let (start, end) = points.of(placed.span);
    let place = |span: Span| {
        let (start, end) = points.of(span);
        Place { start, end }
    };
    let indicator = placed.indicator.map(|span| points.of(span));
    let theme = themes.themes.get(tag.theme).map_or("", |theme| theme.id.as_str());
    FigureRecord {
        file: &file.file.name,
        start,
        end,
        text: placed.text(paragraph),
        value: Amount::of_value(figure.value),
        unit: figure.unit.as_deref(),
        base_value: figure.base_value().and_then(Amount::of_value).filter(|_| figure.unit.is_some()),
        base_unit: figure.base_unit.as_deref(),
        masked: figure.is_masked(),
        approx: figure.approx.as_deref(),
        indicator: placed.indicator_text(paragraph),
        indicator_start: indicator.map(|(start, _)| start),
        indicator_end: indicator.map(|(_, end)| end),
        period: placed.period_text(paragraph),
        role: figure.role.as_str(),
        sign: figure.sign.map(|sign| sign.as_str()),
        status: figure.status.as_str(),
        of_which: placed.whole.map(place),
        conflicts: placed.conflicts.iter().map(|&span| place(span)).collect(),
        path: &paragraph.path,
        part: paragraph.part.as_str(),
        year: paragraph.year,
        theme: if tag.unsure { UNSURE } else { theme },
        report: report.title.as_deref(),
        report_unit: report.unit.as_deref(),
        again: file.file.again(report).map(AgainRecord::of),
    }
}
