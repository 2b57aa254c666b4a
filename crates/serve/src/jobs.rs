//! Learning in the background: one job at a time, each with its progress, and an end to every one of them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, io::Write};

use axum::http::StatusCode;
use gongwen::labelled::Corrections;
use gongwen::settings::CorrectionSettings;
use gongwen::{Tagger, built_in, learn};
use serde::Serialize;
use utoipa::ToSchema;

use crate::contents::Answering;
use crate::problem::{Problem, told};
use crate::wire::Effect;
use crate::workbench::Workbench;

/// Jobs whose end is remembered.
const REMEMBERED: usize = 100;
/// Jobs that may wait: each waits on a thread.
const OPEN: usize = 20;

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = JobState)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// Another one comes first.
    Waiting,
    /// It is being done.
    Running,
    /// It is done.
    Done,
    /// It could not be done; the message says why.
    Failed,
    /// It was called off, and nothing came of it.
    Cancelled,
}

/// A job as it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Job {
    /// From 1, anew each time the workbench is opened.
    pub(crate) id: u64,
    pub(crate) state: State,
    /// How far it is, from 0 to 1, by its stages: the stages of a job take about this part of its time.
    pub(crate) progress: f64,
    /// What is being done: `learning`, `comparing`, `tagging`; empty before and after.
    pub(crate) stage: &'static str,
    /// What there is to say, for people; empty where there is nothing.
    pub(crate) message: String,
    /// The same in Chinese, where an office meets it in its work.
    pub(crate) message_zh: Option<String>,
    /// What learning changed; null until it is done.
    pub(crate) effect: Option<Effect>,
    /// The model that was learnt; null until it is done.
    pub(crate) model: Option<i64>,
}

/// The jobs since the workbench was opened.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    list: Mutex<Vec<(Job, Arc<AtomicBool>)>>,
    /// Held by the job that is being done.
    turn: Mutex<()>,
}

/// What to learn.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// How much a corrected paragraph counts.
    pub(crate) weight: f64,
    /// The model's name; nothing for one by its number.
    pub(crate) name: Option<String>,
}

impl Jobs {
    /// The jobs, the oldest first.
    pub(crate) fn all(&self) -> Vec<Job> {
        self.lock().iter().map(|(job, _)| job.clone()).collect()
    }

    /// A job as it stands.
    pub(crate) fn get(&self, id: u64) -> Option<Job> {
        self.lock().iter().find(|(job, _)| job.id == id).map(|(job, _)| job.clone())
    }

    /// Calls a job off. One that waits ends at once, one that is being done at its next stage.
    pub(crate) fn cancel(&self, id: u64) -> Option<Job> {
        let mut list = self.lock();
        let (job, off) = list.iter_mut().find(|(job, _)| job.id == id)?;
        match job.state {
            State::Waiting => job.state = State::Cancelled,
            State::Running => {
                job.message = "ends with its stage".to_owned();
                job.message_zh = Some("将在当前步骤结束后取消".to_owned());
            }
            State::Done | State::Failed | State::Cancelled => return Some(job.clone()),
        }
        off.store(true, Ordering::Relaxed);
        Some(job.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(Job, Arc<AtomicBool>)>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new job that waits; nothing where too many do.
    fn add(&self) -> Option<(u64, Arc<AtomicBool>)> {
        let mut list = self.lock();
        let is_open = |job: &Job| matches!(job.state, State::Waiting | State::Running);
        if list.iter().filter(|(job, _)| is_open(job)).count() >= OPEN {
            return None;
        }
        let id = list.last().map_or(1, |(job, _)| job.id + 1);
        if list.len() >= REMEMBERED
            && let Some(over) = list.iter().position(|(job, _)| !is_open(job))
        {
            list.remove(over);
        }
        let off = Arc::new(AtomicBool::new(false));
        let (state, message) = (State::Waiting, String::new());
        let job =
            Job { id, state, progress: 0.0, stage: "", message, message_zh: None, effect: None, model: None };
        list.push((job, Arc::clone(&off)));
        Some((id, off))
    }

    fn set(&self, id: u64, set: impl FnOnce(&mut Job)) {
        if let Some((job, _)) = self.lock().iter_mut().find(|(job, _)| job.id == id) {
            set(job);
        }
    }
}

/// Why a job ended without a model.
enum End {
    CalledOff,
    /// Nothing holds of any paragraph that could be learnt.
    NothingSaid,
    Failed(String),
}

impl<E: std::error::Error> From<E> for End {
    fn from(error: E) -> Self {
        Self::Failed(told(&error))
    }
}

/// Starts to learn in the background; gives the job's id.
pub(crate) fn start(bench: &Arc<Workbench>, order: Order) -> Result<u64, Problem> {
    let full = || {
        let what = format!("{OPEN} jobs are waiting; call some off, or wait for them");
        Problem::new(StatusCode::TOO_MANY_REQUESTS, what).zh(format!("已有 {OPEN} 个任务在等候"))
    };
    let (id, off) = bench.jobs.add().ok_or_else(full)?;
    let own = Arc::clone(bench);
    let thread = std::thread::Builder::new().name("learning".to_owned());
    let started = thread.spawn(move || {
        let _turn = own.jobs.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if off.load(Ordering::Relaxed) {
            return;
        }
        own.jobs.set(id, |job| job.state = State::Running);
        let work = std::panic::AssertUnwindSafe(|| run(&own, id, &order, &off));
        let ended = std::panic::catch_unwind(work);
        own.jobs.set(id, |job| {
            (job.stage, job.message_zh) = ("", None);
            match ended {
                Ok(Ok((model, effect))) => {
                    job.state = State::Done;
                    job.progress = 1.0;
                    (job.message, job.message_zh) = (effect.said(), Some(effect.said_zh()));
                    (job.model, job.effect) = (Some(model), Some(effect));
                }
                Ok(Err(End::CalledOff)) => {
                    job.state = State::Cancelled;
                    job.message = String::new();
                }
                Ok(Err(End::NothingSaid)) => {
                    job.state = State::Failed;
                    job.message = "nothing to learn: no theme of any paragraph is corrected, or all that are stay disputed".to_owned();
                    job.message_zh = Some("没有可学的：还没有更正过主题，或都有分歧而未商定".to_owned());
                }
                Ok(Err(End::Failed(what))) => {
                    job.state = State::Failed;
                    job.message = what;
                }
                Err(_) => {
                    job.state = State::Failed;
                    job.message = "a fault of this program ended the work; please report it".to_owned();
                }
            }
        });
    });
    started.map(|_| id).map_err(Problem::internal)
}

/// Learns, says what that changes, and lets the new model answer.
fn run(bench: &Workbench, id: u64, order: &Order, off: &AtomicBool) -> Result<(i64, Effect), End> {
    let stage = |name: &'static str, progress: f64| {
        if off.load(Ordering::Relaxed) {
            return Err(End::CalledOff);
        }
        bench.jobs.set(id, |job| (job.stage, job.progress) = (name, progress));
        Ok(())
    };
    stage("learning", 0.0)?;
    let (contents, judged) = bench.judged()?;
    let base = built_in::model().map_err(gongwen::Error::from)?;
    let corrections = Corrections::of_files(&contents.documents, &judged.corrections, &base.themes)
        .map_err(gongwen::Error::from)?;
    if corrections.taught().next().is_none() {
        return Err(End::NothingSaid);
    }
    let settings = CorrectionSettings { weight: order.weight };
    let learnt = learn(base, &corrections, &settings)?;
    stage("comparing", 0.2)?;
    let effect = learnt.effect(&corrections, &contents.answering.tagger)?;
    let effect = Effect::of(&effect, judged.disputed, &learnt.tagger.names());
    stage("tagging", 0.4)?;
    let model = keep(bench, &learnt.tagger, order, &effect)?;
    bench.answer_by(Answering { id: model, tagger: learnt.tagger });
    Ok((model, effect))
}

/// Puts a model beside the others, whole or not at all.
fn keep(bench: &Workbench, tagger: &Tagger, order: &Order, effect: &Effect) -> Result<i64, End> {
    let id = bench.store.next_model()?;
    let file = bench.folder.model(id);
    let bytes = tagger.model().to_bytes()?;
    let written = tempfile::NamedTempFile::new_in(bench.folder.arriving()).and_then(|mut file| {
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    let failed = |error: std::io::Error| End::Failed(format!("the model cannot be written: {error}"));
    // A file of that name is a model whose row never came.
    written.map_err(failed)?.persist(&file).map_err(|error| failed(error.error))?;
    let name = order.name.clone().unwrap_or_else(|| format!("模型{id}"));
    let added = bench.store.add_model(id, &name, effect);
    if added.is_err() {
        let _ = fs::remove_file(&file);
    }
    added?;
    Ok(id)
}
