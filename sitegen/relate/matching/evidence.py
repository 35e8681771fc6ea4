"""What the words near a figure say for and against its stating a fact, dimension by dimension."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from sitegen.model.dates import Grain, Period
from sitegen.model.entities import Entity, EntityKey, Kind
from sitegen.model.facts import Fact, FactKind, Metric
from sitegen.model.language import Found, Language
from sitegen.relate.matching.claims import Claim
from sitegen.relate.matching.nearby import Level, Named, Near, Zone
from sitegen.relate.matching.periods import earlier

_STEM = 6  # letters of a word by which other forms of it are found
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


def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's longer words, by which other forms of them are found."""
    letters = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return frozenset(word[:_STEM] for word in letters.split() if len(word) >= _LONG)


class Subjects(NamedTuple):
    """What the rules need of a site's entities."""

    entities: Mapping[EntityKey, Entity]
    members: Mapping[EntityKey, Iterable[EntityKey]]


def weigh(wanted: Wanted, near: Near, language: Language, anchor: Period | None, claim: Claim) -> tuple[Evidence, ...]:
    """The evidence for and against a figure's stating a fact, the value left out."""
    return tuple(
        one
        for one in (
            _subject(wanted, near),
            _counted(wanted, near, language, claim),
            _period(wanted, near, anchor, claim),
            _kind(wanted, near),
            _scope(wanted, near),
            _direction(wanted, near),
            _compared(wanted, near),
            _holder(wanted, near),
        )
        if one is not None
    )


# ---- whom it is about


def _subject(wanted: Wanted, near: Near) -> Evidence | None:
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
        if verdict is not None and not (doubt and verdict.says is Says.DIFFERS):
            return verdict if doubt is None or verdict.says > 0 else doubt
        if level <= Level.BEFORE and not named and kind is not Kind.MARKET:
            rival = next((found for zone in zones for found in zone.phrases("subject") if found.value == "other"), None)
            if rival is not None:
                zone = zones[0]
                words = rival_words(zones, rival.start, rival.end) or zone.words((rival.start, rival.end))
                return Evidence("subject", Says.DOUBTS, words, wanted.subject_name)
    return doubt


def rival_words(zones: Iterable[Zone], start: int, end: int) -> str:
    """The words of a phrase found in one of some zones."""
    return next((zone.words((start, end)) for zone in zones if zone.start <= start < zone.end), "")


def _subject_at(wanted: Wanted, named: list[tuple[Zone, Named]], level: int, near: Near) -> Evidence | None:
    if not named:
        return None
    exact = next((one for _, one in named if wanted.subject in one.keys), None)
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
        return Evidence(
            "subject", Says.DIFFERS if is_led and len(spoken) == 1 else Says.DOUBTS, other.words, wanted.subject_name
        )
    if level == Level.BEHIND:
        return Evidence("subject", Says.DOUBTS, other.words, wanted.subject_name)
    own = near.says("subject", ("own",), Level.BEFORE)
    if own is not None and len(spoken) == 1 and level == Level.ABOVE:
        return Evidence("subject", Says.DOUBTS, other.words, wanted.subject_name)
    return None


# ---- what is counted


def _counted(wanted: Wanted, near: Near, language: Language, claim: Claim) -> Evidence | None:
    if not wanted.concepts:
        for zone in (zone for zones in near.zones[: Level.ABOVE] for zone in zones):
            if not wanted.stems.isdisjoint(stems(zone.words((zone.start, zone.end)))):
                return Evidence("counted", Says.AGREES, wanted.name, wanted.name)
        return _by_unit(wanted, claim)
    families = {language.families.get(concept) for concept in wanted.concepts} - {None}
    for level, zone, found in near.phrases("counted"):
        if found.value in wanted.concepts and level <= Level.SENTENCE:
            return Evidence("counted", Says.AGREES, zone.words((found.start, found.end)), wanted.name)
    level, phrases = near.first("counted", Level.BEHIND)
    for zone, found in phrases:
        if any((found.value, concept) in language.alike for concept in wanted.concepts):
            return Evidence("counted", Says.ECHOES, zone.words((found.start, found.end)), wanted.name)
    for zone, found in phrases:
        words = zone.words((found.start, found.end))
        if any((found.value, concept) in language.near for concept in wanted.concepts):
            return Evidence("counted", Says.DOUBTS, words, wanted.name)
        if language.families.get(found.value) in families:
            return Evidence("counted", Says.DIFFERS if level <= Level.BEFORE else Says.DOUBTS, words, wanted.name)
    above = next(
        (zone.words((one.start, one.end)) for _, zone, one in near.phrases("counted") if one.value in wanted.concepts),
        "",
    )
    if above:
        return Evidence("counted", Says.ECHOES, above, wanted.name)
    return _by_unit(wanted, claim)


def _by_unit(wanted: Wanted, claim: Claim) -> Evidence | None:
    if claim.unit in _UNITS_OF_THEIR_OWN:
        return Evidence("counted", Says.ECHOES, claim.unit, wanted.name)
    return None


# ---- when


def _period(wanted: Wanted, near: Near, anchor: Period | None, claim: Claim) -> Evidence | None:
    """Whether the dates near a figure are the fact's; those of another grain say nothing."""
    period = wanted.fact.period
    is_moment = period is None
    if period is None:
        period = wanted.fact.as_of
    shown = str(period)
    is_proportion = claim.unit in ("percent", "percentage points", "times")
    for level, zones in enumerate(near.zones):
        states = [
            (
                _compare(dated.figure.period, dated.figure.is_year_stated, dated.figure.is_edge, period, is_moment),
                zone.words((dated.start, dated.end)),
            )
            for zone in zones
            for dated in zone.dates()
            if dated.figure.period is not None
        ]
        if not is_proportion and level <= Level.BEFORE:
            states += _relative(zones, anchor, period)
        agreeing = next((words for says, words in states if says is Says.AGREES), None)
        if agreeing is not None:
            return Evidence("period", Says.AGREES if level <= Level.BEHIND else Says.ECHOES, agreeing, shown)
        echoing = next((words for says, words in states if says is Says.ECHOES), None)
        if echoing is not None:
            return Evidence("period", Says.ECHOES, echoing, shown)
        for says, words in states:
            if says is Says.DIFFERS:
                if level <= Level.BEFORE:
                    return Evidence("period", says, words, shown)
                if level in (Level.BEHIND, Level.SENTENCE) or near.one.passage.above:
                    return Evidence("period", Says.DOUBTS, words, shown) if level <= Level.SENTENCE else None
                return None
    return None


def _relative(zones: tuple[Zone, ...], anchor: Period | None, period: Period) -> Iterator[tuple[Says, str]]:
    """What "a month earlier" says, where it is known what it is earlier than."""
    for zone in zones:
        for found in zone.phrases("earlier"):
            words = zone.words((found.start, found.end))
            if anchor is None:
                yield Says.SILENT, words
                continue
            meant = earlier(anchor, found.value)
            if meant is None:
                continue
            if meant.days == period.days:
                yield Says.AGREES, words
            elif meant.grain is period.grain:
                yield Says.DIFFERS, words


_UNITS = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN)


def _compare(told: Period | None, is_year_stated: bool, is_edge: bool, period: Period, is_moment: bool) -> Says:
    if told is None:
        return Says.SILENT
    if told.days == period.days:
        return Says.AGREES
    if is_moment:
        return _compare_moment(told, is_edge, period)
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
    if told.grain is period.grain or _is_like(told, period):
        return Says.DIFFERS
    if told.grain is Grain.YEAR:
        return Says.DIFFERS  # and it does not hold the fact's period
    if period.contains(told):
        return Says.ECHOES if told.last == period.last and period.grain is Grain.SPAN else Says.SILENT
    return Says.SILENT if not is_year_stated else Says.DIFFERS


def _is_like(told: Period, period: Period) -> bool:
    """Whether two stretches of one length are told apart, as April to June and the third quarter are."""
    if told.first is None or period.first is None:
        return False
    return abs((told.last - told.first).days - (period.last - period.first).days) <= _ALIKE


def _same_months(told: Period, period: Period) -> bool:
    if told.first is None or period.first is None or abs(told.last.year - period.last.year) > 1:
        return False
    return (told.first.month, told.last.month) == (period.first.month, period.last.month)


def _compare_moment(told: Period, is_edge: bool, moment: Period) -> Says:
    if told.contains(moment) or moment.contains(told):
        return Says.AGREES if is_edge or told.grain is Grain.MONTH else Says.ECHOES
    return Says.DIFFERS if is_edge else Says.SILENT


# ---- whether it is so or is to be


def _kind(wanted: Wanted, near: Near) -> Evidence | None:
    kind = wanted.fact.kind
    hopes = ("target", "estimate", "plan")
    here = near.first("kind", Level.BEHIND)
    words = [(found.value, zone.words((found.start, found.end))) for zone, found in here[1]]
    hoped = next((said for value, said in words if value in hopes), "")
    done = next((said for value, said in words if value == "actual"), "")
    if kind is FactKind.ACTUAL:
        if done:
            return Evidence("kind", Says.AGREES, done, "a result")
        if hoped and here[0] <= Level.BEFORE:
            return Evidence("kind", Says.DIFFERS, hoped, "a result")
        return None
    shown = f"{'an' if kind is FactKind.ESTIMATE else 'a'} {kind}"
    if hoped:
        return Evidence("kind", Says.AGREES, hoped, shown)
    elsewhere = near.says("kind", hopes, Level.HEADING)
    if elsewhere is not None:
        zone, found = elsewhere
        is_near = near.says("kind", hopes, Level.SENTENCE) is not None
        if is_near or not done:
            return Evidence("kind", Says.ECHOES, zone.words((found.start, found.end)), shown)
        return Evidence("kind", Says.DOUBTS, done, shown)
    if done:
        return Evidence("kind", Says.DIFFERS, done, shown)
    return None


# ---- what narrows it


def _scope(wanted: Wanted, near: Near) -> Evidence | None:
    shown = wanted.fact.scope or "without a scope"
    for level, zones in enumerate(near.zones[: Level.ABOVE]):
        if wanted.scope_stems:
            for zone in zones:
                if not wanted.scope_stems.isdisjoint(stems(zone.words((zone.start, zone.end)))) and not wanted.places:
                    return Evidence("scope", Says.AGREES, wanted.fact.scope, shown)
        places = [
            (zone, one, one.is_outside) for zone in zones for one in zone.named() if one.keys[0].kind is Kind.MARKET
        ]
        found = _places(wanted, places, level, shown)
        if found is not None:
            return found
        phrases = [(zone, one) for zone in zones for one in zone.phrases("scope")]
        found = _phrases(wanted, phrases, level, shown)
        if found is not None:
            return found
    return None


def _places(wanted: Wanted, places: list[tuple[Zone, Named, bool]], level: int, shown: str) -> Evidence | None:
    if wanted.subject.kind is Kind.MARKET:
        return None
    for _, one, is_outside in places:
        if wanted.places & set(one.keys):
            is_same = is_outside == wanted.is_outside
            words = f"outside {one.words}" if is_outside else one.words
            return Evidence("scope", Says.AGREES if is_same else Says.DIFFERS, words, shown)
    if not places:
        return None
    words = f"outside {places[0][1].words}" if places[0][2] else places[0][1].words
    if wanted.places:
        return Evidence("scope", Says.DIFFERS if level <= Level.BEHIND else Says.DOUBTS, words, shown)
    if places[0][2]:
        return Evidence("scope", Says.DIFFERS, words, shown)
    if level == Level.CLAUSE and places[0][1].start > 0:
        return Evidence("scope", Says.DOUBTS, words, shown)
    return None


def _phrases(wanted: Wanted, phrases: list[tuple[Zone, Found]], level: int, shown: str) -> Evidence | None:
    said = [(zone, found) for zone, found in phrases if found.value != "part"]
    for zone, found in said:
        words = zone.words((found.start, found.end))
        if found.value in wanted.scopes:
            return Evidence("scope", Says.AGREES, words, shown)
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
    words = f"{fact.metric.replace('-', ' ')}. {name}"
    found = language.find(words)
    # Of "Operating profit" the longer phrase counts, and not "profit" in the id alone.
    concepts = frozenset(one.value for one in language.find(name) if one.dimension == "counted") or frozenset(
        one.value for one in found if one.dimension == "counted"
    )
    narrowing = f"{fact.scope}. {fact.basis}. {name}"
    about = f"{narrowing}. {fact.note}. {metric.about if metric is not None else ''}"
    entity = subjects.entities.get(fact.subject)
    is_change = (
        (metric is not None and bool(metric.growth_of))
        or not concepts.isdisjoint(CHANGES)
        or (claim.unit == "percent" and claim.value.low < 0)
    )
    return Wanted(
        fact=fact,
        subject=fact.subject,
        subject_name=entity.name if entity is not None else fact.subject.id,
        relatives=frozenset(_relatives(fact.subject, subjects)),
        concepts=concepts,
        name=name,
        stems=stems(name),
        scopes=frozenset(one.value for one in language.find(narrowing) if one.dimension == "scope") - {"part", "all"},
        scope_stems=stems(f"{fact.scope} {fact.basis}"),
        places=frozenset(key for keys in places for key in keys if key.kind is Kind.MARKET),
        is_outside=is_outside,
        is_change=is_change,
        compared=frozenset(one.value for one in language.find(about) if one.dimension in ("compared", "earlier")),
        holder_stems=stems(fact.holder),
    )


def _relatives(subject: EntityKey, subjects: Subjects) -> Iterator[EntityKey]:
    """The company of a model or person, and the models of a company: names by which a text may speak of either."""
    entity = subjects.entities.get(subject)
    if entity is not None and entity.company is not None:
        yield entity.company.key
    yield from (key for key in subjects.members.get(subject, ()) if key.kind is Kind.MODEL)
