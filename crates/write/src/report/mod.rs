//! The reader's page: one html file with its style, its program and its data in it. The workbench shows the same views:
//! it takes style, program and data apart.

mod data;

use std::io::Write;

use crate::palette::{colour, tint};
use crate::{Counted, TagWriter, TaggedFile, ThemeNames, WriteError, Years};

const SHELL: &str = include_str!("page.html");
/// What the body of page and workbench holds: head, filters and the place of the views.
pub const PAGE_FRAME: &str = include_str!("frame.html");
/// The style of the views, without the colours of the themes.
pub const PAGE_STYLE: &str = concat!(include_str!("page.css"), include_str!("years.css"));
/// The views, which page and workbench share; what a page defines comes after, and starts them.
pub const PAGE_PROGRAM: &[&str] = &[
    include_str!("words.js"),
    include_str!("check.js"),
    include_str!("search.js"),
    include_str!("data.js"),
    include_str!("state.js"),
    include_str!("address.js"),
    include_str!("corrections.js"),
    include_str!("table.js"),
    include_str!("overview.js"),
    include_str!("reading.js"),
    include_str!("menu.js"),
    include_str!("list.js"),
    include_str!("lines.js"),
    include_str!("years.js"),
    include_str!("walk.js"),
    include_str!("print.js"),
    include_str!("focus.js"),
    include_str!("page.js"),
];

/// What the page alone has: its data stand in it, and the browser keeps its corrections.
const OWN: [&str; 2] = [include_str!("kept.js"), include_str!("start.js")];

/// Gathers tagged files and writes the reader's page at the end.
pub struct Page<'a> {
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
    /// Of every file.
    reports: Vec<Vec<data::Report>>,
    counted: Counted,
}

impl<'a> Page<'a> {
    /// A page without reports.
    pub fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Self {
        Self { out, themes, reports: Vec::new(), counted: Counted::default() }
    }

    /// Writes the page, with what is known of years beside what the page counts itself.
    ///
    /// # Errors
    /// Where the destination fails.
    pub fn finish_with(self, years: &Years) -> Result<(), WriteError> {
        let data = self.data(years)?;
        let style = format!("{PAGE_STYLE}\n{}", page_colours(self.themes));
        let program = [PAGE_PROGRAM, &OWN].concat().concat();
        // Parts are put in one after the other and never looked through again: text of a report
        // cannot be taken for a place to put something.
        let mut shell = SHELL;
        for (place, part) in [
            ("/*style*/", &*style),
            ("<!--frame-->\n", PAGE_FRAME),
            ("/*data*/", &*data),
            ("/*program*/", &*program),
        ] {
            let (before, after) = shell.split_once(place).unwrap_or((shell, ""));
            self.out.write_all(before.as_bytes())?;
            self.out.write_all(part.as_bytes())?;
            shell = after;
        }
        Ok(self.out.write_all(shell.as_bytes())?)
    }

    /// The data as JSON: themes, reports and what is known of years.
    ///
    /// # Errors
    /// Where JSON cannot be made of them.
    pub fn data(&self, years: &Years) -> Result<String, WriteError> {
        let reports = self.shown().map(|(file, at)| &self.reports[file][at]);
        data::json(self.themes, &reports.collect::<Vec<_>>(), years)
    }

    /// The reports the data hold, in their order: the file as it was added, and the report in it.
    pub fn shown(&self) -> impl Iterator<Item = (usize, usize)> {
        let places = self.reports.iter().enumerate();
        let places = places.flat_map(|(file, reports)| (0..reports.len()).map(move |at| (file, at)));
        places.filter(|&(file, at)| self.counted.has(file, at))
    }
}

impl TagWriter for Page<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        self.counted.add_file(&file);
        self.reports.push(data::reports(&file));
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.finish_with(&Years::default())
    }
}

/// One CSS variable a theme, `--t0` and so on, as the three numbers of `rgb()`; lighter on dark ground.
pub fn page_colours(themes: &ThemeNames) -> String {
    let list = |strength: f64| {
        let colours = (0..themes.themes.len()).map(|theme| {
            let [_, red, green, blue] = tint(colour(themes, theme), strength).to_be_bytes();
            format!("--t{theme}:{red} {green} {blue};")
        });
        colours.collect::<String>()
    };
    format!(":root{{{}}}\n:root[data-look=dark]{{{}}}\n", list(1.0), list(0.62))
}

#[cfg(test)]
mod tests {
    use super::{PAGE_FRAME, Page, SHELL};
    use crate::fixture::{self, themes};
    use crate::{ShareInterval, TagWriter, TaggedFile, Years};

    fn page(file: TaggedFile) -> String {
        let themes = themes();
        let mut out = Vec::new();
        let mut page = Box::new(Page::new(&mut out, &themes));
        page.add(file).unwrap();
        page.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_text_of_a_report_gets_out_of_its_place() {
        let evil = fixture::tagged("a.txt", "松涛街道", "</script><script>alert(1)</script><!--/*program*/");
        let page = page(evil);
        assert!(!page.contains("alert(1)</script>"), "closing tags are escaped");
        assert_eq!(page.matches("<script").count(), 2, "one for the data, one for the program");
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(page.contains("/*program*/"), "what looks like a place to fill stays text");
    }

    #[test]
    fn a_workbench_gets_the_data_of_the_page_and_where_they_come_from() {
        let themes = themes();
        let mut out = Vec::new();
        let mut page = Page::new(&mut out, &themes);
        let mut empty = fixture::tagged_file();
        empty.tags.clear();
        empty.document.reports.clear();
        for file in [empty, fixture::tagged_file()] {
            page.add(file).unwrap();
        }
        assert_eq!(page.shown().collect::<Vec<_>>(), [(1, 0)], "a file without reports has none to show");
        let data = page.data(&Years::default()).unwrap();
        page.finish_with(&Years::default()).unwrap();
        assert!(String::from_utf8(out).unwrap().contains(&data));
    }

    #[test]
    fn intervals_of_shares_stand_in_the_data_where_there_are_any() {
        let themes = themes();
        let page = |years: &Years| {
            let mut out = Vec::new();
            let mut page = Page::new(&mut out, &themes);
            page.add(fixture::tagged_file()).unwrap();
            page.finish_with(years).unwrap();
            String::from_utf8(out).unwrap()
        };
        let interval = ShareInterval { unit: None, year: 2023, theme: 1, share: 0.2, low: 0.125, high: 0.25 };
        let with = page(&Years { intervals: vec![interval], ..Years::default() });
        let told = r#""years":{"words":[],"intervals":[{"year":2023,"theme":1,"share":0.2,"low":0.125,"high":0.25}]}}"#;
        assert!(with.contains(told));
        assert!(page(&Years::default()).contains(r#""years":{"words":[]}}"#));
    }

    #[test]
    fn the_frame_is_well_formed_and_has_every_place_once() {
        let shell = SHELL.replace("<!--frame-->", PAGE_FRAME);
        let mut reader = quick_xml::Reader::from_str(&shell);
        reader.config_mut().check_end_names = true;
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        for place in ["/*style*/", "<!--frame-->", "/*data*/", "/*program*/"] {
            assert_eq!(SHELL.matches(place).count(), 1, "{place}");
        }
    }

    #[test]
    fn the_page_asks_nothing_of_the_network() {
        let page = page(fixture::tagged_file());
        for sign in ["http://", "https://", "src=", "@import", "url(", "fetch("] {
            assert!(!page.contains(sign), "{sign}");
        }
    }
}
