"""Lists within lists as CommonMark indents them, by two blanks behind a hyphen and three behind a number.

Python-Markdown wants four for each level and makes items of one list of them otherwise, while the formatter Prettier, WordPress's
converters and editors who know GitHub write what CommonMark counts (0.31, 5.2: what stands as far to the right as an item's
words belongs to it). Lines that are indented enough stay as they are.
"""

import re
from typing import NamedTuple

from markdown.preprocessors import Preprocessor

SIGN = "\n  "  # without which no line is changed
_ITEM = re.compile(r"( *)([-*+]|\d{1,9}\.)( +)(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_LEVEL = 4  # blanks
_LEAST = 2  # to the right of an item's sign, from which on a line is meant to belong to it, whatever its number's width


class _Level(NamedTuple):
    """An open item: where its sign stands, and from which column on lines belong to it."""

    sign: int
    words: int


class ListIndentation(Preprocessor):
    """Indents what belongs to an item of a list by four blanks a level, and parts an item from the paragraph before it."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, of which those within lists stand where Python-Markdown looks for them."""
        if SIGN not in "\n".join(lines):
            return lines
        made: list[str] = []
        levels: list[_Level] = []
        is_behind_blank, is_own_paragraph, fence = True, False, ""
        for line in lines:
            bare = line.lstrip(" ")
            indent = len(line) - len(bare)
            if not bare:
                is_behind_blank, is_own_paragraph = True, False
                made.append(line)
                continue
            if bare.startswith(("```", "~~~")) and (not fence or bare.startswith(fence)):
                fence = "" if fence else bare[:3]
            item = None if fence or _RULE.fullmatch(line) else _ITEM.match(line)
            if not fence:
                levels = _open(levels, indent, is_item=item is not None, is_behind_blank=is_behind_blank)
            wanted = len(levels) * _LEVEL
            if item is not None and (levels or indent < _LEVEL):
                if is_own_paragraph:
                    made.append("")
                levels = [*levels, _Level(indent, min(item.end(), indent + _LEAST))]
                is_own_paragraph = False
            elif is_behind_blank:
                is_own_paragraph = bool(levels) and not fence
            moves = indent < wanted and not fence and (item is not None or is_behind_blank)
            made.append(f"{' ' * wanted}{bare}" if moves else line)
            is_behind_blank = False
        return made


def _open(levels: list[_Level], indent: int, *, is_item: bool, is_behind_blank: bool) -> list[_Level]:
    """The items to which a line belongs; one right below the words of an item goes on with them, wherever it stands."""
    if not is_item and not is_behind_blank:
        return levels
    return [level for level in levels if indent >= level.words]
