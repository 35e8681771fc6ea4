"""What the build told hosts in `_headers` and `_redirects`, for stores that have no such files but can do the same.

So that the two never differ, nothing is said here about which files may be kept: it is read from what was built.
The formats are those of Netlify and Cloudflare Pages.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factledger.plan.host_and_syndication_files import plain_address

REVALIDATED = "public, max-age=0, must-revalidate"  # what both hosts say of a file for which there is no rule
_PLACEHOLDER = re.compile(r"\*|:[A-Za-z]\w*")


class _Rule(NamedTuple):
    """Which addresses, and how caches may keep what stands there."""

    addresses: re.Pattern[str]
    cache_control: str


class HostRules:
    """How caches may keep each file of a site, and which pages only lead on."""

    def __init__(self, headers: str, redirects: str) -> None:
        rules = [*_header_rules(headers)]
        first = next((pattern for pattern, _ in rules), "/*")  # the headers of all pages
        self.root = first.removesuffix("*") if first.endswith("/*") else "/"
        self._rules = [
            _Rule(_matcher(pattern), own["cache-control"]) for pattern, own in rules if "cache-control" in own
        ]
        self._redirects = {old: new for old, new in map(_parts, redirects.splitlines()) if new}

    def cache_control(self, path: str) -> str:
        """The header `Cache-Control` of a file."""
        found = [rule.cache_control for rule in self._rules if rule.addresses.fullmatch(self.root + path)]
        return ", ".join(found) or REVALIDATED

    def redirect(self, path: str) -> str:
        """Where a page leads on to, from the host's root; empty where it stays."""
        return self._redirects.get(plain_address(self.root + address(path)), "")


def address(path: str) -> str:
    """Under what a file is asked for, from the site's root: a folder's index by the folder's name."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def _header_rules(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each pattern with its headers, their names in lower case."""
    pattern, own = "", {}
    for line in text.splitlines():
        if line[:1].isspace():
            name, _, value = line.partition(":")
            own[name.strip().lower()] = value.strip()
        elif line:
            if pattern:
                yield pattern, own
            pattern, own = line.strip(), {}
    if pattern:
        yield pattern, own


def _matcher(pattern: str) -> re.Pattern[str]:
    """A pattern of `_headers` as an expression: `*` stands for anything, `:name` for one part of an address."""
    literals = _PLACEHOLDER.split(pattern)
    placeholders = [".*" if one == "*" else "[^/]+" for one in _PLACEHOLDER.findall(pattern)]
    return re.compile("".join(a + b for a, b in zip(map(re.escape, literals), [*placeholders, ""], strict=True)))


def _parts(line: str) -> tuple[str, str]:
    old, new, *_ = [*line.split(), "", ""]
    return old, new
