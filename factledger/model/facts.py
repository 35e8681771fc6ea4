"""Facts, events, their sources and the metrics that they measure."""

from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from factledger.model.dates import Period
from factledger.model.entities import EntityKey, Mention
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.problems import Place
from factledger.model.quantity import CEILINGS, FLOORS, Qualifier, Quantity, bounds
from factledger.model.timestamps import Stamp
from factledger.model.worded_time_values import time_named


class FactKind(StrEnum):
    """What a fact claims about its period."""

    ACTUAL = "actual"
    TARGET = "target"
    ESTIMATE = "estimate"
    PLAN = "plan"


class Confidence(StrEnum):
    """How well a fact is supported."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"
    REFUTED = "refuted"


class Retractor(StrEnum):
    """Who took a fact back: whoever had said it, or the newsroom, for it was never said."""

    SOURCE = "source"
    NEWSROOM = "newsroom"


class SourceType(StrEnum):
    """What sort of witness a source is."""

    FILING = "filing"
    RELEASE = "release"
    REGULATOR = "regulator"
    ASSOCIATION = "association"
    WIRE = "wire"
    MEDIA = "media"
    UNNAMED = "unnamed"
    OWN = "own"

    @property
    def is_primary(self) -> bool:
        """Whether the figure comes from who made or counted it."""
        return self in (SourceType.FILING, SourceType.RELEASE, SourceType.REGULATOR, SourceType.ASSOCIATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so. `key` is its id in the article, empty for one that stands inline in a fact."""

    name: str
    place: Place = field(compare=False)
    key: str = ""
    url: str = ""
    publisher: str = ""
    published: Period | None = None
    accessed: Period | None = None
    archive: str = ""
    type: SourceType | None = None


class Counting(StrEnum):
    """Whether a metric is counted over a period or read at a moment."""

    OVER_PERIOD = "over a period"
    AT_MOMENT = "at a moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """An entry of content/metrics.yaml: what a figure counts and which sums it obeys.

    `unit` is a plain word ("vehicles", "km"), or "currency" (each fact states its own), or "text"
    (the value is words, such as an approval), or "date" or "rank".
    """

    id: str
    name: str
    unit: str
    place: Place = field(compare=False)
    about: str = ""
    counts: Counting = Counting.OVER_PERIOD
    adds_up: bool = False
    never_falls: bool = False
    less_is_better: bool = False  # a target of it is a limit, unless its own words say at least
    growth_of: str = ""
    not_to_mix_with: tuple[str, ...] = ()
    least: Decimal | None = None  # that it can be; None: what its unit says
    most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One sourced figure or statement, with everything inherited that an editor may leave out.

    `id` is unique on the site: `<article id>/<id in the article>`. `value` is None where `text` is
    no figure; the metric decides whether that is right. `unit` and `currency` of a value that names
    none are the metric's.
    """

    id: str
    article: str
    subject: EntityKey
    metric: str
    as_of: Period
    text: str
    source: Source
    place: Place = field(compare=False)
    value_place: Place = field(compare=False)
    metric_place: Place = field(compare=False)
    subject_place: Place = field(compare=False)
    value: Quantity | None = None
    kind: FactKind = FactKind.ACTUAL
    period: Period | None = None
    is_fiscal: bool = False  # the days of its period are those of the company's fiscal year
    scope: str = ""
    basis: str = ""
    holder: str = ""
    confidence: Confidence = Confidence.CONFIRMED
    note: str = ""
    supersedes: str = ""  # a fact's id, short within the article or whole
    supersedes_place: Place | None = field(default=None, compare=False)
    retracted: str = ""  # why, empty when it stands
    retracted_by: Retractor | None = None  # None where it stands, and where nobody says
    preferred: str = ""  # why this one settles a dispute
    told: Stamp | None = None  # when its article told it: published, or updated where as_of reaches beyond that

    @property
    def is_disowned(self) -> bool:
        """Whether it was reported in error: nobody ever said so, and nobody took it back but the newsroom."""
        return self.retracted_by is Retractor.NEWSROOM

    @property
    def named_time(self) -> Period | None:
        """The day, month or longer stretch of time that its value as typed names; None where that is something else."""
        return time_named(self.text)

    @property
    def latest(self) -> date:
        """The last day on which it can have been true or said: that of as_of, but none after its story."""
        last = self.as_of.last
        if self.told is None or last <= self.told.day:
            return last
        first = self.as_of.first or last
        return first if self.told.day < first <= self.told.last_day else self.told.day

    @property
    def is_ahead(self) -> bool:
        """Whether it was said before its period began, so that it counts nothing of it."""
        return self.period is not None and self.period.first is not None and self.latest < self.period.first

    @property
    def counted_to(self) -> date | None:
        """The day to which it counts, where that was before its period was over; None where it covers the whole, or has no period."""
        return self.latest if self.period is not None and self.latest < self.period.last else None

    @property
    def moment(self) -> datetime | None:
        """When exactly it was said, where that is the moment of its story."""
        told = self.told
        is_own = told is not None and told.has_time and self.as_of.days == (told.day, told.day)
        return told.moment if told is not None and is_own else None

    @property
    def short_id(self) -> str:
        """The id within its article."""
        return self.id.rpartition("/")[2]


def awaited(fact: Fact, metric: Metric | None) -> Period | None:
    """When a target or plan is due: what its value names, where its metric's unit is a date, else at the end of its period."""
    named = fact.named_time if metric is not None and metric.unit == "date" else None
    return named or fact.period


def meant(target: Quantity, metric: Metric) -> Quantity:
    """A target as it is meant: 93 g/km of emissions is "at most 93", whatever is not said to be a floor."""
    if not metric.less_is_better or target.qualifier in FLOORS | CEILINGS:
        return target
    high = bounds(target).high if target.qualifier is Qualifier.ABOUT else target.high
    return replace(target, high=high, qualifier=Qualifier.AT_MOST)


def is_same(one: Fact, other: Fact) -> bool:
    """Whether two facts state the same, however they word it."""
    if one.value is None or other.value is None:
        return one.text == other.text
    first, second = one.value, other.value
    said = (first.low, first.high, first.qualifier, first.unit)
    return said == (second.low, second.high, second.qualifier, second.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something dated that happened or is due."""

    id: str
    article: str
    date: Period
    title: str
    place: Place = field(compare=False)
    kind: str = "event"
    subjects: tuple[Mention, ...] = ()
    source: Source | None = None
    note: str = ""
