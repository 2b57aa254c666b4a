//! Figures for the terminal.

use std::io::Write;

use anyhow::Result;
use gongwen::classifier::metrics::{Comparison, Interval};

use gongwen::evaluation::{
    CurvePoint, Evaluation, ModelComparison, Scores, Subject, WrongAnswer, mean_and_spread,
};
use gongwen::settings::FoldGroup;
use gongwen::write::percent;

use crate::render::style::{DIM, TITLE, WARNING, fit, pad};

/// Shares of the answers whose accuracy is told.
pub(super) const COVERAGES: [f64; 3] = [0.6, 0.8, 0.9];
/// Confusions that are told of themes too many for a matrix.
pub(super) const CONFUSIONS: usize = 12;
/// Themes that a matrix has room for.
const MATRIX: usize = 8;

/// Writes all figures; `width` is that of the terminal in columns.
pub(crate) fn write(out: &mut dyn Write, evaluation: &Evaluation, width: usize) -> Result<()> {
    writeln!(out, "{TITLE}{}{TITLE:#}", headline(&evaluation.subject))?;
    writeln!(out, "{DIM}{}{DIM:#}\n", amount(evaluation))?;
    summary(out, evaluation)?;
    scores(out, &evaluation.themes, "主题")?;
    if let Some(topics) = &evaluation.topics {
        scores(out, topics, "细分主题")?;
        writeln!(out, "\n细分主题宏平均 F1 {}", bracketed(&topics.macro_f1))?;
        writeln!(out, "细分主题准确率    {}", bracketed(&topics.accuracy))?;
    }
    calibration(out, evaluation)?;
    if let Some(comparison) = &evaluation.comparison {
        compared(out, comparison)?;
    }
    if !evaluation.learning_curve.is_empty() {
        curve(out, &evaluation.learning_curve)?;
    }
    errors(out, &evaluation.errors, width)
}

/// What was measured, in a line.
pub(super) fn headline(subject: &Subject) -> String {
    match (subject.folds, &subject.model) {
        (Some(folds), _) => {
            format!("{} 交叉验证：{folds} 折，按{}分组", subject.backend, group_by(subject.group))
        }
        (None, Some(model)) => format!("模型 {model}（{}）", subject.backend),
        (None, None) => format!("内置模型（{}）", subject.backend),
    }
}

/// How much was measured, and what the intervals mean.
pub(super) fn amount(evaluation: &Evaluation) -> String {
    let amount = &evaluation.amount;
    let bags = if amount.bags > 0 && evaluation.subject.folds.is_some() {
        format!("；另有 {} 个词袋只参加训练", amount.bags)
    } else {
        String::new()
    };
    format!(
        "{} 段，{} 份报告，{} 类单位{bags}；区间为 95%（按{}重抽样）",
        amount.texts,
        amount.reports,
        amount.kinds,
        group_by(evaluation.subject.group)
    )
}

fn group_by(by: FoldGroup) -> &'static str {
    match by {
        FoldGroup::Report => "报告",
        FoldGroup::Kind => "单位类型",
    }
}

fn summary(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    for (zh, en, figure) in headline_figures(evaluation) {
        writeln!(out, "{} {} {}", pad(zh, 16), pad(en, 20), bracketed(&figure))?;
    }
    let confidence = &evaluation.confidence;
    writeln!(out, "{} {} {:.3}", pad("校准误差", 16), pad("ECE", 20), confidence.ece)?;
    for (coverage, accuracy) in surest(evaluation) {
        let zh = format!("最有把握的 {:.0}%", coverage * 100.0);
        writeln!(out, "{} {} {accuracy:.3}", pad(&zh, 16), pad("accuracy", 20))?;
    }
    Ok(())
}

/// The figures that sum an evaluation up, with their Chinese and English names.
pub(super) fn headline_figures(evaluation: &Evaluation) -> [(&'static str, &'static str, Interval); 5] {
    let sets = &evaluation.theme_sets;
    [
        ("宏平均 F1", "macro-F1", evaluation.themes.macro_f1),
        ("准确率", "accuracy = micro-F1", evaluation.themes.accuracy),
        ("任一主题命中", "any-theme accuracy", evaluation.any_theme_accuracy),
        ("多主题宏平均", "set macro-F1", sets.macro_f1),
        ("多主题微平均", "set micro-F1", sets.micro_f1),
    ]
}

/// Accuracy of the surest answers, at the coverages worth telling.
pub(super) fn surest(evaluation: &Evaluation) -> Vec<(f64, f64)> {
    let curve = &evaluation.confidence.coverage;
    let at = |wanted: &f64| curve.iter().find(|c| (c.coverage - wanted).abs() < 1e-9);
    COVERAGES.iter().filter_map(at).map(|c| (c.coverage, c.accuracy)).collect()
}

fn bracketed(interval: &Interval) -> String {
    format!("{:.3}  {DIM}[{:.3}, {:.3}]{DIM:#}", interval.estimate, interval.low, interval.high)
}

fn scores(out: &mut dyn Write, scores: &Scores, level: &str) -> Result<()> {
    let level = pad(level, 14 + 1 + 20);
    writeln!(out, "\n{TITLE}{level} 精确率  召回率     F1                   段数{TITLE:#}")?;
    for theme in scores.present() {
        writeln!(
            out,
            "{} {DIM}{}{DIM:#}  {:.3}   {:.3}   {}  {:>5}",
            pad(&theme.zh, 14),
            pad(&theme.id, 20),
            theme.precision.estimate,
            theme.recall.estimate,
            bracketed(&theme.f1),
            theme.texts,
        )?;
    }
    if scores.themes.len() > MATRIX {
        return confusions(out, scores);
    }
    writeln!(out, "\n{TITLE}混淆矩阵{TITLE:#}  {DIM}行：标注；列：回答{DIM:#}")?;
    let heads: String = scores.themes.iter().map(|theme| align(&fit(&theme.zh, 10), 11)).collect();
    writeln!(out, "{}{heads}", pad("", 14))?;
    for (theme, row) in scores.themes.iter().zip(scores.confusion.matrix()) {
        let cells: String = row.iter().map(|count| format!("{count:>11}")).collect();
        writeln!(out, "{}{cells}", pad(&theme.zh, 14))?;
    }
    Ok(())
}

fn confusions(out: &mut dyn Write, scores: &Scores) -> Result<()> {
    writeln!(out, "\n{TITLE}最常见的混淆{TITLE:#}  {DIM}标注 → 回答{DIM:#}")?;
    for (truth, answer, count) in scores.confusions(CONFUSIONS) {
        writeln!(out, "{count:>5}  {} → {}", pad(&truth.zh, 14), answer.zh)?;
    }
    Ok(())
}

fn calibration(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    writeln!(out, "\n{TITLE}置信度校准{TITLE:#}  {DIM}说有几成把握，就该对几成{DIM:#}")?;
    let bins = &evaluation.confidence.bins;
    for (index, bin) in bins.iter().enumerate().filter(|(_, bin)| bin.count > 0) {
        let edge = |index: usize| index as f64 / bins.len() as f64;
        writeln!(
            out,
            "{:.1}–{:.1}   自称 {:.3}   答对 {:.3}   {DIM}{:>5} 段{DIM:#}",
            edge(index),
            edge(index + 1),
            bin.confidence,
            bin.accuracy,
            bin.count
        )?;
    }
    Ok(())
}

fn compared(out: &mut dyn Write, comparison: &ModelComparison) -> Result<()> {
    writeln!(out, "\n{TITLE}与 {} 相比{TITLE:#}  {DIM}正数：前者更好{DIM:#}", comparison.against)?;
    for (zh, Comparison { difference, p_value }) in
        [("宏平均 F1", &comparison.macro_f1), ("准确率", &comparison.accuracy)]
    {
        let Interval { estimate, low, high } = difference;
        writeln!(
            out,
            "{} {estimate:+.3}  {DIM}[{low:+.3}, {high:+.3}]{DIM:#}  配对随机化检验 p = {p_value:.3}",
            pad(zh, 16)
        )?;
    }
    let ModelComparison { only_first, only_second, mcnemar_p, .. } = comparison;
    writeln!(out, "只有前者答对 {only_first} 段，只有后者答对 {only_second} 段  McNemar p = {mcnemar_p:.3}")?;
    Ok(())
}

fn curve(out: &mut dyn Write, points: &[CurvePoint]) -> Result<()> {
    let seeds = points.first().map_or(0, |point| point.macro_f1.len());
    writeln!(out, "\n{TITLE}学习曲线{TITLE:#}  {DIM}{seeds} 次随机划分的均值 ± 标准差{DIM:#}")?;
    for point in points {
        let (f1, f1_spread) = mean_and_spread(&point.macro_f1);
        let (right, right_spread) = mean_and_spread(&point.accuracy);
        writeln!(
            out,
            "{:>5} 份报告  宏平均 F1 {f1:.3} ± {f1_spread:.3}   准确率 {right:.3} ± {right_spread:.3}",
            point.reports
        )?;
    }
    Ok(())
}

fn errors(out: &mut dyn Write, errors: &[WrongAnswer], width: usize) -> Result<()> {
    if errors.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{TITLE}最自信的错误{TITLE:#}  {DIM}标注 → 回答；回答不在标注之中{DIM:#}")?;
    for error in errors {
        let truth = error.truth.join("＋");
        writeln!(
            out,
            "{WARNING}{:>4}{WARNING:#} {truth} → {}  {DIM}{}{DIM:#}",
            percent(error.confidence),
            error.answer,
            error.place
        )?;
        if !error.path.is_empty() {
            let path = fit(&error.path.join(" › "), width.saturating_sub(5));
            writeln!(out, "     {DIM}{path}{DIM:#}")?;
        }
        writeln!(out, "     {}", fit(&error.text, width.saturating_sub(5)))?;
    }
    Ok(())
}

/// A text moved to the right edge of `columns`.
fn align(text: &str, columns: usize) -> String {
    let used = unicode_width::UnicodeWidthStr::width(text);
    format!("{:1$}{text}", "", columns.saturating_sub(used))
}
