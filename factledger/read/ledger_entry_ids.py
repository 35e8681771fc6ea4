"""The ids of an article's facts, events and corrections: those that editors give, else made of what each of them is.

An id is part of addresses, feeds and calendars, and so for good. It is made of nothing that comes with a place in a
list, of nothing that depends on what else the article holds, and of no value, title or day to come that may be put
right. Where what remains does not tell two of them apart, an editor has to.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from factledger.model.dates import Period
from factledger.model.entities import EntityKey
from factledger.model.entity_kinds import Kinds
from factledger.model.facts import FactKind
from factledger.model.problems import Place, Problem
from factledger.model.slugs import slug
from factledger.read.entity_kind_schemas import listed_ids, named_id
from factledger.read.front_matter_schema import WrittenArticle, WrittenCorrection, WrittenEvent, WrittenFact
from factledger.read.identifiers import nearest_id
from factledger.read.record_validation import place_of
from factledger.read.yaml_nodes import Table

# The same few metrics, subjects, kinds and scopes stand in an article again and again, and in those around it.
_id = lru_cache(maxsize=4096)(nearest_id)
_words = lru_cache(maxsize=4096)(slug)


class Ids(NamedTuple):
    """The ids within an article, in the order in which its front matter lists them."""

    facts: tuple[str, ...]
    events: tuple[str, ...]
    corrections: tuple[str, ...]


class _Entry(NamedTuple):
    """One of them: the id it was given, and the one it is called by otherwise."""

    given: str | None
    derived: str


def entry_ids(
    written: WrittenArticle,
    article: str,
    company: EntityKey | None,
    kinds: Kinds,
    table: Table,
    path: str,
    problems: list[Problem],
) -> Ids:
    """The ids of all that an article lists; `company` is its first, of whom it speaks where nobody is named.

    Two of one id are a problem; so that the rest can still be checked, the second is numbered.
    """
    facts = [_Entry(entry.id, _fact_id(entry, company, kinds)) for entry in written.facts]
    events = [_Entry(entry.id, _event_id(entry, company, written.date.day, kinds)) for entry in written.events]
    corrections = [_Entry(entry.id, _correction_id(entry, article)) for entry in written.corrections]
    _check_given({"facts": facts, "events": events}, table, path, problems)
    _check_given({"corrections": corrections}, table, path, problems)
    return Ids(
        facts=tuple(_named("facts", facts, table, path, problems)),
        events=tuple(_named("events", events, table, path, problems)),
        corrections=tuple(_named("corrections", corrections, table, path, problems)),
    )


def _fact_id(entry: WrittenFact, company: EntityKey | None, kinds: Kinds) -> str:
    """metric[-kind][-period][-as of][-subject][-scope][-basis][-holder], without what goes without saying."""
    subjects = [EntityKey(kind, id_) for kind in kinds.subjects if (id_ := named_id(entry, kind)) is not None]
    if entry.subject is not None:
        kind_name, _, id_ = (part.strip() for part in entry.subject.partition(":"))
        subjects += [EntityKey(kind, id_) for kind in kinds.subjects if kind == kind_name]
    return _joined(
        _id(entry.metric),
        "" if entry.kind is FactKind.ACTUAL else entry.kind.value,
        _period_id(entry.period),
        _period_id(entry.as_of),
        _subject_id(subjects, company),
        *(_words(words) for words in (entry.scope, entry.basis, entry.holder) if words),
    )


def _event_id(entry: WrittenEvent, company: EntityKey | None, published: date, kinds: Kinds) -> str:
    """kind[-day][-subject]: the day only of what has happened, for what is to come may be put off; the first subject."""
    return _joined(
        _words(entry.kind),
        _period_id(entry.date) if entry.date.last <= published else "",
        _subject_id([EntityKey(kind, id_) for kind in kinds.subjects for id_ in listed_ids(entry, kind)], company),
    )


def _correction_id(entry: WrittenCorrection, article: str) -> str:
    """kind-day[-fact]."""
    fact = entry.fact.removeprefix(f"{article}/").replace("/", "-")
    return _joined(entry.kind.value, entry.date.day.isoformat(), _id(fact))


def _subject_id(subjects: Sequence[EntityKey], company: EntityKey | None) -> str:
    return _id(subjects[0].id) if subjects and subjects[0] != company else ""


def _period_id(period: Period | None) -> str:
    return "" if period is None else period.text.lower().replace("../", "to-").replace("/", "-to-")


def _joined(*parts: str) -> str:
    return "-".join(part for part in parts if part)


def _check_given(listed: Mapping[str, Sequence[_Entry]], table: Table, path: str, problems: list[Problem]) -> None:
    """Find the ids that an editor has given twice."""
    seen: dict[str, Place] = {}
    for part, entries in listed.items():
        for number, entry in enumerate(entries):
            if entry.given is None:
                continue
            place = place_of(table, path, part, number, "id")
            if entry.given in seen:
                message = f"the id '{entry.given}' stands twice in the article"
                problems.append(Problem(place, "duplicate-id", message, "give each its own", (seen[entry.given],)))
            seen.setdefault(entry.given, place)


def _named(part: str, entries: Sequence[_Entry], table: Table, path: str, problems: list[Problem]) -> Iterable[str]:
    """The id of each entry of one list, with a problem where one that was not given is another's."""
    taken = {entry.given: number for number, entry in enumerate(entries) if entry.given is not None}
    word = part.removesuffix("s")
    for number, entry in enumerate(entries):
        if entry.given is not None:
            yield entry.given
            continue
        id_ = entry.derived or word
        if id_ in taken:
            place, first = (place_of(table, path, part, one) for one in (number, taken[id_]))
            message = f"this {word} would be called '{id_}', as the one on line {first.line}"
            id_ = next(f"{id_}-{count}" for count in range(2, len(entries) + 2) if f"{id_}-{count}" not in taken)
            advice = f"give the newer of them a name of its own, as in id: {id_}"
            problems.append(Problem(place, "duplicate-id", message, advice, (first,)))
        taken[id_] = number
        yield id_
