//! `classify --version`: the program, and which model and corpus are built into it.

use gongwen::built_in;
use gongwen::labelled::LabelledAmount;
use gongwen::messages::text;

/// Enough of a checksum to tell one from another.
const SHOWN: usize = 16;

/// The long form; `-V` gives its first line.
pub(super) fn long() -> String {
    let mut told = format!("classify {}\n", env!("CARGO_PKG_VERSION"));
    let built_in::Checksums { model, corpus } = built_in::checksums();
    let model = &model[..SHOWN.min(model.len())];
    let corpus = &corpus[..SHOWN.min(corpus.len())];
    if let Ok(loaded) = built_in::model() {
        told += &(text!(
            "model {model}: {backend}, {terms} terms",
            model,
            backend = loaded.backend,
            terms = loaded.summary.terms
        ) + "\n");
        if let Some(LabelledAmount { texts, reports, bags, .. }) = LabelledAmount::of_model(&loaded) {
            told += &(text!(
                "corpus {corpus}: {texts} texts of {reports} reports, {bags} bags",
                corpus,
                texts,
                reports,
                bags
            ) + "\n");
        }
    }
    told
}
