"""Every figure and date of a plain text, with its words, value, unit and qualifier."""

import re
from collections.abc import Iterator
from datetime import date

from factledger.model.fast_dataclass import replace
from factledger.model.grammar.language_tables import grammar
from factledger.model.proofreading_language import Language
from factledger.model.proofreading_results import Figure
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.unit_and_number_words import FRACTIONS, NUMBER_WORDS, ORDINALS
from factledger.relate.scanning.english import date_phrases, rank_phrases
from factledger.relate.scanning.english.date_phrases import date_at
from factledger.relate.scanning.english.month_names import MONTHS
from factledger.relate.scanning.english.non_figures import after_blob, is_code, is_number_row, is_story
from factledger.relate.scanning.english.number_phrases import amount_at
from factledger.relate.scanning.english.number_ranges import backwards_end, range_end, score_end, with_end_of_change
from factledger.relate.scanning.english.number_type_words import (
    BEFORE_PARTICLES,
    BEFORE_UP_TO,
    DETERMINERS,
    FOLDS,
    HEDGES,
    HEDGES_AFTER,
    LONGEST_HEDGE,
    MULTIPLES,
    SCALE_WORDS,
    TIME_UNITS,
    TWICE,
)
from factledger.relate.scanning.english.rank_phrases import rank_at
from factledger.relate.scanning.english.single_dates import DASHES, ENDINGS
from factledger.relate.scanning.english.units_and_rates import ONE, NumberPhrase, noun_at
from factledger.relate.scanning.english.year_numbers import is_year
from factledger.relate.scanning.found_dates import FoundDate
from factledger.relate.scanning.grammar_scan import scan_by_grammar
from factledger.relate.scanning.tokens import Tokens, TokenSort, tokens

_NUMBER_SEEDS = frozenset({*NUMBER_WORDS, *MULTIPLES, *FOLDS, *TWICE, "a", "an", "half", "every"})
_SEEDS = _NUMBER_SEEDS | date_phrases.SEEDS | rank_phrases.SEEDS
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
# Of a text without digits, the words of which every figure or date has at least one.
_TELLING = (_NUMBER_SEEDS - {"a", "an"}) | {*FRACTIONS, *ORDINALS, *SCALE_WORDS, *MONTHS, "year", "month", "quarter"}
_AFTER_ARTICLE = frozenset({*FRACTIONS, *SCALE_WORDS, "dozen", "-"})  # what makes a figure of "a" and "an"
_AFTER_DAY = frozenset({*MONTHS, *DASHES, *ENDINGS, "to", "and", "of"})
_NUMBER, _IDENTIFIER = int(TokenSort.NUMBER), int(TokenSort.IDENTIFIER)  # looked up for every token
_HEDGE_AFTER_FIRST_WORDS = frozenset(words.split()[0] for words in HEDGES_AFTER)
_NO_HEDGE_AFTER = {"over": BEFORE_PARTICLES | {"spread", "scattered", "distributed"}, "up to": BEFORE_UP_TO}
_HEDGE_LAST_WORDS = frozenset(words.split()[-1] for words in HEDGES)


def scan(text: str, *, today: date, language: Language | None = None) -> tuple[Figure, ...]:
    """Find the figures and dates of a text, in order and without overlap.

    `today` is the day of the article, against which "last year" and "March 28th" are read. English has rules of its own;
    of other languages those are followed that their data files hold.
    """
    if language is not None and (known := grammar(language)) is not None:
        return tuple(scan_by_grammar(text, known, today))
    if _DIGIT.search(text) is None and _TELLING.isdisjoint(_LETTERS.findall(text.lower())):
        return ()
    return tuple(_figures(tokens(text), today))


def _figures(cut: Tokens, today: date) -> Iterator[Figure]:
    done = 0
    for index in _seeds(cut):
        if index < done:
            continue
        sort, lower = cut.sorts[index], cut.lowers[index]
        dated = date_at(cut, index, today) if _may_be_date(cut, index) else None
        if dated is not None:
            yield _date_figure(cut, dated)
            done = dated.end
            continue
        found: tuple[Figure, int] | int | None
        if lower in rank_phrases.SEEDS:
            found = _rank(cut, index)
        elif sort == _NUMBER or lower in _NUMBER_SEEDS:
            found = _number_at(cut, index, done)
        else:
            continue
        if isinstance(found, int):
            done = found
        elif found is not None:
            figure, done = found
            yield figure


def _seeds(cut: Tokens) -> list[int]:
    """The tokens with which figures and dates can begin."""
    return [
        index
        for index, (sort, lower) in enumerate(zip(cut.sorts, cut.lowers, strict=True))
        if sort == _NUMBER
        or (lower in _SEEDS and (lower not in ("a", "an") or cut.lower(index + 1) in _AFTER_ARTICLE))
        or (sort == _IDENTIFIER and len(lower) == 2)
    ]


def _may_be_date(cut: Tokens, index: int) -> bool:
    """Whether a look at this token and the next leaves room for a date: a year, a day before a month or a dash."""
    sort, lower = cut.sorts[index], cut.lowers[index]
    if sort != _NUMBER:
        return sort == _IDENTIFIER or lower in date_phrases.SEEDS
    return lower.isdecimal() and (len(lower) == 4 or (len(lower) < 3 and cut.lower(index + 1) in _AFTER_DAY))


def _date_figure(cut: Tokens, dated: FoundDate) -> Figure:
    start, end = cut.starts[dated.start], cut.ends[dated.end - 1]
    return Figure(
        text=cut.text[start:end],
        start=start,
        end=end,
        core_start=start,
        core_end=end,
        period=dated.period,
        is_year_stated=dated.is_year_stated,
        is_relative=dated.is_relative,
        is_edge=dated.is_edge,
        is_malformed=dated.is_impossible,
    )


def _rank(cut: Tokens, index: int) -> tuple[Figure, int] | None:
    found = rank_at(cut, index)
    if found is None:
        return None
    start, end, value, is_spelled = found
    return _figure(cut, start, end, start, end, value, is_spelled=is_spelled), end


def _number_at(cut: Tokens, index: int, done: int) -> tuple[Figure, int] | int | None:
    """The figure whose number begins here; the token to go on from where there is a code instead."""
    amount = amount_at(cut, index, done)
    is_digits = cut.sorts[index] == TokenSort.NUMBER
    if amount is None:
        return after_blob(cut, index) if is_digits else None
    second = range_end(cut, amount)
    if is_digits and (_is_trap(cut, index, amount, second) or (second is None and _is_row(cut, index, amount, done))):
        return max(after_blob(cut, index), index + 1)
    if second is None and (end := score_end(cut, amount)) is not None:
        return end
    amount = with_end_of_change(cut, amount) if second is None else amount
    backwards = backwards_end(cut, amount) if second is None else None
    last = second or backwards or amount
    hedge, start = _hedge_before(cut, amount.start, done)
    after, end = _hedge_after(cut, last)
    if after is not None and last.unit is None:
        unit, end = noun_at(cut, end)
        last = last._replace(unit=unit)
    stated = hedge or after or (amount.hedge if second is None else None)
    if second is None and (is_story(cut, amount) or not _is_measured(cut, amount, stated)):
        return last.end
    if cut.lower(amount.start - 1) == "between" and second is not None:
        start = amount.start - 1
    figure = _quantity_figure(cut, (start, end), amount, last, stated)
    return (replace(figure, is_malformed=True) if backwards else figure), max(end, last.end)


def _is_trap(cut: Tokens, index: int, amount: NumberPhrase, second: NumberPhrase | None) -> bool:
    if second is not None:
        return is_code(cut, index, amount._replace(end=amount.end + 1)) or cut.words[index][0] == "0"
    return is_code(cut, index, amount)


def _is_row(cut: Tokens, index: int, amount: NumberPhrase, done: int) -> bool:
    if index == done and index and is_year(cut, index - 1):
        return False
    return amount.unit is None and is_number_row(cut, index)


def _is_measured(cut: Tokens, amount: NumberPhrase, hedge: Qualifier | None) -> bool:
    """Whether a number in words says how much of something there is, and does not tell a story."""
    if not amount.is_spelled:
        return True
    if amount.unit in TIME_UNITS:
        return False
    if not amount.is_small:
        return True
    if cut.lower(amount.start - 1) in (*DETERMINERS, "these", "those", "both", "all", "every", "each"):
        return False
    if amount.value <= 1 and (hedge is None or amount.unit is None):
        return False
    return amount.unit is not None


def _hedge_before(cut: Tokens, start: int, done: int) -> tuple[Qualifier | None, int]:
    """The wording before a figure and the token where it begins."""
    last = cut.lower(start - 1)
    if start <= done or (last not in _HEDGE_LAST_WORDS and last not in HEDGES):
        return None, start
    for count in range(min(LONGEST_HEDGE, start - done), 0, -1):
        words = " ".join(cut.lowers[start - count : start])
        hedge = HEDGES.get(words)
        if hedge is not None and cut.lower(start - count - 1) not in _NO_HEDGE_AFTER.get(words, ()):
            return hedge, start - count
    return None, start


def _hedge_after(cut: Tokens, amount: NumberPhrase) -> tuple[Qualifier | None, int]:
    """The wording behind a figure and the token after it: "or so", "-plus"."""
    for at in {amount.core_end, amount.end}:
        if cut.word(at) == "-" and cut.lower(at + 1) == "plus":
            return Qualifier.AT_LEAST, at + 2
    first = cut.lower(amount.end)
    hedge = HEDGES_AFTER.get(f"{first} {cut.lower(amount.end + 1)}") if first in _HEDGE_AFTER_FIRST_WORDS else None
    return (hedge, amount.end + 2) if hedge is not None else (None, amount.end)


def _quantity_figure(
    cut: Tokens, span: tuple[int, int], low: NumberPhrase, high: NumberPhrase, hedge: Qualifier | None
) -> Figure:
    takes_scale = low is not high and low.scale == 1 and low.value < high.value / high.scale
    least, step = low.value, low.step
    if takes_scale and high.scale != 1:
        step *= high.scale
        least = (least * high.scale).quantize(min(step, ONE))
    words = cut.text[cut.starts[span[0]] : cut.ends[span[1] - 1]]
    quantity = Quantity(
        least,
        high.value,
        max(step, high.step),
        hedge or Qualifier.EXACT,
        high.unit or low.unit,
        text=words,
    )
    return _figure(
        cut,
        *span,
        low.start,
        high.core_end,
        quantity,
        is_spelled=low.is_spelled,
        is_malformed=low.is_malformed,
        is_share=low.is_share and low is high,
    )


def _figure(
    cut: Tokens,
    start: int,
    end: int,
    core_start: int,
    core_end: int,
    value: Quantity,
    *,
    is_spelled: bool = False,
    is_malformed: bool = False,
    is_share: bool = False,
) -> Figure:
    first, last = cut.starts[start], cut.ends[max(end, core_end) - 1]
    return Figure(
        text=cut.text[first:last],
        start=first,
        end=last,
        core_start=cut.starts[core_start],
        core_end=cut.ends[core_end - 1],
        value=value,
        is_spelled=is_spelled,
        is_malformed=is_malformed,
        is_share=is_share,
    )
