//! The least value of a smooth function: of a few variables, or of many.

use std::collections::VecDeque;

/// Most steps taken; a few dozen are usual.
const STEPS: usize = 500;

/// Steps that are remembered where there are many variables.
const MEMORY: usize = 8;

/// A step has led down far enough if it gained this share of what the slope promised (Armijo's condition).
const ENOUGH: f64 = 1e-4;

/// Where `f`, which gives value and gradient, is least: the method of Broyden, Fletcher, Goldfarb and Shanno
/// (Nocedal & Wright 2006, algorithm 6.1) with steps halved until they lead down, from `start` until no
/// component of the gradient exceeds `tolerance`, or no step leads further down by more than rounding does.
///
/// Costs the square of the number of variables a step: meant for dozens, not thousands.
pub(crate) fn minimise(
    mut f: impl FnMut(&[f64]) -> (f64, Vec<f64>),
    start: Vec<f64>,
    tolerance: f64,
) -> Vec<f64> {
    let n = start.len();
    let mut x = start;
    let (mut value, mut gradient) = f(&x);
    // The inverse of the matrix of second derivatives, as far as it is known.
    let mut inverse = identity(n, 1.0);
    for step in 0..STEPS {
        if gradient.iter().all(|g| g.abs() <= tolerance) {
            break;
        }
        let direction: Vec<f64> = inverse.iter().map(|row| -dot(row, &gradient)).collect();
        let Some((at, there, gradient_there)) = down(&mut f, &x, value, &gradient, &direction) else { break };
        let moved: Vec<f64> = at.iter().zip(&x).map(|(new, old)| new - old).collect();
        let turned: Vec<f64> = gradient_there.iter().zip(&gradient).map(|(new, old)| new - old).collect();
        let curvature = dot(&moved, &turned);
        if curvature > 0.0 {
            if step == 0 {
                inverse = identity(n, curvature / dot(&turned, &turned));
            }
            update(&mut inverse, &moved, &turned, curvature);
        }
        let gained = value - there;
        (x, value, gradient) = (at, there, gradient_there);
        // Numbers are not exact enough to go on.
        if gained <= f64::EPSILON * value.abs() {
            break;
        }
    }
    x
}

/// Where `f` is least, as [`minimise`], for many variables: what is known of the second derivatives is kept as the last
/// steps (L-BFGS; Nocedal & Wright 2006, algorithms 7.4 and 7.5). Costs a few times the number of variables a step.
pub(crate) fn minimise_many(
    mut f: impl FnMut(&[f64]) -> (f64, Vec<f64>),
    start: Vec<f64>,
    tolerance: f64,
) -> Vec<f64> {
    let mut x = start;
    let (mut value, mut gradient) = f(&x);
    // Latest last: where a step led, how the gradient turned, and what they have in common.
    let mut steps: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::new();
    for _ in 0..STEPS {
        if gradient.iter().all(|g| g.abs() <= tolerance) {
            break;
        }
        let direction = against(&gradient, &steps);
        let Some((at, there, gradient_there)) = down(&mut f, &x, value, &gradient, &direction) else { break };
        let moved: Vec<f64> = at.iter().zip(&x).map(|(new, old)| new - old).collect();
        let turned: Vec<f64> = gradient_there.iter().zip(&gradient).map(|(new, old)| new - old).collect();
        let curvature = dot(&moved, &turned);
        if curvature > 0.0 {
            if steps.len() == MEMORY {
                steps.pop_front();
            }
            steps.push_back((moved, turned, curvature));
        } else {
            // Where the function bends the other way, what was known of it misleads.
            steps.clear();
        }
        let gained = value - there;
        (x, value, gradient) = (at, there, gradient_there);
        if gained <= f64::EPSILON * value.abs() {
            break;
        }
    }
    x
}

/// The way down: minus the gradient times the inverse of the second derivatives, as the last steps tell it.
fn against(gradient: &[f64], steps: &VecDeque<(Vec<f64>, Vec<f64>, f64)>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut shares = Vec::with_capacity(steps.len());
    for (moved, turned, curvature) in steps.iter().rev() {
        let share = dot(moved, &direction) / curvature;
        direction.iter_mut().zip(turned).for_each(|(d, t)| *d -= share * t);
        shares.push(share);
    }
    if let Some((_, turned, curvature)) = steps.back() {
        let scale = curvature / dot(turned, turned);
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for ((moved, turned, curvature), share) in steps.iter().zip(shares.into_iter().rev()) {
        let other = dot(turned, &direction) / curvature;
        direction.iter_mut().zip(moved).for_each(|(d, m)| *d += (share - other) * m);
    }
    direction
}

/// The first of ever shorter steps in a direction that leads down far enough, with value and gradient there.
fn down(
    f: &mut impl FnMut(&[f64]) -> (f64, Vec<f64>),
    x: &[f64],
    value: f64,
    gradient: &[f64],
    direction: &[f64],
) -> Option<(Vec<f64>, f64, Vec<f64>)> {
    let slope = dot(direction, gradient);
    let mut length = 1.0;
    while length >= 1e-12 {
        let at: Vec<f64> = x.iter().zip(direction).map(|(x, d)| x + length * d).collect();
        let (there, gradient_there) = f(&at);
        if there <= value + ENOUGH * length * slope {
            return Some((at, there, gradient_there));
        }
        length /= 2.0;
    }
    None
}

/// Equation 6.17 of Nocedal & Wright: `H ← (I − s yᵀ/ρ) H (I − y sᵀ/ρ) + s sᵀ/ρ` with `ρ = yᵀs`.
fn update(inverse: &mut [Vec<f64>], moved: &[f64], turned: &[f64], curvature: f64) {
    let mapped: Vec<f64> = inverse.iter().map(|row| dot(row, turned)).collect();
    let factor = (1.0 + dot(turned, &mapped) / curvature) / curvature;
    for (i, row) in inverse.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell += factor * moved[i] * moved[j] - (mapped[i] * moved[j] + moved[i] * mapped[j]) / curvature;
        }
    }
}

fn identity(n: usize, scale: f64) -> Vec<Vec<f64>> {
    (0..n).map(|i| (0..n).map(|j| if i == j { scale } else { 0.0 }).collect()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valley_that_bends_is_followed_to_its_end() {
        // Rosenbrock's function, least at (1, 1); not convex, but with one valley.
        let f = |x: &[f64]| {
            let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
            (a * a + 100.0 * b * b, vec![-2.0 * a - 400.0 * x[0] * b, 200.0 * b])
        };
        for found in [minimise(f, vec![-1.2, 1.0], 1e-9), minimise_many(f, vec![-1.2, 1.0], 1e-9)] {
            assert!(found.iter().all(|x| (x - 1.0).abs() < 1e-7), "{found:?}");
        }
    }

    #[test]
    fn a_parabola_ends_in_its_vertex_and_a_plain_where_it_began() {
        let f = |x: &[f64]| {
            let gradient: Vec<f64> =
                x.iter().enumerate().map(|(i, x)| (x - i as f64) * 10f64.powi(i as i32)).collect();
            (x.iter().zip(&gradient).enumerate().map(|(i, (x, g))| (x - i as f64) * g / 2.0).sum(), gradient)
        };
        for found in [minimise(f, vec![5.0; 4], 1e-10), minimise_many(f, vec![5.0; 4], 1e-10)] {
            assert!(found.iter().enumerate().all(|(i, x)| (x - i as f64).abs() < 1e-9), "{found:?}");
        }
        let flat = |_: &[f64]| (0.0, vec![0.0; 2]);
        assert_eq!(minimise(flat, vec![3.0, 4.0], 1e-9), [3.0, 4.0]);
        assert_eq!(minimise_many(flat, vec![3.0, 4.0], 1e-9), [3.0, 4.0]);
        assert!(minimise(|_| (0.0, Vec::new()), Vec::new(), 1e-9).is_empty());
        assert!(minimise_many(|_| (0.0, Vec::new()), Vec::new(), 1e-9).is_empty());
    }
}
