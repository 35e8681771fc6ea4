"""What the facts offer to be compared with a figure: each a quantity with its unit and the facts that it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sitegen.model.articles import Article
from sitegen.model.entities import Entity, EntityKey
from sitegen.model.facts import Event, Fact, Metric
from sitegen.model.ledger import Ledger
from sitegen.model.numerals import COUNTED, canonical_unit
from sitegen.model.quantity import Quantity
from sitegen.relate.figures.dating import Background, background

_PROPORTIONS = frozenset({"percent", "percentage points", "times", "basis points"})
_COUNTED_UNITS = frozenset(COUNTED.values())


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that a sentence may state. `how` is empty for a fact itself and the sum for what follows from facts."""

    value: Quantity
    unit: str
    nouns: frozenset[str]  # words of the metric's name, by which sentences call what is counted
    facts: tuple[Fact, ...]
    how: str = ""


def claim_of(fact: Fact, metrics: Mapping[str, Metric]) -> Claim | None:
    """What a fact says, with the unit that it inherits from its metric; None for words."""
    if fact.value is None:
        return None
    metric = metrics.get(fact.metric)
    unit = fact.value.unit
    if unit is None or unit.startswith("/"):
        unit = canonical_unit(metric.unit) if metric and metric.unit not in ("currency", "text", "date") else unit or ""
    nouns = frozenset((*fact.metric.split("-"), *(metric.name.lower().split() if metric else ())))
    return Claim(
        fact.value if fact.value.unit == unit else replace(fact.value, unit=unit or None), unit, nouns, (fact,)
    )


def units_agree(printed: str | None, claim: Claim) -> bool:
    """Whether a figure printed with this unit can be about what the claim counts."""
    unit = claim.unit
    if printed == unit:
        return True
    if printed is None:
        return unit not in _PROPORTIONS
    if not unit:
        return printed not in _PROPORTIONS
    base, slash, _ = printed.partition("/")
    other, other_slash, _ = unit.partition("/")
    if slash and other_slash:
        return not base and printed[len(base) :] == unit[len(other) :]
    if slash or other_slash:
        return base in ("", other) or (base in _COUNTED_UNITS and base in claim.nouns)
    return printed in _COUNTED_UNITS and printed in claim.nouns


class Shelf:
    """Everything that a site's facts say, arranged for looking up; made once and asked for every article.

    Not frozen: what the ledger holds of a subject is sorted when it is first asked for, because most figures rest on
    their own article's facts and never need it.
    """

    __slots__ = (
        "_by_metric",
        "_by_subject",
        "_dates",
        "_events",
        "_models",
        "_sorted",
        "entities",
        "ledger",
        "metrics",
    )

    def __init__(
        self,
        ledger: Ledger,
        metrics: Mapping[str, Metric],
        entities: Mapping[EntityKey, Entity],
        articles: Iterable[Article] = (),
    ) -> None:
        self.ledger = ledger
        self._events: dict[EntityKey, list[Event]] = {}
        for article in articles:
            for event in article.events:
                for mention in event.subjects or article.mentions:
                    self._events.setdefault(mention.key, []).append(event)
        self.metrics = metrics
        self.entities = entities
        self._by_subject: dict[EntityKey, list[Fact]] = {}
        self._by_metric: dict[tuple[EntityKey, str], list[Fact]] | None = None
        self._sorted: dict[EntityKey, tuple[list[Decimal], list[Claim]]] = {}
        self._dates: dict[EntityKey, Background] = {}
        self._models: dict[EntityKey, list[EntityKey]] = {}
        for key, entity in entities.items():
            if entity.company is not None:
                self._models.setdefault(entity.company.key, []).append(key)

    def family(self, subject: EntityKey) -> tuple[EntityKey, ...]:
        """A subject with its company, or with its models and people."""
        entity = self.entities.get(subject)
        above = (entity.company.key,) if entity is not None and entity.company is not None else ()
        return (subject, *above, *self._models.get(subject, ()))

    def facts_of(self, subject: EntityKey) -> list[Fact]:
        """The facts about a subject, in the ledger's order."""
        if not self._by_subject:
            for fact in self.ledger.facts.values():
                self._by_subject.setdefault(fact.subject, []).append(fact)
        return self._by_subject.get(subject, [])

    def facts_measuring(self, subject: EntityKey, metric: str) -> list[Fact]:
        """The facts of one metric about a subject."""
        if self._by_metric is None:
            self._by_metric = {}
            for fact in self.ledger.facts.values():
                self._by_metric.setdefault((fact.subject, fact.metric), []).append(fact)
        return self._by_metric.get((subject, metric), [])

    def claims_of(self, subject: EntityKey) -> tuple[list[Decimal], list[Claim]]:
        """The claims about a subject in order of their lower end, and those ends."""
        found = self._sorted.get(subject)
        if found is None:
            claims = self.claims(self.facts_of(subject))
            claims.sort(key=lambda claim: (abs(claim.value.low), claim.facts[0].id))
            found = self._sorted[subject] = ([abs(claim.value.low) for claim in claims], claims)
        return found

    def dates_about(self, subject: EntityKey) -> Background:
        """The dates on record about a subject."""
        found = self._dates.get(subject)
        if found is None:
            found = self._dates[subject] = background(self.facts_of(subject), self._events.get(subject, ()))
        return found

    def claims(self, facts: Iterable[Fact]) -> list[Claim]:
        """What these facts say, without those that are words."""
        return [claim for claim in (claim_of(fact, self.metrics) for fact in facts) if claim is not None]
