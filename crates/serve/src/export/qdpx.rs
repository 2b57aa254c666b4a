//! The project for programs of qualitative analysis: REFI-QDA project exchange 1.5 (`urn:QDA-XML:project:1.0`), which
//! QualCoder, MAXQDA, NVivo and ATLAS.ti read.
//!
//! Each document is a plain-text source, each paragraph a selection in it. What the model answered is coded by a user that
//! is named as a program, what people said by users of their own, so that both stay told apart. Positions are code points
//! of the text, whose lines end in a line feed alone: programs that read `\r\n` as one character would count otherwise.
//! The ids are made of what they name: the same project has the same file.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use gongwen::parse::{CodePoints, Span};
use gongwen::write::xml::escape;
use gongwen::write::{Tag, TaggedFile, ThemeNames, ThemeOrTopic, percent};
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Options, Project};
use crate::contents::hexadecimal;
use crate::judged::meant;
use crate::problem::Problem;
use crate::store::{SETTLED, Said};

pub(super) fn write(project: &Project<'_>, _: &Options, _: &str) -> Result<Vec<u8>, Problem> {
    let said = project.bench.store.said()?;
    let exchange = Exchange { project, names: project.contents.answering.tagger.names(), said: &said };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: String, text: &str| {
        archive.start_file(name, SimpleFileOptions::default()).map_err(Problem::internal)?;
        archive.write_all(text.as_bytes()).map_err(Problem::internal)
    };
    add("project.qde".to_owned(), &exchange.xml()?)?;
    for (at, document) in project.contents.documents.iter().enumerate() {
        add(format!("sources/{}.txt", exchange.source_id(at)), &unix_lines(&document.document.source))?;
    }
    Ok(archive.finish().map_err(Problem::internal)?.into_inner())
}

/// A text whose lines end in a line feed.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// From spans of a source to code points of it with lines that end in a line feed.
struct Positions<'s> {
    source: &'s str,
    points: CodePoints<'s>,
    /// Bytes at which a carriage return stands that is left out.
    left_out: Vec<usize>,
}

impl<'s> Positions<'s> {
    fn new(source: &'s str) -> Self {
        let left_out = source.match_indices("\r\n").map(|(at, _)| at).collect();
        Self { source, points: CodePoints::new(source), left_out }
    }

    fn of(&self, span: Span) -> (usize, usize) {
        let at =
            |byte: usize| self.points.at(byte) - self.left_out.partition_point(|&left_out| left_out < byte);
        (at(span.start().min(self.source.len())), at(span.end()))
    }
}

/// Who coded, what, and when.
struct Coding {
    user: String,
    code: String,
    /// In UTC; nothing for what the model answered.
    made: Option<String>,
    /// How sure the model is, for people.
    note: Option<String>,
}

struct Exchange<'p> {
    project: &'p Project<'p>,
    names: ThemeNames,
    said: &'p [Said],
}

impl Exchange<'_> {
    /// An id of something of this project, by its kind and name: a UUID (RFC 9562, version 8) of their hash.
    fn id(&self, kind: &str, name: &str) -> String {
        let root = self.project.bench.folder.root().as_os_str().as_encoded_bytes();
        let mut hash = Sha256::new();
        hash.update(root);
        hash.update(format!("\n{kind}\n{name}"));
        let mut bytes = hash.finalize();
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let digits = hexadecimal(&bytes[..16]);
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        parts.join("-")
    }

    fn source_id(&self, document: usize) -> String {
        self.id("source", &document.to_string())
    }

    fn user(&self, reader: i64) -> String {
        self.id("reader", &reader.to_string())
    }

    /// The user that stands for the model that answers.
    fn model(&self) -> String {
        self.id("model", &self.project.contents.answering.id.to_string())
    }

    fn theme(&self, theme: usize) -> String {
        self.id("theme", self.names.themes.get(theme).map_or("", |theme| &theme.id))
    }

    /// The topics that stand under a theme: none where one topic is the theme.
    fn topics_of(&self, theme: usize) -> Vec<usize> {
        let is_of = |topic: &usize| self.names.topics.get(*topic).is_some_and(|topic| topic.theme == theme);
        let topics: Vec<usize> = (0..self.names.topics.len()).filter(is_of).collect();
        if topics.len() == 1 { Vec::new() } else { topics }
    }

    fn topic(&self, topic: usize) -> String {
        let theme = self.names.topics.get(topic).map_or(0, |topic| topic.theme);
        if self.topics_of(theme).is_empty() {
            return self.theme(theme);
        }
        self.id("topic", self.names.topics.get(topic).map_or("", |topic| &topic.id))
    }

    fn code(&self, named: ThemeOrTopic) -> String {
        match named {
            ThemeOrTopic::Theme(theme) => self.theme(theme),
            ThemeOrTopic::Topic(topic) => self.topic(topic),
        }
    }

    fn xml(&self) -> Result<String, Problem> {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let name = escape(&self.project.bench.folder.name());
        self.put(
            &mut xml,
            format_args!(
                "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{name}\" origin=\"Gongwen {}\" creatingUserGUID=\"{}\">\n",
                env!("CARGO_PKG_VERSION"),
                self.user(SETTLED),
            ),
        );
        self.users(&mut xml)?;
        self.code_book(&mut xml);
        xml.push_str("<Sources>\n");
        for (at, document) in self.project.contents.documents.iter().enumerate() {
            self.source(&mut xml, at, document);
        }
        xml.push_str("</Sources>\n</Project>\n");
        Ok(xml)
    }

    fn put(&self, xml: &mut String, what: std::fmt::Arguments<'_>) {
        // A string takes everything.
        let _ = xml.write_fmt(what);
    }

    fn users(&self, xml: &mut String) -> Result<(), Problem> {
        xml.push_str("<Users>\n");
        let store = &self.project.bench.store;
        let answering = self.project.contents.answering.id;
        let models = store.models()?;
        let model =
            models.iter().find(|model| model.id == answering).map_or("内置模型", |model| &model.name);
        let mut user = |id: String, name: &str| {
            self.put(xml, format_args!("<User guid=\"{id}\" name=\"{}\"/>\n", escape(name)));
        };
        user(self.model(), &format!("AI：Gongwen {model}"));
        user(self.user(SETTLED), "共同商定");
        store.readers()?.into_iter().for_each(|(id, name)| user(self.user(id), &name));
        xml.push_str("</Users>\n");
        Ok(())
    }

    fn code_book(&self, xml: &mut String) {
        xml.push_str("<CodeBook>\n<Codes>\n");
        for (at, theme) in self.names.themes.iter().enumerate() {
            let (id, name) = (self.theme(at), escape(&theme.zh));
            let description = escape(&theme.id);
            self.put(
                xml,
                format_args!(
                    "<Code guid=\"{id}\" name=\"{name}\" isCodable=\"true\"><Description>{description}</Description>\n"
                ),
            );
            for topic in self.topics_of(at) {
                let (id, named) = (self.topic(topic), &self.names.topics[topic]);
                let (name, description) = (escape(&named.zh), escape(&named.id));
                self.put(
                    xml,
                    format_args!(
                        "<Code guid=\"{id}\" name=\"{name}\" isCodable=\"true\"><Description>{description}</Description></Code>\n"
                    ),
                );
            }
            xml.push_str("</Code>\n");
        }
        xml.push_str("</Codes>\n</CodeBook>\n");
    }

    fn source(&self, xml: &mut String, at: usize, document: &TaggedFile) {
        let id = self.source_id(at);
        self.put(
            xml,
            format_args!(
                "<TextSource guid=\"{id}\" name=\"{}\" plainTextPath=\"internal://{id}.txt\" creatingUser=\"{}\">\n",
                escape(&document.name),
                self.user(SETTLED),
            ),
        );
        let positions = Positions::new(&document.document.source);
        for (place, (_, paragraph, tag)) in document.paragraphs().enumerate() {
            let key = format!("{at}:{place}");
            let of_model = (!tag.unsure).then(|| self.answered(tag)).into_iter();
            let said: Vec<&Said> = self.said_of(at, place);
            let by_people = said.iter().flat_map(|said| self.said(said, &paragraph.text).0);
            self.selection(
                xml,
                &key,
                positions.of(paragraph.span),
                &of_model.chain(by_people).collect::<Vec<_>>(),
            );
            let places = document.document.places(paragraph);
            for said in said {
                for (range, coding) in self.said(said, &paragraph.text).1 {
                    let key = format!("{key}:{}:{}:{}", said.reader, range.start, range.end);
                    self.selection(xml, &key, positions.of(places.span(range)), &[coding]);
                }
            }
        }
        xml.push_str("</TextSource>\n");
    }

    /// What is said of a paragraph, all readers'.
    fn said_of(&self, document: usize, place: usize) -> Vec<&Said> {
        let Some(id) = self.project.contents.paragraph(document, place) else { return Vec::new() };
        let first = self.said.partition_point(|said| said.paragraph.as_str() < id);
        self.said[first..].iter().take_while(|said| said.paragraph == id).collect()
    }

    fn answered(&self, tag: &Tag) -> Coding {
        let note = Some(format!("AI 置信度 {}", percent(tag.confidence)));
        Coding { user: self.model(), code: self.theme(tag.theme), made: None, note }
    }

    /// What a reader says of a paragraph as a whole, and of passages of it.
    fn said(&self, said: &Said, text: &str) -> (Vec<Coding>, Vec<(std::ops::Range<usize>, Coding)>) {
        let Some(correction) = &said.correction else { return (Vec::new(), Vec::new()) };
        let meant = meant(correction, text, &self.names);
        let coding = |named: ThemeOrTopic| Coding {
            user: self.user(said.reader),
            code: self.code(named),
            made: Some(said.made.clone()),
            note: None,
        };
        let whole = meant.themes.iter().map(|&named| coding(named)).collect();
        (whole, meant.marks.iter().map(|(range, named)| (range.clone(), coding(*named))).collect())
    }

    fn selection(&self, xml: &mut String, key: &str, (start, end): (usize, usize), codings: &[Coding]) {
        let Some(first) = codings.first() else { return };
        let id = self.id("selection", key);
        self.put(
            xml,
            format_args!(
                "<PlainTextSelection guid=\"{id}\" name=\"{start}-{end}\" startPosition=\"{start}\" endPosition=\"{end}\" creatingUser=\"{}\">",
                first.user
            ),
        );
        if let Some(note) = codings.iter().find_map(|coding| coding.note.as_ref()) {
            self.put(xml, format_args!("<Description>{}</Description>", escape(note)));
        }
        for Coding { user, code, made, .. } in codings {
            let made =
                made.as_ref().map_or(String::new(), |made| format!(" creationDateTime=\"{}\"", escape(made)));
            let id = self.id("coding", &format!("{key} {user} {code}"));
            self.put(
                xml,
                format_args!("<Coding guid=\"{id}\" creatingUser=\"{user}\"{made}><CodeRef targetGUID=\"{code}\"/></Coding>"),
            );
        }
        xml.push_str("</PlainTextSelection>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_a_line_end_once() {
        let source = "一、安全\r\n检查。\r\n整改\n完";
        let positions = Positions::new(source);
        let text: Vec<char> = unix_lines(source).chars().collect();
        for word in ["检查", "整改", "完"] {
            let at = source.find(word).unwrap();
            let (start, end) = positions.of(Span::new(at, at + word.len()));
            assert_eq!(text[start..end].iter().collect::<String>(), word);
        }
    }
}
