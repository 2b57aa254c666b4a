//! Programs that turn a file into another: LibreOffice, pdftoppm, Tesseract.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::ReadErrorKind;

/// How often to look whether it is done.
const POLL: Duration = Duration::from_millis(50);

/// A program that says nothing and leaves nothing outside `folder`.
pub(crate) fn alone<'c>(command: &'c mut Command, folder: &Path) -> &'c mut Command {
    // A group of its own, so that what it starts can be ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    // What it leaves behind when it is ended goes with the folder.
    command.env("TMPDIR", folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

/// Waits for the end; `None` where patience ended first, or nobody waits for the document any more.
pub(crate) fn wait(
    mut child: Child,
    patience: Duration,
    abandoned: &dyn Fn() -> bool,
) -> Result<Option<ExitStatus>, ReadErrorKind> {
    let end = Instant::now() + patience;
    while Instant::now() < end && !abandoned() {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(POLL);
    }
    #[cfg(unix)]
    Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status()?;
    child.kill()?;
    child.wait()?;
    Ok(None)
}

/// Whether a limit on computing time ended it, or the program that it started.
pub(crate) fn is_out_of_time(status: ExitStatus) -> bool {
    /// SIGXCPU and SIGKILL, as a shell tells them.
    const CODES: [i32; 2] = [128 + 24, 128 + 9];
    status.code().is_none_or(|code| CODES.contains(&code))
}
