"""What every page must keep, read from its HTML: a small reading of the rules that checkers know in full."""

from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "source", "wbr"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Reading(HTMLParser):
    """The parts of a page that the rules look at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.pointed_at: list[str] = []  # ids that other elements name
        self.headings: list[tuple[int, str]] = []
        self.landmarks: list[tuple[str, str]] = []  # element and label
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes)
        self.ids += [names["id"] or ""] if "id" in names else []
        self.pointed_at += (names.get("aria-labelledby") or "").split()
        if (names.get("href") or "").startswith("#"):
            self.pointed_at.append((names["href"] or "")[1:])
        if tag in _HEADINGS:
            self.headings.append((int(tag[1]), ""))
        if tag in ("nav", "aside", "main") or names.get("role") == "region":
            self.landmarks.append((tag, names.get("aria-label") or names.get("aria-labelledby") or ""))
        self.faults += _faults(tag, names)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing at {self.getpos()}")

    def handle_data(self, text: str) -> None:
        if self.headings and any(tag in _HEADINGS for tag in self.open):
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + text.strip())


def faults(html: str) -> list[str]:
    """What breaks the rules, in words; nothing for a good page."""
    page = Reading(html)
    return [*page.faults, *_whole(page)]


def _whole(page: Reading) -> Iterator[str]:
    yield from (
        f"id '{id}' stands {page.ids.count(id)} times" for id in sorted(set(page.ids)) if page.ids.count(id) > 1
    )
    yield from (f"nothing has the id '{id}'" for id in page.pointed_at if id not in page.ids)
    yield from (f"<{tag}> is left open" for tag in page.open)
    if [level for level, _ in page.headings].count(1) != 1:
        yield "there is not exactly one h1"
    yield from (f"an empty h{level}" for level, words in page.headings if not words)
    before = 1
    for level, words in page.headings:
        if level > before + 1:
            yield f"h{level} '{words}' follows h{before}"
        before = level
    if [tag for tag, _ in page.landmarks].count("main") > 1:
        yield "there is more than one main"
    yield from (f"a <{tag}> without a label" for tag, label in page.landmarks if tag != "main" and not label)


def _faults(tag: str, attributes: dict[str, str | None]) -> Iterator[str]:
    if "style" in attributes or tag == "style":
        yield f"inline style on <{tag}>"
    yield from (f"inline script in {name} of <{tag}>" for name in attributes if name.startswith("on"))
    if tag == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json":
        yield "inline script"
    if tag == "img" and attributes.get("alt") is None:
        yield f"an image without alt: {attributes.get('src')}"
    yield from (
        f"an empty {name} on <{tag}>" for name in ("href", "src", "id") if name in attributes and not attributes[name]
    )
    if tag == "time" and not attributes.get("datetime"):
        yield "a <time> without datetime"
