"""Links and pictures of imported bodies: to articles where these came along, to files, else back to the old site."""

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from factledger.importing.import_remarks import Note
from factledger.importing.text_range_edits import Change, rewritten
from factledger.read.markdown_link_positions import SourceText
from factledger.read.markdown_to_html import render_markdown
from factledger.read.web_addresses import AddressError, web_address

_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]*\]|!\[[^\[\]\n]*\]\([^()\n]*\))*)\]"
    r"\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))((?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?)\s*\)"
)
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*)<?([^\s<>]+)>?", re.MULTILINE)
_NAMED_PICTURE = re.compile(r"!\[([^\[\]\n]*)\](?:\[([^\[\]\n]*)\])?(?![\[(])")
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b([\w-]{1,40}+)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PELICAN = re.compile(r"^[{|](filename|static|attach|author|category|tag|index)[}|]", re.IGNORECASE)
_SCHEMES = ("http", "https", "mailto", "tel")
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class LinkLookups(NamedTuple):
    """What links can lead to; both functions take an address as it was typed and give an empty text for none.

    `article` gives the address here of a post, `picture` the name of a picture that comes along; `site` is the old
    site's address, without a slash at its end.
    """

    article: Callable[[str], str]
    picture: Callable[[str], str]
    site: str


def with_links(body: str, typed: str, path: str, line: int, around: LinkLookups) -> tuple[str, list[Note]]:
    """A body whose links and pictures lead to what there is; `typed` is the body as it stands in its file from `line` on."""
    notes: list[Note] = []
    told = _Places(typed, path, line)
    body = _IMAGE.sub(lambda match: _image(match, body), body)
    body = rewritten(body, _inline(body, told, around, notes))
    body = rewritten(body, _named_pictures(body, told, around, notes))
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


def _inline(body: str, told: _Places, around: LinkLookups, notes: list[Note]) -> Iterator[Change]:
    for match in _LINK.finditer(SourceText(body, "", 1).without_code):
        sign, words = body[slice(*match.span(1))], body[slice(*match.span(2))]
        target = (match[3] if match[3] is not None else match[4]).strip()
        if not sign and "![" in words:
            words = rewritten(words, _inline(words, told, around, notes))
        make = _picture if sign else _link
        changed, message = make(words, target, match[5] or "", around)
        notes += [told.note(target, message)] if message else []
        yield match, changed


def _picture(words: str, target: str, title: str, around: LinkLookups) -> tuple[str, str]:
    name = around.picture(target)
    if name:
        return f"![{words}]({name}{title})", ""
    outside = _outside(target, around)
    shown = words.strip() or posixpath.basename(urlsplit(target).path) or target
    if outside:
        return f"[{shown}]({outside}{title})", f"the picture {target} did not come along; it is a link now"
    return f"{shown} (`{target}`)" if target and "`" not in target else shown, f"the picture {target} is not there"


def _link(words: str, target: str, title: str, around: LinkLookups) -> tuple[str, str]:
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


def _outside(target: str, around: LinkLookups) -> str:
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
        folder = urlsplit(around.site).path
        # From the host's root, with the folder of the old site.
        is_whole = bool(folder) and plain.startswith(f"{folder}/")
        site = around.site.removesuffix(folder) if is_whole else around.site
        plain = f"{site}{plain}" if around.site and plain.startswith("/") else ""
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


def _definitions(body: str, told: _Places, around: LinkLookups, notes: list[Note]) -> Iterator[Change]:
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


def _named_pictures(body: str, told: _Places, around: LinkLookups, notes: list[Note]) -> Iterator[Change]:
    """Pictures whose address stands elsewhere in the text, `![words][name]`: links, or words, where they do not come along."""
    if "![" not in body:
        return
    text = SourceText(body, "", 1).without_code
    targets = {_label(match[1].strip()[1:].rpartition("]")[0]): match[2] for match in _DEFINITION.finditer(text)}
    for match in _NAMED_PICTURE.finditer(text):
        words, name = body[slice(*match.span(1))], match[2] or match[1]
        target = targets.get(_label(name))
        if target is None or around.picture(target):
            continue
        is_in_link = body[: match.start()].endswith("[") and body[match.end() :].startswith("]")
        is_link = bool(_outside(target, around)) and not is_in_link
        what = "it is a link now" if is_link else "its words stay"
        notes.append(told.note(target, f"the picture {target} did not come along; {what}"))
        yield match, f"[{words.strip() or name}][{name}]" if is_link else words.strip() or name


def _label(name: str) -> str:
    """The name of a definition as it is compared (CommonMark 0.31, 4.7)."""
    return " ".join(name.split()).casefold()


def _anchors(body: str, told: _Places, notes: list[Note]) -> Iterator[Change]:
    """Links within the text to a heading lead to its name here, which has the same letters; without one they are words."""
    if "](#" not in body and "]: #" not in body:
        return
    prose, _ = render_markdown(body, told.path, told.line)
    known, alike = set(prose.anchors), {_letters(anchor): anchor for anchor in reversed(prose.anchors)}
    text = SourceText(body, "", 1).without_code
    links = [(match, match[3] if match[3] is not None else match[4]) for match in _LINK.finditer(text)]
    links += [(match, match[2]) for match in _DEFINITION.finditer(text) if not match[1].lstrip().startswith("[^")]
    for match, target in sorted(links, key=lambda link: link[0].start()):
        if not target.startswith("#") or unquote(target[1:]) in known:
            continue
        typed = body[slice(*match.span())]
        if anchor := alike.get(_letters(unquote(target))):
            yield match, typed.replace(target, f"#{anchor}")
            continue
        notes.append(told.note(target, f"no heading here is called {target}; the words stay"))
        yield match, f"`{typed.strip()}`" if match.re is _DEFINITION else body[slice(*match.span(2))]


def _letters(anchor: str) -> str:
    """Letters and digits alone: GitHub's names of headings leave signs out where others put a hyphen."""
    return "".join(sign for sign in anchor.casefold() if sign.isalnum())
