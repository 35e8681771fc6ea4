"""Which way a change is said to go, and against what."""

import re

from factledger.model.dates import Grain
from factledger.model.facts import Fact, FactKind
from factledger.model.proofreading_language import Found, Language
from factledger.model.quantity import is_more
from factledger.relate.matching.evidence.dates_of_others import is_base
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions
from factledger.relate.matching.nearest_words import Level, Near, Zone
from factledger.relate.matching.phrase_boundaries import differs, losing_word

_SHARES = frozenset(
    {"market-share", "share", "stake", "margin", "gross-margin", "operating-margin", "vehicle-margin", "net-margin"}
)
_BESIDE = 2  # characters between a figure and the word behind it that it belongs to
_OPENED = re.compile(r"[(（][^)）]*$")  # a parenthesis that holds what follows


def weigh_direction(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether they tell a rise of a rise and a fall of a fall, and no change of a share."""
    moved = _moved_to(wanted, near, setting)
    if moved is not None:
        return moved
    if wanted.moves:
        return _of_moving(wanted, near, setting)
    if not wanted.is_change and near.one.figure.value is not None and near.one.figure.value.unit == "percent":
        is_base = near.opener in setting.language.bases and not setting.language.has_spaces  # "比一年前的8.1%高出"
        is_share = not wanted.concepts or wanted.concepts & _SHARES
        return _told_as_change(near) if is_share and not is_base else None
    if not wanted.is_change or wanted.fact.value is None:
        return None
    up = wanted.fact.value.low > 0
    if not up and (losing := losing_word(near, setting.language)):
        return Evidence("direction", Says.AGREES, losing, "a fall")
    _, phrases = near.first("direction", Level.BEHIND)
    if not phrases and (verb := _verb_behind(near, setting)) is not None:
        zone, found = verb
        if (found.value == "up") == up:
            return None
        return Evidence("direction", Says.DOUBTS, zone.words((found.start, found.end)), "a rise" if up else "a fall")
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
    return Evidence("direction", differs(near, zone, found.start, found.end, setting.language), words, shown)


def _verb_behind(near: Near, setting: Setting) -> tuple[Zone, Found] | None:
    """The last word of a clause, behind its other figures, where verbs come last: "ist um 12,6 Prozent auf 268,10 Dollar gefallen"."""
    if not setting.language.has_ordinal_stop:
        return None
    reading = near.passage.reading
    own = reading.segments[reading.segment_at(near.one.figure.core_start)]
    said = [
        (zone, found)
        for zone in near.zones[Level.SENTENCE]
        for found in zone.phrases("direction")
        if zone.text is near.passage and near.one.figure.end < found.start < own.end
    ]
    if not said or said[-1][1].end < len(reading.text[: own.end].rstrip(" .!?,;:–")):
        return None
    return said[-1]


def _of_moving(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether a rise is told of what its metric's name makes a cut, or the reverse, or that it came to so much: "cut to 20,000"."""
    text, start = near.passage.reading.text, near.one.figure.start
    _, phrases = near.first("direction", Level.BEFORE)
    if (verb := _verb_behind(near, setting)) is not None:
        phrases = (*phrases, verb)
    is_idle = text[start - 1 : start] in setting.language.weak  # 为
    if phrases and not is_idle and setting.language.lead_of(text, 0, start) == "to":
        zone, found = phrases[0]
        return Evidence("direction", Says.DOUBTS, zone.words((found.start, found.end)), wanted.name.lower())
    if not phrases or any(found.value == wanted.moves for _, found in phrases):
        return None
    zone, found = phrases[0]
    return Evidence("direction", Says.DOUBTS, zone.words((found.start, found.end)), wanted.name.lower())


def _moved_to(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether "rose to" leads in a figure that is less than the one before it in its series, or "fell to" one that is more."""
    earlier = [one for one in setting.own if _precedes(one.fact, wanted.fact)]
    values = {is_more(wanted.fact.value, one.fact.value) for one in earlier if wanted.fact.value and one.fact.value}
    if len(values) != 1 or None in values:
        return None
    text, start = near.passage.reading.text, near.one.figure.start
    if setting.language.lead_of(text, 0, start) != "to":
        return None
    told = _mover(near)
    if told is None:
        return None
    zone, found = told
    if any(one.start == found.start for one in zone.phrases("worth")):
        return None  # a ratio that worsens may rise
    if wanted.is_change:
        return None  # growth may slow
    is_up = values == {not _is_rank(near)}  # the second place is above the fourth
    says = Says.AGREES if (found.value == "up") == is_up else Says.DIFFERS
    return Evidence("direction", says, zone.words((found.start, found.end)), "a rise" if is_up else "a fall")


def _is_rank(near: Near) -> bool:
    return near.one.figure.value is not None and near.one.figure.value.is_rank


def _mover(near: Near) -> tuple[Zone, Found] | None:
    """The verb of "rose to" or "fell to": the last word of direction before the figure, or one behind it as in German."""
    start = near.one.figure.start
    beside = {(found.start, found.end) for _, _, found in near.phrases("beside")}
    said = [
        (zone, found)
        for level, zone, found in near.phrases("direction")
        if level <= Level.BEHIND
        and (found.start, found.end) not in beside
        and not _OPENED.search(near.passage.reading.text[found.end : start])
    ]
    before = [pair for pair in said if pair[1].start < start]
    if before:
        return max(before, key=lambda pair: pair[1].start)
    return said[0] if said else None


def _precedes(one: Fact, other: Fact) -> bool:
    """Whether a fact is an earlier one of another's series: of a stretch as long, or also a moment."""
    if (one.subject, one.metric, one.scope) != (other.subject, other.metric, other.scope) or one.id == other.id:
        return False
    if one.kind is other.kind and one.period == other.period:
        return one.as_of.last < other.as_of.last  # what was said before
    if one.kind is not FactKind.ACTUAL or other.kind is FactKind.TARGET:
        return False
    if one.period is None or other.period is None:
        return one.period is other.period and one.as_of.last < other.as_of.last
    return one.period.grain is other.period.grain and one.period.last < other.period.last


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


def is_of_difference(near: Near, language: Language) -> bool:
    """Whether words beside a figure say that it is how much more or less there is: "30,000 less than", "raised by 30,000", 相差69,800元."""
    figure, clause = near.one.figure, near.zones[Level.CLAUSE][0]
    apart = {found.start: found.end for found in clause.phrases("relation") if found.value == "difference"}
    if not language.has_spaces:
        return figure.start in apart.values()
    directions = clause.phrases("direction")
    if any(0 <= found.start - figure.end <= 1 and found.start in apart for found in directions):
        return True
    led = near.passage.reading.text[max(figure.start - _LEAD, 0) : figure.start].lower().split()[-1:]
    return bool(directions) and not language.degrees.isdisjoint(led)


_LEAD = 12  # characters before a figure in which a word stands


def _is_of_neighbour(wanted: FactDimensions, length: str, setting: Setting) -> bool:
    """Whether "the quarter before" may be that of another change of the same series, and not what this one is compared with."""
    period = wanted.fact.period
    if period is None or length != period.grain:
        return False
    return any(
        other.fact.id != wanted.fact.id
        and (other.fact.metric, other.fact.subject) == (wanted.fact.metric, wanted.fact.subject)
        and other.fact.period is not None
        and other.fact.period.grain is period.grain
        for other in setting.own
    )


def _compared_with(wanted: FactDimensions, near: Near, setting: Setting) -> tuple[str, str] | None:
    """The date in a figure's clause with which its words compare the fact's own, and how long before it that is."""
    period, zone = wanted.fact.period, near.zones[Level.CLAUSE][0]
    if period is None or period.grain not in _STEPS:
        return None
    for dated in zone.dates():
        other = dated.figure.period
        if other is None or other.grain is not period.grain or near.is_anothers(zone, dated.start):
            continue
        if not is_base(zone, dated, setting.language):
            continue
        months = (period.last.year - other.last.year) * 12 + period.last.month - other.last.month
        step = {_STEPS[period.grain]: str(period.grain), 12: "year"}.get(
            months % 12 or 12 if not dated.figure.is_year_stated else months
        )
        if step is not None:
            return zone.words((dated.start, dated.end)), step
    return None


_STEPS = {Grain.MONTH: 1, Grain.QUARTER: 3}  # months


def weigh_compared(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether they compare a change with the time with which the fact compares it."""
    if not wanted.is_change:
        return None
    if wanted.compared and (based := _compared_with(wanted, near, setting)) is not None:
        words, step = based
        return Evidence(
            "compared",
            Says.AGREES if step in wanted.compared else Says.DIFFERS,
            words,
            f"on the {min(wanted.compared)}",
        )
    for dimension in ("compared", "earlier"):
        for level, zone, found in near.phrases(dimension):
            if level > Level.SENTENCE:
                break
            if dimension == "earlier" and _is_of_neighbour(wanted, found.value, setting):
                continue
            words = zone.words((found.start, found.end))
            if not wanted.compared:
                return Evidence("compared", Says.DOUBTS, words, "the year before") if found.value != "year" else None
            is_before = found.value == "before" and wanted.compared != {"year"}  # the stretch before, whichever
            says = Says.AGREES if is_before or found.value in wanted.compared else Says.DIFFERS
            return Evidence("compared", says, words, f"on the {min(wanted.compared)}")
    return None
