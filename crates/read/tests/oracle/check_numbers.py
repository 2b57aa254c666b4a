#!/usr/bin/env python3
"""Compare the automatic numbers in a docx snapshot with LibreOffice's (checked with 7.4.7.2).

Usage: check_numbers.py   (needs soffice)
Prints the lines that differ. Three do in numbering.docx, where LibreOffice knows neither isLgl (`1.1` and not
`一.1`) nor lvlRestart=0 (`2）`), and prints an empty numbered paragraph."""
import difflib, re, subprocess, tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(['soffice', '--headless', f'-env:UserInstallation=file://{folder}/profile', '--convert-to',
                    'txt:Text (encoded):UTF8', '--outdir', folder, TESTS / 'fixtures/numbering.docx'],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    theirs = (Path(folder) / 'numbering.txt').read_text(encoding='utf-8-sig')
snapshot = (TESTS / 'snapshots/documents__snapshot@numbering.docx.snap').read_text().split('---\n', 2)[2]
ours = re.sub(r'  <-.*', '', snapshot.split('\n', 1)[1])
bare = lambda text: [re.sub(r'[\s◦]', '', line) for line in text.strip().split('\n')]
print('\n'.join(line for line in difflib.unified_diff(bare(theirs), bare(ours), 'LibreOffice', 'ours', n=0, lineterm='')))
