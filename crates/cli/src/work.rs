//! From the command line to tagged files: what the verbs that tag have in common.

use anyhow::Result;
use gongwen::figures::Filter;
use gongwen::trends::FileWords;
use gongwen::write::{FiguredFile, TaggedFile, ThemeNames};
use gongwen::{ParsedFile, Tagger};

use crate::args::TaggingArgs;
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::Outcome;

/// Files to read, and what tags them.
pub(crate) struct Work<'c> {
    pub(crate) inputs: Inputs,
    pub(crate) tagger: Tagger,
    pub(crate) console: &'c Console,
}

impl<'c> Work<'c> {
    /// What the arguments ask for; paragraphs are taken apart into passages where `passages` count.
    pub(crate) fn new(tagging: &TaggingArgs, passages: bool, console: &'c Console) -> Result<Self> {
        Ok(Self { inputs: tagging.inputs()?, tagger: tagging.tagger(passages)?, console })
    }

    pub(crate) fn themes(&self) -> ThemeNames {
        self.tagger.names()
    }

    /// Tags every file and hands it on, in order, with what its reports say again.
    pub(crate) fn tagged(&self, mut sink: impl FnMut(TaggedFile) -> Result<()>) -> Result<Outcome> {
        let tag = |file| Ok(self.tagger.tag(file)?);
        self.inputs.each_again(self.console, tag, |file, again| sink(TaggedFile { again, ..file }))
    }

    /// As [`tagged`](Self::tagged), with the words of the file.
    pub(crate) fn with_words(
        &self,
        mut sink: impl FnMut(TaggedFile, FileWords) -> Result<()>,
    ) -> Result<Outcome> {
        let read = |file: ParsedFile| {
            let file = self.tagger.tag(file)?;
            let words = FileWords::of(&file, self.tagger.model().vectorizer.extractor());
            Ok((file, words))
        };
        self.inputs
            .each_again(self.console, read, |(file, words), again| sink(TaggedFile { again, ..file }, words))
    }

    /// As [`tagged`](Self::tagged), with each passage as a paragraph of its own, where passages count.
    pub(crate) fn by_passages(&self, mut sink: impl FnMut(TaggedFile) -> Result<()>) -> Result<Outcome> {
        let tag = |file| Ok(self.tagger.tag_passages(file)?);
        self.inputs.each_again(self.console, tag, |file, again| sink(TaggedFile { again, ..file }))
    }

    /// As [`tagged`](Self::tagged), with the figures that the filter wants.
    pub(crate) fn figured(
        &self,
        filter: &Filter,
        mut sink: impl FnMut(FiguredFile) -> Result<()>,
    ) -> Result<Outcome> {
        let read = |file: ParsedFile| {
            let file = self.tagger.tag(file)?;
            Ok(FiguredFile { figures: filter.of(&file.document), file })
        };
        self.inputs.each_again(self.console, read, |figured, again| {
            sink(FiguredFile { file: TaggedFile { again, ..figured.file }, ..figured })
        })
    }
}
