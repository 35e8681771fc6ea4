"""WordPress's export file (WXR 1.2, an RSS 2.0 of all posts and pages): read, and its HTML made Markdown."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from xml.parsers import expat

from factledger.importing.foreign_front_matter_parser import Key

_CONTENT = "http://purl.org/rss/1.0/modules/content/ encoded"
_EXCERPT = re.compile(r"http://wordpress\.org/export/[\d.]+/excerpt/ encoded")
_WP = re.compile(r"http://wordpress\.org/export/[\d.]+/ (.+)")
_DEEPEST = 50


class WordPressError(ValueError):
    """The file is no export of WordPress."""


class WordPressItem(NamedTuple):
    """One post, page or attachment. `fields` are by their names without a namespace."""

    fields: Mapping[str, Key]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    terms: Mapping[str, tuple[str, ...]]  # of other taxonomies, by their names
    meta: tuple[tuple[str, str, int], ...]  # custom fields with their lines
    html: str
    line: int
    html_line: int

    def text(self, name: str) -> str:
        """A field's text; empty where there is none."""
        return str(self.fields[name].value).strip() if name in self.fields else ""


class Export(NamedTuple):
    """A whole export file; `authors` are the names that are shown, by those that posts have."""

    site: str
    items: tuple[WordPressItem, ...]
    authors: Mapping[str, str]
    controls: int = 0  # control characters that were left out, which no XML may hold


def read_export(content: bytes) -> Export:
    """An export file's items.

    Raises:
        WordPressError: it is no such file, or declares a document type, which could make much of little.
    """
    reader = _Reader()
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")  # UTF-16, whose letters have such bytes
    plain, controls = (content, 0) if is_wide else _CONTROLS.subn(b" ", content)
    try:
        reader.parser.Parse(plain, True)
    except expat.ExpatError as error:
        raise WordPressError(f"line {error.lineno}: {_said_of(error, plain)}") from None
    if not reader.is_export:
        raise WordPressError("it is XML, but no export of WordPress")
    return Export(reader.site.rstrip("/"), tuple(reader.items), reader.authors, controls)


_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # texts that were pasted hold some (XML 1.0, 2.2)


def _said_of(error: expat.ExpatError, content: bytes) -> str:
    """What is wrong with a file that is no whole XML, and what to do."""
    reason = str(expat.errors.messages.get(error.code, "it is no XML"))
    if not content.strip():
        return "the file is empty"
    if b"<rss" not in content[:10_000]:
        return f"{reason}; it is no export of WordPress (Tools, Export, All content)"
    if error.code in (
        _CODES[expat.errors.XML_ERROR_NO_ELEMENTS],
        _CODES[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        _CODES[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    ):
        return "the file ends too early; export it again"
    try:
        content.decode()
    except UnicodeDecodeError:
        return f"{reason}; it is not UTF-8, as it says of itself"
    return reason


_CODES = expat.errors.codes


class _Reader:
    """Gathers items while the file is parsed; mutable because that is how expat tells of it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.items: list[WordPressItem] = []
        self.site = ""
        self.authors: dict[str, str] = {}
        self._login = ""
        self.is_export = False
        self._open: list[tuple[str, Mapping[str, str], int]] = []
        self._text: list[str] = []
        self._item: dict[str, Any] = {}

    def _refuse(self, *_: object) -> None:
        raise WordPressError("it declares a document type, which an export has not")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise WordPressError("it is nested too deeply")
        self._open.append((name, attributes, self.parser.CurrentLineNumber))
        self._text.clear()
        if name == "item":
            self._item = {"fields": {}, "category": [], "post_tag": [], "terms": {}, "meta": [], "html": ("", 0)}
            self._item["line"] = self.parser.CurrentLineNumber

    def _say(self, text: str) -> None:
        self._text.append(text)

    def _end(self, name: str) -> None:
        _, attributes, line = self._open.pop()
        text = "".join(self._text)
        self._text.clear()
        own = _WP.fullmatch(name)
        self.is_export |= own is not None
        if "item" not in [open[0] for open in self._open] and name != "item":
            self._say_of_site(name, own[1] if own is not None else "", text.strip())
        elif name == "item":
            self.items.append(self._made())
        elif name == _CONTENT:
            self._item["html"] = (text, line)
        elif name == "category":
            domain = attributes.get("domain", "category")
            terms = self._item if domain in ("category", "post_tag") else self._item["terms"]
            terms.setdefault(domain, []).append(text.strip())
        elif own is not None and self._open[-1][0].endswith(" postmeta"):
            if own[1] == "meta_key":
                self._item["meta"].append((text.strip(), "", line))
            elif self._item["meta"]:
                self._item["meta"][-1] = (self._item["meta"][-1][0], text, line)
        elif len(self._open) and self._open[-1][0] == "item":
            plain = "excerpt" if _EXCERPT.fullmatch(name) else own[1] if own is not None else name.rpartition(" ")[2]
            self._item["fields"][plain] = Key(text, line, text)

    def _say_of_site(self, name: str, own: str, text: str) -> None:
        if name == "link" and len(self._open) == 2:
            self.site = text
        elif own == "author_login":
            self._login = text
        elif own == "author_display_name" and self._login and text:
            self.authors[self._login] = text

    def _made(self) -> WordPressItem:
        one = self._item
        html, line = one["html"]
        topics, tags = tuple(one["category"]), tuple(one["post_tag"])
        terms = {name: tuple(words) for name, words in one["terms"].items()}
        return WordPressItem(one["fields"], topics, tags, terms, tuple(one["meta"]), html, one["line"], line)


# ---- its HTML

_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:[^>]*?-->\n?|<!--\s*(?:more|nextpage)[^>]*-->\n?")
_PRE = re.compile(r"<(pre|script|style)\b[^<]*+(?:<(?!/?\1\b)[^<]*+)*</\1>", re.IGNORECASE)
_BLOCK = re.compile(
    r"\s*</?(?:p|div|h[1-6]|ul|ol|li|dl|blockquote|table|thead|tbody|tr|td|th|pre|figure|figcaption|hr|iframe|section|"
    r"article|details|video|audio|form|address)\b|\s*\x00",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\[caption[^\[\]]*\]([^\[]*(?:\[(?!/?caption)[^\[]*)*)\[/caption\]")
_FRAME = re.compile(r"<iframe\b[^<>]*?\bsrc\s*=\s*[\"']([^\"'<>]+)[\"'][^<>]*>(?:[^<]*</iframe>)?", re.IGNORECASE)
_EMBED = re.compile(r"\[embed[^\[\]]*\]\s*([^\s\[]+)\s*\[/embed\]")
SHORTCODE = re.compile(r"(?<!\[)\[/?[a-z][\w-]*(?:\s+[^\[\]]*)?/?\](?![\](:])", re.IGNORECASE)
ESCAPED_SHORTCODE = re.compile(
    r"\[(\[/?[a-z][\w-]*(?:\s+[^\[\]]*)?/?\])\]", re.IGNORECASE
)  # which is shown without its outer brackets


def with_paragraphs(html: str) -> str:
    """The HTML that WordPress shows: blank lines part paragraphs, line ends break lines, but not in what is set as typed."""
    html = _BLOCK_COMMENT.sub("", html.replace("\r\n", "\n"))
    html = _CAPTION.sub(r"\n\n\1\n\n", html)
    html = _EMBED.sub(r"\n\n\1\n\n", html)
    html = _FRAME.sub(lambda match: f"\n\n{match[1]}\n\n", html)
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\n\n\x00{len(kept) - 1}\x00\n\n"

    html = _PRE.sub(keep, html.replace("\x00", ""))
    chunks = (chunk.strip("\n") for chunk in re.split(r"\n[ \t]*\n", html))
    made = [chunk if _BLOCK.match(chunk) else f"<p>{_lines(chunk)}</p>" for chunk in chunks if chunk.strip()]
    return re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], "\n".join(made))


def _lines(chunk: str) -> str:
    return re.sub(r"(?<!>)\n(?!\s*<(?:/|br|li|ul|ol))", "<br/>\n", chunk)


# What would begin a heading, a list, a quotation or a rule where a line begins with it.
_SIGN = re.compile(r"^([ \t]*+(?:\d{1,9}(?=[.)]\s)|(?=[#>+=-])))([#>+=.)-](?=\s|[-=#]))", re.MULTILINE)


def markdown_of(html: str) -> str:
    """HTML as Markdown, its words all there."""
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        """markdownify's own, with tables and what Markdown has not left as HTML."""

        def _as_typed(self, element: Any, text: str, parent_tags: Any) -> str:  # noqa: ANN401, ARG002 - markdownify's own
            return f"\n\n{element}\n\n"

        convert_table = convert_dl = convert_details = _as_typed

        def _inline(self, element: Any, text: str, parent_tags: Any) -> str:  # noqa: ANN401, ARG002
            return f"<{element.name}>{text}</{element.name}>" if text.strip() else text

        convert_sup = convert_sub = convert_mark = convert_u = convert_kbd = convert_del = convert_s = _inline

        def escape(self, text: str, parent_tags: Any) -> str:  # noqa: ANN401
            escaped: str = super().escape(text, parent_tags)  # type: ignore[misc] # which its types leave out
            return _SIGN.sub(r"\1\\\2", escaped.replace("[", r"\["))

    converter = Converter(heading_style="ATX", bullets="-", escape_misc=False)
    made: str = converter.convert(with_paragraphs(html))
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def shortcodes(html: str) -> Iterator[re.Match[str]]:
    """WordPress's own tags in square brackets, as far as they can be told from other text in them."""
    for match in SHORTCODE.finditer(html):
        name = re.split(r"[\s\]/]", match[0].lstrip("[/"), maxsplit=1)[0]
        has_more = "=" in match[0] or f"[/{name}]" in html or name.lower() in _KNOWN
        if has_more:
            yield match


_KNOWN = frozenset({"gallery", "audio", "video", "playlist", "embed", "more", "contact-form", "contact-form-7"})
