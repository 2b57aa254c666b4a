//! What the project's folder holds, read and tagged: made anew when a file or the model changes, and never changed
//! while somebody looks at it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use gongwen::parse::{CodePoints, Fingerprints, Sameness, Versions};
use gongwen::trends::FileWords;
use gongwen::write::{Counted, TaggedFile, WriteError, again_zh};
use gongwen::{ParsedFile, Reader, ReadingPage, Tagger};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::problem::told;

/// Hexadecimal digits of a report's hash that make its id.
const ID_DIGITS: usize = 12;

/// The model that answers.
#[derive(Debug)]
pub(crate) struct Answering {
    /// 0 is the built-in one.
    pub(crate) id: i64,
    pub(crate) tagger: Tagger,
}

/// A file of the folder and what was read of it.
#[derive(Debug, Clone)]
pub(crate) struct Filed {
    /// By its bytes; a copy's has a number behind.
    pub(crate) id: String,
    /// Relative to the project's folder, parted by `/`.
    pub(crate) name: String,
    /// SHA-256 of its bytes, hexadecimal; empty where they cannot be read.
    pub(crate) hash: String,
    /// By these it is known again without being read.
    seen: (u64, Option<SystemTime>),
    documents: Vec<Arc<Document>>,
    /// Why it, or members of it, cannot be read.
    pub(crate) failures: Vec<String>,
    /// Whether this program wrote it, so that it is no report.
    pub(crate) own_output: bool,
}

/// A document of a file, tagged.
#[derive(Debug)]
struct Document {
    tagged: TaggedFile,
    words: FileWords,
}

/// The folder's contents, tagged by one model.
#[derive(Debug)]
pub(crate) struct Contents {
    /// Another one for other contents.
    pub(crate) edition: String,
    pub(crate) answering: Arc<Answering>,
    /// The files in order, this program's own output among them.
    pub(crate) filed: Vec<Filed>,
    /// All documents of the files, in order, and what each says again of an earlier one.
    pub(crate) documents: Vec<TaggedFile>,
    /// Which reports of these count.
    pub(crate) counted: Counted,
    /// Files that are passed over, for they are no documents by their suffix, or are links.
    pub(crate) skipped: Vec<String>,
    /// Of each document the file it comes from, and the ids of its paragraphs.
    origins: Vec<Origin>,
    /// By id of a paragraph its document and its place there.
    places: HashMap<String, (usize, usize)>,
    page: OnceLock<PageData>,
}

#[derive(Debug)]
struct Origin {
    filed: usize,
    paragraphs: Vec<String>,
}

/// What the pages show.
#[derive(Debug, Clone)]
pub(crate) struct PageData {
    /// The JSON of the reader's page.
    pub(crate) data: Arc<RawValue>,
    /// Of each report in it the ids of its paragraphs.
    pub(crate) ids: Arc<Vec<Vec<String>>>,
}

/// How files become contents.
#[derive(Debug)]
pub(crate) struct Filing<'a> {
    pub(crate) root: &'a Path,
    pub(crate) reader: &'a Reader,
    pub(crate) answering: &'a Arc<Answering>,
}

impl Filing<'_> {
    /// The contents of the folder now; those of before where nothing has changed.
    pub(crate) fn contents(&self, before: Option<Arc<Contents>>) -> Arc<Contents> {
        let found = gongwen::read::walk(self.root);
        let paths = found.as_ref().map_or(&[][..], |walk| &walk.files);
        let skipped = found.as_ref().map_or(&[][..], |walk| &walk.skipped);
        let skipped: Vec<String> = skipped.iter().map(|path| relative(self.root, path)).collect();
        let unlisted = match &found {
            Ok(walk) => walk.errors.iter().map(|error| told(error)).collect(),
            Err(error) => vec![told(error)],
        };
        let same_model = before.as_ref().is_some_and(|before| before.answering.id == self.answering.id);
        let known: HashMap<&str, &Filed> = before
            .iter()
            .flat_map(|before| &before.filed)
            .map(|filed| (filed.name.as_str(), filed))
            .collect();
        let file = |path: &std::path::PathBuf| {
            let name = relative(self.root, path);
            let seen = path.metadata().map(|found| (found.len(), found.modified().ok())).unwrap_or_default();
            match known.get(name.as_str()).filter(|filed| filed.seen == seen) {
                Some(&filed) if same_model => (filed.clone(), true),
                Some(&filed) => (self.tagged_anew(filed), false),
                None => (self.read(&name, path, seen), false),
            }
        };
        let filed: Vec<(Filed, bool)> = paths.par_iter().map(file).collect();
        let unchanged = filed.iter().all(|(_, known)| *known);
        let filed: Vec<Filed> = filed.into_iter().map(|(filed, _)| filed).collect();
        match before {
            Some(before)
                if unchanged
                    && same_model
                    && before.filed.len() == filed.len()
                    && before.skipped == skipped =>
            {
                before
            }
            _ => Arc::new(self.put_together(filed, skipped, unlisted)),
        }
    }

    fn read(&self, name: &str, path: &Path, seen: (u64, Option<SystemTime>)) -> Filed {
        let empty = Filed {
            id: String::new(),
            name: name.to_owned(),
            hash: String::new(),
            seen,
            documents: Vec::new(),
            failures: Vec::new(),
            own_output: false,
        };
        match gongwen::read::load(path, self.reader.read.limits.file_bytes) {
            Ok(bytes) => self.read_bytes(&bytes, empty),
            Err(error) => Filed { failures: vec![format!("{name}: {}", told(&error.kind))], ..empty },
        }
    }

    fn read_bytes(&self, bytes: &[u8], mut filed: Filed) -> Filed {
        filed.hash = hexadecimal(&Sha256::digest(bytes));
        for read in self.reader.read_bytes(&filed.name, bytes) {
            match read {
                Ok(parsed) if parsed.is_own_output() => filed.own_output = true,
                Err(error) if gongwen::is_own_output(&error) => filed.own_output = true,
                Ok(parsed) => match self.tagged(parsed) {
                    Ok(document) => filed.documents.push(Arc::new(document)),
                    Err(error) => filed.failures.push(told(&error)),
                },
                Err(error) => filed.failures.push(told(&error)),
            }
        }
        // An archive may hold results beside reports.
        filed.own_output &= filed.documents.is_empty() && filed.failures.is_empty();
        filed
    }

    fn tagged(&self, parsed: ParsedFile) -> Result<Document, gongwen::Error> {
        let tagger = &self.answering.tagger;
        let mut tagged = tagger.tag(parsed)?;
        // The project knows better than its model what people say, and since when they no longer do.
        tagged.tags.iter_mut().for_each(|tag| tag.correction.clear());
        let words = FileWords::of(&tagged, tagger.model().vectorizer.extractor());
        Ok(Document { tagged, words })
    }

    /// The file as the model that answers now tags it.
    fn tagged_anew(&self, filed: &Filed) -> Filed {
        let mut anew = Filed { documents: Vec::new(), ..filed.clone() };
        for document in &filed.documents {
            match self.tagged(parsed(&document.tagged)) {
                Ok(document) => anew.documents.push(Arc::new(document)),
                Err(error) => anew.failures.push(told(&error)),
            }
        }
        anew
    }

    fn put_together(&self, mut filed: Vec<Filed>, skipped: Vec<String>, unlisted: Vec<String>) -> Contents {
        let mut copies: HashMap<String, usize> = HashMap::new();
        let mut sign = Sha256::new();
        sign.update(self.answering.id.to_le_bytes());
        for file in &mut filed {
            let known = if file.hash.is_empty() {
                hexadecimal(&Sha256::digest(&file.name))
            } else {
                file.hash.clone()
            };
            let copy = copies.entry(known.clone()).or_default();
            *copy += 1;
            let id = known.get(..ID_DIGITS).unwrap_or_default();
            file.id = if *copy == 1 { id.to_owned() } else { format!("{id}-{copy}") };
            sign.update(format!("{}\n{}\n{}\n", file.name, file.id, file.failures.len()));
        }
        for folder in unlisted {
            let failures = vec![folder.clone()];
            let id = hexadecimal(&Sha256::digest(&folder)).get(..ID_DIGITS).unwrap_or_default().to_owned();
            let (hash, seen, documents) = (String::new(), (0, None), Vec::new());
            let name = folder.split(": ").next().unwrap_or_default().to_owned();
            filed.push(Filed { id, name, hash, seen, documents, failures, own_output: false });
        }
        let (mut documents, mut origins, mut places) = (Vec::new(), Vec::new(), HashMap::new());
        let mut versions = Versions::default();
        for (at, file) in filed.iter().enumerate() {
            for (member, document) in file.documents.iter().enumerate() {
                let mut tagged = document.tagged.clone();
                tagged.again = versions.add(Fingerprints::of(&tagged.name, &tagged.document));
                let id = if member == 0 { file.id.clone() } else { format!("{}.{}", file.id, member + 1) };
                let points = CodePoints::new(&tagged.document.source);
                let of_paragraph =
                    |paragraph: &gongwen::parse::Paragraph| format!("{id}:{}", points.of(paragraph.span).0);
                let paragraphs: Vec<String> =
                    tagged.document.paragraphs().map(|(_, paragraph)| of_paragraph(paragraph)).collect();
                let own = |(place, id): (usize, &String)| (id.clone(), (documents.len(), place));
                places.extend(paragraphs.iter().enumerate().map(own));
                origins.push(Origin { filed: at, paragraphs });
                documents.push(tagged);
            }
        }
        let edition = hexadecimal(&sign.finalize()).get(..ID_DIGITS).unwrap_or_default().to_owned();
        let (answering, page) = (Arc::clone(self.answering), OnceLock::new());
        let counted = Counted::of(&documents);
        Contents { edition, answering, filed, documents, counted, skipped, origins, places, page }
    }
}

impl Contents {
    /// The document and place in it of a paragraph.
    pub(crate) fn place(&self, paragraph: &str) -> Option<(usize, usize)> {
        self.places.get(paragraph).copied()
    }

    /// The id of a paragraph by its place.
    pub(crate) fn paragraph(&self, document: usize, place: usize) -> Option<&str> {
        Some(self.origins.get(document)?.paragraphs.get(place)?.as_str())
    }

    /// The files that are reports, or should be.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &Filed> {
        self.filed.iter().filter(|filed| !filed.own_output)
    }

    /// The file of this id.
    pub(crate) fn filed(&self, id: &str) -> Option<&Filed> {
        self.reports().find(|filed| filed.id == id)
    }

    /// The documents of a file.
    pub(crate) fn documents_of(&self, filed: &Filed) -> impl Iterator<Item = (usize, &TaggedFile)> {
        let is_of = move |origin: &Origin| self.filed.get(origin.filed).is_some_and(|own| own.id == filed.id);
        let documents = self.origins.iter().zip(&self.documents).enumerate();
        documents.filter(move |(_, (origin, _))| is_of(origin)).map(|(at, (_, document))| (at, document))
    }

    /// How reports of a file are related to those of other files, by the names of these: as what they say one again,
    /// and as what one says them again.
    pub(crate) fn versions_of(&self, filed: &Filed) -> Vec<(Related, String)> {
        let mut versions = Vec::new();
        for (at, document) in self.documents_of(filed) {
            let again = document.again.iter().flatten();
            versions.extend(again.map(|again| (again.as_what.into(), again.of_name.clone())));
            let others = self.documents.iter().enumerate().skip(at + 1);
            versions.extend(others.flat_map(|(_, other)| {
                let replaces = |again: &&gongwen::parse::Again| {
                    again.of.document == at && again.as_what == Sameness::Newer
                };
                let replacing = other.again.iter().flatten().filter(replaces);
                replacing.map(|_| (Related::Replaced, other.name.clone()))
            }));
        }
        versions
    }

    /// What the pages show.
    pub(crate) fn page(&self) -> Result<PageData, WriteError> {
        if let Some(page) = self.page.get() {
            return Ok(page.clone());
        }
        let themes = self.answering.tagger.names();
        let mut nowhere = std::io::sink();
        let mut page = ReadingPage::new(&mut nowhere, &themes);
        let words =
            self.filed.iter().flat_map(|filed| &filed.documents).map(|document| document.words.clone());
        for (document, words) in self.documents.iter().zip(words) {
            page.add(document.clone(), words)?;
        }
        let ids = page.shown().map(|(document, report)| self.ids(document, report)).collect();
        let data = RawValue::from_string(page.data()?)?;
        let page = PageData { data: Arc::from(data), ids: Arc::new(ids) };
        Ok(self.page.get_or_init(|| page).clone())
    }

    /// The ids of the paragraphs of a report of a document.
    fn ids(&self, document: usize, report: usize) -> Vec<String> {
        let (Some(file), Some(origin)) = (self.documents.get(document), self.origins.get(document)) else {
            return Vec::new();
        };
        let lengths: Vec<usize> =
            file.document.reports.iter().map(|report| report.paragraphs().count()).collect();
        let before: usize = lengths.iter().take(report).sum();
        let behind = before + lengths.get(report).copied().unwrap_or_default();
        origin.paragraphs.get(before..behind).unwrap_or_default().to_vec()
    }
}

/// How a report is related to another one of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Related {
    /// It is the same and does not count.
    Copy,
    /// It is a version that the other one replaces, and does not count.
    Older,
    /// It replaces the other one.
    Newer,
    /// It is a version that counts beside the other one.
    Beside,
    /// The other one, which came later, replaces it; it does not count.
    Replaced,
}

impl From<Sameness> for Related {
    fn from(as_what: Sameness) -> Self {
        match as_what {
            Sameness::Copy => Self::Copy,
            Sameness::Older => Self::Older,
            Sameness::Newer => Self::Newer,
            Sameness::Beside => Self::Beside,
        }
    }
}

impl Filed {
    /// What there is to say of it, for people; nothing of one that is read whole and stands for itself.
    pub(crate) fn message(&self, contents: &Contents) -> Option<String> {
        let again = contents.documents_of(self).flat_map(|(_, document)| document.again.iter().flatten());
        let said: Vec<String> = self.failures.iter().cloned().chain(again.map(again_zh)).collect();
        (!said.is_empty()).then(|| said.join("；"))
    }
}

/// A tagged file as it was before it was tagged.
pub(crate) fn parsed(tagged: &TaggedFile) -> ParsedFile {
    let (name, document) = (tagged.name.clone(), tagged.document.clone());
    ParsedFile { name, document, warnings: Vec::new(), generator: None }
}

/// The name of a file of the folder, parted by `/` on every system.
fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Bytes in hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
