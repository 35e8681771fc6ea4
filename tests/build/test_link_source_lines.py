"""A dead link of a finished page is told at the line where it was written; text that looks like one is none."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 6, 1, tzinfo=UTC)
HEAD = "---\ntitle: Code\ndate: 2025-04-01\n---\n"
AS_TEXT = """Write `<a href="/about/">`, say href="/x/" aloud and never id="top".

    <img src="/z.png" srcset="/y.png 2x">

| how | what |
|---|---|
| old | href="#gone" |

```html
<p id="a">&lt;<a href='#a'>
```
"""


@pytest.fixture
def site(project):
    folder = project({"site.yaml": "title: Test\nurl: https://ev.example/base/\n", "content/metrics.yaml": ""})
    shutil.copytree(ROOT / "theme", folder / "theme")
    return folder


def built(folder, article):
    file = folder / "content/articles/code.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + article)
    return [str(problem) for problem in build(Request(project=folder, now=NOW)).problems]


def test_text_that_looks_like_markup_is_no_link_and_no_place(site):
    assert built(site, AS_TEXT) == []
    page = (site / "public/news/code/index.html").read_text()
    text = page[page.index("<p>Write") : page.index("</code></pre>", page.index('class="language-html"')) + 13]
    feed = ElementTree.parse(site / "public/feed.xml")
    assert text in feed.find(".//{http://www.w3.org/2005/Atom}content").text
    assert text in json.loads((site / "public/feed.json").read_text())["items"][0]["content_html"]


def test_a_place_in_text_is_none_to_link_to(site):
    assert built(site, 'Say id="fn:x".\n\nThen [a note](#fn:x).\n') == [
        "content/articles/code.md:7:15: dead-link: '#fn:x' leads to no place on its page"
        " (on the page /news/code/index.html)"
    ]


def test_a_dead_link_of_a_template_is_told_at_its_line(site):
    template = site / "theme/templates/article.html"
    lines = template.read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if "page.body" in line)
    template.write_text("\n".join([*lines[: at + 1], "  <a href='/base/gone/'>gone</a>", *lines[at + 1 :]]))
    assert built(site, "Words.\n") == [
        f"theme/templates/article.html:{at + 2}:12: dead-link: '/base/gone/' leads to no page"
        " (on the page /news/code/index.html)"
    ]


def test_a_link_that_a_template_makes_up_is_told_with_its_file(site):
    template = site / "theme/templates/article.html"
    source = template.read_text()
    template.write_text(source.replace("{{ page.body|safe }}", "{{ page.body|safe }}<a href='{{ page.title }}/'>x</a>"))
    assert built(site, "Words.\n")[0].startswith("theme/templates/article.html: dead-link: 'Code/' leads to no page")
