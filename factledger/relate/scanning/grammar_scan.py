"""Figures and dates of a text in a language that its data file describes."""

from collections.abc import Iterable, Iterator
from datetime import date

from factledger.model.fast_dataclass import replace
from factledger.model.grammar.figure_grammar import FoundFigure, amounts
from factledger.model.grammar.language_tables import Grammar
from factledger.model.proofreading_results import Figure
from factledger.relate.scanning.date_grammar import periods_in
from factledger.relate.scanning.found_dates import FoundDate


def scan_by_grammar(text: str, known: Grammar, today: date) -> Iterator[Figure]:
    """Find the figures and dates of a text, in order and without overlap."""
    dated = list(periods_in(text, known.language, today))
    taken = [(one.start, one.end) for one in dated]
    found = [_date(text, one) for one in dated]
    found += _amounts(text, amounts(text, known, taken=taken))
    yield from sorted(found, key=lambda figure: figure.core_start)


def _amounts(text: str, found: Iterable[FoundFigure]) -> Iterator[Figure]:
    """The figures, each with decimals and no unit in that of the one before: "95,9 Prozent nach 88,9"."""
    last: str | None = None
    for one in found:
        value = one.value
        if value.unit is None and value.step < 1 and last == "percent":
            value = replace(value, unit=last)
        last = None if one.is_share else value.unit  # "three tenths more: 62.3 instead of 47.9"
        yield _amount(text, one._replace(value=value))


def _date(text: str, one: FoundDate) -> Figure:
    return Figure(
        text=text[one.start : one.end],
        start=one.start,
        end=one.end,
        core_start=one.start,
        core_end=one.end,
        period=one.period,
        is_year_stated=one.is_year_stated,
        is_relative=one.is_relative,
        is_edge=one.is_edge,
        is_malformed=one.is_impossible,
    )


def _amount(text: str, one: FoundFigure) -> Figure:
    return Figure(
        text=text[one.start : one.end],
        start=one.start,
        end=one.end,
        core_start=one.core_start,
        core_end=one.core_end,
        value=one.value,
        is_spelled=one.is_spelled,
        is_share=one.is_share,
        is_malformed=one.is_malformed,
    )
