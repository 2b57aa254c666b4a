//! `classify --version`: the program, and which model and corpus are built into it.

use gongwen::built_in;
use gongwen::labelled::LabelledAmount;

/// Enough of a checksum to tell one from another.
const SHOWN: usize = 16;

/// The long form; `-V` gives its first line.
pub(super) fn long() -> String {
    let mut told = format!("classify {}\n", env!("CARGO_PKG_VERSION"));
    let built_in::Checksums { model, corpus } = built_in::checksums();
    let model = &model[..SHOWN.min(model.len())];
    let corpus = &corpus[..SHOWN.min(corpus.len())];
    if let Ok(loaded) = built_in::model() {
        told += &format!("model {model}: {}, {} terms\n", loaded.backend, loaded.summary.terms);
        if let Some(LabelledAmount { texts, reports, bags, .. }) = LabelledAmount::of_model(&loaded) {
            told += &format!("corpus {corpus}: {texts} texts of {reports} reports, {bags} bags\n");
        }
    }
    told
}
