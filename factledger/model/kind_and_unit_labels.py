"""The words for what content names by a code: kinds of facts, events, corrections and entities, types of sources, units.

What an editor names otherwise, an event's kind or a unit in the site's own language, stays as it was written.
"""

from collections.abc import Iterable, Mapping

from factledger.model.entity_kinds import Kinds
from factledger.model.facts import FactKind
from factledger.model.fast_dataclass import replace
from factledger.model.message_catalogues import N_, Messages
from factledger.model.unit_and_number_words import rate_of

# Above a profile, beside an entry of a timeline or a correction.
KINDS: Mapping[str, str] = {
    "actual": N_("Figure"),
    "target": N_("Target"),
    "estimate": N_("Estimate"),
    "plan": N_("Plan"),
    "accident": N_("Accident"),
    "announcement": N_("Announcement"),
    "approval": N_("Approval"),
    "construction": N_("Construction"),
    "delivery": N_("Delivery"),
    "due": N_("Due"),
    "event": N_("Event"),
    "founding": N_("Founding"),
    "launch": N_("Launch"),
    "other": N_("Other"),
    "partnership": N_("Partnership"),
    "production": N_("Production"),
    "recall": N_("Recall"),
    "record": N_("Record"),
    "regulation": N_("Regulation"),
    "report": N_("Report"),
    "results": N_("Results"),
    "update": N_("Update"),
    "clarification": N_("Clarification"),
    "correction": N_("Correction"),
    "retraction": N_("Retraction"),
    "company": N_("Company"),
    "market": N_("Market"),
    "model": N_("Model"),
    "person": N_("Person"),
    "topic": N_("Topic"),
}

SOURCES: Mapping[str, str] = {
    "filing": N_("filing"),
    "release": N_("release"),
    "regulator": N_("regulator"),
    "association": N_("association"),
    "wire": N_("wire"),
    "media": N_("media"),
    "unnamed": N_("unnamed"),
    "own": N_("own"),
}

UNITS: Mapping[str, str] = {
    "basis points": N_("basis points"),
    "cars": N_("cars"),
    "chargers": N_("chargers"),
    "cities": N_("cities"),
    "countries": N_("countries"),
    "days": N_("days"),
    "hectares": N_("hectares"),
    "hours": N_("hours"),
    "hp": N_("hp"),
    "incidents": N_("incidents"),
    "km": N_("km"),
    "km/h": N_("km/h"),
    "miles": N_("miles"),
    "minutes": N_("minutes"),
    "months": N_("months"),
    "mph": N_("mph"),
    "orders": N_("orders"),
    "people": N_("people"),
    "percent": N_("percent"),
    "percentage points": N_("percentage points"),
    "seconds": N_("seconds"),
    "shares": N_("shares"),
    "shops": N_("shops"),
    "square metres": N_("square metres"),
    "stations": N_("stations"),
    "stores": N_("stores"),
    "times": N_("times"),
    "tonnes": N_("tonnes"),
    "vehicles": N_("vehicles"),
    "weeks": N_("weeks"),
    "years": N_("years"),
}

# What is counted for each of something, as `canonical_unit` calls it: "vehicles/year".
_RATES: Mapping[str, str] = {
    "year": N_("%(unit)s a year"),
    "month": N_("%(unit)s a month"),
    "week": N_("%(unit)s a week"),
    "day": N_("%(unit)s a day"),
    "hour": N_("%(unit)s an hour"),
    "minute": N_("%(unit)s a minute"),
    "vehicle": N_("%(unit)s a vehicle"),
}

# What a figure that is no result is called.
_FIGURES: Mapping[FactKind, str] = {
    FactKind.TARGET: N_("%(metric)s target"),
    FactKind.ESTIMATE: N_("%(metric)s estimate"),
    FactKind.PLAN: N_("%(metric)s plan"),
}

# What the register of each kind of entity is called.
REGISTERS: Mapping[str, str] = {
    "company": N_("Companies"),
    "model": N_("Models"),
    "person": N_("People"),
    "market": N_("Markets"),
    "topic": N_("Topics"),
}

# Beside an entity's name.
ENTITIES: Mapping[str, str] = {
    "company": N_("company"),
    "market": N_("market"),
    "model": N_("model"),
    "person": N_("person"),
    "topic": N_("topic"),
}

_ALL: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "register": REGISTERS,
    "entity": ENTITIES,
    "source": SOURCES,
    "unit": UNITS,
}


def named(code: str, what: str = "kind", *, messages: Messages) -> str:
    """The word for a code, by what it is a code of: a "kind", the "register" of a kind, an "entity", the type of a "source", a "unit"."""
    if own := messages.own_words.get((what, code)):
        return own
    word = _ALL[what].get(code)
    if word is not None:
        return messages.gettext(word)
    if what == "unit" and (rate := rate_of(code)) is not None and rate[0] in UNITS:
        return messages.gettext(_RATES[rate[1]], unit=messages.gettext(UNITS[rate[0]]))
    return _begun(code) if what == "kind" else code


def with_kinds(messages: Messages, kinds: Kinds) -> Messages:
    """Messages that call a site's kinds of entity as the site does."""
    own: dict[tuple[str, str], str] = {}
    for one in kinds.declared:
        if one.name:
            own["kind", one.kind.value], own["entity", one.kind.value] = _begun(one.name), one.name
        if one.names:
            own["register", one.kind.value] = _begun(one.names)
    return replace(messages, own_words=own) if own else messages


def _begun(words: str) -> str:
    """Words as they stand at the beginning, or alone."""
    return words[:1].upper() + words[1:]


def figure_name(metric: str, kind: FactKind, narrowed: Iterable[str], *, messages: Messages) -> str:
    """What a figure is called: "Deliveries", "Deliveries target (outside China)"."""
    name = messages.gettext(_FIGURES[kind], metric=metric) if kind in _FIGURES else metric
    parts = [part for part in narrowed if part]
    if not parts:
        return name
    narrower = messages.gettext(", ").join(parts)
    if name.endswith((")", "）")):  # as "Auslieferungen (Ziel)": one pair of brackets holds both
        joint = messages.gettext("; ")
        return f"{name[:-1]}{joint}{narrower}{name[-1]}"
    return messages.gettext("%(name)s (%(narrowed)s)", name=name, narrowed=narrower)
