//! What may go to a terminal.
//!
//! Texts and file names are other people's: a sequence of control characters in them could clear the screen, change
//! its title or show a link under a wrong name. On a terminal they are made visible; pipes and files get the text as
//! it is. The program's own colours are told from such sequences by a key that no document can know.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::sync::LazyLock;

/// What stands before every escape sequence that is the program's own: drawn anew for every run.
static KEY: LazyLock<String> = LazyLock::new(|| {
    let mut drawn = RandomState::new().build_hasher().finish();
    let mut key = String::new();
    for _ in 0..8 {
        // Characters that Unicode keeps free for such uses.
        key.extend(char::from_u32(0xfdd0 + (drawn % 32) as u32));
        drawn /= 32;
    }
    key
});

/// A style of text that a [`Screen`] knows as the program's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style(pub(crate) anstyle::Style);

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sequences =
            if f.alternate() { self.0.render_reset().to_string() } else { self.0.render().to_string() };
        // Bold and coloured are two.
        f.write_str(&sequences.replace('\x1b', &format!("{}\x1b", *KEY)))
    }
}

/// A text with its control characters made visible, and those that turn the direction of writing.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => shown.push(c),
            '\0'..='\x1f' if is_control(c) => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7f' => shown.push('\u{2421}'),
            c if is_control(c) => shown.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Whether a terminal may do something else with the character than show it. Line ends and tabs are as harmless as
/// letters.
fn is_control(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

/// A writer of text, line by line: the program's own styles become colours or nothing, and what documents hold is
/// made visible where a terminal reads it.
pub(crate) struct Screen<W: Write> {
    out: W,
    line: Vec<u8>,
    coloured: bool,
    guarded: bool,
}

impl<W: Write> Screen<W> {
    /// A writer to `out`, with colours or without; `guarded` where it is a terminal.
    pub(crate) fn new(out: W, coloured: bool, guarded: bool) -> Self {
        Self { out, line: Vec::new(), coloured, guarded }
    }

    /// Writes the part of a line that has come so far; no style and no character is torn at its end.
    fn write_line(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let mut pieces = split(&line, KEY.as_bytes()).into_iter();
        if let Some(first) = pieces.next() {
            self.write_text(first)?;
        }
        for piece in pieces {
            let end = piece.iter().position(|&byte| byte == b'm').map_or(piece.len(), |at| at + 1);
            let (style, text) = piece.split_at(end);
            if self.coloured {
                self.out.write_all(style)?;
            }
            self.write_text(text)?;
        }
        Ok(())
    }

    fn write_text(&mut self, text: &[u8]) -> io::Result<()> {
        if self.guarded {
            self.out.write_all(visible(&String::from_utf8_lossy(text)).as_bytes())
        } else {
            self.out.write_all(text)
        }
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
            let (line, behind) = rest.split_at(end + 1);
            self.line.extend_from_slice(line);
            self.write_line()?;
            rest = behind;
        }
        self.line.extend_from_slice(rest);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_line()?;
        self.out.flush()
    }
}

/// The pieces between the places where `key` stands.
fn split<'a>(bytes: &'a [u8], key: &[u8]) -> Vec<&'a [u8]> {
    let (mut pieces, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == key[0]).map(|found| at + found) {
        if bytes[found..].starts_with(key) {
            pieces.push(&bytes[start..found]);
            start = found + key.len();
            at = start;
        } else {
            at = found + 1;
        }
    }
    pieces.push(&bytes[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Style = Style(anstyle::AnsiColor::Red.on_default().bold());
    const HOSTILE: &str = "\x1b[31m红\x1b]0;题\x07\u{9b}2J\u{202e}反\x08\x7f\r覆\r\n";

    fn written(coloured: bool, guarded: bool) -> String {
        let mut out = Vec::new();
        let mut screen = Screen::new(&mut out, coloured, guarded);
        // Torn at every byte.
        for byte in format!("{RED}题{RED:#}{HOSTILE}").into_bytes() {
            screen.write_all(&[byte]).expect("written");
        }
        screen.flush().expect("flushed");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_terminal_gets_the_programs_colours_and_no_others() {
        let shown = "␛[31m红␛]0;题␇<U+009B>2J<U+202E>反␈␡␍覆\r\n";
        assert_eq!(written(true, true), format!("\x1b[1m\x1b[31m题\x1b[0m{shown}"));
        assert_eq!(written(false, true), format!("题{shown}"));
    }

    #[test]
    fn a_pipe_gets_the_text_as_it_is() {
        assert_eq!(written(false, false), format!("题{HOSTILE}"));
        assert_eq!(written(true, false), format!("\x1b[1m\x1b[31m题\x1b[0m{HOSTILE}"));
    }

    #[test]
    fn harmless_text_is_not_copied() {
        assert!(matches!(visible("甲\t乙\n"), Cow::Borrowed(_)));
    }
}
