"""What the facts offer to be compared with a figure: each a quantity with its unit and the facts that it rests on."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from factledger.model.articles import Article
from factledger.model.dates import Period
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Event, Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import Ledger, Standing
from factledger.model.proofreading_language import Language, english, words_of
from factledger.model.unit_and_number_words import canonical_unit
from factledger.relate.judging.suggested_facts import Guesses
from factledger.relate.matching.date_matches import Background, background
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions, Subjects, stems, wanted_of
from factledger.relate.matching.quantities_of_facts import Claim, digits_of
from factledger.relate.matching.recorded_ledger_answers import Alike, AskedLedger, Questions, Sizes
from factledger.relate.matching.recorded_ledger_answers import Subjects as Keys
from factledger.relate.scanning.entity_names import NameIndex
from factledger.relate.scanning.place_names import PlaceNames

_NO_UNIT = frozenset({"currency", "text", "date", "rank"})
_SPOKEN_OF = (Role.COMPANY, Role.MODEL, Role.MARKET)
_MOST_ALIKE = 16  # facts of one metric, subject and period that are looked at


_IN_SCOPES = frozenset({Role.MARKET, Role.COMPANY})


class ClaimIndex:
    """Everything that a site's facts say, arranged for looking up; made once and asked for every article.

    Not frozen: what the ledger holds of a subject is sorted when it is first asked for, because most figures rest on
    their own article's facts and never need it. `asked` notes whatever is asked of the ledger: there is no other way to it.
    """

    __slots__ = (
        "_asked",
        "_by_period",
        "_by_subject",
        "_claims",
        "_dates",
        "_events",
        "_last_asked",
        "_members",
        "_ranks",
        "_scope_kinds",
        "_sorted",
        "_units",
        "_wanted",
        "_whole",
        "entities",
        "function_stems",
        "guesses",
        "language",
        "ledger",
        "metrics",
        "names",
        "places",
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
        asked: AskedLedger | None = None,
    ) -> None:
        self.language = language or english()
        self._asked = asked if asked is not None else AskedLedger()
        self._whole = ledger
        self.ledger = ledger if asked is None else asked.noting(ledger)
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
        self._ranks = frozenset(metric.id for metric in metrics.values() if metric.unit == "rank")
        self._claims: dict[str, Claim | None] = {}
        self._by_subject: dict[EntityKey, list[Fact]] = {}
        self._by_period: dict[tuple[EntityKey, str, str, Period | None], list[Fact]] = {}
        for fact in ledger.facts.values():
            self._by_subject.setdefault(fact.subject, []).append(fact)
            self._by_period.setdefault((fact.subject, fact.metric, fact.basis, fact.period), []).append(fact)
        self._sorted: dict[EntityKey, tuple[list[Decimal], list[Claim]]] = {}
        self._last_asked: tuple[Keys, Sequence[tuple[list[Decimal], list[Claim]]]] = ((), ())
        self._dates: dict[EntityKey, Background] = {}
        self._events = events_by_subject(articles) if events is None else events
        self._members = _members(entities)
        self.subjects = Subjects(entities, self._members, frozenset(key.kind for key in entities))
        self._scope_kinds = sorted(kind for kind in self.subjects.kinds if kind.role in _IN_SCOPES)
        self.names = NameIndex.of(
            entities.values(),
            roles=_SPOKEN_OF,
            with_short_names=True,
            words=self.language.function,
            endings=self.language.name_endings,
            inflections=self.language.inflections,
        )
        self.places = PlaceNames.of(self.names, self.language, entities.values())
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
            scope = self._scope_in_words(fact)
            named = [name.keys for _, name in self.places.found_in(scope)] if scope else []
            words = words_of(scope).words if scope else ()
            found = self._wanted[fact.id] = wanted_of(
                claim,
                self.metrics.get(fact.metric),
                self.subjects,
                self.language,
                named,
                scope=scope,
                is_outside=not self.language.outside.isdisjoint(words),
            )
        return found

    def _scope_in_words(self, fact: Fact) -> str:
        """What narrows a fact, as a text says it; of a market, or a company of which it is a stake, that is given by its id the name."""
        return ", ".join(map(self._named_by_id, fact.scope.split(", ")))

    def _named_by_id(self, part: str) -> str:
        found = (self.entities.get(EntityKey(kind, part)) for kind in self._scope_kinds)
        return next((entity.name for entity in found if entity is not None), part)

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
        if fact.metric in self._ranks and not value.is_range:
            value = replace(value, is_rank=True)
        return Claim(value, unit, nouns, (fact,), "", digits_of(value.low, value.step))

    def facts_alike(self, fact: Fact, period: Period | None) -> list[Fact]:
        """The facts with this one's subject, metric and basis about a period."""
        key = (fact.subject, fact.metric, fact.basis, period)
        self._asked.alike.add(key)
        return self._alike(key)

    def _alike(self, key: Alike) -> list[Fact]:
        return self._by_period.get(key, [])[:_MOST_ALIKE]

    def claims_between(self, subjects: Keys, sizes: Sizes) -> Iterator[Claim]:
        """The claims about these subjects, in turn, that were known on a day and whose lower ends lie in a stretch, signs aside."""
        self._asked.between(subjects, sizes)
        return self._between(subjects, sizes)

    def _between(self, subjects: Keys, sizes: Sizes) -> Iterator[Claim]:
        low, high, today = sizes
        for lows, claims in self._sorted_of(subjects):
            start = bisect_left(lows, low)
            if start < len(lows) and lows[start] <= high:
                found = claims[start : bisect_right(lows, high, start)]
                yield from (claim for claim in found if _was_known(claim, today))

    def _sorted_of(self, subjects: Keys) -> Sequence[tuple[list[Decimal], list[Claim]]]:
        """The claims about each of some subjects by size; those about the subjects of one text are asked for many times."""
        if subjects is not self._last_asked[0]:
            own = [self._sorted.get(one) or self._sort(one) for one in subjects if one in self._by_subject]
            self._last_asked = subjects, own
        return self._last_asked[1]

    def prepare(self, subjects: Iterable[EntityKey]) -> None:
        """Arrange what is on record about some subjects now, for processes that are forked off and would each do it again."""
        for subject in subjects:
            if subject in self._by_subject and subject not in self._sorted:
                self._sort(subject)
            self._dates_about(subject)

    def _sort(self, subject: EntityKey) -> tuple[list[Decimal], list[Claim]]:
        claims = self.claims(self._by_subject[subject])
        claims.sort(key=lambda claim: (abs(claim.value.low), claim.facts[0].id))
        found = self._sorted[subject] = ([abs(claim.value.low) for claim in claims], claims)
        return found

    def is_on_record(self, subjects: Keys, period: Period) -> bool:
        """Whether the ledger or an event has something about one of these subjects in a day, month or longer."""
        self._asked.dated(subjects, period)
        return self._is_on_record(subjects, period)

    def _is_on_record(self, subjects: Keys, period: Period) -> bool:
        return any(self._dates_about(subject).names(period) for subject in subjects)

    def _dates_about(self, subject: EntityKey) -> Background:
        """The dates on record about a subject."""
        found = self._dates.get(subject)
        if found is None:
            facts, events = self._by_subject.get(subject, ()), self._events.get(subject, ())
            found = self._dates[subject] = background(facts, events)
        return found

    def answers(self, questions: Questions, told: Callable[[Fact], str]) -> Sequence[object]:
        """What the ledger says to questions now, in plain data; `told` is what stands for a fact."""
        facts, standings = self._whole.facts, self._whole.standings
        return (
            *(told(facts[id]) if id in facts else "" for id in questions.facts),
            *(_standing(standings.get(id)) for id in questions.standings),
            *([told(fact) for fact in self._alike(key)] for key in questions.alike),
            *([told(claim.facts[0]) for claim in self._between(*one)] for one in questions.between),
            *(self._is_on_record(*one) for one in questions.dated),
        )


def lacking_one(digits: str) -> tuple[str, ...]:
    """A number's digits, whole and with each one left out: two numbers a slip apart share one of these."""
    return tuple(dict.fromkeys((digits, *(digits[:at] + digits[at + 1 :] for at in range(len(digits))))))


def _was_known(claim: Claim, today: date) -> bool:
    """Whether a claim had been made on a day."""
    as_of = claim.facts[0].as_of
    return (as_of.first or as_of.last) <= today


def _standing(standing: Standing | None) -> object:
    return standing and (standing.status.value, standing.superseded_by, standing.disputed_by)


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
