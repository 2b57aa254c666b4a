//! Where sentences end inside a paragraph.

use std::ops::Range;

use crate::{Document, Paragraph, Span};

/// A sentence of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the paragraph's repaired text.
    pub text: Range<usize>,
    /// The same in the source.
    pub span: Span,
}

impl Document {
    /// The sentences of one of this document's paragraphs, in order: they end at `。！？；` and the closing quotation
    /// marks and brackets behind, and make up the paragraph's text and its span without gap.
    ///
    /// ```
    /// use gongwen_parse::{Options, parse};
    ///
    /// let document = parse("检查楼道四百处。组织演练 ；发放传单。", &Options::default());
    /// let (_, paragraph) = document.paragraphs().next().unwrap();
    /// let sentences = document.sentences(paragraph);
    /// let texts: Vec<&str> = sentences.iter().map(|s| &paragraph.text[s.text.clone()]).collect();
    /// assert_eq!(texts, ["检查楼道四百处。", "组织演练；", "发放传单。"]);
    /// assert_eq!(sentences[1].span.of(&document.source), "组织演练 ；");
    /// ```
    pub fn sentences(&self, paragraph: &Paragraph) -> Vec<Sentence> {
        let ends = ends(&paragraph.text);
        let places = self.places(paragraph);
        let mut sentences: Vec<Sentence> = Vec::with_capacity(ends.len());
        let (mut start, mut from) = (0, paragraph.span.start());
        for (i, &end) in ends.iter().enumerate() {
            // What an edit took out between two sentences belongs to the second.
            let place = places.span(start..end).end();
            let to = if i + 1 == ends.len() { paragraph.span.end() } else { place.max(from) };
            sentences.push(Sentence { text: start..end, span: Span::new(from, to) });
            (start, from) = (end, to);
        }
        sentences
    }
}

/// Where the sentences of a text end, its own end included.
fn ends(text: &str) -> Vec<usize> {
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';');
    let goes_on = |c: char| is_end(c) || matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | ' ');
    let mut ends = Vec::new();
    let mut ended = false;
    for (at, c) in text.char_indices() {
        if ended && !goes_on(c) {
            ends.push(at);
        }
        ended = is_end(c) || ended && goes_on(c);
    }
    if !text.is_empty() {
        ends.push(text.len());
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, parse};
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut start = 0;
        ends(text).into_iter().map(|end| &text[std::mem::replace(&mut start, end)..end]).collect()
    }

    #[test]
    fn sentences_take_their_closing_marks_along() {
        assert_eq!(cut("他说：“好。”大家都笑了！？散会"), ["他说：“好。”", "大家都笑了！？", "散会"]);
        assert_eq!(cut("（见附件。）一是巡查；二是整改；"), ["（见附件。）", "一是巡查；", "二是整改；"]);
        assert_eq!(cut("增长3.5%，完成1:20000测图"), ["增长3.5%，完成1:20000测图"]);
        assert!(cut("").is_empty());
    }

    proptest! {
        /// Over texts with all that repairs like to change: sentences make up text and span, and what stands in a
        /// sentence's place is its text once repaired, where no edit reaches across its end.
        #[test]
        fn sentences_make_up_their_paragraph(pieces in prop::collection::vec(prop::sample::select(vec![
            "一、安全生产。", "检查隐患四十处。", "组织D员学习；", "从严治D", "部 署", "\n", "２０２３年", "⼯作", "100机。", "”", " ",
            "（二）民生。", "##paidbegin##", "##paidend##", "新建食堂三处！",
        ]), 1..40)) {
            let document = parse(&pieces.concat(), &Options::default());
            for (_, paragraph) in document.paragraphs() {
                let sentences = document.sentences(paragraph);
                let (mut text, mut source) = (0, paragraph.span.start());
                for Sentence { text: own, span } in &sentences {
                    prop_assert_eq!((own.start, span.start()), (text, source));
                    prop_assert!(span.end() >= span.start() && document.source.is_char_boundary(span.end()));
                    (text, source) = (own.end, span.end());
                    let across = document.edits.iter().any(|edit| {
                        let (start, end) = (edit.span.start(), edit.span.end());
                        start < span.end() && span.end() <= end || start <= span.start() && span.start() < end
                    });
                    if !across {
                        let repaired = document.repaired_text(*span);
                        prop_assert_eq!(repaired.trim(), paragraph.text[own.clone()].trim());
                    }
                }
                prop_assert_eq!((text, source), (paragraph.text.len(), paragraph.span.end()));
            }
        }
    }
}
