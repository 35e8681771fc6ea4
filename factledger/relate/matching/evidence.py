"""What the words near a figure say for and against its stating a fact, dimension by dimension."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from factledger.model.dates import Grain, Period
from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.facts import Fact, FactKind, Metric
from factledger.model.figures import Figure
from factledger.model.language import Found, Language
from factledger.relate.matching.claims import Claim
from factledger.relate.matching.nearby import Dated, Level, Named, Near, Zone
from factledger.relate.matching.periods import earlier

_CJK = "\u3040"  # from which on signs are words by themselves
_STEM = 5  # letters of a word by which other forms of it are found
_SPEAKS = 2  # characters between a name and the verb of saying behind it
_COUNTED_OVER = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN})
_BESIDE = 2  # characters between a figure and the word behind it that it belongs to
_ALIKE = 3  # days by which stretches of one length differ
_LONG = 4  # letters from which a word of a scope says something
_UNITS_OF_THEIR_OWN = frozenset(
    {
        "km",
        "kWh",
        "kW",
        "kWh/100 km",
        "Wh/kg",
        "Nm",
        "hp",
        "PS",
        "kg",
        "mm",
        "GWh",
        "seconds",
        "minutes",
        "km/h",
        "stores",
    }
    | {"cities", "chargers", "stations", "people", "orders", "countries", "miles"}
)
_PROFITS = frozenset({"profit", "net-profit", "operating-profit", "gross-profit"})
CHANGES = frozenset({"growth", "share-move"})


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a fact has in each dimension, as far as words can speak of it."""

    fact: Fact
    subject: EntityKey
    subject_name: str
    relatives: frozenset[EntityKey]  # the company of a model, the models of a company
    concepts: frozenset[str]
    name: str  # of the metric
    stems: frozenset[str]  # of the metric's name, where its words are no phrases of the language
    scopes: frozenset[str]
    scope_stems: frozenset[str]
    places: frozenset[EntityKey]  # markets that its scope names
    is_outside: bool  # and whether it is what lies outside them
    is_change: bool
    compared: frozenset[str]
    holder_stems: frozenset[str]

    @property
    def period(self) -> Period | None:
        """What the figure is about; the moment of a reading where an editor gave one."""
        return self.fact.period


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's longer words, by which other forms of them are found."""
    letters = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return frozenset(stem for word in letters.split() for stem in _stems_of(word))


def _stems_of(word: str) -> Iterator[str]:
    """The beginning of a longer word; of signs that are words by themselves each two that stand together."""
    if word[0] < _CJK:
        if len(word) >= _LONG:
            yield word[:_STEM]
        return
    yield from (word[at : at + 2] for at in range(len(word) - 1))


class Subjects(NamedTuple):
    """What the rules need of a site's entities."""

    entities: Mapping[EntityKey, Entity]
    members: Mapping[EntityKey, Iterable[EntityKey]]


class Setting(NamedTuple):
    """What evidence depends on beside the figure and the fact."""

    language: Language
    anchors: Sequence[Period]  # stretches beside which "a month earlier" may be meant
    counted: frozenset[str]  # what the article's facts count
    own: Sequence[Wanted]  # the article's facts
    told: frozenset[str]  # facts of which no text need speak any more
    common: frozenset[str]  # stems of words that say nothing in it
    defaults: frozenset[EntityKey]  # whom the article speaks of where nobody is named

    def siblings(self, wanted: Wanted) -> Iterator[Wanted]:
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


def weigh(wanted: Wanted, near: Near, setting: Setting, claim: Claim) -> tuple[Evidence, ...]:
    """The evidence for and against a figure's stating a fact, the value left out."""
    return tuple(
        one
        for one in (
            _subject(wanted, near, setting),
            _counted(wanted, near, setting, claim),
            _period(wanted, near, setting),
            _kind(wanted, near, setting.language),
            _scope(wanted, near, setting),
            _direction(wanted, near),
            _compared(wanted, near),
            _holder(wanted, near),
        )
        if one is not None
    )


# ---- whom it is about


def _subject(wanted: Wanted, near: Near, setting: Setting) -> Evidence | None:
    kind = wanted.subject.kind
    comparable = (Kind.MARKET,) if kind is Kind.MARKET else (Kind.COMPANY, Kind.MODEL)
    doubt: Evidence | None = None
    for level, zones in enumerate(near.zones):
        named = [
            (zone, one) for zone in zones for one in zone.named() if any(key.kind in comparable for key in one.keys)
        ]
        verdict = _subject_at(wanted, named, level, near)
        if verdict is not None and verdict.says is Says.DOUBTS and level <= Level.SENTENCE:
            doubt = doubt or verdict
            continue
        if verdict is not None:
            is_near = level <= Level.SENTENCE and verdict.says > 0
            return verdict if doubt is None or is_near else doubt
        if level <= Level.BEFORE and not named and kind is not Kind.MARKET:
            rival = next((found for zone in zones for found in zone.phrases("subject") if found.value == "other"), None)
            if rival is not None:
                zone = zones[0]
                words = rival_words(zones, rival.start, rival.end) or zone.words((rival.start, rival.end))
                return Evidence("subject", Says.DOUBTS, words, wanted.subject_name)
    if doubt is None and wanted.subject in setting.defaults:
        return Evidence("subject", Says.ECHOES, "the article's own", wanted.subject_name)
    return doubt


def rival_words(zones: Iterable[Zone], start: int, end: int) -> str:
    """The words of a phrase found in one of some zones."""
    return next((zone.words((start, end)) for zone in zones if zone.start <= start < zone.end), "")


def _subject_at(wanted: Wanted, named: list[tuple[Zone, Named]], level: int, near: Near) -> Evidence | None:
    if not named:
        return None
    exact = next((one for _, one in named if wanted.subject in one.keys), None)
    rival = _rival(wanted, [one for _, one in named], exact)
    if rival is not None and level <= Level.BEFORE:
        return Evidence("subject", Says.DIFFERS, rival.words, wanted.subject_name)
    if exact is not None:
        says = Says.AGREES if level <= Level.SENTENCE else Says.ECHOES
        return Evidence("subject", says, exact.words, wanted.subject_name)
    related = next((one for _, one in named if not wanted.relatives.isdisjoint(one.keys)), None)
    if related is not None:
        return Evidence("subject", Says.ECHOES, related.words, wanted.subject_name)
    spoken = [one for _, one in named if not one.is_object]
    if not spoken:
        return (
            Evidence("subject", Says.DOUBTS, named[-1][1].words, wanted.subject_name) if level <= Level.BEFORE else None
        )
    other = spoken[-1]
    if level <= Level.BEFORE:
        return Evidence("subject", Says.DIFFERS, other.words, wanted.subject_name)
    if level == Level.SENTENCE:
        is_led = other.start < near.one.figure.start
        if not is_led:
            return None
        return Evidence(
            "subject", Says.DIFFERS if is_led and len(spoken) == 1 else Says.DOUBTS, other.words, wanted.subject_name
        )
    if level == Level.BEHIND:
        says_so = any(abs(found.start - one.end) <= _SPEAKS for zone, one in named for found in zone.phrases("dated"))
        return Evidence("subject", Says.DOUBTS, other.words, wanted.subject_name) if says_so else None
    own = near.says("subject", ("own",), Level.BEFORE)
    if own is not None and len(spoken) == 1 and level == Level.ABOVE:
        return Evidence("subject", Says.DOUBTS, other.words, wanted.subject_name)
    return None


def _rival(wanted: Wanted, named: Sequence[Named], exact: Named | None) -> Named | None:
    """Who is named in a model's place: another model, or before it a company that does not make it."""
    if wanted.subject.kind is not Kind.MODEL:
        return None
    for one in named:
        if one.is_object or not wanted.relatives.isdisjoint(one.keys) or wanted.subject in one.keys:
            continue
        if exact is None and all(key.kind is Kind.MODEL for key in one.keys):
            return one
        is_maker = any(key.kind is Kind.COMPANY for key in one.keys)
        if exact is not None and is_maker and one.start < exact.start:
            return one
    return None


# ---- what is counted


def _counted(wanted: Wanted, near: Near, setting: Setting, claim: Claim) -> Evidence | None:
    if not wanted.concepts:
        for zone in (zone for zones in near.zones[: Level.ABOVE] for zone in zones):
            if not wanted.stems.isdisjoint(stems(zone.words((zone.start, zone.end)))):
                return Evidence("counted", Says.AGREES, wanted.name, wanted.name)
        return _by_unit(wanted, near, claim)
    language, rivals = setting.language, setting.counted - wanted.concepts
    families = {language.families.get(concept) for concept in wanted.concepts} - {None}
    counted = near.phrases("counted")
    own = [(level, zone, found) for level, zone, found in counted if found.value in wanted.concepts]
    if own and own[0][0] <= Level.BEFORE:
        return Evidence("counted", Says.AGREES, _said(own[0]), wanted.name)
    level, phrases = near.first("counted", Level.BEFORE)
    is_part = near.says("scope", ("part",), Level.BEFORE) is not None
    others = [(zone, found) for zone, found in phrases if language.families.get(found.value) in families]
    for zone, found in others:
        words = zone.words((found.start, found.end))
        pairs = [(found.value, concept) for concept in wanted.concepts]
        if not language.alike.isdisjoint(pairs) or is_part:
            return Evidence("counted", Says.ECHOES, words, wanted.name)
        if found.value == "exports" and (wanted.is_outside or "abroad" in wanted.scopes):
            return Evidence("counted", Says.ECHOES, words, wanted.name)
        if not language.near.isdisjoint(pairs) and found.value not in rivals:
            return Evidence("counted", Says.DOUBTS, words, wanted.name)
        return Evidence("counted", Says.DIFFERS if level <= Level.BEFORE else Says.DOUBTS, words, wanted.name)
    if own:
        return Evidence(
            "counted", Says.AGREES if own[0][0] <= Level.SENTENCE else Says.ECHOES, _said(own[0]), wanted.name
        )
    return _by_unit(wanted, near, claim)


def _said(one: tuple[int, Zone, Found]) -> str:
    _, zone, found = one
    return zone.words((found.start, found.end))


def _by_unit(wanted: Wanted, near: Near, claim: Claim) -> Evidence | None:
    printed = near.one.figure.value.unit if near.one.figure.value is not None else None
    if claim.unit in _UNITS_OF_THEIR_OWN or (claim.unit and claim.unit == printed):
        return Evidence("counted", Says.ECHOES, claim.unit, wanted.name)
    return None


# ---- when


def _period(wanted: Wanted, near: Near, setting: Setting) -> Evidence | None:
    """Whether the dates near a figure are the fact's; those of another grain say nothing."""
    period = wanted.fact.period
    is_moment = period is None
    if period is None:
        period = wanted.fact.as_of
    shown = str(period)
    for level, zones in enumerate(near.zones):
        states = [
            (
                Says.ECHOES
                if _by(zone, dated, wanted, setting.language)
                else _told(zone, dated, period, setting.language, is_moment=is_moment),
                zone.words((dated.start, dated.end)),
            )
            for zone in zones
            for dated in zone.dates()
            if not near.is_anothers(zone, dated.start)
        ]
        if not wanted.is_change and level <= Level.BEFORE:
            states += _relative(zones, setting.anchors, period)
        leading = {
            zone.words((one.start, one.end))
            for zone in zones
            if zone.start < near.one.figure.start and not zone.has_figure()
            for one in zone.dates()
        }
        agreeing = next((words for says, words in states if says is Says.AGREES), None)
        if agreeing is not None:
            return Evidence("period", Says.AGREES if level <= Level.BEHIND else Says.ECHOES, agreeing, shown)
        echoing = next((words for says, words in states if says is Says.ECHOES), None)
        if echoing is not None:
            return Evidence("period", Says.ECHOES, echoing, shown)
        for says, words in states:
            if says is Says.DIFFERS:
                if level == Level.SENTENCE and words not in leading:
                    continue  # it says when another figure was
                if level <= Level.BEFORE:
                    return Evidence("period", says, words, shown)
                if level in (Level.BEHIND, Level.SENTENCE) or near.one.passage.above:
                    return Evidence("period", Says.DOUBTS, words, shown) if level <= Level.SENTENCE else None
                return None
    return None


def _relative(zones: tuple[Zone, ...], anchors: Sequence[Period], period: Period) -> Iterator[tuple[Says, str]]:
    """What "a month earlier" says, where it is known what it is earlier than."""
    for zone in zones:
        for found in zone.phrases("earlier"):
            words = zone.words((found.start, found.end))
            meant = [one for anchor in anchors if (one := earlier(anchor, found.value)) is not None]
            if any(one.days == period.days for one in meant):
                yield Says.AGREES, words
            elif any(one.grain is period.grain for one in meant):
                yield Says.DIFFERS, words


_UNITS = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN)


def _by(zone: Zone, dated: Dated, wanted: Wanted, language: Language) -> bool:
    """Whether a hope "by 2030" is one for the stretch that ends then, or just before."""
    told, period = dated.figure.period, wanted.fact.period
    if told is None or period is None or wanted.fact.kind is FactKind.ACTUAL or told.first is None:
        return False
    if language.lead_of(zone.text.reading.text, 0, dated.start) not in ("by", "until"):
        return False
    return abs((told.first - period.last).days) <= 1 or told.last == period.last


def _told(zone: Zone, dated: Dated, period: Period, language: Language, *, is_moment: bool) -> Says:
    since = _since(zone, dated, period, language)
    return _compare(dated.figure, period, is_moment=is_moment) if since is None else since


def _since(zone: Zone, dated: Dated, period: Period, language: Language) -> Says | None:
    """What "since January" says: that a stretch begins then; of anything else nothing, and "until June" neither."""
    lead = language.lead_of(zone.text.reading.text, 0, dated.start)
    if lead not in ("since", "until"):
        return None
    told = dated.figure.period
    assert told is not None
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
    if told.days == period.days:
        return Says.AGREES
    if is_moment:
        return _compare_moment(told, figure, period)
    if is_edge:
        return Says.AGREES if told.last == period.last else Says.SILENT
    if period.grain is Grain.UNTIL or told.grain is Grain.UNTIL:
        return Says.ECHOES if told.last == period.last else Says.SILENT
    if told.grain is Grain.DAY:
        if period.grain is Grain.DAY:
            return Says.DIFFERS
        return Says.SILENT
    if period.grain is Grain.DAY:
        return Says.ECHOES if told.contains(period) else Says.DIFFERS if told.grain is Grain.MONTH else Says.SILENT
    if told.contains(period):
        return Says.ECHOES
    if not is_year_stated and _same_months(told, period):
        return Says.ECHOES
    if period.contains(told):
        if told.last == period.last and period.grain is Grain.SPAN:
            return Says.ECHOES
        if told.first == period.first and told.grain in (Grain.HALF, Grain.SPAN):
            return Says.DIFFERS  # the first six months beside a figure for eleven
        return (
            Says.DIFFERS
            if told.grain in (Grain.QUARTER, Grain.HALF) and period.grain is not Grain.SPAN
            else Says.SILENT
        )
    if told.grain is period.grain or _is_like(told, period) or told.grain is Grain.YEAR:
        return Says.DIFFERS
    return Says.DIFFERS if is_year_stated else Says.SILENT


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


# ---- whether it is so or is to be


def _kind(wanted: Wanted, near: Near, language: Language) -> Evidence | None:
    kind = wanted.fact.kind
    hopes = ("target", "estimate", "plan")
    here = near.first("kind", Level.BEHIND)
    words = [(found.value, zone.words((found.start, found.end))) for zone, found in here[1]]
    hoped = next((said for value, said in words if value in hopes), "")
    done = next((said for value, said in words if value == "actual"), "")
    start = near.one.figure.start
    if _has_modal(near, here[1], language):
        done = ""
    if kind is FactKind.ACTUAL:
        if done:
            return Evidence("kind", Says.AGREES, done, "a result")
        if wanted.fact.period is None or wanted.fact.period.grain not in _COUNTED_OVER:
            hoped = ""  # a data sheet may promise what is so
        if hoped and here[0] == Level.CLAUSE:
            leading = [
                found for _, found in here[1] if found.end <= start or found.start - near.one.figure.end <= _BESIDE
            ]
            return Evidence("kind", Says.DIFFERS, hoped, "a result") if leading and hoped else None
        return None
    shown = f"{'an' if kind is FactKind.ESTIMATE else 'a'} {kind}"
    if hoped:
        return Evidence("kind", Says.AGREES, hoped, shown)
    elsewhere = next(((level, zone, one) for level, zone, one in near.phrases("kind") if one.value in hopes), None)
    if elsewhere is not None and (elsewhere[0] <= Level.SENTENCE or not done or near.one.passage.above):
        is_other = done and elsewhere[0] == Level.SENTENCE
        return Evidence("kind", Says.DOUBTS if is_other else Says.ECHOES, done if is_other else _said(elsewhere), shown)
    if done:
        return Evidence("kind", Says.DIFFERS, done, shown)
    counted = near.first("counted", Level.CLAUSE)[1]
    if kind is FactKind.PLAN or not any(found.value in wanted.concepts for _, found in counted):
        return None
    return Evidence("kind", Says.DOUBTS, "", shown)


def _has_modal(near: Near, phrases: Sequence[tuple[Zone, Found]], language: Language) -> bool:
    """Whether a verb before a figure makes a wish of the one behind it: "wollte 42.013 Wagen übergeben"."""
    start = near.one.figure.start
    clause = near.zones[Level.CLAUSE]
    return any(
        zone in clause and found.end <= start and zone.words((found.start, found.end)).lower() in language.modals
        for zone, found in phrases
    )


# ---- what narrows it


def _scope(wanted: Wanted, near: Near, setting: Setting) -> Evidence | None:
    shown = wanted.fact.scope or "without a scope"
    has_places = any(other.places for other in setting.siblings(wanted))
    sibling = _sibling(wanted, near, setting, shown)
    if sibling is not None:
        return sibling
    for level, zones in enumerate(near.zones[: Level.ABOVE]):
        if wanted.scope_stems:
            for zone in zones:
                if not wanted.scope_stems.isdisjoint(stems(zone.words((zone.start, zone.end)))) and not wanted.places:
                    return Evidence("scope", Says.AGREES, wanted.fact.scope, shown)
        places = [
            (zone, one, one.is_outside) for zone in zones for one in zone.named() if one.keys[0].kind is Kind.MARKET
        ]
        found = _places(wanted, near, places, level, shown, has_places=has_places)
        if found is not None:
            return found
        phrases = [
            (zone, one) for zone in zones for one in zone.phrases("scope") if not near.is_anothers(zone, one.start)
        ]
        found = _phrases(wanted, phrases, level, shown, setting.language)
        if found is not None:
            return found
    whole = next((other for other in setting.siblings(wanted) if not other.fact.scope), None)
    if wanted.fact.scope and whole is not None and whole.fact.id not in setting.told:
        return Evidence("scope", Says.DOUBTS, "", shown)  # the whole of it has a figure of its own, which nothing tells
    return None


def _sibling(wanted: Wanted, near: Near, setting: Setting, shown: str) -> Evidence | None:
    """Whether the clause names what narrows another fact of the same series, and not what narrows this one."""
    others = [other for other in setting.siblings(wanted) if other.scope_stems - wanted.scope_stems]
    if not others:
        return None
    here = near.zones[Level.CLAUSE]
    said = frozenset(word for zone in here for word in stems(zone.words((zone.start, zone.end))))
    if not said.isdisjoint(wanted.scope_stems):
        return None
    for other in others:
        own = other.scope_stems - wanted.scope_stems - setting.common
        if own and own <= said and not other.places:
            return Evidence("scope", Says.DIFFERS, other.fact.scope or other.fact.basis, shown)
    return None


def _places(
    wanted: Wanted, near: Near, places: list[tuple[Zone, Named, bool]], level: int, shown: str, *, has_places: bool
) -> Evidence | None:
    if wanted.subject.kind is Kind.MARKET:
        return None
    for zone, one, is_outside in places:
        if near.is_anothers(zone, one.start):
            continue
        if wanted.places & set(one.keys):
            is_same = is_outside == wanted.is_outside
            words = f"outside {one.words}" if is_outside else one.words
            return Evidence("scope", Says.AGREES if is_same else Says.DIFFERS, words, shown)
    places = [place for place in places if not near.is_anothers(place[0], place[1].start)]
    if not places:
        return None
    words = f"outside {places[0][1].words}" if places[0][2] else places[0][1].words
    if wanted.places:
        return Evidence("scope", Says.DIFFERS if level <= Level.BEHIND else Says.DOUBTS, words, shown)
    if places[0][2]:
        return Evidence("scope", Says.DIFFERS, words, shown)
    if level == Level.CLAUSE and has_places:
        return Evidence("scope", Says.DOUBTS if places[0][1].is_object else Says.DIFFERS, words, shown)
    return None


def _phrases(
    wanted: Wanted, phrases: list[tuple[Zone, Found]], level: int, shown: str, language: Language
) -> Evidence | None:
    said = [(zone, found) for zone, found in phrases if found.value != "part"]
    for zone, found in said:
        words = zone.words((found.start, found.end))
        if found.value in wanted.scopes:
            return Evidence("scope", Says.AGREES, words, shown)
        if any((found.value, scope) in language.within for scope in wanted.scopes):
            return Evidence("scope", Says.ECHOES, words, shown)
    for zone, found in said:
        words = zone.words((found.start, found.end))
        if found.value == "all":
            if not wanted.fact.scope:
                return Evidence("scope", Says.ECHOES, words, shown)
            return (
                Evidence("scope", Says.DIFFERS, words, shown)
                if level <= Level.BEFORE and wanted.scopes | wanted.places
                else None
            )
        if wanted.scopes:
            return Evidence("scope", Says.DIFFERS if level <= Level.BEFORE else Says.DOUBTS, words, shown)
        if found.value in ("abroad", "home") and not wanted.places and level == Level.CLAUSE:
            return Evidence("scope", Says.DOUBTS, words, shown)
    return None


# ---- a change


def _direction(wanted: Wanted, near: Near) -> Evidence | None:
    if not wanted.is_change and near.one.figure.value is not None and near.one.figure.value.unit == "percent":
        return _is_told_as_change(near)
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


def _is_told_as_change(near: Near) -> Evidence | None:
    """Whether "percent more" right behind a figure says that it is no share but a change."""
    end = near.one.figure.end
    zone = near.zones[Level.CLAUSE][0]
    compared = {one.start for one in zone.phrases("relation") if one.value == "difference"}
    for found in zone.phrases("direction"):
        if 0 <= found.start - end <= _BESIDE and found.start in compared:
            return Evidence("direction", Says.DIFFERS, zone.words((found.start, found.end)), "a share")
    return None


def _compared(wanted: Wanted, near: Near) -> Evidence | None:
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


def _holder(wanted: Wanted, near: Near) -> Evidence | None:
    if not wanted.fact.holder:
        return None
    for zone in (zone for zones in near.zones for zone in zones):
        if not wanted.holder_stems.isdisjoint(stems(zone.words((zone.start, zone.end)))):
            return Evidence("holder", Says.AGREES, wanted.fact.holder, wanted.fact.holder)
    return None


@lru_cache(maxsize=4096)
def said_of(
    metric: str, name: str, scope: str, basis: str, language: Language
) -> tuple[frozenset[str], frozenset[str]]:
    """What a metric counts, by its name or else its id, and what narrows it; the same for all facts of a series."""
    found = language.find(f"{name}. {scope}. {basis}")
    # Of "Operating profit" the longer phrase counts, and not "profit" in the id alone.
    concepts = frozenset(one.value for one in found if one.dimension == "counted") or frozenset(
        one.value for one in language.find(metric.replace("-", " ")) if one.dimension == "counted"
    )
    return concepts, frozenset(one.value for one in found if one.dimension == "scope") - {"part", "all"}


def wanted_of(
    claim: Claim,
    metric: Metric | None,
    subjects: Subjects,
    language: Language,
    places: Iterable[tuple[EntityKey, ...]],
    *,
    is_outside: bool,
) -> Wanted:
    """What a fact has in each dimension; `places` are the entities that its scope names."""
    fact = claim.facts[0]
    name = metric.name if metric is not None else fact.metric
    concepts, scopes = said_of(fact.metric, name, fact.scope, fact.basis, language)
    if claim.value.low < 0 and not concepts.isdisjoint(_PROFITS):
        concepts = frozenset({"loss"})
    entity = subjects.entities.get(fact.subject)
    is_change = (
        (metric is not None and bool(metric.growth_of))
        or not concepts.isdisjoint(CHANGES)
        or (claim.unit == "percent" and claim.value.low < 0)
    )
    about = f"{fact.scope}. {fact.basis}. {name}. {fact.note}. {metric.about if metric is not None else ''}"
    compared = (
        [one.value for one in language.find(about) if one.dimension in ("compared", "earlier")] if is_change else ()
    )
    return Wanted(
        fact=fact,
        subject=fact.subject,
        subject_name=entity.name if entity is not None else fact.subject.id,
        relatives=frozenset(_relatives(fact.subject, subjects)),
        concepts=concepts,
        name=name,
        stems=stems(name),
        scopes=scopes,
        scope_stems=stems(f"{fact.scope} {fact.basis}"),
        places=frozenset(key for keys in places for key in keys if key.kind is Kind.MARKET),
        is_outside=is_outside,
        is_change=is_change,
        compared=frozenset(compared),
        holder_stems=stems(fact.holder),
    )


def _relatives(subject: EntityKey, subjects: Subjects) -> Iterator[EntityKey]:
    """The company of a model or person, and the models of a company: names by which a text may speak of either."""
    entity = subjects.entities.get(subject)
    owner = entity.company if entity is not None else None
    while owner is not None:
        yield owner.key
        above = subjects.entities.get(owner.key)
        owner = above.parent if above is not None and above.parent != owner else None
    yield from (key for key in subjects.members.get(subject, ()) if key.kind is Kind.MODEL)
