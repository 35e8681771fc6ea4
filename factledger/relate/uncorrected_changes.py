"""What was published beside what would be published now: nothing may change without a correction record.

What counts as a change is the figure, its unit, the kind of fact, the period and the as-of, whatever else the fact says
under its id (whom it is about, what is measured and how, who says so), and that it is there at all. "350,000" and
"350 000" are one figure. A record answers for a change when it names the fact (or, naming
none, says both values) and its `now` does not merely say what was published already: a record is good for one change.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from factledger.model.articles import Article, Correction, CorrectionKind
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_language import Language
from factledger.relate.correction_references import whole_id
from factledger.relate.missing_redirects import Addresses, check_moved
from factledger.relate.renamed_facts import Successors, is_same_figure, start_of, text_of
from factledger.relate.words_matching_values import names_value

_RULE = "unrecorded-change"


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """One thing about a fact that is no longer as published, in the words of both."""

    name: str
    was: str
    now: str

    @property
    def is_of_meaning(self) -> bool:
        """Whether the id now stands for another fact rather than for another figure."""
        return self.name in _MEANING


_MEANING = ("subject", "metric", "scope", "basis", "holder")


def published_ids(published: str) -> frozenset[str]:
    """The ids of the facts in a facts.json; none of a file that is no such thing."""
    records, _ = _records(published, "")
    return frozenset(str(record["id"]) for record in records)


def check_against(
    published: str,
    path: str,
    *,
    articles: Sequence[Article],
    metrics: Mapping[str, Metric],
    entities: Mapping[EntityKey, Entity] = MappingProxyType({}),
    expired: Collection[str] = (),
    held_back: Mapping[str, tuple[Place, str]] = MappingProxyType({}),
    language: Language | None = None,
    addresses: Addresses | None = None,
) -> tuple[Problem, ...]:
    """Find published facts that changed or vanished without a correction record, or are called otherwise now.

    `published` is the text of a facts.json of an earlier build and `path` its name for messages; `articles` are those
    to be published now, `expired` the ids of those whose front matter ended their time, which may go; of `entities` the
    old addresses tell what they were called. `held_back` has for the id of an article that is not published the reason
    and where it stands, `language` is that in which values are written. Where `addresses` are given, articles are found
    too whose address was another.
    """
    records, problems = _records(published, path)
    renamed = dict(_renamed(entities))
    records = [_of_today(record, renamed) for record in records if _article_of(record) not in expired]
    successors = Successors(records, articles)
    problems += successors.problems()
    if addresses is not None:
        told = dict.fromkeys((_article_of(record), text_of(record, "article_url")) for record in records)
        problems += check_moved(addresses, articles, told)
    by_id = {article.id: article for article in articles}
    corrections = _by_fact(articles)
    new = _by_meaning(articles, {_article_of(record) for record in records})
    for record in records:
        id, former = str(record["id"]), _article_of(record)
        fact, article = successors.fact(record), by_id.get(former) or successors.article(former)
        names = dict.fromkeys((id, f"{former}/", *((fact.id, f"{fact.article}/") if fact else ())))
        known = [one for name in names for one in corrections.get(name, ())]
        if fact is not None:
            problems += _changed(record, fact, metrics.get(fact.metric), entities, known, language)
        elif article is None and former in held_back:
            problems.append(_withdrawn(record, *held_back[former]))
        else:
            other = new.get(_meaning_of(record)) if article is None else None
            nearest = article or other
            place = start_of(nearest) if nearest is not None else Place(path)
            problems += _vanished(record, place, _advice_on_gone(record, metrics, article, other), known, language)
    return tuple(sorted(problems))


def _renamed(entities: Mapping[EntityKey, Entity]) -> Iterator[tuple[str, str]]:
    """What entities were called when their pages had another address, and what they are called now."""
    for key, entity in entities.items():
        for old in entity.redirects:
            folder, _, id = old.path.strip("/").partition("/")
            if folder == key.kind.plural and id:
                yield f"{key.kind}:{id}", str(key)


def _of_today(record: Mapping[str, object], renamed: Mapping[str, str]) -> Mapping[str, object]:
    now = renamed.get(text_of(record, "subject"))
    return {**record, "subject": now} if now is not None else record


def _article_of(record: Mapping[str, object]) -> str:
    return str(record["id"]).rpartition("/")[0]


def _records(published: str, path: str) -> tuple[list[Mapping[str, object]], list[Problem]]:
    try:
        document = json.loads(published, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        return [], [Problem(Place(path), "unreadable-file", "the published facts are not JSON", _ADVICE)]
    rows = document.get("facts") if isinstance(document, dict) else document
    if not isinstance(rows, list):
        return [], [Problem(Place(path), "unreadable-file", "there is no list of facts in it", _ADVICE)]
    good: list[Mapping[str, object]] = [row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]
    if len(good) < len(rows):
        message = f"{len(rows) - len(good)} of {len(rows)} published facts have no id"
        return good, [Problem(Place(path), "unreadable-file", message, _ADVICE)]
    return good, []


_ADVICE = "name the data/facts.json that a build of this site wrote"


def _by_fact(articles: Sequence[Article]) -> Mapping[str, list[Correction]]:
    """Correction records by the whole id of the fact they name; under "article/" those that name none."""
    found: dict[str, list[Correction]] = {}
    for article in articles:
        for record in article.corrections:
            found.setdefault(whole_id(record, article.id), []).append(record)
    return found


def _withdrawn(record: Mapping[str, object], place: Place, reason: str) -> Problem:
    message = (
        f"the fact '{record['id']}' ({text_of(record, 'text')}) was published, and its article is held back: {reason}"
    )
    advice = "publish the article again; what it said is taken back with a correction of kind retraction"
    return Problem(place, _RULE, message, advice)


def _meaning_of(record: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(text_of(record, name) for name in ("subject", "metric", "period", "text"))


def _by_meaning(articles: Sequence[Article], published: Collection[str]) -> Mapping[tuple[str, ...], Article]:
    """The articles that were not published under their names, by what their facts say: a renamed file is among them."""
    return {
        (str(fact.subject), fact.metric, fact.period.text if fact.period else "", fact.text): article
        for article in reversed(articles)
        if article.id not in published
        for fact in article.facts
    }


def _advice_on_gone(
    record: Mapping[str, object], metrics: Mapping[str, Metric], article: Article | None, other: Article | None
) -> str:
    """What to do about a fact that is gone; `other` has one that says the same where its article is gone, too."""
    usual = "bring it back with 'retracted: reason', or add a corrections record with its id"
    metric = text_of(record, "metric")
    if article is not None and metric and metric not in metrics:
        return f"keep the id '{metric}' in content/metrics.yaml and change its name there, or {usual}"
    if other is not None:
        return f"if '{other.id}' is the same article renamed, add id: {_article_of(record)}, and its old address to aliases; else {usual}"
    return usual


def _vanished(
    record: Mapping[str, object], place: Place, advice: str, known: Sequence[Correction], language: Language | None
) -> Iterator[Problem]:
    text = text_of(record, "text")
    if any(names_value(one.was, text, language) or (one.fact and _takes_back(one)) for one in known):
        return
    message = f"the fact '{record['id']}' ({text}) was published and is gone"
    yield Problem(place, _RULE, message, advice)


def _takes_back(record: Correction) -> bool:
    return record.kind is CorrectionKind.RETRACTION or not record.now


def _changed(
    record: Mapping[str, object],
    fact: Fact,
    metric: Metric | None,
    entities: Mapping[EntityKey, Entity],
    known: Sequence[Correction],
    language: Language | None,
) -> Iterator[Problem]:
    changes = tuple(_changes(record, fact, metric))
    open_changes = [change for change in changes if not any(_answers(one, change, changes, language) for one in known)]
    for change in open_changes:
        message = f"the {change.name} of '{fact.id}' was published as {change.was} and is now {change.now}"
        advice = f"add to corrections: {{date: …, fact: {fact.short_id}, was: '{change.was}', now: '{change.now}', reason: …}}"
        if change.name == "subject" and (renamed := _as_renamed(change.was, fact.subject, entities)):
            advice = f"{renamed}; else {advice}"
        elif change.is_of_meaning:
            advice += (
                ", or, if this is another fact, give it an id of its own and bring back the one that was published"
            )
        yield Problem(fact.place if change.is_of_meaning else fact.value_place, _RULE, message, advice)


def _as_renamed(was: str, now: EntityKey, entities: Mapping[EntityKey, Entity]) -> str:
    """What to do where the file of whom a fact was about may have another name now; empty where it is still there."""
    kind, _, id = was.partition(":")
    entity = entities.get(now)
    if entity is None or kind != now.kind or EntityKey(now.kind, id) in entities:
        return ""
    return f"if '{id}' is called '{now.id}' now, add redirects: [/{now.kind.plural}/{id}/] to {entity.place.path}"


def _changes(record: Mapping[str, object], fact: Fact, metric: Metric | None) -> Iterator[PublishedChange]:
    if not is_same_figure(record, fact):
        yield PublishedChange("figure", text_of(record, "text"), fact.text)
    elif (was := text_of(record, "unit")) and (unit := _unit(fact, metric)) and was != unit:
        yield PublishedChange("unit", was, unit)
    pairs = (
        *((name, name, str(getattr(fact, name))) for name in _MEANING),
        ("period", "period", fact.period.text if fact.period else ""),
        ("as-of", "as_of", fact.as_of.text),
        ("kind", "kind", fact.kind.value),
    )
    for name, key, now in pairs:
        if key in record and text_of(record, key) != now:
            yield PublishedChange(name, text_of(record, key) or "none", now or "none")


def _unit(fact: Fact, metric: Metric | None) -> str:
    if fact.value is not None and fact.value.unit:
        return fact.value.unit
    return metric.unit if metric is not None and metric.unit not in ("currency", "text", "date", "rank") else ""


def _answers(
    record: Correction, change: PublishedChange, changes: Sequence[PublishedChange], language: Language | None
) -> bool:
    """Whether a record accounts for a change, rather than for an earlier one."""
    if names_value(record.now, change.now, language):
        return bool(record.fact) or names_value(record.was, change.was, language)
    if change.name == "figure":
        return not record.now and names_value(record.was, change.was, language)
    # Dates may be put in words ("as of mid-March"), so that any record of the fact will do that is not an older one.
    return bool(record.fact) and not any(names_value(record.now, one.was, language) for one in changes)
