"""A hostile site (`tests/hostile.py`) opened file by file in a real browser: nothing runs, and nobody else is asked.

Once under the headers that the site ships for its host, once without any, as on a host that does not read them. The
other site that the payloads would ask is a server of this machine, which counts everybody who connects.
"""

import shutil
import socketserver
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build
from factledger.plan.host_and_syndication_files import headers
from tests import hostile
from tests.test_hostile import NOW, REFUSED_KEYS, REFUSED_TEXTS

ROOT = Path(__file__).parent.parent.parent
OPENED = (".html", ".svg", ".xml", ".json", ".txt", ".png", ".webp")  # by a browser itself; it saves the others
RAN = "Boolean(self.ran) || document.title === 'ran'"
WATCH = """addEventListener('securitypolicyviolation', event => {
    (self.violations ??= []).push(`${event.effectiveDirective} ${event.blockedURI}`)
})"""
# What a reader could follow or run: every address on the page, and attributes that hold code.
ADDRESSES = """[...document.querySelectorAll('[href], [src], [action], [formaction], [data], [poster], [background]')]
    .flatMap(element => ['href', 'src', 'action', 'formaction', 'data', 'poster', 'background']
        .map(name => element[name]?.baseVal ?? element[name]).filter(Boolean).map(value => new URL(value, location).protocol))"""
HANDLERS = """[...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
    .filter(one => /^on/i.test(one.name) || one.name === 'style' || one.name === 'srcdoc')
    .map(one => `<${element.localName} ${one.name}>`))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site, made of all that is not refused."""
    project = tmp_path_factory.mktemp("hostile")
    hostile.write(project)
    for name in REFUSED_TEXTS:
        (project / f"content/articles/text-{name}.md").unlink()
    for name in REFUSED_KEYS:
        (project / f"content/articles/key-{name}.md").unlink()
    shutil.copytree(ROOT / "theme", project / "theme")
    report = build(Request(project=project, now=NOW))
    assert not report.has_errors, report.problems
    return project / "public"


class Elsewhere(socketserver.TCPServer):
    """The other site: counts connections, and answers none."""

    def __init__(self):
        self.asked = 0
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def verify_request(self, request, client_address):
        self.asked += 1
        return False


@pytest.fixture(scope="module")
def elsewhere():
    server = Elsewhere()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser_with_others(elsewhere, launched):
    """Chromium, for which every other host that the site names is the one that counts."""
    rules = [f"MAP {host} 127.0.0.1:{elsewhere.server_address[1]}" for host in ("*.example", "example.org")]
    # Whatever proxy the machine names would answer in the place of the server that counts who asks.
    with launched(args=[f"--host-resolver-rules={', '.join(rules)}", "--no-proxy-server"]) as browser:
        yield browser


def rules_of(folder):
    """`_headers` as its hosts read it: by a path, perhaps with a `*` at its end, names and values."""
    rules, path = {}, ""
    for line in (folder / "_headers").read_text().splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[path].append((name, value))
        else:
            path = line
            rules[path] = []
    return rules


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the headers of the rules that fit; those that stand twice are joined."""

    def __init__(self, *arguments, rules, **options):
        self.rules = rules
        super().__init__(*arguments, **options)

    def end_headers(self):
        found = {}
        for pattern, own in self.rules.items():
            path = self.path.partition("?")[0]
            if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
                for name, value in own:
                    found.setdefault(name, []).append(value)
        for name, values in found.items():
            self.send_header(name, ", ".join(values))
        super().end_headers()

    def log_message(self, format, *arguments):
        pass


@contextmanager
def serving(folder, rules):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder, rules=rules))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Visitor:
    """Opens addresses one after the other and notes what should not happen, by address."""

    def __init__(self, browser, address):
        self._address = address
        self._context = browser.new_context()
        self._context.add_init_script(WATCH)
        self._page = self._context.new_page()
        self._page.route(lambda _: True, self._stay)
        self._page.on("dialog", self._dialog)
        self._page.on("request", lambda request: self._asked(request.url))
        self._context.on("page", lambda _: self._note("opened a window"))
        self.noted, self.addresses, self.count = {}, set(), 0
        self._path, self._opening = "", True

    def open(self, path):
        self._path = path
        self._opening = True
        self._page.goto(self._address + path)
        self.count += 1
        self._look()

    def _stay(self, route):
        """Keeps a page that leads on at once, as that of an old address, long enough to be looked at."""
        request = route.request
        leads = request.is_navigation_request() and request.frame == self._page.main_frame
        if leads and not self._opening:
            route.abort("aborted")
        else:
            route.continue_()
        self._opening = self._opening and not leads

    def _look(self):
        if self._page.evaluate(RAN):
            self._note("ran")
        if self._page.evaluate("document.contentType") == "text/html":
            for fault in self._page.evaluate("self.violations ?? []"):
                self._note(f"violated {fault}")
            for fault in self._page.evaluate(HANDLERS):
                self._note(f"holds {fault}")
        self.addresses |= set(self._page.evaluate(ADDRESSES))

    def close(self):
        self._context.close()

    def _dialog(self, dialog):
        self._note("showed a dialog")
        dialog.dismiss()

    def _asked(self, url):
        if not url.startswith((self._address, "data:")):
            self._note(f"asked {url}")

    def _note(self, what):
        self.noted.setdefault(self._path, []).append(what)


@pytest.fixture
def visit(browser_with_others):
    visitors = []

    def visiting(address):
        visitors.append(Visitor(browser_with_others, address))
        return visitors[-1]

    yield visiting
    for visitor in visitors:
        visitor.close()


def paths(folder):
    """What a browser opens, pages by the address that readers know."""
    files = (file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")))
    return [path.removesuffix("index.html") for path in files if path.endswith(OPENED)]


@pytest.mark.parametrize("with_headers", [True, False], ids=["under the shipped headers", "without headers"])
def test_no_page_or_file_of_a_hostile_site_runs_anything_or_asks_another(site, elsewhere, visit, with_headers):
    before = elsewhere.asked
    with serving(site, rules_of(site) if with_headers else {}) as address:
        visitor = visit(address)
        for path in paths(site):
            visitor.open(path)
    assert visitor.noted == {}
    assert elsewhere.asked == before
    assert visitor.addresses <= {"http:", "https:", "mailto:", "data:", "webcal:"}
    assert visitor.count > 100


def test_what_this_test_looks_for_can_be_seen(tmp_path, elsewhere, visit):
    attempts = {
        "a/index.html": "<!doctype html><script>document.title = 'ran'</script>",
        "b/index.html": f"<!doctype html><img src='http://{hostile.ELSEWHERE}/a.png'>",
        "c/index.html": "<!doctype html><a href='javascript:x' onclick='x'>x</a><script>alert('ran')</script>",
        "d.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><script>{hostile.RUN}</script></svg>',
        "e/index.html": "<!doctype html><meta http-equiv='refresh' content='0; url=../b/'><p onclick='x'>x",
    }
    for path, content in attempts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content)
    before = elsewhere.asked
    with serving(tmp_path, {}) as address:
        visitor = visit(address)
        for path in paths(tmp_path):
            visitor.open(path)
    asked = f"asked http://{hostile.ELSEWHERE}"
    assert visitor.noted == {
        "a/": ["ran"],
        "b/": [f"{asked}/a.png"],
        "c/": ["showed a dialog", "holds <a onclick>"],
        "d.svg": ["showed a dialog", f"{asked}/fetch", "ran"],
        "e/": ["holds <p onclick>"],
    }
    assert visitor.addresses == {"http:", "javascript:"}
    assert elsewhere.asked > before


def test_the_shipped_policy_stops_what_the_build_would_let_through(tmp_path, elsewhere, visit):
    (tmp_path / "images").mkdir()
    (tmp_path / "index.html").write_text(f"<!doctype html><script>{hostile.RUN}</script>")
    (tmp_path / "images/a.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><script>{hostile.RUN}</script></svg>'
    )
    (tmp_path / "_headers").write_bytes(headers("/", hashed=["images/*"], pictures=["images/*"]))
    before = elsewhere.asked
    with serving(tmp_path, rules_of(tmp_path)) as address:
        visitor = visit(address)
        for path in paths(tmp_path):
            visitor.open(path)
    assert (visitor.noted, elsewhere.asked) == ({"": ["violated script-src-elem inline"]}, before)
