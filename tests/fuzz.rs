//! The fuzz targets of tests/fuzz as a property test: fixtures changed at random, until the time is up.
//!
//! `FUZZ_SECONDS` says how long each target runs (default 1), `FUZZ_TARGET` names one alone, `FUZZ_SEED` repeats a run.

#[path = "fuzz/src/lib.rs"]
#[allow(dead_code, unreachable_pub, reason = "cargo-fuzz runs targets by name")]
mod targets;

mod support;

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use fastrand::Rng;
use gongwen::classifier::Registry;
use gongwen::features::TokenizerSettings;
use gongwen::settings::LearnSettings;
use gongwen::{LabelledText, Recipe, built_in};
use support::root;
use targets::{TARGETS, Target};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The longest that one input may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Pieces of markup, numbers and encodings that change what follows them.
const PIECES: &[&[u8]] = &[
    "一、".as_bytes(),
    "（一）".as_bytes(),
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<!--",
    b"-->",
    b"<table>",
    b"<p>",
    b"</p>",
    b"<b>",
    b"<li>",
    b"&#x110000;",
    b"]]>",
    b"99999999999999999999",
    b"-1",
    b"%1%9",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\"",
    b",",
    b"{",
    b"}",
    b"[[theme]]\n",
    b"> ",
    b"```",
    b"|-|",
    b" obj",
    b"endstream",
    b"/Length 9",
];

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// The files of a seed, by name.
fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for seed in target.seeds {
        let path = root().join(seed);
        let mut files = vec![path.clone()];
        if path.is_dir() {
            files =
                fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        }
        files.sort();
        seeds.extend(files.iter().filter(|file| file.is_file()).map(|file| fs::read(file).expect("a seed")));
    }
    if target.name == "model" {
        seeds.push(small_model());
    }
    seeds
}

/// A model of a few words; the built-in one is too large to be changed a thousand times a second.
fn small_model() -> Vec<u8> {
    let themes = built_in::themes().expect("themes");
    let text = |text: &str, theme: &str| LabelledText::new(&themes, text, theme).expect("a text");
    let examples: Vec<LabelledText> = (0..4)
        .flat_map(|n| {
            [text(&format!("检查消防隐患{n}处"), "safety"), text(&format!("发放养老补贴{n}元"), "livelihood")]
        })
        .collect();
    let settings = LearnSettings { backend: "naive-bayes".to_owned(), ..LearnSettings::default() };
    let tokenizer = TokenizerSettings::Characters.into();
    let recipe = Recipe { themes, tokenizer, settings, unlabelled: None, registry: Registry::built_in() };
    recipe.train(&examples).expect("a model").to_bytes().expect("bytes")
}

/// The bytes with a few changes; those of a zip file are made inside one of its members, behind the checksums.
fn changed(seed: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
    if rng.u8(..4) > 0
        && let Some(packed) = changed_inside(seed, rng)
    {
        return packed;
    }
    let mut bytes = seed.to_vec();
    for _ in 0..rng.usize(1..8) {
        let (at, length) = (rng.usize(..=bytes.len()), 1 << rng.usize(..8));
        let end = (at + rng.usize(..=length)).min(bytes.len());
        match rng.u8(..8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(..8),
            1 if at < bytes.len() => bytes[at] = rng.u8(..),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(at..at, bytes[at..end].repeat(rng.usize(1..50)))),
            4 if !other.is_empty() => {
                let from = rng.usize(..other.len());
                let piece = &other[from..(from + rng.usize(..=length)).min(other.len())];
                bytes.splice(at..end, piece.iter().copied());
            }
            5 => bytes.truncate(at),
            _ => drop(bytes.splice(at..at, PIECES[rng.usize(..PIECES.len())].iter().copied())),
        }
    }
    bytes
}

fn changed_inside(seed: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(seed)).ok()?;
    let (chosen, mut writer) = (rng.usize(..archive.len().max(1)), ZipWriter::new(Cursor::new(Vec::new())));
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).ok()?;
        let (name, mut bytes) = (String::from_utf8_lossy(member.name_raw()).into_owned(), Vec::new());
        member.read_to_end(&mut bytes).ok()?;
        if index == chosen {
            bytes = changed(&bytes, &[], rng);
        }
        writer.start_file(name, SimpleFileOptions::default()).ok()?;
        writer.write_all(&bytes).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Runs a target until the time is up; gives how many inputs it took.
fn fuzz(target: &Target, time: Duration, seed: u64) -> u64 {
    let (seeds, mut rng, mut inputs) = (seeds(target), Rng::with_seed(seed), 0);
    let end = Instant::now() + time;
    while Instant::now() < end {
        let [first, second] = [0; 2].map(|_| &seeds[rng.usize(..seeds.len())]);
        let input = changed(first, second, &mut rng);
        let started = Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| (target.run)(&input)));
        if done.is_err() || started.elapsed() > PATIENCE {
            let kept =
                Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{seed}-{inputs}", target.name));
            fs::write(&kept, &input).expect("written");
            panic!(
                "{}: input {inputs} of seed {seed} fails or hangs; it is kept as {}",
                target.name,
                kept.display()
            );
        }
        inputs += 1;
    }
    inputs
}

#[test]
fn targets_are_quiet() {
    let time = Duration::from_secs(number("FUZZ_SECONDS").unwrap_or(1));
    // The same inputs every time: what fails was changed, not drawn. Other seeds are for long runs.
    let seed = number("FUZZ_SEED").unwrap_or(1);
    let only = env::var("FUZZ_TARGET").ok();
    for target in TARGETS.iter().filter(|target| only.as_deref().is_none_or(|only| only == target.name)) {
        let inputs = fuzz(target, time, seed);
        println!("{}: {inputs} inputs, seed {seed}", target.name);
        assert!(inputs > 0);
    }
}
