"""Formatters that editors' tools run over Markdown leave files that read the same."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.read.article_file import read_article
from factledger.read.entity_file import read_entity
from factledger.read.metrics_file import read_metrics
from tests.browser.conftest import CHECKERS, ROOT, _missing

EVERYTHING = """---
title: 'Everything: at once'
date: 2025-05-02
companies: [x]
facts:
  - {metric: deliveries, period: 2025-03, value: "8,200", as_of: 2025-04-01, note: "A note that is so long that the line breaks", source: {name: A, url: "https://a.org"}}
  - {metric: deliveries, period: 2025-Q1, value: 6.50, source: {name: A, url: "https://a.org"}}   # a remark
  - {metric: deliveries, period: 2025-H1, value: 0012, source: {name: A, url: "https://a.org"}}
embeds:
  - {url: "https://youtu.be/x", title: "A film, \\"so to say\\""}
allow: {figures: ['59: a number']}
---
Words *em* and __strong__, ~~no~~, *59*{.plain} and [](fact:x).

* one
* two

> Quote
> {: .pull}
>
> -- Somebody

1. a
1. b

Term
:   Meaning

| a | b |
|:--|--:|
| 350,000 | 1 |

![A](a.jpg "T")
*Photo*

https://youtu.be/x

Note[^1] of Model_3 and 2*3*4.

[^1]: A note
    with more

## Heading {#own}

```json
{"a":1}
```
"""


@pytest.fixture(scope="module")
def formatted(tmp_path_factory):
    """The folder of a copy of the content, with a story that has everything, as Prettier leaves it."""
    program = CHECKERS / "prettier" / "bin" / "prettier.cjs"
    if shutil.which("node") is None or not program.is_file():
        _missing("Prettier")
    folder = tmp_path_factory.mktemp("formatted")
    shutil.copytree(ROOT / "content", folder / "content", copy_function=shutil.copyfile)
    (folder / "content/articles/everything.md").write_text(EVERYTHING, "utf-8")
    files = sorted(str(path) for path in folder.rglob("*") if path.suffix in (".md", ".yaml"))
    subprocess.run(["node", program, "--write", "--log-level", "warn", *files], check=True, cwd=folder)
    return folder / "content"


def alike(thing):
    """A thing with its text as HTML alone, in which a line may end anywhere, and code has been formatted too."""
    html = " ".join(thing.prose.html.partition('<pre class="code"')[0].split())
    return replace(thing, prose=replace(thing.prose, html=html, source="", line=1))


def test_prettier_changes_no_meaning(formatted):
    def read(path, content):
        kind = next((kind for kind in DEFAULT_KINDS if kind.plural == path.parts[0]), None)
        return read_entity(kind, "x.md", content) if kind else read_article("x.md", content)

    changed = {}
    for path in sorted(formatted.rglob("*.md")):
        name = path.relative_to(formatted)
        if name.parts[0] == "pages":
            continue
        before = EVERYTHING.encode() if name.stem == "everything" else (ROOT / "content" / name).read_bytes()
        (was, said), (now, problems) = read(name, before), read(name, path.read_bytes())
        if alike(was) != alike(now) or [one.message for one in said] != [one.message for one in problems]:
            changed[str(name)] = [str(problem) for problem in problems]
    assert changed == {}
    metrics = [read_metrics("m", (folder / "metrics.yaml").read_bytes())[0] for folder in (ROOT / "content", formatted)]
    assert [replace(one, place=metrics[1][0].place) for one in metrics[0]] == [
        replace(one, place=metrics[1][0].place) for one in metrics[1]
    ]


def test_prettier_did_change_the_files(formatted):
    assert (formatted / "articles/everything.md").read_text("utf-8") != EVERYTHING
