"""What words say to a dimension of a fact, and on what that depends beside the figure and the fact."""

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from factledger.model.dates import Period
from factledger.model.entities import EntityKey
from factledger.model.proofreading_language import Language
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions


class Says(IntEnum):
    """What words say to a dimension of a fact."""

    DIFFERS = -2
    DOUBTS = -1
    SILENT = 0
    ECHOES = 1  # agrees, by a word farther off or one that need not mean it
    AGREES = 2


class Evidence(NamedTuple):
    """What is said in one dimension, by which words, and what the fact has there."""

    dimension: str
    says: Says
    words: str = ""
    wanted: str = ""


class Setting(NamedTuple):
    """What evidence depends on beside the figure and the fact."""

    language: Language
    anchors: Sequence[Period]  # stretches beside which "a month earlier" may be meant
    counted: frozenset[str]  # what the article's facts count
    own: Sequence[FactDimensions]  # the article's facts
    told: frozenset[str]  # facts of which no text need speak any more
    common: frozenset[str]  # stems of words that say nothing in it
    defaults: frozenset[EntityKey]  # whom the article speaks of where nobody is named
    known: frozenset[EntityKey]  # whom the article is about at all
    places: Callable[[], frozenset[EntityKey]]  # that its text names beside figures; of few facts it has to be known
    day: Period  # of the article
    is_beside: bool  # a title or the like, which need not say whose estimate it tells

    def siblings(self, wanted: FactDimensions) -> Iterator[FactDimensions]:
        """The article's facts that only what narrows them tells from one."""
        fact = wanted.fact
        return (
            one
            for one in self.own
            if one.fact.id != fact.id
            and (one.fact.metric, one.subject, one.fact.period, one.fact.kind)
            == (fact.metric, fact.subject, fact.period, fact.kind)
            and (one.fact.scope, one.fact.basis) != (fact.scope, fact.basis)
        )
