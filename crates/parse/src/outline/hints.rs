//! Hints of the file format, brought to the lines of the repaired text.

use std::collections::BTreeMap;

use super::{Span, phrase};
use crate::marker::starts_with_marker;
use crate::repair::Text;
use crate::text_util::{ends_sentence, letters, lines};
use crate::{Hint, Role};

/// Letters of the longest line that is believed to be a heading.
const LONGEST: usize = 60;

/// The roles of lines, by where they start in the repaired text.
#[derive(Clone, Debug, Default)]
pub(super) struct LineRoles {
    roles: BTreeMap<usize, Role>,
}

impl LineRoles {
    /// Carries hints on the source over to the lines of the repaired text.
    pub(super) fn of(text: &Text, hints: &[Hint]) -> Self {
        if hints.is_empty() {
            return Self::default();
        }
        let repaired = text.as_str();
        let mut hints: Vec<&Hint> = hints.iter().collect();
        hints.sort_by_key(|hint| hint.span);
        let role = |line: Span| {
            let source = text.source_span(line);
            let first = hints.partition_point(|hint| hint.span.end() <= source.start());
            // A line joined from several paragraphs is what most of it is.
            let hint = hints[first..].iter().take(3).find(|hint| {
                let shared =
                    source.end().min(hint.span.end()).saturating_sub(source.start().max(hint.span.start()));
                shared * 10 >= source.len() * 8
            })?;
            Some(hint.role).filter(|&role| role == Role::TableRow || is_short(line.of(repaired)))
        };
        let roles = lines(repaired).into_iter().filter_map(|line| Some((line.start(), role(line)?)));
        let mut roles = Self { roles: roles.collect() };
        roles.promote_top_heading(repaired);
        roles
    }

    /// The role of the line that starts here.
    pub(super) fn role(&self, start: usize) -> Option<Role> {
        self.roles.get(&start).copied()
    }

    /// Web pages and Markdown have no style for titles: the one top heading above all others is it.
    fn promote_top_heading(&mut self, text: &str) {
        let titled = self.roles.values().any(|&role| role == Role::Title);
        let mut headings = self.roles.iter().filter_map(|(&start, &role)| match role {
            Role::Heading(level) => Some((start, level)),
            _ => None,
        });
        let Some((start, top)) = headings.next() else { return };
        let line = text[start..].trim_start_matches(['#', '*', ' ']);
        if !titled && headings.all(|(_, level)| level > top) && !starts_with_marker(line) {
            self.roles.insert(start, Role::Title);
        }
    }
}

/// Whether a line is short enough for a heading and no text of several sentences.
fn is_short(line: &str) -> bool {
    letters(line) <= LONGEST
        && phrase::is_short(line)
        && !line.trim_end_matches(ends_sentence).contains(ends_sentence)
}
