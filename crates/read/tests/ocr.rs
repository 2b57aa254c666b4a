//! Scans and pictures, where Tesseract and poppler-utils are installed: pages drawn from a fixture are read again.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]
#![cfg(feature = "pdf")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use gongwen_read::{Progress, ReadErrorKind, ReadOptions, SourceText, Warning, read_bytes};

/// The most characters of a clean page that may be wrong.
const MAX_WRONG: f64 = 0.03;

/// Whether the programs are there; else says so past the test runner, which shows nothing that a passing test prints.
fn can_recognise() -> bool {
    let output = Command::new("tesseract").arg("--list-langs").stderr(Stdio::null()).output();
    let has_model = output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("chi_sim"));
    let draws = Command::new("pdftoppm").arg("-v").stderr(Stdio::null()).status().is_ok();
    if !(has_model && draws) {
        let _ =
            writeln!(std::io::stderr(), "skipped: tesseract-ocr-chi-sim or poppler-utils is not installed");
    }
    has_model && draws
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/formats").join(name)
}

/// The pages of a PDF as pictures, 200 dots an inch.
fn draw(pdf: &Path, folder: &Path, kind: &str) -> Vec<PathBuf> {
    let drawn = Command::new("pdftoppm")
        .args(["-r", "200", "-gray", kind])
        .args([pdf, &folder.join("page")])
        .status();
    assert!(drawn.unwrap().success());
    let mut pages: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages
}

/// Letters and digits: signs are drawn alike in many widths, and white space is the reader's own.
fn characters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The least number of characters to add, leave out or change (Levenshtein).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(a != b)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[to.len()]
}

fn read(path: &Path, options: &ReadOptions) -> SourceText {
    read_bytes(&path.to_string_lossy(), &std::fs::read(path).unwrap(), options).unwrap()
}

/// A PDF of pictures, as scanners write it: each page is a JPEG.
fn scan(pages: &[PathBuf]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |pdf: &mut Vec<u8>, content: &[u8]| {
        places.push(pdf.len());
        let number = places.len();
        pdf.extend(format!("{number} 0 obj\n").bytes());
        pdf.extend(content);
        pdf.extend(b"\nendobj\n");
    };
    let stream = |dictionary: &str, bytes: &[u8]| {
        let head = format!("<<{dictionary}/Length {}>>stream\n", bytes.len());
        [head.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 3 + 3 * page)).collect();
    object(&mut pdf, b"<</Type/Catalog/Pages 2 0 R>>");
    object(&mut pdf, format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()).as_bytes());
    for (index, page) in pages.iter().enumerate() {
        let picture = std::fs::read(page).unwrap();
        // The frame header (SOF0) holds height and width.
        let frame = picture.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
        let side = |at: usize| u32::from(picture[frame + at]) << 8 | u32::from(picture[frame + at + 1]);
        let (height, width) = (side(5), side(7));
        let space = if picture[frame + 9] == 1 { "DeviceGray" } else { "DeviceRGB" };
        let first = 3 + 3 * index;
        let place = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</P {} 0 R>>>>/Contents {} 0 R>>",
            first + 1,
            first + 2
        );
        object(&mut pdf, place.as_bytes());
        let about = format!(
            "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{space}/BitsPerComponent 8/Filter/DCTDecode"
        );
        object(&mut pdf, &stream(&about, &picture));
        object(&mut pdf, &stream("", b"595 0 0 842 0 0 cm /P Do"));
    }
    let table = pdf.len();
    pdf.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| pdf.extend(format!("{place:010} 00000 n \n").bytes()));
    pdf.extend(
        format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", places.len() + 1).bytes(),
    );
    pdf
}

#[derive(Debug, Default)]
struct Pages(Mutex<Vec<(usize, usize)>>);

impl Progress for Pages {
    fn page(&self, page: usize, pages: usize) {
        self.0.lock().unwrap().push((page, pages));
    }
}

#[test]
fn a_scan_reads_as_what_was_printed() {
    if !can_recognise() {
        return;
    }
    let pdf = fixture("street.pdf");
    let folder = tempfile::tempdir().unwrap();
    let pages = draw(&pdf, folder.path(), "-jpeg");
    let file = folder.path().join("scan.pdf");
    std::fs::write(&file, scan(&pages)).unwrap();
    let seen = Arc::new(Pages::default());
    let options = ReadOptions { progress: Some(seen.clone()), ..ReadOptions::default() };
    let source = read(&file, &options);

    let expected = characters(&read(&pdf, &ReadOptions::default()).text);
    let wrong = distance(&characters(&source.text), &expected) as f64 / expected.len() as f64;
    assert!(wrong <= MAX_WRONG, "{:.1}% wrong:\n{}", 100.0 * wrong, source.text);
    assert_eq!(*seen.0.lock().unwrap(), [(1, 3), (2, 3), (3, 3)]);
    // What heads every page, and the pages' numbers.
    assert!(!source.text.contains("内部资料"), "{}", source.text);
    assert!(
        source.text.contains("\n（一）党建工作走深走实\n")
            || source.text.contains("\n(一)党建工作走深走实\n")
    );
    assert!(source.hints.iter().all(|hint| hint.confidence.is_some()));
    assert!(matches!(source.warnings[..], [Warning::Recognised { pages: 3, .. }]), "{:?}", source.warnings);
}

#[test]
fn a_picture_of_a_page_is_read_where_it_is_named() {
    if !can_recognise() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let pages = draw(&fixture("street.pdf"), folder.path(), "-png");
    let source = read(&pages[0], &ReadOptions::default());
    assert!(source.text.contains("2023年工作总结和2024年工作计划"), "{}", source.text);
    assert!(gongwen_read::walk(folder.path()).unwrap().files.is_empty());
}

#[test]
fn scans_beyond_the_limit_are_refused_before_they_are_looked_at() {
    let scanned = format!("{}/tests/fixtures/scanned.pdf", env!("CARGO_MANIFEST_DIR"));
    let mut options = ReadOptions::default();
    options.limits.pages = 0;
    let refused = read_bytes("a.pdf", &std::fs::read(scanned).unwrap(), &options).unwrap_err();
    assert!(matches!(refused.kind, ReadErrorKind::TooManyPages { limit: 0 }), "{refused}");
}
