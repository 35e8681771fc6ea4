"""What a chart says: its title, its description, and the words on its marks."""

from collections.abc import Mapping, Sequence

from factledger.model import dates
from factledger.model.dates import Grain, Period
from factledger.model.facts import Fact
from factledger.model.formatting import Formats
from factledger.model.quantity import Qualifier, Quantity
from factledger.plan.charts.canvas import Mark
from factledger.plan.charts.figures import Result, Row, Subject, unit_of

# The wording of a figure where there is room for one sign: "over 400,000" must not become 400,000.
_SIGNS = {
    Qualifier.ABOUT: "~",
    Qualifier.NEARLY: "~",
    Qualifier.OVER: ">",
    Qualifier.AT_LEAST: "≥",
    Qualifier.UNDER: "<",
    Qualifier.AT_MOST: "≤",
    Qualifier.UP_TO: "≤",
}
_MANY = 12  # readings that are still said one by one


def axis_label(period: Period, formats: Formats) -> str:
    """The least that names a period above its year: Q3, H1, W12, Mar, or a month's number where names are not Latin."""
    match period.grain:
        case Grain.YEAR:
            return str(period.year)
        case Grain.WEEK:
            return period.text[-3:]
        case Grain.MONTH:
            name = formats.period(period)[:3]
            return name if name.isascii() and name.isalpha() else str(period.last.month)
        case _:
            return period.text[-2:]


def bar_mark(row: Row, formats: Formats) -> Mark | None:
    """The mark of a period's result, None where there is none."""
    if row.result is None:
        return None
    return Mark(
        value=row.result.value.middle,
        label=_short(row.result.value, formats),
        title=f"{formats.period(row.period)}: {_result_words(row.result, formats)}",
    )


def fact_mark(fact: Fact, period: Period, formats: Formats, what: str = "") -> Mark:
    """A fact's mark; `what` names a target as one."""
    assert fact.value is not None
    said = f"{what} {formats.quantity(fact.value)}, set {formats.period(fact.as_of)}" if what else ""
    return Mark(
        value=fact.value.middle,
        label=_short(fact.value, formats),
        title=f"{formats.period(period)}: {said or formats.quantity(fact.value)}",
    )


def _short(value: Quantity, formats: Formats) -> str:
    figure = formats.short(value.low)
    if value.is_range:
        figure = f"{figure}–{formats.short(value.high)}"
    return f"{_SIGNS.get(value.qualifier, '')}{figure}"


def title(subject: Subject) -> str:
    """Subject, metric and unit."""
    unit = subject.metric.unit
    units = {unit_of(subject, fact) for series in subject.series for fact in series.facts if fact.value is not None}
    if unit == "currency":
        unit = units.pop() if len(units) == 1 else ""
    name = f"{subject.name}: {subject.metric.name}"
    says_nothing = unit in ("", "currency", "text", "date", "rank") or unit == subject.metric.name.casefold()
    return name if says_nothing else f"{name}, {unit}"


def period_words(subject: Subject, rows: Sequence[Row], formats: Formats) -> str:
    """Each period as a sentence, so that who cannot see the drawing misses nothing."""
    sentences = []
    for row in rows:
        parts = [_result_words(row.result, formats)] if row.result else []
        if row.targets:
            figures = [formats.quantity(fact.value) for fact in row.targets if fact.value is not None]
            parts.append(f"{'target' if len(figures) == 1 else 'targets in turn'} {', then '.join(figures)}")
        if parts:
            sentences.append(f"{formats.period(row.period)}: {'; '.join(parts)}.")
    return f"{subject.metric.name} of {subject.name} by period. {' '.join(sentences)}"


def _result_words(result: Result, formats: Formats) -> str:
    figure = formats.quantity(result.value)
    return f"{figure} up to {formats.period(dates.day(result.to))}" if result.to else figure


def _telling(facts: Sequence[Fact]) -> Sequence[Fact]:
    """All readings, or of many the first, the last, the lowest and the highest, in order; the page's table has all."""
    if len(facts) <= _MANY:
        return facts
    values = [fact.value.middle for fact in facts if fact.value is not None]
    chosen = {0, values.index(min(values)), values.index(max(values)), len(facts) - 1}
    return [facts[number] for number in sorted(chosen)]


def reading_words(
    subject: Subject, facts: Sequence[Fact], targets: Mapping[Period, Sequence[Fact]], formats: Formats
) -> str:
    """The readings and their targets as sentences."""
    said = [
        f"{formats.period(fact.as_of)}: {formats.quantity(fact.value)}."
        for fact in _telling(facts)
        if fact.value is not None
    ]
    for period, found in targets.items():
        figures = [formats.quantity(fact.value) for fact in found if fact.value is not None]
        said.append(f"Target for {formats.period(period)}: {', then '.join(figures)}.")
    return f"{subject.metric.name} of {subject.name} over time. {' '.join(said)}"
