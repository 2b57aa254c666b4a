#!/usr/bin/env python3
"""Packs every crate that is published, and looks into the packages: what registries want of them, and their size.

usage: packages.py CLASSIFY [--build]

CLASSIFY is the built program. With --build (minutes) every crate is built from its package and those of the crates it
rests on, as it will be far from this repository, and the `classify` that comes of it must answer as CLASSIFY does.
"""
import json
import os
import pathlib
import posixpath
import re
import subprocess
import sys
import tarfile

CLASSIFY = str(pathlib.Path(sys.argv[1]).resolve())
BUILD = "--build" in sys.argv[2:]
ROOT = pathlib.Path(__file__).resolve().parents[1]
# Apart from what the workspace builds: packages know no workspace, nor its profiles.
TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "packaged"
# What crates.io takes.
LARGEST = 10 << 20
INCLUDED = re.compile(rb'include_(?:str|bytes)!\(\s*"([^"]+)"')


def run(*command):
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def look_into(crate):
    """A line on the package of a crate."""
    name = f"{crate['name']}-{crate['version']}"
    package = TARGET / "package" / f"{name}.crate"
    assert crate["description"] and crate["license"] and crate["repository"] and crate["readme"], name
    assert 1 <= len(crate["categories"]) <= 5, (name, crate["categories"])
    assert len(crate["keywords"]) <= 5 and all(len(word) <= 20 for word in crate["keywords"]), (name, crate["keywords"])
    size = package.stat().st_size
    assert size <= LARGEST, f"{name}: {size} bytes, more than the {LARGEST} that crates.io takes: see RELEASING.md"
    with tarfile.open(package) as tar:
        files = {posixpath.relpath(member.name, name): member for member in tar.getmembers()}
        for wanted in ["Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]:
            assert wanted in files, f"{name}: no {wanted}"
        for path in [path for path in files if path.endswith(".rs")]:
            for included in INCLUDED.findall(tar.extractfile(files[path]).read()):
                needed = posixpath.normpath(posixpath.join(posixpath.dirname(path), included.decode()))
                assert needed in files, f"{name}: {path} includes {needed}, which is not in the package"
    return f"{size:>9} bytes  {len(files):>3} files  {name}"


def main():
    crates = json.loads(run("cargo", "metadata", "--format-version=1", "--no-deps"))["packages"]
    # A crate with no registry to go to stays here.
    published = [crate for crate in crates if crate["publish"] != []]
    left_out = [f"--exclude={crate['name']}" for crate in crates if crate not in published]
    verify = [] if BUILD else ["--no-verify"]
    # Whether all is committed, `cargo publish` asks.
    run("cargo", "package", "--quiet", "--workspace", *left_out, *verify, "--allow-dirty", "--target-dir", TARGET)
    for crate in published:
        print(look_into(crate))
    if not BUILD:
        return
    packaged = TARGET / "debug" / "classify"
    for arguments in [["--version"], ["tag", "data/samples", "--format", "jsonl"], ["figures", "data/samples"]]:
        answer = run(packaged, *arguments)
        assert answer and answer == run(CLASSIFY, *arguments), f"the packaged program answers otherwise: {arguments}"
    print("the packaged program answers as the project's does")


main()
