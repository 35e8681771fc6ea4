"""A real browser before the built site, served from this machine; nothing else is let through.

What is missing (Chromium, axe, the Nu checker: `.ci/run` installs all three) skips these tests on a
developer's machine and fails them in CI.
"""

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CHECKERS = ROOT / ".ci" / "node_modules"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _missing(what):
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; .ci/run installs it", pytrace=False)
    pytest.skip(f"{what} is missing; .ci/run installs it")


@pytest.fixture(scope="session")
def launched():
    """A function that starts Chromium, as installed on this machine, with some options while a block runs.

    One driver serves all that are started: in one thread there can be no second.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None) or _missing("Chromium")

    @contextmanager
    def start(**options):
        running = playwright.chromium.launch(executable_path=path, **options)
        yield running
        running.close()

    with sync_playwright() as playwright:
        yield start


@pytest.fixture(scope="session")
def browser(launched):
    """Chromium as most tests want it."""
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def axe():
    """The text of axe's script."""
    script = CHECKERS / "axe-core" / "axe.min.js"
    return script.read_text("utf-8") if script.is_file() else _missing("axe")


@pytest.fixture(scope="session")
def nu_checker():
    """The command that runs the Nu HTML checker."""
    jar = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java") or _missing("java")
    return [java, "-Xss8m", "-jar", jar] if jar.is_file() else _missing("the Nu checker")


@pytest.fixture(scope="session")
def address(site_at_root):
    """Where the built site is being served."""
    with serving(site_at_root) as address:
        yield address


@contextmanager
def serving(folder):
    """Serve a folder while the block runs; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def pages_by_kind(site_at_root):
    """The site's pages as addresses below it, by kind."""
    return by_kind(site_at_root)


def by_kind(folder, is_wanted=lambda text: True):
    """The pages of a folder, the fullest first; /companies/byd/ and /companies/nio/ are of one kind."""
    sizes = {
        file.relative_to(folder).as_posix().removesuffix("index.html"): file.stat().st_size
        for file in folder.rglob("*.html")
        if is_wanted(file.read_text("utf-8"))
    }
    kinds = {}
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        kinds.setdefault((path.split("/")[0], path.count("/")), []).append(path)
    return kinds


@pytest.fixture(scope="session")
def page_of_each_kind(pages_by_kind):
    """The fullest page of each kind."""
    return sorted(paths[0] for paths in pages_by_kind.values())


@pytest.fixture
def open_page(browser):
    """Opens pages of a given width and colour scheme; collects what they ask of others and complain about."""
    contexts, complaints = [], []

    def opened(width, scheme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "response",
            lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
        )
        page.complaints = complaints
        return page

    yield opened
    for context in contexts:
        context.close()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format, *arguments):
        pass
