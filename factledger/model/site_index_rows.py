"""What is worked out once from a whole site for those who plan its parts: plain rows, which can be kept."""

from collections.abc import Mapping
from typing import NamedTuple

from factledger.model.corpus_and_site import Happening
from factledger.model.dates import Period
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Source
from factledger.model.fast_dataclass import dataclass
from factledger.model.ledger import Dispute, Series, Tracker


class Month(NamedTuple):
    """A month that has stories: their ids, newest first, and the months before and after that have some."""

    period: Period
    articles: tuple[str, ...]
    newer: Period | None
    older: Period | None


class Cited(NamedTuple):
    """A source, the ids of the articles that cite it, newest first, and of the facts that rest on it, each figure once.

    `month` is when it was first cited.
    """

    source: Source
    articles: tuple[str, ...]
    facts: tuple[str, ...]
    month: Period


class SourcesMonth(NamedTuple):
    """The sources that were first cited in a month, and the months before and after that have some."""

    period: Period
    cited: tuple[Cited, ...]
    newer: Period | None
    older: Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRows:
    """Tables, each with the name of its field. What a list of ids or things is in order of, its maker tells."""

    stories_of: Mapping[EntityKey, tuple[str, ...]]  # articles on an entity, of each story one version
    mentioned_in: Mapping[EntityKey, tuple[str, ...]]  # articles that name it in the text alone, likewise
    happenings: Mapping[EntityKey, tuple[Happening, ...]]  # of a subject
    events_in: Mapping[str, tuple[Happening, ...]]  # of an article
    current_of: Mapping[str, str]  # by each fact of a series its current one
    neighbours: Mapping[str, tuple[str, str]]  # of an article: the newer and the older one of its first company
    trackers_of: Mapping[EntityKey, tuple[Tracker, ...]]
    trackers_at: Mapping[tuple[EntityKey, str], tuple[Tracker, ...]]  # by subject and metric
    trackers_in: Mapping[tuple[EntityKey, Period], tuple[Tracker, ...]]  # of whole subjects
    tracker_at: Mapping[tuple[EntityKey, str, str, str, Period | None], Tracker]  # of several the first
    tracker_of: Mapping[tuple[EntityKey, str], Tracker]  # that has a result, by a target
    judged: Mapping[tuple[EntityKey, str], Tracker]  # that has a verdict, by a target
    held_by: Mapping[str, tuple[str, ...]]  # facts of who set or estimated them
    fact_counts: Mapping[tuple[EntityKey, str], int]  # by subject and metric
    series_of: Mapping[tuple[EntityKey, str], tuple[Series, ...]]  # by subject and metric
    metrics_of: Mapping[EntityKey, tuple[str, ...]]
    subjects_of: Mapping[str, tuple[EntityKey, ...]]  # by metric
    compared: Mapping[tuple[str, str], tuple[str, ...]]  # facts by metric and name of a period
    compared_periods: Mapping[str, tuple[Period | None, ...]]  # by metric
    chosen_period: Mapping[str, Period | None]  # by metric
    promises_by_metric: Mapping[str, tuple[Tracker, ...]]  # targets in figures and in words
    promises_by_year: Mapping[int, tuple[Tracker, ...]]
    promise_years: Mapping[str, tuple[int, ...]]
    lists: Mapping[str, tuple[str, ...]]  # of articles
    disputes: Mapping[str, Dispute]  # by each fact
    members: Mapping[EntityKey, tuple[Entity, ...]]
    months: Mapping[tuple[int, int], Month]  # that have stories
    happenings_by_year: Mapping[tuple[EntityKey, int], tuple[Happening, ...]]
    stories_by_year: Mapping[tuple[EntityKey, int], tuple[str, ...]]
    years_of: Mapping[EntityKey, tuple[int, ...]]  # that have a page
    timeline_years: Mapping[int, tuple[Happening, ...]]
    near: Mapping[str, tuple[Happening, ...]]
    due: Mapping[str, tuple[Happening, ...]]
    due_later: Mapping[str, int]  # how many more
    calendars: Mapping[str, bool]  # by the address of the page that they belong to; only those that hold something
    timeline_month: Mapping[tuple[int, int], tuple[Happening, ...]]
    timeline_months: Mapping[int, tuple[int, ...]]
    years: Mapping[str, tuple[int, ...]]
    sources: Mapping[tuple[int, int], SourcesMonth]  # empty where one page holds all
    figures: Mapping[str, int]  # that facts state, each counted once
