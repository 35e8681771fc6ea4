"""What an editor may want to see to: held back, due, overtaken by events, without an address."""

from collections.abc import Iterator

from factledger.model.corpus import Site
from factledger.model.facts import is_same
from factledger.model.ledger import Status, Verdict


def agenda(site: Site) -> Iterator[str]:
    """Lines under four headings, each of which says so when there is nothing."""
    held_back = [*sorted(site.held_back.items()), *sorted((str(key), why) for key, why in site.held_entities.items())]
    yield from _section("Held back", [f"{name}: {reason}" for name, reason in held_back])
    yield from _section("Targets due", list(_targets(site)))
    yield from _section("Overtaken by newer figures", list(_stale(site)))
    yield from _section("Facts whose source has no address", list(_uncited(site)))


def _section(title: str, lines: list[str]) -> Iterator[str]:
    yield title
    yield from (f"  {line}" for line in lines or ["nothing"])


def _targets(site: Site) -> Iterator[str]:
    live = [tracker for tracker in site.ledger.trackers if tracker.verdict in (Verdict.OPEN, Verdict.OVERDUE)]
    for tracker in sorted(live, key=lambda tracker: (*tracker.period.sort_key, str(tracker.subject), tracker.metric)):
        target = site.ledger.facts[tracker.targets[-1]]
        verdict = "overdue" if tracker.verdict is Verdict.OVERDUE else f"due {tracker.period.last}"
        yield f"{site.entities[tracker.subject].name}, {tracker.metric} {tracker.period}: {target.text} ({verdict})"


def _stale(site: Site) -> Iterator[str]:
    """Articles in the order of the site, with the figures that a later article replaced by others that hold today."""
    facts, standings = site.ledger.facts, site.ledger.standings
    current = {fact.id: series.current for series in site.ledger.series for fact in series.facts}
    for article in site.articles:
        for fact in article.facts:
            newer = current[fact.id]
            if standings[fact.id].status is not Status.SUPERSEDED or not newer or facts[newer].article == article.id:
                continue
            if not is_same(fact, facts[newer]):
                yield f"{fact.place}: {fact.short_id} '{fact.text}' is now '{facts[newer].text}' ({newer})"


def _uncited(site: Site) -> Iterator[str]:
    for article in site.articles:
        for fact in article.facts:
            if not fact.source.url:
                yield f"{fact.place}: {fact.short_id} rests on '{fact.source.name}'"
