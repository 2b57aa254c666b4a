//! What a model says about a text, and why.

use crate::backend::Explanation;
use crate::isotonic::Isotonic;
use crate::posterior::argmax;

/// A model's answer about one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Probability per topic, adding up to 1.
    pub topics: Vec<f64>,
    /// Probability per theme, adding up to 1.
    pub themes: Vec<f64>,
    /// The answered theme; the earlier one of a tie.
    pub theme: usize,
    /// The likeliest topic of that theme.
    pub topic: usize,
    /// Probability that the answered theme is right, calibrated.
    pub confidence: f64,
    /// The answered theme and all others whose probability reaches the model's threshold, likeliest first.
    pub above: Vec<usize>,
}

/// What speaks for a topic and against its strongest rival.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The answer's topic.
    pub topic: usize,
    /// The likeliest topic of any other theme, or of the same where there is only one; the topic
    /// itself where there is no other.
    pub rival: usize,
    /// `score(topic) − score(rival)`, taken apart by term; positive contributions speak for the
    /// topic. Divided by the model's temperature it is the logarithm of the two topics' odds.
    pub difference: Explanation,
}

impl Answer {
    /// Chooses the answer from probabilities of topics and themes. `theme_of` gives the theme of each topic,
    /// `confidence` corrects the answered theme's probability.
    pub(crate) fn choose(
        topics: Vec<f64>,
        themes: Vec<f64>,
        theme_of: &[usize],
        threshold: f64,
        confidence: Option<&Isotonic>,
    ) -> Self {
        let theme = argmax(&themes);
        let of_theme: Vec<f64> =
            topics.iter().zip(theme_of).map(|(&p, &g)| if g == theme { p } else { -1.0 }).collect();
        let mut above: Vec<usize> =
            (0..themes.len()).filter(|&g| g == theme || themes[g] >= threshold).collect();
        above.sort_by(|&a, &b| themes[b].total_cmp(&themes[a]));
        let stated = themes[theme];
        Self {
            topic: argmax(&of_theme),
            theme,
            confidence: confidence.map_or(stated, |map| map.apply(stated)),
            above,
            topics,
            themes,
        }
    }
}

impl Evidence {
    /// Asks `explain` about the answer's topic and its strongest rival.
    pub(crate) fn find(
        answer: &Answer,
        theme_of: &[usize],
        explain: impl Fn(usize) -> Option<Explanation>,
    ) -> Option<Self> {
        let several = theme_of.iter().any(|&g| g != answer.theme);
        let is_rival = |k: usize| if several { theme_of[k] != answer.theme } else { k != answer.topic };
        let rivals: Vec<f64> =
            answer.topics.iter().enumerate().map(|(k, &p)| if is_rival(k) { p } else { -1.0 }).collect();
        let (topic, rival) = (answer.topic, argmax(&rivals));
        let mut difference = explain(topic)?;
        difference.add(-1.0, &explain(rival)?);
        Some(Self { topic, rival, difference })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::model;
    use crate::model::Model;
    use gongwen_features::SparseVector;

    fn answer(model: &Model) -> Answer {
        model.classify((&SparseVector::default()).into()).unwrap()
    }

    fn evidence(model: &Model) -> Evidence {
        model.evidence((&SparseVector::default()).into(), &answer(model)).unwrap()
    }

    #[test]
    fn the_topic_lies_within_the_answered_theme() {
        // The likeliest topic of all stands alone; two others are likelier together.
        let answer = answer(&model(&[0.4, 0.25, 0.35], &[0, 1, 1]));
        assert_eq!((answer.theme, answer.topic), (1, 2));
        assert!((answer.themes[1] - 0.6).abs() < 1e-12 && (answer.topics[2] - 0.35).abs() < 1e-12);
    }

    #[test]
    fn ties_go_to_the_earlier_theme_and_topic() {
        let answer = answer(&model(&[0.2, 0.2, 0.2, 0.2, 0.2], &[0, 1, 1, 2, 2]));
        assert_eq!(answer.themes[1], answer.themes[2]);
        assert_eq!((answer.theme, answer.topic), (1, 1));
        assert_eq!(answer.above, [1, 2]);
    }

    #[test]
    fn topics_above_the_threshold_stand_likeliest_first() {
        let mut model = model(&[0.2, 0.15, 0.4, 0.25], &[0, 1, 2, 3]);
        model.threshold = 0.18;
        assert_eq!(answer(&model).above, [2, 3, 0]);
    }

    #[test]
    fn a_topic_that_just_reaches_the_threshold_is_above_it() {
        let mut model = model(&[0.6, 0.4], &[0, 1]);
        let p = answer(&model).themes[1];
        model.threshold = p;
        assert_eq!(answer(&model).above, [0, 1]);
        model.threshold = p.next_up();
        assert_eq!(answer(&model).above, [0]);
    }

    #[test]
    fn the_answer_is_above_any_threshold() {
        let mut model = model(&[0.3, 0.7], &[0, 1]);
        model.threshold = 1.0;
        assert_eq!(answer(&model).above, [1]);
    }

    #[test]
    fn the_default_threshold_is_a_fifth() {
        assert_eq!(answer(&model(&[0.79, 0.21], &[0, 1])).above, [0, 1]);
        assert_eq!(answer(&model(&[0.81, 0.19], &[0, 1])).above, [0]);
    }

    #[test]
    fn confidence_is_the_answered_themes_probability_through_the_map() {
        let mut model = model(&[0.25, 0.75], &[0, 1]);
        let stated = answer(&model);
        assert_eq!(stated.confidence, stated.themes[1]);

        model.calibration.confidence = Some(Isotonic::fit(vec![(0.25, 0.125), (0.75, 0.5)]));
        let mapped = answer(&model);
        assert!((mapped.confidence - 0.5).abs() < 1e-9, "{}", mapped.confidence);
        assert_eq!(mapped, Answer { confidence: mapped.confidence, ..stated });
    }

    #[test]
    fn temperature_flattens_before_anything_else() {
        let mut model = model(&[0.8, 0.2], &[0, 1]);
        model.calibration.temperature = 2.0;
        // The square roots of the odds: 2 to 1.
        assert!((answer(&model).confidence - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_rival_is_the_likeliest_topic_of_another_theme() {
        let model = model(&[0.4, 0.3, 0.1, 0.2], &[0, 0, 1, 1]);
        let evidence = evidence(&model);
        assert_eq!((evidence.topic, evidence.rival), (0, 3));
        assert!((evidence.difference.score() - 2f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn within_one_theme_the_rival_is_its_next_topic() {
        let evidence = evidence(&model(&[0.2, 0.5, 0.3], &[0, 0, 0]));
        assert_eq!((evidence.topic, evidence.rival), (1, 2));
        assert!((evidence.difference.score() - (0.5f64 / 0.3).ln()).abs() < 1e-12);
    }

    #[test]
    fn a_topic_without_rival_has_nothing_against_it() {
        let evidence = evidence(&model(&[1.0], &[0]));
        assert_eq!((evidence.topic, evidence.rival), (0, 0));
        assert_eq!(evidence.difference.score(), 0.0);
    }
}
