//! Threads to work on, kept from call to call.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::PyResult;
use pyo3::exceptions::PyRuntimeError;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The threads of a process, by how many were asked for.
struct Pools {
    process: u32,
    pools: Vec<(usize, Arc<ThreadPool>)>,
}

static POOLS: Mutex<Pools> = Mutex::new(Pools { process: 0, pools: Vec::new() });

/// Does some work on so many threads, 0 for one a core.
///
/// # Errors
/// Where the system gives no threads.
pub(crate) fn on<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    Ok(pool(threads)?.install(work))
}

fn pool(threads: usize) -> PyResult<Arc<ThreadPool>> {
    let mut kept = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if kept.process != process {
        // A fork takes the pools along without their threads: whoever waited for those would wait for ever, and so
        // would who puts them away.
        std::mem::forget(std::mem::take(&mut kept.pools));
        kept.process = process;
    }
    if let Some((_, pool)) = kept.pools.iter().find(|(of, _)| *of == threads) {
        return Ok(pool.clone());
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = Arc::new(pool.map_err(|error| PyRuntimeError::new_err(error.to_string()))?);
    kept.pools.push((threads, pool.clone()));
    Ok(pool)
}
