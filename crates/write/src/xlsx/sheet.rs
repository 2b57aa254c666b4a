//! The sheet of paragraphs.

use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Worksheet};

use super::grid::put;
use crate::palette::{GREY, colour, tint};
use crate::table::{Cell, Column, MARKER, THEME, columns::CONTINUED};
use crate::{Tag, ThemeNames, WriteError};

/// Excel takes no more characters in a cell.
const LONGEST: usize = 32_767;
/// Height of a line, in points, and of the tallest row Excel takes.
pub(super) const LINE: f64 = 15.0;
pub(super) const TALLEST: f64 = 409.0;
/// Excel's number for the paper.
pub(super) const A4: u8 = 9;

pub(super) struct Sheet {
    worksheet: Worksheet,
    /// The row to be written next.
    row: u32,
    /// Of the columns, in characters of Latin text.
    widths: Vec<f64>,
    /// Columns that stand before those of tags.
    before: usize,
}

impl Sheet {
    /// A sheet with its header; `before` columns stand before those of tags.
    pub(super) fn new(columns: &[&Column], before: usize) -> Result<Self, WriteError> {
        let worksheet = start("段落", columns.iter().map(|column| (column.name, column.width)))?;
        Ok(Self { worksheet, row: 1, widths: columns.iter().map(|column| column.width).collect(), before })
    }

    /// Writes a row, and where a text is longer than a cell takes, further rows with the rest: the other
    /// texts stand in them again, `（续）` behind the paragraph's number, and no numbers, so that sums stay right.
    pub(super) fn row(&mut self, cells: &[Cell], themes: &ThemeNames, tag: &Tag) -> Result<(), WriteError> {
        let split = |cell: &Cell| match cell {
            Cell::Text(text) => pieces(text).into_iter().map(|piece| Cell::Text(piece.to_owned())).collect(),
            number => vec![number.clone()],
        };
        let split: Vec<Vec<Cell>> = cells.iter().map(split).collect();
        let rows = split.iter().map(Vec::len).max().unwrap_or(1);
        self.one_row(&split.iter().map(|pieces| pieces[0].clone()).collect::<Vec<_>>(), themes, tag)?;
        for row in 1..rows {
            let rest = split.iter().enumerate().map(|(column, pieces)| match &pieces[0] {
                Cell::Text(marker) if column == self.before + MARKER => {
                    Cell::Text(format!("{marker}{CONTINUED}"))
                }
                _ if pieces.len() > 1 => {
                    pieces.get(row).cloned().unwrap_or_else(|| Cell::Text(String::new()))
                }
                Cell::Text(text) => Cell::Text(text.clone()),
                _ => Cell::Empty,
            });
            let rest: Vec<Cell> = rest.collect();
            self.one_row(&rest, themes, tag)?;
        }
        Ok(())
    }

    fn one_row(&mut self, cells: &[Cell], themes: &ThemeNames, tag: &Tag) -> Result<(), WriteError> {
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let background = if tag.unsure { GREY } else { colour(themes, tag.theme) };
        let themed = plain
            .clone()
            .set_font_color(Color::RGB(background))
            .set_background_color(Color::RGB(tint(background, 0.14)))
            .set_bold();
        for (index, cell) in cells.iter().enumerate() {
            let column = index as u16;
            let format = if index == self.before + THEME { &themed } else { &plain };
            put(&mut self.worksheet, (self.row, column), cell, format)?;
        }
        let lines = cells.iter().zip(&self.widths).map(|(cell, &width)| lines(&cell.text(), width)).max();
        self.worksheet.set_row_height(self.row, (lines.unwrap_or(1) as f64 * LINE).min(TALLEST))?;
        self.row += 1;
        Ok(())
    }

    /// The sheet, its last column offering the themes that may stand there.
    pub(super) fn finish(mut self, themes: &ThemeNames) -> Result<Worksheet, WriteError> {
        let (row, column) = (self.row - 1, self.widths.len().saturating_sub(1) as u16);
        self.worksheet.autofilter(0, 0, row, column)?;
        // Excel takes no longer lists; then people type.
        if let Ok(offered) = DataValidation::new().allow_list_strings(&offered(themes))
            && row > 0
        {
            let what = "答错的段落填正确的主题，几个用+连接；答对的留空。";
            let offered = offered.set_input_message(what)?.show_error_message(false);
            self.worksheet.add_data_validation(1, column, row, column, &offered)?;
        }
        Ok(self.worksheet)
    }
}

/// A sheet for printing, with its head: names and widths of the columns.
pub(super) fn start<'c>(
    name: &str,
    columns: impl IntoIterator<Item = (&'c str, f64)>,
) -> Result<Worksheet, WriteError> {
    let mut worksheet = Worksheet::new();
    worksheet.set_name(name)?;
    for (index, (name, width)) in (0..).zip(columns) {
        worksheet.set_column_width(index, width)?;
        worksheet.write_string_with_format(0, index, name, &header())?;
    }
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(worksheet)
}

/// The Chinese names of themes and topics, each once, themes first.
fn offered(themes: &ThemeNames) -> Vec<&str> {
    let mut names: Vec<&str> = themes.themes.iter().map(|theme| theme.zh.as_str()).collect();
    let topics = themes.topics.iter().map(|topic| topic.zh.as_str());
    let others: Vec<&str> = topics.filter(|topic| !names.contains(topic)).collect();
    names.extend(others);
    names
}

/// The look of a header cell.
pub(super) fn header() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xE8EBF0))
        .set_border_bottom(FormatBorder::Thin)
}

/// Lines a text takes in a column, where a Chinese character is two Latin ones wide.
pub(super) fn lines(text: &str, width: f64) -> usize {
    let of_line = |line: &str| {
        let columns: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        // No line is filled to the last column.
        (columns as f64 / (width - 2.0).max(1.0)).ceil().max(1.0) as usize
    };
    text.lines().map(of_line).sum()
}

/// The pieces of a text that each fit a cell, at least one; together they are the text.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    // Excel counts UTF-16 units.
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > LONGEST {
            pieces.push(&text[start..at]);
            (start, units) = (at, c.len_utf16());
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, lines, pieces};

    #[test]
    fn rows_are_high_enough_for_their_text() {
        assert_eq!(lines("安全", 10.0), 1);
        assert_eq!(lines("安全生产工作", 10.0), 2);
        assert_eq!(lines("a\nb", 10.0), 2);
    }

    #[test]
    fn no_cell_is_longer_than_excel_takes() {
        for (text, lengths) in [
            ("安".repeat(LONGEST), vec![LONGEST]),
            ("安".repeat(LONGEST + 9), vec![LONGEST, 9]),
            // Two units each: the last unit of a cell stays free.
            ("𠀀".repeat(LONGEST), vec![LONGEST / 2, LONGEST / 2, 1]),
            (String::new(), vec![0]),
        ] {
            let pieces = pieces(&text);
            assert_eq!(pieces.concat(), text);
            assert_eq!(pieces.iter().map(|piece| piece.chars().count()).collect::<Vec<_>>(), lengths);
        }
    }
}
