//! A plot as inline SVG: axes with ticks, and lines, dots and bands in the coordinates of the data.

use std::fmt::Write;

use gongwen::write::xml::escape;

/// Size of the plot with its margins, in SVG units.
const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 340.0;
/// Margins for tick labels and titles of the axes.
const LEFT: f64 = 58.0;
const BOTTOM: f64 = 48.0;
const TOP: f64 = 14.0;
const RIGHT: f64 = 16.0;

/// A linear axis.
pub(super) struct Axis {
    pub(super) title: &'static str,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Where ticks stand, and what is written there.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// From `low` to 1, in percent.
    pub(super) fn percent(title: &'static str, low: f64) -> Self {
        let step = if low < 0.5 { 0.2 } else { 0.05 };
        let count = ((1.0 - low) / step).round() as usize;
        let tick = |i| {
            let at = 1.0 - f64::from(i) * step;
            (at, format!("{:.0}%", at * 100.0))
        };
        Self { title, low, high: 1.0, ticks: (0..=count as u32).map(tick).collect() }
    }

    /// Where a value stands, as a share of the axis.
    fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// A plot being drawn.
pub(super) struct Plot {
    x: Axis,
    y: Axis,
    marks: String,
}

impl Plot {
    pub(super) fn new(x: Axis, y: Axis) -> Self {
        let mut plot = Self { x, y, marks: String::new() };
        plot.axes();
        plot
    }

    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let across = LEFT + self.x.share(x) * (WIDTH - LEFT - RIGHT);
        let down = HEIGHT - BOTTOM - self.y.share(y) * (HEIGHT - BOTTOM - TOP);
        (across, down)
    }

    // Writing to a String does not fail: results of write! are dropped here and below.
    fn axes(&mut self) {
        let mut axes = String::new();
        for (at, label) in &self.x.ticks {
            let (x, y) = self.place((*at, self.y.low));
            let _ = write!(
                axes,
                "<path class=\"grid\" d=\"M{x:.1} {TOP}V{y:.1}\"/>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
                y + 18.0
            );
        }
        for (at, label) in &self.y.ticks {
            let (x, y) = self.place((self.x.low, *at));
            let _ = write!(
                axes,
                "<path class=\"grid\" d=\"M{x:.1} {y:.1}H{:.1}\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                WIDTH - RIGHT,
                x - 7.0,
                y + 4.0
            );
        }
        let (middle, centre) = (f64::midpoint(LEFT, WIDTH - RIGHT), f64::midpoint(TOP, HEIGHT - BOTTOM));
        let _ = write!(
            axes,
            "<text class=\"axis\" x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\
             <text class=\"axis\" transform=\"translate(14 {centre:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
            HEIGHT - 8.0,
            self.x.title,
            self.y.title,
        );
        self.marks.push_str(&axes);
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], class: &str) {
        let path = self.path(points.iter().copied());
        let _ = write!(self.marks, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    /// The area between two lines: `(x, low, high)`.
    pub(super) fn band(&mut self, points: &[(f64, f64, f64)]) {
        let low = points.iter().map(|p| (p.0, p.1));
        let high = points.iter().rev().map(|p| (p.0, p.2));
        let path = self.path(low.chain(high));
        let _ = write!(self.marks, "<path class=\"band\" d=\"{path}Z\"/>");
    }

    /// A dot of `radius` SVG units; `about` is shown where the pointer rests on it.
    pub(super) fn dot(&mut self, point: (f64, f64), radius: f64, about: &str) {
        let (x, y) = self.place(point);
        let about = escape(about);
        let _ = write!(
            self.marks,
            "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"><title>{about}</title></circle>"
        );
    }

    fn path(&self, points: impl Iterator<Item = (f64, f64)>) -> String {
        let mut path = String::new();
        for point in points {
            let (x, y) = self.place(point);
            let _ = write!(path, "{}{x:.1} {y:.1}", if path.is_empty() { "M" } else { "L" });
        }
        path
    }

    /// The figure with its caption.
    pub(super) fn figure(self, title: &str, note: &str) -> String {
        format!(
            "<figure><figcaption><b>{title}</b> {note}</figcaption>\
             <svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">{}</svg></figure>",
            self.marks
        )
    }
}
