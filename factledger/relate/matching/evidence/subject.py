"""Whom a figure is said to be about."""

from collections.abc import Iterable, Sequence

from factledger.model.entities import Kind
from factledger.relate.matching.evidence.says import Evidence, Says, Setting
from factledger.relate.matching.evidence.wanted import Wanted
from factledger.relate.matching.nearby import Level, Named, Near, Zone

_SPEAKS = 2  # characters between a name and the verb of saying behind it


def weigh_subject(wanted: Wanted, near: Near, setting: Setting) -> Evidence | None:
    """Whether a figure's words speak of the fact's subject, or of another one."""
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
