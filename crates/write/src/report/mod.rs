//! The reader's page: one html file with its style, its program and its data in it.

mod data;

use std::io::Write;

use crate::palette::{colour, tint};
use crate::{Counted, TagWriter, TaggedFile, ThemeNames, WriteError, Years};

const SHELL: &str = include_str!("page.html");
const STYLE: &str = concat!(include_str!("page.css"), include_str!("years.css"));
/// The program, in the order it runs.
const PROGRAM: [&str; 17] = [
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
    include_str!("page.js"),
];

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
        let counted = self.reports.iter().enumerate().flat_map(|(file, reports)| {
            let counted = &self.counted;
            reports.iter().enumerate().filter(move |(at, _)| counted.has(file, *at)).map(|(_, report)| report)
        });
        let data = data::json(self.themes, &counted.collect::<Vec<_>>(), years)?;
        let style = format!("{STYLE}\n{}", colours(self.themes));
        let program = PROGRAM.concat();
        // Parts are put in one after the other and never looked through again: text of a report
        // cannot be taken for a place to put something.
        let mut shell = SHELL;
        for (place, part) in [("/*style*/", &style), ("/*data*/", &data), ("/*program*/", &program)] {
            let (before, after) = shell.split_once(place).unwrap_or((shell, ""));
            self.out.write_all(before.as_bytes())?;
            self.out.write_all(part.as_bytes())?;
            shell = after;
        }
        Ok(self.out.write_all(shell.as_bytes())?)
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
fn colours(themes: &ThemeNames) -> String {
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
    use super::{Page, SHELL};
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
    fn intervals_of_shares_stand_in_the_data_where_there_are_any() {
        let themes = themes();
        let page = |years: &Years| {
            let mut out = Vec::new();
            let mut page = Page::new(&mut out, &themes);
            page.add(fixture::tagged_file()).unwrap();
            page.finish_with(years).unwrap();
            String::from_utf8(out).unwrap()
        };
        let interval = ShareInterval { unit: None, year: 2023, theme: 1, low: 0.125, high: 0.25 };
        let with = page(&Years { intervals: vec![interval], ..Years::default() });
        let told = r#""years":{"words":[],"intervals":[{"year":2023,"theme":1,"low":0.125,"high":0.25}]}}"#;
        assert!(with.contains(told));
        assert!(page(&Years::default()).contains(r#""years":{"words":[]}}"#));
    }

    #[test]
    fn the_frame_is_well_formed_and_has_every_place_once() {
        let mut reader = quick_xml::Reader::from_str(SHELL);
        reader.config_mut().check_end_names = true;
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        for place in ["/*style*/", "/*data*/", "/*program*/"] {
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
