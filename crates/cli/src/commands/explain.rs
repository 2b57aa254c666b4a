//! `classify explain`: why a paragraph got its theme.

use std::io::Write;

use anyhow::{Context, Result, bail, ensure};
use gongwen::classifier::{Answer, Explanation, Input, Model};
use gongwen::features::{term_field, term_words};
use gongwen::settings::AnswerSettings;
use gongwen::{ParsedFile, Tagger, Text};

use crate::args::{InputArgs, ModelArgs};
use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::output::Output;
use crate::render::style::{self, DIM, TITLE, pad};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Number of the paragraph, as `classify tag` prints it
    #[arg(long, short, value_name = "N")]
    paragraph: usize,

    /// Explain this theme instead of the one answered (id or Chinese name of a theme)
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,

    /// How many terms to list for and against
    #[arg(long, value_name = "N", default_value_t = 12)]
    terms: usize,

    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    model: ModelArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let inputs = self.input.inputs()?;
        let tagger = Tagger::new(self.model.load()?, AnswerSettings::default());
        let explained = Explained { number: self.paragraph, theme: self.theme.as_deref(), terms: self.terms };
        Output::STDOUT
            .write(console, |out| inputs.each(console, Ok, |file| explained.write(out, &tagger, &file)))
    }
}

/// What to explain.
struct Explained<'a> {
    /// Number of the paragraph, from 1.
    number: usize,
    /// The theme to explain; nothing for the one answered.
    theme: Option<&'a str>,
    /// How many terms to list for and against.
    terms: usize,
}

impl Explained<'_> {
    fn write(&self, out: &mut dyn Write, tagger: &Tagger, file: &ParsedFile) -> Result<()> {
        let model = tagger.model();
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let following = self.number.checked_sub(1).and_then(|index| paragraphs.get(index..));
        let Some(following @ [(_, paragraph), ..]) = following else {
            bail!(UsageError(format!("{}: has paragraphs 1 to {}", file.name, paragraphs.len())));
        };
        let text = Text::of(following);
        let answered = tagger.answer(&text)?;
        let (input, answer) = (answered.input(), &answered.answer);

        let path = paragraph.path.join(" › ");
        writeln!(out, "{DIM}{} 第 {} 段  {path}{DIM:#}", file.name, self.number)?;
        probabilities(out, model, answer)?;
        let (topic, rival, difference) = question(model, input, answer, self.theme)?;
        let topics = model.themes.topics();
        let (topic, rival) = (&topics[topic], &topics[rival]);
        writeln!(out, "\n{TITLE}为何是“{}”而不是“{}”{TITLE:#}", topic.zh, rival.zh)?;
        terms(out, model, &difference, self.terms)?;
        writeln!(out)?;
        highlighted(out, model, answered.text, &difference)
    }
}

fn probabilities(out: &mut dyn Write, model: &Model, answer: &Answer) -> Result<()> {
    let mut order: Vec<usize> = (0..answer.themes.len()).collect();
    order.sort_by(|&a, &b| answer.themes[b].total_cmp(&answer.themes[a]));
    for theme in order {
        let color = style::theme(theme);
        let (theme, p) = (&model.themes.themes()[theme], answer.themes[theme]);
        writeln!(
            out,
            "  {color}{}{color:#} {DIM}{}{DIM:#} {:>5.1}%",
            pad(&theme.zh, 8),
            pad(&theme.id, 20),
            p * 100.0
        )?;
    }
    Ok(())
}

/// The topic to explain, its strongest rival, and the difference of their scores by term.
fn question(
    model: &Model,
    input: Input<'_>,
    answer: &Answer,
    asked: Option<&str>,
) -> Result<(usize, usize, Explanation)> {
    let silent = || format!("the backend {} cannot explain its answers", model.backend);
    let Some(name) = asked else {
        let evidence = model.evidence(input, answer).with_context(silent)?;
        return Ok((evidence.topic, evidence.rival, evidence.difference));
    };
    let (topic, rival) = (topic_named(model, answer, name)?, answer.topic);
    if topic == rival {
        return question(model, input, answer, None);
    }
    let explain = |topic| model.classifier.explain(input, topic).with_context(silent);
    Ok((topic, rival, explain(topic)?.minus(&explain(rival)?)))
}

/// A topic by id or name; for a theme, its likeliest topic.
fn topic_named(model: &Model, answer: &Answer, name: &str) -> Result<usize> {
    let themes = &model.themes;
    if let Some(topic) = themes.topic_index(name) {
        return Ok(topic);
    }
    let theme = themes.theme_index(name);
    let of_theme = (0..themes.n_topics()).filter(|&topic| Some(themes.theme_of(topic)) == theme);
    let likeliest = of_theme.max_by(|&a, &b| answer.topics[a].total_cmp(&answer.topics[b]));
    likeliest.with_context(|| format!("unknown theme `{name}`"))
}

fn terms(out: &mut dyn Write, model: &Model, difference: &Explanation, count: usize) -> Result<()> {
    let mut order = difference.terms.clone();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let name = |column: u32| {
        let term = model.vectorizer.tfidf().term(column).unwrap_or_default();
        let (words, characters) = term_words(term);
        let field = term_field(term).0;
        let marks: Vec<&str> = field_zh(field).into_iter().chain(characters.then_some("字")).collect();
        if marks.is_empty() { words.to_owned() } else { format!("{words}（{}）", marks.join("，")) }
    };
    let speaking_for = order.iter().filter(|(_, c)| *c > 0.0).take(count);
    let against = order.iter().rev().filter(|(_, c)| *c < 0.0).take(count);
    for (&(column, contribution), sign) in
        speaking_for.map(|t| (t, "支持")).chain(against.map(|t| (t, "反对")))
    {
        writeln!(out, "  {DIM}{sign}{DIM:#} {contribution:>+7.3}  {}", name(column))?;
    }
    writeln!(
        out,
        "  {DIM}共 {} 个词项，合计 {:+.3}，先验 {:+.3}，得分差 {:+.3}{DIM:#}",
        order.len(),
        difference.score() - difference.bias,
        difference.bias,
        difference.score()
    )?;
    Ok(())
}

/// The Chinese name of a field other than the text.
fn field_zh(field: &str) -> Option<&'static str> {
    match field {
        "heading" => Some("标题"),
        "lead" => Some("首句"),
        "title" => Some("题目"),
        _ => None,
    }
}

/// The text with the words that speak for the theme in green and those against in red.
fn highlighted(out: &mut dyn Write, model: &Model, text: &str, difference: &Explanation) -> Result<()> {
    let tfidf = model.vectorizer.tfidf();
    let strongest = difference.terms.iter().map(|(_, c)| c.abs()).fold(0.0, f64::max);
    let mut at = 0;
    for (range, term) in model.vectorizer.extractor().terms(text) {
        let contribution = tfidf
            .column(&term)
            .and_then(|column| difference.terms.binary_search_by_key(&column, |t| t.0).ok())
            .map_or(0.0, |index| difference.terms[index].1);
        // Weak words stay plain, or everything would be coloured; terms that overlap an earlier one too.
        if contribution.abs() < strongest / 5.0 || range.start < at {
            continue;
        }
        let color = if contribution > 0.0 { anstyle::AnsiColor::Green } else { anstyle::AnsiColor::Red };
        let style = color.on_default().bold();
        write!(out, "{}{style}{}{style:#}", &text[at..range.start], &text[range.clone()])?;
        at = range.end;
    }
    ensure!(text.is_char_boundary(at), "terms stand on character boundaries");
    writeln!(out, "{}", &text[at..])?;
    Ok(())
}
