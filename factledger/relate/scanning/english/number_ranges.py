"""Two numbers that belong together: the ends of a range, also one the wrong way round, and those of a score."""

from decimal import Decimal

from factledger.model.unit_and_number_words import NUMBER_WORDS
from factledger.relate.scanning.english.number_phrases import amount_at
from factledger.relate.scanning.english.number_type_words import MOVED, MULTIPLES
from factledger.relate.scanning.english.units_and_rates import ONE, NumberPhrase
from factledger.relate.scanning.tokens import Tokens, TokenSort

_RANGE_DASHES = frozenset("-–—\u2011\u2012~～")
_RANGE_LINKS = _RANGE_DASHES | {"to", "and", "or"}
_NEXT = (3, 2)  # "11 or 12 percent" is about one figure, "5 or 12 percent" may be two
_TIMES_TOO_MUCH = 10
_LARGE = 1000  # from which a number without a scale means itself
_WIDEST = 3  # "by 20 to 30 percent" is a range, "by 14,000 to 245,900" a fall and where it ended


def range_end(cut: Tokens, low: NumberPhrase) -> NumberPhrase | None:
    """The upper end of a range that begins with this amount, taking its scale and unit from each other."""
    link, at = cut.lower(low.end), low.end + 1
    if link not in _RANGE_LINKS or at >= len(cut) or low.is_malformed or cut.lowers[low.start] in MULTIPLES:
        return None
    before = cut.lower(low.start - 1)
    if link == "to":
        is_by = before == "by" and low.unit is None
        if before == "from" or (before in MOVED and not is_by):
            return None
    elif link == "and" and before != "between":
        return None
    if cut.sorts[at] == TokenSort.MONEY or (cut.words[at].isupper() and cut.sort(at + 1) == TokenSort.NUMBER):
        at += 1
    if cut.sort(at) != TokenSort.NUMBER and (cut.lower(at) not in NUMBER_WORDS or not low.is_spelled):
        return None
    high = amount_at(cut, at)
    if high is None or high.is_malformed or not _fits(cut, low, high):
        return None
    if link == "or" and (high.value >= _LARGE or high.value * _NEXT[1] > low.value * _NEXT[0]):
        return None
    if before == "by" and high.value > low.value * _WIDEST * (high.scale if low.scale == 1 else 1):
        return None
    return high


def with_end_of_change(cut: Tokens, low: NumberPhrase) -> NumberPhrase:
    """The begin of a change with the scale and unit that it leaves to the end: "from 171 to 96 million euros"."""
    at = low.end + 1
    if cut.lower(low.end) != "to" or low.unit is not None or low.is_spelled or cut.lower(low.start - 1) != "from":
        return low
    if cut.sorts[at : at + 1] != [TokenSort.NUMBER]:
        return low
    end = amount_at(cut, at)
    if end is None or end.is_malformed or end.unit is None:
        return low
    if low.scale != 1 or end.scale == 1 or low.value >= _LARGE:
        return low._replace(unit=end.unit)
    step = low.step * end.scale
    grain = min(step, ONE)
    return low._replace(
        unit=end.unit, scale=end.scale, value=(low.value * end.scale).quantize(grain), step=step.quantize(grain)
    )


def backwards_end(cut: Tokens, low: NumberPhrase) -> NumberPhrase | None:
    """The second number of a range that is the wrong way round, as a misprint makes it: 600,000–500,000."""
    link, at = cut.lower(low.end), low.end + 1
    if link not in _RANGE_LINKS or low.unit is not None or cut.sort(at) != TokenSort.NUMBER:
        return None
    if cut.lower(low.start - 1) == "from" or cut.lower(low.start - 1) in MOVED:
        return None
    high = amount_at(cut, at)
    if high is None or high.value > low.value or high.scale != low.scale:
        return None
    if high.is_malformed and (link in _RANGE_DASHES or link == "to"):
        return high
    is_joined = link in _RANGE_DASHES and "," in cut.words[low.start] and "," in cut.words[at]
    return (
        high
        if is_joined or (link == "to" and high.unit is not None and low.value < _TIMES_TOO_MUCH * high.value)
        else None
    )


def score_end(cut: Tokens, low: NumberPhrase) -> int | None:
    """The token behind a score or odds, "7 to 2", if this is one."""
    if cut.lower(low.end) != "to" or low.unit is not None or cut.lower(low.start - 1) in ("from", *MOVED):
        return None
    first, second = cut.word(low.start), cut.word(low.end + 1)
    high = amount_at(cut, low.end + 1) if cut.sort(low.end + 1) == TokenSort.NUMBER else None
    if high is None or high.unit is not None:
        return None
    is_score = (
        first.isdecimal()
        and second.isdecimal()
        and len(first) < 3
        and int(first) > int(second) > 0
        and second[0] != "0"
    )
    return low.end + 2 if is_score else None


def _fits(cut: Tokens, low: NumberPhrase, high: NumberPhrase) -> bool:
    """Whether two amounts are the ends of one range."""
    if low.unit is not None and high.unit is not None and low.unit != high.unit:
        return False
    if low.unit is not None and high.unit is None:
        factor = high.scale / low.scale if high.scale > low.scale else Decimal(1)
        return cut.sort(low.start) != TokenSort.NUMBER and low.value < high.value * factor
    scale = high.scale if low.scale == 1 and low.value < high.value / high.scale else Decimal(1)
    if cut.word(high.end) in ("-", "/") and cut.touches(high.end - 1) and cut.sort(high.end + 1) == TokenSort.NUMBER:
        return False
    if (
        cut.word(low.end) == "-"
        and cut.touches(low.end - 1)
        and cut.sort(high.end) == TokenSort.WORD
        and high.unit is None
    ):
        return low.value * scale < high.value and not (cut.touches(high.end - 1))
    return low.value * scale < high.value
