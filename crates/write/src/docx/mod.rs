//! Papers as Word documents, set as GB/T 9704-2012 asks of official documents: A4, margins of 37, 26,
//! 35 and 28 mm, title in 小标宋 2号 (22 pt), headings in 黑体 and 楷体, text in 仿宋 3号 (16 pt) with an
//! indent of two characters, 22 lines of 28 characters a page, page numbers `— 1 —` in 4号 (14 pt).

mod body;
mod package;
mod styles;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::{Paper, WriteError};

/// Writes the document. Same paper, same bytes: no time of writing is stored.
pub(crate) fn write(out: &mut dyn Write, paper: &Paper) -> Result<(), WriteError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (path, part) in parts(paper) {
        zip.start_file(path, options)?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(out.write_all(&zip.finish()?.into_inner())?)
}

/// The parts of the package, by path.
fn parts(paper: &Paper) -> [(&'static str, String); 11] {
    [
        ("[Content_Types].xml", package::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", package::RELATIONS.to_owned()),
        ("docProps/core.xml", package::core(paper.title())),
        ("docProps/custom.xml", package::custom()),
        ("word/document.xml", body::document(paper)),
        ("word/_rels/document.xml.rels", package::DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", styles::styles()),
        ("word/fontTable.xml", styles::font_table()),
        ("word/settings.xml", package::SETTINGS.to_owned()),
        ("word/footer-odd.xml", package::footer("right")),
        ("word/footer-even.xml", package::footer("left")),
    ]
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use quick_xml::Reader;
    use quick_xml::events::Event;
    use zip::ZipArchive;

    use super::write;
    use crate::fixture;

    fn unpacked() -> Vec<(String, String)> {
        let mut bytes = Vec::new();
        write(&mut bytes, &fixture::paper()).unwrap();
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let paths: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        let mut text = |path: &str| {
            let mut text = String::new();
            zip.by_name(path).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        paths.into_iter().map(|path| (path.clone(), text(&path))).collect()
    }

    #[test]
    fn every_part_is_well_formed_and_every_relation_leads_somewhere() {
        let parts = unpacked();
        for (path, text) in &parts {
            let mut reader = Reader::from_str(text);
            reader.config_mut().check_end_names = true;
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
                    Event::Eof => break,
                    Event::Start(tag) | Event::Empty(tag) => {
                        let attributes =
                            tag.attributes().map(|a| a.unwrap_or_else(|e| panic!("{path}: {e}")));
                        for target in attributes.filter(|a| a.key.as_ref() == "Target") {
                            let target = target.value.into_owned();
                            assert!(parts.iter().any(|(path, _)| path.ends_with(&target)), "{target}");
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn the_text_stands_in_its_styles() {
        let parts = unpacked();
        let (_, document) = parts.iter().find(|(path, _)| path == "word/document.xml").unwrap();
        let mut reader = Reader::from_str(document);
        let (mut shown, mut in_text) = (String::new(), false);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Empty(tag) if matches!(tag.name().as_ref(), "w:pStyle" | "w:rStyle") => {
                    let style = tag.attributes().next().unwrap().unwrap();
                    shown.push_str(&format!("[{}]", style.value));
                }
                Event::Start(tag) => in_text = tag.name().as_ref() == "w:t",
                Event::Text(text) if in_text => shown.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => shown.push_str(&format!("&{};", &*entity)),
                Event::End(tag) => {
                    in_text = false;
                    shown.push_str(if tag.name().as_ref() == "w:p" { "\n" } else { "" });
                }
                _ => {}
            }
        }
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn the_same_paper_gives_the_same_bytes() {
        let [mut first, mut second] = [Vec::new(), Vec::new()];
        write(&mut first, &fixture::paper()).unwrap();
        write(&mut second, &fixture::paper()).unwrap();
        assert_eq!(first, second);
    }
}
