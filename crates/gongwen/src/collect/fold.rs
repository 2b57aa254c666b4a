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

#[cfg(test)]
mod tests {
    use gongwen_parse::{Options, parse};
    use gongwen_write::{Tag, TaggedFile};

    use super::*;

    /// A copy of a copy belongs to the item that shows the first, not to the copy's place among excerpts.
    #[test]
    fn copies_of_copies_are_folded_into_the_first() {
        let one = "一是排查消防通道和燃气管线隐患一百二十处全部整改完毕没有发生亡人火灾事故，组织演练四十场有六千名居民参加。";
        let two =
            "二是为辖区高龄独居老人上门送餐三万份并组织志愿者逐户走访慰问，帮助打扫房间检修电路陪伴就医。";
        let nearer = two.replace("陪伴就医", "陪伴看病");
        let source = [one, one, two, &nearer, &nearer].join("\n");
        let document = parse(&source, &Options::default());
        let tags = vec![Tag::default(); document.paragraphs().count()];
        let file = TaggedFile { name: String::new(), document, tags, again: Vec::new() };
        let excerpts =
            file.paragraphs().map(|(report, paragraph, tag)| Excerpt { file: &file, report, paragraph, tag });
        let items = fold(excerpts);
        assert_eq!(items.iter().map(|item| item.folded.len()).collect::<Vec<_>>(), [1, 2]);
    }
}
