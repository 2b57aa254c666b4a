//! An outside program in any language, spoken to in JSON lines on its standard input and output.
//!
//! **Training.** The program is started and reads a task, then the examples, then the end of input:
//!
//! ```json
//! {"gongwen":1,"task":"train","themes":["party-building","safety"],"terms":4096,"examples":2}
//! {"theme":1,"weight":1.0,"group":"report 7","text":"开展消防检查","vector":[[17,0.8],[230,0.6]]}
//! {"theme":0,"weight":1.0,"group":"report 9","text":"落实三会一课","vector":[[5,1.0]]}
//! ```
//!
//! `theme` is a topic: it counts in `themes`, from 0; `vector` holds term index and value. The program may use the
//! vector, the text (which may be empty) or both. It answers one line, whose text is stored in the
//! model file and handed back for scoring, so that it may be anything the program can read again:
//!
//! ```json
//! {"model":"any text, such as weights in base64 or a path"}
//! ```
//!
//! **Scoring.** Started again, the program reads a task and answers that it is ready; then it
//! answers every text in turn, flushing each line, until the end of input. A score is needed for
//! each topic, comparable within the text, higher being better, best log-probabilities; `null`
//! stands for −∞.
//!
//! ```json
//! {"gongwen":1,"task":"score","themes":["party-building","safety"],"terms":4096,"model":"…"}
//!                                                                        <- {"ready":true}
//! {"text":"燃气安全排查","vector":[[17,0.4]]}
//!                                                                        <- {"scores":[-3.1,-0.05]}
//! ```
//!
//! At any time `{"error":"…"}` says what is wrong. What the program writes to standard error is
//! shown if it fails. `examples/exec_scikit_learn.py` is such a program.
//!
//! **Trust.** A model file never chooses what is run: who loads it names the program (see
//! [`LoadOptions::program`](crate::LoadOptions::program)).

mod process;
mod protocol;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use gongwen_messages::{phrase, text};
use serde::{Deserialize, Serialize};

use self::process::Process;
use self::protocol::{ExampleLine, Task, TextLine, VERSION};
use crate::backend::{Backend, Classifier, Explanation, LoadError, ScoreError, TrainError};
use crate::params::{ParamError, ParamKind, ParamSpec, Params};
use crate::program_error::ProgramError;
use crate::training::{Input, TrainingSet};

const NAME: &str = "exec";

/// An outside program, as in `exec:python3 mine.py`; words are separated by white space.
#[derive(Debug)]
pub struct Exec;

/// A program and what it has learnt; started at the first text.
#[derive(Debug)]
struct Program {
    saved: Saved,
    state: Mutex<State>,
}

/// What stands in the model file.
#[derive(Debug, Serialize, Deserialize)]
struct Saved {
    program: String,
    answer_seconds: f64,
    #[serde(rename = "themes")]
    topics: Vec<String>,
    terms: usize,
    model: String,
}

/// The program, once it has been started, or its failure.
type State = Option<Result<Process, Arc<ProgramError>>>;

impl Backend for Exec {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "an outside program that speaks JSON lines, as in exec:PROGRAM"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[
            ParamSpec {
                name: "program",
                kind: ParamKind::Text { default: "" },
                about: "the program and its arguments, separated by spaces",
            },
            ParamSpec {
                name: "train-seconds",
                kind: ParamKind::Number { default: 3600.0, min: 0.1, max: 1e6 },
                about: "time limit for training",
            },
            ParamSpec {
                name: "answer-seconds",
                kind: ParamKind::Number { default: 60.0, min: 0.1, max: 1e6 },
                about: "time limit for getting ready, and for each text",
            },
        ]
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let program = params.word("program")?;
        if program.trim().is_empty() {
            return Err(TrainError::Params(ParamError::Value {
                name: "program".to_owned(),
                value: program.to_owned(),
                expected: text!("a program to run, as in exec:PROGRAM"),
            }));
        }
        let limit = Duration::from_secs_f64(params.number("train-seconds")?);
        let answer_seconds = params.number("answer-seconds")?;
        let mut process = Process::start(program)?;
        process.send(&Task {
            gongwen: VERSION,
            task: "train",
            topics: data.topics(),
            terms: data.n_terms(),
            examples: Some(data.examples().len()),
            model: None,
        });
        for example in data.examples() {
            process.send(&ExampleLine {
                topic: example.topic,
                weight: example.weight,
                fold_group: example.fold_group,
                text: text_line(example.input),
            });
        }
        process.finish_input();
        let model = process.receive(limit, r#"{"model":"…"}"#, |reply| reply.model)?;
        let saved = Saved {
            program: program.to_owned(),
            answer_seconds,
            topics: data.topics().to_vec(),
            terms: data.n_terms(),
            model,
        };
        Ok(Box::new(Program { saved, state: Mutex::new(None) }))
    }

    fn load(&self, payload: &[u8], allowed: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        let damaged = |what: String| LoadError::Damaged { backend: NAME, what };
        let mut saved: Saved = postcard::from_bytes(payload).map_err(|e| damaged(e.to_string()))?;
        if !(0.1..=1e6).contains(&saved.answer_seconds) {
            return Err(damaged(text!(
                "a time limit of `{seconds}` seconds",
                seconds = saved.answer_seconds
            )));
        }
        let Some(program) = allowed else {
            return Err(LoadError::ProgramNotAllowed { program: saved.program });
        };
        program.clone_into(&mut saved.program);
        Ok(Box::new(Program { saved, state: Mutex::new(None) }))
    }
}

impl Classifier for Program {
    fn n_topics(&self) -> usize {
        self.saved.topics.len()
    }

    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = self.ask(&mut state, input).map_err(|error| {
            let error = match error {
                ProgramError::Earlier(error) => error,
                error => Arc::new(error),
            };
            *state = Some(Err(Arc::clone(&error)));
            ProgramError::Earlier(error)
        })?;
        scores.copy_from_slice(&answer);
        Ok(())
    }

    fn explain(&self, _: Input, _: usize) -> Option<Explanation> {
        None
    }

    fn save(&self) -> Vec<u8> {
        // Text and numbers: postcard has nothing to refuse.
        postcard::to_allocvec(&self.saved).unwrap_or_default()
    }
}

impl Program {
    /// The program's scores of a text; starts the program if it does not run yet.
    fn ask(&self, state: &mut State, input: Input) -> Result<Vec<f64>, ProgramError> {
        let limit = Duration::from_secs_f64(self.saved.answer_seconds);
        let process = match state {
            Some(Ok(process)) => process,
            Some(Err(error)) => return Err(ProgramError::Earlier(Arc::clone(error))),
            None => {
                let started = state.insert(Ok(self.start(limit)?)).as_mut();
                started.map_err(|error| ProgramError::Earlier(Arc::clone(error)))?
            }
        };
        process.send(&text_line(input));
        process.receive(limit, phrase!("a score per topic"), |reply| self.scores(reply.scores?))
    }

    /// The program, started and ready.
    fn start(&self, limit: Duration) -> Result<Process, ProgramError> {
        let mut process = Process::start(&self.saved.program)?;
        process.send(&Task {
            gongwen: VERSION,
            task: "score",
            topics: &self.saved.topics,
            terms: self.saved.terms,
            examples: None,
            model: Some(&self.saved.model),
        });
        process.receive(limit, r#"{"ready":true}"#, |reply| reply.ready.filter(|&ready| ready))?;
        Ok(process)
    }

    /// The scores of an answer, if they are as many as there are topics.
    fn scores(&self, answer: Vec<Option<f64>>) -> Option<Vec<f64>> {
        let scores = answer.into_iter().map(|score| score.unwrap_or(f64::NEG_INFINITY));
        let scores: Vec<f64> = scores.collect();
        (scores.len() == self.n_topics()).then_some(scores)
    }
}

fn text_line(input: Input<'_>) -> TextLine<'_> {
    TextLine { text: input.text, vector: input.vector.iter().collect() }
}
