"""The tables of entities and of metrics: what the facts' subjects are and what their figures count."""

from collections.abc import Mapping

from factledger.model.corpus_and_site import Site
from factledger.model.dates import Period
from factledger.model.entities import Entity
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.facts import Counting, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.message_catalogues import N_
from factledger.plan import urls
from factledger.plan.downloads.table import Column, DownloadTable, Row, Type
from factledger.plan.urls import Urls

ENTITY_COLUMNS = (
    Column(name="id", about="Kind, colon, id: company:xiaomi", is_required=True),
    Column(name="kind", about="What it is", is_required=True, choices=tuple(kind.value for kind in DEFAULT_KINDS)),
    Column(name="name", about="Its name", is_required=True),
    Column(name="native_name", about="Its name in its own language"),
    Column(name="native_language", about="That language, a BCP 47 tag"),
    Column(name="aliases", about="Other names", type=Type.LIST),
    Column(name="summary", about="A sentence on it"),
    Column(name="company", about="The company of a model or a person", references="entities.id"),
    Column(name="parent", about="The company that a company belongs to", references="entities.id"),
    Column(name="website", about="Its own website"),
    Column(name="wikidata", about="Its item in Wikidata"),
    Column(name="founded", about="When a company was founded, as precisely as known"),
    Column(name="dissolved", about="When a company ended, as precisely as known"),
    Column(name="headquarters", about="A company's seat"),
    Column(name="listing", about="A company's exchanges and tickers", type=Type.LIST),
    Column(name="brands", about="A company's brands", type=Type.LIST),
    Column(name="type", about="A model's type"),
    Column(name="unveiled", about="When a model was first shown, as precisely as known"),
    Column(name="launched", about="When a model's sale began, as precisely as known"),
    Column(name="first_deliveries", about="When a model was first handed over, as precisely as known"),
    Column(name="role", about="A person's role"),
    Column(name="born", about="When a person was born, as precisely as known"),
    Column(name="url", about="Its page on this site", is_required=True),
)

# What the columns say of sites with kinds of their own, which need have neither companies nor models.
_ABOUT_OTHERS: Mapping[str, str] = {
    "id": "Kind, colon, id",
    "company": "What it belongs to",
    "parent": "The one of its own kind that it belongs to",
    "founded": "When it was founded, as precisely as known",
    "dissolved": "When it ended, as precisely as known",
    "headquarters": "Its seat",
    "listing": "Its exchanges and tickers",
    "brands": "Its brands",
    "type": "Its type",
    "unveiled": "When it was first shown, as precisely as known",
    "launched": "When its sale began, as precisely as known",
    "first_deliveries": "When it was first handed over, as precisely as known",
}

METRIC_COLUMNS = (
    Column(name="id", about="The metric's id", is_required=True),
    Column(name="name", about="Its name", is_required=True),
    Column(
        name="unit",
        about="The unit of its figures; currency: each fact states its own; text, date, rank: not a quantity",
        is_required=True,
    ),
    Column(name="about", about="What exactly is counted"),
    Column(name="counts", about="Over a period or at a moment", is_required=True, choices=tuple(Counting)),
    Column(name="adds_up", about="Whether parts add up to the whole", type=Type.FLAG, is_required=True),
    Column(name="never_falls", about="Whether a running count can only rise", type=Type.FLAG, is_required=True),
    Column(name="less_is_better", about="Whether its targets are limits", type=Type.FLAG, is_required=True),
    Column(name="growth_of", about="The metric whose growth this is", references="metrics.id"),
    Column(name="not_to_mix_with", about="Metrics that look alike and are not", type=Type.LIST),
    Column(name="url", about="Its entry in the glossary", is_required=True),
)


_ABOUT = N_("Whom and what facts and articles are about.")


def entity_columns(kinds: Kinds) -> tuple[Column, ...]:
    """The columns of a site with these kinds, whose names are the same on every site."""
    if kinds == DEFAULT_KINDS:
        return ENTITY_COLUMNS
    columns = (replace(column, about=_ABOUT_OTHERS.get(column.name, column.about)) for column in ENTITY_COLUMNS)
    words = tuple(kind.value for kind in kinds)
    return tuple(replace(column, choices=words) if column.name == "kind" else column for column in columns)


def entity_table(site: Site, addresses: Urls) -> DownloadTable:
    """All entities, by id."""
    return DownloadTable(
        name="entities",
        title=N_("Entities"),
        about=_ABOUT,
        columns=entity_columns(site.settings.kinds),
        rows=tuple(
            sorted((_entity(entity, addresses) for entity in site.entities.values()), key=lambda row: str(row[0]))
        ),
    )


def metric_table(site: Site, addresses: Urls) -> DownloadTable:
    """All metrics, by id."""
    return DownloadTable(
        name="metrics",
        title=N_("Metrics"),
        about=N_("What the figures count and how they add up."),
        columns=METRIC_COLUMNS,
        rows=tuple(_metric(metric, addresses) for _, metric in sorted(site.metrics.items())),
    )


def _entity(entity: Entity, addresses: Urls) -> Row:
    return (
        str(entity.key),
        entity.key.kind.value,
        entity.name,
        entity.native_name or None,
        entity.native_language or None,
        entity.aliases,
        entity.summary or None,
        str(entity.company.key) if entity.company else None,
        str(entity.parent.key) if entity.parent else None,
        entity.website or None,
        entity.wikidata or None,
        _text(entity.founded),
        _text(entity.dissolved),
        entity.headquarters or None,
        entity.listing,
        entity.brands,
        entity.type or None,
        _text(entity.unveiled),
        _text(entity.launched),
        _text(entity.first_deliveries),
        entity.role or None,
        _text(entity.born),
        addresses.absolute(urls.entity(entity.key)),
    )


def _metric(metric: Metric, addresses: Urls) -> Row:
    return (
        metric.id,
        metric.name,
        metric.unit,
        metric.about or None,
        metric.counts.value,
        metric.adds_up,
        metric.never_falls,
        metric.less_is_better,
        metric.growth_of or None,
        metric.not_to_mix_with,
        addresses.absolute(urls.glossary_entry(metric.id)),
    )


def _text(period: Period | None) -> str | None:
    return period.text if period is not None else None
