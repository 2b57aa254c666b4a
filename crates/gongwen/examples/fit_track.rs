//! Learns the weights of `gongwen::track` from labelled pairs of reports, and tells how good they are on pairs left
//! out:
//!
//! ```sh
//! cargo run --example fit_track -- data/track [LABELS.jsonl FOLDER]…
//! ```
//!
//! `data/track` holds a file a pair that names two reports of `data/corpus` and quotes items and what reports on
//! them. Labels as JSON lines (`plan_file`, `result_file`, `plan_start`, `plan_end`, `matches`, `status`, and
//! `optional` and `again` for stretches that count neither way; code points) stand beside a folder with the reports.

#![allow(clippy::print_stdout, reason = "what it finds is for people")]
#![allow(clippy::needless_range_loop, reason = "matrices are told by their indices")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use gongwen::parse::CodePoints;
use gongwen::track::{Likeness, Reported, Stretch, WAYS, Weights, likenesses, track_with};
use gongwen::{ParsedFile, Reader};
use serde::Deserialize;

/// A place in code points.
type Place = (usize, usize);

/// An item of a plan, labelled.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Label {
    plan_file: String,
    result_file: String,
    plan_start: usize,
    plan_end: usize,
    matches: Vec<Place>,
    status: String,
    optional: Vec<Place>,
    again: Vec<Place>,
}

/// A pair as `data/track` labels it, by quotation.
#[derive(Deserialize)]
struct Quoted {
    plan: String,
    result: String,
    item: Vec<QuotedItem>,
}

#[derive(Deserialize)]
struct QuotedItem {
    text: String,
    status: String,
    #[serde(default)]
    reported: Vec<String>,
}

/// Two reports with labels.
struct Pair {
    plan: ParsedFile,
    result: ParsedFile,
    labels: Vec<Label>,
    /// Which of the arguments it is from.
    source: usize,
}

/// What the weights are learnt from: a label with the stretches most like its item.
struct Example {
    /// How much it counts: real reports, which stand in a folder beside their labels, thrice.
    weight: f64,
    reported: bool,
    found: Vec<(Likeness, Option<bool>)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() {
        arguments.push("data/track".to_owned());
    }
    let mut pairs = Vec::new();
    let mut rest = &arguments[..];
    let mut source = 0;
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first.ends_with(".jsonl"), behind) {
            (true, [folder, behind @ ..]) => {
                pairs.extend(by_place(first, folder, source)?);
                rest = behind;
            }
            _ => pairs.extend(by_quotation(first, source)?),
        }
        source += 1;
    }
    let examples: Vec<Vec<Example>> = pairs.iter().map(Pair::examples).collect();
    let mut scores: BTreeMap<usize, Score> = BTreeMap::new();
    for (left_out, pair) in pairs.iter().enumerate() {
        let others = examples.iter().enumerate().filter(|(at, _)| *at != left_out);
        let weights = fit(&others.flat_map(|(_, examples)| examples).collect::<Vec<_>>());
        scores.entry(pair.source).or_default().add(pair, &weights);
    }
    for (source, score) in scores {
        println!("left out, of {source}: {}", score.told());
    }
    let weights = fit(&examples.iter().flatten().collect::<Vec<_>>());
    let (mut all, mut now) = (BTreeMap::<usize, Score>::new(), BTreeMap::<usize, Score>::new());
    for pair in &pairs {
        all.entry(pair.source).or_default().add(pair, &weights);
        now.entry(pair.source).or_default().add(pair, &Weights::default());
    }
    for (source, score) in all {
        println!("learnt from all, of {source}: {}", score.told());
    }
    for (source, score) in now {
        println!("as they are, of {source}: {}", score.told());
        if std::env::var_os("WRONG").is_some() {
            score.wrong.iter().for_each(|wrong| println!("  {wrong}"));
        }
    }
    println!("{weights:#?}");
    WAYS.iter().zip(weights.ways).for_each(|(way, weight)| println!("{weight:7.3}  {way}"));
    Ok(())
}

fn by_place(labels: &str, folder: &str, source: usize) -> Result<Vec<Pair>, Box<dyn Error>> {
    let mut pairs: BTreeMap<(String, String), Vec<Label>> = BTreeMap::new();
    for line in fs::read_to_string(labels)?.lines() {
        let label: Label = serde_json::from_str(line)?;
        pairs.entry((label.plan_file.clone(), label.result_file.clone())).or_default().push(label);
    }
    let read = |name: &str| -> Result<ParsedFile, Box<dyn Error>> {
        let mut files = Reader::default().read_file(&Path::new(folder).join(name));
        Ok(files.remove(0)?)
    };
    let pair = |((plan, result), labels): ((String, String), Vec<Label>)| {
        Ok(Pair { plan: read(&plan)?, result: read(&result)?, labels, source })
    };
    pairs.into_iter().map(pair).collect()
}

fn by_quotation(folder: &str, source: usize) -> Result<Vec<Pair>, Box<dyn Error>> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.sort();
    files.retain(|file| file.extension().is_some_and(|suffix| suffix == "toml"));
    let corpus = Path::new(folder).join("../corpus");
    let mut pairs = Vec::new();
    for file in files {
        let quoted: Quoted = toml::from_str(&fs::read_to_string(&file)?)?;
        let read = |name: &str| -> Result<ParsedFile, Box<dyn Error>> {
            let text = without_margin(&fs::read_to_string(corpus.join(name))?);
            Ok(Reader::default().parse_text(name, &text))
        };
        let (plan, result) = (read(&quoted.plan)?, read(&quoted.result)?);
        let place = |file: &ParsedFile, words: &str| -> Result<Place, Box<dyn Error>> {
            let at = file.document.source.find(words).ok_or_else(|| format!("not found: {words}"))?;
            Ok(CodePoints::new(&file.document.source).of((at..at + words.len()).into()))
        };
        let label = |item: &QuotedItem| -> Result<Label, Box<dyn Error>> {
            let (plan_start, plan_end) = place(&plan, &item.text)?;
            let matches =
                item.reported.iter().map(|words| place(&result, words)).collect::<Result<_, _>>()?;
            Ok(Label { plan_start, plan_end, matches, status: item.status.clone(), ..Label::default() })
        };
        let labels = quoted.item.iter().map(label).collect::<Result<_, _>>()?;
        pairs.push(Pair { plan, result, labels, source });
    }
    Ok(pairs)
}

/// The text of a file of the corpus: what stands behind the margin.
fn without_margin(labelled: &str) -> String {
    let mut text = String::new();
    for line in labelled.lines().filter(|line| !line.starts_with('#')) {
        // `livelihood +fiscal | text` begins a line, `internal + text` goes on in the one before.
        match (line.split_once('|'), line.split_once("+ ")) {
            (Some((margin, words)), _) if margin.is_ascii() => {
                text.push('\n');
                text.push_str(words.strip_prefix(' ').unwrap_or(words));
            }
            (_, Some((margin, words))) if margin.is_ascii() => text.push_str(words),
            _ => {}
        }
    }
    text
}

impl Pair {
    fn reports(&self) -> [Reported<'_>; 2] {
        [&self.plan, &self.result].map(|file| {
            let report = file.document.reports.iter().max_by_key(|report| report.span.len());
            Reported { name: &file.name, document: &file.document, report: report.expect("a report") }
        })
    }

    fn examples(&self) -> Vec<Example> {
        let [plan, result] = self.reports();
        let (planned, reported) =
            (CodePoints::new(&plan.document.source), CodePoints::new(&result.document.source));
        let items = likenesses(plan, result);
        let example = |label: &Label| {
            let (_, found) = items.iter().max_by_key(|(item, _)| fit_of(planned.of(item.span), label))?;
            let found = found.iter().map(|(stretch, likeness)| {
                let place = reported.of(stretch.span);
                let aside = label.optional.iter().any(|&side| shared(place, side) > 0);
                (*likeness, (!aside).then(|| is_hit(place, label)))
            });
            let weight = if self.source == 0 { 1.0 } else { 3.0 };
            Some(Example { weight, reported: !label.matches.is_empty(), found: found.collect() })
        };
        self.labels.iter().filter_map(example).collect()
    }
}

/// How well an item is the labelled one: by what they share, then by shortness.
fn fit_of(item: Place, label: &Label) -> (i64, i64) {
    (shared(item, (label.plan_start, label.plan_end)), item.0 as i64 - item.1 as i64)
}

fn shared(a: Place, b: Place) -> i64 {
    a.1.min(b.1) as i64 - a.0.max(b.0) as i64
}

fn length(place: Place) -> i64 {
    place.1 as i64 - place.0 as i64
}

/// Whether a stretch is one of those that report on the item: half of the shorter one is shared.
fn is_hit(place: Place, label: &Label) -> bool {
    label.matches.iter().any(|&found| shared(place, found) * 2 >= length(place).min(length(found)))
}

/// Logistic regression with ridge 10 on standardised likenesses, by Newton's method; then the threshold at which
/// balanced accuracy on whether anything reports on an item is highest, in the middle where several are.
fn fit(examples: &[&Example]) -> Weights {
    const N: usize = WAYS.len();
    const RIDGE: f64 = 10.0;
    let rows: Vec<(&Likeness, f64, f64)> = examples
        .iter()
        .flat_map(|example| example.found.iter().map(|found| (found, example.weight)))
        .filter_map(|((likeness, hit), weight)| Some((likeness, f64::from(u8::from((*hit)?)), weight)))
        .collect();
    let count: f64 = rows.iter().map(|(_, _, weight)| weight).sum();
    let mean: Likeness =
        std::array::from_fn(|way| rows.iter().map(|(x, _, weight)| weight * x[way]).sum::<f64>() / count);
    let scale: Likeness = std::array::from_fn(|way| {
        let square = |(x, _, weight): &(&Likeness, f64, f64)| weight * (x[way] - mean[way]).powi(2);
        (rows.iter().map(square).sum::<f64>() / count).sqrt().max(1e-9)
    });
    // The ridge weighs against as many rows as there are, however they are weighed.
    let unit = rows.len() as f64 / count;
    let standard = |x: &Likeness| -> [f64; N + 1] {
        std::array::from_fn(|way| if way == N { 1.0 } else { (x[way] - mean[way]) / scale[way] })
    };
    let mut theta = [0.0; N + 1];
    for _ in 0..50 {
        let mut gradient = [0.0; N + 1];
        let mut hessian = [[0.0; N + 1]; N + 1];
        for way in 0..N {
            gradient[way] = RIDGE * theta[way];
            hessian[way][way] = RIDGE;
        }
        hessian[N][N] = 1e-9;
        for (x, y, weight) in &rows {
            let weight = weight * unit;
            let x = standard(x);
            let p = 1.0 / (1.0 + (-x.iter().zip(&theta).map(|(a, b)| a * b).sum::<f64>()).exp());
            for i in 0..=N {
                gradient[i] += weight * (p - y) * x[i];
                for j in 0..=N {
                    hessian[i][j] += weight * p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        let step = solve(hessian, gradient);
        theta.iter_mut().zip(step).for_each(|(theta, step)| *theta -= step);
    }
    let ways: Likeness = std::array::from_fn(|way| theta[way] / scale[way]);
    let bias = theta[N] - ways.iter().zip(&mean).map(|(weight, mean)| weight * mean).sum::<f64>();
    let mut weights = Weights { bias, ways, enough: 0.5 };
    let tops: Vec<(f64, bool, f64)> = examples
        .iter()
        .map(|example| {
            let p =
                example.found.iter().map(|(likeness, _)| weights.probability(likeness)).fold(0.0, f64::max);
            (p, example.reported, example.weight)
        })
        .collect();
    let balanced = |enough: f64| {
        let right = |reported: bool| {
            let of = tops.iter().filter(|(_, label, _)| *label == reported);
            let right = of.clone().filter(|(p, _, _)| (*p >= enough) == reported);
            let weight = |(_, _, weight): &(f64, bool, f64)| *weight;
            right.map(weight).sum::<f64>() / of.map(weight).sum::<f64>().max(1.0)
        };
        (right(true) + right(false)) / 2.0
    };
    let thresholds: Vec<f64> = (5..80).map(|percent| f64::from(percent) / 100.0).collect();
    let best = thresholds.iter().map(|&enough| balanced(enough)).fold(0.0, f64::max);
    let good: Vec<f64> = thresholds.into_iter().filter(|&enough| balanced(enough) >= best - 0.005).collect();
    weights.enough = good[good.len() / 2];
    weights
}

/// Solves a symmetric system by elimination.
fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [f64; N]) -> [f64; N] {
    for i in 0..N {
        for j in i + 1..N {
            let factor = a[j][i] / a[i][i];
            for k in i..N {
                a[j][k] -= factor * a[i][k];
            }
            b[j] -= factor * b[i];
        }
    }
    for i in (0..N).rev() {
        b[i] = (b[i] - (i + 1..N).map(|k| a[i][k] * b[k]).sum::<f64>()) / a[i][i];
    }
    b
}

/// How many labelled items were told rightly.
#[derive(Default)]
struct Score {
    items: usize,
    found: usize,
    reported: usize,
    first: usize,
    said: [usize; 2],
    status: usize,
    /// Of the items reported on and known to be: how many got the right status.
    right: usize,
    known: usize,
    wrong: Vec<String>,
}

impl Score {
    fn add(&mut self, pair: &Pair, weights: &Weights) {
        let [plan, result] = pair.reports();
        let (planned, reported) =
            (CodePoints::new(&plan.document.source), CodePoints::new(&result.document.source));
        let tracked = track_with(plan, result, weights);
        for label in &pair.labels {
            self.items += 1;
            let is_reported = !label.matches.is_empty();
            self.reported += usize::from(is_reported);
            let own = length((label.plan_start, label.plan_end));
            let best = tracked.items.iter().max_by_key(|item| fit_of(planned.of(item.stretch.span), label));
            let Some(item) = best.filter(|item| {
                shared(planned.of(item.stretch.span), (label.plan_start, label.plan_end)) * 2 >= own
            }) else {
                let source = &plan.document.source;
                let words: String =
                    source.chars().skip(label.plan_start).take(label.plan_end - label.plan_start).collect();
                self.wrong.push(format!("not found: {words}"));
                continue;
            };
            self.found += 1;
            let place = |stretch: &Stretch<'_>| reported.of(stretch.span);
            let hits: Vec<Place> = item
                .matches
                .iter()
                .map(|found| place(&found.stretch))
                .filter(|&place| {
                    let mut aside = label.optional.iter().chain(&label.again);
                    !aside.any(|&side| shared(place, side) * 2 > length(place))
                        || label.matches.iter().any(|&found| shared(place, found) > 0)
                })
                .collect();
            let first = hits.first().is_some_and(|&place| is_hit(place, label));
            let said = hits.is_empty() != is_reported;
            self.first += usize::from(is_reported && first);
            self.said[usize::from(is_reported)] += usize::from(said);
            let status = item.outcome.as_str() == label.status;
            self.status += usize::from(status);
            let known = is_reported && said;
            self.known += usize::from(known);
            self.right += usize::from(known && status);
            let words: Vec<&str> = item.matches.iter().map(|found| found.stretch.text()).collect();
            if !said || is_reported && !first {
                self.wrong.push(format!("match: {} | {} | {words:?}", item.stretch.text(), label.status));
            } else if !status {
                let (told, reached) = (item.outcome.as_str(), item.reached_text());
                let (text, target) = (item.stretch.text(), item.target_text());
                self.wrong.push(format!(
                    "status: {text} | {words:?} | {target:?} {reached:?} | want {} | told {told}",
                    label.status
                ));
            }
        }
    }

    fn told(&self) -> String {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let unreported = self.items - self.reported;
        let (yes, no) = (share(self.said[1], self.reported), share(self.said[0], unreported));
        format!(
            "{} items, found {:.3}, first {:.3}, said {yes:.3} and {no:.3}, balanced {:.3}, status {:.3} (of those said \
             rightly {:.3})",
            self.items,
            share(self.found, self.items),
            share(self.first, self.reported),
            (yes + no) / 2.0,
            share(self.status, self.items),
            share(self.right, self.known),
        )
    }
}
