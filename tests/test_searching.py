"""The search page's index in whole builds: equal bytes from equal texts, and made again only for other ones."""

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger import incremental_build
from factledger.build.search_index import find_pagefind
from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.folders import tree

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
STORY = "---\ntitle: {title}\ndate: 2025-03-18\ncompanies: [xiaomi]\n---\n{text}\n"
FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\nsearch: true\n",
    "content/companies/xiaomi.md": "---\nname: Xiaomi\nnative_name: 小米集团\n---\nMakes phones.\n",
    "content/companies/byd.md": "---\nname: BYD\n---\nMakes buses.\n",
    "content/articles/one.md": STORY.format(title="One", text="It rained."),
    "content/articles/two.md": STORY.format(title="Two", text="It snowed."),
}


@pytest.fixture
def site(project):
    return project({f"site/{path}": text for path, text in FILES.items()}) / "site"


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """A file that gets a line whenever Pagefind makes an index."""
    told, program = tmp_path / "told", tmp_path / "pagefind"
    program.write_text(f'#!/bin/sh\ncase "$1" in --site) echo once >>"{told}";; esac\nexec "{find_pagefind()}" "$@"\n')
    program.chmod(0o755)
    told.touch()
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    return told


def built(site, **options):
    report = incremental_build.build(Request(project=site, now=NOW, **options))
    assert [str(problem) for problem in report.problems] == []
    return tree(report.output)


def edit(site, path, before, after):
    file = site / path
    assert before in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


def index(files):
    return {path for path in files if path.startswith("search/pagefind/")}


EDITS = {
    "a text": ("content/articles/one.md", "It rained.", "It rained on Xiaomi and BYD."),
    "a name": ("content/companies/xiaomi.md", "小米集团", "小米"),
    "another page": ("content/companies/byd.md", "---\nname: BYD", "---\ndraft: true\nname: BYD"),
}


@pytest.mark.parametrize("edited", EDITS)
def test_after_an_edit_the_index_is_that_of_a_clean_build_elsewhere(site, runs, tmp_path, edited):
    before = built(site)
    edit(site, *EDITS[edited])
    after = built(site)
    clean = shutil.copytree(site, tmp_path / "clean", ignore=shutil.ignore_patterns("public", ".factledger"))
    assert after == built(clean)
    assert index(after) - index(before) != set()
    assert runs.read_text() == "once\n" * 3


def test_a_page_without_a_text_is_found_too(site):
    (site / "content/companies/nio.md").write_text("---\nname: NIO\n---\n", "utf-8")
    found = [path for path in index(built(site)) if Path(path).parent.name == "fragment"]
    assert len(found) == len(["one", "two", "Xiaomi", "BYD", "NIO"])


def test_while_no_text_changes_the_index_is_not_made_again(site, runs):
    sheet = site / "theme/css/footer.css"
    sheet.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "theme/css/footer.css", sheet)
    before = built(site)
    edit(site, "theme/css/footer.css", "700", "600")
    after = built(site)
    assert (runs.read_text(), index(after), before == after) == ("once\n", index(before), False)


def test_an_index_that_was_damaged_is_made_again(site, runs):
    before = built(site)
    (site / "public" / min(index(before))).write_text("damaged")
    assert (built(site), runs.read_text()) == (before, "once\n" * 2)


def test_with_memory_that_cannot_be_trusted_the_index_is_the_same(site, tmp_path):
    before = built(site)
    shutil.rmtree(site / ".factledger")
    (site / ".factledger").write_text("in the way")
    assert built(site, output=tmp_path / "elsewhere") == before


def test_a_preview_has_the_page_and_no_index(site, runs):
    files = built(site, wants_search_index=False)
    assert (runs.read_text(), index(files), "search/index.html" in files) == ("", set(), True)


def test_what_the_page_needs_is_there_and_nothing_of_pagefinds_own_pages(site):
    files = built(site)
    kinds = {Path(path).name.partition(".")[0] for path in index(files) if Path(path).parent.name == "pagefind"}
    assert kinds == {"pagefind", "pagefind-entry", "pagefind-worker", "wasm"}
    assert b"script-src 'self' 'wasm-unsafe-eval'" in files["_headers"]


def test_without_search_nothing_of_it_is_left(site):
    built(site)
    edit(site, "site.yaml", "search: true", "search: false")
    files = built(site)
    assert [path for path in files if "search" in path and not path.startswith("assets/")] == []
    assert b"wasm" not in files["_headers"]
    assert [path for path, content in files.items() if path.endswith(".html") and b"/search/" in content] == []


def test_where_pagefind_is_not_installed_the_setting_is_an_error_with_advice(site, monkeypatch):
    monkeypatch.setitem(sys.modules, "pagefind", None)
    (problem,) = build(Request(project=site, now=NOW)).problems
    assert str(problem) == (
        "site.yaml:3:9: settings: search needs Pagefind, which is not installed;"
        " pip install 'factledger[search]', or write search: false"
    )
    assert not (site / "public").exists()


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("#!/bin/sh\nexit 3\n", "it ended with status 3"),
        ("#!/bin/sh\necho pagefind 1.4.2\n", "this is pagefind 1.4.2, and 1.5 is needed"),
        ("#!/bin/sh\n", "this is no Pagefind, and 1.5 is needed"),
        ("#!/bin/sh\necho a lot >&2; echo no memory is left >&2; exit 1\n", "no memory is left"),
        (None, "no such file or directory"),
    ],
)
def test_where_pagefind_fails_its_reason_is_told_and_nothing_is_written(site, tmp_path, monkeypatch, program, reason):
    path = tmp_path / "broken"
    if program:
        path.write_text(program)
        path.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(path))
    (problem,) = build(Request(project=site, now=NOW)).problems
    assert str(problem) == (
        f"site.yaml:3:9: settings: the search index cannot be made: {reason}; see to Pagefind, or write search: false"
    )
    assert not (site / "public").exists()
