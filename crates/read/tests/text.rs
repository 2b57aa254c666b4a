//! Plain text: every encoding, every way it is found, and what is no text at all.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, GBK, SHIFT_JIS, UTF_8};
use gongwen_read::{
    Detection, Encoding, Limits, ReadError, ReadErrorKind, ReadOptions, SourceText, Warning, read_bytes,
};
use proptest::prelude::*;

const REPORT: &str = "柳溪街道2023年工作总结\r\n　　一、抓实安全生产。全年检查“九小场所”1,260家（次），整改隐患98%。\r\n　　（一）推进招商引资，签约项目12个·总投资3.5亿元；D员先锋岗XX处。\r\n";

const BOM: char = '\u{feff}';

/// The report in the traditional characters Big5 has.
const TRADITIONAL: &str =
    "柳溪街道2023年工作總結\r\n　　一、抓實安全生產。全年檢查「九小場所」1,260家（次），整改隱患98%。\r\n";

fn read(bytes: &[u8]) -> Result<SourceText, ReadError> {
    read_bytes("report.txt", bytes, &ReadOptions::default())
}

fn forced(label: &str, bytes: &[u8]) -> Result<SourceText, ReadError> {
    let options = ReadOptions { encoding: Some(label.parse().unwrap()), ..Default::default() };
    read_bytes("report.txt", bytes, &options)
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// Text, encoding and detection of what must be readable.
fn found(bytes: &[u8]) -> (String, &'static str, Detection) {
    let source = read(bytes).unwrap();
    assert_eq!(source.warnings, [], "{:?}", source.text);
    (source.text, source.encoding.name(), source.detection)
}

#[test]
fn every_encoding_is_found_and_the_text_is_unchanged() {
    let report = || REPORT.to_owned();
    let marked = |text: &str| format!("\u{feff}{text}");
    assert_eq!(found(REPORT.as_bytes()), (report(), "UTF-8", Detection::Utf8));
    assert_eq!(found(marked(REPORT).as_bytes()), (report(), "UTF-8", Detection::Bom));
    for (name, to_bytes) in
        [("UTF-16LE", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("UTF-16BE", u16::to_be_bytes)]
    {
        assert_eq!(found(&utf16(&marked(REPORT), to_bytes)), (report(), name, Detection::Bom));
        assert_eq!(found(&utf16(REPORT, to_bytes)), (report(), name, Detection::Utf16));
    }
    assert_eq!(found(&GBK.encode(REPORT).0), (report(), "GBK", Detection::Guessed));
    assert_eq!(found(&BIG5.encode(TRADITIONAL).0), (TRADITIONAL.to_owned(), "Big5", Detection::Guessed));
}

/// 䶮 and 𬭎 have four bytes in GB18030 and none in GBK: names of places and people hold them.
#[test]
fn four_byte_characters_of_gb18030_are_read() {
    let text = format!("{REPORT}张𬭎同志到䶮江镇调研。");
    let bytes = GB18030.encode(&text).0;
    assert_eq!(read(&bytes).unwrap().text, text);
    assert_eq!(forced("gb18030", &bytes).unwrap().encoding.name(), "gb18030");
}

#[test]
fn short_texts_are_guessed_right() {
    for text in ["安全", "工作总结", "党建", "一、", "2024年工作思路", "招商引资。", "联通"]
    {
        assert_eq!(read(&GBK.encode(text).0).unwrap().text, text);
    }
}

#[test]
fn damaged_utf8_is_read_with_the_places_of_the_damage() {
    let mut bytes = REPORT.as_bytes().to_vec();
    let cut = REPORT.find("抓实").unwrap();
    bytes.remove(cut);
    let source = read(&bytes).unwrap();
    assert_eq!(source.detection, Detection::MostlyUtf8 { bad: 2 });
    let Warning::InvalidBytes { count, places } = &source.warnings[0] else { panic!() };
    assert_eq!((*count, places[0].line, places[0].column), (2, 2, 5));
    assert!(source.text.contains("一、\u{fffd}\u{fffd}实安全生产"));
}

#[test]
fn the_callers_encoding_wins() {
    let bytes = BIG5.encode(TRADITIONAL).0;
    let source = forced("big5", &bytes).unwrap();
    assert_eq!((source.text.as_str(), source.detection), (TRADITIONAL, Detection::Forced));
    assert!(
        forced("utf-8", &GBK.encode(REPORT).0)
            .unwrap_err()
            .to_string()
            .contains("is not text (read as UTF-8")
    );
}

/// Bytes of Japan and Korea are valid GBK, too, and read as Han that nobody uses.
#[test]
fn texts_of_the_neighbours_are_read_as_theirs() {
    for (encoding, text) in [
        (SHIFT_JIS, "業務報告書\n一、安全管理について、四百箇所の点検を行いました。\n"),
        (EUC_JP, "業務報告書\n一、安全管理について、四百箇所の点検を行いました。\n"),
        (
            EUC_KR,
            "우리 시는 올해 많은 노력을 기울였다. 주민의 생활을 개선하고 경제 사업을 추진하였다.\n내년에는 도로를 정비하고 공원을 새로 만들 계획이다.\n",
        ),
    ] {
        let source = read(&encoding.encode(text).0).unwrap();
        assert_eq!((source.text.as_str(), source.encoding.name()), (text, encoding.name()));
    }
}

#[test]
fn what_reads_as_han_that_nobody_uses_is_no_text() {
    let rare: Vec<u8> =
        (0..400u32).flat_map(|n| [0xd8 + (n * 7 % 32) as u8, 0xa1 + (n * 13 % 94) as u8]).collect();
    let ebcdic: Vec<u8> =
        (0..600u32).map(|n| [0xc1, 0x40, 0x85, 0x95, 0xe2, 0x99, 0xa3][(n * n % 7) as usize]).collect();
    for bytes in [rare.as_slice(), &ebcdic] {
        assert!(matches!(read(bytes).unwrap_err().kind, ReadErrorKind::Illegible { .. }));
        // Who knows better may say so.
        assert!(forced("gbk", bytes).is_ok());
    }
    // GBK read as Latin letters and saved so.
    let spoilt: String = GBK.encode(REPORT).0.iter().map(|&byte| char::from(byte)).collect();
    assert!(read(spoilt.as_bytes()).is_err());
}

#[test]
fn what_is_no_text_is_said_so() {
    let limits = Limits { file_bytes: 4, ..Default::default() };
    let small = ReadOptions { limits, ..Default::default() };
    let errors = [
        read(b""),
        read(b" \r\n\xe3\x80\x80\n"),
        read(b"\xef\xbb\xbf"),
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        read(b"Rar!\x1a\x07\x01\0"),
        read(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0\0\0"),
        read(b"\x7fELF\x02\x01\x01\0\0\0"),
        read(b"\x01\x02\x03\x04\x05\x06\x07\x08"),
        read_bytes("report.txt", b"12345", &small),
    ];
    let errors: Vec<_> = errors.into_iter().map(|e| e.unwrap_err().to_string()).collect();
    insta::assert_snapshot!(errors.join("\n"));
    let unknown = "gb-2000".parse::<Encoding>().unwrap_err();
    insta::assert_snapshot!(unknown, @"unknown encoding `gb-2000`; try utf-8, gb18030, gbk, big5, utf-16le or utf-16be");
}

/// Chinese as reports hold it: of GB2312's first level, most of it of the few hundred characters that every text is
/// made of, digits, punctuation.
fn chinese() -> impl Strategy<Value = String> {
    const EVERYDAY: &str =
        "工作安全生产建设发展项目农村社会经济管理组织领导党员学习教育全面年来人民服务企业中心";
    let first_level: Vec<char> = (0xb0..=0xd7u8)
        .flat_map(|lead| (0xa1..=0xf9u8).map(move |trail| [lead, trail]))
        .filter_map(|pair| GBK.decode_without_bom_handling(&pair).0.chars().next())
        .collect();
    let signs: Vec<char> = "，。、；：“”（）0123456789\n\n%".chars().collect();
    let char = prop_oneof![
        6 => proptest::sample::select(EVERYDAY.chars().collect::<Vec<_>>()),
        3 => proptest::sample::select(first_level),
        2 => proptest::sample::select(signs),
    ];
    proptest::collection::vec(char, 12..200)
        .prop_map(|chars| chars.into_iter().collect::<String>() + "工作。")
}

proptest! {
    #[test]
    fn chinese_text_survives_every_encoding(text in chinese()) {
        for encoding in [UTF_8, GBK, GB18030] {
            prop_assert_eq!(&read(&encoding.encode(&text).0).unwrap().text, &text);
        }
        for to_bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            prop_assert_eq!(&read(&utf16(&text, to_bytes)).unwrap().text, &text);
        }
    }

    #[test]
    fn any_bytes_are_text_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(source) = read(&bytes) {
            prop_assert!(!source.text.trim().is_empty() && !source.text.starts_with(BOM));
        }
    }
}
