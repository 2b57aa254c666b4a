//! Several backends asked together.
//!
//! Each member's scores are brought to one scale by a temperature `T_m` fitted on held-out folds
//! (see [`Calibration`](crate::Calibration)) and averaged with weights `a_m` that add up to 1:
//! `score(k) = Σ_m a_m · s_m(k) / T_m`. Up to a constant per text that is the average of the
//! members' calibrated log-posteriors, that is the logarithm of their geometric mean.

use gongwen_messages::text;
use serde::{Deserialize, Serialize};

use crate::backend::{Backend, Classifier, Explanation, LoadError, ScoreError, TrainError, Trained};
use crate::held_out::{own_folds, temperature, trained_and_held_out};
use crate::params::{ParamError, ParamKind, ParamSpec, Params};
use crate::selection::Backends;
use crate::training::{Input, TrainingSet};

/// Name of the backend.
pub(crate) const ENSEMBLE: &str = "ensemble";

/// A weighted average of other backends, such as `ensemble:naive-bayes(alpha=0.1)+2*linear`.
#[derive(Debug)]
pub struct Ensemble {
    /// What members can be.
    backends: Backends,
}

/// A member as trained.
#[derive(Debug)]
struct Member {
    backend: String,
    /// `a_m / T_m`.
    factor: f64,
    classifier: Box<dyn Classifier>,
}

#[derive(Debug)]
struct Members(Vec<Member>);

/// A member in the model file.
#[derive(Serialize, Deserialize)]
struct Saved<B> {
    backend: String,
    factor: f64,
    /// Bytes: borrowed in reading, as postcard would copy them one by one.
    payload: B,
}

/// A member as asked for.
#[derive(Debug, PartialEq)]
struct Request<'t> {
    weight: f64,
    backend: &'t str,
    settings: Vec<&'t str>,
}

impl Ensemble {
    /// Ensembles of these backends, among which members are looked up in training and loading.
    pub(crate) fn of(backends: Backends) -> Self {
        Self { backends }
    }
}

impl Backend for Ensemble {
    fn name(&self) -> &'static str {
        ENSEMBLE
    }

    fn about(&self) -> &'static str {
        "several backends averaged, as in ensemble:naive-bayes(alpha=0.1)+2*linear"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[ParamSpec {
            name: "members",
            kind: ParamKind::Text { default: "naive-bayes+linear" },
            about: "backends joined by +, each with its settings in brackets and its weight* in front",
        }]
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        Ok(self.train_and_hold_out(data, params, &own_folds(data))?.classifier)
    }

    /// Members are held out once, for their temperatures and for the scores of all together: the texts of a fold
    /// are scored with temperatures fitted on those of the other folds.
    fn train_and_hold_out(
        &self,
        data: &TrainingSet,
        params: &Params,
        fold_of: &[Option<usize>],
    ) -> Result<Trained, TrainError> {
        let requests = parse(params.word("members")?)?;
        let total: f64 = requests.iter().map(|r| r.weight).sum();
        let n_folds = fold_of.iter().flatten().max().map_or(0, |fold| fold + 1);
        let row = |fold: &Option<usize>| fold.map_or_else(Vec::new, |_| vec![0.0; data.topics().len()]);
        let mut together: Vec<Vec<f64>> = fold_of.iter().map(row).collect();
        let mut members = Vec::new();
        for request in &requests {
            let failed = |source| TrainError::Member { member: request.backend.to_owned(), source };
            let (backend, params) = self
                .backends
                .select(request.backend, request.settings.iter().copied())
                .map_err(|e| failed(Box::new(e)))?;
            let Trained { classifier, held_out: scores } =
                trained_and_held_out(&*backend, data, &params, fold_of).map_err(|e| failed(Box::new(e)))?;
            let factor =
                |keep: &dyn Fn(usize) -> bool| request.weight / total / temperature(data, &scores, keep);
            for fold in 0..n_folds {
                let factor = factor(&|i| fold_of[i] != Some(fold));
                let own = together.iter_mut().zip(&scores).zip(fold_of).filter(|(_, of)| **of == Some(fold));
                own.flat_map(|((sums, own), _)| sums.iter_mut().zip(own))
                    .for_each(|(sum, s)| *sum += factor * s);
            }
            let factor = factor(&|_| true);
            members.push(Member { backend: backend.name().to_owned(), factor, classifier });
        }
        Ok(Trained { classifier: Box::new(Members(members)), held_out: together })
    }

    fn load(&self, payload: &[u8], allowed: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        let damaged = |what: String| LoadError::Damaged { backend: ENSEMBLE, what };
        let saved: Vec<Saved<&[u8]>> = postcard::from_bytes(payload).map_err(|e| damaged(e.to_string()))?;
        let load = |saved: Saved<&[u8]>| -> Result<Member, LoadError> {
            let failed = |source| LoadError::Member { member: saved.backend.clone(), source };
            let backend = self.backends.backend(&saved.backend).map_err(|e| failed(Box::new(e)))?;
            let classifier = backend.load(saved.payload, allowed)?;
            Ok(Member { backend: saved.backend, factor: saved.factor, classifier })
        };
        let members = saved.into_iter().map(load).collect::<Result<Vec<_>, _>>()?;
        let sizes: Vec<usize> = members.iter().map(|m| m.classifier.n_topics()).collect();
        if sizes.is_empty() || sizes.iter().any(|&size| size != sizes[0]) {
            return Err(damaged(text!("members score {topics} topics", topics = format_args!("{sizes:?}"))));
        }
        let mut terms: Vec<usize> = members.iter().filter_map(|m| m.classifier.n_terms()).collect();
        terms.dedup();
        if terms.len() > 1 {
            return Err(damaged(text!("members weigh {terms} terms", terms = format_args!("{terms:?}"))));
        }
        Ok(Box::new(Members(members)))
    }
}

impl Classifier for Members {
    fn n_topics(&self) -> usize {
        self.0.first().map_or(0, |m| m.classifier.n_topics())
    }

    fn n_terms(&self) -> Option<usize> {
        self.0.iter().find_map(|m| m.classifier.n_terms())
    }

    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        scores.fill(0.0);
        let mut own = vec![0.0; scores.len()];
        for member in &self.0 {
            member.classifier.score(input, &mut own)?;
            scores.iter_mut().zip(&own).for_each(|(sum, s)| *sum += member.factor * s);
        }
        Ok(())
    }

    fn explain(&self, input: Input, topic: usize) -> Option<Explanation> {
        let terms = input.vector.iter().map(|(term, _)| (term, 0.0));
        let mut whole = Explanation { bias: 0.0, terms: terms.collect() };
        for member in &self.0 {
            let part = member.classifier.explain(input, topic)?;
            whole.add(member.factor, &part);
        }
        Some(whole)
    }

    fn save(&self) -> Vec<u8> {
        let saved = self.0.iter().map(|member| Saved {
            backend: member.backend.clone(),
            factor: member.factor,
            payload: member.classifier.save(),
        });
        // Text, a number and bytes: postcard has nothing to refuse.
        postcard::to_allocvec(&saved.collect::<Vec<_>>()).unwrap_or_default()
    }

    fn members(&self) -> Vec<&dyn Classifier> {
        self.0.iter().map(|member| &*member.classifier).collect()
    }
}

/// Reads `[weight*]backend[(key=value,…)]`, joined by `+`.
fn parse(members: &str) -> Result<Vec<Request<'_>>, ParamError> {
    members
        .split('+')
        .map(|member| {
            parse_member(member.trim()).ok_or_else(|| ParamError::Value {
                name: "members".to_owned(),
                value: member.to_owned(),
                expected: text!("a backend, as in `linear`, `2*linear` or `linear(c=0.5,balance=yes)`"),
            })
        })
        .collect()
}

fn parse_member(member: &str) -> Option<Request<'_>> {
    let (weight, rest) = match member.split_once('*') {
        Some((weight, rest)) => (weight.trim().parse().ok()?, rest.trim()),
        None => (1.0, member),
    };
    let (backend, settings) = match rest.split_once('(') {
        Some((backend, settings)) => (backend, settings.strip_suffix(')')?.split(',').collect()),
        None => (rest, Vec::new()),
    };
    let whole = !backend.is_empty() && !backend.contains([')', ':']) && backend != ENSEMBLE;
    (whole && weight > 0.0 && weight < f64::INFINITY).then_some(Request { weight, backend, settings })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::held_out::held_out_scores;
    use crate::oracle::Oracle;
    use crate::registry::Registry;

    fn train(oracle: &Oracle, members: &str) -> Result<Box<dyn Classifier>, TrainError> {
        let setting = format!("members={members}");
        let (ensemble, params) = Registry::built_in().select(ENSEMBLE, [&*setting]).unwrap();
        ensemble.train(&oracle.data(false), &params)
    }

    #[test]
    fn members_are_read() {
        let request = |weight, backend, settings: &[&'static str]| Request {
            weight,
            backend,
            settings: settings.to_vec(),
        };
        assert_eq!(
            parse("naive-bayes(alpha=0.1) + 2*linear(loss=logistic,c=0.5)+majority").unwrap(),
            [
                request(1.0, "naive-bayes", &["alpha=0.1"]),
                request(2.0, "linear", &["loss=logistic", "c=0.5"]),
                request(1.0, "majority", &[]),
            ]
        );
        for wrong in ["", "a+", "0*a", "x*a", "-1*a", "inf*a", "a(b=1", "ensemble", "exec:x"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn scores_are_the_average_of_the_members() {
        let oracle = Oracle::read();
        let together = oracle.scores(&*train(&oracle, "naive-bayes+3*linear").unwrap());
        let naive_bayes = oracle.scores(&*train(&oracle, "naive-bayes").unwrap());
        let linear = oracle.scores(&*train(&oracle, "linear").unwrap());
        for ((t, n), l) in together.iter().zip(naive_bayes).zip(linear) {
            for k in 0..4 {
                assert!((t[k] - (0.25 * n[k] + 0.75 * l[k])).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn held_out_texts_are_scored_by_members_and_temperatures_that_have_not_seen_them() {
        let oracle = Oracle::read();
        let data = oracle.data(false);
        let fold_of: Vec<Option<usize>> = (0..oracle.labels.len()).map(|i| Some(i % 3)).collect();
        let registry = Registry::built_in();
        let (ensemble, params) = registry.select(ENSEMBLE, ["members=naive-bayes+3*linear"]).unwrap();
        let Trained { classifier, held_out: together } =
            ensemble.train_and_hold_out(&data, &params, &fold_of).unwrap();

        let members = [("naive-bayes", 0.25), ("linear", 0.75)].map(|(name, weight)| {
            let (member, params) = registry.select(name, []).unwrap();
            (weight, held_out_scores(&*member, &params, &data, &fold_of).unwrap())
        });
        for (i, row) in together.iter().enumerate() {
            for (topic, &score) in row.iter().enumerate() {
                let part = |(weight, scores): &(f64, Vec<Vec<f64>>)| {
                    weight / temperature(&data, scores, |other| other % 3 != i % 3) * scores[i][topic]
                };
                assert!((score - members.iter().map(part).sum::<f64>()).abs() < 1e-9, "text {i}");
            }
        }
        let bare = vec![None; oracle.labels.len()];
        let unscaled = ensemble.train_and_hold_out(&data, &params, &bare).unwrap();
        assert!(unscaled.held_out.iter().all(Vec::is_empty));
        assert_ne!(oracle.scores(&*unscaled.classifier), oracle.scores(&*classifier));
    }

    #[test]
    fn explanations_add_up_to_the_score() {
        let oracle = Oracle::read();
        let model = train(&oracle, "naive-bayes+linear").unwrap();
        for (vector, scores) in oracle.vectors.iter().zip(oracle.scores(&*model)) {
            for (topic, score) in scores.into_iter().enumerate() {
                let explanation = model.explain(vector.into(), topic).unwrap();
                assert!((explanation.score() - score).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_wrong_member_is_named() {
        let oracle = Oracle::read();
        let error = |members| {
            let error = train(&oracle, members).unwrap_err();
            format!("{error}: {}", std::error::Error::source(&error).unwrap())
        };
        let unknown = error("naive-bayes+lineal");
        assert!(
            unknown.starts_with("member lineal of the ensemble cannot be trained: unknown backend `lineal`"),
            "{unknown}"
        );
        let setting = error("linear(c=-1)");
        assert_eq!(
            setting,
            "member linear of the ensemble cannot be trained: backend linear cannot be set up so"
        );
    }

    #[test]
    fn nested_files_are_refused() {
        let ensemble = Registry::built_in().backend(ENSEMBLE).unwrap();
        let load = |payload: &[u8]| ensemble.load(payload, None).unwrap_err();
        let inner = Saved { backend: ENSEMBLE.to_owned(), factor: 1.0, payload: Vec::<u8>::new() };
        let nested = load(&postcard::to_allocvec(&vec![inner]).unwrap());
        let source = std::error::Error::source(&nested).unwrap().to_string();
        assert_eq!(nested.to_string(), "member ensemble of the ensemble cannot be loaded");
        assert!(source.starts_with("unknown backend `ensemble`"), "{source}");
        assert!(load(&[]).to_string().contains("damaged"));
        assert!(load(&[0]).to_string().contains("members score [] topics"));
    }
}
