//! The model file as bytes: magic line, sizes and checksum, a header people can read, a packed payload.
//!
//! ```text
//! gongwen-model 1
//! {"header":1234,"payload":56789,"unpacked":123456,"sha256":"9f86d0…"}
//! { …header: JSON, indented… }
//! <payload: zlib>
//! ```
//!
//! Sizes are in bytes; the checksum is over header and payload as they stand in the file. The first
//! line tells the format's version. Nothing in the file is code.

use std::fs::{File, Permissions};
use std::io::{self, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use gongwen_messages::{phrase, text, translated};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const MAGIC: &str = "gongwen-model";
const VERSION: u32 = 1;
/// No payload unpacks to more: a guard against files made to fill the memory. The built-in model's is 9 MB.
const MAX_UNPACKED: u64 = 256 << 20;
/// No model file is larger.
const MAX_FILE: u64 = 256 << 20;
/// No header is larger.
const MAX_HEADER: u64 = 16 << 20;

/// Why a model file cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelFileError {
    /// The bytes do not begin like a model file.
    #[error(
        "{}",
        text!(
            "not a model file: the first line is not `{magic} {version}`",
            magic = MAGIC,
            version = VERSION
        )
    )]
    NotAModel,
    /// Written by a later version of the format.
    #[error(
        "{}",
        text!(
            "model file of version {version}, but this program reads version {known}: use a newer program",
            version = _0,
            known = VERSION
        )
    )]
    Newer(u32),
    /// Fewer bytes than stated: the file was cut off, or has not been fully copied.
    #[error("{}", text!("model file is cut off: {stated} bytes stated, {found} found", stated, found))]
    Truncated {
        /// Bytes the file should have after its second line.
        stated: u64,
        /// Bytes it has.
        found: u64,
    },
    /// The checksum does not match, or sizes or header contradict themselves.
    #[error("{}", text!("model file is damaged: {what}", what = _0))]
    Damaged(String),
    /// Larger than any model that training makes.
    #[error(
        "{}",
        text!(
            "model file is too large: {what} has {found} bytes, more than the limit of {limit}",
            what = translated(what),
            found,
            limit
        )
    )]
    TooLarge {
        /// The file or a part of it.
        what: &'static str,
        /// Bytes it has, or is said to unpack to.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// No regular file: a device or a pipe may never end.
    #[error("{}", text!("not a model file: it is a device, a pipe or a folder"))]
    NotAFile,
    /// A part of the model could not be written as JSON.
    #[error("{}", text!("model cannot be written"))]
    Json(#[source] serde_json::Error),
    /// The operating system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The second line.
#[derive(Serialize, Deserialize)]
struct Sizes {
    header: u64,
    payload: u64,
    unpacked: u64,
    sha256: String,
}

/// Packs a header and a payload; the same input gives the same bytes.
///
/// # Errors
/// Where the header cannot be written as JSON.
pub(crate) fn encode(header: &impl Serialize, payload: &[u8]) -> Result<Vec<u8>, ModelFileError> {
    let mut body = serde_json::to_vec_pretty(header).map_err(ModelFileError::Json)?;
    body.push(b'\n');
    let header_bytes = body.len();
    let mut packer = ZlibEncoder::new(&mut body, Compression::best());
    packer.write_all(payload)?;
    packer.finish()?;
    let sizes = Sizes {
        header: header_bytes as u64,
        payload: (body.len() - header_bytes) as u64,
        unpacked: payload.len() as u64,
        sha256: checksum(&body),
    };
    let sizes = serde_json::to_string(&sizes).map_err(ModelFileError::Json)?;
    let mut file = format!("{MAGIC} {VERSION}\n{sizes}\n").into_bytes();
    file.append(&mut body);
    Ok(file)
}

/// Unpacks header and payload.
///
/// # Errors
/// Where the bytes are not a whole, undamaged model file of a known version.
pub(crate) fn decode<H: DeserializeOwned>(file: &[u8]) -> Result<(H, Vec<u8>), ModelFileError> {
    let damaged = |what: &dyn std::fmt::Display| ModelFileError::Damaged(what.to_string());
    let (magic, rest) = line(file).ok_or(ModelFileError::NotAModel)?;
    let version = magic.strip_prefix(MAGIC).and_then(|v| v.trim().parse().ok());
    match version {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(ModelFileError::Newer(newer)),
        _ => return Err(ModelFileError::NotAModel),
    }
    let (sizes, body) = line(rest).ok_or_else(|| damaged(&text!("the line of sizes is missing")))?;
    let sizes: Sizes = serde_json::from_str(sizes).map_err(|e| damaged(&e))?;
    let (stated, found) = (sizes.header.saturating_add(sizes.payload), body.len() as u64);
    if found < stated {
        return Err(ModelFileError::Truncated { stated, found });
    }
    if found > stated {
        return Err(damaged(&text!("{count} bytes too many", count = found - stated)));
    }
    if checksum(body) != sizes.sha256 {
        return Err(damaged(&text!("the checksum does not match")));
    }
    check_size(phrase!("its payload"), sizes.unpacked, MAX_UNPACKED)?;
    check_size(phrase!("its header"), sizes.header, MAX_HEADER)?;
    let (header, packed) = body.split_at(sizes.header as usize);
    let header = serde_json::from_slice(header).map_err(|e| damaged(&e))?;
    let mut payload = Vec::new();
    ZlibDecoder::new(packed).take(sizes.unpacked + 1).read_to_end(&mut payload).map_err(|e| damaged(&e))?;
    if payload.len() as u64 != sizes.unpacked {
        return Err(damaged(&text!("the payload is not as long as stated")));
    }
    Ok((header, payload))
}

/// Writes a file whole or not at all: into a temporary file beside it, then renamed over it.
///
/// # Errors
/// Where the folder cannot be written to; an existing file is then left as it was.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), ModelFileError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    let ordinary = ordinary_permissions();
    if let Some(permissions) = ordinary {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// What a newly created file may have, less the umask: temporary files alone are private.
#[cfg(unix)]
fn ordinary_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn ordinary_permissions() -> Option<Permissions> {
    None
}

/// Reads a file into memory. What is no regular file is not opened: it may never end, or begin.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, ModelFileError> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(ModelFileError::NotAFile);
    }
    check_size("it", metadata.len(), MAX_FILE)?;
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_FILE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses a part larger than any that training makes.
pub(crate) fn check_size(what: &'static str, found: u64, limit: u64) -> Result<(), ModelFileError> {
    if found > limit { Err(ModelFileError::TooLarge { what, found, limit }) } else { Ok(()) }
}

/// The first line as text and what follows; lines of a model file are short.
fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().take(1000).position(|&b| b == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn example() -> Vec<u8> {
        encode(&vec!["安全"], &[7; 1000]).unwrap()
    }

    fn error(bytes: &[u8]) -> ModelFileError {
        decode::<Vec<String>>(bytes).unwrap_err()
    }

    #[test]
    fn header_is_readable_and_bytes_are_the_same_each_time() {
        let text = String::from_utf8_lossy(&example()).into_owned();
        assert!(text.starts_with("gongwen-model 1\n{\"header\":15,\"payload\":"));
        assert!(text.contains("[\n  \"安全\"\n]\n"));
        assert_eq!(example(), example());
        let (header, payload): (Vec<String>, _) = decode(&example()).unwrap();
        assert_eq!((header, payload), (vec!["安全".to_owned()], vec![7; 1000]));
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_noticed() {
        let bytes = example();
        for cut in 0..bytes.len() {
            assert!(decode::<Vec<String>>(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x20;
            assert!(decode::<Vec<String>>(&flipped).is_err(), "flipped at {at}");
        }
    }

    #[test]
    fn mistakes_are_told_apart() {
        let bytes = example();
        assert!(matches!(error(&bytes[..bytes.len() - 1]), ModelFileError::Truncated { .. }));
        assert!(matches!(error(b"\x89PNG\r\n\x1a\n"), ModelFileError::NotAModel));
        assert!(matches!(error(b""), ModelFileError::NotAModel));
        assert!(matches!(error(b"gongwen-model 2\n"), ModelFileError::Newer(2)));
        let longer = [bytes.as_slice(), b"x"].concat();
        assert!(error(&longer).to_string().contains("1 bytes too many"));
    }

    #[test]
    fn writing_replaces_the_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.model");
        write_atomically(&path, b"a longer first version").unwrap();
        write_atomically(&path, b"second").unwrap();
        assert_eq!(read(&path).unwrap(), b"second");
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
        let nowhere = folder.path().join("missing").join("a.model");
        assert!(matches!(write_atomically(&nowhere, b""), Err(ModelFileError::Io(_))));
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let body = [b"gongwen-model 1\n".as_slice(), &bytes].concat();
            prop_assert!(decode::<Vec<String>>(&bytes).is_err());
            prop_assert!(decode::<Vec<String>>(&body).is_err());
        }
    }
}
