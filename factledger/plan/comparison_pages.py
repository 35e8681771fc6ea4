"""Pages that compare all subjects of a metric: one for each period, and one that shows the period that most are known for."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from factledger.model.dates import Period
from factledger.model.message_catalogues import N_
from factledger.model.planned_pages import File, Page
from factledger.model.problems import Place
from factledger.model.views import ComparedYear, ComparisonGroup, ComparisonPage, Link
from factledger.plan import urls
from factledger.plan.comparable_figures import period_name, with_pages
from factledger.plan.comparison_rows import groups_of, ranked
from factledger.plan.downloads.comparisons_table import comparison_csv
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.promise_pages import promises_of_metric
from factledger.plan.search_entries import COMPARISON, page_entry
from factledger.plan.site_index import SiteIndex
from factledger.plan.small_multiples import small_multiples

_NEAR_YEARS = 2  # whose periods are in sight; those of earlier years are asked for
_ORIGIN = Place("content/metrics.yaml")
_DESCRIPTION = N_("Who is ahead: a figure of each, with its change on the year, its target and its source.")


def comparison_page(site_index: SiteIndex, id: str) -> Iterator[Page | File]:
    """A metric's own page, and the figures of all of its periods as CSV."""
    shown = site_index.index.chosen_period[id]
    groups = groups_of(site_index, id, shown)
    yield _page(site_index, id, shown, groups, is_overview=True)
    tables = [(period, ranked(site_index, id, period)) for period in site_index.index.compared_periods[id]]
    yield File(path=_csv_path(id), origin=_ORIGIN, make=partial(comparison_csv, site_index, tables))


def comparison_period_page(site_index: SiteIndex, id: str, name: str) -> Page:
    """The same for one period, which is known by its name."""
    periods = site_index.index.compared_periods[id]
    shown = next(period for period in periods if period_name(period) == name)
    return _page(site_index, id, shown, groups_of(site_index, id, shown), is_overview=False)


def _csv_path(id: str) -> str:
    return f"{urls.comparison(id)}comparison.csv"


def _page(
    site_index: SiteIndex, id: str, shown: Period | None, groups: Sequence[ComparisonGroup], *, is_overview: bool
) -> Page:
    metric = site_index.metric(id)
    gettext = site_index.messages.gettext
    title = gettext("%(metric)s side by side", metric=metric.name)
    overview = Link(text=title, url=site_index.href(urls.comparison(id)))
    trail = [section(site_index, "metrics")]
    path = urls.comparison(id)
    if not is_overview:
        trail.append(overview)
        path = urls.comparison_period(id, shown)
        title = gettext("%(name)s, %(period)s", name=title, period=_words(site_index, shown))
    near, others = _years(site_index, id, shown)
    promises = promises_of_metric(site_index, id) if is_overview else ()
    view = ComparisonPage(
        frame=frame(
            site_index, FrameSpec(path=path, title=title, description=gettext(_DESCRIPTION), trail=tuple(trail))
        ),
        metric=metric.name,
        about=metric.about,
        unit="" if metric.unit == "currency" else metric.unit,
        period=shown,
        overview="" if is_overview else overview.url,
        periods=near,
        more_periods=others,
        groups=tuple(groups),
        multiples=small_multiples(site_index, id, shown, groups) if is_overview else (),
        promises=promises,
        board=site_index.href(urls.PROMISES) if promises else "",
        definition=site_index.href(urls.glossary_entry(id)),
        download=site_index.href(_csv_path(id)),
        not_to_mix_with=tuple(
            site_index.metric(other).name for other in metric.not_to_mix_with if other in site_index.site.metrics
        ),
    )
    subjects = site_index.index.subjects_of.get(id, ())
    about = f"<p>{escape(metric.about)}</p>"
    return Page(
        path=urls.file_of(path),
        template="comparison.html",
        view=view,
        origin=_ORIGIN,
        search_entry=page_entry(site_index, path, title, about, COMPARISON, subjects) if is_overview else None,
    )


def _years(
    site_index: SiteIndex, id: str, shown: Period | None
) -> tuple[tuple[ComparedYear, ...], tuple[ComparedYear, ...]]:
    """The way to every period by year, the one that is shown marked: the newest years with that of the page, and the others."""
    found: dict[int | None, list[Link]] = {}
    for period in with_pages(site_index.index.compared_periods[id]):
        link = Link(
            text=_words(site_index, period),
            url=site_index.href(urls.comparison_period(id, period)),
            is_current=period == shown,
        )
        found.setdefault(period.year if period else None, []).append(link)
    near = [*found][:_NEAR_YEARS]
    near += [year for year in [*found][_NEAR_YEARS:] if year == (shown.year if shown else None)]
    years = {year: ComparedYear(periods=tuple(links)) for year, links in found.items()}
    return tuple(years[year] for year in near), tuple(one for year, one in years.items() if year not in near)


def _words(site_index: SiteIndex, period: Period | None) -> str:
    return site_index.formats.period(period) if period else site_index.messages.gettext("Latest readings")
