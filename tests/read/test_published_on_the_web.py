"""Published facts read over HTTP, from a server on this machine that is slow to trust."""

import gzip
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build, check
from factledger.read import earlier_published_facts
from factledger.read.earlier_published_facts import Published, read_published
from factledger.web_requests import WebError, read_web

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2025, 6, 1, tzinfo=UTC)
FILES = {
    "/site/data/facts.json": b'{"facts": []}',
    "/site/data/events.json": b'{"events": []}',
    "/site/.factledger": b"factledger output\n00  index.html\n",
    "/lone/facts.json": b"[]",
    "/bomb/x": gzip.compress(bytes(1 << 22)),
    "/latin/data/facts.json": "é".encode("latin-1"),
}


class Host(BaseHTTPRequestHandler):
    """Serves `FILES`; below `/moved` sends on within the host, below `/away` to another, below `/round` to itself."""

    def do_GET(self):
        first, _, rest = self.path.removeprefix("/").partition("/")
        content = FILES.get(self.path)
        target = {"moved": f"/site/{rest}", "away": "http://localhost:1/", "round": self.path}.get(first)
        self.send_response(302 if target else int(first) if first.isdigit() else 200 if content else 404)
        if target:
            self.send_header("Location", target)
        if first == "bomb":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_):
        pass


def serving(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def host():
    server, root = serving(Host)
    yield root
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("place", ["/site/", "/site", "/moved/"])
def test_a_site_is_read_with_its_events_and_the_list_of_its_files(host, place):
    found, problems = read_published(host + place, ".factledger")
    root = place.rstrip("/")
    text, events, listing = (FILES[f"/site/{name}"] for name in ("data/facts.json", "data/events.json", ".factledger"))
    expected = Published(text.decode(), f"{host}{root}/data/facts.json", None, events.decode(), listing)
    assert (found, problems) == (expected, ())


def test_a_lone_file_is_read_without(host):
    assert read_published(f"{host}/lone/facts.json", ".factledger") == (
        Published("[]", f"{host}/lone/facts.json"),
        (),
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/none/", "there is no such file (HTTP 404)"),
        ("/500/", "the host answers with an error (HTTP 500)"),
        ("/round/", "the host sends on and on without an end"),
        ("/latin/", "the file is not UTF-8 text"),
        ("/away/", "the host sends on to http://localhost:1/, on another host; name that address if you trust it"),
    ],
)
def test_what_cannot_be_had_is_a_problem_at_its_address(host, place, said):
    found, problems = read_published(host + place)
    assert (found, [str(problem) for problem in problems]) == (
        None,
        [
            f"{host}{place}data/facts.json: unreadable-file: {said};"
            " name the address of a published site, or of its facts.json"
        ],
    )


def test_a_file_that_unpacks_to_more_than_it_may_is_refused(host):
    with pytest.raises(WebError, match="the file is larger than 1 MB"):
        read_web(f"{host}/bomb/x", 1 << 20)


def test_what_is_no_address_and_who_does_not_listen_are_told(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")  # a proxy would be asked for the name
    for url, said in [
        ("http://[x/", "this is no web address"),
        ("http://127.0.0.1:9/", "the host cannot be reached"),
        ("http://no-such-host.invalid/", "the host's name is not known"),
    ]:
        with pytest.raises(WebError, match=said):
            read_web(url, 1)


def test_a_proxy_that_does_not_listen_is_told_as_such(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(WebError, match="the proxy that the environment names cannot be used"):
        read_web("http://no-such-host.invalid/", 1)


def test_a_check_against_the_served_site_says_what_one_against_its_folder_says(project):
    text = """---
title: A
date: 2025-04-01
companies: [acme]
sources: {r: {name: Release, url: "https://r.example/"}}
facts:
  - {metric: deliveries, period: 2025-03, value: "1,000"}
---
It delivered 1,000 cars in March 2025.
"""
    site = project(
        {
            "site.yaml": "title: Test\nurl: https://ev.example/\narticles: /{year}/{month}/{slug}/\n",
            "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, counts: over a period}\n",
            "content/companies/acme.md": "---\nname: Acme\n---\n",
            "content/articles/old.md": text,
            "content/articles/note.md": "---\ntitle: B\ndate: 2025-04-01\n---\nA note.\n",
        }
    )
    assert build(Request(project=site, now=NOW)).problems == ()
    (site / "content/articles/old.md").rename(site / "content/articles/new.md")
    note = site / "content/articles/note.md"  # no fact names it: where it stood only the list of files tells
    note.write_text(note.read_text().replace("2025-04-01", "2025-03-01"))

    class Files(SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(site / "public"))

        def log_message(self, *_):
            pass

    server, root = serving(Files)
    told = [
        {(problem.rule, problem.message) for problem in check(Request(project=site, now=NOW, against=place)).problems}
        for place in (site / "public", f"{root}/")
    ]
    server.shutdown()
    server.server_close()
    assert told[0] == told[1]
    assert {rule for rule, _ in told[1]} == {"moved-address", "unrecorded-change"}


def test_the_library_for_the_web_is_loaded_only_where_it_is_needed():
    assert "urllib3" not in Path(earlier_published_facts.__file__).read_text().partition("def _from_web")[0]
