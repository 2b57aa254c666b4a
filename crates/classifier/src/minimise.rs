//! The least value of a smooth convex function of a few variables.

/// Most steps taken; a few dozen are usual.
const STEPS: usize = 500;

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
        let slope = dot(&direction, &gradient);
        let mut length = 1.0;
        let next = loop {
            let at: Vec<f64> = x.iter().zip(&direction).map(|(x, d)| x + length * d).collect();
            let (there, slope_there) = f(&at);
            if there <= value + ENOUGH * length * slope {
                break Some((at, there, slope_there));
            }
            length /= 2.0;
            if length < 1e-12 {
                break None;
            }
        };
        let Some((at, there, gradient_there)) = next else { break };
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
        let found = minimise(f, vec![-1.2, 1.0], 1e-9);
        assert!(found.iter().all(|x| (x - 1.0).abs() < 1e-7), "{found:?}");
    }

    #[test]
    fn a_parabola_ends_in_its_vertex_and_a_plain_where_it_began() {
        let f = |x: &[f64]| {
            let gradient: Vec<f64> =
                x.iter().enumerate().map(|(i, x)| (x - i as f64) * 10f64.powi(i as i32)).collect();
            (x.iter().zip(&gradient).enumerate().map(|(i, (x, g))| (x - i as f64) * g / 2.0).sum(), gradient)
        };
        let found = minimise(f, vec![5.0; 4], 1e-10);
        assert!(found.iter().enumerate().all(|(i, x)| (x - i as f64).abs() < 1e-9), "{found:?}");
        assert_eq!(minimise(|_| (0.0, vec![0.0; 2]), vec![3.0, 4.0], 1e-9), [3.0, 4.0]);
        assert!(minimise(|_| (0.0, Vec::new()), Vec::new(), 1e-9).is_empty());
    }
}
