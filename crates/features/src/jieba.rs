//! Words by jieba: the only file that knows jieba-rs.

use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use jieba_rs::Jieba;

use crate::lexicon::Lexicon;
use crate::tokenizer::Tokenizer;

/// Cuts Chinese text into words by jieba's dictionary and a lexicon of the genre's terms.
pub struct JiebaTokenizer {
    jieba: Jieba,
    hmm: bool,
}

/// The dictionary that [`JiebaTokenizer::load_ahead`] has begun to load, until a tokenizer takes it.
static AHEAD: Mutex<Option<JoinHandle<Jieba>>> = Mutex::new(None);

impl JiebaTokenizer {
    /// Begins to load jieba's dictionary on a thread of its own. The next tokenizer takes it: for who knows that there
    /// will be one before its lexicon is known, as when a model is read.
    pub fn load_ahead() {
        let mut ahead = AHEAD.lock().unwrap_or_else(PoisonError::into_inner);
        if ahead.is_none() {
            // Where no thread can be had the tokenizer loads it.
            *ahead = thread::Builder::new().spawn(Jieba::new).ok();
        }
    }

    /// Loads jieba's dictionary and adds the lexicon's terms, each with the frequency jieba suggests:
    /// the lowest one at which the term wins over its parts. (A term loaded with a bare word line
    /// would get frequency 0 and never win.)
    pub fn new(lexicon: &Lexicon, hmm: bool) -> Self {
        let ahead = AHEAD.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut jieba = ahead.and_then(|ahead| ahead.join().ok()).unwrap_or_default();
        for term in lexicon.terms() {
            jieba.add_word(term, None, None);
        }
        Self { jieba, hmm }
    }
}

impl Tokenizer for JiebaTokenizer {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let tokens = self.jieba.cut(text, self.hmm);
        // A new list: collected from the old one it would be shrunk in place, which costs more.
        let mut words = Vec::with_capacity(tokens.len());
        words.extend(tokens.iter().map(|token| token.word));
        words
    }

    /// Jieba looks for words in runs of Han, Latin letters, digits and a few signs of ASCII, each by itself.
    fn parts_at(&self, mark: char) -> bool {
        "。；！？，”’」』）》!?;) ".contains(mark)
    }
}
