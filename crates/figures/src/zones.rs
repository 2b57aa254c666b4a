//! Where no figure stands or none ends: quotations, brackets, the marks between clauses and sentences.

use std::ops::Range;

use crate::glyphs::Glyphs;

/// Characters of the longest quotation that is a name or a slogan.
const SLOGAN: usize = 18;
/// How far a closing mark may stand from the one that opens.
const FAR: usize = 120;

/// Characters to either side of a place that a sentence reaches at most: beyond, a text has no sentences.
const LONGEST: usize = 300;

/// What brackets and marks make of a text.
#[derive(Debug)]
pub(crate) struct Zones {
    /// Of each character, how many brackets are open around it.
    depth: Vec<u8>,
    /// Of each character, whether it stands in a title or a short quotation.
    named: Vec<bool>,
}

impl Zones {
    pub(crate) fn of(text: &Glyphs) -> Self {
        let mut zones = Self { depth: vec![0; text.len()], named: vec![false; text.len()] };
        for at in 0..text.len() {
            let (close, quote) = match text.at(at) {
                '(' => (')', false),
                '[' => (']', false),
                '〔' => ('〕', false),
                '【' => ('】', false),
                '“' => ('”', true),
                '‘' => ('’', true),
                '《' => ('》', true),
                '〈' => ('〉', true),
                _ => continue,
            };
            let open = text.at(at);
            let mut inner = 0;
            let end =
                (at + 1..text.len().min(at + FAR)).take_while(|&end| text.at(end) != '\n').find(|&end| {
                    let c = text.at(end);
                    inner += i32::from(c == open) - i32::from(c == close);
                    inner < 0
                });
            let Some(end) = end else { continue };
            if !quote {
                zones.depth[at..=end].iter_mut().for_each(|depth| *depth = depth.saturating_add(1));
            } else if open != '“' && open != '‘' || end - at <= SLOGAN {
                zones.named[at..=end].fill(true);
            }
        }
        zones
    }

    /// Whether the character stands in a title or a short quotation.
    pub(crate) fn is_named(&self, at: usize) -> bool {
        self.named.get(at).copied().unwrap_or(false)
    }

    fn depth(&self, at: usize) -> u8 {
        self.depth.get(at).copied().unwrap_or(0)
    }

    /// The clause that holds a place: from mark to mark, brackets that open and close in it included.
    pub(crate) fn clause(&self, text: &Glyphs, at: usize) -> Range<usize> {
        self.around(text, at, ends_clause)
    }

    /// The sentence that holds a place.
    pub(crate) fn sentence(&self, text: &Glyphs, at: usize) -> Range<usize> {
        self.around(text, at, ends_sentence)
    }

    fn around(&self, text: &Glyphs, at: usize, ends: fn(char) -> bool) -> Range<usize> {
        let depth = self.depth(at);
        let parts = |place: usize| {
            let here = self.depth(place);
            let bracket =
                here == depth && depth > 0 && matches!(text.at(place), '(' | ')' | '[' | ']' | '【' | '】');
            here < depth
                || bracket
                || here == depth && !self.is_named(place) && self.is_mark(text, place, ends)
        };
        let (first, last) = (at.saturating_sub(LONGEST), text.len().min(at + LONGEST));
        let start = (first..at).rev().find(|&place| parts(place)).map_or(first, |place| place + 1);
        let end = (at..last).find(|&place| parts(place)).unwrap_or(last);
        start..end
    }

    /// Whether a mark at this place parts clauses: a comma between digits parts thousands.
    fn is_mark(&self, text: &Glyphs, at: usize, ends: fn(char) -> bool) -> bool {
        let c = text.at(at);
        let in_number =
            matches!(c, ',' | ':') && text.before(at).is_ascii_digit() && text.at(at + 1).is_ascii_digit();
        ends(c) && !in_number
    }
}

/// Whether the character parts clauses.
pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | ':' | '?' | '!' | '\t' | ' ') || ends_part(c)
}

/// Whether the character parts the parts of a sentence.
pub(crate) fn ends_part(c: char) -> bool {
    c == ';' || ends_sentence(c)
}

/// Whether the character ends sentences.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '\n' | '！' | '？')
}
