"""Facts, sources and corrections as the theme sees them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from factledger.model.articles import Article
from factledger.model.dates import Grain, day
from factledger.model.entities import EntityKey, Role
from factledger.model.entity_kinds import holder_keys
from factledger.model.facts import Confidence, Fact, Source, is_same
from factledger.model.ledger import AllowedNote, Standing, Status
from factledger.model.message_catalogues import N_
from factledger.model.views import CorrectionView, FactBrief, FactView, Link, SourceView
from factledger.plan import urls
from factledger.plan.citations_by_source import article_sources
from factledger.plan.site_index import SiteIndex
from factledger.plan.traced_site import CORRECTED

PREFERRED = "preferred"  # how sure a figure is that is disputed, and that the newsroom prefers to the others


def fact_view(site_index: SiteIndex, id: str) -> FactView:
    """One fact with its standing, made once."""
    return site_index.fact_views.get(id, lambda: _fact_view(site_index, site_index.site.ledger.facts[id]))


def fact_views(site_index: SiteIndex, ids: Iterable[str]) -> tuple[FactView, ...]:
    """Facts in the order given."""
    return tuple(fact_view(site_index, id) for id in ids)


def brief(site_index: SiteIndex, id: str) -> FactBrief:
    """A fact mentioned beside another."""
    fact = site_index.site.ledger.facts[id]
    value = site_index.value(fact)
    return FactBrief(
        text=site_index.words(fact) if value is None else fact.text,
        value=value,
        unit=site_index.unit(fact),
        as_of=fact.as_of,
        url=site_index.fact_url(fact),
        source=fact.source.name,
    )


def told_confidence(site_index: SiteIndex, id: str) -> str:
    """How sure a figure is, as it is told wherever the figure counts: what somebody disputes is so before all else."""
    fact = site_index.site.ledger.facts[id]
    standing = site_index.site.ledger.standings[id]
    if standing.status is Status.REFUTED or fact.confidence is Confidence.REFUTED:
        return Confidence.REFUTED.value
    if standing.disputed_by:
        return PREFERRED if site_index.is_preferred(fact) else Confidence.DISPUTED.value
    return fact.confidence.value


def label(site_index: SiteIndex, fact: Fact) -> str:
    """What a fact is a figure of, in a few words: "Deliveries target, 2025"."""
    return site_index.label(fact)


def source_view(source: Source, number: int = 0) -> SourceView:
    """A source; `number` is its place in an article's list."""
    return SourceView(
        number=number,
        name=source.name,
        url=source.url,
        publisher=source.publisher,
        type=source.type.value if source.type else "",
        is_primary=bool(source.type and source.type.is_primary),
        published=source.published,
        accessed=source.accessed,
        archive=source.archive,
    )


def numbered_sources(site_index: SiteIndex, article: Article) -> Mapping[Source, SourceView]:
    """The sources of an article, numbered as it lists them, made once."""
    views = site_index.source_views.get(article.id)
    if views is None:
        views = {source: source_view(source, number) for number, source in enumerate(article_sources(article), start=1)}
        site_index.source_views[article.id] = views
    return views


def correction_views(site_index: SiteIndex, article: Article) -> tuple[CorrectionView, ...]:
    """An article's corrections, newest first."""
    views = [
        CorrectionView(
            day=day(correction.day),
            moment=site_index.moment(correction.stamp),
            kind=correction.kind.value,
            was=correction.was,
            now=correction.now,
            reason=correction.reason,
            article=site_index.article_link(article),
            anchor=f"{article.id}--{correction.id}",
        )
        for correction in article.corrections
    ]
    return newest_first(views)


def all_corrections(site_index: SiteIndex) -> tuple[CorrectionView, ...]:
    """The corrections of all articles, newest first."""
    articles = (site_index.site.article_by_id[id] for id in site_index.index.lists[CORRECTED])
    views = (view for article in articles for view in correction_views(site_index, article))
    return newest_first(views)


def newest_first(views: Iterable[CorrectionView]) -> tuple[CorrectionView, ...]:
    """Corrections by their moments; those of one moment stay in order."""
    return tuple(sorted(views, key=lambda view: datetime.fromisoformat(view.moment), reverse=True))


def article_key(site_index: SiteIndex, article: Article) -> FactView | None:
    """The most telling figure of a story: of a company only where its headline names that, a model of it, or none at all."""
    about = (*article.keys(Role.COMPANY), *article.keys(Role.MODEL))
    return key_fact(site_index, article.facts, article.title, about)


def key_fact(
    site_index: SiteIndex, facts: Iterable[Fact], title: str = "", about: Iterable[EntityKey] = ()
) -> FactView | None:
    """The most telling figure of some facts: the first stated that stands and is a number, about whom the title names first.

    `about` are companies and models that the title may name; where it does, no figure of another company will do. What is
    disputed, and before that a nought, is so only for want of others about the same company.
    """
    standings = site_index.site.ledger.standings
    named = _named_in(site_index, title, about)
    best: tuple[tuple[int, bool, bool, bool], Fact] | None = None
    for fact in facts:
        value = site_index.value(fact)
        if value is None or standings[fact.id].status in (Status.RETRACTED, Status.REFUTED):
            continue
        company = _maker(site_index, fact.subject)
        place = _place(site_index, title, named, fact.subject, company)
        if place is None:
            continue
        is_other = best is not None and place == best[0][0] and company != _maker(site_index, best[1].subject)
        fault = (place, is_other, not value.high, fact.confidence is Confidence.DISPUTED)
        if best is None or fault < best[0]:
            best = (fault, fact)
        if not any(fault):
            break
    return fact_view(site_index, best[1].id) if best else None


def _named_in(site_index: SiteIndex, title: str, about: Iterable[EntityKey]) -> Mapping[EntityKey, int]:
    """The makers whom a title names, by their names or by those of their models, with where it does so first."""
    found: dict[EntityKey, int] = {}
    for key in about if title else ():
        at, maker = _found(site_index, key, title), _maker(site_index, key)
        if at >= 0:
            found[maker] = min(at, found.get(maker, at))
    return found


def _place(
    site_index: SiteIndex, title: str, named: Mapping[EntityKey, int], subject: EntityKey, company: EntityKey
) -> int | None:
    """How near a figure is to what a title names: 0 of whom it names first, 1 of who comes later, 2 of others.

    None of another company than those it names: neither that of the subject nor the owner of that.
    """
    if not title:
        return 0
    parent = site_index.entity(company).parent
    at = [named[key] for key in (company, parent.key if parent else company) if key in named]
    if at:
        return 0 if min(at) == min(named.values()) else 1
    if named and company.kind.role is Role.COMPANY:
        return None
    return 0 if any(_found(site_index, key, title) >= 0 for key in (subject, company)) else 2


def _found(site_index: SiteIndex, key: EntityKey, title: str) -> int:
    """Where a title first has a name of an entity; -1 where it has none."""
    entity = site_index.entity(key)
    names = (entity.name, entity.native_name, *entity.aliases, *entity.brands)
    return min((at for name in names if name and (at := _find(title, name)) >= 0), default=-1)


def _find(title: str, name: str) -> int:
    """Where a text has a name as words of its own, "NIO", but not that of "Union"; else -1."""
    at = title.find(name)
    while at >= 0:
        before, after = title[at - 1 : at], title[at + len(name) : at + len(name) + 1]
        if not (_goes_on(before, name[0]) or _goes_on(name[-1], after)):
            return at
        at = title.find(name, at + 1)
    return at


def _goes_on(one: str, other: str) -> bool:
    """Whether two letters that follow one another are of one word, in scripts that part their words."""
    return one.isalnum() and other.isalnum() and max(one, other) < _CJK


def _maker(site_index: SiteIndex, key: EntityKey) -> EntityKey:
    """The maker of a model, else the entity itself."""
    company = site_index.entity(key).company
    return company.key if company else key


def holder_link(site_index: SiteIndex, holder: str) -> Link | None:
    """Who set a target or made an estimate: an entity by its id, or anybody by name."""
    if not holder:
        return None
    for key in holder_keys(holder, site_index.kinds):
        if key in site_index.site.entities:
            return site_index.entity_link(key)
    return Link(text=holder, url="")


def _fact_view(site_index: SiteIndex, fact: Fact) -> FactView:
    ledger = site_index.site.ledger
    standing = ledger.standings[fact.id]
    dispute = site_index.index.disputes.get(fact.id)
    article = site_index.site.article_by_id[fact.article]
    value = site_index.value(fact)
    later = _later(site_index, fact, standing)
    is_withdrawn = later is not None and standing.status is Status.RETRACTED
    taken_back = later if later is not None and is_withdrawn else fact
    about, said, url = label(site_index, fact), site_index.words(fact), site_index.fact_url(fact)
    return FactView(
        id=fact.id,
        anchor=urls.fact_anchor(fact),
        url=url,
        subject=site_index.entity_link(fact.subject),
        metric=site_index.metric_link(fact.subject, fact.metric),
        label=about,
        kind=fact.kind.value,
        period=fact.period,
        as_of=fact.as_of,
        value=value,
        text=said if value is None else fact.text,
        unit=site_index.unit(fact),
        scope=fact.scope,
        basis=fact.basis,
        holder=holder_link(site_index, fact.holder),
        confidence=fact.confidence.value,
        status=standing.status.value,
        superseded_by=brief(site_index, later.id) if later is not None and not is_withdrawn else None,
        supersedes=brief(site_index, standing.supersedes) if standing.supersedes else None,
        disputed_by=tuple(brief(site_index, id) for id in standing.disputed_by),
        settlement=dispute.settlement if dispute else "",
        is_preferred=site_index.is_preferred(fact),
        retracted=taken_back.retracted,
        retracted_by=str(taken_back.retracted_by or ""),
        note=fact.note,
        source=numbered_sources(site_index, article)[fact.source],
        article=site_index.article_link(article),
        citation=_citation(site_index, fact, url),
        is_restated=standing.is_restated,
        is_made_exact=is_made_exact(fact, standing, later),
        is_upheld=standing.is_upheld,
        names_day=_is_of_its_day(fact) or said == site_index.formats.period(fact.as_of),
    )


def _is_of_its_day(fact: Fact) -> bool:
    """Whether a fact's period is its as-of, or everything up to that."""
    period = fact.period
    return period == fact.as_of or (
        period is not None and period.grain is Grain.UNTIL and period.last == fact.as_of.last
    )


def is_made_exact(fact: Fact, standing: Standing, later: Fact | None) -> bool:
    """Whether a fact only gave way to what says the same moment's figure more exactly."""
    if standing.status is not Status.SUPERSEDED or standing.is_upheld or standing.is_restated or later is None:
        return False
    return later.as_of == fact.as_of


def _later(site_index: SiteIndex, fact: Fact, standing: Standing) -> Fact | None:
    """What took the place of a fact: the first that says something else, else the last that says it again."""
    ledger = site_index.site.ledger
    later = ledger.facts[standing.superseded_by] if standing.superseded_by else None
    while later is not None and standing.status is Status.SUPERSEDED and is_same(fact, later):
        following = ledger.standings[later.id]
        if following.status is not Status.SUPERSEDED or not following.superseded_by:
            break
        later = ledger.facts[following.superseded_by]
    return later


_CJK = "\u2e80"  # the scripts from here on part no words
_MISMATCHES = {
    "dispute": N_("Sources disagree on one figure"),
    "sum": N_("Parts do not add up to their whole"),
    "growth": N_("A growth figure does not fit its two values"),
    "falls": N_("A running count falls"),
    "range-order": N_("A range is the wrong way round"),
    "unit-slip": N_("A figure is far from its neighbours"),
    "out-of-bounds": N_("A figure is less or more than can be"),
    "outside-life": N_("A period lies before the company was founded"),
    "no-period": N_("A figure says not which period it is about"),
    "not-yet": N_("A figure is dated later than can be known"),
    "overdue": N_("A target is over and no result is known"),
    "gone-fact": N_("What a correction put right is no longer told"),
    "correction-figure": N_("A correction says another figure than the fact that it corrected"),
}


def mismatch(site_index: SiteIndex, note: AllowedNote) -> str:
    """What does not fit, in words for readers: the problem's own in English, else its rule with the figures."""
    facts = [site_index.site.ledger.facts[id] for id in note.facts]
    if note.rule == "dispute" and facts:
        return _who_says_what(site_index, facts)
    if site_index.messages.speaks("en"):
        message = note.message
        for fact in facts:
            if fact.period:  # 2024-03-12 is for editors, who write it so
                message = message.replace(f" for {fact.period}", f" for {site_index.formats.period(fact.period)}")
        return message
    say = site_index.messages.gettext
    told = [
        say(
            "%(subject)s, %(figure)s: %(value)s",
            subject=site_index.entity(fact.subject).name,
            figure=label(site_index, fact),
            value=site_index.words(fact),
        )
        for fact in facts
    ]
    what = say(_MISMATCHES[note.rule])
    return say("%(subject)s: %(figure)s", subject=what, figure=say("; ").join(told)) if told else what


def _who_says_what(site_index: SiteIndex, facts: Sequence[Fact]) -> str:
    """What sources say of one figure, each once."""
    say = site_index.messages.gettext
    said = dict.fromkeys(
        say("%(source)s says %(figure)s", source=fact.source.name, figure=site_index.words(fact)) for fact in facts
    )
    about = site_index.of_subject(facts[0].subject, label(site_index, facts[0]))
    disputed = say("%(subject)s: %(figure)s", subject=say(_MISMATCHES["dispute"]), figure=about)
    return disputed + say(": ") + say("; ").join(said)


def _citation(site_index: SiteIndex, fact: Fact, url: str) -> str:
    return site_index.messages.gettext(
        "%(subject)s, %(figure)s: %(value)s (as of %(day)s; source: %(source)s). %(site)s, %(url)s",
        subject=site_index.entity(fact.subject).name,
        figure=label(site_index, fact),
        value=site_index.words(fact),
        day=site_index.formats.period(fact.as_of),
        source=fact.source.name,
        site=site_index.site.settings.title,
        url=site_index.urls.origin + url,
    )
