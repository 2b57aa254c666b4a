#!/usr/bin/env python3
"""The same data given to scikit-learn's classifiers: what an ordinary pipeline would score.

    python3 compare_scikit_learn.py CLASSIFY DATA... [--bags FILE...] [--folds K] [--group-by report|kind]
    python3 compare_scikit_learn.py CLASSIFY DATA... [--bags FILE...] --labels LABELS.jsonl --sources DIR

CLASSIFY is the program (target/release/classify), DATA labelled reports, FILE.bags counted words that
train every time. The first form cross-validates on the folds of `classify eval`. The second trains on
all and scores labelled spans of whole files: a span takes the theme that covers most of it.

Scikit-learn gets the words that Gongwen trains on (`classify bags`: repaired text, words of headings
apart, the lexicon of the genre), by sublinear TF-IDF fitted without the texts that are scored, and
learns topics that are rolled up. Needs scikit-learn.
"""
import argparse
import collections
import json
import os
import subprocess
import tempfile

from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

CLASSIFIERS = {
    "MultinomialNB(alpha=0.1)": lambda: MultinomialNB(alpha=0.1),
    "MultinomialNB()": MultinomialNB,
    "ComplementNB(alpha=0.1)": lambda: ComplementNB(alpha=0.1),
    "ComplementNB()": ComplementNB,
    "LinearSVC()": LinearSVC,
}
MISSION = ["party-building", "investment-promotion", "safety", "livelihood"]
GROUPS = MISSION + ["other"]


def group(fine):
    return fine if fine in MISSION else "other"


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout


def read_bags(classify, paths):
    """Counted words of every labelled paragraph, and its topic, in the order of the data."""
    if not paths:
        return [], []
    rows = [json.loads(line) for line in run(classify, "bags", "--min-df", "1", *paths).splitlines()[1:]]
    return [words(row["terms"]) for row in rows], [row["theme"] for row in rows]


def words(terms):
    """Words of text and headings. `lead:` repeats words of the text; `title:` is not trained on."""
    return {term: count for term, count in terms.items() if not term.startswith(("lead:", "title:"))}


def fit(make, counts, themes):
    return make_pipeline(DictVectorizer(), TfidfTransformer(sublinear_tf=True), make()).fit(counts, themes)


def show(name, truth, answers):
    macro = f1_score(truth, answers, labels=GROUPS, average="macro", zero_division=0)
    print(f"{name:26} macro-F1 {macro:.4f}  accuracy {accuracy_score(truth, answers):.4f}", flush=True)


def cross_validate(args):
    counts, themes = read_bags(args.classify, args.data)
    more_counts, more_themes = read_bags(args.classify, args.bags)
    command = [args.classify, "eval", *args.data, *args.bags, "--folds", str(args.folds)]
    texts = json.loads(run(*command, "--group-by", args.group_by, "--format", "json"))["texts"]
    if [text["theme"] for text in texts] != themes:
        raise SystemExit("DATA holds bags: name them with --bags")
    truth = [group(theme) for theme in themes]
    show("Gongwen", truth, [group(text["answer"]) for text in texts])
    for name, make in CLASSIFIERS.items():
        answers = [None] * len(texts)
        for fold in range(args.folds):
            rest = [i for i, text in enumerate(texts) if text["fold"] != fold]
            own = [i for i, text in enumerate(texts) if text["fold"] == fold]
            fitted = fit(make, [counts[i] for i in rest] + more_counts, [themes[i] for i in rest] + more_themes)
            for i, answer in zip(own, fitted.predict([counts[i] for i in own])):
                answers[i] = group(answer)
        show(name, truth, answers)


def score_spans(args):
    with open(args.labels, encoding="utf-8") as lines:
        spans = [json.loads(line) for line in lines]
    files = sorted({span["file"] for span in spans})
    model = ["--model", args.model] if args.model else []
    command = [args.classify, "tag", *model, "--format", "jsonl", *[os.path.join(args.sources, file) for file in files]]
    paragraphs = [json.loads(line) for line in run(*command).splitlines()]
    # The words of unlabelled paragraphs, by way of a file in which they have some label.
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as unlabelled:
        for paragraph in paragraphs:
            line = {"text": paragraph["text"], "headings": paragraph["path"], "theme": "overview"}
            unlabelled.write(json.dumps(line, ensure_ascii=False) + "\n")
    own_counts, _ = read_bags(args.classify, [unlabelled.name])
    os.unlink(unlabelled.name)

    truth = [span["theme"] for span in spans]
    show(f"Gongwen ({args.model or 'built-in'})", truth, cover(spans, paragraphs, [p["theme"] for p in paragraphs]))
    counts, themes = read_bags(args.classify, args.data + args.bags)
    for name, make in CLASSIFIERS.items():
        answers = [group(answer) for answer in fit(make, counts, themes).predict(own_counts)]
        show(name, truth, cover(spans, paragraphs, answers))


def cover(spans, paragraphs, answers):
    """The answer that covers most of each span."""
    by_file = collections.defaultdict(list)
    for paragraph, answer in zip(paragraphs, answers):
        by_file[os.path.basename(paragraph["file"])].append((paragraph["start"], paragraph["end"], answer))
    themes = []
    for span in spans:
        weight = collections.Counter()
        for start, end, answer in by_file[span["file"]]:
            weight[answer] += max(0, min(end, span["end"]) - max(start, span["start"]))
        themes.append(weight.most_common(1)[0][0] if weight.total() else "none")
    return themes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("classify")
    parser.add_argument("data", nargs="+")
    parser.add_argument("--bags", nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--group-by", choices=["report", "kind"], default="kind")
    parser.add_argument("--labels", help="score labelled spans: file, start, end (code points), theme")
    parser.add_argument("--sources", help="the folder of the labelled files")
    parser.add_argument("--model", help="tag by this model instead of the built-in one")
    args = parser.parse_args()
    if args.labels:
        score_spans(args)
    else:
        cross_validate(args)


main()
