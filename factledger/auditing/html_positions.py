"""Where in a page's source something stands that the parsed page has: only looked for on pages on which something is wrong."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from itertools import accumulate

from factledger.auditing.page_scan import CSS_ADDRESS, refresh_address, without
from factledger.write.link_check import srcset_addresses

_ATTRIBUTES = "href|src|srcset|imagesrcset|action|formaction|poster|data|id|name|content|hreflang"
# The value is taken to its closing quote, or to the next blank where it has none.
_ATTRIBUTE = re.compile(rf"(?<=[\s\"'/])({_ATTRIBUTES})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_TITLE = re.compile(r"<title[\s>]", re.IGNORECASE)

Wanted = tuple[str, str]  # an attribute and its value; of the title an empty value
Spot = tuple[int, int]  # line and column, from 1


def positions_of(content: bytes, wanted: Collection[Wanted]) -> Mapping[Wanted, tuple[Spot, ...]]:
    """Every place of some attributes with their values, in order; what cannot be found has none."""
    text = without(content.decode("utf-8", "replace"), "<!--", "-->")
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    found: dict[Wanted, list[Spot]] = {one: [] for one in wanted}
    for name, value, at in _stated(text):
        if (name, value) in found:
            line = bisect_right(starts, at)
            found[name, value].append((line, at - starts[line - 1] + 1))
    return {one: tuple(spots) for one, spots in found.items()}


def _stated(text: str) -> Iterator[tuple[str, str, int]]:
    """Each attribute, a value that it has, and where it begins."""
    if title := _TITLE.search(text):
        yield "title", "", title.start()
    for one in _ATTRIBUTE.finditer(text):
        name = one[1].lower()
        value = unescape(one[2] or one[3] or one[4] or "").strip()
        if name in ("srcset", "imagesrcset"):
            yield from ((name, address, one.start(1)) for address in srcset_addresses(value))
        elif name == "content":
            yield name, refresh_address(value), one.start(1)
        else:
            yield name, value, one.start(1)
    for one in CSS_ADDRESS.finditer(text):
        yield "url", one[1] or one[2], one.start()
