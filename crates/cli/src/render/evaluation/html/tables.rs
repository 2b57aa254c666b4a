//! Tables of the page.

use std::fmt::Write;

use gongwen::classifier::metrics::{Comparison, Interval};
use gongwen::evaluation::{ModelComparison, Scores, WrongAnswer};

use gongwen::write::percent;
use gongwen::write::xml::escape;

/// Precision, recall and F1 of every theme, F1 drawn with its interval.
pub(super) fn scores(scores: &Scores) -> String {
    let mut rows = String::new();
    for theme in scores.present() {
        let _ = write!(
            rows,
            "<tr><th>{} <code>{}</code></th><td>{:.3}</td><td>{:.3}</td><td><b>{:.3}</b></td>\
             <td class=\"wide\">{}</td><td>{}</td></tr>",
            escape(&theme.zh),
            escape(&theme.id),
            theme.precision.estimate,
            theme.recall.estimate,
            theme.f1.estimate,
            whisker(&theme.f1),
            theme.texts,
        );
    }
    format!(
        "<div class=\"scroll\"><table><thead><tr><th>主题</th><th>精确率</th><th>召回率</th><th>F1</th>\
         <th class=\"wide\">95% 区间</th><th>段数</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// A figure from 0 to 1 as a bar, its interval as a line.
fn whisker(figure: &Interval) -> String {
    let Interval { estimate, low, high } = figure;
    let at = |value: f64| value * 200.0;
    format!(
        "<svg viewBox=\"0 0 200 12\" class=\"whisker\" role=\"img\" aria-label=\"{low:.3} – {high:.3}\">\
         <rect class=\"bar\" y=\"2\" height=\"8\" width=\"{:.1}\"/>\
         <path class=\"stroke\" d=\"M{:.1} 6H{:.1}\"/></svg> <small>{low:.3} – {high:.3}</small>",
        at(*estimate),
        at(*low),
        at(*high),
    )
}

/// The confusion matrix, cells shaded by their share of the row.
pub(super) fn confusion(scores: &Scores) -> String {
    let heads: String = scores.themes.iter().map(|t| format!("<th>{}</th>", escape(&t.zh))).collect();
    let mut rows = String::new();
    for (index, (theme, row)) in scores.themes.iter().zip(scores.confusion.matrix()).enumerate() {
        let total = row.iter().sum::<usize>().max(1) as f64;
        let _ = write!(rows, "<tr><th>{}</th>", escape(&theme.zh));
        for (column, &count) in row.iter().enumerate() {
            let class = if index == column { "right" } else { "wrong" };
            let text = if count == 0 { "·".to_owned() } else { count.to_string() };
            let shade = count as f64 / total;
            let _ = write!(rows, "<td class=\"{class}\" style=\"--shade:{shade:.3}\">{text}</td>");
        }
        rows.push_str("</tr>");
    }
    let class = if scores.themes.len() > 8 { "matrix many" } else { "matrix" };
    format!(
        "<p class=\"note\">行：标注；列：回答；颜色：占该行的比例。</p><div class=\"scroll\"><table class=\"{class}\">\
         <thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// The paired tests.
pub(super) fn comparison(comparison: &ModelComparison) -> String {
    let row = |name: &str, Comparison { difference: d, p_value }: &Comparison| {
        format!(
            "<tr><th>{name}</th><td>{:+.3}</td><td>{:+.3} – {:+.3}</td><td>{p_value:.3}</td></tr>",
            d.estimate, d.low, d.high
        )
    };
    format!(
        "<div class=\"scroll\"><table><thead><tr><th></th><th>差</th><th>95% 区间</th><th>p</th></tr></thead>\
         <tbody>{}{}</tbody></table></div>\
         <p class=\"note\">差为正：前者更好；p 来自按组交换的配对随机化检验。只有前者答对 {} 段，只有后者答对 {} 段，\
         McNemar 精确检验 p = {:.3}。</p>",
        row("宏平均 F1", &comparison.macro_f1),
        row("准确率", &comparison.accuracy),
        comparison.only_first,
        comparison.only_second,
        comparison.mcnemar_p,
    )
}

/// Wrong answers with their texts.
pub(super) fn errors(errors: &[WrongAnswer]) -> String {
    let mut items = String::from("<ol class=\"errors\">");
    for error in errors {
        let truth: String =
            error.truth.iter().map(|zh| format!("<span class=\"chip\">{}</span>", escape(zh))).collect();
        let _ = write!(
            items,
            "<li><p>标注 {truth} 回答 <span class=\"chip wrong\">{}</span> <b>{}</b> <code>{}</code></p>\
             <p class=\"note\">{}</p><p>{}</p></li>",
            escape(&error.answer),
            percent(error.confidence),
            escape(&error.place),
            escape(&error.path.join(" › ")),
            escape(&error.text),
        );
    }
    items + "</ol>"
}
