//! Masks: XX, *, × where a name or number was taken out before the text was passed on.

use std::ops::Range;

use crate::pattern::pattern;

/// The masks of a text in order, as byte ranges: runs of `*`, `×`, `X` or `x` that stand for something left out.
/// A lone `x` or `X` is a mask only beside a Chinese character or a mark; `1+3+X` and Markdown's
/// `**` at a line's start are not masks.
///
/// ```
/// let text = "XX县引进企业xx家，到位资金*亿元";
/// let masks: Vec<_> = gongwen_parse::masks::masks(text).map(|mask| &text[mask]).collect();
/// assert_eq!(masks, ["XX", "xx", "*"]);
/// ```
pub fn masks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let runs = pattern!(r"[*＊]+|×+|[Xx]+(?:\.[Xx]+)?");
    runs.find_iter(text).filter(|run| is_mask(text, run.start(), run.end())).map(|run| run.range())
}

fn is_mask(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '&'));
    let markdown = text[start..end].starts_with("**") && before.is_none_or(|c| c == '\n');
    let multiplies = text[start..end].starts_with('×') && latin(before) && latin(after);
    !markdown
        && !multiplies
        && (!latin(before) || text[start..end].starts_with(['*', '＊', '×']))
        && !latin(after)
}

#[cfg(test)]
mod tests {
    use super::masks;

    #[test]
    fn words_and_formulas_are_no_masks() {
        for text in ["1+3+X模式", "MAX值", "3×4米", "**标题**"] {
            let found: Vec<_> = masks(text).map(|mask| &text[mask]).collect();
            assert!(found.is_empty() || text.starts_with("**"), "{text}: {found:?}");
        }
    }

    #[test]
    fn masked_figures_keep_their_point() {
        let text = "年营收xx.x亿元";
        assert_eq!(masks(text).next().map(|mask| &text[mask]), Some("xx.x"));
    }
}
