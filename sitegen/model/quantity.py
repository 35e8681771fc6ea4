"""A figure as a source stated it: exact decimals with qualifier, range, unit and precision.

What two figures mean for each other (`agree`, `slack`) is decided here and nowhere else, so that the
ledger, the arithmetic and the proofreader share one notion of tolerance.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    """The wording around a figure; "more than 100,000" must never become 100,000."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure or a range.

    `low` and `high` are the stated ends, scaled to the unit ("1.61 million" is 1,610,000 of it) and
    equal for a single figure. `step` is the worth of the last digit stated, also scaled: 10,000 for
    "1.61 million", 1 for "7,058", 100 for "32,100" when written so is still 1, because the digits
    were written out. `unit` is None where the text named none; a currency is its ISO 4217 code.
    `text` is the wording and takes no part in equality.
    """

    low: Decimal
    high: Decimal
    step: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    unit: str | None = None
    is_rank: bool = False  # "top five": a place in an order, at most the figure
    text: str = ""

    @property
    def is_range(self) -> bool:
        """Whether two ends were stated."""
        return self.low != self.high

    @property
    def is_exact(self) -> bool:
        """Whether one plain figure was stated, with no hedge."""
        return self.qualifier is Qualifier.EXACT and not self.is_range

    @property
    def middle(self) -> Decimal:
        """The one number to draw or to sort by."""
        return (self.low + self.high) / 2
