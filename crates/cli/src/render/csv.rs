//! Tags as a table that opens right in Excel: UTF-8 with byte-order mark, a row a paragraph.

use std::io::Write;

use anyhow::Result;
use gongwen_classifier::ThemeSet;
use gongwen_parse::{CodePoints, Part};

use crate::tagging::TaggedFile;

const HEADER: [&str; 16] = [
    "文件",
    "报告",
    "单位",
    "年份",
    "部分",
    "标题",
    "序号",
    "主题",
    "主题代码",
    "细分主题",
    "置信度",
    "其他主题",
    "依据",
    "正文",
    "起",
    "止",
];

/// Writes the byte-order mark and the names of the columns.
pub(crate) fn header(out: &mut dyn Write) -> Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    row(out, HEADER)
}

/// Writes the rows of a file.
pub(crate) fn tags(
    out: &mut dyn Write,
    tagged: &TaggedFile,
    themes: &ThemeSet,
    min_confidence: f64,
) -> Result<()> {
    let points = CodePoints::new(&tagged.file.document.source);
    for (report, paragraph, tag) in tagged.iter() {
        let answer = &tag.answer;
        let group = &themes.groups()[answer.group];
        let unsure = answer.confidence < min_confidence;
        let (zh, id) = if unsure { ("存疑", "unsure") } else { (group.zh.as_str(), group.id.as_str()) };
        let others = answer.above.iter().filter(|&&g| g != answer.group);
        let others: Vec<&str> = others.map(|&g| themes.groups()[g].zh.as_str()).collect();
        let years: Vec<String> = report.years.iter().map(u16::to_string).collect();
        let words: Vec<&str> = tag.evidence.iter().map(|(word, _)| word.as_str()).collect();
        let (start, end) = points.of(paragraph.span);
        row(
            out,
            [
                tagged.file.name.as_str(),
                report.title.as_deref().unwrap_or_default(),
                report.unit.as_deref().unwrap_or_default(),
                &years.join("、"),
                part(paragraph.part),
                &paragraph.path.join(" › "),
                &paragraph.marker,
                zh,
                id,
                &themes.themes()[answer.theme].zh,
                &format!("{:.2}", answer.confidence),
                &others.join("、"),
                &words.join(" "),
                &paragraph.text,
                &start.to_string(),
                &end.to_string(),
            ],
        )?;
    }
    Ok(())
}

/// The Chinese name of a part.
pub(crate) fn part(part: Part) -> &'static str {
    match part {
        Part::Opening => "开头",
        Part::Done => "成效",
        Part::Problem => "问题",
        Part::Plan => "计划",
    }
}

fn row<'a>(out: &mut dyn Write, cells: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(cells)?;
    writer.flush()?;
    Ok(())
}
