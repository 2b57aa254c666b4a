//! The solver: Newton steps by conjugate gradients with a line search, on sparse rows.
//!
//! As LIBLINEAR since version 2.40 solves its primal problems (Galli & Lin 2021, "A study on
//! truncated Newton methods for linear classification"). No random order, no threads: the same
//! problem gives the same weights.

use gongwen_features::SparseVector;

use super::loss::Loss;

/// `f(w) = ½ ‖w‖² + Σ_i C_i · loss(y_i · w·x_i)`, to be minimised over `w`.
pub(super) struct Problem<'a> {
    pub(super) rows: Vec<Row<'a>>,
    pub(super) loss: Loss,
}

/// A text on one side or the other.
pub(super) struct Row<'a> {
    pub(super) vector: &'a SparseVector,
    /// `y_i`: 1 or −1.
    pub(super) sign: f64,
    /// `C_i`.
    pub(super) cost: f64,
}

impl Row<'_> {
    /// `y_i · w·x_i`, with the constant term's weight at the end of `w`.
    fn margin(&self, w: &[f64]) -> f64 {
        let bias = w.last().copied().unwrap_or_default();
        self.sign * (self.vector.dot(w) + bias)
    }

    /// Adds `factor · y_i · x_i` to a row.
    fn add_to(&self, sum: &mut [f64], factor: f64) {
        let factor = factor * self.sign;
        for (term, value) in self.vector.iter() {
            sum[term as usize] += factor * value;
        }
        if let Some(bias) = sum.last_mut() {
            *bias += factor;
        }
    }
}

/// More Newton steps than any problem needs: a guard.
const MAX_STEPS: usize = 200;
/// Share of the decrease promised by the slope that a step must bring (Armijo).
const SUFFICIENT: f64 = 0.01;

impl Problem<'_> {
    /// The minimising weights, the constant term's last, found from `w` on; stops where the gradient's length
    /// is at most `tolerance` times what it is at `w = 0`, or no step brings `f` down any more.
    pub(super) fn minimise_from(&self, mut w: Vec<f64>, tolerance: f64) -> Vec<f64> {
        let n_rows = self.rows.len();
        let first = norm(&self.gradient(&vec![0.0; w.len()], &vec![0.0; n_rows]));
        let mut margins: Vec<f64> = self.rows.iter().map(|row| row.margin(&w)).collect();
        for _ in 0..MAX_STEPS {
            let gradient = self.gradient(&w, &margins);
            let length = norm(&gradient);
            if length <= tolerance * first {
                break;
            }
            let direction = self.newton_direction(&gradient, &margins, (length / first).sqrt().min(0.1));
            let along: Vec<f64> = self.rows.iter().map(|row| row.margin(&direction)).collect();
            let Some(step) = self.line_search(&w, &margins, &direction, &along, dot(&gradient, &direction))
            else {
                break;
            };
            axpy(&mut w, step, &direction);
            axpy(&mut margins, step, &along);
        }
        w
    }

    /// `∇f(w) = w + Σ_i C_i · loss'(z_i) · y_i x_i`.
    fn gradient(&self, w: &[f64], margins: &[f64]) -> Vec<f64> {
        let mut gradient = w.to_vec();
        for (row, &z) in self.rows.iter().zip(margins) {
            row.add_to(&mut gradient, row.cost * self.loss.slope(z));
        }
        gradient
    }

    /// `∇²f · v = v + Σ_i C_i · loss''(z_i) · x_i (x_i·v)`.
    fn hessian_times(&self, v: &[f64], margins: &[f64]) -> Vec<f64> {
        let mut product = v.to_vec();
        for (row, &z) in self.rows.iter().zip(margins) {
            let curvature = row.cost * self.loss.curvature(z);
            if curvature > 0.0 {
                row.add_to(&mut product, curvature * row.margin(v));
            }
        }
        product
    }

    /// Solves `∇²f · d = −∇f` by conjugate gradients, to a residual of `accuracy · ‖∇f‖`.
    fn newton_direction(&self, gradient: &[f64], margins: &[f64], accuracy: f64) -> Vec<f64> {
        let mut direction = vec![0.0; gradient.len()];
        let mut residual: Vec<f64> = gradient.iter().map(|g| -g).collect();
        let mut conjugate = residual.clone();
        let mut squared = dot(&residual, &residual);
        let target = accuracy * accuracy * squared;
        for _ in 0..gradient.len() {
            if squared <= target {
                break;
            }
            let product = self.hessian_times(&conjugate, margins);
            let step = squared / dot(&conjugate, &product);
            axpy(&mut direction, step, &conjugate);
            axpy(&mut residual, -step, &product);
            let next = dot(&residual, &residual);
            for (c, r) in conjugate.iter_mut().zip(&residual) {
                *c = r + next / squared * *c;
            }
            squared = next;
        }
        direction
    }

    /// The first of the steps 1, ½, ¼ … that brings `f` down enough; `slope` is `∇f · direction`.
    fn line_search(
        &self,
        w: &[f64],
        margins: &[f64],
        direction: &[f64],
        along: &[f64],
        slope: f64,
    ) -> Option<f64> {
        let (across, length) = (dot(w, direction), dot(direction, direction));
        // f(w + t·d) − f(w), from the margins alone.
        let change = |t: f64| {
            let loss = |((row, z), a): ((&Row, &f64), &f64)| {
                row.cost * (self.loss.value(z + t * a) - self.loss.value(*z))
            };
            let losses = self.rows.iter().zip(margins).zip(along).map(loss);
            t * across + 0.5 * t * t * length + losses.sum::<f64>()
        };
        let halved = std::iter::successors(Some(1.0), |t| Some(t * 0.5));
        halved.take(40).find(|&t| change(t) <= SUFFICIENT * t * slope)
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// `sum += factor · added`.
fn axpy(sum: &mut [f64], factor: f64, added: &[f64]) {
    sum.iter_mut().zip(added).for_each(|(s, a)| *s += factor * a);
}
