"""What a link inside the site means: each reference of a text gets its canonical name or a problem.

Canonical names, which `plan` turns into addresses: `company:xiaomi` (and the other kinds of entity),
`article:x`, `page:about`, `metric:deliveries` (its entry in the glossary), `metric:company:xiaomi/deliveries`
(a subject's page of it), `fact:article/id`, `image:su7.jpg`, `path:/timeline/`; the first three may end in a
`#heading`. A link to a heading of the text itself is `#heading`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from posixpath import dirname, join, normpath, relpath
from types import MappingProxyType
from urllib.parse import unquote

from factledger.model.articles import Article, TextPage
from factledger.model.entities import Entity, EntityKey, Kind, Role
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.problems import Place, Problem
from factledger.model.rendered_prose import Prose, Reference, without_links
from factledger.model.spelling_suggestions import Spellings, did_you_mean

# What a browser would fetch from elsewhere; it takes a backslash for a slash (WHATWG URL, "special" schemes).
_FOREIGN = re.compile(r"(?:https?|mailto):|[\\/]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestNames:
    """The same names, for one that does not exist: which of them was meant."""

    ids: Mapping[Kind, Spellings]
    names: Mapping[Kind, Mapping[str, str]]  # by name in lower case, the id of who has it
    articles: Spellings
    metrics: Spellings
    facts: Spellings
    facts_of: Mapping[str, Sequence[str]]  # by article, its own in short
    images: Spellings
    files: Spellings


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that can be linked to, by the names that editors use."""

    entities: Mapping[EntityKey, Entity]
    articles: Mapping[str, Article]
    held_back: Mapping[str, str]  # id of an article that is not published: why
    to_come: frozenset[str]  # those of them whose moment lies ahead
    held_entities: Mapping[EntityKey, str]  # likewise of entities
    pages: Mapping[str, TextPage]
    metrics: Mapping[str, Metric]
    facts: Mapping[str, Fact]
    images: frozenset[str]
    by_path: Mapping[str, str]  # path of a file of content/: canonical name
    measured: frozenset[tuple[EntityKey, str]]  # subject and metric of every fact
    near: "NearestNames"
    kinds: Mapping[str, Kind]  # by word
    company: Kind | None  # which a subject without a kind is of

    def headings(self, canonical: str) -> tuple[str, ...]:
        """The anchors of the text with this canonical name."""
        scheme, _, id = canonical.partition(":")
        if scheme == "article":
            prose = self.articles[id].prose
        elif scheme == "page":
            prose = self.pages[id].prose
        else:
            prose = self.entities[EntityKey(self.kinds[scheme], id)].prose
        return prose.anchors


def directory(
    *,
    entities: Mapping[EntityKey, Entity],
    articles: Mapping[str, Article],
    held_back: Mapping[str, str],
    pages: Iterable[TextPage],
    metrics: Mapping[str, Metric],
    facts: Mapping[str, Fact],
    images: Iterable[str],
    static: Iterable[str] = (),
    unpublished: Iterable[Article] = (),
    to_come: Iterable[str] = (),
    held_entities: Mapping[EntityKey, str] = MappingProxyType({}),
    hidden: Iterable[Entity] = (),
    kinds: Kinds = DEFAULT_KINDS,
) -> Directory:
    """Index everything that a text may link to.

    `unpublished` and `hidden` are what is held back, for links to the files; `to_come` are the ids of the articles
    whose moment lies ahead.
    """
    page_by_id = {page.id: page for page in pages}
    images = frozenset(images)
    facts_of: dict[str, list[str]] = {}
    for fact in facts:
        article, _, short = fact.rpartition("/")
        facts_of.setdefault(article, []).append(short)
    by_path = {entity.place.path: str(entity.key) for entity in (*entities.values(), *hidden)}
    by_path |= {article.place.path: f"article:{article.id}" for article in (*articles.values(), *unpublished)}
    by_path |= {page.place.path: f"page:{page.id}" for page in page_by_id.values()}
    by_path |= {f"content/static/{path}": f"path:/{path}" for path in static}
    return Directory(
        entities=entities,
        articles=articles,
        held_back=held_back,
        to_come=frozenset(to_come),
        held_entities=held_entities,
        pages=page_by_id,
        metrics=metrics,
        facts=facts,
        images=images,
        by_path=by_path,
        measured=frozenset((fact.subject, fact.metric) for fact in facts.values()),
        near=NearestNames(
            names={kind: _by_name(entities.values(), kind) for kind in kinds},
            ids={kind: Spellings([key.id for key in entities if key.kind == kind]) for kind in kinds},
            articles=Spellings(articles),
            metrics=Spellings(metrics),
            facts=Spellings(facts),
            facts_of=facts_of,
            images=Spellings(images),
            files=Spellings(by_path),
        ),
        kinds=kinds.by_word,
        company=kinds.first(Role.COMPANY),
    )


def _by_name(entities: Iterable[Entity], kind: Kind) -> Mapping[str, str]:
    return {
        name.casefold(): entity.id
        for entity in entities
        if entity.key.kind == kind
        for name in (*entity.aliases, entity.native_name, entity.name)
        if name
    }


def resolve_prose(prose: Prose, path: str, names: Directory, *, article: str = "") -> tuple[Prose, tuple[Problem, ...]]:
    """Give every reference of a text its canonical name.

    `path` is the text's file, against which relative links are read; `article` its article's id, for
    facts named in short. A reference that leads nowhere keeps its target and yields a problem. A text that is no
    article's has no day and may speak of stories to come: its links to them are plain words until then.
    """
    if not prose.references:
        return prose, ()
    problems: list[Problem] = []
    anchors = frozenset(prose.anchors)
    resolved: list[Reference] = []
    ahead: set[int] = set()
    for number, reference in enumerate(prose.references):
        story = "" if article else _story_to_come(reference, path, names)
        if story and not reference.is_empty:
            ahead.add(number)
            problems.append(_ahead(reference, story, names))
            resolved.append(reference)
            continue
        if reference.target.startswith("#") and not reference.is_image:
            if unquote(reference.target[1:]) not in anchors:
                advice = did_you_mean(reference.target[1:], anchors)
                problems.append(
                    _problem(reference, "dead-anchor", f"no heading '{reference.target}' in this text", advice)
                )
            resolved.append(reference)
            continue
        canonical = _resolve(reference, path, article, names, problems)
        resolved.append(reference if canonical is None else replace(reference, target=canonical))
    return without_links(prose.with_references(tuple(resolved)), ahead), tuple(problems)


def _story_to_come(reference: Reference, path: str, names: Directory) -> str:
    """The id of the article that a reference leads to, if its moment lies ahead."""
    scheme, colon, rest = unquote(reference.target).partition("#")[0].partition(":")
    if reference.is_image or not names.to_come:
        return ""
    if colon:
        id = rest if scheme == "article" else rest.partition("/")[0] if scheme == "fact" else ""
    else:
        id = names.by_path.get(normpath(join(dirname(path), scheme)), "").removeprefix("article:")
    return id if id in names.to_come else ""


def _ahead(reference: Reference, id: str, names: Directory) -> Problem:
    message = f"the article '{id}' has not come: {names.held_back[id]}"
    return _problem(
        reference, "not-yet", message, "until then its link is plain words; see that they give nothing away"
    )


def _problem(reference: Reference, rule: str, message: str, advice: str) -> Problem:
    return Problem(reference.place, rule, message, advice)


def _resolve(reference: Reference, path: str, article: str, names: Directory, problems: list[Problem]) -> str | None:
    scheme, colon, rest = reference.target.partition(":")
    if reference.is_image:
        return _image(reference, path, names, problems)
    if colon and scheme in names.kinds:
        return _entity(reference, names.kinds[scheme], rest, names, problems)
    if colon and scheme == "article":
        return _article(reference, rest, names, problems)
    if colon and scheme == "metric":
        return _metric(reference, rest, names, problems)
    if colon and scheme == "fact":
        return _fact(reference, rest, article, names, problems)
    if reference.target.startswith("/"):
        return f"path:{unquote(reference.target)}"
    return _file(reference, path, names, problems)


def _entity(reference: Reference, kind: Kind, rest: str, names: Directory, problems: list[Problem]) -> str | None:
    id, _, anchor = rest.partition("#")
    if EntityKey(kind, id) in names.held_entities:
        problems.append(held_entity(EntityKey(kind, id), reference.place, names))
        return None
    if EntityKey(kind, id) not in names.entities:
        problems.append(
            _problem(reference, "unknown-entity", f"no {kind} '{id}'", did_you_mean(id, names.near.ids[kind]))
        )
        return None
    return _with_anchor(reference, f"{kind}:{id}", anchor, names, problems)


def _article(reference: Reference, rest: str, names: Directory, problems: list[Problem]) -> str | None:
    id, _, anchor = rest.partition("#")
    if id in names.articles:
        return _with_anchor(reference, f"article:{id}", anchor, names, problems)
    if id in names.held_back:
        problems.append(_held_back(reference, id, names))
        return None
    problems.append(_problem(reference, "unknown-article", f"no article '{id}'", did_you_mean(id, names.near.articles)))
    return None


def _held_back(reference: Reference, id: str, names: Directory) -> Problem:
    message = f"the article '{id}' is not published: {names.held_back[id]}"
    return _problem(reference, "unknown-article", message, "publish it or take the link out")


def held_entity(key: EntityKey, place: Place, names: Directory) -> Problem:
    """What is said of a reference to an entity that is held back."""
    message = f"the {key.kind} '{key.id}' is not published: {names.held_entities[key]}"
    return Problem(place, "unknown-entity", message, "publish it, or hold back what names it")


def _metric(reference: Reference, rest: str, names: Directory, problems: list[Problem]) -> str | None:
    subject, slash, metric = rest.rpartition("/")
    if metric not in names.metrics:
        advice = did_you_mean(metric, names.near.metrics)
        problems.append(_problem(reference, "unknown-metric", f"no metric '{metric}' in content/metrics.yaml", advice))
        return None
    if not slash:
        return f"metric:{metric}"
    kind_name, colon, id = subject.rpartition(":")
    kind = names.kinds.get(kind_name) if colon else names.company
    if kind is None:
        advice = did_you_mean(kind_name, names.kinds) or f"write one of {', '.join(names.kinds)} before the colon"
        problems.append(_problem(reference, "unknown-entity", f"'{subject}' names no kind of entity", advice))
        return None
    key = EntityKey(kind, id)
    if key in names.held_entities:
        problems.append(held_entity(key, reference.place, names))
        return None
    if key not in names.entities:
        advice = did_you_mean(id, names.near.ids[kind])
        problems.append(_problem(reference, "unknown-entity", f"no {kind} '{id}'", advice))
        return None
    if (key, metric) not in names.measured:
        problems.append(
            _problem(reference, "dead-link", f"{key} has no fact of the metric '{metric}'", f"link to metric:{metric}")
        )
        return None
    return f"metric:{key}/{metric}"


def _fact(reference: Reference, rest: str, article: str, names: Directory, problems: list[Problem]) -> str | None:
    for id in (f"{article}/{rest}", rest):
        if id in names.facts:
            return f"fact:{id}"
    owner = rest.partition("/")[0]
    if "/" in rest and owner in names.held_back:
        problems.append(_held_back(reference, owner, names))
        return None
    advice = did_you_mean(rest, names.near.facts_of.get(article, ())) or did_you_mean(rest, names.near.facts)
    problems.append(_problem(reference, "unknown-fact", f"no fact '{rest}'", advice))
    return None


def _image(reference: Reference, path: str, names: Directory, problems: list[Problem]) -> str | None:
    if _FOREIGN.match(reference.target):
        message = f"the picture '{reference.target}' stands on another site, which would be told of every reader"
        advice = "put the file into content/images/ and name it"
        problems.append(_problem(reference, "foreign-image", message, advice))
        return None
    name = unquote(reference.target)
    candidates = (name, normpath(join(dirname(path), name)).removeprefix("content/images/"))
    for candidate in candidates:
        if candidate in names.images:
            return f"image:{candidate}"
    advice = did_you_mean(name, names.near.images) or "put the file into content/images/"
    problems.append(_problem(reference, "missing-image", f"no image '{name}' in content/images/", advice))
    return None


def _file(reference: Reference, path: str, names: Directory, problems: list[Problem]) -> str | None:
    name, _, anchor = unquote(reference.target).partition("#")
    found = normpath(join(dirname(path), name))
    canonical = names.by_path.get(found)
    if canonical is None:
        candidates = {relpath(other, dirname(path)) for other in names.near.files.near(found)}
        advice = did_you_mean(name, candidates) or "link to a file of content/, or write company:…, article:… and so on"
        problems.append(_problem(reference, "dead-link", f"no file '{name}' beside this one", advice))
        return None
    scheme, _, own = canonical.partition(":")
    if scheme == "path":
        return f"{canonical}#{anchor}" if anchor else canonical
    if scheme in names.kinds:
        return _entity(reference, names.kinds[scheme], f"{own}#{anchor}" if anchor else own, names, problems)
    id = canonical.removeprefix("article:")
    if id != canonical and id in names.held_back:
        problems.append(_held_back(reference, id, names))
        return None
    return _with_anchor(reference, canonical, anchor, names, problems)


def _with_anchor(
    reference: Reference, canonical: str, anchor: str, names: Directory, problems: list[Problem]
) -> str | None:
    if not anchor:
        return canonical
    anchors = names.headings(canonical)
    if unquote(anchor) not in anchors:
        message = f"no heading '#{anchor}' in {canonical}"
        problems.append(_problem(reference, "dead-anchor", message, did_you_mean(anchor, anchors)))
        return None
    return f"{canonical}#{unquote(anchor)}"
