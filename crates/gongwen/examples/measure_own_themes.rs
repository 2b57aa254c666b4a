//! What few labels and seed words are worth: six themes of one's own, made of the corpus (`data/README.md` holds the
//! figures).
//!
//! `cargo run --release -p gongwen --example measure_own_themes`

use gongwen::classifier::metrics::{Confusion, macro_f1};
use gongwen::classifier::ThemeSet;
use gongwen::labelled::Content;
use gongwen::settings::{AnswerSettings, EmSettings};
use gongwen::{LabelledText, Recipe, Tagger, Text, Unlabelled, built_in};
use rayon::prelude::*;

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The corpus as a draw parts it: by kind of unit, so that nothing is answered about units that were learnt from.
struct Draw {
    pool: Vec<LabelledText>,
    test: Vec<LabelledText>,
    seed: u64,
}

impl Draw {
    fn new(corpus: &[LabelledText], seed: u64) -> Self {
        let mut kinds: Vec<&str> = corpus.iter().map(|text| &*text.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut random = fastrand::Rng::with_seed(seed);
        random.shuffle(&mut kinds);
        let test = &kinds[..kinds.len() / 2];
        let (mut test, mut pool): (Vec<LabelledText>, Vec<LabelledText>) =
            corpus.iter().cloned().partition(|text| test.contains(&&*text.kind));
        random.shuffle(&mut pool);
        // Labelled rows are drawn by lot: what stands beside them is not known.
        pool.iter_mut().chain(&mut test).for_each(|text| text.paragraph = None);
        Self { pool, test, seed }
    }

    /// So many labelled paragraphs of every theme.
    fn labels(&self, themes: &ThemeSet, each: usize) -> Vec<LabelledText> {
        let of = |topic: String| self.pool.iter().filter(move |text| text.topic == topic).take(each).cloned();
        themes.topic_ids().into_iter().flat_map(of).collect()
    }

    fn unlabelled(&self) -> Vec<Text> {
        let text = |example: &LabelledText| match &example.content {
            Content::Text(text) => Some(text.clone()),
            Content::Bag(_) => None,
        };
        self.pool.iter().filter_map(text).collect()
    }

    /// Macro-F1 on the kinds of unit held out.
    fn score(&self, recipe: &Recipe, labels: &[LabelledText]) -> Fallible<f64> {
        let themes = &recipe.themes;
        let tagger = Tagger::new(recipe.train(labels)?, AnswerSettings::default())?;
        let pair = |example: &LabelledText| -> Fallible<(usize, usize)> {
            let Content::Text(text) = &example.content else { return Err("a bag".into()) };
            let truth = themes.topic_index(&example.topic).ok_or("an unknown topic")?;
            Ok((truth, tagger.answer(text)?.answer.theme))
        };
        let pairs = self.test.par_iter().map(pair).collect::<Fallible<Vec<_>>>()?;
        Ok(macro_f1(&Confusion::new(themes.themes().len(), pairs).theme_counts()))
    }
}

fn recipe(themes: &ThemeSet, unlabelled: Option<Vec<Text>>) -> Recipe {
    let mut recipe = Recipe { themes: themes.clone(), ..Recipe::default() };
    if let Ok(backend) = std::env::var("BACKEND") { recipe.settings.backend = backend; }
    if let Ok(p) = std::env::var("MINDF") { recipe.settings.features.tfidf.min_df = p.parse().unwrap(); }
    if unlabelled.is_some() && std::env::var("EMBACKEND").is_err() { recipe.settings.backend = "naive-bayes".to_owned(); recipe.settings.params = vec!["priors=empirical".to_owned()]; }
    let mut em = EmSettings::default();
    if let Ok(p) = std::env::var("ROUNDS") { em.rounds = Some(p.parse().unwrap()); }
    if let Ok(p) = std::env::var("WEIGHT") { em.weight = Some(p.parse().unwrap()); }
    recipe.unlabelled = unlabelled.map(|texts| Unlabelled { texts, em });
    recipe
}

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn main() -> Fallible<()> {
    let all = built_in::themes()?;
    let own = built_in::STARTER.rsplit_once("[[theme]]").ok_or("the starter has no theme")?.0;
    let seeded = ThemeSet::from_toml(own)?;
    let bare = ThemeSet::from_toml(&own.lines().filter(|line| !line.starts_with("words")).collect::<Vec<_>>().join("\n"))?;
    let corpus: Vec<LabelledText> = built_in::corpus(&all)?
        .into_iter()
        .filter(|text| text.is_text() && own.contains(&format!("id = \"{}\"", text.topic)))
        .map(|text| LabelledText { secondary: Vec::new(), ..text })
        .collect();
    println!("{} paragraphs", corpus.len());
    let what = std::env::args().nth(1).unwrap_or_default();
    let seeds: u64 = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(10);
    let rows: Vec<Fallible<Vec<f64>>> = (0..seeds).map(|seed| {
        let draw = Draw::new(&corpus, seed);
        let row = match &*what {
            "amount" => [2, 5, 10, 20, 50, 100].iter().map(|&n| draw.score(&recipe(&bare, None), &draw.labels(&bare, n))).collect::<Fallible<Vec<f64>>>()?,
            "seeds" => vec![
                draw.score(&recipe(&seeded, Some(draw.unlabelled())), &[])?,
                draw.score(&recipe(&bare, None), &draw.labels(&bare, 5))?,
                draw.score(&recipe(&bare, Some(draw.unlabelled())), &draw.labels(&bare, 5))?,
                draw.score(&recipe(&seeded, None), &draw.labels(&bare, 5))?,
                draw.score(&recipe(&seeded, Some(draw.unlabelled())), &draw.labels(&bare, 5))?,
                draw.score(&recipe(&seeded, Some(draw.unlabelled())), &draw.labels(&bare, 10))?,
            ],
            _ => vec![draw.score(&recipe(&bare, None), &draw.labels(&bare, 10))?],
        };
        println!("{} {}", draw.seed, row.iter().map(|x| format!("{x:.3}")).collect::<Vec<_>>().join(" "));
        Ok(row)
    }).collect();
    let rows = rows.into_iter().collect::<Fallible<Vec<_>>>()?;
    for column in 0..rows[0].len() {
        let values: Vec<f64> = rows.iter().map(|r| r[column]).collect();
        let least = values.iter().copied().fold(1.0, f64::min);
        println!("column {column}: mean {:.3} least {least:.3}", values.iter().sum::<f64>() / values.len() as f64);
    }
    Ok(())
}
