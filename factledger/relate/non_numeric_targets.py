"""Targets that are a day or a statement, such as a launch by the end of 2026: until when they were given, and what came of them.

What was to come by a day is held against the day on which it came. Of statements nobody can tell but a reader, unless the same words
were stated again as what is so.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from factledger.model.dates import Period, parse_period
from factledger.model.facts import Fact, FactKind, Metric, awaited
from factledger.model.ledger import TargetVerdict, Tracker, steps
from factledger.model.quantity import Quantity
from factledger.relate.vintages import Chain, stands

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def targets_in_words(
    chains: Iterable[Chain], figures: Mapping[str, Quantity], metrics: Mapping[str, Metric], today: date
) -> tuple[Tracker, ...]:
    """A tracker for each series of such targets that says by when; its `result` is what is known to have come of it."""
    chains = tuple(chains)
    found: list[Tracker] = []
    results: dict[tuple[object, ...], list[Fact]] | None = None
    for chain in chains:
        key = chain.series.key
        if key.kind is not FactKind.TARGET or not _is_in_words(chain, figures, metrics[key.metric]):
            continue
        results = _results(chains) if results is None else results
        tracker = _tracker(chain, results.get((key.subject, key.metric, key.scope), []), metrics[key.metric], today)
        if tracker is not None:
            found.append(tracker)
    return tuple(found)


def is_told_in_words(metric: Metric) -> bool:
    """Whether a metric has days or statements, though they may look like a number: "2027", "two makers"."""
    return metric.unit in ("date", "text")


def _is_in_words(chain: Chain, figures: Mapping[str, Quantity], metric: Metric) -> bool:
    return is_told_in_words(metric) or not any(fact.id in figures for fact in chain.series.facts)


def _results(chains: Iterable[Chain]) -> dict[tuple[object, ...], list[Fact]]:
    """By subject, metric and scope what is said to be so, of each series what counts."""
    found: dict[tuple[object, ...], list[Fact]] = {}
    for chain in chains:
        key = chain.series.key
        if key.kind is FactKind.ACTUAL and chain.vintages:
            found.setdefault((key.subject, key.metric, key.scope), []).append(chain.vintages[-1][-1])
    return found


def _tracker(chain: Chain, results: Iterable[Fact], metric: Metric, today: date) -> Tracker | None:
    key = chain.series.key
    said = steps(fact for fact in chain.series.facts if not fact.is_disowned)
    is_withdrawn = bool(said) and bool(said[-1].retracted)
    targets = [fact for fact in said if stands(fact) or (is_withdrawn and fact.retracted)]
    until = _until(targets[-1], metric) if targets else None
    if until is None:
        return None
    first = targets[0]
    answers = [
        one
        for one in results
        if one.basis in (key.basis, "")
        and _may_answer(one, key.period, first)
        and (came := _came(targets[-1], one, metric)) is not None
        and (came.first or came.last) <= today
    ]
    result = max(answers, key=lambda one: (one.basis == key.basis, one.latest, one.id), default=None)
    verdict = TargetVerdict.WITHDRAWN if is_withdrawn else _verdict(targets[-1], until, result, metric, today)
    moves = [one for number, one in enumerate(targets) if not number or one.text != targets[number - 1].text]
    return Tracker(
        subject=key.subject,
        metric=key.metric,
        scope=key.scope,
        basis=key.basis,
        period=until,
        holder=key.holder,
        targets=tuple(fact.id for fact in targets),
        verdict=verdict,
        moves=tuple(fact.id for fact in moves),
        result=result.id if result is not None else "",
        counted=(result.id,) if result is not None else (),
    )


def _until(target: Fact, metric: Metric) -> Period | None:
    """What a target's last day ends: its period, the day that it names, or the year that stands in its words."""
    if (until := awaited(target, metric)) is not None:
        return until
    years = _YEAR.findall(target.text)
    return parse_period(years[-1]) if years else None


def _may_answer(result: Fact, period: Period | None, first: Fact) -> bool:
    """Whether a statement can be what came of a target: of its period, or made since it was set."""
    if result.period is not None and period is not None:
        return period.contains(result.period)
    return result.latest >= first.latest


def _verdict(target: Fact, until: Period, result: Fact | None, metric: Metric, today: date) -> TargetVerdict:
    came = _came(target, result, metric) if result is not None else None
    if came is not None and came.last <= until.last:
        is_early = until.first is not None and came.last < until.first and metric.unit == "date"
        return TargetVerdict.BEATEN if is_early else TargetVerdict.MET
    if came is not None and (came.first or came.last) > until.last:
        return TargetVerdict.MISSED
    return TargetVerdict.OPEN if until.last >= today else TargetVerdict.OVERDUE


def _came(target: Fact, result: Fact, metric: Metric) -> Period | None:
    """When what was aimed at came; None where that cannot be told."""
    if metric.unit == "date":
        return result.named_time
    is_so = " ".join(result.text.casefold().split()) == " ".join(target.text.casefold().split())
    return (result.period or result.as_of) if is_so else None
