#!/usr/bin/env python3
"""Writes metrics.json: random answers and what scikit-learn, numpy and scipy make of them.

Run with scikit-learn 1.9.1, numpy 2.4.6 and scipy 1.17.1:  python3 metrics.py > metrics.json
"""
import json

import numpy
import scipy
import sklearn
from scipy.stats import binomtest
from sklearn import metrics
from sklearn.isotonic import IsotonicRegression

N_TEXTS, N_THEMES = 150, 4


def main():
    random = numpy.random.default_rng(20240602)
    truth = random.integers(0, N_THEMES, N_TEXTS)
    confidence = random.random(N_TEXTS).round(2)
    answer = numpy.where(random.random(N_TEXTS) < confidence**2, truth, random.integers(0, N_THEMES, N_TEXTS))
    correct = (truth == answer).astype(float)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(truth, answer)
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(confidence, correct)
    grid = numpy.linspace(0, 1, 41)
    bins = numpy.minimum((confidence * 10).astype(int), 9)
    ece = sum(abs(confidence[bins == b].sum() - correct[bins == b].sum()) for b in range(10)) / N_TEXTS
    pairs = [(0, 0), (3, 3), (15, 5), (1, 9), (120, 80), (700, 900)]
    print(
        json.dumps(
            {
                "by": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, scipy {scipy.__version__}, metrics.py",
                "n_themes": N_THEMES,
                "truth": truth.tolist(),
                "answer": answer.tolist(),
                "confidence": confidence.tolist(),
                "confusion": metrics.confusion_matrix(truth, answer).tolist(),
                "precision": precision.tolist(),
                "recall": recall.tolist(),
                "f1": f1.tolist(),
                "macro_f1": metrics.f1_score(truth, answer, average="macro"),
                "accuracy": metrics.accuracy_score(truth, answer),
                "kappa": metrics.cohen_kappa_score(truth, answer),
                "ece": float(ece),
                "isotonic": list(zip(grid.tolist(), isotonic.predict(grid).tolist())),
                "mcnemar": [(a, b, float(binomtest(a, a + b).pvalue) if a + b else 1.0) for a, b in pairs],
            },
            separators=(",", ":"),
        )
    )


main()
