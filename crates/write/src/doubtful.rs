//! A paragraph that people should look at, with what stands around it.

use crate::Excerpt;
use crate::table::Chosen;

/// A paragraph worth a look: why, and what stands before and behind it.
#[derive(Clone, Debug)]
pub struct Doubtful<'a> {
    /// The paragraph.
    pub excerpt: Excerpt<'a>,
    /// Why it is worth a look, for people.
    pub reason: String,
    /// The paragraph before it in its report; empty where there is none.
    pub before: String,
    /// The paragraph behind it.
    pub behind: String,
}

impl<'a> Doubtful<'a> {
    pub(crate) fn chosen(&self) -> Chosen<'a> {
        Chosen {
            before: vec![self.reason.clone()],
            excerpt: self.excerpt,
            behind: vec![self.before.clone(), self.behind.clone()],
        }
    }
}
