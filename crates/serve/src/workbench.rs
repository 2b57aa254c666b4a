//! A project while it is open: its folder, its file, what was read of it, and what is being done.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::http::StatusCode;
use gongwen::classifier::{LoadOptions, Model};
use gongwen::settings::AnswerSettings;
use gongwen::{Reader, Tagger};
use tokio::sync::Semaphore;

use crate::contents::{Answering, Contents, Filing};
use crate::error::ServeError;
use crate::folder::Folder;
use crate::jobs::Jobs;
use crate::judged::Judged;
use crate::problem::{Problem, told};
use crate::settings::{Limits, Settings};
use crate::store::{Store, StoreError};

/// A project that is open.
#[derive(Debug)]
pub(crate) struct Workbench {
    pub(crate) folder: Folder,
    pub(crate) store: Store,
    pub(crate) reader: Reader,
    pub(crate) limits: Limits,
    pub(crate) jobs: Jobs,
    /// As many permits as requests are worked on at a time.
    at_work: Arc<Semaphore>,
    answering: RwLock<Arc<Answering>>,
    /// Nothing until the folder was read.
    contents: RwLock<Option<Arc<Contents>>>,
    /// Held while the folder is read: who comes meanwhile waits for what is found.
    reading: Mutex<()>,
}

impl Workbench {
    /// Opens the project of the settings. The folder is not read yet.
    pub(crate) fn open(settings: &Settings) -> Result<Self, ServeError> {
        let folder = Folder::open(&settings.folder)?;
        let store = Store::open(&folder.database())?;
        let mut reader = Reader::default();
        reader.read.isolation.clone_from(&settings.isolation);
        let current = store.current_model()?;
        let answering = match load(&folder, current) {
            Ok(answering) => answering,
            // The model's file is gone: the project opens all the same, and the models say which one answers.
            Err(_) if current != 0 => {
                store.use_model(0)?;
                load(&folder, 0)?
            }
            Err(error) => return Err(error.into()),
        };
        Ok(Self {
            folder,
            store,
            reader,
            limits: settings.limits.clone(),
            jobs: Jobs::default(),
            at_work: Arc::new(Semaphore::new(settings.limits.at_work.max(1))),
            answering: RwLock::new(Arc::new(answering)),
            contents: RwLock::new(None),
            reading: Mutex::new(()),
        })
    }

    /// The model that answers.
    pub(crate) fn answering(&self) -> Arc<Answering> {
        Arc::clone(&self.answering.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads a model of the project; 0 is the built-in one.
    pub(crate) fn load(&self, model: i64) -> Result<Answering, Problem> {
        load(&self.folder, model).map_err(Problem::from)
    }

    /// Lets a model answer from now on, and has it tag everything anew.
    pub(crate) fn answer_by(&self, answering: Answering) -> Arc<Contents> {
        *self.answering.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(answering);
        self.contents_now()
    }

    /// What was read of the folder, as it is now: what has changed in it is read again.
    pub(crate) fn contents_now(&self) -> Arc<Contents> {
        let _reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let answering = self.answering();
        let filing = Filing { root: self.folder.root(), reader: &self.reader, answering: &answering };
        let found = filing.contents(self.known());
        *self.contents.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&found));
        found
    }

    /// What was read of the folder last; it is read where it has not been.
    pub(crate) fn contents(&self) -> Arc<Contents> {
        self.known().unwrap_or_else(|| self.contents_now())
    }

    fn known(&self) -> Option<Arc<Contents>> {
        self.contents.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was read of the folder, and what people's corrections make of it.
    pub(crate) fn judged(&self) -> Result<(Arc<Contents>, Judged), StoreError> {
        let contents = self.contents();
        let judged = Judged::of(&contents, &self.store.said()?);
        Ok((contents, judged))
    }
}

/// Does what takes time away from the threads that listen.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|fault| Err(faulty(&fault)))
}

/// Does what takes a core and memory when one is free; until then it waits.
pub(crate) async fn in_turn<T: Send + 'static>(
    bench: &Arc<Workbench>,
    work: impl FnOnce(&Workbench) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let turn = Arc::clone(&bench.at_work).acquire_owned().await;
    let turn = turn.map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the workbench is closing"))?;
    let bench = Arc::clone(bench);
    aside(move || {
        // Whoever asked may have gone; the core is taken until the work is done all the same.
        let _turn = turn;
        work(&bench)
    })
    .await
}

fn faulty(fault: &tokio::task::JoinError) -> Problem {
    let what = if fault.is_panic() {
        "a fault of this program ended the work; please report it"
    } else {
        "the workbench is closing"
    };
    Problem::internal(what)
}

fn load(folder: &Folder, id: i64) -> Result<Answering, gongwen::Error> {
    let tagger = match id {
        0 => Tagger::built_in()?,
        id => {
            let model = Model::load(&folder.model(id), &LoadOptions::default())?;
            Tagger::new(model, AnswerSettings::default())?
        }
    };
    Ok(Answering { id, tagger })
}

impl From<ServeError> for Problem {
    fn from(error: ServeError) -> Self {
        Self::internal(told(&error))
    }
}
