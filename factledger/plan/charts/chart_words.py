"""What a chart says: its title, its description, and the words on its marks."""

from collections.abc import Mapping, Sequence

from factledger.model import dates
from factledger.model.dates import Grain, Period
from factledger.model.facts import Fact
from factledger.model.formatter_interface import Formats
from factledger.model.kind_and_unit_labels import named
from factledger.model.message_catalogues import Messages
from factledger.model.quantity import FLOORS, Qualifier, Quantity
from factledger.plan.charts.chart_canvas import Mark
from factledger.plan.charts.chartable_figures import PeriodResult, PeriodRow, Subject, unit_of

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
_END_OF_LATIN = "\u0250"
_MONTHS = "月월"  # a month's name is its number and this, in Chinese, Japanese and Korean
_MANY = 12  # readings that are still said one by one


def axis_label(period: Period, formats: Formats) -> str:
    """The least that names a period above its year: Q3, 四季度, H1, W12, Mar, 3月, or a month's number where its name is long."""
    match period.grain:
        case Grain.YEAR:
            return str(period.year)
        case Grain.WEEK:
            return period.text[-3:]
        case Grain.MONTH:
            words = formats.period(period)
            if words[:3].isalpha() and max(words[:3]) < _END_OF_LATIN:
                return words[:3]
            return f"{period.last.month}{words[-1] if words[-1] in _MONTHS else ''}"
        case _:
            # 2025年第4季度 and 2025财年上半年（…）: what stands behind the sign for a year.
            part, _, _ = formats.period(period).partition("年")[2].partition("（")
            if part.startswith("第") and part.endswith("季度"):
                return f"{'一二三四'[int(part[1]) - 1]}季度"  # "4季度" reads as four of them
            return part.removeprefix("第") or period.text[-2:]


def bar_mark(row: PeriodRow, formats: Formats) -> Mark | None:
    """The mark of a period's result, None where there is none."""
    if row.result is None:
        return None
    return Mark(
        value=row.result.value.middle,
        label=_short(row.result.value, formats),
        title=_of(row.period, _result_words(row.result, formats), formats),
        is_open=row.result.value.qualifier in FLOORS,
    )


def fact_mark(fact: Fact, period: Period, formats: Formats, *, is_target: bool = False) -> Mark:
    """A fact's mark, which names a target as one."""
    assert fact.value is not None
    said = formats.quantity(fact.value)
    if is_target:
        said = formats.messages.gettext("target %(figure)s, set %(day)s", figure=said, day=formats.period(fact.as_of))
    return Mark(
        value=fact.value.middle,
        label=_short(fact.value, formats),
        title=_of(period, said, formats),
    )


def _of(period: Period, said: str, formats: Formats) -> str:
    """What is said of a period."""
    return formats.messages.gettext("%(period)s: %(title)s", period=formats.period(period), title=said)


def _short(value: Quantity, formats: Formats) -> str:
    figure = formats.short(value.low)
    if value.is_range:
        figure = f"{figure}–{formats.short(value.high)}"
    return f"{_SIGNS.get(value.qualifier, '')}{figure}"


def title(subject: Subject, formats: Formats) -> str:
    """Subject, metric and unit."""
    messages, unit = formats.messages, subject.metric.unit
    units = {unit_of(subject, fact) for series in subject.series for fact in series.facts if fact.value is not None}
    is_money = unit == "currency"
    if is_money:
        unit = units.pop() if len(units) == 1 else ""
    name = messages.gettext("%(subject)s: %(figure)s", subject=subject.name, figure=subject.metric.name)
    says_nothing = unit in ("", "currency", "text", "date", "rank") or unit == subject.metric.name.casefold()
    words = formats.currency(unit) if is_money and not says_nothing else named(unit, "unit", messages=messages)
    return name if says_nothing else messages.gettext(", ").join([name, words])


def period_words(subject: Subject, rows: Sequence[PeriodRow], formats: Formats) -> str:
    """Each period as a sentence, so that who cannot see the drawing misses nothing."""
    messages, sentences = formats.messages, []
    for row in rows:
        parts = [_result_words(row.result, formats)] if row.result else []
        if row.targets:
            figures = [formats.quantity(fact.value) for fact in row.targets if fact.value is not None]
            goals = messages.gettext(", then ").join(figures)
            parts.append(
                messages.ngettext("target %(figures)s", "targets in turn %(figures)s", len(figures), figures=goals)
            )
        if parts:
            said = messages.gettext("; ").join(parts)
            sentences.append(messages.gettext("%(said)s.", said=_of(row.period, said, formats)))
    head = messages.gettext("%(metric)s of %(subject)s by period.", metric=subject.metric.name, subject=subject.name)
    return _as_text([head, *sentences], messages)


def _result_words(result: PeriodResult, formats: Formats) -> str:
    figure = formats.quantity(result.value)
    if not result.to:
        return figure
    return formats.messages.gettext("%(figure)s up to %(day)s", figure=figure, day=formats.period(dates.day(result.to)))


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
    messages = formats.messages
    said = [
        messages.gettext("%(said)s.", said=_of(fact.as_of, formats.quantity(fact.value), formats))
        for fact in _telling(facts)
        if fact.value is not None
    ]
    for period, found in targets.items():
        figures = [formats.quantity(fact.value) for fact in found if fact.value is not None]
        goals = messages.gettext(", then ").join(figures)
        said.append(
            messages.gettext("Target for %(period)s: %(figures)s.", period=formats.period(period), figures=goals)
        )
    head = messages.gettext("%(metric)s of %(subject)s over time.", metric=subject.metric.name, subject=subject.name)
    return _as_text([head, *said], messages)


def _as_text(sentences: Sequence[str], messages: Messages) -> str:
    return messages.gettext("%(sentence)s %(next)s", sentence="", next="").join(sentences)
