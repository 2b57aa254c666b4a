//! The project file: one SQLite database with what people said, every step of it, and the models learnt.
//!
//! Everything is on disk before a call returns (WAL, `synchronous=FULL`): whoever is told that a correction was taken
//! finds it again, whatever ends the program.

mod corrections;
mod models;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gongwen::messages::text;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

pub(crate) use corrections::{Changes, History, Moved, Put, Said, Step};
pub(crate) use models::StoredModel;

/// The schema's versions: each file takes the database from one to the next.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/001.sql")];

/// The reader whose corrections are what readers settled together.
pub(crate) const SETTLED: i64 = 0;

/// How long to wait for a program that looks at the database from outside.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a project file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A newer program made it.
    #[error(
        "{}",
        text!(
            "{file}: made by a newer version of this program (schema {found}, known up to {known}); use that \
             version to open it",
            file,
            found,
            known
        )
    )]
    Newer {
        /// The file.
        file: String,
        /// Its schema.
        found: usize,
        /// The newest schema this program knows.
        known: usize,
    },
    /// SQLite cannot read or write it.
    #[error(
        "{}",
        text!(
            "{file}: the project file cannot be used ({source}); make a copy before anything else is done to \
             it",
            file,
            source
        )
    )]
    Sqlite {
        /// The file.
        file: String,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// Parts of it are not as SQLite wrote them.
    #[error(
        "{}",
        text!(
            "{file}: the project file is damaged ({what}); take a copy made earlier, or move it away to \
             begin anew",
            file,
            what
        )
    )]
    Damaged {
        /// The file.
        file: String,
        /// What SQLite found.
        what: String,
    },
    /// What stands in it is not what this program wrote.
    #[error("{}", text!("the project file holds what cannot be read: {what}", what))]
    Content {
        /// What it is.
        what: String,
        /// Why it cannot be read.
        source: serde_json::Error,
    },
}

/// The project file, open.
#[derive(Debug)]
pub(crate) struct Store {
    file: PathBuf,
    db: Mutex<Connection>,
}

impl StoreError {
    /// Whether the disk has no room for what was to be written.
    pub(crate) fn is_full_disk(&self) -> bool {
        matches!(self, Self::Sqlite { source, .. } if source.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull))
    }
}

impl Store {
    /// Opens the file, or makes it; brings an older schema up to date.
    pub(crate) fn open(file: &Path) -> Result<Self, StoreError> {
        let fail = |source| StoreError::Sqlite { file: file.display().to_string(), source };
        let mut db = Connection::open(file).map_err(fail)?;
        let opened =
            prepare(&db).and_then(|()| db.pragma_query_value(None, "user_version", |row| row.get(0)));
        let found: usize = opened.map_err(fail)?;
        let checked: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(fail)?;
        if checked != "ok" {
            return Err(StoreError::Damaged { file: file.display().to_string(), what: checked });
        }
        if found > MIGRATIONS.len() {
            let file = file.display().to_string();
            return Err(StoreError::Newer { file, found, known: MIGRATIONS.len() });
        }
        for version in found..MIGRATIONS.len() {
            migrate(&mut db, version).map_err(fail)?;
        }
        Ok(Self { file: file.to_owned(), db: Mutex::new(db) })
    }

    /// Looks something up.
    fn read<T>(&self, look: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        look(&self.lock()).map_err(|source| self.error(source))
    }

    /// Changes something, wholly or not at all.
    fn write<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut db = self.lock();
        let done = db.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
            let done = change(&transaction)?;
            transaction.commit()?;
            Ok(done)
        });
        done.map_err(|source| self.error(source))
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A transaction that a fault cut short was rolled back.
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn error(&self, source: rusqlite::Error) -> StoreError {
        StoreError::Sqlite { file: self.file.display().to_string(), source }
    }

    /// The readers in the order they came, without the one that settles.
    pub(crate) fn readers(&self) -> Result<Vec<(i64, String)>, StoreError> {
        self.read(|db| {
            let mut rows = db.prepare_cached("SELECT id, name FROM reader WHERE id > 0 ORDER BY id")?;
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// A new reader; nothing where there is one of this name.
    pub(crate) fn add_reader(&self, name: &str) -> Result<Option<i64>, StoreError> {
        self.write(|db| {
            let added = db.execute(
                "INSERT INTO reader (name, made) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ON CONFLICT DO NOTHING",
                [name],
            )?;
            Ok((added > 0).then(|| db.last_insert_rowid()))
        })
    }

    /// Remembers where a report stood that was taken out.
    pub(crate) fn add_removed(&self, id: &str, file: &str) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "INSERT OR REPLACE INTO removed (id, file, made) VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                [id, file],
            )
        })?;
        Ok(())
    }

    /// Where a report stood that was taken out.
    pub(crate) fn removed(&self, id: &str) -> Result<Option<String>, StoreError> {
        self.read(|db| {
            db.query_row("SELECT file FROM removed WHERE id = ?1", [id], |row| row.get(0)).optional()
        })
    }

    /// Forgets a report that was put back.
    pub(crate) fn forget_removed(&self, id: &str) -> Result<(), StoreError> {
        self.write(|db| db.execute("DELETE FROM removed WHERE id = ?1", [id]))?;
        Ok(())
    }
}

/// What holds for a connection, not for the file.
fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "foreign_keys", true)?;
    // A damaged or hostile file is no program.
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")
}

/// Takes the schema from a version to the next.
fn migrate(db: &mut Connection, version: usize) -> rusqlite::Result<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(MIGRATIONS[version])?;
    transaction.pragma_update(None, "user_version", version + 1)?;
    transaction.commit()
}

/// A number kept as a note.
fn number(db: &Connection, name: &str) -> rusqlite::Result<i64> {
    db.query_row("SELECT CAST(value AS INTEGER) FROM note WHERE name = ?1", [name], |row| row.get(0))
}

fn set_number(db: &Connection, name: &str, value: i64) -> rusqlite::Result<()> {
    db.execute("UPDATE note SET value = ?2 WHERE name = ?1", params![name, value.to_string()])?;
    Ok(())
}
