//! What a file format says about its lines.

use crate::Span;

/// What the file says about one paragraph of the source.
///
/// Hints count where they speak and are nothing where they are silent: numbers and wording find
/// the rest. A heading hint on a paragraph as long as text is not believed.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The paragraph in the source, line end excluded.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// What a paragraph is by its style.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The title of a report, or a line of it (Word's style "Title").
    Title,
    /// A heading of this outline level, 1 the highest (`<h1>`, `#`, Word's "Heading 1").
    Heading(u8),
    /// A row of a table; never a heading.
    TableRow,
}
