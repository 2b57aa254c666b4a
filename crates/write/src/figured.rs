//! A file with the figures that its paragraphs state.

use gongwen_figures::{Figure, Role, Sign, Status};
use gongwen_parse::{Paragraph, Report, Span};

use crate::{Tag, TaggedFile, WriteError};

/// A tagged file with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct FiguredFile {
    /// The file, its paragraphs with their themes.
    pub file: TaggedFile,
    /// In reading order.
    pub figures: Vec<PlacedFigure>,
}

/// A figure with its place in the source.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedFigure {
    /// Index of its paragraph in [`gongwen_parse::Document::paragraphs`].
    pub paragraph: usize,
    /// What was read; its places are those of the paragraph's text.
    pub figure: Figure,
    /// Where the number stands with its unit.
    pub span: Span,
    /// Where the phrase stands that names what is measured.
    pub indicator: Option<Span>,
    /// Of a part (其中), where the whole stands.
    pub whole: Option<Span>,
    /// Figures of the same report that give the same thing another value.
    pub conflicts: Vec<Span>,
}

/// A figure with all that stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stated<'a> {
    pub(crate) report: &'a Report,
    pub(crate) paragraph: &'a Paragraph,
    pub(crate) tag: &'a Tag,
    pub(crate) placed: &'a PlacedFigure,
}

impl FiguredFile {
    /// The figures with report, paragraph and tag, in reading order.
    pub fn stated(&self) -> impl Iterator<Item = (&Report, &Paragraph, &Tag, &PlacedFigure)> {
        let paragraphs: Vec<_> = self.file.paragraphs().collect();
        self.figures.iter().filter_map(move |placed| {
            let &(report, paragraph, tag) = paragraphs.get(placed.paragraph)?;
            Some((report, paragraph, tag, placed))
        })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Stated<'_>> {
        self.stated().map(|(report, paragraph, tag, placed)| Stated { report, paragraph, tag, placed })
    }
}

impl PlacedFigure {
    /// The number with its unit, as the repaired text has it.
    pub fn text<'p>(&self, paragraph: &'p Paragraph) -> &'p str {
        paragraph.text.get(self.figure.span.clone()).unwrap_or_default()
    }

    /// The phrase that names what is measured, in one line.
    pub fn indicator_text(&self, paragraph: &Paragraph) -> Option<String> {
        words(paragraph, self.figure.indicator.as_ref())
    }

    /// The time it is true for, as printed, in one line.
    pub fn period_text(&self, paragraph: &Paragraph) -> Option<String> {
        words(paragraph, self.figure.period.as_ref())
    }

    /// The sentence it stands in; of one without end the 200 characters on either side.
    pub fn sentence<'p>(&self, paragraph: &'p Paragraph) -> &'p str {
        // It stands beside every one of its figures.
        const AROUND: usize = 200;
        let (text, span) = (paragraph.text.as_str(), &self.figure.span);
        let goes_on = |&(_, c): &(usize, char)| !matches!(c, '。' | '\n' | '！' | '？');
        let before = text.get(..span.start).unwrap_or_default().char_indices().rev();
        let start = before.take(AROUND).take_while(goes_on).last().map_or(span.start, |(at, _)| at);
        let behind = text.get(span.end..).unwrap_or_default().char_indices();
        let end = behind.take(AROUND).take_while(goes_on).last().map_or(0, |(at, c)| at + c.len_utf8());
        text.get(start..span.end + end).unwrap_or_default().trim()
    }
}

/// The words of a range; white space within Chinese words says nothing.
fn words(paragraph: &Paragraph, range: Option<&std::ops::Range<usize>>) -> Option<String> {
    let words = paragraph.text.get(range?.clone())?;
    Some(words.split_whitespace().collect())
}

/// Takes files with figures one by one. Formats that can, write each at once; the others at the end.
pub trait FigureWriter {
    /// Takes the next file.
    ///
    /// # Errors
    /// Where the destination fails or the format cannot hold the file.
    fn add(&mut self, file: &FiguredFile) -> Result<(), WriteError>;

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// Where the destination fails or the format cannot hold the files.
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}

/// The Chinese name of a role.
pub fn role_zh(role: Role) -> &'static str {
    match role {
        Role::Level => "数量",
        Role::Change => "变化",
        Role::Share => "比率",
        Role::Rank => "位次",
    }
}

/// The Chinese name of a status.
pub fn status_zh(status: Status) -> &'static str {
    match status {
        Status::Result => "已完成",
        Status::Target => "目标",
        Status::Other => "其他",
    }
}

/// The Chinese name of a direction.
pub fn sign_zh(sign: Sign) -> &'static str {
    match sign {
        Sign::Up => "升",
        Sign::Down => "降",
    }
}

#[cfg(test)]
mod tests {
    use gongwen_figures::{Setting, figures};
    use gongwen_parse::{Options, Span, parse};

    use super::PlacedFigure;

    /// The sentences beside the figures of a text.
    fn sentences(text: &str) -> Vec<String> {
        let document = parse(text, &Options::default());
        let (_, paragraph) = document.paragraphs().next().unwrap();
        let found = figures(&paragraph.text, &Setting::default()).into_iter();
        let place = |figure| PlacedFigure {
            paragraph: 0,
            figure,
            span: Span::new(0, 0),
            indicator: None,
            whole: None,
            conflicts: Vec::new(),
        };
        found.map(|figure| place(figure).sentence(paragraph).to_owned()).collect()
    }

    #[test]
    fn a_sentence_without_end_is_told_around_its_figure() {
        assert_eq!(
            sentences("修路8公里。新建公厕12座，改造5座。"),
            ["修路8公里", "新建公厕12座，改造5座", "新建公厕12座，改造5座"]
        );
        let text: String = (1..=1_000).map(|n| format!("修路{n}公里，")).collect();
        let (told, longest) = (sentences(&text), "修路1000公里，".chars().count() + 400);
        assert_eq!(told.len(), 1_000);
        assert!(told.iter().all(|told| told.chars().count() <= longest), "{}", told[500]);
    }
}
