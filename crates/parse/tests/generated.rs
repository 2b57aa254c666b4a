//! Reports with a known outline, damaged as circulation damages them, give the outline back.

mod support;

use gongwen_parse::{Document, Options, Part, parse};
use proptest::prelude::*;
use support::generate::{self, Style, Truth, style, truth};
use support::laws;

fn parsed(text: &str) -> Document {
    let document = parse(text, &Options::default());
    laws::assert_laws(&document);
    laws::assert_idempotent(&document);
    document
}

/// The outline, the title and every sentence are back.
fn assert_restored(document: &Document, truth: &Truth, style: Style) {
    let titles: Vec<_> = document.reports.iter().filter_map(|report| report.title.as_deref()).collect();
    assert_eq!(titles, [truth.title.as_str()]);
    assert_eq!(laws::outline(document), truth.headings(style));
    let text: String = document.paragraphs().map(|(_, paragraph)| paragraph.text.as_str()).collect();
    for sentence in truth.sections.iter().flat_map(|section| &section.body).flat_map(|sub| &sub.sentences) {
        assert!(text.contains(sentence.as_str()), "lost: {sentence}");
    }
    assert_eq!(document.paragraphs().next().map(|(_, paragraph)| paragraph.part), Some(Part::Opening));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_clean_report_comes_back(truth in truth(), style in style()) {
        let text = truth.print(style);
        let document = parsed(&text);
        assert_restored(&document, &truth, style);
        prop_assert!(document.edits.is_empty() && document.furniture.is_empty());
        let items = truth.sections.iter().flat_map(|s| &s.body).filter(|sub| sub.items).map(|sub| sub.sentences.len()).sum::<usize>();
        let found = document.paragraphs().filter(|(_, paragraph)| paragraph.marker.ends_with('是')).count();
        prop_assert_eq!(found, items);
    }

    #[test]
    fn hard_wraps_are_undone(truth in truth(), style in style(), width in 24usize..42) {
        let text = generate::hard_wrap(&truth.print(style), width);
        let longest = truth.headings(style).iter().map(|(_, marker, title)| (marker.clone() + title).chars().count()).max();
        prop_assume!(longest.unwrap_or(0) + 4 < width && truth.title.chars().count() + 4 < width);
        assert_restored(&parsed(&text), &truth, style);
    }

    #[test]
    fn page_marks_are_taken_out(truth in truth(), style in style(), length in 90usize..300) {
        let text = generate::page_marks(&truth.print(style), length);
        let document = parsed(&text);
        prop_assert!(!document.repaired.contains("\n\n"));
        assert_restored(&document, &truth, style);
    }

    #[test]
    fn the_party_is_restored(truth in truth(), style in style()) {
        let text = generate::dodge(&truth.print(style));
        let document = parsed(&text);
        assert_restored(&document, &truth, style);
        prop_assert_eq!(document.edits.len(), text.matches('D').count());
    }

    #[test]
    fn radicals_are_read_as_characters(truth in truth(), style in style()) {
        let text = generate::radicals(&truth.print(style));
        let document = parsed(&text);
        assert_restored(&document, &truth, style);
        let left = document.repaired.chars().filter(|c| ('\u{2E80}'..='\u{2FDF}').contains(c)).count();
        prop_assert_eq!(left, 0);
    }

    #[test]
    fn torn_sentences_are_joined(truth in truth(), style in style()) {
        let clean = truth.print(style);
        let text = generate::tear(&clean);
        let document = parsed(&text);
        prop_assert_eq!(&document.repaired, &clean);
        assert_restored(&document, &truth, style);
    }

    #[test]
    fn furniture_around_and_inside_is_taken_out(truth in truth(), style in style()) {
        let text = generate::web_chrome(&generate::paid_mark(&truth.print(style)));
        assert_restored(&parsed(&text), &truth, style);
    }

    #[test]
    fn one_line_is_cut_again(truth in truth(), style in style()) {
        let style = Style { run_in: true, ..style };
        let text = generate::glue(&truth.print(style));
        assert_restored(&parsed(&text), &truth, style);
    }

    #[test]
    fn a_collection_is_split(truths in prop::collection::vec(truth(), 2..4), style in style()) {
        let text: Vec<String> = truths.iter().map(|truth| truth.print(style)).collect();
        let document = parsed(&text.join("\n\n"));
        let titles: Vec<_> = document.reports.iter().map(|report| report.title.clone()).collect();
        let expected: Vec<_> = truths.iter().map(|truth| Some(truth.title.clone())).collect();
        prop_assert_eq!(titles, expected);
        let headings: Vec<_> = truths.iter().flat_map(|truth| truth.headings(style)).collect();
        prop_assert_eq!(laws::outline(&document), headings);
    }

    #[test]
    fn all_damage_at_once_keeps_the_laws(truth in truth(), style in style(), length in 90usize..300) {
        let damaged = generate::web_chrome(&generate::page_marks(&generate::dodge(&generate::paid_mark(&truth.print(style))), length));
        let document = parsed(&damaged);
        assert_restored(&document, &truth, style);
    }
}
