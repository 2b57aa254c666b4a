#!/usr/bin/env python3
"""Writes context.json: small random reports and the conditional logit model that scipy finds for them.

Run with scipy 1.17.1 and numpy 2.4.6:  python3 context.py > context.json
"""
import json

import numpy
from scipy.optimize import minimize

N_REPORTS, N_TOPICS, PENALTY, EPSILON = 12, 4, 1.0, 0.1


def features(reports, mean):
    """Of every text a matrix: rows = topics, columns = words, length, report, before, behind."""
    against_mean = lambda q: numpy.log((q + EPSILON) / (mean + EPSILON))
    out = []
    for report in reports:
        p = numpy.array([text[0] for text in report])
        for i, (own, length, _) in enumerate(report):
            relative = numpy.log(min(max(length, 10), 1000) / 100) if length else 0.0
            others = (numpy.delete(p, i, axis=0).sum(axis=0) + mean) / len(report)
            nothing = numpy.zeros(N_TOPICS)
            before = against_mean(p[i - 1]) if i > 0 else nothing
            behind = against_mean(p[i + 1]) if i + 1 < len(report) else nothing
            words = numpy.log(own)
            out.append(numpy.stack([words, words * relative, against_mean(others), before, behind], axis=1))
    return numpy.array(out)


def main():
    random = numpy.random.default_rng(20240602)
    reports = []
    for _ in range(N_REPORTS):
        main_topic, report = random.integers(N_TOPICS), []
        for _ in range(random.integers(1, 8)):
            topic = int(main_topic if random.random() < 0.6 else random.integers(N_TOPICS))
            p = random.dirichlet(numpy.ones(N_TOPICS) + 2 * numpy.eye(N_TOPICS)[topic]).round(6) + 1e-3
            report.append(((p / p.sum()).tolist(), int(random.choice([0, 4, 60, 180, 2000])), topic))
        reports.append(report)
    mean = numpy.mean([text[0] for report in reports for text in report], axis=0)
    x = features(reports, mean)
    topics = numpy.array([text[2] for report in reports for text in report])
    start = numpy.array([1.0, 0, 0, 0, 0])

    def loss(weights):
        scores = x @ weights
        own = scores[numpy.arange(len(topics)), topics]
        return (numpy.logaddexp.reduce(scores, axis=1) - own).sum() + PENALTY / 2 * ((weights - start) ** 2).sum()

    # Derivatives by differences of three points: enough for six digits, and of another kind than the tested ones.
    found = minimize(loss, start, jac="3-point", method="BFGS", options={"gtol": 1e-8}).x
    print(json.dumps({"reports": reports, "penalty": PENALTY, "weights": found.tolist(), "scores": (x @ found).tolist()}))


main()
