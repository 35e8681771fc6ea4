"""What the facts say taken together: series, standings, disputes, trackers.

These are the nouns; `relate` computes them and `plan` shows them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from factledger.model.dates import Period
from factledger.model.entities import EntityKey
from factledger.model.facts import Confidence, Fact, FactKind
from factledger.model.fast_dataclass import dataclass
from factledger.model.quantity import Quantity


class SeriesKey(NamedTuple):
    """What makes two facts vintages of one figure."""

    subject: EntityKey
    metric: str
    scope: str
    basis: str
    period: Period | None
    kind: FactKind
    holder: str


class Status(StrEnum):
    """Where a fact stands in its series."""

    CURRENT = "current"  # the newest vintage; exactly one in a series that has an unretracted fact and is not withdrawn
    SAME = "same"  # beside the current one at the same as-of; `disputed_by` says whether it disagrees
    SUPERSEDED = "superseded"  # an older vintage: outdated is not wrong
    RETRACTED = "retracted"  # taken back by who published it; of a target also by a later fact, in `superseded_by`
    REFUTED = "refuted"  # carried to say that it is not so


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one fact stands; the fields hold ids of other facts."""

    status: Status
    superseded_by: str = ""  # the vintage that took its place directly
    supersedes: str = ""  # the vintage whose place it took
    disputed_by: tuple[str, ...] = ()
    is_upheld: bool = False  # superseded by vintages that all say the same: confirmed, not replaced
    is_restated: bool = False  # superseded by a value that cannot hold beside it, though its period was over


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The vintages of one figure, oldest first; `current` is the id of the newest that stands, none of a target withdrawn.

    Series that an editor joined with `supersedes` are one, under the key of its current fact.
    """

    key: SeriesKey
    facts: tuple[Fact, ...]
    current: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Facts of one series and as-of that cannot all hold; `settlement` is the editor's reason, `preferred` the fact it is for."""

    key: SeriesKey
    facts: tuple[str, ...]
    preferred: str = ""
    settlement: str = ""


class TargetVerdict(StrEnum):
    """What became of a target."""

    OPEN = "open"
    MET = "met"
    MISSED = "missed"
    BEATEN = "beaten"
    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"  # the period is over and nobody reported


JUDGED = (TargetVerdict.MET, TargetVerdict.MISSED, TargetVerdict.BEATEN)  # the verdicts on a result


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """A target as it moved, beside what happened.

    `targets` are all vintages, oldest first, ids of facts; the last is the one that counts. `moves` are those of
    them that set another figure than the one before: the goalposts without their restatements. `result` is the fact
    for the whole period, if there is one. `count` is the amount so far (the result, a running count,
    or the sum of parts, whose ids are in `counted`) and `counted_to` the last day it covers.
    `share` is count over the last target, 0.38 for 38 percent; None of rates and prices, which have no parts. `needed_per_month` is what is left
    to reach the target, per month that remains after `counted_to`: less than it says where only a floor is counted. `year_before` is the amount over the same stretch of the year before.
    """

    subject: EntityKey
    metric: str
    scope: str
    basis: str
    period: Period
    holder: str
    targets: tuple[str, ...]
    verdict: TargetVerdict
    moves: tuple[str, ...] = ()
    result: str = ""
    count: Quantity | None = None
    counted: tuple[str, ...] = ()
    counted_to: date | None = None
    share: Decimal | None = None
    needed_per_month: Quantity | None = None
    year_before: Quantity | None = None


def steps(targets: Iterable[Fact]) -> tuple[Fact, ...]:
    """The settings by which a target moved: without what is disputed, such as recollections, unless all of it is."""
    every = tuple(targets)
    return tuple(fact for fact in every if fact.confidence is not Confidence.DISPUTED) or every


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedNote:
    """A mismatch that an article's `allow` excuses: it is no problem, but the page says so.

    `message` is the problem's sentence, `reasons` the editor's, `facts` the ids of all sides.
    """

    rule: str
    message: str
    reasons: tuple[str, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All facts of the site and what follows from them; every mapping is in a fixed order.

    `facts` is by id; `by_subject` lists a subject's series in order of metric, period and kind;
    `notes` is by the id of the article whose `allow` excused them.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    trackers: tuple[Tracker, ...] = ()
    targets_in_words: tuple[Tracker, ...] = ()  # without a count: what is to come by a day
    by_subject: Mapping[EntityKey, tuple[Series, ...]] = field(default_factory=dict)
    notes: Mapping[str, tuple[AllowedNote, ...]] = field(default_factory=dict)

    @property
    def promises(self) -> tuple[Tracker, ...]:
        """All targets, those in figures first."""
        return (*self.trackers, *self.targets_in_words)
