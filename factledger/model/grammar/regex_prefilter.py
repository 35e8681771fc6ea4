"""The letters without which an expression of a data file matches nothing, so that most need not be tried on most texts.

Read from the expression itself: runs of letters outside of all that may be left out, and of a group one run for each of its
choices. `in` finds them in a text many times faster than the expression does not find what is not there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_SHORTEST = 2  # letters of an alphabet that say something
_TOKEN = re.compile(
    r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:P<\w+>|[imsx-]+:|<?[=!]|:)|\{[a-z_]+2?\}|\{\d+(?:,\d*)?\}|.", re.DOTALL
)
_LOOKS_AROUND = ("(?=", "(?!", "(?<=", "(?<!")

_Places = Mapping[str, tuple[str, ...]]


class _Token(NamedTuple):
    text: str
    depth: int  # of groups that it stands in; that of a bracket is the one outside of it


class Look(NamedTuple):
    """An expression with the letters that it needs."""

    expression: re.Pattern[str]
    needed: tuple[str, ...]

    def finditer(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """Its matches in a text, which is there in lower case too."""
        return self.expression.finditer(text) if may_match(self.needed, lower) else iter(())


def needed_letters(expression: str, places: Mapping[str, Iterable[str]] | None = None) -> tuple[str, ...]:
    """Letters in lower case of which every match has some; none where that cannot be told.

    `places` are the words that may stand for the names in braces.
    """
    words = {f"{{{name}}}": shortest(words) for name, words in (places or {}).items()}
    return tuple(sorted(_needed(list(_tokens(expression)), words)))


def shortest(words: Iterable[str]) -> tuple[str, ...]:
    """The words in lower case, without those that have another of them within."""
    lower = sorted({word.lower() for word in words}, key=lambda word: (len(word), word))
    return tuple(word for at, word in enumerate(lower) if not any(one in word for one in lower[:at]))


def spans_of_any(text: str, looks: Iterable[Look]) -> Iterator[tuple[int, int]]:
    """What one expression of all would find that tries them in their order at every place."""
    lower = text.lower()
    tried = [one.expression for one in looks if may_match(one.needed, lower)]
    found = [(one.start(), number, one) for number, form in enumerate(tried) if (one := form.search(text)) is not None]
    while found:
        start, _, first = min(found, key=lambda one: one[:2])
        yield first.span()
        done = max(first.end(), start + 1)
        behind = ((number, tried[number].search(text, done)) for at, number, _ in found if at < done)
        found = [one for one in found if one[0] >= done]
        found += [(one.start(), number, one) for number, one in behind if one is not None]


def may_match(needed: tuple[str, ...], lower: str) -> bool:
    """Whether a text in lower case has letters that an expression needs."""
    return not needed or any(letters in lower for letters in needed)


def _tokens(expression: str) -> Iterator[_Token]:
    depth = 0
    for found in _TOKEN.finditer(expression):
        text = found.group()
        depth -= text == ")"
        yield _Token(text, depth)
        depth += text[0] == "("


def _needed(tokens: list[_Token], places: _Places) -> frozenset[str]:
    """The needed letters of a choice: those of all its ways together, none where one way needs none."""
    ways = [_best(way, places) for way in _ways(tokens)]
    return frozenset().union(*ways) if all(ways) else frozenset()


def _ways(tokens: list[_Token]) -> Iterator[list[_Token]]:
    outer = tokens[0].depth if tokens else 0
    way: list[_Token] = []
    for token in tokens:
        if token.text == "|" and token.depth == outer:
            yield way
            way = []
        else:
            way.append(token)
    yield way


def _best(way: list[_Token], places: _Places) -> frozenset[str]:
    """Of what a way needs at one place after another that which says most."""
    found = list(_stretches(way, places))
    return max(found, key=lambda letters: (min(map(len, letters)), -len(letters), sorted(letters)), default=frozenset())


def _stretches(way: list[_Token], places: _Places) -> Iterator[frozenset[str]]:
    run, at = "", 0
    while at < len(way):
        token = way[at]
        following = way[at + 1].text if at + 1 < len(way) else ""
        if token.text[0] == "(":
            end = next(number for number in range(at + 1, len(way)) if way[number].depth == token.depth)
            yield from _run(run)
            run = ""
            is_optional = _may_be_left_out(way[end + 1].text if end + 1 < len(way) else "")
            if not is_optional and token.text not in _LOOKS_AROUND:
                letters = _needed(way[at + 1 : end], places)
                if letters:
                    yield letters
            at = end + 1
        elif len(token.text) == 1 and token.text.isalpha() and not _may_be_left_out(following):
            run += token.text.lower()
            at += 1
        else:
            yield from _run(run)
            run = ""
            if places.get(token.text) and not _may_be_left_out(following):
                yield frozenset(places[token.text])
            at += 1
    yield from _run(run)


def _may_be_left_out(quantifier: str) -> bool:
    return quantifier in ("?", "*") or quantifier.startswith("{0")


def _run(letters: str) -> Iterator[frozenset[str]]:
    if len(letters) >= _SHORTEST or (letters and not letters.isascii()):
        yield frozenset({letters})
