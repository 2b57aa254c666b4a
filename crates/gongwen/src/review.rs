//! Which paragraphs of reports without labels are most worth a look: those whose correction would teach most.

use std::collections::BTreeMap;

use gongwen_classifier::{Input, ScoreError, argmax};
use gongwen_features::Fields;
use gongwen_messages::phrase;
use gongwen_parse::duplicates::Index;
use gongwen_write::{Doubtful, Excerpt, TaggedFile, percent};
use rayon::prelude::*;

use crate::settings::{PickSettings, in_range};
use crate::{Answered, Error, Tagger, Text};

/// What makes a paragraph worth a look.
#[derive(Debug, Clone, PartialEq)]
struct Doubt {
    /// Its file, and its place among the paragraphs there.
    file: usize,
    paragraph: usize,
    /// How evenly the themes' probabilities are spread: their entropy, 1 where all are alike.
    entropy: f64,
    /// Themes that the members of the model name, each once, where they differ.
    members: Vec<usize>,
    /// A second theme whose probability is near the threshold, and how near, 1 for the threshold itself.
    near: Option<(usize, f64, f64)>,
    /// Share of its terms that training has not met.
    strange: f64,
    /// How much stranger it is than the others, 0 for the usual and less.
    stranger: f64,
    /// The two likeliest themes.
    likeliest: [(usize, f64); 2],
}

impl Doubt {
    /// The sum of the reasons, the first of which counts most.
    fn score(&self, settings: &PickSettings) -> f64 {
        let members = if self.members.len() > 1 { settings.members } else { 0.0 };
        let near = self.near.map_or(0.0, |(_, _, near)| near * settings.near);
        self.entropy + members + near + self.stranger * settings.strange
    }
}

/// The paragraphs most worth a look, the most worth first, with what stands around them: where the model is unsure,
/// its members differ, a second theme is near the threshold or the words are strange; not all of one unit, and
/// none that nearly repeats another.
///
/// # Errors
/// Where a setting is out of its range, or the classifier is an outside program that fails.
pub fn pick<'f>(
    tagger: &Tagger,
    files: &'f [TaggedFile],
    settings: &PickSettings,
) -> Result<Vec<Doubtful<'f>>, Error> {
    let weights = [settings.members, settings.near, settings.strange];
    weights.into_iter().try_for_each(|weight| in_range(phrase!("weight of a reason"), weight, 0.0, 10.0))?;
    in_range(phrase!("spread over units"), settings.spread, 0.0, 1.0)?;
    let of_file = |(at, file): (usize, &TaggedFile)| {
        doubts(tagger, at, file).map_err(|source| Error::Score { place: file.name.clone(), source })
    };
    let doubts: Vec<Vec<Doubt>> = files.par_iter().enumerate().map(of_file).collect::<Result<_, Error>>()?;
    let mut doubts = doubts.concat();
    stranger(&mut doubts);
    let excerpts: Vec<Vec<Excerpt<'f>>> = files.iter().map(excerpts).collect();
    let chosen = spread(&doubts, &excerpts, settings);
    let row = |doubt: &Doubt| {
        let of_file = &excerpts[doubt.file];
        let beside = |at: Option<usize>| {
            let found = at.and_then(|at| of_file.get(at));
            let found = found.filter(|other| std::ptr::eq(other.report, of_file[doubt.paragraph].report));
            found.map_or(String::new(), |other| other.paragraph.text.clone())
        };
        Doubtful {
            excerpt: of_file[doubt.paragraph],
            reason: reasons(doubt, tagger),
            before: last(&beside(doubt.paragraph.checked_sub(1))),
            behind: first(&beside(Some(doubt.paragraph + 1))),
        }
    };
    Ok(chosen.into_iter().map(|at| row(&doubts[at])).collect())
}

fn excerpts(file: &TaggedFile) -> Vec<Excerpt<'_>> {
    let excerpt = |(report, paragraph, tag)| Excerpt { file, report, paragraph, tag };
    file.paragraphs().map(excerpt).collect()
}

/// What is to be said of every paragraph of a file, but of those that an earlier report says,
/// and of those that people have corrected.
fn doubts(tagger: &Tagger, at: usize, file: &TaggedFile) -> Result<Vec<Doubt>, ScoreError> {
    let texts = Text::all(&file.document);
    let mut doubts = Vec::new();
    let mut before = 0;
    for report in &file.document.reports {
        let range = before..before + report.paragraphs().count();
        before = range.end;
        if file.again(report).is_some() {
            continue;
        }
        let answers = tagger.answer_report(&texts[range.clone()])?;
        for (paragraph, answered) in range.zip(&answers) {
            if file.tags.get(paragraph).is_some_and(|tag| !tag.correction.is_empty()) {
                continue;
            }
            doubts.push(doubt(tagger, at, paragraph, &texts[paragraph], answered)?);
        }
    }
    Ok(doubts)
}

fn doubt(
    tagger: &Tagger,
    file: usize,
    paragraph: usize,
    text: &Text,
    answered: &Answered<'_>,
) -> Result<Doubt, ScoreError> {
    let model = tagger.model();
    let themes = &answered.answer.themes;
    let entropy: f64 = themes.iter().filter(|&&p| p > 0.0).map(|p| -p * p.ln()).sum();
    let mut by_probability: Vec<(usize, f64)> = themes.iter().copied().enumerate().collect();
    by_probability.sort_by(|a, b| b.1.total_cmp(&a.1));
    let likeliest = [0, 1].map(|place| by_probability.get(place).copied().unwrap_or_default());
    let near = |&(theme, p): &(usize, f64)| {
        let near = 1.0 - (p - model.threshold).abs() / (model.threshold / 2.0).max(f64::MIN_POSITIVE);
        (near > 0.0).then_some((theme, p, near))
    };
    Ok(Doubt {
        file,
        paragraph,
        entropy: entropy / (themes.len().max(2) as f64).ln(),
        members: members(tagger, answered.input())?,
        near: by_probability.iter().skip(1).find_map(near),
        strange: strange(tagger, &text.text),
        stranger: 0.0,
        likeliest,
    })
}

/// The themes that the members of a model name, each once, those of the first member first.
fn members(tagger: &Tagger, input: Input<'_>) -> Result<Vec<usize>, ScoreError> {
    let model = tagger.model();
    let mut scores = vec![0.0; model.themes.n_topics()];
    let mut named = Vec::new();
    for member in model.classifier.members() {
        member.score(input, &mut scores)?;
        let theme = model.themes.theme_of(argmax(&scores));
        if !named.contains(&theme) {
            named.push(theme);
        }
    }
    Ok(named)
}

/// Share of a text's terms that training has not met.
fn strange(tagger: &Tagger, text: &str) -> f64 {
    let vectorizer = &tagger.model().vectorizer;
    let bag = vectorizer.extractor().bag(&Fields { text, ..Fields::default() });
    let strange = bag.keys().filter(|term| vectorizer.tfidf().column(term).is_none()).count();
    strange as f64 / bag.len().max(1) as f64
}

/// Tells how much stranger each paragraph is than the others: standard deviations above the mean, at most 3, as a
/// share of 3.
fn stranger(doubts: &mut [Doubt]) {
    const MOST: f64 = 3.0;
    let n = doubts.len().max(1) as f64;
    let mean = doubts.iter().map(|doubt| doubt.strange).sum::<f64>() / n;
    let variance = doubts.iter().map(|doubt| (doubt.strange - mean).powi(2)).sum::<f64>() / n;
    let deviation = variance.sqrt().max(f64::MIN_POSITIVE);
    for doubt in doubts {
        doubt.stranger = ((doubt.strange - mean) / deviation).clamp(0.0, MOST) / MOST;
    }
}

/// Positions of those chosen, the most worth first: every choice makes the others of its unit less worth.
fn spread(doubts: &[Doubt], excerpts: &[Vec<Excerpt<'_>>], settings: &PickSettings) -> Vec<usize> {
    let unit = |doubt: &Doubt| excerpts[doubt.file][doubt.paragraph].unit();
    let scores: Vec<f64> = doubts.iter().map(|doubt| doubt.score(settings)).collect();
    let mut open: Vec<usize> = (0..doubts.len()).collect();
    let mut taken: BTreeMap<&str, i32> = BTreeMap::new();
    let (mut chosen, mut seen) = (Vec::new(), Index::default());
    while chosen.len() < settings.limit && !open.is_empty() {
        let worth = |&at: &usize| {
            scores[at] * settings.spread.powi(taken.get(unit(&doubts[at])).copied().unwrap_or_default())
        };
        // Of equals the one that was read first.
        let best = (0..open.len())
            .max_by(|&a, &b| worth(&open[a]).total_cmp(&worth(&open[b])).then(open[b].cmp(&open[a])));
        let Some(best) = best else { break };
        let at = open.remove(best);
        let doubt = &doubts[at];
        if seen.add(&excerpts[doubt.file][doubt.paragraph].paragraph.text).is_none() {
            *taken.entry(unit(doubt)).or_default() += 1;
            chosen.push(at);
        }
    }
    chosen
}

/// Why, for people.
fn reasons(doubt: &Doubt, tagger: &Tagger) -> String {
    /// The likeliest theme leads by less than this.
    const NARROW: f64 = 0.3;
    let model = tagger.model();
    let zh = |theme: usize| model.themes.themes().get(theme).map_or("", |theme| &*theme.zh);
    let [first, second] = doubt.likeliest;
    let mut reasons = Vec::new();
    if first.1 - second.1 < NARROW {
        let both = [first, second].map(|(theme, p)| format!("{}{}", zh(theme), percent(p)));
        reasons.push(format!("拿不准：{}", both.join("、")));
    }
    if doubt.members.len() > 1 {
        let named: Vec<&str> = doubt.members.iter().map(|&theme| zh(theme)).collect();
        reasons.push(format!("分类器意见不一：{}", named.join("、")));
    }
    if let Some((theme, p, _)) = doubt.near.filter(|_| first.1 - second.1 >= NARROW) {
        reasons.push(format!("{}{}，接近门槛{}", zh(theme), percent(p), percent(model.threshold)));
    }
    if doubt.stranger > 0.5 {
        reasons.push(format!("用词生疏：{}不在训练材料里", percent(doubt.strange)));
    }
    if reasons.is_empty() {
        reasons.push(format!("{}{}", zh(first.0), percent(first.1)));
    }
    reasons.join("；")
}

/// Characters shown of a paragraph beside.
const SHOWN: usize = 80;

fn first(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn last(text: &str) -> String {
    match text.char_indices().rev().nth(SHOWN - 1) {
        Some((start, _)) if start > 0 => format!("…{}", &text[start..]),
        _ => text.to_owned(),
    }
}
