"""What is said to narrow a count."""

from factledger.model.entities import Role
from factledger.model.proofreading_language import Found, Language
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.evidence.fact_dimensions import NUMBER, FactDimensions, stems
from factledger.relate.matching.evidence.unmentioned_places import place_instead
from factledger.relate.matching.nearest_words import Level, Named, Near, Zone
from factledger.relate.matching.phrase_boundaries import is_in_base, is_whole
from factledger.relate.matching.quantities_of_facts import PROPORTIONS

_NO_SCOPES = frozenset({"part", "alone", "whole", "rest", "outside"})
_TIMES = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
_BURNING = frozenset({"combustion"})
_CYCLES = "cycles"  # the family of scopes of which a range has one
_ENDS = 2  # of a stretch, such as that from 10 to 80 percent
_PARTED = frozenset({"abroad", "home"})
_NEXT_WORDS = 24  # characters behind "outside" in which a place stands
_RIGHT_AFTER = 12  # characters between a figure and the place that it is told for
_RIGHT_BEHIND = 2  # characters between a place and the word behind it that belongs to it


def weigh_scope(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether they narrow the count as the fact does."""
    shown = wanted.fact.scope or "without a scope"
    has_places = any(other.places for other in setting.siblings(wanted))
    sibling = (
        _left(wanted, near, shown)
        or _sibling(wanted, near, setting, shown)
        or _widened(wanted, near, shown)
        or _numbers(wanted, near, shown, setting.language)
    )
    if sibling is not None:
        return sibling
    for level, zones in enumerate(near.zones[: Level.ABOVE]):
        if level == Level.CLAUSE and not wanted.places:
            other = _narrowed(wanted, near, setting, shown) or _burning(wanted, near, setting, shown)
            if other is not None:
                return other
        if level == Level.CLAUSE and (other := _of_another_cycle(wanted, near, setting, shown)) is not None:
            return other
        if wanted.scope_stems:
            for zone in zones:
                if not wanted.scope_stems.isdisjoint(stems(zone.words((zone.start, zone.end)))) and not wanted.places:
                    return Evidence("scope", Says.AGREES, wanted.fact.scope, shown)
        places = [
            (zone, one, one.is_outside)
            for zone in zones
            for one in zone.named()
            if one.keys[0].kind.role is Role.MARKET
            and not _is_included(zone, one, setting.language)
            and not is_in_base(zone, one.start, near, setting.language)
            and not near.is_behind_next(zone)
            and not _is_origin(zone, one)
        ]
        found = _places(wanted, near, places, level, shown, has_places=has_places) or _elsewhere(
            wanted, near, places, level, shown, setting
        )
        if found is not None:
            return found
        phrases = [
            (zone, one)
            for zone in zones
            for one in zone.phrases("scope")
            if not near.is_anothers(zone, one.start)
            and not _is_left_out(zone, one, setting.language)
            and not near.leads_next(zone, one.end)
        ]
        phrases = [pair for pair in phrases if pair[1].value != "all" or not _is_named_around(wanted, near)]
        found = _phrases(wanted, phrases, level, shown, setting.language) or (
            _alone(wanted, phrases, near, setting, shown) if level == Level.CLAUSE else None
        )
        if found is not None:
            return found
    if wanted.places and not wanted.is_outside and (other_place := place_instead(wanted.places, near, setting)):
        return Evidence("scope", Says.DOUBTS, other_place, shown)
    whole = next((other for other in setting.siblings(wanted) if not other.fact.scope), None)
    if wanted.fact.scope and whole is not None and whole.fact.id not in setting.told:
        return Evidence("scope", Says.DOUBTS, "", shown)  # the whole of it has a figure of its own, which nothing tells
    return _of_another(wanted, near, setting, shown)


def _is_named_around(wanted: FactDimensions, near: Near) -> bool:
    """Whether a sentence has what narrows the fact, of which "in all" is said then: "two of nine are electric, 47,800 in all"."""
    zones = list(near.zones_within(Level.SENTENCE))
    if any(not wanted.places.isdisjoint(one.keys) for zone in zones for one in zone.named()):
        return True
    return any(not wanted.scope_stems.isdisjoint(stems(zone.words((zone.start, zone.end)))) for zone in zones)


def _narrowed(wanted: FactDimensions, near: Near, setting: Setting, shown: str) -> Evidence | None:
    """Whether a clause names the place by which alone another of the article's facts is narrower: "electric cars in Europe"."""
    if wanted.subject.kind.role is Role.MARKET or not wanted.scope_stems:
        return None
    zone = near.zones[Level.CLAUSE][0]
    named = [one for one in zone.named() if not near.is_anothers(zone, one.start)]
    if not named:
        return None
    for other in setting.siblings(wanted):
        for one in named:
            if wanted.scope_stems <= other.scope_stems and not other.places.isdisjoint(one.keys):
                return Evidence("scope", Says.DOUBTS, one.words, shown)
    return None


def _of_another_cycle(wanted: FactDimensions, near: Near, setting: Setting, shown: str) -> Evidence | None:
    """Whether a clause names another cycle than that by which the fact is measured, and not that one: WLTP for CLTC."""
    families = setting.language.scope_families
    own = {scope for scope in wanted.scopes if families.get(scope) == _CYCLES}
    if not own:
        return None
    zone = near.zones[Level.CLAUSE][0]
    said = [
        found
        for found in zone.phrases("scope")
        if families.get(found.value) == _CYCLES and not near.is_anothers(zone, found.start)
    ]
    if not said or any(found.value in own for found in said):
        return None
    return Evidence("scope", Says.DOUBTS, zone.words((said[0].start, said[0].end)), wanted.fact.basis or shown)


def _of_another(wanted: FactDimensions, near: Near, setting: Setting, shown: str) -> Evidence | None:
    """Whether a clause has all words of the scope of another of the article's facts of one metric, and the fact has none."""
    if wanted.fact.scope or wanted.fact.basis or wanted.subject.kind.role is Role.MARKET:
        return None
    zone = near.zones[Level.CLAUSE][0]
    said: frozenset[str] | None = None
    for other in setting.own:
        is_like = (other.fact.metric, other.fact.subject) == (wanted.fact.metric, wanted.fact.subject)
        if other.scope_stems and not other.places and is_like:
            said = stems(zone.words((zone.start, zone.end))) if said is None else said
            if other.scope_stems <= said:
                return Evidence("scope", Says.DOUBTS, other.fact.scope or other.fact.basis, shown)
    return None


def _is_left_out(zone: Zone, found: Found, language: Language) -> bool:
    """Whether the word before says that this is what is not counted: "ohne Verbrenner", 不含."""
    before = zone.text.reading.text[max(zone.start, found.start - _NEXT_WORDS) : found.start].lower()
    if not language.has_spaces:
        return before.endswith(tuple(language.without))
    words = before.split()
    return bool(words) and words[-1] in language.without


def _is_origin(zone: Zone, one: Named) -> bool:
    """Whether a place only says where a company comes from: "Germany's Halden", 德国的哈尔登."""
    return any(
        0 <= other.start - one.end <= _RIGHT_BEHIND and other.keys[0].kind.role is Role.COMPANY
        for other in zone.named()
    )


def _is_included(zone: Zone, one: Named, language: Language) -> bool:
    """Whether a place is counted as well, or its people are meant: "outside Germany 32,400, with Germany 41,800", "die Schweden"."""
    before = zone.text.reading.text[max(zone.start, one.start - _NEXT_WORDS) : one.start].lower()
    if not language.has_spaces:
        return before.endswith(tuple(language.including))
    led = before.split()[-1:]
    is_people = one.words.lower() in language.people_too and not language.articles.isdisjoint(led)
    return is_people or not language.including.isdisjoint(led)


def _widened(wanted: FactDimensions, near: Near, shown: str) -> Evidence | None:
    """Whether a clause says that all is counted of which the fact counts some: "by the group worldwide"."""
    value = near.one.figure.value
    if not wanted.scope_stems or wanted.is_all or value is None or value.unit in PROPORTIONS:
        return None
    zone = near.zones[Level.CLAUSE][0]
    said = stems(zone.words((zone.start, zone.end)))
    for found in zone.phrases("scope"):
        if found.value == "whole" and not near.is_anothers(zone, found.start) and not wanted.scope_stems <= said:
            return Evidence("scope", Says.DIFFERS, zone.words((found.start, found.end)), shown)
    return None


def _numbers(wanted: FactDimensions, near: Near, shown: str, language: Language) -> Evidence | None:
    """Whether the numbers of a scope such as "10 to 80 percent" stand near a figure that is told from somewhere to somewhere."""
    if len(wanted.numbers) < _ENDS:
        return None
    text = " ".join(zone.words((zone.start, zone.end)) for zones in near.zones for zone in zones)
    said = frozenset(NUMBER.findall(text)) | frozenset(NUMBER.findall(near.passage.reading.text))
    if wanted.numbers <= said or not _tells_span(near, language):
        return None
    return Evidence("scope", Says.DOUBTS, "", shown)


def _tells_span(near: Near, language: Language) -> bool:
    """Whether a figure's clause, or one before it, says from where something goes: "from empty to full"."""
    return any(
        "from" in language.leads_within(zone.text.reading.text, zone.start, zone.end - 1)
        for zone in near.zones_within(Level.BEFORE)
    )


def _elsewhere(
    wanted: FactDimensions, near: Near, places: list[tuple[Zone, Named, bool]], level: int, shown: str, setting: Setting
) -> Evidence | None:
    """Whether a clause names a place where the fact has none, or counts all of them."""
    if wanted.subject.kind.role is Role.MARKET or wanted.places or level > Level.BEFORE:
        return None
    if "exports" in wanted.concepts:
        return None  # cars leave one place for others
    for zone, one, _ in places:
        if near.is_anothers(zone, one.start) or not setting.known.isdisjoint(one.keys):
            continue
        if wanted.is_all or (wanted.scopes & _PARTED and level == Level.CLAUSE):
            return Evidence("scope", Says.DIFFERS, one.words, shown)
        alone = any(
            found.value == "alone" and abs(found.start - one.end) <= _RIGHT_BEHIND for found in zone.phrases("scope")
        )
        if level == Level.CLAUSE and not wanted.fact.scope and alone:
            return Evidence("scope", Says.DIFFERS, one.words, shown)
    return None


def _left(wanted: FactDimensions, near: Near, shown: str) -> Evidence | None:
    """Whether a clause counts what is left over ("the other 7,000", "outside Regensburg") of what the fact counts."""
    zone = near.zones[Level.CLAUSE][0]
    for found in zone.phrases("scope"):
        if found.value not in ("rest", "outside") or near.is_anothers(zone, found.start):
            continue
        words = zone.words((found.start, found.end))
        if wanted.is_outside or wanted.is_rest or "abroad" in wanted.scopes:
            return Evidence("scope", Says.AGREES, words, shown)
        behind = stems(zone.text.reading.text[found.end : found.end + _NEXT_WORDS])
        if found.value == "outside" and wanted.scope_stems and wanted.scope_stems.isdisjoint(behind):
            continue  # a plant "outside Lyon" is one all the same
        if found.value == "outside" or (wanted.scope_stems and not wanted.is_all):
            return Evidence("scope", Says.DIFFERS, words, shown)
    return None


def _sibling(wanted: FactDimensions, near: Near, setting: Setting, shown: str) -> Evidence | None:
    """Whether the clause names what narrows another fact of the same series, and not what narrows this one."""
    # What a change is compared with narrows nothing: "month-on-month" beside "last month".
    others = [
        other
        for other in setting.siblings(wanted)
        if other.scope_stems - wanted.scope_stems and not (wanted.compared and other.compared and not other.fact.scope)
    ]
    if not others:
        return None
    zone = near.zones[Level.CLAUSE][0]
    # What stands behind "310 of 650" narrows the 310.
    end = near.one.figure.end if is_whole(near, setting.language) else zone.end
    said = stems(zone.words((zone.start, end)))
    for one in zone.named():
        if _is_included(zone, one, setting.language):
            said -= stems(one.words)
    for other in others:
        own = other.scope_stems - wanted.scope_stems - setting.common
        if not setting.language.has_spaces:  # of two signs that stand together either may be such as 在
            own = frozenset(stem for stem in own if setting.language.function.isdisjoint(stem))
        mine = wanted.scope_stems - other.scope_stems
        if own and own <= said and said.isdisjoint(mine) and not _is_of_another_figure(other, near, zone):
            return Evidence("scope", Says.DIFFERS, other.fact.scope or other.fact.basis, shown)
        if own and said.isdisjoint(mine) and _is_said_behind(own, mine, near):
            return Evidence("scope", Says.DOUBTS, other.fact.scope or other.fact.basis, shown)
    return None


def _is_said_behind(own: frozenset[str], mine: frozenset[str], near: Near) -> bool:
    """Whether the clauses behind a figure that have none of their own name one scope and not another: ", by the Chinese cycle"."""
    said = frozenset(stem for zone in near.zones[Level.BEHIND] for stem in stems(zone.words((zone.start, zone.end))))
    return bool(said) and own <= said and said.isdisjoint(mine)


def _is_of_another_figure(other: FactDimensions, near: Near, zone: Zone) -> bool:
    """Whether all that a clause says of another fact's scope stands between two figures, of which either may be meant."""
    segments = zone.text.reading.segments
    own = segments[zone.text.reading.segment_at(near.one.figure.core_start)]
    if zone.end == own.end and not zone.is_cut:
        return False
    behind = stems(zone.text.reading.text[near.one.figure.end : zone.end])
    return zone.end < own.end and not other.scope_stems.isdisjoint(behind)


def _places(
    wanted: FactDimensions,
    near: Near,
    places: list[tuple[Zone, Named, bool]],
    level: int,
    shown: str,
    *,
    has_places: bool,
) -> Evidence | None:
    if wanted.subject.kind.role is Role.MARKET:
        return None
    for zone, one, is_outside in places:
        if near.is_anothers(zone, one.start):
            continue
        if wanted.places & set(one.keys):
            is_same = is_outside == wanted.is_outside
            words = f"outside {one.words}" if is_outside else one.words
            return Evidence("scope", Says.AGREES if is_same else Says.DIFFERS, words, shown)
    places = [place for place in places if not near.is_anothers(place[0], place[1].start)]
    if not places or (level > Level.CLAUSE and near.says("scope", ("home",), Level.CLAUSE) is not None):
        return None  # "at home" beside a figure says where it is of
    words = f"outside {places[0][1].words}" if places[0][2] else places[0][1].words
    if wanted.is_outside:
        return None  # a place outside China is one of those that the count is of
    if wanted.places:
        behind = places[0][1].start - near.one.figure.end  # "412,000, in France", "28.900 davon in Norwegen"
        is_near = level <= Level.BEFORE or (level == Level.BEHIND and 0 <= behind <= _RIGHT_AFTER)
        return Evidence("scope", Says.DIFFERS if is_near else Says.DOUBTS, words, shown)
    if places[0][2]:
        return Evidence("scope", Says.DIFFERS if level == Level.CLAUSE else Says.DOUBTS, words, shown)
    if level == Level.CLAUSE and has_places:
        return Evidence("scope", Says.DOUBTS if places[0][1].is_object else Says.DIFFERS, words, shown)
    return None


def _burning(wanted: FactDimensions, near: Near, setting: Setting, shown: str) -> Evidence | None:
    """Whether a clause speaks of combustion, where the fact is of something narrower that is not."""
    if not wanted.fact.scope or "combustion" in wanted.scopes or near.says("scope", _BURNING, Level.CLAUSE) is None:
        return None
    zone = near.zones[Level.CLAUSE][0]
    for found in zone.phrases("scope"):
        is_own = found.value in _BURNING and not near.is_anothers(zone, found.start)
        if is_own and not _is_left_out(zone, found, setting.language):
            return Evidence("scope", Says.DOUBTS, zone.words((found.start, found.end)), shown)
    return None


def _alone(
    wanted: FactDimensions, phrases: list[tuple[Zone, Found]], near: Near, setting: Setting, shown: str
) -> Evidence | None:
    """Whether a clause tells of a part alone what the fact tells of the whole.

    Of a model, which is a part of what its maker sells, it may be said all the same, as in Chinese of a company (一家).
    """
    value = near.one.figure.value
    is_whole = not wanted.fact.scope and not wanted.fact.basis and wanted.subject.kind.role is not Role.MODEL
    if not is_whole or value is None or value.unit in PROPORTIONS | _TIMES or not setting.language.has_spaces:
        return None
    for zone, found in phrases:
        if found.value == "alone" and not _is_of_time(zone, found):
            return Evidence("scope", Says.DOUBTS, zone.words((found.start, found.end)), shown)
    return None


def _is_of_time(zone: Zone, found: Found) -> bool:
    """Whether a stretch of time stands beside a word: "in October alone"."""
    return any(
        abs(one.end - found.start) <= _RIGHT_AFTER or abs(one.start - found.end) <= _RIGHT_AFTER for one in zone.dates()
    )


def _phrases(
    wanted: FactDimensions, phrases: list[tuple[Zone, Found]], level: int, shown: str, language: Language
) -> Evidence | None:
    said = [(zone, found) for zone, found in phrases if found.value not in _NO_SCOPES]
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
            if level > Level.BEFORE or not wanted.scopes | wanted.places or wanted.is_all:
                return None
            is_weak = level > Level.CLAUSE or words.lower() in language.weak
            return Evidence("scope", Says.DOUBTS if is_weak else Says.DIFFERS, words, shown)
        families = {language.scope_families.get(scope) for scope in wanted.scopes} - {None}
        if language.scope_families.get(found.value) in families:
            is_weak = level > Level.CLAUSE or words.lower() in language.weak
            return Evidence("scope", Says.DOUBTS if is_weak else Says.DIFFERS, words, shown)
        if found.value in ("abroad", "home") and not wanted.places and level == Level.CLAUSE:
            return Evidence("scope", Says.DOUBTS, words, shown)
    return None
