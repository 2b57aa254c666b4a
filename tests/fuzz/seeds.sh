#!/usr/bin/env bash
# Fills corpus/TARGET with the fixtures that src/lib.rs names for the target.
set -euo pipefail
cd "$(dirname "$0")"
python3 - <<'PYTHON'
import pathlib, re, shutil
text = pathlib.Path("src/lib.rs").read_text(encoding="utf-8")
for name, seeds in re.findall(r'name: "(\w+)",\s*seeds: &\[(.*?)\]', text, re.S):
    corpus = pathlib.Path("corpus", name)
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in re.findall(r'"([^"]+)"', seeds):
        path = pathlib.Path("../..", seed)
        for file in path.iterdir() if path.is_dir() else [path]:
            if file.is_file():
                shutil.copy(file, corpus)
shutil.copy("../../data/model/default.gongwen", "corpus/model")
PYTHON
