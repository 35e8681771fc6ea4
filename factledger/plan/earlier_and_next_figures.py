"""Which figures stand in a row: the same one for the stretch before, and the readings of one figure in order.

Looked up from every article, so it is laid out once.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from factledger.model.dates import Grain
from factledger.model.entities import EntityKey
from factledger.model.facts import Fact, FactKind
from factledger.model.ledger import Ledger
from factledger.plan.dependency_recorder import Recorder, TracedTable

_DAY = timedelta(days=1)


class RowKey(NamedTuple):
    """What the facts of a row have in common."""

    subject: EntityKey
    metric: str
    scope: str
    basis: str


def row_of(fact: Fact) -> RowKey:
    """The row that a fact stands in."""
    return RowKey(fact.subject, fact.metric, fact.scope, fact.basis)


class Rows:
    """The actual figures of a ledger by row, and the series of every fact."""

    def __init__(self, recorder: Recorder, ledger: Ledger) -> None:
        series = {fact.id: tuple(one.id for one in own.facts) for own in ledger.series for fact in own.facts}
        ending: dict[tuple[RowKey, Grain, date], Fact] = {}
        ends: dict[RowKey, list[tuple[date, Grain]]] = {}
        readings: dict[RowKey, list[Fact]] = {}
        for own in ledger.series:
            if own.key.kind is not FactKind.ACTUAL or not own.current:
                continue
            current = ledger.facts[own.current]
            if current.period is None:
                readings.setdefault(row_of(current), []).extend(own.facts)
            else:
                row, end, grain = row_of(current), current.period.last, current.period.grain
                ending[row, grain, end] = current
                ends.setdefault(row, []).append((end, grain))
        for found in readings.values():
            found.sort(key=lambda fact: (fact.latest, fact.id))
        self.series: Mapping[str, tuple[str, ...]] = TracedTable(recorder, "series", series)  # ids of facts
        self._ending: Mapping[tuple[RowKey, Grain, date], Fact] = TracedTable(recorder, "ending", ending)
        self._ends: Mapping[RowKey, list[tuple[date, Grain]]] = TracedTable(recorder, "ends", ends)
        self._readings: Mapping[RowKey, list[Fact]] = TracedTable(recorder, "readings", readings)

    def before(self, fact: Fact) -> Iterator[Fact]:
        """The current figures of the stretches of the same length before a fact's own, backwards, up to the first gap."""
        period = fact.period
        while period is not None and period.first is not None and period.first > date.min:
            found = self._ending.get((row_of(fact), period.grain, period.first - _DAY))
            if found is None:
                return
            yield found
            period = found.period

    def readings(self, fact: Fact, day: date) -> Sequence[Fact]:
        """The readings of a figure that were known on a day, oldest first."""
        found = self._readings.get(row_of(fact), [])
        return found[: bisect_right(found, day, key=lambda one: one.latest)]

    def longest(self, fact: Fact, grains: Sequence[Grain]) -> Fact | None:
        """The last figure of the longest row like a fact's without a gap; of rows of one length the latest."""
        own = row_of(fact)
        lengths: dict[tuple[Grain, date], int] = {}
        best: tuple[int, date, Fact] | None = None
        for end, grain in sorted({key for key in self._ends.get(own, ()) if key[1] in grains}):
            found = self._ending[own, grain, end]
            assert found.period is not None
            assert found.period.first is not None
            length = lengths[grain, end] = lengths.get((grain, found.period.first - _DAY), 0) + 1
            if best is None or (length, end) >= best[:2]:
                best = (length, end, found)
        return best[2] if best else None
