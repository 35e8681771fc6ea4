"""Small numbers in words that count something, found in a text."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from factledger.model.grammar.language_tables import grammar
from factledger.model.grammar.number_grammar import TIMES
from factledger.model.proofreading_language import Language
from factledger.model.unit_and_number_words import NUMBER_WORDS
from factledger.relate.scanning.english.number_type_words import TIME_UNITS

FEWEST, MOST = 2, 12
_DAY = 2  # characters of the name of a day before the number in it


class CountWord(NamedTuple):
    """A small number in a text."""

    start: int
    end: int
    value: int


class SmallNumbers(NamedTuple):
    """The words of a language for small numbers, and what makes a stretch of time of them."""

    words: re.Pattern[str]
    values: Mapping[str, int]
    times: tuple[re.Pattern[str], ...]
    days: re.Pattern[str]  # of the week, which may have a number in their names: 周四

    def found_in(self, text: str) -> Iterator[CountWord]:
        """The small numbers in words in a text that are no time."""
        for found in self.words.finditer(text):
            is_day = any(
                day.end() == found.end() for day in self.days.finditer(text, max(found.start() - _DAY, 0), found.end())
            )
            if not is_day and not any(one.match(text, found.end()) for one in self.times):
                yield CountWord(found.start(), found.end(), self.values[found.group().lower()])


def numbers_in_words(language: Language) -> Mapping[str, int]:
    """The words of a language for numbers, with what they are."""
    known = grammar(language)
    if known is None:
        return NUMBER_WORDS
    words = known.number_words.words
    return {word: int(value) for word, value in words.items() if value <= MOST and value == value.to_integral_value()}


@cache
def small_numbers(language: Language) -> SmallNumbers:
    """The words of a language for small numbers."""
    known = grammar(language)
    table = numbers_in_words(language)
    values = {word: value for word, value in table.items() if FEWEST <= value <= MOST}
    edge = r"\b" if language.has_spaces else ""
    # Where nothing parts words, a number that touches another is a part of it.
    alone = "" if language.has_spaces else rf"(?<![{''.join(table)}十百千万亿第\d])"
    behind = "" if language.has_spaces else rf"(?![{''.join(table)}十百千万亿])"
    choices = "|".join(sorted(map(re.escape, values), key=len, reverse=True))
    times = (
        tuple(unit for unit, name in known.units.all if name in TIMES)
        if known is not None
        else (re.compile(rf"[\s-]*(?:{'|'.join(sorted(TIME_UNITS))})\b", re.IGNORECASE),)
    )
    words = re.compile(f"{alone}{edge}(?:{choices}){edge}{behind}", re.IGNORECASE)
    return SmallNumbers(words, values, times, language.weekdays.forms)
