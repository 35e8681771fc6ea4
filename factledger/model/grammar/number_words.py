"""Numbers in the words of a language: zweieinhalb, dreihundertzwanzig, 两万五, 六十八点五."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

MOST_DIGITS = 15
_ONE, _HALF, _TEN = Decimal(1), Decimal("0.5"), 10
_HUNDRED, _THOUSAND = Decimal(100), Decimal(1000)
_MYRIAD = 10_000  # from which a power multiplies all that stands before it: 三百二十万


def listed_words(text: str) -> list[str]:
    """The words or phrases of a list in a data file."""
    return [part for one in text.split(",") if (part := " ".join(one.split()))]


class NumberWords(NamedTuple):
    """How a language writes numbers in words.

    `words` are whole numbers in lower case; where words are not parted, they are single digits, `powers` the signs that
    multiply them and `points` those before decimals.
    """

    words: Mapping[str, Decimal]
    powers: Mapping[str, Decimal]
    points: str
    expression: str  # that finds them in a text; what it finds need not be a number


def number_words(table: Mapping[str, Any], whole: Callable[[Iterable[str]], str]) -> NumberWords:
    """What a data file's `figures` say of numbers in words; `whole` makes the expression for any of some words."""
    words = {word.lower(): value for word, value in _listed(table["words"])}
    powers = dict(_listed(table.get("powers", {})))
    if powers:
        points = "".join(listed_words(table.get("point", "")))
        return NumberWords(words, powers, points, _signs(words, powers, points, table.get("clock", "")))
    if "compounds" not in table:
        return NumberWords(words, powers, "", whole(words))
    compounds = _Compounds.of(table)
    expression = rf"(?:{whole(words)}|{compounds.expression})"
    points = table.get("point", "")
    if points:
        digits = "|".join(map(re.escape, sorted(compounds.digits)))
        expression = rf"{expression}(?:\s+{re.escape(points)}(?:\s+(?:{digits})(?!\w))+)?"
    return NumberWords({**dict(compounds.all()), **words}, powers, points.lower(), expression)


def _signs(words: Iterable[str], powers: Iterable[str], points: str, clock: str) -> str:
    """An expression for numbers of signs; a point before what tells the time is none: 三点十分."""
    signs, digits = _letters((*words, *powers)), _letters(words)
    if not points:
        return rf"[{signs}]+"
    tens = _letters(power for power in powers if power not in "万亿")
    return rf"[{signs}]+(?:[{points}][{digits}]++(?![{tens}{''.join(listed_words(clock))}]))?"


def read_words(text: str, known: NumberWords) -> Decimal | None:
    """The number that a text says in words, None where it is none."""
    plain = " ".join(text.lower().split())
    if plain in known.words:
        return known.words[plain]
    if not known.powers:
        return _with_decimals(plain, known) if known.points else None
    whole, point, decimals = plain, "", ""
    for sign in known.points:
        if sign in plain:
            whole, point, decimals = plain.partition(sign)
    value = _by_powers(whole, known)
    if value is None or not point:
        return value
    return value + Decimal("0." + "".join(str(known.words[sign]) for sign in decimals))


def _with_decimals(plain: str, known: NumberWords) -> Decimal | None:
    """Eins Komma zwei."""
    whole, point, decimals = plain.partition(f" {known.points} ")
    digits = [known.words.get(word, _ONE * _TEN) for word in decimals.split()]
    if not point or not digits or whole not in known.words or any(digit >= _TEN for digit in digits):
        return None
    return known.words[whole] + Decimal("0." + "".join(str(digit) for digit in digits))


def _by_powers(text: str, known: NumberWords) -> Decimal | None:
    """三百二十, 一亿二千万; a last digit is of the power below the one before it: 两万五 are 25,000, 两万零五 20,005."""
    total, part, digit = Decimal(0), Decimal(0), Decimal(-1)
    ceiling = Decimal(10) ** (MOST_DIGITS + 1)
    below = _ONE  # what a digit at the end is worth
    for sign in text:
        if sign in known.words:
            if digit > 0:
                return None
            digit = known.words[sign]
            below = _ONE if digit == 0 else below
            continue
        power = known.powers[sign]
        if power >= _MYRIAD:
            if power >= ceiling:
                return None
            ceiling = power
            total, part = total + (part + max(digit, Decimal(0)) or _ONE) * power, Decimal(0)
        else:
            part += (digit if digit > 0 else _ONE) * power
        digit, below = Decimal(-1), power / 10
    return total + part + max(digit, Decimal(0)) * below


def _listed(table: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    return ((word, Decimal(value)) for value, text in table.items() for word in listed_words(text))


def _letters(words: Iterable[str]) -> str:
    return re.escape("".join(dict.fromkeys("".join(words))))


class _Compounds(NamedTuple):
    """The parts of numbers that are written as one word."""

    low: tuple[tuple[str, Decimal], ...]  # 1 to 99 as they stand before another part
    nought: str
    last_one: str  # 1 at the end
    joint: str
    hundred: str
    thousand: str
    half: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "_Compounds":
        """What a data file says; `ones` are 1 to 9, `teens` 10 to 19, `tens` 20 to 90."""
        ones, teens, tens = (tuple(_listed(table[name])) for name in ("ones", "teens", "tens"))
        names = table["compounds"]
        joined = ((f"{one}{names['joint']}{ten}", value + tenfold) for one, value in ones for ten, tenfold in tens)
        parts = {*names.values(), *(word for word, _ in (*ones, *teens, *tens))}
        return cls(
            (*ones, *teens, *tens, *joined),
            names["nought"],
            names["last_one"],
            names["joint"],
            names["hundred"],
            names["thousand"],
            names["half"],
            tuple(sorted(parts, key=lambda part: (-len(part), part))),
        )

    @property
    def digits(self) -> tuple[str, ...]:
        """The words of 0 to 9 as they stand alone."""
        return (self.nought, self.last_one, *(word for word, value in self.low if value < _TEN))

    @property
    def expression(self) -> str:
        """Possessive, for a word of many parts can be cut in many ways: dreizehn, drei-zehn."""
        return rf"(?<!\w)(?!{self.joint})(?:{'|'.join(map(re.escape, self.parts))})++(?!\w)"

    def all(self) -> Iterator[tuple[str, Decimal]]:
        """The words up to 999,000, and halves of those up to 99,500: dreiundzwanzig, zwölfhundert, zweieinhalbtausend."""
        last = [(self.last_one, _ONE), *((word, value) for word, value in self.low if value != 1)]
        yield from last[1:]
        yield from self._hundreds(last)
        yield from ((f"{word}{self.hundred}", value * _HUNDRED) for word, value in self.low if 10 < value < 20)
        yield self.thousand, _THOUSAND
        thousands = [(f"{word}{self.thousand}", value * _THOUSAND) for word, value in self.low]
        yield from thousands
        yield from ((f"{word}{self.thousand}", value * _THOUSAND) for word, value in self._hundreds(self.low))
        even = [(word, value) for word, value in self._hundreds(()) if word != self.hundred]
        yield from ((f"{word}{rest}", value + more) for word, value in thousands for rest, more in even)
        for word, value in self.low:
            yield f"{word}{self.half}", value + _HALF
            yield f"{word}{self.half}{self.thousand}", (value + _HALF) * _THOUSAND

    def _hundreds(self, rests: Iterable[tuple[str, Decimal]]) -> Iterator[tuple[str, Decimal]]:
        """100 to 900, each also with the rests behind it."""
        rests = tuple(rests)
        for word, value in (("", _ONE), *((word, value) for word, value in self.low if value < 10)):
            yield f"{word}{self.hundred}", value * _HUNDRED
            for link in ("", self.joint):
                yield from ((f"{word}{self.hundred}{link}{rest}", value * _HUNDRED + more) for rest, more in rests)
