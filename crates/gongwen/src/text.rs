//! A paragraph as classifiers see it: its text with what stands around it.

use gongwen_features::Fields;
use gongwen_parse::{Document, Paragraph, Report};

/// A text with what stands around it: [`Fields`] that own their strings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text itself.
    pub text: String,
    /// Its lead sentence or run-in heading, where it has one (a part of `text`).
    pub lead: Option<String>,
    /// Headings it stands under, outermost first.
    pub headings: Vec<String>,
    /// Title of the report.
    pub title: Option<String>,
    /// For a run-in heading that stands alone before its items: its text and theirs, by which it may be
    /// answered about.
    pub with_items: Option<String>,
}

impl Text {
    /// The first of these paragraphs; the others are those that follow it in its document.
    pub fn of(paragraphs: &[(&Report, &Paragraph)]) -> Self {
        let Some(&(report, paragraph)) = paragraphs.first() else { return Self::default() };
        Self {
            text: paragraph.text.clone(),
            lead: paragraph.lead.clone(),
            headings: paragraph.path.clone(),
            title: report.title.clone(),
            with_items: with_items(paragraphs),
        }
    }

    /// All paragraphs of a document, in reading order.
    pub fn all(document: &Document) -> Vec<Self> {
        let paragraphs: Vec<_> = document.paragraphs().collect();
        (0..paragraphs.len()).map(|at| Self::of(&paragraphs[at..])).collect()
    }

    /// Whether it is the heading it stands under and nothing else but that heading's number.
    pub(crate) fn is_heading_alone(&self) -> bool {
        /// `第十二`.
        const NUMBER: usize = 3;
        let letters = |text: &str| text.chars().filter(|&c| is_letter(c)).collect::<String>();
        let heading = self.headings.last().map(|heading| letters(heading)).unwrap_or_default();
        let text = letters(&self.text);
        let before = text.strip_suffix(&heading).filter(|_| !heading.is_empty());
        before.is_some_and(|number| number.chars().count() <= NUMBER)
    }

    /// As the feature crate takes it.
    pub fn fields(&self) -> Fields<'_> {
        Fields {
            text: &self.text,
            lead: self.lead.as_deref(),
            headings: &self.headings,
            title: self.title.as_deref(),
        }
    }
}

/// What the feature crate sees of a paragraph.
pub(crate) fn fields<'a>(report: &'a Report, paragraph: &'a Paragraph) -> Fields<'a> {
    Fields {
        text: &paragraph.text,
        lead: paragraph.lead.as_deref(),
        headings: &paragraph.path,
        title: report.title.as_deref(),
    }
}

/// Where the first paragraph is a run-in heading that stands alone before its items
/// (`（三）民生实事。一是…二是…`): its text and theirs. The others are those that follow it.
pub(crate) fn with_items(paragraphs: &[(&Report, &Paragraph)]) -> Option<String> {
    let (&(_, own), following) = paragraphs.split_first()?;
    if !is_bare_heading(own) {
        return None;
    }
    let mut items =
        following.iter().take_while(|(_, p)| p.path == own.path && p.marker != own.marker).peekable();
    items.peek()?;
    Some(std::iter::once(&own.text).chain(items.map(|(_, p)| &p.text)).map(String::as_str).collect())
}

/// A letter or number of any script; Han are told without a look at Unicode's tables.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// Whether a paragraph is its run-in heading and nothing else; a short item under a heading is none.
pub(crate) fn is_bare_heading(paragraph: &Paragraph) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|&c| is_letter(c))
    }
    let heading = paragraph.path.last().map_or("", |title| title);
    let mut text = letters(&paragraph.text);
    letters(heading).next().is_some()
        && letters(&paragraph.marker).all(|c| text.next() == Some(c))
        && text.eq(letters(heading))
}

#[cfg(test)]
mod tests {
    use gongwen_parse::{Options, parse};

    use super::*;

    #[test]
    fn a_heading_alone_is_told_from_a_short_item() {
        let text = |text: &str| Text {
            text: text.to_owned(),
            headings: vec!["一、民生".to_owned(), "养老服务".to_owned()],
            ..Text::default()
        };
        assert!(text("（十二）养老服务。").is_heading_alone() && text("养老服务").is_heading_alone());
        assert!(!text("（二）发展养老服务。新建食堂三处。").is_heading_alone());
        assert!(!text("今年继续做好养老服务。").is_heading_alone());
        assert!(!Text { headings: Vec::new(), ..text("养老服务") }.is_heading_alone());
    }

    #[test]
    fn a_short_item_is_no_bare_heading() {
        let source = "一、安全生产工作\n（一）改造老旧小区。\n（二）检查加油站。\n（三）排查燃气管道。\n";
        let document = parse(source, &Options::default());
        assert_eq!(document.paragraphs().count(), 3);
        assert!(document.paragraphs().all(|(_, paragraph)| !is_bare_heading(paragraph)));
    }

    #[test]
    fn a_bare_heading_brings_its_items_along() {
        let source = "一、2023年工作\n（一）民生实事。一是添床位。新增床位40张。二是送餐。送餐三万份。\n（二）消防。检查楼道四百处。\n";
        let texts = Text::all(&parse(source, &Options::default()));
        let with: Vec<_> = texts.iter().map(|t| (t.text.as_str(), t.with_items.as_deref())).collect();
        assert_eq!(
            with,
            [
                (
                    "（一）民生实事。",
                    Some("（一）民生实事。一是添床位。新增床位40张。二是送餐。送餐三万份。")
                ),
                ("一是添床位。新增床位40张。", None),
                ("二是送餐。送餐三万份。", None),
                ("（二）消防。检查楼道四百处。", None),
            ]
        );
    }
}
