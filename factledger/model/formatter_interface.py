"""How figures and dates are put into words: what `plan` needs to name things, whoever provides it."""

from decimal import Decimal
from typing import Protocol

from factledger.model.dates import Period
from factledger.model.message_catalogues import Messages
from factledger.model.quantity import Quantity


class Formats(Protocol):
    """Formats in the site's language, and the words of the product itself."""

    messages: Messages

    def period(self, period: Period) -> str:
        """A period honest to its precision: "18 March 2025", "Q3 2025", "2025"."""

    def quantity(self, value: Quantity, unit: str = "") -> str:
        """A figure with its qualifier and unit; `unit` is used where the value names none."""

    def currency(self, code: str) -> str:
        """What amounts in a currency have beside them: CNY is "yuan", EUR "€"."""

    def percent(self, value: Decimal) -> str:
        """A share: 0.38 is 38%."""

    def language_name(self, tag: str) -> str:
        """What a language calls itself: "Deutsch"."""

    def short(self, value: Decimal) -> str:
        """A number for an axis or a headline: 350k, 1.6m."""

    def bytes(self, value: int) -> str:
        """The size of a file: 2.3 MB."""


class CardFonts(Protocol):
    """The fonts of share cards: what `plan` needs to know of them, whoever draws."""

    digest: str  # of the project's own font

    def covers(self, text: str) -> bool:
        """Whether a text can be drawn as it should be."""
