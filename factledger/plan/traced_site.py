"""The site as the parts of it see it: tables in which every read is noted, and what is worked out from them beforehand.

What only a part about everything wants stands behind `everything`, and who calls that has read all there is.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields
from typing import TypeVar
from zoneinfo import ZoneInfo

from factledger.model import dates
from factledger.model.articles import Article, TextPage
from factledger.model.corpus_and_site import Cms, Happening, ImageFile, Site, StaticFile
from factledger.model.dates import Period
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import JUDGED, AllowedNote, Ledger, Series, Standing, Tracker
from factledger.model.message_catalogues import Messages
from factledger.model.name_order import name_order
from factledger.model.rendered_prose import Prose
from factledger.model.settings import Settings
from factledger.model.site_index_rows import IndexRows, Month, SourcesMonth
from factledger.plan import urls
from factledger.plan.citations_by_source import MOST_SOURCES, all_cited, figure_of
from factledger.plan.comparable_figures import chosen, compared, compared_periods
from factledger.plan.dependency_recorder import EVERYTHING, Recorder, TracedTable
from factledger.plan.nearest_events import concerned, hook, nearest, still_due
from factledger.plan.story_translations import ListedVersions, version_for

MOST_OF_ENTITY = 150  # stories or happenings that an entity's own page holds
_NEAREST = 100  # past and due, on the site's timeline and on the page of a year that has months
_MOST_OF_YEAR = 150  # happenings on the page of a year of the site's timeline that has no months
_MOST_PROMISES = 150  # targets that one page holds; of more each year has a page
_MOST_DUE = 200  # happenings on the page of what is due
TIMELINE, PROMISES, DUE, STATED = "timeline", "promises", "due", "stated"

LATEST = 5  # stories that lead on to others
_NEWEST = 6  # fills rows of two and of three
CORRECTED, STORIES, NEWEST, COMING = "corrected", "stories", "newest", "coming"
_NO_TEXT = Prose()

_Thing = TypeVar("_Thing")
_Told = TypeVar("_Told", Article, Entity)
_Key = TypeVar("_Key", bound=Hashable)


class TracedLedger:
    """The ledger's tables."""

    def __init__(self, recorder: Recorder, ledger: Ledger) -> None:
        self.facts: Mapping[str, Fact] = TracedTable(recorder, "facts", ledger.facts)
        self.standings: Mapping[str, Standing] = TracedTable(recorder, "standings", ledger.standings)
        self.by_subject: Mapping[EntityKey, tuple[Series, ...]] = TracedTable(recorder, "by_subject", ledger.by_subject)
        self.notes: Mapping[str, tuple[AllowedNote, ...]] = TracedTable(recorder, "notes", ledger.notes)


class TracedSite:
    """The site's tables; `coverage` is an article's line on its figures.

    Articles and entities come without their texts, for many show their names and few what they say: `texts` has those
    by canonical name.
    """

    def __init__(self, recorder: Recorder, site: Site, messages: Messages) -> None:
        self._recorder = recorder
        self._site = site
        self.settings: Settings = site.settings
        self.ledger = TracedLedger(recorder, site.ledger)
        self.entities: Mapping[EntityKey, Entity] = TracedTable(recorder, "entities", _without_texts(site.entities))
        self.metrics: Mapping[str, Metric] = TracedTable(recorder, "metrics", site.metrics)
        self.pages: Mapping[str, TextPage] = TracedTable(recorder, "pages", {page.id: page for page in site.pages})
        self.images: Mapping[str, ImageFile] = TracedTable(recorder, "images", site.images)
        self.static: Mapping[str, StaticFile] = TracedTable(recorder, "static", site.static)
        self.cms: Mapping[str, Cms] = TracedTable(recorder, "cms", {"": site.cms} if site.cms is not None else {})
        self.article_by_id: Mapping[str, Article] = TracedTable(
            recorder, "articles", _without_texts(site.article_by_id)
        )
        texts = {f"article:{article.id}": article.prose for article in site.articles}
        texts |= {str(key): entity.prose for key, entity in site.entities.items()}
        self.texts: Mapping[str, Prose] = TracedTable(recorder, "texts", texts)
        self.articles_of: Mapping[EntityKey, tuple[str, ...]] = TracedTable(recorder, "articles_of", site.articles_of)
        self.backlinks: Mapping[str, tuple[str, ...]] = TracedTable(recorder, "backlinks", site.backlinks)
        self.translations: Mapping[str, tuple[str, ...]] = TracedTable(recorder, "translations", site.translations)
        self.related: Mapping[str, tuple[str, ...]] = TracedTable(recorder, "related", site.related)
        lines = {id: proof.coverage.said(messages) for id, proof in site.proofs.items()}
        self.coverage: Mapping[str, str] = TracedTable(recorder, "coverage", lines)

    def everything(self) -> Site:
        """The whole site, for who has to look at all of it."""
        self._recorder.reads.add(EVERYTHING)
        return self._site


def traced(recorder: Recorder, rows: IndexRows) -> IndexRows:
    """The same with every read noted."""
    names = (field.name for field in fields(rows))
    return IndexRows(**{name: TracedTable(recorder, name, getattr(rows, name)) for name in names})


def index_rows(site: Site) -> IndexRows:
    """What is worked out once from the whole site, so that a part can look at its own share alone."""
    listed = ListedVersions(site)
    ledger, timeline, articles = site.ledger, listed.happenings(site.timeline), site.articles
    stories = listed.once(tuple(article.id for article in articles))
    stories_of = {key: listed.once(ids) for key, ids in site.articles_of.items()}
    trackers, facts = ledger.trackers, ledger.facts.values()
    happenings = _by_subject(timeline)
    alike: dict[tuple[EntityKey, str, str, str, Period | None], Tracker]
    alike = {(one.subject, one.metric, one.scope, one.basis, one.period): one for one in reversed(trackers)}
    facts_for = compared(site)
    periods = compared_periods(site, facts_for)
    promised = ledger.promises
    by_year = _grouped(promised, lambda one: one.period.year)
    is_long = len(promised) > _MOST_PROMISES
    happenings_by_year, stories_by_year, years_of = _years(site, happenings, stories_of)
    years = _grouped(timeline, lambda one: one.date.year)
    long = {year: own for year, own in years.items() if len(own) > _MOST_OF_YEAR}
    months = {(year, number): them for year, own in long.items() for number, them in _by_month(own)}
    today = site.now.astimezone(ZoneInfo(site.settings.timezone)).date()
    near = nearest(timeline, today, _NEAREST)
    due = [one for one in timeline if one.date.last > today and site.article_by_id[one.article].retraction is None]
    return IndexRows(
        stories_of=stories_of,
        mentioned_in={key: listed.once(ids) for key, ids in site.mentioned_in.items()},
        happenings=happenings,
        events_in=_grouped((one for one in site.timeline if one.event), lambda one: one.article),
        current_of={fact.id: one.current for one in ledger.series for fact in one.facts},
        neighbours=_neighbours(site),
        trackers_of=_grouped(trackers, lambda one: one.subject),
        trackers_at=_grouped(trackers, lambda one: (one.subject, one.metric)),
        trackers_in=_grouped((one for one in trackers if not one.scope), lambda one: (one.subject, one.period)),
        tracker_at=alike,
        tracker_of=_by_target(one for one in trackers if one.result),
        judged=_by_target(one for one in trackers if one.verdict in JUDGED),
        held_by=_held_by(site),
        fact_counts=dict(Counter((fact.subject, fact.metric) for fact in facts)),
        series_of=_by_metric(ledger),
        metrics_of={
            subject: tuple(sorted({one.key.metric for one in own})) for subject, own in ledger.by_subject.items()
        },
        subjects_of=_subjects(ledger),
        compared=facts_for,
        compared_periods={metric: tuple(one.period for one in own) for metric, own in periods.items()},
        chosen_period={metric: chosen(own) for metric, own in periods.items()},
        promises_by_metric=_grouped(promised, lambda one: one.metric),
        promises_by_year=by_year,
        promise_years={PROMISES: tuple(sorted(by_year, reverse=True)) if is_long else ()},
        lists={
            CORRECTED: tuple(article.id for article in articles if article.corrections),
            STORIES: stories,
            NEWEST: stories[:_NEWEST],
            COMING: tuple(article.id for article in articles if article.published.moment > site.now),  # in a preview
        },
        disputes={id: one for one in ledger.disputes for id in one.facts},
        members=_members(_without_texts(site.entities)),
        months=_months([site.article_by_id[id] for id in stories]),
        happenings_by_year=happenings_by_year,
        stories_by_year=stories_by_year,
        years_of=years_of,
        timeline_years={year: nearest(own, today, _NEAREST) if year in long else own for year, own in years.items()},
        near={TIMELINE: near},
        due={DUE: tuple(due[:_MOST_DUE])},
        due_later={DUE: len(due[_MOST_DUE:])},
        calendars=_calendars(site, still_due(site, timeline, today)),
        timeline_month=months,
        timeline_months=_grouped_pairs(months),
        years={TIMELINE: tuple(sorted(years, reverse=True))},
        sources=_sources(site),
        figures={STATED: len({figure_of(fact) for fact in facts})},
    )


def _calendars(site: Site, due: Iterable[Happening]) -> dict[str, bool]:
    """Of which pages the calendars hold something: the site's, and those of whom something that is due concerns."""
    found: dict[str, bool] = {}
    for happening in due:
        article = site.article_by_id[happening.article]
        found |= dict.fromkeys((urls.HOME, *map(urls.entity, concerned(happening, article))), True)
    return found


def _without_texts(things: Mapping[_Key, _Told]) -> dict[_Key, _Told]:
    return {key: replace(thing, prose=_NO_TEXT) for key, thing in things.items()}


def month_of(article: Article) -> tuple[int, int]:
    """Year and month in which an article appeared."""
    return article.published.day.year, article.published.day.month


def _years(
    site: Site,
    happenings: Mapping[EntityKey, tuple[Happening, ...]],
    stories_of: Mapping[EntityKey, tuple[str, ...]],
) -> tuple[
    Mapping[tuple[EntityKey, int], tuple[Happening, ...]],
    Mapping[tuple[EntityKey, int], tuple[str, ...]],
    Mapping[EntityKey, tuple[int, ...]],
]:
    """Happenings and stories by entity and year, and the years, of each entity whose page cannot hold all of them."""
    own: dict[tuple[EntityKey, int], tuple[Happening, ...]] = {}
    stories: dict[tuple[EntityKey, int], tuple[str, ...]] = {}
    years: dict[EntityKey, tuple[int, ...]] = {}
    for key in dict.fromkeys((*happenings, *stories_of)):
        ids, all = stories_of.get(key, ()), happenings.get(key, ())
        if len(ids) > MOST_OF_ENTITY or len(all) > MOST_OF_ENTITY:
            by_year = _grouped(all, lambda one: one.date.year)
            ids_by_year = _grouped(ids, lambda story: site.article_by_id[story].published.day.year)
            own |= {(key, year): them for year, them in by_year.items()}
            stories |= {(key, year): them for year, them in ids_by_year.items()}
            years[key] = tuple(sorted({*by_year, *ids_by_year}, reverse=True))
    return own, stories, years


def _by_month(happenings: Iterable[Happening]) -> list[tuple[int, tuple[Happening, ...]]]:
    """The happenings of a year by the month of their last day, in order; a quarter stands in the month that ends it."""
    return sorted(_grouped(happenings, lambda one: hook(one.date).last.month).items())


def _grouped_pairs(months: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """By year its months."""
    return {year: tuple(number for _, number in own) for year, own in _grouped(months, lambda one: one[0]).items()}


def _sources(site: Site) -> dict[tuple[int, int], SourcesMonth]:
    """By year and month, newest first, where there are more sources than one page holds."""
    cited = all_cited(site)
    if len(cited) <= MOST_SOURCES:
        return {}
    own = _grouped(cited, lambda one: one.month)
    periods = [None, *own, None]
    return {
        (month.last.year, month.last.month): SourcesMonth(month, them, periods[number], periods[number + 2])
        for number, (month, them) in enumerate(own.items())
    }


def _grouped(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> dict[_Key, tuple[_Thing, ...]]:
    found: dict[_Key, list[_Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return {own: tuple(them) for own, them in found.items()}


def _by_subject(timeline: Iterable[Happening]) -> dict[EntityKey, tuple[Happening, ...]]:
    found: dict[EntityKey, list[Happening]] = {}
    for happening in timeline:
        for key in happening.subjects:
            found.setdefault(key, []).append(happening)
    return {key: tuple(happenings) for key, happenings in found.items()}


def _by_metric(ledger: Ledger) -> dict[tuple[EntityKey, str], tuple[Series, ...]]:
    return {
        (subject, metric): own
        for subject, series in ledger.by_subject.items()
        for metric, own in _grouped(series, lambda one: one.key.metric).items()
    }


def _subjects(ledger: Ledger) -> dict[str, tuple[EntityKey, ...]]:
    """By metric the subjects that have figures of it."""
    own = sorted({(fact.metric, fact.subject) for fact in ledger.facts.values()})
    return {metric: tuple(key for _, key in them) for metric, them in _grouped(own, lambda one: one[0]).items()}


def _by_target(trackers: Iterable[Tracker]) -> dict[tuple[EntityKey, str], Tracker]:
    """By a subject and the id of a target the tracker of it; of several the first."""
    found: dict[tuple[EntityKey, str], Tracker] = {}
    for tracker in trackers:
        for id in tracker.targets:
            found.setdefault((tracker.subject, id), tracker)
    return found


def _months(articles: Iterable[Article]) -> dict[tuple[int, int], Month]:
    """By year and month, newest first."""
    own = [(key, tuple(article.id for article in them)) for key, them in _grouped(articles, month_of).items()]
    periods = [None, *(dates.month(*key) for key, _ in own), None]
    return {
        key: Month(dates.month(*key), ids, periods[number], periods[number + 2])
        for number, (key, ids) in enumerate(own)
    }


def _neighbours(site: Site) -> dict[str, tuple[str, str]]:
    """For each article the newer and the older one in its first company's story, empty where there is none.

    A story in several languages is one, and stands where its original does.
    """
    versions, articles = site.translations, site.article_by_id
    first = {article.id: next(iter(article.keys(Role.COMPANY)), None) for article in site.article_by_id.values()}
    found: dict[str, tuple[str, str]] = {}
    for company, ids in site.articles_of.items():
        if company.kind.role is not Role.COMPANY:
            continue
        stories = tuple(dict.fromkeys(versions[id][0] if id in versions else id for id in ids)) if versions else ids
        for newer, story, older in zip(("", *stories), stories, (*stories[1:], ""), strict=False):
            for id in versions.get(story, (story,)):
                if first[id] == company:
                    found[id] = (
                        newer and version_for(articles[id], newer, versions, articles),
                        older and version_for(articles[id], older, versions, articles),
                    )
    return found


def _held_by(site: Site) -> dict[str, tuple[str, ...]]:
    """By the id of a company or person, the facts that it set or estimated, newest first."""
    found = _grouped((fact for fact in site.ledger.facts.values() if fact.holder), lambda fact: fact.holder)
    return {
        holder: tuple(fact.id for fact in sorted(facts, key=lambda fact: (fact.latest, fact.id), reverse=True))
        for holder, facts in found.items()
    }


def _members(entities: Mapping[EntityKey, Entity]) -> dict[EntityKey, tuple[Entity, ...]]:
    """The models, people and subsidiaries of each company, in order of kind and name."""
    found: dict[EntityKey, dict[EntityKey, Entity]] = {}
    for entity in sorted(entities.values(), key=lambda entity: (entity.key.kind, name_order(entity.name), entity.id)):
        for mention in (entity.company, entity.parent):
            if mention is not None:
                found.setdefault(mention.key, {})[entity.key] = entity
        for mention in entity.people:
            found.setdefault(entity.key, {})[mention.key] = entities[mention.key]
    return {key: tuple(members.values()) for key, members in found.items()}
