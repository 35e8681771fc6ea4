"""The desk that pages are planned at: the site, its addresses, and what was already made for another page.

Views of facts, sources and cards are wanted by many pages; the desk makes each once. Its tables are
the only mutable state of the stage and hold nothing that a second making would not give again.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from sitegen.model.articles import Article, Stamp
from sitegen.model.corpus import Happening, Site
from sitegen.model.dates import Period, PeriodError, day, parse_period
from sitegen.model.entities import Entity, EntityKey, Kind
from sitegen.model.facts import Fact, FactKind, Metric, Source
from sitegen.model.formatting import Formats
from sitegen.model.ledger import Dispute, Status, Tracker
from sitegen.model.problems import Place
from sitegen.model.prose import Dressed, Prose, Reference
from sitegen.model.quantity import Quantity
from sitegen.model.views import ArticleCard, Chart, EntityCard, FactView, FeedEntry, Link, SourceView, TimelineEntry
from sitegen.plan import urls
from sitegen.plan.prose import with_addresses
from sitegen.plan.rasters import SIZES, main_copy, smaller_copies
from sitegen.plan.rows import Rows
from sitegen.plan.sections import Sections, sections
from sitegen.plan.urls import Urls

_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key", bound=Hashable)

_KINDS = {kind.value: kind for kind in Kind}


class Desk:
    """Lookups over one site; see the module for why it may remember."""

    def __init__(self, site: Site, assets: Mapping[str, str], formats: Formats) -> None:
        self.site = site
        self.assets = assets
        self.formats = formats
        self.urls: Urls = urls.urls(site.settings.url, site.settings.article_url)
        self.zone = ZoneInfo(site.settings.timezone)
        self.today: Period = day(site.now.astimezone(self.zone).date())
        self.fact_views: dict[str, FactView] = {}
        self.article_cards: dict[str, ArticleCard] = {}
        self.entity_cards: dict[EntityKey, EntityCard] = {}
        self.source_views: dict[str, Mapping[Source, SourceView]] = {}
        self.charts: dict[tuple[EntityKey, str], tuple[Chart | None, tuple[int, int]]] = {}  # and how telling each is
        self.key_series: dict[EntityKey, tuple[str, ...]] = {}
        self.feed_entries: dict[str, FeedEntry] = {}
        self.entries: dict[int, TimelineEntry] = {}  # by the happening's identity: to hash one is to hash its fact
        self._moments: dict[Stamp, str] = {}
        self._article_paths: dict[str, str] = {}
        self._dressed: dict[tuple[str, bool], Dressed] = {}
        self._article_links: dict[str, Link] = {}
        self._metric_links: dict[tuple[EntityKey, str], Link] = {}
        self._around: dict[str, tuple[tuple[Link, ...], tuple[Link, ...]]] = {}
        self._labels: dict[str, str] = {}
        self._words_of: dict[str, str] = {}
        self._fact_urls: dict[str, str] = {}
        self._entity_links: dict[tuple[EntityKey, str], Link] = {}
        self.home = Link(text="Home", url=self.href(urls.HOME))
        self.site_feed = Link(text=site.settings.title, url=self.href(urls.FEED))
        self.fonts = tuple(self.href(path) for name, path in sorted(assets.items()) if name.endswith(".woff2"))
        self.sections: Sections = sections(site, self.urls)
        self.happenings: Mapping[EntityKey, tuple[Happening, ...]] = _by_subject(site.timeline)
        self.happenings_in: Mapping[str, list[Happening]] = _grouped(site.timeline, lambda happening: happening.article)
        self.current_of: Mapping[str, str] = {
            fact.id: series.current for series in site.ledger.series for fact in series.facts
        }
        self.rows = Rows(site.ledger)
        self.neighbours: Mapping[str, tuple[str, str]] = _neighbours(site)
        self.trackers_of: Mapping[EntityKey, list[Tracker]] = _grouped(
            site.ledger.trackers, lambda tracker: tracker.subject
        )
        self.tracker_at: dict[
            tuple[EntityKey, str, str, str, Period | None], Tracker
        ] = {}  # subject, metric, scope, basis
        for one in reversed(site.ledger.trackers):  # the first of those alike
            self.tracker_at[one.subject, one.metric, one.scope, one.basis, one.period] = one
        self.held_by: Mapping[str, tuple[str, ...]] = _held_by(site)
        self.fact_counts: Mapping[tuple[EntityKey, str], int] = Counter(
            (fact.subject, fact.metric) for fact in site.ledger.facts.values()
        )
        self.disputes: Mapping[str, Dispute] = {id: d for d in site.ledger.disputes for id in d.facts}
        self.related: Mapping[str, tuple[str, ...]] = site.related
        self.members: Mapping[EntityKey, tuple[Entity, ...]] = _members(site)

    def href(self, path: str) -> str:
        """The address to put into `href` for a path."""
        return self.urls.href(path)

    def metric(self, id: str) -> Metric:
        """The metric with this id, which exists."""
        return self.site.metrics[id]

    def entity(self, key: EntityKey) -> Entity:
        """The entity with this key, which exists."""
        return self.site.entities[key]

    def entity_link(self, key: EntityKey, note: str = "") -> Link:
        """An entity's name with the address of its page."""
        link = self._entity_links.get((key, note))
        if link is None:
            link = Link(text=self.entity(key).name, url=self.href(urls.entity(key)), note=note)
            self._entity_links[key, note] = link
        return link

    def article_path(self, article: Article) -> str:
        """The path of an article."""
        path = self._article_paths.get(article.id)
        if path is None:
            path = self._article_paths[article.id] = self.urls.article(article)
        return path

    def article_link(self, article: Article) -> Link:
        """An article's title with its address; the note is its day, as text."""
        link = self._article_links.get(article.id)
        if link is None:
            note = self.formats.period(day(article.published.day))
            link = Link(text=article.title, url=self.href(self.article_path(article)), note=note)
            self._article_links[article.id] = link
        return link

    def fact_url(self, fact: Fact) -> str:
        """The address of a fact's permalink."""
        found = self._fact_urls.get(fact.id)
        if found is None:
            found = self._fact_urls[fact.id] = self.href(urls.fact(fact))
        return found

    def metric_link(self, subject: EntityKey, id: str) -> Link:
        """A metric's name with the page of a subject's facts of it."""
        link = self._metric_links.get((subject, id))
        if link is None:
            link = Link(text=self.metric(id).name, url=self.href(urls.metric(subject, id)))
            self._metric_links[subject, id] = link
        return link

    def around(self, path: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        """The links of the navigation and those of the footer as the page at `path` shows them."""
        folder = path[: path.find("/") + 1]  # no section lies deeper
        found = self._around.get(folder)
        if found is None:
            navigation = tuple(section.link_on(path) for section in self.sections.navigation)
            footer = tuple(section.link_on(path) for section in self.sections.footer)
            found = self._around[folder] = (navigation, footer)
        return found

    def unit(self, fact: Fact) -> str:
        """The unit of a fact: its own, else its metric's, else empty."""
        value = self.value(fact)
        if value is not None and value.unit:
            return value.unit
        unit = self.metric(fact.metric).unit
        return "" if unit in ("text", "date", "rank", "currency") else unit

    def value(self, fact: Fact) -> Quantity | None:
        """The figure of a fact; None where its metric is told in words or dates, though they may look like a number."""
        return None if self.metric(fact.metric).unit in ("text", "date") else fact.value

    def label(self, fact: Fact) -> str:
        """What a fact is a figure of, in a few words: "Deliveries target, 2025"."""
        found = self._labels.get(fact.id)
        if found is None:
            found = self._labels[fact.id] = self._label(fact)
        return found

    def _label(self, fact: Fact) -> str:
        name = self.metric(fact.metric).name
        if fact.kind is not FactKind.ACTUAL:
            name = f"{name} {fact.kind}"
        narrowed = [part for part in (fact.scope, fact.basis) if part]
        if narrowed:
            name = f"{name} ({', '.join(narrowed)})"
        return f"{name}, {self.formats.period(fact.period)}" if fact.period else name

    def words(self, fact: Fact) -> str:
        """What a fact says, with its unit, in the site's language."""
        found = self._words_of.get(fact.id)
        if found is None:
            found = self._words_of[fact.id] = self._said(fact)
        return found

    def _said(self, fact: Fact) -> str:
        value = self.value(fact)
        if value is not None:
            return self.formats.quantity(value, self.unit(fact))
        if self.metric(fact.metric).unit == "date":
            try:
                return self.formats.period(parse_period(fact.text))
            except PeriodError:
                return fact.text
        return fact.text

    def moment(self, stamp: Stamp) -> str:
        """An RFC 3339 time; a bare day counts from midnight in the site's timezone."""
        found = self._moments.get(stamp)
        if found is None:
            found = self._moments[stamp] = self._moment(stamp)
        return found

    def _moment(self, stamp: Stamp) -> str:
        moment = stamp.moment.astimezone(self.zone) if stamp.moment else datetime.combine(stamp.day, time(), self.zone)
        return moment.isoformat()

    def html(self, prose: Prose) -> str:
        """A text with its addresses."""
        return with_addresses(prose, self.dressed)

    def dressed(self, reference: Reference) -> Dressed:
        """What a reference with a canonical name becomes on a page."""
        key = (reference.target, reference.is_image)
        found = self._dressed.get(key)
        if found is None:
            attributes = self._image(reference) if reference.is_image else self._link(reference)
            found = self._dressed[key] = Dressed(self._address(reference), self._words(reference), attributes)
        return found

    def path_of(self, canonical: str) -> str:
        """The path of a canonical name, as `relate.references` lists them."""
        scheme, _, rest = canonical.partition(":")
        name, hash, anchor = rest.partition("#")
        if scheme == "article":
            return self.article_path(self.site.article_by_id[name]) + hash + anchor
        if scheme == "page":
            return f"{name}/{hash}{anchor}"
        if scheme == "metric":
            subject, _, metric = rest.rpartition("/")
            return urls.metric(EntityKey.of(subject), metric) if subject else urls.glossary_entry(metric)
        if scheme == "fact":
            return urls.fact(self.site.ledger.facts[rest])
        if scheme == "path":
            return rest.removeprefix("/")
        return urls.entity(EntityKey(_KINDS[scheme], name)) + hash + anchor

    def redirects(self) -> Iterator[tuple[str, str, Place]]:
        """Each old address as typed, the path it leads to, and the place that says so."""
        for article in self.site.articles:
            yield from ((old.path, self.article_path(article), old.place) for old in article.redirects)
        for key, entity in self.site.entities.items():
            yield from ((old.path, urls.entity(key), old.place) for old in entity.redirects)
        for page in self.site.pages:
            yield from ((old.path, f"{page.id}/", old.place) for old in page.redirects)

    def modified(self, ids: Iterable[str]) -> str:
        """When the newest of some articles last changed, RFC 3339; empty when there is none."""
        articles = (self.site.article_by_id[id] for id in ids)
        return max((self.moment(article.updated or article.published) for article in articles), default="")

    def _address(self, reference: Reference) -> str:
        if reference.target.startswith("#"):
            return reference.target
        if reference.is_image:
            file = reference.target.removeprefix("image:")
            return self.href(main_copy(file, self.site.images[file]).path)
        return self.href(self.path_of(reference.target))

    def _words(self, reference: Reference) -> str:
        scheme, _, rest = reference.target.partition(":")
        name = rest.partition("#")[0]
        if scheme == "fact":
            return self.words(self.site.ledger.facts[rest])
        if scheme == "article":
            return self.site.article_by_id[name].title
        if scheme == "page":
            return next(page.title for page in self.site.pages if page.id == name)
        if scheme == "metric":
            return self.metric(rest.rpartition("/")[2]).name
        if scheme in _KINDS:
            return self.entity(EntityKey(_KINDS[scheme], name)).name
        return reference.target

    def _link(self, reference: Reference) -> Mapping[str, str]:
        """What a link to a fact is marked by, and what it tells on hover or focus."""
        if not reference.target.startswith("fact:"):
            return {}
        fact = self.site.ledger.facts[reference.target.removeprefix("fact:")]
        standing = self.site.ledger.standings[fact.id]
        name = f"{self.entity(fact.subject).name}, {self.label(fact)}"
        told = f"{name}: {self.words(fact)}, as of {self.formats.period(fact.as_of)} ({fact.source.name})"
        state = ""
        if standing.status is Status.SUPERSEDED and standing.superseded_by:
            newer = self.site.ledger.facts[standing.superseded_by]
            state, told = "superseded", f"{told}; since then {self.words(newer)}, {self.formats.period(newer.as_of)}"
        elif standing.status in (Status.RETRACTED, Status.REFUTED):
            state, told = standing.status.value, f"{told}; {standing.status.value}"
        elif standing.disputed_by:
            others = dict.fromkeys(self.words(self.site.ledger.facts[id]) for id in standing.disputed_by)
            is_settled = fact.id in self.disputes and self.disputes[fact.id].preferred == fact.id
            state = "" if is_settled else "disputed"
            told = f"{told}; another source says {', '.join(others)}{', which is not preferred' if is_settled else ''}"
        return {"class": f"figure figure--{state}" if state else "figure", "title": told}

    def srcset(self, file: str) -> str:
        """The smaller copies of a picture of content/images/, as `srcset` has them; empty where there is none."""
        copies = smaller_copies(file, self.site.images[file])
        return ", ".join(f"{self.href(copy.path)} {copy.width}w" for copy in copies)

    def _image(self, reference: Reference) -> Mapping[str, str]:
        """What a picture in a text is to have beside its address, so that nothing jumps and little is fetched."""
        file = reference.target.removeprefix("image:")
        copy = main_copy(file, self.site.images[file])
        attributes = {"loading": "lazy", "decoding": "async"}
        if copy.width:
            attributes |= {"width": str(copy.width), "height": str(copy.height)}
        srcset = self.srcset(file)
        return attributes | ({"srcset": srcset, "sizes": SIZES} if srcset else {})


def _grouped(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> dict[_Key, list[_Thing]]:
    found: dict[_Key, list[_Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found


def _by_subject(timeline: tuple[Happening, ...]) -> Mapping[EntityKey, tuple[Happening, ...]]:
    found: dict[EntityKey, list[Happening]] = {}
    for happening in timeline:
        for key in happening.subjects:
            found.setdefault(key, []).append(happening)
    return {key: tuple(happenings) for key, happenings in found.items()}


def _neighbours(site: Site) -> Mapping[str, tuple[str, str]]:
    """For each article the newer and the older one in its first company's story, empty where there is none."""
    found: dict[str, tuple[str, str]] = {}
    for company, ids in site.articles_of.items():
        for newer, id, older in zip(("", *ids), ids, (*ids[1:], ""), strict=False):
            if site.article_by_id[id].keys(Kind.COMPANY)[:1] == (company,):
                found[id] = (newer, older)
    return found


def _held_by(site: Site) -> Mapping[str, tuple[str, ...]]:
    """By the id of a company or person, the facts that it set or estimated, newest first."""
    found: dict[str, list[Fact]] = {}
    for fact in site.ledger.facts.values():
        if fact.holder:
            found.setdefault(fact.holder, []).append(fact)
    return {
        holder: tuple(fact.id for fact in sorted(facts, key=lambda fact: (fact.as_of.last, fact.id), reverse=True))
        for holder, facts in found.items()
    }


def _members(site: Site) -> Mapping[EntityKey, tuple[Entity, ...]]:
    """The models, people and subsidiaries of each company, in order of kind and name."""
    found: dict[EntityKey, dict[EntityKey, Entity]] = {}
    for entity in sorted(site.entities.values(), key=lambda entity: (entity.key.kind, entity.name, entity.id)):
        for mention in (entity.company, entity.parent):
            if mention is not None:
                found.setdefault(mention.key, {})[entity.key] = entity
        for mention in entity.people:
            found.setdefault(entity.key, {})[mention.key] = site.entities[mention.key]
    return {key: tuple(members.values()) for key, members in found.items()}
