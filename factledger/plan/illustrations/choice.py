"""Which illustration a story, a company, a model or a topic gets: the first drawing that its figures allow, else its topic's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from factledger.model.articles import Article
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Fact, FactKind
from factledger.model.message_catalogues import N_
from factledger.model.views import Illustration
from factledger.plan.illustrations import from_topics, single_figure_drawings
from factledger.plan.illustrations.figures_around_fact import disputed, is_drawable, longest
from factledger.plan.illustrations.single_figure_drawings import Drawn, Story, Way
from factledger.plan.site_index import SiteIndex

_NOT_TO_DRAW = frozenset({"people"})  # the dead and the hurt are not counted out in pictures
_ORDINARY = "explainers"  # a topic that says how a story is told, not what it is about
_GRAVE = "safety"
_ROOFS = N_("Drawing: the saw-tooth roofs of a plant.")

_OF_GOALS: tuple[Way, ...] = (
    single_figure_drawings.steps,
    single_figure_drawings.struck,
    single_figure_drawings.goal_after_results,
)
_OF_RESULTS: tuple[Way, ...] = (
    single_figure_drawings.split,
    single_figure_drawings.ladder,
    single_figure_drawings.bubbles,
    single_figure_drawings.race,
    single_figure_drawings.against,
    single_figure_drawings.lot_of_parts,
    single_figure_drawings.proportion,
    single_figure_drawings.columns,
)
_OF_LONE_FIGURES: tuple[Way, ...] = (
    single_figure_drawings.percentage,
    single_figure_drawings.change,
    single_figure_drawings.climb,
    single_figure_drawings.tally,
)


def of_article(site_index: SiteIndex, article: Article, key: Fact | None) -> Drawn:
    """The illustration of an article whose most telling figure is `key`."""
    topics = article.keys(Role.TOPIC)
    if key is not None:
        day = max(article.published.day, *(fact.latest for fact in article.facts))
        accent = "moved" if any(topic.id == _GRAVE for topic in topics) else "live"
        companies = article.keys(Role.COMPANY)
        stories = [Story(fact, article.facts, day, accent, companies) for fact in _candidates(site_index, article, key)]
        for story in stories:
            drawn = _drawn(site_index, story, _OF_RESULTS if story.fact.kind is FactKind.ACTUAL else _OF_GOALS)
            if drawn is not None:
                return drawn
        drawn = _drawn(site_index, stories[0], _OF_LONE_FIGURES) if key.kind is FactKind.ACTUAL else None
        if drawn is not None:
            return drawn
    return _motif(site_index, topics, article.keys(Role.MODEL))


def _candidates(site_index: SiteIndex, article: Article, key: Fact) -> Iterator[Fact]:
    """The key figure, then those that the headline names, then those of its metric that are disputed."""
    yield key
    others = [fact for fact in article.facts if fact is not key and fact.value is not None]
    yield from (fact for fact in others if fact.text in article.title)
    day = article.published.day
    yield from (fact for fact in others if fact.metric == key.metric and disputed(site_index, fact, day))


def of_entity(site_index: SiteIndex, entity: Entity, key: Fact | None) -> Drawn | None:
    """The illustration of a company, a model or a topic; other kinds have none."""
    match entity.key.kind.role:
        case Role.MODEL if not site_index.draws_cars:
            return _of_company(site_index, key)
        case Role.MODEL:
            words = site_index.messages.gettext("Drawing of a car: %(name)s.", name=entity.type or entity.name)
            return Drawn(_illustration(from_topics.model, is_tall=_is_tall(entity)), "", words, is_chart=False)
        case Role.TOPIC:
            return _motif(site_index, (entity.key,), ()) if entity.id in _motifs(site_index) else None
        case Role.COMPANY:
            return _of_company(site_index, key) or Drawn(
                _illustration(from_topics.factory), "", site_index.messages.gettext(_ROOFS), is_chart=False
            )
        case _:
            return None


def _of_company(site_index: SiteIndex, key: Fact | None) -> Drawn | None:
    """What a company has done for the longest, for how it met its targets stands on its page anyway."""
    if key is None or key.kind is not FactKind.ACTUAL:
        return None
    day = site_index.today.last
    drawn = _drawn(site_index, Story(longest(site_index, key), (), day), (single_figure_drawings.columns,))
    return drawn or _drawn(site_index, Story(key, (), day), (*_OF_LONE_FIGURES, *_OF_RESULTS))


def _drawn(site_index: SiteIndex, story: Story, known: Iterable[Way]) -> Drawn | None:
    if site_index.metric(story.fact.metric).unit in _NOT_TO_DRAW or not is_drawable(site_index, story.fact):
        return None
    return next((drawn for way in known if (drawn := way(site_index, story)) is not None), None)


def _motifs(site_index: SiteIndex) -> Mapping[str, from_topics.Motif]:
    """What topics are drawn as, by id."""
    return from_topics.MOTIFS if site_index.draws_cars else from_topics.MOTIFS_WITHOUT_CARS


def _motif(site_index: SiteIndex, topics: Iterable[EntityKey], models: Iterable[EntityKey]) -> Drawn:
    """The first topic's motif that there is."""
    motifs = _motifs(site_index)
    known = sorted((key.id for key in topics if key.id in motifs), key=lambda topic: topic == _ORDINARY)
    if not known:
        return Drawn(
            _illustration(from_topics.ledger),
            "",
            site_index.messages.gettext("Drawing: a ruled page with entries."),
            is_chart=False,
        )
    draw, words = motifs[known[0]]
    words = site_index.messages.gettext(words)
    if draw is from_topics.launch:
        is_tall = any(_is_tall(site_index.entity(key)) for key in list(models)[:1])
        return Drawn(_illustration(from_topics.launch, is_tall=is_tall), "", words, is_chart=False)
    return Drawn(_illustration(draw), "", words, is_chart=False)


@cache
def _illustration(draw: Callable[..., Illustration], **options: bool) -> Illustration:
    """A motif, drawn once however many stories it stands over."""
    return draw(**options)


def _is_tall(model: Entity) -> bool:
    return "SUV" in model.type or "MPV" in model.type
