"""The READMEs' Python runs, and is one in both languages but for its comments."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]


def code(readme: str) -> str:
    blocks = re.findall(r"```python\n(.*?)```", (PACKAGE / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    return "\n".join(blocks)


@pytest.mark.usefixtures("at_root")
def test_the_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("sklearn")
    exec(compile(code("README.md"), "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "安全" in printed and "柳荫街道" in printed


@pytest.mark.usefixtures("at_root")
@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_project_shows_what_runs(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    [block] = re.findall(r"```python\n(.*?)```", (PACKAGE.parents[1] / readme).read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(block, readme, "exec"), {})
    assert "招商引资" in capsys.readouterr().out


def test_both_languages_show_the_same() -> None:
    bare = [re.sub(r" *#.*", "", code(readme)) for readme in ("README.md", "README.zh-CN.md")]
    assert bare[0] == bare[1]
