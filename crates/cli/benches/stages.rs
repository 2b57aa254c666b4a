//! The stages of tagging one report, each by itself, as a user of the library calls them.
//!
//! `cargo bench -p gongwen-cli --bench stages [-- STAGE]`

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput};
use gongwen::classifier::Input;
use gongwen::features::SparseVector;
use gongwen::parse::{Options, parse};
use gongwen::read::{ReadOptions, read_bytes};
use gongwen::write::{OutputFormat, tag_writer};
use gongwen::{Tagger, Text};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    stages(&mut criterion, &report());
    criterion.final_summary();
}

/// The plain text of a labelled report of some 20 KB: without the labels in its left margin.
fn report() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/corpus/street-2023-qinduankou.txt");
    let labelled = fs::read_to_string(path).expect("the corpus is there");
    let lines = labelled.lines().filter(|line| !line.starts_with('#'));
    let texts = lines.filter_map(|line| line.split_once("| ").or_else(|| line.split_once("+ ")));
    texts.map(|(_, text)| format!("{text}\n")).collect()
}

fn stages(criterion: &mut Criterion, report: &str) {
    let tagger = Tagger::built_in().expect("the built-in model is tested");
    let (model, themes) = (tagger.model(), tagger.names());
    let document = parse(report, &Options::default());
    let texts = Text::all(&document);
    let vectors: Vec<SparseVector> =
        texts.iter().map(|text| model.vectorizer.vectorize(&text.fields())).collect();
    let settings = model.vectorizer.extractor().tokenizer_settings();
    let tokenizer = settings.expect("the built-in model cuts by jieba").build();
    let tagged = tagger.tag_text(report).expect("the built-in model answers");

    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(report.len() as u64));
    group.bench_function("read", |bench| {
        bench.iter(|| read_bytes("report.txt", black_box(report.as_bytes()), &ReadOptions::default()));
    });
    group.bench_function("parse", |bench| bench.iter(|| parse(black_box(report), &Options::default())));
    group.bench_function("tokenize", |bench| {
        bench
            .iter(|| texts.iter().map(|text| tokenizer.tokenize(black_box(&text.text)).len()).sum::<usize>());
    });
    group.bench_function("vectorize", |bench| {
        bench.iter(|| {
            texts.iter().for_each(|text| drop(black_box(model.vectorizer.vectorize(&text.fields()))));
        });
    });
    group.bench_function("classify", |bench| {
        bench.iter(|| {
            for (vector, text) in vectors.iter().zip(&texts) {
                let answer = model.classify(Input { vector, text: &text.text });
                black_box(answer.expect("the built-in model answers"));
            }
        });
    });
    group.bench_function("tag", |bench| bench.iter(|| tagger.tag_text(black_box(report))));
    group.bench_function("write", |bench| {
        let copy = || (tagged.clone(), Vec::with_capacity(4 * report.len()));
        let write = |(tagged, mut out): (_, Vec<u8>)| {
            let mut writer = tag_writer(OutputFormat::Jsonl, &mut out, &themes).expect("jsonl is built in");
            writer.add(tagged).expect("memory takes all");
            writer.finish().expect("memory takes all");
            out
        };
        bench.iter_batched(copy, write, BatchSize::SmallInput);
    });
    group.finish();
}
