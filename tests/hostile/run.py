#!/usr/bin/env python3
"""Feeds the program what means harm, and looks at what it costs and leaves: `run.py target/debug/classify [--table] [PART…]`.

Wants a Unix. With `--table` it prints the table of files.md.
"""
import os
import pathlib
import pty
import re
import resource
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import files  # noqa: E402

MEMORY, SECONDS = 700, 10
CLASSIFY = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "RUST_BACKTRACE"}
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"FAILED: {what}", flush=True)


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def run(arguments, wait=60, **more):
    """Exit code (or `hangs`), seconds of computing time, megabytes of memory, both outputs."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        more = {"stdin": subprocess.DEVNULL, "stdout": out, "preexec_fn": bounded, "env": ENVIRONMENT} | more
        child = subprocess.Popen([CLASSIFY, *map(str, arguments)], stderr=err, **more)
        end, code = time.time() + wait, None
        while code is None:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
            elif time.time() > end:
                child.kill()
                _, _, usage = os.wait4(child.pid, 0)
                code = "hangs"
            else:
                time.sleep(0.005)
        child.returncode = 0
        read = lambda file: (file.seek(0), file.read())[1] if not file.closed else b""
        return code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, read(out), read(err).decode("utf-8", "replace")


def cost(name, result, expected):
    """Checks an outcome; gives it in words."""
    code, seconds, megabytes, _, said = result
    lines = said.strip().splitlines() or [""]
    # What may be done about limits is said behind the errors.
    message = next((line for line in reversed(lines) if line.startswith("error: ")), lines[-1])
    reads = code == 0
    fits = reads and "read" in expected.split("|") or code in (1, 2) and re.search(expected, message)
    check(fits, f"{name}: {code} {message[:300]!r}, not {expected}")
    check(megabytes < MEMORY, f"{name}: {megabytes:.0f} MB of memory")
    check(seconds < SECONDS, f"{name}: {seconds:.1f} s")
    told = "is read" if reads else re.sub(r"^(error: )?(.*?: )?(?=(has|holds|is|takes|needs|nests|unpacks|could|declares)\b)", "", message)
    return told.split(";")[0], seconds, megabytes


def documents(folder):
    rows = []
    verbs = {"html.txt": ["parse", "--format", "md"], "figures.txt": ["figures", "--format", "csv"]}
    for seed in (0, 1):
        for name, path, expected in files.write(folder, seed):
            learn = ["learn", "-o", folder / "learnt.gongwen"] if name.endswith(".xlsx") else None
            row = cost(name, run([*verbs.get(name, learn or ["tag", "--format", "jsonl"]), path]), expected)
            rows.append((name, *row))
            path.unlink()
        if "--table" not in sys.argv:
            break
    return rows


def endless(folder):
    """Devices, pipes without a writer, programs and models without an end, wherever a file is named."""
    report = folder / "report.txt"
    report.write_text(files.REPORT)
    fifo = folder / "fifo.txt"
    os.mkfifo(fifo)
    bomb = folder / "bomb.gongwen"
    bomb.write_bytes(files.model(3500))
    flood = folder / "flood"
    flood.write_text("#!/bin/sh\nyes x | tr -d '\\n'\n")
    lines = folder / "lines"
    lines.write_text("#!/bin/sh\nyes 'no answer'\n")
    for script in (flood, lines):
        script.chmod(0o755)
    labelled = ROOT / "tests/fixtures/labelled"
    for what in ("/dev/zero", fifo):
        kind = "is (a device|a pipe), not a file|it is a device, a pipe or a folder"
        for arguments in (["tag", what], ["tag", "-m", what, report], ["tag", "--units", what, report],
                          ["eval", what, "--folds", "2"], ["eval", labelled, "--folds", "2", "--themes", what],
                          ["eval", labelled, "--folds", "2", "--lexicon", what], ["model-card", "--eval", what],
                          ["train", labelled, what, "-o", folder / "m.gongwen"]):
            if arguments[0] in ("eval", "train") and what in arguments[1:3]:
                kind = kind + "|labelled texts are"
            cost(" ".join(map(str, arguments)), run(arguments), kind)
    with open("/dev/zero", "rb") as zero:
        cost("tag - < /dev/zero", run(["tag", "-"], stdin=zero), "more than the limit of")
    cost("a model that unpacks to 3.5 GB", run(["tag", "-m", bomb, report]), "payload has 3670016000 bytes, more than the limit")
    for script, told in ((flood, "a line of more than"), (lines, "answered `no answer`")):
        arguments = ["train", labelled, "--backend", f"exec:{script}", "-o", folder / "x.gongwen"]
        cost(f"exec:{script.name}", run(arguments), told)


def on_terminal(arguments, cwd):
    """What the program writes to a terminal that is its input, output and error output."""
    master, slave = pty.openpty()
    child = subprocess.Popen([CLASSIFY, *arguments], cwd=cwd, stdin=slave, stdout=slave, stderr=slave,
                             env={**ENVIRONMENT, "TERM": "xterm-256color"})
    os.close(slave)
    seen = b""
    while True:
        ready, _, _ = select.select([master], [], [], 60)
        try:
            piece = os.read(master, 65536) if ready else b""
        except OSError:
            piece = b""
        if not piece:
            break
        seen += piece
    child.wait()
    os.close(master)
    return seen


# What the program itself may send to a terminal: colours and weights; a progress bar wipes its line before it draws or goes.
OWN = re.compile(r"\x1b\[[0-9;]*m")
WIPED = re.compile(r"\r\x1b\[2K")
# What makes a terminal do something else than show characters.
HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def terminals(folder):
    name = "总结\x1b[31m\x1b]0;t\x07\u202e\x9b.txt"
    report = folder / name
    report.write_text(files.CONTROLLED)
    for other in ("二" + name, "三" + name):
        (folder / other).write_bytes(b"\xff\xfe\x00" if other[0] == "二" else files.REPORT.encode() + b"\xff")
    labelled = folder / ("标注" + name)
    labelled.write_text("".join(f"{theme} | 一、检查水库和水渠以及老旧小区楼道消防设施{files.CONTROLS}第{i}处，发现的问题已经全部完成整改，居民都很满意。\n" for i in range(6) for theme in ("safety", "livelihood")))
    flood = folder / "speaks"
    flood.write_text("#!/bin/sh\nprintf '{\"error\":\"\\\\u001b[31mno\\\\u009b\\\\u202e\"}\\n'; printf '\\033[31mno\\n' >&2\n")
    flood.chmod(0o755)
    units = folder / ("表" + name)
    units.write_text(f"文件,单位\n{name},甲\x1b[31m局\n没有\x1b[31m,乙\n")
    missing = "没有" + name
    shown = [["tag", name], ["tag", "二" + name], ["tag", "三" + name], ["tag", missing], ["tag", name, "--units", units.name],
             ["tag", "-m", name, name], ["tag", name, "-o", name], ["tag", f"--{name}"], [f"{name}"],
             *(["tag", "--format", format, name] for format in ("text", "jsonl", "csv", "md", "html")),
             *(["parse", "--format", format, name] for format in ("text", "jsonl", "md", "html")),
             ["parse", "--edits", name], ["explain", name, "--paragraph", "2"], ["explain", name, "--paragraph", "99"],
             *(["collect", "--theme", "safety", "--format", format, name] for format in ("md", "jsonl", "csv", "html")),
             ["collect", "--theme", name, name], ["report", name], ["eval", labelled.name],
             ["eval", labelled.name, "--format", "json"], ["eval", labelled.name, "--folds", "2"], ["bags", labelled.name],
             ["review", labelled.name, "--folds", "2"], ["train", labelled.name, "-o", "m\x1b[31m.gongwen"], ["train", name, "-o", "n.gongwen"],
             ["train", labelled.name, "--backend", "exec:./speaks", "-o", "o.gongwen"],
             ["model-card", "-m", "m\x1b[31m.gongwen"], ["model-card", "--eval", name], ["backends"],
             ["figures", name], ["panel", name], ["panel", "--wide", name], ["compare", name, "三" + name], ["track", name, "三" + name],
             ["track", "--format", "md", name, "三" + name], ["learn", labelled.name, "-o", "p.gongwen"], ["learn", name, "-o", "q.gongwen"],
             ["review", name, "-o", "r.csv"], ["tag", name, "--color", "always"], ["parse", name, "--color", "always"]]
    for arguments in shown:
        coloured = "always" in arguments
        seen = on_terminal([*arguments, *([] if coloured else ["--color", "never"])], folder)
        # Line ends of a terminal are two characters.
        text = seen.decode("utf-8", "replace").replace("\r\r\n", "\n").replace("\r\n", "\n")
        text = WIPED.sub("", text)
        if coloured:
            check(OWN.search(text), f"colours by {arguments}")
            text = OWN.sub("", text)
        found = sorted({f"{ord(c):04X}" for c in HOSTILE.findall(text)})
        check(text and not found, f"a terminal got {found} by {arguments}")
        check("\x1b[31mRED" not in seen.decode("utf-8", "replace"), f"a terminal got the document's colour by {arguments}")
    # A pipe gets the text as it is.
    code, _, _, out, _ = run(["tag", "--format", "csv", report])
    check(code == 0 and files.CONTROLS[:9].encode() in out, "a pipe gets the text as it is")


def long_folder(folder):
    long = folder / "long"
    long.mkdir()
    for number in range(6):
        body = "".join(f"（{i}）检查水库{i}处，整改隐患{number}项，新修水渠{i * 7}米。\n" for i in range(12_000))
        (long / f"{number}.txt").write_text("云岭县水利局2023年工作总结\n一、工作情况\n" + body)
    return long


def signals(folder, long):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        out = folder / "signals"
        out.mkdir(exist_ok=True)
        child = subprocess.Popen([CLASSIFY, "tag", long, "-o", out / "t.csv"], stderr=subprocess.DEVNULL)
        end = time.time() + 20
        while not list(out.iterdir()) and time.time() < end and child.poll() is None:
            time.sleep(0.002)
        running = bool(list(out.iterdir())) and child.poll() is None
        child.send_signal(number)
        code = child.wait()
        check(running, f"{number.name} came too late to tell anything")
        check(code == 128 + number and not list(out.iterdir()), f"{number.name}: {code}, {os.listdir(out)}")


def state_and_parent(process):
    """Of a process that runs or has ended without anybody asking how; none of one that is gone."""
    try:
        # The name before may hold anything.
        state, parent = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None, None
    return state, int(parent)


def children_of(parent):
    return [folder.name for folder in pathlib.Path("/proc").glob("[0-9]*") if state_and_parent(folder.name)[1] == parent]


def is_running(process):
    # Where nothing collects orphans, those that ended stay as zombies.
    return state_and_parent(process)[0] not in (None, "Z", "X")


def orphans(folder):
    """Whoever reads in isolation ends with the program that asked, even where that is killed at once."""
    report = folder / "forms.pdf"
    report.write_bytes(files.forms(40, 2))
    for wait in (0, 0.05, 0.5):
        parent = subprocess.Popen([CLASSIFY, "tag", report], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        children, end = [], time.time() + 10
        while not children and time.time() < end:
            children = children_of(parent.pid)
        time.sleep(wait)
        parent.kill()
        parent.wait()
        time.sleep(1.5)
        left = [child for child in children if is_running(child)]
        check(children and not left, f"killed {wait} s after it asked: {len(children)} readers, {len(left)} left")


def pipes(long):
    for verb in (["tag"], ["parse"], ["collect", "--theme", "safety"]):
        formats = {"tag": "text jsonl csv xlsx docx md html", "parse": "text jsonl docx md html",
                   "collect": "md docx html xlsx csv jsonl"}[verb[0]]
        for format in formats.split():
            child = subprocess.Popen([CLASSIFY, *verb, "--quiet", "--format", format, long / "0.txt"],
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            child.stdout.read(50)
            child.stdout.close()
            said = child.stderr.read()
            check((child.wait(), said) == (0, b""), f"{verb[0]} {format} | head: {child.returncode} {said[:200]}")
            with open("/dev/full", "wb") as full:
                code, _, _, _, said = run([*verb, "--quiet", "--format", format, long / "0.txt"], stdout=full)
                told = "standard output: cannot be written: No space left on device (os error 28)"
                check(code == 1 and said == f"error: {told}\n", f"{verb[0]} {format} > /dev/full: {code} {said!r}")


def outputs(folder, long):
    report = folder / "report.txt"
    out = folder / "outputs"
    out.mkdir()
    first = out / "a.csv"

    def tag(*more, **how):
        return run(["tag", report, "-o", *more], **how)

    # Rights, links, devices, pipes.
    tag(first)
    first.chmod(0o600)
    check(tag(first, "--force")[0] == 0 and first.stat().st_mode & 0o777 == 0o600, "--force keeps rights")
    link = out / "link.csv"
    link.symlink_to(first)
    first.write_text("")
    check(tag(link, "--force")[0] == 0 and link.is_symlink() and first.read_text(), "--force writes through a link")
    check(tag(link)[0] == 2, "a link is not overwritten unasked")
    (out / "nowhere.csv").symlink_to(out / "no" / "where")
    check(tag(out / "nowhere.csv", "--force")[0] == 1 and (out / "nowhere.csv").is_symlink(), "a link to nothing stays")
    os.mkfifo(out / "fifo.csv")
    odds = [out / "fifo.csv", out]
    try:
        # A node of its own: a fault must not cost the system's.
        os.mknod(out / "null.csv", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        odds.append(out / "null.csv")
    except PermissionError:
        print("skipped: devices can be made by root alone")
    for odd in odds:
        code, _, _, _, said = tag(odd, "--format", "csv", "--force")
        check(code == 2 and "not a file" in said, f"-o {odd} --force: {code} {said}")
    # One of several wins.
    race = [subprocess.Popen([CLASSIFY, "tag", long, "-o", out / "race.csv"], stderr=subprocess.DEVNULL) for _ in range(3)]
    codes = sorted(child.wait() for child in race)
    check(codes == [0, 2, 2], f"three runs at once: {codes}")
    # Nothing more may be written.
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))
    for suffix in ("csv", "jsonl", "xlsx", "docx", "md", "html", "txt"):
        path = out / f"full.{suffix}"
        code, _, _, _, said = run(["tag", "--quiet", long / "0.txt", "-o", path], preexec_fn=small)
        told = f"error: {path}: cannot be written: File too large (os error 27)\n"
        check(code == 1 and said == told, f"a file that may not grow: {code} {said!r}")
    check(not [name for name in os.listdir(out) if name.startswith(".tmp") or name.startswith("full")], f"left behind: {os.listdir(out)}")


def scarcity(folder):
    """No memory and no threads end in a sentence."""
    report = folder / "report.txt"

    def tight():
        resource.setrlimit(resource.RLIMIT_AS, (70 << 20, 70 << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    code, _, _, _, said = run(["tag", report], preexec_fn=tight)
    check(code == 1 and re.match(r"memory allocation of \d+ bytes failed\n|error: .*memory", said), f"no memory: {code} {said!r}")
    if os.getuid() == 0 and shutil.which("setpriv"):
        few = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", "prlimit", "--nproc=1", CLASSIFY, "parse", "-"]
        done = subprocess.run(few, input=files.REPORT.encode(), capture_output=True, env=ENVIRONMENT)
        check(done.returncode == 0 and b"\xe4\xba\x91" in done.stdout, f"no threads: {done.returncode} {done.stderr[-300:]}")


def main():
    parts = [part for part in sys.argv[2:] if not part.startswith("-")] or ["documents", "endless", "terminals", "files", "scarcity"]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        rows = documents(folder) if "documents" in parts else []
        if "endless" in parts:
            endless(folder)
        if "terminals" in parts:
            (folder / "terminals").mkdir()
            terminals(folder / "terminals")
        (folder / "report.txt").write_text(files.REPORT)
        if "files" in parts:
            long = long_folder(folder)
            signals(folder, long)
            if pathlib.Path("/proc/self/stat").exists():
                orphans(folder)
            pipes(long)
            outputs(folder, long)
        if "scarcity" in parts:
            scarcity(folder)
    if "--table" in sys.argv:
        print("| file | outcome | CPU, s | memory, MB |\n|---|---|---:|---:|")
        for name, told, seconds, megabytes in sorted(rows):
            print(f"| `{name}` | {told} | {seconds:.1f} | {megabytes:.0f} |")
    print(f"{len(rows)} hostile files tried, {len(failures)} failures")
    sys.exit(bool(failures))


if __name__ == "__main__":
    if os.name != "posix":
        print("skipped: hostile files are tried where processes have limits")
        sys.exit(0)
    main()
