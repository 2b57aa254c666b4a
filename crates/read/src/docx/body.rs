//! The body of a document: from nested runs, boxes and tables to paragraphs in reading order.

use std::collections::BTreeMap;
use std::mem;

use crate::ReadErrorKind;
use crate::lines::{self, Line};
use crate::word::{self, Numbering, Properties, Styles};
use crate::xml::{Name, Tag, Xml};

use super::properties::has_switch;

/// The text of footnotes and endnotes, by kind and id.
pub(super) type Notes = BTreeMap<(&'static str, String), Vec<Line>>;

/// A reader of body content: the document, or one note.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    notes: &'a mut Notes,
    /// Finished paragraphs of the innermost open container (body, cell, text box).
    lines: Vec<Line>,
    /// The innermost open paragraph.
    paragraph: Paragraph,
    /// The innermost open table row.
    row: Row,
    /// Whether the open run is hidden text.
    hidden: bool,
    /// What a paragraph whose mark was deleted leaves to the next.
    carried: String,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    properties: Properties,
    /// Text boxes and notes that hang on the paragraph.
    after: Vec<Line>,
}

#[derive(Default)]
struct Row {
    cells: Vec<Vec<Line>>,
    deleted: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: &'a mut Numbering, notes: &'a mut Notes) -> Self {
        Self {
            styles,
            numbering,
            notes,
            lines: Vec::new(),
            paragraph: Paragraph::default(),
            row: Row::default(),
            hidden: false,
            carried: String::new(),
        }
    }

    /// Reads the open element to its end.
    pub(super) fn read(mut self, xml: &mut Xml) -> Result<Vec<Line>, ReadErrorKind> {
        self.inside(xml)?;
        // A deletion that reaches to the very end leaves its paragraph standing.
        let rest = mem::take(&mut self.carried);
        self.lines.push(Line::plain(rest));
        Ok(self.lines)
    }

    fn inside(&mut self, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        while let Some(tag) = xml.child()? {
            self.element(&tag, xml)?;
        }
        Ok(())
    }

    /// Reads a child to its end.
    fn element(&mut self, tag: &Tag, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        match tag.name() {
            Name::Word("p") => return self.paragraph(xml),
            Name::Word("pPr") => self.paragraph.properties = Properties::read(xml)?,
            Name::Word("r") => {
                let outside = mem::take(&mut self.hidden);
                self.inside(xml)?;
                self.hidden = outside;
            }
            Name::Word("rPr") => self.hidden = has_switch(xml, "vanish")?,
            Name::Word("t") | Name::Math("t") => {
                let text = xml.text()?;
                self.push(&text, xml)?;
            }
            Name::Word("tab" | "ptab") => self.leaf("\t", xml)?,
            Name::Word("br") if tag.attribute("type").is_some_and(|kind| kind != "textWrapping") => {
                xml.skip()?
            }
            Name::Word("br" | "cr") => self.leaf("\n", xml)?,
            Name::Word("noBreakHyphen") => self.leaf("-", xml)?,
            Name::Word(kind @ ("footnoteReference" | "endnoteReference")) => {
                let kind = if kind.starts_with('f') { "footnote" } else { "endnote" };
                // Printed once, where it is first referred to.
                let note = tag.attribute("id").and_then(|id| self.notes.remove(&(kind, id)));
                self.paragraph.after.extend(note.into_iter().flatten());
                xml.skip()?;
            }
            Name::Word("txbxContent") => {
                let boxed = self.contained(xml)?;
                self.paragraph.after.extend(boxed);
            }
            Name::Word("tr") => return self.row(xml),
            Name::Word("trPr") => self.row.deleted = has_switch(xml, "del")?,
            Name::Word("tc") => {
                xml.budget.spend_lines(1)?;
                let cell = self.contained(xml)?;
                self.row.cells.push(cell);
            }
            Name::Compatibility("AlternateContent") => return self.first_alternative(xml),
            Name::Word(
                "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "rt" | "sdtPr" | "sectPr"
                | "tblPr" | "tblPrEx" | "tblGrid" | "tcPr" | "numberingChange",
            ) => xml.skip()?,
            _ => self.inside(xml)?,
        }
        Ok(())
    }

    fn push(&mut self, text: &str, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        if !self.hidden {
            xml.budget.spend_text(text.len())?;
            self.paragraph.text.push_str(text);
        }
        Ok(())
    }

    fn leaf(&mut self, text: &str, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        self.push(text, xml)?;
        xml.skip()
    }

    /// Reads a container inside the current one and gives its paragraphs.
    fn contained(&mut self, xml: &mut Xml) -> Result<Vec<Line>, ReadErrorKind> {
        let outside = mem::take(&mut self.lines);
        self.inside(xml)?;
        Ok(mem::replace(&mut self.lines, outside))
    }

    fn paragraph(&mut self, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        let outside = mem::take(&mut self.paragraph);
        self.inside(xml)?;
        let done = mem::replace(&mut self.paragraph, outside);
        if done.properties.joins_next {
            self.carried += &done.text;
        } else {
            let line = self.finish(&done);
            xml.budget.spend_lines(1)?;
            // What stands in the rules for many paragraphs is told of each.
            xml.budget.spend_text(line.number + line.style.as_ref().map_or(0, String::len))?;
            self.lines.push(line);
        }
        self.lines.extend(done.after);
        Ok(())
    }

    /// Numbers a paragraph and makes a line of it.
    fn finish(&mut self, paragraph: &Paragraph) -> Line {
        let text = mem::take(&mut self.carried) + &paragraph.text;
        word::line(text, &paragraph.properties, self.styles, self.numbering)
    }

    fn row(&mut self, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        let outside = mem::take(&mut self.row);
        self.inside(xml)?;
        let row = mem::replace(&mut self.row, outside);
        if !row.deleted {
            self.lines.extend(lines::row(row.cells));
        }
        Ok(())
    }

    /// Of the same content for newer and older readers, the newest holds it all.
    fn first_alternative(&mut self, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        if xml.child()?.is_some() {
            self.inside(xml)?;
            while xml.child()?.is_some() {
                xml.skip()?;
            }
        }
        Ok(())
    }
}
