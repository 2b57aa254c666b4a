//! What a caller may decide about a workbench.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use gongwen::read::Isolation;

/// How a workbench is served. The default serves the folder the program was started in to this computer alone.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder with the reports; `.gongwen` in it keeps what the workbench knows. Default: the current one.
    pub folder: PathBuf,
    /// The address to listen at, a number or a name. Default `127.0.0.1`: no other computer can reach it.
    pub host: String,
    /// The port. Default 8321; 0 takes any that is free.
    pub port: u16,
    /// What a visitor has to know. Needed where other computers can reach the address. Default: nothing.
    pub token: Option<String>,
    /// Where PDFs and old office documents are read (see [`gongwen::read::ReadOptions::isolation`]). Default: in this
    /// process, which a hostile PDF may then stop; a program that serves other people's files sets one.
    pub isolation: Option<Arc<dyn Isolation>>,
    /// Bounds on what requests may cost.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("."),
            host: "127.0.0.1".to_owned(),
            port: 8321,
            token: None,
            isolation: None,
            limits: Limits::default(),
        }
    }
}

/// Bounds on what requests may cost. Those beyond wait for their turn; only connections beyond those of one address are
/// turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Requests that are worked on at a time. Default: one a core. Others are kept in files, not in memory.
    pub at_work: usize,
    /// Connections that are open at a time. Default 256. Others wait in the system's queue.
    pub connections: usize,
    /// Connections of one address that are open at a time, where other computers can reach the server. Default 64. More
    /// are closed at once, so that no computer keeps the others out.
    pub connections_of_one: usize,
    /// Largest body of a request that is no report, in bytes. Default 4 MiB. Reports have the reader's own limit
    /// ([`gongwen::read::Limits::file_bytes`]).
    pub body_bytes: u64,
    /// How long the body of a request may take to arrive. Default 2 minutes.
    pub arrival: Duration,
    /// How long an answer may take, waiting included. Default 10 minutes.
    pub answer: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            at_work: std::thread::available_parallelism().map_or(1, usize::from),
            connections: 256,
            connections_of_one: 64,
            body_bytes: 4 << 20,
            arrival: Duration::from_secs(120),
            answer: Duration::from_secs(600),
        }
    }
}
