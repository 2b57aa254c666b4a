//! A model's card: what it is made of, how good it is and where it ends, in Markdown.

mod differences;

use std::fmt::Write as _;

use gongwen_classifier::metrics::Interval;
use gongwen_classifier::{Chain, Context, Model, Topic};
use gongwen_messages::{listed, phrase, text, translated};
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
    let sections = [what_it_does(model), data(model), method(model), scores(evaluations), limits()];
    let sections = sections.iter().map(|section| format!("{}\n\n", section.trim_end()));
    format!("# {}\n\n", text!("Model card: {name}", name = markdown_line(name)))
        + &sections.collect::<String>()
}

// Writing to a String does not fail: results of writeln! are dropped below.

fn what_it_does(model: &Model) -> String {
    let about = text!(
        "Gives every paragraph of a Chinese work report (工作总结, 工作思路) a primary theme, further themes, a \
         confidence and the words that decided. It is trained on topics and answers with the theme they roll \
         up to."
    );
    let head = text!("| theme | topics | paragraphs trained on |");
    let mut text = format!("{about}\n\n{head}\n|---|---|--:|\n");
    let themes = &model.themes;
    for (index, theme) in themes.themes().iter().enumerate() {
        let topics = (0..themes.n_topics()).filter(|&topic| themes.theme_of(topic) == index);
        let topics: Vec<&Topic> = topics.map(|topic| &themes.topics()[topic]).collect();
        let names: Vec<String> = topics.iter().map(|topic| named(topic)).collect();
        let texts: f64 = topics.iter().filter_map(|t| model.summary.topic_weights.get(&t.id)).sum();
        let _ =
            writeln!(text, "| {} {} | {} | {texts:.0} |", markdown_line(&theme.zh), theme.id, listed(names));
    }
    text
}

fn named(topic: &Topic) -> String {
    format!("{} {}", markdown_line(&topic.zh), topic.id)
}

fn data(model: &Model) -> String {
    let summary = &model.summary;
    let amount = match LabelledAmount::of_model(model) {
        Some(LabelledAmount { texts, reports, kinds, bags }) => text!(
            "{texts} labelled paragraphs of {reports} reports by {kinds} kinds of unit, and {bags} paragraphs known \
             by their counted words alone (bags)",
            texts,
            reports,
            kinds,
            bags
        ),
        _ => text!(
            "{examples} labelled paragraphs in {groups} groups",
            examples = summary.examples,
            groups = summary.fold_groups
        ),
    };
    let told =
        text!("Trained on {amount}. The vocabulary holds {terms} terms.", amount, terms = summary.terms);
    format!("## {}\n\n{told}\n", text!("Data"))
}

fn method(model: &Model) -> String {
    let head = text!("| setting | value |");
    let mut text = format!("## {}\n\n{head}\n|---|---|\n", text!("Method and settings"));
    let mut row = |name: &str, value: &str| {
        let _ = writeln!(text, "| {} | {value} |", translated(name));
    };
    row(phrase!("classifier"), &format!("`{}`", model.backend));
    row(phrase!("its parameters"), &format!("`{}`", as_json(&model.params)));
    row(phrase!("vectors"), &vectors(model));
    row(phrase!("temperature"), &model.calibration.temperature.to_string());
    let isotonic = if model.calibration.confidence.is_some() { text!("yes") } else { text!("no") };
    row(phrase!("isotonic correction"), &isotonic);
    if let Some(Context { words: [words, length], report, before, behind, .. }) = &model.context {
        row(
            phrase!("context"),
            &text!(
                "words {words} · ln(length / 100), rest of the report {report}, paragraph before {before}, behind {behind}",
                words = format_args!("{words:.2} {length:+.2}"),
                report = format_args!("{report:.2}"),
                before = format_args!("{before:.2}"),
                behind = format_args!("{behind:.2}")
            ),
        );
    }
    if let Some(Chain { words, stay, .. }) = &model.chain {
        let told = text!(
            "words {words}, staying with a topic {stay}",
            words = format_args!("{words:.2}"),
            stay = format_args!("{stay:.2}")
        );
        row(phrase!("passages"), &told);
    }
    row(phrase!("roll-up"), &format!("`{}`", as_json(&model.rollup)));
    row(phrase!("a further theme is answered from a probability of"), &model.threshold.to_string());
    if model.summary.training.folds > 0 {
        let told = text!(
            "The temperature is fitted on held-out folds: paragraphs grouped by kind of unit, bags by report."
        );
        let _ = writeln!(text, "\n{told}");
    }
    let differences = differences(model);
    if differences.is_empty() {
        return text + &text!("Every setting of the training is the default.") + "\n";
    }
    let head = text!("| differs from the default | value | default |");
    let _ = writeln!(text, "\n{head}\n|---|---|---|");
    for Difference { setting, value, default } in differences {
        let _ = writeln!(text, "| {} | `{value}` | `{default}` |", translated(&setting));
    }
    text
}

/// What the vectors are made of.
fn vectors(model: &Model) -> String {
    let (extractor, weights) = (model.vectorizer.extractor(), model.vectorizer.weights());
    let fields = [
        (weights.lead, phrase!("lead sentence")),
        (weights.heading, phrase!("headings")),
        (weights.title, phrase!("title")),
    ];
    let mut fields: Vec<&str> =
        fields.iter().filter(|(weight, _)| *weight > 0.0).map(|(_, name)| translated(name)).collect();
    let last = fields.pop().map_or_else(String::new, |last| text!(" and {last}", last));
    let rest: String = fields.iter().map(|field| text!(", {field}", field)).collect();
    text!(
        "{tokenizer} words of text{fields}, weighed by TF-IDF",
        tokenizer = extractor.tokenizer_name(),
        fields = rest + &last
    )
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn scores(evaluations: &[Evaluation]) -> String {
    let mut text = format!("## {}\n\n", text!("Scores"));
    if evaluations.is_empty() {
        return text
            + &text!("Not stated: measure it by `classify eval`, and name the result with `--eval`.")
            + "\n";
    }
    let brackets = text!(
        "In brackets: 95% intervals by the bootstrap over whole reports, or whole kinds of unit where stated."
    );
    let _ = writeln!(text, "{brackets}");
    for evaluation in evaluations {
        let _ = writeln!(text, "\n### {}\n", measured(evaluation));
        let _ = writeln!(text, "{}\n|---|---|", text!("| figure | value |"));
        let sets = &evaluation.theme_sets;
        for (name, figure) in [
            (phrase!("macro-F1"), &evaluation.themes.macro_f1),
            (phrase!("accuracy"), &evaluation.themes.accuracy),
            (phrase!("answer among the text's themes"), &evaluation.any_theme_accuracy),
            (phrase!("all themes: macro-F1 of the sets"), &sets.macro_f1),
        ] {
            let _ = writeln!(text, "| {} | {} |", translated(name), bracketed(figure));
        }
        let name = text!("expected calibration error");
        let _ = writeln!(text, "| {name} | {:.3} |", evaluation.confidence.ece);
        let surest = evaluation.confidence.coverage.iter().find(|c| (c.coverage - 0.6).abs() < 1e-9);
        if let Some(surest) = surest {
            let name = text!("accuracy of the surest 60%");
            let _ = writeln!(text, "| {name} | {:.3} |", surest.accuracy);
        }
        let head = text!("| theme | precision | recall | F1 | texts |");
        let _ = writeln!(text, "\n{head}\n|---|--:|--:|--:|--:|");
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
                FoldGroup::Report => text!("report"),
                FoldGroup::Kind => text!("kind of unit"),
            };
            text!(
                "`{backend}` by {folds}-fold cross-validation grouped by {by}",
                backend = subject.backend,
                folds,
                by
            )
        }
        None => text!("this model"),
    };
    text!(
        "{how}: {texts} paragraphs of {reports} reports, {kinds} kinds of unit ({data})",
        how,
        texts = amount.texts,
        reports = amount.reports,
        kinds = amount.kinds,
        data = markdown_line(&subject.data.join(", "))
    )
}

fn bracketed(figure: &Interval) -> String {
    format!("{:.3} [{:.3}, {:.3}]", figure.estimate, figure.low, figure.high)
}

fn limits() -> String {
    text!(
        "## Limits\n\n\
         * It knows the themes named above and no others: a paragraph about something else gets the nearest of them.\n\
         * It reads words, not meaning: irony, negation and figures do not reach it.\n\
         * Reports of kinds of unit it has not seen are tagged less well; scores grouped by kind of unit foretell them,\n  \
           scores grouped by report are kinder.\n\
         * Its confidence is calibrated on texts like those it was trained on. Use `--min-confidence` to have doubtful\n  \
           paragraphs left to people.\n\
         * It is meant for sorting and counting text, not for judging the people or units that wrote it.\n"
    )
}
