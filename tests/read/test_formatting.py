"""Front matter in one order: nothing that it says changes, and no comment is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.read.front_matter_fence import split_front_matter
from factledger.read.front_matter_formatter import formatted
from factledger.read.yaml_nodes import parse_yaml, plain

ROOT = Path(__file__).parents[2]


def in_order(text, path="content/articles/a.md"):
    found = formatted(text.encode(), path)
    return found.decode() if found is not None else None


def test_keys_come_in_the_order_of_the_guides_with_their_comments():
    assert in_order(
        """---
# About the whole.

facts:
# The first of them.
- {metric: price, value: "350,000"}   # as printed
- metric: deliveries
  value: 1
topics: [a]     # aligned
# Why it has no companies.
summary: >-
  Two lines,
  # and this is text.

date:   2025-03-18
"title": 'It''s: a title'
mine: unknown
# The end.
---
Body, as it was.
---
"""
    ) == (
        """---
"title": 'It''s: a title'

date:   2025-03-18
# Why it has no companies.
summary: >-
  Two lines,
  # and this is text.
topics: [a]     # aligned
# About the whole.

facts:
  # The first of them.
  - {metric: price, value: "350,000"}   # as printed
  - metric: deliveries
    value: 1
mine: unknown
# The end.
---
Body, as it was.
---
"""
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\n{title: A, date: 2025-01-01}\n---\n",
        "---\n? title\n: A\n---\n",
        "---\nsummary: |2+\n  a\n\n\ntitle: A\n---\n",
    ],
)
def test_what_its_lines_do_not_tell_stays_as_it_is(text):
    assert in_order(text) == text


def test_a_file_in_order_stays_byte_by_byte():
    content = b"\xef\xbb\xbf---\r\ntitle: A\r\ndate: 2025-01-01\r\n---\r\nBody.\r\n"
    assert formatted(content, "content/articles/a.md") == content


def test_what_cannot_be_read_is_left_to_the_check():
    assert in_order("no front matter") is None
    assert in_order("---\ntitle: [a\n---\n") is None
    assert in_order("---\ntitle: A\n---\n", "README.md") is None


@pytest.mark.parametrize("site", [ROOT, ROOT / "tests/sites/nasty"], ids=["own", "nasty"])
def test_every_file_of_the_sites_says_the_same_in_order_and_stays_so(site):
    for path in sorted((site / "content").rglob("*.md")):
        name, content = path.relative_to(site).as_posix(), path.read_bytes()
        new = formatted(content, name)
        assert new is not None, name
        assert (said(new, name), formatted(new, name)) == (said(content, name), new), name


def said(content, path):
    fenced, _ = split_front_matter(content, path)
    table, problems = parse_yaml(fenced.front_matter, path)
    return plain(table), problems, fenced.body


LINES = st.sampled_from(
    [
        "title: A",
        "date: 2025-01-01",
        "facts:",
        "- a",
        "  - b",
        "# c",
        "",
        "  d: e",
        "summary: |",
        "  # f",
        "topics: [a,",
        "  b]",
        "x: 'y",
        "z'",
    ]
)


@given(st.lists(LINES, max_size=9))
def test_whatever_stands_there_says_the_same_afterwards(lines):
    content = ("---\n" + "\n".join(lines) + "\n---\nBody.\n").encode()
    new = formatted(content, "content/articles/a.md")
    if new is not None:
        assert said(new, "a.md") == said(content, "a.md")
        assert sorted(line.strip() for line in new.decode().split("\n") if "#" in line) == sorted(
            line.strip() for line in lines if "#" in line
        )
