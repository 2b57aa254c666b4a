use super::*;
use crate::wire::{Correction, Effect};

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("project.sqlite")).unwrap();
    (folder, store)
}

fn says(theme: &str) -> Option<Correction> {
    Some(Correction { themes: vec![theme.to_owned()], ..Correction::default() })
}

fn step(paragraph: &str, theme: &str) -> Step {
    (paragraph.to_owned(), says(theme))
}

/// The themes said now, by paragraph.
fn now(store: &Store) -> Vec<(String, String)> {
    let said = store.said().unwrap().into_iter();
    said.map(|said| (said.paragraph, said.correction.unwrap().themes.join("+"))).collect()
}

#[test]
fn steps_go_back_and_forth_over_reopening() {
    let (folder, store) = store();
    assert_eq!(store.put(0, 1, &[step("a", "safety"), step("b", "other")]).unwrap(), Put::Taken(1));
    assert_eq!(store.put(1, 1, &[step("a", "livelihood"), ("b".to_owned(), None)]).unwrap(), Put::Taken(2));
    assert_eq!(now(&store), [("a".to_owned(), "livelihood".to_owned())]);
    drop(store);
    let store = Store::open(&folder.path().join("project.sqlite")).unwrap();
    let undone = store.undo(1).unwrap();
    assert_eq!((undone.version, undone.paragraphs.len()), (3, 2));
    assert_eq!(now(&store), [("a".to_owned(), "safety".to_owned()), ("b".to_owned(), "other".to_owned())]);
    store.undo(1).unwrap();
    assert!(now(&store).is_empty());
    assert_eq!(store.history(1).unwrap(), History { undo: false, redo: true });
    store.redo(1).unwrap();
    assert_eq!(now(&store).len(), 2);
    // A new step drops those that were undone.
    store.put(5, 1, &[step("a", "other")]).unwrap();
    assert_eq!(store.history(1).unwrap(), History { undo: true, redo: false });
    assert_eq!(store.redo(1).unwrap().paragraphs, Vec::<String>::new());
    assert_eq!(store.version().unwrap(), 6, "what changes nothing is no change");
}

#[test]
fn what_a_step_says_last_of_a_paragraph_holds() {
    let (_folder, store) = store();
    store.put(0, 1, &[step("a", "safety"), step("a", "other")]).unwrap();
    assert_eq!(now(&store), [("a".to_owned(), "other".to_owned())]);
    store.undo(1).unwrap();
    assert!(now(&store).is_empty());
    store.redo(1).unwrap();
    assert_eq!(now(&store), [("a".to_owned(), "other".to_owned())]);
}

#[test]
fn a_correction_that_says_nothing_is_none() {
    let (_folder, store) = store();
    store.put(0, 1, &[step("a", "safety")]).unwrap();
    store.put(1, 1, &[("a".to_owned(), Some(Correction::default()))]).unwrap();
    assert!(now(&store).is_empty());
    let changes = store.since(1).unwrap();
    assert_eq!((changes.version, changes.said.len(), &changes.said[0].correction), (2, 1, &None));
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let (folder, store) = store();
    drop(store);
    let file = folder.path().join("project.sqlite");
    Connection::open(&file).unwrap().pragma_update(None, "user_version", MIGRATIONS.len() + 1).unwrap();
    let error = Store::open(&file).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 2, known: 1, .. }), "{error}");
    let version: usize =
        Connection::open(&file).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, MIGRATIONS.len() + 1);
}

#[test]
fn what_is_no_project_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("project.sqlite");
    std::fs::write(&file, "no database, but long enough to look like one ".repeat(40)).unwrap();
    assert!(matches!(Store::open(&file), Err(StoreError::Sqlite { .. })));
}

#[test]
fn a_damaged_file_is_not_opened() {
    let (folder, store) = store();
    for version in 0..200 {
        let paragraph = format!("{version:020}");
        store.put(version, 1, &[step(&paragraph, "safety")]).unwrap();
    }
    drop(store);
    let file = folder.path().join("project.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    // All but the first page, by which a database is known.
    bytes[4096..].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    assert!(Store::open(&file).is_err());
}

#[test]
fn the_file_is_written_as_promised() {
    let (_folder, store) = store();
    let pragma =
        |name: &str| store.read(|db| db.pragma_query_value(None, name, |row| row.get::<_, String>(0)));
    assert_eq!(pragma("journal_mode").unwrap(), "wal");
    let full: i64 = store.read(|db| db.pragma_query_value(None, "synchronous", |row| row.get(0))).unwrap();
    assert_eq!(full, 2, "FULL");
}

#[test]
fn models_and_readers_are_kept_in_order() {
    let (_folder, store) = store();
    assert_eq!(store.readers().unwrap(), [(1, "我".to_owned())]);
    assert_eq!(store.add_reader("乙").unwrap(), Some(2));
    assert_eq!(store.add_reader("乙").unwrap(), None);
    assert_eq!((store.next_model().unwrap(), store.current_model().unwrap()), (1, 0));
    store.add_model(1, "第一次", &Effect::default()).unwrap();
    assert_eq!((store.next_model().unwrap(), store.current_model().unwrap()), (2, 1));
    store.use_model(0).unwrap();
    assert_eq!((store.models().unwrap().len(), store.current_model().unwrap()), (1, 0));
}
