#![doc = include_str!("../README.md")]

mod api;
mod arriving;
mod callers;
mod contents;
mod error;
mod export;
mod folder;
mod guard;
mod jobs;
mod judged;
mod names;
mod pages;
mod problem;
mod server;
mod settings;
mod store;
mod wire;
mod workbench;

pub use api::openapi;
pub use error::ServeError;
pub use server::Server;
pub use settings::{Limits, Settings};
pub use store::StoreError;
