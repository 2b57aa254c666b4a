//! Words by jieba: the only file that knows jieba-rs.

use jieba_rs::Jieba;

use crate::lexicon::Lexicon;
use crate::tokenizer::Tokenizer;

/// Cuts Chinese text into words by jieba's dictionary and a lexicon of the genre's terms.
pub struct JiebaTokenizer {
    jieba: Jieba,
    hmm: bool,
}

impl JiebaTokenizer {
    /// Loads jieba's dictionary and adds the lexicon's terms, each with the frequency jieba suggests:
    /// the lowest one at which the term wins over its parts. (A term loaded with a bare word line
    /// would get frequency 0 and never win.)
    pub fn new(lexicon: &Lexicon, hmm: bool) -> Self {
        let mut jieba = Jieba::new();
        for term in lexicon.terms() {
            jieba.add_word(term, None, None);
        }
        Self { jieba, hmm }
    }
}

impl Tokenizer for JiebaTokenizer {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let tokens = self.jieba.cut(text, self.hmm);
        tokens.into_iter().map(|token| token.word).collect()
    }
}
