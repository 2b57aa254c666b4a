//! From lines to paragraphs.
//!
//! A line goes on in the next one where it reaches the right edge of the text and the next one is
//! not indented: Chinese paragraphs begin with an indent of two characters, and their lines are full,
//! but for a number or word that had no room left.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lines::Line;

/// How far before the right edge a full line may end, in characters: a mark that may not begin a
/// line takes its neighbour along to the next.
const RAGGED: f64 = 2.2;

/// The widest a digit or letter is on average, in characters.
const LETTER: f64 = 0.65;

/// The least indent of a new paragraph, in characters.
const INDENT: f64 = 1.2;

/// Sizes that differ by less than this part belong to one paragraph.
const SAME_SIZE: f64 = 0.08;

/// One printed line. Lengths are points, or characters where the file gives no places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TextLine {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// Size of the type.
    pub(crate) size: f64,
    /// How sure it was recognised in a picture, in percent.
    pub(crate) confidence: Option<u8>,
}

#[cfg(any(feature = "pdf", test))]
/// Lines of a text without places, as if set in type one unit wide.
pub(crate) fn unplaced_lines(text: &str) -> Vec<TextLine> {
    let lines = text.lines().map(tidy).filter(|line| !line.is_empty());
    lines.map(|text| TextLine { left: 0.0, right: width(&text), size: 1.0, confidence: None, text }).collect()
}

/// Joins the lines of all pages to paragraphs; page numbers and running heads are left out.
pub(crate) fn paragraphs(mut pages: Vec<Vec<TextLine>>) -> Vec<Line> {
    drop_page_furniture(&mut pages);
    let lines: Vec<TextLine> = pages.into_iter().flatten().collect();
    let edges = Edges::of(&lines);
    let mut paragraphs: Vec<Line> = Vec::new();
    let mut previous: Option<&TextLine> = None;
    for line in &lines {
        match (paragraphs.last_mut(), previous) {
            (Some(paragraph), Some(before)) if edges.goes_on(before, line) => {
                join(&mut paragraph.text, &line.text);
                paragraph.confidence = paragraph.confidence.min(line.confidence);
            }
            _ => paragraphs.push(Line { confidence: line.confidence, ..Line::plain(line.text.clone()) }),
        }
        previous = Some(line);
    }
    paragraphs
}

/// The left and right edges of the text.
struct Edges {
    left: f64,
    right: f64,
}

impl Edges {
    /// Taken where one line in ten is at or beyond them: beside a few odd lines, most are full.
    fn of(lines: &[TextLine]) -> Self {
        let tenth = |mut all: Vec<f64>| {
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 10).copied().unwrap_or_default()
        };
        Self {
            left: tenth(lines.iter().map(|line| line.left).collect()),
            right: -tenth(lines.iter().map(|line| -line.right).collect()),
        }
    }

    fn goes_on(&self, line: &TextLine, next: &TextLine) -> bool {
        let same_size = (line.size - next.size).abs() <= SAME_SIZE * line.size;
        let is_row = line.text.contains('\t') || next.text.contains('\t');
        let room = (self.right - line.right) / line.size;
        let full = room <= RAGGED.max(carried_over(line, next));
        let indented = next.left >= self.left + INDENT * next.size;
        let both_centred = self.is_centred(line) && self.is_centred(next);
        same_size && !is_row && (full && !indented || both_centred)
    }

    /// Whether a line keeps the same distance, one character or more, from both edges: a title's.
    fn is_centred(&self, line: &TextLine) -> bool {
        let (before, after) = (line.left - self.left, self.right - line.right);
        before > line.size && (before - after).abs() < line.size
    }
}

/// Width in characters of the number or word that begins `next` and may have had no room in `line`;
/// 0 where `line` ends a sentence, and so rather its paragraph.
fn carried_over(line: &TextLine, next: &TextLine) -> f64 {
    if line.text.ends_with(['。', '！', '？', '；', '：']) {
        return 0.0;
    }
    let word = next.text.chars().take_while(char::is_ascii_graphic);
    word.count() as f64 * LETTER
}

/// Joins a line on, with a space only between two words of an alphabet.
pub(crate) fn join(paragraph: &mut String, line: &str) {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if is_word(paragraph.chars().last()) && is_word(line.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// Removes from the first and last line of every page what is no text: page numbers, and what
/// stands there, figures aside, on most pages (of two pages, on both).
fn drop_page_furniture(pages: &mut [Vec<TextLine>]) {
    let without_digits =
        |line: &TextLine| line.text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let mut repeated: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.len() > 2) {
        for line in page.first().into_iter().chain(page.last()) {
            *repeated.entry(without_digits(line)).or_default() += 1;
        }
    }
    let count = pages.len();
    let is_furniture = |line: &TextLine| {
        let times = repeated.get(&without_digits(line)).copied().unwrap_or_default();
        is_page_number(&line.text) || (count >= 2 && times * 2 > count)
    };
    for page in pages {
        while page.last().is_some_and(is_furniture) {
            page.pop();
        }
        while page.first().is_some_and(is_furniture) {
            page.remove(0);
        }
    }
}

/// `3`, `— 3 —`, which is recognised in a picture as `一3一`, `第3页 共12页`, `3/12`.
fn is_page_number(text: &str) -> bool {
    let mark = |c: char| c.is_whitespace() || "-－—–―－一·•~～第共页/".contains(c);
    let digits: String = text.chars().filter(|c| !mark(*c)).collect();
    !digits.is_empty() && digits.len() <= 6 && digits.chars().all(|c| c.is_ascii_digit())
}

#[cfg(any(feature = "pdf", test))]
/// White space stays between words of an alphabet only.
fn tidy(line: &str) -> String {
    let mut text = String::new();
    for piece in line.split_whitespace() {
        join(&mut text, piece);
    }
    text
}

/// Width in characters, those of an alphabet counting half.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a line goes on in the next one, in a column of twenty characters.
    fn goes_on(line: &str, next: &str) -> bool {
        let lines = unplaced_lines(&format!("{line}\n{next}\n{}", "连".repeat(20)));
        Edges::of(&lines).goes_on(&lines[0], &lines[1])
    }

    #[test]
    fn a_number_without_room_goes_to_the_next_line() {
        // Three characters short, which 12400 needs and 件 does not.
        let clause = "发".repeat(17);
        assert!(goes_on(&clause, "12400件"));
        assert!(!goes_on(&clause, "件数"));
        assert!(!goes_on(&clause, "12件"));
        // The end of a sentence there is that of a paragraph.
        assert!(!goes_on(&format!("{}。", "发".repeat(16)), "12400件"));
    }

    #[test]
    fn what_heads_both_of_two_pages_is_left_out() {
        let page =
            |text: &str, number: u8| unplaced_lines(&format!("云岭简报第{number}期\n{text}\n{number}"));
        let text: Vec<_> =
            paragraphs(vec![page("甲", 1), page("乙", 2)]).into_iter().map(|line| line.text).collect();
        assert_eq!(text, ["甲乙"]);
        let alone = paragraphs(vec![page("甲", 1)]);
        assert!(alone[0].text.starts_with("云岭简报"), "{alone:?}");
    }
}
