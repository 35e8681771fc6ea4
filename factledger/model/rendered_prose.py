"""Text that was Markdown: HTML with its references, headings and the source it came from."""

import dataclasses
import re
from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any, NamedTuple, Protocol

from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.problems import Place

_LINK = re.compile('<a(?: [^>]*)? href="\x00([0-9]+)\x00"[^>]*>(.*?)</a>', re.DOTALL)
_NUMBER = re.compile("([\x00\x01])([0-9]+)\\1")
_BESIDE_PARAGRAPHS = re.compile(r"<(?!/|(?:p|a|strong|em|b|i|br|s|del|ins|q|cite|abbr|span|time|wbr|h[2-6])[ >])")
_BESIDE_LISTS = re.compile(
    r"<(?!/|(?:p|a|strong|em|b|i|br|s|del|ins|q|cite|abbr|span|time|wbr|h[2-6]|ul|ol|li|blockquote|figure|figcaption|img|div)[ >])"
)
_MOST_HEADINGS = 3  # of a text without a table of contents


# Folders of a theme's css/ with the styles of what only some texts hold.
TEXT_STYLES = "text"  # lists, quotations
RICH_STYLES = "rich"  # tables, code, notes
MEDIA_STYLES = "media"  # pictures, whose quotation it is, cards of what is elsewhere
CONTENTS_STYLES = "contents"
CJK_STYLES = "cjk"  # Chinese, Japanese and Korean, also in a text of another language
_CJK = re.compile(r'\blang="?(?:zh|ja|ko)\b')


class ProseHeading(NamedTuple):
    """A heading of a text: its depth (2 for ##), its anchor and its words without markup."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A link inside the site as an editor typed it: `company:xiaomi`, `other.md#heading`, `#heading`, an image path.

    `is_empty` says that the link had no words of its own, so that the site fills them in;
    `words` are the link's words as plain text.
    """

    target: str
    place: Place = field(compare=False)
    words: str = ""
    is_image: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the editor left the words to the build."""
        return not self.words and not self.is_image


class ResolvedLink(NamedTuple):
    """What a reference becomes on a page: its address, the words of a link that has none, and HTML attributes."""

    address: str
    words: str = ""
    attributes: Mapping[str, str] = {}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)  # `ProseElsewhere` is derived from it
class Prose:
    r"""A rendered text that still waits for its addresses.

    `html` is safe HTML in which the value of the i-th inside link's `href` (or image's `src`) is the
    marker `\x00i\x00`, i counting from 0 into `references`; an empty link's words are `\x01i\x01`.
    `ids` are those that the editor gave to other elements than headings.
    `source` is the Markdown and `line` the file's line on which it starts, so that a place in the
    text can be told. `digest` tells the HTML of a text that is finished from any other, so that it need not be looked
    through; it is empty where nobody worked it out.
    """

    html: str = ""
    references: tuple[Reference, ...] = ()
    headings: tuple[ProseHeading, ...] = ()
    ids: tuple[str, ...] = ()
    source: str = ""
    line: int = 1
    digest: str = field(default="", compare=False)

    @property
    def styles(self) -> tuple[str, ...]:
        """The folders of the theme's `css/` with what it needs beside the styles of paragraphs and headings."""
        html = self.html
        is_beside_paragraphs = _BESIDE_PARAGRAPHS.search(html) is not None
        has_contents = len(self.headings) > _MOST_HEADINGS
        if not is_beside_paragraphs and not has_contents and "lang" not in html:
            return ()
        is_needed = {
            TEXT_STYLES: is_beside_paragraphs,
            RICH_STYLES: _BESIDE_LISTS.search(html) is not None,
            MEDIA_STYLES: "<figure" in html,
            CONTENTS_STYLES: has_contents,
            CJK_STYLES: "lang" in html and _CJK.search(html) is not None,
        }
        return tuple(name for name, is_so in is_needed.items() if is_so)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The places of the text that a link can lead to."""
        return (*(heading.anchor for heading in self.headings), *self.ids)

    def at_hand(self) -> "Prose":
        """The text with all of it in memory, for who looks at it more than once."""
        return self

    def with_references(self, references: tuple[Reference, ...]) -> "Prose":
        """The text with others in the place of its references."""
        return replace(self, references=references)


class TextStore(Protocol):
    """Where texts lie that are not in memory."""

    def html_and_source(self, place: int, length: int) -> tuple[str, str]:
        """The HTML and the Markdown of a text, by where it lies."""


class ProseElsewhere(Prose):
    """A text whose HTML and Markdown are fetched each time that they are asked for.

    What is made of it by `replace` or from a pickle is at hand.
    """

    __slots__ = ("_length", "_place", "_texts")
    _texts: TextStore
    _place: int
    _length: int

    def __new__(cls, **fields: Any) -> Prose:  # type: ignore[misc]  # noqa: ANN401 - those of `Prose`
        """A text that is at hand, for that is what fields make."""
        return Prose(**fields)

    @classmethod
    def of(cls, prose: Prose, texts: TextStore, place: int, length: int) -> "ProseElsewhere":
        """A text that was put into `texts`."""
        made: ProseElsewhere = object.__new__(cls)
        kept = {name: getattr(prose, name) for name in ("references", "headings", "ids", "line", "digest")}
        for name, value in (kept | {"_texts": texts, "_place": place, "_length": length}).items():
            object.__setattr__(made, name, value)
        return made

    @property
    def html(self) -> str:
        """As `Prose` has it."""
        return self._texts.html_and_source(self._place, self._length)[0]

    @property
    def source(self) -> str:
        """As `Prose` has it."""
        return self._texts.html_and_source(self._place, self._length)[1]

    def at_hand(self) -> Prose:
        """As `Prose` has it."""
        html, source = self._texts.html_and_source(self._place, self._length)
        return Prose(
            html=html,
            references=self.references,
            headings=self.headings,
            ids=self.ids,
            source=source,
            line=self.line,
            digest=self.digest,
        )

    def with_references(self, references: tuple[Reference, ...]) -> Prose:
        """As `Prose` has it."""
        bare = Prose(references=references, headings=self.headings, ids=self.ids, line=self.line, digest=self.digest)
        return ProseElsewhere.of(bare, self._texts, self._place, self._length)

    def __reduce__(self) -> tuple[object, ...]:
        """As a text that is at hand is pickled."""
        return Prose, (), self.at_hand().__getstate__()


def without_links(prose: Prose, numbers: Collection[int]) -> Prose:
    """A text in which some of its references, by their numbers, are plain words."""
    if not numbers:
        return prose
    kept = [number for number in range(len(prose.references)) if number not in numbers]
    renumbered = {str(old): str(new) for new, old in enumerate(kept)}
    html = _LINK.sub(lambda found: found[0] if found[1] in renumbered else found[2], prose.html)
    html = _NUMBER.sub(lambda found: found[1] + renumbered[found[2]] + found[1], html)
    return replace(prose, html=html, references=tuple(prose.references[number] for number in kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture: a file under content/images/, what it shows, and who made it."""

    file: str
    alt: str
    place: Place = field(compare=False)
    credit: str = ""
    caption: str = ""
