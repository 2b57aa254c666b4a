#!/usr/bin/env python3
"""Sends tables of `classify tag` through LibreOffice and back, corrected on the way, and learns from them.

usage: correction_tables.py CLASSIFY

CLASSIFY is the built program. Needs Python's standard library and LibreOffice's soffice (Debian: apt-get install
libreoffice-calc); without it the script says so and ends with exit code 0.
"""
import csv
import io
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CLASSIFY = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[1]
SAMPLES = ["data/samples/street-2023-messy.txt", "data/samples/compilation-2023-dodged.txt"]
CORRECTIONS = {3: "民生", 7: "安全+乡村振兴", 11: "其他"}


def classify(*arguments, fails=False):
    done = subprocess.run([CLASSIFY, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode != 0) == fails, (arguments, done.returncode, done.stderr)
    return done.stderr if fails else done.stdout


def convert(path: pathlib.Path, to: str) -> pathlib.Path:
    """What LibreOffice makes of a table when it opens and saves it: in a folder of its own, under the same name."""
    folder = path.parent / f"{path.stem}-{to.partition(':')[0]}-{len(list(path.parent.iterdir()))}"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    # Comma, quotes, UTF-8; all of it is text.
    reads = "--infilter=CSV:44,34,76,1,,0,true,false" if path.suffix == ".csv" else "--infilter=Calc MS Excel 2007 XML"
    subprocess.run(
        [SOFFICE, profile, "--headless", reads, "--convert-to", to, "--outdir", folder, path],
        check=True, capture_output=True, timeout=300,
    )
    return next(folder.iterdir())


def rows(path: pathlib.Path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def write(path: pathlib.Path, table):
    out = io.StringIO()
    csv.writer(out).writerows(table)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    return path


def learnt(path: pathlib.Path) -> str:
    """The first line of what `learn` says: how much was learnt."""
    return classify("learn", path, "-o", path.parent / "my.gongwen", "--alone").splitlines()[0].split("  ")[0]


def main():
    if SOFFICE is None:
        print("skipped: soffice is not here (Debian: apt-get install libreoffice-calc)")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        book, table = folder / "标签.xlsx", folder / "标签.csv"
        for path in (book, table):
            classify("tag", *SAMPLES, "-o", path)

        # The workbook as LibreOffice shows it, corrected, sorted, columns deleted, saved as a workbook again.
        shown = rows(convert(book, 'csv:Text - txt - csv (StarCalc):44,34,76,1'))
        header, *body = shown
        assert header[-1] == "更正" and header == rows(table)[0], header
        assert len(body) == len(rows(table)) - 1
        for at, correction in CORRECTIONS.items():
            body[at][-1] = correction
        corrected = write(folder / "corrected.csv", [header, *body])
        wanted = f"学到 {len(CORRECTIONS)} 段"
        assert learnt(corrected) == wanted, learnt(corrected)

        text, theme = header.index("正文"), header.index("主题")
        by_text = sorted(body, key=lambda row: row[text])
        kept = [header.index(column) for column in ("更正", "校验", "标题", "正文")]
        some = write(folder / "some.csv", [[row[at] for at in kept] for row in [header, *by_text]])
        for path in (corrected, some):
            again = convert(path, "xlsx:Calc MS Excel 2007 XML")
            assert learnt(again) == wanted, (path, learnt(again))
            ever_again = convert(convert(again, "xlsx:Calc MS Excel 2007 XML"), "csv:Text - txt - csv (StarCalc):44,34,76,1")
            assert learnt(ever_again) == wanted, (path, learnt(ever_again))
        # As Excel saves a csv in China: GBK. Characters that GBK has not are lost; no corrected row has one.
        gbk = folder / "gbk.csv"
        gbk.write_bytes(corrected.read_bytes().decode("utf-8-sig").encode("gbk", "replace"))
        assert learnt(gbk) == wanted, learnt(gbk)
        semicolons = convert(corrected, "csv:Text - txt - csv (StarCalc):59,34,76,1")
        assert learnt(semicolons) == wanted, learnt(semicolons)

        # A text that was changed on the way is refused, and its row named.
        body[7][text] = body[7][text][:-2] + "甲。"
        changed = convert(write(folder / "changed.csv", [header, *body]), "xlsx:Calc MS Excel 2007 XML")
        error = classify("learn", changed, "-o", folder / "no.gongwen", fails=True)
        assert f"changed.xlsx:{7 + 2}: the text has changed" in error, error
        assert not (folder / "no.gongwen").exists()
        assert body[0][theme]
    print("tables come back from LibreOffice as they went: xlsx, csv, GBK, semicolons; sorted, columns deleted")


main()
