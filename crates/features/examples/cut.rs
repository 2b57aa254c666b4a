//! Cuts texts by bare jieba-rs, line by line: the speed that all others are measured against.
//!
//! `cargo run --release -p gongwen-features --example cut -- [--no-hmm] [FILE or FOLDER…]`
//!
//! Prints one line of JSON: bytes of text; tokens; seconds of loading the dictionary and of cutting (the files are read
//! one by one in that time), by the clock and of CPU time. Without files it only loads.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io};

use jieba_rs::Jieba;

fn main() -> io::Result<()> {
    let mut hmm = true;
    let mut files = Vec::new();
    for argument in env::args_os().skip(1) {
        match argument.to_str() {
            Some("--no-hmm") => hmm = false,
            _ => list(Path::new(&argument), &mut files)?,
        }
    }

    let (jieba, loading) = timed(Jieba::new);
    let (cut, cutting) = timed(|| cut(&jieba, &files, hmm));
    let (bytes, tokens) = cut?;
    print(bytes, tokens, &loading, &cutting);
    Ok(())
}

/// Bytes and tokens of all files.
fn cut(jieba: &Jieba, files: &[PathBuf], hmm: bool) -> io::Result<(usize, usize)> {
    let (mut bytes, mut tokens) = (0, 0);
    for file in files {
        let text = fs::read_to_string(file)?;
        bytes += text.len();
        tokens += text.lines().map(|line| jieba.cut(line, hmm).len()).sum::<usize>();
    }
    Ok((bytes, tokens))
}

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn print(bytes: usize, tokens: usize, loading: &Seconds, cutting: &Seconds) {
    println!(
        r#"{{"bytes":{bytes},"tokens":{tokens},"load_wall":{:.6},"load_cpu":{:.6},"cut_wall":{:.6},"cut_cpu":{:.6}}}"#,
        loading.wall, loading.cpu, cutting.wall, cutting.cpu
    );
}

/// A file, or the files of a folder by name.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut inside: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| list(path, files))
}

/// Seconds spent, by the clock and of CPU time.
struct Seconds {
    wall: f64,
    cpu: f64,
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Seconds) {
    let (clock, cpu) = (Instant::now(), cpu_seconds());
    let done = work();
    (done, Seconds { wall: clock.elapsed().as_secs_f64(), cpu: cpu_seconds() - cpu })
}

/// CPU time of this thread so far, as Linux counts it in nanoseconds; elsewhere 0.
fn cpu_seconds() -> f64 {
    let spent = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    spent.split(' ').next().and_then(|spent| spent.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
