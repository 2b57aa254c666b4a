//! Edits and how passes stack: each pass sees the text the passes before it left.

use std::collections::VecDeque;

use super::Pass;
use crate::{Repaired, Span};

/// A repair of the source: what stood there, what stands there now, and why.
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Place in the source, in bytes.
    pub span: Span,
    /// The source text of the span.
    pub was: String,
    /// The text put in its place, empty for a deletion.
    pub with: String,
    /// Name of the pass.
    pub pass: &'static str,
    /// The reason, for people.
    pub why: &'static str,
    /// Whether the pass takes out furniture.
    furniture: bool,
}

impl Edit {
    /// Whether `pass` made the edit; no two passes that run bear one name.
    pub fn is_of(&self, pass: &Pass) -> bool {
        self.pass == pass.name
    }

    /// Whether the edit changes words (`D建` to `党建`), not only how they are set.
    pub fn rewords(&self) -> bool {
        super::REWORDING.iter().any(|pass| self.is_of(pass))
    }

    /// Whether the edit takes out text that is no part of a report (see [`super::Pass::furniture`]).
    pub fn is_furniture(&self) -> bool {
        self.furniture
    }
}

/// What a pass asks for: a replacement in the text the pass was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Place in the text the pass saw, in bytes.
    pub span: Span<Repaired>,
    /// The text to put there.
    pub with: String,
    /// The reason, for people.
    pub why: &'static str,
}

impl Change {
    /// Replaces `span`, a range of bytes, by `with`.
    pub fn new(span: impl Into<Span<Repaired>>, with: impl Into<String>, why: &'static str) -> Self {
        Self { span: span.into(), with: with.into(), why }
    }

    /// Deletes `span`, a range of bytes.
    pub fn delete(span: impl Into<Span<Repaired>>, why: &'static str) -> Self {
        Self::new(span, "", why)
    }
}

/// Applies edits, in source order, to the source they refer to; `None` where they come in another order or
/// do not find in `source` what they replace.
pub fn apply(source: &str, edits: &[Edit]) -> Option<String> {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(source.get(at..edit.span.start())?);
        source.get(edit.span.range()).filter(|&found| found == edit.was)?;
        text.push_str(&edit.with);
        at = edit.span.end();
    }
    text.push_str(source.get(at..)?);
    Some(text)
}

/// Gives the source back from the repaired text and the edits that made it, in source order; `None` where
/// they come in another order or do not find in `repaired` what they put there.
pub fn undo(repaired: &str, edits: &[Edit]) -> Option<String> {
    let mut source = String::with_capacity(repaired.len());
    let mut rest = repaired;
    for edit in edits {
        let (kept, behind) = rest.split_at_checked(edit.span.start().checked_sub(source.len())?)?;
        source.push_str(kept);
        source.push_str(&edit.was);
        rest = behind.strip_prefix(&*edit.with)?;
    }
    source.push_str(rest);
    Some(source)
}

/// A source with repairs applied so far; remembers where every character came from.
#[derive(Clone, Debug)]
pub struct Text<'s> {
    source: &'s str,
    current: String,
    /// Consecutive pieces that cover the source and, read as current text, make up `current`.
    pieces: Vec<Piece>,
    /// Offset in `current` at which each piece starts.
    starts: Vec<usize>,
}

#[derive(Clone, Debug)]
enum Piece {
    Kept(Span),
    Edited(Edit),
}

impl Piece {
    /// Length in the current text.
    fn len(&self) -> usize {
        match self {
            Piece::Kept(span) => span.len(),
            Piece::Edited(edit) => edit.with.len(),
        }
    }
}

impl<'s> Text<'s> {
    /// The source, not yet repaired.
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            current: source.to_owned(),
            pieces: vec![Piece::Kept(Span::new(0, source.len()))],
            starts: vec![0],
        }
    }

    /// The text as repaired so far.
    pub fn as_str(&self) -> &str {
        &self.current
    }

    /// The repairs so far, as edits of the source: ordered, without overlap.
    pub fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Edited(edit) => Some(edit),
            Piece::Kept(_) => None,
        })
    }

    /// The source place of a span of the current text: from where its first character came from
    /// to where its last character came from. What was deleted around the span stays outside.
    pub fn source_span(&self, span: Span<Repaired>) -> Span {
        if span.is_empty() {
            let at = self.source_start(span.start());
            return Span::new(at, at);
        }
        Span::new(self.source_start(span.start()), self.source_end(span.end()))
    }

    fn source_start(&self, offset: usize) -> usize {
        // The last piece that starts at or before the offset is the one that holds its character.
        let index = self.starts.partition_point(|&start| start <= offset).max(1) - 1;
        match &self.pieces[index] {
            Piece::Kept(span) => (span.start() + offset - self.starts[index]).min(span.end()),
            Piece::Edited(edit) => edit.span.start(),
        }
    }

    fn source_end(&self, offset: usize) -> usize {
        // The last piece that starts before the offset holds the character before it; deletions,
        // which are empty, start where the piece behind them does.
        let index = self.starts.partition_point(|&start| start < offset).max(1) - 1;
        match &self.pieces[index] {
            Piece::Kept(span) => (span.start() + offset - self.starts[index]).min(span.end()),
            Piece::Edited(edit) => edit.span.end(),
        }
    }

    /// Applies the changes a pass asked for. Changes are sorted; one that overlaps the change
    /// before it, or is not on character boundaries, is dropped.
    pub fn change(&mut self, pass: &Pass, mut changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        changes.sort_by_key(|change| change.span);
        let mut old = VecDeque::from(std::mem::take(&mut self.pieces));
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut done = 0;
        for change in changes {
            let (start, end) = (change.span.start(), change.span.end());
            if start < done.max(at) || self.current.get(change.span.range()).is_none() {
                continue;
            }
            while old.front().is_some_and(|piece| at + piece.len() <= start) {
                let Some(piece) = old.pop_front() else { break };
                at += piece.len();
                pieces.push(piece);
            }
            let mut with = change.with;
            let mut origin: Option<Span> = None;
            while at < end || origin.is_none() {
                let Some(piece) = old.pop_front() else { break };
                let len = piece.len();
                let source = match piece {
                    Piece::Kept(span) => {
                        let from = span.start() + start.saturating_sub(at);
                        let to = span.start() + (end - at).min(len);
                        if from > span.start() {
                            pieces.push(Piece::Kept(Span::new(span.start(), from)));
                        }
                        if to < span.end() {
                            old.push_front(Piece::Kept(Span::new(to, span.end())));
                        }
                        at += to - span.start();
                        Span::new(from, to)
                    }
                    Piece::Edited(edit) => {
                        if at < start {
                            with.insert_str(0, &edit.with[..start - at]);
                        }
                        if at + len > end {
                            with.push_str(&edit.with[end - at..]);
                        }
                        at += len;
                        edit.span
                    }
                };
                origin = Some(origin.map_or(source, |sofar| sofar.join(source)));
            }
            let span = origin.unwrap_or(Span::new(self.source.len(), self.source.len()));
            let was = span.of(self.source).to_owned();
            pieces.push(if was == with {
                Piece::Kept(span)
            } else {
                let Pass { name: pass, furniture, .. } = *pass;
                Piece::Edited(Edit { span, was, with, pass, why: change.why, furniture })
            });
            done = end;
        }
        pieces.extend(old);
        self.pieces = pieces;
        self.reindex();
    }

    fn reindex(&mut self) {
        self.starts.clear();
        self.current.clear();
        for piece in &self.pieces {
            self.starts.push(self.current.len());
            self.current.push_str(match piece {
                Piece::Kept(span) => span.of(self.source),
                Piece::Edited(edit) => &edit.with,
            });
        }
    }
}
