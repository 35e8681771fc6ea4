"""The picture of an article or an entity: the editor's, or one drawn from its figures or its topic."""

from factledger.model.articles import Article
from factledger.model.entities import Entity
from factledger.model.facts import Fact
from factledger.model.message_catalogues import N_
from factledger.model.rendered_prose import Image
from factledger.model.views import FactView, Picture
from factledger.plan.illustrations.choice import of_article, of_entity
from factledger.plan.illustrations.single_figure_drawings import Drawn
from factledger.plan.responsive_images import SIZES, main_copy
from factledger.plan.site_index import SiteIndex


def article_picture(site_index: SiteIndex, article: Article, key: FactView | None) -> Picture:
    """The picture of an article whose most telling figure is `key`."""
    return photograph(site_index, article) or _illustration(
        site_index,
        of_article(site_index, article, _fact(site_index, key)),
        N_("Chart: %(site)s, from the figures of this story"),
    )


def photograph(site_index: SiteIndex, article: Article) -> Picture | None:
    """The picture that an editor chose for an article."""
    return _chosen(site_index, article.image)


def entity_picture(site_index: SiteIndex, entity: Entity, key: FactView | None) -> Picture | None:
    """The picture of an entity whose most telling figure is `key`; people and markets have none unless an editor gave one."""
    chosen = _chosen(site_index, entity.image)
    if chosen is not None:
        return chosen
    drawn = of_entity(site_index, entity, _fact(site_index, key))
    return _illustration(site_index, drawn, N_("Chart: %(site)s, from the figures of this page")) if drawn else None


def _chosen(site_index: SiteIndex, image: Image | None) -> Picture | None:
    """A picture that an editor chose."""
    if image is None or image.file not in site_index.site.images:
        return None
    copy = main_copy(image.file, site_index.site.images[image.file])
    srcset = site_index.srcset(image.file)
    return Picture(
        url=site_index.href(copy.path),
        alt=image.alt,
        credit=image.credit,
        caption=image.caption,
        width=copy.width,
        height=copy.height,
        srcset=srcset,
        sizes=SIZES if srcset else "",
    )


def _illustration(site_index: SiteIndex, drawn: Drawn, of_chart: str) -> Picture:
    credit = of_chart if drawn.is_chart else N_("Drawing: %(site)s")
    return Picture(
        url="",
        alt=drawn.alt,
        credit=site_index.messages.gettext(credit, site=site_index.site.settings.title),
        caption=drawn.caption,
        width=drawn.illustration.width,
        height=drawn.illustration.height,
        illustration=drawn.illustration,
        scale=drawn.scale,
    )


def _fact(site_index: SiteIndex, key: FactView | None) -> Fact | None:
    return site_index.site.ledger.facts[key.id] if key else None
