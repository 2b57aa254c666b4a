//! Papers for people at a terminal.

use std::io::Write;

use anyhow::Result;
use gongwen::write::{Paper, PaperBlock};

use super::style::{DIM, TITLE};
use super::table::write_table;

/// Writes a paper, its tables in so many columns.
pub(crate) fn write_paper(out: &mut dyn Write, paper: &Paper, width: usize) -> Result<()> {
    for block in &paper.blocks {
        match block {
            PaperBlock::Title(text) => writeln!(out, "\n{TITLE}{text}{TITLE:#}")?,
            PaperBlock::Subtitle(text) => writeln!(out, "{DIM}{text}{DIM:#}")?,
            PaperBlock::Heading { text, .. } => writeln!(out, "\n{TITLE}{text}{TITLE:#}")?,
            PaperBlock::Body { text, .. } => writeln!(out, "{text}")?,
            PaperBlock::Note(text) => writeln!(out, "{DIM}{text}{DIM:#}")?,
            PaperBlock::Table(table) => write_table(out, table, width)?,
        }
    }
    Ok(())
}
