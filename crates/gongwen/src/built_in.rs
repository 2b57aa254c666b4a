//! What the product ships: model, themes, lexicon and labelled corpus, made of `data/`.
//!
//! Absent without the feature `built-in`.

use std::io::Read;

use gongwen_classifier::{LoadOptions, Model, ModelError, ThemeSet, ThemesError};
use gongwen_features::{JiebaTokenizer, Lexicon, LexiconError, TokenizerSettings};
use gongwen_messages::text;
use rayon::prelude::*;
use sha2::Digest;

use crate::labelled::{self, LabelledError, LabelledErrorKind, LabelledText};

/// The built-in model's file: what `classify train` makes of `data/`, byte for byte (a test holds it to that).
pub const MODEL: &[u8] = include_bytes!(concat!(env!("GONGWEN_DATA"), "/model/default.gongwen"));

/// The built-in themes file.
pub const THEMES: &str = include_str!(concat!(env!("GONGWEN_DATA"), "/themes.toml"));

/// A themes file to begin one of one's own with: six themes with seed words, and what is left over.
pub const STARTER: &str = include_str!(concat!(env!("GONGWEN_DATA"), "/starter.toml"));

/// The built-in lexicon of the genre.
pub const LEXICON: &str = include_str!(concat!(env!("GONGWEN_DATA"), "/lexicon.txt"));

/// The labelled corpus, as the build script packs it.
const CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus"));

/// What tells the model and corpus of one release from those of another: SHA-256, as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksums {
    /// Of the built-in model, as its file states it.
    pub model: String,
    /// Of the labelled corpus, its files one after the other with their names.
    pub corpus: String,
}

/// The checksums of what is built in.
pub fn checksums() -> Checksums {
    #[derive(serde::Deserialize)]
    struct Sizes {
        sha256: String,
    }
    let sizes = MODEL.split(|&byte| byte == b'\n').nth(1).and_then(|line| serde_json::from_slice(line).ok());
    let digest = sha2::Sha256::digest(unpacked().unwrap_or_default());
    Checksums {
        model: sizes.map(|Sizes { sha256 }| sha256).unwrap_or_default(),
        corpus: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// Loads the built-in model; its tokenizer's dictionary, which whoever tags needs next, begins to load meanwhile.
///
/// # Errors
/// None of a build that passed its tests.
pub fn model() -> Result<Model, ModelError> {
    JiebaTokenizer::load_ahead();
    Model::from_bytes(MODEL, &LoadOptions::default())
}

/// Reads the built-in themes.
///
/// # Errors
/// None of a build that passed its tests.
pub fn themes() -> Result<ThemeSet, ThemesError> {
    ThemeSet::from_toml(THEMES)
}

/// How the built-in model cuts text into words: by jieba, with the built-in lexicon.
///
/// # Errors
/// None of a build that passed its tests.
pub fn tokenizer() -> Result<TokenizerSettings, LexiconError> {
    Ok(TokenizerSettings::Jieba { hmm: true, lexicon: Lexicon::parse(LEXICON)? })
}

/// Reads the built-in labelled corpus, what the built-in model was trained on: what is learnt of one's own goes on
/// top of it. Takes some seconds, for its reports are parsed.
///
/// # Errors
/// Where the themes lack one of its topics; with the built-in themes none of a build that passed its tests.
pub fn corpus(themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    let unpacked = unpacked()?;
    let read = files(&unpacked)?;
    let read = read.par_iter().map(|(name, text)| labelled::parse(name, text, themes));
    Ok(read.collect::<Result<Vec<_>, _>>()?.concat())
}

/// The labelled lines of the corpus without their labels, as they stand in its files: what most of its texts are.
pub(crate) fn corpus_lines() -> Result<Vec<String>, LabelledError> {
    let unpacked = unpacked()?;
    let reports = files(&unpacked)?.into_iter().filter(|(name, _)| name.ends_with(".txt"));
    Ok(reports
        .map(|(name, text)| labelled::labelled_lines(name, text))
        .collect::<Result<Vec<_>, _>>()?
        .concat())
}

fn damaged(error: std::io::Error) -> LabelledError {
    LabelledErrorKind::Io(error).at(text!("the built-in corpus"))
}

fn unpacked() -> Result<String, LabelledError> {
    let mut unpacked = String::new();
    flate2::read::ZlibDecoder::new(CORPUS).read_to_string(&mut unpacked).map_err(damaged)?;
    Ok(unpacked)
}

/// Names and texts of the files of the corpus.
fn files(unpacked: &str) -> Result<Vec<(&str, &str)>, LabelledError> {
    let (mut rest, mut files) = (unpacked, Vec::new());
    while let Some((head, behind)) = rest.split_once('\n') {
        let file = head.split_once('\t').and_then(|(name, bytes)| {
            let (text, behind) = behind.split_at_checked(bytes.parse().ok()?)?;
            Some((name, text, behind))
        });
        let Some((name, text, behind)) = file else {
            return Err(damaged(std::io::ErrorKind::InvalidData.into()));
        };
        files.push((name, text));
        rest = behind;
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_shipped_can_be_read() {
        let themes = themes().expect("the built-in themes");
        tokenizer().expect("the built-in lexicon");
        assert_eq!(model().expect("the built-in model").themes, themes);
        let Checksums { model, corpus } = checksums();
        assert_eq!([model.len(), corpus.len()], [64, 64]);
        let starter = ThemeSet::from_toml(STARTER).expect("the starter of a themes file");
        assert!(starter.has_words() && crate::ThemeWords::new(&starter).doubts().is_empty());
    }

    #[test]
    fn the_corpus_is_that_of_the_data() {
        let themes = themes().expect("the built-in themes");
        let folder = concat!(env!("GONGWEN_DATA"), "/corpus");
        let read = labelled::read(&[folder], &themes).expect("the labelled corpus");
        let texts = |texts: &[LabelledText]| {
            texts.iter().map(|text| (text.content.clone(), text.topic.clone())).collect::<Vec<_>>()
        };
        assert!(texts(&corpus(&themes).expect("the packed corpus")) == texts(&read));
    }
}
