//! The parts of an Office package and how they find each other (ECMA-376 part 2).

use gongwen_messages::{phrase, text};

use crate::ReadErrorKind;
use crate::budget::Budget;
use crate::xml::{self, Xml};
use crate::zipped::Zipped;

/// An opened package with its main document found.
pub(super) struct Package<'a> {
    zip: Zipped<'a>,
    /// What the document may still cost.
    pub(super) budget: Budget,
    document: String,
    /// Relations of the main document: last word of the type, path of the part.
    relations: Vec<(String, String)>,
    /// Path of the part with properties that are no standard ones.
    own_properties: Option<String>,
}

/// The main document is missing.
#[derive(Debug, thiserror::Error)]
#[error("{}", text!("no part `{part}` in the file", part = _0))]
struct MissingPart(String);

impl<'a> Package<'a> {
    pub(super) fn open(zip: Zipped<'a>, mut budget: Budget) -> Result<Self, ReadErrorKind> {
        let roots = relations(&zip, "", &mut budget)?;
        let path = |kind: &str| Some(roots.iter().find(|(found, _)| found == kind)?.1.clone());
        let document = path("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
        let own_properties = path("custom-properties");
        let relations = relations(&zip, &document, &mut budget)?;
        Ok(Self { zip, budget, document, relations, own_properties })
    }

    /// The main document part.
    pub(super) fn document(&mut self) -> Result<Vec<u8>, ReadErrorKind> {
        self.zip.read(&self.document, &mut self.budget)?.ok_or_else(|| {
            ReadErrorKind::damaged(phrase!("Word document"), MissingPart(self.document.clone()))
        })
    }

    /// The part with properties that are no standard ones, where there is one.
    pub(super) fn own_properties(&mut self) -> Result<Option<Vec<u8>>, ReadErrorKind> {
        match &self.own_properties {
            Some(path) => self.zip.read(path, &mut self.budget),
            None => Ok(None),
        }
    }

    /// The part the main document names for `kind`, the last word of the relation's type.
    pub(super) fn related(&mut self, kind: &str) -> Result<Option<Vec<u8>>, ReadErrorKind> {
        match self.relations.iter().find(|(found, _)| found == kind) {
            Some((_, path)) => self.zip.read(path, &mut self.budget),
            None => Ok(None),
        }
    }
}

/// The relations of `part` (of the package itself where empty), their targets as absolute paths.
fn relations(zip: &Zipped, part: &str, budget: &mut Budget) -> Result<Vec<(String, String)>, ReadErrorKind> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path = join(folder, &format!("_rels/{file}.rels"));
    let Some(bytes) = zip.read(&path, budget)? else { return Ok(Vec::new()) };
    let text = xml::decode(&bytes);
    let mut xml = Xml::new(&text, phrase!("relations part"), budget);
    let mut relations = Vec::new();
    xml.child()?;
    while let Some(tag) = xml.child()? {
        if let (Some(kind), Some(target)) = (tag.attribute("Type"), tag.attribute("Target")) {
            xml.budget.spend_lines(1)?;
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push((kind, join(folder, &target)));
        }
        xml.skip()?;
    }
    Ok(relations)
}

/// Resolves a target against the folder of the part that names it.
fn join(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<_> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            _ => steps.push(step),
        }
    }
    steps.join("/")
}
