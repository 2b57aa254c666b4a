//! The title and the lines below it, which may say who speaks where and when.

use crate::Block;
use crate::pattern::pattern;
use crate::text_util::squeezed;

/// Lines before the first heading that may say so.
const LINES: usize = 8;
/// Such a line is no longer than this, in characters.
const LONGEST: usize = 80;
/// A subtitle goes over so many lines at most.
const MOST_JOINED: usize = 3;

/// The title and the short lines before the first heading, squeezed; before the first line of a subtitle that
/// goes on over others, the whole of it.
pub(super) fn lines(title: &str, blocks: &[Block]) -> impl Iterator<Item = String> {
    let paragraphs = blocks.iter().map_while(|block| match block {
        Block::Paragraph(paragraph) => Some(squeezed(&paragraph.text)),
        Block::Heading(_) => None,
    });
    let below: Vec<String> = paragraphs.take(LINES).collect();
    let mut lines = vec![squeezed(title)];
    for (index, line) in below.iter().enumerate() {
        lines.extend(subtitle(&below[index..]));
        lines.push(line.clone());
    }
    lines.into_iter().filter(|line| line.chars().count() <= LONGEST)
}

/// The subtitle that begins with the first of these lines and ends with a later one: `——2024年1月9日在青禾县`,
/// `第九届人民代表大会第四次会议上`.
fn subtitle(lines: &[String]) -> Option<String> {
    let ends = |line: &str| pattern!("会议?上?[）)]?$").is_match(line);
    let first = lines.first()?;
    if ends(first) || !pattern!(r"^(?:[—─―－（(-]|(?:<year-number>|<han-year>)年.{1,3}月|在)").is_match(first)
    {
        return None;
    }
    (2..=MOST_JOINED.min(lines.len())).map(|count| lines[..count].concat()).find(|joined| ends(joined))
}
