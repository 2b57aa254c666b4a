"""How fast the package is beside the command line, both from start to end on the same files, run in turn.

    python crates/python/tests/measure_speed.py target/release/classify data/corpus
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from statistics import median

PACKAGE = """
import sys, gongwen
paths = gongwen.files(*sys.argv[2:])
documents = gongwen.Tagger().tag_many(paths, threads=int(sys.argv[1]))
assert sum(len(p.text) for document in documents for p in document) > 0
"""


def run(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Processor and wall seconds."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **environment})
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("classify")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    for threads in ("1", "0"):
        package, program = [], []
        for _ in range(arguments.rounds):
            command = [sys.executable, "-c", PACKAGE, threads, *arguments.paths]
            package.append(run(command, {}))
            command = [arguments.classify, "tag", "--quiet", "--format", "jsonl", *arguments.paths]
            program.append(run(command, {"RAYON_NUM_THREADS": threads}))
        (cpu, wall), (cpu_of, wall_of) = ([median(column) for column in zip(*runs)] for runs in (package, program))
        print(
            f"{'one thread' if threads == '1' else 'all cores'}: package {cpu:.2f} s of processor, {wall:.2f} s; "
            f"classify {cpu_of:.2f} s of processor, {wall_of:.2f} s; "
            f"speed of the package {cpu_of / cpu:.0%} by processor, {wall_of / wall:.0%} by the clock"
        )


if __name__ == "__main__":
    main()
