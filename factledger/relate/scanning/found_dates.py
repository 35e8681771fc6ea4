"""What the finding of dates hands on, whatever the language."""

from typing import NamedTuple

from factledger.model.dates import Period


class FoundDate(NamedTuple):
    """A date found: its characters or tokens from `start` to before `end`, and the period that it means."""

    start: int
    end: int
    period: Period
    is_year_stated: bool
    is_edge: bool = False
    is_impossible: bool = False
    is_relative: bool = False  # "last quarter": before or after another one, which need not be the day of the text
