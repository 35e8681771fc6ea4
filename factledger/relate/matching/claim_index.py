"""What the facts offer to be compared with a figure: each a quantity with its unit and the facts that it rests on."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from factledger.model.articles import Article
from factledger.model.dates import Period
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Event, Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.language import Language, english, words_of
from factledger.model.ledger import Ledger
from factledger.model.unit_and_number_words import canonical_unit
from factledger.relate.judging.suggested_facts import Guesses
from factledger.relate.matching.claimable_quantities import Claim, digits_of
from factledger.relate.matching.date_matches import Background, background
from factledger.relate.matching.evidence.fact_profile import FactDimensions, Subjects, stems, wanted_of
from factledger.relate.scanning.entity_names import NameIndex

_NO_UNIT = frozenset({"currency", "text", "date", "rank"})
_SPOKEN_OF = (Role.COMPANY, Role.MODEL, Role.MARKET)
_MOST_ALIKE = 16  # facts of one metric, subject and period that are looked at


class ClaimIndex:
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
        "_members",
        "_sorted",
        "_units",
        "_wanted",
        "entities",
        "function_stems",
        "guesses",
        "language",
        "ledger",
        "metrics",
        "names",
        "subjects",
    )

    def __init__(
        self,
        ledger: Ledger,
        metrics: Mapping[str, Metric],
        entities: Mapping[EntityKey, Entity],
        articles: Iterable[Article] = (),
        events: Mapping[EntityKey, list[Event]] | None = None,
        language: Language | None = None,
    ) -> None:
        self.language = language or english()
        self.ledger = ledger
        self.metrics = metrics
        self.entities = entities
        self.guesses = Guesses(metrics, self.language)
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
        self._dates: dict[EntityKey, Background] = {}
        self._events = events_by_subject(articles) if events is None else events
        self._members = _members(entities)
        self.subjects = Subjects(entities, self._members, frozenset(key.kind for key in entities))
        self.names = NameIndex.of(
            entities.values(),
            roles=_SPOKEN_OF,
            with_short_names=True,
            words=self.language.function,
            endings=self.language.name_endings,
            inflections=self.language.inflections,
        )
        self.function_stems = stems(" ".join(sorted(self.language.function)))  # of words that every sentence may hold
        self._wanted: dict[str, FactDimensions] = {}

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

    def wanted(self, claim: Claim) -> FactDimensions:
        """What the fact behind a claim has in each dimension that words speak of."""
        fact = claim.facts[0]
        found = self._wanted.get(fact.id)
        if found is None:
            named = list(self.names.found_in(fact.scope)) if fact.scope else []
            words = words_of(fact.scope).words if fact.scope else ()
            found = self._wanted[fact.id] = wanted_of(
                claim,
                self.metrics.get(fact.metric),
                self.subjects,
                self.language,
                [name.keys for _, name in named],
                is_outside=not self.language.outside.isdisjoint(words),
            )
        return found

    def concepts_of(self, fact: Fact) -> frozenset[str]:
        """What a fact counts, as the language calls it."""
        claim = self.claim(fact)
        return self.wanted(claim).concepts if claim is not None else frozenset()

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

    def dates_about(self, subject: EntityKey) -> Background:
        """The dates on record about a subject."""
        found = self._dates.get(subject)
        if found is None:
            facts, events = self._by_subject.get(subject, ()), self._events.get(subject, ())
            found = self._dates[subject] = background(facts, events)
        return found


def lacking_one(digits: str) -> tuple[str, ...]:
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
