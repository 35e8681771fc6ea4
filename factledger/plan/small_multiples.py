"""Small charts side by side, one for each leading subject of a comparison, all on one scale."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from factledger.model.dates import Grain, Period
from factledger.model.entities import EntityKey
from factledger.model.facts import Fact
from factledger.model.views import Chart, ComparisonGroup, Link, SmallMultiple
from factledger.plan import urls
from factledger.plan.charts.bar_chart import GAP_SIGN, BarColumn, draw_bars, most_columns
from factledger.plan.charts.chart_canvas import Canvas
from factledger.plan.charts.chart_words import axis_label, fact_mark
from factledger.plan.comparable_figures import period_name, periods_up_to
from factledger.plan.site_index import SiteIndex

_MOST = 6  # subjects
_CANVAS = Canvas(width=280, height=190, left=36, right=6, top=24, bottom=44, lines=3)


def small_multiples(
    site_index: SiteIndex, id: str, period: Period | None, groups: Sequence[ComparisonGroup]
) -> tuple[SmallMultiple, ...]:
    """The periods up to one, of those who lead in it; none where there are no two subjects or periods to be seen."""
    leaders = [row.fact.id for row in groups[0].rows if row.rank][:_MOST]
    if period is None or len(leaders) < 2:
        return ()
    ledger = site_index.site.ledger
    facts = [ledger.facts[leader] for leader in leaders]
    figures = {own.subject: _figures_like(site_index, own, periods_up_to(period)) for own in facts}
    told = [one for one in periods_up_to(period) if any(one in own for own in figures.values())]
    if len(told) < 2:
        return ()
    run = [one for one in periods_up_to(period) if one.last >= told[0].last]
    labels = [axis_label(one, site_index.formats) for one in run]
    run = run[-most_columns(_CANVAS, labels) :]
    most = max(_size(fact) for own in figures.values() for fact in own.values())
    return tuple(
        SmallMultiple(
            subject=Link(text=site_index.entity(subject).name, url=site_index.href(urls.metric(subject, id))),
            chart=_chart(site_index, subject, id, run, own, most),
            has_gaps=any(one not in own for one in run),
        )
        for subject, own in figures.items()
    )


def _figures_like(site_index: SiteIndex, fact: Fact, run: Sequence[Period]) -> dict[Period, Fact]:
    """By period the figures of the same subject that count in the same way."""
    found: dict[Period, Fact] = {}
    for period in run:
        for id in site_index.index.compared.get((fact.metric, period_name(period)), ()):
            other = site_index.site.ledger.facts[id]
            if _way(site_index, other) == _way(site_index, fact):
                found[period] = other
    return found


def _way(site_index: SiteIndex, fact: Fact) -> tuple[EntityKey, str, str, str]:
    return fact.subject, fact.scope, fact.basis, site_index.unit(fact)


def _size(fact: Fact) -> Decimal:
    assert fact.value is not None
    return fact.value.middle


def _chart(
    site_index: SiteIndex,
    subject: EntityKey,
    id: str,
    run: Sequence[Period],
    figures: Mapping[Period, Fact],
    most: Decimal,
) -> Chart:
    formats = site_index.formats
    columns = [
        BarColumn(
            label=axis_label(period, formats),
            group="" if period.grain is Grain.YEAR else period.text[:4],
            bar=fact_mark(figures[period], period, formats) if period in figures else None,
            part="actual",
            targets=(),
        )
        for period in run
    ]
    drawing = draw_bars(columns, _CANVAS, formats.short, up_to=most, gap=GAP_SIGN)
    gettext = site_index.messages.gettext
    said = [
        gettext("%(period)s: %(title)s", period=formats.period(period), title=site_index.words(fact))
        for period, fact in figures.items()
    ]
    return Chart(
        id=f"multiple--{subject.kind}-{subject.id}",
        title=site_index.of_subject(subject, site_index.metric(id).name),
        description=gettext("; ").join(said),
        wide=drawing,
        narrow=drawing,
    )
