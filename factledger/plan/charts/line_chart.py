"""Readings over time: a dot for each on a line of steps, and labels of which none touches another."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil

from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.views import ChartText, ChartTick, Drawing
from factledger.plan.charts.chart_canvas import (
    FALL,
    GAP,
    GLYPH,
    LINE,
    RISE,
    Canvas,
    Mark,
    Scale,
    axis,
    bold_width_of,
    drawing,
    rounded,
    scale_of,
    width_of,
    words_at,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlottedReading:
    """A value at a moment."""

    day: date
    mark: Mark


def draw_readings(
    readings: Sequence[PlottedReading],
    targets: Sequence[PlottedReading],
    canvas: Canvas,
    short: Callable[[Decimal], str],
    words: Callable[[date], str],
) -> Drawing:
    """A step line with a dot for each reading, targets as ticks at their day; at least two readings, in order."""
    if max(reading.day for reading in (*readings, *targets)).year == readings[0].day.year:
        canvas = canvas.without_second_line()
    values = [reading.mark.value for reading in (*readings, *targets)]
    scale = scale_of(values if _is_far_from_zero(values) else [*values, Decimal(0)], canvas)
    first, last = readings[0].day, max(reading.day for reading in (*readings, *targets))
    days = Decimal(max((last - first).days, 1))
    # Half a label's room at both ends, so that the words over the first and the last dot stay on the canvas.
    inset = GLYPH * 4

    def x(day: date) -> Decimal:
        return canvas.left + inset + (canvas.span - inset * 2) * (day - first).days / days

    dots = _dots(readings, x, scale)
    for target in targets:
        at, y = x(target.day), scale.y(target.mark.value)
        dots.append(
            ChartTick(
                label=target.mark.label,
                x1=rounded(at - 12),
                x2=rounded(at + 12),
                y=rounded(y),
                part="target",
                label_x=rounded(at),
                label_anchor="middle",
                label_y=rounded(y - GAP),
                title=target.mark.title,
            )
        )
    texts = [*axis(scale, short), *_days(first, last, x, canvas, words)]
    rises = [
        (rounded(x(after.day)), scale.y(before.mark.value), scale.y(after.mark.value))
        for before, after in pairwise(readings)
    ]
    last_x = _last_x(dots)
    told = _without_collisions([_clear(tick, rises, scale, is_last=tick.x1 == last_x) for tick in dots])
    return drawing(canvas, scale, [], told, texts, path=_steps(readings, x, scale))


def _dots(readings: Sequence[PlottedReading], x: Callable[[date], Decimal], scale: Scale) -> list[ChartTick]:
    """A dot for each reading; the last, the first and the extremes carry labels."""
    by_value = sorted(range(len(readings)), key=lambda number: (readings[number].mark.value, number))
    labelled = {0, len(readings) - 1, by_value[0], by_value[-1]}
    dots = []
    for number, reading in enumerate(readings):
        at, y = rounded(x(reading.day)), scale.y(reading.mark.value)
        # The line comes down to a reading below the one before it, so the label stands under it where there is room.
        is_under = number > 0 and reading.mark.value < readings[number - 1].mark.value
        is_under = is_under and y + GAP + RISE + FALL < scale.canvas.foot
        dots.append(
            ChartTick(
                label=reading.mark.label if number in labelled else "",
                x1=at,
                x2=at,
                y=rounded(y),
                part="reading",
                label_x=at,
                label_anchor="middle",
                label_y=rounded(y + GAP + RISE if is_under else y - GAP * 2),
                title=reading.mark.title,
            )
        )
    return dots


def _without_collisions(ticks: Sequence[ChartTick]) -> list[ChartTick]:
    """The ticks with those labels dropped that would touch one that matters more: a target's, the last, the first."""
    ranked = sorted(
        (number for number, tick in enumerate(ticks) if tick.label),
        key=lambda number: (ticks[number].part != "target", ticks[number].x1 != _last_x(ticks), number),
    )
    kept: list[int] = []
    for number in ranked:
        if not any(_touch(ticks[number], ticks[other]) for other in kept):
            kept.append(number)
    return [tick if number in kept or not tick.label else _unlabelled(tick) for number, tick in enumerate(ticks)]


def _last_x(ticks: Sequence[ChartTick]) -> Decimal:
    return max(tick.x1 for tick in ticks if tick.part == "reading")


def _touch(one: ChartTick, other: ChartTick) -> bool:
    is_beside = abs(one.label_x - other.label_x) < (bold_width_of(one.label) + bold_width_of(other.label)) / 2
    return is_beside and abs(one.label_y - other.label_y) < LINE


def _is_struck(tick: ChartTick, rises: Iterable[tuple[Decimal, Decimal, Decimal]]) -> bool:
    """Whether a step of the line, at its x from one height to another, passes through the words of a reading."""
    if tick.part != "reading" or not tick.label:
        return False
    half, upper, lower = bold_width_of(tick.label) / 2, tick.label_y - RISE, tick.label_y
    return any(abs(x - tick.label_x) < half and min(ends) < lower and upper < max(ends) for x, *ends in rises)


def _clear(
    tick: ChartTick, rises: Sequence[tuple[Decimal, Decimal, Decimal]], scale: Scale, *, is_last: bool
) -> ChartTick:
    """A dot with its label where no step passes through it: where it is, else on the dot's other side; only today's stands anyhow."""
    if not _is_struck(tick, rises):
        return tick
    is_under = tick.label_y > tick.y
    other = replace(tick, label_y=rounded(tick.y - GAP * 2 if is_under else tick.y + GAP + RISE))
    if other.label_y + FALL < scale.canvas.foot and not _is_struck(other, rises):
        return other
    return tick if is_last else _unlabelled(tick)


def _unlabelled(tick: ChartTick) -> ChartTick:
    return ChartTick(label="", x1=tick.x1, x2=tick.x2, y=tick.y, part=tick.part, title=tick.title)


def _steps(readings: Sequence[PlottedReading], x: Callable[[date], Decimal], scale: Scale) -> str:
    """A path that keeps each reading's height until the next one."""
    start = readings[0]
    parts = [f"M{rounded(x(start.day))} {rounded(scale.y(start.mark.value))}"]
    parts.extend(f"H{rounded(x(reading.day))}V{rounded(scale.y(reading.mark.value))}" for reading in readings[1:])
    return "".join(parts)


def _days(
    first: date, last: date, x: Callable[[date], Decimal], canvas: Canvas, words: Callable[[date], str]
) -> list[ChartText]:
    """The years at which they begin, at one distance, above the first and the last day in words; these alone within a year."""
    has_years = first.year != last.year
    y = canvas.foot + 17 + (LINE if has_years else 0)
    texts = [words_at(words(first), Decimal(canvas.left), y, "start")]
    if has_years:
        years = range(first.year + 1, last.year + 1)
        room = width_of("2000") + GLYPH
        per_year = (x(last) - x(first)) * 365 / Decimal((last - first).days)
        step = max(1, ceil(room / per_year))
        for year in years[(len(years) - 1) % step :: step]:
            at = x(date(year, 1, 1))
            texts.append(words_at(str(year), at, canvas.foot + 17, "middle"))
    if last != first:
        texts.append(words_at(words(last), Decimal(canvas.width - canvas.right), y, "end"))
    return texts


def _is_far_from_zero(values: Sequence[Decimal]) -> bool:
    """Whether a line of these values would lie flat under the ceiling if the axis began at zero."""
    low, high = min(values), max(values)
    return low > 0 and low * 2 > high
