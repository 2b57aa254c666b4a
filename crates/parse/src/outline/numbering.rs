//! Whether a number inside a line begins something: by what stands before it, what follows, and the
//! numbers so far.

use std::collections::BTreeMap;

use super::Span;
use crate::marker::{Class, Marker, continues_number};
use crate::pattern::pattern;
use crate::text_util::{after, before, before_space, closes, ends_clause, ends_sentence, is_digit, is_han};

/// How far ahead a second item is looked for before a doubtful first one is believed, in bytes.
const WINDOW: usize = 6000;

/// Longest remark in brackets, to either side of a number in it, in characters.
const REMARK: usize = 300;

/// Longest run of text between a number and what may be its title's end, in bytes.
const TITLE_BYTES: usize = 200;

/// The last number of each family in force at some place.
#[derive(Default)]
pub(super) struct Numbers {
    in_force: BTreeMap<Class, u32>,
    /// The last 1., 2., 3. whatever stood between: some authors number through.
    last_digit: u32,
}

/// A number inside a line with what is around it.
struct Place<'t> {
    text: &'t str,
    at: usize,
    /// The piece so far, from its start to the number.
    open: &'t str,
    /// The number as printed.
    word: &'t str,
    /// What follows the number in its line.
    behind: &'t str,
    /// The character before, white space left out.
    previous: Option<char>,
    /// Whether a sentence ends before the number.
    sentence: bool,
    /// Whether a sentence or clause ends before it.
    clause: bool,
    /// Whether white space stands before it.
    spaced: bool,
    /// Whether the piece so far may be a title without closing mark.
    in_title: bool,
}

impl Numbers {
    /// Remembers an accepted number; families nested in it start anew.
    pub(super) fn record(&mut self, marker: Marker) {
        self.in_force.retain(|&class, _| class <= marker.class);
        self.in_force.insert(marker.class, marker.number);
        if marker.class == Class::Digit {
            self.last_digit = marker.number;
        }
    }

    /// Whether the number is one more than the last of its family.
    fn follows(&self, marker: Marker) -> bool {
        let through =
            marker.class == Class::Digit && marker.number > 1 && self.last_digit + 1 == marker.number;
        through || self.in_force.get(&marker.class).is_some_and(|&last| last + 1 == marker.number)
    }

    /// Whether a number inside a line begins something. `open` runs from the start of the piece so
    /// far to the number, `rest` from the number to the line's end.
    pub(super) fn accept_inside(&self, text: &str, open: Span, marker: Marker, rest: &str) -> bool {
        let place = Place::new(text, open, marker, rest);
        let next = self.follows(marker);
        let in_step = next || marker.number == 1;
        match marker.class {
            // These stand on lines of their own.
            Class::Chapter | Class::Section | Class::Capital | Class::Article => false,
            Class::Part | Class::HalfParen | Class::Ordinal | Class::Aspect => place.clause && in_step,
            Class::Han => place.is_han_number(in_step),
            Class::HanParen => place.is_han_paren(next, in_step),
            Class::Digit => place.is_digit(next, in_step),
            Class::DigitParen => {
                place.sentence
                    || place.clause && in_step
                    || place.in_title && marker.number == 1 && place.ahead("（2）")
            }
            Class::Circled => {
                !place.in_brackets()
                    && !place.in_row()
                    && (next
                        || marker.number == 1
                            && (place.clause || place.in_title || place.spaced)
                            && place.ahead("②"))
            }
            Class::Item => place.is_item(next, marker.number == 1),
        }
    }
}

impl<'t> Place<'t> {
    fn new(text: &'t str, open: Span, marker: Marker, rest: &'t str) -> Self {
        let at = open.end();
        let previous = before_space(text, at);
        let sentence = previous.is_some_and(ends_sentence) || after_closed_sentence(text, at);
        Self {
            text,
            at,
            open: open.of(text),
            word: &rest[..marker.len],
            behind: &rest[marker.len..],
            previous,
            sentence,
            clause: sentence || previous.is_some_and(ends_clause),
            spaced: before(text, at).is_some_and(char::is_whitespace),
            in_title: open.len() <= TITLE_BYTES && !open.of(text).contains(ends_sentence),
        }
    }

    fn previous_is(&self, test: impl Fn(char) -> bool) -> bool {
        self.previous.is_some_and(test)
    }

    /// Whether a bracket that opened in the piece so far is still open, and closes before a sentence ends.
    fn in_brackets(&self) -> bool {
        let bracket = |c: &char| matches!(c, '（' | '(' | '）' | ')');
        let last = self.open.chars().rev().take(REMARK).find(bracket);
        let ends = |c: &char| ends_sentence(*c) || matches!(c, '；' | '）' | ')');
        let end = || self.behind.chars().take(REMARK).find(ends);
        matches!(last, Some('（' | '(')) && matches!(end(), Some('）' | ')'))
    }

    /// Whether the number stands beside another circled one (`①②`, `①、②`): they are referred to.
    fn in_row(&self) -> bool {
        pattern!(r"^[、和及至~～-]?[①-⑳]").is_match(self.behind)
            || pattern!(r"[①-⑳][、和及至~～-]?$").is_match(self.open)
    }

    /// Whether the number is stuck to the text before it.
    fn is_glued(&self) -> bool {
        self.previous_is(|c| is_han(c) || closes(c) || c.is_ascii_alphabetic() || matches!(c, '%' | '％'))
    }

    /// 一、 but not 一、二、三级, nor 统一、规范.
    fn is_han_number(&self, in_step: bool) -> bool {
        let row = pattern!(r"^[<numeral>]{1,2}[、，,和及至]").is_match(self.behind);
        let section = pattern!(r"(?:<genre>|情况|如下|工作|目标|任务)$");
        let behind_section = self.in_title && section.is_match(self.open.trim_end());
        !row && (self.sentence || in_step && (self.clause || self.spaced || behind_section))
    }

    /// （一） but not 第（二）项, 二期（三）标段, which only refer to numbers.
    fn is_han_paren(&self, next: bool, in_step: bool) -> bool {
        let refers = self.previous_is(|c| "第按照款项条《".contains(c))
            || self.behind.starts_with(|c| "期项款条类级号批组次届个标".contains(c));
        let glued = self.is_glued() && (next || self.in_title);
        self.sentence || !refers && in_step && (self.clause || self.spaced || glued)
    }

    /// 1. but not 3.5, 表1., 12.1日.
    fn is_digit(&self, next: bool, in_step: bool) -> bool {
        let whole = !self.behind.starts_with(is_digit);
        let date = !whole && !continues_number(self.behind);
        let refers = self.previous_is(|c| is_digit(c) || "第表图号款条.-~～、，".contains(c));
        let in_word = self.previous_is(|c| c.is_ascii_alphabetic())
            && !(next && after(self.behind, 0).is_some_and(is_han));
        if refers || in_word {
            return false;
        }
        let glued = !self.word.ends_with('、') && self.is_glued() && (next || self.in_title);
        // Behind a colon a decimal number is a figure: 其中：2.5万人.
        let figure = !whole && !date && self.previous_is(|c| matches!(c, '：' | ':'));
        next && self.clause && !figure
            || whole && (self.sentence || in_step && (self.clause || self.spaced || glued))
            || date && self.sentence && in_step
    }

    /// 一是, 二要, but not 统一是, 一是一; run together with a title only if a second item follows.
    fn is_item(&self, next: bool, first: bool) -> bool {
        if first && self.behind.starts_with('一') {
            return false;
        }
        let paired = || self.ahead(if self.word.ends_with('要') { "二要" } else { "二是" });
        let at_clause = self.clause && (self.word.ends_with('是') || next || first && paired());
        let goes_on = next
            && after(self.behind, 0).is_some_and(is_han)
            && !self.previous_is(|c| "第周期其前百千万、，".contains(c));
        let behind_title = first
            && (self.in_title || self.spaced)
            && !self.previous_is(|c| "统唯同逐专归万".contains(c))
            && paired();
        at_clause || goes_on || behind_title
    }

    /// Whether a needle stands within the window behind the number.
    fn ahead(&self, needle: &str) -> bool {
        let mut end = (self.at + WINDOW).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text[self.at..end].contains(needle)
    }
}

/// `。”` and `。）` end sentences too.
fn after_closed_sentence(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end();
    let last = head.chars().next_back().filter(|&c| closes(c));
    last.is_some_and(|last| before(head, head.len() - last.len_utf8()).is_some_and(ends_sentence))
}
