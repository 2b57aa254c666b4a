//! Why a workbench cannot be opened or go on.

use std::io;

use crate::store::StoreError;

/// Why a workbench cannot be opened or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The folder cannot be used.
    #[error("{folder}: cannot be opened as a project")]
    Folder {
        /// The folder as given.
        folder: String,
        /// What the system says.
        source: io::Error,
    },
    /// Another workbench has the folder open.
    #[error("{folder}: is open in another workbench; use that one, or end it")]
    Locked {
        /// The folder as given.
        folder: String,
    },
    /// The project file cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Other computers would reach the workbench without saying who they are.
    #[error("{host}: other computers can reach this address, so a token is needed: --token")]
    NoToken {
        /// The address asked for.
        host: String,
    },
    /// The token is easily guessed, or cannot stand in a header.
    #[error("a token has at least {shortest} letters, digits and signs of ASCII, and no spaces")]
    WeakToken {
        /// The least there is to be.
        shortest: usize,
    },
    /// Nobody can be heard at the address.
    #[error("{address}: cannot be served; another program may use it, so try another --port")]
    Address {
        /// Host and port.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// A model cannot be used.
    #[error(transparent)]
    Model(#[from] gongwen::Error),
    /// The system gives no threads or connections.
    #[error("the server cannot run")]
    Run(#[source] io::Error),
}
