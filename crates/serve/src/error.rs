//! Why a workbench cannot be opened or go on.

use std::io;

use gongwen::messages::text;

use crate::store::StoreError;

/// Why a workbench cannot be opened or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The folder cannot be used.
    #[error("{}", text!("{folder}: cannot be opened as a project", folder))]
    Folder {
        /// The folder as given.
        folder: String,
        /// What the system says.
        source: io::Error,
    },
    /// Another workbench has the folder open.
    #[error("{}", text!("{folder}: is open in another workbench; use that one, or end it", folder))]
    Locked {
        /// The folder as given.
        folder: String,
    },
    /// The project file cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Other computers would reach the workbench without saying who they are.
    #[error(
        "{}",
        text!("{host}: other computers can reach this address, so a token is needed: --token", host)
    )]
    NoToken {
        /// The address asked for.
        host: String,
    },
    /// The token is easily guessed, or cannot stand in a header.
    #[error(
        "{}",
        text!(
            "a token has at least {shortest} letters, digits and signs of ASCII, and no spaces",
            shortest
        )
    )]
    WeakToken {
        /// The least there is to be.
        shortest: usize,
    },
    /// Nobody can be heard at the address.
    #[error(
        "{}",
        text!("{address}: cannot be served; another program may use it, so try another --port", address)
    )]
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
    #[error("{}", text!("the server cannot run"))]
    Run(#[source] io::Error),
}
