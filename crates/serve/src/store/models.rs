//! The models learnt in a project, and which of them answers.

use gongwen::messages::text;
use rusqlite::params;

use super::{Store, StoreError, number, set_number};
use crate::wire::Effect;

/// A model learnt here; its file is named by its id.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredModel {
    /// From 1.
    pub(crate) id: i64,
    /// As people call it.
    pub(crate) name: String,
    /// When, in UTC (RFC 3339).
    pub(crate) made: String,
    /// What it changed.
    pub(crate) effect: Effect,
}

impl Store {
    /// The models in the order they were learnt.
    pub(crate) fn models(&self) -> Result<Vec<StoredModel>, StoreError> {
        let rows: Vec<(i64, String, String, String)> = self.read(|db| {
            let mut rows = db.prepare_cached("SELECT id, name, made, effect FROM model ORDER BY id")?;
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?.collect()
        })?;
        let model = |(id, name, made, effect): (i64, String, String, String)| {
            let effect = serde_json::from_str(&effect);
            let what = || text!("effect of model {id}", id);
            let effect = effect.map_err(|source| StoreError::Content { what: what(), source })?;
            Ok(StoredModel { id, name, made, effect })
        };
        rows.into_iter().map(model).collect()
    }

    /// The number the next model gets.
    pub(crate) fn next_model(&self) -> Result<i64, StoreError> {
        self.read(|db| db.query_row("SELECT COALESCE(MAX(id), 0) + 1 FROM model", [], |row| row.get(0)))
    }

    /// Adds a model whose file is there, and lets it answer from now on.
    pub(crate) fn add_model(&self, id: i64, name: &str, effect: &Effect) -> Result<(), StoreError> {
        let effect = serde_json::to_string(effect)
            .map_err(|source| StoreError::Content { what: text!("an effect"), source })?;
        self.write(|db| {
            db.execute(
                "INSERT INTO model (id, name, made, effect) VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?3)",
                params![id, name, effect],
            )?;
            set_number(db, "model", id)
        })
    }

    /// The model that answers; 0 is the built-in one.
    pub(crate) fn current_model(&self) -> Result<i64, StoreError> {
        self.read(|db| number(db, "model"))
    }

    /// Lets another model answer.
    pub(crate) fn use_model(&self, id: i64) -> Result<(), StoreError> {
        self.write(|db| set_number(db, "model", id))
    }
}
