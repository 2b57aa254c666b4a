//! Tags a text, or the files named, with the built-in model.
//!
//! `cargo run -p gongwen --example tag_text [FILE…]`

use gongwen::write::TaggedFile;
use gongwen::{Error, Tagger};

const REPORT: &str = "\
柳荫街道2023年工作总结
一、消防。检查楼道四百处，整改火灾隐患86处，组织灭火演练12次。
二、养老。新建老年食堂三处，为失能老人上门理发二百人次。
三、招商。走访企业七十家，签约项目四个。
";

fn main() -> Result<(), Error> {
    let tagger = Tagger::built_in()?;
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        print(&tagger, &tagger.tag_text(REPORT)?);
    }
    for file in files {
        print(&tagger, &tagger.tag_file(file)?);
    }
    Ok(())
}

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn print(tagger: &Tagger, tagged: &TaggedFile) {
    let themes = tagger.names().themes;
    for (report, paragraph, tag) in tagged.paragraphs() {
        let words: Vec<&str> = tag.evidence.iter().map(|(word, _)| &**word).collect();
        println!(
            "{}  {}  {:.0}%  {}  [{}]",
            report.unit.as_deref().unwrap_or("?"),
            themes[tag.theme].zh,
            tag.confidence * 100.0,
            paragraph.text,
            words.join(" ")
        );
    }
}
