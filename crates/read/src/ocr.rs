//! Scans and pictures of text, by an installed Tesseract with its model of Chinese, page by page.
//!
//! Pages of a PDF are drawn by pdftoppm. Tesseract says where on the page it found which line, and how sure it is;
//! [`layout`](crate::layout) makes paragraphs of the lines, as of those of a PDF that holds text.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;

use gongwen_messages::{phrase, text};

use crate::isolation::BUSY;
use crate::layout::{self, TextLine};
use crate::programs::{self, is_out_of_time, wait};
use crate::{InputFormat, Limits, ReadErrorKind};

/// The longer side of a page that is drawn, in pixels: A4 at 220 dots an inch, at which Tesseract is at its best, and
/// the memory of any page is bounded.
const LONG_SIDE: &str = "2600";

/// The model of Chinese in use today, with digits and Latin letters.
const MODEL: &str = "chi_sim";

/// Lines surer than this are kept though no letter or digit is in them, in percent; others are specks of dirt.
const NO_SPECK: u8 = 60;

/// A document, and which page of it.
pub(crate) struct Job<'a> {
    pub(crate) format: InputFormat,
    pub(crate) bytes: &'a [u8],
    /// From 1; of a picture all pages are read.
    pub(crate) page: u32,
}

/// The lines of the page, or of every page of the picture, from top to bottom.
pub(crate) fn recognise(
    job: &Job,
    limits: &Limits,
    abandoned: &dyn Fn() -> bool,
) -> Result<Vec<Vec<TextLine>>, ReadErrorKind> {
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("source");
    std::fs::write(&source, job.bytes)?;
    let run = |command: &mut Command, missing: ReadErrorKind| -> Result<bool, ReadErrorKind> {
        let started = programs::alone(command, folder.path()).spawn();
        let child = started.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => missing,
            _ => error.into(),
        })?;
        match wait(child, limits.time.saturating_mul(BUSY), abandoned)? {
            Some(status) if status.success() => Ok(true),
            Some(status) if !is_out_of_time(status) => Ok(false),
            _ => Err(ReadErrorKind::TooSlow { limit: limits.time }),
        }
    };
    let mut picture = source.clone();
    if job.format == InputFormat::Pdf {
        let (drawn, page) = (folder.path().join("page"), job.page.to_string());
        let mut command = Command::new("pdftoppm");
        command.args(["-f", &page, "-l", &page, "-scale-to", LONG_SIDE, "-gray", "-png", "-singlefile"]);
        if !run(command.args([&source, &drawn]), ReadErrorKind::NO_PDFTOPPM)? {
            return Err(ReadErrorKind::damaged(
                phrase!("page of the scan"),
                text!("pdftoppm cannot draw it"),
            ));
        }
        picture = drawn.with_extension("png");
    }
    let found = folder.path().join("found");
    let mut command = Command::new("tesseract");
    // Pages are many, and a process each: more threads would take more time together.
    command.env("OMP_THREAD_LIMIT", "1").args([&picture, &found]);
    command.args(["-l", MODEL, "--psm", "3", "-c", "tessedit_create_tsv=1"]);
    if !run(&mut command, ReadErrorKind::NO_TESSERACT)? {
        return Err(if has_model() {
            ReadErrorKind::damaged(phrase!("picture"), text!("Tesseract cannot read it"))
        } else {
            ReadErrorKind::NO_MODEL
        });
    }
    let table = load(&found.with_extension("tsv"), limits)?;
    Ok(pages(&table))
}

fn load(path: &Path, limits: &Limits) -> Result<String, ReadErrorKind> {
    // A line of the table is some thirty bytes about a character or two.
    let bytes = crate::load(path, limits.unpacked_bytes).map_err(|error| error.kind)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether Tesseract has its model of Chinese.
fn has_model() -> bool {
    let listed = Command::new("tesseract").arg("--list-langs").output();
    listed.is_ok_and(|listed| String::from_utf8_lossy(&listed.stdout).lines().any(|line| line == MODEL))
}

/// A word as Tesseract's table tells of it.
struct Word<'t> {
    left: f64,
    right: f64,
    confidence: f64,
    text: &'t str,
}

/// The lines of every page of Tesseract's table (TSV): a row for each word, with the numbers of its page, block, paragraph
/// and line, its place in pixels, its confidence and its text.
fn pages(table: &str) -> Vec<Vec<TextLine>> {
    const WORD: &str = "5";
    let mut lines: BTreeMap<[u32; 4], Vec<Word>> = BTreeMap::new();
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [WORD, page, block, paragraph, line, _, left, _, width, _, confidence, text] = cells[..] else {
            continue;
        };
        let number = |cell: &str| cell.parse::<f64>().unwrap_or_default();
        if !text.trim().is_empty() {
            let place = [page, block, paragraph, line].map(|cell| cell.parse().unwrap_or_default());
            let (left, width) = (number(left), number(width));
            let word = Word { left, right: left + width, confidence: number(confidence), text };
            lines.entry(place).or_default().push(word);
        }
    }
    let mut pages: BTreeMap<u32, Vec<TextLine>> = BTreeMap::new();
    for ([page, ..], words) in lines {
        let line = line(&words);
        let is_text = line.text.chars().any(char::is_alphanumeric);
        if is_text || line.confidence >= Some(NO_SPECK) {
            pages.entry(page).or_default().push(line);
        }
    }
    pages.values_mut().for_each(|page| even_sizes(page));
    pages.into_values().collect()
}

/// A line of its words, without the spaces that Tesseract puts between Chinese ones.
fn line(words: &[Word]) -> TextLine {
    let mut text = String::new();
    let (mut sure, mut characters) = (0.0, 0.0);
    let (mut left, mut right) = (f64::INFINITY, 0.0_f64);
    for word in words {
        layout::join(&mut text, word.text.trim());
        let count = word.text.chars().count() as f64;
        (sure, characters) = (sure + word.confidence * count, characters + count);
        (left, right) = (left.min(word.left), right.max(word.right));
    }
    // As many pixels as a character is wide.
    let size = (right - left) / layout::width(&text).max(1.0);
    TextLine { text, left, right, size, confidence: Some((sure / characters).clamp(0.0, 100.0) as u8) }
}

/// Gives lines of nearly the page's usual size just this: what a picture shows is never exact. Short ones tell too little.
fn even_sizes(lines: &mut [TextLine]) {
    const NEARLY: f64 = 0.15;
    const SHORT: usize = 5;
    let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let Some(&usual) = sizes.get(sizes.len() / 2) else { return };
    for line in lines {
        if (line.size - usual).abs() <= NEARLY * usual || line.text.chars().count() < SHORT {
            line.size = usual;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_table_become_lines() {
        let table = "level\tpage_num\n\
            4\t1\t1\t1\t1\t0\t100\t10\t360\t40\t-1\t\n\
            5\t1\t1\t1\t1\t1\t100\t10\t80\t40\t96.9\t工作\n\
            5\t1\t1\t1\t1\t2\t180\t10\t80\t40\t60.5\t总结\n\
            5\t1\t1\t1\t2\t1\t100\t60\t20\t40\t10.0\t.\n\
            5\t2\t1\t1\t1\t1\t100\t60\t80\t40\t90\tRural\n\
            5\t2\t1\t1\t1\t2\t190\t60\t80\t40\t90\tFund\n\
            5\t2\t1\t1\t1\t3\t290\t60\t80\t40\t90\t基金\n";
        let pages = pages(table);
        let shown: Vec<Vec<_>> = pages
            .iter()
            .map(|page| page.iter().map(|line| (line.text.as_str(), line.confidence)).collect())
            .collect();
        assert_eq!(shown, [vec![("工作总结", Some(78))], vec![("Rural Fund基金", Some(90))]]);
        assert_eq!((pages[0][0].left, pages[0][0].right, pages[0][0].size), (100.0, 260.0, 40.0));
    }
}
