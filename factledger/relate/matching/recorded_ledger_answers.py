"""What the proofreading of a text asks of the ledger: while the answers stay the same, so does what comes of the text.

A new fact about a company is nothing to most of the stories about it, which then need not be gone through again.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias, TypeVar

from factledger.model.dates import Period
from factledger.model.entities import EntityKey
from factledger.model.ledger import Ledger

_Value = TypeVar("_Value")
_Key = TypeVar("_Key")

Subjects: TypeAlias = tuple[EntityKey, ...]
Alike: TypeAlias = tuple[EntityKey, str, str, Period | None]  # subject, metric, basis and period
Sizes: TypeAlias = tuple[Decimal, Decimal, date]  # from one to another, and the day on which it was to be known


class Questions(NamedTuple):
    """All that was asked about a text.

    Facts and standings by their ids, the facts of a metric and a period, the claims about some subjects within a stretch
    of sizes, and whether anything about some subjects is on record in a period.
    """

    facts: tuple[str, ...]
    standings: tuple[str, ...]
    alike: tuple[Alike, ...]
    between: tuple[tuple[Subjects, Sizes], ...]
    dated: tuple[tuple[Subjects, Period], ...]


class AskedLedger:
    """Notes what is asked of a ledger while a text is proofread; not frozen, for it begins anew with each text."""

    __slots__ = ("_between", "_dated", "alike", "facts", "standings")

    def __init__(self) -> None:
        self.facts: set[str] = set()
        self.standings: set[str] = set()
        self.alike: set[Alike] = set()
        # By what is asked first: the subjects of a text are nearly always the same ones, and take longer to tell apart.
        self._between: dict[Sizes, list[Subjects]] = {}
        self._dated: dict[Period, list[Subjects]] = {}

    def noting(self, ledger: Ledger) -> Ledger:
        """The facts and standings of a ledger, which note that they are looked up, and nothing else of it."""
        return Ledger(facts=_Noted(ledger.facts, self.facts), standings=_Noted(ledger.standings, self.standings))

    def between(self, subjects: Subjects, sizes: Sizes) -> None:
        """Note that the claims about some subjects within a stretch were asked for."""
        _add(self._between, sizes, subjects)

    def dated(self, subjects: Subjects, period: Period) -> None:
        """Note that it was asked whether something about some subjects is on record in a period."""
        _add(self._dated, period, subjects)

    def taken(self) -> Questions:
        """What was asked since this was called last."""
        found = Questions(
            tuple(self.facts),
            tuple(self.standings),
            tuple(self.alike),
            tuple((subjects, sizes) for sizes, all in self._between.items() for subjects in all),
            tuple((subjects, period) for period, all in self._dated.items() for subjects in all),
        )
        for asked in (self.facts, self.standings, self.alike, self._between, self._dated):
            asked.clear()
        return found


def _add(asked: dict[_Key, list[Subjects]], key: _Key, subjects: Subjects) -> None:
    all = asked.setdefault(key, [])
    if subjects not in all:
        all.append(subjects)


class _Noted(Mapping[str, _Value]):
    """A mapping that notes what is looked up in it, also what is not there; nobody may go through it."""

    __slots__ = ("_asked", "_values")

    def __init__(self, values: Mapping[str, _Value], asked: set[str]) -> None:
        self._values = values
        self._asked = asked

    def __getitem__(self, id: str) -> _Value:
        self._asked.add(id)
        return self._values[id]

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
