#!/usr/bin/env python3
"""Looks whether a statically linked `classify` needs nothing but a kernel, and answers as the other one does.

usage: static.py STATIC CLASSIFY

Both are release builds. Needs Python's standard library, and to be root or to have unshare. Says how much slower it is.
"""
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

STATIC, CLASSIFY = (str(pathlib.Path(program).resolve()) for program in sys.argv[1:3])
ROOT = pathlib.Path(__file__).resolve().parents[1]
# Read in the process itself, in one of its own (PDF, doc), from an archive; what is learnt, what SQLite keeps.
QUESTIONS = [
    ["--version"],
    ["tag", "data/samples", "--format", "jsonl"],
    ["parse", "tests/fixtures/formats", "--format", "jsonl"],
    ["figures", "data/samples", "--format", "csv"],
    ["report", "data/samples", "-o", "OUT/report.html"],
    ["tag", "data/samples", "-o", "OUT/tags.xlsx"],
    ["train", "data/corpus/street-2023-qinduankou.txt", "data/corpus/street-2024-longmen.txt", "-o", "OUT/my.gongwen"],
]
TIMED = [["tag", "data/corpus", "--format", "jsonl"], ["tag", "data/corpus", "--format", "jsonl", "--threads", "1"]]


def run(program, arguments, out):
    words = [word.replace("OUT", out) for word in arguments]
    return subprocess.run([program, *words], cwd=ROOT, env={}, capture_output=True)


def answer(program, arguments):
    """What a program prints and writes; in which folder does not matter."""
    with tempfile.TemporaryDirectory() as out:
        done = run(program, arguments, out)
        assert done.stdout or os.listdir(out), (arguments, done.stderr)
        written = {name: pathlib.Path(out, name).read_bytes() for name in os.listdir(out)}
        return done.returncode, done.stdout.replace(out.encode(), b""), written


def seconds(program, arguments):
    """Of computing, which other programs disturb less than the clock; the best of three."""
    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(program, arguments, "")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(3))


def main():
    linked = subprocess.run(["ldd", STATIC], capture_output=True, text=True)
    assert "statically linked" in linked.stdout or "not a dynamic executable" in linked.stderr, linked
    for arguments in QUESTIONS:
        assert answer(STATIC, arguments) == answer(CLASSIFY, arguments), f"answers otherwise: {arguments}"

    sample = ROOT / "data/samples/street-2023-messy.txt"
    with tempfile.TemporaryDirectory() as empty:
        shutil.copy(STATIC, pathlib.Path(empty, "classify"))
        become_root = [] if os.geteuid() == 0 else ["unshare", "--map-root-user"]
        alone = [*become_root, "chroot", empty, "/classify", "tag", "-", "--format", "jsonl"]
        done = subprocess.run(alone, input=sample.read_bytes(), capture_output=True)
        expected = subprocess.run([CLASSIFY, "tag", "-", "--format", "jsonl"], input=sample.read_bytes(), capture_output=True)
        assert done.stdout and done.stdout == expected.stdout, done.stderr

    print("the static program is one, answers alike, and runs where there is nothing else")
    sizes = [pathlib.Path(program).stat().st_size for program in (STATIC, CLASSIFY)]
    print(f"size: {sizes[0]} and {sizes[1]} bytes")
    for arguments in TIMED:
        static, other = seconds(STATIC, arguments), seconds(CLASSIFY, arguments)
        print(f"{' '.join(arguments)}: {static:.2f} and {other:.2f} seconds of computing, {static / other:.2f} times")


main()
