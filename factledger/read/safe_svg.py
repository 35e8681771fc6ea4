"""Drawings (SVG): what may stand in one, and the drawing written again with that alone.

A browser that opens a drawing by itself treats it as a page of the site. So none goes out as it came: it is read by an
XML parser and written anew from what is on the list of `svg_allowlist`. What an editor's program left in it (comments,
metadata, its own namespaces) is left out without a word; what could run or fetch something is refused with its place,
for then somebody should know.

The parser is Expat itself, which Python brings: it tells the line and column of everything, in which `defusedxml` and
`ElementTree` are not interested, and it hands over a document type before it reads any entity, so that nothing is ever
expanded. Nothing is asked of it but the events of well-formed XML with namespaces (XML 1.0, fifth edition).
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from html import escape
from io import BytesIO
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from factledger.model.fast_dataclass import dataclass
from factledger.model.spelling_suggestions import did_you_mean
from factledger.read.image_file import PictureError, raster_size
from factledger.read.svg_allowlist import ELEMENTS, PLAIN, RUNNING, STYLING, SVG, UNSEEN, XHTML, XLINK, XML
from factledger.read.svg_size import stated_size
from factledger.read.svg_styles import fault_of_style
from factledger.read.web_addresses import AddressError, web_address

Embedded = Callable[[bytes], tuple[str, bytes]]  # a picture to its media type and bytes, or a ValueError

_LARGEST = 1_000_000  # bytes
_DEEPEST = 200  # elements in one another; browsers give up at some depth, each at its own
_MOST_FAULTS = 10  # that somebody would read of one drawing
_PLAIN_SVG = "export it as plain SVG"
_INSIDE = "put into the drawing what it needs"
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)(?:;[^,;]*)*?;base64,", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20]+")  # what browsers overlook in an address
_ANIMATED = (STYLING | PLAIN) - {"style", "class", "id", "attributeName"}
_UNSAFE, _UNREADABLE = "unsafe-drawing", "unreadable-file"


class SvgFault(NamedTuple):
    """Why a drawing cannot be published, by which rule; line and column count from 1, 0 where the whole file is meant."""

    line: int
    column: int
    rule: str
    reason: str
    advice: str


class SvgError(ValueError):
    """A drawing cannot be published; `faults` tells every reason."""

    def __init__(self, *faults: SvgFault) -> None:
        super().__init__(faults[0].reason)
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeSvg:
    """A drawing ready to be published: width and height in whole units, 0 and 0 where it does not say, and its SVG."""

    size: tuple[int, int]
    markup: bytes


def read_drawing(content: bytes, embedded: Embedded | None = None) -> SafeSvg:
    """The drawing in an SVG file, written anew; `embedded` makes the pictures inside it ready, which else stay.

    Raises:
        DrawingError: it is no SVG, too large, or does more than to show something.
    """
    if len(content) > _LARGEST:
        raise _whole("the drawing is larger than 1 MB", "export it with fewer points, or as PNG")
    if content.startswith(b"\x1f\x8b"):
        raise _whole("the drawing is compressed", "save it as plain SVG")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # which XML cannot hold, and UTF-16 has at every letter
        raise _whole("the drawing is not UTF-8", "save it as UTF-8")
    reading = _Reading(embedded)
    try:
        reading.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        reason = f"this is no drawing that can be shown ({expat.ErrorString(error.code)})"
        reading.faults.append(SvgFault(error.lineno, error.offset + 1, _UNREADABLE, reason, _PLAIN_SVG))
    except _EnoughError:
        pass
    if reading.faults:
        raise SvgError(*reading.faults)
    return SafeSvg(size=stated_size(reading.root), markup=reading.markup())


def _whole(reason: str, advice: str) -> SvgError:
    return SvgError(SvgFault(0, 0, _UNREADABLE, reason, advice))


class _EnoughError(Exception):
    """More faults than anybody reads, or one behind which nothing can be understood."""


class _Reading:
    """One reading of a drawing; mutable because it is told of one thing after another."""

    def __init__(self, embedded: Embedded | None) -> None:
        self.faults: list[SvgFault] = []
        self.root: Mapping[str, str] = {}
        self._written: list[str] = []
        self._open: list[str] = []  # names, empty for what is left out
        self._left_out = 0  # the depth at which that began
        self._style: _Style | None = None
        self._embedded = embedded
        self._without_namespace = False  # a drawing that says nothing of namespaces means this one
        parser = self.parser = expat.ParserCreate("utf-8", " ")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._document_type
        parser.SkippedEntityHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def markup(self) -> bytes:
        """The drawing as it is published."""
        return "".join(self._written).encode() + b"\n"

    def _fault(self, reason: str, advice: str, rule: str = _UNSAFE) -> None:
        place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.faults.append(SvgFault(*place, rule, reason, advice))
        if len(self.faults) >= _MOST_FAULTS:
            raise _EnoughError

    def _stop(self, reason: str, advice: str) -> NoReturn:
        self._fault(reason, advice, _UNREADABLE)
        raise _EnoughError

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            self._stop(f"the drawing says that it is {encoding}, not UTF-8", "save it as UTF-8")

    def _document_type(self, _name: str, _system: str | None, _public: str | None, has_own: int) -> None:
        """A document type that only names the one of SVG, as older programs wrote, is left out."""
        if has_own:
            self._fault("the drawing has a document type of its own, which may define anything", _PLAIN_SVG)
            raise _EnoughError

    def _entity(self, name: str, _is_parameter: bool) -> None:
        self._fault(f"the drawing uses '&{name};', which XML does not know", "write the letter itself", _UNREADABLE)

    def _instruction(self, target: str, _text: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._fault("the drawing fetches a style sheet", _INSIDE)

    def _start(self, name: str, attributes: list[str]) -> None:
        namespace, local = _parts(name)
        if not self._open:
            self._without_namespace = not namespace
        if len(self._open) >= _DEEPEST:
            self._stop(
                f"the drawing's elements are nested more than {_DEEPEST} deep", "ungroup what need not be in groups"
            )
        if not namespace and self._without_namespace:
            namespace = SVG
        if not self._open and (namespace, local) != (SVG, "svg"):
            self._stop(f"the drawing begins with <{local}>, not with <svg>", _PLAIN_SVG)
        is_shown = self._is_shown(namespace, local, attributes[::2])
        self._open.append(local if is_shown else "")
        if self._left_out:
            return
        if not is_shown:
            self._left_out = len(self._open)
            return
        kept = self._attributes(local, attributes)
        if len(self._open) == 1:
            self.root = kept
            kept = {"xmlns": SVG} | kept
        elif local == "style":
            self._style = _Style([], self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        written = "".join([f' {key}="{_escaped(value)}"' for key, value in kept.items()])
        self._written.append(f"<{local}{written}>")

    def _is_shown(self, namespace: str, local: str, attributes: Collection[str]) -> bool:
        """Whether an element is drawn; one that may not be there is a fault."""
        if self._style is not None:
            self._fault(f"the drawing has <{local}> inside of <style>", _PLAIN_SVG)
        elif local.lower() in RUNNING:
            self._fault(f"the drawing contains <{local}>, which may run code", _PLAIN_SVG)
        elif namespace == XHTML:
            self._fault(
                f"the drawing contains HTML, <{local}>", "make its text plain text or paths, and export it again"
            )
        elif namespace == SVG and local == "foreignObject" and "requiredExtensions" in attributes:
            return False  # a program's own, as Illustrator's: whoever does not know it shows what stands beside it
        elif namespace == SVG and local in ELEMENTS:
            return True
        elif namespace == SVG and local not in UNSEEN and not self._left_out:
            self._fault(f"the drawing contains <{local}>", did_you_mean(local, ELEMENTS) or _PLAIN_SVG)
        return False

    def _attributes(self, element: str, written: list[str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in zip(written[::2], written[1::2], strict=True):
            namespace, local = _parts(name)
            if local.lower().startswith("on"):
                self._fault(f"the drawing has the attribute '{local}', which runs code", _PLAIN_SVG)
            elif namespace == XML:
                if local == "base":
                    self._fault(f"the drawing's addresses begin at '{value}'", _INSIDE)
                elif local in ("lang", "space"):
                    kept[f"xml:{local}"] = value
            elif namespace == XLINK and local == "href":
                kept.setdefault("href", self._address(element, value))
            elif namespace:
                continue
            elif local == "href":
                kept["href"] = self._address(element, value)
            elif local in STYLING:
                if (reason := fault_of_style(value, is_sheet=False)) is not None:
                    self._fault(f"the drawing's attribute '{local}' {reason}", _INSIDE)
                kept[local] = value
            elif local in PLAIN or local.startswith("aria-"):
                kept[local] = value
                if local == "attributeName" and value.strip() not in _ANIMATED:
                    self._fault(f"the drawing changes its '{value}' while it is shown", _PLAIN_SVG)
        return kept

    def _address(self, element: str, written: str) -> str:
        """What a reference leads to: a place in the drawing, a picture in it, or for a link the web."""
        value = _BLANKS.sub("", written)
        if value.startswith("#"):
            return value
        if element in ("image", "feImage") and (start := _PICTURE.match(value)):
            return self._picture(value[start.end() :], start[0])
        if element != "a":
            self._fault(f"the drawing fetches '{_short(written)}'", _INSIDE)
            return ""
        try:
            return web_address(written.strip())
        except AddressError as error:
            self._fault(f"the drawing links to '{_short(written)}', which is no web address", error.advice)
            return ""

    def _picture(self, base64: str, start: str) -> str:
        """The address of a picture inside the drawing."""
        try:
            content = b64decode(base64, validate=True)
            raster_size(BytesIO(content))
            if self._embedded is None:
                return start + base64
            media_type, content = self._embedded(content)
        except PictureError as error:
            self._fault(f"inside of the drawing: {error}", error.advice, _UNREADABLE)
            return ""
        except ValueError:
            self._fault("a picture inside of the drawing is damaged", "export the drawing again", _UNREADABLE)
            return ""
        return f"data:{media_type};base64,{b64encode(content).decode()}"

    def _end(self, _name: str) -> None:
        if self._style is not None and not self._left_out:
            self._close_style(self._style)
        local = self._open.pop()
        if not self._left_out:
            self._written.append(f"</{local}>")
        elif self._left_out > len(self._open):
            self._left_out = 0

    def _close_style(self, style: "_Style") -> None:
        if (reason := fault_of_style("".join(style.text), is_sheet=True)) is not None:
            self.faults.append(SvgFault(style.line, style.column, _UNSAFE, f"the drawing's <style> {reason}", _INSIDE))
        self._style = None

    def _text(self, text: str) -> None:
        if self._left_out:
            return
        if self._style is not None:
            self._style.text.append(text)
        self._written.append(escape(text, quote=False).replace("\r", "&#13;"))


@dataclass(slots=True)
class _Style:
    """A style sheet that is being read: its text so far, and where it began."""

    text: list[str] = field(default_factory=list)
    line: int = 0
    column: int = 0


def _parts(name: str) -> tuple[str, str]:
    """Namespace and local name."""
    namespace, _, local = name.rpartition(" ")
    return namespace, local


_IN_ATTRIBUTES = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;", '"': "&quot;"})


def _escaped(value: str) -> str:
    return escape(value, quote=False).translate(_IN_ATTRIBUTES)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
