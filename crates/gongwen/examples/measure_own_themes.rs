//! What few labels and seed words are worth: the six themes of `data/starter.toml`, made of the corpus. `data/README.md`
//! holds the figures.
//!
//! `cargo run --release -p gongwen --example measure_own_themes`

use gongwen::classifier::ThemeSet;
use gongwen::classifier::metrics::{Confusion, macro_f1};
use gongwen::labelled::Content;
use gongwen::settings::{AnswerSettings, EmSettings};
use gongwen::{LabelledText, Recipe, Tagger, Text, Unlabelled, built_in};
use rayon::prelude::*;

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Draws, each with a seed of its own.
const DRAWS: u64 = 10;

/// The corpus as a draw parts it: by kind of unit, so that nothing is answered about units that were learnt from.
struct Draw {
    pool: Vec<LabelledText>,
    test: Vec<LabelledText>,
}

impl Draw {
    fn new(corpus: &[LabelledText], seed: u64) -> Self {
        let mut kinds: Vec<&str> = corpus.iter().map(|text| &*text.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut random = fastrand::Rng::with_seed(seed);
        random.shuffle(&mut kinds);
        let held_out = &kinds[..kinds.len() / 2];
        let (mut test, mut pool): (Vec<LabelledText>, Vec<LabelledText>) =
            corpus.iter().cloned().partition(|text| held_out.contains(&&*text.kind));
        random.shuffle(&mut pool);
        // Labelled rows are drawn by lot: what stands beside them is not known.
        pool.iter_mut().chain(&mut test).for_each(|text| text.paragraph = None);
        Self { pool, test }
    }

    /// So many labelled paragraphs of every theme.
    fn labels(&self, themes: &ThemeSet, each: usize) -> Vec<LabelledText> {
        let of = |topic: String| self.pool.iter().filter(move |text| text.topic == topic).take(each).cloned();
        themes.topic_ids().into_iter().flat_map(of).collect()
    }

    /// Macro-F1 on the kinds of unit held out, of a model by so many labels of every theme, and by the whole pool
    /// without labels where `unlabelled`.
    fn score(&self, themes: &ThemeSet, each: usize, unlabelled: bool) -> Fallible<f64> {
        let mut recipe = Recipe { themes: themes.clone(), ..Recipe::default() };
        if unlabelled {
            // As `classify train --unlabelled` does.
            recipe.settings.backend = "naive-bayes".to_owned();
            recipe.settings.params = vec!["priors=empirical".to_owned()];
            let texts = self.pool.iter().filter_map(text_of).cloned().collect();
            recipe.unlabelled = Some(Unlabelled { texts, em: EmSettings::default() });
        }
        let tagger = Tagger::new(recipe.train(&self.labels(themes, each))?, AnswerSettings::default())?;
        let pair = |example: &LabelledText| -> Fallible<(usize, usize)> {
            let truth = themes.topic_index(&example.topic).ok_or("an unknown topic")?;
            Ok((truth, tagger.answer(text_of(example).ok_or("a bag")?)?.answer.theme))
        };
        let pairs = self.test.par_iter().map(pair).collect::<Fallible<Vec<_>>>()?;
        Ok(macro_f1(&Confusion::new(themes.themes().len(), pairs).theme_counts()))
    }
}

fn text_of(example: &LabelledText) -> Option<&Text> {
    match &example.content {
        Content::Text(text) => Some(text),
        Content::Bag(_) => None,
    }
}

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn main() -> Fallible<()> {
    // Without what is left over: the corpus is of the six alone.
    let (six, _) = built_in::STARTER.rsplit_once("[[theme]]").ok_or("the starter has no theme")?;
    let seeded = ThemeSet::from_toml(six)?;
    let lines: Vec<&str> = six.lines().filter(|line| !line.starts_with("words")).collect();
    let bare = ThemeSet::from_toml(&lines.join("\n"))?;
    let corpus: Vec<LabelledText> = built_in::corpus(&built_in::themes()?)?
        .into_iter()
        .filter(|text| text.is_text() && seeded.topic_index(&text.topic).is_some())
        .map(|text| LabelledText { secondary: Vec::new(), ..text })
        .collect();
    let ways: [(&str, &ThemeSet, usize, bool); 7] = [
        ("12 labels", &bare, 2, false),
        ("30 labels", &bare, 5, false),
        ("60 labels", &bare, 10, false),
        ("120 labels", &bare, 20, false),
        ("seed words, no label", &seeded, 0, true),
        ("seed words and 30 labels", &seeded, 5, true),
        ("seed words and 60 labels", &seeded, 10, true),
    ];
    let draws: Vec<Draw> = (0..DRAWS).map(|seed| Draw::new(&corpus, seed)).collect();
    println!("{} paragraphs; macro-F1 of {DRAWS} draws: mean, least, most", corpus.len());
    for (name, themes, each, unlabelled) in ways {
        let scores = draws.iter().map(|draw| draw.score(themes, each, unlabelled));
        let mut scores = scores.collect::<Fallible<Vec<f64>>>()?;
        scores.sort_by(f64::total_cmp);
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        println!("{name:<26} {mean:.3} {:.3} {:.3}", scores[0], scores[scores.len() - 1]);
    }
    Ok(())
}
