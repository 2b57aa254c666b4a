//! Styles and fonts.

use super::package::{DECLARATION, NAMESPACES};

/// A font as GB/T 9704 names it, and what to show where it is not installed.
struct Font {
    name: &'static str,
    instead: &'static str,
}

const TITLE: Font = Font { name: "方正小标宋简体", instead: "华文中宋" };
const BLACK: Font = Font { name: "黑体", instead: "SimHei" };
const KAI: Font = Font { name: "楷体_GB2312", instead: "楷体" };
const FANG: Font = Font { name: "仿宋_GB2312", instead: "仿宋" };
const SONG: Font = Font { name: "宋体", instead: "SimSun" };

/// Exact line spacing of text, in twentieths of a point: 22 lines in 225 mm.
pub(super) const LINE: u32 = 579;
/// Exact line spacing of titles, in twentieths of a point.
const TITLE_LINE: u32 = 700;

/// Size of text, in half-points: 3号.
const TEXT_SIZE: u32 = 32;
/// What text of 16 pt is set closer by, in twentieths of a point, so that 28 characters fit 156 mm (442.2 pt).
const CLOSER: i32 = -5;

/// A paragraph style; sizes in half-points.
struct Style {
    id: &'static str,
    name: &'static str,
    font: Font,
    size: u32,
    bold: bool,
    /// Hexadecimal colour, or `auto`.
    colour: &'static str,
    /// Its `w:pPr`, without the tags.
    paragraph: String,
}

fn style_list() -> Vec<Style> {
    let indent = r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#;
    let heading = |level: u32| format!(r#"<w:keepNext/>{indent}<w:outlineLvl w:val="{level}"/>"#);
    let title = format!(
        r#"<w:keepNext/><w:spacing w:before="{LINE}" w:after="{LINE}" w:line="{TITLE_LINE}" w:lineRule="exact"/><w:jc w:val="center"/>"#
    );
    let subtitle = format!(r#"<w:spacing w:after="{LINE}"/><w:jc w:val="center"/>"#);
    let note = r#"<w:spacing w:after="160" w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="480"/>"#;
    let table_text =
        r#"<w:snapToGrid w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/><w:jc w:val="left"/>"#;
    let style = |id, name, font, size, bold, colour, paragraph| Style {
        id,
        name,
        font,
        size,
        bold,
        colour,
        paragraph,
    };
    vec![
        style("Title", "Title", TITLE, 44, false, "auto", title),
        style("Subtitle", "Subtitle", KAI, 28, false, "auto", subtitle),
        style("Heading1", "heading 1", BLACK, TEXT_SIZE, false, "auto", heading(0)),
        style("Heading2", "heading 2", KAI, TEXT_SIZE, false, "auto", heading(1)),
        style("Heading3", "heading 3", FANG, TEXT_SIZE, true, "auto", heading(2)),
        style("Heading4", "heading 4", FANG, TEXT_SIZE, false, "auto", heading(3)),
        style("BodyText", "Body Text", FANG, TEXT_SIZE, false, "auto", indent.to_owned()),
        style("Note", "Note", KAI, 24, false, "595959", note.to_owned()),
        style("TableText", "Table Text", FANG, 18, false, "auto", table_text.to_owned()),
        style("Footer", "footer", SONG, 28, false, "auto", String::new()),
    ]
}

/// The style of a heading's level; levels beyond the fourth look like it.
pub(super) fn heading(level: u8) -> String {
    format!("Heading{}", level.clamp(1, 4))
}

/// `word/styles.xml`: text, headings, and the character styles of run-in headings.
pub(super) fn styles() -> String {
    let mut xml = format!(
        r#"{DECLARATION}
<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>"#,
        run_properties(&FANG, TEXT_SIZE, false, "auto")
    );
    for style in style_list() {
        let run = run_properties(&style.font, style.size, style.bold, style.colour);
        xml.push_str(&format!(
            r#"
<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#,
            style.id, style.name, style.paragraph
        ));
        if style.id.starts_with("Heading") {
            xml.push_str(&format!(
                r#"
<w:style w:type="character" w:customStyle="1" w:styleId="{0}RunIn"><w:name w:val="{1} run-in"/><w:rPr>{run}</w:rPr></w:style>"#,
                style.id, style.name
            ));
        }
    }
    xml.push_str("\n</w:styles>");
    xml
}

fn run_properties(font: &Font, size: u32, bold: bool, colour: &str) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    let closer = if size == TEXT_SIZE { CLOSER } else { 0 };
    format!(
        r#"<w:rFonts w:ascii="{0}" w:eastAsia="{0}" w:hAnsi="{0}" w:cs="Times New Roman"/>{bold}<w:color w:val="{colour}"/><w:spacing w:val="{closer}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#,
        font.name
    )
}

/// `word/fontTable.xml`: what to show where a font is not installed.
pub(super) fn font_table() -> String {
    let fonts = [TITLE, BLACK, KAI, FANG, SONG].map(|font| {
        format!(
            r#"<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="86"/></w:font>"#,
            font.name, font.instead
        )
    });
    format!("{DECLARATION}\n<w:fonts {NAMESPACES}>{}</w:fonts>", fonts.concat())
}
