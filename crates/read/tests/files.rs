//! Files and folders: what is found, in what order, and what is said of the rest.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use gongwen_read::{InputFormat, ReadOptions, Warning, read_bytes, read_path, walk};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn folders_give_their_documents_in_order() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("b/.git")).unwrap();
    for name in
        ["c.TXT", "a.txt", "b/d.docx", "b/e.zip", "b/.git/f.txt", "~$a.docx", ".g.txt", "h.jpg", "i", "j.pdf"]
    {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let found = walk(folder.path()).unwrap();
    let names = |files: &[PathBuf]| -> Vec<String> {
        let name = |file: &PathBuf| file.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned();
        files.iter().map(name).collect()
    };
    assert_eq!(names(&found.files), ["a.txt", "b/d.docx", "b/e.zip", "c.TXT", "j.pdf"]);
    assert_eq!(names(&found.skipped), ["h.jpg", "i"]);
    assert!(found.errors.is_empty());
    // A file that is named is read whatever its suffix.
    assert_eq!(walk(&folder.path().join("i")).unwrap().files, [folder.path().join("i")]);
}

/// No right to a folder is needed to fail: a path longer than the system takes will do, even for root.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "x").unwrap();
    let chain = |of: &Path| (0..12).fold(of.to_owned(), |path, _| path.join("深".repeat(80)));
    let [deep, deeper] = ["b", "c"].map(|name| folder.path().join(name));
    fs::create_dir_all(chain(&deep)).unwrap();
    fs::create_dir_all(chain(&deeper)).unwrap();
    fs::rename(deeper, chain(&deep).join("c")).unwrap();
    let found = walk(folder.path()).unwrap();
    assert_eq!(found.files, [folder.path().join("a.txt")]);
    assert_eq!(found.errors.len(), 1);
    assert!(found.errors[0].to_string().ends_with("permissions"), "{}", found.errors[0]);
}

#[cfg(unix)]
#[test]
fn links_are_passed_over_and_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "x").unwrap();
    for (target, link) in [("a.txt", "b.txt"), ("nowhere", "c.txt"), (".", "d")] {
        std::os::unix::fs::symlink(target, folder.path().join(link)).unwrap();
    }
    let found = walk(folder.path()).unwrap();
    assert_eq!(found.files, [folder.path().join("a.txt")]);
    assert_eq!(found.skipped, ["b.txt", "c.txt", "d"].map(|link| folder.path().join(link)));
}

#[test]
fn a_file_may_say_which_program_wrote_it() {
    let said = |name: &str, bytes: &[u8]| read_bytes(name, bytes, &ReadOptions::default()).unwrap().generator;
    let page =
        "<html><head><META NAME='Generator' content='Gardener 2'></head><body><p>工作总结</p></body></html>";
    assert_eq!(said("a.html", page.as_bytes()).as_deref(), Some("Gardener 2"));
    for name in ["a.md", "a.txt"] {
        let text = "\n<!-- generator: Gardener -->\n\n# 工作总结\n";
        assert_eq!(said(name, text.as_bytes()).as_deref(), Some("Gardener"));
        assert_eq!(said(name, "# 工作总结\n\n<!-- generator: Gardener -->\n".as_bytes()), None);
    }
    assert_eq!(said("a.docx", &fixture("notes.docx")), None);
}

#[test]
fn paths_that_give_nothing_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("无此文件.txt");
    let shown = |path: &Path| {
        let readings = read_path(path, &ReadOptions::default());
        let error = readings.into_iter().next().unwrap().source.unwrap_err();
        error.to_string().replace(&*folder.path().to_string_lossy(), "FOLDER")
    };
    assert_eq!(shown(&missing), "FOLDER/无此文件.txt: no such file; check the path");
    assert_eq!(shown(folder.path()), "FOLDER: is a folder, not a file; read the files in it one by one");
    assert!(walk(&missing).unwrap_err().to_string().ends_with("no such file; check the path"));
}

#[test]
fn bytes_are_believed_before_names() {
    let cases = [
        ("通知.doc", fixture("notes.docx"), InputFormat::Docx),
        ("通知.doc", "<html><body><p>工作总结</p></body></html>".into(), InputFormat::Html),
        #[cfg(feature = "pdf")]
        ("通知.txt", fixture("ordinary.pdf"), InputFormat::Pdf),
        ("通知.docx", "工作总结".into(), InputFormat::Text),
    ];
    for (name, bytes, format) in cases {
        let source = read_bytes(name, &bytes, &ReadOptions::default()).unwrap();
        assert_eq!(
            (source.format, &source.warnings[..]),
            (format, &[Warning::MisleadingName { format }][..])
        );
    }
    let named = read_bytes("通知.md", "# 总结".as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((named.format, named.text.as_str()), (InputFormat::Markdown, "总结\n"));
}

#[test]
fn the_callers_format_wins() {
    let options = ReadOptions { format: Some("txt".parse().unwrap()), ..Default::default() };
    let source = read_bytes("a.html", b"<p>&lt;</p>", &options).unwrap();
    assert_eq!((source.text.as_str(), &source.warnings[..]), ("<p>&lt;</p>", &[][..]));
    let unknown = "rar".parse::<InputFormat>().unwrap_err();
    insta::assert_snapshot!(unknown, @"unknown format `rar`; known are txt, md, html, docx, pdf, office, xlsx, eml, picture");
}

/// Named or sniffed: both are told to build what reads it.
#[test]
#[cfg(not(feature = "pdf"))]
fn a_format_left_out_names_its_feature() {
    let error = read_bytes("a.txt", &fixture("ordinary.pdf"), &ReadOptions::default()).unwrap_err();
    insta::assert_snapshot!(error, @"a.txt: is a PDF document, which this build does not read; build gongwen-read with its feature `pdf`");
    let options = ReadOptions { format: Some(InputFormat::Pdf), ..Default::default() };
    assert!(read_bytes("a", b"text", &options).unwrap_err().to_string().ends_with("its feature `pdf`"));
}

/// A docx with a password is an OLE file with a stream of this name.
#[test]
fn a_docx_with_a_password_is_told_from_an_old_document() {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let error = read_bytes("通知.docx", &bytes, &ReadOptions::default()).unwrap_err();
    insta::assert_snapshot!(error, @"通知.docx: is protected by a password; remove the protection and read it again");
}
