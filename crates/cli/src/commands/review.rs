//! `classify review`: which labels are most worth a second look.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Result, ensure};
use gongwen_classifier::ThemeSet;
use gongwen_parse::duplicates::Index;

use crate::args::{Cli, DataArgs, GroupBy, LearnArgs, OutputArgs};
use crate::evaluation::answers::{Answered, Answers, CrossValidation};
use crate::labelled::review::{self, Row};
use crate::learning::{Data, Recipe};
use crate::outcome::Outcome;

/// An answer counts as unsure where the labelled group leads the next by less than this probability.
const NARROW: f64 = 0.25;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Listed first are near-duplicates with different labels, then paragraphs that models which have not seen
them contradict, the surest first, then those they are unsure of.

Fill in the last column (新标签) where the label should change: the primary theme, then secondary ones, as
ids or Chinese names, e.g. `安全、乡村振兴`. Leave it empty where the label is right. Then train with it:
  classify review data/corpus -o review.csv
  classify train data/corpus review.csv -o my.gongwen")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) learn: LearnArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// How many paragraphs to list at most
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) limit: usize,

    /// Folds of the cross-validation
    #[arg(long, value_name = "K", default_value_t = 5)]
    pub(crate) folds: usize,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    if let Some(path) = &args.output.output {
        args.output.check_free(path)?;
    }
    let recipe = Recipe::new(&args.learn)?;
    let data = Data::to_train(&args.data, &recipe)?;
    ensure!(!data.texts().is_empty(), "the data hold bags alone; there is no text to look at");
    let settings = CrossValidation { folds: args.folds, by: GroupBy::Report, seed: 0, share: 1.0 };
    let answers = settings.answers(&data, &recipe)?;
    let doubts = doubts(&answers);
    let listed = &doubts[..doubts.len().min(args.limit)];
    let rows: Vec<Row<'_>> = listed.iter().map(|doubt| row(doubt, &answers)).collect();
    if !cli.quiet {
        let (listed, all) = (rows.len(), answers.texts.len());
        writeln!(
            anstream::stderr(),
            "{listed} of {} paragraphs in doubt listed, of {all} in all",
            doubts.len()
        )?;
    }
    args.output.with(cli.color, |out| {
        review::write(out, &rows, &data.themes)?;
        Ok(Outcome { used: 1, failed: 0 })
    })
}

/// Why a text is worth a look.
struct Doubt {
    /// Position in the answers.
    at: usize,
    /// How much the labelled group leads the likeliest other, -1 to 1.
    margin: f64,
    /// Places of near-duplicates with another label.
    twins: Vec<usize>,
}

/// All texts in doubt, those most worth a look first.
fn doubts(answers: &Answers<'_>) -> Vec<Doubt> {
    let themes = &answers.data.themes;
    let mut twins = twins(answers);
    let all = answers.texts.iter().enumerate().map(|(at, text)| Doubt {
        at,
        margin: margin(text, themes),
        twins: twins.remove(&at).unwrap_or_default(),
    });
    let mut doubts: Vec<Doubt> =
        all.filter(|doubt| doubt.margin < NARROW || !doubt.twins.is_empty()).collect();
    doubts.sort_by(|a, b| {
        a.twins.is_empty().cmp(&b.twins.is_empty()).then(a.margin.total_cmp(&b.margin)).then(a.at.cmp(&b.at))
    });
    doubts
}

/// How much the likeliest labelled group leads the likeliest group not labelled. Negative: the answer
/// contradicts the labels.
fn margin(text: &Answered<'_>, themes: &ThemeSet) -> f64 {
    let truths = text.truths(themes);
    let likeliest = |labelled: bool| {
        let groups = text.answer.groups.iter().enumerate();
        groups.filter(|(g, _)| truths.contains(g) == labelled).map(|(_, &p)| p).fold(0.0, f64::max)
    };
    likeliest(true) - likeliest(false)
}

/// Texts that nearly repeat another one under a different primary theme.
fn twins(answers: &Answers<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut index = Index::default();
    let mut twins: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, text) in answers.texts.iter().enumerate() {
        let Some(found) = index.add(text.example.text()) else { continue };
        if answers.texts[found.of].example.theme != text.example.theme {
            twins.entry(at).or_default().push(found.of);
            twins.entry(found.of).or_default().push(at);
        }
    }
    twins
}

fn row<'a>(doubt: &Doubt, answers: &Answers<'a>) -> Row<'a> {
    let text = &answers.texts[doubt.at];
    let themes = &answers.data.themes;
    let mut reasons: Vec<String> = Vec::new();
    for &twin in &doubt.twins {
        let twin = answers.texts[twin].example;
        reasons.push(format!("与 {} 近似，那里标为{}", twin.place, themes.themes()[twin.theme].zh));
    }
    if doubt.margin < 0.0 {
        reasons.push("回答与标签不同".to_owned());
    } else if doubt.margin < NARROW {
        reasons.push("没有把握".to_owned());
    }
    Row {
        example: text.example,
        answer: &themes.themes()[text.answer.theme].zh,
        confidence: text.answer.confidence,
        reason: reasons.join("；"),
    }
}
