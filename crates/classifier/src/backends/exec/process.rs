//! A running program, spoken to in lines, with a time limit on every answer.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use std::{io, mem};

use serde::Serialize;

use super::protocol::Reply;
use crate::program_error::ProgramError;

/// A running program. Dropping it stops it.
#[derive(Debug)]
pub(super) struct Process {
    program: String,
    child: Child,
    /// `None` once the program has been told that nothing follows.
    input: Option<Sender<String>>,
    lines: Receiver<Line>,
    /// The end of what it wrote to standard error.
    said: Arc<Mutex<VecDeque<u8>>>,
}

/// How much of standard error is kept for messages, in bytes.
const SAID_KEPT: usize = 600;

/// How much of an answer is shown in messages, in characters.
const SHOWN: usize = 200;

/// The longest line that is taken from the program, in bytes; a model is one line.
const MAX_LINE: u64 = 64 << 20;

/// How many lines of the program may wait to be asked for.
const WAITING: usize = 4;

/// A line that the program wrote; `None` where it is longer than [`MAX_LINE`].
type Line = Option<Vec<u8>>;

impl Process {
    /// Starts a command: a program and its arguments, separated by white space. No shell is involved.
    pub(super) fn start(program: &str) -> Result<Self, ProgramError> {
        let mut words = program.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let failed = |source| ProgramError::Start { program: program.to_owned(), source };
        let mut child = command.spawn().map_err(failed)?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(failed(std::io::ErrorKind::BrokenPipe.into()));
        };
        let said = Arc::new(Mutex::new(VecDeque::new()));
        let kept = Arc::clone(&said);
        let threads = (|| -> io::Result<_> {
            thread::Builder::new().spawn(move || keep_end(stderr, &kept))?;
            Ok((write(stdin)?, read(stdout)?))
        })();
        match threads {
            Ok((input, lines)) => {
                Ok(Self { program: program.to_owned(), child, input: Some(input), lines, said })
            }
            Err(source) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(failed(source))
            }
        }
    }

    /// Sends a line. Whether the program reads it shows in its answer.
    pub(super) fn send(&self, message: &impl Serialize) {
        if let (Some(input), Ok(line)) = (&self.input, serde_json::to_string(message)) {
            // Fails only where the program has ended, which `receive` reports with its last words.
            let _ = input.send(line + "\n");
        }
    }

    /// Tells the program that nothing follows.
    pub(super) fn finish_input(&mut self) {
        self.input = None;
    }

    /// The program's next answer, of which `pick` takes the part that is `expected`.
    pub(super) fn receive<T>(
        &mut self,
        limit: Duration,
        expected: &'static str,
        pick: impl FnOnce(Reply) -> Option<T>,
    ) -> Result<T, ProgramError> {
        let line = match self.lines.recv_timeout(limit) {
            Ok(Some(line)) => line,
            Ok(None) => {
                return Err(ProgramError::LongLine { program: self.program.clone(), limit: MAX_LINE });
            }
            Err(RecvTimeoutError::Timeout) => {
                let seconds = limit.as_secs_f64();
                return Err(ProgramError::TimeLimit { program: self.program.clone(), seconds });
            }
            Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
        };
        let reply: Reply = serde_json::from_slice(&line).unwrap_or_default();
        if let Some(message) = reply.error {
            let message = message.chars().take(SAID_KEPT).collect();
            return Err(ProgramError::Reported { program: self.program.clone(), message });
        }
        pick(reply).ok_or_else(|| {
            // No character has more than four bytes.
            let beginning = String::from_utf8_lossy(&line[..line.len().min(4 * SHOWN)]);
            let answer = beginning.trim().chars().take(SHOWN).collect();
            ProgramError::Answer { program: self.program.clone(), answer, expected }
        })
    }

    /// The error for a program that has closed its output.
    fn ended(&mut self) -> ProgramError {
        // It may have closed its output and run on.
        thread::sleep(Duration::from_millis(50));
        let _ = self.child.kill();
        let status = self.child.wait().map_or_else(|e| e.to_string(), |status| status.to_string());
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let said: Vec<u8> = said.iter().copied().collect();
        let said = String::from_utf8_lossy(&said).trim().to_owned();
        let said = if said.is_empty() { said } else { format!(": {said}") };
        ProgramError::Ended { program: self.program.clone(), status, said }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes lines as they come, so that a program that does not read blocks no one; closes the pipe
/// when the sender is dropped.
fn write(mut stdin: ChildStdin) -> io::Result<Sender<String>> {
    let (sender, lines) = channel::<String>();
    thread::Builder::new().spawn(move || {
        for line in lines {
            if stdin.write_all(line.as_bytes()).and_then(|()| stdin.flush()).is_err() {
                break;
            }
        }
    })?;
    Ok(sender)
}

/// Reads lines as they come, no more than are asked for and few besides; empty ones are skipped.
fn read(stdout: ChildStdout) -> io::Result<Receiver<Line>> {
    let (sender, lines) = sync_channel(WAITING);
    thread::Builder::new().spawn(move || {
        let (mut stdout, mut line) = (BufReader::new(stdout), Vec::new());
        while let Ok(1..) = (&mut stdout).take(MAX_LINE + 1).read_until(b'\n', &mut line) {
            let is_long = line.len() as u64 > MAX_LINE;
            let line = mem::take(&mut line);
            let is_empty = line.trim_ascii().is_empty();
            if !is_empty && sender.send((!is_long).then_some(line)).is_err() || is_long {
                break;
            }
        }
    })?;
    Ok(lines)
}

fn keep_end(mut stderr: ChildStderr, said: &Mutex<VecDeque<u8>>) {
    let mut buffer = [0; 1024];
    while let Ok(n @ 1..) = stderr.read(&mut buffer) {
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        said.extend(&buffer[..n]);
        let excess = said.len().saturating_sub(SAID_KEPT);
        said.drain(..excess);
    }
}
