//! The program as its own reader: started again for every PDF and old office document, it reads that one within
//! limits that the system keeps.

use std::process::ExitCode;
use std::sync::Arc;
use std::{env, io};

use gongwen::messages::{Language, set_language};
use gongwen::read::{ChildProcess, Isolation, serve};

use crate::language::LanguageArg;

/// The argument that asks for it; none of people's. The language stands behind it.
const ARGUMENT: &str = "--read-isolated";

/// What reads documents in isolation: this program, which says in this language what is wrong with them.
pub(crate) fn isolation(language: Language) -> Arc<dyn Isolation> {
    // Where the system does not tell its path, the search path may.
    let program = env::current_exe().unwrap_or_else(|_| "classify".into());
    Arc::new(ChildProcess::new(program, [ARGUMENT, LanguageArg::of(language)]))
}

/// Reads a document for the program that started this one, if that is what it was started for.
pub(crate) fn serve_if_asked() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next().is_none_or(|argument| argument != ARGUMENT) {
        return None;
    }
    let language = arguments.next().unwrap_or_default();
    if arguments.next().is_some() {
        return None;
    }
    set_language(Language::of_locale(&language.to_string_lossy()));
    Some(if serve(bound).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Limits this process. Windows has no such limits: there a document may take any memory, and is ended by the clock.
fn bound(memory: u64, time: std::time::Duration) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rlimit::Resource;
        let lower = |resource: Resource, soft: u64, hard: u64| {
            // What the user allows may be less already.
            let (_, most) = resource.get()?;
            resource.set(soft.min(most), hard.min(most))
        };
        let seconds = time.as_secs().max(1);
        // An end by these is no crash to keep the memory of.
        lower(Resource::CORE, 0, 0)?;
        lower(Resource::CPU, seconds, seconds.saturating_add(1))?;
        // Some systems know it and do not let it be set.
        let _ = lower(Resource::AS, memory, memory);
    }
    #[cfg(not(unix))]
    let _ = (memory, time);
    Ok(())
}
