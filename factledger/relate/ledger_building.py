"""Facts to a ledger: the steps in order for each family of facts, and what they found put together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter, is_
from typing import NamedTuple, Protocol

from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.ledger import AllowedNote, Dispute, Ledger, Series, Standing, Tracker
from factledger.model.problems import Problem
from factledger.model.quantity import Quantity
from factledger.model.unit_and_number_words import canonical_unit, unit_fits
from factledger.relate.amounts_per_stretch import all_amounts, first_days, without_places
from factledger.relate.disputes import disputes
from factledger.relate.fact_plausibility import (
    check_begun,
    check_falls,
    check_growth,
    check_lives,
    check_periods,
    check_ranges,
)
from factledger.relate.impossible_values import check_bounds
from factledger.relate.independent_fact_groups import families
from factledger.relate.ledger_findings import Allow, Finding, Naming, judge
from factledger.relate.links_that_will_break import NO_FATES, Fates
from factledger.relate.magnitude_slips import check_slips
from factledger.relate.non_numeric_targets import targets_in_words
from factledger.relate.parts_and_wholes import check_sums
from factledger.relate.supersedes_key import replacements
from factledger.relate.targets import trackers
from factledger.relate.vintages import Chain, chains, standings

_NOT_MEASURED = frozenset({"text", "date", "currency"})
_subject_of_key = attrgetter("key.subject")
_subject = attrgetter("subject")


class FamilyInputs(NamedTuple):
    """What the ledger of a family of facts is worked out from, beside what all families share."""

    facts: tuple[Fact, ...]
    replaces: Mapping[str, Fact]
    allow: Allow

    def is_same(self, other: "FamilyInputs") -> bool:
        """Whether these are the same facts, to the last place in a file, and under the same conditions."""
        return (
            len(self.facts) == len(other.facts)
            and all(map(is_, self.facts, other.facts))
            and self.replaces == other.replaces
            and self.allow == other.allow
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLedger:
    """What the facts of a family come to."""

    standings: Mapping[str, Standing]
    series: tuple[Series, ...]
    disputes: tuple[Dispute, ...]
    trackers: tuple[Tracker, ...]
    targets_in_words: tuple[Tracker, ...]
    by_subject: Mapping[EntityKey, tuple[Series, ...]]
    notes: Mapping[str, tuple[AllowedNote, ...]]
    problems: tuple[Problem, ...]


class LedgerMemory(Protocol):
    """What families of facts came to in earlier builds."""

    def begin(self, metrics: Mapping[str, Metric], entities: Mapping[EntityKey, Entity], today: date) -> None:
        """Begin a ledger; all families have this in common."""

    def known(self, inputs: FamilyInputs) -> FamilyLedger | None:
        """What a family is known to come to."""

    def add(self, inputs: FamilyInputs, ledger: FamilyLedger) -> None:
        """Remember what a family comes to."""

    def end(self) -> None:
        """All families are worked out."""


class LastLedger:
    """What the families of facts came to in the last build of this process, for as long as all else is the same.

    Not frozen: each build leaves here what it worked out.
    """

    def __init__(self) -> None:
        self._shared: object = None
        self._before: dict[str, tuple[FamilyInputs, FamilyLedger]] = {}  # by the first fact of each family
        self._now: dict[str, tuple[FamilyInputs, FamilyLedger]] = {}

    def begin(self, metrics: Mapping[str, Metric], entities: Mapping[EntityKey, Entity], today: date) -> None:
        """As `LedgerMemory` has it."""
        shared = (metrics, entities, today)
        if self._shared != shared:
            self._shared, self._before = shared, {}
        self._now = {}

    def known(self, inputs: FamilyInputs) -> FamilyLedger | None:
        """As `LedgerMemory` has it."""
        first = inputs.facts[0].id
        known = self._before.get(first)
        if known is None or not known[0].is_same(inputs):
            return None
        self._now[first] = known
        return known[1]

    def add(self, inputs: FamilyInputs, ledger: FamilyLedger) -> None:
        """As `LedgerMemory` has it."""
        self._now[inputs.facts[0].id] = (inputs, ledger)

    def end(self) -> None:
        """Keep the families that there are now."""
        self._before, self._now = self._now, {}


def relate_facts(
    facts: Sequence[Fact],
    *,
    metrics: Mapping[str, Metric],
    entities: Mapping[EntityKey, Entity],
    today: date,
    allow: Allow,
    fates: Fates = NO_FATES,
    memory: LedgerMemory | None = None,
) -> tuple[Ledger, tuple[Problem, ...]]:
    """Work out what the facts say taken together; the order of `facts` does not matter.

    `allow` is by article id: the rules that it excuses, with reasons; `fates` are those of the articles. A fact whose metric or subject is unknown
    keeps its place in its series but enters no arithmetic. `memory` changes how soon, not what.
    """
    by_id = {fact.id: fact for fact in sorted(facts, key=lambda fact: (fact.id, fact.place), reverse=True)}
    by_id = dict(sorted(by_id.items()))
    replaces, problems = replacements(tuple(by_id.values()), by_id, fates)
    memory = memory if memory is not None else LastLedger()
    memory.begin(metrics, entities, today)
    worker = FamilyWork(metrics, entities, today)
    found: list[FamilyLedger] = []
    for own in families(by_id.values(), replaces, entities):
        inputs = _inputs(own, replaces, allow)
        ledger = memory.known(inputs)
        if ledger is None:
            ledger = worker.ledger(inputs)
            memory.add(inputs, ledger)
        found.append(ledger)
    memory.end()
    return _joined(by_id, found), tuple(sorted((*problems, *(one for ledger in found for one in ledger.problems))))


def _inputs(facts: tuple[Fact, ...], replaces: Mapping[str, Fact], allow: Allow) -> FamilyInputs:
    own = {fact.id: replaces[fact.id] for fact in facts if fact.id in replaces} if replaces else {}
    allowed = {fact.article: allow[fact.article] for fact in facts if fact.article in allow} if allow else {}
    return FamilyInputs(facts, own, allowed)


def _joined(by_id: Mapping[str, Fact], found: Sequence[FamilyLedger]) -> Ledger:
    """The ledger of all families; whatever is about one subject stands in one of them, in its order."""
    all_standings: dict[str, Standing] = {}
    by_subject: dict[EntityKey, tuple[Series, ...]] = {}
    notes: dict[str, list[AllowedNote]] = {}
    for one in found:
        all_standings |= one.standings
        by_subject |= one.by_subject
        for article, own in one.notes.items():
            notes.setdefault(article, []).extend(own)
    return Ledger(
        facts=by_id,
        standings={fact_id: all_standings[fact_id] for fact_id in by_id},
        series=tuple(sorted((series for one in found for series in one.series), key=_subject_of_key)),
        disputes=tuple(sorted((dispute for one in found for dispute in one.disputes), key=_subject_of_key)),
        trackers=tuple(sorted((tracker for one in found for tracker in one.trackers), key=_subject)),
        targets_in_words=tuple(sorted((tracker for one in found for tracker in one.targets_in_words), key=_subject)),
        by_subject={subject: by_subject[subject] for subject in sorted(by_subject)},
        notes={article: tuple(sorted(notes[article], key=_order_of_note)) for article in sorted(notes)},
    )


def _order_of_note(note: AllowedNote) -> tuple[str, tuple[str, ...], str]:
    return note.rule, note.facts, note.message


class FamilyWork:
    """The steps from the facts of a family to its ledger, with what all families share."""

    def __init__(self, metrics: Mapping[str, Metric], entities: Mapping[EntityKey, Entity], today: date) -> None:
        self._metrics = metrics
        self._naming = Naming(metrics, entities)
        self._starts = first_days(entities)
        self._today = today

    def ledger(self, inputs: FamilyInputs) -> FamilyLedger:
        """Work out what the facts of a family come to."""
        facts, naming = inputs.facts, self._naming
        figures = {
            fact.id: figure for fact in facts if (figure := _figure(fact, self._metrics.get(fact.metric))) is not None
        }
        all_chains = chains(facts, inputs.replaces)
        found_standings, found_disputes, findings = _stand(all_chains, figures, naming)
        disputed = {fact_id: dispute for dispute in found_disputes for fact_id in dispute.facts}
        settled = {fact_id: dispute.preferred for fact_id, dispute in disputed.items() if dispute.preferred}
        known = tuple(chain for chain in all_chains if chain.series.key.metric in self._metrics)
        amounts = all_amounts(known, figures, disputed, self._starts)
        sizes = without_places(amounts)
        found_trackers, overdue = trackers(known, amounts, figures, naming, self._today)
        problems, notes = judge(
            (
                *findings,
                *overdue,
                *check_sums(sizes, naming),
                *check_growth(sizes, naming),
                *check_falls(sizes, known, figures, naming),
                *check_ranges(facts),
                *check_bounds(figures, facts, naming),
                *check_lives(facts, naming),
                *check_periods(facts, naming),
                *check_begun(facts, naming),
                *check_slips(known, figures, settled, naming),
            ),
            inputs.allow,
        )
        series = tuple(chain.series for chain in all_chains)
        return FamilyLedger(
            standings=found_standings,
            series=series,
            disputes=tuple(found_disputes),
            trackers=found_trackers,
            targets_in_words=targets_in_words(known, figures, self._metrics, self._today),
            by_subject=series_by_subject(series),
            notes=notes,
            problems=problems,
        )


def _figure(fact: Fact, metric: Metric | None) -> Quantity | None:
    """The fact's value with the unit it is measured in, so that figures compare within one unit only."""
    value = fact.value
    if value is None or metric is None or metric.unit in _NOT_MEASURED or not unit_fits(value.unit, metric.unit):
        return value
    unit = canonical_unit(metric.unit)
    return replace(value, unit=unit, is_rank=value.is_rank or unit == "rank")


def _stand(
    all_chains: Iterable[Chain], figures: Mapping[str, Quantity], naming: Naming
) -> tuple[dict[str, Standing], list[Dispute], list[Finding]]:
    found: dict[str, Standing] = {}
    found_disputes: list[Dispute] = []
    findings: list[Finding] = []
    for chain in all_chains:
        found |= standings(chain, figures)
        if len(chain.series.facts) == 1:
            continue
        own, against, reported = disputes(chain, figures, naming)
        found |= {fact_id: replace(found[fact_id], disputed_by=rivals) for fact_id, rivals in against.items()}
        found_disputes += own
        findings += reported
    return found, found_disputes, findings


def series_by_subject(series: Iterable[Series]) -> Mapping[EntityKey, tuple[Series, ...]]:
    """By each subject the series in which it has a fact."""
    found: dict[EntityKey, list[Series]] = {}
    for one in series:
        for subject in dict.fromkeys(fact.subject for fact in one.facts):
            found.setdefault(subject, []).append(one)
    return {subject: tuple(own) for subject, own in found.items()}
