//! Tables of contents: 目录 and the lines with page numbers behind it.

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::{Change, Pass, Span};
use crate::pattern::pattern;
use crate::text_util::{lines, squeezed};

pub(crate) const PASS: Pass =
    Pass { name: "contents", about: "a table of contents before the text", furniture: true, run };

const WHY: &str = "table of contents";

/// Rows with page numbers make a table without the word 目录 from this many on.
const ENOUGH_ROWS: usize = 3;

/// How often titles inside lines are looked for in the rest of the text: every look may go over all of it.
const LOOKS: usize = 3000;

fn run(text: &str) -> Vec<Change> {
    let lines: Vec<Span> = lines(text);
    let mut changes = Vec::new();
    let mut index = 0;
    let mut places = None;
    let mut looks = LOOKS;
    while index < lines.len() {
        let words = lines[index].of(text);
        let named = words.starts_with(['目', '【'])
            && matches!(squeezed(words).as_str(), "目录" | "目次" | "【目录】");
        let first = index + usize::from(named);
        let is_entry = |line: &str| entry(line).is_some() || named && spaced_entry(line);
        let paged = lines[first..].iter().take_while(|line| is_entry(line.of(text))).count();
        let rows = match paged {
            0 if named => {
                places.get_or_insert_with(|| LinesByText::of(text, &lines)).repeated_rows(text, &lines, first)
            }
            paged => paged,
        };
        if rows >= ENOUGH_ROWS || (named && rows > 0) {
            let table = Span::new(lines[index].start(), lines[first + rows - 1].end());
            changes.push(Change::delete(table, WHY));
            index = first + rows;
        } else {
            if let Some(head) = head_inside(lines[index].of(text)) {
                let table = inside_line(text, lines[index], head, &mut looks);
                changes.extend(table.map(|table| Change::delete(table, WHY)));
            }
            index += 1;
        }
    }
    changes
}

/// The title in a row of a table of contents: `title<tab>5`, `title……5`.
pub(crate) fn entry(line: &str) -> Option<&str> {
    if !line.ends_with(|c: char| c.is_numeric() || matches!(c, '）' | ')')) {
        return None;
    }
    let found = pattern!(
        r"(?x)^(\S.{1,70}?)
        (?: [\ \t\u{3000}]*(?:\t|\.{3,}|…+|·{3,}|-{3,}|—{2,})[\ \t\u{3000}.…·]* | [\ \u{3000}]{2,} )
        [（(]?\d{1,4}[）)]?$"
    )
    .captures(line)?;
    found.get(1).map(|title| title.as_str().trim_end())
}

/// Behind the word 目录 one space is enough before the page number.
fn spaced_entry(line: &str) -> bool {
    pattern!(
        r"^\D.{3,70}[ \u{3000}][（(]?\d{1,4}[）)]?$|^\d{1,2}[.．、].{4,70}[ \u{3000}][（(]?\d{1,4}[）)]?$"
    )
    .is_match(line)
}

/// Where 目录 stands in a line with something behind it, with the space there.
fn head_inside(line: &str) -> Option<(usize, usize)> {
    let mut words = line.match_indices('目').map(|(at, word)| line[at + word.len()..].trim_start());
    if !words.any(|behind| behind.starts_with(['录', '次'])) {
        return None;
    }
    let head = pattern!(
        r"(?:^|[ \u{3000}）)】]|<compilation>)(目[ \u{3000}]*[录次])(?:[ \u{3000}：:]+|[1一][、.．]|[（(][1一][）)])"
    ).captures(line)?;
    let word = head.get(1)?;
    let gap = pattern!(r"^[ \u{3000}：:]*").find(&line[word.end()..])?;
    Some((word.start(), word.end() + gap.end()))
}

/// A table of contents in a text pasted into one line: behind 目录 the titles, with numbers or page numbers or
/// neither, of which each stands again behind the table.
fn inside_line(text: &str, line: Span, (start, mut end): (usize, usize), looks: &mut usize) -> Option<Span> {
    let words = line.of(text);
    let first = end;
    while let Some(len) = row_inside(&text[line.start() + end..], words.len() - end, looks) {
        end += len;
    }
    // The spaces before the table go, too; those behind it divide what stands around it.
    let start = words[..start].trim_end().len();
    let end = words[..end].trim_end().len();
    (end > first).then(|| Span::new(line.start() + start, line.start() + end))
}

/// Length of the row that the first `line` bytes of `rest` begin with, number and page included.
fn row_inside(rest: &str, line: usize, looks: &mut usize) -> Option<usize> {
    let row = pattern!(
        r"^[ \u{3000}]*(?:\d{1,2}[.．、]|[<numeral>]{1,3}、|[（(][\d<numeral>]{1,3}[）)]|<text-number>[：:、]?)?[ \u{3000}]*"
    );
    let inside = rest.get(..line)?;
    let start = row.find(inside)?.end();
    let gaps = inside[start..].match_indices([' ', '\u{3000}', '\t', '.', '…', '·', '（', '(']);
    // A title of at most so many bytes, with a few spaces in it.
    let mut ends = gaps.map(|(at, _)| start + at).take_while(|end| end - start <= 240).take(12);
    let end = ends.find(|&end| {
        let title = &rest[start..end];
        if title.chars().count() < 4 || title.contains(['。', '，', '；']) || *looks == 0 {
            return false;
        }
        *looks -= 1;
        memmem::find(&rest.as_bytes()[end..], title.as_bytes()).is_some()
    })?;
    // Behind leaders the page number needs no space behind it.
    let page = pattern!(
        r"(?x)^(?: [\x20\u{3000}\t]*[.…·—-]{2,}[\x20\u{3000}\t.…·—-]*\d{1,3}[\x20\u{3000}]*
        | [\x20\u{3000}\t.…·—-]*(?:[（(]?\d{1,4}[）)]?)?(?:[\x20\u{3000}]+|$) )"
    )
    .find(&inside[end..])?;
    Some(end + page.end())
}

/// Where each short line stands, by its text without white space.
struct LinesByText(FxHashMap<String, Vec<usize>>);

impl LinesByText {
    fn of(text: &str, lines: &[Span]) -> Self {
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.len() <= 240) {
            places.entry(squeezed(line.of(text))).or_default().push(index);
        }
        Self(places)
    }

    /// Rows without page numbers: lines from `first` on that stand again, alone, further down.
    fn repeated_rows(&self, text: &str, lines: &[Span], first: usize) -> usize {
        /// Far enough for any real table.
        const LINES: usize = 2000;
        let end = lines.len().min(first + LINES);
        let is_row = |&index: &usize| {
            let places = self.0.get(&squeezed(lines[index].of(text))).map_or(&[][..], Vec::as_slice);
            let next = places.partition_point(|&place| place <= index);
            places.get(next).is_some_and(|&place| place < end)
        };
        (first..end).take_while(is_row).count()
    }
}
