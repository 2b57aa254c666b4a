//! What every format's writer of tagged files does.

use crate::{TaggedFile, WriteError};

/// Takes tagged files one by one. Formats that can, write each at once; the others at the end.
pub trait TagWriter {
    /// Takes the next file.
    ///
    /// # Errors
    /// Where the destination fails or the format cannot hold the file.
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError>;

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// Where the destination fails or the format cannot hold the files.
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}
