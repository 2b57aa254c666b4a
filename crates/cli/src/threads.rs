//! The threads that work on files and paragraphs, and what becomes of a fault in their work.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use gongwen::messages::text;
use rayon::ThreadPoolBuilder;

thread_local! {
    /// Whether this thread is inside [`caught`].
    static CATCHING: Cell<bool> = const { Cell::new(false) };
}

/// Runs the program on so many threads, 0 for one a core. Where the system gives no more threads, this one does all the work.
pub(crate) fn run<T: Send>(threads: usize, program: impl FnOnce() -> T + Send) -> T {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !CATCHING.get() {
            usual(info);
        }
    }));
    match ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(threads) => threads.install(program),
        Err(_) => {
            // Fails only where there are threads already.
            let _ = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
            program()
        }
    }
}

/// Does some work; a fault of the program in it is an error that says so, and the work on other files goes on.
///
/// # Errors
/// What the program found to be wrong with itself.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    let outer = CATCHING.replace(true);
    // What the work has half done is never looked at.
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(outer);
    done.map_err(|what| Fault(message(&*what)))
}

/// A fault of the program.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}",
    text!(
        "a fault of this program ended the work on it ({what}); please report it with the file",
        what = _0
    )
)]
pub(crate) struct Fault(String);

fn message(what: &(dyn Any + Send)) -> String {
    let text = what.downcast_ref::<String>().map(String::as_str).or(what.downcast_ref::<&str>().copied());
    text.unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_fault_is_an_error() {
        assert_eq!(caught(|| 1).expect("no fault"), 1);
        let fault = caught(|| panic!("no {}", "luck")).expect_err("a fault");
        assert!(fault.to_string().contains("(no luck)"), "{fault}");
    }
}
