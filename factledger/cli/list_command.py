"""What an editor may want to see to: held back, due, overtaken by events, not counted on, without an address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from factledger.model.corpus_and_site import Site
from factledger.model.dates import Grain, Period
from factledger.model.entities import EntityKey
from factledger.model.facts import Fact, FactKind, is_same
from factledger.model.ledger import Status, TargetVerdict
from factledger.model.problems import Place

_REGULAR = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR)
_OFTEN = 3  # readings of one length that make an editor expect the next
_GRACE = timedelta(days=31)  # in which a period's figure may still come
_STALE = timedelta(days=2 * 365)  # after which many addresses lead nowhere


class AgendaItem(NamedTuple):
    """Something to see to: what, and where it stands if that is a place of a file."""

    text: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place is not None else self.text


def agenda(site: Site) -> Mapping[str, tuple[AgendaItem, ...]]:
    """What there is to see to under each heading."""
    return {
        "Held back": tuple(_held_back(site)),
        "Targets due": tuple(_targets(site)),
        "Overtaken by newer figures": tuple(_overtaken(site)),
        "Without a figure for the last period": tuple(_without_reading(site)),
        "Facts whose source has no address": tuple(_uncited(site)),
        "Sources of more than two years ago without an archived copy": tuple(_stale(site)),
        "Other names that no text uses": tuple(_unused_names(site)),
    }


def agenda_lines(items: Mapping[str, Iterable[AgendaItem]]) -> Iterator[str]:
    """The headings with what stands under each, which says so when there is nothing."""
    for heading, own in items.items():
        yield heading
        yield from [f"  {item}" for item in own] or ["  nothing"]


def agenda_records(items: Mapping[str, Iterable[AgendaItem]]) -> Mapping[str, list[dict[str, object]]]:
    """The same as JSON holds it, under the headings in lower case and joined by hyphens."""
    return {
        heading.lower().replace(" ", "-"): [
            {"text": text, **({"file": place.path, "line": place.line, "column": place.column} if place else {})}
            for text, place in own
        ]
        for heading, own in items.items()
    }


def _held_back(site: Site) -> Iterator[AgendaItem]:
    yield from (
        AgendaItem(f"{id}: {reason}", site.held_places.get(id)) for id, reason in sorted(site.held_back.items())
    )
    yield from (
        AgendaItem(f"{name}: {why}") for name, why in sorted((str(key), why) for key, why in site.held_entities.items())
    )


def _targets(site: Site) -> Iterator[AgendaItem]:
    live = [
        tracker for tracker in site.ledger.promises if tracker.verdict in (TargetVerdict.OPEN, TargetVerdict.OVERDUE)
    ]
    for tracker in sorted(live, key=lambda tracker: (*tracker.period.sort_key, str(tracker.subject), tracker.metric)):
        target = site.ledger.facts[tracker.targets[-1]]
        verdict = "overdue" if tracker.verdict is TargetVerdict.OVERDUE else f"due {tracker.period.last}"
        name = site.entities[tracker.subject].name
        yield AgendaItem(f"{name}, {tracker.metric} {tracker.period}: {target.text} ({verdict})", target.place)


def _overtaken(site: Site) -> Iterator[AgendaItem]:
    """Articles in the order of the site, with the figures that a later article replaced by others that hold today."""
    facts, standings = site.ledger.facts, site.ledger.standings
    current = {fact.id: series.current for series in site.ledger.series for fact in series.facts}
    for article in site.articles:
        for fact in article.facts:
            newer = current[fact.id]
            if standings[fact.id].status is not Status.SUPERSEDED or not newer or facts[newer].article == article.id:
                continue
            if not is_same(fact, facts[newer]):
                yield AgendaItem(f"{fact.short_id} '{fact.text}' is now '{facts[newer].text}' ({newer})", fact.place)


def _without_reading(site: Site) -> Iterator[AgendaItem]:
    """Who is counted period by period and has no figure for the last one that was over a month ago."""
    counted: dict[tuple[EntityKey, str, Grain], list[Fact]] = defaultdict(list)
    for fact in site.ledger.facts.values():
        if (
            fact.kind is FactKind.ACTUAL
            and not fact.scope
            and fact.period is not None
            and fact.period.grain in _REGULAR
        ):
            counted[fact.subject, fact.metric, fact.period.grain].append(fact)
    today = site.now.date()
    for (subject, metric, _), facts in sorted(counted.items(), key=lambda one: (str(one[0][0]), *map(str, one[0][1:]))):
        last = max(facts, key=lambda fact: fact.period.last if fact.period else date.min)
        periods = {fact.period for fact in facts}
        if len(periods) < _OFTEN or last.period is None or subject not in site.entities:
            continue
        length = last.period.last - (last.period.first or last.period.last) + timedelta(days=1)
        if last.period.last + length + _GRACE < today:
            yield AgendaItem(f"{site.entities[subject].name}, {metric}: nothing after {last.period}", last.place)


def _uncited(site: Site) -> Iterator[AgendaItem]:
    for article in site.articles:
        for fact in article.facts:
            if not fact.source.url:
                yield AgendaItem(f"{fact.short_id} rests on '{fact.source.name}'", fact.place)


def _stale(site: Site) -> Iterator[AgendaItem]:
    for article in site.articles:
        for source in article.sources:
            seen: Period | None = source.accessed or source.published
            last = seen.last if seen is not None else article.published.day
            if source.url and not source.archive and last + _STALE < site.now.date():
                yield AgendaItem(f"'{source.name}' was last seen {last}: {source.url}", source.place)


def _unused_names(site: Site) -> Iterator[AgendaItem]:
    """Aliases of entities that stand in no article, so that they find nothing and may be misspelt."""
    texts = "\0".join(f"{article.title}\0{article.summary}\0{article.prose.html}" for article in site.articles)
    for entity in site.entities.values():
        for alias in entity.aliases:
            if alias not in texts:
                yield AgendaItem(f"{entity.key}: '{alias}'", entity.place)
