#!/usr/bin/env python3
"""The job of `classify tag`, and of `classify train`, done with the usual Python libraries.

    python3 peers.py tag PEER FILE or FOLDER...
    python3 peers.py train

`tag` reads UTF-8 text files and writes (to the null device) a topic for every line that is not empty: no structure,
no confidence, no evidence. Before that, and counted apart, it learns the topics of the labelled paragraphs of
data/corpus; libraries are set up as their documentation does, and given lines in large batches. PEER is one of:

| PEER | cut by | vectors | topics by |
|---|---|---|---|
| jieba-complement-nb | jieba | TfidfVectorizer | ComplementNB |
| jieba-linear-svc | jieba | TfidfVectorizer | LinearSVC |
| rjieba-complement-nb | rjieba | TfidfVectorizer | ComplementNB |
| rjieba-linear-svc | rjieba | TfidfVectorizer | LinearSVC |
| rjieba-fasttext | rjieba | fastText, supervised | fastText |

`train` fits one TfidfVectorizer and LinearSVC to the terms that `classify train data/corpus` learns from: words (by
rjieba) of paragraphs, of their lead sentences and of the headings above, pairs of Chinese characters, in three
paragraphs at least, sublinear, and the counted words of data/corpus/bags.

Prints one line of JSON; seconds are of CPU time, user and system, on one thread. Of `tag`: loading (Python, libraries,
dictionary), training, and tagging, with reading and cutting. Of `train`: making the vectors, with cutting, and fitting.
"""
import argparse
import itertools
import json
import logging
import os
import pathlib
import re
import tempfile
import time

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import fasttext
import jieba
import rjieba
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

import corpus

# Lines that are cut, weighed and answered at once.
BATCH = 20_000


def load_jieba():
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.lcut


def load_rjieba():
    # The dictionary is loaded with the module.
    return rjieba.cut


def scikit_learn(make):
    """A pipeline that answers a list of lines."""

    def fit(cut, texts, topics):
        # `analyzer`: the words are the terms as they are, without lower case or a pattern of tokens.
        return make_pipeline(TfidfVectorizer(analyzer=cut), make()).fit(texts, topics).predict

    return fit


def fast_text(cut, texts, topics):
    """fastText with the settings of its tutorial on supervised learning."""

    def words(text):
        return " ".join(cut(text))

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "train.txt")
        with open(path, "w", encoding="utf-8") as lines:
            lines.writelines(f"__label__{topic} {words(text)}\n" for text, topic in zip(texts, topics))
        model = fasttext.train_supervised(path, lr=1.0, epoch=25, thread=1, verbose=0)

    def predict(lines):
        labels, _ = model.predict([words(line) for line in lines])
        return [label.removeprefix("__label__") for label, in labels]

    return predict


PEERS = {
    "jieba-complement-nb": (load_jieba, scikit_learn(ComplementNB)),
    "jieba-linear-svc": (load_jieba, scikit_learn(LinearSVC)),
    "rjieba-complement-nb": (load_rjieba, scikit_learn(ComplementNB)),
    "rjieba-linear-svc": (load_rjieba, scikit_learn(LinearSVC)),
    "rjieba-fasttext": (load_rjieba, fast_text),
}


def paragraphs(paths):
    """Every line that is not empty, file by file."""
    for path in paths:
        with open(path, encoding="utf-8") as file:
            yield from filter(None, map(str.strip, file))


def batches(lines):
    while batch := list(itertools.islice(lines, BATCH)):
        yield batch


def files(paths):
    """Files as they are, and those of folders by name."""
    inside = ([path] if path.is_file() else sorted(path.rglob("*.txt")) for path in paths)
    return list(itertools.chain.from_iterable(inside))


def labelled():
    return [paragraph for report in corpus.read_reports() for paragraph in report.paragraphs]


def tag(peer, paths):
    load, fit = PEERS[peer]
    cut = load()
    loaded = time.process_time()
    examples = labelled()
    predict = fit(cut, [example.text for example in examples], [example.topic for example in examples])
    trained = time.process_time()
    lines = 0
    with open(os.devnull, "w", encoding="utf-8") as out:
        for batch in batches(paragraphs(paths)):
            lines += len(batch)
            out.writelines(f"{topic}\t{line}\n" for topic, line in zip(predict(batch), batch))
    tag_cpu = time.process_time() - trained
    size = sum(path.stat().st_size for path in paths)
    return {
        "bytes": size,
        "paragraphs": lines,
        "load_cpu": loaded,
        "train_cpu": trained - loaded,
        "tag_cpu": tag_cpu,
        "mb_per_cpu_second": size / 1e6 / tag_cpu,
    }


def terms(example):
    """Terms of a labelled paragraph; of a bag, its counted words."""
    if isinstance(example, dict):
        return [term for term, count in example.items() if not term.startswith("title:") for _ in range(round(count))]
    text, headings = example.text, example.headings
    lead = text[: text.find("。") + 1] if 0 < text.find("。") <= 30 else ""
    of_lead = of_text(lead)
    fields = [of_text(text), of_lead, [f"lead:{term}" for term in of_lead]]
    fields += [[f"heading:{term}" for term in of_text(heading)] for heading in headings]
    return list(itertools.chain.from_iterable(fields))


def of_text(text):
    """Words with a letter in them, and pairs of Chinese characters."""
    words = [word for word in map(str.lower, rjieba.cut(text)) if re.search(r"[^\W\d_]", word)]
    pairs = (run[at : at + 2] for run in re.findall("[\u3400-\u9fff]{2,}", text) for at in range(len(run) - 1))
    return words + [f"char:{pair}" for pair in pairs]


def train():
    examples = labelled()
    topics = [example.topic for example in examples]
    for path in sorted((corpus.DATA / "bags").glob("*.bags")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            bag = json.loads(line)
            examples.append(bag["terms"])
            topics.append(bag["theme"])
    start = time.process_time()
    vectorizer = TfidfVectorizer(analyzer=terms, min_df=3, sublinear_tf=True)
    vectors = vectorizer.fit_transform(examples)
    weighed = time.process_time()
    LinearSVC(C=1).fit(vectors, topics)
    return {
        "paragraphs": len(examples),
        "terms": vectors.shape[1],
        "vectors_cpu": weighed - start,
        "svc_cpu": time.process_time() - weighed,
        "train_cpu": time.process_time() - start,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    jobs = parser.add_subparsers(dest="job", required=True)
    job = jobs.add_parser("tag", help="a topic for every line of the files")
    job.add_argument("peer", choices=PEERS, metavar="PEER", help=", ".join(PEERS))
    job.add_argument("files", nargs="+", metavar="FILE", type=pathlib.Path, help="text files or folders of them")
    jobs.add_parser("train", help="fit to the terms of data/corpus")
    args = parser.parse_args()
    print(json.dumps(tag(args.peer, files(args.files)) if args.job == "tag" else train()))


if __name__ == "__main__":
    main()
