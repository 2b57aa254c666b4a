//! Where a title ends when no mark stands between it and the text
//! (`（二）惠企便企真招实招常态化推进驻点招商、…`).
//!
//! Every place inside the first sentence is weighed: words that open sentences behind it, words
//! that end titles before it, clauses of equal length, siblings of the same shape, and sentences
//! further on that begin alike. The weights are small whole numbers set by hand on the genre; a
//! place is believed from [`ENOUGH`] points on.

use rustc_hash::FxHashMap;

use super::Span;
use super::phrase::{first_sentence, is_title};
use super::shape::{Shape, Shapes, balance, shape};
use crate::duplicates::Bits;
use crate::pattern::pattern;
use crate::text_util::{after, before, ends_sentence, is_han, is_letter, letters};

/// Points from which an end is believed where no other end is known.
const ENOUGH: i32 = 4;
/// Points from which an end is believed although the first sentence itself reads like a title.
const ENOUGH_AGAINST_MARK: i32 = 7;
/// Letters a glued title may have.
const TITLE: std::ops::RangeInclusive<usize> = 4..=46;

/// A place where the title may end.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    end: usize,
    pub(super) shape: Shape,
    points: i32,
    /// Whether the text behind the place opens like a sentence.
    opens: bool,
    /// Whether the title is one that reports commonly give their parts.
    names_part: bool,
    /// Whether sentences further on begin like the text behind the place.
    parallel: bool,
}

impl Candidate {
    /// Whether words mark the place: no figure, and not only its neighbours' shape and the letters around it.
    pub(super) fn is_marked(&self, text: &str) -> bool {
        let figure = text[self.end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        self.opens && !figure || self.names_part || self.parallel
    }

    /// Whether the place would be believed by itself.
    pub(super) fn is_likely(&self) -> bool {
        self.points >= ENOUGH
    }
}

/// How often pairs of neighbouring characters stand in a text, those around places where a title may end: inside a
/// word pairs tend to recur, across the end of a title they do not.
pub(super) struct Pairs(FxHashMap<u64, u32>);

impl Pairs {
    /// Counts the pairs around the places in sections of a text where a title may end.
    pub(super) fn of(text: &str, sections: impl Iterator<Item = Span>) -> Self {
        let around = sections.flat_map(|section| {
            let places = places(first(section.of(text)));
            places.filter_map(move |(at, _)| pair(text, section.start() + at))
        });
        let mut counts: FxHashMap<u64, u32> = around.map(|pair| (pair, 0)).collect();
        // Of most pairs nobody asks.
        let mut asked = Bits::for_keys(counts.len());
        for &pair in counts.keys() {
            asked.insert(pair);
        }
        let mut before = '\0';
        for c in text.chars() {
            let pair = key(std::mem::replace(&mut before, c), c);
            if asked.holds(pair)
                && let Some(count) = counts.get_mut(&pair)
            {
                *count += 1;
            }
        }
        Self(counts)
    }

    /// Whether the pair around a place stands nowhere else.
    fn is_strange(&self, text: &str, place: usize) -> bool {
        pair(text, place).is_some_and(|pair| self.0.get(&pair).is_none_or(|&count| count < 2))
    }
}

/// The characters around a place.
fn pair(text: &str, place: usize) -> Option<u64> {
    Some(key(before(text, place)?, after(text, place)?))
}

fn key(before: char, after: char) -> u64 {
    u64::from(u32::from(before)) << 32 | u64::from(u32::from(after))
}

/// Whether a title may end between two characters.
fn may_part(before: char, after: char) -> bool {
    let closes = |c: char| is_han(c) || matches!(c, '”' | '）' | ')' | '》') || c.is_whitespace();
    closes(before) && (is_han(after) || after.is_ascii_digit() || matches!(after, 'X' | 'x' | '*' | '“'))
}

/// The first sentence of the text behind a number, in which its title may end.
fn first(inside: &str) -> &str {
    let first = first_sentence(inside);
    // All of it is one clause.
    let clause = matches!(first.mark, Some('；' | ';')) && first.end + 3 >= inside.len();
    if clause { "" } else { &inside[..first.end] }
}

/// The places where a title may end in a sentence, outside brackets, with the number of letters before each.
fn places(sentence: &str) -> impl Iterator<Item = (usize, usize)> {
    let (mut depth, mut count, mut last) = (0i32, 0, '\0');
    let places = sentence.char_indices().map_while(move |(at, c)| {
        let parts = may_part(std::mem::replace(&mut last, c), c);
        let place = (depth == 0 && TITLE.contains(&count) && parts).then_some((at, count));
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth -= 1,
            _ => {}
        }
        let near = count <= *TITLE.end();
        count += usize::from(is_letter(c));
        near.then_some(place)
    });
    places.flatten()
}

/// All places worth weighing in the text behind a number.
pub(super) fn candidates(text: &str, section: Span, pairs: &Pairs) -> Vec<Candidate> {
    let inside = section.of(text);
    let sentence = first(inside);
    let all = letters(sentence);
    let mut sentences = None;
    let weighed = places(sentence).filter_map(|(at, count)| {
        let sentences = sentences.get_or_insert_with(|| short_sentences(inside));
        let rest = Rest { words: &sentence[at..], letters: all - count };
        weigh(text, section, section.start() + at, rest, sentences, pairs)
    });
    weighed.collect()
}

/// A sentence, or what follows a place in one, with its number of letters.
#[derive(Clone, Copy)]
struct Rest<'t> {
    words: &'t str,
    letters: usize,
}

fn weigh(
    text: &str,
    section: Span,
    place: usize,
    rest: Rest,
    sentences: &[Rest],
    pairs: &Pairs,
) -> Option<Candidate> {
    let title = Span::new(section.start(), place).of(text).trim_end();
    let opener = opener(rest.words);
    let too_short = rest.letters < if opener > 1 { 4 } else { 6 };
    if too_short {
        return None;
    }
    let tail = tail(title);
    let parallel = is_parallel(rest, sentences);
    let strange = pairs.is_strange(text, place);
    let spaced = before(text, place).is_some_and(char::is_whitespace);
    if opener == 0 && tail < 3 && !parallel && !(tail > 0 && (spaced || strange)) {
        return None;
    }
    // 重点工作进展, 重点工作推进情况 are one word group.
    let goes_on =
        pattern!(r"^(?:推进|开展|完成|落实|进展)?(?:情况|进展|成效)|^(?:[和与及、的])").is_match(rest.words);
    if goes_on || !is_title(title) {
        return None;
    }
    let shape = shape(title);
    let mut points = opener + tail;
    points += if parallel { 3 } else { 0 };
    points += balance(&shape);
    points += if spaced { 2 } else { 0 };
    points += if strange { 1 } else { -1 };
    let names_part = is_part_title(title);
    points += if names_part { 3 } else { 0 };
    points -= if is_clipped(title) { 4 } else { 0 };
    Some(Candidate {
        end: section.start() + title.len(),
        shape,
        points,
        opens: opener > 1,
        names_part,
        parallel,
    })
}

/// The best end among the candidates, if it is believed. `closed` is the title a closing mark
/// suggests; `known` are the shapes of the row's titles, `likely` those of its likely candidates.
pub(super) fn choose(
    text: &str,
    candidates: &[Candidate],
    closed: Option<Span>,
    known: &Shapes,
    likely: &Shapes,
) -> Option<usize> {
    let closed_shape = closed.map(|title| shape(title.of(text)));
    if closed_shape.as_ref().is_some_and(|shape| known.alike(shape) > 1) {
        return None;
    }
    let total = |candidate: &Candidate| {
        let itself = usize::from(closed_shape.as_ref() == Some(&candidate.shape));
        let doubts = likely.alike(&candidate.shape) - usize::from(candidate.is_likely());
        let sibling = if known.alike(&candidate.shape) > itself || doubts > 0 {
            3
        } else {
            i32::from(known.near(&candidate.shape) > 0)
        };
        candidate.points + sibling
    };
    // Ties go to the later place: a title cut short loses more than one that takes a word along.
    let best = candidates.iter().max_by_key(|candidate| (total(candidate), candidate.end))?;
    let enough = match closed {
        None => ENOUGH,
        Some(_) if !best.opens && !best.parallel && !best.names_part => return None,
        Some(title) if letters(title.of(text)) > 30 => ENOUGH_AGAINST_MARK - 2,
        Some(_) if best.parallel || tail(Span::new(0, best.end).of(text)) >= 3 => ENOUGH_AGAINST_MARK,
        Some(_) => return None,
    };
    (total(best) >= enough).then_some(best.end)
}

/// Whether a title is one that reports commonly give their parts.
pub(super) fn is_part_title(title: &str) -> bool {
    pattern!(
        r"(?x)^(?: (?:<year>(?:度)?|<half-year>|<ahead>|<near-year>|全年)?(?:的)?
            (?:主要|重点)?(?:工作)?(?:<summary>|<plan>|<state>|情况)
        | (?:<year>(?:度)?|<half-year>|全年)?(?:的)?(?:主要|重点)工作
        | (?:目前|当前)?(?:存在的?)?(?:主要)?<problem>(?:[和与及、]<problem>)? )$"
    )
    .is_match(title)
}

/// How surely a text opens a sentence.
pub(super) fn opener(rest: &str) -> i32 {
    let sure = pattern!(
        r"(?x)^(?: <opening> | <so-far> | <year>(?:度)?[\ ]?[，,\p{Han}] | <half-year> | \d{1,2}(?:<range>\d{1,2})?月
        | 今年[，,是] | 目前[，,] | 当前[，,] | 在[^，。]{2,16}(?:方面|领导下|下[，,]) | 以[^，。]{1,20}为 )"
    );
    let likely = pattern!(
        r"(?x)^(?: <action> | \d[\d.]*(?:余|多)?[家个名人项件次场所户亩万亿] | [市县区镇乡省][委政里局]
        | 各[县市区镇乡村级部单行] )"
    );
    let faint = pattern!(r"^(?:以|对|由|将|把|从[^严快优实细]|自[^身我]|因[^地])");
    if sure.is_match(rest) {
        3
    } else if likely.is_match(rest) {
        2
    } else {
        i32::from(faint.is_match(rest))
    }
}

/// How well a text ends as a title.
pub(super) fn tail(title: &str) -> i32 {
    let noun = pattern!(r"(?:<title-noun>|<summary>|<plan>|<result>|<problem>)$");
    if noun.is_match(title) {
        3
    } else if pattern!(r"<title-end>$").is_match(title) {
        2
    } else {
        0
    }
}

/// Whether a text breaks off where a title cannot end.
pub(super) fn is_clipped(title: &str) -> bool {
    pattern!("<clipped>$").is_match(title)
}

/// The short sentences of a section, each without its mark; at most the first sixty.
fn short_sentences(text: &str) -> Vec<Rest<'_>> {
    let sentences = text.split(ends_sentence).map(str::trim);
    let counted = sentences.map(|words| Rest { words, letters: letters(words) });
    counted.filter(|sentence| (4..=30).contains(&sentence.letters)).take(60).collect()
}

/// Whether other short sentences begin with the same two characters, or are of the same length.
fn is_parallel(rest: Rest, sentences: &[Rest]) -> bool {
    if !after(rest.words, 0).is_some_and(is_han) {
        return false;
    }
    let start = rest.words.char_indices().nth(2).map_or(rest.words, |(at, _)| &rest.words[..at]);
    let others = || sentences.iter().filter(|other| !other.words.ends_with(rest.words));
    let alike = |other: &Rest| other.letters.abs_diff(rest.letters) <= 5 && other.words.starts_with(start);
    let plain = |words: &str| !words.contains(['，', ',']);
    let equal = |other: &&Rest| other.letters == rest.letters && plain(other.words);
    others().any(alike) || rest.letters <= 12 && plain(rest.words) && others().filter(equal).nth(1).is_some()
}
