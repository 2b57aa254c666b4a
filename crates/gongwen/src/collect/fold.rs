//! Near-duplicates, across files too, folded into the first of them.

use gongwen_parse::duplicates::Index;
use gongwen_write::{Excerpt, Folded, Item};

/// Folds every excerpt that nearly says what an earlier one said into that one.
pub(super) fn fold<'a>(excerpts: impl IntoIterator<Item = Excerpt<'a>>) -> Vec<Item<'a>> {
    let mut index = Index::default();
    let mut items: Vec<Item<'a>> = Vec::new();
    // Of every excerpt, the item that shows it.
    let mut shown_by: Vec<usize> = Vec::new();
    for excerpt in excerpts {
        match index.add(&excerpt.paragraph.text) {
            Some(found) => {
                let item = shown_by[found.of];
                items[item].folded.push(Folded { excerpt, similarity: found.similarity });
                shown_by.push(item);
            }
            None => {
                shown_by.push(items.len());
                items.push(Item { excerpt, folded: Vec::new() });
            }
        }
    }
    items
}
