//! Figures as one page that needs nothing else: no script, no font, no picture from elsewhere.

mod plot;
mod plots;
mod tables;

use std::fmt::Write as _;
use std::io::Write;

use anyhow::Result;
use gongwen::evaluation::Evaluation;
use gongwen::write::GENERATOR;
use gongwen::write::xml::escape;

use super::text::{amount, headline, headline_figures, surest};

const STYLE: &str = include_str!("page.css");

/// Writes the page.
pub(crate) fn write(out: &mut dyn Write, evaluation: &Evaluation) -> Result<()> {
    let title = escape(&headline(&evaluation.subject));
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{GENERATOR}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>评测报告 · {title}</title>\n<style>\n{STYLE}</style>\n<main>\n\
         <header><p class=\"kicker\">Gongwen 评测报告</p><h1>{title}</h1><p>{}</p>\n<p class=\"note\">数据：{}</p></header>",
        escape(&amount(evaluation)),
        escape(&evaluation.subject.data.join("、")),
    )?;
    writeln!(out, "{}", cards(evaluation))?;
    section(out, "各主题", &tables::scores(&evaluation.themes))?;
    if let Some(comparison) = &evaluation.comparison {
        section(out, &format!("与 {} 相比", comparison.against), &tables::comparison(comparison))?;
    }
    let plots = format!(
        "<div class=\"pair\">{}{}</div>",
        plots::calibration(&evaluation.confidence),
        plots::coverage(&evaluation.confidence)
    );
    section(out, "把握与对错", &plots)?;
    section(out, "混淆矩阵", &tables::confusion(&evaluation.themes))?;
    if !evaluation.learning_curve.is_empty() {
        section(out, "学习曲线", &plots::learning_curve(&evaluation.learning_curve))?;
    }
    if let Some(topics) = &evaluation.topics {
        let means = format!(
            "<p>宏平均 F1 <b>{:.3}</b>（{:.3} – {:.3}），准确率 <b>{:.3}</b>（{:.3} – {:.3}）</p>",
            topics.macro_f1.estimate,
            topics.macro_f1.low,
            topics.macro_f1.high,
            topics.accuracy.estimate,
            topics.accuracy.low,
            topics.accuracy.high
        );
        section(out, "细分主题", &(means + &tables::scores(topics)))?;
        section(out, "细分主题的混淆矩阵", &tables::confusion(topics))?;
    }
    if !evaluation.errors.is_empty() {
        section(out, "最自信的错误", &tables::errors(&evaluation.errors))?;
    }
    writeln!(out, "<footer>{NOTE}</footer>\n</main>\n</html>")?;
    Ok(())
}

const NOTE: &str = "区间为聚类自助法（整份报告或整类单位一起重抽样，1000 次）的 95% 百分位区间。\
宏平均 F1：各主题 F1 的平均，每个主题同等重要。任一主题命中：回答是该段主要或次要主题之一。\
ECE：把回答按置信度分为 10 档，各档自称的把握与实际答对比例之差的加权平均。";

fn section(out: &mut dyn Write, title: &str, body: &str) -> Result<()> {
    writeln!(out, "<section>\n<h2>{}</h2>\n{body}\n</section>", escape(title))?;
    Ok(())
}

fn cards(evaluation: &Evaluation) -> String {
    let mut cards = String::from("<div class=\"cards\">");
    let mut card = |zh: &str, en: &str, value: f64, below: String| {
        // Writing to a String does not fail.
        let _ = write!(
            cards,
            "<div><span>{zh}</span><small>{en}</small><b>{value:.3}</b><small>{below}</small></div>"
        );
    };
    for (zh, en, figure) in headline_figures(evaluation) {
        card(zh, en, figure.estimate, format!("{:.3} – {:.3}", figure.low, figure.high));
    }
    card("校准误差", "ECE", evaluation.confidence.ece, "0 为最好".to_owned());
    if let Some(&(coverage, accuracy)) = surest(evaluation).first() {
        let zh = format!("最有把握的 {:.0}%", coverage * 100.0);
        card(&zh, "accuracy", accuracy, "其中答对的比例".to_owned());
    }
    cards + "</div>"
}
