"""Pages of one subject's metric, with every vintage, and the glossary of all metrics."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from factledger.model.dates import Grain, Period
from factledger.model.entities import EntityKey, Role
from factledger.model.entity_kinds import holder_keys
from factledger.model.facts import Counting, FactKind, Metric
from factledger.model.kind_and_unit_labels import named
from factledger.model.ledger import Series, SeriesKey
from factledger.model.message_catalogues import N_
from factledger.model.name_order import name_order
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import FactView, GlossaryEntry, GlossaryPage, Link, MetricPage, SeriesView, Vintage
from factledger.plan import charts, structured_data, urls
from factledger.plan.fact_views import fact_views, label
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.search_entries import metric_entry
from factledger.plan.site_index import SiteIndex
from factledger.plan.target_views import tracker_views

_KIND_ORDER = (FactKind.ACTUAL, FactKind.TARGET, FactKind.PLAN, FactKind.ESTIMATE)
_SHORTEST_MONTH = 28
_DAYS_IN_MONTH = 30.436875  # 365.2425 / 12
_GLOSSARY_INTRO = N_("What each metric counts, in which unit, and what it must not be mixed with.")


def metric_page(site_index: SiteIndex, subject: EntityKey, id: str) -> Page:
    """The page of a metric that the subject has facts of."""
    own = site_index.index.series_of[subject, id]
    metric = site_index.metric(id)
    entity = site_index.entity(subject)
    path = urls.metric(subject, id)
    title = site_index.of_subject(subject, metric.name)
    view = MetricPage(
        frame=frame(
            site_index,
            FrameSpec(
                path=path,
                title=title,
                description=site_index.messages.gettext(
                    "Every figure on record for %(title)s, with its date and its source.", title=title
                ),
                trail=(section(site_index, subject.kind.plural), site_index.entity_link(subject)),
                json_ld=(_dataset(site_index, subject, id, title),),
                has_twin=True,
                scripts=("cite.js",),
            ),
        ),
        subject=site_index.entity_link(subject),
        subject_native=entity.native_name,
        metric=metric.name,
        about=metric.about,
        unit="" if metric.unit in ("text", "date", "rank", "currency") else metric.unit,
        chart=charts.metric_chart(site_index, subject, id),
        trackers=tracker_views(site_index, subject, id),
        series=_series(site_index, [*own, *_of_models(site_index, subject, id)]),
        others=tuple(
            site_index.metric_link(subject, other) for other in site_index.index.metrics_of[subject] if other != id
        ),
        not_to_mix_with=tuple(
            site_index.metric(other).name for other in metric.not_to_mix_with if other in site_index.site.metrics
        ),
        comparison=_comparison(site_index, id),
    )
    origin = site_index.site.ledger.facts[own[0].facts[0].id].place
    return Page(
        path=urls.file_of(path),
        template="metric.html",
        view=view,
        origin=origin,
        search_entry=metric_entry(site_index, subject, id),
    )


def _dataset(site_index: SiteIndex, subject: EntityKey, id: str, title: str) -> str:
    metric = site_index.metric(id)
    about = [_about(series) for series in site_index.index.series_of[subject, id]]
    firsts = [period.first for period in about if period.first is not None]
    last = max(period.last for period in about)
    told = site_index.messages.gettext(
        "Every figure on record for %(title)s, with its date and its source.", title=title
    )
    return structured_data.metric_dataset(
        site_index.site.settings,
        name=title,
        description=" ".join(filter(None, (told, metric.about))),
        measured=metric.name,
        url=site_index.urls.absolute(urls.metric(subject, id)),
        home=site_index.urls.absolute(urls.HOME),
        covers=Period(min(firsts), last, Grain.SPAN) if firsts else None,
    )


def _of_models(site_index: SiteIndex, subject: EntityKey, id: str) -> list[Series]:
    """The same metric's series of a company's models, so that the company's page has the whole picture."""
    return [
        series
        for member in site_index.index.members.get(subject, ())
        if member.key.kind.role is Role.MODEL
        for series in site_index.index.series_of.get((member.key, id), ())
    ]


def _series(site_index: SiteIndex, found: Iterable[Series]) -> tuple[SeriesView, ...]:
    """Series under their years, the newest first; in a year the longest periods first, results before targets, models last."""
    ordered = sorted(found, key=_place_of_series)
    alike = Counter(map(_what, ordered))
    return tuple(
        SeriesView(
            label=_label(site_index, series, with_holder=alike[_what(series)] > 1),
            anchor=f"series-{number}",
            year=_about(series).year,
            period=series.key.period,
            kind=series.key.kind.value,
            facts=(facts := fact_views(site_index, [fact.id for fact in reversed(series.facts)])),
            vintages=_vintages(facts),
        )
        for number, series in enumerate(ordered, start=1)
    )


def _vintages(facts: Iterable[FactView]) -> tuple[Vintage, ...]:
    """Each setting of a figure once: facts with one value, day and standing are told in one place."""
    together: dict[tuple[object, ...], list[FactView]] = {}
    for fact in facts:
        is_repeat = fact.status not in ("retracted", "refuted")
        said = (fact.value or fact.text, fact.as_of, fact.confidence == "disputed", bool(fact.superseded_by))
        together.setdefault(said if is_repeat else (fact.id,), []).append(fact)
    return tuple(Vintage(fact=first, also=tuple(rest)) for first, *rest in together.values())


def _about(series: Series) -> Period:
    """The period that a series is about; for readings at a moment the moment of the newest."""
    return series.key.period or series.facts[-1].as_of


def _place_of_series(series: Series) -> tuple[object, ...]:
    period = _about(series)
    length = _length(period) if series.key.period else 0
    is_narrowed = bool(series.key.scope or series.key.basis)
    kind = _KIND_ORDER.index(series.key.kind)
    newest = series.facts[-1]
    return (
        -period.year,
        series.key.subject.kind.role is Role.MODEL,
        -length,
        -period.last.toordinal(),
        kind,
        is_narrowed,
        -newest.as_of.last.toordinal(),
        newest.id,
    )


def _length(period: Period) -> int:
    """How long a period is, the same for all months, quarters, halves and years."""
    if period.first is None:
        return 0
    days = (period.last - period.first).days + 1
    return days if days < _SHORTEST_MONTH else round(days / _DAYS_IN_MONTH) * _SHORTEST_MONTH


def _what(series: Series) -> SeriesKey:
    """What a series is of, whoever set it."""
    return series.key._replace(holder="")


def _label(site_index: SiteIndex, series: Series, *, with_holder: bool) -> str:
    """What a series is of; who set it, which each entry says too, only beside another's series of the same."""
    name = label(site_index, series.facts[-1])
    if with_holder and series.key.holder:
        holder = next(
            (
                site_index.entity(key).name
                for key in holder_keys(series.key.holder, site_index.kinds)
                if key in site_index.site.entities
            ),
            series.key.holder,
        )
        name = site_index.messages.gettext(", ").join([name, holder])
    if series.key.subject.kind.role is Role.MODEL:
        name = site_index.of_subject(series.key.subject, name)
    return name


def _subjects(site_index: SiteIndex, metric: str) -> list[EntityKey]:
    """Those that have figures of a metric, by kind and name."""
    subjects = site_index.index.subjects_of.get(metric, ())
    return sorted(subjects, key=lambda key: (key.kind, name_order(site_index.entity(key).name)))


def _comparison(site_index: SiteIndex, id: str) -> str:
    """The address of the page that compares a metric's subjects, empty where there is none."""
    return site_index.href(urls.comparison(id)) if id in site_index.index.chosen_period else ""


def glossary_page(site_index: SiteIndex) -> Page:
    """What each metric counts, and where its figures are."""
    names = Counter(metric.name for metric in site_index.site.metrics.values())
    view = GlossaryPage(
        frame=frame(
            site_index,
            FrameSpec(
                path=urls.GLOSSARY,
                title=site_index.messages.gettext("Metrics"),
                description=site_index.messages.gettext(_GLOSSARY_INTRO),
            ),
        ),
        entries=tuple(
            GlossaryEntry(
                id=metric.id,
                name=_told_apart(site_index, metric) if names[metric.name] > 1 else metric.name,
                unit="" if metric.unit == "text" else metric.unit,
                about=metric.about,
                counts=metric.counts.value,
                not_to_mix_with=tuple(
                    Link(text=site_index.metric(other).name, url=site_index.href(urls.glossary_entry(other)))
                    for other in metric.not_to_mix_with
                    if other in site_index.site.metrics
                ),
                subjects=tuple(
                    Link(text=site_index.entity(key).name, url=site_index.href(urls.metric(key, metric.id)))
                    for key in _subjects(site_index, metric.id)
                ),
                comparison=_comparison(site_index, metric.id),
            )
            for metric in sorted(site_index.site.metrics.values(), key=partial(_glossary_order, site_index))
        ),
    )
    origin = Place("content/metrics.yaml")
    return Page(path=urls.file_of(urls.GLOSSARY), template="glossary.html", view=view, origin=origin)


def _glossary_order(site_index: SiteIndex, metric: Metric) -> tuple[bool, tuple[bytes, str]]:
    """By name, those without any figure last."""
    return (not site_index.index.subjects_of.get(metric.id), name_order(metric.name))


def _told_apart(site_index: SiteIndex, metric: Metric) -> str:
    """The name of one of several metrics of one name, with what tells it from the others."""
    gettext = site_index.messages.gettext
    counts = gettext("over a period") if metric.counts is Counting.OVER_PERIOD else gettext("at a date")
    unit = gettext("money") if metric.unit == "currency" else named(metric.unit, "unit", messages=site_index.messages)
    others = [one for one in site_index.site.metrics.values() if one.name == metric.name and one.id != metric.id]
    note = unit if all(one.unit != metric.unit for one in others) else counts
    return gettext("%(name)s (%(note)s)", name=metric.name, note=note)
