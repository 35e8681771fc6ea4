"""Which fact replaced which: series, their order, and where each fact stands in its own.

Two as-ofs of unlike precision are the same when one contains the other, because nothing says which
came first: 2025-03 and 2025-03-18. Where several lie within the vaguer one it goes with the last of them.
No as-of reaches beyond the day of its story, for what a story says cannot be newer than the story: 2025, told in
February, is over by November. What two stories say of their own day, each at a time, is as old as the story.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import takewhile
from typing import NamedTuple

from factledger.model.facts import Confidence, Fact, FactKind, is_same
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.ledger import Series, SeriesKey, Standing, Status, steps
from factledger.model.quantity import Quantity, agree
from factledger.relate.union_find import Groups

_HELD = (FactKind.TARGET, FactKind.ESTIMATE)
_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
_SUPPORT = {
    Confidence.CONFIRMED: 3,
    Confidence.REPORTED: 2,
    Confidence.UNVERIFIED: 1,
    Confidence.DISPUTED: 1,
    Confidence.REFUTED: 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A series with its standing facts put into vintages.

    `vintages` are oldest first, each of one as-of with its best fact last. `replaces` maps the id of a standing fact
    to the fact that it names in `supersedes`, `replaced_by` the other way.
    """

    series: Series
    vintages: tuple[tuple[Fact, ...], ...]
    replaces: Mapping[str, Fact]
    replaced_by: Mapping[str, Fact]


def series_key(fact: Fact) -> SeriesKey:
    """The series of a fact; who says it matters for targets and estimates alone, and goes without saying of the subject itself."""
    holder = fact.holder if fact.kind in _HELD and fact.holder != fact.subject.id else ""
    return SeriesKey(fact.subject, fact.metric, fact.scope, fact.basis, fact.period, fact.kind, holder)


def stands(fact: Fact) -> bool:
    """Whether a fact is still claimed by anybody."""
    return not fact.retracted and fact.confidence is not Confidence.REFUTED


def withdrawal(series: Series) -> Fact | None:
    """The fact that takes a target back, if that is the last that was said of it.

    It repeats the figure; another one that is retracted may never have been aimed at, and leaves the target before it alone.
    """
    if series.key.kind is not FactKind.TARGET or not any(fact.retracted for fact in series.facts):
        return None
    said = steps(fact for fact in series.facts if not fact.is_disowned and fact.confidence is not Confidence.REFUTED)
    if not said or not said[-1].retracted:
        return None
    before = [fact for fact in said if stands(fact)]
    return said[-1] if before and is_same(before[-1], said[-1]) else None


def chains(facts: Iterable[Fact], replaces: Mapping[str, Fact]) -> tuple[Chain, ...]:
    """Put facts into series and each series into order.

    `replaces` maps the id of a fact to the one that it says it supersedes; series joined so become one.
    The result is in order of subject, metric, period and kind, whatever the order of `facts`.
    """
    # Sorting by id first, backwards, makes the last tie fall to the first id.
    ordered = sorted(facts, key=lambda fact: fact.id, reverse=True)
    pairs = [(fact, replaces[fact.id]) for fact in ordered if fact.id in replaces and stands(fact)]
    joined = _joined(pairs)
    members: dict[SeriesKey, list[Fact]] = {}
    for fact in ordered:
        key = series_key(fact)
        members.setdefault(joined.get(key, key), []).append(fact)
    pairs_of: dict[SeriesKey, list[tuple[Fact, Fact]]] = {}
    for pair in pairs:
        pairs_of.setdefault(joined[series_key(pair[0])], []).append(pair)
    found = [_chain(own, pairs_of.get(key, [])) for key, own in members.items()]
    return tuple(sorted(found, key=lambda chain: sort_key(chain.series.key)))


def sort_key(key: SeriesKey) -> tuple[object, ...]:
    """Order of series: subject, metric, period, kind, then what narrows them."""
    period = key.period.sort_key if key.period else ()
    return (key.subject, key.metric, period, key.kind, key.scope, key.basis, key.holder)


def standings(chain: Chain, figures: Mapping[str, Quantity]) -> Mapping[str, Standing]:
    """Where each fact of a series stands, by id; disputes are another matter.

    With a target that is withdrawn goes what until then was its newest vintage.
    """
    found: dict[str, Standing] = {}
    taken_back = withdrawal(chain.series)
    facts = {fact.id: fact for fact in chain.series.facts}
    for number, vintage in enumerate(chain.vintages):
        following = chain.vintages[number + 1] if number + 1 < len(chain.vintages) else ()
        before = chain.vintages[number - 1][-1].id if number else ""
        for fact in vintage:
            successor = chain.replaced_by.get(fact.id) or (following[-1] if following else None)
            replaced = chain.replaces.get(fact.id)
            status = Status.SUPERSEDED if successor else Status.SAME
            if taken_back is not None and not successor:
                successor, status = taken_back, Status.RETRACTED
            found[fact.id] = Standing(
                status=Status.CURRENT if fact.id == chain.series.current else status,
                superseded_by=successor.id if successor else "",
                supersedes=replaced.id if replaced else before if fact is vintage[-1] else "",
                is_restated=bool(successor) and _is_restated(fact, successor, figures),
            )
    for vintage in reversed(chain.vintages):
        for fact in reversed(vintage):
            if _is_upheld(fact, found, facts):
                found[fact.id] = replace(found[fact.id], is_upheld=True)
    for fact in chain.series.facts:
        if not stands(fact):
            status = Status.RETRACTED if fact.retracted else Status.REFUTED
            found[fact.id] = Standing(status=status)
    return found


def _is_upheld(fact: Fact, found: Mapping[str, Standing], facts: Mapping[str, Fact]) -> bool:
    """Whether what took a fact's place says the same, up to the current one; that of the later ones is known."""
    standing = found[fact.id]
    if standing.status is not Status.SUPERSEDED or not is_same(fact, facts[standing.superseded_by]):
        return False
    later = found[standing.superseded_by]
    return later.status in (Status.CURRENT, Status.SAME) or later.is_upheld


def _is_restated(fact: Fact, successor: Fact | None, figures: Mapping[str, Quantity]) -> bool:
    if successor is None or fact.kind is not FactKind.ACTUAL or fact.period is None:
        return False
    if fact.latest < fact.period.last or fact.id not in figures or successor.id not in figures:
        return False
    return not agree(figures[fact.id], figures[successor.id])


def _joined(pairs: Sequence[tuple[Fact, Fact]]) -> Mapping[SeriesKey, SeriesKey]:
    """For each key of series that belong together, the one key that stands for all."""
    groups: Groups[SeriesKey] = Groups()
    for newer, older in pairs:
        groups.join(series_key(newer), series_key(older))
    return {key: groups.root(key) for pair in pairs for key in map(series_key, pair)}


def _lone(fact: Fact) -> Chain:
    """The chain of a series with one fact, as most have."""
    series = Series(key=series_key(fact), facts=(fact,), current=fact.id if stands(fact) else "")
    return Chain(series=series, vintages=((fact,),) if stands(fact) else (), replaces={}, replaced_by={})


def _chain(facts: list[Fact], pairs: list[tuple[Fact, Fact]]) -> Chain:
    if len(facts) == 1:
        return _lone(facts[0])
    moments = _moments(facts)
    keys = {fact.id: (moments[fact.id], *_rank(fact)) for fact in facts}
    facts = sorted(facts, key=lambda fact: keys[fact.id])
    if pairs:
        facts = _after_what_they_replace(facts, pairs)
    places = {fact.id: place for place, fact in enumerate(facts)}
    standing = [fact for fact in facts if stands(fact)]
    vintages: list[list[Fact]] = []
    for fact in standing:
        if vintages and moments[vintages[-1][-1].id] == moments[fact.id]:
            vintages[-1].append(fact)
        else:
            vintages.append([fact])
    newest = (standing or facts)[-1]
    pairs = sorted(pairs, key=lambda pair: places[pair[0].id])
    series = Series(key=series_key(newest), facts=tuple(facts))
    return Chain(
        series=replace(series, current=newest.id) if standing and withdrawal(series) is None else series,
        vintages=tuple(map(tuple, vintages)),
        replaces={newer.id: older for newer, older in pairs},
        replaced_by={older.id: newer for newer, older in pairs},
    )


class _Said(NamedTuple):
    """When something was true or said: somewhere within these days, or at a moment of the last."""

    first: date
    last: date
    moment: datetime | None

    @classmethod
    def of(cls, fact: Fact) -> "_Said":
        """The as-of of a fact as far as its story can tell."""
        last = fact.latest
        return cls(min(fact.as_of.first or last, last), last, fact.moment)

    @property
    def order(self) -> tuple[date, bool, datetime, timedelta]:
        """By the end; of one day the moments, then the whole day, then the longer stretches that end with it."""
        return (self.last, self.moment is None, self.moment or _NO_MOMENT, self.last - self.first)

    def contains(self, other: "_Said") -> bool:
        """Whether the other cannot be told apart from this one."""
        return self.moment is None and self.first <= other.first and other.last <= self.last


def _moments(facts: Iterable[Fact]) -> Mapping[str, int]:
    """For each fact by id the number of its as-of in their order: a stretch counts as the last within it."""
    said = {fact.id: _Said.of(fact) for fact in facts}
    numbers: dict[_Said, int] = {}
    before: list[_Said] = []
    for one in sorted(set(said.values()), key=lambda one: one.order):
        inside = next((other for other in _back_to(before, one.first) if one.contains(other)), None)
        numbers[one] = len(before) if inside is None else numbers[inside]
        before.append(one)
    return {id: numbers[one] for id, one in said.items()}


def _back_to(before: Sequence[_Said], first: date) -> Iterator[_Said]:
    """Those that end on a day or later, the last first."""
    return takewhile(lambda one: one.last >= first, reversed(before))


def _rank(fact: Fact) -> tuple[object, ...]:
    """The order among facts of one as-of, best last: what an editor prefers, then support, then precision."""
    support = _SUPPORT[fact.confidence]
    is_exact = fact.value is None or fact.value.is_exact
    fineness = -fact.value.step if fact.value is not None else 0
    is_primary = fact.source.type is not None and fact.source.type.is_primary
    return (bool(fact.preferred), support > 1, is_exact, is_primary, support, fineness)


def _after_what_they_replace(facts: list[Fact], pairs: Iterable[tuple[Fact, Fact]]) -> list[Fact]:
    """Keep the order, but put a fact after the one it names as superseded (Kahn's algorithm; `pairs` has no circle)."""
    places = {fact.id: place for place, fact in enumerate(facts)}
    waits = [0] * len(facts)
    frees: dict[int, list[int]] = {}
    for newer, older in pairs:
        frees.setdefault(places[older.id], []).append(places[newer.id])
        waits[places[newer.id]] += 1
    ready = [place for place, count in enumerate(waits) if not count]
    heapify(ready)
    found: list[Fact] = []
    while ready:
        place = heappop(ready)
        found.append(facts[place])
        for freed in frees.get(place, ()):
            waits[freed] -= 1
            if not waits[freed]:
                heappush(ready, freed)
    return found
