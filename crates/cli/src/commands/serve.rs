//! `classify serve`: the workbench in the browser.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;
use gongwen::messages::{self, Language, set_language, text};
use gongwen_serve::{ServeError, Server, Settings};

use crate::args::within;
use crate::console::Console;
use crate::isolated::isolation;
use crate::outcome::{Outcome, UsageError};
use crate::output::Output;
use crate::render::style::{DIM, TITLE};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify serve 年终材料/                       opens the folder in the browser
  classify serve 年终材料/ --port 0 --no-open    any free port; its address is printed
  classify serve 年终材料/ --host 0.0.0.0 --token 8或更多字符
                                             for an office, behind a proxy with TLS

Reports stay as they are; what is said of them is kept in .gongwen in the folder. Programs find everything the pages do
under /api/v1, described by /api/openapi.json.")]
pub(crate) struct Args {
    /// The folder with the reports
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,

    /// The port; 0 takes any that is free
    #[arg(long, value_name = "PORT", value_parser = within::<u16>(0, u16::MAX.into()))]
    #[arg(default_value_t = Settings::default().port)]
    port: u16,

    /// The address to listen at; others than 127.0.0.1 let other computers in, and need a token
    #[arg(long, value_name = "HOST", default_value_t = Settings::default().host)]
    host: String,

    /// What visitors have to know: at least 8 letters, digits and signs [default: what GONGWEN_TOKEN holds, which other
    /// users of this computer cannot see]
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,

    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let settings = Settings {
            folder: self.folder.clone(),
            host: self.host.clone(),
            port: self.port,
            token: self.token.clone().or_else(|| std::env::var("GONGWEN_TOKEN").ok()),
            isolation: Some(isolation(Language::English)),
            ..Settings::default()
        };
        let server = Server::open(&settings).map_err(|error| match error {
            error @ (ServeError::NoToken { .. } | ServeError::WeakToken { .. }) => {
                UsageError::new(error).into()
            }
            error => anyhow::Error::new(error),
        })?;
        let url = server.url();
        Output::STDOUT.write(console, |out| {
            writeln!(out, "{TITLE}{url}{TITLE:#}")?;
            writeln!(out, "{DIM}{} 的工作台；按 Ctrl+C 结束{DIM:#}", self.folder.display())?;
            Ok(Outcome::DONE)
        })?;
        if server.is_exposed() {
            console.warn(
                &text!(
                    "other computers can reach this address, and without TLS what they send and get can be read on the \
                     way; put a proxy with TLS before it"
                ),
            );
        }
        if !self.no_open {
            open(&url, console);
        }
        // Programs are answered in English, and pages choose by themselves.
        let spoken = messages::language();
        set_language(Language::English);
        let ended = server.run();
        set_language(spoken);
        ended?;
        Ok(Outcome::DONE)
    }
}

/// Opens an address in the browser, where the system has a way to.
fn open(url: &str, console: &Console) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut browser = Command::new(program);
    browser.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if browser.spawn().is_err() {
        console.say(&text!("open {url} in a browser", url));
    }
}
