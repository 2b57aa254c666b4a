//! Papers made of collections.

use chinese_number::{ChineseCase, ChineseCountMethod, ChineseVariant, NumberToChinese};

use super::{Paper, PaperBlock};
use crate::tagged::{PARTS, part_zh};
use crate::{Collection, Item, ThemeNames};

/// Groups as level 1 headings, parts as level 2, every paragraph followed by its source.
pub(crate) fn paper(collection: &Collection<'_>, themes: &ThemeNames) -> Paper {
    let mut blocks =
        vec![PaperBlock::Title(collection.title.clone()), PaperBlock::Subtitle(summary(collection))];
    for (group, number) in collection.groups.iter().zip(1..) {
        let text = format!("{}、{}", numeral(number), group.title);
        blocks.push(PaperBlock::Heading { level: 1, text });
        for ((part, items), number) in group.parts.iter().zip(1..) {
            let text = format!("（{}）{}", numeral(number), part_zh(*part));
            blocks.push(PaperBlock::Heading { level: 2, text });
            for item in items {
                blocks.push(PaperBlock::Body { run_in: None, text: item.excerpt.paragraph.text.clone() });
                blocks.push(PaperBlock::Note(note(item, themes)));
            }
        }
    }
    Paper { blocks }
}

/// A number as headings write it: 十二, 一百零三.
fn numeral(number: u32) -> String {
    let spoken =
        number.to_chinese(ChineseVariant::Simple, ChineseCase::Lower, ChineseCountMethod::TenThousand);
    spoken.unwrap_or_else(|_| number.to_string())
}

fn summary(collection: &Collection<'_>) -> String {
    let items = || collection.items().map(|(_, item)| item);
    let of_parts = PARTS.iter().filter_map(|part| {
        let count = items().filter(|item| item.excerpt.paragraph.part == *part).count();
        (count > 0).then(|| format!("{}{count}段", part_zh(*part)))
    });
    let of_parts: Vec<String> = of_parts.collect();
    let folded: usize = items().map(|item| item.folded.len()).sum();
    let mut summary = format!("从{}篇报告中摘出{}段", collection.reports, items().count());
    if !of_parts.is_empty() {
        summary.push_str(&format!("（{}）", of_parts.join("，")));
    }
    if folded > 0 {
        summary.push_str(&format!("；另有{folded}段内容相近，已并入所近似的段落"));
    }
    summary
}

fn note(item: &Item<'_>, themes: &ThemeNames) -> String {
    let excerpt = &item.excerpt;
    let mut note = format!("（来源：{}", excerpt.source_zh());
    let others = excerpt.tag.themes.iter().filter(|(theme, _)| *theme != excerpt.tag.theme);
    // That it is about other things too goes without saying.
    let others: Vec<&str> = others
        .filter_map(|&(theme, _)| themes.themes.get(theme))
        .filter(|theme| theme.id != "other")
        .map(|theme| theme.zh.as_str())
        .collect();
    if !others.is_empty() {
        note.push_str(&format!("；兼及{}", others.join("、")));
    }
    let folded = item.folded_zh();
    if !folded.is_empty() {
        note.push_str(&format!("；内容相近：{folded}"));
    }
    note.push('）');
    note
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use crate::OutputFormat;
    use crate::fixture::{collection, tagged, tagged_file, themes};

    fn written(format: OutputFormat) -> String {
        let files = [tagged_file(), tagged("云岭.txt", "云岭街道", "左右")];
        let mut out = Vec::new();
        collection(&files[0], &files[1]).write(format, &mut out, &themes()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_paragraph_names_its_source() {
        insta::assert_snapshot!(written(OutputFormat::Md));
    }

    #[test]
    fn the_page_of_a_collection_is_well_formed() {
        let page = written(OutputFormat::Html);
        let mut reader = quick_xml::Reader::from_str(&page);
        reader.config_mut().check_end_names = true;
        let mut paragraphs = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(tag) => paragraphs += usize::from(tag.name().as_ref() == "p"),
                _ => {}
            }
        }
        // The paragraph, its source, and the line under the title.
        assert_eq!(paragraphs, 3);
    }
}
