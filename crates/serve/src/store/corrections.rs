//! What people say of paragraphs: kept as it is now, and as the steps that made it so.

use gongwen::messages::text;
use rusqlite::{Connection, OptionalExtension, params};

use super::{SETTLED, Store, StoreError, number, set_number};
use crate::wire::Correction;

/// A paragraph's id and what is said of it from now on; nothing where a correction is taken back.
pub(crate) type Step = (String, Option<Correction>);

/// What a reader says of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    /// The paragraph's id.
    pub(crate) paragraph: String,
    /// The reader; [`SETTLED`] for what all settled.
    pub(crate) reader: i64,
    /// What it says; nothing where it was taken back.
    pub(crate) correction: Option<Correction>,
    /// The change of the project that made it so.
    pub(crate) version: i64,
    /// When, in UTC (RFC 3339).
    pub(crate) made: String,
}

/// What became of a step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// It was taken; the project's version with it.
    Taken(i64),
    /// Another tab has changed some of its paragraphs since; nothing was taken.
    Conflict {
        /// The project's version.
        version: i64,
        /// Ids of these paragraphs.
        paragraphs: Vec<String>,
    },
}

/// What has changed since a version.
#[derive(Debug, PartialEq)]
pub(crate) struct Changes {
    /// The project's version now.
    pub(crate) version: i64,
    /// What was said or taken back since, in the order of the paragraphs' ids.
    pub(crate) said: Vec<Said>,
}

/// What a step that was undone or done again changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The project's version now.
    pub(crate) version: i64,
    /// Ids of the paragraphs; none where there was no step.
    pub(crate) paragraphs: Vec<String>,
}

/// Whether a reader has steps to undo, and to do again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) undo: bool,
    pub(crate) redo: bool,
}

impl Store {
    /// The number of the last change.
    pub(crate) fn version(&self) -> Result<i64, StoreError> {
        self.read(|db| number(db, "version"))
    }

    /// Takes a step of a reader who has seen the project as it was at `version`. A step counts as one: it is taken
    /// whole or not at all.
    pub(crate) fn put(&self, version: i64, reader: i64, steps: &[Step]) -> Result<Put, StoreError> {
        let bodies = steps.iter().map(|(paragraph, correction)| Ok((paragraph.as_str(), body(correction)?)));
        let steps: Vec<(&str, Option<String>)> = bodies.collect::<Result<_, StoreError>>()?;
        self.write(|db| {
            let now = number(db, "version")?;
            let mut paragraphs = Vec::new();
            for (paragraph, _) in &steps {
                let changed = db
                    .prepare_cached("SELECT version FROM correction WHERE paragraph = ?1 AND reader = ?2")?
                    .query_row(params![paragraph, reader], |row| row.get::<_, i64>(0))
                    .optional()?;
                if changed.is_some_and(|changed| changed > version) {
                    paragraphs.push((*paragraph).to_owned());
                }
            }
            if !paragraphs.is_empty() {
                return Ok(Put::Conflict { version: now, paragraphs });
            }
            db.execute("UPDATE step SET state = 'dropped' WHERE reader = ?1 AND state = 'undone'", [reader])?;
            db.execute(
                "INSERT INTO step (reader, made, state) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'done')",
                [reader],
            )?;
            let step = db.last_insert_rowid();
            let now = now + 1;
            for (paragraph, after) in &steps {
                let before: Option<Option<String>> = db
                    .prepare_cached("SELECT body FROM correction WHERE paragraph = ?1 AND reader = ?2")?
                    .query_row(params![paragraph, reader], |row| row.get(0))
                    .optional()?;
                // Where a step names a paragraph twice, what was before it stays and what is last holds.
                db.prepare_cached(
                    "INSERT INTO change (step, paragraph, before, after) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT DO UPDATE SET after = excluded.after",
                )?
                .execute(params![step, paragraph, before.flatten(), after])?;
                set(db, paragraph, reader, after.as_deref(), now)?;
            }
            set_number(db, "version", now)?;
            Ok(Put::Taken(now))
        })
    }

    /// Takes the reader's last step back.
    pub(crate) fn undo(&self, reader: i64) -> Result<Moved, StoreError> {
        self.go(reader, "done", "undone", "before", "DESC")
    }

    /// Takes the step again that was undone last.
    pub(crate) fn redo(&self, reader: i64) -> Result<Moved, StoreError> {
        self.go(reader, "undone", "done", "after", "ASC")
    }

    /// Moves the first step of a state, in this order, to another state.
    fn go(&self, reader: i64, from: &str, to: &str, side: &str, order: &str) -> Result<Moved, StoreError> {
        self.write(|db| {
            let version = number(db, "version")?;
            let found =
                format!("SELECT id FROM step WHERE reader = ?1 AND state = ?2 ORDER BY id {order} LIMIT 1");
            let step = db.query_row(&found, params![reader, from], |row| row.get::<_, i64>(0)).optional()?;
            let Some(step) = step else { return Ok(Moved { version, paragraphs: Vec::new() }) };
            let mut rows = db.prepare(&format!("SELECT paragraph, {side} FROM change WHERE step = ?1"))?;
            let changes = rows.query_map([step], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let changes: Vec<(String, Option<String>)> = changes.collect::<Result<_, _>>()?;
            let version = version + 1;
            for (paragraph, body) in &changes {
                set(db, paragraph, reader, body.as_deref(), version)?;
            }
            db.execute("UPDATE step SET state = ?2 WHERE id = ?1", params![step, to])?;
            set_number(db, "version", version)?;
            Ok(Moved { version, paragraphs: changes.into_iter().map(|(paragraph, _)| paragraph).collect() })
        })
    }

    /// Whether a reader has steps to undo, and to do again.
    pub(crate) fn history(&self, reader: i64) -> Result<History, StoreError> {
        self.read(|db| {
            let has = |state: &str| {
                let any = "SELECT EXISTS (SELECT 1 FROM step WHERE reader = ?1 AND state = ?2)";
                db.prepare_cached(any)?.query_row(params![reader, state], |row| row.get(0))
            };
            Ok(History { undo: has("done")?, redo: has("undone")? })
        })
    }

    /// What was said or taken back after a version; all of it after version 0.
    pub(crate) fn since(&self, version: i64) -> Result<Changes, StoreError> {
        let (version, rows) = self.read(|db| {
            let now = number(db, "version")?;
            let mut rows = db.prepare_cached(
                "SELECT paragraph, reader, body, version, made FROM correction WHERE version > ?1
                 ORDER BY paragraph, reader",
            )?;
            let said = rows.query_map([version], |row| {
                let said = Said {
                    paragraph: row.get(0)?,
                    reader: row.get(1)?,
                    correction: None,
                    version: row.get(3)?,
                    made: row.get(4)?,
                };
                Ok((said, row.get::<_, Option<String>>(2)?))
            })?;
            Ok((now, said.collect::<Result<Vec<_>, _>>()?))
        })?;
        let said = rows.into_iter().map(|(said, body)| {
            let correction = body.map(|body| serde_json::from_str(&body)).transpose();
            let what = text!("correction of {paragraph}", paragraph = said.paragraph);
            let correction = correction.map_err(|source| StoreError::Content { what, source })?;
            Ok(Said { correction, ..said })
        });
        Ok(Changes { version, said: said.collect::<Result<_, StoreError>>()? })
    }

    /// What people say now, what was taken back left out.
    pub(crate) fn said(&self) -> Result<Vec<Said>, StoreError> {
        let mut said = self.since(0)?.said;
        said.retain(|said| said.correction.is_some());
        Ok(said)
    }
}

/// A correction as it is kept; one that says nothing is none.
fn body(correction: &Option<Correction>) -> Result<Option<String>, StoreError> {
    let said = correction.as_ref().filter(|correction| !correction.is_empty());
    let body = said.map(serde_json::to_string).transpose();
    body.map_err(|source| StoreError::Content { what: text!("a correction"), source })
}

fn set(
    db: &Connection,
    paragraph: &str,
    reader: i64,
    body: Option<&str>,
    version: i64,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO correction (paragraph, reader, body, version, made)
         VALUES (?1, ?2, ?3, ?4, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
         ON CONFLICT DO UPDATE SET body = excluded.body, version = excluded.version, made = excluded.made",
    )?
    .execute(params![paragraph, reader, body, version])?;
    Ok(())
}

impl Said {
    /// The reader; nothing for what all settled.
    pub(crate) fn by(&self) -> Option<i64> {
        (self.reader != SETTLED).then_some(self.reader)
    }
}
