#!/usr/bin/env python3
"""Uses the workbench as people would, in a headless Chromium driven over WebDriver.

usage: workbench.py CLASSIFY [SCREENSHOT_FOLDER]

CLASSIFY is the built program. Needs nothing but Python's standard library, chromium and chromedriver
(Debian: apt-get install chromium chromium-driver); without these it says so and ends with exit code 0.
"""
import csv
import http.server
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import zipfile

sys.dont_write_bytecode = True
import plain_reports  # noqa: E402 (beside this script)
from browser import Browser, driver  # noqa: E402

# How often all is tried with a browser that does not answer.
ATTEMPTS = 3
MANY = 80
TOKEN = "xiao-mei-2024"
THEMES = ["party-building", "investment-promotion", "safety", "livelihood", "other"]
VIEWS = ["overview", "reading/1", "list", "unsure", "review", "agreement", "figures", "compare", "track", "material", "train", "exports"]


# Cells of tables that say something and that nobody can bring to sight: hidden, or beyond an edge up to which nothing scrolls.
# What a card's cells say themselves need not stand above it.
UNREACHABLE = """[...document.querySelectorAll('main :is(th, td)')].filter(cell => {
  if (!cell.textContent.trim() || cell.closest('.cards thead')) return false;
  const box = cell.getBoundingClientRect();
  if (!box.width) return true;
  if (box.right <= innerWidth + 1) return false;
  const scrolls = over => /auto|scroll/.test(getComputedStyle(over).overflowX) && over.getBoundingClientRect().right <= innerWidth + 1;
  for (let over = cell.parentElement; over !== document.body; over = over.parentElement) if (scrolls(over)) return false;
  return true;
}).map(cell => cell.textContent)"""


class Workbench:
    """A `classify serve` of a folder, at a port that is free unless one is given."""

    def __init__(self, classify: str, folder: pathlib.Path, *arguments: str, port: int = 0):
        self.folder = folder
        command = [classify, "serve", str(folder), "--port", str(port), "--no-open", *arguments]
        self.program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.program.stdout.readline()
        # Where there is a token, the printed address has it in it.
        self.url = line.strip().split("?")[0].rstrip("/") + "/"
        assert self.url.startswith("http://127.0.0.1:"), line

    def get(self, path: str):
        with urllib.request.urlopen(self.url + "api/v1/" + path, timeout=120) as answer:
            return json.load(answer)

    def answers(self) -> dict[str, str]:
        """Of every paragraph, by id, the theme that the model answers."""
        view = self.get("view")
        texts = [[block for block in report["blocks"] if "text" in block] for report in view["data"]["reports"]]
        return {id_: THEMES[block["theme"]] for ids, blocks in zip(view["ids"], texts) for id_, block in zip(ids, blocks)}

    def close(self):
        self.program.send_signal(signal.SIGINT)
        try:
            self.program.wait(20)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()


def write_reports(folder: pathlib.Path) -> list[pathlib.Path]:
    """Three reports of two units, two of them of years that follow each other, and a file that is none."""
    folder.mkdir()
    texts = {
        "青石县民政局2022年.txt": "青石县民政局2022年工作总结和2023年工作思路\n一、2022年工作总结\n（一）抓好养老服务。新建社区食堂3处，为老人送餐4.2万份，老人满意率达到96%。\n"
        "（二）守牢安全底线。检查养老机构64家，整改消防隐患120处，全年未发生火灾。\n（三）加强党的建设。开展主题党日活动24次，发展党员6名。\n"
        "二、存在问题\n护理人员不足，农村养老服务覆盖不够。\n三、2023年工作思路\n（一）新建社区食堂5处。\n（二）检查养老机构80家。\n（三）引进养老企业2家，签约资金1.5亿元。\n",
        "青石县民政局2023年.txt": "青石县民政局2023年工作总结和2024年工作思路\n一、2023年工作总结\n（一）抓好养老服务。新建社区食堂5处，为老人送餐5.6万份，老人满意率达到97%。\n"
        "（二）守牢安全底线。检查养老机构82家，整改消防隐患95处，全年未发生火灾。\n（三）加强党的建设。开展主题党日活动26次，发展党员8名。\n"
        "（四）抓好招商引资。引进养老企业1家，签约资金0.8亿元。\n二、2024年工作思路\n（一）再建社区食堂4处。\n（二）为困难老人家庭做适老化改造300户。\n",
        "松涛镇2023年.txt": "松涛镇2023年工作总结\n一、工作成效\n（一）招商引资有突破。外出招商12次，签约项目7个，到位资金2.3亿元。\n（二）平安建设见实效。排查燃气管道86公里，整改隐患31处。\n"
        "（三）民生实事办得好。改造老旧小区4个，新增停车位260个。\n（四）党建引领聚合力。培训党员320人次，建成党群服务站3个。\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def drop(browser: Browser, *files: pathlib.Path) -> None:
    """Drops files from outside onto the page."""
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.develop("Input.dispatchDragEvent", type=kind, x=600, y=500, data=data)
        if kind == "dragOver":
            browser.wait("!document.querySelector('#drop').hidden", "the page says that files can be dropped")


def press(browser: Browser, css: str) -> None:
    """A click that needs no scrolling: what is drawn anew meanwhile would be gone when the driver clicks."""
    browser.wait(f"!!document.querySelector({json.dumps(css)})", css)
    browser.run(f"document.querySelector({json.dumps(css)}).click()")


def corrections(browser: Browser) -> int:
    return int(browser.text("#corrected").split()[-1].replace(",", ""))


def saved(browser: Browser) -> None:
    """Waits until the server has what was corrected: it says so by nothing being on its way."""
    browser.wait("!document.querySelector('#undo').hidden", "the server has a step to undo")
    time.sleep(0.5)


def check_reports(browser: Browser, bench: Workbench, reports: list[pathlib.Path], shot) -> None:
    """An empty project invites; files that are dropped are there, what is no report is refused with its reason."""
    browser.open(bench.url)
    assert browser.run("location.hash") == "#material" and browser.count(".inviting") == 1
    shot("empty")
    bad = reports[0].parent / "照片.txt"
    bad.write_bytes(b"")
    drop(browser, *reports, bad)
    browser.wait("document.querySelectorAll('.files tbody tr').length === 3 && document.querySelectorAll('#uploads li.refused').length === 1", "three reports are there", 120)
    assert "照片.txt" in browser.text("#uploads li.refused") and len(browser.text("#uploads li.refused .failure")) > 6
    assert sorted(report["paragraphs"] for report in bench.get("reports")) == [4, 6, 7], bench.get("reports")
    shot("dropped")
    # The same again is not there twice.
    drop(browser, reports[0])
    browser.wait("document.querySelectorAll('#uploads li.known').length === 1", "a copy is told")
    # A folder is what is in it.
    drop(browser, reports[0].parent)
    browser.wait("document.querySelectorAll('#uploads li.known').length === 4", "a folder is walked", 60)
    assert "outside/照片.txt" in browser.text("#uploads")
    assert len(bench.get("reports")) == 3
    # One is taken out and put back.
    press(browser, ".files .remove")
    browser.wait("document.querySelectorAll('.files tbody tr').length === 2", "one is out")
    press(browser, "#put-back")
    browser.wait("document.querySelectorAll('.files tbody tr').length === 3", "it is back")
    check_files(browser, bench, reports[0], shot)
    refused = [entry for entry in browser.console() if "status of 4" not in entry]
    assert not refused, refused


def check_files(browser: Browser, bench: Workbench, report: pathlib.Path, shot) -> None:
    """The page tells which of two versions counts, and what in the folder is no report."""
    folder = bench.folder
    text = report.read_text("utf-8")
    added = [folder / name for name in ("青石县民政局2022年终稿.txt", "副本.txt", "照片.png", "结果.html")]
    added[0].write_text(text + "（四）培训护理人员40人次。\n", "utf-8")
    added[1].write_text(text, "utf-8")
    added[2].write_bytes(b"\x89PNG")
    with urllib.request.urlopen(bench.url + "api/v1/export/report.html", timeout=120) as page:
        added[3].write_bytes(page.read())
    browser.open(bench.url, "#material")
    browser.wait("document.querySelectorAll('#skipped li').length === 2", "what is no report is told")
    assert "照片.png" in browser.text("#skipped") and "结果.html" in browser.text("#skipped")
    rows = browser.run("[...document.querySelectorAll('.files tbody tr')].map(row => [row.querySelector('.file').textContent, row.cells[4].textContent])")
    states = dict(rows)
    assert states["青石县民政局2022年终稿.txt"].startswith("计入") and "以这份为准" in states["青石县民政局2022年终稿.txt"], states
    assert states[report.name].startswith("不计") and states["副本.txt"].startswith("不计"), states
    assert "3 篇报告计入" in browser.text("#main"), browser.text("#main")
    shot("versions")
    for file in added:
        file.unlink()
    browser.open(bench.url, "#material")
    browser.wait("document.querySelectorAll('.files tbody tr').length === 3 && !document.querySelector('#skipped')", "what has gone is gone")


def check_corrections(browser: Browser, bench: Workbench, shot) -> dict[str, str]:
    """Five paragraphs by keyboard, with undo; part, year and unit; gives what was corrected."""
    before = bench.answers()
    browser.open(bench.url, "#list")
    themes = {id_: THEMES[(THEMES.index(theme) + 1) % 4] for id_, theme in list(before.items())[:5]}
    browser.keys("j", *(str(THEMES.index(theme) + 1) for theme in themes.values()))
    saved(browser)
    assert corrections(browser) == 5
    stated = {one["paragraph"]: one["correction"]["themes"][0] for one in bench.get("view")["corrections"]}
    assert stated == themes, (stated, themes)
    browser.keys("z")
    browser.wait("document.querySelector('#corrected').textContent.endsWith(' 4')", "a step is undone")
    browser.keys("y")
    browser.wait("document.querySelector('#corrected').textContent.endsWith(' 5')", "and done again")

    # What is written of a paragraph stays while others work.
    browser.open(bench.url, "#reading/1?at=2")
    browser.keys("e")
    assert browser.run("document.activeElement.id") == "about-part"
    browser.run("(part => { part.value = 'plan'; part.dispatchEvent(new Event('change')); })(document.querySelector('#about-part'))")
    browser.wait("document.querySelector('.at .about-corrected')?.textContent.includes('计划')", "the part is corrected")
    browser.run("document.querySelector('#about-unit').select()")
    browser.type("#about-unit", "\ue003石桥县民政局")
    time.sleep(2.5)
    assert browser.run("document.querySelector('#about-unit').value") == "石桥县民政局", "typed text is not drawn away"
    browser.keys("Enter")
    browser.wait("document.querySelector('.about').textContent.includes('石桥县民政局')", "the unit is the whole report's")
    browser.keys("Escape", "z", "z")
    browser.wait("!document.querySelector('.about').textContent.includes('石桥县') && !document.querySelector('.about-corrected')", "and taken back")

    # A passage of a paragraph that is not corrected yet.
    browser.open(bench.url, "#list")
    browser.run("(p => { p.normalize(); getSelection().setBaseAndExtent(p.firstChild, 2, p.firstChild, 8); })(document.querySelector('#p6 p'))")
    browser.wait("!document.querySelector('#passage').hidden", "a bar offers themes for the passage")
    browser.keys("1")
    browser.wait("document.querySelectorAll('.passage.marked').length === 1", "the passage is marked")
    saved(browser)
    marks = [one["correction"]["marks"] for one in bench.get("view")["corrections"] if "marks" in one["correction"] and one["correction"]["marks"]]
    assert marks == [[[2, 8, "party-building"]]], marks
    browser.keys("z")
    browser.wait("!document.querySelector('.passage.marked')")
    shot("corrected")
    return themes


def check_learning(browser: Browser, bench: Workbench, themes: dict[str, str], shot) -> None:
    """The model learns what was corrected, and the former one can come back."""
    before = bench.answers()
    browser.open(bench.url, "#train")
    browser.type("#model-name", "民政")
    press(browser, "#begin")
    browser.wait("!!document.querySelector('.job')", "learning has begun")
    shot("learning")
    browser.wait("!!document.querySelector('.effect')", "learning ends", 400)
    browser.wait("document.querySelectorAll('#models tbody tr').length === 2", "there are two models")
    assert f"学了 {len(themes)} 条更正" in browser.text(".effect"), browser.text(".effect")
    shot("learnt")
    after = bench.answers()
    learnt = [id_ for id_, theme in themes.items() if before[id_] != theme and after[id_] == theme]
    assert learnt, "at least one paragraph is answered as it was corrected"
    assert "民政" in browser.text("#models tr.current")
    # The page shows the new answer: what was a correction is a confirmation.
    at = list(after).index(learnt[0])
    browser.open(bench.url, "#list")
    told = browser.text(f"#p{at} .tag")
    assert "我 · 已确认" in told, f"who said it is told, not the model that learnt it: {told}"
    browser.open(bench.url, "#train")
    browser.wait("!!document.querySelector('#models .use')")
    press(browser, "#models .use")
    browser.wait("document.querySelector('#models tr.current')?.textContent.includes('内置')", "the built-in model answers again", 60)
    assert bench.answers() == before


def check_readers(browser: Browser, bench: Workbench, shot) -> None:
    """Two readers, their agreement, and what they settle."""
    browser.open(bench.url, "#agreement")
    browser.type("#new-reader", "李敏")
    browser.keys("Enter")
    browser.wait("document.querySelector('#reader').selectedOptions[0].textContent === '李敏'", "a reader is added")
    browser.open(bench.url, "#list")
    said = [one["correction"]["themes"][0] for one in bench.get("view")["corrections"]]
    # Of five the same three times, another one twice.
    order = [one["paragraph"] for one in sorted(bench.get("view")["corrections"], key=lambda one: list(bench.answers()).index(one["paragraph"]))]
    by_id = {one["paragraph"]: one["correction"]["themes"][0] for one in bench.get("view")["corrections"]}
    own = [by_id[id_] if at < 3 else next(theme for theme in THEMES if theme != by_id[id_]) for at, id_ in enumerate(order)]
    browser.keys("j", *(str(THEMES.index(theme) + 1) for theme in own))
    saved(browser)
    assert len(bench.get("view")["corrections"]) == 2 * len(said)
    browser.open(bench.url, "#agreement")
    browser.wait("!!document.querySelector('#kappa')", "there is a kappa")
    told = bench.get("agreement?a=2&b=1")
    assert told["both"] == 5 and told["same"] == 3 and len(told["disputed"]) == 2, told
    assert browser.text("#kappa b") == f"{told['kappa']:.2f}", (browser.text("#kappa"), told)
    assert browser.count("#disputed .card") == 2
    shot("agreement")
    browser.keys("j", "5", "1")
    browser.wait("document.querySelector('#disputed h2').textContent.includes('0 段未裁定')", "both are settled")
    settled = sorted((one for one in bench.get("view")["corrections"] if one["reader"] is None), key=lambda one: one["version"])
    assert [one["correction"]["themes"] for one in settled] == [["other"], ["party-building"]], settled
    shot("settled")
    # Here a step back takes a settlement back.
    browser.keys("z")
    browser.wait("document.querySelector('#disputed h2').textContent.includes('1 段未裁定')", "a settlement is taken back")
    browser.keys("y")
    browser.wait("document.querySelector('#disputed h2').textContent.includes('0 段未裁定')", "and made again")


def check_tabs(browser: Browser, bench: Workbench, shot) -> None:
    """Two tabs of a reader do not overwrite each other; what another one did is told, nothing typed is lost."""
    first = browser.ask("GET", "/window")
    last = len(bench.answers()) - 1
    browser.open(bench.url, "#list")
    # This tab does not hear of the other one before it has sent something.
    browser.run(
        "void (() => { const real = fetch; let deaf = true; window.fetch = (url, options) => { deaf &&= options?.method !== 'PUT';"
        " return deaf && String(url).includes('changes') ? Promise.reject(new TypeError()) : real(url, options); }; })()"
    )
    second = browser.ask("POST", "/window/new", {"type": "tab"})["handle"]
    browser.ask("POST", "/window", {"handle": second})
    browser.open(bench.url, "#list")
    press(browser, f"#p{last} .tag")
    browser.keys("3")
    saved(browser)
    browser.ask("POST", "/window", {"handle": first})
    press(browser, f"#p{last} .tag")
    browser.keys("4")
    browser.wait("document.querySelectorAll('.conflict').length === 1", "the other tab's work is told")
    press(browser, f"#p{last - 1} .tag")
    browser.keys("2")
    saved(browser)
    text = browser.text(".conflict")
    assert "安全" in text and "民生" in text, text
    shot("conflict")
    ids = list(bench.answers())
    said = lambda at: [one["correction"]["themes"] for one in bench.get("view")["corrections"] if one["paragraph"] == ids[at] and one["reader"] == 2]
    assert said(last) == [["safety"]] and said(last - 1) == [["investment-promotion"]], "nothing is overwritten, other paragraphs merge"
    press(browser, "#see-conflict")
    assert browser.count(".at .conflict") == 1, "a click leads there"
    press(browser, ".take-mine")
    browser.wait("!document.querySelector('.conflict')")
    saved(browser)
    assert said(last) == [["livelihood"]]
    # The other tab sees it by itself.
    browser.ask("POST", "/window", {"handle": second})
    browser.wait(f"document.querySelector('#p{last} .tag').textContent.includes('民生')", "the other tab follows")
    browser.ask("DELETE", "/window")
    browser.ask("POST", "/window", {"handle": first})
    errors = [entry for entry in browser.console() if "status of 409" not in entry]
    assert not errors, errors


def check_exports(browser: Browser, bench: Workbench, shot) -> None:
    browser.open(bench.url, "#exports")
    browser.wait("!!document.querySelector('.format')")
    shot("exports")

    def export(kind: str) -> pathlib.Path:
        for file in browser.downloads.iterdir():
            file.unlink()
        press(browser, f"[data-kind='{kind}']")
        suffix = "." + kind.split(".")[-1]
        for _ in range(600):
            files = [file for file in browser.downloads.iterdir() if file.suffix == suffix]
            if files and files[0].stat().st_size:
                return files[0]
            time.sleep(0.1)
        raise AssertionError(f"{kind} does not come: {browser.text('#message')}")

    rows = list(csv.DictReader(export("corrections.csv").read_text("utf-8-sig").splitlines()))
    assert sum(bool(row["更正"]) for row in rows) >= 6, rows
    with zipfile.ZipFile(export("project.qdpx")) as project:
        assert any(name.endswith("project.qde") for name in project.namelist()), project.namelist()
    with zipfile.ZipFile(export("collect.docx")) as document:
        assert "word/document.xml" in document.namelist()
    assert b"<script" in export("report.html").read_bytes()


def check_work(browser: Browser, bench: Workbench, shot) -> None:
    """What to look at next; figures, two reports compared, a plan tracked."""
    browser.open(bench.url, "#review")
    browser.wait("!!document.querySelector('.proposed .why')", "something is proposed", 60)
    count = browser.count(".proposed")
    assert count == len(bench.get("next?count=20&reader=2")) > 0
    browser.keys("j", "4")
    browser.wait("document.querySelector('.walk progress').value === 1", "it is counted as looked at")
    assert browser.count(".proposed") == count, "what was looked at stays in its place"
    shot("review")
    browser.keys("z")
    browser.open(bench.url, "#figures")
    browser.wait("document.querySelectorAll('#figures tbody tr').length > 5", "there are figures", 60)
    assert "社区食堂" in browser.text("#figures tbody") or "停车位" in browser.text("#figures tbody")
    browser.type("#figure-search", "老人")
    browser.wait("[...document.querySelectorAll('#figures tbody tr')].every(row => row.textContent.includes('老人'))", "figures are searched")
    press(browser, "#view-compare")
    browser.wait("!!document.querySelector('#comparedFigures')", "the two years of a unit are compared", 60)
    assert "2022" in browser.run("document.querySelector('#choose-before').selectedOptions[0].textContent")
    shot("compare")
    press(browser, "#comparedFigures td a")
    assert browser.run("location.hash").startswith("#reading/") and browser.count(".at") == 1
    browser.open(bench.url, "#track")
    browser.wait("document.querySelectorAll('#items tbody tr').length === 4", "four items were planned", 60)
    shot("track")
    errors = browser.console()
    assert not errors, errors


def check_look(browser: Browser, bench: Workbench, shot, name: str) -> None:
    """Every view at a phone's width and a desk's, light and dark, in both languages."""
    for width, height in ((1440, 900), (390, 844)):
        browser.size(width, height)
        for look in ("light", "dark"):
            browser.run(f"localStorage.setItem('gongwen-look', '{look}')")
            for view in VIEWS:
                browser.open(bench.url, f"#{view}")
                browser.wait("!document.querySelector('[aria-busy]')", f"{view} shows", 120)
                wide, seen = browser.run("[document.documentElement.scrollWidth, innerWidth]")
                assert wide <= seen, f"{view} at {width}: {wide} > {seen}"
                beyond = browser.run(UNREACHABLE)
                assert not beyond, f"{view} at {width}: {beyond}"
                nameless = browser.run("[...document.querySelectorAll('button, select, input, a')].filter(e => e.offsetParent && !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length || e.title)).map(e => e.outerHTML)")
                assert not nameless, (view, nameless)
                shot(f"{name}-{width}-{look}-{view.split('/')[0]}")
    check_scrolled(browser, bench)
    browser.develop("Emulation.clearDeviceMetricsOverride")
    browser.run("localStorage.setItem('gongwen-look', 'light')")
    browser.open(bench.url, "#train")
    press(browser, "#language")
    for view in VIEWS:
        browser.open(bench.url, f"#{view}")
        browser.wait("!document.querySelector('[aria-busy]')", f"{view} shows", 120)
        left = browser.run("document.body.innerText.includes('undefined')")
        assert not left, view
    press(browser, "#language")
    errors = browser.console()
    assert not errors, errors
    # A page that is open asks on, also when its workbench is gone.
    browser.ask("POST", "/url", {"url": "about:blank"})


def check_scrolled(browser: Browser, bench: Workbench) -> None:
    """On a phone a table wider than the screen keeps its first column; the others are cards that name their cells."""
    if len(bench.get("readers")) > 1:
        browser.open(bench.url, "#agreement")
        browser.wait("!!document.querySelector('.confusion')")
        last, first, edge = browser.run(
            "(box => { box.scrollLeft = 9999; const cells = [...box.querySelectorAll('tbody tr:last-child > *')]; "
            "return [cells.at(-1).getBoundingClientRect().right, cells[0].getBoundingClientRect().left, box.getBoundingClientRect().left]; })(document.querySelector('#agreement .scroll'))"
        )
        assert last <= 390 and abs(first - edge) < 2, (last, first, edge)
    browser.open(bench.url, "#figures")
    browser.wait("document.querySelectorAll('#figures tbody td').length > 5", "there are figures", 60)
    heads, cells = browser.run(
        "[[...document.querySelectorAll('#figures thead th')].map(cell => cell.textContent), [...document.querySelectorAll('#figures tbody td')].map(cell => [cell.cellIndex, cell.textContent, cell.dataset.label ?? '', cell.offsetHeight])]"
    )
    wrong = [cell for cell in cells if bool(cell[1]) != (cell[2] == heads[cell[0]]) or bool(cell[1]) != bool(cell[3])]
    assert not wrong, wrong


def check_keyboard(browser: Browser, bench: Workbench) -> None:
    """All that can be pressed can be reached by Tab, and shows that it is."""
    browser.open(bench.url, "#material")
    reached = set()
    for _ in range(60):
        browser.keys("\ue004")
        name, outline = browser.run("[document.activeElement.textContent || document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]")
        if browser.run("document.activeElement === document.body"):
            break
        assert outline != "none", name
        reached.add(name)
    assert {"材料", "学习", "导出", "选文件…", "移出"} <= reached, reached


def check_token(browser: Browser, classify: str, folder: pathlib.Path, shot) -> None:
    bench = Workbench(classify, folder, "--token", TOKEN)
    try:
        browser.ask("POST", "/url", {"url": bench.url})
        browser.wait("location.pathname === '/login' && !!document.querySelector('#token')", "the way leads to the login")
        shot("login")
        browser.type("#token", "wrong-wrong-1")
        browser.keys("Enter")
        browser.wait("document.querySelector('#message').textContent.includes('口令不对')")
        browser.run("document.querySelector('#token').value = ''")
        browser.type("#token", TOKEN)
        browser.keys("Enter")
        browser.wait("location.pathname === '/' && !!document.querySelector('#print-head')", "the token opens the workbench")
        errors = [entry for entry in browser.console() if "status of 401" not in entry]
        assert not errors, errors
        check_link(browser, bench)
    finally:
        bench.close()


def check_link(browser: Browser, bench: Workbench) -> None:
    """Who follows a link with the token on a page of another site is let in, and known when he follows one without."""

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(f"<a id=with href='{bench.url}?token={TOKEN}'>1</a> <a id=without href='{bench.url}'>2</a>".encode())

        def log_message(self, *_):
            pass

    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    browser.ask("DELETE", "/cookie")
    for link in ("with", "without"):
        # Another name is another site.
        browser.ask("POST", "/url", {"url": f"http://localhost:{other.server_port}/"})
        browser.click(f"#{link}")
        browser.wait(f"location.port === '{bench.url.rstrip('/').split(':')[-1]}' && document.readyState === 'complete'")
        browser.wait("location.pathname === '/' && !location.search && !!document.querySelector('#print-head')", f"the link {link} the token leads in")
    other.shutdown()


def check_all(browser: Browser, classify: str, work: pathlib.Path, shot) -> None:
    project = work / "年终材料"
    project.mkdir()
    bench = Workbench(classify, project)
    try:
        check_reports(browser, bench, write_reports(work / "outside"), shot)
        themes = check_corrections(browser, bench, shot)
        check_learning(browser, bench, themes, shot)
        check_readers(browser, bench, shot)
        check_tabs(browser, bench, shot)
        check_exports(browser, bench, shot)
        check_work(browser, bench, shot)
        check_keyboard(browser, bench)
        before = bench.get("view")["corrections"]
        browser.open(bench.url, "#list")
    finally:
        bench.close()
    # What is corrected while the workbench is away waits; opened again, all is there.
    last = browser.count(".card") - 1
    press(browser, f"#p{last} .tag")
    browser.keys("1")
    browser.wait("document.querySelector('#saved').textContent.includes('1 条更正等着保存')", "what waits is told")
    bench = Workbench(classify, project, port=int(bench.url.rstrip("/").split(":")[-1]))
    try:
        browser.wait("!document.querySelector('#saved').textContent", "the workbench is there again")
        after = bench.get("view")["corrections"]
        kept = [one for one in after if one not in before]
        assert len(kept) == 1 and kept[0]["correction"]["themes"] == ["party-building"], kept
        errors = [entry for entry in browser.console() if "ERR_CONNECTION_REFUSED" not in entry]
        assert not errors, errors
        browser.open(bench.url, "#list")
        assert corrections(browser) > 5 and [model["name"] for model in bench.get("models")][1:] == ["民政"]
        check_look(browser, bench, shot, "few")
    finally:
        bench.close()
    check_token(browser, classify, project, shot)


def check_many(browser: Browser, classify: str, work: pathlib.Path, shot) -> None:
    plain_reports.write(work / "many", MANY)
    bench = Workbench(classify, work / "many")
    try:
        browser.open(bench.url)
        browser.wait("document.querySelectorAll('.heat tbody tr').length > 20", "eighty reports are there", 120)
        check_look(browser, bench, shot, "many")
    finally:
        bench.close()


def main() -> int:
    classify = str(pathlib.Path(sys.argv[1]).resolve())
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if not driver():
        print("workbench.py: skipped, for chromium or chromedriver is not installed")
        return 0
    for attempt in range(ATTEMPTS):
        with tempfile.TemporaryDirectory() as folder:
            work = pathlib.Path(folder)
            (work / "downloads").mkdir()
            browser = Browser(work / "downloads")
            shot = lambda name: shots and browser.screenshot(shots / f"{name}.png")
            try:
                check_all(browser, classify, work, shot)
                check_many(browser, classify, work, shot)
                print("workbench.py: all well")
                return 0
            except TimeoutError:
                # Now and then a browser opens no page any more, whatever the page; a wrong one is no reason.
                if attempt + 1 == ATTEMPTS:
                    raise
                print("workbench.py: the browser does not answer; once more with another")
            finally:
                browser.close()
    return 1


if __name__ == "__main__":
    sys.exit(main())
