"""A headless Chromium driven over WebDriver, with nothing but Python's standard library, chromium and chromedriver."""
import base64
import csv
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request


def driver() -> tuple[str, str] | None:
    """The browser and its driver, where both are installed."""
    found = (shutil.which("chromium"), shutil.which("chromedriver"))
    return found if all(found) else None


class Browser:
    """The few WebDriver commands that are needed (https://www.w3.org/TR/webdriver2/)."""

    def __init__(self, downloads: pathlib.Path):
        self.downloads = downloads
        chromium, chromedriver = driver()
        self.driver = subprocess.Popen(
            [chromedriver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                self.url = f"http://127.0.0.1:{line.split()[-1].rstrip('.')}"
                break
        else:
            raise RuntimeError("chromedriver did not start")
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900", "--lang=zh-CN"]
        # Several files are saved without a question.
        preferences = {"download.default_directory": str(downloads), "profile.default_content_setting_values.automatic_downloads": 1}
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": chromium, "args": arguments, "prefs": preferences},
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
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def open(self, page: pathlib.Path | str, place: str = ""):
        url = page if isinstance(page, str) else page.as_uri()
        self.ask("POST", "/url", {"url": "about:blank"})
        self.ask("POST", "/url", {"url": url + place})
        # A busy machine may still be on its way from one to the other.
        self.wait("location.protocol !== 'about:' && document.readyState === 'complete' && !!document.querySelector('#print-head')", url)

    def wait(self, condition: str, what: str = "", seconds: float = 30):
        """Waits until a condition of the page holds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.run(condition):
                return
            time.sleep(0.1)
        raise AssertionError(f"never: {what or condition}")

    def run(self, script: str):
        return self.ask("POST", "/execute/sync", {"script": f"return {script}", "args": []})

    def develop(self, command: str, **parameters):
        """A command of Chromium's own protocol (https://chromedevtools.github.io/devtools-protocol/)."""
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def size(self, width: int, height: int):
        self.develop("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def keys(self, *keys: str):
        """Presses keys one after the other; those of a word `Control+z` together."""
        for together in keys:
            pressed = [{"Control": "\ue009", "Escape": "\ue00c", "Enter": "\ue007"}.get(key, key) for key in together.split("+") if key] or ["+"]
            actions = [{"type": "keyDown", "value": key} for key in pressed]
            actions += [{"type": "keyUp", "value": key} for key in reversed(pressed)]
            self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def back(self):
        self.run("history.back()")
        time.sleep(0.3)

    def pdf(self) -> bytes:
        return base64.b64decode(self.ask("POST", "/print", {}))

    def download(self, css: str) -> list[dict]:
        """The rows of the table that a click saves."""
        for file in self.downloads.iterdir():
            file.unlink()
        self.click(css)
        for _ in range(100):
            files = [file for file in self.downloads.iterdir() if file.suffix == ".csv"]
            if files and files[0].stat().st_size:
                break
            time.sleep(0.1)
        bytes_ = files[0].read_bytes()
        assert bytes_.startswith(b"\xef\xbb\xbf") and bytes_.endswith(b"\r\n"), "as Excel opens it"
        self.saved = files[0]
        return list(csv.DictReader(bytes_.decode("utf-8-sig").splitlines(keepends=True)))

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
        except OSError:
            pass
        os.killpg(self.driver.pid, signal.SIGKILL)
        self.driver.wait()
