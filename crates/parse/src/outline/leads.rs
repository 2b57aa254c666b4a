//! Lead sentences: short sentences that title the text behind them (`主题教育掀起热潮。`).

use std::collections::BTreeMap;

use super::Span;
use super::phrase::{first_sentence, is_title};
use crate::pattern::pattern;
use crate::text_util::{ends_sentence, is_letter, letters_to, sentence_ends};

/// Letters of a lead at the head of a paragraph.
const LEAD: std::ops::RangeInclusive<usize> = 4..=24;
/// Letters of the longest sentence that a row of like ones makes a lead.
const LONGEST: usize = 26;
/// Text a lead must have behind it, in letters.
const BODY: usize = 12;

/// The lead that a text behind its number opens with, without its mark, as [`Paragraph::lead`](crate::Paragraph::lead)
/// has it: for a paragraph that is known without its document.
///
/// ```
/// assert_eq!(gongwen_parse::lead_of("主题教育掀起热潮。举办读书班四期，处级党员干部全部参加。"), Some("主题教育掀起热潮"));
/// assert_eq!(gongwen_parse::lead_of("举办读书班四期，处级党员干部全部参加。"), None);
/// ```
pub fn lead_of(text: &str) -> Option<&str> {
    Some(lead(text, Span::new(0, text.len()))?.of(text))
}

/// The lead a paragraph opens with, without its mark.
pub(super) fn lead(text: &str, paragraph: Span) -> Option<Span> {
    let inside = paragraph.of(text);
    let first = first_sentence(inside);
    let sentence = &inside[..first.end];
    let mark = first.mark?;
    let label = matches!(mark, '：' | ':')
        && letters_to(sentence, 15) <= 14
        && !pattern!(r"(?:<announcement>|要求)$").is_match(sentence);
    let titled = (ends_sentence(mark) || label)
        && LEAD.contains(&letters_to(sentence, LEAD.end() + 1))
        && is_title(sentence);
    let body = || letters_to(&inside[first.end..], BODY) >= BODY;
    (titled && body()).then(|| Span::new(paragraph.start(), paragraph.start() + first.end))
}

/// Cuts a paragraph before every lead sentence that a row of like ones makes sure.
///
/// Sentences are alike when they share their first two characters (`立足…`), or their length and
/// first or last character (`做强传统产业。做实服务产业。`); each must have longer text behind it.
pub(super) fn split(text: &str, paragraph: Span) -> Vec<Span> {
    let sentences = sentences(text, paragraph);
    // Longer ones are all alike: text, and longer than any lead.
    let counts: Vec<usize> =
        sentences.iter().map(|sentence| letters_to(sentence.of(text), LONGEST + 1)).collect();
    let is_lead = |index: usize| {
        let sentence = sentences[index].of(text);
        let next = counts.get(index + 1).copied().unwrap_or_default();
        (4..=LONGEST).contains(&counts[index])
            && next > counts[index]
            && next >= BODY
            && is_title(sentence.trim_end_matches(ends_sentence))
            && !pattern!(r"\d|等[。！]$").is_match(sentence)
    };
    let likely: Vec<usize> = (0..sentences.len()).filter(|&index| is_lead(index)).collect();
    if likely.len() < 2 {
        return vec![paragraph.trimmed(text)];
    }
    let mut rows: BTreeMap<(char, char, usize), Vec<usize>> = BTreeMap::new();
    for &index in &likely {
        let sentence = sentences[index].of(text);
        let count = counts[index];
        let mut chars = sentence.chars().filter(|&c| is_letter(c));
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else { continue };
        let last = chars.next_back().unwrap_or(second);
        rows.entry((first, second, 0)).or_default().push(index);
        if count <= 12 && !sentence.contains(['，', ',']) {
            rows.entry((first, ' ', count)).or_default().push(index);
            rows.entry((' ', last, count)).or_default().push(index);
            rows.entry((' ', ' ', count)).or_default().push(index);
        }
    }
    let row = rows
        .into_iter()
        .filter(|((first, second, _), row)| {
            let opens = row.first() == Some(&0);
            let any_word = (*first, *second) == (' ', ' ');
            spaced(row)
                && (row.len() >= 4
                    || row.len() == 3 && (!any_word || opens)
                    || row.len() == 2 && opens && !any_word
                    || row.len() == 2 && opens && sentences.len() <= 12)
        })
        .max_by_key(|(key, row)| (row.len(), row.first() == Some(&0), std::cmp::Reverse(*key)))
        .map(|(_, row)| row)
        .unwrap_or_default();
    let mut starts: Vec<usize> = row.into_iter().map(|index| sentences[index].start()).collect();
    if starts.first() != Some(&paragraph.start()) {
        starts.insert(0, paragraph.start());
    }
    let ends = starts.iter().skip(1).copied().chain([paragraph.end()]);
    starts.iter().zip(ends).map(|(&start, end)| Span::new(start, end).trimmed(text)).collect()
}

/// No two leads in a row without text between them.
fn spaced(row: &[usize]) -> bool {
    row.windows(2).all(|pair| pair[1] > pair[0] + 1)
}

/// The sentences of a paragraph with their marks.
fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let inside = paragraph.of(text);
    let mut start = 0;
    sentence_ends(inside)
        .into_iter()
        .chain([inside.len()])
        .map(|end| Span::new(paragraph.start() + std::mem::replace(&mut start, end), paragraph.start() + end))
        .map(|span| span.trimmed(text))
        .filter(|span| !span.is_empty())
        .collect()
}
