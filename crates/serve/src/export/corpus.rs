//! What holds of the project as labelled reports, in the format of `data/corpus`: what people did not say has no label.

use std::io::{Cursor, Write};

use gongwen::labelled::write_report;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Options, Project};
use crate::problem::Problem;

pub(super) fn write(project: &Project<'_>, _: &Options, _: &str) -> Result<Vec<u8>, Problem> {
    let themes = project.contents.answering.tagger.names();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, file) in project.documents.iter().enumerate() {
        let mut text = Vec::new();
        let labelled = write_report(&mut text, file, &themes).map_err(Problem::internal)?;
        if labelled == 0 {
            continue;
        }
        let name = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
        // Two files may differ by their suffix alone.
        let name = format!("{name}-{}.txt", at + 1);
        archive.start_file(name, SimpleFileOptions::default()).map_err(Problem::internal)?;
        archive.write_all(&text).map_err(Problem::internal)?;
    }
    Ok(archive.finish().map_err(Problem::internal)?.into_inner())
}
