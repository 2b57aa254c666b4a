//! The sheet of shares: all reports by theme and part, then every report, with charts.

use gongwen_parse::{Paragraph, Part, Report};
use rust_xlsxwriter::{Chart, ChartType, Color, Format, Worksheet};

use super::sheet::{A4, header};
use crate::palette::{GREY, colour};
use crate::shares::{Amount, Shares};
use crate::table::UNSURE_ZH;
use crate::tagged::{NO_TITLE, years};
use crate::{Counted, Tag, TaggedFile, ThemeNames, WriteError};

/// Name of the sheet, as charts refer to it.
pub(super) const NAME: &str = "汇总";
/// A chart of more reports cannot be read.
const CHARTED: usize = 200;
/// Row of the first theme in the upper table.
const FIRST: u32 = 2;
/// Rows left beside the charts of the upper table.
const CHART_ROWS: u32 = 18;

#[derive(Default)]
pub(super) struct Summary {
    /// Of every file and report in it.
    files: Vec<Vec<ReportShares>>,
    counted: Counted,
}

struct ReportShares {
    file: String,
    title: String,
    unit: String,
    years: String,
    shares: Shares,
}

impl Summary {
    pub(super) fn add(&mut self, file: &TaggedFile) {
        self.counted.add_file(file);
        let of_report = |(report, paragraphs): (&Report, Vec<(&Paragraph, &Tag)>)| {
            let mut shares = Shares::default();
            paragraphs.into_iter().for_each(|(paragraph, tag)| shares.add(paragraph, tag));
            ReportShares {
                file: file.name.clone(),
                title: report.title.clone().unwrap_or_else(|| NO_TITLE.to_owned()),
                unit: report.unit.clone().unwrap_or_default(),
                years: years(report),
                shares,
            }
        };
        self.files.push(file.reports().map(of_report).collect());
    }

    /// The sheet of the reports that count.
    pub(super) fn sheet(&self, themes: &ThemeNames) -> Result<Worksheet, WriteError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(NAME)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        let reports = self.files.iter().enumerate().flat_map(|(file, reports)| {
            let counts = move |&(report, _): &(usize, _)| self.counted.has(file, report);
            reports.iter().enumerate().filter(counts).map(|(_, report)| report)
        });
        let reports: Vec<&ReportShares> = reports.collect();
        let mut all = Shares::default();
        reports.iter().for_each(|report| all.add_all(&report.shares));
        let listed = all.themes(themes);
        overall(&mut sheet, &all, &listed, themes)?;
        let top = FIRST + (listed.len() as u32 + 1).max(CHART_ROWS) + 2;
        by_report(&mut sheet, &reports, &listed, themes, top)?;
        Ok(sheet)
    }
}

/// The upper table: a row a theme.
fn overall(
    sheet: &mut Worksheet,
    all: &Shares,
    listed: &[Option<usize>],
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    const HEADER: [&str; 8] =
        ["主题", "段数", "占比（段）", "字数", "占比（字）", "成效中占比", "问题中占比", "计划中占比"];
    let percent = Format::new().set_num_format("0.0%");
    sheet.write_string_with_format(0, 0, "各主题占比", &Format::new().set_bold())?;
    for (column, name) in (0u16..).zip(HEADER) {
        sheet.write_string_with_format(FIRST - 1, column, name, &header())?;
        // The first four hold texts in the lower table.
        sheet.set_column_width(
            column,
            [44.0, 24.0, 12.0, 26.0].get(usize::from(column)).copied().unwrap_or(12.0),
        )?;
    }
    let total = all.total(None);
    for (row, &theme) in (FIRST..).zip(listed) {
        let amount = all.of(theme, None);
        let name = Format::new().set_bold().set_font_color(Color::RGB(theme_colour(theme, themes)));
        sheet.write_string_with_format(row, 0, theme_zh(theme, themes), &name)?;
        sheet.write_number(row, 1, amount.paragraphs as f64)?;
        sheet.write_number_with_format(row, 2, share(amount.paragraphs, total.paragraphs), &percent)?;
        sheet.write_number(row, 3, amount.characters as f64)?;
        sheet.write_number_with_format(row, 4, share(amount.characters, total.characters), &percent)?;
        for (column, part) in (5u16..).zip([Part::Done, Part::Problem, Part::Plan]) {
            let (of, whole) = (all.of(theme, Some(part)), all.total(Some(part)));
            sheet.write_number_with_format(row, column, share(of.characters, whole.characters), &percent)?;
        }
    }
    let end = FIRST + listed.len() as u32;
    let Amount { characters, paragraphs } = total;
    sheet.write_string(end, 0, "合计")?;
    sheet.write_number(end, 1, paragraphs as f64)?;
    sheet.write_number(end, 3, characters as f64)?;

    if listed.is_empty() {
        return Ok(());
    }
    let last = end - 1;
    let mut chart = Chart::new(ChartType::Bar);
    chart.title().set_name("成效与计划的主题占比（按字数）");
    for (column, colour) in [(5u16, 0x5B7DB1), (7, 0xE0A458)] {
        chart
            .add_series()
            .set_name((NAME, FIRST - 1, column))
            .set_categories((NAME, FIRST, 0, last, 0))
            .set_values((NAME, FIRST, column, last, column))
            .set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour))),
            );
    }
    chart.y_axis().set_reverse();
    chart.x_axis().set_num_format("0%");
    chart.set_width(640).set_height(340);
    sheet.insert_chart(0, 9, &chart)?;
    Ok(())
}

/// The lower table: a row a report, a column a theme.
fn by_report(
    sheet: &mut Worksheet,
    reports: &[&ReportShares],
    listed: &[Option<usize>],
    themes: &ThemeNames,
    top: u32,
) -> Result<(), WriteError> {
    const HEADER: [&str; 6] = ["报告", "单位", "年份", "文件", "段数", "字数"];
    const SHARES: u16 = HEADER.len() as u16;
    let percent = Format::new().set_num_format("0%");
    sheet.write_string_with_format(top, 0, "各报告主题占比（按字数）", &Format::new().set_bold())?;
    for (column, name) in (0u16..).zip(HEADER) {
        sheet.write_string_with_format(top + 1, column, name, &header())?;
    }
    for (column, &theme) in (SHARES..).zip(listed) {
        let head = header().set_font_color(Color::RGB(theme_colour(theme, themes)));
        sheet.write_string_with_format(top + 1, column, theme_zh(theme, themes), &head)?;
    }
    let first = top + 2;
    for (row, report) in (first..).zip(reports) {
        let total = report.shares.total(None);
        let texts = [&report.title, &report.unit, &report.years, &report.file];
        for (column, text) in (0u16..).zip(texts) {
            sheet.write_string(row, column, text)?;
        }
        sheet.write_number(row, 4, total.paragraphs as f64)?;
        sheet.write_number(row, 5, total.characters as f64)?;
        for (column, &theme) in (SHARES..).zip(listed) {
            let amount = report.shares.of(theme, None);
            sheet.write_number_with_format(
                row,
                column,
                share(amount.characters, total.characters),
                &percent,
            )?;
        }
    }
    let charted = reports.len().min(CHARTED) as u32;
    if charted == 0 || listed.is_empty() {
        return Ok(());
    }
    let last = first + charted - 1;
    let mut chart = Chart::new(ChartType::BarPercentStacked);
    chart.title().set_name("各报告的主题占比（按字数）");
    for (column, &theme) in (SHARES..).zip(listed) {
        chart
            .add_series()
            .set_name((NAME, top + 1, column))
            .set_categories((NAME, first, 0, last, 0))
            .set_values((NAME, first, column, last, column))
            .set_gap(40)
            .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(theme_colour(theme, themes))),
            ));
    }
    chart.y_axis().set_reverse();
    chart.set_width(900).set_height(160 + 24 * charted);
    sheet.insert_chart(top, SHARES + listed.len() as u16 + 1, &chart)?;
    Ok(())
}

fn theme_zh(theme: Option<usize>, themes: &ThemeNames) -> &str {
    theme.map_or(UNSURE_ZH, |theme| themes.themes.get(theme).map_or("", |theme| &theme.zh))
}

fn theme_colour(theme: Option<usize>, themes: &ThemeNames) -> u32 {
    theme.map_or(GREY, |theme| colour(themes, theme))
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
