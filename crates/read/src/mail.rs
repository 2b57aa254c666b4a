//! Mails (.eml) and web pages kept as one file with all that belongs to them (.mht, .mhtml): MIME, by the crate mail-parser.

use gongwen_messages::{phrase, text};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::decode::{Decoded, decode};
use crate::format::is_readable;
use crate::lines::{Content, Line};
use crate::{Encoding, InputFormat, Limits, ReadErrorKind, html};

/// What a mail says, and how it was decoded.
pub(crate) struct Body {
    pub(crate) content: Content,
    pub(crate) decoded: Decoded,
}

/// Reads what the mail says: its web page, or else its plain text; not what hangs on it.
pub(crate) fn read(bytes: &[u8], encoding: Option<Encoding>, limits: &Limits) -> Result<Body, ReadErrorKind> {
    let mail = parse(bytes)?;
    // Of a text without a page the library makes one.
    let page = mail.html_bodies().find(|part| matches!(part.body, PartType::Html(_)));
    let Some(part) = page.or_else(|| mail.text_bodies().next()) else { return Err(ReadErrorKind::Empty) };
    let bytes = transferred(&mail, part);
    let declared = part.content_type().and_then(|kind| kind.attribute("charset")?.parse().ok());
    let is_page = page.is_some();
    let declared = declared.or_else(|| is_page.then(|| html::declared_encoding(&bytes)).flatten());
    let decoded = decode(&bytes, encoding, declared)?;
    let content = if is_page {
        html::read(&decoded.text, limits)?
    } else {
        decoded.text.lines().map(Line::plain).collect::<Vec<_>>().into()
    };
    Ok(Body { content, decoded })
}

/// The documents that hang on a mail, with their names, in its order; of a page kept with all that belongs to it, none.
pub(crate) fn attachments(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mail) = parse(bytes) else { return Vec::new() };
    let documents = mail.attachments().filter_map(|part| {
        let name = part.attachment_name()?;
        // Pages in a mail are parts of its own page.
        let is_document = is_readable(name) && InputFormat::of_name(name) != Some(InputFormat::Html);
        is_document.then(|| (name.to_owned(), part.contents().to_vec()))
    });
    documents.collect()
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, ReadErrorKind> {
    MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| ReadErrorKind::damaged(phrase!("mail"), text!("it has no header")))
}

/// The bytes of a part before anything decodes them as text: a page may name an encoding that its header does not.
fn transferred(mail: &Message, part: &MessagePart) -> Vec<u8> {
    let range = part.offset_body as usize..part.offset_end as usize;
    let raw = mail.raw_message.get(range).unwrap_or_default();
    let decoded = match part.encoding {
        Transfer::None => None,
        Transfer::QuotedPrintable => quoted_printable_decode(raw),
        Transfer::Base64 => base64_decode(raw),
    };
    decoded.unwrap_or_else(|| raw.to_vec())
}

/// Whether bytes begin with the header of a mail, whatever its file is called.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    /// How far into the file its version may stand.
    const HEADER: usize = 8 << 10;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEADER)]).to_ascii_lowercase();
    let mut lines = head.lines();
    let is_field = |line: &str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    lines.next().is_some_and(is_field)
        && head.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with("mime-version:"))
}
