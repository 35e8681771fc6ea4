"""The audit of the finished pages: every link and anchor inside the site leads somewhere."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.model.problems import Place, Problem

_ATTRIBUTE = re.compile(rb'\s(id|href|src|srcset)="([^"]*)"')


def audit(files: Mapping[str, bytes], root: str, origins: Mapping[str, Place]) -> tuple[Problem, ...]:
    """Find what no page answers, each fault once: `files` is content by path, `root` the base path, `origins` who asked for a page."""
    anchors: dict[str, frozenset[str]] = {}
    links: dict[str, tuple[str, ...]] = {}
    for path, content in files.items():
        if path.endswith(".html"):
            anchors[path], links[path] = _read(content)
    faults: dict[str, list[str]] = {}
    for path, found in links.items():
        for link in found:
            message = _fault(link, path, root, files, anchors)
            if message:
                faults.setdefault(message, []).append(path)
    return tuple(
        Problem(origins[paths[0]], "dead-link", f"{message} ({_pages(paths)})") for message, paths in faults.items()
    )


def _pages(paths: list[str]) -> str:
    """Where a fault stands: the first page by name, for a theme's mistake stands on all of them."""
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"on the page /{paths[0]}{others}"


def _read(content: bytes) -> tuple[frozenset[str], tuple[str, ...]]:
    anchors, links = set(), {}
    for name, value in _ATTRIBUTE.findall(content):
        text = unescape(value.decode())
        if name == b"id":
            anchors.add(text)
        elif name == b"srcset":
            links.update(dict.fromkeys(candidate.split()[0] for candidate in text.split(",") if candidate.strip()))
        else:
            links[text] = None
    return frozenset(anchors), tuple(links)


def _fault(link: str, path: str, root: str, files: Mapping[str, bytes], anchors: Mapping[str, frozenset[str]]) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    whole = urlsplit(urljoin(f"{root}{path}", link))
    if not whole.path.startswith(root):
        return f"'{link}' leads out of the site's folder {root}"
    target = unquote(whole.path.removeprefix(root))
    file = f"{target}index.html" if not target or target.endswith("/") else target
    if file not in files:
        return f"'{link}' leads to no page"
    anchor = unquote(whole.fragment)
    if anchor and file in anchors and anchor not in anchors[file]:
        return f"'{link}' leads to no place on its page"
    return ""
