//! What can go wrong with an outside program.

use std::sync::Arc;

use gongwen_messages::{text, translated};

/// Why an outside program could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// The program could not be started.
    #[error("{}", text!("cannot start `{program}`", program))]
    Start {
        /// The command.
        program: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// No answer in time; the program has been stopped.
    #[error("{}", text!("`{program}` did not answer within {seconds} seconds", program, seconds))]
    TimeLimit {
        /// The command.
        program: String,
        /// The limit.
        seconds: f64,
    },
    /// A line that does not end; the program has been stopped.
    #[error("{}", text!("`{program}` wrote a line of more than {limit} bytes", program, limit))]
    LongLine {
        /// The command.
        program: String,
        /// The limit.
        limit: u64,
    },
    /// The program ended without an answer.
    #[error("{}", text!("`{program}` ended without an answer ({status}){said}", program, status, said))]
    Ended {
        /// The command.
        program: String,
        /// Its exit status.
        status: String,
        /// The end of what it wrote to standard error, after a colon; empty where it wrote nothing.
        said: String,
    },
    /// An answer that is not what the protocol asks for.
    #[error("{}", text!("`{program}` answered `{answer}`, not {expected}", program, answer, expected = translated(expected)))]
    Answer {
        /// The command.
        program: String,
        /// The line, shortened.
        answer: String,
        /// What was asked for.
        expected: &'static str,
    },
    /// The program says what is wrong.
    #[error("{}", text!("`{program}` reports: {message}", program, message))]
    Reported {
        /// The command.
        program: String,
        /// Its words.
        message: String,
    },
    /// The program failed on an earlier text and is not asked again.
    #[error(transparent)]
    Earlier(Arc<ProgramError>),
}
