"""The ledger's families of facts as earlier builds worked them out, each found again by all that it was worked out from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias, cast

from factledger.cache.parse_store import ParseStore
from factledger.cache.restricted_pickles import NotOursError, dumps, loads
from factledger.cache.row_fingerprints import Digester
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import AllowedNote, Dispute, Series, SeriesKey, Standing, Tracker
from factledger.model.problems import Problem
from factledger.model.rendered_prose import Prose
from factledger.relate.ledger_building import FamilyInputs, FamilyLedger, series_by_subject
from factledger.relate.vintages import series_key

_NO_TEXT = Prose()
# Facts are told by their ids, for they are in memory already, and who looks at a series wants just those. A series has the
# key of one of them, whose place stands for it.
_Series: TypeAlias = tuple[SeriesKey | int, tuple[str, ...], str]
_Kept: TypeAlias = tuple[
    Mapping[str, Standing],
    tuple[_Series, ...],
    tuple[Dispute, ...],
    tuple[tuple[Tracker, ...], tuple[Tracker, ...]],  # in figures, in words
    Mapping[str, tuple[AllowedNote, ...]],
    tuple[Problem, ...],
]


class StoredLedger:
    """What families of facts came to, in the memory of parsed files.

    Not frozen: `keys` grows by those that were asked for. `told` is what stands for a fact.
    """

    def __init__(self, store: ParseStore, told: Callable[[Fact], str]) -> None:
        self.keys: list[bytes] = []
        self._store = store
        self._told = told
        self._shared = 0
        self._asked: tuple[FamilyInputs | None, bytes] = (None, b"")  # the last family and its key

    def begin(self, metrics: Mapping[str, Metric], entities: Mapping[EntityKey, Entity], today: date) -> None:
        """Begin a ledger; all families have this in common."""
        bare = tuple(replace(entity, prose=_NO_TEXT) for entity in entities.values())
        self._shared = Digester({}, ()).of((bare, tuple(metrics.values()), today))

    def known(self, inputs: FamilyInputs) -> FamilyLedger | None:
        """What a family is known to come to."""
        key = self._key_of(inputs)
        self._asked = inputs, key
        self.keys.append(key)
        content = self._store.get([key]).get(key)
        if content is None:
            return None
        try:
            kept = cast(_Kept, loads(content))
            return _ledger_of(kept, {fact.id: fact for fact in inputs.facts})
        except (NotOursError, LookupError, TypeError, ValueError):
            return None

    def add(self, inputs: FamilyInputs, ledger: FamilyLedger) -> None:
        """Remember what a family comes to."""
        series = tuple((_place_of_key(one), tuple(fact.id for fact in one.facts), one.current) for one in ledger.series)
        kept = (
            ledger.standings,
            series,
            ledger.disputes,
            (ledger.trackers, ledger.targets_in_words),
            ledger.notes,
            ledger.problems,
        )
        key = self._asked[1] if self._asked[0] is inputs else self._key_of(inputs)
        self._store.put(key, dumps(kept))

    def end(self) -> None:
        """All families are worked out."""

    def _key_of(self, inputs: FamilyInputs) -> bytes:
        told = [*map(self._told, inputs.facts)]
        replaced = {id: fact.id for id, fact in inputs.replaces.items()}
        content = repr((self._shared, told, replaced, inputs.allow)).encode("utf-8", "surrogatepass")
        return self._store.key("", content, beside="family of facts")


def _ledger_of(kept: _Kept, facts: Mapping[str, Fact]) -> FamilyLedger:
    standings, told, disputes, (trackers, targets_in_words), notes, problems = kept
    series = tuple([_series_of(one, facts) for one in told])
    return FamilyLedger(
        standings={id: standings[id] for id in facts},
        series=series,
        disputes=disputes,
        trackers=trackers,
        targets_in_words=targets_in_words,
        by_subject=series_by_subject(series),
        notes=notes,
        problems=problems,
    )


def _place_of_key(series: Series) -> SeriesKey | int:
    """Which of its facts has the key of a series; the key itself where none has it."""
    keys = [series_key(fact) for fact in series.facts]
    return keys.index(series.key) if series.key in keys else series.key


def _series_of(told: _Series, facts: Mapping[str, Fact]) -> Series:
    place, ids, current = told
    own = tuple([facts[id] for id in ids])
    key = series_key(own[place]) if isinstance(place, int) else place
    return Series(key=key, facts=own, current=current and facts[current].id)
