//! The summary of a collection: how much of it comes from which unit, part, year and topic.
//!
//! All of a collection is about the themes asked for, so that shares of themes would say nothing.

use rust_xlsxwriter::{Format, Worksheet};

use super::sheet::{A4, header};
use super::summary::NAME;
use crate::shares::Amount;
use crate::tagged::{characters, part_zh, years};
use crate::{Collection, Excerpt, PARTS, ThemeNames, WriteError};

/// What stands for a year that no report states.
const NO_YEAR: &str = "（未写明）";

/// Builds the sheet.
pub(super) fn sheet(collection: &Collection<'_>, themes: &ThemeNames) -> Result<Worksheet, WriteError> {
    let excerpts: Vec<Excerpt<'_>> = collection.items().map(|(_, item)| item.excerpt).collect();
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 44)?;
    let head = format!("从{}篇报告中摘出{}段", collection.reports, excerpts.len());
    sheet.write_string_with_format(0, 0, head, &Format::new().set_bold())?;
    let mut row = 2;
    let mut table = |name: &str, rows: Vec<(String, Amount)>| -> Result<(), WriteError> {
        for (column, name) in (0u16..).zip([name, "段数", "字数"]) {
            sheet.write_string_with_format(row, column, name, &header())?;
        }
        let total = rows.iter().fold(Amount::default(), |sum, (_, amount)| sum.plus(*amount));
        for (name, amount) in rows.iter().chain([&("合计".to_owned(), total)]) {
            row += 1;
            sheet.write_string(row, 0, name)?;
            sheet.write_number(row, 1, amount.paragraphs as f64)?;
            sheet.write_number(row, 2, amount.characters as f64)?;
        }
        row += 2;
        Ok(())
    };
    table("单位", amounts(&excerpts, |excerpt| excerpt.unit().to_owned()))?;
    let mut parts = amounts(&excerpts, |excerpt| part_zh(excerpt.paragraph.part).to_owned());
    parts.sort_by_key(|(name, _)| PARTS.iter().position(|part| part_zh(*part) == name));
    table("部分", parts)?;
    let mut of_years = amounts(&excerpts, |excerpt| {
        let years = years(excerpt.report);
        if years.is_empty() { NO_YEAR.to_owned() } else { years }
    });
    of_years.sort_by(|a, b| a.0.cmp(&b.0));
    table("年份", of_years)?;
    let topic =
        |excerpt: &Excerpt<'_>| themes.topics.get(excerpt.tag.topic).map_or("", |topic| &topic.zh).to_owned();
    table("细分主题", amounts(&excerpts, topic))?;
    Ok(sheet)
}

/// The amount of text by a name, in the order the names are met.
fn amounts(excerpts: &[Excerpt<'_>], name: impl Fn(&Excerpt<'_>) -> String) -> Vec<(String, Amount)> {
    let mut amounts: Vec<(String, Amount)> = Vec::new();
    for excerpt in excerpts {
        let amount = Amount { characters: characters(&excerpt.paragraph.text), paragraphs: 1 };
        let name = name(excerpt);
        match amounts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum = sum.plus(amount),
            None => amounts.push((name, amount)),
        }
    }
    amounts
}
