//! From signs at places to lines of text.

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use crate::layout::TextLine;
use crate::panics;

/// Signs whose baselines differ by less than this part of their size stand on one line.
const SAME_LINE: f64 = 0.5;

/// Wider gaps than this, in sizes, part the columns of a table.
const COLUMN_GAP: f64 = 2.5;

/// Wider gaps than this, in sizes, part words of an alphabet.
const WORD_GAP: f64 = 0.15;

/// A sign or a few, in points from the page's lower left corner.
#[derive(Debug)]
struct Glyph {
    x: f64,
    y: f64,
    width: f64,
    size: f64,
    text: String,
}

/// The lines of a page from top to bottom; `None` where pdf-extract fails on it.
pub(super) fn read_page(document: &Document, page: u32) -> Option<Vec<TextLine>> {
    let mut collector = Collector::default();
    panics::catch(|| output_doc_page(document, &mut collector, page).is_ok()).filter(|&ok| ok)?;
    Some(lines(collector.glyphs))
}

#[derive(Default)]
struct Collector {
    glyphs: Vec<Glyph>,
}

impl OutputDev for Collector {
    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (along, across) = (transform.m11, transform.m12);
        let size = font_size.abs() * along.hypot(across);
        // Turn pages printed sideways or upside down; text at an angle is a watermark.
        let (x, y) = match () {
            () if across.abs() * 10.0 < along => (transform.m31, transform.m32),
            () if across.abs() * 10.0 < -along => (-transform.m31, -transform.m32),
            () if along.abs() * 10.0 < across => (transform.m32, -transform.m31),
            () if along.abs() * 10.0 < -across => (-transform.m32, transform.m31),
            () => return Ok(()),
        };
        if [x, y, size].into_iter().all(f64::is_finite) && size > 0.0 {
            let text = text.to_owned();
            self.glyphs.push(Glyph { x, y, width: width * size, size, text });
        }
        Ok(())
    }

    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Puts glyphs on lines from top to bottom, left to right.
fn lines(mut glyphs: Vec<Glyph>) -> Vec<TextLine> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let same_line = |upper: &Glyph, lower: &Glyph| upper.y - lower.y < SAME_LINE * upper.size.min(lower.size);
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            // Compared with the line's first sign, so that a slope of small steps cannot creep on.
            Some(line) if same_line(&line[0], &glyph) => line.push(glyph),
            _ => lines.push(vec![glyph]),
        }
    }
    lines.into_iter().filter_map(line).collect()
}

/// Writes one line; `None` where it is blank.
fn line(mut glyphs: Vec<Glyph>) -> Option<TextLine> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    glyphs.retain(|glyph| !glyph.text.trim().is_empty());
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    let (left, right) = (first.x, last.x + last.width);
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes[sizes.len() / 2];

    let mut text = String::new();
    let mut end = left;
    for glyph in &glyphs {
        let gap = (glyph.x - end) / glyph.size;
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // Bold type is made by printing a sign twice, a hair apart.
        let shadow = gap < -0.8 * glyph.width / glyph.size && text.ends_with(&glyph.text);
        if shadow {
            continue;
        }
        if gap > COLUMN_GAP {
            text.push('\t');
        } else if gap > WORD_GAP && is_word(text.chars().last()) && is_word(glyph.text.chars().next()) {
            text.push(' ');
        }
        text += glyph.text.trim();
        end = glyph.x + glyph.width;
    }
    Some(TextLine { confidence: None, text, left, right, size })
}
