//! Tables opened back with other libraries: what was written is what they read.

#[cfg(feature = "xlsx")]
use std::io::Cursor;

#[cfg(feature = "xlsx")]
use calamine::{Data, Reader, Xlsx};
use gongwen_parse::{Options, parse};
use gongwen_write::{
    Collection, Doubtful, Excerpt, Group, Item, OutputFormat, Tag, TaggedFile, Theme, ThemeNames, Topic,
    WriteError, tag_writer, text_check, write_doubtful,
};

fn themes() -> ThemeNames {
    let theme = |id: &str, zh: &str| Theme { id: id.into(), zh: zh.into(), en: id.into() };
    let topic = |id: &str, zh: &str, theme| Topic { id: id.into(), zh: zh.into(), en: id.into(), theme };
    ThemeNames {
        themes: vec![theme("safety", "安全"), theme("other", "其他")],
        topics: vec![topic("safety", "安全", 0), topic("rural", "乡村振兴", 1)],
    }
}

fn file(name: &str, unit: &str) -> TaggedFile {
    let source = format!(
        "{unit}2023年工作总结\n一、抓安全\n=1+1是公式的样子，\"引号\"和逗号,都在，排查隐患120处。\n\
         二、抓春耕\n播种3万亩。\n"
    );
    let document = parse(&source, &Options::default());
    let tag = |theme, confidence| Tag {
        theme,
        topic: theme,
        confidence,
        unsure: confidence < 0.5,
        themes: vec![(theme, confidence)],
        evidence: vec![("隐患".to_owned(), 1.25)],
        ..Tag::default()
    };
    assert_eq!(document.paragraphs().count(), 2);
    TaggedFile { name: name.to_owned(), document, tags: vec![tag(0, 0.97), tag(1, 0.4)], again: Vec::new() }
}

fn written(format: OutputFormat) -> Result<Vec<u8>, WriteError> {
    let themes = themes();
    let mut out = Vec::new();
    let mut writer = tag_writer(format, &mut out, &themes)?;
    writer.add(file("甲.txt", "松涛街道"))?;
    writer.add(file("乙.txt", "云岭镇"))?;
    writer.finish()?;
    Ok(out)
}

#[test]
fn csv_opens_in_excel_and_reads_back() {
    let bytes = written(OutputFormat::Csv).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').expect("a byte-order mark");
    assert!(text.starts_with("文件,报告,单位,") && text.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let column = |name: &str, headers: &csv::StringRecord| headers.iter().position(|h| h == name).unwrap();
    let headers = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    let cell = |row: usize, name| rows[row].get(column(name, &headers)).unwrap();
    // No formula to the program that opens it.
    assert_eq!(cell(0, "正文"), "'=1+1是公式的样子，\"引号\"和逗号,都在，排查隐患120处。");
    assert_eq!((cell(0, "主题"), cell(0, "主题代码"), cell(0, "置信度")), ("安全", "safety", "0.970"));
    assert_eq!((cell(1, "主题"), cell(1, "主题代码")), ("存疑", "unsure"));
    assert_eq!(cell(2, "单位"), "云岭镇");
    // The way back: an empty last column, and before it what tells the row its own text.
    assert_eq!(headers.iter().rev().take(2).collect::<Vec<_>>(), ["更正", "校验"]);
    assert_eq!((cell(0, "更正"), cell(0, "校验")), ("", &*text_check(&cell(0, "正文")[1..])));
    // Offsets are code points of the source: title, heading and two line breaks come before.
    let start: usize = cell(0, "起").parse().unwrap();
    assert_eq!(start, "松涛街道2023年工作总结\n一、抓安全\n".chars().count());
}

/// Edited by hand, the text would be a formula but for this mark.
#[test]
#[cfg(all(feature = "xlsx", feature = "docx"))]
fn texts_of_a_workbook_that_begin_as_formulas_are_quoted() {
    let mut archive = zip::ZipArchive::new(Cursor::new(written(OutputFormat::Xlsx).unwrap())).unwrap();
    let styles = std::io::read_to_string(archive.by_name("xl/styles.xml").unwrap()).unwrap();
    assert_eq!(styles.matches("quotePrefix=\"1\"").count(), 1, "the one text that begins so");
}

#[test]
#[cfg(feature = "xlsx")]
fn xlsx_holds_the_rows_of_the_csv_and_a_summary() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(OutputFormat::Xlsx).unwrap())).unwrap();
    assert_eq!(book.sheet_names(), ["段落", "汇总"]);
    let sheet = book.worksheet_range("段落").unwrap();
    let csv_bytes = written(OutputFormat::Csv).unwrap();
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(&csv_bytes[3..]);
    for (row, record) in sheet.rows().zip(csv.records().map(Result::unwrap)) {
        assert_eq!(row.len(), record.len());
        for (cell, text) in row.iter().zip(&record) {
            match cell {
                Data::Float(number) => assert!((number - text.parse::<f64>().unwrap()).abs() < 0.005),
                // A string cell is none, whatever it begins with.
                Data::String(string) => assert_eq!(string, text.trim_start_matches('\'')),
                Data::Empty => assert_eq!(text, ""),
                other => panic!("unexpected cell {other:?}"),
            }
        }
    }
    assert_eq!(sheet.height(), 5);

    let summary = book.worksheet_range("汇总").unwrap();
    let rows: Vec<&[Data]> = summary.rows().collect();
    let row = |name: &str| *rows.iter().find(|row| row[0] == Data::String(name.to_owned())).unwrap();
    assert_eq!(row("安全")[1], Data::Float(2.0));
    assert_eq!(row("存疑")[1], Data::Float(2.0));
    assert_eq!(row("合计")[1], Data::Float(4.0));
    assert_eq!(row("云岭镇2023年工作总结")[1], Data::String("云岭镇".to_owned()));
}

/// A result, a plan, and a paragraph of a report that tells no year.
fn years() -> TaggedFile {
    let source = "松涛街道2023年工作总结和2024年工作思路\n一、2023年工作总结\n（一）修路。修路3公里。\n\
                  二、2024年工作思路\n（一）种粮。播种3万亩。\n\n云岭镇工作总结\n一、修路。修路5公里。\n";
    let document = parse(source, &Options::default());
    let tags = document.paragraphs().map(|_| Tag { confidence: 0.9, ..Tag::default() }).collect();
    TaggedFile { name: "甲.txt".to_owned(), document, tags, again: Vec::new() }
}

/// Not all years that a report speaks of, `2023、2024`, which tell nobody what is planned and what done.
#[test]
fn the_year_is_the_paragraphs_own() {
    let themes = themes();
    let written = |format| {
        let mut out = Vec::new();
        let mut writer = tag_writer(format, &mut out, &themes).unwrap();
        writer.add(years()).unwrap();
        writer.finish().unwrap();
        out
    };
    let bytes = written(OutputFormat::Csv);
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let at = table.headers().unwrap().iter().position(|name| name == "年份").expect("a column of years");
    let column: Vec<String> = table.records().map(|row| row.unwrap()[at].to_owned()).collect();
    assert_eq!(column, ["2023", "2024", ""]);
    let page = String::from_utf8(written(OutputFormat::Html)).unwrap();
    assert_eq!(page.matches(r#""year":2024"#).count(), 1);
    #[cfg(feature = "xlsx")]
    {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(OutputFormat::Xlsx))).unwrap();
        let sheet = book.worksheet_range("段落").unwrap();
        let column: Vec<Data> = sheet.rows().skip(1).map(|row| row[at].clone()).collect();
        assert_eq!(column, [Data::Float(2023.0), Data::Float(2024.0), Data::Empty]);
    }
}

#[test]
#[cfg(feature = "xlsx")]
fn the_summary_of_a_collection_counts_units_parts_and_years() {
    let files = [file("甲.txt", "松涛街道"), file("乙.txt", "云岭镇")];
    let mut bytes = Vec::new();
    collection(&files).write(OutputFormat::Xlsx, &mut bytes, &themes()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let summary = book.worksheet_range("汇总").unwrap();
    let line =
        |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").trim().to_owned();
    let lines: Vec<String> = summary.rows().map(line).filter(|line| !line.is_empty()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// Whoever corrects chooses from a list, or types several.
#[test]
#[cfg(all(feature = "xlsx", feature = "docx"))]
fn the_last_column_of_a_workbook_offers_the_themes() {
    let mut archive = zip::ZipArchive::new(Cursor::new(written(OutputFormat::Xlsx).unwrap())).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    let (_, offered) = sheet.split_once("<dataValidation ").expect("a list");
    assert!(offered.contains("sqref=\"T2:T5\"") && !offered.contains("showErrorMessage"), "{offered}");
    assert!(offered.contains("<formula1>\"安全,其他,乡村振兴\"</formula1>"), "{offered}");
}

#[test]
fn paragraphs_worth_a_look_are_rows_with_a_reason() {
    let files = [file("甲.txt", "松涛街道")];
    let (report, paragraph, tag) = files[0].paragraphs().nth(1).expect("a paragraph");
    let excerpt = Excerpt { file: &files[0], report, paragraph, tag };
    let (reason, before) = ("拿不准".to_owned(), "=1+1".to_owned());
    let rows = [Doubtful { excerpt, reason, before, behind: String::new() }];
    let mut bytes = Vec::new();
    write_doubtful(OutputFormat::Csv, &mut bytes, &rows, &themes()).unwrap();
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
    let table: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let [names, row] = &table[..] else { panic!("a header and a row: {table:?}") };
    assert_eq!((&names[0], names.iter().next_back()), ("理由", Some("更正")));
    assert_eq!((&row[0], &row[names.len() - 4]), ("拿不准", "'=1+1"));
    let error = write_doubtful(OutputFormat::Html, &mut Vec::new(), &rows, &themes()).unwrap_err();
    assert!(matches!(error, WriteError::NoTable { .. }), "{error}");
}

#[test]
#[cfg(feature = "xlsx")]
fn the_same_rows_give_the_same_workbook() {
    assert_eq!(written(OutputFormat::Xlsx).unwrap(), written(OutputFormat::Xlsx).unwrap());
}

/// Each file's first paragraph, grouped by unit.
fn collection(files: &[TaggedFile]) -> Collection<'_> {
    let groups = files.iter().map(|file| {
        let (report, paragraph, tag) = file.paragraphs().next().expect("a paragraph");
        let item = Item { excerpt: Excerpt { file, report, paragraph, tag }, folded: Vec::new() };
        Group { title: item.excerpt.unit().to_owned(), parts: vec![(paragraph.part, vec![item])] }
    });
    Collection { title: "安全".to_owned(), groups: groups.collect(), reports: files.len() }
}

#[test]
#[cfg(feature = "xlsx")]
fn a_collection_is_a_workbook_too() {
    let files = [file("甲.txt", "松涛街道"), file("乙.txt", "云岭镇")];
    let mut bytes = Vec::new();
    collection(&files).write(OutputFormat::Xlsx, &mut bytes, &themes()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("段落").unwrap();
    let groups: Vec<&Data> = sheet.rows().skip(1).map(|row| &row[0]).collect();
    assert_eq!(groups, [&Data::String("松涛街道".to_owned()), &Data::String("云岭镇".to_owned())]);
}

#[test]
fn a_collection_is_json_lines_too() {
    let files = [file("甲.txt", "松涛街道"), file("乙.txt", "云岭镇")];
    let mut lines = Vec::new();
    collection(&files).write(OutputFormat::Jsonl, &mut lines, &themes()).unwrap();
    let lines: Vec<serde_json::Value> = std::str::from_utf8(&lines)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["group"], "云岭镇");
    assert_eq!(lines[1]["theme"], "safety");
}

#[test]
#[cfg(not(any(feature = "docx", feature = "xlsx")))]
fn formats_left_out_say_so() {
    for format in [OutputFormat::Docx, OutputFormat::Xlsx] {
        assert!(!format.is_available());
        let of_tags = written(format).unwrap_err();
        let of_collection = collection(&[]).write(format, &mut Vec::new(), &themes()).unwrap_err();
        for error in [of_tags, of_collection] {
            assert!(matches!(error, WriteError::LeftOut { format: found } if found == format), "{error}");
        }
    }
    let error = gongwen_write::Paper::default().write_docx(&mut Vec::new()).unwrap_err();
    insta::assert_snapshot!(error, @"this build writes no docx; build gongwen-write with its feature `docx`");
}

#[cfg(feature = "xlsx")]
#[test]
fn without_themes_and_texts_there_is_nothing_to_draw() {
    let themes = ThemeNames { themes: Vec::new(), topics: Vec::new() };
    let mut out = Vec::new();
    tag_writer(OutputFormat::Xlsx, &mut out, &themes).unwrap().finish().unwrap();
    let empty = ThemeNames { themes: Vec::new(), topics: Vec::new() };
    let mut with_texts = Vec::new();
    let mut writer = tag_writer(OutputFormat::Xlsx, &mut with_texts, &empty).unwrap();
    let sure = |tag: Tag| Tag { unsure: false, themes: Vec::new(), ..tag };
    let file = file("甲.txt", "松涛街道");
    let tags = file.tags.iter().cloned().map(sure).collect();
    writer.add(TaggedFile { tags, ..file }).unwrap();
    writer.finish().unwrap();
    let collection = Collection { title: "空集".to_owned(), groups: Vec::new(), reports: 0 };
    let mut collected = Vec::new();
    collection.write(OutputFormat::Xlsx, &mut collected, &empty).unwrap();
    for bytes in [out, with_texts, collected] {
        Xlsx::new(Cursor::new(bytes)).unwrap();
    }
}
