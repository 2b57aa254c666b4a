//! Any changes to any text: what is asked for is made, and every character's place is kept.

use gongwen_parse::repair::{Change, PASSES, Text};
use gongwen_parse::{Repaired, Span};
use proptest::prelude::*;

/// Start, length and replacement, on character boundaries or not.
fn change() -> impl Strategy<Value = (usize, usize, String)> {
    (0usize..40, 0usize..12, "[甲乙a ]{0,3}")
}

fn to_change((start, len, with): (usize, usize, String)) -> Change {
    Change { span: Span::new(start, start + len), with, why: "any" }
}

/// The changes that can be made, in order: on character boundaries and clear of the one before.
fn possible(text: &str, mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| change.span);
    let mut end = 0;
    changes.retain(|change| {
        let fits = change.span.start() >= end && text.get(change.span.range()).is_some();
        end = if fits { change.span.end() } else { end };
        fits
    });
    changes
}

/// The text with changes made that are in order and clear of each other.
fn made(text: &str, changes: &[Change]) -> String {
    let mut changed = String::new();
    let mut at = 0;
    for change in changes {
        changed += &text[at..change.span.start()];
        changed += &change.with;
        at = change.span.end();
    }
    changed + &text[at..]
}

/// The place in the source of every character of the current text, by the edits alone.
fn places(text: &Text, source: &str) -> Vec<Span> {
    let mut places = Vec::new();
    let mut at = 0;
    let kept = |places: &mut Vec<Span>, from: usize, to: usize| {
        let chars = source[from..to].char_indices();
        places.extend(chars.map(|(at, c)| Span::new(from + at, from + at + c.len_utf8())));
    };
    for edit in text.edits() {
        kept(&mut places, at, edit.span.start());
        places.extend(edit.with.chars().map(|_| edit.span));
        at = edit.span.end();
    }
    kept(&mut places, at, source.len());
    places
}

fn assert_places(text: &Text, source: &str) {
    let places = places(text, source);
    let chars: Vec<Span<Repaired>> =
        text.as_str().char_indices().map(|(at, c)| Span::new(at, at + c.len_utf8())).collect();
    assert_eq!(chars.len(), places.len());
    for first in 0..chars.len() {
        let before = Span::new(chars[first].start(), chars[first].start());
        assert_eq!(text.source_span(before).start(), places[first].start(), "before character {first}");
        assert!(text.source_span(before).is_empty());
        for last in first..chars.len() {
            let found = text.source_span(chars[first].join(chars[last]));
            assert_eq!(found, places[first].join(places[last]), "characters {first} to {last}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pass_makes_every_change_it_can(source in "[子丑ab \n]{0,20}", changes in prop::collection::vec(change(), 0..6)) {
        let changes: Vec<Change> = changes.into_iter().map(to_change).collect();
        let possible = possible(&source, changes.clone());
        let mut text = Text::new(&source);
        text.change(&PASSES[0], changes);
        prop_assert_eq!(text.as_str(), made(&source, &possible));
        let edits: Vec<_> = text.edits().map(|edit| (edit.span.range(), edit.was.as_str(), edit.with.as_str())).collect();
        let expected: Vec<_> = possible
            .iter()
            .map(|change| (change.span.range(), change.span.of(&source), change.with.as_str()))
            .filter(|(_, was, with)| was != with)
            .collect();
        prop_assert_eq!(edits, expected);
        assert_places(&text, &source);
    }

    #[test]
    fn changes_stack(source in "[子丑ab \n]{0,20}", changes in prop::collection::vec(change(), 0..8)) {
        let mut text = Text::new(&source);
        for change in changes.into_iter().map(to_change) {
            let possible = possible(text.as_str(), vec![change.clone()]);
            let expected = made(text.as_str(), &possible);
            text.change(&PASSES[0], vec![change]);
            prop_assert_eq!(text.as_str(), expected);
            assert_places(&text, &source);
        }
    }
}

#[test]
fn an_edit_is_of_the_pass_that_made_it_alone() {
    let document = super::parsed("完成37##paidbegin##个小区\n");
    let [edit] = &document.edits[..] else { panic!("{:?}", document.edits) };
    let makers: Vec<&str> = PASSES.iter().filter(|pass| edit.is_of(pass)).map(|pass| pass.name).collect();
    assert_eq!(makers, ["paid-marks"]);
}
