//! Files that are broken or mean harm: an error that says so, never a panic, never a full disk.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};
use std::sync::Arc;
#[cfg(feature = "pdf")]
use std::sync::Mutex;
use std::time::Duration;

use gongwen_read::{Isolation, IsolationError, Limits, ReadOptions, read_all, read_bytes};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMES: &[&str] = &[
    "ordinary.docx",
    "numbering.docx",
    "changes.docx",
    "form.docx",
    #[cfg(feature = "pdf")]
    "ordinary.pdf",
    #[cfg(feature = "pdf")]
    "unembedded.pdf",
    "page.htm",
    "report.md",
    "batch.zip",
];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(document: &str) -> Vec<u8> {
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

fn with_limits(limits: Limits) -> ReadOptions {
    ReadOptions { limits, ..Default::default() }
}

/// What reading gives, one line a document.
fn outcomes(name: &str, bytes: &[u8], options: &ReadOptions) -> String {
    let readings = read_all(name, bytes, options).into_iter();
    let lines = readings.map(|reading| match reading.source {
        Ok(source) => format!("{}: {} characters", reading.name, source.text.chars().count()),
        Err(error) => {
            assert_eq!(error.name, reading.name);
            error.to_string()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

#[test]
#[cfg(feature = "pdf")]
fn broken_and_malicious_documents_are_refused() {
    let options = ReadOptions::default();
    let deep = "<w:p>".repeat(300);
    let laughs = "<!DOCTYPE d [<!ENTITY a '哈哈'><!ENTITY b '&a;&a;&a;'>]>";
    let documents = [
        ("cut.docx", fixture("ordinary.docx")[..20_000].to_vec()),
        ("no-document.docx", zip(&[("[Content_Types].xml", b"<Types/>")])),
        ("blank.docx", docx(&format!("<w:document {W}><w:body><w:p/></w:body></w:document>"))),
        ("unclosed.docx", docx(&format!("<w:document {W}><w:body><w:p>"))),
        ("crossed.docx", docx(&format!("<w:document {W}><w:p></w:document></w:p>"))),
        ("laughs.docx", docx(&format!("{laughs}<w:document {W}><w:p><w:t>&b;</w:t></w:p></w:document>"))),
        ("deep.docx", docx(&format!("<w:document {W}>{deep}"))),
        ("book.xlsx", zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>")])),
        ("deep.html", "<div>".repeat(300).into_bytes()),
        ("deeper.html", "<div>".repeat(100_000).into_bytes()),
        ("cut.pdf", fixture("ordinary.pdf")[..3_000].to_vec()),
        ("header-only.pdf", b"%PDF-1.7\n".to_vec()),
    ];
    let shown: Vec<_> = documents.iter().map(|(name, bytes)| outcomes(name, bytes, &options)).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn archives_give_every_document_and_every_failure() {
    insta::assert_snapshot!(outcomes("batch.zip", &fixture("batch.zip"), &ReadOptions::default()));
    let error = read_bytes("batch.zip", &fixture("batch.zip"), &ReadOptions::default()).unwrap_err();
    insta::assert_snapshot!(error, @"batch.zip: is an archive of several files, not one document; read them all or unpack it");
}

#[test]
#[cfg(feature = "pdf")]
fn limits_of_archives_hold() {
    let report = "一、安全生产。".repeat(100);
    let text = report.as_bytes();
    let inner = zip(&[("丁.txt", text)]);
    let middle = zip(&[("inner.zip", &inner)]);
    let outer = zip(&[("middle.zip", &middle), ("甲.txt", text)]);
    let bomb = zip(&[("零.txt", &vec![b'0'; 4 << 20])]);
    let shown = [
        outcomes("nested.zip", &outer, &ReadOptions::default()),
        outcomes("nested.zip", &outer, &with_limits(Limits { archive_depth: 2, ..Default::default() })),
        outcomes("bomb.zip", &bomb, &with_limits(Limits { unpacked_bytes: 1 << 20, ..Default::default() })),
        outcomes("many.zip", &outer, &with_limits(Limits { members: 3, ..Default::default() })),
        // A fixture: the size of what is packed here depends on the compressor the build has.
        outcomes(
            "large.zip",
            &fixture("batch.zip"),
            &with_limits(Limits { file_bytes: 100, ..Default::default() }),
        ),
        outcomes("photos.zip", &zip(&[("一.jpg", b"x"), ("readme", b"x")]), &ReadOptions::default()),
        outcomes(
            "bomb.docx",
            &docx(&"x".repeat(2 << 20)),
            &with_limits(Limits { unpacked_bytes: 1 << 20, ..Default::default() }),
        ),
        outcomes(
            "bomb.pdf",
            &fixture("ordinary.pdf"),
            &with_limits(Limits { unpacked_bytes: 10_000, ..Default::default() }),
        ),
    ];
    insta::assert_snapshot!(shown.join("\n"));
}

/// Nor is anything looked at that follows: no budget is left for it.
#[test]
fn an_archive_that_unpacks_too_far_ends_there() {
    let report = "一、安全生产。".as_bytes();
    let long = "0".repeat(600_000).into_bytes();
    let inner = zip(&[("丁.txt", &long)]);
    let archive = zip(&[("a.zip", &inner), ("b.txt", &long), ("c.txt", report)]);
    let options = with_limits(Limits { unpacked_bytes: 1 << 20, ..Default::default() });
    insta::assert_snapshot!(outcomes("n.zip", &archive, &options), @r"
    n.zip/a.zip/丁.txt: 600000 characters
    n.zip: unpacks to more than 1048576 bytes; raise the limit if you trust the file
    ");
}

/// A document with parts that its relations name by their own names.
fn docx_with(document: &str, parts: &[(&str, String)]) -> Vec<u8> {
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |(name, _): &(&str, String)| {
        format!("<Relationship Id='{name}' Type='{TYPES}/{name}' Target='{name}.xml'/>")
    };
    let relations: String = parts.iter().map(relation).collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let document = format!("<w:document {W}><w:body>{document}</w:body></w:document>");
    let paths: Vec<String> = parts.iter().map(|(name, _)| format!("word/{name}.xml")).collect();
    let mut members = vec![
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ];
    members.extend(paths.iter().zip(parts).map(|(path, (_, part))| (path.as_str(), part.as_bytes())));
    zip(&members)
}

/// What stands once in a document and is referred to by every paragraph makes no long text of a short file.
#[test]
fn small_documents_stay_small() {
    let text = |document: &str, parts: &[(&str, String)]| {
        let source = read_bytes("a.docx", &docx_with(document, parts), &ReadOptions::default()).unwrap();
        (source.text.len(), source.hints.iter().filter_map(|hint| hint.style.as_ref()).count())
    };
    let long = "字".repeat(100_000);
    let note = format!(
        "<w:footnotes {W}><w:footnote w:id='1'><w:p><w:r><w:t>{long}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let paragraph = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id='1'/></w:r></w:p>";
    // The note once, and a line of four bytes a paragraph.
    assert_eq!(text(&paragraph.repeat(1_000), &[("footnotes", note)]).0, 300_001 + 4_000);

    let style = format!(
        "<w:styles {W}><w:style w:type='paragraph' w:styleId='a'><w:name w:val='{long}'/></w:style></w:styles>"
    );
    let paragraph = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>";
    assert_eq!(text(&paragraph.repeat(1_000), &[("styles", style)]), (4_000, 0));

    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='%1{long}'/></w:lvl>\
         </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    );
    let paragraph =
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>";
    assert_eq!(text(&paragraph.repeat(1_000), &[("numbering", numbering)]).0, 4_000);
}

#[test]
fn limits_of_documents_hold() {
    let limits = Limits { text_bytes: 3_000, lines: 100, ..Default::default() };
    let options = with_limits(limits);
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let text = "字".repeat(700);
    let shown = [
        outcomes("text.docx", &docx_with(&paragraph(&"字".repeat(2_000)), &[]), &options),
        outcomes("texts.docx", &docx_with(&paragraph(&"字".repeat(20)).repeat(60), &[]), &options),
        outcomes("paragraphs.docx", &docx_with(&"<w:p/>".repeat(200), &[]), &options),
        outcomes("cells.docx", &docx_with(&"<w:tc/>".repeat(200), &[]), &options),
        outcomes("text.txt", "字".repeat(2_000).as_bytes(), &options),
        outcomes("lines.txt", "字\n".repeat(200).as_bytes(), &options),
        outcomes("signs.md", "*字*".repeat(500).as_bytes(), &options),
        outcomes("quotations.md", ">".repeat(500).as_bytes(), &ReadOptions::default()),
        outcomes("elements.html", "<br>".repeat(1_000).as_bytes(), &options),
        outcomes(
            "texts.zip",
            &zip(&["a.txt", "b.txt", "c.txt"].map(|name| (name, text.as_bytes()))),
            &options,
        ),
    ];
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn members_of_one_name_are_all_read() {
    // The writer knows better than to write a name twice.
    let mut archive = zip(&[("总结1.txt", "甲乙丙".as_bytes()), ("总结2.txt", "丁戊".as_bytes())]);
    let (from, to) = ("总结2".as_bytes(), "总结1".as_bytes());
    let places: Vec<usize> = (0..archive.len()).filter(|&at| archive[at..].starts_with(from)).collect();
    for at in places {
        archive[at..at + to.len()].copy_from_slice(to);
    }
    insta::assert_snapshot!(outcomes("a.zip", &archive, &ReadOptions::default()), @r"
    a.zip/总结1.txt: 3 characters
    a.zip/总结1 (2).txt: 2 characters
    ");
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket.txt");
    let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let error = |path: &std::path::Path| gongwen_read::load(path, 10).unwrap_err().to_string();
    assert!(error(std::path::Path::new("/dev/zero")).contains("is a device, not a file"));
    assert!(error(&socket).contains("is a socket, not a file"));
    assert!(error(folder.path()).contains("is a folder"));
    std::fs::write(folder.path().join("a.txt"), "12345678901").unwrap();
    assert!(error(&folder.path().join("a.txt")).contains("has 11 bytes, more than the limit of 10"));
}

/// Old documents, which are read in this process.
const OLD: &[&str] =
    &["old.doc", "form.doc", "notes.doc", "changes.doc", "../../../../tests/fixtures/formats/investment.eml"];

/// Reads nothing.
#[derive(Debug)]
struct Nowhere;

impl Isolation for Nowhere {
    fn answer(&self, _: &[u8], _: Duration) -> Result<Vec<u8>, IsolationError> {
        Err(IsolationError::Memory)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..Default::default() })]

    /// Bytes changed, cut off and doubled anywhere in a good file.
    #[test]
    fn damaged_files_never_panic(
        name in proptest::sample::select(NAMES),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        prop_assert!(!read_all(name, &bytes, &ReadOptions::default()).is_empty());
    }

    /// The same of old documents and workbooks; what they are not read from here is not converted either.
    #[test]
    fn damaged_old_files_never_panic(
        name in proptest::sample::select(OLD),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let options = ReadOptions { isolation: Some(Arc::new(Nowhere)), ..ReadOptions::default() };
        prop_assert!(!read_all(name, &bytes, &options).is_empty());
    }

    /// The XML of a document, changed before it is packed, so that changes get past the checksum.
    #[test]
    fn odd_markup_never_panics(markup in "(<w:(p|pPr|numPr|r|t|tbl|tr|tc|br|txbxContent)/?>|</w:(p|r|t|tbl|tr|tc)>|&amp;|字){0,60}") {
        let document = format!("<w:document {W}>{markup}</w:document>");
        prop_assert!(!read_all("a.docx", &docx(&document), &ReadOptions::default()).is_empty());
    }

    #[test]
    fn odd_pages_never_panic(page in "(<(p|div|table|tr|td|ol|li|br|h1|a|pre|span)>|</(p|div|table|tr|ol)>|字|\n| ){0,80}") {
        prop_assert!(!read_all("a.html", page.as_bytes(), &ReadOptions::default()).is_empty());
    }
}

/// Members of an archive that take all the time there is do not take it one after the other.
#[test]
#[cfg(feature = "pdf")]
fn the_members_of_an_archive_share_their_time() {
    #[derive(Debug, Default)]
    struct Slow(Mutex<Duration>);
    impl Isolation for Slow {
        fn answer(&self, _: &[u8], patience: Duration) -> Result<Vec<u8>, IsolationError> {
            *self.0.lock().unwrap() += patience;
            Err(IsolationError::Time)
        }
    }
    let waited = |members: &[(&str, &[u8])]| {
        let slow = Arc::new(Slow::default());
        let options = ReadOptions { isolation: Some(slow.clone()), ..ReadOptions::default() };
        let readings = read_all("a.zip", &zip(members), &options);
        assert_eq!(readings.len(), members.len());
        assert!(readings.iter().all(|reading| reading.source.is_err()));
        *slow.0.lock().unwrap()
    };
    let names: Vec<String> = (0..40).map(|i| format!("{i:02}.pdf")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, b"%PDF-1.4 ".as_slice())).collect();
    assert!(waited(&members) <= 2 * waited(&members[..1]));
    // Those behind are told apart from those that took it.
    let options = ReadOptions { isolation: Some(Arc::new(Slow::default())), ..ReadOptions::default() };
    let errors: Vec<String> = read_all("a.zip", &zip(&members), &options)
        .into_iter()
        .map(|reading| reading.source.unwrap_err().kind.to_string())
        .collect();
    assert!(errors[0].starts_with("takes longer than 4 seconds"), "{}", errors[0]);
    assert!(errors[39].starts_with("is not read, for other members"), "{}", errors[39]);
}
