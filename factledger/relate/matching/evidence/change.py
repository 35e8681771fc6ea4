"""Which way a change is said to go, and against what."""

from factledger.relate.matching.evidence.says import Evidence, Says
from factledger.relate.matching.evidence.wanted import Wanted
from factledger.relate.matching.nearby import Level, Near

_SHARES = frozenset(
    {"market-share", "share", "stake", "margin", "gross-margin", "operating-margin", "vehicle-margin", "net-margin"}
)
_BESIDE = 2  # characters between a figure and the word behind it that it belongs to


def weigh_direction(wanted: Wanted, near: Near) -> Evidence | None:
    """Whether they tell a rise of a rise and a fall of a fall, and no change of a share."""
    if not wanted.is_change and near.one.figure.value is not None and near.one.figure.value.unit == "percent":
        return _told_as_change(near) if not wanted.concepts or wanted.concepts & _SHARES else None
    if not wanted.is_change or wanted.fact.value is None:
        return None
    up = wanted.fact.value.low > 0
    _, phrases = near.first("direction", Level.BEHIND)
    if not phrases:
        return None
    values = {found.value for _, found in phrases}
    zone, found = phrases[0]
    words = zone.words((found.start, found.end))
    shown = "a rise" if up else "a fall"
    if len(values) > 1:
        return None
    if values == {"up" if up else "down"}:
        return Evidence("direction", Says.AGREES, words, shown)
    return Evidence("direction", Says.DIFFERS, words, shown)


def _told_as_change(near: Near) -> Evidence | None:
    """Whether "percent more" right behind a figure says that it is no share but a change, where no other figure follows."""
    end = near.one.figure.end
    zone = near.zones[Level.CLAUSE][0]
    reading = zone.text.reading
    if zone.end < reading.segments[reading.segment_at(near.one.figure.core_start)].end:
        return None
    compared = {one.start for one in zone.phrases("relation") if one.value == "difference"}
    for found in zone.phrases("direction"):
        if 0 <= found.start - end <= _BESIDE and found.start in compared:
            return Evidence("direction", Says.DIFFERS, zone.words((found.start, found.end)), "a share")
    return None


def weigh_compared(wanted: Wanted, near: Near) -> Evidence | None:
    """Whether they compare a change with the time with which the fact compares it."""
    if not wanted.is_change:
        return None
    for dimension in ("compared", "earlier"):
        for level, zone, found in near.phrases(dimension):
            if level > Level.SENTENCE:
                break
            words = zone.words((found.start, found.end))
            if not wanted.compared:
                return Evidence("compared", Says.DOUBTS, words, "the year before") if found.value != "year" else None
            says = Says.AGREES if found.value in wanted.compared else Says.DIFFERS
            return Evidence("compared", says, words, f"on the {min(wanted.compared)}")
    return None
