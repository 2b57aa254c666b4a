#!/usr/bin/env python3
"""Measures `classify` against its tokenizer and its peers, all in one run on one machine.

    cargo build --release -p gongwen-cli
    cargo build --release -p gongwen-features --example cut
    pip install -r crates/cli/benches/requirements.txt
    python3 crates/cli/benches/run.py [--only SECTION,…] [--size MB] [--rounds N]

| SECTION | measures |
|---|---|
| throughput | `tag` and `parse` (jsonl) and bare cutting of the same files: CPU time |
| peers | `tag` and the Python programs of peers.py on the same files: CPU time |
| threads | `tag` with two threads against one, over many files and over one compilation: time by the clock |
| startup | `tag` of one page against loading the tokenizer's dictionary: time by the clock and CPU time |
| figures | `tag`, `figures` and `panel` of about a thousand reports: CPU time and peak of the resident memory |
| memory | `tag` of files of 10, 100, 1,000 MB (--memory): peak of the resident memory |
| train | `train data/corpus` against one fit of scikit-learn on the same terms: CPU time |
| linearity | `tag` and `parse` of one file of 1, 2, 4, 8 MB in five shapes: CPU time |

In every round of a section all its programs run one after the other (A B C, A B C, …), with one thread unless it is
threads that are measured; what they print is thrown away. CPU time is user and system time of the process as the kernel
counts it. Text is made by corpus.py under --work, once. Raw results go, with notes of the machine, to
runs/DATE.json, and tables in Markdown to standard output: medians, and medians of the ratios within a round.
`--markdown FILE` prints the tables of an earlier run.
"""
import argparse
import datetime
import importlib.metadata
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

import corpus

HERE = pathlib.Path(__file__).resolve().parent
ROOT = corpus.ROOT
PEERS = [
    "jieba-complement-nb",
    "jieba-linear-svc",
    "rjieba-complement-nb",
    "rjieba-linear-svc",
    "rjieba-fasttext",
]
PACKAGES = ["fasttext-wheel", "jieba", "numpy", "rjieba", "scikit-learn", "scipy"]
LINEAR_MB = [1, 2, 4, 8]
# About a thousand reports.
THOUSAND_MB = 52
# One page of text.
PAGE_MB = 0.002


def measure(command, threads, figures):
    """Runs a program to its end: seconds by the clock and of CPU time, MiB of peak memory, and the figures that it
    prints as a line of JSON; what others print is thrown away."""
    env = os.environ | {"RAYON_NUM_THREADS": str(threads)}
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        out = printed if figures else subprocess.DEVNULL
        process = subprocess.Popen(command, stdout=out, stderr=errors, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            raise SystemExit(f"{' '.join(map(str, command))}\n{errors.read().decode()}")
        printed.seek(0)
        told = printed.read()
    # The kernel counts KiB on Linux, bytes on macOS.
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    cpu = usage.ru_utime + usage.ru_stime
    return {"wall": wall, "cpu": cpu, "peak_mib": peak} | (json.loads(told) if told else {})


class Bench:
    """The programs, their text, and the results so far."""

    def __init__(self, args):
        self.args = args
        self.results = []

    def text(self, shape, megabytes):
        name = f"{shape}-{megabytes:g}mb"
        return corpus.make(shape, megabytes, self.args.work / (name if shape == "files" else name + ".txt"))

    def page(self):
        return self.text("compilation", PAGE_MB)

    def classify(self, verb, path):
        return [self.args.classify, verb, "-q", "-f", "jsonl", path]

    def peers(self, *arguments):
        return [sys.executable, HERE / "peers.py", *arguments]

    def rounds(self, section, commands, rounds=None):
        """Runs all commands, in turn, as often as asked. A command: its name, itself, its text, its threads."""
        for number in range(rounds or self.args.rounds):
            for name, command, path, threads in commands:
                print(f"{section} {number + 1}: {name}", file=sys.stderr, flush=True)
                result = {"section": section, "round": number, "what": name, "bytes": size(path), "threads": threads}
                self.results.append(result | measure(command, threads, figures=command[0] != self.args.classify))

    def throughput(self):
        files, page = self.text("files", self.args.size), self.page()
        self.rounds("throughput", [
            ("cut", [self.args.cut, files], files, 1),
            ("tag", self.classify("tag", files), files, 1),
            ("parse", self.classify("parse", files), files, 1),
            ("tag page", self.classify("tag", page), page, 1),
            ("parse page", self.classify("parse", page), page, 1),
        ])

    def peers_section(self):
        files, page = self.text("files", self.args.size), self.page()
        commands = [
            ("tag", self.classify("tag", files), files, 1),
            ("tag page", self.classify("tag", page), page, 1),
        ]
        commands += [(peer, self.peers("tag", peer, files), files, 1) for peer in PEERS]
        self.rounds("peers", commands)

    def threads(self):
        commands = []
        for shape in ("files", "compilation"):
            # One text holds no more than 8 MB: the limit of `classify`.
            path = self.text(shape, min(self.args.size, 8))
            commands += [(shape, self.classify("tag", path), path, threads) for threads in (1, 2)]
        self.rounds("threads", commands)

    def startup(self):
        page = self.page()
        commands = [("tag page", self.classify("tag", page), page, 1), ("load", [self.args.cut], None, 1)]
        self.rounds("startup", commands, 5 * self.args.rounds)

    def figures(self):
        files = self.text("files", THOUSAND_MB)
        self.rounds("figures", [(verb, self.classify(verb, files), files, 1) for verb in ("tag", "figures", "panel")])

    def memory(self):
        for megabytes in self.args.memory:
            files = self.text("files", megabytes)
            self.rounds("memory", [(f"{megabytes:g} MB", self.classify("tag", files), files, 1)], 1)

    def train(self):
        with tempfile.TemporaryDirectory() as folder:
            model = pathlib.Path(folder) / "model.gongwen"
            train = [self.args.classify, "train", "-q", corpus.DATA, "--force", "-o", model]
            self.rounds("train", [("classify", train, None, 1), ("scikit-learn", self.peers("train"), None, 1)])

    def linearity(self):
        page = self.page()
        commands = [(f"{verb} page", self.classify(verb, page), page, 1) for verb in ("tag", "parse")]
        for shape in corpus.SHAPES:
            for megabytes in LINEAR_MB:
                path = self.text(shape, megabytes)
                commands += [
                    (f"{verb} {shape} {megabytes}", self.classify(verb, path), path, 1) for verb in ("tag", "parse")
                ]
        self.rounds("linearity", commands)


SECTIONS = {
    "throughput": Bench.throughput,
    "peers": Bench.peers_section,
    "threads": Bench.threads,
    "startup": Bench.startup,
    "figures": Bench.figures,
    "memory": Bench.memory,
    "train": Bench.train,
    "linearity": Bench.linearity,
}


def size(path):
    """Bytes of a file, or of all files of a folder."""
    if path is None:
        return 0
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.glob("*.txt")))


def machine():
    """What a reader must know of the machine and the programs. Names no host and no user."""

    def told(*command):
        try:
            return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return None

    def line_of(path, name):
        try:
            lines = pathlib.Path(path).read_text().splitlines()
        except OSError:
            return None
        found = next((line for line in lines if line.startswith(name)), None)
        return found and re.split("[:=]", found, maxsplit=1)[1].strip(' "\t')

    def version(package):
        try:
            return importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            return None

    return {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "cpu": line_of("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory": line_of("/proc/meminfo", "MemTotal"),
        "system": line_of("/etc/os-release", "PRETTY_NAME") or platform.system(),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "load": os.getloadavg()[0],
        "rustc": told("rustc", "--version"),
        "commit": told("git", "rev-parse", "HEAD"),
        "changed": bool(told("git", "status", "--porcelain", "--untracked-files=no")),
        "python": platform.python_version(),
        "packages": {package: version(package) for package in PACKAGES},
    }


class Rounds:
    """The results of a section, by program and round."""

    def __init__(self, run, section):
        self.results = [result for result in run["results"] if result["section"] == section]

    def values(self, value, what, threads=None):
        """A value, by name or computed, of every round of a program."""
        value = value if callable(value) else lambda result, name=value: result[name]
        of = (result for result in self.results if result["what"] == what and threads in (None, result["threads"]))
        return [value(result) for result in sorted(of, key=lambda result: result["round"])]

    def median(self, value, what, threads=None):
        return statistics.median(self.values(value, what, threads))

    def without_startup(self, what, verb=None):
        """CPU seconds of every round less those of one page in the same round."""
        pages = self.values("cpu", f"{verb or what} page")
        return [whole - page for whole, page in zip(self.values("cpu", what), pages)]

    def megabytes(self, what):
        return self.values("bytes", what)[0] / 1e6


def ratio(above, below):
    """Median of the ratios within a round."""
    return statistics.median(a / b for a, b in zip(above, below))


def table(title, head, rows):
    lines = [f"### {title}", "", "| " + " | ".join(head) + " |", "|---" + "|--:" * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def throughput_table(rounds):
    megabytes, cutting = rounds.megabytes("cut"), rounds.values("cut_cpu", "cut")
    whole_cut = rounds.values("cpu", "cut")
    rows = [["jieba-rs, by line", *speeds(megabytes, whole_cut, cutting), "100%", "100%"]]
    for verb in ("tag", "parse"):
        whole, net = rounds.values("cpu", verb), rounds.without_startup(verb)
        shares = [f"{ratio(whole_cut, whole):.0%}", f"{ratio(cutting, net):.0%}"]
        rows.append([f"`classify {verb}`", *speeds(megabytes, whole, net), *shares])
    head = ["one thread", "MB/s", "without start-up", "of cutting", "of cutting, without start-up"]
    return table(f"Throughput, {megabytes:.0f} MB of files, by CPU time", head, rows)


def speeds(megabytes, *seconds):
    return [f"{megabytes / statistics.median(each):.2f}" for each in seconds]


def peers_table(rounds):
    megabytes, own = rounds.megabytes("tag"), rounds.without_startup("tag")
    rows = [["`classify tag`", *speeds(megabytes, own), "1.0"]]
    for peer in PEERS:
        seconds = rounds.values("tag_cpu", peer)
        rows.append([peer, *speeds(megabytes, seconds), f"{ratio(seconds, own):.1f}"])
    head = ["one thread, start-up and training not counted", "MB/s", "`classify tag` is faster by"]
    return table(f"Peers, {megabytes:.0f} MB of files, by CPU time", head, rows)


def threads_table(rounds):
    rows = []
    for shape in ("files", "compilation"):
        one, two = (rounds.values("wall", shape, threads) for threads in (1, 2))
        cpu = ratio(rounds.values("cpu", shape, 2), rounds.values("cpu", shape, 1))
        times = [f"{statistics.median(each):.2f}" for each in (one, two)]
        rows.append([shape, *times, f"{ratio(one, two):.2f}", f"{cpu:.2f}"])
    head = ["`classify tag`", "one thread, s", "two threads, s", "faster by", "CPU time, two against one"]
    return table("Threads, by the clock", head, rows)


def startup_table(rounds):
    rows = []
    for name, what in (("`classify tag` of one page", "tag page"), ("`Jieba::new()`", "load")):
        ratios = [f"{ratio(rounds.values(value, what), rounds.values(value, 'load')):.2f}" for value in ("wall", "cpu")]
        times = [f"{1000 * rounds.median(value, what):.0f}" for value in ("wall", "cpu")]
        rows.append([name, times[0], ratios[0], times[1], ratios[1], f"{rounds.median('peak_mib', what):.0f}"])
    return table("Start-up", ["whole process", "ms by the clock", "ratio", "ms of CPU time", "ratio", "peak MiB"], rows)


def figures_table(rounds):
    rows = []
    for verb in ("tag", "figures", "panel"):
        cpu = rounds.values("cpu", verb)
        against = f"{ratio(cpu, rounds.values('cpu', 'tag')):.2f}"
        rows.append([f"`classify {verb}`", f"{statistics.median(cpu):.1f}", against, f"{rounds.median('peak_mib', verb):.0f}"])
    title = f"Figures and panel, {rounds.megabytes('tag'):.0f} MB in about a thousand reports"
    return table(title, ["one thread", "s of CPU time", "of `tag`", "peak MiB"], rows)


def memory_table(rounds):
    rows = [[result["what"], f"{result['peak_mib']:.0f}", f"{result['wall']:.1f}"] for result in rounds.results]
    return table("Memory of `classify tag`, one thread", ["files of together", "peak MiB", "s by the clock"], rows)


def train_table(rounds):
    own, peer = rounds.values("cpu", "classify"), rounds.values("train_cpu", "scikit-learn")
    rows = [
        ["`classify train data/corpus`", f"{statistics.median(own):.2f}", f"{ratio(own, peer):.1f}"],
        ["TfidfVectorizer and LinearSVC, one fit", f"{statistics.median(peer):.2f}", "1.0"],
    ]
    return table("Training, by CPU time", ["one thread", "s", "ratio"], rows)


def linearity_table(rounds):
    first, last = LINEAR_MB[0], LINEAR_MB[-1]
    rows = []
    for verb in ("tag", "parse"):
        for shape in corpus.SHAPES:
            of_size = {megabytes: f"{verb} {shape} {megabytes}" for megabytes in LINEAR_MB}
            seconds = [f"{rounds.median('cpu', what):.2f}" for what in of_size.values()]
            net = [rounds.without_startup(of_size[megabytes], verb) for megabytes in (last, first)]
            growth = ratio(*net) * rounds.megabytes(of_size[first]) / rounds.megabytes(of_size[last])
            rows.append([f"`{verb}` {shape}", *seconds, f"{growth:.2f}"])
    head = ["one file, one thread, s of CPU time", *(f"{megabytes} MB" for megabytes in LINEAR_MB)]
    return table("Linearity", [*head, f"a MB of {last} against one of {first}, without start-up"], rows)


TABLES = {
    "throughput": throughput_table,
    "peers": peers_table,
    "threads": threads_table,
    "startup": startup_table,
    "figures": figures_table,
    "memory": memory_table,
    "train": train_table,
    "linearity": linearity_table,
}


def markdown(run):
    """The tables of the sections that were run."""
    note = run["machine"]
    packages = ", ".join(f"{name} {version}" for name, version in note["packages"].items() if version)
    changed = " with changes" if note["changed"] else ""
    about = (
        f"{note['cpu']}, {note['cores']} cores, {note['memory']}; {note['system']}, {note['kernel']}; {note['rustc']}; "
        f"Python {note['python']}, {packages}; commit {note['commit'][:12]}{changed}; {note['date'][:10]}; "
        f"{run['rounds']} rounds.\n"
    )
    measured = {result["section"] for result in run["results"]}
    return "\n".join([about, *(make(Rounds(run, name)) for name, make in TABLES.items() if name in measured)])


def sizes(text):
    return [float(megabytes) for megabytes in text.split(",")]


def sections(text):
    names = text.split(",")
    unknown = sorted(set(names) - set(SECTIONS))
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown section {unknown[0]}; there are {', '.join(SECTIONS)}")
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    release = ROOT / "target" / "release"
    path = {"type": pathlib.Path, "metavar": "FILE"}
    option = parser.add_argument
    option("--only", type=sections, default=list(SECTIONS), metavar="SECTION,…", help="these sections [default: all]")
    option("--size", type=float, default=10, metavar="MB", help="text of throughput, peers, threads [default: 10]")
    option("--memory", type=sizes, default=[10, 100, 1000], metavar="MB,…", help="[default: 10,100,1000]")
    option("--rounds", type=int, default=5, metavar="N", help="[default: 5; startup has 5 N, memory one]")
    option("--classify", **path, default=release / "classify", help="the program [default: target/release/classify]")
    option("--cut", **path, default=release / "examples/cut", help="the program [default: target/release/examples/cut]")
    option("--work", **path, default=ROOT / "target/benches", help="folder of the text [default: target/benches]")
    option("--out", **path, help="raw results [default: runs/DATE.json beside this script]")
    option("--markdown", **path, help="print the tables of these raw results and measure nothing")
    args = parser.parse_args()
    if args.markdown:
        print(markdown(json.loads(args.markdown.read_text(encoding="utf-8"))))
        return
    for program in (args.classify, args.cut):
        if not program.is_file():
            parser.error(f"{program} is not there: see the commands above (--help)")
    out = args.out or HERE / "runs" / f"{datetime.date.today()}.json"
    if out.exists():
        parser.error(f"{out} is there already: name another file with --out")

    bench = Bench(args)
    run = {"machine": machine(), "rounds": args.rounds, "results": bench.results}
    for name in args.only:
        SECTIONS[name](bench)
        # After every section: a run that is broken off keeps what it has.
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    print(markdown(run))


if __name__ == "__main__":
    main()
