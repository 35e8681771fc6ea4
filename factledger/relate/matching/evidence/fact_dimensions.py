"""What a fact has in each dimension of which the words near a figure may speak."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from factledger.model.dates import Period
from factledger.model.entities import Entity, EntityKey, Kind, Role
from factledger.model.entity_kinds import holder_keys
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_language import Language
from factledger.relate.matching.quantities_of_facts import Claim

_CJK = "\u3040"  # from which on signs are words by themselves
_STEM = 5  # letters of a word by which other forms of it are found
_LONG = 4  # letters from which a word of a scope says something
OWN = "own"
NUMBER = re.compile(r"\d+")
PROFITS = frozenset({"profit", "net-profit", "operating-profit", "gross-profit"})
_THINGS_AND_CARS = frozenset({"vehicles", "things"})
CHANGES = frozenset({"growth", "share-move"})
# What is so before anybody pays it.
SETTLED_BEFOREHAND = frozenset({"price", "deposit", "rate", "discount", "subsidy", "tariff", "tax"})


@dataclass(frozen=True, slots=True)
class FactDimensions:
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
    named: frozenset[EntityKey]  # all whom its scope names, as in a stake "in Norvik"
    is_outside: bool  # and whether it is what lies outside them
    is_change: bool
    moves: str  # which way its metric goes by its name ("Price cut"): up, down, or nothing
    compared: frozenset[str]
    holder_stems: frozenset[str]
    holder_sorts: frozenset[str]  # such as analysts; its own, where it has no holder
    is_holder_person: bool  # somebody without a page and a sort of their own: "Priya Nair"
    is_all: bool  # whether its scope is the whole: worldwide
    is_rest: bool  # or what is left of it: "all other households"
    numbers: frozenset[str]  # in its scope

    @property
    def family(self) -> frozenset[EntityKey]:
        """The subject with those by whose names a text may speak of it."""
        return self.relatives | {self.subject}

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
    if max(word) < _CJK:
        if len(word) >= _LONG:
            yield word[:_STEM]
        return
    for is_sign, run in groupby(word, key=_is_sign):  # a name in Latin letters may touch the signs beside it
        letters = "".join(run)
        if is_sign:
            yield from (letters[at : at + 2] for at in range(len(letters) - 1))
        elif len(letters) >= _LONG:
            yield letters[:_STEM]


def _is_sign(letter: str) -> bool:
    return letter >= _CJK


class Subjects(NamedTuple):
    """What the rules need of a site's entities."""

    entities: Mapping[EntityKey, Entity]
    members: Mapping[EntityKey, Iterable[EntityKey]]
    kinds: Collection[Kind]  # that there are any of


@lru_cache(maxsize=4096)
def said_of(
    metric: str, name: str, scope: str, basis: str, language: Language
) -> tuple[frozenset[str], frozenset[str]]:
    """What a metric counts, by its name or else its id, and what narrows it; the same for all facts of a series.

    What narrows it says what is counted only of a metric that leaves it open, such as a rank: "battery cars" are no batteries.
    """
    found = language.find(f"{name}. {scope}. {basis}")
    # Of "Operating profit" the longer phrase counts, and not "profit" in the id alone.
    concepts = (
        _counted(name, language)
        or _counted(metric.replace("-", " "), language)
        or frozenset(
            concept
            for concept in _counted(f"{scope}. {basis}", language)
            if language.families.get(concept) in _THINGS_AND_CARS
        )
    )
    return concepts, frozenset(one.value for one in found if one.dimension == "scope") - {
        "part",
        "alone",
        "all",
        "whole",
        "rest",
        "outside",
    }


def _counted(text: str, language: Language) -> frozenset[str]:
    """What the words of a text count."""
    return frozenset(one.value for one in language.find(text) if one.dimension == "counted")


def wanted_of(
    claim: Claim,
    metric: Metric | None,
    subjects: Subjects,
    language: Language,
    named: Sequence[tuple[EntityKey, ...]],
    *,
    scope: str,
    is_outside: bool,
) -> FactDimensions:
    """What a fact has in each dimension; `scope` is what narrows it in words, `named` are the entities that this names."""
    fact = claim.facts[0]
    name = metric.name if metric is not None else fact.metric
    concepts, scopes = said_of(fact.metric, name, scope, fact.basis, language)
    if claim.value.low < 0 and not concepts.isdisjoint(PROFITS):
        concepts = frozenset({"loss"})
    entity = subjects.entities.get(fact.subject)
    is_change = (
        (metric is not None and bool(metric.growth_of))
        or not concepts.isdisjoint(CHANGES)
        or (claim.unit == "percent" and claim.value.low < 0)
    )
    about = f"{scope}. {fact.basis}. {name}. {fact.note}. {metric.about if metric is not None else ''}"
    compared = (
        [one.value for one in language.find(about) if one.dimension in ("compared", "earlier")] if is_change else ()
    )
    return FactDimensions(
        fact=fact,
        subject=fact.subject,
        subject_name=entity.name if entity is not None else fact.subject.id,
        relatives=frozenset(_relatives(fact.subject, subjects)),
        concepts=concepts,
        name=name,
        stems=stems(name),
        scopes=scopes,
        scope_stems=stems(f"{scope} {fact.basis}"),
        places=frozenset(key for keys in named for key in keys if key.kind.role is Role.MARKET),
        named=frozenset(key for keys in named for key in keys),
        is_outside=is_outside,
        is_change=is_change,
        moves="" if is_change else _moves(name, language),
        compared=frozenset(compared),
        holder_stems=_holder_stems(fact.holder, subjects, language),
        holder_sorts=_holder_sorts(fact, subjects, language),
        is_holder_person=_is_person(fact.holder, subjects, language),
        is_all=any(one.value == "all" and one.dimension == "scope" for one in language.find(scope)),
        is_rest=any(one.value == "rest" and one.dimension == "scope" for one in language.find(scope)),
        numbers=frozenset(NUMBER.findall(scope)),
    )


@lru_cache(maxsize=1024)
def _moves(name: str, language: Language) -> str:
    """Which way a metric goes by its name, where that says one alone."""
    ways = {one.value for one in language.find(name) if one.dimension == "direction"}
    return ways.pop() if len(ways) == 1 else ""


def _holder_sorts(fact: Fact, subjects: Subjects, language: Language) -> frozenset[str]:
    """Of what sort a holder is: the subject itself with its company and people, or such as analysts."""
    if not fact.holder:
        return frozenset({OWN})
    found = frozenset(one.value for one in language.find(fact.holder) if one.dimension == "holder")
    family = {fact.subject, *_relatives(fact.subject, subjects)}
    people = {member for key in family for member in subjects.members.get(key, ()) if member.kind.role is Role.PERSON}
    if not (family | people).isdisjoint(holder_keys(fact.holder, subjects.kinds)):
        return frozenset({OWN})
    names = (name for key in family | people if key in subjects.entities for name in _names(subjects.entities[key]))
    return frozenset({OWN}) if fact.holder in names else found


def _is_person(holder: str, subjects: Subjects, language: Language) -> bool:
    """Whether a holder is told as a person: two or more names with capitals, and no entity, and nothing such as "Research"."""
    words = holder.split()
    is_name = len(words) > 1 and all(word[0].isupper() and word.isalpha() for word in words)
    if not is_name or any(one.dimension == "holder" for one in language.find(holder)):
        return False
    return not any(key in subjects.entities for key in holder_keys(holder, subjects.kinds))


def _names(entity: Entity) -> Iterator[str]:
    yield from (entity.name, entity.native_name, *entity.aliases, *entity.brands)


def _holder_stems(holder: str, subjects: Subjects, language: Language) -> frozenset[str]:
    """The words by which a holder is told from others of its sort: of "Harbour Securities" the first.

    Of one that has a page all names count.
    """
    if not holder:
        return frozenset()
    own = next(
        (subjects.entities[key] for key in holder_keys(holder, subjects.kinds) if key in subjects.entities), None
    )
    if own is not None:
        return stems(" ".join((holder, *_names(own))))
    sorts = "".join(f" {holder[one.start : one.end]}" for one in language.find(holder) if one.dimension == "holder")
    return stems(holder) - stems(sorts) or stems(holder)


def _relatives(subject: EntityKey, subjects: Subjects) -> Iterator[EntityKey]:
    """The company of a model or person, and the models of a company: names by which a text may speak of either."""
    entity = subjects.entities.get(subject)
    owner = entity.company if entity is not None else None
    while owner is not None:
        yield owner.key
        above = subjects.entities.get(owner.key)
        owner = above.parent if above is not None and above.parent != owner else None
    yield from (key for key in subjects.members.get(subject, ()) if key.kind.role is Role.MODEL)
