"""The last pass over safe HTML: headings in order and with anchors, tables that scroll, links as references.

The sanitiser writes HTML in one way (lower case, double quotes, everything closed), so that regular
expressions tell its tags for sure.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from factledger.model.html_tokenizer import attributes, tags, words
from factledger.model.problems import Problem
from factledger.model.rendered_prose import ProseHeading, Reference
from factledger.model.slugs import slug
from factledger.read.identifiers import did_you_mean
from factledger.read.markdown_link_positions import SourceText
from factledger.read.safe_html import INSIDE_SCHEMES, OUTSIDE_SCHEMES
from factledger.read.web_addresses import AddressError, web_address

_ATTRIBUTES = r"((?:\s+[^\s=\">]+(?:=\"[^\"]*\")?)*)\s*"
_TAG = re.compile(rf"<(/?)(a|img|h[1-6]|table|th|td|pre|[a-z]++(?=[^<>]*\sid=\")){_ATTRIBUTES}>")
_CONTENTS_MARK = "<p>[TOC]</p>"
_ATTRIBUTE = re.compile(r"\s+([^\s=\">]+)(?:=\"([^\"]*)\")?")
_FOOTNOTE_MARK = re.compile(r"<sup id=\"fnref.*?</sup>", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])[\s>]")
_HEAD_CELL = re.compile(rf"<th{_ATTRIBUTES}>(.*?)</th>", re.DOTALL)
_ALT = re.compile(r"<img[^<>]*?\salt=\"([^\"]*)\"")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_DIGITS = re.compile(r"\d{1,5}", re.ASCII)
_NOTES = ("fn:", "fnref")  # how the ids begin that Markdown gives to notes and their marks
_TO_NOTES = tuple(f"#{begin}" for begin in _NOTES)  # how links between them begin, which have no address to wait for
_SIZES = frozenset({"width", "height"})
_SPANS = frozenset({"colspan", "rowspan"})
_ALIGNMENTS = frozenset({"left", "right", "center"})


def words_of(html: str) -> str:
    """The words of some HTML without markup, blanks made one."""
    return " ".join(words(html).split())


class Finished(NamedTuple):
    """The HTML of a `Prose` with what is known of it."""

    html: str
    references: tuple[Reference, ...]
    headings: tuple[ProseHeading, ...]
    ids: tuple[str, ...]


def finish(html: str, source: SourceText, raw: str, schemes: frozenset[str]) -> tuple[Finished, list[Problem]]:
    """What the sanitiser left, ready to be shown, and what is wrong with its addresses and ids; links may begin with `schemes`."""
    given = _given_ids(html)
    problems = [*_bad_addresses(source, raw, schemes), *_repeated_ids(given, source)]
    work = _Pass(html, source, _levels(html), made_ids=_Unused(given, "-"))
    finished = work.run()
    known = {heading.anchor for heading in work.headings}
    ids = tuple(id for id in given if id not in known and not id.startswith(_NOTES))
    return Finished(finished, tuple(work.references), tuple(work.headings), ids), problems


def _given_ids(html: str) -> Counter[str]:
    """The ids in some HTML with how often each stands there; the headings still have none but those that were given."""
    if " id=" not in html:
        return Counter()
    found = (one for tag in tags(html) for one in attributes(html, tag) if one.name == "id")
    return Counter(id for one in found if (id := _id(one.value)))


def _id(written: str) -> str:
    return "-".join(written.split())


def _repeated_ids(given: Counter[str], source: SourceText) -> Iterator[Problem]:
    for id, count in given.items():
        if count > 1:
            places = source.given_ids.get(id) or [source.place(0)]
            message = f"the id '{id}' is given to {count} elements of this text"
            yield Problem(places[min(1, len(places) - 1)], "duplicate-id", message, "keep one of them")


def _levels(html: str) -> list[int]:
    """The depth that each heading shall have: from 2 on, none skipped on the way down."""
    typed = [int(level) for level in _HEADING.findall(html)]
    if not typed:
        return []
    shift = 2 - min(typed)
    levels, last = [], 1
    for level in typed:
        last = min(max(level + shift, 2), last + 1, 6)
        levels.append(last)
    return levels


def _bad_addresses(source: SourceText, raw: str, schemes: frozenset[str]) -> list[Problem]:
    """Every link's target that leads to no page and no place inside."""
    problems = []
    pictures = frozenset(_values(raw, "src") if "<img" in raw else ())
    written: Sequence[str] | None = None  # the addresses that Markdown made of them; in code they are text
    for target, _, place in source.destinations:
        if not target:
            problems.append(Problem(place, "bad-url", "the link has no target", "write one between the parentheses"))
            continue
        scheme = _SCHEME.match(target)
        name = scheme[1].lower() if scheme is not None else ""
        if target in pictures:
            if name and name not in schemes:  # which the sanitiser takes out; of the others `relate` tells
                message = f"a picture cannot begin with '{name}:'"
                problems.append(
                    Problem(place, "foreign-image", message, "put it into content/images/ and name the file")
                )
        elif target.startswith("//"):
            problems.append(Problem(place, "bad-url", f"'{target}' names no scheme", f"write https:{target}"))
        elif name in ("http", "https"):
            try:
                web_address(target)
            except AddressError as error:
                problems.append(Problem(place, "bad-url", str(error), error.advice))
        elif scheme is not None and name not in schemes:
            written = _values(raw, "href", "src") if written is None else written
            if not _begins_one(target, written):
                continue
            ours = next(iter(sorted(schemes - INSIDE_SCHEMES - OUTSIDE_SCHEMES)), "article")
            advice = did_you_mean(name, schemes, f"use https:, mailto: or one of ours, such as {ours}:")
            problems.append(Problem(place, "bad-url", f"links cannot begin with '{scheme[1]}:'", advice))
    return problems


def _values(html: str, *names: str) -> Sequence[str]:
    """The values of all attributes of these names in order."""
    found = (one for tag in tags(html) for one in attributes(html, tag))
    return sorted(one.value.strip() for one in found if one.name in names)


def _begins_one(text: str, ordered: Sequence[str]) -> bool:
    """Whether one of some texts begins with this one."""
    at = bisect_left(ordered, text)
    return at < len(ordered) and ordered[at].startswith(text)


class _Unused:
    """Makes names that are not taken yet, with a number where one is; not frozen, since it remembers them."""

    def __init__(self, taken: Iterable[str], joint: str) -> None:
        self._taken = set(taken)
        self._joint = joint
        self._numbers: dict[str, int] = {}  # up to which all are taken

    def name(self, text: str) -> str:
        """The text, or the text with the first number that makes it new."""
        found, number = text, self._numbers.get(text, 1)
        while found in self._taken:
            number += 1
            found = f"{text}{self._joint}{number}"
        self._numbers[text] = number
        self._taken.add(found)
        return found


@dataclass(slots=True)
class _Pass:
    """One walk over the tags; mutable because what it finds gathers on the way."""

    html: str
    source: SourceText
    levels: list[int]
    made_ids: _Unused
    references: list[Reference] = field(default_factory=list)
    headings: list[ProseHeading] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)  # of the ids that were given
    labels: _Unused = field(default_factory=lambda: _Unused((), " "))
    tables: int = 0  # how many are open
    heading: int = -1  # the index of the heading that is open or was last

    def run(self) -> str:
        """The finished HTML."""
        finished = _TAG.sub(self.tag, self.html)
        return finished.replace(_CONTENTS_MARK, self.contents()) if _CONTENTS_MARK in finished else finished

    def tag(self, found: re.Match[str]) -> str:
        """What a tag becomes."""
        name = found[2]
        if found[1]:
            return self.end(name)
        if name in ("td", "th") and "id=" not in found[3]:
            return _cell(name, found[3])
        attributes = _attributes(found[3])
        if "id" in attributes:
            self.claim_id(attributes)
        if name == "a":
            return self.link(attributes, found)
        if name == "img":
            return self.image(attributes)
        if name[0] == "h" and name != "hr":
            return self.start_heading(attributes, found)
        if name == "table":
            return self.start_table(attributes, found)
        if name in ("td", "th"):
            return _cell_tag(name, attributes)
        return _tag(name, attributes | ({"tabindex": "0"} if name == "pre" else {}))  # a long line scrolls

    def end(self, name: str) -> str:
        """What the end of an element becomes."""
        if name[0] == "h":
            return f"</h{self.levels[self.heading]}>"
        if name == "table":
            self.tables -= 1
            return "</table></div>" if self.tables == 0 else "</table>"
        return f"</{name}>"

    def claim_id(self, attributes: dict[str, str]) -> None:
        """Keep an id that is new and usable; drop any other."""
        id = _id(attributes.pop("id"))
        if id and id not in self.claimed:
            self.claimed.add(id)
            attributes["id"] = id

    def link(self, attributes: dict[str, str], found: re.Match[str]) -> str:
        """A link outside as it is; one inside with a marker for its address, and for its words if it has none."""
        target = attributes.pop("href", "")
        if not target.strip():  # an anchor, or a problem already
            return _tag("a", attributes)
        attributes = {"href": target, **attributes}
        outside = _outside(target)
        if outside is not None:
            return found[0] if outside == target else _tag("a", attributes | {"href": outside})
        end = self.html.find("</a>", found.end())
        inner = self.html[found.end() : end]
        words = words_of(inner) or " ".join(unescape(alt) for alt in _ALT.findall(inner)).strip()
        if not words and "<img" in inner:
            words = "image"
        number = len(self.references)
        self.references.append(Reference(target.strip(), self.source.take_place(target.strip()), words))
        start = _tag("a", attributes | {"href": f"\x00{number}\x00"})
        return start if words else f"{start}\x01{number}\x01"

    def image(self, attributes: dict[str, str]) -> str:
        """A picture with a marker for its address, which is a file of ours; always with a text for who does not see it."""
        target = attributes.get("src")
        if target is None:
            return ""
        kept = {key: value for key, value in attributes.items() if key not in _SIZES or _DIGITS.fullmatch(value)}
        kept.setdefault("alt", "")
        number = len(self.references)
        place = self.source.take_place(target.strip())
        self.references.append(Reference(target.strip(), place, kept["alt"], is_image=True))
        return _tag("img", kept | {"src": f"\x00{number}\x00"})

    def start_heading(self, attributes: dict[str, str], found: re.Match[str]) -> str:
        """A heading at its depth, with an anchor of its own."""
        self.heading += 1
        level = self.levels[self.heading]
        inner = self.html[found.end() : self.html.find(f"</{found[2]}>", found.end())]
        text = words_of(_FOOTNOTE_MARK.sub("", inner))
        anchor = attributes.get("id")
        if anchor is None:
            anchor = self.made_ids.name(slug(text) or "section")
        if text:
            self.headings.append(ProseHeading(level, anchor, text))
        return _tag(f"h{level}", {"id": anchor} | attributes)

    def start_table(self, attributes: dict[str, str], found: re.Match[str]) -> str:
        """A table in a box that scrolls where the screen is narrow, named after the table's head."""
        self.tables += 1
        if self.tables > 1:
            return _tag("table", attributes)
        end = self.html.find("</table>", found.end())
        head = self.html[found.end() : max(self.html.find("</tr>", found.end(), end), found.end())]
        names = [name for _, cell in _HEAD_CELL.findall(head) if (name := words_of(cell))]
        label = {"role": "region", "aria-label": self.labels.name(", ".join(names))} if names else {}
        box = _tag("div", {"class": "table"} | label | {"tabindex": "0"})
        return f"{box}{_tag('table', attributes)}"

    def contents(self) -> str:
        """The table of contents that [TOC] stands for."""
        items = "".join(
            f'<li class="toc__item toc__item--{heading.level}"><a href="#{escape(heading.anchor)}">{escape(heading.text)}</a></li>'
            for heading in self.headings
        )
        return f'<ul class="toc">{items}</ul>' if items else ""


def _attributes(written: str) -> dict[str, str]:
    """The attributes of a start tag by name."""
    return {key: unescape(value) for key, value in _ATTRIBUTE.findall(written)} if written else {}


@lru_cache(maxsize=256)  # all the cells of a column are alike
def _cell(name: str, written: str) -> str:
    """The tag of a cell without an id."""
    return _cell_tag(name, _attributes(written))


def _cell_tag(name: str, attributes: dict[str, str]) -> str:
    """A cell with its alignment as a class, since HTML has no attribute for it any more."""
    align = attributes.pop("align", "").lower()
    if align in _ALIGNMENTS:
        attributes["class"] = f"{attributes.get('class', '')} align-{align}".strip()
    kept = {key: value for key, value in attributes.items() if key not in _SPANS or _DIGITS.fullmatch(value)}
    return _tag(name, kept)


def _outside(target: str) -> str | None:
    """The address of a link that leaves the site, ready for `href`, or one between a note and its mark; else None."""
    if target.startswith(_TO_NOTES):
        return "#" + _id(target[1:])
    if target.startswith("//"):
        return target
    scheme = _SCHEME.match(target.strip())
    if scheme is None or scheme[1].lower() not in OUTSIDE_SCHEMES:
        return None
    try:
        return web_address(target.strip())
    except AddressError:  # a problem already, or an address for mail
        return target.strip()


def _tag(name: str, attributes: dict[str, str]) -> str:
    """A start tag."""
    written = "".join([f' {key}="{escape(value)}"' for key, value in attributes.items()])
    return f"<{name}{written}>"
