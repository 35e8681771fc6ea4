"""What a figure is said to count."""

from collections.abc import Sequence

from factledger.model.proofreading_language import Found, Language
from factledger.model.proofreading_language import words_of as words_in
from factledger.relate.matching.evidence.evidence_types import Evidence, Says, Setting
from factledger.relate.matching.evidence.fact_dimensions import FactDimensions, stems
from factledger.relate.matching.nearest_words import Level, Near, Zone
from factledger.relate.matching.phrase_boundaries import differs, is_own, losing_word
from factledger.relate.matching.quantities_of_facts import Claim
from factledger.relate.matching.typing_slips import is_measured

_NOT_YET = ("未", "尚未", "没有")  # of what is not sold yet, what is in store is told
_VEHICLES = "vehicles"  # the family of all that may happen to one
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


def weigh_counted(wanted: FactDimensions, near: Near, setting: Setting, claim: Claim) -> Evidence | None:
    """Whether they count what the fact counts."""
    if not wanted.concepts:
        for zone in near.zones_within(Level.SENTENCE):
            if not wanted.stems.isdisjoint(stems(zone.words((zone.start, zone.end)))):
                return Evidence("counted", Says.AGREES, wanted.name, wanted.name)
        return (
            _by_another(wanted, near, setting)
            or _by_known(wanted, near, setting, claim)
            or _by_unit(wanted, near, claim)
        )
    language, rivals = setting.language, setting.counted - wanted.concepts
    if "loss" in wanted.concepts and (losing := losing_word(near, language)):
        return Evidence("counted", Says.AGREES, losing, wanted.name)
    families = {language.families.get(concept) for concept in wanted.concepts} - {None}
    narrowed = f"{wanted.fact.scope} {wanted.fact.basis}".lower()
    counted = [
        one
        for one in near.phrases("counted")
        if one[2].value in wanted.concepts or words_of(one).lower() not in narrowed  # "low-income households"
    ]
    own = [(level, zone, found) for level, zone, found in counted if found.value in wanted.concepts]
    nouns = [
        (zone, found) for level, zone, found in counted if level == Level.CLAUSE and _is_of_unit(near, zone, found)
    ]
    if nouns and (other := _noun_of_another(wanted, near, language, nouns)) is not None:
        return other
    if own and own[0][0] <= Level.BEFORE:
        return Evidence("counted", Says.AGREES, words_of(own[0]), wanted.name)
    level = min((one[0] for one in counted), default=len(near.zones))
    phrases = [(zone, found) for at, zone, found in counted if at == level <= Level.BEFORE]
    is_part = near.says("scope", ("part",), Level.BEFORE) is not None
    others = [
        (zone, found)
        for zone, found in phrases
        if language.families.get(found.value) in families
        and not _is_of_next(near, zone, found, language)
        and not _is_of_unit(near, zone, found)
        and not (not language.has_spaces and zone.text.reading.text[zone.start : found.start].endswith(_NOT_YET))
    ]
    for zone, found in others:
        words = zone.words((found.start, found.end))
        pairs = [(found.value, concept) for concept in wanted.concepts]
        if not language.alike.isdisjoint(pairs) or is_part:
            return Evidence("counted", Says.ECHOES, words, wanted.name)
        if found.value == "exports" and (wanted.is_outside or "abroad" in wanted.scopes):
            return Evidence("counted", Says.ECHOES, words, wanted.name)
        if wanted.name.lower().endswith(words.lower()):
            return Evidence("counted", Says.ECHOES, words, wanted.name)  # the power of a charging power
        if not language.near.isdisjoint(pairs) and found.value not in rivals:
            return Evidence("counted", Says.DOUBTS, words, wanted.name)
        is_name = any(
            one.start <= found.start < one.end for one in zone.named()
        )  # 轩和汽车毛利率 may be that of 轩和汽车
        is_far = level > Level.BEFORE or is_name
        says = Says.DOUBTS if is_far else differs(near, zone, found.start, found.end, language)
        return Evidence("counted", says, words, wanted.name)
    if own:
        return Evidence(
            "counted", Says.AGREES if own[0][0] <= Level.SENTENCE else Says.ECHOES, words_of(own[0]), wanted.name
        )
    return _by_unit(wanted, near, claim)


def _noun_of_another(
    wanted: FactDimensions, near: Near, language: Language, nouns: Sequence[tuple[Zone, Found]]
) -> Evidence | None:
    """Whether a figure's own noun is something else that happens to a car: "5,610 deliveries" beside orders."""
    zone, found = nouns[0]
    if len({one.value for _, one in nouns}) != 1 or found.value in wanted.concepts or near.one.passage.headers:
        return None
    families = {language.families.get(concept) for concept in wanted.concepts}
    if language.families.get(found.value) != _VEHICLES or _VEHICLES not in families:
        return None  # a striker is a worker
    pairs = [(found.value, concept) for concept in wanted.concepts]
    if not language.alike.isdisjoint(pairs) or near.says("scope", ("part",), Level.BEFORE) is not None:
        return None
    return Evidence("counted", Says.DOUBTS, zone.words((found.start, found.end)), wanted.name)


def _is_of_unit(near: Near, zone: Zone, found: Found) -> bool:
    """Whether a noun is within the figure itself, as what it is counted in: a striker is a worker, of 12,700 workers."""
    figure = near.one.figure
    return zone is near.zones[0][0] and figure.start <= found.start and found.end <= figure.end


def _by_another(wanted: FactDimensions, near: Near, setting: Setting) -> Evidence | None:
    """Whether a clause names what another of the article's facts counts, where the fact's own metric is not named at all."""
    if setting.is_beside:
        return None  # in the few words of a title clauses stand side by side
    zone = near.zones[Level.CLAUSE][0]
    said = stems(zone.words((zone.start, zone.end)))
    counted = {
        found.value: found
        for found in zone.phrases("counted")
        if not near.is_anothers(zone, found.start) and not _is_of_next(near, zone, found, setting.language)
    }
    for other in setting.own:
        if other.fact.metric == wanted.fact.metric:
            continue
        if not other.concepts and (common := said & (other.stems - wanted.stems)):
            return Evidence("counted", Says.DOUBTS, _word_of(zone, common), wanted.name)
        if counted and (named := next((counted[one] for one in other.concepts if one in counted), None)) is not None:
            return Evidence("counted", Says.DOUBTS, zone.words((named.start, named.end)), wanted.name)
    return None


_FAMILY_OF_UNIT = {"percent": "percent", _VEHICLES: _VEHICLES}


def _by_known(wanted: FactDimensions, near: Near, setting: Setting, claim: Claim) -> Evidence | None:
    """Whether a figure's own phrase names something else that is counted in the fact's unit: "profit" beside premiums."""
    if setting.is_beside or not setting.counted:
        return None  # where no metric has a name that the language knows, none can be told from another
    family = "money" if is_measured(claim.unit) and claim.unit.isupper() else _FAMILY_OF_UNIT.get(claim.unit)
    if family is None:
        return None
    zone = near.zones[Level.CLAUSE][0]
    for found in zone.phrases("counted"):
        if found.value == "price":
            continue  # everything has one
        if setting.language.families.get(found.value) != family or near.is_anothers(zone, found.start):
            continue
        if _is_of_next(near, zone, found, setting.language):
            continue
        words = zone.words((found.start, found.end))
        if stems(words).isdisjoint(wanted.stems | wanted.scope_stems) and is_own(
            near, zone, found.start, found.end, setting.language
        ):
            return Evidence("counted", Says.DOUBTS, words, wanted.name)
    return None


def _is_of_next(near: Near, zone: Zone, found: Found, language: Language) -> bool:
    """Whether a noun behind a figure leads in the next one: "lost £84 million on revenue of £1.21 billion"."""
    figure, text = near.one.figure, zone.text.reading.text
    if not language.has_spaces or zone is not near.zones[Level.CLAUSE][0] or found.start < figure.end:
        return False
    if not any(start == zone.end for start, _ in near.passage.values):
        return False
    return text[found.end : zone.end].strip() in language.parts and bool(words_in(text[figure.end : found.start]).words)


def _word_of(zone: Zone, wanted: frozenset[str]) -> str:
    """The word of a clause with one of some stems."""
    words = zone.words((zone.start, zone.end)).split()
    return next((word.strip(",.;:()") for word in words if not wanted.isdisjoint(stems(word))), "")


def words_of(one: tuple[int, Zone, Found]) -> str:
    """The words of a phrase as printed."""
    _, zone, found = one
    return zone.words((found.start, found.end))


def _by_unit(wanted: FactDimensions, near: Near, claim: Claim) -> Evidence | None:
    printed = near.one.figure.value.unit if near.one.figure.value is not None else None
    if claim.unit in _UNITS_OF_THEIR_OWN or (claim.unit and claim.unit == printed):
        return Evidence("counted", Says.ECHOES, claim.unit, wanted.name)
    return None
