//! Groups by topic; a large one is split by the words that decided for it.

use std::collections::BTreeMap;

use gongwen_write::{Item, ThemeNames};

/// A strand holds at least this many paragraphs.
const SMALLEST: usize = 6;
/// A word in more than this share of a topic's paragraphs says nothing new about them.
const TOO_COMMON: f64 = 0.25;
/// Words of evidence looked at per paragraph, strongest first.
const WORDS: usize = 3;

/// The groups with their titles: topics in their order, and in a large one its strands
/// (`安全 · 消防`) from the largest to what no strand covers (`安全 · 其余`).
pub(super) fn groups<'a>(items: Vec<Item<'a>>, themes: &ThemeNames) -> Vec<(String, Vec<Item<'a>>)> {
    let mut by_topic: BTreeMap<usize, Vec<Item<'a>>> = BTreeMap::new();
    for item in items {
        by_topic.entry(item.excerpt.tag.topic).or_default().push(item);
    }
    let mut groups = Vec::new();
    for (topic, items) in by_topic {
        let name = themes.topics.get(topic).map_or("", |topic| topic.zh.as_str());
        let strands = strands(&items, name);
        if strands.is_empty() {
            groups.push((name.to_owned(), items));
            continue;
        }
        let mut left: Vec<Option<Item<'a>>> = items.into_iter().map(Some).collect();
        for (word, members) in strands {
            let items = members.iter().filter_map(|&member| left[member].take()).collect();
            groups.push((format!("{name} · {word}"), items));
        }
        let rest: Vec<Item<'a>> = left.into_iter().flatten().collect();
        if !rest.is_empty() {
            groups.push((format!("{name} · 其余"), rest));
        }
    }
    groups
}

/// Chooses strands greedily: the word that weighs most in the evidence of the paragraphs still
/// without strand, again and again. Returns words with the places of their paragraphs, the largest
/// strand first.
fn strands<'a>(items: &[Item<'a>], topic: &str) -> Vec<(&'a str, Vec<usize>)> {
    // Of every word, the paragraphs it speaks for and how strongly.
    let mut holders: BTreeMap<&str, Vec<(usize, f64)>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        for (word, weight) in item.excerpt.tag.evidence.iter().take(WORDS) {
            holders.entry(word).or_default().push((place, *weight));
        }
    }
    holders.retain(|word, places| {
        *word != topic && word.chars().count() > 1 && places.len() as f64 <= TOO_COMMON * items.len() as f64
    });
    let mut taken = vec![false; items.len()];
    let mut strands = Vec::new();
    while !holders.is_empty() {
        holders.values_mut().for_each(|places| places.retain(|&(place, _)| !taken[place]));
        holders.retain(|_, places| places.len() >= SMALLEST);
        let weights = holders.iter().map(|(&word, places)| (places.iter().map(|p| p.1).sum::<f64>(), word));
        // Of equals the word that stands first in order.
        let Some((_, word)) = weights.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1))) else {
            break;
        };
        let places: Vec<usize> = holders.remove(word).unwrap_or_default().iter().map(|p| p.0).collect();
        places.iter().for_each(|&place| taken[place] = true);
        strands.push((word, places));
    }
    strands.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    strands
}
