"""A place that a text names nowhere, where the lines over its figure name another one."""

from collections.abc import Set

from factledger.model.entities import EntityKey, Role
from factledger.relate.matching.evidence.evidence_types import Setting
from factledger.relate.matching.nearest_words import Level, Near


def place_instead(places: Set[EntityKey], near: Near, setting: Setting) -> str:
    """The place named in the sentence before a figure or over it, if the text names none of some; else nothing."""
    if setting.is_beside:
        return ""
    over = (one for zones in near.zones[Level.ABOVE :] for zone in zones for one in zone.named())
    for one in over:
        if one.keys[0].kind.role is Role.MARKET and places.isdisjoint(one.keys) and not one.is_outside:
            return one.words if places.isdisjoint(setting.places()) else ""
    return ""
