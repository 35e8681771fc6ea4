"""Share cards: what other sites show of a page, drawn as a picture of 1200 by 630 with its title and its figure.

Text is laid out glyph by glyph from left to right, which is right for scripts whose letters stand side by side; what
would need more, or has a letter that no font has, is not drawn at all. The fonts in `fonts/` are Newsreader at two
optical sizes. Kerning is in their old `kern` tables, for what lays out text with the newer ones is not on every machine.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from factledger.model.planned_pages import CARD_SIZE, ShareCard

_FOLDER = Path(__file__).parent / "fonts"
_DISPLAY, _TEXT = "newsreader-display.ttf", "newsreader-text.ttf"


class Style(NamedTuple):
    """How a text is set."""

    size: int
    face: str = _TEXT


_EDGE = 72  # of the card, in pixels
_WIDTH = CARD_SIZE[0] - 2 * _EDGE
_PAPER = (251, 248, 241)
# By name the colours of the theme and how many levels there are of each, from paper on: sixteen in all, with paper.
_INKS = {"ink": ((25, 23, 19), 5), "soft": ((90, 84, 74), 4), "live": ((27, 63, 224), 5), "rule": ((220, 213, 197), 1)}
_EFFORT = 6  # of zlib; the most takes three times as long and saves a hundredth
_BITS = 4  # that sixteen colours take
_LEADING, _ASCENT, _DESCENT = 1.12, 0.92, 0.28  # of titles, in their size
_TITLE_SIZES = (104, 92, 82, 74, 66, 60, 54, 48)
_SUMMARY, _SUMMARY_LEADING = Style(32), 43
_FIGURE_TOP, _FIGURE_WIDTH, _FIGURE_SIZES = 476, 560, (92, 80, 70, 60, 52, 44)
_MOST_LETTERS = 2_000  # of any text, more than a card has room for
_NOT_AT_START = frozenset("、。，．：；？！）」』》〉】〕”’…%")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "IDEOGRAPHIC")
# Words that are written from right to left, and marks that another letter carries.
_NEEDS_SHAPING = frozenset({"R", "AL", "AN", "NSM"})


class _Token(NamedTuple):
    """A piece of a text that stays on one line, and whether a blank parts it from the one before."""

    text: str
    has_blank: bool


class NoFontError(Exception):
    """A file is no font."""


class LoadedCardFonts:
    """The fonts of cards: their own, and one of the project's for what that lacks.

    Raises:
        NoFontError: that is none.
    """

    def __init__(self, other: bytes = b"") -> None:
        self.digest = sha256(other).hexdigest() if other else ""
        self._other = other
        self._fonts: dict[tuple[str, int], tuple[ImageFont.FreeTypeFont, ...]] = {}
        self._known: dict[str, int] = {}
        self._widths: dict[tuple[str, Style], float] = {}
        try:
            self._of(Style(48))
        except (OSError, ValueError) as error:
            raise NoFontError from error

    def covers(self, text: str) -> bool:
        """Whether a text can be drawn as it should be."""
        return all(_is_simple(letter) and self._font_of(letter) >= 0 for letter in set(_plain(text)))

    def runs(self, text: str, style: Style) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """A text in stretches of one font."""
        fonts = self._of(style)
        for number, letters in groupby(text, self._font_of):
            yield "".join(letters), fonts[max(number, 0)]

    def width(self, text: str, style: Style) -> float:
        """How wide a text is, in pixels."""
        found = self._widths.get((text, style))
        if found is None:
            found = self._widths[text, style] = sum(font.getlength(run) for run, font in self.runs(text, style))
        return found

    def _of(self, style: Style) -> tuple[ImageFont.FreeTypeFont, ...]:
        found = self._fonts.get((style.face, style.size))
        if found is None:
            files: list[Path | BytesIO] = [_FOLDER / style.face]
            if self._other:
                files.append(BytesIO(self._other))
            found = self._fonts[style.face, style.size] = tuple(
                ImageFont.truetype(file, style.size, layout_engine=ImageFont.Layout.BASIC) for file in files
            )
        return found

    def _font_of(self, letter: str) -> int:
        """Which font has a letter, the first being 0; -1 where none has."""
        found = self._known.get(letter)
        if found is None:
            fonts = self._of(Style(48))
            found = next((number for number, font in enumerate(fonts) if _has(font, letter)), -1)
            self._known[letter] = found
        return found


def drawn(card: ShareCard, fonts: LoadedCardFonts) -> bytes:
    """A card as PNG.

    The bytes rest on the releases of Pillow, and of FreeType and zlib within it.
    """
    card = ShareCard(**{field.name: _plain(getattr(card, field.name))[:_MOST_LETTERS] for field in fields(card)})
    sheet = _Sheet(fonts)
    _head(sheet, card)
    top = 150.0
    if card.kicker:
        sheet.text(card.kicker, Style(28), "live", _EDGE, top + 24, _WIDTH)
        top += 52
    foot = _FIGURE_TOP - 24 if card.figure else CARD_SIZE[1] - _EDGE
    lines, style = _fitted(fonts, card.title, foot - top)
    for number, line in enumerate(lines):
        top += style.size * (_LEADING if number else _ASCENT)
        sheet.text(line, style, "ink", _EDGE, top, _WIDTH)
    if card.summary:
        _summary(sheet, card.summary, top + 64, foot)
    if card.figure:
        _figure(sheet, card)
    return sheet.png()


def _head(sheet: "_Sheet", card: ShareCard) -> None:
    """The site's name between the mark and the day, on a double rule."""
    sheet.mark(_EDGE, 48, 36)
    day = min(sheet.fonts.width(card.day, Style(26)), _WIDTH / 3)
    sheet.text(card.site, Style(34, _DISPLAY), "ink", _EDGE + 50, 78, _WIDTH - 80 - day)
    sheet.text(card.day, Style(26), "soft", CARD_SIZE[0] - _EDGE - day, 77, day + 1)
    sheet.rule("ink", 106, 2)
    sheet.rule("ink", 111, 1)


def _figure(sheet: "_Sheet", card: ShareCard) -> None:
    """The figure, and beside it what it is and who says so."""
    sheet.rule("rule", _FIGURE_TOP, 2)
    styles = [Style(size, _DISPLAY) for size in _FIGURE_SIZES]
    style = next((one for one in styles if sheet.fonts.width(card.figure, one) <= _FIGURE_WIDTH), styles[-1])
    sheet.text(card.figure, style, "live", _EDGE, 562, _FIGURE_WIDTH)
    left = _EDGE + min(sheet.fonts.width(card.figure, style), _FIGURE_WIDTH) + 36
    room = CARD_SIZE[0] - _EDGE - left
    base = 524.0
    label, *more = _lines(sheet.fonts, card.label, Style(28), room)
    for line in (label, " ".join(more)) if more else (label,):
        sheet.text(line, Style(28), "ink", left, base, room)
        base += 34
    sheet.text(card.source, Style(24), "soft", left, base + 2, room)


def _summary(sheet: "_Sheet", summary: str, top: float, foot: float) -> None:
    """As much of a summary as there is room for: whole, or nothing below a title that leaves less than two lines."""
    lines = _lines(sheet.fonts, summary, _SUMMARY, _WIDTH)
    room = int((foot - top) // _SUMMARY_LEADING) + 1
    if room < min(len(lines), 2):
        return
    for number, line in enumerate(lines[:room]):
        is_cut = number == room - 1 and len(lines) > room
        base = top + _SUMMARY_LEADING * number
        sheet.text(f"{line} …" if is_cut else line, _SUMMARY, "soft", _EDGE, base, _WIDTH)


def _fitted(fonts: LoadedCardFonts, title: str, height: float) -> tuple[list[str], Style]:
    """A title in lines of about one length, as large as there is room."""
    for size in _TITLE_SIZES:
        style = Style(size, _DISPLAY)
        lines = _lines(fonts, title, style, _WIDTH)
        most = int((height / size - _ASCENT - _DESCENT) / _LEADING) + 1
        if len(lines) <= most and all(fonts.width(line, style) <= _WIDTH for line in lines):
            return _balanced(fonts, title, style, len(lines)), style
    return [*lines[: most - 1], f"{lines[most - 1]} …"] if len(lines) > most else lines, style


def _balanced(fonts: LoadedCardFonts, text: str, style: Style, count: int) -> list[str]:
    """As many lines as are needed, in the least width that will do."""
    narrow, wide = _WIDTH // count, _WIDTH
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(_lines(fonts, text, style, middle)) <= count:
            wide = middle
        else:
            narrow = middle + 1
    return _lines(fonts, text, style, wide)


def _lines(fonts: LoadedCardFonts, text: str, style: Style, width: float) -> list[str]:
    lines, length = [""], 0.0
    blank = fonts.width(" ", style)
    for token in _tokens(text):
        own = fonts.width(token.text, style)
        longer = length + own + (blank if token.has_blank else 0)
        if not lines[-1]:
            lines[-1], length = token.text, own
        elif longer <= width:
            lines[-1], length = f"{lines[-1]}{' ' if token.has_blank else ''}{token.text}", longer
        else:
            lines.append(token.text)
            length = own
    return lines


def _tokens(text: str) -> Iterator[_Token]:
    """Words, and the single letters of scripts that leave no blanks between words."""
    for word in _plain(text).split(" "):
        has_blank, piece = True, ""
        for letter in word:
            if piece and (_stands_alone(letter) or _stands_alone(piece[-1])) and letter not in _NOT_AT_START:
                yield _Token(piece, has_blank)
                has_blank, piece = False, ""
            piece += letter
        if piece:
            yield _Token(piece, has_blank)


@cache
def _stands_alone(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_UNSPACED)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _is_simple(letter: str) -> bool:
    return unicodedata.bidirectional(letter) not in _NEEDS_SHAPING and unicodedata.category(letter) not in ("Mc", "Cf")


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether a font has a letter: one that it lacks looks like one that no font has."""
    if letter == " ":
        return True
    mask, missing = font.getmask(letter), font.getmask("\uffff")
    return mask.size != missing.size or bytes(mask) != bytes(missing)


class _Sheet:
    """A card while it is drawn: each ink on a layer of its own, as how much of it covers each pixel."""

    def __init__(self, fonts: LoadedCardFonts) -> None:
        self.fonts = fonts
        self._layers = {ink: Image.new("L", CARD_SIZE) for ink in _INKS}
        self._pens = {ink: ImageDraw.Draw(layer) for ink, layer in self._layers.items()}

    def text(self, text: str, style: Style, ink: str, left: float, base: float, room: float) -> None:
        """A line of text on its base line, cut where there is no more room."""
        shown = text if self.fonts.width(text, style) <= room else self._cut(text.removesuffix(" …"), style, room)
        for run, font in self.fonts.runs(shown, style):
            self._pens[ink].text((left, base), run, fill=255, font=font, anchor="ls")
            left += font.getlength(run)

    def _cut(self, text: str, style: Style, room: float) -> str:
        """As much of the beginning of a text as there is room for, with the sign that something is left out."""
        lengths = range(1, len(text))
        fitting = bisect_right(lengths, room, key=lambda length: self.fonts.width(_with_rest(text, length), style))
        return _with_rest(text, lengths[fitting - 1]) if fitting else ""

    def rule(self, ink: str, top: int, height: int) -> None:
        """A line over the whole width of the text."""
        self._pens[ink].rectangle((_EDGE, top, CARD_SIZE[0] - _EDGE - 1, top + height - 1), fill=255)

    def mark(self, left: int, top: int, size: int) -> None:
        """The mark before the site's name, drawn larger and made smaller, which smooths its edges."""
        fine = size * 8
        unit = fine / 40
        lines, bolt = Image.new("L", (fine, fine)), Image.new("L", (fine, fine))
        pen = ImageDraw.Draw(lines)
        for x1, x2, y in _MARK_LINES:
            pen.rectangle((x1 * unit, (y - 1.25) * unit, x2 * unit, (y + 1.25) * unit), fill=255)
        ImageDraw.Draw(bolt).polygon([(x * unit, y * unit) for x, y in _MARK_BOLT], fill=255)
        for ink, layer in (("ink", lines), ("live", bolt)):
            self._layers[ink].paste(layer.resize((size, size), Image.Resampling.BOX), (left, top))

    def png(self) -> bytes:
        """All inks on the paper."""
        image = Image.new("L", CARD_SIZE)
        first = 1
        for ink, layer in self._layers.items():
            count = _INKS[ink][1]
            levels = [(value * count + 127) // 255 for value in range(256)]
            box = layer.getbbox()
            if box is not None:
                part = layer.crop(box)
                numbers = part.point([first + max(level - 1, 0) for level in levels])
                image.paste(numbers, box, part.point([255 if level else 0 for level in levels]))
            first += count
        image.putpalette([channel for colour in _palette() for channel in colour])
        stream = BytesIO()
        image.save(stream, "PNG", bits=_BITS, compress_level=_EFFORT)
        return stream.getvalue()


def _with_rest(text: str, length: int) -> str:
    return f"{text[:length].rstrip()} …"


# The mark of the theme's masthead (css/masthead.css), on 40 by 40 units: lines as left end, right end and height, and the bolt.
_MARK_LINES = ((2, 19, 10), (2, 12, 20), (2, 9, 30), (31, 38, 10), (28, 38, 20), (21, 38, 30))
_MARK_BOLT = ((26, 2), (11, 23), (19, 23), (14, 38), (31, 16), (22.5, 16))


def _palette() -> Iterable[tuple[int, ...]]:
    yield _PAPER
    for ink, count in _INKS.values():
        for level in range(1, count + 1):
            yield tuple(round(paper + (full - paper) * level / count) for paper, full in zip(_PAPER, ink, strict=True))
