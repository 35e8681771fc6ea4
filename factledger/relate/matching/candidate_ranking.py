"""The facts that a figure could state, each with the evidence of the figure's words."""

from collections.abc import Iterable, Sequence

from factledger.model.dates import Grain, Period, day, unit_at
from factledger.model.facts import Confidence
from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_results import Printed
from factledger.relate.matching.backing_facts import is_backed
from factledger.relate.matching.evidence.all_evidence import weigh
from factledger.relate.matching.evidence.change import is_of_difference
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim

_WEIGHTY = frozenset(
    {"subject", "counted", "kind", "scope", "compared", "holder", "direction"}
)  # a doubt about these nothing outweighs
_OUTWEIGHS = 4
_STRETCHES = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact beside a figure, with what the figure's words say for and against it."""

    claim: Claim
    evidence: tuple[Evidence, ...]

    @property
    def differing(self) -> tuple[Evidence, ...]:
        """The dimensions in which the words say something else."""
        return tuple(one for one in self.evidence if one.says is Says.DIFFERS)

    @property
    def doubts(self) -> tuple[Evidence, ...]:
        """The dimensions in which the words may say something else."""
        return tuple(one for one in self.evidence if one.says is Says.DOUBTS)

    @property
    def counts(self) -> bool:
        """Whether the fact stands; of one that is disputed or was refuted a text may say anything."""
        fact = self.claim.facts[0]
        return fact.confidence not in (Confidence.REFUTED, Confidence.DISPUTED) and not fact.retracted

    @property
    def is_doubtful(self) -> bool:
        """Whether the words leave a doubt that what they say besides does not outweigh."""
        doubts = self.doubts
        if not doubts:
            return False
        return len(doubts) > 1 or doubts[0].dimension in _WEIGHTY or self.ties < _OUTWEIGHS

    @property
    def ties(self) -> int:
        """How much the words say for it."""
        return sum(one.says for one in self.evidence if one.says > 0)

    @property
    def rank(self) -> tuple[int, int, int]:
        """What puts one candidate before another."""
        return -len(self.differing), -len(self.doubts), self.ties

    def says(self, dimension: str) -> Says:
        """What the words say in one dimension."""
        return next((one.says for one in self.evidence if one.dimension == dimension), Says.SILENT)


def candidate(at: ArticleContext, near: Near, claim: Claim) -> Candidate:
    """Weigh one fact beside a figure."""
    wanted = at.claim_index.wanted(claim)
    setting = Setting(
        at.claim_index.language,
        anchors(at, near, claim) if near.phrases("earlier") or _has_relative_date(near) else (),
        at.concepts,
        at.wanted,
        at.stated,
        at.common_stems,
        at.defaults,
        frozenset(at.subjects),
        at.places_named,
        day(at.article.published.day),
        bool(at.assumed),
    )
    return Candidate(claim, weigh(wanted, near, setting, claim))


def fitting(at: ArticleContext, near: Near, claims: Iterable[Claim]) -> list[Candidate]:
    """The facts whose value a figure states fairly, the one that its words fit best first."""
    fair = [claim for claim in claims if is_backed(near.one.figure, claim)]
    if fair:
        fair = [claim for claim in fair if not is_told_apart(at, near, claim)]
    value = near.one.figure.value
    assert value is not None
    exact = [claim for claim in fair if claim.value.low == value.low and claim.value.high == value.high]
    found = [candidate(at, near, claim) for claim in fair]
    found.sort(key=lambda one: (one.rank[:2], one.claim in exact, one.rank[2]), reverse=True)
    return found


def is_told_apart(at: ArticleContext, near: Near, claim: Claim) -> bool:
    """Whether a figure is by how much two things differ, and the fact no change: "30,000 less than" beside 30,000 orders.

    A rank that counts people or cars is none either: 两位车手.
    """
    unit = _unit(near.one)
    if claim.value.is_rank:
        return unit is not None
    if unit in PROPORTIONS or not is_of_difference(near, at.claim_index.language):
        return False
    wanted = at.claim_index.wanted(claim)
    return not (wanted.is_change or wanted.moves)


def anchors(at: ArticleContext, near: Near, claim: Claim) -> list[Period]:
    """The stretches beside which "a month earlier" in a figure's clause may be meant; for a year also the latest result's."""
    found = [
        period
        for level in (Level.BEFORE, Level.SENTENCE, Level.ABOVE, Level.BEHIND)
        for zone in near.zones[level]
        for dated in zone.dates()
        if (period := dated.figure.period) is not None and period.grain in _STRETCHES and not dated.figure.is_relative
    ]
    main, period = at.main_period(_unit(near.one) or claim.unit), claim.facts[0].period
    if main is None:
        return found
    is_year = period is not None and period.grain is Grain.YEAR
    return [*found, main, unit_at(Grain.YEAR, main.last)] if is_year else [*found, main]


def _has_relative_date(near: Near) -> bool:
    """Whether a figure's text has a date without a number: "the last quarter", 上一季度."""
    return any(dated.figure.is_relative for dated in near.passage.dates)


def _unit(one: Printed) -> str | None:
    return one.figure.value.unit if one.figure.value is not None else None


def best(found: Sequence[Candidate]) -> Candidate | None:
    """The candidate that the words fit best."""
    return max(found, key=lambda one: one.rank, default=None)
