"""An article's sources, facts and events: what an editor may leave out is filled in from the article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from factledger.model.dates import Period, day
from factledger.model.entities import EntityKey, Kind, Mention, Role
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.facts import Event, Fact, Source
from factledger.model.grammar.fact_value_grammar import read_value
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_language import Language
from factledger.model.quantity import Quantity
from factledger.model.quantity_parsing import QuantityError
from factledger.model.slugs import slug
from factledger.model.timestamps import Stamp
from factledger.read.entity_kind_schemas import listed_ids, named_id
from factledger.read.front_matter_schema import WrittenEvent, WrittenFact, WrittenListedSource, WrittenSource
from factledger.read.identifiers import did_you_mean, is_id, listed, nearest_id
from factledger.read.record_validation import place_of
from factledger.read.yaml_nodes import Items, Node, Table, locate


@dataclass(slots=True)
class Entries:
    """What the facts and events of one article inherit; mutable because the problems gather in it."""

    article: str
    path: str
    published: Stamp | None
    subject: Mention | None  # the article's first company
    sources: Mapping[str, Source]
    updated: Stamp | None = None
    language: Language | None = None  # of the site, in which values are written
    kinds: Kinds = DEFAULT_KINDS
    problems: list[Problem] = field(default_factory=list)

    def facts(self, written: tuple[WrittenFact, ...], nodes: Node, ids: Iterable[str]) -> tuple[Fact, ...]:
        """The facts that are complete, with the ids given."""
        found = []
        for number, (entry, id_) in enumerate(zip(written, ids, strict=True)):
            node = locate(nodes, (number,))
            fact = self._fact(entry, node, id_)
            if fact is not None:
                found.append(fact)
        return tuple(found)

    def events(self, written: tuple[WrittenEvent, ...], nodes: Node, ids: Iterable[str]) -> tuple[Event, ...]:
        """The events, about the article's first company where they name nobody."""
        return tuple(
            self._event(entry, locate(nodes, (number,)), id_)
            for number, (entry, id_) in enumerate(zip(written, ids, strict=True))
        )

    def _fact(self, entry: WrittenFact, node: Node, id_: str) -> Fact | None:
        subject = self._subject(entry, node)
        source = self._source(entry.source, node, is_needed=True)
        as_of = entry.as_of or (day(self.published.day) if self.published is not None else None)
        if entry.retracted_by is not None and not entry.retracted:
            message = "'retracted_by' says who took the fact back, and nothing says why"
            place = self._place(node, "retracted_by")
            self.problems.append(Problem(place, "missing-key", message, "add retracted: with the reason"))
        if subject is None or source is None or as_of is None:
            return None
        return Fact(
            id=f"{self.article}/{id_}",
            article=self.article,
            subject=subject.key,
            metric=entry.metric,
            as_of=as_of,
            text=entry.value,
            source=source,
            place=Place(self.path, node.line, node.column),
            value_place=self._place(node, "value"),
            metric_place=self._place(node, "metric"),
            subject_place=subject.place,
            value=_quantity(entry.value, self.language),
            kind=entry.kind,
            period=entry.period,
            scope=entry.scope,
            basis=entry.basis,
            holder=entry.holder,
            confidence=entry.confidence,
            note=entry.note,
            supersedes=entry.supersedes,
            supersedes_place=self._place(node, "supersedes") if entry.supersedes else None,
            retracted=entry.retracted,
            retracted_by=entry.retracted_by,
            preferred=entry.preferred,
            told=self._told(as_of),
        )

    def _told(self, as_of: Period) -> Stamp | None:
        """When the article tells what was true then: an update may tell of what came after the article."""
        published, updated = self.published, self.updated
        if published is None or updated is None or as_of.last <= published.day:
            return published
        return published if updated.is_before(published) else updated

    def _event(self, entry: WrittenEvent, node: Node, id_: str) -> Event:
        named = {kind: listed_ids(entry, kind) for kind in self.kinds.subjects}
        subjects = mentions(named, node, self.path, self.problems)
        if not subjects and self.subject is not None:
            subjects = (self.subject,)
        return Event(
            id=f"{self.article}/{id_}",
            article=self.article,
            date=entry.date,
            title=entry.title,
            place=Place(self.path, node.line, node.column),
            kind=entry.kind,
            subjects=subjects,
            source=self._source(entry.source, node, is_needed=False),
            note=entry.note,
        )

    def _subject(self, entry: WrittenFact, node: Node) -> Mention | None:
        named = {kind: id_ for kind in self.kinds.subjects if (id_ := named_id(entry, kind)) is not None}
        keys = [kind.value for kind in named]
        keys += ["subject"] if entry.subject is not None else []
        if len(keys) > 1:
            place = self._place(node, keys[1])
            message = f"the fact names its subject as {listed(keys, 'and')}"
            self.problems.append(Problem(place, "bad-value", message, _keep_one(self.kinds, named)))
            return None
        if entry.subject is not None:
            return self._subject_in_words(entry.subject, self._place(node, "subject"))
        for kind, id_ in named.items():
            return Mention(EntityKey(kind, id_), self._place(node, kind.value))
        if self.subject is None:
            self.problems.append(_no_subject(self.kinds, Place(self.path, node.line, node.column)))
        return self.subject

    def _subject_in_words(self, text: str, place: Place) -> Mention | None:
        kind, colon, id_ = (part.strip() for part in text.partition(":"))
        kinds = {subject.value: subject for subject in self.kinds.subjects}
        if colon and id_ and kind in kinds:
            return Mention(EntityKey(kinds[kind], id_), place)
        advice = did_you_mean(kind, kinds, f"write {listed([f'{name}:id' for name in kinds])}")
        self.problems.append(Problem(place, "bad-value", f"'{text}' names no subject", advice))
        return None

    def _source(self, written: str | WrittenSource | None, node: Node, *, is_needed: bool) -> Source | None:
        if isinstance(written, WrittenSource):
            return source(written, locate(node, ("source",)), self.path, self.problems)
        if written is not None:
            if written not in self.sources:
                place = self._place(node, "source")
                self.problems.append(_unknown_source(written, self.sources, place))
            return self.sources.get(written)
        if len(self.sources) == 1:
            return next(iter(self.sources.values()))
        if is_needed and not (isinstance(node, Table) and "source" in node.refused):
            place = Place(self.path, node.line, node.column)
            count = "none" if not self.sources else str(len(self.sources))
            message = f"the fact names no source and the article has {count}"
            advice = f"add source: {listed(list(self.sources))}" if self.sources else "add sources: to the article"
            self.problems.append(Problem(place, "no-source", message, advice))
        return None

    def _place(self, node: Node, key: str) -> Place:
        return place_of(node, self.path, key)


def _keep_one(kinds: Kinds, named: Mapping[Kind, str]) -> str:
    market = next((id_ for kind, id_ in named.items() if kind.role is Role.MARKET), None)
    if market is not None and len({kind.role for kind in named}) == 2:
        return f"keep the other, and say where it was counted as its scope, as in scope: {market}"
    model = kinds.first(Role.MODEL)
    owner = kinds.owner(model) if model is not None else None
    return f"keep one; a {model} implies its {owner}" if owner is not None else "keep one"


def _no_subject(kinds: Kinds, place: Place) -> Problem:
    company = kinds.first(Role.COMPANY)
    if company is None:
        advice = f"add one of {listed([f'{kind}:' for kind in kinds.subjects])} to the fact"
        return Problem(place, "no-subject", "the fact names no subject", advice)
    message = f"the fact names no subject and the article no {company}"
    return Problem(place, "no-subject", message, f"add {company}: to the fact or {company.plural}: to the article")


def _quantity(text: str, language: Language | None) -> Quantity | None:
    """The figure in a value; None where it is none, which only the metric can judge."""
    try:
        return read_value(text, language)
    except QuantityError:
        return None


def _unknown_source(key: str, sources: Mapping[str, Source], place: Place) -> Problem:
    message = f"the article has no source '{key}'"
    if "://" in key:
        return Problem(place, "unknown-source", message, f'write {{name: …, url: "{key}"}}')
    otherwise = f"its sources are {listed(list(sources), 'and')}" if sources else "add it under sources:"
    return Problem(place, "unknown-source", message, did_you_mean(key, sources, otherwise))


def source(written: WrittenSource, node: Node, path: str, problems: list[Problem], key: str = "") -> Source:
    """A source as written, with a warning where it cannot be followed."""
    place = Place(path, node.line, node.column)
    if written.url is None and not (isinstance(node, Table) and "url" in node.refused):
        message = f"the source '{written.name}' has no url"
        problems.append(Problem(place, "source-without-url", message, "add url: with the address where it can be read"))
    return Source(
        name=written.name,
        place=place,
        key=key,
        url=written.url or "",
        publisher=written.publisher,
        published=written.published,
        accessed=written.accessed,
        archive=written.archive or "",
        type=written.type,
    )


def sources(
    written: Mapping[str, WrittenSource],
    in_list: Sequence[WrittenListedSource],
    table: Table,
    path: str,
    problems: list[Problem],
) -> dict[str, Source]:
    """An article's sources by key, in its order; one in a list that has no key is named after its name."""
    nodes = table.values.get("sources")
    found: dict[str, Source] = {}
    for key, entry in written.items():
        if isinstance(nodes, Table):
            problems += _wrong_key(key, nodes.keys[key], path)
        found[key] = source(entry, locate(table, ("sources", key)), path, problems, key)
    for number, entry in enumerate(in_list):
        node = locate(table, ("source_list", number))
        key = entry.key or slug(entry.name)
        where = locate(node, ("key",)) if entry.key else locate(node, ("name",))
        if key in found:
            message, place = f"the source '{key}' stands twice", Place(path, where.line, where.column)
            problems.append(Problem(place, "duplicate-key", message, "give it another key"))
            continue
        problems += _wrong_key(key, where, path)
        found[key] = source(entry, node, path, problems, key)
    return found


def _wrong_key(key: str, where: Node, path: str) -> Iterable[Problem]:
    if not is_id(key):
        advice = f"write {nearest_id(key)}" if nearest_id(key) else "write letters and digits"
        yield Problem(Place(path, where.line, where.column), "bad-id", f"'{key}' cannot be an id", advice)


def mentions(
    named: Mapping[Kind, tuple[str, ...]], node: Node, path: str, problems: list[Problem]
) -> tuple[Mention, ...]:
    """The entities that a table lists, kind by kind, each once."""
    found: dict[EntityKey, Mention] = {}
    for kind, ids in named.items():
        items = locate(node, (kind.plural,)) if ids else node
        for number, id_ in enumerate(ids):
            at = items.nodes[number] if isinstance(items, Items) else node
            mention = Mention(EntityKey(kind, id_), Place(path, at.line, at.column))
            first = found.setdefault(mention.key, mention)
            if first is not mention:
                message = f"{kind} '{id_}' is listed twice"
                problems.append(Problem(mention.place, "duplicate-id", message, "keep one", (first.place,)))
    return tuple(found.values())
