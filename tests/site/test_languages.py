"""Whole sites in other languages than English: built, and their figures linked to the facts."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build

ROOT = Path(__file__).parent.parent.parent
LINKED = re.compile(r'<a [^>]*href="[^"]*#[^"]*"[^>]*>([^<]*\d[^<]*)</a>')
STORIES = {
    "de": "arden-stillstand beiling-november brennecke-lkw cerva-rueckruf chargeway-liste daeyang-werk"
    " foerderung-frankreich halden-halbjahr haoda-ziel hefei-unfall",
    "zh-Hans": "arden-tinggong beiling-shiyiyue biao-jiuyue bulunneike-kache cerva-zhaohui chongdawei-shuzi"
    " daeyang-gongchang di-38-zhou halden-bannian haoda-mubiao",
}
SAID = {"de": ["465.500", "1.409.180"], "zh-Hans": ["465,500", "1,409,180"]}


@pytest.fixture(scope="module", params=["de", "zh-Hans"])
def built(request, tmp_path_factory):
    """The language, the texts of ten stories as published, and the problems of the build."""
    folder = tmp_path_factory.mktemp(request.param) / "project"
    source = ROOT / "tests" / "proofreading" / request.param
    shutil.copytree(source / "content", folder / "content")
    shutil.copyfile(source / "site.yaml", folder / "site.yaml")
    (folder / "content" / "articles").mkdir()
    chosen = [source / "open" / f"{name}.md" for name in STORIES[request.param].split()]
    for path in chosen:
        shutil.copyfile(path, folder / "content" / "articles" / path.name)
    report = build(Request(project=folder, now=datetime(2030, 1, 1, tzinfo=UTC)))
    pages = {path.stem: folder / "public" / "news" / path.stem / "index.html" for path in chosen}
    texts = {name: page.read_text(encoding="utf-8") for name, page in pages.items() if page.exists()}
    return request.param, texts, [str(problem) for problem in report.problems]


def test_a_site_of_ten_stories_is_built_without_a_contradiction(built):
    _, texts, problems = built
    assert len(texts) == 10
    assert [problem for problem in problems if "contradiction" in problem] == []


def test_the_figures_of_each_story_are_linked_to_their_facts(built):
    language, texts, _ = built
    linked = {name: LINKED.findall(text) for name, text in texts.items()}
    assert [name for name, found in linked.items() if not found] == []
    every = " ".join(words for found in linked.values() for words in found)
    assert [words for words in SAID[language] if words not in every] == []
