"""Whether a figure is said to be so, or to be hoped for."""

from collections.abc import Sequence
from typing import NamedTuple

from factledger.model.dates import Grain
from factledger.model.entities import Role
from factledger.model.facts import FactKind
from factledger.model.proofreading_language import Found, Language
from factledger.relate.matching.evidence.counted import words_of
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.evidence.fact_dimensions import OWN, SETTLED_BEFOREHAND, FactDimensions, stems
from factledger.relate.matching.evidence.period import is_begin_of_change
from factledger.relate.matching.nearest_words import Level, Near, Zone
from factledger.relate.matching.phrase_boundaries import differs, is_whole

_COUNTED_OVER = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN})
_NEAR = 12  # characters between a verb and the one that it makes a wish of
_LED_IN = 24  # characters between a label's end and the figure that it leads in
_BESIDE = 2  # characters between a figure and the word behind it that it belongs to


_HOPES = frozenset({"target", "estimate", "plan"})


_AIMS = frozenset({"target", "estimate"})


class _Told(NamedTuple):
    """The words of hope and of fulfilment that stand nearest to a figure."""

    level: int
    hoped: tuple[tuple[Zone, Found], ...]
    done: tuple[tuple[Zone, Found], ...]


def weigh_kind(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether they tell a result, or what is hoped for, as the fact does."""
    language = setting.language
    level, phrases = near.first("kind", Level.BEHIND)
    done = tuple(pair for pair in phrases if pair[1].value == "actual" and not _is_infinitive(pair, language))
    hoped = tuple(pair for pair in phrases if pair[1].value in _HOPES)
    if wanted.fact.kind is FactKind.ACTUAL and not wanted.concepts.isdisjoint(language.settled):
        hoped = tuple(pair for pair in hoped if not _is_duty(pair, language))
    modal = _modal(near, hoped, language)
    if modal is not None and all(_governs(modal, pair, near, language) for pair in done):
        done = ()  # "is to be delivered", "wollte 42.013 Wagen übergeben"
    told = _Told(level, hoped, done)
    return (
        _of_result(wanted, near, told, modal, setting)
        if wanted.fact.kind is FactKind.ACTUAL
        else _of_hope(wanted, near, told, setting)
    )


def _is_infinitive(pair: tuple[Zone, Found], language: Language) -> bool:
    """Whether a verb is only that of a wish: "das Ziel, 640.000 Wagen zu übergeben"."""
    zone, found = pair
    before = zone.text.reading.text[max(found.start - _NEAR, 0) : found.start].lower().split()[-1:]
    return not language.infinitives.isdisjoint(before)


def _of_result(
    wanted: FactDimensions, near: Near, told: _Told, modal: tuple[Zone, Found] | None, setting: Setting
) -> Evidence | None:
    if told.done:
        hoping = _governing(told, near)
        if hoping is not None and told.level == Level.CLAUSE and not _is_compared(near):
            return Evidence("kind", Says.DOUBTS, _words(hoping), "a result")  # "the aim is to have sold"
        return Evidence("kind", Says.AGREES, _words(told.done[0]), "a result")
    if not told.hoped or _is_compared(near) or is_begin_of_change(near, setting.language):
        return None  # where a change begins that is hoped for, what is so is told
    if is_whole(near, setting.language):
        return None  # "a quarter of the 6,400 will have to go"
    idle = setting.language.modals | setting.language.weak
    if not wanted.concepts.isdisjoint(SETTLED_BEFOREHAND) and all(_words(pair).lower() in idle for pair in told.hoped):
        return None  # "whoever wants one has to pay 249,800"
    if wanted.fact.period is not None and (wanted.fact.period.first or wanted.fact.period.last) > setting.day.last:
        return None  # what is settled for next year will be
    if told.level != Level.CLAUSE:
        return _of_label(near, told)
    start, end = near.one.figure.start, near.one.figure.end
    leading = next(
        (
            pair
            for pair in told.hoped
            if pair[1].end <= start or (pair[1].value != "plan" and pair[1].start - end <= _BESIDE)
        ),
        modal,  # what "would" be done to last year's figure makes no plan of it
    )
    if leading is None:
        aimed = _aimed_behind(told, setting.language)
        return Evidence("kind", Says.DOUBTS, _words(aimed), "a result") if aimed is not None else None
    if wanted.fact.period is None or wanted.fact.period.grain not in _COUNTED_OVER:
        hoping = leading if leading[1].value in _AIMS else modal
        if hoping is None or _is_of_data_sheet(wanted, setting.language):
            return None
        return Evidence("kind", Says.DOUBTS, _words(hoping), "a result")
    return Evidence("kind", _differs(near, leading, setting.language), _words(leading), "a result")


def _is_duty(pair: tuple[Zone, Found], language: Language) -> bool:
    """Whether words say what is to be done, and need not say that it is hoped for: "will", "muss", 要求."""
    words = _words(pair).lower()
    return pair[1].value == "plan" or words in language.modals or words in language.weak


def _aimed_behind(told: _Told, language: Language) -> tuple[Zone, Found] | None:
    """A word of aiming behind a figure, where verbs come last: "21 Milliarden hatten wir uns vorgenommen"."""
    if not language.has_ordinal_stop:
        return None
    idle = language.modals | language.weak  # which may say something else
    return next((pair for pair in told.hoped if pair[1].value == "target" and _words(pair).lower() not in idle), None)


def _of_label(near: Near, told: _Told) -> Evidence | None:
    """Whether a word of aiming stands before a colon that leads in the figure's clause: "Goal: 14.2 million tyres"."""
    for zone, found in told.hoped:
        start = near.one.figure.start
        if found.value != "target" or zone.text is not near.passage or not 0 <= start - zone.end <= _LED_IN:
            continue
        lead = zone.text.reading.text[found.end : start]
        if lead.lstrip()[:1] in (":", "："):
            return Evidence("kind", Says.DOUBTS, _words((zone, found)), "a result")
    return None


def _is_of_data_sheet(wanted: FactDimensions, language: Language) -> bool:
    """Whether a fact tells what a model is like, and not how many there are: a data sheet may promise what is so."""
    counts = any(language.families.get(concept) == "vehicles" for concept in wanted.concepts)
    return wanted.fact.subject.kind.role is Role.MODEL and not counts


def _governing(told: _Told, near: Near) -> tuple[Zone, Found] | None:
    """A word of aiming or reckoning before the verb of the figure, and no word of fulfilment before that."""
    first = min((found.start for _, found in told.done), default=0)
    if first > near.one.figure.start:
        return None
    return next((pair for pair in told.hoped if pair[1].value in _AIMS and pair[1].start < first), None)


def _is_compared(near: Near) -> bool:
    """Whether a word says that something is to be more than the figure, or less."""
    start = near.one.figure.start
    zone = near.zones[Level.CLAUSE][0]
    return any(0 <= start - found.end <= _NEAR for found in zone.phrases("beside"))


def _differs(near: Near, pair: tuple[Zone, Found], language: Language) -> Says:
    zone, found = pair
    return differs(near, zone, found.start, found.end, language)


def _of_hope(wanted: FactDimensions, near: Near, told: _Told, setting: Setting) -> Evidence | None:
    kind = wanted.fact.kind
    shown = f"{'an' if kind is FactKind.ESTIMATE else 'a'} {kind}"
    hoped = told.hoped
    if told.done and told.level == Level.CLAUSE:
        hoped = tuple(
            pair for pair in hoped if not any(sign.isdigit() for sign in _words(pair))
        )  # "by 2029" hopes nothing
    hope = next(((level, zone, one) for level, zone, one in near.phrases("kind") if one.value in _HOPES), None)
    finished = _finished(wanted, near, setting)
    if finished is not None:
        clause = near.zones[Level.CLAUSE][0]
        is_open = setting.language.done.open.search(clause.words((clause.start, clause.end))) is not None
        is_hoped = is_open or (hope is not None and hope[0] <= Level.ABOVE)  # "has put 4.5 percent on the table"
        return Evidence("kind", Says.DOUBTS if is_hoped else Says.DIFFERS, _words(finished), shown)
    if hoped:
        return Evidence("kind", Says.AGREES, _words(hoped[0]), shown)
    if is_whole(near, setting.language):
        return None  # "312,900 of the 350,000 had been delivered"
    if not told.done and (hope is None or (hope[0] > Level.SENTENCE and hope[1].text is near.passage)):
        is_guessed = kind is FactKind.ESTIMATE and _names_holder(wanted, near)  # "analysts had put it at 1.7 billion"
        done = "" if is_guessed else _done(near, setting.language, is_estimate=kind is FactKind.ESTIMATE)
        if done:
            return Evidence("kind", Says.DIFFERS if hope is None else Says.DOUBTS, done, shown)
    if hope is not None and (
        hope[0] <= Level.SENTENCE or not told.done or (near.one.passage.above and hope[0] >= Level.ABOVE)
    ):
        is_other = bool(told.done) and hope[0] == Level.SENTENCE
        words = _words(told.done[0]) if is_other else words_of(hope)
        return Evidence("kind", Says.DOUBTS if is_other else Says.ECHOES, words, shown)
    if told.done:
        # "The analysts had set themselves on 21 billion": whoever is named as having hoped did so, in whatever words.
        says = Says.DOUBTS if _names_holder(wanted, near) else _differs(near, told.done[0], setting.language)
        return Evidence("kind", says, _words(told.done[0]), shown)
    guessed = _guesser(near) if kind is FactKind.ESTIMATE else None
    if guessed is not None:
        return Evidence("kind", Says.ECHOES, _words(guessed), shown)
    gone = _gone(wanted, near, setting)
    if gone:
        return Evidence("kind", Says.DOUBTS, gone, shown)
    return None  # that no word tells a hope says little: "And next year? 160,000."


def _done(near: Near, language: Language, *, is_estimate: bool) -> str:
    """Words of a figure's clause, and of those beside it without a figure, whose form tells that something is done: "has cut 1,900 jobs"."""
    if near.one.passage.headers:
        return ""
    reading, start = near.passage.reading, near.one.figure.core_start
    reach = Level.SENTENCE if language.has_spaces else Level.BEHIND  # in Chinese what is done stands before its figure
    zones = [zone for zones in near.zones[:reach] for zone in zones if zone.text is near.passage]
    first, last = min(zone.start for zone in zones), max(zone.end for zone in zones)
    if language.has_spaces:  # what stands before another figure of the clause is said of both
        own = reading.segments[reading.segment_at(start)]
        first, last = min(first, own.start), max(last, own.end)
    text = reading.text[max(reading.text.rfind(";", first, start) + 1, first) : start]
    text += reading.text[start:last].partition(";")[0]
    return language.done.words_in(text, is_estimate=is_estimate)


def _finished(wanted: FactDimensions, near: Near, setting: Setting) -> tuple[Zone, Found] | None:
    """A word in a figure's clause that says that what is hoped for a time yet to come is reached: "has reached its aim of"."""
    period = wanted.fact.period
    if period is not None and period.last <= setting.day.last and wanted.fact.kind is not FactKind.ESTIMATE:
        return None
    if is_whole(near, setting.language):
        return None  # "three quarters of 340,000 are done"
    return next(
        (
            (zone, one)
            for level, zone, one in near.phrases("finished")
            if level == Level.CLAUSE and not _is_compared(near)
        ),
        None,
    )


def _gone(wanted: FactDimensions, near: Near, setting: Setting) -> str:
    """A time gone by in a figure's clause or before it, where what is hoped for is of one yet to come: "had 900 at the end of May"."""
    period = wanted.fact.period
    if period is None or period.last <= setting.day.last:
        return ""
    for zone in (*near.zones[Level.CLAUSE], *near.zones[Level.BEFORE]):
        for dated in zone.dates():
            told = dated.figure.period
            if (
                told is None
                or near.is_anothers(zone, dated.start)
                or told.overlaps(period)
                or told.contains(wanted.fact.as_of)
            ):
                continue
            if told.last <= setting.day.last:
                return zone.words((dated.start, dated.end))
    return ""


def _names_holder(wanted: FactDimensions, near: Near) -> bool:
    """Whether the clause of a figure, or one before it, names who is on record as having hoped or reckoned so."""
    if not wanted.fact.holder or OWN in wanted.holder_sorts:
        return False
    return any(
        not wanted.holder_stems.isdisjoint(stems(zone.words((zone.start, zone.end))))
        for zone in near.zones_within(Level.BEFORE)
    )


def _words(pair: tuple[Zone, Found]) -> str:
    zone, found = pair
    return zone.words((found.start, found.end))


def _modal(near: Near, hoped: Sequence[tuple[Zone, Found]], language: Language) -> tuple[Zone, Found] | None:
    """The verb of a figure's clause that makes a wish or plan of another one, if there is one."""
    clause = near.zones[Level.CLAUSE]
    return next((pair for pair in hoped if pair[0] in clause and _words(pair).lower() in language.modals), None)


def _governs(modal: tuple[Zone, Found], done: tuple[Zone, Found], near: Near, language: Language) -> bool:
    """Whether a verb makes a wish of another one: right before it, or at any distance where verbs come last."""
    if modal[1].end > done[1].start:
        # "Die sie übergeben wollen": where verbs come last, it may stand behind the other one.
        return language.has_ordinal_stop and 0 <= modal[1].start - done[1].end <= _BESIDE
    between = done[1].start - modal[1].end
    return between <= _NEAR or (language.has_ordinal_stop and modal[1].end <= near.one.figure.start)


def _guesser(near: Near) -> tuple[Zone, Found] | None:
    """Who else than the company is named beside a figure: whose guess it may be."""
    return next(
        (
            (zone, found)
            for level, zone, found in near.phrases("holder")
            if level <= Level.SENTENCE and found.value != "own"
        ),
        None,
    )
