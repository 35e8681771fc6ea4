"""The words for what content names by a code: kinds of facts, events, corrections and entities, sources, units, types, roles.

What an editor names otherwise, an event's kind or a unit in the site's own language, stays as it was written.
"""

import re
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
    "appointment": N_("Appointment"),
    "closure": N_("Closure"),
    "court": N_("Court"),
    "investigation": N_("Investigation"),
    "investment": N_("Investment"),
    "lawsuit": N_("Lawsuit"),
    "opening": N_("Opening"),
    "policy": N_("Policy"),
    "price": N_("Price"),
    "strike": N_("Strike"),
    "test": N_("Test"),
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
    "batteries": N_("batteries"),
    "buses": N_("buses"),
    "cars": N_("cars"),
    "cells": N_("cells"),
    "chargers": N_("chargers"),
    "cities": N_("cities"),
    "claims": N_("claims"),
    "containers": N_("containers"),
    "contracts": N_("contracts"),
    "countries": N_("countries"),
    "customers": N_("customers"),
    "days": N_("days"),
    "dealers": N_("dealers"),
    "factories": N_("factories"),
    "hectares": N_("hectares"),
    "hours": N_("hours"),
    "hp": N_("hp"),
    "incidents": N_("incidents"),
    "jobs": N_("jobs"),
    "km": N_("km"),
    "km/h": N_("km/h"),
    "miles": N_("miles"),
    "minutes": N_("minutes"),
    "models": N_("models"),
    "months": N_("months"),
    "motorcycles": N_("motorcycles"),
    "mph": N_("mph"),
    "orders": N_("orders"),
    "packs": N_("packs"),
    "people": N_("people"),
    "percent": N_("percent"),
    "percentage points": N_("percentage points"),
    "plants": N_("plants"),
    "points": N_("points"),
    "robots": N_("robots"),
    "seconds": N_("seconds"),
    "shares": N_("shares"),
    "ships": N_("ships"),
    "shops": N_("shops"),
    "square metres": N_("square metres"),
    "stations": N_("stations"),
    "stores": N_("stores"),
    "times": N_("times"),
    "tonnes": N_("tonnes"),
    "trucks": N_("trucks"),
    "tyres": N_("tyres"),
    "users": N_("users"),
    "vehicles": N_("vehicles"),
    "weeks": N_("weeks"),
    "years": N_("years"),
}

# What a model is.
TYPES: Mapping[str, str] = {
    "brand": N_("brand"),
    "bus": N_("bus"),
    "car": N_("car"),
    "city car": N_("city car"),
    "concept car": N_("concept car"),
    "convertible": N_("convertible"),
    "coupe": N_("coupe"),
    "crossover": N_("crossover"),
    "electric saloon": N_("electric saloon"),
    "electric sedan": N_("electric sedan"),
    "electric suv": N_("electric SUV"),
    "estate": N_("estate"),
    "hatchback": N_("hatchback"),
    "lorry": N_("lorry"),
    "minivan": N_("minivan"),
    "motorcycle": N_("motorcycle"),
    "mpv": N_("MPV"),
    "pickup": N_("pickup"),
    "roadster": N_("roadster"),
    "saloon": N_("saloon"),
    "scooter": N_("scooter"),
    "sedan": N_("sedan"),
    "sports car": N_("sports car"),
    "suv": N_("SUV"),
    "truck": N_("truck"),
    "tyre": N_("tyre"),
    "van": N_("van"),
    "wagon": N_("wagon"),
}

# What somebody does.
ROLES: Mapping[str, str] = {
    "analyst": N_("analyst"),
    "chair": N_("chair"),
    "chairman": N_("chairman"),
    "chairwoman": N_("chairwoman"),
    "chief designer": N_("chief designer"),
    "chief engineer": N_("chief engineer"),
    "chief executive": N_("chief executive"),
    "chief financial officer": N_("chief financial officer"),
    "chief operating officer": N_("chief operating officer"),
    "chief technology officer": N_("chief technology officer"),
    "co-founder": N_("co-founder"),
    "founder": N_("founder"),
    "general manager": N_("general manager"),
    "honorary chairman": N_("honorary chairman"),
    "minister": N_("minister"),
    "partner": N_("partner"),
    "president": N_("president"),
    "spokesman": N_("spokesman"),
    "spokesperson": N_("spokesperson"),
    "spokeswoman": N_("spokeswoman"),
    "vice-chairman": N_("vice-chairman"),
    "vice-president": N_("vice-president"),
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

_JOINTS = re.compile(r", (?:and )?| and ")

_ALL: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "register": REGISTERS,
    "entity": ENTITIES,
    "source": SOURCES,
    "unit": UNITS,
    "type": TYPES,
    "role": ROLES,
}


def named(code: str, what: str = "kind", *, messages: Messages) -> str:
    """The word for a code, by what it is a code of: a "kind", the "register" of a kind, an "entity", the type of a "source", a "unit", the "type" of a model, the "role" of a person."""
    if own := messages.own_words.get((what, code)):
        return own
    word = _ALL[what].get(code.lower() if what in ("type", "role") else code)
    if word is not None:
        said = messages.gettext(word)
        return said if said != word or code.islower() else code  # "Chief executive" stays as English wrote it
    if what == "unit" and (rate := rate_of(code)) is not None and rate[0] in UNITS:
        return messages.gettext(_RATES[rate[1]], unit=messages.gettext(UNITS[rate[0]]))
    return _begun(code) if what == "kind" else code


def role_named(words: str, *, messages: Messages) -> str:
    """Somebody's roles, "founder and chief executive", each by its word; as they were written where one has none."""
    roles = _JOINTS.split(words)
    if not all(role.lower() in ROLES for role in roles):
        return words
    *others, last = [named(role, "role", messages=messages) for role in roles]
    if not others:
        return last
    first = messages.pgettext("list", ", ").join(others)
    return messages.pgettext("roles", "%(first)s and %(last)s", first=first, last=last)


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
