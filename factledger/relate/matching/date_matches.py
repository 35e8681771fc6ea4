"""Whether the dates in a sentence are those of the facts, and whether one is a slip away from them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from factledger.model.articles import Article
from factledger.model.dates import Grain, Period, day, is_two_years, is_year_across
from factledger.model.entities import Entity
from factledger.model.facts import Event, Fact
from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Place
from factledger.model.proofreading_language import Language
from factledger.model.proofreading_results import Figure
from factledger.relate.scanning.scan import scan


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A date that an article's facts, events, sources or subjects state, and where."""

    period: Period
    name: str
    place: Place
    fact: str = ""
    is_life: bool = False  # when a company was founded, a model launched, a person born
    is_accuser: bool = False  # dates what the article tells, so that a slip from it is a mistake; the rest only backs


ARTICLE_DATE = "the article's date"
_YEAR = re.compile(r"(?:19|20)\d\d")  # where a fact's value is a date, this is one, though it reads as a number
_ONE_DAY = timedelta(days=1)
_BACKGROUND_YEARS = 6
_AHEAD = 2
_LIVING_MEMORY = 150
_FORESIGHT = 40
_HORIZON = 30


def known_dates(article: Article, entities: Iterable[Entity]) -> list[KnownDate]:
    """Every date that the article states itself, and those in the lives of its subjects."""
    found = list(_own(article))
    found += [
        KnownDate(period, entity.name, entity.place, is_life=True) for entity in entities for period in _life(entity)
    ]
    return found


@dataclass(frozen=True, slots=True)
class Background:
    """The days, months and years of everything that the ledger holds about a subject."""

    days: frozenset[date]
    months: frozenset[tuple[int, int]]
    years: frozenset[int]

    def names(self, period: Period) -> bool:
        """Whether something is on record in this day, month, quarter, half or year."""
        if period.grain is Grain.DAY:
            return period.last in self.days
        if period.grain is Grain.YEAR:
            return period.year in self.years
        if period.grain is Grain.SPAN:
            first = period.first or period.last
            if is_two_years(period):
                return {first.year, period.last.year} <= self.years
            return (first.year, first.month) in self.months and (period.last.year, period.last.month) in self.months
        first = period.first or period.last
        months = range(first.year * 12 + first.month - 1, period.last.year * 12 + period.last.month)
        return any((number // 12, number % 12 + 1) in self.months for number in months)


def background(facts: Iterable[Fact], events: Iterable[Event]) -> Background:
    """Gather the dates of facts and events for looking up."""
    periods = [event.date for event in events]
    for fact in facts:
        published = fact.source.published
        told = dates_of(fact)
        if published is not None and published != fact.as_of:
            told = (period for period in told if period != published)
        periods.extend(told)
    ends = {end for period in periods for end in period.days if end is not None}
    return Background(
        frozenset(ends),
        frozenset((end.year, end.month) for end in ends),
        frozenset(end.year for end in ends),
    )


def dates_of(fact: Fact) -> Iterator[Period]:
    """The dates that a fact states: its value where that is a date, its period, its as-of and its source's day."""
    if fact.value is None or _YEAR.fullmatch(fact.text):
        named = fact.named_time
        if named is not None:
            yield named
    if fact.period is not None:
        yield fact.period
    yield fact.as_of
    if fact.source.published is not None:
        yield fact.source.published


def _own(article: Article) -> Iterator[KnownDate]:
    yield KnownDate(day(article.published.day), ARTICLE_DATE, article.place)
    if article.updated is not None:
        yield KnownDate(day(article.updated.day), "the article's update", article.place)
    for fact in article.facts:
        name = f"the fact '{fact.short_id}'"
        for period in dates_of(fact):
            yield KnownDate(period, name, fact.place, fact.id, is_accuser=_accuses(fact, period))
    for event in article.events:
        yield KnownDate(event.date, f"the event '{event.title}'", event.place, is_accuser=True)
    for source in article.sources:
        if source.published is not None:
            yield KnownDate(source.published, f"the source '{source.name}'", source.place)
    for correction in article.corrections:
        yield KnownDate(day(correction.day), "a correction", correction.place)


def dates_of_one(fact: Fact, today: date, language: Language) -> tuple[list[KnownDate], list[KnownDate]]:
    """The dates that one fact states, and those that its scope and the note on it mention."""
    name = f"the fact '{fact.short_id}'"
    found = [KnownDate(period, name, fact.place, fact.id) for period in dates_of(fact)]
    figures = scan(_beside(fact), today=today, language=language) if fact.scope or fact.note else ()
    return found, noted_dates((figure, fact) for figure in figures)


def _beside(fact: Fact) -> str:
    return f"{fact.scope}. {fact.note}"


def in_notes(article: Article, language: Language) -> list[tuple[Figure, Fact]]:
    """The figures and dates in the scopes of and the notes on an article's facts, which rest on the facts' sources."""
    return [
        (figure, fact)
        for fact in article.facts
        if fact.note or fact.scope
        for figure in scan(_beside(fact), today=article.published.day, language=language)
    ]


def noted_dates(notes: Iterable[tuple[Figure, Fact]]) -> list[KnownDate]:
    """The dates among what the notes say; a day in them accuses as the fact's own."""
    return [
        KnownDate(
            figure.period,
            f"the note on the fact '{fact.short_id}'",
            fact.place,
            fact.id,
            is_accuser=figure.period.grain is Grain.DAY,
        )
        for figure, fact in notes
        if figure.period is not None
    ]


def _accuses(fact: Fact, period: Period) -> bool:
    """Whether sentences are held against this date of a fact: not a month in which it happened to be said."""
    is_value = fact.value is None and period not in (fact.period, fact.as_of, fact.source.published)
    return is_value or period == fact.period or (period == fact.as_of and period.grain is Grain.DAY)


def _life(entity: Entity) -> Iterator[Period]:
    for period in (
        entity.founded,
        entity.dissolved,
        entity.unveiled,
        entity.launched,
        entity.first_deliveries,
        entity.born,
    ):
        if period is not None:
            yield period


def backing_date(figure: Figure, known: Sequence[KnownDate]) -> KnownDate | None:
    """The known date that a printed one names, if any; own ones are tried in their order."""
    assert figure.period is not None
    for one in known:
        if _names(figure, figure.period, one.period):
            return one
    return _backing_ends(figure.period, known) if figure.period.grain is Grain.SPAN else None


def _backing_ends(printed: Period, known: Sequence[KnownDate]) -> KnownDate | None:
    """The known date in whose month a stretch ends, where another one lies in the month in which it begins."""
    first = printed.first
    assert first is not None
    if first.day != 1 or (printed.last + _ONE_DAY).day != 1:  # from one day to another
        days = {end: one for one in reversed(known) for end in one.period.days if end is not None}
        return days.get(printed.last) if first in days else None
    months = {(end.year, end.month): one for one in reversed(known) for end in one.period.days if end is not None}
    begins = months.get((first.year, first.month))
    return months.get((printed.last.year, printed.last.month)) if begins is not None else None


def _names(figure: Figure, printed: Period, known: Period) -> bool:
    if printed.last == known.last and printed.first == known.first:
        return True
    if figure.is_edge:
        return printed.last == known.last
    if printed.grain is Grain.DAY:
        return _is_end_day(printed.last, known) or (not figure.is_year_stated and _same_day(printed.last, known))
    if printed.grain is Grain.SPAN:
        is_same = printed.last == known.last and known.first in (printed.first, None)
        return is_same or is_year_across(printed, known)
    first, last = printed.first or date.min, printed.last
    if first <= known.last <= last or (known.first is not None and first <= known.first <= last):
        return True
    # A year, half or quarter is also named by a month within it that a stretch covers as a whole.
    return not figure.is_year_stated and _same_stretch(printed, known)


def _is_end_day(printed: date, known: Period) -> bool:
    return known.grain is not Grain.DAY and printed in (known.first, known.last)


def _same_day(printed: date, known: Period) -> bool:
    return any(
        (printed.month, printed.day) == (end.month, end.day) and abs(printed.year - end.year) <= 1
        for end in (known.first, known.last)
        if end is not None
    )


def _same_stretch(printed: Period, known: Period) -> bool:
    first = printed.first
    if first is None:
        return False
    for end in (known.first, known.last):
        if end is not None and abs(end.year - first.year) <= 1:
            moved = (end.month, end.day)
            if (first.month, first.day) <= moved <= (printed.last.month, printed.last.day):
                return True
    return False
