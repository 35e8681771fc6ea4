"""Whose target or estimate a figure is said to be."""

import re
from collections.abc import Iterable, Iterator

from factledger.model.entities import Role
from factledger.model.facts import FactKind
from factledger.model.proofreading_language import Found
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.evidence.fact_dimensions import OWN, FactDimensions, stems
from factledger.relate.matching.nearest_words import Level, Near, Zone

_HOPES = frozenset({"target", "estimate", "plan"})
_PUBLIC = "public"  # as holder of what is hoped for a country
_RECKONS = frozenset({"estimate"})
_BESIDE = 2  # characters between a figure and what it counts
_SPEAKS = 14  # characters between a name and the verb of hoping behind it


def weigh_holder(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether they name who set the target or made the estimate."""
    if wanted.fact.kind is FactKind.ACTUAL or (not wanted.fact.holder and wanted.subject.kind.role is Role.MARKET):
        return None
    if OWN in wanted.holder_sorts:
        return _by_another(wanted, near) or _by_holder_of_another(wanted, near, setting)
    shown = wanted.fact.holder
    here = list(near.zones_within(Level.SENTENCE))
    if _names(wanted, here):
        return Evidence("holder", Says.AGREES, shown, shown)
    if wanted.is_holder_person and _speaks_of_itself(wanted, near, here):
        return Evidence("holder", Says.ECHOES, shown, shown)  # whom it has told so
    is_own = not wanted.holder_stems.isdisjoint(stems(wanted.subject_name))
    hopes = _RECKONS if wanted.fact.kind is FactKind.ESTIMATE else _HOPES
    other = next(_others(wanted, near, here, setting.language.speakers), None) or (
        None if is_own else next(_company(here, hopes), None)
    )
    if other is not None:
        return Evidence("holder", Says.DIFFERS, other, shown)
    if (name := _another_of_its_sort(wanted, near, here, setting)) and not setting.is_beside:
        return Evidence("holder", Says.DOUBTS, name, shown)
    above = [zone for zones in near.zones[Level.ABOVE :] for zone in zones]
    if _names(wanted, above) or _is_alike(wanted, near, here):
        return Evidence("holder", Says.ECHOES, shown, shown)
    text = near.passage.reading.text
    if setting.is_beside or not wanted.holder_stems.isdisjoint(stems(text)):
        return None
    if wanted.subject.kind.role is Role.MARKET and _PUBLIC in wanted.holder_sorts:
        return None  # of a country's plans its own state need not be named
    return Evidence("holder", Says.DOUBTS, "", shown)


def _names(wanted: FactDimensions, zones: Iterable[Zone]) -> bool:
    return any(not wanted.holder_stems.isdisjoint(stems(zone.words((zone.start, zone.end)))) for zone in zones)


def _holders(near: Near, zones: Iterable[Zone]) -> Iterator[tuple[Zone, Found]]:
    """Those who may hope or reckon; not what the figure itself counts ("60 dealers")."""
    figure = near.one.figure
    for zone in zones:
        for found in zone.phrases("holder"):
            is_counted = zone.text is near.passage and figure.start <= found.start <= figure.end + _BESIDE
            if not is_counted:
                yield zone, found


def _others(wanted: FactDimensions, near: Near, zones: Iterable[Zone], speakers: frozenset[str]) -> Iterator[str]:
    """Who is said to hope or reckon, where that is nobody of the fact's holder's sort; "we" may be anybody."""
    for zone, found in _holders(near, zones):
        words = zone.words((found.start, found.end))
        if wanted.holder_sorts and found.value not in wanted.holder_sorts and words.lower() not in speakers:
            yield words


def _speaks_of_itself(wanted: FactDimensions, near: Near, zones: Iterable[Zone]) -> bool:
    """Whether what a figure is about is said to aim or reckon itself: its own name, or "the company", and nobody else."""
    zones = list(zones)
    if any(found.value != OWN for _, found in _holders(near, zones)):
        return False
    is_named = any(not wanted.family.isdisjoint(one.keys) for zone in zones for one in zone.named())
    return is_named or any(True for _ in _holders(near, zones))


def _another_of_its_sort(wanted: FactDimensions, near: Near, zones: Iterable[Zone], setting: Setting) -> str:
    """A name beside the word for a holder's sort that is none of his: "Brightwater Securities" for Eastgate Research."""
    if not setting.language.has_spaces or not wanted.holder_sorts or not wanted.holder_stems:
        return ""
    for zone, found in _holders(near, zones):
        text = zone.text.reading.text
        beside = _NAME_BEFORE.search(text[: found.start]) if text[found.start].isupper() else None
        beside = beside or _NAME_BEHIND.match(text, found.end)
        if found.value not in wanted.holder_sorts or beside is None:
            continue
        name = beside["name"]
        own = wanted.holder_stems | stems(wanted.fact.holder) | stems(wanted.subject_name)
        is_idle = name.lower() in setting.language.function or not stems(name).isdisjoint(own)
        if not is_idle and not _is_word(name, text, setting):
            return name
    return ""


def _is_word(name: str, text: str, setting: Setting) -> bool:
    """Whether a word with a capital is one of the language's own: of a cue, or a month."""
    return any(text[one.start : one.end].startswith(name) for one in setting.language.find(text))


_NAME_BEFORE = re.compile(r"(?<![\w&])(?P<name>[A-ZÄÖÜ][\w&]{1,40})[ -]$")
_NAME_BEHIND = re.compile(r" (?:at |of |bei )?(?P<name>[A-ZÄÖÜ]\w+)(?! [A-ZÄÖÜ]?\d)")


def _is_alike(wanted: FactDimensions, near: Near, zones: Iterable[Zone]) -> bool:
    return any(found.value in wanted.holder_sorts for _, found in _holders(near, zones))


def _company(zones: Iterable[Zone], verbs: frozenset[str]) -> Iterator[str]:
    """A company of which a verb right behind its name says that it hopes or reckons."""
    for zone in zones:
        hopes = [found for found in zone.phrases("kind") if found.value in verbs]
        for one in zone.named():
            if one.is_object or one.is_owner or all(key.kind.role is Role.MARKET for key in one.keys):
                continue
            if any(0 <= found.start - one.end <= _SPEAKS for found in hopes):
                yield one.words


def _by_another(wanted: FactDimensions, near: Near) -> Evidence | None:
    """Whether somebody else is said to have set what the fact tells as its subject's own target or plan."""
    here = list(near.zones_within(Level.BEFORE))
    said = sorted(_holders(near, here), key=lambda pair: pair[1].start)
    if not said or said[0][1].value == OWN:
        return None
    zone, found = said[0]
    words = zone.words((found.start, found.end))
    if not wanted.fact.holder:  # an analyst may speak of a target without having set it
        is_spoken_of = found.value == "analysts" and not (wanted.fact.kind is FactKind.TARGET and _only_reckons(near))
        return None if is_spoken_of else Evidence("holder", Says.DOUBTS, words, wanted.subject_name)
    is_named = any(not wanted.family.isdisjoint(one.keys) for zone in here for one in zone.named() if not one.is_object)
    is_named = is_named or any(found.value == OWN for _, found in said)
    return Evidence("holder", Says.DOUBTS if is_named else Says.DIFFERS, words, wanted.fact.holder)


def _by_holder_of_another(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether a figure's clause names who hoped or reckoned what another of the article's facts tells."""
    zone = near.zones[Level.CLAUSE][0]
    said: frozenset[str] | None = None
    for other in setting.own:
        if not other.fact.holder or OWN in other.holder_sorts or other.fact.id == wanted.fact.id:
            continue
        said = stems(zone.words((zone.start, zone.end))) if said is None else said
        if other.holder_stems and other.holder_stems <= said:
            return Evidence("holder", Says.DOUBTS, other.fact.holder, wanted.fact.holder or wanted.subject_name)
    return None


def _only_reckons(near: Near) -> bool:
    """Whether the words near a figure say that something is reckoned with, and none that it is aimed at."""
    said = {found.value for level, _, found in near.phrases("kind") if level <= Level.SENTENCE} & _HOPES
    return said == _RECKONS
