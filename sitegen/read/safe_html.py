"""Which HTML may stand in an article: the list, the sanitiser that keeps to it, and what editors are told."""

import re
from html import unescape

import nh3

from sitegen.model.problems import Problem
from sitegen.read.markdown_source import SourceText

INSIDE_SCHEMES = frozenset({"company", "model", "person", "market", "topic", "article", "metric", "fact"})
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
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_EMPTIED),
    attributes={"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in _ATTRIBUTES.items()}},
    url_schemes=set(INSIDE_SCHEMES | OUTSIDE_SCHEMES),
    link_rel=None,
)
# What HTML must not hold and a character reference could bring in, \x01 above all: it marks empty links.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def clean(html: str) -> str:
    """The HTML with all that is not on the list taken out, written in one regular way."""
    return _NO_TEXT.sub("", _CLEANER.clean(html))


_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s+[^<>\"']*(?:\"[^\"]*\"|'[^']*')?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_LIST_ATTRIBUTE = re.compile(r"\{[^{}\n]*?\b(on[a-z]+|style|srcdoc|srcset|formaction)\s*=", re.IGNORECASE)


def unsafe_parts(text: SourceText, raw: str) -> list[Problem]:
    """A warning for every tag and attribute that `clean` takes out of the HTML `raw`."""
    problems: list[Problem] = []
    if "<" in text.source:
        for found in _TAG.finditer(text.without_code):
            if found[0] in raw:  # else it is text, such as indented code
                problems += _unsafe_tag(found, text)
    if "{" in text.source:
        for found in _LIST_ATTRIBUTE.finditer(text.without_code):
            if f"{found[1]}=" in raw:
                message = f"the attribute {found[1]} is not allowed and was removed"
                problems.append(Problem(text.place(found.start(1)), "unsafe-html", message, "leave it out"))
    return problems


def _unsafe_tag(found: re.Match[str], text: SourceText) -> list[Problem]:
    tag = found[1].lower()
    if tag not in _TAGS:
        message = f"the HTML tag <{tag}> is not allowed and was removed"
        return [Problem(text.place(found.start()), "unsafe-html", message, "write it in Markdown or leave it out")]
    allowed = _EVERYWHERE | _ATTRIBUTES.get(tag, set())
    return [
        Problem(
            text.place(found.start(2) + attribute.start(1)),
            "unsafe-html",
            f"the attribute {attribute[1].lower()} of <{tag}> is not allowed and was removed",
            "leave it out",
        )
        for attribute in _ATTRIBUTE.finditer(found[2])
        if attribute[1].lower() not in allowed
    ]


_COMMENT_OR_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>", re.DOTALL)
_NO_LETTER = re.compile(r"[\W_]+")


def lost_text(raw: str, safe: str) -> bool:
    """Whether words got lost with what was taken out, as after a tag that is never closed."""
    before, after = (_NO_LETTER.sub("", unescape(_COMMENT_OR_TAG.sub(" ", html))) for html in (raw, safe))
    return len(after) < len(before)
