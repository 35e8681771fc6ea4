"""A small project on disk and a preview of it in a process of its own."""

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 20  # seconds until a change that never shows is a failure

ARTICLE = """---
title: {title}
date: 2025-03-18
summary: Testers said so.
---
{body}
"""


def write_article(project, title="Northwind builds a car", body="It has four wheels.", name="northwind"):
    path = project / "content" / "articles" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE.format(title=title, body=body), "utf-8")
    return path


def make_project(folder):
    """A project of one article with two files of a theme above the default one, published below a base path."""
    for name in ("css/footer.css", "templates/home.html"):
        (folder / "theme" / name).parent.mkdir(parents=True)
        shutil.copyfile(ROOT / "theme" / name, folder / "theme" / name)
    (folder / "site.yaml").write_text(
        "title: The Test Ledger\nurl: https://example.org/ev/\nlanguage: en\nnavigation: [timeline]\n", "utf-8"
    )
    (folder / "content").mkdir()
    (folder / "content" / "metrics.yaml").write_text(
        "deliveries: {name: Deliveries, unit: vehicles, about: Cars handed over, counts: over a period}\n", "utf-8"
    )
    write_article(folder)
    return folder


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class RunningPreview:
    """`build.py serve` as a user runs it; `said` grows while it talks."""

    def __init__(self, project, port=None):
        self.address = f"http://127.0.0.1:{port}"
        arguments = [ROOT / "build.py", "serve", "--project", project, "--now", "2025-06-01"]
        arguments += ["--port", str(port)] if port else []
        # What is started in the background ignores Ctrl-C, and so would the server that it starts; it is to hear it.
        ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
            )
        finally:
            signal.signal(signal.SIGINT, ignored)
        self.said = []
        self.listener = threading.Thread(target=lambda: self.said.extend(self.process.stdout), daemon=True)
        self.listener.start()

    def get(self, path):
        """The status, the headers and the text of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def wait_for(self, path, holds):
        """The page's text, once `holds(text)` is true."""
        deadline = time.monotonic() + PATIENCE
        text = ""
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                text = self.get(path)[2]
            except urllib.error.URLError:
                text = ""  # not listening yet
            if text and holds(text):
                return text
            time.sleep(0.05)
        raise AssertionError(f"{path} never came to show it; the preview said: {''.join(self.said)}\n{text[-3000:]}")

    def stop(self):
        """End it as Ctrl-C does; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self.listener.join(PATIENCE)
        self.process.stdout.close()
        return status

    def ask(self, path, **headers):
        """The status, a header `Location`, and the text that a request with these headers gets, as it is sent."""
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE)
        connection.putrequest("GET", path, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        if answer.status == 101:
            connection.close()
            return 101, None, ""
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers["Location"], text
