//! What holds of the project as a table that `classify learn` takes: a row a corrected paragraph, and one a marked
//! passage.

use gongwen::Correction;
use gongwen::parse::{Block, Document, Paragraph};
use gongwen::write::{Tag, TaggedFile, ThemeNames, ThemeOrTopic, tag_writer};

use super::{Options, Project, format};
use crate::problem::Problem;

pub(super) fn write(project: &Project<'_>, _: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    let (themes, mut out) = (project.contents.answering.tagger.names(), Vec::new());
    let mut writer = tag_writer(format(suffix)?, &mut out, &themes)?;
    // As the model answered, so that the table shows what was corrected.
    for (at, file) in project.contents.documents.iter().enumerate() {
        let of_file = |place: usize| project.judged.corrections.get(&(at, place));
        let corrected = only_corrected(file, of_file, &themes);
        if !corrected.tags.is_empty() {
            writer.add(corrected)?;
        }
    }
    writer.finish()?;
    Ok(out)
}

/// The paragraphs of a file that people say something of, each followed by the passages they marked.
fn only_corrected<'a>(
    file: &TaggedFile,
    given: impl Fn(usize) -> Option<&'a Correction>,
    themes: &ThemeNames,
) -> TaggedFile {
    let mut only = file.clone();
    only.tags = Vec::new();
    let mut place = 0;
    for report in &mut only.document.reports {
        for block in std::mem::take(&mut report.blocks) {
            let Block::Paragraph(paragraph) = block else { continue };
            let (correction, tag) = (given(place), file.tags.get(place));
            place += 1;
            let (Some(correction), Some(tag)) = (correction, tag) else { continue };
            for (paragraph, tag) in rows(&file.document, paragraph, tag, correction, themes) {
                report.blocks.push(Block::Paragraph(paragraph));
                only.tags.push(tag);
            }
        }
    }
    only
}

fn rows(
    document: &Document,
    paragraph: Paragraph,
    tag: &Tag,
    correction: &Correction,
    themes: &ThemeNames,
) -> Vec<(Paragraph, Tag)> {
    let places = document.places(&paragraph);
    let mark = |(range, theme): &(std::ops::Range<usize>, ThemeOrTopic)| {
        let text = paragraph.text.get(range.clone()).unwrap_or_default().to_owned();
        let span = places.span(range.clone());
        let part = Paragraph { marker: String::new(), lead: None, text, span, ..paragraph.clone() };
        (part, Tag { correction: id(*theme, themes), ..tag.clone() })
    };
    let marks: Vec<_> = correction.marks.iter().map(mark).collect();
    let said: Vec<String> = correction.themes.iter().map(|&theme| id(theme, themes)).collect();
    let own = (!said.is_empty()).then(|| (paragraph, Tag { correction: said.join("+"), ..tag.clone() }));
    own.into_iter().chain(marks).collect()
}

fn id(theme: ThemeOrTopic, themes: &ThemeNames) -> String {
    match theme {
        ThemeOrTopic::Theme(theme) => themes.themes.get(theme).map_or("", |theme| &theme.id),
        ThemeOrTopic::Topic(topic) => themes.topics.get(topic).map_or("", |topic| &topic.id),
    }
    .to_owned()
}
