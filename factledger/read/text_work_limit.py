"""How much work a text may cost, so that none keeps a build from ending.

Some of what Markdown does takes time that grows with the square of a text or faster: what is opened and never closed,
thousands of marks in one paragraph, blocks in blocks. The work is counted in characters looked at, never in seconds, so
that every machine gives the same verdict. No text that is meant to be read comes near the limits.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

_LEAST = 40_000_000  # less than half a second, while no article known to us costs a hundredth of it
_FOR_EACH_SIGN = 20
_FENCE = len("```")
_LONGEST_ROW = 40
_ROW = re.compile(rf"`{{{_LONGEST_ROW + 1},}}|~{{{_LONGEST_ROW + 1},}}|(?:```|~~~)[`~]*+[ \t]{{{_LONGEST_ROW + 1},}}")
_OPENING_SHARE = 64  # openings times characters cost this part of the product
_FENCES = re.compile(r"^(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_LINES_NAMED = re.compile(r"hl_lines=([\"'])")
_CODE = 8_000  # what a block of code costs that ends, with its colours
_BLOCK_STEPS = 3  # how often a block is looked through
_COPY_SHARE = 16
_LINE_SHARE = 32  # likewise lines of a list times its characters
_NOTE = re.compile(r"\[\^[^\]\n]{0,80}")
_NUMBER_TRIED = 30  # what one number costs that is tried for the id of a mark, of which every second is
_STEP = 200  # what a mark costs however short the text
_SIGN_BY_SIGN = 8  # times as much costs what is looked at in Python
_CELL = 2_500  # what a table's cell costs, typed or not, with the figure that may stand in it
_SEPARATOR = re.compile(r"[^\n]*\n[ \t]*([|: -]*-[|: -]*)(?:\n|$)")


class TooMuchWorkError(Exception):
    """A text costs more than it may; `near` is how the part begins at which that was found, as it is written."""

    def __init__(self, message: str, near: str = "") -> None:
        super().__init__(message)
        self.near = near


class Budget:
    """The work that is left for one text; counted down as it is done."""

    def __init__(self, source: str) -> None:
        self._left = _LEAST + _FOR_EACH_SIGN * len(source)

    def spend(self, work: int, near: str) -> None:
        """Count some work.

        Raises:
            TooMuchWorkError: there is not as much left.
        """
        self._left -= work
        if self._left < 0:
            raise TooMuchWorkError("the text has more markup here than can be worked through", near)

    def spend_on_openings(self, source: str, signs: Iterable[str]) -> None:
        """Count what it costs to find the end of each stretch that one of some signs opens, and to take it out."""
        for sign in signs:
            self.spend(source.count(sign) * len(source) // _OPENING_SHARE, sign)
        if any(len(sign) == _FENCE and sign in source for sign in signs):
            self._spend_on_fences(source)

    def _spend_on_fences(self, source: str) -> None:
        """Count what it costs to look for the end of each block of code: up to there, or all of the text where there is none.

        That is looked for as often as the blanks behind a fence can be told apart, and as quotes may end the names of lines.
        """
        fences = [(found.start(), found[1], found[2]) for found in _FENCES.finditer(source)]
        ends: dict[str, list[int]] = {}
        for start, fence, behind in fences:
            if not behind.strip(" "):
                ends.setdefault(fence, []).append(start)
        at = 0
        for start, fence, behind in fences:
            if start < at:
                continue
            closing = ends.get(fence, [])
            place = bisect_right(closing, start)
            at = closing[place] + 1 if place < len(closing) else 0
            times = 1 if behind.strip(" ") else len(behind) + 1
            if (named := _LINES_NAMED.search(behind)) is not None and not (at and behind.count(named[1]) > 1):
                times += source.count(named[1], start)
            self.spend(
                times * ((at or len(source)) - start) + (_CODE if at else 0), source[start : start + _LONGEST_ROW]
            )

    def spend_on_rows(self, text: str) -> None:
        """Count what is tried for backticks in a row and for marks of notes."""
        for sign, share in (("``", _COPY_SHARE), ("[^", 2)):
            if sign in text:
                self.spend(text.count(sign) * len(text) // share, sign)

    def spend_on_notes(self, source: str) -> None:
        """Count what marks of the same note cost: each gets an id with the first number that none before it has."""
        for note, count in Counter(_NOTE.findall(source)).items():
            self.spend(count * count * _NUMBER_TRIED, note)

    def spend_on_copy(self, text: str) -> None:
        """Count what it costs to look through a text once more, and to put something into it."""
        self.spend(len(text) // _COPY_SHARE + _STEP, text)

    def spend_on_block(self, block: str, waiting: int) -> None:
        """Count what it costs to know what a block is, and to take it and its cells from those that wait."""
        self.spend(_BLOCK_STEPS * len(block) + waiting + _STEP * (3 + block.count("|")), block)
        if "|" in block and (separator := _SEPARATOR.match(block)) is not None:
            # Each row gets as many cells as the head has, however few are typed.
            self.spend(_CELL * (1 + separator[1].count("|")) * block.count("\n"), block)

    def spend_on_lines(self, block: str) -> None:
        """Count what joining the lines of a list costs."""
        self.spend(block.count("\n") * len(block) // _LINE_SHARE, block)

    def spend_on_signs(self, count: int, text: str) -> None:
        """Count signs that are looked at one by one."""
        self.spend(count * _SIGN_BY_SIGN, text)


def check_rows(source: str) -> None:
    """Refuse rows of backticks and tildes, or of blanks behind them, that are tried in every length.

    Raises:
        TooMuchWorkError: there is one.
    """
    if ("```" in source or "~~~" in source) and (found := _ROW.search(source)) is not None:
        sign = "blanks" if found[0][-1].isspace() else "backticks" if found[0][0] == "`" else "tildes"
        raise TooMuchWorkError(f"the text has more than {_LONGEST_ROW} {sign} in a row", found[0])
