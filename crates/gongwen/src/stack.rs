//! A stack of reports: files and folders read together, so that what stands in several of them counts once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gongwen_parse::{Fingerprints, Versions};
use gongwen_read::Walk;
use gongwen_write::TaggedFile;

use crate::reader::is_own_output;
use crate::{Error, Tagger, Units};

/// How a stack of files is read.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    /// Whether files that this program wrote are read, too.
    pub own_output: bool,
    /// Whether all versions of a report count (初稿, 终稿); otherwise the latest by its name does, or the
    /// longest. Copies never count.
    pub all_versions: bool,
    /// Which unit each file is from, and their order.
    pub units: Units,
}

/// A stack of files, tagged, and what became of those that are not among them.
#[derive(Debug, Default)]
pub struct TaggedStack {
    /// The files in order. [`TaggedFile::again`] says which of their reports an earlier one holds too.
    pub files: Vec<TaggedFile>,
    /// Names of the files left out because this program wrote them.
    pub own_output: Vec<String>,
    /// Files in folders that are no documents by their suffix.
    pub skipped: Vec<PathBuf>,
    /// Files that could not be read or tagged, and folders that could not be listed.
    pub errors: Vec<Error>,
}

/// The files of some paths: folders walked, each file once.
#[derive(Debug, Default)]
pub struct Listing {
    /// In the order of the paths; in place of what cannot be listed, why.
    pub files: Vec<Result<PathBuf, Error>>,
    /// Files in folders that are no documents by their suffix.
    pub skipped: Vec<PathBuf>,
    /// Files that were listed before.
    pub named_again: Vec<PathBuf>,
    known: BTreeSet<PathBuf>,
}

impl Listing {
    /// Lists a file, or the files of a folder.
    pub fn add(&mut self, path: &Path) {
        let Walk { files, skipped, errors } =
            gongwen_read::walk(path).unwrap_or_else(|error| Walk { errors: vec![error], ..Walk::default() });
        if files.is_empty() && errors.is_empty() {
            self.files.push(Err(Error::NoDocument { folder: path.display().to_string() }));
        }
        self.files.extend(errors.into_iter().map(|error| Err(Error::from(error))));
        files.into_iter().for_each(|file| self.add_file(file));
        self.skipped.extend(skipped);
    }

    /// Lists a file that need not be there, as standard input. Links to a file are that file.
    pub fn add_file(&mut self, file: PathBuf) {
        if self.known.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
            self.files.push(Ok(file));
        } else {
            self.named_again.push(file);
        }
    }

    /// Puts the files in the order of a table, what it does not know behind.
    pub fn sort(&mut self, units: &Units) {
        self.files.sort_by_cached_key(|file| match file {
            Ok(file) => units.rank(&file.to_string_lossy()),
            Err(_) => i64::MAX,
        });
    }
}

impl Tagger {
    /// Tags all files of these paths, folders walked, each file once. One that cannot be read stops no other.
    ///
    /// ```no_run
    /// use gongwen::collect::collect;
    /// use gongwen::settings::Query;
    /// use gongwen::{Stack, Tagger};
    ///
    /// let tagger = Tagger::built_in()?;
    /// let tagged = tagger.tag_stack(&["材料"], &Stack::default());
    /// tagged.errors.iter().for_each(|error| eprintln!("{error}"));
    /// let collected = collect(&tagged.files, &Query::default(), &tagger.names());
    /// println!("{} reports", collected.reports);
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn tag_stack(&self, paths: &[impl AsRef<Path>], stack: &Stack) -> TaggedStack {
        let mut listing = Listing::default();
        paths.iter().for_each(|path| listing.add(path.as_ref()));
        listing.sort(&stack.units);
        let mut tagged = TaggedStack { skipped: listing.skipped, ..TaggedStack::default() };
        let mut files = Vec::new();
        for file in listing.files {
            match file {
                Ok(file) => files.push(file),
                Err(error) => tagged.errors.push(error),
            }
        }

        let mut versions = if stack.all_versions { Versions::keeping_all() } else { Versions::default() };
        for read in files.iter().flat_map(|file| self.reader.read_file(file)) {
            match read {
                Ok(file) if file.is_own_output() && !stack.own_output => tagged.own_output.push(file.name),
                Ok(mut file) => {
                    stack.units.apply(&mut file);
                    match self.tag(file) {
                        Ok(mut file) => {
                            file.again = versions.add(Fingerprints::of(&file.name, &file.document));
                            tagged.files.push(file);
                        }
                        Err(error) => tagged.errors.push(error),
                    }
                }
                Err(error) if is_own_output(&error) && !stack.own_output => {
                    tagged.own_output.push(error.name)
                }
                Err(error) => tagged.errors.push(error.into()),
            }
        }
        tagged
    }
}

#[cfg(all(test, feature = "built-in"))]
mod tests {
    use std::fs;

    use super::*;

    fn names<T>(things: &[T], name: impl Fn(&T) -> String) -> Vec<String> {
        things.iter().map(|thing| name(thing).rsplit('/').next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_stack_holds_each_report_once_and_says_what_is_not_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        let report = "青禾县水务局2023年工作总结\n一、工作情况\n检查水厂四十处，整改隐患十二项。全年巡查河道三百次。\n";
        write("a.txt", report);
        write("b.txt", &report.replace('\n', "\r\n"));
        write("c.md", &format!("<!-- generator: {} -->\n{report}", gongwen_write::GENERATOR));
        write("d.png", "x");
        write("e.pdf", "%PDF-1.4 broken");
        let tagger = Tagger::built_in().expect("the built-in model");

        let twice = [folder.path().to_path_buf(), folder.path().join("a.txt")];
        let tagged = tagger.tag_stack(&twice, &Stack::default());
        assert_eq!(names(&tagged.files, |file| file.name.clone()), ["a.txt", "b.txt"]);
        assert!(tagged.files[0].again[0].is_none());
        assert!(tagged.files[1].again[0].as_ref().is_some_and(|again| again.of_name.ends_with("a.txt")));
        assert_eq!(names(&tagged.own_output, String::clone), ["c.md"]);
        assert_eq!(names(&tagged.skipped, |path| path.display().to_string()), ["d.png"]);
        assert!(matches!(&tagged.errors[..], [error] if error.to_string().contains("e.pdf")));

        let units =
            Units::parse("u.csv", "file,unit,order\nb.txt,青禾县河湖局,1\n".as_bytes()).expect("a table");
        let stack = Stack { own_output: true, units, ..Stack::default() };
        let tagged = tagger.tag_stack(&twice[..1], &stack);
        assert_eq!(names(&tagged.files, |file| file.name.clone()), ["b.txt", "a.txt", "c.md"]);
        assert_eq!(tagged.files[0].document.reports[0].unit.as_deref(), Some("青禾县河湖局"));
        assert!(tagged.own_output.is_empty());

        let empty = tempfile::tempdir().expect("a folder");
        let errors = tagger.tag_stack(&[empty.path()], &Stack::default()).errors;
        assert!(matches!(&errors[..], [Error::NoDocument { .. }]), "{errors:?}");
    }
}
