"""What the facts offer to be compared with a figure: each a quantity with its unit and the facts that it rests on."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sitegen.model.articles import Article
from sitegen.model.dates import Period
from sitegen.model.entities import Entity, EntityKey
from sitegen.model.facts import Event, Fact, Metric
from sitegen.model.figure_words import COUNTED, canonical_unit
from sitegen.model.ledger import Ledger
from sitegen.model.quantity import Quantity
from sitegen.relate.judging.suggest import Guesses
from sitegen.relate.matching.dates import Background, background

PROPORTIONS = frozenset({"percent", "percentage points", "times", "basis points"})
_COUNTED_UNITS = frozenset(COUNTED.values())
_NO_UNIT = frozenset({"currency", "text", "date", "rank"})
_MOST_ALIKE = 16  # facts of one metric, subject and period that are looked at


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that a sentence may state. `how` is empty for a fact itself and the sum for what follows from facts.

    `nouns` are the words of the metric's name, by which sentences call what is counted; `digits` are those of the
    lower end at its stated precision.
    """

    value: Quantity
    unit: str
    nouns: frozenset[str]
    facts: tuple[Fact, ...]
    how: str = ""
    digits: str = ""


def units_agree(printed: str | None, claim: Claim) -> bool:
    """Whether a figure printed with this unit can be about what the claim counts."""
    unit = claim.unit
    if printed == unit:
        return True
    if printed is None:
        return unit not in PROPORTIONS
    if not unit:
        return printed not in PROPORTIONS
    if printed in _COUNTED_UNITS and printed in claim.nouns:
        return True
    if "/" not in printed and "/" not in unit:
        return False
    base, slash, per = printed.partition("/")
    other, other_slash, other_per = unit.partition("/")
    if slash and other_slash:
        return not base and per == other_per
    return base in ("", other) or (base in _COUNTED_UNITS and base in claim.nouns)


def digits_of(number: Decimal, step: Decimal) -> str:
    """The digits of a number down to the worth of its last one: 161 of 1.61 million."""
    return str(abs(int((number / step).to_integral_value())))


class Shelf:
    """Everything that a site's facts say, arranged for looking up; made once and asked for every article.

    Not frozen: what the ledger holds of a subject is sorted when it is first asked for, because most figures rest on
    their own article's facts and never need it.
    """

    __slots__ = (
        "_by_period",
        "_by_subject",
        "_claims",
        "_dates",
        "_events",
        "_likenesses",
        "_members",
        "_sorted",
        "_units",
        "entities",
        "guesses",
        "ledger",
        "metrics",
    )

    def __init__(
        self,
        ledger: Ledger,
        metrics: Mapping[str, Metric],
        entities: Mapping[EntityKey, Entity],
        articles: Iterable[Article] = (),
        events: Mapping[EntityKey, list[Event]] | None = None,
    ) -> None:
        self.ledger = ledger
        self.metrics = metrics
        self.entities = entities
        self.guesses = Guesses(metrics)
        self._units = {
            metric.id: (
                "" if metric.unit in _NO_UNIT else canonical_unit(metric.unit),
                frozenset((*metric.id.split("-"), *metric.name.lower().split())),
            )
            for metric in metrics.values()
        }
        self._claims: dict[str, Claim | None] = {}
        self._by_subject: dict[EntityKey, list[Fact]] = {}
        self._by_period: dict[tuple[EntityKey, str, str, Period | None], list[Fact]] = {}
        for fact in ledger.facts.values():
            self._by_subject.setdefault(fact.subject, []).append(fact)
            self._by_period.setdefault((fact.subject, fact.metric, fact.basis, fact.period), []).append(fact)
        self._sorted: dict[EntityKey, tuple[list[Decimal], list[Claim]]] = {}
        self._likenesses: dict[EntityKey, dict[str, list[Claim]]] = {}
        self._dates: dict[EntityKey, Background] = {}
        self._events = events_by_subject(articles) if events is None else events
        self._members = _members(entities)

    def family(self, subject: EntityKey) -> tuple[EntityKey, ...]:
        """A subject with its company, or with its models and people."""
        entity = self.entities.get(subject)
        above = (entity.company.key,) if entity is not None and entity.company is not None else ()
        return (subject, *above, *self._members.get(subject, ()))

    def claim(self, fact: Fact) -> Claim | None:
        """What a fact says, with the unit that it inherits from its metric; None for words."""
        if fact.id not in self._claims:
            self._claims[fact.id] = self._claim(fact)
        return self._claims[fact.id]

    def claims(self, facts: Iterable[Fact]) -> list[Claim]:
        """What these facts say, without those that are words."""
        return [claim for claim in map(self.claim, facts) if claim is not None]

    def _claim(self, fact: Fact) -> Claim | None:
        value = fact.value
        if value is None:
            return None
        inherited, nouns = self._units.get(fact.metric, ("", frozenset(fact.metric.split("-"))))
        unit = value.unit
        if unit is None or unit.startswith("/"):
            unit = inherited or unit or ""
        if value.unit != unit:
            value = replace(value, unit=unit or None)
        return Claim(value, unit, nouns, (fact,), "", digits_of(value.low, value.step))

    def facts_alike(self, fact: Fact, period: Period | None) -> list[Fact]:
        """The facts with this one's subject, metric and basis about a period."""
        return self._by_period.get((fact.subject, fact.metric, fact.basis, period), [])[:_MOST_ALIKE]

    def claims_between(self, subjects: Iterable[EntityKey], low: Decimal, high: Decimal) -> Iterator[Claim]:
        """The claims about these subjects, in turn, whose lower ends lie in this stretch, signs aside."""
        for subject in subjects:
            if subject not in self._by_subject:
                continue
            lows, claims = self._sorted.get(subject) or self._sort(subject)
            start = bisect_left(lows, low)
            if start < len(lows) and lows[start] <= high:
                yield from claims[start : bisect_left(lows, high, start) + 1]

    def _sort(self, subject: EntityKey) -> tuple[list[Decimal], list[Claim]]:
        claims = self.claims(self._by_subject[subject])
        claims.sort(key=lambda claim: (abs(claim.value.low), claim.facts[0].id))
        found = self._sorted[subject] = ([abs(claim.value.low) for claim in claims], claims)
        return found

    def claims_like(self, subjects: Iterable[EntityKey], digits: str) -> Iterator[Claim]:
        """The claims about these subjects, in turn, whose digits differ from these in one place, or by a swap."""
        keys = _lacking_one(digits)
        for subject in subjects:
            if subject not in self._by_subject:
                continue
            table = self._likenesses.get(subject)
            if table is None:
                table = self._likenesses[subject] = self._likeness(subject)
            seen: set[int] = set()
            for key in keys:
                for claim in table.get(key, ()):
                    if id(claim) not in seen:
                        seen.add(id(claim))
                        yield claim

    def _likeness(self, subject: EntityKey) -> dict[str, list[Claim]]:
        table: dict[str, list[Claim]] = {}
        for claim in self.claims(self._by_subject[subject]):
            for key in _lacking_one(claim.digits):
                table.setdefault(key, []).append(claim)
        return table

    def dates_about(self, subject: EntityKey) -> Background:
        """The dates on record about a subject."""
        found = self._dates.get(subject)
        if found is None:
            facts, events = self._by_subject.get(subject, ()), self._events.get(subject, ())
            found = self._dates[subject] = background(facts, events)
        return found


def _lacking_one(digits: str) -> tuple[str, ...]:
    """A number's digits, whole and with each one left out: two numbers a slip apart share one of these."""
    return tuple(dict.fromkeys((digits, *(digits[:at] + digits[at + 1 :] for at in range(len(digits))))))


def events_by_subject(articles: Iterable[Article]) -> dict[EntityKey, list[Event]]:
    """The events of some articles by whom they concern."""
    found: dict[EntityKey, list[Event]] = {}
    for article in articles:
        for event in article.events:
            for mention in event.subjects or article.mentions:
                found.setdefault(mention.key, []).append(event)
    return found


def _members(entities: Mapping[EntityKey, Entity]) -> dict[EntityKey, list[EntityKey]]:
    """By company, its models and people."""
    found: dict[EntityKey, list[EntityKey]] = {}
    for key, entity in entities.items():
        if entity.company is not None:
            found.setdefault(entity.company.key, []).append(key)
    return found
