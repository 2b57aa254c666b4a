import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import gongwen

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def tagger() -> gongwen.Tagger:
    return gongwen.Tagger()


class Classify:
    """The command line, run in the repository."""

    def __init__(self, program: Path) -> None:
        self.program = program

    def run(self, *arguments: Any) -> "subprocess.CompletedProcess[str]":
        command = [str(self.program), *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def classify() -> Classify:
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    named = os.environ.get("CLASSIFY")
    programs = [Path(named)] if named else [target / "release/classify", target / "debug/classify"]
    found = next((program for program in programs if program.exists()), None)
    if found is None:
        pytest.skip("the command line is not built: cargo build, or name it in CLASSIFY")
    return Classify(found.resolve())


@pytest.fixture
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of files are as the command line has them."""
    monkeypatch.chdir(ROOT)
