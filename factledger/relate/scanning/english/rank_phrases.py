"""Places in an order: "top five", "in third place", "ranks second"."""

from decimal import Decimal
from typing import NamedTuple

from factledger.model.quantity import Qualifier, Quantity
from factledger.model.unit_and_number_words import NUMBER_WORDS, ORDINALS
from factledger.relate.scanning.english.number_type_words import word_set
from factledger.relate.scanning.tokens import Tokens, TokenSort

SEEDS = frozenset({"top", *ORDINALS})
_PLACES = word_set("place position rank spot")
_RANKED = word_set(
    "rank ranks ranked place places placed finish finishes finished come comes came coming become became"
)
_OF_MANY = word_set("most among best")  # "the country's third most registered", "first among electric cars"
_OF_ORDER = word_set("placed ranked best most least highest worst")
_SHORTEST = len("best")
_BEING = word_set("is was are were be been stands stood stays stayed remains remained")
_BEHIND_RANK = word_set("in among of with on behind ahead at and but , . ; : – — ) !")


class Rank(NamedTuple):
    """A rank's tokens, from `start` to before `end`, with its value."""

    start: int
    end: int
    value: Quantity
    is_spelled: bool


def rank_at(cut: Tokens, index: int) -> Rank | None:
    """The rank whose telling word is this token, if it is one."""
    return _top(cut, index) if cut.lowers[index] == "top" else _ordinal(cut, index)


def _top(cut: Tokens, index: int) -> Rank | None:
    """Top five, top-10."""
    at = index + 1 + (cut.word(index + 1) == "-")
    word = cut.lower(at)
    number = NUMBER_WORDS.get(word) or (int(word) if word.isdecimal() and len(word) < 5 else 0)
    if not number:
        return None
    return _rank(cut, index, at + 1, number, Qualifier.AT_MOST, is_spelled=not word.isdecimal())


def _ordinal(cut: Tokens, index: int) -> Rank | None:
    number = ORDINALS.get(cut.lowers[index])
    if number is None:
        return None
    if cut.lower(index + 1) in _PLACES:
        return _rank(cut, index, index + 2, number)
    if cut.word(index + 1) == "-" and _is_superlative(cut.lower(index + 2)):
        return _rank(cut, index, index + 1, number)
    if cut.lower(index + 1) in _OF_MANY and cut.lower(index - 1) not in ("at", "from"):
        return _rank(cut, index, index + 1, number)
    before = index - 1 - (cut.lower(index - 1) == "in")
    is_ranked = cut.lower(before) in _RANKED or (before == index - 1 and cut.lower(before) in _BEING)
    is_last = index + 1 >= len(cut) or cut.lower(index + 1) in _BEHIND_RANK
    if not (is_ranked and is_last) or cut.sort(index + 1) == TokenSort.NUMBER:
        return None
    return _rank(cut, index, index + 1, number)


def _is_superlative(word: str) -> bool:
    """Whether a word behind "second-" makes a place in an order of it: "second-largest", "second-placed"."""
    return word in _OF_ORDER or (word.endswith("est") and len(word) > _SHORTEST)


def _rank(
    cut: Tokens, start: int, end: int, number: int, hedge: Qualifier = Qualifier.EXACT, *, is_spelled: bool = True
) -> Rank:
    words = cut.text[cut.starts[start] : cut.ends[end - 1]]
    value = Quantity(Decimal(number), Decimal(number), Decimal(1), hedge, None, is_rank=True, text=words)
    return Rank(start, end, value, is_spelled)
