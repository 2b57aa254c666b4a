#!/usr/bin/env python3
"""Writes scores.json: small random data and what scikit-learn scores them, for the tests of the backends.

Run with scikit-learn 1.9.1 and numpy 2.4.6:  python3 scores.py > scores.json
"""
import json
import sys

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.svm import LinearSVC

N_TEXTS, N_TERMS, N_THEMES, ALPHA, C = 60, 40, 4, 0.3, 0.7


def main():
    random = numpy.random.default_rng(20240601)
    labels = random.integers(0, N_THEMES, N_TEXTS)
    labels[:N_THEMES] = range(N_THEMES)
    rows = numpy.zeros((N_TEXTS, N_TERMS))
    for i, k in enumerate(labels):
        own = 10 * k + random.integers(0, 10, 4)
        any_term = random.integers(0, N_TERMS, 6)
        rows[i, numpy.concatenate([own, any_term])] = random.random(10).round(4)
    weights = random.choice([0.5, 1.0, 2.0], N_TEXTS)

    def naive_bayes(model):
        return model.fit(rows, labels, sample_weight=weights)._joint_log_likelihood(rows)

    def linear(model, weighted):
        # One binary problem per theme, by the dual solver, which can be run to the last digits; the intercept is a penalised feature of value 1, as in LIBLINEAR.
        columns = []
        for k in range(N_THEMES):
            fitted = model().fit(rows, labels == k, sample_weight=weights if weighted else None)
            columns.append(fitted.decision_function(rows))
        return numpy.array(columns).T

    def svc(**more):
        return lambda: LinearSVC(C=C, dual=True, tol=1e-12, max_iter=10_000_000, random_state=0, **more)

    def logistic(**more):
        return lambda: LogisticRegression(
            C=C, solver="liblinear", dual=True, tol=1e-12, max_iter=10_000_000, random_state=0, **more
        )

    scores = {
        "multinomial_uniform": naive_bayes(MultinomialNB(alpha=ALPHA, fit_prior=False)),
        "multinomial_empirical": naive_bayes(MultinomialNB(alpha=ALPHA)),
        "complement": naive_bayes(ComplementNB(alpha=ALPHA)),
        "complement_norm": naive_bayes(ComplementNB(alpha=ALPHA, norm=True)),
        "svm": linear(svc(), weighted=True),
        "svm_balanced": linear(svc(class_weight="balanced"), weighted=False),
        "logistic": linear(logistic(), weighted=True),
        "logistic_balanced": linear(logistic(class_weight="balanced"), weighted=False),
    }
    json.dump(
        {
            "by": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, scores.py",
            "n_terms": N_TERMS,
            "themes": [f"theme-{k}" for k in range(N_THEMES)],
            "labels": labels.tolist(),
            "weights": weights.tolist(),
            "vectors": [[[int(j), row[j]] for j in row.nonzero()[0]] for row in rows],
            "scores": {name: values.tolist() for name, values in scores.items()},
        },
        sys.stdout,
        indent=None,
        separators=(",", ":"),
    )
    print()


main()
