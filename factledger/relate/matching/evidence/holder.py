"""Whose target or estimate a figure is said to be."""

from factledger.relate.matching.evidence.says import Evidence, Says
from factledger.relate.matching.evidence.wanted import Wanted, stems
from factledger.relate.matching.nearby import Near


def weigh_holder(wanted: Wanted, near: Near) -> Evidence | None:
    """Whether they name who set the target or made the estimate."""
    if not wanted.fact.holder:
        return None
    for zone in (zone for zones in near.zones for zone in zones):
        if not wanted.holder_stems.isdisjoint(stems(zone.words((zone.start, zone.end)))):
            return Evidence("holder", Says.AGREES, wanted.fact.holder, wanted.fact.holder)
    return None
