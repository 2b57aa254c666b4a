fn main() -> Result<(), gongwen::Error> {
    let tagger = gongwen::Tagger::built_in()?;
    let themes = tagger.names().themes;
    for (_, paragraph, tag) in tagger.tag_file("data/samples/street-2023-messy.txt")?.paragraphs() {
        println!("{} {:.0}% {}", themes[tag.theme].zh, tag.confidence * 100.0, paragraph.text);
    }
    Ok(())
}
