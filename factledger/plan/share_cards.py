"""What stands on the share cards of articles and entities, and where each card is published.

A card's name tells its content, so that one that is there already need not be drawn again, and readers of other sites
are never shown an old one for a new.
"""

from dataclasses import astuple, replace
from hashlib import sha256

from factledger.model.articles import Article
from factledger.model.dates import day
from factledger.model.entities import Entity
from factledger.model.formatter_interface import CardFonts
from factledger.model.kind_and_unit_labels import named
from factledger.model.planned_pages import PlacedCard, ShareCard
from factledger.model.views import FactView
from factledger.plan.fact_views import article_key
from factledger.plan.list_cards import key_figure, kicker
from factledger.plan.site_index import SiteIndex

_DESIGN = "1"  # goes up when cards of equal content look different


def article_share_card(site_index: SiteIndex, article: Article) -> PlacedCard | None:
    """The card of a story with its most telling figure; None where none is wanted, or its title cannot be drawn."""
    fonts = site_index.card_fonts
    if fonts is None:
        return None
    key = article_key(site_index, article) if article.retraction is None else None
    card = ShareCard(
        site=site_index.site.settings.title,
        title=site_index.headline(article),
        day=site_index.formats.period(day(article.published.day)),
        kicker=" · ".join(link.text for link in kicker(site_index, article)),
        summary=article.summary,
    )
    return _placed(site_index, fonts, article.id, _with_figure(site_index, card, key))


def entity_share_card(site_index: SiteIndex, entity: Entity) -> PlacedCard | None:
    """The card of a company, model, person, market or topic with its most telling figure; None likewise."""
    fonts = site_index.card_fonts
    if fonts is None:
        return None
    has_native = bool(entity.native_name) and fonts.covers(entity.native_name)
    card = ShareCard(
        site=site_index.site.settings.title,
        title=f"{entity.name} {entity.native_name}" if has_native else entity.name,
        kicker=named(entity.key.kind.value, messages=site_index.messages),
        summary=entity.summary,
    )
    card = _with_figure(site_index, card, key_figure(site_index, entity.key))
    return _placed(site_index, fonts, f"{entity.key.kind}-{entity.key.id}", card)


def _placed(site_index: SiteIndex, fonts: CardFonts, name: str, card: ShareCard) -> PlacedCard | None:
    """A card without what no font has letters for, at its path; None where that is its title."""
    if not fonts.covers(card.site + card.title + card.day):
        return None
    if not fonts.covers(card.figure + card.label + card.source):
        card = replace(card, figure="", label="", source="")
    kicker = card.kicker if fonts.covers(card.kicker) else ""
    card = replace(card, kicker=kicker, summary=card.summary if fonts.covers(card.summary) else "")
    content = "\0".join((_DESIGN, fonts.digest, *astuple(card)))
    path = f"images/cards/{name}.{sha256(content.encode()).hexdigest()[:8]}.png"
    return PlacedCard(path, card, _words(site_index, card))


def _words(site_index: SiteIndex, card: ShareCard) -> str:
    if not card.figure:
        return card.title
    figure = site_index.messages.gettext("%(subject)s: %(figure)s", subject=card.label, figure=card.figure)
    return f"{card.title} · {figure}"


def _with_figure(site_index: SiteIndex, card: ShareCard, key: FactView | None) -> ShareCard:
    if key is None:
        return card
    fact = site_index.site.ledger.facts[key.id]
    source = site_index.messages.gettext(", ").join([key.source.name, site_index.formats.period(key.as_of)])
    return replace(card, figure=site_index.words(fact), label=key.label, source=source)
