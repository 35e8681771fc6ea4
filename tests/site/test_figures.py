"""Every figure that a page sets apart from its text leads to the fact it rests on, and that fact says who, when and how."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest

HOME = "https://example.org/"
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
FIGURES = frozenset({"amount", "tracker__number", "lead-figure__number"})
AROUND = ("li", "tr", "p")  # what holds a figure together with what it is


@dataclass
class Element:
    """A parsed element; it fills while its page is read."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children).strip()

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def around(self, *tags: str) -> "Element":
        """The nearest element around this one of these kinds, or the outermost."""
        element = self
        while element.parent and element.tag not in tags:
            element = element.parent
        return element


class Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.open = Element("page", {}, None)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attributes}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.open.children.append(Element(tag, {name: value or "" for name, value in attributes}, self.open))

    def handle_endtag(self, tag: str) -> None:
        if self.open.parent and self.open.tag == tag:
            self.open = self.open.parent

    def handle_data(self, text: str) -> None:
        self.open.children.append(text)


@pytest.fixture(scope="module")
def pages(site_at_root):
    return {
        HOME + file.relative_to(site_at_root).as_posix().removesuffix("index.html"): Tree(file.read_text("utf-8")).root
        for file in site_at_root.rglob("*.html")
    }


@pytest.fixture(scope="module")
def facts(pages):
    """By address, the row in which each fact stands on the page of its metric."""
    return {
        f"{url}#{element.attributes['id']}": element.around("tr")
        for url, page in pages.items()
        for element in page.walk()
        if is_figure(element) or "vintages__also" in element.classes
    }


def is_figure(element: Element) -> bool:
    """Whether it is the cell of a fact's figure on the page of its metric."""
    return element.tag == "td" and "id" in element.attributes


def first(element: Element, name: str) -> str:
    return next((part.text for part in element.walk() if name in part.classes), "")


def addresses(url: str, element: Element) -> Iterator[str]:
    for part in element.walk():
        if part.tag == "a" and "href" in part.attributes:
            yield urljoin(url, part.attributes["href"])
        if is_figure(part):
            yield f"{url}#{part.attributes['id']}"


def test_every_fact_stands_in_a_row_with_its_figure_its_day_and_its_source(facts):
    shown = {url: [part.text for part in row.walk() if part.tag == "td"] for url, row in facts.items()}
    assert facts
    assert {url: cells for url, cells in shown.items() if len(cells) != 3 or not all(cells)} == {}
    assert [url for url, row in facts.items() if not first(row, "source")] == []


def test_the_row_of_a_fact_names_the_source_that_the_download_names(facts, site_at_root):
    told = json.loads((site_at_root / "data/facts.json").read_text("utf-8"))["facts"]
    shown = {
        url: {(part.text, part.attributes.get("href")) for part in row.walk() if "source" in part.classes}
        for url, row in facts.items()
    }
    dated = {
        url
        for url, row in facts.items()
        if any(part.tag == "small" and "published" in part.text for part in row.walk())
    }
    assert {fact["url"] for fact in told} <= facts.keys()
    assert [
        fact["url"] for fact in told if (fact["source_name"], fact.get("source_url")) not in shown[fact["url"]]
    ] == []
    assert [fact["url"] for fact in told if "source_published" in fact and fact["url"] not in dated] == []


def test_every_figure_set_apart_from_the_text_leads_to_its_fact(pages, facts):
    loose = []
    for url, page in pages.items():
        main = next((element for element in page.walk() if element.tag == "main"), page)
        for element in main.walk():
            if not FIGURES & set(element.classes):
                continue
            reached = set(addresses(url, element.around(*AROUND)))
            is_count_of_parts = "tracker__number" in element.classes and any(
                urldefrag(one).url in pages for one in reached
            )
            if not reached & facts.keys() and not is_count_of_parts:
                loose.append(f"{url}: {element.text}")
    assert loose == []


def test_every_link_from_a_figure_in_a_text_ends_at_a_fact(pages, facts):
    ends = {
        f"{url} -> {urljoin(url, element.attributes['href'])}"
        for url, page in pages.items()
        for element in page.walk()
        if element.tag == "a" and "figure" in element.classes and urljoin(url, element.attributes["href"]) not in facts
    }
    assert ends == set()
