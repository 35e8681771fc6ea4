"""Links and pictures of imported bodies: to articles where these came along, to files, else back to the old site."""

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from factledger.importing.import_remarks import Note
from factledger.importing.rewriting import Change, rewritten
from factledger.read.addresses import AddressError, web_address
from factledger.read.markdown_source import SourceText
from factledger.read.markdown_text import render_markdown

_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]*\]|!\[[^\[\]\n]*\]\([^()\n]*\))*)\]"
    r"\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))((?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?)\s*\)"
)
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*)<?([^\s<>]+)>?", re.MULTILINE)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b([\w-]{1,40}+)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PELICAN = re.compile(r"^[{|](filename|static|attach|author|category|tag|index)[}|]", re.IGNORECASE)
_SCHEMES = ("http", "https", "mailto", "tel")
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class Surroundings(NamedTuple):
    """What links can lead to; both functions take an address as it was typed and give an empty text for none.

    `article` gives the address here of a post, `picture` the name of a picture that comes along; `site` is the old
    site's address, without a slash at its end.
    """

    article: Callable[[str], str]
    picture: Callable[[str], str]
    site: str


def with_links(body: str, typed: str, path: str, line: int, around: Surroundings) -> tuple[str, list[Note]]:
    """A body whose links and pictures lead to what there is; `typed` is the body as it stands in its file from `line` on."""
    notes: list[Note] = []
    told = _Places(typed, path, line)
    body = _IMAGE.sub(lambda match: _image(match, body), body)
    body = rewritten(body, _inline(body, told, around, notes))
    body = rewritten(body, _definitions(body, told, around, notes))
    return rewritten(body, _anchors(body, told, notes)), notes


class _Places:
    """Finds the line of what a link leads to in the body as it was typed; notes how far it has come for each."""

    def __init__(self, typed: str, path: str, line: int) -> None:
        self.path = path
        self.line = line
        self._typed = typed
        self._seen: dict[str, int] = {}

    def note(self, target: str, message: str) -> Note:
        """What is told of the next link with this target."""
        at = self._typed.find(target, self._seen.get(target, -1) + 1) if target else -1
        if at < 0:
            at = max(self._typed.find(target), 0)
        self._seen[target] = at
        return Note(self.path, self.line + self._typed.count("\n", 0, at), message)


def _image(match: re.Match[str], body: str) -> str:
    """A picture in HTML as one in Markdown; one in a line of HTML stays."""
    if body[: match.start()].count("`") % 2:
        return match[0]
    values = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[0])}
    file = values.get("src", "")
    alt = values.get("alt", "").replace("[", "(").replace("]", ")")
    return f"![{alt}](<{file}>)" if file and "<" not in file and not file.startswith("data:") else match[0]


def _inline(body: str, told: _Places, around: Surroundings, notes: list[Note]) -> Iterator[Change]:
    for match in _LINK.finditer(SourceText(body, "", 1).without_code):
        sign, words = body[slice(*match.span(1))], body[slice(*match.span(2))]
        target = (match[3] if match[3] is not None else match[4]).strip()
        if not sign and "![" in words:
            words = rewritten(words, _inline(words, told, around, notes))
        make = _picture if sign else _link
        changed, message = make(words, target, match[5] or "", around)
        notes += [told.note(target, message)] if message else []
        yield match, changed


def _picture(words: str, target: str, title: str, around: Surroundings) -> tuple[str, str]:
    name = around.picture(target)
    if name:
        return f"![{words}]({name}{title})", ""
    outside = _outside(target, around)
    shown = words.strip() or posixpath.basename(urlsplit(target).path) or target
    if outside:
        return f"[{shown}]({outside}{title})", f"the picture {target} did not come along; it is a link now"
    return f"{shown} (`{target}`)" if target and "`" not in target else shown, f"the picture {target} is not there"


def _link(words: str, target: str, title: str, around: Surroundings) -> tuple[str, str]:
    if target.startswith("#"):
        return f"[{words}]({target}{title})", ""
    own = around.article(target)
    if own:
        return f"[{words}]({own}{title})", ""
    outside = _outside(target, around)
    if outside:
        is_moved = outside != target and not target.startswith(_SCHEMES)
        return f"[{words}]({outside}{title})", f"the link to {target} leads to the old site now" if is_moved else ""
    plain = f"{words} (`{target}`)" if target and "`" not in target else words
    return plain, f"the link to {target or 'nothing'} leads nowhere here; its words stay"


def _outside(target: str, around: Surroundings) -> str:
    """An address on the web: the target's own, or that of the old site."""
    if (named := _PELICAN.match(target)) is not None and named[1].lower() not in ("static", "attach"):
        return ""
    plain = _PELICAN.sub("/", target).replace("//", "/") if named else target
    if plain.startswith("//"):
        plain = f"https:{plain}"
    elif plain.startswith("www."):
        plain = f"https://{plain}"
    elif urlsplit_scheme(plain) in ("mailto", "tel"):
        return plain
    elif urlsplit_scheme(plain) not in ("http", "https"):
        plain = f"{around.site}{plain}" if around.site and plain.startswith("/") else ""
    try:
        return web_address(plain) if plain and not re.search(r"\s", plain) else ""
    except AddressError:
        return ""


def urlsplit_scheme(text: str) -> str:
    """The scheme of an address in lower case; empty where there is none or the text is no address."""
    try:
        return urlsplit(text).scheme
    except ValueError:
        return ""


def _definitions(body: str, told: _Places, around: Surroundings, notes: list[Note]) -> Iterator[Change]:
    """Addresses that links name from elsewhere in the text: `[name]: address`."""
    for match in _DEFINITION.finditer(SourceText(body, "", 1).without_code):
        target = match[2]
        if match[1].lstrip().startswith(("[^", "*[")):
            continue
        found = around.picture(target) or around.article(target) or _outside(target, around)
        if found and found != target:
            yield match, f"{match[1]}{found}"
        elif not found and not target.startswith("#"):
            notes.append(told.note(target, f"the link to {target} leads nowhere here; its words stay"))
            yield match, f"`{match[0].strip()}`"


def _anchors(body: str, told: _Places, notes: list[Note]) -> Iterator[Change]:
    """Links within the text to a place that has another name here are plain words."""
    if "](#" not in body:
        return
    prose, _ = render_markdown(body, told.path, told.line)
    known = set(prose.anchors)
    for match in _LINK.finditer(SourceText(body, "", 1).without_code):
        target = match[3] if match[3] is not None else match[4]
        if not target.startswith("#") or unquote(target[1:]) in known:
            continue
        notes.append(told.note(target, f"no heading here is called {target}; the words stay"))
        yield match, body[slice(*match.span(2))]
