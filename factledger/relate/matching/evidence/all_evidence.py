"""The evidence for and against a figure's stating a fact, dimension by dimension."""

from factledger.relate.matching.evidence.change import weigh_compared, weigh_direction
from factledger.relate.matching.evidence.counted import weigh_counted
from factledger.relate.matching.evidence.evidence_types import Evidence, Setting
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions
from factledger.relate.matching.evidence.fact_kind import weigh_kind
from factledger.relate.matching.evidence.period import weigh_period
from factledger.relate.matching.evidence.scope import weigh_scope
from factledger.relate.matching.evidence.subject import weigh_subject
from factledger.relate.matching.evidence.target_holder import weigh_holder
from factledger.relate.matching.nearest_words import Near
from factledger.relate.matching.phrase_boundaries import is_whole
from factledger.relate.matching.quantities_of_facts import Claim


def weigh(wanted: FactDimensions, near: Near, setting: Setting, claim: Claim) -> tuple[Evidence, ...]:
    """The evidence for and against a figure's stating a fact, the value left out.

    Where the names and figures of a sentence stand in two lists ("respectively"), no name speaks against a figure.
    """
    found = tuple(
        one
        for one in (
            weigh_subject(wanted, near, setting),
            weigh_counted(wanted, near, setting, claim),
            weigh_period(wanted, near, setting),
            weigh_kind(wanted, near, setting),
            weigh_scope(wanted, near, setting),
            weigh_direction(wanted, near, setting),
            weigh_compared(wanted, near, setting),
            weigh_holder(wanted, near, setting),
        )
        if one is not None
    )
    if any(one.says < 0 and one.dimension in _OF_PARTS for one in found) and is_whole(near, setting.language):
        found = tuple(one for one in found if one.says > 0 or one.dimension not in _OF_PARTS)
    if any(one.says < 0 and one.dimension in _IN_TURN for one in found) and near.tells_in_turn(setting.language):
        return tuple(one for one in found if one.says > 0 or one.dimension not in _IN_TURN)
    return found


_OF_PARTS = frozenset({"subject", "scope"})  # where a part of a figure is told, they may be said of the part
_IN_TURN = frozenset({"subject", "scope", "period", "compared"})
