"""A program for the tests of the exec backend: behaves as its argument says.

good     learns the mean vector of each theme and scores by inner product; themes never seen get null
hang     reads everything and never answers
dies     writes to standard error and exits with status 3
babbles  answers something else
reports  answers with an error
endless  writes one line without end
floods   writes lines without end
short    trains well but gives too few scores
late     trains well, gets ready, and hangs at the text `hang`
"""
import json
import sys
import time

how = sys.argv[1]
sys.stdin.reconfigure(encoding="utf-8")
lines = (json.loads(line) for line in sys.stdin)
task = next(lines)


def answer(message):
    print(message if isinstance(message, str) else json.dumps(message), flush=True)


def train():
    sums = {}
    for example in lines:
        of_theme = sums.setdefault(str(example["theme"]), {})
        for index, value in example["vector"]:
            of_theme[str(index)] = of_theme.get(str(index), 0) + value * example["weight"]
    answer({"model": json.dumps(sums)})


def score():
    sums = json.loads(task["model"])
    answer({"ready": True})
    for line in lines:
        if how == "late" and line["text"] == "hang":
            time.sleep(60)
        scores = []
        for theme in range(len(task["themes"])):
            of_theme = sums.get(str(theme))
            scores.append(None if of_theme is None else sum(of_theme.get(str(i), 0) * v for i, v in line["vector"]))
        answer({"scores": scores[:1] if how == "short" else scores})


if how == "hang":
    time.sleep(60)
elif how == "dies":
    sys.stderr.write("no graphics card\n")
    sys.exit(3)
elif how == "babbles":
    answer("loading weights ...")
elif how == "reports":
    answer({"error": "no licence"})
elif how == "endless":
    while True:
        sys.stdout.write("x" * 65536)
elif how == "floods":
    while True:
        answer("no answer")
else:
    train() if task["task"] == "train" else score()
