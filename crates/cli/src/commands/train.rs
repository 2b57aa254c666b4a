//! `classify train`: a model from labelled texts.

use std::path::PathBuf;

use anyhow::{Result, bail};
use gongwen::classifier::metrics::Interval;
use gongwen::evaluation::{ThemeScores, Trust};
use gongwen::labelled::LabelledAmount;
use gongwen::messages::{listed, text};
use gongwen::settings::EmSettings;
use gongwen::write::OutputFormat;
use gongwen::{Text, Unlabelled};

use crate::args::{DATA_HELP, DataArgs, LearnArgs, OutputArgs, probability};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::{Outcome, UsageError};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify train 标注.csv --themes 我的主题.toml -o my.gongwen      themes of your own, from labelled paragraphs
  classify train --themes 我的主题.toml --unlabelled 报告/ -o my.gongwen      from seed words, without any label
  classify train 标注.csv --themes 我的主题.toml --unlabelled 报告/ -o my.gongwen      from both
  classify train data/corpus -o my.gongwen      the built-in themes

`classify themes --starter` writes a themes file to begin with. How well few labels serve is said at the end.")]
pub(crate) struct Args {
    /// Learn from these reports too, without labels (files or folders; repeatable), by expectation
    /// maximisation; by naive Bayes, unless --backend says otherwise
    #[arg(long, value_name = "FILE")]
    unlabelled: Vec<PathBuf>,

    /// Rounds of expectation maximisation [default: 1 with seed words, else 5]
    #[arg(long, value_name = "N", requires = "unlabelled")]
    em_rounds: Option<usize>,

    /// What an unlabelled paragraph counts, a labelled one counting 1 [default: 1 with seed words, else 0.3]
    #[arg(long, value_name = "W", value_parser = probability, requires = "unlabelled")]
    em_weight: Option<f64>,

    #[arg(required_unless_present = "unlabelled", value_name = "DATA", help = DATA_HELP)]
    data: Vec<PathBuf>,

    /// Themes file, whose seed words (`words = [...]`) teach, too, with --unlabelled; the built-in one holds 17 topics
    /// and no seed words
    #[arg(long, value_name = "FILE")]
    themes: Option<PathBuf>,

    #[command(flatten)]
    learn: LearnArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let Some(path) = &output.path else {
            bail!(UsageError(text!("name the model's file with -o, e.g. -o my.gongwen")));
        };
        // A model may have any name but that of a document.
        if output.suffix().is_some_and(|suffix| OutputFormat::from_suffix(&suffix).is_some()) {
            output.only(&["gongwen"])?;
        }
        output.check_free()?;
        let data = DataArgs { data: self.data.clone(), themes: self.themes.clone() };
        let mut recipe = self.learn.recipe(data.themes()?)?;
        let examples = data.read(&recipe.themes)?;
        if examples.is_empty() && !recipe.themes.has_words() {
            let what = text!(
                "nothing says what is about what: name labelled DATA, or give the themes seed words in --themes"
            );
            bail!(UsageError(what));
        }
        if examples.is_empty() && !self.data.is_empty() {
            let what = text!(
                "the labelled data teaches nothing: under 更正 no row names a theme; in a table of `classify tag`, 主题 is \
                 what a model answered"
            );
            bail!(UsageError(what));
        }
        if recipe.themes.has_words() && self.unlabelled.is_empty() {
            console.warn(&text!(
                "seed words count only where there are reports without labels: name these by --unlabelled"
            ));
        }
        let mut failed = 0;
        if !self.unlabelled.is_empty() {
            let inputs = Inputs::of(self.unlabelled.clone());
            let em = EmSettings { rounds: self.em_rounds, weight: self.em_weight };
            let mut texts = Vec::new();
            let outcome = inputs.each(
                console,
                |file| Ok(Text::all(&file.document)),
                |of_file| {
                    texts.extend(of_file);
                    Ok(())
                },
            )?;
            if outcome.used == 0 {
                bail!(UsageError(text!("--unlabelled: no report could be read")));
            }
            failed = outcome.failed;
            if self.learn.backend.is_none() {
                recipe.settings.backend = "naive-bayes".to_owned();
                // How frequent each theme is the texts tell, too.
                recipe.settings.params.insert(0, "priors=empirical".to_owned());
            }
            recipe.unlabelled = Some(Unlabelled { texts, em });
        }
        let (model, held_out) = recipe.train_and_hold_out(&examples)?;
        output.write_bytes(|out| {
            out.write_all(&model.to_bytes()?)?;
            Ok(Outcome::DONE)
        })?;
        let LabelledAmount { texts, reports, bags, .. } = LabelledAmount::of(&examples);
        let (path, backend, terms) = (path.display(), &model.backend, model.summary.terms);
        console.say(&text!(
            "{path}: {backend} by {texts} texts of {reports} reports and {bags} bags, {terms} terms",
            path,
            backend,
            texts,
            reports,
            bags,
            terms
        ));
        if texts < FEW {
            tell(&Trust::of(&model, &examples, &held_out), console);
        }
        Ok(Outcome { failed, ..Outcome::DONE })
    }
}

/// From so many labelled texts on `eval --folds` tells more than what is said at the end of training.
const FEW: usize = 1000;

/// Says what a model of few labels can be trusted for.
fn tell(trust: &Trust, console: &Console) {
    if !trust.never.is_empty() {
        let never = listed(&trust.never);
        console.warn(&text!("{themes}: neither labels nor seed words, never answered", themes = never));
    }
    let told = |interval: &Interval| {
        let [estimate, low, high] =
            [interval.estimate, interval.low, interval.high].map(|value| format!("{value:.2}"));
        text!("{estimate} ({low} to {high})", estimate, low, high)
    };
    match &trust.scores {
        Some(scores) => {
            console.say(&text!(
                "each text answered by what is learnt without it: accuracy {accuracy}, macro-F1 {macro_f1}",
                accuracy = told(&scores.accuracy),
                macro_f1 = told(&scores.macro_f1)
            ));
            let theme = |theme: &ThemeScores| {
                text!(
                    "{theme} {f1} of {texts}",
                    theme = theme.zh,
                    f1 = format_args!("{:.2}", theme.f1.estimate),
                    texts = theme.texts
                )
            };
            let themes: Vec<String> = scores.present().map(theme).collect();
            console.say(&text!("  F1 by theme: {themes}", themes = listed(themes)));
        }
        None => console.say(&text!("no label to measure it by: how sure it says it is means nothing yet")),
    }
    if !trust.few.is_empty() {
        let few: Vec<String> = trust.few.iter().map(|(id, n)| format!("{id} {n}")).collect();
        let (few, fewest) = (listed(few), Trust::FEWEST);
        console.warn(&text!(
            "fewer than {fewest} labels: {few}; `classify review` lists what is worth labelling",
            fewest,
            few
        ));
    }
    console.say(
        &text!("good for finding paragraphs; to publish shares have a sample checked: classify eval --sample 200 REPORTS -m MODEL"),
    );
}
