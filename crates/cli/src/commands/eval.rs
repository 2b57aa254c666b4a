//! `classify eval`: how well a model, or a way of training, tags texts whose labels are known.

use std::io::Write;

use anyhow::Result;
use gongwen_classifier::metrics::{
    Answered, Confusion, bootstrap, coverage_curve, expected_calibration_error, macro_f1,
};
use gongwen_classifier::{Answer, Model, TrainSettings, grouped_folds};

use crate::args::{Cli, DataArgs, GroupBy, LearnArgs, ModelArgs, OutputArgs};
use crate::learning::{Data, Recipe};
use crate::model;
use crate::outcome::Outcome;
use crate::render::style::{DIM, TITLE, pad};

/// Replicates of the bootstrap: enough for steady second digits.
const REPLICATES: usize = 1000;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) learn: LearnArgs,

    /// Cross-validate on this many folds instead of measuring a model
    #[arg(long, value_name = "K", conflicts_with = "model")]
    pub(crate) folds: Option<usize>,

    /// What stays together in a fold
    #[arg(long, value_name = "GROUP", default_value = "report")]
    pub(crate) group_by: GroupBy,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let mut data = Data::read(&args.data)?;
    let answers = match args.folds {
        Some(folds) => cross_validate(&mut data, args, folds)?,
        None => {
            let model = model::load(&args.model)?;
            data.vectorize(&model.vectorizer);
            answer_all(&model, &data, 0..data.examples.len())?
        }
    };
    let stdout = OutputArgs { output: None, force: false };
    stdout.with(cli.color, |out| {
        report(out, &data, &answers, args)?;
        Ok(Outcome { used: answers.len(), failed: 0 })
    })
}

/// Answers of models that have not seen the fold of the text. Each is trained, vocabulary and
/// calibration included, on the other folds alone.
fn cross_validate(data: &mut Data, args: &Args, folds: usize) -> Result<Vec<Answer>> {
    let recipe = Recipe::new(&args.learn)?;
    let vectorizer = data.fit(&recipe);
    let labels: Vec<usize> = data.examples.iter().map(|e| e.theme).collect();
    let fold_of = grouped_folds(&data.groups(args.group_by), &labels, folds, 0)?;
    let set = data.training_set(vectorizer.tfidf().n_terms(), args.group_by)?;
    let mut answers: Vec<Option<Answer>> = vec![None; labels.len()];
    for fold in 0..folds {
        let rest = set.subset(|i| fold_of[i] != fold)?;
        let model = Model::train(
            data.themes.clone(),
            vectorizer.clone(),
            recipe.backend,
            recipe.params.clone(),
            &rest,
            &TrainSettings::default(),
        )?;
        for index in (0..labels.len()).filter(|&i| fold_of[i] == fold) {
            answers[index] = Some(model.classify(data.input(index))?);
        }
    }
    Ok(answers.into_iter().flatten().collect())
}

fn answer_all(model: &Model, data: &Data, indices: impl Iterator<Item = usize>) -> Result<Vec<Answer>> {
    indices.map(|index| Ok(model.classify(data.input(index))?)).collect()
}

fn report(out: &mut dyn Write, data: &Data, answers: &[Answer], args: &Args) -> Result<()> {
    let themes = &data.themes;
    let truth: Vec<usize> = data.examples.iter().map(|e| themes.group_of(e.theme)).collect();
    let pairs: Vec<(usize, usize)> = truth.iter().zip(answers).map(|(&t, a)| (t, a.group)).collect();
    let n_groups = themes.groups().len();
    let confusion = Confusion::new(n_groups, pairs.iter().copied());
    let groups = data.groups(args.group_by);
    let figure = |statistic: &(dyn Fn(&Confusion) -> f64 + Sync)| {
        bootstrap(&groups, REPLICATES, 0, |at| {
            statistic(&Confusion::new(n_groups, at.iter().map(|&i| pairs[i])))
        })
    };
    let answered: Vec<Answered> = answers
        .iter()
        .zip(&truth)
        .map(|(a, &t)| Answered { confidence: a.confidence, correct: a.group == t })
        .collect();

    let f1 = figure(&|c| macro_f1(&c.theme_counts()));
    let accuracy = figure(&Confusion::accuracy);
    writeln!(out, "{TITLE}{} texts{TITLE:#}", answers.len())?;
    writeln!(out, "macro-F1  {:.3}  {DIM}[{:.3}, {:.3}]{DIM:#}", f1.estimate, f1.low, f1.high)?;
    writeln!(
        out,
        "accuracy  {:.3}  {DIM}[{:.3}, {:.3}]{DIM:#}",
        accuracy.estimate, accuracy.low, accuracy.high
    )?;
    writeln!(out, "ECE       {:.3}", expected_calibration_error(&answered))?;
    for (coverage, accuracy) in [0.6, 0.8, 0.9].iter().zip(coverage_curve(&answered, &[0.6, 0.8, 0.9])) {
        if let Some(accuracy) = accuracy {
            writeln!(out, "accuracy of the surest {:.0}%  {accuracy:.3}", coverage * 100.0)?;
        }
    }
    writeln!(out, "\n{}  precision  recall     F1  texts", pad("", 30))?;
    for (group, counts) in themes.groups().iter().zip(confusion.theme_counts()) {
        writeln!(
            out,
            "{} {}  {:>9.3}  {:>6.3}  {:>5.3}  {:>5}",
            pad(&group.zh, 8),
            pad(&group.id, 21),
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.support()
        )?;
    }
    writeln!(out, "\nrows: truth, columns: answer")?;
    for (group, row) in themes.groups().iter().zip(confusion.matrix()) {
        let row: Vec<String> = row.iter().map(|count| format!("{count:>5}")).collect();
        writeln!(out, "{} {}", pad(&group.zh, 8), row.join(" "))?;
    }
    Ok(())
}
