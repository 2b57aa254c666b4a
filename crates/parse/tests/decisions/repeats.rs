//! What counts as said again.

use gongwen_parse::Source;
use gongwen_parse::duplicates::{Index, LONGEST_CHANCE, Match, SHINGLE, SHORTEST, passages};

/// So many letters, all different, other ones for another start.
fn letters(start: u32, count: usize) -> String {
    (0..).filter_map(|k| char::from_u32(0x4E00 + (start + k * 37) % 20011)).take(count).collect()
}

/// What the last of some texts repeats of the others.
fn found(texts: &[&str]) -> Option<Match> {
    let mut index = Index::default();
    texts.iter().map(|text| index.add(text)).last().flatten()
}

#[test]
fn texts_from_forty_letters_on_are_compared() {
    let (short, long) = (letters(1, SHORTEST - 1), letters(1, SHORTEST));
    assert_eq!(found(&[&long, &long]), Some(Match { of: 0, similarity: 1.0 }));
    assert_eq!(found(&[&short, &short]), None);
    // Marks and spaces are no letters.
    let spread: String = long.chars().flat_map(|c| [c, '，', ' ']).collect();
    assert_eq!(found(&[&long, &spread]), Some(Match { of: 0, similarity: 1.0 }));
    assert_eq!(found(&[&short, &(short.clone() + "。。")]), None);
    assert_eq!(found(&["", ""]), None);
}

#[test]
fn the_similarity_is_the_share_of_common_shingles() {
    // Two texts that begin alike share a shingle less than letters, and each further letter adds one.
    let similarity = |common: usize, first: usize, second: usize| {
        let head = letters(1, common + SHINGLE - 1);
        let [a, b] =
            [(5, first), (9, second)].map(|(start, count)| format!("{head}{}", letters(start, count)));
        found(&[&a, &b]).map(|found| found.similarity)
    };
    assert_eq!(similarity(60, 0, 15), Some(0.8));
    assert_eq!(similarity(60, 15, 0), Some(0.8));
    assert_eq!(similarity(70, 20, 10), Some(0.7));
    // 0.65 is enough; less is not.
    assert_eq!(similarity(78, 22, 20), Some(0.65));
    assert_eq!(similarity(78, 22, 21), None);
    // A shingle counts once however often it stands.
    let text = letters(1, 50);
    assert_eq!(found(&[&text, &format!("{text}{text}")]).map(|found| found.similarity), Some(47.0 / 50.0));
}

#[test]
fn the_most_similar_is_named_and_the_first_of_equals() {
    let text = letters(1, 60);
    let other = format!("{text}{}", letters(7, 12));
    assert_eq!(found(&[&other, &text, &text]), Some(Match { of: 1, similarity: 1.0 }));
    assert_eq!(found(&[&text, &other, &text]), Some(Match { of: 0, similarity: 1.0 }));
    let far = letters(11, 60);
    assert_eq!(found(&[&far, &text, &other]).map(|found| found.of), Some(1));
    // Also behind a crowd of equals.
    assert_eq!(found(&[text.as_str(); 30]), Some(Match { of: 0, similarity: 1.0 }));
}

#[test]
fn texts_of_index_seven_tenths_meet() {
    let pairs = 300;
    let met = (0..pairs).filter(|&pair| {
        let head = letters(pair * 61, 70 + SHINGLE - 1);
        let [a, b] = [3, 5].map(|step| format!("{head}{}", letters(pair * 61 + step * 4001, 15)));
        found(&[&a, &b]).is_some()
    });
    // 1 - (1 - 0.7^4)^24 = 0.9985.
    assert!(met.count() >= 297);
}

/// The repeated passages: the earlier text and the later.
fn repeated(text: &str) -> Vec<(&str, &str)> {
    passages::<Source>(text).iter().map(|passage| (passage.of.of(text), passage.span.of(text))).collect()
}

#[test]
fn passages_have_120_letters() {
    let twice = |count: usize| {
        let passage = letters(1, count);
        format!("{}{passage}{}{passage}{}", letters(5, 50), letters(9, 40), letters(13, 50))
    };
    let passage = letters(1, LONGEST_CHANCE);
    assert_eq!(repeated(&twice(LONGEST_CHANCE)), [(passage.as_str(), passage.as_str())]);
    assert_eq!(repeated(&twice(LONGEST_CHANCE - 1)), []);
}

#[test]
fn passages_may_stand_at_the_ends_and_side_by_side() {
    let passage = letters(1, 130);
    let once = (passage.as_str(), passage.as_str());
    assert_eq!(repeated(&passage.repeat(2)), [once]);
    // The third is a passage of its own, a repeat of the first.
    let three = passage.repeat(3);
    assert_eq!(repeated(&three), [once, once]);
    assert!(passages::<Source>(&three).iter().all(|passage| passage.of.start() == 0));
    let (a, b) = (letters(1, 150), letters(17, 140));
    assert_eq!(repeated(&format!("{a}{b}乙{b}甲{a}")), [(b.as_str(), b.as_str()), (a.as_str(), a.as_str())]);
    // A short text that goes round and round repeats nothing long.
    assert_eq!(repeated(&letters(1, 100).repeat(2)), []);
}

#[test]
fn white_space_and_marks_do_not_part_passages() {
    let passage = letters(1, 130);
    let spread: String = passage.chars().flat_map(|c| [c, '，', '\n']).collect();
    let spread = spread.trim_end_matches(['，', '\n']);
    let text = format!("{passage}甲{spread}乙");
    assert_eq!(repeated(&text), [(passage.as_str(), spread)]);
}
