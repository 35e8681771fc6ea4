"""When a figure is said to have been."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from factledger.model.dates import Grain, Period, is_two_years, is_year_across, unit_at
from factledger.model.facts import Fact, FactKind
from factledger.model.proofreading_language import Language
from factledger.model.proofreading_results import Figure
from factledger.relate.matching.evidence.dates_of_others import (
    is_base,
    is_definite,
    is_inserted,
    is_of_life,
    is_settled,
    is_to_come,
    leads_base,
    may_be_of_next,
)
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions
from factledger.relate.matching.nearest_words import Level, Near, PrintedDate, Zone
from factledger.relate.matching.phrase_boundaries import is_in_base, is_own
from factledger.relate.matching.preceding_periods import distance, earlier
from factledger.relate.scanning.clauses import is_aside

_CALENDAR = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF})
_DIGIT = re.compile(r"\d")
_PARTS = frozenset({Grain.QUARTER, Grain.HALF, Grain.SPAN})
_ALIKE = 3  # days by which stretches of one length differ


def weigh_period(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether the dates near a figure are the fact's, or words such as "a month earlier"."""
    found = _by_dates(wanted, near, setting)
    if found is not None and found.says in (Says.DIFFERS, Says.AGREES):
        return found
    return _off_step(wanted, near, setting) or found


def _by_dates(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether the dates near a figure are the fact's; those of another grain say nothing."""
    period = wanted.fact.period
    is_moment = period is None
    if period is None:
        period = wanted.fact.as_of
    shown = str(period)
    is_end = _begin_of_change(near, setting.language) is not None
    for level, zones in enumerate(near.zones):
        states = [
            (
                Says.ECHOES
                if _by(zone, dated, wanted, setting.language)
                else Says.DIFFERS
                if _misses(zone, dated, wanted, setting.language)
                else _told(zone, dated, wanted, period, setting, is_moment=is_moment),
                zone.words((dated.start, dated.end)),
            )
            for zone in zones
            for dated in zone.dates()
            if not near.is_anothers(zone, dated.start)
            and not _is_of_other_end(zone, dated, near, wanted, setting.language)
            and not _is_when_said(dated, wanted, setting)
            and not _is_aside(zone, dated, near, setting.language)
            and not (
                wanted.is_change
                and (is_base(zone, dated, setting.language) or distance(dated.figure.period, wanted.fact.period))
            )
            and not leads_base(zone, dated, near, setting.language)
            and not (
                is_settled(wanted, is_moment=is_moment and is_definite(dated)) and is_to_come(dated, wanted, setting)
            )
            and not is_of_life(zone, dated)
            and not is_in_base(zone, dated.start, near, setting.language)
        ]
        if not wanted.is_change and level <= Level.BEFORE and not is_end:
            states += _relative(zones, setting.anchors, period, near, setting.language)
            late = _before_the_latest(zones, wanted, near, setting)
            if late:
                return Evidence("period", Says.DOUBTS, late, shown)
        if not states:
            continue
        if level == Level.CLAUSE and _is_led_by_own(near, wanted, period, setting, is_moment=is_moment):
            return Evidence("period", Says.ECHOES, shown, shown)
        agreeing = next((words for says, words in states if says is Says.AGREES), None)
        if agreeing is not None:
            return Evidence("period", Says.AGREES if level <= Level.BEHIND else Says.ECHOES, agreeing, shown)
        echoing = next((words for says, words in states if says is Says.ECHOES), None)
        if echoing is not None:
            return Evidence("period", Says.ECHOES, echoing, shown)
        doubting = next((words for says, words in states if says is Says.DOUBTS), None)
        if doubting is not None and level <= Level.BEFORE:
            return Evidence("period", Says.DOUBTS, doubting, shown)
        for says, words in states:
            if says is Says.DIFFERS:
                if level >= Level.BEFORE and _is_whole_year(near, period):
                    return Evidence("period", Says.ECHOES, words, shown)
                if level == Level.SENTENCE and words not in _leading(near, zones):
                    continue  # it says when another figure was
                if level == Level.BEFORE and is_inserted(near, zones, words, setting.language):
                    return Evidence("period", Says.DOUBTS, words, shown)
                if level == Level.CLAUSE and may_be_of_next(near, words):
                    return Evidence("period", Says.DOUBTS, words, shown)
                if level == Level.CLAUSE or (level == Level.BEFORE and not setting.is_beside):
                    return Evidence("period", says, words, shown)
                if level in (Level.BEFORE, Level.BEHIND, Level.SENTENCE) or near.one.passage.above:
                    return Evidence("period", Says.DOUBTS, words, shown) if level <= Level.SENTENCE else None
                return None
    return _not_the_latest(wanted, setting, shown)


def _is_led_by_own(near: Near, wanted: FactDimensions, period: Period, setting: Setting, *, is_moment: bool) -> bool:
    """Whether the fact's own time stands between a figure and the one before it: "add 33,000 to the third quarter's 87,071"."""
    zone = near.zones[Level.CLAUSE][0]
    return any(
        _told(zone, dated, wanted, period, setting, is_moment=is_moment) is Says.AGREES
        for dated in zone.dates()
        if near.is_anothers(zone, dated.start)
    )


def _is_whole_year(near: Near, period: Period) -> bool:
    """Whether a figure's own clause says that it is of a full year, whatever is said in the others."""
    is_year = period.grain is Grain.YEAR or (period.grain is Grain.FISCAL and "-" not in period.name)
    return is_year and near.says("stretch", ("year",), Level.CLAUSE) is not None


def _not_the_latest(wanted: FactDimensions, setting: Setting, shown: str) -> Evidence | None:
    """Whether the article has a later count of the same kind: what is told without a date is the latest."""
    fact = wanted.fact
    if setting.is_beside or fact.kind is not FactKind.ACTUAL or fact.period is None:
        return None
    for one in _of_series(wanted, setting):
        if one.period is not None and one.period.last > fact.period.last and one.id not in setting.told:
            return Evidence("period", Says.DOUBTS, "", shown)
    return None


def _off_step(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether "a month earlier" is said of a fact from which no later one of its series is about a month apart."""
    if setting.is_beside or wanted.is_change or not near.phrases("earlier"):
        return None
    zone = near.zones[Level.CLAUSE][0]
    said = [one for one in zone.phrases("earlier") if one.value in _DAYS and not near.is_anothers(zone, one.start)]
    if not said or any(not one.figure.is_relative for one in zone.dates()) or wanted.fact.kind is not FactKind.ACTUAL:
        return None
    own = _time_of(wanted.fact).last
    later = [(time - own).days for one in _of_series(wanted, setting) if (time := _time_of(one).last) > own]
    for found in said if later else ():
        step = _DAYS[found.value]
        if all(abs(days - step) * 2 > step for days in later):
            return Evidence(
                "period",
                Says.DOUBTS,
                zone.words((found.start, found.end)),
                str(wanted.fact.period or wanted.fact.as_of),
            )
    return None


_DAYS = {"week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}


def _of_series(wanted: FactDimensions, setting: Setting) -> Iterator[Fact]:
    """The article's other facts that only their time tells from one."""
    fact = wanted.fact
    for other in setting.own:
        one = other.fact
        is_like = (one.metric, one.subject, one.scope, one.basis, one.kind) == (
            fact.metric,
            fact.subject,
            fact.scope,
            fact.basis,
            fact.kind,
        )
        if is_like and one.id != fact.id:
            yield one


def _time_of(fact: Fact) -> Period:
    return fact.period or fact.as_of


def _before_the_latest(zones: tuple[Zone, ...], wanted: FactDimensions, near: Near, setting: Setting) -> str:
    """The words "a year earlier" or the like beside the latest of the figures of a series: another one is meant.

    Where a year stands with them, that says which.
    """
    if wanted.fact.kind is not FactKind.ACTUAL or setting.is_beside:
        return ""
    said = [
        zone.words((found.start, found.end))
        for zone in zones
        for found in zone.phrases("earlier")
        if found.value in _STEPS
        and not near.is_anothers(zone, found.start)
        and not is_in_base(zone, found.start, near, setting.language)
        and (found.end <= near.one.figure.start or is_own(near, zone, found.start, found.end, setting.language))
    ]
    if not said or any(dated.figure.is_year_stated for zone in zones for dated in zone.dates()):
        return ""
    own = _time_of(wanted.fact)
    times = [one for fact in _of_series(wanted, setting) if (one := _time_of(fact)).grain is own.grain]
    return said[0] if times and all(one.last < own.last for one in times) else ""


def _leading(near: Near, zones: tuple[Zone, ...]) -> set[str]:
    """The dates of clauses before a figure that have no figure of their own."""
    return {
        zone.words((one.start, one.end))
        for zone in zones
        if zone.start < near.one.figure.start and not zone.has_figure()
        for one in zone.dates()
    }


def _is_of_other_end(zone: Zone, dated: PrintedDate, near: Near, wanted: FactDimensions, language: Language) -> bool:
    """Whether a date belongs to the other end of a change: "rose in 2024 from 960 million", "from 5.1 in 2024 to 2.4".

    What is hoped for a year is so before and after the change.
    """
    if zone.text is not near.passage or dated.start > near.one.figure.start:
        return False
    if wanted.fact.kind is FactKind.ACTUAL and is_begin_of_change(near, language):
        return True
    begin = _begin_of_change(near, language)
    return begin is not None and begin <= dated.start


def is_begin_of_change(near: Near, language: Language) -> bool:
    """Whether a figure is where a change begins: the first of "from 1,200 to 1,800"."""
    text, figure = near.passage.reading.text, near.one.figure
    if language.lead_of(text, 0, figure.start) != "from":
        return False
    behind = next((value for value in near.passage.values if value[0] >= figure.end), None)
    if behind is None:
        return False
    # "扩至2028年的50万辆": a date may stand between.
    dated = (one.start for one in near.passage.dates if figure.end <= one.start and 0 <= behind[0] - one.end <= 1)
    return any(language.lead_of(text, figure.end, end) == "to" for end in (behind[0], *dated))


def _begin_of_change(near: Near, language: Language) -> int | None:
    """Where the first end of a change ends of which a figure is the other: "from 5.1 in 2024 to 2.4"."""
    text, start = near.passage.reading.text, near.one.figure.start
    if language.lead_of(text, 0, start) != "to":
        return None
    before = [value for value in near.passage.values if value[1] <= start]
    return before[-1][1] if before and language.lead_of(text, 0, before[-1][0]) == "from" else None


def _is_aside(zone: Zone, dated: PrintedDate, near: Near, language: Language) -> bool:
    """Whether a date stands in a relative clause of the sentence that is not the figure's own."""
    if zone is near.zones[Level.CLAUSE][0]:
        return False
    reading = zone.text.reading
    return is_aside(reading, reading.segments[reading.segment_at(dated.start)], language)


def _is_when_said(dated: PrintedDate, wanted: FactDimensions, setting: Setting) -> bool:
    """Whether a date says when a hope was told, some time before the article."""
    told, as_of = dated.figure.period, wanted.fact.as_of
    if wanted.fact.kind is FactKind.ACTUAL or told is None or told == wanted.fact.period:
        return False
    return told.contains(as_of) and not told.contains(setting.day)


def _relative(
    zones: tuple[Zone, ...], anchors: Sequence[Period], period: Period, near: Near, language: Language
) -> Iterator[tuple[Says, str]]:
    """What "a month earlier" says, where it is known what it is earlier than."""
    for zone in zones:
        for found in zone.phrases("earlier"):
            if near.is_anothers(zone, found.start) or is_in_base(zone, found.start, near, language):
                continue
            words = zone.words((found.start, found.end))
            meant = [one for anchor in anchors if (one := earlier(anchor, found.value)) is not None]
            if any(one.days == period.days for one in meant):
                yield Says.AGREES, words
            elif period.grain is not Grain.FISCAL and (
                any(one.grain is period.grain or _is_like(one, period) for one in meant)
                or _is_too_short(found.value, period)
            ):
                yield Says.DIFFERS, words


def _is_too_short(length: str, period: Period) -> bool:
    """Whether a stretch of the calendar is longer than the step from the one before it: "a month earlier" beside a year."""
    if period.grain not in _LENGTHS or length not in _STEPS:
        return False
    return _STEPS.index(length) < _LENGTHS.index(period.grain)


_STEPS = ("month", "quarter", "half", "year")
_LENGTHS = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR)


def _by(zone: Zone, dated: PrintedDate, wanted: FactDimensions, language: Language) -> bool:
    """Whether a hope "by 2030" is one for the stretch that ends then, or just before."""
    told, period = dated.figure.period, wanted.fact.period
    if told is None or period is None or wanted.fact.kind is FactKind.ACTUAL or told.first is None:
        return False
    if language.lead_of(zone.text.reading.text, 0, dated.start) not in ("by", "until"):
        return False
    return abs((told.first - period.last).days) <= 1 or told.last == period.last


def _misses(zone: Zone, dated: PrintedDate, wanted: FactDimensions, language: Language) -> bool:
    """Whether a hope "by 2035" is one for another year than the fact's."""
    told, period = dated.figure.period, wanted.fact.period
    if told is None or period is None or wanted.fact.kind is FactKind.ACTUAL or period.grain is not Grain.YEAR:
        return False
    if told.grain is Grain.DAY and dated.figure.is_edge and dated.figure.is_year_stated:
        return told.last.year != period.year
    lead = language.lead_of(zone.text.reading.text, 0, dated.start)
    return lead in ("by", "until") and told.grain is Grain.YEAR and told.year != period.year


def _is_of_this_year(zone: Zone, dated: PrintedDate, wanted: FactDimensions, setting: Setting) -> bool:
    """Whether a stretch without a year is that of another fact of the series, and no year near it says that this one is meant."""
    told, period = dated.figure.period, wanted.fact.period
    if told is None or period is None or told.days == period.days or dated.figure.is_relative:
        return False
    if all(one.period is None or one.period.days != told.days for one in _of_series(wanted, setting)):
        return False
    return not any(
        other.figure.is_year_stated and other.figure.period is not None and other.figure.period.year == period.year
        for other in zone.text.dates
    )


def _told(
    zone: Zone, dated: PrintedDate, wanted: FactDimensions, period: Period, setting: Setting, *, is_moment: bool
) -> Says:
    since = _since(zone, dated, period, setting.language)
    if since is not None:
        return since
    if _is_first_part(dated.figure, period):
        # Three months written as such are mostly a quarter of the calendar all the same; six from April on are not.
        return Says.DOUBTS if dated.figure.period and dated.figure.period.grain is Grain.QUARTER else Says.ECHOES
    says = _compare(dated.figure, period, is_moment=is_moment)
    if says is Says.AGREES and not dated.figure.is_year_stated and _is_of_this_year(zone, dated, wanted, setting):
        return Says.DOUBTS
    if says is Says.DIFFERS and dated.figure.is_relative:
        return _beside_another(dated.figure, period, setting)
    if says is Says.DIFFERS and period.grain is Grain.FISCAL:
        return _by_number(dated.figure, period)
    return says


def _is_first_part(figure: Figure, period: Period) -> bool:
    """Whether "the first six months" may be those of a business year that begins in the middle of another: April to September."""
    told = figure.period
    if (
        told is None
        or figure.is_year_stated
        or told.first is None
        or period.first is None
        or period.grain is not Grain.SPAN
    ):
        return False
    is_as_long = abs((told.last - told.first).days - (period.last - period.first).days) <= _ALIKE
    return period.first.month > 1 and told.first.month == 1 and is_as_long


def _beside_another(figure: Figure, period: Period, setting: Setting) -> Says:
    """What "last quarter" says where it is not the one before the article's day: the one before a period told before it."""
    assert figure.period is not None
    length = figure.period.grain.value
    meant = (earlier(anchor, length) for anchor in setting.anchors)
    return Says.AGREES if any(one is not None and one.days == period.days for one in meant) else Says.DIFFERS


def _by_number(figure: Figure, period: Period) -> Says:
    """What "the first quarter" or "2025" says beside a fiscal one: its number counts, whatever months it has."""
    told = figure.period
    assert told is not None
    year, _, part = period.name.removeprefix("FY").partition("-")
    if is_two_years(told) and not part:
        return Says.DIFFERS
    apart = Says.SILENT if told.overlaps(period) else Says.DIFFERS
    if told.grain is Grain.YEAR:
        if str(told.year) != year:
            return apart
        return Says.ECHOES if part else Says.AGREES
    if told.grain not in (Grain.QUARTER, Grain.HALF) or not part:
        return apart
    is_year = not figure.is_year_stated or str(told.year) == year
    return Says.AGREES if is_year and told.text.endswith(f"-{part}") else apart


def _since(zone: Zone, dated: PrintedDate, period: Period, language: Language) -> Says | None:
    """What "since January" says: that a stretch begins then; of anything else nothing, and "until June" neither."""
    lead = language.lead_of(zone.text.reading.text, 0, dated.start)
    if lead not in ("since", "until"):
        return None
    told = dated.figure.period
    assert told is not None
    if lead == "since" and period.grain in (Grain.QUARTER, Grain.HALF) and told.grain is Grain.MONTH:
        assert told.first is not None  # "761,000 of them since July"
        assert period.first is not None
        is_begin = (told.first.month, told.year) == (period.first.month, period.year)
        return Says.AGREES if is_begin else Says.SILENT
    if lead == "until" or period.grain is not Grain.SPAN:
        return Says.SILENT
    if told.first is None or period.first is None or told.grain is not Grain.MONTH:
        return Says.AGREES if told.first == period.first else Says.SILENT
    is_same = told.first.month == period.first.month
    return (
        Says.AGREES if is_same and (told.year == period.first.year or not dated.figure.is_year_stated) else Says.DIFFERS
    )


def _compare(figure: Figure, period: Period, *, is_moment: bool) -> Says:
    told, is_year_stated, is_edge = figure.period, figure.is_year_stated, figure.is_edge
    assert told is not None
    if told.grain is Grain.YEAR and period.grain is Grain.SPAN and not _DIGIT.search(figure.core):
        return Says.SILENT  # "this year" may be a fiscal one
    if not is_year_stated and told.grain in _CALENDAR and period.grain in _CALENDAR:
        told = _in_year_of(told, period)  # "in the first quarter" without a year is read as that of the fact's
    if is_edge and not is_year_stated and (told.last.month, told.last.day) == (period.last.month, period.last.day):
        return Says.AGREES
    if told.days == period.days or is_year_across(told, period):
        return Says.AGREES
    if is_moment:
        return _compare_moment(told, figure, period)
    if is_edge:
        if told.last == period.last:
            return Says.AGREES
        # "By the end of August" beside what was so at the end of June, or had been done until October.
        is_end = period.grain is Grain.DAY or (period.grain is Grain.SPAN and period.contains(told))
        return Says.DIFFERS if is_end else Says.SILENT
    if period.grain is Grain.UNTIL or told.grain is Grain.UNTIL:
        return Says.ECHOES if told.last == period.last else Says.SILENT
    if told.grain is Grain.DAY:
        if period.grain is Grain.DAY:
            return Says.DIFFERS
        return Says.SILENT
    if period.grain is Grain.DAY:
        return Says.ECHOES if told.contains(period) else Says.DIFFERS if told.grain is Grain.MONTH else Says.SILENT
    if told.contains(period):
        # "January to August" beside a figure for the half year says another stretch; a year around it says nothing.
        return Says.DIFFERS if told.grain is Grain.SPAN and period.grain in _PARTS else Says.ECHOES
    if not is_year_stated and _same_months(told, period):
        return Says.ECHOES
    if period.contains(told):
        if told.last == period.last and period.grain is Grain.SPAN:
            return Says.ECHOES
        if told.first == period.first and told.grain in (Grain.QUARTER, Grain.HALF, Grain.SPAN):
            return Says.DIFFERS  # the first six months beside a figure for eleven
        return (
            Says.DIFFERS
            if (told.grain in (Grain.QUARTER, Grain.HALF) or _is_of_months(told)) and period.grain is not Grain.SPAN
            else Says.SILENT
        )
    if told.grain is period.grain or _is_like(told, period) or told.grain is Grain.YEAR:
        return Says.DIFFERS
    return Says.DIFFERS if is_year_stated else Says.SILENT


def _in_year_of(told: Period, period: Period) -> Period:
    """A month, quarter or half in the year in which another stretch ends, where that is the one before or after."""
    shift = period.last.year - told.last.year
    if abs(shift) != 1:
        return told
    return unit_at(told.grain, date(period.last.year, told.last.month, 1))


def _is_of_months(told: Period) -> bool:
    """Whether a stretch is one of whole months: "the three months to June"."""
    if told.grain is not Grain.SPAN or told.first is None:
        return False
    return told.first.day == 1 and (told.last + timedelta(days=1)).day == 1


def _is_like(told: Period, period: Period) -> bool:
    """Whether two stretches of one length are told apart, as April to June and the third quarter are."""
    if told.first is None or period.first is None:
        return False
    return abs((told.last - told.first).days - (period.last - period.first).days) <= _ALIKE


def _same_months(told: Period, period: Period) -> bool:
    if told.first is None or period.first is None or abs(told.last.year - period.last.year) > 1:
        return False
    return (told.first.month, told.last.month) == (period.first.month, period.last.month)


def _compare_moment(told: Period, figure: Figure, moment: Period) -> Says:
    if told.contains(moment) or moment.contains(told):
        return Says.AGREES if figure.is_edge or told.grain is Grain.MONTH else Says.ECHOES
    if not figure.is_edge:
        return Says.SILENT
    is_same_day = (told.last.month, told.last.day) == (moment.last.month, moment.last.day)
    return Says.ECHOES if is_same_day and not figure.is_year_stated else Says.DIFFERS
