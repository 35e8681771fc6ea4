"""A served site held against what was built."""

import gzip
import json
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from tests.publish.built import MANY, PAGES, build, tree
from tests.publish.servers import free_ports

COUNT = len(PAGES) + len(MANY)


class Host(SimpleHTTPRequestHandler):
    """Python's own server of files, which can do a little more of what hosts do."""

    compresses = False
    hides_dots = False
    moved: ClassVar = {}  # by old address: new
    busy = 0  # answers that ask for patience, before the first good one
    seen: ClassVar = []

    def do_GET(self):
        self.seen.append((self.path, self.headers.get("Accept-Encoding")))
        if type(self).busy:
            type(self).busy -= 1
            self.send_response(503)
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path in self.moved:
            self.send_response(301)
            self.send_header("Location", self.moved[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.hides_dots and "/." in self.path:
            self.send_error(404)
        elif self.compresses and self.path.endswith(("/", ".css", ".csv", ".xml", ".factledger")):
            content = gzip.compress(
                (self.root / (self.path.lstrip("/") + "index.html" * self.path.endswith("/"))).read_bytes()
            )
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            super().do_GET()

    @property
    def root(self):
        return type(self).folder

    def log_message(self, *arguments):
        pass


@contextmanager
def serving(folder, **can):
    """The address of a folder that is served."""
    kind = type("Served", (Host,), {"folder": folder, "seen": [], "protocol_version": "HTTP/1.1", **can})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", kind
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def root(run, tmp_path):
    """The folder of a host that serves the published site below /ev/."""
    assert run("publish", tmp_path / "host" / "ev")[0] == 0
    return tmp_path / "host"


@pytest.mark.parametrize("ending", ["/ev/", "/ev"])
def test_a_site_that_is_served_as_it_was_built_passes(run, root, ending):
    with serving(root) as (url, host):
        assert run("verify", url + ending) == (0, f"{COUNT} files verified: all as they were built", "")
    asked = {path for path, _ in host.seen}
    assert {"/ev/", "/ev/news/a/", "/ev/assets/style.0001.css", "/ev/.factledger"} <= asked
    assert {"/ev/_headers", "/ev/_redirects", "/ev/index.html"} & asked == set()


def test_one_changed_byte_one_missing_and_one_extra_file_are_found(project, run, root):
    (root / "ev" / "news/a/index.html").write_bytes(PAGES["news/a/index.html"][:-1] + b"B")
    (root / "ev" / "feed.xml").unlink()
    (root / "ev" / "left.html").write_bytes(b"left")
    listing = root / "ev" / ".factledger"
    listing.write_bytes(listing.read_bytes() + b"0" * 64 + b"  left.html\n" + b"0" * 64 + b"  gone.html\n")
    found = (
        "feed.xml: missing: the host answers 404\n"
        "news/a/index.html: changed: it is not what was built\n"
        "left.html: extra: it is left of an earlier release"
    )
    summary = "the deployment is of another release than the last build\n"
    summary += f"{COUNT} files verified: 1 missing, 1 changed, 1 extra"
    with serving(root) as (url, _):
        assert run("verify", f"{url}/ev/") == (1, summary, found)
        status, said, _ = run("verify", f"{url}/ev/", "--format", "github", "--quiet")
        assert (status, said.splitlines()[0]) == (1, "::error file=feed.xml,title=missing::the host answers 404")
        record = json.loads(run("verify", f"{url}/ev/", "--format", "json")[1])
    assert (record["checked"], record["is_old_release"], record["lists_all"]) == (COUNT, True, True)
    assert record["findings"][0] == {"path": "feed.xml", "fault": "missing", "message": "the host answers 404"}


def test_pages_of_an_earlier_release_are_told_from_those_that_somebody_changed(project, run, root):
    build(project, PAGES | MANY | {"news/a/index.html": b"A again", "news/b/index.html": b"B again"})
    (root / "ev" / "news/b/index.html").write_bytes(b"by hand")
    with serving(root) as (url, _):
        status, said, told = run("verify", f"{url}/ev/")
    assert (status, told.splitlines()) == (
        1,
        ["news/a/index.html: old: it is of an earlier release", "news/b/index.html: changed: it is not what was built"],
    )
    assert said.splitlines()[0] == "the deployment is of another release than the last build"


def test_what_is_compressed_on_the_way_is_the_same_file(run, root):
    with serving(root, compresses=True) as (url, host):
        assert run("verify", f"{url}/ev/")[0] == 0
    assert "gzip" in dict(host.seen)["/ev/"]


def test_a_host_that_hides_the_list_is_told_not_to_show_extra_files(run, root):
    with serving(root, hides_dots=True) as (url, _):
        status, said, _ = run("verify", f"{url}/ev/")
    assert (status, said.splitlines()[0]) == (
        0,
        "files that do not belong there cannot be found, for the host serves no list of its release",
    )


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/ev/news/a/", ""),  # as `_redirects` has it
        ("/ev/news/b/", "old/index.html: changed: it is not what was built"),
        ("http://127.0.0.2/", "old/index.html: missing: its address leads to another host, 127.0.0.2"),
        ("/ev/old/", "old/index.html: missing: its address leads in circles"),
        ("http://[::1", "old/index.html: missing: its address leads to what is no address"),
    ],
)
def test_an_old_address_has_to_lead_to_where_it_should(run, root, target, told):
    with serving(root, moved={"/ev/old/": target}) as (url, _):
        assert run("verify", f"{url}/ev/")[2] == told


def test_a_page_that_the_host_moved_to_a_shorter_address_is_read_there(project, run, root):
    build(project, PAGES | MANY | {"about.html": b"About"})
    run("publish", root / "ev")
    (root / "ev" / "about.html").rename(root / "ev" / "about")
    with serving(root, moved={"/ev/about.html": "/ev/about"}) as (url, _):
        assert run("verify", f"{url}/ev/")[0] == 0


def test_a_busy_host_is_asked_again(run, root):
    with serving(root, busy=1) as (url, _):
        assert run("verify", f"{url}/ev/", "--parallel", "1")[0] == 0


def test_a_host_that_stays_busy_says_nothing_of_the_site(run, root, monkeypatch):
    monkeypatch.setattr("factledger.publish.site_over_http.ATTEMPTS", 1)
    with serving(root, busy=1000) as (url, _):
        status, said, told = run("verify", f"{url}/ev/", "--parallel", "1")
    assert (status, said) == (3, "")
    assert "answered 503 again and again; try again later, or with a smaller number for --parallel" in told


@pytest.mark.parametrize(
    ("target", "status", "told"),
    [
        (
            "http://127.0.0.1:{port}/",
            3,
            "http://127.0.0.1:{port}/ cannot be reached; see to the network and the address",
        ),
        ("https://me:secret@127.0.0.1/", 2, "the address holds a name or a password; a site for readers asks for none"),
        ("http:///x", 2, "'http:///x' is no web address; write https://example.org/"),
        ("http://[::1", 2, "'http://[::1' is no web address; write https://example.org/"),
        ("http://127.0.0.1:x/", 2, "'http://127.0.0.1:x/' is no web address; write https://example.org/"),
        ("nowhere", 2, "there is no folder 'nowhere'; name one, or an address as https://example.org/"),
    ],
)
def test_what_keeps_a_site_from_being_verified_is_told_in_one_line(run, monkeypatch, target, status, told):
    monkeypatch.setattr("factledger.publish.site_over_http.ATTEMPTS", 1)
    (port,) = free_ports(1)
    assert run("verify", target.format(port=port)) == (status, "", f"build.py: {told.format(port=port)}")


def test_a_folder_is_held_against_the_built_site(run, root):
    (root / "ev" / "index.html").write_bytes(b"!")
    (root / "ev" / "extra.html").write_bytes(b"!")
    (root / "ev" / "feed.xml").unlink()
    told = "feed.xml: missing: it is not there\nindex.html: changed: it is not what was built\nextra.html: extra: no build put it there"
    assert run("verify", root / "ev") == (1, f"{COUNT} files verified: 1 missing, 1 changed, 1 extra", told)


def test_of_many_findings_the_first_are_named(run, root):
    for path in tree(root / "ev"):
        if path.startswith("data/"):
            (root / "ev" / path).unlink()
    _, said, told = run("verify", root / "ev")
    assert (len(told.splitlines()), told.splitlines()[-1], said.splitlines()[-1]) == (
        21,
        "and 20 more missing",
        f"{COUNT} files verified: 40 missing",
    )
