"""Whom a figure is said to be about."""

from collections.abc import Iterable, Sequence

from factledger.model.entities import EntityKey, Role
from factledger.model.facts import FactKind
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions, stems
from factledger.relate.matching.evidence.unmentioned_places import place_instead
from factledger.relate.matching.nearest_words import Level, Named, Near, Zone
from factledger.relate.matching.phrase_boundaries import PARTING
from factledger.relate.scanning.clauses import is_aside

_FEW_LETTERS = 12
_SPEAKS = 2  # characters between a name and the verb of saying behind it


def weigh_subject(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether a figure's words speak of the fact's subject, or of another one: the nearest name counts."""
    is_market = wanted.subject.kind.role is Role.MARKET
    comparable = (Role.MARKET,) if is_market else (Role.COMPANY, Role.MODEL)
    named = [
        [
            (zone, one)
            for zone in zones
            for one in zone.named()
            if _is_comparable(wanted, one, comparable) and not _is_aside(wanted, zone, one, near, setting)
        ]
        for zones in near.zones
    ]
    sentence = [one for level in range(Level.ABOVE) for one in named[level]]
    rest = [(zone, one) for zone, one in sentence if _is_at_hand(zone, one, near, setting)]
    doubt: Evidence | None = None
    for level, zones in enumerate(near.zones):
        verdict = _subject_at(wanted, named[level], level)
        if verdict is None and level == Level.SENTENCE:
            verdict = _other_in_sentence(wanted, rest, near, setting)
        if verdict is None and level >= Level.ABOVE:
            verdict = _other_before(wanted, named[level], level, near, setting, rest)
        if verdict is not None and verdict.says is Says.DOUBTS and level <= Level.SENTENCE:
            doubt = doubt or verdict
            continue
        if verdict is not None:
            is_near = level <= Level.SENTENCE and verdict.says > 0 and not _is_of_others(wanted, named[level], level)
            return verdict if doubt is None or is_near else doubt
        if level <= Level.BEFORE and not named[level] and not is_market:
            verdict = _unnamed_rival(wanted, zones)
            if verdict is not None:
                return verdict
    if doubt is None and is_market:
        doubt = _possessor(wanted, near)
    if doubt is None and is_market and (other := place_instead({wanted.subject}, near, setting)):
        return Evidence("subject", Says.DOUBTS, other, wanted.subject_name)
    if doubt is None and wanted.subject in setting.defaults:
        return Evidence("subject", Says.ECHOES, "the article's own", wanted.subject_name)
    return doubt


def _is_comparable(wanted: FactDimensions, one: Named, roles: Sequence[Role]) -> bool:
    """Whether a name may say whom a figure is about: not the owner of a brand, nor a place that the scope names."""
    if wanted.subject not in one.keys and (one.is_owner or _is_holder(wanted, one)):
        return False
    return any(key.kind.role in roles for key in one.keys) and (
        wanted.subject in one.keys or wanted.named.isdisjoint(one.keys)
    )


def _is_holder(wanted: FactDimensions, one: Named) -> bool:
    """Whether a name is that of who made the fact's estimate or set its target, of whom the figure is not."""
    is_hope = wanted.fact.kind is not FactKind.ACTUAL and bool(wanted.fact.holder)
    return is_hope and not wanted.holder_stems.isdisjoint(stems(one.words))


def _is_aside(wanted: FactDimensions, zone: Zone, one: Named, near: Near, setting: Setting) -> bool:
    """Whether another's name stands in a clause that only tells who somebody is: "the company, a subsidiary of Halden,"."""
    if wanted.subject in one.keys or zone is near.zones[Level.CLAUSE][0]:
        return False
    reading = zone.text.reading
    return is_aside(reading, reading.segments[reading.segment_at(one.start)], setting.language)


def _is_at_hand(zone: Zone, one: Named, near: Near, setting: Setting) -> bool:
    """Whether a name may be that of whom the sentence speaks: not one of a comparison, nor behind another figure."""
    if _is_compared(zone, one, setting):
        return False
    return one.start < near.one.figure.start or not (zone.has_figure() or zone in near.zones[Level.SENTENCE])


def _is_compared(zone: Zone, one: Named, setting: Setting) -> bool:
    """Whether a name stands in a clause such as "than the N30", or in a word made of it and others."""
    reading = zone.text.reading
    opener = reading.segments[reading.segment_at(one.start)].opener
    return opener in setting.language.bases or reading.text.startswith("-", one.end)


def _unnamed_rival(wanted: FactDimensions, zones: Sequence[Zone]) -> Evidence | None:
    """Words such as "its rival" where nobody is named."""
    rival = next((found for zone in zones for found in zone.phrases("subject") if found.value == "other"), None)
    if rival is None:
        return None
    words = rival_words(zones, rival.start, rival.end) or zones[0].words((rival.start, rival.end))
    return Evidence("subject", Says.DOUBTS, words, wanted.subject_name)


def rival_words(zones: Iterable[Zone], start: int, end: int) -> str:
    """The words of a phrase found in one of some zones."""
    return next((zone.words((start, end)) for zone in zones if zone.start <= start < zone.end), "")


def _subject_at(wanted: FactDimensions, named: list[tuple[Zone, Named]], level: int) -> Evidence | None:
    """What the names of one level say: at the nearest ones whoever is spoken of, farther off only the subject itself."""
    if not named:
        return None
    exact = next((one for _, one in named if wanted.subject in one.keys), None)
    if exact is None and level <= Level.BEFORE and wanted.subject.kind.role is Role.MODEL:
        models = {one.keys for _, one in named if _is_model(one)}
        if len(models) == 1 and all(wanted.relatives.isdisjoint(keys) for keys in models):
            words = next(one.words for _, one in named if _is_model(one))
            return Evidence("subject", Says.DIFFERS, words, wanted.subject_name)
        if not models and named and all(wanted.relatives.isdisjoint(one.keys) for _, one in named):
            return Evidence("subject", Says.DOUBTS, named[-1][1].words, wanted.subject_name)
    rival = _rival(wanted, [one for _, one in named], exact)
    if rival is not None and level <= Level.BEFORE:
        return Evidence("subject", Says.DIFFERS, rival.words, wanted.subject_name)
    if exact is not None and (leader := _leader(wanted, [one for _, one in named], exact, level)) is not None:
        return Evidence("subject", Says.DOUBTS, leader.words, wanted.subject_name)
    if exact is not None and exact.is_object and level == Level.BEHIND and _is_told_by_maker(wanted, named):
        return Evidence(
            "subject", Says.ECHOES, exact.words, wanted.subject_name
        )  # "is what Brennecke asks for the E40"
    if exact is not None and exact.is_object and level == Level.BEHIND:
        return None  # "is first with 92,400, ahead of Cerva" tells of somebody else
    if exact is not None:
        says = Says.AGREES if level <= Level.SENTENCE else Says.ECHOES
        return Evidence("subject", says, exact.words, wanted.subject_name)
    related = next((one for _, one in named if not wanted.relatives.isdisjoint(one.keys)), None)
    if related is not None:
        return Evidence("subject", Says.ECHOES, related.words, wanted.subject_name)
    if level > Level.BEFORE:
        return None
    spoken = [one for _, one in named if not one.is_object]
    if not spoken or (level == Level.BEFORE and spoken[-1].is_possessor):
        return Evidence("subject", Says.DOUBTS, named[-1][1].words, wanted.subject_name)
    return Evidence("subject", Says.DIFFERS, spoken[-1].words, wanted.subject_name)


def _is_told_by_maker(wanted: FactDimensions, named: Sequence[tuple[Zone, Named]]) -> bool:
    """Whether besides a model only its maker is named."""
    others = [one for _, one in named if wanted.subject not in one.keys]
    return (
        wanted.subject.kind.role is Role.MODEL
        and bool(others)
        and all(not wanted.relatives.isdisjoint(one.keys) for one in others)
    )


def _other_in_sentence(
    wanted: FactDimensions, named: Sequence[tuple[Zone, Named]], near: Near, setting: Setting
) -> Evidence | None:
    """Who else a sentence speaks of that does not name the subject: one alone is whom its figures are about.

    Whoever is named behind the figure begins a clause of his own, and so may who is named before another figure; in the few
    words of a title clauses stand side by side.
    """
    spoken = [(zone, one) for zone, one in named if not one.is_object]
    if not spoken:
        return None
    others = {one.keys for _, one in spoken}
    zone, one = spoken[0]
    says_so = any(0 <= found.start - one.end <= _SPEAKS for found in zone.phrases("dated"))
    is_like = wanted.subject.kind.role is not Role.MODEL or _is_model(
        one
    )  # a company beside a model may be anything to it
    is_leading = not one.is_possessor and not setting.is_beside and not _is_behind_sign(zone, one, near)
    says = Says.DIFFERS if len(others) == 1 and is_like and is_leading and not says_so else Says.DOUBTS
    return Evidence("subject", says, one.words, wanted.subject_name)


def _is_behind_sign(zone: Zone, one: Named, near: Near) -> bool:
    """Whether a name stands behind a figure and a comma or the like."""
    between = zone.text.reading.text[near.one.figure.end : one.start]
    return one.start > near.one.figure.start and PARTING.search(between) is not None


def _other_before(
    wanted: FactDimensions,
    named: Sequence[tuple[Zone, Named]],
    level: int,
    near: Near,
    setting: Setting,
    rest: Sequence[tuple[Zone, Named]],
) -> Evidence | None:
    """Who else is named alone in the sentence before or in the heading, where the figure's own names nobody."""
    named = [(zone, one) for zone, one in named if not _is_compared(zone, one, setting)]
    if wanted.subject.kind.role is Role.MODEL:  # beside a model its maker's name says no more
        named = [(zone, one) for zone, one in named if _is_model(one)] or named
    others = {one.keys for _, one in named}
    if rest or len(others) != 1 or wanted.subject.kind.role is Role.MARKET:
        return None
    one = named[-1][1]
    is_spoken_of = near.says("subject", ("own",), Level.BEFORE) is not None
    is_strange = setting.known.isdisjoint(one.keys) and wanted.subject.kind.role is Role.COMPANY
    is_model = wanted.subject.kind.role is Role.MODEL and _is_model(one)
    is_label = _is_label(named[-1][0], one) and _is_model(one) == (wanted.subject.kind.role is Role.MODEL)
    if is_label or (level == Level.ABOVE and is_spoken_of and (is_strange or is_model)):
        return Evidence("subject", Says.DIFFERS, one.words, wanted.subject_name)
    # Where sentences may do without a subject, as Chinese ones, that of the sentence before is meant.
    is_meant = is_spoken_of or is_model or not setting.language.has_spaces
    return Evidence("subject", Says.DOUBTS, one.words, wanted.subject_name) if is_meant else None


def _is_of_others(wanted: FactDimensions, named: Sequence[tuple[Zone, Named]], level: int) -> bool:
    """Whether a sentence names a subject only beside other figures: "at Arden 46,900 euros, at Norvik 39,900"."""
    own = [zone for zone, one in named if not wanted.family.isdisjoint(one.keys)]
    return level == Level.SENTENCE and bool(own) and all(zone.has_figure() for zone in own)


def _is_model(one: Named) -> bool:
    return all(key.kind.role is Role.MODEL for key in one.keys)


def _is_label(zone: Zone, one: Named) -> bool:
    """Whether a name with hardly a word beside it stands over what is told of whom it names: "3. Corvo 3"."""
    return len(zone.words((zone.start, zone.end))) - len(one.words) <= _FEW_LETTERS


def _possessor(wanted: FactDimensions, near: Near) -> Evidence | None:
    """Whose count a clause gives in the place of a market's: "3.1 percent of Kirishima's cars"."""
    clause = near.zones[Level.CLAUSE][0]
    named: list[Named] = [one for one in clause.named() if _is_maker(one.keys) and one.is_possessor]
    return Evidence("subject", Says.DIFFERS, named[0].words, wanted.subject_name) if named else None


def _is_maker(keys: Iterable[EntityKey]) -> bool:
    return all(key.kind.role in (Role.COMPANY, Role.MODEL) for key in keys)


def _leader(wanted: FactDimensions, named: Sequence[Named], exact: Named, level: int) -> Named | None:
    """Who else is spoken of where the subject is only named as what is led, passed or the like: "Halden, ahead of Cerva"."""
    if not exact.is_object or level > Level.BEFORE:
        return None
    role = wanted.subject.kind.role
    for one in named:
        is_like = all(key.kind.role is role for key in one.keys) and wanted.relatives.isdisjoint(one.keys)
        if is_like and not one.is_object and not one.is_possessor and one.start < exact.start:
            return one
    return None


def _rival(wanted: FactDimensions, named: Sequence[Named], exact: Named | None) -> Named | None:
    """Who is named in a model's place: another model, or before it a company that does not make it."""
    if wanted.subject.kind.role is not Role.MODEL:
        return None
    for one in named:
        if one.is_object or not wanted.relatives.isdisjoint(one.keys) or wanted.subject in one.keys:
            continue
        if exact is None and all(key.kind.role is Role.MODEL for key in one.keys):
            return one
        is_maker = any(key.kind.role is Role.COMPANY for key in one.keys)
        if exact is not None and is_maker and one.start < exact.start:
            return one
    return None
