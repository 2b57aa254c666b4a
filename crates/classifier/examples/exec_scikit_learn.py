#!/usr/bin/env python3
"""An outside classifier for Gongwen: logistic regression by scikit-learn over Gongwen's vectors.

    classify train DATA --backend "exec:python3 exec_scikit_learn.py" -o mine.model

Reads and writes JSON lines as documented in the `exec` backend. To plug in a model of another kind,
keep main() and change train() and Scorer; each line also holds the text itself.
"""
import json
import sys

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression


def matrix(vectors, n_terms):
    """Sparse rows from [[index, value], ...] lists."""
    ends = numpy.cumsum([0] + [len(vector) for vector in vectors])
    indices = [index for vector in vectors for index, _ in vector]
    values = [value for vector in vectors for _, value in vector]
    return csr_matrix((values, indices, ends), shape=(len(vectors), n_terms))


def train(task, examples):
    """Learns from the examples; returns a text that Scorer can read."""
    rows = matrix([e["vector"] for e in examples], task["terms"])
    labels = [e["theme"] for e in examples]
    weights = [e["weight"] for e in examples]
    fitted = LogisticRegression(C=10.0, max_iter=1000).fit(rows, labels, sample_weight=weights)
    coefficients, intercepts = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # scikit-learn keeps one row for two classes
        coefficients, intercepts = numpy.vstack([-coefficients, coefficients]) / 2, numpy.hstack([-intercepts, intercepts]) / 2
    return json.dumps(
        {
            "classes": fitted.classes_.tolist(),
            "coefficients": coefficients.tolist(),
            "intercepts": intercepts.tolist(),
        }
    )


class Scorer:
    def __init__(self, task):
        model = json.loads(task["model"])
        self.n_themes = len(task["themes"])
        self.classes = model["classes"]
        self.coefficients = numpy.array(model["coefficients"])
        self.intercepts = numpy.array(model["intercepts"])

    def scores(self, line):
        """A score per theme; None for a theme never seen in training."""
        margins = self.intercepts.copy()
        for index, value in line["vector"]:
            margins += self.coefficients[:, index] * value
        scores = [None] * self.n_themes
        for theme, margin in zip(self.classes, margins):
            scores[theme] = float(margin)
        return scores


def answer(**message):
    print(json.dumps(message), flush=True)


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    lines = (json.loads(line) for line in sys.stdin if line.strip())
    task = next(lines)
    if task["gongwen"] != 1:
        answer(error=f"protocol version {task['gongwen']} is not known here")
    elif task["task"] == "train":
        answer(model=train(task, list(lines)))
    else:
        scorer = Scorer(task)
        answer(ready=True)
        for line in lines:
            answer(scores=scorer.scores(line))


main()
