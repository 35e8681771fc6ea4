"""A built folder as a browser would meet it: which pages, links, anchors and resources there are.

It shares no code with the build's own audit, so that the two can only be right together by being right.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

URL_ATTRIBUTES = frozenset({"href", "src", "poster", "action", "formaction", "cite", "data"})
CSS_URL = re.compile(r"""url\(\s*['"]?([^'")]+)""")
DATA_SCRIPTS = frozenset({"application/ld+json", "application/json", "speculationrules"})


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a page; `is_resource` when a browser fetches it without being asked."""

    url: str
    is_resource: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What matters of one HTML page. `inline` lists scripts, styles and handlers that stand in the page itself."""

    url: str
    references: tuple[Reference, ...]
    anchors: frozenset[str]
    inline: tuple[str, ...]
    is_redirect: bool = False


@dataclass(frozen=True, slots=True)
class Crawl:
    """A built folder under its address; `files` holds the absolute address of every file of it."""

    home: str
    pages: Mapping[str, Page]
    files: frozenset[str]
    styles: Mapping[str, tuple[str, ...]]  # a stylesheet's address: what it asks for


class _Reader(HTMLParser):
    """Collects while the parser calls it; `page` is what it found."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base = ""
        self.references: list[Reference] = []
        self.anchors: set[str] = set()
        self.inline: list[str] = []
        self.is_redirect = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.anchors.add(attributes["id"])
        if tag == "base":
            self.base = attributes.get("href", "")
            return
        self.references.extend(_references(tag, attributes))
        self.inline.extend(_inline(tag, attributes))
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            self.is_redirect = True
            self.references.append(Reference(attributes.get("content", "").partition("url=")[2]))

    handle_startendtag = handle_starttag


def read_page(text: str, url: str) -> Page:
    """Read one page that stands at an absolute `url`; all its references become absolute."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    base = urljoin(url, reader.base)
    return Page(
        url=url,
        references=tuple(Reference(urljoin(base, found.url), found.is_resource) for found in reader.references),
        anchors=frozenset(reader.anchors),
        inline=tuple(reader.inline),
        is_redirect=reader.is_redirect,
    )


def crawl(folder: Path, home: str) -> Crawl:
    """Read every file of a built folder that is published at `home`, which ends in a slash and has its letters as they are."""
    pages: dict[str, Page] = {}
    files: set[str] = set()
    styles: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_dir() or path.startswith("."):
            continue
        url = home + path.removesuffix("index.html") if file.name == "index.html" else home + path
        files.add(url)
        if file.suffix == ".html":
            pages[url] = read_page(file.read_text("utf-8"), url)
        elif file.suffix == ".css":
            styles[url] = tuple(urljoin(url, found) for found in CSS_URL.findall(file.read_text("utf-8")))
    return Crawl(home=home, pages=pages, files=frozenset(files), styles=styles)


def dead_references(site: Crawl) -> list[str]:
    """Every reference within the site that no file or no anchor answers, as "page -> reference"."""
    found = [(page.url, reference.url) for page in site.pages.values() for reference in page.references]
    found += [(style, url) for style, urls in site.styles.items() for url in urls]
    return sorted({f"{page} -> {url}" for page, url in found if _is_own(site, url) and not _resolves(site, url)})


def clicks(site: Crawl) -> dict[str, int]:
    """How many links from the home page each address is away that some chain of links leads to."""
    found = {site.home: 0}
    waiting = [site.home]
    for url in waiting:
        for reference in site.pages[url].references if url in site.pages else ():
            target = _without_anchor(reference.url)
            if not reference.is_resource and target not in found:
                found[target] = found[url] + 1
                waiting.append(target)
    return found


def unreachable(site: Crawl) -> list[str]:
    """The pages that no chain of links from the home page leads to; redirects and 404.html stand outside."""
    outside = {url for url, page in site.pages.items() if page.is_redirect} | {site.home + "404.html"}
    return sorted(set(site.pages) - set(clicks(site)) - outside)


def third_party_requests(site: Crawl) -> list[str]:
    """What a browser would fetch from elsewhere just by opening a page."""
    asked = [(page.url, one.url) for page in site.pages.values() for one in page.references if one.is_resource]
    asked += [(style, url) for style, urls in site.styles.items() for url in urls]
    return sorted({f"{page} -> {url}" for page, url in asked if not _is_own(site, url) and not url.startswith("data:")})


def _references(tag: str, attributes: Mapping[str, str]) -> Iterator[Reference]:
    relations = set(attributes.get("rel", "").lower().split())
    # Of links in the head only these are fetched; the rest (canonical, alternate) merely point.
    is_fetched = tag == "link" and relations & {
        "stylesheet",
        "icon",
        "preload",
        "modulepreload",
        "manifest",
        "preconnect",
    }
    is_resource = bool(is_fetched) or tag not in (
        "a",
        "link",
        "form",
        "blockquote",
        "q",
        "del",
        "ins",
        "button",
        "area",
    )
    for name, value in attributes.items():
        if name in URL_ATTRIBUTES or name == "xlink:href":
            yield Reference(value, is_resource)
        elif name in ("srcset", "imagesrcset"):
            for candidate in value.split(","):
                if candidate.strip():
                    yield Reference(candidate.split()[0], is_resource=True)


def _inline(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if tag == "script" and "src" not in attributes and attributes.get("type", "") not in DATA_SCRIPTS:
        yield "<script>"
    if tag == "style":
        yield "<style>"
    for name, value in attributes.items():
        if (
            name == "style"
            or (name.startswith("on") and len(name) > 2)
            or value.strip().lower().startswith("javascript:")
        ):
            yield f'{tag} {name}="{value}"'


def _is_own(site: Crawl, url: str) -> bool:
    """Whether an address is on the site's host: one outside the base path is ours too, and dead."""
    ours, parts = urlsplit(site.home), urlsplit(url)
    return (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc)


def _resolves(site: Crawl, url: str) -> bool:
    target = _without_anchor(url)
    if target not in site.files:
        return False
    anchor = unquote(urlsplit(url).fragment)
    return not anchor or target not in site.pages or anchor in site.pages[target].anchors


def _without_anchor(url: str) -> str:
    """The address of a page or file, in the letters that files have."""
    return unquote(url.partition("#")[0].partition("?")[0])
