"""Nouns to a site: everything between the files worked out and checked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Corpus, Site
from factledger.model.entities import Entity, EntityKey, Mention
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Place, Problem, is_excused
from factledger.model.proofreading_language import Language, language
from factledger.model.rendered_prose import Prose
from factledger.model.settings import Settings
from factledger.model.timestamps import Stamp
from factledger.relate.correction_references import check_corrections, without_retracted
from factledger.relate.fiscal_years import with_fiscal_days
from factledger.relate.further_reading import related
from factledger.relate.future_dated_content import as_known, check_later_facts
from factledger.relate.ledger_building import relate_facts
from factledger.relate.link_destinations import Directory, directory, resolve_prose
from factledger.relate.links_that_will_break import Fates, check_links, expiring
from factledger.relate.moved_events import check_moved_events, moved
from factledger.relate.proofread_site import NO_HELP, Helping, relate_texts
from factledger.relate.reference_checks import check_article, check_entity
from factledger.relate.target_holder_ids import with_known_holders
from factledger.relate.timeline_entries import timeline
from factledger.relate.translations import translations, with_facts_of_originals
from factledger.relate.unit_synonyms import with_own_units
from factledger.relate.unpublished_content import (
    about,
    check_early,
    has_expired,
    hold_back,
    hold_back_entities,
    is_to_come,
    reason_place,
    related_to,
)


def relate(
    corpus: Corpus,
    *,
    now: datetime,
    with_drafts: bool = False,
    helping: Helping = NO_HELP,
    formerly: Collection[str] = (),
) -> tuple[Site, tuple[Problem, ...]]:
    """Work out what the corpus means at a moment.

    Drafts, expired articles, and articles and entities whose moment is still to come are held back unless
    `with_drafts`. All problems between files come back together; `helping` changes how soon, not what. `formerly` are
    the ids of facts that an earlier build published.
    """
    zone = ZoneInfo(corpus.settings.timezone)
    today = now.astimezone(zone).date()
    published, held_back = hold_back(corpus.articles, now, with_drafts=with_drafts)
    metrics = {metric.id: metric for metric in corpus.metrics}
    published, to_come = as_known(with_own_units(published, corpus.settings.units, metrics), now)
    unpublished = [article for article in corpus.articles if article.id in held_back]
    entities, held_entities = hold_back_entities(corpus.entities, now, with_drafts=with_drafts)
    published, undated = with_fiscal_days(with_known_holders(without_retracted(published), entities), entities)
    names = directory(
        entities=entities,
        articles={article.id: article for article in published},
        held_back=held_back,
        pages=corpus.pages,
        metrics=metrics,
        facts={fact.id: fact for article in published for fact in article.facts},
        images=corpus.images,
        static=corpus.static,
        unpublished=unpublished,
        to_come=[article.id for article in unpublished if is_to_come(article, now)],
        held_entities=held_entities,
        hidden=[entity for entity in corpus.entities if entity.key in held_entities],
        kinds=corpus.settings.kinds,
    )
    problems = [*to_come, *undated]
    articles = _articles(published, names, problems, language(corpus.settings.language))
    pages = tuple(replace(page, prose=_prose(page.prose, page.place.path, names, problems)) for page in corpus.pages)
    resolved = _entities(entities, names, problems)
    fates = Fates(held_back, expiring(published))
    for article in articles:
        problems.extend(check_links(article.prose.references, fates, article=article.id))
        problems.extend(check_later_facts(article, article.prose.references, names.articles))
    for prose in (*(page.prose for page in pages), *(entity.prose for entity in resolved.values())):
        problems.extend(check_links(prose.references, fates))
    ledger, found = relate_facts(
        [fact for article in articles for fact in article.facts],
        metrics=metrics,
        entities=resolved,
        today=today,
        allow={article.id: article.allow for article in articles if article.allow},
        fates=fates,
        memory=helping.ledger,
    )
    problems.extend(found)
    ledger, found = check_corrections(
        ledger, articles, code=corpus.settings.language, held_back=held_back, formerly=formerly
    )
    problems.extend(found)
    moves = tuple(moved(articles))
    problems.extend(check_moved_events(moves))
    versions, found = translations(articles, corpus.settings.language, held_back)
    problems.extend(found)
    texts, found = relate_texts(
        with_facts_of_originals(articles, versions),
        resolved,
        ledger=ledger,
        metrics=metrics,
        code=corpus.settings.language,
        helping=helping,
    )
    problems.extend(found)
    problems.extend(_unread(corpus.settings, articles))
    named_in = _articles_of(articles, resolved)
    named = (*named_in, *texts.mentioned_in, *(key for entity in resolved.values() for key in related_to(entity)))
    coming = [article for article in unpublished if not has_expired(article, now)]
    problems.extend(check_early(resolved, coming, held_back, frozenset(named)))
    site = Site(
        settings=corpus.settings,
        now=now,
        articles=texts.articles,
        entities=texts.entities,
        pages=pages,
        metrics=metrics,
        ledger=ledger,
        timeline=timeline(articles, moves, ledger=ledger, metrics=metrics, entities=resolved, today=today),
        backlinks=_backlinks(articles),
        articles_of=named_in,
        images=corpus.images,
        static=corpus.static,
        cms=corpus.cms,
        held_back=held_back,
        held_places={article.id: reason_place(article) for article in unpublished},
        held_entities=held_entities,
        expired=frozenset(article.id for article in corpus.articles if has_expired(article, now)),
        article_by_id={article.id: article for article in texts.articles},
        related=related(articles),
        translations=versions,
        proofs=texts.proofs,
        mentioned_in=_in_passing(texts.mentioned_in, named_in),
    )
    return site, _not_excused(problems, articles)


def _not_excused(problems: Iterable[Problem], articles: Iterable[Article]) -> tuple[Problem, ...]:
    """The problems without those that the article in whose file they stand excuses."""
    allow = {article.place.path: article.allow for article in articles if article.allow}
    return tuple(problem for problem in problems if not is_excused(problem, allow.get(problem.place.path, ())))


def _unread(settings: Settings, articles: Sequence[Article]) -> Iterator[Problem]:
    """That the figures of a site cannot be read, where its language is not known."""
    if articles and language(settings.language) is None:
        place = settings.language_place or Place(settings.path)
        advice = "keep them right by hand, or set `rules: {language-unread: off}`"
        message = f"figures in '{settings.language}' are not read, and so not held against the facts"
        yield Problem(place, "language-unread", message, advice)


def steady(corpus: Corpus, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments around `now`, the first included, between which the clock alone changes nothing.

    Those are the beginnings of days in the site's zone, and whatever articles and entities date by the clock.
    """
    today = now.astimezone(zone).date()
    days = (Stamp.on(today + timedelta(days=number), zone) for number in (-1, 0, 1, 2))
    stamps = [stamp for article in corpus.articles for stamp in _stamps(article)]
    stamps += [entity.published for entity in corpus.entities]
    moments = {stamp.moment for stamp in (*days, *stamps) if stamp is not None}
    return max(moment for moment in moments if moment <= now), min(moment for moment in moments if moment > now)


def _stamps(article: Article) -> tuple[Stamp | None, ...]:
    return (article.published, article.updated, article.expires, *(one.stamp for one in article.corrections))


def _articles(
    articles: Iterable[Article], names: Directory, problems: list[Problem], known: Language | None
) -> tuple[Article, ...]:
    related = []
    for article in articles:
        own = language(article.language) if article.language else known
        problems.extend(check_article(article, names, own))
        prose = _prose(article.prose, article.place.path, names, problems, article=article.id)
        related.append(replace(article, prose=prose))
    return tuple(related)


def _entities(
    entities: Mapping[EntityKey, Entity], names: Directory, problems: list[Problem]
) -> Mapping[EntityKey, Entity]:
    related = {}
    for key, entity in entities.items():
        problems.extend(check_entity(entity, names))
        related[key] = replace(entity, prose=_prose(entity.prose, entity.place.path, names, problems))
    return related


def _prose(prose: Prose, path: str, names: Directory, problems: list[Problem], *, article: str = "") -> Prose:
    resolved, found = resolve_prose(prose, path, names, article=article)
    problems.extend(found)
    return resolved


def _backlinks(articles: Iterable[Article]) -> Mapping[str, tuple[str, ...]]:
    """By canonical name without #heading, the articles whose text links there, in the articles' order."""
    found: dict[str, dict[str, None]] = {}
    for article in articles:
        for reference in article.prose.references:
            target = reference.target.partition("#")[0]
            if target and target != f"article:{article.id}":
                found.setdefault(target, {})[article.id] = None
    return {target: tuple(ids) for target, ids in found.items()}


def _articles_of(
    articles: Iterable[Article], entities: Mapping[EntityKey, Entity]
) -> Mapping[EntityKey, tuple[str, ...]]:
    """By entity, the articles that name it in their front matter, in the articles' order.

    An article on a model or a person counts for the company too, and a fact's subject counts as named.
    """
    found: dict[EntityKey, dict[str, None]] = {}
    for article in articles:
        for key in about(article):
            for own in (key, *_company(entities.get(key))):
                found.setdefault(own, {})[article.id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _in_passing(
    mentioned_in: Mapping[EntityKey, tuple[str, ...]], named_in: Mapping[EntityKey, tuple[str, ...]]
) -> Mapping[EntityKey, tuple[str, ...]]:
    """The articles whose text names an entity that their front matter does not."""
    found = {}
    for key, ids in mentioned_in.items():
        known = frozenset(named_in.get(key, ()))
        found[key] = tuple(id for id in ids if id not in known)
    return found


def _company(entity: Entity | None) -> tuple[EntityKey, ...]:
    company: Mention | None = entity.company if entity else None
    return (company.key,) if company else ()
