#!/usr/bin/env python3
"""What rises and falls in trends.csv, beside this script: the numbers that crates/gongwen/src/trends/tests.rs expects.

Log-odds with an informative Dirichlet prior, written out from Monroe, Colaresi and Quinn (2008), equations 15, 16, 19,
20 and 22: the prior is 500 words as all reports have them. Python's standard library is enough.
"""
import csv
import math
import pathlib

PRIOR = 500
rows = list(csv.DictReader(open(pathlib.Path(__file__).with_suffix(".csv"), encoding="utf-8")))
counts = {row.pop("word"): {(key[:-4], int(key[-4:])): int(times) for key, times in row.items()} for row in rows}
columns = sorted(next(iter(counts.values())))
background = {word: sum(of.values()) for word, of in counts.items()}
alpha = {word: PRIOR * times / sum(background.values()) for word, times in background.items()}
assert math.isclose(sum(alpha.values()), PRIOR)


def sums(units, year):
    return {word: sum(times for (unit, of), times in by.items() if unit in units and of == year) for word, by in counts.items()}


for units in [("云岭县", "松涛县"), ("云岭县",), ("松涛县",)]:
    years = sorted({year for _, year in columns})
    # Of three years the middle one counts with neither half.
    later, earlier = sums(units, years[-1]), sums(units, years[0])
    found = []
    for word, a in alpha.items():
        def log_odds(group):
            size, times = sum(group.values()), group[word]
            return math.log((times + a) / (size + PRIOR - times - a))
        variance = 1 / (later[word] + a) + 1 / (earlier[word] + a)
        found.append(((log_odds(later) - log_odds(earlier)) / math.sqrt(variance), word))
    for z, word in sorted(found, reverse=True):
        print(" + ".join(units), word, f"{z:.6f}")
