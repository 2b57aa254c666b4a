//! Dual coordinate descent, the solver of the linear SVM.
//!
//! Hsieh, Chang, Lin, Keerthi & Sundararajan 2008, "A dual coordinate descent method for large-scale
//! linear SVM", with the squared hinge, as LIBLINEAR's solver 1. The dual of the problem is
//!
//! ```text
//! min over α ≥ 0 of  ½ ‖w‖² + ½ Σ_i D_i α_i² − Σ_i α_i    with  w = Σ_i α_i y_i x_i,  D_i = 1 / (2 C_i)
//! ```
//!
//! A step takes one row and minimises over its `α_i` alone: where the slope is `G = y_i w·x_i − 1 + D_i α_i`,
//! `α_i ← max(α_i − G / (‖x_i‖² + D_i), 0)`. Rows whose `α_i` is 0 and will most likely stay so are left out
//! of the passes (shrinking) and looked at again before the end. The order of each pass is drawn from
//! a fixed seed: the same problem gives the same weights.

use super::rows::Rows;

/// A linear SVM to be fitted.
pub(super) struct Dual<'a> {
    pub(super) rows: &'a Rows,
    /// `y_i`, 1 or −1, and `C_i`, above 0, of each row.
    pub(super) sides: &'a [(f64, f64)],
    /// Whether rows are left out of passes. Changes the time taken, not the optimum: off in tests alone.
    pub(super) shrinking: bool,
}

/// Where the descent came to.
pub(super) struct Descent {
    /// The weights, the constant term's last.
    pub(super) w: Vec<f64>,
    /// Whether they are the optimum; otherwise passes ran out.
    pub(super) converged: bool,
}

/// Passes after which the descent counts as stuck. Texts take some thirty; problems that are badly scaled,
/// as by a large `C`, take thousands, and Newton's method does better.
const MAX_PASSES: usize = 300;

impl Dual<'_> {
    /// Descends until the projected slopes of all rows lie within `tolerance` of each other; where `α = 0`, as
    /// at first, no slope is below −1.
    pub(super) fn descend(&self, tolerance: f64) -> Descent {
        let n = self.rows.len();
        let norms: Vec<f64> = (0..n).map(|row| self.rows.squared_norm(row)).collect();
        let mut w = vec![0.0; self.rows.n_columns()];
        let mut alphas = vec![0.0; n];
        let mut random = fastrand::Rng::with_seed(0);
        // The first `active` of these are visited.
        let mut order: Vec<usize> = (0..n).collect();
        let mut active = n;
        // An α at 0 whose slope is above this, the steepest uphill slope of the pass before, stays there.
        let mut steep = f64::INFINITY;
        for _ in 0..MAX_PASSES {
            random.shuffle(&mut order[..active]);
            let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
            let mut at = 0;
            while at < active {
                let row = order[at];
                let ((sign, cost), alpha) = (self.sides[row], alphas[row]);
                let d = 0.5 / cost;
                let mut slope = sign * self.rows.dot(row, &w) - 1.0 + d * alpha;
                if alpha == 0.0 {
                    if slope > steep && self.shrinking {
                        active -= 1;
                        order.swap(at, active);
                        continue;
                    }
                    // No way leads down from 0.
                    slope = slope.min(0.0);
                }
                (least, most) = (least.min(slope), most.max(slope));
                if slope != 0.0 {
                    alphas[row] = (alpha - slope / (norms[row] + d)).max(0.0);
                    self.rows.add_to(row, sign * (alphas[row] - alpha), &mut w);
                }
                at += 1;
            }
            let level = most - least <= tolerance || active == 0;
            if level && active == n {
                return Descent { w, converged: true };
            }
            // Where all is level among the rows left, the others are looked at again.
            active = if level { n } else { active };
            steep = if !level && most > 0.0 { most } else { f64::INFINITY };
        }
        Descent { w, converged: false }
    }
}
