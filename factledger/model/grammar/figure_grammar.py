"""The figures of a text, with their hedges and ranges."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from factledger.model.grammar.language_tables import Grammar
from factledger.model.grammar.number_grammar import (
    LEAD,
    MONEY_BEFORE,
    ONE,
    TIMES,
    Number,
    grained,
    in_digits,
    misgrouped,
    rate_before,
    read_digits,
    with_unit,
)
from factledger.model.grammar.number_words import read_words
from factledger.model.grammar.proportion_grammar import Special, special_number, specials_in
from factledger.model.grammar.regex_prefilter import spans_of_any
from factledger.model.proofreading_language import words_of
from factledger.model.quantity import Qualifier, Quantity

_ROUND, _THOUSAND = 100, 1000
_SMALL = 11  # below it a number in words tells stories more often than it measures
PLAIN_DIGITS = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)})


class FoundFigure(NamedTuple):
    """A figure in a text: its words from `start`, hedge included, to before `end`; the number itself is the core."""

    start: int
    end: int
    core_start: int
    core_end: int
    value: Quantity
    is_spelled: bool = False
    is_malformed: bool = False
    is_share: bool = False


def amounts(text: str, known: Grammar, *, taken: Iterable[tuple[int, int]] = ()) -> Iterator[FoundFigure]:
    """The figures of a text, in order and without overlap, outside the stretches that are `taken` by dates."""
    plain = text.translate(PLAIN_DIGITS)
    taken = _joined(taken)
    blocked = _joined([*taken, *spans_of_any(plain, known.skip)])
    specials = {found[0]: found for found in specials_in(plain, known) if not _overlaps(found[0], found[1], blocked)}
    done = 0
    starts = sorted({*_starts(plain, known, blocked), *specials})
    for at in starts:
        if at < done or _overlaps(at, at + 1, blocked):
            continue
        found = _amount_at(plain, at, known, done, specials, blocked)
        if isinstance(found, int):
            done = found
        elif found is not None and not _overlaps(found.start, found.end, taken):  # as 千三季度 would
            yield found
            done = max(found.end, found.core_end)


_FAR = 1 << 40  # beyond every text
_IN_NAME = re.compile(r"[^\W\d_][-/]?$")
_NEXT_NUMBER = re.compile(r"(?<=[\s，、])\d")


def _starts(text: str, known: Grammar, blocked: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where figures may begin; behind a name that ends with digits ("H3, 29.990 Euro") also at the number after it.

    So also behind a year: "im März 2025 8.200 Autos".
    """
    if known.seed_words:
        words, places, _ = words_of(text)
        yield from (place for word, place in zip(words, places, strict=True) if word in known.seed_words)
    for seed in known.seeds.finditer(text):
        yield seed.start()
        at = bisect_right(blocked, (seed.start(), _FAR)) - 1
        if at >= 0 and seed.start() < blocked[at][1] < seed.end():
            yield from (one.start() for one in _NEXT_NUMBER.finditer(text, blocked[at][1], seed.end()))
        if _IN_NAME.search(text, max(seed.start() - 2, 0), seed.start()):
            yield from (one.start() for one in _NEXT_NUMBER.finditer(text, seed.start(), seed.end()))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of a text in its order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _overlaps(first: int, last: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch overlaps one of those that `_joined` gave."""
    at = bisect_left(spans, (last,)) - 1
    return at >= 0 and first < spans[at][1]


def _amount_at(
    text: str, at: int, known: Grammar, done: int, specials: Mapping[int, Special], blocked: list[tuple[int, int]]
) -> FoundFigure | int | None:
    low = _number_at(text, at, known, specials)
    if isinstance(low, Number) and low.start < done:  # "5 € 6": the sign is that of the figure before
        low = _number_at(" " * done + text[done:], at, known, specials)
    if low is None or isinstance(low, int):
        return low
    high = None if low.is_share or low.is_rank else _range_end(text, low, known, done, blocked)
    last = high or low
    hedge, start = _hedge_before(text, low.start, done, known)
    if hedge is not None and known.unhedged.search(
        f"{text[max(start - LEAD, 0) : low.start]}@{text[last.end : last.end + LEAD * 2]}"
    ):
        hedge, start = None, low.start
    if high is not None and (found := known.between.search(text[max(low.start - LEAD, done) : low.start])):
        start = max(low.start - LEAD, done) + found.start()
    after, end = _hedge_after(text, last, known)
    stated = hedge or after or (low.hedge if high is None else None)
    unit = high.unit or low.unit if high is not None else low.unit
    if high is None and low.unit is None and (shared := _shared_end(text, low, known)) is not None:
        is_short = low.step < 1 or (known.language.has_spaces and low.value < _THOUSAND)
        factor = shared.scale if low.scale == 1 and is_short else ONE
        low = low._replace(value=grained(low.value * factor, low.step * factor), step=low.step * factor)
        last, unit = low, shared.unit
    if unit is not None and "/" not in unit:
        rate = rate_before(text[max(start - LEAD, done) : start], known)
        unit = f"{unit}/{rate}" if rate and unit not in ("percent", "times") and unit not in TIMES else unit
    if high is None and not _is_measured(low, stated):
        return last.end
    value = Quantity(
        *_ends(low, last),
        max(low.step * _taken_scale(low, last), last.step),
        stated or Qualifier.EXACT,
        unit,
        low.is_rank,
        text[start : max(end, last.core_end)],
    )
    is_malformed = low.is_malformed or last.is_malformed
    return FoundFigure(
        start, max(end, last.core_end), low.start, last.core_end, value, low.is_spelled, is_malformed, low.is_share
    )


def _ends(low: Number, last: Number) -> tuple[Decimal, Decimal]:
    if low is last:
        return low.value, low.value
    scale = _taken_scale(low, last)
    return grained(low.value * scale, low.step * scale), last.value


def _taken_scale(low: Number, last: Number) -> Decimal:
    """The scale that the lower end of "2 bis 3 Millionen" shares with the upper one."""
    return last.scale if low is not last and low.scale == 1 and low.value < last.value / last.scale else ONE


def _worth_of_last(value: Decimal) -> Decimal:
    """The worth of the last digit that a number in words states: 100,000 of half a million."""
    is_whole = value < _ROUND and value == value.to_integral_value()
    exponent = 0 if is_whole else value.normalize().as_tuple().exponent
    return ONE.scaleb(exponent) if isinstance(exponent, int) else ONE


def _is_measured(one: Number, hedge: Qualifier | None) -> bool:
    """Whether a number in words says how much there is, and does not tell a story."""
    if not one.is_spelled or one.is_share or one.is_rank or one.unit == "times":
        return True
    if one.unit in TIMES:
        return False
    if one.scale != 1:
        return True
    if one.value >= _SMALL:
        return one.unit is not None or one.value >= 100
    return one.unit is not None and (one.value > 1 or hedge is not None)


def _number_at(text: str, at: int, known: Grammar, specials: Mapping[int, Special]) -> Number | int | None:
    special = specials.get(at)
    if special is not None:
        return special_number(text, special)
    found = known.number.match(text, at)
    if found is not None:
        return in_digits(text, found, known)
    if text[at].isdecimal():
        return misgrouped(text, at, known)
    spelled = known.spelled.match(text, at)
    if spelled is None:
        return None
    value = read_words(spelled.group(), known.number_words)
    if value is None:
        return spelled.end()
    if not known.language.has_spaces and text[at - 1 : at] in known.number_words.words:
        return spelled.end()
    return with_unit(text, at, spelled.end(), value, _worth_of_last(value), known, is_spelled=True)


def _hedge_before(text: str, start: int, done: int, known: Grammar) -> tuple[Qualifier | None, int]:
    begin = max(start - LEAD, done)
    lead = text[begin:start]
    if known.any_hedge.search(lead) is None:  # as before most figures
        return None, start
    for expression, hedge in known.hedges:
        found = expression.search(lead)
        if found is not None:
            return hedge, begin + found.start()
    return None, start


def _hedge_after(text: str, one: Number, known: Grammar) -> tuple[Qualifier | None, int]:
    own = known.hedges_after_times if one.unit == "times" else ()
    for at in (one.end, one.core_end):
        for expression, hedge in (*own, *known.hedges_after):
            found = expression.match(text, at)
            if found is not None:
                return hedge, found.end()
    return None, one.end


def _range_end(text: str, low: Number, known: Grammar, done: int, blocked: list[tuple[int, int]]) -> Number | None:
    """The upper end of a range that begins with this number."""
    lead = text[max(low.start - LEAD, done) : low.start]
    is_between = known.between.search(lead) is not None
    link = (known.between_and.match(text, low.end) if is_between else None) or known.ranges.match(text, low.end)
    if link is None or link.end() == link.start() or low.is_malformed:
        return None
    if not known.language.has_spaces and known.change_from.search(lead):
        return None
    at = link.end()
    if money := MONEY_BEFORE.match(text, at):
        at = money.end()
    if at >= len(text) or not text[at].isdecimal() or _overlaps(at, at + 1, blocked):
        return None
    found = known.number.match(text, at)
    if found is None:
        return None
    high = _in_digits_of_range(text, found, known)
    if high is None or (low.unit and high.unit and low.unit != high.unit):
        return None
    value = low.value * (high.scale if low.scale == 1 and low.value < high.value / high.scale else ONE)
    return high if value < high.value else None


def _in_digits_of_range(text: str, found: re.Match[str], known: Grammar) -> Number | None:
    read = read_digits(found.group(), known)
    if read is None:
        return None
    return with_unit(text, found.start(), found.end(), *read, known)


def _shared_end(text: str, low: Number, known: Grammar) -> Number | None:
    """The end of a change whose begin leaves scale and unit to it: "von 5,5 auf 4,6 Millionen"."""
    if (
        low.is_share
        or low.is_rank
        or low.is_spelled
        or not known.change_from.search(text[max(low.start - LEAD, 0) : low.start])
    ):
        return None
    link = known.change_to.match(text, low.end)
    if link is None or link.end() >= len(text) or not text[link.end()].isdecimal():
        return None
    found = known.number.match(text, link.end())
    return _in_digits_of_range(text, found, known) if found is not None else None
