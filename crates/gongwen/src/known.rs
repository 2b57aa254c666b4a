//! Which texts a model was trained on: on these nothing should be measured.

use std::collections::BTreeSet;

use gongwen_classifier::Model;
use gongwen_write::text_check;

use crate::labelled::LabelledAmount;

/// Key of the note in a model's summary that holds the signs ([`text_check`]) of the texts it was trained on.
const NOTE: &str = "texts";

/// Of more texts no signs are kept: they would be a large part of the model's file.
const MOST: usize = 4000;

/// Lets a model remember the texts it was trained on, unless they are too many; of one that was trained on the built-in
/// corpus, too, the `own` ones are enough.
pub(crate) fn remember<'t>(model: &mut Model, own: impl IntoIterator<Item = &'t str>) {
    let mut signs = noted(model);
    signs.extend(own.into_iter().map(text_check));
    if (1..=MOST).contains(&signs.len()) {
        model.summary.notes.insert(NOTE.to_owned(), signs.into_iter().collect());
    }
}

/// The signs that a model holds.
fn noted(model: &Model) -> BTreeSet<String> {
    let noted = model.summary.notes.get(NOTE).cloned();
    noted.and_then(|signs| serde_json::from_value(signs).ok()).unwrap_or_default()
}

/// The texts that a model was trained on, as far as it knows: all of few, and where it may have learnt from the built-in
/// corpus that.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeSet<String>);

impl Known {
    /// Those of a model.
    pub fn of(model: &Model) -> Self {
        let mut signs = noted(model);
        if LabelledAmount::of_model(model).is_some_and(|amount| amount.texts > MOST) {
            signs.extend(of_the_corpus());
        }
        Self(signs)
    }

    /// Whether it was trained on this text.
    pub fn has(&self, text: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&text_check(text))
    }
}

#[cfg(feature = "built-in")]
fn of_the_corpus() -> Vec<String> {
    crate::built_in::corpus_lines().unwrap_or_default().iter().map(|line| text_check(line)).collect()
}

#[cfg(not(feature = "built-in"))]
fn of_the_corpus() -> Vec<String> {
    Vec::new()
}

#[cfg(all(test, feature = "built-in"))]
mod tests {
    use super::*;
    use crate::{LabelledText, Recipe};

    #[test]
    fn a_model_knows_what_it_was_trained_on_and_nothing_else() {
        let recipe = Recipe::default();
        let example = |text: &str, topic| LabelledText::new(&recipe.themes, text, topic).unwrap();
        let examples = [example("检查楼道四百处。", "safety"), example("新建食堂三处。", "livelihood")];
        let known = Known::of(&recipe.train(&examples).unwrap());
        assert!(known.has("检查楼道 四百处。") && !known.has("检查楼道五百处。"));
    }

    #[test]
    fn the_built_in_model_knows_its_corpus() {
        let model = crate::built_in::model().unwrap();
        let known = Known::of(&model);
        let corpus = crate::built_in::corpus(&model.themes).unwrap();
        let texts: Vec<&str> = corpus.iter().filter(|text| text.is_text()).map(LabelledText::text).collect();
        let found = texts.iter().filter(|text| known.has(text)).count();
        // Texts that are repaired stand otherwise in their files.
        assert!(found as f64 > 0.9 * texts.len() as f64, "{found} of {}", texts.len());
        assert!(!known.has("检查楼道五百处。"));
    }
}
