"""Addresses on other sites, tried against a server on this machine that counts what it is asked."""

import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from factledger.auditing.outside_links import Manners, try_outside
from factledger.model.problems import Place

QUICK = Manners(delay=0, timeout=1)


class Answers(BaseHTTPRequestHandler):
    """Answers by path: `/404` with that status, `/round` leads to itself, `/endless` never ends."""

    def do_HEAD(self):
        self.server.asked[self.command, self.path] += 1
        with self.server.lock:
            self.server.now += 1
            self.server.most = max(self.server.most, self.server.now)
        time.sleep(0.01)
        name = self.path.strip("/")
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        elif self.path in ("/round", "/moved"):
            status = 302
        elif self.path == "/slow":
            time.sleep(3)
            status = 200
        else:
            status = int(name) if name.isdigit() else 200
        with self.server.lock:
            self.server.now -= 1
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/round" if self.path == "/round" else "/there")
        self.end_headers()
        if self.command == "GET" and self.path == "/no-head":
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass

    do_GET = do_HEAD  # noqa: N815 - as the library names what answers to GET

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.daemon_threads = True
    made.asked, made.lock, made.now, made.most = Counter(), threading.Lock(), 0, 0
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def tried(server, *paths, manners=QUICK):
    root = f"http://127.0.0.1:{server.server_port}"
    found = try_outside({root + path: Place(f"{path}.html", 1, 2) for path in paths}, manners)
    return {problem.place.path.removesuffix(".html"): problem.message.partition("': ")[2] for problem in found}


def test_only_what_is_gone_or_broken_is_told(server):
    assert tried(server, "/fine", "/moved", "/403", "/429", "/999", "/404", "/410", "/500", "/round") == {
        "/404": "it is not there any more (HTTP 404)",
        "/410": "it is not there any more (HTTP 410)",
        "/500": "the host answers with an error (HTTP 500)",
        "/round": "the host sends on and on without an end",
    }


def test_a_host_is_asked_by_head_and_by_get_only_where_that_is_refused_whose_body_is_not_read(server):
    assert tried(server, "/fine", "/no-head") == {}
    assert dict(server.asked) == {("HEAD", "/fine"): 1, ("HEAD", "/no-head"): 1, ("GET", "/no-head"): 1}


def test_a_broken_answer_is_tried_once_more_and_a_missing_page_is_not(server):
    tried(server, "/500", "/404")
    assert (server.asked["HEAD", "/500"], server.asked["HEAD", "/404"]) == (2, 1)


def test_a_host_is_asked_one_thing_at_a_time(server):
    tried(server, *(f"/page-{number}" for number in range(12)))
    assert (server.most, sum(server.asked.values())) == (1, 12)


def test_who_does_not_answer_in_time_is_told_and_not_waited_for(server):
    assert tried(server, "/slow", manners=Manners(delay=0, timeout=0.1, tries=1)) == {
        "/slow": "the host does not answer in time"
    }


def test_what_is_no_address_or_no_host_is_told(server, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")  # a proxy would be asked for the name
    found = try_outside({"http://no-such-host.invalid/": Place("a"), "http://x:port/": Place("b")}, QUICK)
    assert [problem.message.partition("': ")[2] for problem in found] == [
        "the host's name is not known",
        "this is no address",
    ]
