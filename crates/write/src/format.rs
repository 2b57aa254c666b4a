//! The output formats, and the suffixes that choose them.

/// A format of output files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// JSON lines, for programs.
    Jsonl,
    /// A table as UTF-8 text with byte-order mark.
    Csv,
    /// An Excel workbook with a summary.
    Xlsx,
    /// A Word document set as GB/T 9704 asks.
    Docx,
    /// Markdown.
    Md,
    /// A self-contained web page.
    Html,
}

impl OutputFormat {
    /// Every format, in the order they are listed to users.
    pub const ALL: [Self; 6] = [Self::Jsonl, Self::Csv, Self::Xlsx, Self::Docx, Self::Md, Self::Html];

    /// The name users choose it by; also its first suffix.
    pub fn name(self) -> &'static str {
        self.suffixes()[0]
    }

    /// The file suffixes it is chosen by, in lower case and without dot.
    pub fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Jsonl => &["jsonl", "ndjson"],
            Self::Csv => &["csv"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
            Self::Md => &["md", "markdown"],
            Self::Html => &["html", "htm"],
        }
    }

    /// What it is, in one line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Jsonl => "one JSON object a line, for programs",
            Self::Csv => "a table that opens right in Excel (UTF-8 with byte-order mark)",
            Self::Xlsx => "an Excel workbook: filters, theme colours, a summary with charts",
            Self::Docx => "a Word document, set as GB/T 9704 asks",
            Self::Md => "Markdown",
            Self::Html => "a web page that needs nothing else",
        }
    }

    /// Whether its bytes are no text, so that they do not belong on a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Docx)
    }

    /// Whether this build writes it: docx and xlsx are features of their names that can be left out.
    pub fn is_available(self) -> bool {
        match self {
            Self::Docx => cfg!(feature = "docx"),
            Self::Xlsx => cfg!(feature = "xlsx"),
            Self::Jsonl | Self::Csv | Self::Md | Self::Html => true,
        }
    }

    /// The format of a suffix, in any case and without dot.
    ///
    /// ```
    /// use gongwen_write::OutputFormat;
    /// assert_eq!(OutputFormat::from_suffix("XLSX"), Some(OutputFormat::Xlsx));
    /// assert_eq!(OutputFormat::from_suffix("doc"), None);
    /// ```
    pub fn from_suffix(suffix: &str) -> Option<Self> {
        let suffix = suffix.to_lowercase();
        Self::ALL.into_iter().find(|format| format.suffixes().contains(&suffix.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::OutputFormat;

    #[test]
    fn a_suffix_chooses_one_format() {
        for format in OutputFormat::ALL {
            for suffix in format.suffixes() {
                assert_eq!(OutputFormat::from_suffix(suffix), Some(format));
            }
        }
    }
}
