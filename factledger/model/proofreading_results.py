"""Figures found in prose, and what the facts say to them."""

from collections.abc import Iterable, Sequence
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from factledger.model.dates import Period
from factledger.model.fast_dataclass import dataclass
from factledger.model.message_catalogues import ENGLISH, Messages
from factledger.model.quantity import Quantity
from factledger.model.rendered_prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure or a date in running text; exactly one of `value` and `period` is set.

    `start` and `end` span its words, hedge and unit included ("more than 10 percent"); `core_start` and
    `core_end` the number itself with what belongs to it ("10 percent", "$10 billion"), or the date.
    """

    text: str
    start: int
    end: int
    core_start: int
    core_end: int
    value: Quantity | None = None
    period: Period | None = None
    is_spelled: bool = False  # in words: fifty-nine, a third, doubled
    is_share: bool = False  # in words, of which nobody means the digits: a third, jeder fünfte
    is_malformed: bool = False  # 350,00: the commas are not those of thousands; 34 September
    is_year_stated: bool = True  # of a date: False where the article's day had to supply it
    is_relative: bool = False  # of a date: "last quarter" may be the one before another that the text speaks of
    is_edge: bool = False  # of a date: "end of April" means the last day of a longer stretch

    @property
    def core(self) -> str:
        """The number or date as printed, without hedge."""
        return self.text[self.core_start - self.start : self.core_end - self.start]


class Passage(NamedTuple):
    """A text that no sentence reaches across, with what stands over it; figures have their offsets in `text`.

    `headers` are the first cells of a table cell's row and column, `above` the line that leads in a list or table and
    the heading, the nearest first; `earlier` is the passage before.
    """

    text: str
    headers: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    earlier: str = ""


class Outcome(StrEnum):
    """What the facts say to a figure."""

    BACKED = "backed"  # a fact says so
    DERIVED = "derived"  # it follows from facts
    CONTRADICTS = "contradicts"  # it matches nothing, and one slip away stands a fact
    UNKNOWN = "unknown"  # no fact speaks of it
    ALLOWED = "allowed"  # the editor excused it, with a reason or an inline mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure where it stands in a text's HTML; offsets are into `Prose.html`.

    `reference` is the number of the link that it stands in, if that is one of the text's references.
    """

    figure: Figure
    group: int  # rises from paragraph to paragraph; the cells of one table or items of one list share it
    sentence: int  # counted through the text, from 0
    html_start: int  # of the core
    html_end: int
    passage: Passage = field(default=Passage(""), compare=False)
    earlier: str = ""  # the end of the paragraph, cell or item before its own
    before: str = ""  # the words of its own before and after it
    after: str = ""
    reference: int | None = None
    is_linkable: bool = True  # False in links and headings, and where markup cuts through it
    is_excused: bool = False  # stands in an element with the class `plain`

    def __hash__(self) -> int:
        """By its place, which no other figure of the text has: much cheaper than by everything that it is."""
        return hash(self.html_start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A figure with what became of it. `facts` are ids, the nearest first; `how` says it in words."""

    printed: Printed
    outcome: Outcome
    facts: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many of a text's figures (dates not counted) rest on what."""

    backed: int = 0
    derived: int = 0
    allowed: int = 0
    unknown: int = 0
    contradicting: int = 0

    @property
    def figures(self) -> int:
        """All of them."""
        return self.backed + self.derived + self.allowed + self.unknown + self.contradicting

    def said(self, messages: Messages = ENGLISH) -> str:
        """For readers, in one sentence; empty where a text has no figure."""
        gettext, ngettext = messages.gettext, messages.ngettext
        if not self.figures:
            return ""
        if self.figures == 1 and not self.backed:
            if self.derived:
                return gettext("The one figure in this text is worked out from sourced facts.")
            return gettext("The one figure in this text rests on no sourced fact.")
        if self.backed == self.figures == 2:
            return gettext("Both figures in this text are backed by sourced facts.")
        if self.backed == self.figures:
            return ngettext(
                "The one figure in this text is backed by sourced facts.",
                "All %(num)s figures in this text are backed by sourced facts.",
                self.figures,
            )
        rests = ngettext("%(num)s is backed by sourced facts", "%(num)s are backed by sourced facts", self.backed)
        if self.derived:
            derived = ngettext("%(num)s is worked out from them", "%(num)s are worked out from them", self.derived)
            rests = gettext("%(one)s and %(other)s", one=rests, other=derived)
        said = gettext("Of the %(figures)s figures in this text, %(rests)s.", figures=self.figures, rests=rests)
        others = self.figures - self.backed - self.derived
        if not others:
            return said
        left = ngettext("The other one rests on no sourced fact.", "The other %(num)s rest on no sourced fact.", others)
        return gettext("%(sentence)s %(next)s", sentence=said, next=left)

    @property
    def summary(self) -> str:
        """For editors: every count."""
        counts = {
            "backed": self.backed,
            "derived": self.derived,
            "allowed": self.allowed,
            "unknown": self.unknown,
            "contradicting": self.contradicting,
        }
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        noun = "figure" if self.figures == 1 else "figures"
        return f"{self.figures} {noun}: {said}" if said else "no figures"


def total(coverages: Iterable[Coverage]) -> Coverage:
    """The counts of several texts together."""
    found = tuple(coverages)
    return Coverage(
        backed=sum(one.backed for one in found),
        derived=sum(one.derived for one in found),
        allowed=sum(one.allowed for one in found),
        unknown=sum(one.unknown for one in found),
        contradicting=sum(one.contradicting for one in found),
    )


def coverage(judged: Sequence[Judged]) -> Coverage:
    """Count the outcomes of a text's figures, leaving out its dates."""
    outcomes = [one.outcome for one in judged if one.printed.figure.value is not None]
    return Coverage(
        backed=outcomes.count(Outcome.BACKED),
        derived=outcomes.count(Outcome.DERIVED),
        allowed=outcomes.count(Outcome.ALLOWED),
        unknown=outcomes.count(Outcome.UNKNOWN),
        contradicting=outcomes.count(Outcome.CONTRADICTS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofread:
    """A text after proofreading: its prose with the links, and every figure with its outcome, in order."""

    prose: Prose
    figures: tuple[Judged, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
