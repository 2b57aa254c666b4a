//! A model's card: what it is made of, how good it is and where it ends, in Markdown.

mod differences;

use std::fmt::Write as _;

use gongwen_classifier::metrics::Interval;
use gongwen_classifier::{Chain, Context, Model, Topic};
use gongwen_write::markdown_line;

pub use differences::{Difference, differences};

use crate::evaluation::Evaluation;
use crate::labelled::LabelledAmount;
use crate::settings::FoldGroup;

/// A model's card in Markdown, by the name it goes by, with the scores it was found to have.
///
/// ```
/// let model = gongwen::built_in::model()?;
/// let card = gongwen::card::card("the built-in model", &model, &[]);
/// assert!(card.starts_with("# Model card: the built-in model\n"));
/// assert!(card.contains("| 党建 party-building |"));
/// # Ok::<(), gongwen::classifier::ModelError>(())
/// ```
pub fn card(name: &str, model: &Model, evaluations: &[Evaluation]) -> String {
    let sections = [what_it_does(model), data(model), method(model), scores(evaluations), LIMITS.to_owned()];
    let sections = sections.iter().map(|section| format!("{}\n\n", section.trim_end()));
    format!("# Model card: {}\n\n", markdown_line(name)) + &sections.collect::<String>()
}

// Writing to a String does not fail: results of writeln! are dropped below.

fn what_it_does(model: &Model) -> String {
    let mut text = String::from(
        "Gives every paragraph of a Chinese work report (工作总结, 工作思路) a primary theme, further themes, a \
         confidence and the words that decided. It is trained on topics and answers with the theme they roll \
         up to.\n\n| theme | topics | paragraphs trained on |\n|---|---|--:|\n",
    );
    let themes = &model.themes;
    for (index, theme) in themes.themes().iter().enumerate() {
        let topics = (0..themes.n_topics()).filter(|&topic| themes.theme_of(topic) == index);
        let topics: Vec<&Topic> = topics.map(|topic| &themes.topics()[topic]).collect();
        let names: Vec<String> = topics.iter().map(|topic| named(topic)).collect();
        let texts: f64 = topics.iter().filter_map(|t| model.summary.topic_weights.get(&t.id)).sum();
        let _ = writeln!(
            text,
            "| {} {} | {} | {texts:.0} |",
            markdown_line(&theme.zh),
            theme.id,
            names.join(", ")
        );
    }
    text
}

fn named(topic: &Topic) -> String {
    format!("{} {}", markdown_line(&topic.zh), topic.id)
}

fn data(model: &Model) -> String {
    let summary = &model.summary;
    let amount = match LabelledAmount::of_model(model) {
        Some(LabelledAmount { texts, reports, kinds, bags }) => format!(
            "{texts} labelled paragraphs of {reports} reports by {kinds} kinds of unit, and {bags} paragraphs known \
             by their counted words alone (bags)"
        ),
        _ => format!("{} labelled paragraphs in {} groups", summary.examples, summary.fold_groups),
    };
    format!("## Data\n\nTrained on {amount}. The vocabulary holds {} terms.\n", summary.terms)
}

fn method(model: &Model) -> String {
    let mut text = String::from("## Method and settings\n\n| setting | value |\n|---|---|\n");
    let mut row = |name: &str, value: &str| {
        let _ = writeln!(text, "| {name} | {value} |");
    };
    row("classifier", &format!("`{}`", model.backend));
    row("its parameters", &format!("`{}`", as_json(&model.params)));
    row("vectors", &vectors(model));
    row("temperature", &model.calibration.temperature.to_string());
    row("isotonic correction", if model.calibration.confidence.is_some() { "yes" } else { "no" });
    if let Some(Context { words: [words, length], report, before, behind, .. }) = &model.context {
        row(
            "context",
            &format!(
                "words {words:.2} {length:+.2} · ln(length / 100), rest of the report {report:.2}, paragraph before \
                 {before:.2}, behind {behind:.2}"
            ),
        );
    }
    if let Some(Chain { words, stay, .. }) = &model.chain {
        row("passages", &format!("words {words:.2}, staying with a topic {stay:.2}"));
    }
    row("roll-up", &format!("`{}`", as_json(&model.rollup)));
    row("a further theme is answered from a probability of", &model.threshold.to_string());
    if model.summary.training.folds > 0 {
        text.push_str(
            "\nThe temperature is fitted on held-out folds: paragraphs grouped by kind of unit, bags by report.\n",
        );
    }
    let differences = differences(model);
    if differences.is_empty() {
        return text + "Every setting of the training is the default.\n";
    }
    text.push_str("\n| differs from the default | value | default |\n|---|---|---|\n");
    for Difference { setting, value, default } in differences {
        let _ = writeln!(text, "| {setting} | `{value}` | `{default}` |");
    }
    text
}

/// What the vectors are made of.
fn vectors(model: &Model) -> String {
    let (extractor, weights) = (model.vectorizer.extractor(), model.vectorizer.weights());
    let fields = [(weights.lead, "lead sentence"), (weights.heading, "headings"), (weights.title, "title")];
    let mut fields: Vec<&str> =
        fields.iter().filter(|(weight, _)| *weight > 0.0).map(|(_, name)| *name).collect();
    let last = fields.pop().map_or_else(String::new, |last| format!(" and {last}"));
    let rest: String = fields.iter().map(|field| format!(", {field}")).collect();
    format!("{} words of text{rest}{last}, weighed by TF-IDF", extractor.tokenizer_name())
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn scores(evaluations: &[Evaluation]) -> String {
    let mut text = String::from("## Scores\n\n");
    if evaluations.is_empty() {
        return text + "Not stated: measure it by `classify eval`, and name the result with `--eval`.\n";
    }
    text.push_str(
        "In brackets: 95% intervals by the bootstrap over whole reports, or whole kinds of unit where stated.\n",
    );
    for evaluation in evaluations {
        let _ = writeln!(text, "\n### {}\n", measured(evaluation));
        text.push_str("| figure | value |\n|---|---|\n");
        let sets = &evaluation.theme_sets;
        for (name, figure) in [
            ("macro-F1", &evaluation.themes.macro_f1),
            ("accuracy", &evaluation.themes.accuracy),
            ("answer among the text's themes", &evaluation.any_theme_accuracy),
            ("all themes: macro-F1 of the sets", &sets.macro_f1),
        ] {
            let _ = writeln!(text, "| {name} | {} |", bracketed(figure));
        }
        let _ = writeln!(text, "| expected calibration error | {:.3} |", evaluation.confidence.ece);
        let surest = evaluation.confidence.coverage.iter().find(|c| (c.coverage - 0.6).abs() < 1e-9);
        if let Some(surest) = surest {
            let _ = writeln!(text, "| accuracy of the surest 60% | {:.3} |", surest.accuracy);
        }
        text.push_str("\n| theme | precision | recall | F1 | texts |\n|---|--:|--:|--:|--:|\n");
        for theme in &evaluation.themes.themes {
            let _ = writeln!(
                text,
                "| {} {} | {:.3} | {:.3} | {} | {} |",
                theme.zh,
                theme.id,
                theme.precision.estimate,
                theme.recall.estimate,
                bracketed(&theme.f1),
                theme.texts
            );
        }
    }
    text
}

fn measured(evaluation: &Evaluation) -> String {
    let subject = &evaluation.subject;
    let amount = &evaluation.amount;
    let how = match subject.folds {
        Some(folds) => {
            let by = match subject.group {
                FoldGroup::Report => "report",
                FoldGroup::Kind => "kind of unit",
            };
            format!("`{}` by {folds}-fold cross-validation grouped by {by}", subject.backend)
        }
        None => "this model".to_owned(),
    };
    format!(
        "{how}: {} paragraphs of {} reports, {} kinds of unit ({})",
        amount.texts,
        amount.reports,
        amount.kinds,
        markdown_line(&subject.data.join(", "))
    )
}

fn bracketed(figure: &Interval) -> String {
    format!("{:.3} [{:.3}, {:.3}]", figure.estimate, figure.low, figure.high)
}

const LIMITS: &str = "\
## Limits

* It knows the themes named above and no others: a paragraph about something else gets the nearest of them.
* It reads words, not meaning: irony, negation and figures do not reach it.
* Reports of kinds of unit it has not seen are tagged less well; scores grouped by kind of unit foretell them,
  scores grouped by report are kinder.
* Its confidence is calibrated on texts like those it was trained on. Use `--min-confidence` to have doubtful
  paragraphs left to people.
* It is meant for sorting and counting text, not for judging the people or units that wrote it.
";
