//! Cutting text into tokens: the one trait everything above stands on, and the simplest that has it.

/// Cuts text into tokens.
///
/// **Law**: the tokens, put together, give the text back: `tokenizer.tokenize(t).concat() == t`,
/// so that every token has a place in the text it came from. Nothing panics where a tokenizer breaks
/// it: a token is then looked for further on in the text, and one that is not there is passed over.
pub trait Tokenizer: Send + Sync {
    /// The tokens of `text`, in order; punctuation and white space are tokens too.
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str>;
}

/// Cuts text into its characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, Default)]
pub struct CharacterTokenizer;

impl Tokenizer for CharacterTokenizer {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        text.split_inclusive(|_: char| true).collect()
    }
}
