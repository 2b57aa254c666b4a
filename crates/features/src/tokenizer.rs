//! Cutting text into tokens: the one trait everything above stands on, and the simplest that has it.

/// Cuts text into tokens.
///
/// **Law**: the tokens, put together, give the text back: `tokenizer.tokenize(t).concat() == t`,
/// so that every token has a place in the text it came from. Nothing panics where a tokenizer breaks
/// it: a token is then looked for further on in the text, and one that is not there is passed over.
pub trait Tokenizer: Send + Sync {
    /// The tokens of `text`, in order; punctuation and white space are tokens too.
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str>;

    /// Whether this character parts every text: it is a token, or several, by itself, and what stands on one side of
    /// it changes nothing on the other. A text is then cut once, whether its sentences are asked for or the whole.
    /// Default: no character does.
    ///
    /// **Law**: where `mark` parts texts, `tokenize(a + mark + b)` is `tokenize(a + mark)` with `tokenize(b)`.
    fn parts_at(&self, mark: char) -> bool {
        let _ = mark;
        false
    }
}

/// Cuts text into its characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, Default)]
pub struct CharacterTokenizer;

impl Tokenizer for CharacterTokenizer {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        text.split_inclusive(|_: char| true).collect()
    }

    fn parts_at(&self, _: char) -> bool {
        true
    }
}
