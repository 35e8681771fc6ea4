"""The site index that pages are planned at: the site, its addresses, and what was already made for another page.

Views of facts, sources and cards are wanted by many pages; the site index makes each once. Its tables are
the only mutable state of the stage and hold nothing that a second making would not give again.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Site
from factledger.model.dates import Period, day
from factledger.model.entities import Entity, EntityKey, Kind, OldAddress
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.facts import Confidence, Fact, Metric, Retractor, Source
from factledger.model.fast_dataclass import replace
from factledger.model.formatter_interface import CardFonts, Formats
from factledger.model.kind_and_unit_labels import figure_name, named
from factledger.model.ledger import Status
from factledger.model.problems import Place
from factledger.model.quantity import Quantity
from factledger.model.rendered_prose import Prose, Reference, ResolvedLink
from factledger.model.site_index_rows import IndexRows
from factledger.model.timestamps import Stamp
from factledger.model.views import (
    ArticleCard,
    Chart,
    EntityCard,
    FactView,
    FeedEntry,
    Link,
    Picture,
    SourceView,
    TimelineEntry,
)
from factledger.model.worded_time_values import time_written
from factledger.plan import urls
from factledger.plan.dependency_recorder import Memo, Recorder, TracedTable
from factledger.plan.earlier_and_next_figures import Rows
from factledger.plan.links_to_urls import with_addresses
from factledger.plan.navigation_sections import Sections, sections
from factledger.plan.responsive_images import SIZES, main_copy, smaller_copies
from factledger.plan.traced_site import TracedSite, index_rows, traced
from factledger.plan.urls import Urls

ARTICLE_CARDS, ENTITY_CARDS = "article_cards", "entity_cards"

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class SiteIndex:
    """Lookups over one site; see the module for why it may remember."""

    def __init__(
        self,
        site: Site,
        assets: Mapping[str, str],
        formats: Formats,
        card_fonts: CardFonts | None = None,
        index: IndexRows | None = None,
    ) -> None:
        recorder = self.recorder = Recorder()
        self.site = TracedSite(recorder, site, formats.messages)
        self.index = traced(recorder, index if index is not None else index_rows(site))
        self.rows = Rows(recorder, site.ledger)
        self.assets = self.table("assets", assets)
        self.formats = formats
        self.card_fonts = card_fonts  # None: no share cards are drawn
        self.messages = formats.messages
        self.urls: Urls = urls.urls(site.settings)
        self.kinds = site.settings.kinds
        self.kinds_by_word = self.kinds.by_word
        self.draws_cars = any(one.schema_type == "Car" for one in self.kinds.declared)
        self.zone = ZoneInfo(site.settings.timezone)
        self.today: Period = day(site.now.astimezone(self.zone).date())
        self.fact_views: Memo[str, FactView] = Memo(recorder)
        self.brief_cards: Memo[str, ArticleCard] = Memo(recorder)
        self.article_cards: Memo[str, ArticleCard] = Memo(recorder, ARTICLE_CARDS)
        self.pictures: Memo[str, Picture] = Memo(recorder)
        self.entity_cards: Memo[EntityKey, EntityCard] = Memo(recorder, ENTITY_CARDS)
        self.source_views: dict[str, Mapping[Source, SourceView]] = {}
        self.charts: Memo[tuple[EntityKey, str], tuple[Chart | None, tuple[int, int]]] = Memo(
            recorder
        )  # how telling it is
        self.key_series: Memo[EntityKey, tuple[str, ...]] = Memo(recorder)
        self.feed_entries: Memo[str, FeedEntry] = Memo(recorder)
        self.entries: Memo[int, TimelineEntry] = Memo(recorder)  # by identity: to hash a happening is to hash its fact
        self._moments: dict[Stamp, str] = {}
        self._article_paths: dict[str, str] = {}
        self._resolved_links: Memo[tuple[str, bool], ResolvedLink] = Memo(recorder)
        self._article_links: dict[str, Link] = {}
        self._metric_links: Memo[tuple[EntityKey, str], Link] = Memo(recorder)
        self._around: dict[str, tuple[tuple[Link, ...], tuple[Link, ...]]] = {}
        self._labels: Memo[str, str] = Memo(recorder)
        self._words_of: Memo[str, str] = Memo(recorder)
        self._fact_urls: dict[str, str] = {}
        self._entity_links: Memo[tuple[EntityKey, str], Link] = Memo(recorder)
        self.home = Link(text=self.messages.gettext("Home"), url=self.href(urls.HOME))
        self.site_feed = Link(text=site.settings.title, url=self.href(urls.FEED))
        self.fonts = tuple(self.href(path) for name, path in sorted(assets.items()) if name.endswith(".woff2"))
        self.sections: Sections = sections(site, self.urls, self.messages)

    @property
    def shared(self) -> object:
        """What every part depends on, whatever it reads up."""
        font = self.card_fonts.digest if self.card_fonts is not None else ""
        return self.site.settings, self.today, self.fonts, self.sections, self.messages.digest, font

    def table(self, name: str, rows: Mapping[_Key, _Value]) -> Mapping[_Key, _Value]:
        """A table beside the site's own, every read into which is noted."""
        return TracedTable(self.recorder, name, rows, is_beside=True)

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
        return self._entity_links.get(
            (key, note), lambda: Link(text=self.entity(key).name, url=self.href(urls.entity(key)), note=note)
        )

    def like(self, kind: Kind) -> str:
        """Which of the usual kinds one is like; empty on a site that has the usual ones."""
        return kind.role.value if self.kinds != DEFAULT_KINDS else ""

    def title_of(self, kinds: Iterable[Kind]) -> str:
        """What stands over a list of things of some kinds."""
        return self.messages.pgettext("list", ", ").join(
            named(kind.value, "register", messages=self.messages) for kind in kinds
        )

    def headline(self, article: Article) -> str:
        """The title as it is listed away from the story: that of a retracted one says so first (NISO RP-45-2024)."""
        return (
            self.messages.gettext("Retracted: %(title)s", title=article.title) if article.retraction else article.title
        )

    def translations(self, id: str) -> tuple[Link, ...]:
        """A story in each language, itself included, as whole addresses; empty where there is but one."""
        return tuple(
            Link(
                text=self.formats.language_name(tag),
                url=self.urls.absolute(self.article_path(article)),
                language=tag,
                is_current=article.id == id,
            )
            for article in map(self.site.article_by_id.__getitem__, self.site.translations.get(id, ()))
            if (tag := article.language or self.site.settings.language)
        )

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
            link = Link(
                text=self.headline(article),
                url=self.href(self.article_path(article)),
                note=note,
                language=article.language,
            )
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
        return self._metric_links.get(
            (subject, id), lambda: Link(text=self.metric(id).name, url=self.href(urls.metric(subject, id)))
        )

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
        """The figure of a fact; None where its metric is told in words or dates, though they may look like a number.

        A place in an order is one whether "2" is written or "second".
        """
        unit = self.metric(fact.metric).unit
        if unit == "rank" and fact.value is not None and fact.value.is_exact and not fact.value.is_rank:
            return replace(fact.value, is_rank=True)
        return None if unit in ("text", "date") else fact.value

    def label(self, fact: Fact) -> str:
        """What a fact is a figure of, in a few words: "Deliveries target, 2025"."""
        return self._labels.get(fact.id, lambda: self._label(fact))

    def _label(self, fact: Fact) -> str:
        narrowed = fact.scope, fact.basis
        name = figure_name(self.metric(fact.metric).name, fact.kind, narrowed, messages=self.messages)
        return self.of_period(name, fact.period) if fact.period else name

    def of_period(self, name: str, period: Period) -> str:
        """The name of a figure with what it covers: "Deliveries target, 2025"."""
        return self.messages.gettext("%(name)s, %(period)s", name=name, period=self.formats.period(period))

    def of_subject(self, subject: EntityKey, name: str) -> str:
        """The name of a figure with whom it is about: "Xiaomi: Deliveries target, 2025"."""
        return self.messages.gettext("%(subject)s: %(figure)s", subject=self.entity(subject).name, figure=name)

    def words(self, fact: Fact) -> str:
        """What a fact says, with its unit, in the site's language."""
        return self._words_of.get(fact.id, lambda: self._said(fact))

    def _said(self, fact: Fact) -> str:
        value = self.value(fact)
        if value is not None:
            return self.formats.quantity(value, self.unit(fact))
        if self.metric(fact.metric).unit == "date":
            named = time_written(fact.text)
            return self.formats.period(named) if named is not None else fact.text
        return fact.text

    def moment(self, stamp: Stamp) -> str:
        """An RFC 3339 time; a bare day counts from its beginning in the site's time zone."""
        found = self._moments.get(stamp)
        if found is None:
            found = self._moments[stamp] = stamp.moment.isoformat()
        return found

    def html(self, prose: Prose) -> str:
        """A text with its addresses."""
        return with_addresses(prose, self.resolved)

    def resolved(self, reference: Reference) -> ResolvedLink:
        """What a reference with a canonical name becomes on a page."""
        return self._resolved_links.get((reference.target, reference.is_image), lambda: self._resolve(reference))

    def _resolve(self, reference: Reference) -> ResolvedLink:
        attributes = self._image(reference) if reference.is_image else self._link(reference)
        return ResolvedLink(self._address(reference), self._words(reference), attributes)

    def path_of(self, canonical: str) -> str:
        """The path of a canonical name, as `relate.link_destinations` lists them."""
        scheme, _, rest = canonical.partition(":")
        name, hash, anchor = rest.partition("#")
        if scheme == "article":
            return self.article_path(self.site.article_by_id[name]) + hash + anchor
        if scheme == "page":
            return f"{name}/{hash}{anchor}"
        if scheme == "metric":
            subject, _, metric = rest.rpartition("/")
            return urls.metric(self.kinds.key(subject), metric) if subject else urls.glossary_entry(metric)
        if scheme == "fact":
            return urls.fact(self.site.ledger.facts[rest])
        if scheme == "path":
            return rest.removeprefix("/")
        return urls.entity(EntityKey(self.kinds_by_word[scheme], name)) + hash + anchor

    def redirects(self) -> Iterator[tuple[str, str, Place]]:
        """The path of each old address, the path it leads to, and the place that says so; what is said twice once."""
        found: dict[tuple[str, str], Place] = {}
        for old, path in self._moved():
            found.setdefault((urls.from_root(old.path), path), old.place)
        return ((old, path, place) for (old, path), place in found.items())

    def _moved(self) -> Iterator[tuple[OldAddress, str]]:
        site = self.site.everything()
        for article in site.articles:
            yield from ((old, self.article_path(article)) for old in article.redirects)
        for key, entity in site.entities.items():
            for old in entity.redirects:
                yield old, urls.entity(key)
                if old.path.strip("/").count("/") == 1 and old.path.startswith(f"/{urls.index(key.kind)}"):
                    yield from self._moved_below(old, key)
        for page in site.pages:
            yield from ((old, f"{page.id}/") for old in page.redirects)

    def _moved_below(self, old: OldAddress, key: EntityKey) -> Iterator[tuple[OldAddress, str]]:
        """The old addresses of an entity's metrics, which stood below its own and move along when its file has another name."""
        for metric in self.index.metrics_of.get(key, ()):
            yield OldAddress(f"{old.path.rstrip('/')}/{metric}/", old.place), urls.metric(key, metric)

    def modified(self, ids: Iterable[str]) -> str:
        """When the newest of some articles last changed, RFC 3339; empty when there is none."""
        stamps = [self.site.article_by_id[id].modified for id in ids]
        return self.moment(max(stamps, key=lambda stamp: stamp.moment)) if stamps else ""

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
            return self.headline(self.site.article_by_id[name])
        if scheme == "page":
            return self.site.pages[name].title
        if scheme == "metric":
            return self.metric(rest.rpartition("/")[2]).name
        if scheme in self.kinds_by_word:
            return self.entity(EntityKey(self.kinds_by_word[scheme], name)).name
        if scheme == "path" and (static := self.site.static.get(name.removeprefix("/"))) is not None:
            size = self.formats.bytes(static.size)
            return self.messages.gettext("%(file)s, %(size)s", file=name.rpartition("/")[2], size=size)
        return reference.target

    def _link(self, reference: Reference) -> Mapping[str, str]:
        """What a link to a fact is marked by, and what it tells on hover or focus."""
        if not reference.target.startswith("fact:"):
            return {}
        fact = self.site.ledger.facts[reference.target.removeprefix("fact:")]
        standing = self.site.ledger.standings[fact.id]
        gettext = self.messages.gettext
        told = gettext(
            "%(subject)s, %(figure)s: %(value)s, as of %(day)s (%(source)s)",
            subject=self.entity(fact.subject).name,
            figure=self.label(fact),
            value=self.words(fact),
            day=self.formats.period(fact.as_of),
            source=fact.source.name,
        )
        state = ""
        if standing.status is Status.SUPERSEDED and standing.superseded_by:
            newer = self.site.ledger.facts[standing.superseded_by]
            value, day = self.words(newer), self.formats.period(newer.as_of)
            state = "" if standing.is_upheld else "superseded"
            told = (
                gettext("%(told)s; confirmed on %(day)s", told=told, day=day)
                if standing.is_upheld
                else gettext("%(told)s; since then %(value)s, %(day)s", told=told, value=value, day=day)
            )
        elif standing.status is Status.RETRACTED:
            state, told = (
                standing.status.value,
                self._taken_back(self.site.ledger.facts[standing.superseded_by or fact.id], told),
            )
        elif standing.status is Status.REFUTED:
            state, told = standing.status.value, gettext("%(told)s; refuted", told=told)
        elif standing.disputed_by:
            others = tuple(dict.fromkeys(self.words(self.site.ledger.facts[id]) for id in standing.disputed_by))
            values = self.messages.pgettext("list", ", ").join(others)
            ngettext, count = self.messages.ngettext, len(others)
            if self.is_preferred(fact):
                told = ngettext(
                    "%(told)s; another source says %(values)s, which is not preferred",
                    "%(told)s; other sources say %(values)s, which are not preferred",
                    count,
                    told=told,
                    values=values,
                )
            else:
                state = "disputed"
                told = ngettext(
                    "%(told)s; another source says %(values)s",
                    "%(told)s; other sources say %(values)s",
                    count,
                    told=told,
                    values=values,
                )
        elif fact.confidence is Confidence.DISPUTED:
            state, told = "disputed", gettext("%(told)s; disputed", told=told)
        return {"class": f"figure figure--{state}" if state else "figure", "title": told}

    def is_preferred(self, fact: Fact) -> bool:
        """Whether the newsroom prefers what a fact says to what others say of the same, whoever else says it."""
        dispute = self.index.disputes.get(fact.id)
        if dispute is None or not dispute.preferred:
            return False
        chosen = self.site.ledger.facts[dispute.preferred]
        return chosen.id == fact.id or (fact.value is not None and fact.value == chosen.value)

    def _taken_back(self, fact: Fact, told: str) -> str:
        """What a link to a fact tells of it, with who took it back by the fact that says so."""
        if fact.retracted_by is Retractor.NEWSROOM:
            return self.messages.gettext("%(told)s; reported in error", told=told)
        if fact.retracted_by is Retractor.SOURCE:
            return self.messages.gettext("%(told)s; taken back by its source", told=told)
        return self.messages.gettext("%(told)s; retracted", told=told)

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
