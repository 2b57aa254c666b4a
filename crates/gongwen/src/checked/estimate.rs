//! Shares estimated from all answers and a checked sample of them.

/// A share as counted from answers, and as estimated with the sample, all from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// By the answers alone: biased wherever the model is wrong more often in one direction than in the other.
    pub counted: f64,
    /// The estimate.
    pub share: f64,
    /// Lower end of its 95% confidence interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Paragraphs checked that it rests on.
    pub checked: usize,
}

/// The paragraphs that were answered alike, among which the sample was drawn by lot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stratum {
    /// Paragraphs there are.
    pub paragraphs: usize,
    /// Mean of their squared sizes.
    pub mean_square: f64,
    /// Of every paragraph checked the amount by which the theme was counted too low: its size where it is about the
    /// theme and was not counted, less its size where it was counted and is not, else 0.
    pub differences: Vec<f64>,
    /// Paragraphs checked of which it was wrongly answered whether they are about the theme, those outside the group
    /// that is counted included: how often that happens, a single year's few paragraphs cannot tell.
    pub wrong: usize,
}

/// What is added to the squared differences, in paragraphs of mean size, shared by the strata: of a sample without any
/// wrong answer nobody can say that there are none.
const UNSEEN: f64 = 0.25;

/// The share of a theme by the difference estimator over strata, which prediction-powered inference rests on, too:
///
/// ```text
/// share = ( F + Σ_h N_h · mean(d_h) ) / T
/// var   = Σ_h V_h / T²,    V_h = N_h² · (1 − n_h / N_h) · s²_h / n_h
/// s²_h  = ( n_h · r_h · (1 − r_h) + u ) · q_h / (n_h − 1)
/// ```
///
/// `F` is what was counted of the theme and `T` of everything; in stratum `h` are `N_h` paragraphs of which `n_h` were
/// checked, `d_h` their differences, `r_h` the part answered wrongly and `q_h` the mean square of the sizes (0 outside the
/// group that is counted), with a little, `u`, for errors not seen. Errors are taken to be as frequent in a group as in
/// the stratum: the differences of one year's few paragraphs, most of them 0, would make intervals too narrow. The
/// interval is the estimate ± t · √var, within 0 and 1, t being the quantile of Student's distribution with
/// `(Σ V_h)² / Σ (V_h² / (n_h − 1))` degrees of freedom (Satterthwaite 1946).
///
/// Särndal, Swensson & Wretman 1992, "Model assisted survey sampling", ch. 6.3; Angelopoulos, Bates, Fannjiang, Jordan &
/// Zrnic 2023, "Prediction-powered inference", Science 382. Strata of which fewer than two paragraphs were checked count
/// as they were answered, and the interval says nothing of their errors.
pub fn estimate(counted: f64, total: f64, strata: &[Stratum]) -> Estimate {
    let unseen = UNSEEN / strata.iter().filter(|stratum| stratum.paragraphs > 0).count().max(1) as f64;
    let (mut sum, mut variance, mut freedom, mut checked) = (counted, 0.0, 0.0, 0);
    for Stratum { paragraphs, mean_square, differences, wrong } in strata {
        let (all, n) = (*paragraphs as f64, differences.len() as f64);
        if differences.len() < 2 {
            continue;
        }
        let mean = differences.iter().sum::<f64>() / n;
        let wrong = *wrong as f64;
        let squares = (wrong * (1.0 - wrong / n) + unseen) * mean_square;
        let own = all * all * (1.0 - n / all).max(0.0) * squares / (n - 1.0) / n;
        sum += all * mean;
        variance += own;
        freedom += own * own / (n - 1.0);
        checked += differences.len();
    }
    let freedom = if freedom > 0.0 { variance * variance / freedom } else { f64::INFINITY };
    let (share, half) = (sum / total, student(freedom) * variance.sqrt() / total);
    let within = |share: f64| share.clamp(0.0, 1.0);
    Estimate {
        counted: counted / total,
        share: within(share),
        low: within(share - half),
        high: within(share + half),
        checked,
    }
}

/// The quantile of Student's distribution for a two-sided 95% interval, by the expansion of Cornish and Fisher
/// (Abramowitz & Stegun 26.7.5): right to 0.02 from three degrees of freedom on.
fn student(freedom: f64) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    let freedom = freedom.max(3.0);
    let terms = [
        (Z.powi(3) + Z) / 4.0,
        (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0,
        (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / 384.0,
    ];
    terms.iter().zip(1..).fold(Z, |sum, (term, power)| sum + term / freedom.powi(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model of five themes, the last of which is 其他: what it answers about paragraphs of each.
    const THEMES: usize = 5;
    const ANSWERED: [[f64; THEMES]; THEMES] = [
        [0.95, 0.01, 0.01, 0.01, 0.02],
        [0.02, 0.90, 0.01, 0.01, 0.06],
        [0.01, 0.01, 0.93, 0.02, 0.03],
        [0.02, 0.00, 0.02, 0.90, 0.06],
        [0.02, 0.03, 0.02, 0.03, 0.90],
    ];
    const TRUE_SHARES: [f64; THEMES] = [0.15, 0.08, 0.12, 0.15, 0.5];
    const PARAGRAPHS: usize = 4000;
    const YEARS: usize = 12;

    struct Paragraph {
        truth: usize,
        answer: usize,
        size: f64,
        year: usize,
    }

    fn drawn(random: &mut fastrand::Rng, shares: &[f64; THEMES]) -> usize {
        let mut left = random.f64();
        let found = shares.iter().position(|share| {
            left -= share;
            left < 0.0
        });
        found.unwrap_or(THEMES - 1)
    }

    fn population() -> Vec<Paragraph> {
        let mut random = fastrand::Rng::with_seed(7);
        let paragraph = |at| {
            let truth = drawn(&mut random, &TRUE_SHARES);
            // Lengths of paragraphs are skew: a few are many times as long as most.
            let size = (20.0 + 60.0 * -random.f64().max(1e-9).ln()).round();
            Paragraph { truth, answer: drawn(&mut random, &ANSWERED[truth]), size, year: at % YEARS }
        };
        (0..PARAGRAPHS).map(paragraph).collect()
    }

    /// Of every stratum its paragraphs and those drawn.
    fn sampled(population: &[Paragraph], sample: usize, seed: u64) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut random = fastrand::Rng::with_seed(seed);
        let strata = (0..THEMES).map(|stratum| {
            let own: Vec<usize> = (0..PARAGRAPHS).filter(|&at| population[at].answer == stratum).collect();
            let mut order = own.clone();
            random.shuffle(&mut order);
            let n = super::super::allotted(&[own.len()], PARAGRAPHS, THEMES, sample)[0];
            (own, order[..n].to_vec())
        });
        strata.collect()
    }

    /// The estimate of a theme's share, and the share.
    fn estimated(
        population: &[Paragraph],
        sampled: &[(Vec<usize>, Vec<usize>)],
        theme: usize,
        size: &dyn Fn(&Paragraph) -> f64,
    ) -> (Estimate, f64) {
        let is = |truth: bool| if truth { 1.0 } else { 0.0 };
        let strata: Vec<Stratum> = sampled
            .iter()
            .map(|(own, sample)| {
                let checked: Vec<&Paragraph> = sample.iter().map(|&at| &population[at]).collect();
                Stratum {
                    paragraphs: own.len(),
                    mean_square: own.iter().map(|&at| size(&population[at]).powi(2)).sum::<f64>()
                        / own.len() as f64,
                    differences: checked
                        .iter()
                        .map(|p| size(p) * (is(p.truth == theme) - is(p.answer == theme)))
                        .collect(),
                    wrong: checked.iter().filter(|p| (p.truth == theme) != (p.answer == theme)).count(),
                }
            })
            .collect();
        let of =
            |is: &dyn Fn(&Paragraph) -> bool| -> f64 { population.iter().filter(|p| is(p)).map(size).sum() };
        let total = of(&|_| true);
        (estimate(of(&|p| p.answer == theme), total, &strata), of(&|p| p.truth == theme) / total)
    }

    /// How often, of 1,000 samples of 200, the interval of each theme holds its share, and whether that of the counted
    /// share does, which takes the answers for true and the paragraphs for a sample.
    fn coverage(size: impl Fn(&Paragraph) -> f64) -> Vec<(f64, bool)> {
        let population = population();
        let mut found = vec![(0.0, false); THEMES];
        for seed in 0..1000 {
            let sampled = sampled(&population, 200, seed);
            for (theme, found) in found.iter_mut().enumerate() {
                let (Estimate { counted, low, high, .. }, truth) =
                    estimated(&population, &sampled, theme, &size);
                found.0 += if low <= truth && truth <= high { 0.001 } else { 0.0 };
                let half = 1.96 * (counted * (1.0 - counted) / PARAGRAPHS as f64).sqrt();
                found.1 = (counted - truth).abs() <= half;
            }
        }
        found
    }

    /// Of a sample of 400 some thirty are of a year, a handful of those of a theme.
    #[test]
    fn intervals_of_years_hold_their_shares_too() {
        let population = population();
        for weighed in [false, true] {
            let (mut held, mut all) = (0.0, 0.0);
            for seed in 0..40 {
                let sampled = sampled(&population, 400, seed);
                for (theme, year) in (0..THEMES).flat_map(|theme| (0..YEARS).map(move |year| (theme, year))) {
                    let size = |p: &Paragraph| match (p.year == year, weighed) {
                        (false, _) => 0.0,
                        (true, false) => 1.0,
                        (true, true) => p.size,
                    };
                    let (Estimate { low, high, .. }, truth) = estimated(&population, &sampled, theme, &size);
                    held += if low <= truth && truth <= high { 1.0 } else { 0.0 };
                    all += 1.0;
                }
            }
            let covered = held / all;
            assert!((0.92..=0.98).contains(&covered), "by size {weighed}: {covered}");
        }
    }

    #[test]
    fn intervals_hold_the_share_as_often_as_they_say_and_counts_do_not() {
        // Of characters a few long paragraphs decide, so that single themes stray further.
        for (of, found, strays) in
            [("paragraphs", coverage(|_| 1.0), 0.02), ("characters", coverage(|p| p.size), 0.03)]
        {
            for (theme, (covered, _)) in found.iter().enumerate() {
                assert!((covered - 0.95).abs() <= strays, "theme {theme}, {of}: {found:?}");
            }
            let mean = found.iter().map(|(covered, _)| covered).sum::<f64>() / THEMES as f64;
            assert!((0.93..=0.97).contains(&mean), "{of}: {found:?}");
            let (_, counted) = found[THEMES - 1];
            assert!(!counted, "what is 其他 and answered otherwise is not seen by counting: {found:?}");
        }
    }

    #[test]
    fn a_checked_stratum_corrects_what_was_counted_of_it() {
        // 100 paragraphs counted for the theme, of ten checked two are not; 300 not counted, of ten checked one is.
        let stratum = |paragraphs, wrong: usize, by: f64| {
            let differences = (0..10).map(|at| if at < wrong { by } else { 0.0 }).collect();
            Stratum { paragraphs, mean_square: 1.0, differences, wrong }
        };
        let found = estimate(100.0, 400.0, &[stratum(100, 2, -1.0), stratum(300, 1, 1.0)]);
        assert_eq!((found.counted, found.checked), (0.25, 20));
        assert!((found.share - (100.0 - 20.0 + 30.0) / 400.0).abs() < 1e-12);
        assert!(found.low < found.share && found.share < found.high);
        let all_right = estimate(100.0, 400.0, &[stratum(100, 0, 0.0), stratum(300, 0, 0.0)]);
        assert!(all_right.low < 0.25 && 0.25 < all_right.high, "errors not seen are not errors that are not");
    }

    /// Figures by SciPy 1.17: `scipy.stats.t.ppf(0.975, [5, 20, 100])`.
    #[test]
    fn quantiles_are_students() {
        for (freedom, expected) in [(5.0, 2.5706), (20.0, 2.0860), (100.0, 1.9840), (f64::INFINITY, 1.9600)] {
            assert!((student(freedom) - expected).abs() < 0.01, "{freedom}: {}", student(freedom));
        }
    }
}
