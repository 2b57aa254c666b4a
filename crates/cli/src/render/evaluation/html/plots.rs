//! The plots of the page.

use gongwen::evaluation::{ConfidenceScores, CurvePoint, mean_and_spread};

use super::plot::{Axis, Plot};

/// A share of fewer answers than this tells little: the calibration curve passes it by.
const FEW: usize = 10;

/// Stated confidence against the share of right answers; a dot's area tells how many answers it stands for.
pub(super) fn calibration(confidence: &ConfidenceScores) -> String {
    let mut plot = Plot::new(Axis::percent("自称的把握", 0.0), Axis::percent("答对的比例", 0.0));
    plot.line(&[(0.0, 0.0), (1.0, 1.0)], "ideal");
    let most = confidence.bins.iter().map(|bin| bin.count).max().unwrap_or(1).max(1) as f64;
    let bins: Vec<_> = confidence.bins.iter().filter(|bin| bin.count > 0).collect();
    let steady = bins.iter().filter(|bin| bin.count >= FEW);
    let points: Vec<_> = steady.map(|bin| (bin.confidence, bin.accuracy)).collect();
    plot.line(&points, "stroke");
    for bin in bins {
        let radius = 3.0 + 9.0 * (bin.count as f64 / most).sqrt();
        let about = format!(
            "{} 段：自称 {:.1}%，答对 {:.1}%",
            bin.count,
            bin.confidence * 100.0,
            bin.accuracy * 100.0
        );
        plot.dot((bin.confidence, bin.accuracy), radius, &about);
    }
    plot.figure("校准曲线", "越贴近虚线，置信度越可信；圆点大小为段数")
}

/// Accuracy of the surest answers against their share.
pub(super) fn coverage(confidence: &ConfidenceScores) -> String {
    let points: Vec<_> = confidence.coverage.iter().map(|c| (c.coverage, c.accuracy)).collect();
    let mut plot = Plot::new(
        Axis::percent("作答的比例（最有把握的在先）", 0.0),
        Axis::percent("答对的比例", floor(&points)),
    );
    plot.line(&points, "stroke");
    for &(coverage, accuracy) in &points {
        let about = format!("最有把握的 {:.0}% 中答对 {:.1}%", coverage * 100.0, accuracy * 100.0);
        plot.dot((coverage, accuracy), 2.5, &about);
    }
    plot.figure("准确率与覆盖率", "把没把握的留给人看，其余答对多少")
}

/// Scores against the number of labelled reports trained on, mean and spread over the seeds.
pub(super) fn learning_curve(points: &[CurvePoint]) -> String {
    format!(
        "<div class=\"pair\">{}{}</div>",
        one_learning_curve(points, "宏平均 F1", |point| &point.macro_f1),
        one_learning_curve(points, "准确率", |point| &point.accuracy)
    )
}

fn one_learning_curve(
    points: &[CurvePoint],
    title: &'static str,
    of: fn(&CurvePoint) -> &Vec<f64>,
) -> String {
    let most = points.iter().map(|p| p.reports).max().unwrap_or(1).max(1);
    // Ticks of the smallest shares would run into each other.
    let ticks = points.iter().filter(|p| p.share >= 0.1).map(|p| (p.reports as f64, p.reports.to_string()));
    let x = Axis { title: "训练用的报告份数", low: 0.0, high: most as f64, ticks: ticks.collect() };
    let point = |p: &CurvePoint| {
        let (mean, spread) = mean_and_spread(of(p));
        (p.reports as f64, mean, spread)
    };
    let curve: Vec<(f64, f64, f64)> = points.iter().map(point).collect();
    let band: Vec<_> = curve.iter().map(|&(x, mean, spread)| (x, mean - spread, mean + spread)).collect();
    let lows: Vec<_> = band.iter().map(|&(x, low, _)| (x, low)).collect();
    let mut plot = Plot::new(x, Axis::percent(title, floor(&lows)));
    plot.band(&band);
    plot.line(&curve.iter().map(|&(x, mean, _)| (x, mean)).collect::<Vec<_>>(), "stroke");
    for &(x, mean, spread) in &curve {
        plot.dot((x, mean), 4.0, &format!("{x} 份报告：{mean:.3} ± {spread:.3}"));
    }
    let seeds = points.first().map_or(0, |point| point.macro_f1.len());
    plot.figure(title, &format!("{seeds} 次随机划分的均值，色带为标准差"))
}

/// The lower end of an axis for these values: a multiple of 5% below all of them; 0 where one is below 50%.
fn floor(points: &[(f64, f64)]) -> f64 {
    let least = points.iter().map(|p| p.1).fold(0.95, f64::min);
    if least < 0.5 { 0.0 } else { (least * 20.0).floor() / 20.0 }
}
