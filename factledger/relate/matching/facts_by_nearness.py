"""What the figures of one article may rest on, looked up in the order of nearness."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from factledger.model.articles import Article
from factledger.model.dates import Period
from factledger.model.entities import EntityKey, Kind, Role
from factledger.model.facts import Fact, FactKind
from factledger.model.proofreading_results import Figure, Printed
from factledger.model.quantity import Quantity
from factledger.relate.judging.allowed_figures import Excuses, excuses
from factledger.relate.matching.claim_index import ClaimIndex, lacking_one
from factledger.relate.matching.date_matches import KnownDate, in_notes, known_dates, noted_dates
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions, stems
from factledger.relate.matching.fact_arithmetic import DerivedSort, DerivedValue, sums_of
from factledger.relate.matching.figure_surroundings import Surroundings
from factledger.relate.matching.nearest_words import Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, unique_claims, units_agree
from factledger.relate.matching.wording_tolerance import window

_FEW = 40  # facts that are looked through one by one
REACH = 3  # groups over which facts count as told near one another


@dataclass(slots=True, kw_only=True)
class ArticleContext:
    """What an article's figures are held against; not frozen, since what is costly is made when first needed.

    `told` are the claims that figures of the text rest on, by group, in the order of the text; `said` by sentence,
    and `said_ids` the facts of those.
    `assumed` are claims on which any figure may build, though the text does not tell them.
    """

    article: Article
    claim_index: ClaimIndex
    own: list[Claim]
    dates: list[KnownDate]
    excuses: Excuses
    subjects: tuple[EntityKey, ...]
    surroundings: Surroundings
    defaults: frozenset[EntityKey]  # whom it speaks of where nobody is named
    wanted_: list[FactDimensions] | None = None
    concepts_: frozenset[str] | None = None
    common_: frozenset[str] | None = None
    places_: frozenset[EntityKey] | None = None
    sums_: list[DerivedValue] | None = None
    assumed: tuple[Claim, ...] = ()
    told: dict[int, list[Claim]] = field(default_factory=dict)
    told_groups: list[int] = field(default_factory=list)  # those of `told` in their order in the text
    told_values: dict[tuple[Decimal, Decimal], list[Claim]] = field(default_factory=dict)  # by lowest and highest
    told_in_digits: set[str] = field(default_factory=set)  # facts that some figure states, and not as "a quarter"
    said: dict[int, list[Claim]] = field(default_factory=dict)
    said_ids: dict[int, set[str]] = field(default_factory=dict)
    sizes: tuple[list[Decimal], list[Claim]] | None = None
    likenesses: dict[str, list[Claim]] | None = None
    stated: frozenset[str] = frozenset()  # facts whose value stands in the text, whatever its words say
    at: dict[int, list[tuple[Printed, Claim]]] = field(default_factory=dict)  # by sentence, with their places
    listed: set[int] = field(default_factory=set)  # groups that are tables or lists
    results: list[DerivedValue] = field(default_factory=list)
    near: dict[int, dict[tuple[DerivedSort, bool], list[DerivedValue]]] = field(default_factory=dict)  # by group
    around: dict[tuple[int, int], tuple[list[Claim], list[Claim]]] = field(
        default_factory=dict
    )  # by sentence and group
    following: dict[tuple[int, int, DerivedSort, bool, bool], list[DerivedValue]] = field(default_factory=dict)
    told_ids: frozenset[str] | None = None
    far: dict[Decimal, list[Claim]] | None = None  # by value
    few: list[DerivedValue] = field(default_factory=list)
    notes: list[tuple[Figure, Fact]] | None = None
    note_dates: list[KnownDate] | None = None

    @property
    def wanted(self) -> list[FactDimensions]:
        """What the article's facts have in each dimension."""
        if self.wanted_ is None:
            self.wanted_ = [self.claim_index.wanted(claim) for claim in self.own]
        return self.wanted_

    @property
    def concepts(self) -> frozenset[str]:
        """What the article's facts count."""
        if self.concepts_ is None:
            self.concepts_ = frozenset(concept for one in self.wanted for concept in one.concepts)
        return self.concepts_

    @property
    def common_stems(self) -> frozenset[str]:
        """Of the words that every sentence of the article may hold."""
        if self.common_ is None:
            entities = [self.claim_index.entities[key] for key in self.subjects if key in self.claim_index.entities]
            names = frozenset(word for one in entities for name in (one.name, *one.aliases) for word in stems(name))
            self.common_ = names | self.claim_index.function_stems
        return self.common_

    def places_named(self) -> frozenset[EntityKey]:
        """The places that the article's text names where it has figures."""
        if self.places_ is None:
            keys = {key for one in self.surroundings.named() for key in one.keys}
            self.places_ = frozenset(key for key in keys if key.kind.role is Role.MARKET)
        return self.places_

    @property
    def sums(self) -> list[DerivedValue]:
        """What the article's facts of one metric and period come to together."""
        if self.sums_ is None:
            self.sums_ = list(sums_of(self.own))
        return self.sums_

    def tell(self, one: Printed, claim: Claim) -> None:
        """Note that a figure of the text rests on a claim."""
        group = one.group
        if one.passage.headers or len(one.passage.above) > 1:
            self.listed.add(group)
        self.said.setdefault(one.sentence, []).append(claim)
        self.said_ids.setdefault(one.sentence, set()).update([fact.id for fact in claim.facts])
        self.at.setdefault(one.sentence, []).append((one, claim))
        if group not in self.told:
            self.told[group] = []
            insort(self.told_groups, group)
        self.told[group].append(claim)
        self.told_values.setdefault((claim.value.low, claim.value.high), []).append(claim)
        if not claim.how and not one.figure.is_share:
            self.told_in_digits.add(claim.facts[0].id)
        for later in range(group, group + REACH):
            self.near.pop(later, None)
        self.far = None
        self.told_ids = None
        self.around.clear()
        self.following.clear()

    def in_notes(self) -> list[tuple[Figure, Fact]]:
        """What the notes on the article's facts say."""
        if self.notes is None:
            self.notes = in_notes(self.article, self.claim_index.language)
        return self.notes

    def all_dates(self) -> list[KnownDate]:
        """Every date that the article may speak of, those in the notes on its facts last."""
        if self.note_dates is None:
            self.note_dates = [*self.dates, *noted_dates(self.in_notes())]
        return self.note_dates

    def has_noted_dates(self) -> bool:
        """Whether the notes on the article's facts have dates to add."""
        return len(self.all_dates()) > len(self.dates)

    def leading(self, one: Printed, near: Near) -> tuple[Claim, bool] | None:
        """What a figure's sentence tells last before it, and whether that is what something is compared with."""
        before = [pair for pair in self.at.get(one.sentence, ()) if pair[0].html_start < one.html_start]
        if not before or not (near.opener == "," or near.opener in self.claim_index.language.adds):
            return None
        printed, claim = max(before, key=lambda pair: pair[0].html_start)
        return claim, self.surroundings.near(printed).opener in self.claim_index.language.bases

    def follows_what_is_told(self, one: Printed) -> bool:
        """Whether a percentage stands behind a figure that a fact tells, and not behind one that is unknown."""
        if one.figure.value is None or one.figure.value.unit not in PROPORTIONS:
            return True
        counts = [
            other
            for other in self.surroundings.told_before(one)
            if other.figure.value is not None and other.figure.value.unit not in PROPORTIONS
        ]
        if not counts:
            return True
        last = counts[-1]
        return any(printed is last for printed, _ in self.at.get(last.sentence, ()))

    def said_before(self, one: Printed) -> Iterator[Claim]:
        """What the sentence before a figure's tells, and the table or list before or around it."""
        yield from self.said.get(one.sentence - 1, ())
        if one.group in self.listed:
            yield from self.told.get(one.group, ())
        if self._before(one) in self.listed:
            yield from self.told_before(one)

    def told_around(self, one: Printed) -> tuple[list[Claim], list[Claim]]:
        """What a figure's sentence and the one before tell, and that with what its paragraph and the last before tell."""
        key = (one.sentence, one.group)
        found = self.around.get(key)
        if found is None:
            here = unique_claims([*self.said.get(one.sentence, ()), *self.said_before(one), *self.assumed])
            more = unique_claims([*here, *self.told.get(one.group, ()), *self.told_before(one)])
            found = self.around[key] = here, more
        return found

    def has_more(self, one: Printed) -> bool:
        """Whether the paragraphs tell more than the sentences."""
        here, more = self.told_around(one)
        return len(more) > len(here)

    def told_before(self, one: Printed) -> list[Claim]:
        """What the last paragraph, table or list before a figure's tells that tells anything."""
        return self.told.get(self._before(one), [])

    def _before(self, one: Printed) -> int:
        before = bisect_left(self.told_groups, one.group)
        return self.told_groups[before - 1] if before else -1

    def main_period(self, unit: str | None) -> Period | None:
        """The latest period that the article's results of a unit are about."""
        found = [
            claim.facts[0].period
            for claim in self.own
            if claim.facts[0].period is not None
            and claim.facts[0].kind is FactKind.ACTUAL
            and (unit is None or claim.unit == unit or units_agree(unit, claim))
        ]
        return max(found, key=lambda period: (period.last, period.first or period.last), default=None)

    def between(self, value: Quantity) -> Sequence[Claim]:
        """The article's facts that a figure could state fairly, by their size; where they are few, all of them."""
        if len(self.own) <= _FEW or value.unit in PROPORTIONS or value.is_rank:
            return self.own
        if self.sizes is None:
            plain = sorted(
                (claim for claim in self.own if not claim.value.is_range), key=lambda claim: abs(claim.value.low)
            )
            self.sizes = [abs(claim.value.low) for claim in plain], plain
        lows, claims = self.sizes
        low, high = window(value)
        ranges = [claim for claim in self.own if claim.value.is_range]
        return [*claims[bisect_left(lows, low) : bisect_right(lows, high)], *ranges]

    def alike(self, value: Quantity) -> Sequence[Claim]:
        """The article's facts whose digits differ from a figure's in one place or by a swap; where few, all of them."""
        if len(self.own) <= _FEW:
            return self.own
        if self.likenesses is None:
            self.likenesses = {}
            for claim in self.own:
                for key in lacking_one(_significant(claim.value.low)):
                    self.likenesses.setdefault(key, []).append(claim)
        found = {
            id(claim): claim for key in lacking_one(_significant(value.low)) for claim in self.likenesses.get(key, ())
        }
        return list(found.values())

    def tells(self, facts: Iterable[Fact], *sentences: int) -> bool:
        """Whether some sentences, by their numbers, tell all of some facts between them."""
        told = [self.said_ids[sentence] for sentence in sentences if sentence in self.said_ids]
        return all(any(fact.id in ids for ids in told) for fact in facts)

    def tells_value(self, claim: Claim) -> bool:
        """Whether some figure of the text states a fact or another one of its value, which it may have been meant for."""
        return any(one.unit == claim.unit for one in self.told_of_value(claim.value))

    def told_of_value(self, value: Quantity) -> Sequence[Claim]:
        """The claims of a value, whatever their unit, on which figures of the text rest; in the order in which they were told."""
        return self.told_values.get((value.low, value.high), ())

    def told_facts(self) -> frozenset[str]:
        """The facts that some figure of the text states."""
        if self.told_ids is None:
            self.told_ids = frozenset(
                claim.facts[0].id for claims in self.told.values() for claim in claims if not claim.how
            )
        return self.told_ids


def article_context(article: Article, claim_index: ClaimIndex) -> ArticleContext:
    """Lay out what an article's figures may rest on."""
    subjects = subjects_of(article, claim_index)
    entities = [claim_index.entities[key] for key in subjects if key in claim_index.entities]
    own = claim_index.claims(article.facts)
    return ArticleContext(
        article=article,
        claim_index=claim_index,
        own=own,
        defaults=_defaults(article),
        dates=known_dates(article, entities),
        excuses=excuses(article.allow),
        subjects=subjects,
        surroundings=Surroundings(claim_index.language, claim_index.places, article.published.day),
    )


def _defaults(article: Article) -> frozenset[EntityKey]:
    """Whom an article speaks of where nobody is named: its first company, and what all its facts are about."""
    first: dict[Kind, EntityKey] = {}
    for mention in article.mentions:
        first.setdefault(mention.key.kind, mention.key)
    subjects = {fact.subject for fact in article.facts}
    return frozenset((*first.values(), *(subjects if len(subjects) == 1 else ())))


def subjects_of(article: Article, claim_index: ClaimIndex) -> tuple[EntityKey, ...]:
    """What the article is about: what it lists and what its facts and events are about, each with its family."""
    keys = [mention.key for mention in article.mentions if mention.key.kind.role is not Role.TOPIC]
    keys += [fact.subject for fact in article.facts]
    keys += [mention.key for event in article.events for mention in event.subjects]
    return tuple(dict.fromkeys(relative for key in dict.fromkeys(keys) for relative in claim_index.family(key)))


def _significant(number: Decimal) -> str:
    return "".join(map(str, abs(number).normalize().as_tuple().digits))
