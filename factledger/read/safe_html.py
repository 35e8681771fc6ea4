"""Which HTML may stand in an article: the list, the sanitiser that keeps to it, and what editors are told."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import nh3

from factledger.model.entity_kinds import Kinds
from factledger.model.html_tokenizer import Tag, attributes, tags, words
from factledger.model.problems import Problem
from factledger.read.markdown_link_positions import SourceText

INSIDE_SCHEMES = frozenset({"article", "metric", "fact"})  # and the words of the kinds of entity
OUTSIDE_SCHEMES = frozenset({"http", "https", "mailto"})

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]  # a page of quotes otherwise
)
_EVERYWHERE = frozenset({"id", "class", "title", "lang", "dir"})
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
}
_EMPTIED = frozenset({"script", "style", "iframe", "object", "embed", "svg", "math", "template", "textarea", "select"})


@cache
def schemes_of(kinds: Kinds) -> frozenset[str]:
    """How links in a text may begin."""
    return INSIDE_SCHEMES | OUTSIDE_SCHEMES | {kind.value for kind in kinds}


@cache
def _cleaner(schemes: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_EMPTIED),
        attributes={"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in _ATTRIBUTES.items()}},
        url_schemes=set(schemes),
        link_rel=None,
    )


# What HTML must not hold and a character reference could bring in, \x01 above all: it marks empty links.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def clean(html: str, schemes: frozenset[str]) -> str:
    """The HTML with all that is not on the list taken out, links of other schemes too, written in one regular way."""
    return _NO_TEXT.sub("", _cleaner(schemes).clean(html))


_BLANK_OR_SIGN = r"\s\"'<>/={}:"
_TAG_BEGINS = re.compile(r"<([a-zA-Z][^\s/>]*)")
_ATTRIBUTE_SET = re.compile(rf"(?<![^{_BLANK_OR_SIGN}])([^{_BLANK_OR_SIGN}]++)\s*+=")
_MOST_LOOKED_AT = 50  # tags of one name among which the place of one is looked for


class _Unsafe(NamedTuple):
    """A tag of which the sanitiser takes out something: its name, its text, and what is wrong."""

    name: str
    written: str
    faults: tuple["_Fault", ...]


class _Fault(NamedTuple):
    at: int  # in the tag
    attribute: str  # empty where it is the tag itself
    message: str
    advice: str


def unsafe_parts(text: SourceText, raw: str) -> list[Problem]:
    """A warning for every tag and attribute that `clean` takes out of the HTML `raw`, which Markdown made of the text."""
    if "<" not in text.source and "{" not in text.source:
        return []
    unsafe = [one for tag in tags(raw) if (one := _unsafe(raw, tag)) is not None]
    if not unsafe:
        return []
    places = _Places(text)
    return [problem for one in unsafe for problem in places.problems(one)]


def _unsafe(raw: str, tag: Tag) -> _Unsafe | None:
    """What is not allowed about a tag; None where all of it is."""
    if tag.is_end:
        return None
    if tag.name not in _TAGS:
        message = f"the HTML tag <{tag.name}> is not allowed and was removed"
        faults: tuple[_Fault, ...] = (_Fault(0, "", message, "write it in Markdown or leave it out"),)
    elif tag.attributes_start == tag.attributes_end:
        return None
    else:
        allowed = _ATTRIBUTES.get(tag.name, set[str]())
        faults = tuple(
            _Fault(
                one.start - tag.start,
                one.name,
                f"the attribute {one.name} of <{tag.name}> is not allowed and was removed",
                "leave it out",
            )
            for one in attributes(raw, tag)
            if one.name not in _EVERYWHERE and one.name not in allowed
        )
    return _Unsafe(tag.name, raw[tag.start : tag.end], faults) if faults else None


class _Places:
    """Where in a text the tags and attributes stand that Markdown passed on; mutable since each place is given out once."""

    def __init__(self, text: SourceText) -> None:
        self._text = text
        self._source = text.without_code
        self._tags: dict[str, list[int]] = defaultdict(list)
        for found in _TAG_BEGINS.finditer(self._source):
            self._tags[found[1].lower()].append(found.start())
        self._set: dict[str, deque[int]] = defaultdict(deque)
        for found in _ATTRIBUTE_SET.finditer(self._source):
            self._set[found[1].lower()].append(found.start())

    def problems(self, unsafe: _Unsafe) -> Iterator[Problem]:
        """What is wrong with a tag, at its place or at that of the attribute list that made it so."""
        start = self._start(unsafe)
        for fault in unsafe.faults:
            if start is not None:
                at = start + fault.at
            else:
                waiting = self._set.get(fault.attribute)
                at = waiting.popleft() if waiting else 0
            yield Problem(self._text.place(at), "unsafe-html", fault.message, fault.advice)

    def _start(self, unsafe: _Unsafe) -> int | None:
        """Where a tag stands as it came out; None where Markdown made it or changed it."""
        starts = self._tags.get(unsafe.name, [])
        for index, start in enumerate(starts[:_MOST_LOOKED_AT]):
            if self._source.startswith(unsafe.written, start):
                del starts[index]
                return start
        return None


_NO_LETTER = re.compile(r"[\W_]+")


def lost_text(raw: str, safe: str) -> bool:
    """Whether words got lost with what was taken out, as after a tag that is never closed."""
    before, after = (_NO_LETTER.sub("", words(html)) for html in (raw, safe))
    return len(after) < len(before)
