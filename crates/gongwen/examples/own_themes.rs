//! Trains a model on themes of one's own and tags a text with it.
//!
//! `cargo run -p gongwen --example own_themes`

use gongwen::classifier::ThemeSet;
use gongwen::settings::AnswerSettings;
use gongwen::{LabelledText, Recipe, Tagger};

/// Two themes; what is said of repairs counts as roads. Written to a file it is what `--themes` takes.
const THEMES: &str = r#"
    [[group]]
    id = "roads"
    zh = "道路"

    [[group]]
    id = "water"
    zh = "供水"

    [[theme]]
    id = "new-roads"
    group = "roads"
    zh = "道路新建"

    [[theme]]
    id = "repairs"
    group = "roads"
    zh = "道路养护"

    [[theme]]
    id = "water"
    zh = "供水"
"#;

const LABELLED: [(&str, &str); 9] = [
    ("new-roads", "新建农村公路十二公里，打通断头路两条。"),
    ("new-roads", "环湖公路开工建设，路基完成三公里。"),
    ("new-roads", "新建公路桥一座，路面贯通。"),
    ("repairs", "修补坑槽路面四百处，清理边沟。"),
    ("repairs", "完成路面养护六十公里，更换护栏。"),
    ("repairs", "汛期抢修塌方路段五处，修补路面。"),
    ("water", "改造供水管网三十公里，水质达标。"),
    ("water", "新建水厂一座，日供水两万吨。"),
    ("water", "更换老旧水表三千只，漏损率下降。"),
];

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let themes = ThemeSet::from_toml(THEMES)?;
    let labelled = LABELLED.map(|(topic, text)| LabelledText::new(&themes, text, topic));
    let labelled = labelled.into_iter().collect::<Result<Vec<_>, _>>()?;

    let model = Recipe { themes, ..Recipe::default() }.train(&labelled)?;

    let tagger = Tagger::new(model, AnswerSettings::default())?;
    let tagged = tagger.tag_text("一、公路。修补公路路面两处。\n二、水务。改造水厂，供水水质提升。\n")?;
    let names = tagger.names();
    for (_, paragraph, tag) in tagged.paragraphs() {
        println!("{} › {}  {}", names.themes[tag.theme].zh, names.topics[tag.topic].zh, paragraph.text);
    }
    let found: Vec<&str> = tagged.tags.iter().map(|tag| &*names.themes[tag.theme].id).collect();
    assert_eq!(found, ["roads", "water"]);
    Ok(())
}
