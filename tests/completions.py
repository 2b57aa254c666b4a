#!/usr/bin/env python3
"""Asks bash, zsh and fish what they complete: the script of `classify completions SHELL`, a terminal and keys.

usage: completions.py CLASSIFY

CLASSIFY is the built program. Needs Python's standard library; a shell that is not here is named and left out.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

CLASSIFY = str(pathlib.Path(sys.argv[1]).resolve())
SECONDS = 20
# What is typed, and what is offered for its last word; no more and no less.
EXPECTED = {
    "classify ta": ["tag"],
    "classify mo": ["model-card"],
    "classify tag --f": ["--fine", "--force", "--format"],
    "classify tag --format j": ["jsonl"],
    # What the program says to itself.
    "classify read-f": [],
}
# The program is a function that shows its words, and a key (Ctrl-X a) puts all that is offered in the place of the
# last word: what a shell shows as a list, in columns or pages as wide as the terminal, comes back as plain words.
SHELLS = {
    "bash": (
        ["--norc", "--noprofile", "-i"],
        "PS1=; bind 'set enable-bracketed-paste off'; bind '\"\\C-xa\": insert-completions'; . SCRIPT",
    ),
    "zsh": (
        ["-f", "-i"],
        "PS1=; unsetopt zle_bracketed_paste prompt_sp 2>/dev/null; autoload -Uz compinit; compinit -u -D; . SCRIPT;"
        " everything() { _main_complete; compstate[insert]=all; };"
        " zle -C everything complete-word everything; bindkey '^Xa' everything",
    ),
    "fish": None,
}


def by_keys(shell, options, setup, typed):
    """The words that stand on the line once the key was hit in place of the last one typed."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="dumb", HOME=os.getcwd())
        os.execvp(shell, [shell, *options])

    def send(text, awaited):
        os.write(terminal, text.encode())
        seen, end = b"", time.monotonic() + SECONDS
        while not (found := re.search(awaited, seen, re.DOTALL)):
            assert time.monotonic() < end, (shell, typed, seen)
            if select.select([terminal], [], [], 0.1)[0]:
                seen += os.read(terminal, 65536)
        return found

    try:
        # Quotes keep the echo of what is typed from looking like what is awaited.
        send(setup + "; classify() { printf '<''%s' \"$@\"; echo '>''>'; }; echo rea''dy\n", b"ready\r?\n")
        shown = send(typed + "\x18a\n", b"<([^>]*)>>")[1]
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    return shown.decode().split("<")


def offered(shell, script, typed):
    if shell == "fish":
        question = ["fish", "--no-config", "--command", f"source {script}; complete --do-complete '{typed}'"]
        answer = subprocess.run(question, capture_output=True, text=True, check=True, timeout=SECONDS).stdout
        return [line.split("\t")[0] for line in answer.splitlines()]
    options, setup = SHELLS[shell]
    words = by_keys(shell, options, setup.replace("SCRIPT", str(script)), typed)
    before = typed.split()[1:-1]
    assert words[: len(before)] == before, (shell, typed, words)
    # With nothing to offer the word stays as it is.
    return [word for word in words[len(before):] if word != typed.split()[-1]]


def main():
    asked = 0
    with tempfile.TemporaryDirectory() as folder:
        # A folder without files: shells offer names of files, too.
        os.chdir(folder)
        for shell in SHELLS:
            if shutil.which(shell) is None:
                print(f"skipped: {shell} is not here")
                continue
            script = pathlib.Path(folder, f".completions-{shell}")
            script.write_bytes(subprocess.run([CLASSIFY, "completions", shell], capture_output=True, check=True).stdout)
            for typed, expected in EXPECTED.items():
                found = sorted(offered(shell, script, typed))
                assert found == expected, f"{shell}: after `{typed}` {found} are offered, not {expected}"
                asked += 1
    print(f"completions: {asked} questions answered as they should be")


main()
