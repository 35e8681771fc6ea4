"""The preview as an editor meets it: a process that serves, rebuilds, complains in the page and lives on."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from watchfiles import Change

from factledger.cli import main
from factledger.model.build_request import Request
from factledger.model.problems import Place, Problem, Severity
from factledger.serve.build_process import BuildWorker
from factledger.serve.newsroom_panel import Panel, panel, with_panel
from factledger.serve.page_handler import located
from factledger.serve.pending_changes import PendingChanges
from factledger.serve.problem_overlay import problems_page, with_box
from factledger.serve.server import own_hosts, serve
from factledger.serve.source_excerpts import excerpts
from factledger.serve.source_watch import SourceFilter, watch
from factledger.serve.symlinked_folders import symlinked_folders
from factledger.serve.unpublished_marks import with_marks
from tests.serving import PATIENCE, ROOT, RunningPreview, free_port, make_project, write_article

PAGE = "/news/northwind/"
BROKEN = "---\ntitle: Broken\ndate: the ides of March\nsummary: s\n---\nx\n"


@pytest.fixture
def small_project(tmp_path):
    return make_project(tmp_path)


@pytest.fixture
def preview(small_project):
    running = RunningPreview(small_project, free_port())
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A project and its preview, for the tests that change nothing but articles."""
    project = make_project(tmp_path_factory.mktemp("shared"))
    running = RunningPreview(project, free_port())
    yield project, running
    running.stop()


@pytest.fixture
def shared_project(shared):
    """The project with its one article, as `make_project` leaves it."""
    project, running = shared
    for path in (project / "content" / "articles").iterdir():
        path.unlink()
    write_article(project)
    running.wait_for(PAGE, lambda text: "It has four wheels." in text and "<factledger-problems>" not in text)
    return project


@pytest.fixture
def shared_preview(shared, shared_project):
    """Its preview, which shows it."""
    return shared[1]


def test_an_edit_shows_without_a_restart(shared_project, shared_preview):
    text = shared_preview.wait_for(PAGE, lambda text: "It has four wheels." in text)
    assert "/livereload.js" in text
    write_article(shared_project, body="It has three wheels.")
    text = shared_preview.wait_for(PAGE, lambda text: "It has three wheels." in text)
    assert "It has four wheels." not in text


def test_a_mistake_shows_in_the_last_good_page_until_it_is_mended(shared_project, shared_preview):
    shared_preview.wait_for(PAGE, lambda text: "It has four wheels." in text)
    (shared_project / "content" / "articles" / "broken.md").write_text(BROKEN, "utf-8")
    text = shared_preview.wait_for(PAGE, lambda text: "<factledger-problems>" in text)
    assert "It has four wheels." in text
    assert "content/articles/broken.md:3:7" in text
    assert "bad-date" in text
    (shared_project / "content" / "articles" / "broken.md").unlink()
    text = shared_preview.wait_for(PAGE, lambda text: "<factledger-problems>" not in text)
    assert "It has four wheels." in text


def test_a_first_build_with_errors_serves_its_problems_and_then_the_site(small_project):
    path = write_article(small_project, title="'<script>alert(1)</script>")
    preview = RunningPreview(small_project, free_port())
    try:
        text = preview.wait_for("/", lambda text: "The site cannot be built yet" in text)
        assert "content/articles/northwind.md:2:8" in text
        assert "/livereload.js" in text
        assert "<script>alert" not in text
        path.unlink()
        write_article(small_project)
        preview.wait_for(PAGE, lambda text: "It has four wheels." in text)
    finally:
        assert preview.stop() == 0


def test_theme_and_settings_are_watched_too(small_project, preview):
    preview.wait_for("/", lambda text: "The Test Ledger" in text)
    settings = small_project / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("The Test Ledger", "The New Ledger"), "utf-8")
    preview.wait_for("/", lambda text: "The New Ledger" in text)
    template = small_project / "theme" / "templates" / "home.html"
    good = template.read_text("utf-8")
    template.write_text("{{ page.no_such_field }}", "utf-8")
    preview.wait_for("/", lambda text: "theme/templates/home.html:1" in text)
    template.write_text(good, "utf-8")
    preview.wait_for("/", lambda text: "<factledger-problems>" not in text and "The New Ledger" in text)


def test_a_theme_named_later_is_watched_from_then_on(small_project, preview):
    preview.wait_for("/", lambda text: "The Test Ledger" in text)
    settings = small_project / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "theme: [mine, theme]\n", "utf-8")
    home = (small_project / "theme" / "templates" / "home.html").read_text("utf-8")
    mine = small_project / "mine" / "templates" / "home.html"
    mine.parent.mkdir(parents=True)
    mine.write_text(home.replace("{% endblock %}", "<p>of my own</p>{% endblock %}"), "utf-8")
    preview.wait_for("/", lambda text: "of my own" in text)
    mine.write_text(home.replace("{% endblock %}", "<p>all my own</p>{% endblock %}"), "utf-8")
    preview.wait_for("/", lambda text: "all my own" in text)


def test_the_last_of_many_quick_saves_is_what_shows(shared_project, shared_preview):
    shared_preview.wait_for(PAGE, lambda text: "It has four wheels." in text)
    for number in range(40):
        write_article(shared_project, body=f"It has {number} wheels.")
    shared_preview.wait_for(PAGE, lambda text: "It has 39 wheels." in text)


def test_drafts_show_and_links_work_without_the_base_path(shared_project, shared_preview):
    draft = "---\ntitle: Half a story\ndate: 2025-03-19\nsummary: s\ndraft: true\n---\nUnfinished.\n"
    (shared_project / "content" / "articles" / "half.md").write_text(draft, "utf-8")
    text = shared_preview.wait_for("/news/half/", lambda text: "Not published: it is a draft</p>" in text)
    assert "Unfinished." in text
    assert "<summary>content/articles/half.md</summary>" in text
    text = shared_preview.get("/")[2]
    assert 'href="/news/northwind/"' in text
    assert "/ev/" not in text
    assert 'a[href="/news/half/"]::after { content: "draft";' in text
    assert 'a[href="/news/northwind/"]::after' not in text
    assert "Not published" not in text
    write_article(shared_project, body="It has three wheels.")  # a text put in place, with nothing else looked at
    shared_preview.wait_for(PAGE, lambda text: "It has three wheels." in text)
    assert "Not published: it is a draft</p>" in shared_preview.get("/news/half/")[2]


def test_answers_are_those_of_a_host_for_static_sites(shared_preview):
    status, headers, text = shared_preview.get("/no/such/page/")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "The Test Ledger" in text
    assert shared_preview.get("/../../../../etc/passwd")[0] == 404
    assert shared_preview.get("/news/northwind")[1]["Cache-Control"] == "no-store"
    status, headers, _ = shared_preview.get("/feed.xml")
    assert (status, headers["Content-Type"]) == (200, "application/xml; charset=utf-8")


def test_only_who_asks_by_its_own_name_is_answered(shared_preview):
    port = shared_preview.address.rpartition(":")[2]
    answers = {
        host: shared_preview.ask("/", Host=host)[0]
        for host in (
            f"127.0.0.1:{port}",
            f"localhost:{port}",
            f"[::1]:{port}",
            f"evil.example:{port}",
            "127.0.0.1.evil.example",
        )
    }
    assert list(answers.values()) == [200, 200, 200, 421, 421]
    for path in ("/", PAGE, "/livereload.js", "/livereload"):
        status, _, text = shared_preview.ask(path, Host="evil.example")
        assert (status, text) == (421, "The preview answers to its own address only; see --host.\n")


def test_only_its_own_pages_hear_of_changes(shared_preview):
    host = shared_preview.address.removeprefix("http://")
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Host": host,
    }
    assert shared_preview.ask("/livereload", Origin=f"http://{host}", **asked)[0] == 101
    for origin in ("http://evil.example", "http://127.0.0.1:1", "null"):
        assert shared_preview.ask("/livereload", Origin=origin, **asked)[0] == 403


def test_no_address_leads_away(shared_preview):
    host = shared_preview.address.removeprefix("http://")
    for path, location in (
        ("/news/northwind", "/news/northwind/"),
        ("//news/northwind", "/news/northwind/"),
        ("//evil.example/..", "/"),
        ("//evil.example/../news", "/news/"),
        ("//evil.example/%2e%2e", "/"),
        ("/\\evil.example/..", "/"),
    ):
        status, found, _ = shared_preview.ask(path, Host=host)
        assert found == location, path
        assert status == 302


def test_a_preview_for_the_whole_machine_answers_to_its_addresses_in_digits_too():
    def answers(host, name):
        return re.match(own_hosts(host), name) is not None

    names = ("192.0.2.7", "[2001:db8::7]", "localhost", "evil.example", "192.0.2.7.evil.example")
    assert [answers("0.0.0.0", name) for name in names] == [True, True, True, False, False]
    assert [answers("192.0.2.7", name) for name in names] == [True, False, True, False, False]
    assert answers("Desk.example", "desk.example")


def test_what_links_lead_to_is_watched_too(tmp_path):
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    project.mkdir()
    make_project(project)
    for name in ("one", "two", "three"):
        (elsewhere / name).mkdir(parents=True)
    write_article(elsewhere / "one", name="a", title="A")
    write_article(elsewhere / "two", name="b", title="B")
    write_article(elsewhere / "three", name="c", title="C")
    articles = project / "content" / "articles"
    (articles / "a.md").symlink_to(elsewhere / "one/content/articles/a.md")
    (articles / "more").symlink_to(elsewhere / "two/content/articles")
    preview = RunningPreview(project, free_port())

    def shows_edit(folder, name):
        write_article(elsewhere / folder, name=name, title=name.upper(), body=f"Edited in {folder}.")
        preview.wait_for(f"/news/{name}/", lambda text: f"Edited in {folder}." in text)

    try:
        preview.wait_for("/news/b/", lambda text: "It has four wheels." in text)
        shows_edit("one", "a")
        shows_edit("two", "b")
        (articles / "late").symlink_to(elsewhere / "three/content/articles")
        preview.wait_for("/news/c/", lambda text: "It has four wheels." in text)
        shows_edit("three", "c")
        write_article(elsewhere / "three", name="d", title="D")
        preview.wait_for("/news/d/", lambda text: "It has four wheels." in text)
        (articles / "more").unlink()
        preview.wait_for("/news/b/", lambda text: "Edited in two." not in text)
        shows_edit("three", "d")
    finally:
        preview.stop()


@pytest.mark.parametrize("name", ["late.md", "late"])
def test_what_a_link_leads_to_is_watched_that_came_between_the_look_and_the_watch(tmp_path, name):
    content, elsewhere = tmp_path / "content", tmp_path / "elsewhere"
    for folder in (content, elsewhere, tmp_path / "theme"):
        folder.mkdir()
    text = elsewhere / "text.md"
    text.write_text("one")
    (tmp_path / "site.yaml").write_text("")

    class Output(type(tmp_path)):
        """A path that is asked for when the links have been looked at, and nothing is watched yet."""

        def resolve(self, strict=False):
            if not os.path.lexists(content / name):
                (content / name).symlink_to(text if name == "late.md" else elsewhere)
            return super().resolve(strict)

    async def is_seen():
        changed = PendingChanges()
        folders = [content, tmp_path / "theme"]
        watching = asyncio.create_task(
            watch(tmp_path / "site.yaml", lambda: folders, Output(tmp_path / "out"), changed)
        )
        await changed.wait()
        for number in range(PATIENCE * 10):  # what is told before is the link
            changed.clear()
            text.write_text(f"edit {number}")
            with suppress(TimeoutError):
                async with asyncio.timeout(0.1):
                    await changed.wait()
            if number > 10 and changed.is_set():
                break
        watching.cancel()
        return changed.is_set()

    with ThreadPoolExecutor(1) as thread:  # the browser's tests may keep a loop running in this one
        assert thread.submit(asyncio.run, is_seen()).result()


def test_links_are_followed_from_link_to_link_and_never_upwards(tmp_path):
    content = tmp_path / "content"
    for folder in (content, tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
    (content / "a").symlink_to(tmp_path / "one")
    (tmp_path / "one" / "b").symlink_to(tmp_path / "two")
    (tmp_path / "two" / "back").symlink_to(tmp_path / "one")
    (content / "up").symlink_to(tmp_path)
    (content / "itself").symlink_to("itself")
    (content / "x.md").symlink_to(tmp_path / "not-yet.md")
    found = symlinked_folders([content])
    assert found.folders == {tmp_path / "one", tmp_path / "two"}
    assert tmp_path / "not-yet.md" in found.files
    assert found.may_differ([(False, str(content / "a"))])
    assert not found.may_differ([(True, str(content / "new.md"))])


def test_a_port_in_use_is_said_and_ends_with_2(shared_project, shared_preview):
    port = shared_preview.address.rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, ROOT / "build.py", "serve", "--project", shared_project, "--port", port],
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 2
    assert second.stdout == f"port {port} of 127.0.0.1 is in use; choose another with --port\n"


def test_a_host_that_is_none_is_said_to_be_what_is_wrong(project, capsys):
    folder = project({"site.yaml": ""})
    assert main(["serve", "--project", str(folder), "--host", "192.0.2.1"]) == 2  # of no machine (RFC 5737)
    assert capsys.readouterr().out.endswith("; name an address of this machine with --host\n")


def test_a_page_that_is_open_finds_the_new_stylesheet_under_the_old_name(small_project, preview):
    text = preview.wait_for("/", lambda text: "The Test Ledger" in text)
    old = re.search(r'href="(/[^"]*\.css)"', text)[1]
    style = max((small_project / "theme" / "css").glob("*.css"))
    style.write_text(f"{style.read_text('utf-8')}\n.of-my-own {{ color: red }}\n", "utf-8")
    preview.wait_for("/", lambda text: old not in text)
    status, headers, css = preview.get(old)
    assert (status, headers["Content-Type"], ".of-my-own" in css) == (200, "text/css; charset=utf-8", True)
    assert preview.get(old.replace("style", "stile"))[0] == 404


def test_downloads_are_those_of_the_facts_that_are_shown_whenever_they_are_asked_for(shared_project, shared_preview):
    company = shared_project / "content" / "companies" / "northwind.md"
    company.parent.mkdir(exist_ok=True)
    for name in ("Northwind", "Northwind Cars"):
        company.write_text(f"---\nname: {name}\n---\n", "utf-8")
        shared_preview.wait_for("/companies/northwind/", lambda text, name=name: f"{name}</h1>" in text)
        shared_preview.wait_for("/data/entities.csv", lambda text, name=name: f",{name}," in text)
    company.unlink()
    shared_preview.wait_for("/data/entities.csv", lambda text: "Northwind" not in text)


def languages_of_index(preview):
    """What the index says of itself, its digest among it; it is waited for longer than a page, for it gives way to all else."""
    for _ in range(6):
        with suppress(TimeoutError):
            return json.loads(preview.get("/search/pagefind/pagefind-entry.json")[2])["languages"]
    raise AssertionError(f"no index was made; the preview said: {''.join(preview.said)}")


def test_the_search_page_finds_what_was_saved(small_project, preview):
    (small_project / "site.yaml").write_text((small_project / "site.yaml").read_text() + "search: true\n")
    preview.wait_for("/search/", lambda text: "data-index" in text)
    before = languages_of_index(preview)
    write_article(small_project, body="It has three wheels.")
    preview.wait_for(PAGE, lambda text: "It has three wheels." in text)
    deadline = time.monotonic() + PATIENCE  # a page may show a moment before the preview knows that it changed
    while languages_of_index(preview) == before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert languages_of_index(preview) != before
    assert preview.get("/search/pagefind/nothing.js")[0] == 404
    assert not (small_project / ".factledger/preview/search/pagefind").exists()


def test_edits_are_known_as_far_as_they_are_told():
    edits = PendingChanges()
    edits.add(["a.css"])
    edits.add(["b.css"])
    assert (edits.is_set(), edits.take(), edits.is_set()) == (True, {"a.css", "b.css"}, False)
    edits.add(["a.css"])
    edits.set()
    assert (edits.take(), edits.take()) == (frozenset(), frozenset())


def test_without_a_port_the_next_that_is_free_is_taken(small_project):
    both = [RunningPreview(small_project) for _ in range(2)]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not all(one.said for one in both):
        time.sleep(0.05)
    for one in both:
        one.stop()
    said = {re.match(r"preview at http://127\.0\.0\.1:(80[01]\d)/ ", one.said[0])[1] for one in both}
    assert len(said) == 2


def forget(project):
    """Delete a project's memory, against a build that may still write to it."""
    while (project / ".factledger").exists():
        shutil.rmtree(project / ".factledger", ignore_errors=True)


def test_a_memory_that_was_deleted_is_made_again_when_a_page_is_asked_for(small_project, preview):
    before = preview.wait_for(PAGE, lambda text: "It has four wheels." in text)
    for number in ("five", "six"):
        forget(small_project)
        assert preview.get(PAGE)[2] == before
        write_article(small_project, body=f"It has {number} wheels.")
        before = preview.wait_for(PAGE, lambda text, number=number: f"It has {number} wheels." in text)
    forget(small_project)
    (small_project / "content" / "articles" / "broken.md").write_text(BROKEN, "utf-8")
    preview.wait_for(PAGE, lambda text: "content/articles/broken.md:3:7" in text)
    (small_project / "content" / "articles" / "broken.md").unlink()
    assert preview.wait_for(PAGE, lambda text: "<factledger-problems>" not in text) == before


def descendants(id):
    """The processes that one has started, and those that they have; Linux tells."""
    own = [int(child) for tasks in Path(f"/proc/{id}/task").glob("*/children") for child in tasks.read_text().split()]
    return [*own, *(further for one in own for further in descendants(one))]


def is_alive(id):
    """Whether a process is there and no zombie that only waits to be asked for its status."""
    try:
        return Path(f"/proc/{id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells which processes one has started")
@pytest.mark.parametrize("ended_by", ["SIGTERM", "SIGKILL"])
def test_however_it_ends_it_leaves_no_process_behind(preview, ended_by):
    preview.wait_for("/", lambda text: "The Test Ledger" in text)
    started = descendants(preview.process.pid)
    assert started
    preview.process.send_signal(signal.Signals[ended_by])
    status = preview.process.wait(PATIENCE)
    assert status == (0 if ended_by == "SIGTERM" else -signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while any(is_alive(id) for id in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [id for id in started if is_alive(id)]


def test_ctrl_c_ends_it_without_a_trace(preview):
    preview.wait_for("/", lambda text: "The Test Ledger" in text)
    assert preview.stop() == 0
    assert preview.said[-1] == "preview stopped\n"
    assert "Traceback" not in "".join(preview.said)


ERROR = Problem(Place("content/a.md", 3, 7), "bad-date", "no date: '<b>'", "write 2025-03-18")
WARNING = Problem(Place("content/b.md", 1, 1), "sum", "no sum", severity=Severity.WARNING)


def test_a_page_without_problems_is_left_as_it_is():
    assert with_box(b"<body>x</body>", ()) == b"<body>x</body>"


def test_warnings_beyond_those_listed_are_counted():
    assert "and 1,234 more" in with_box(b"<body>x</body>", (WARNING,), 1234).decode()


def test_warnings_are_folded_away_and_errors_stand_open():
    quiet = with_box(b"<body>x</body>", (WARNING,)).decode()
    loud = with_box(b"<body>x</body>", (WARNING, ERROR)).decode()
    assert "<details><summary>1 warning</summary>" in quiet
    assert '<details class="errors" open><summary>1 error, 1 warning: this is the last good site</summary>' in loud
    assert loud.index("content/a.md:3:7") < loud.index("content/b.md:1:1")
    assert loud.endswith("</factledger-problems></body>")


def test_the_line_of_a_problem_is_shown_with_the_mistake_marked(tmp_path):
    (tmp_path / "a.md").write_text(f"one\nthe <b>word</b> here\n{'x' * 300} wrong {'y' * 300}\n")
    places = [Place("a.md", 2, 5), Place("a.md", 3, 302), Place("a.md", 2, 0), Place("a.md", 9, 1), Place("b.md", 1, 1)]
    problems = [Problem(place, "sum", "?") for place in (*places, Place("a.md"))]
    found = excerpts(tmp_path, problems)
    assert found == {
        places[0]: ("the ", "<b>word</b>", " here"),
        places[1]: (f"…{'x' * 99} ", "wrong", f" {'y' * 99}…"),
        places[2]: ("", "the", " <b>word</b> here"),
    }
    shown = with_box(b"<body>x</body>", problems[:1], 0, found).decode()
    assert "<pre>the <mark>&lt;b&gt;word&lt;/b&gt;</mark> here</pre>" in shown


def test_a_panel_tells_of_a_pages_file_its_problems_and_its_figures(tmp_path):
    (tmp_path / "content/articles/2025").mkdir(parents=True)
    (tmp_path / "content/companies").mkdir()
    for name in ("articles/2025/half.md", "companies/byd.md"):
        (tmp_path / "content" / name).write_text("x")
    twin = tmp_path / "out/news/half/index.json"
    twin.parent.mkdir(parents=True)
    newer = {"text": "400", "url": "/companies/byd/orders/#x"}
    facts = [{"text": "300", "status": "superseded", "superseded_by": newer}, {"text": "5", "status": "current"}]
    twin.write_text(json.dumps({"coverage": "Of 2 figures 1 is backed.", "facts": facts}))
    own = Problem(Place("content/articles/2025/half.md", 6, 2), "sum", "no <sum>")
    found = panel(tmp_path, tmp_path / "out", "news/half", [own, ERROR])
    assert found == Panel(
        "content/articles/2025/half.md",
        (own,),
        "Of 2 figures 1 is backed.",
        (("300", "400", "/companies/byd/orders/#x"),),
    )
    for path in ("companies/byd", "companies/byd/half"):
        assert panel(tmp_path, tmp_path / "out", path, []) == Panel("content/companies/byd.md")
    assert panel(tmp_path, tmp_path / "out", "", [own]) == Panel("")
    shown = with_panel(b"<body>x</body>", found).decode()
    assert "<summary>content/articles/2025/half.md · 1 error · 1 overtaken</summary>" in shown
    assert '<li>300 is now <a href="/companies/byd/orders/#x">400</a></li>' in shown
    assert "<li>6:2 sum: no &lt;sum&gt;</li>" in shown


def test_what_is_not_published_is_marked_where_a_page_links_to_it():
    page = b'<html><head></head><body class="x"><a href="/news/half/">Half</a></body></html>'
    early = {"news/half/": "it is a draft", "news/gone/": "its date is 2026-01-01"}
    own = with_marks(page, "news/half/", early).decode()
    assert '<body class="x"><p class="factledger-notice"' in own
    assert own.count("::after") == 1
    assert with_marks(page, "", early).decode().count("factledger-notice") == 0
    assert with_marks(page, "", {}) == page


def test_what_a_problem_quotes_cannot_become_markup():
    text = problems_page((ERROR,)).decode()
    assert "no date: &#x27;&lt;b&gt;&#x27;" in text
    assert "<b>&#x27;" not in text


def test_an_address_means_a_file_inside_the_preview_folder_or_nothing(tmp_path):
    folder = tmp_path / "preview"
    folder.mkdir()
    for file in (folder / "é.html", tmp_path / "secret"):
        file.write_text("x", "utf-8")
    assert located(folder, "é.html") == folder / "é.html"
    assert located(folder, "//é.html") == folder / "é.html"
    assert located(folder, "") == folder
    assert located(folder, "../secret") is None
    assert located(folder, "missing") is None
    assert located(folder, "a\0b") is None
    assert located(folder, "a" * 300) is None


def test_a_project_that_is_not_there_is_said(tmp_path):
    said = []
    request = Request(project=tmp_path / "nowhere", now=datetime(2025, 6, 1, tzinfo=UTC))
    assert serve(request, say=said.append) == 2
    assert said == [f"there is no folder {tmp_path}/nowhere; name the one with site.yaml with --project"]


def test_only_what_a_build_reads_asks_for_one():
    project = Path("/p")
    is_source = SourceFilter(
        settings=project / "site.yaml",
        folders=(project / "content", project / "theme"),
        output=project / "theme" / "out",
    )
    paths = {
        "site.yaml": True,
        "content": True,
        "content/articles/a.md": True,
        "theme/templates/home.html": True,
        "content/articles/.a.md.swp": False,
        "content/articles/a.md~": False,
        "content/articles/#a.md#": False,
        "content/articles/.~lock.a.md#": False,
        "content/articles/4913": False,
        "content/articles/a.md___jb_tmp___": False,
        "content/articles/.goutputstream-X3JQ12": False,
        "content/~$a.docx": False,
        "theme/out/index.html": False,
        "public/index.html": False,
        ".factledger/preview/index.html": False,
        "README.md": False,
    }
    assert {path: is_source(Change.modified, str(project / path)) for path in paths} == paths


def test_a_builder_that_died_is_told_and_the_next_build_has_another(small_project):
    build_worker = BuildWorker()
    request = Request(project=small_project, now=datetime(2026, 1, 1, tzinfo=UTC))
    write_article(small_project)
    try:
        assert build_worker.build(request).pages > 10
        (process,) = build_worker._pool._processes.values()
        process.kill()
        process.join()
        with pytest.raises(BrokenProcessPool):
            build_worker.build(request)
        assert build_worker.build(request).written == 0
    finally:
        build_worker.close()
