//! The name of a text encoding.

use std::fmt;
use std::str::FromStr;

use gongwen_messages::text;

/// A text encoding of the WHATWG standard, such as UTF-8, GB18030, GBK or Big5.
///
/// Parses from the standard's labels in any case: `gb2312` and `gbk` are GBK, `utf8` is UTF-8.
///
/// ```
/// let encoding: gongwen_read::Encoding = "gb2312".parse()?;
/// assert_eq!(encoding.name(), "GBK");
/// # Ok::<(), gongwen_read::UnknownEncoding>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Encoding(pub(crate) &'static encoding_rs::Encoding);

/// A label that names no encoding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{}",
    text!("unknown encoding `{name}`; try utf-8, gb18030, gbk, big5, utf-16le or utf-16be", name = _0)
)]
pub struct UnknownEncoding(pub String);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// The standard's name, e.g. `GBK`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(label: &str) -> Result<Self, UnknownEncoding> {
        encoding_rs::Encoding::for_label(label.as_bytes())
            .filter(|&encoding| encoding != encoding_rs::REPLACEMENT)
            .map(Self)
            .ok_or_else(|| UnknownEncoding(label.to_owned()))
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
