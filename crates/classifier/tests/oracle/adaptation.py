"""Writes adaptation.json: lessons, and the optimum of the penalised likelihood of ../../src/adaptation.rs by scipy."""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

TERMS, TOPICS, LESSONS, PENALTY = 9, 4, 14, 0.2

rng = np.random.default_rng(7)
x = rng.random((LESSONS, TERMS)) * (rng.random((LESSONS, TERMS)) < 0.4)
x[0] = 0.1  # every term occurs
x = np.round(x, 3)
logits = rng.normal(0, 2, (LESSONS, TOPICS))
prior = logits - logsumexp(logits, axis=1, keepdims=True)
among = [sorted(rng.choice(TOPICS, rng.integers(1, 3), replace=False).tolist()) for _ in range(LESSONS)]
counts = np.round(rng.random(LESSONS) * 3 + 0.1, 2)
is_open = np.array([[k in topics for k in range(TOPICS)] for topics in among])


def loss(flat):
    weights = flat.reshape(TERMS, TOPICS)
    scores = prior + x @ weights
    total = logsumexp(scores, axis=1)
    of_open = logsumexp(np.where(is_open, scores, -np.inf), axis=1)
    off = np.exp(scores - total[:, None]) - np.where(is_open, np.exp(scores - of_open[:, None]), 0)
    value = counts @ (total - of_open) + PENALTY / 2 * flat @ flat
    return value, (x.T @ (off * counts[:, None]) + PENALTY * weights).ravel()


found = minimize(loss, np.zeros(TERMS * TOPICS), jac=True, method="BFGS", options={"gtol": 1e-10, "maxiter": 10000})
lessons = [
    [[[t, v] for t, v in enumerate(row.tolist()) if v], l.tolist(), topics, count]
    for row, l, topics, count in zip(x, prior, among, counts.tolist())
]
oracle = {"lessons": lessons, "penalty": PENALTY, "weights": found.x.reshape(TERMS, TOPICS).tolist()}
Path(__file__).with_suffix(".json").write_text(json.dumps(oracle) + "\n")
