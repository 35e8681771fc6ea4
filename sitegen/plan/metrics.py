"""Pages of one subject's metric, with every vintage, and the glossary of all metrics."""

from collections.abc import Iterable

from sitegen.model.entities import EntityKey, Kind
from sitegen.model.ledger import Series
from sitegen.model.pages import Page
from sitegen.model.problems import Place
from sitegen.model.views import GlossaryEntry, GlossaryPage, Link, MetricPage, SeriesView
from sitegen.plan import charts, urls
from sitegen.plan.desk import Desk
from sitegen.plan.facts import fact_views, label
from sitegen.plan.frames import FrameSpec, frame, section
from sitegen.plan.trackers import tracker_views

_GLOSSARY_INTRO = "What each metric counts, in which unit, and what it must not be mixed with."


def metric_pages(desk: Desk, subject: EntityKey) -> Iterable[Page]:
    """A page for each metric that the subject has facts of."""
    by_metric: dict[str, list[Series]] = {}
    for series in desk.site.ledger.by_subject.get(subject, ()):
        by_metric.setdefault(series.key.metric, []).append(series)
    for metric in sorted(by_metric):
        yield _metric_page(desk, subject, metric, by_metric)


def _metric_page(desk: Desk, subject: EntityKey, id: str, by_metric: dict[str, list[Series]]) -> Page:
    metric = desk.metric(id)
    entity = desk.entity(subject)
    path = urls.metric(subject, id)
    title = f"{entity.name}: {metric.name}"
    view = MetricPage(
        frame=frame(
            desk,
            FrameSpec(
                path=path,
                title=title,
                description=f"Every figure on record for {title}, with its date and its source.",
                trail=(section(desk, subject.kind.plural), desk.entity_link(subject)),
                has_twin=True,
            ),
        ),
        subject=desk.entity_link(subject),
        subject_native=entity.native_name,
        metric=metric.name,
        about=metric.about,
        unit="" if metric.unit in ("text", "date", "rank", "currency") else metric.unit,
        chart=charts.metric_chart(desk, subject, id),
        trackers=tracker_views(desk, subject, id),
        series=_series(desk, [*by_metric[id], *_of_models(desk, subject, id)]),
        others=tuple(
            Link(text=desk.metric(other).name, url=desk.href(urls.metric(subject, other)))
            for other in sorted(by_metric)
            if other != id
        ),
        not_to_mix_with=tuple(
            desk.metric(other).name for other in metric.not_to_mix_with if other in desk.site.metrics
        ),
    )
    origin = desk.site.ledger.facts[by_metric[id][0].facts[0].id].place
    return Page(path=urls.file_of(path), template="metric.html", view=view, origin=origin)


def _of_models(desk: Desk, subject: EntityKey, id: str) -> list[Series]:
    """The same metric's series of a company's models, so that the company's page has the whole picture."""
    return [
        series
        for member in desk.members.get(subject, ())
        if member.key.kind is Kind.MODEL
        for series in desk.site.ledger.by_subject.get(member.key, ())
        if series.key.metric == id
    ]


def _series(desk: Desk, found: Iterable[Series]) -> tuple[SeriesView, ...]:
    """Series with the newest period first; under one period results stand before targets."""
    ordered = sorted(found, key=_place_of_series, reverse=True)
    return tuple(
        SeriesView(
            label=_label(desk, series),
            anchor=f"series-{number}",
            period=series.key.period,
            kind=series.key.kind.value,
            facts=fact_views(desk, [fact.id for fact in reversed(series.facts)]),
        )
        for number, series in enumerate(ordered, start=1)
    )


def _place_of_series(series: Series) -> tuple[object, ...]:
    newest = series.facts[-1]
    period = series.key.period or newest.as_of
    return (period.sort_key, series.key.kind == "actual", newest.as_of.sort_key, newest.id)


def _label(desk: Desk, series: Series) -> str:
    name = label(desk, series.facts[-1])
    if series.key.holder:
        holder = next(
            (
                desk.entity(EntityKey(kind, series.key.holder)).name
                for kind in (Kind.COMPANY, Kind.PERSON)
                if EntityKey(kind, series.key.holder) in desk.site.entities
            ),
            series.key.holder,
        )
        name = f"{name}, {holder}"
    if series.key.subject.kind is Kind.MODEL:
        name = f"{desk.entity(series.key.subject).name}: {name}"
    return name


def glossary_page(desk: Desk) -> Page:
    """What each metric counts, and where its figures are."""
    subjects: dict[str, list[EntityKey]] = {}
    for subject, metric in sorted(desk.fact_counts):
        subjects.setdefault(metric, []).append(subject)
    view = GlossaryPage(
        frame=frame(desk, FrameSpec(path=urls.GLOSSARY, title="Metrics", description=_GLOSSARY_INTRO)),
        entries=tuple(
            GlossaryEntry(
                id=metric.id,
                name=metric.name,
                unit="" if metric.unit == "text" else metric.unit,
                about=metric.about,
                counts=metric.counts.value,
                not_to_mix_with=tuple(
                    Link(text=desk.metric(other).name, url=desk.href(urls.glossary_entry(other)))
                    for other in metric.not_to_mix_with
                    if other in desk.site.metrics
                ),
                subjects=tuple(
                    Link(text=desk.entity(key).name, url=desk.href(urls.metric(key, metric.id)))
                    for key in subjects.get(metric.id, ())
                ),
            )
            for metric in sorted(desk.site.metrics.values(), key=lambda metric: metric.name.casefold())
        ),
    )
    origin = Place("content/metrics.yaml")
    return Page(path=urls.file_of(urls.GLOSSARY), template="glossary.html", view=view, origin=origin)
