//! The `exec` backend with real programs. Skipped, with a notice, where python3 is missing.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may")]

use std::process::Command;
use std::time::Instant;

use gongwen_classifier::{Backend, Classifier, Example, Exec, Input, Registry, TrainError, TrainingSet};
use gongwen_features::SparseVector;

const STUB: &str = concat!("python3 ", env!("CARGO_MANIFEST_DIR"), "/tests/exec/stub.py");
const SCIKIT_LEARN: &str = concat!("python3 ", env!("CARGO_MANIFEST_DIR"), "/examples/exec_scikit_learn.py");

/// Whether python3 is there with these modules.
fn python_has(modules: &str) -> bool {
    let there = Command::new("python3").args(["-c", &format!("import {modules}")]).output();
    let there = there.is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: python3 with {modules} is missing");
    }
    there
}

/// Three topics of which the last has no example; terms 0 and 1 speak for the first, 2 and 3 for the second.
struct Data {
    topics: Vec<String>,
    vectors: Vec<SparseVector>,
}

impl Data {
    fn new() -> Self {
        let vector = |terms: [u32; 2]| SparseVector::from_entries(terms.map(|t| (t, 0.7)).to_vec());
        Self {
            topics: ["safety", "rural", "urban"].map(str::to_owned).to_vec(),
            vectors: [[0, 1], [0, 4], [2, 3], [3, 4]].map(vector).to_vec(),
        }
    }

    fn set(&self) -> TrainingSet<'_> {
        let example = |(i, vector)| Example {
            input: Input { vector, text: "演练" },
            topic: i / 2,
            weight: 1.0,
            fold_group: Some(""),
            place: None,
        };
        TrainingSet::new(&self.topics, 5, self.vectors.iter().enumerate().map(example).collect()).unwrap()
    }

    fn train(&self, program: &str, settings: &[&str]) -> Result<Box<dyn Classifier>, TrainError> {
        let registry = Registry::built_in();
        let choice = format!("exec:{program}");
        let (backend, params) = registry.select(&choice, settings.iter().copied()).unwrap();
        backend.train(&self.set(), &params)
    }
}

fn scores(classifier: &dyn Classifier, vector: &SparseVector) -> [f64; 3] {
    let mut scores = [0.0; 3];
    classifier.score(vector.into(), &mut scores).unwrap();
    scores
}

/// Trains, scores, saves, loads and scores again.
fn round_trip(program: &str) {
    let data = Data::new();
    let trained = data.train(program, &[]).unwrap();
    let loaded = Exec.load(&trained.save(), Some(program)).unwrap();
    for (i, vector) in data.vectors.iter().enumerate() {
        let got = scores(&*trained, vector);
        assert!(got[i / 2] > got[1 - i / 2], "{got:?}");
        assert_eq!(got[2], f64::NEG_INFINITY);
        assert_eq!(scores(&*loaded, vector), got);
    }
    assert!(trained.explain((&data.vectors[0]).into(), 0).is_none());
}

#[test]
fn a_program_trains_and_scores() {
    if python_has("json") {
        round_trip(&format!("{STUB} good"));
    }
}

#[test]
fn the_scikit_learn_example_trains_and_scores() {
    if python_has("sklearn") {
        round_trip(SCIKIT_LEARN);
    }
}

#[test]
fn a_model_file_does_not_choose_what_runs() {
    if python_has("json") {
        let trained = Data::new().train(&format!("{STUB} good"), &[]).unwrap();
        let error = Exec.load(&trained.save(), None).unwrap_err();
        assert!(error.to_string().contains("stub.py good"));
        assert!(error.to_string().ends_with("name the program to allow it: exec:PROGRAM"));
    }
}

#[test]
fn a_program_that_fails_in_training_is_reported() {
    if !python_has("json") {
        return;
    }
    let data = Data::new();
    let error =
        |how: &str| data.train(&format!("{STUB} {how}"), &["train-seconds=2"]).unwrap_err().to_string();
    assert!(
        error("dies").ends_with("ended without an answer (exit status: 3): no graphics card"),
        "{}",
        error("dies")
    );
    assert!(error("babbles").ends_with(r#"answered `loading weights ...`, not {"model":"…"}"#));
    assert!(error("reports").ends_with("reports: no licence"));
    assert!(error("floods").ends_with(r#"answered `no answer`, not {"model":"…"}"#));
    let endless = data.train(&format!("{STUB} endless"), &["train-seconds=60"]).unwrap_err().to_string();
    assert!(endless.ends_with("wrote a line of more than 67108864 bytes"), "{endless}");
    let start = Instant::now();
    assert!(error("hang").ends_with("did not answer within 2 seconds"));
    assert!(start.elapsed().as_secs() < 10);
}

#[test]
fn a_program_that_fails_in_scoring_is_not_asked_again() {
    if !python_has("json") {
        return;
    }
    let data = Data::new();
    let mut row = [0.0; 3];
    let short = data.train(&format!("{STUB} short"), &[]).unwrap();
    let error = short.score((&data.vectors[0]).into(), &mut row).unwrap_err().to_string();
    assert!(error.contains("not a score per topic"), "{error}");

    let late = data.train(&format!("{STUB} late"), &["answer-seconds=2"]).unwrap();
    assert!(late.score((&data.vectors[0]).into(), &mut row).is_ok());
    let hang = Input { vector: &data.vectors[0], text: "hang" };
    let first = late.score(hang, &mut row).unwrap_err().to_string();
    assert!(first.ends_with("did not answer within 2 seconds"), "{first}");
    let start = Instant::now();
    let second = late.score((&data.vectors[0]).into(), &mut row).unwrap_err().to_string();
    assert_eq!(second, first);
    assert!(start.elapsed().as_secs() < 1);
}

#[test]
fn a_missing_program_is_named() {
    let error = Data::new().train("no-such-program --fast", &[]).unwrap_err().to_string();
    assert_eq!(error, "cannot start `no-such-program --fast`");
    let error = Data::new().train("", &[]).unwrap_err().to_string();
    assert!(error.contains("a program to run, as in exec:PROGRAM"), "{error}");
}
