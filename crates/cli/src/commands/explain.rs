//! `classify explain`: why a paragraph got its theme.

use std::io::Write;

use anyhow::Result;
use gongwen::Tagger;
use gongwen::classifier::Model;
use gongwen::explain::{Around, Explained};
use gongwen::features::{term_field, term_words};
use gongwen::settings::{AnswerSettings, ExplainSettings};
use gongwen::write::{ThemeOrTopic, probability};

use crate::args::{ContextArgs, InputArgs, ModelArgs};
use crate::console::Console;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::render::style::{self, DIM, TITLE, pad};
use crate::terminal::Style;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Number of the paragraph, as `classify tag` prints it
    #[arg(long, short, value_name = "N")]
    paragraph: usize,

    /// Explain this topic instead of the one answered, or the likeliest of this theme (by id or name)
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,

    /// How many terms to list for and against
    #[arg(long, value_name = "N", default_value_t = ExplainSettings::default().terms)]
    terms: usize,

    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    context: ContextArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let inputs = self.input.inputs()?;
        let context = !self.context.no_context;
        let settings = AnswerSettings { context, passages: false, ..AnswerSettings::default() };
        let tagger = Tagger::new(self.model.load()?, settings)?;
        let asked = self.theme.as_deref().map(|name| tagger.theme_or_topic(name)).transpose()?;
        let settings = ExplainSettings { terms: self.terms };
        Output::STDOUT.write(console, |out| {
            inputs.each(console, Ok, |file| {
                let why = tagger.explain(&file, self.paragraph, asked, &settings)?;
                write(out, tagger.model(), (&file.name, self.paragraph), &why)
            })
        })
    }
}

/// Writes an explanation for people.
fn write(out: &mut dyn Write, model: &Model, (name, number): (&str, usize), why: &Explained) -> Result<()> {
    let path = why.path.join(" › ");
    writeln!(out, "{DIM}{name} 第 {number} 段  {path}{DIM:#}")?;
    for &(theme, p) in &why.themes {
        let color = style::theme(theme);
        let theme = &model.themes.themes()[theme];
        let (zh, id, percent) = (pad(&theme.zh, 8), pad(&theme.id, 20), probability(p, 3) * 100.0);
        writeln!(out, "  {color}{zh}{color:#} {DIM}{id}{DIM:#} {percent:>5.1}%")?;
    }
    if !why.said.is_empty() {
        let zh = |said: &ThemeOrTopic| match *said {
            ThemeOrTopic::Theme(theme) => model.themes.themes()[theme].zh.as_str(),
            ThemeOrTopic::Topic(topic) => model.themes.topics()[topic].zh.as_str(),
        };
        let said = why.said.iter().map(zh).collect::<Vec<_>>().join("+");
        writeln!(out, "  人工更正为 {said}，照此标注；以下是模型自己的判断")?;
    }
    let topics = model.themes.topics();
    let (topic, rival) = (&topics[why.topic].zh, &topics[why.rival].zh);
    writeln!(out, "\n{TITLE}为何是“{topic}”而不是“{rival}”{TITLE:#}")?;
    terms(out, why)?;
    writeln!(out)?;
    marked(out, why)
}

/// As it is printed, so that printed parts add up to printed sums.
fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn terms(out: &mut dyn Write, why: &Explained) -> Result<()> {
    let name = |term: &str| {
        let (words, characters) = term_words(term);
        let field = term_field(term).0;
        let marks: Vec<&str> = field_zh(field).into_iter().chain(characters.then_some("字")).collect();
        if marks.is_empty() { words.to_owned() } else { format!("{words}（{}）", marks.join("，")) }
    };
    for (sign, terms) in [("支持", &why.speaking_for), ("反对", &why.against)] {
        for (term, contribution) in terms {
            writeln!(out, "  {DIM}{sign}{DIM:#} {contribution:>+7.3}  {}", name(term))?;
        }
    }
    let difference = &why.difference;
    let listed = why.speaking_for.iter().chain(&why.against);
    let (listed, of_listed) =
        listed.fold((0, 0.0), |(n, sum), (_, added)| (n + 1, sum + thousandths(*added)));
    let mut of_terms = of_listed;
    if listed < difference.terms.len() {
        of_terms = thousandths(difference.score() - difference.bias);
        // Pairs of characters that are no word, and words past those asked for.
        let (rest, added) = (difference.terms.len() - listed, of_terms - of_listed);
        writeln!(out, "  {DIM}其余{DIM:#} {added:>+7.3}  {DIM}{rest} 个词项{DIM:#}")?;
    }
    writeln!(
        out,
        "  {DIM}共 {} 个词项，合计 {:+.3}，先验 {:+.3}{DIM:#}",
        difference.terms.len(),
        of_terms,
        difference.bias,
    )?;
    let Around { report, before, behind } = why.around;
    if why.around != Around::default() {
        let parts = [("全篇其他段落", report), ("上一段", before), ("下一段", behind)];
        let parts = parts.map(|(name, added)| format!("{name} {added:+.3}"));
        writeln!(out, "  {DIM}{}{DIM:#}", parts.join("，"))?;
    }
    let parts = [of_terms, difference.bias, report, before, behind];
    writeln!(out, "  {DIM}对数几率 {:+.3}{DIM:#}", parts.map(thousandths).iter().sum::<f64>())?;
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
fn marked(out: &mut dyn Write, why: &Explained) -> Result<()> {
    let mut at = 0;
    for (bytes, contribution) in &why.marks {
        let color = if *contribution > 0.0 { anstyle::AnsiColor::Green } else { anstyle::AnsiColor::Red };
        let style = Style(color.on_default().bold());
        write!(out, "{}{style}{}{style:#}", &why.text[at..bytes.start], &why.text[bytes.clone()])?;
        at = bytes.end;
    }
    writeln!(out, "{}", &why.text[at..])?;
    Ok(())
}
