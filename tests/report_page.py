#!/usr/bin/env python3
"""Uses the reader's page as a person would, in a headless Chromium driven over WebDriver.

usage: report_page.py CLASSIFY [SCREENSHOT_FOLDER]

CLASSIFY is the built program. Needs nothing but Python's standard library, chromium and chromedriver
(Debian: apt-get install chromium chromium-driver); without these it says so and ends with exit code 0.
"""
import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.dont_write_bytecode = True
import plain_reports  # noqa: E402 (beside this script)

REPORTS = 80


class Browser:
    """The few WebDriver commands that are needed (https://www.w3.org/TR/webdriver2/)."""

    def __init__(self, chromium: str, chromedriver: str):
        self.driver = subprocess.Popen(
            [chromedriver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                self.url = f"http://127.0.0.1:{line.split()[-1].rstrip('.')}"
                break
        else:
            raise RuntimeError("chromedriver did not start")
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900", "--lang=zh-CN"]
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": chromium, "args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.url += f"/session/{session['sessionId']}"

    def ask(self, method: str, path: str, body: dict | None = None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def open(self, page: pathlib.Path, place: str = ""):
        self.ask("POST", "/url", {"url": "about:blank"})
        self.ask("POST", "/url", {"url": page.as_uri() + place})

    def run(self, script: str):
        return self.ask("POST", "/execute/sync", {"script": f"return {script}", "args": []})

    def click(self, css: str):
        element = self.ask("POST", "/element", {"using": "css selector", "value": css})
        self.ask("POST", f"/element/{next(iter(element.values()))}/click", {})

    def type(self, css: str, text: str):
        element = self.ask("POST", "/element", {"using": "css selector", "value": css})
        self.ask("POST", f"/element/{next(iter(element.values()))}/value", {"text": text})

    def count(self, css: str) -> int:
        return self.run(f"document.querySelectorAll({json.dumps(css)}).length")

    def text(self, css: str) -> str:
        return self.run(f"document.querySelector({json.dumps(css)}).textContent")

    def console(self) -> list[str]:
        return [entry["message"] for entry in self.ask("POST", "/se/log", {"type": "browser"})]

    def screenshot(self, file: pathlib.Path):
        file.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))

    def close(self):
        try:
            self.ask("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()


def check(browser: Browser, page: pathlib.Path, tags: list[dict], shot) -> None:
    """Every number on the page is compared with what `classify tag` says of the same files."""
    browser.open(page)
    assert f"{len(tags):,}" in browser.text("#count"), browser.text("#count")
    assert browser.count("#shares tr") == 4, "all, results, problems, plans"
    units = browser.run("document.querySelectorAll('.heat tbody tr').length")
    assert 0 < units <= REPORTS
    shot("overview")
    safety = [tag for tag in tags if tag["theme"] == "safety"]
    # Characters are counted by passages, which are told by where they stand in the file.
    source = {tag["file"]: pathlib.Path(tag["file"]).read_text("utf-8") for tag in tags}
    passages = [(source[tag["file"]], passage) for tag in tags for passage in tag["passages"]]
    characters = lambda some: sum(len("".join(text[part["start"] : part["end"]].split())) for text, part in some)
    of_safety = characters(one for one in passages if one[1]["theme"] == "safety")
    share = f"{of_safety / characters(passages) * 100:.1f}%"
    title = browser.run("document.querySelectorAll('#shares .bar')[0].querySelector('[title^=安全]').title")
    assert title == f"安全 {share}", (title, share)

    # A cell of the heat map leads to the paragraphs of its unit and theme.
    wanted = browser.run("document.querySelector('.heat td button').title").split(" · ")
    browser.click(".heat thead th:nth-child(4) button")
    shares = browser.run("[...document.querySelectorAll('.heat tbody tr')].map(row => parseInt(row.cells[3].textContent) || 0)")
    assert shares == sorted(shares, reverse=True), "a click on a theme sorts the units by it"
    browser.click(".heat thead th:nth-child(4) button")
    browser.click(".heat td button")
    assert browser.run("location.hash") == "#list"
    assert browser.run("document.querySelector('#unit-filter').value") == wanted[0]
    assert browser.count(".card") > 0
    browser.click("#clear")

    # Filters by theme and part.
    browser.click("#view-list")
    browser.click("#theme-filter [data-value='2']")
    assert browser.text("#count").startswith(f"{len(safety):,} /"), browser.text("#count")
    browser.click("#part-filter [data-value=plan]")
    plans = [tag for tag in safety if tag["part"] == "plan"]
    assert browser.text("#count").startswith(f"{len(plans):,} /"), browser.text("#count")
    shot("list")
    browser.click("#clear")

    # Search finds and marks.
    word = tags[4]["text"][:3]
    browser.type("#search", word)
    found = [tag for tag in tags if word.lower() in tag["text"].lower()]
    assert browser.text("#count").startswith(f"{len(found):,} /"), browser.text("#count")
    assert browser.text("mark.hit").lower() == word.lower()
    browser.click("#clear")
    assert browser.text("#count").startswith(f"{len(tags):,} /")

    # A click on a paragraph shows why; the address keeps the report.
    browser.open(page, "#reading/1")
    first = tags[0]["file"]
    assert browser.count(".paragraph") == sum(tag["file"] == first for tag in tags)
    assert browser.count("#outline li") > 3
    browser.click("#p2 p")
    assert browser.count("#p2 .details") == 1 and browser.count("#p2 .evidence tr") > 0
    shot("reading")
    browser.click("#p2 .tag")
    assert browser.count(".details") == 0
    if reports_in(tags) > 1:
        browser.click(".steps button:last-child")
        assert browser.run("location.hash") == "#reading/2"
        browser.run("history.back()")
        time.sleep(0.3)
        assert browser.run("location.hash") == "#reading/1"

    # The unsure ones, least sure first.
    browser.click("#view-unsure")
    below = [tag for tag in tags if round(tag["confidence"], 3) < 0.5]
    assert browser.count(".card") == min(50, len(below)), (browser.count(".card"), len(below))
    shot("unsure")

    # Look and language.
    browser.click("#look")
    browser.click("#view-overview")
    assert browser.run("document.documentElement.dataset.look") in ("dark", "light")
    browser.click("#language")
    assert browser.text("#view-overview") == "Overview" and "Safety" in browser.text(".heat thead")
    shot("english")
    browser.click("#language")
    browser.click("#look")
    errors = browser.console()
    assert not errors, errors


def reports_in(tags: list[dict]) -> int:
    return len({(tag["file"], tag["report"]) for tag in tags})


def main() -> int:
    classify = str(pathlib.Path(sys.argv[1]).resolve())
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        print("report_page.py: skipped, for chromium or chromedriver is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        plain_reports.write(work / "many", REPORTS)
        plain_reports.write(work / "one", 1)
        browser = Browser(chromium, chromedriver)
        try:
            for name in ("many", "one"):
                page = work / f"{name}.html"
                subprocess.run([classify, "--quiet", "report", work / name, "-o", page], check=True)
                lines = subprocess.run(
                    [classify, "--quiet", "tag", "--format", "jsonl", work / name],
                    check=True, capture_output=True, text=True,
                ).stdout.splitlines()
                shot = lambda view: shots and browser.screenshot(shots / f"{name}-{view}.png")
                check(browser, page, [json.loads(line) for line in lines], shot)
                print(f"report_page.py: {name}: {page.stat().st_size:,} bytes, all well")
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
