"""Where the marks and words of a chart stand: geometry alone, in a drawing's own units, y downwards.

A drawing is as wide as the text is on a desk or on a phone, so that a unit is about a pixel and words keep
their size. Coordinates are decimals rounded to a tenth: the same on every machine.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from sitegen.model.views import ChartBar, ChartText, ChartTick, Drawing

_TENTH = Decimal("0.1")
_GLYPH = Decimal(7)  # width of a digit at 12 units' height, with some air
_LINE = Decimal(14)  # from one line of words to the next
_RISE = Decimal(10)  # what a word takes above its baseline, and
_FALL = Decimal(3)  # below it
_GAP = Decimal(5)  # between a mark and the label above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A value with its short label and the words for a tooltip."""

    value: Decimal
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarColumn:
    """What stands over one period: a bar if there is a figure, and a tick for each target, oldest first."""

    label: str
    group: str  # the year under the label, where the label is less than one
    bar: Mark | None
    part: str  # of the bar, as the theme names it
    targets: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A value at a moment."""

    day: date
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A sheet to draw on: its size, and the margins in which the words of the axes stand."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    lines: int  # hairlines at most

    @property
    def span(self) -> Decimal:
        """How wide the field between the margins is."""
        return Decimal(self.width - self.left - self.right)

    @property
    def foot(self) -> Decimal:
        """Where the field ends below."""
        return Decimal(self.height - self.bottom)


WIDE = Canvas(width=720, height=320, left=44, right=12, top=36, bottom=44, lines=4)
NARROW = Canvas(width=340, height=260, left=40, right=8, top=36, bottom=44, lines=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """From values to heights on a canvas."""

    low: Decimal
    high: Decimal
    step: Decimal
    canvas: Canvas

    def y(self, value: Decimal) -> Decimal:
        field = self.canvas.foot - self.canvas.top
        return self.canvas.foot - (value - self.low) * field / (self.high - self.low)

    @property
    def values(self) -> tuple[Decimal, ...]:
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * number for number in range(count + 1))


def most_columns(canvas: Canvas, labels: Iterable[str]) -> int:
    """How many columns fit side by side when the widest of `labels` stands under each."""
    widest = max((_width(label) for label in labels), default=_GLYPH)
    return int(canvas.span // max(widest + _GLYPH, Decimal(22)))


def draw_bars(columns: Sequence[BarColumn], canvas: Canvas, short: Callable[[Decimal], str]) -> Drawing:
    """Bars with ticks across them; where labels would not fit over every column, only the telling ones stand."""
    values = [mark.value for column in columns for mark in (*column.targets, column.bar) if mark is not None]
    scale = _scale([*values, Decimal(0)], canvas)
    slot = canvas.span / len(columns)
    labelled = _labelled(columns, slot)
    bars: list[ChartBar] = []
    ticks: list[ChartTick] = []
    texts = _axis(scale, short)
    group = ""
    for number, column in enumerate(columns):
        middle = canvas.left + slot * number + slot / 2
        drawn = _column(column, middle, slot, scale, is_labelled=number in labelled)
        bars.extend(drawn[0])
        ticks.extend(drawn[1])
        texts.append(_text(column.label, middle, canvas.foot + 17, "middle"))
        if column.group != group:
            group = column.group
            texts.append(_text(group, middle, canvas.foot + 17 + _LINE, "middle"))
    return _drawing(canvas, scale, bars, ticks, texts)


def draw_readings(
    readings: Sequence[Reading],
    targets: Sequence[Reading],
    canvas: Canvas,
    short: Callable[[Decimal], str],
    words: Callable[[date], str],
) -> Drawing:
    """A step line with a dot for each reading, targets as ticks at their day; at least two readings, in order."""
    values = [reading.mark.value for reading in (*readings, *targets)]
    scale = _scale(values if _is_far_from_zero(values) else [*values, Decimal(0)], canvas)
    first, last = readings[0].day, max(reading.day for reading in (*readings, *targets))
    days = Decimal(max((last - first).days, 1))
    # Half a label's room at both ends, so that the words over the first and the last dot stay on the sheet.
    inset = _GLYPH * 4

    def x(day: date) -> Decimal:
        return canvas.left + inset + (canvas.span - inset * 2) * (day - first).days / days

    dots = _dots(readings, x, scale)
    for target in targets:
        at, y = x(target.day), scale.y(target.mark.value)
        dots.append(
            ChartTick(
                label=target.mark.label,
                x1=_round(at - 12),
                x2=_round(at + 12),
                y=_round(y),
                part="target",
                label_x=_round(at),
                label_anchor="middle",
                label_y=_round(y - _GAP),
                title=target.mark.title,
            )
        )
    texts = [*_axis(scale, short), *_days(first, last, x, canvas, words)]
    return _drawing(canvas, scale, [], _without_collisions(dots), texts, path=_steps(readings, x, scale))


# ---- columns


def _column(
    column: BarColumn, middle: Decimal, slot: Decimal, scale: _Scale, *, is_labelled: bool
) -> tuple[list[ChartBar], list[ChartTick]]:
    width = min(slot * 6 / 10, Decimal(64))
    reach = min(slot * 45 / 100, Decimal(44))  # half a tick
    foot = scale.y(Decimal(0))
    top, end = foot, foot
    if column.bar is not None:
        at = scale.y(column.bar.value)
        top, end = min(at, foot), max(at, foot)
    levels = [scale.y(target.value) for target in column.targets]
    value_y, target_y = _label_levels(top if column.bar else None, foot, levels)
    bars = []
    if column.bar is not None:
        bars.append(
            ChartBar(
                label=f"{column.label} {column.group}".strip(),
                value_label=column.bar.label if is_labelled else "",
                x=_round(middle - width / 2),
                y=_round(top),
                width=_round(width),
                height=_round(end - top),
                part=column.part,
                label_x=_round(middle),
                label_y=_round(value_y),
                title=column.bar.title,
            )
        )
    ticks = [
        ChartTick(
            label=target.label if is_labelled and number == len(levels) else "",
            x1=_round(middle - reach),
            x2=_round(middle + reach),
            y=_round(y),
            part="target" if number == len(levels) else "target-old",
            label_x=_round(middle),
            label_anchor="middle",
            label_y=_round(target_y),
            title=target.title,
        )
        for number, (target, y) in enumerate(zip(column.targets, levels, strict=True), start=1)
    ]
    return bars, ticks


def _label_levels(top: Decimal | None, foot: Decimal, ticks: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Baselines of a bar's label and of its last target's, moved up until neither meets a tick, the bar or the other."""
    value = _clear_of((top if top is not None else foot) - _GAP, ticks)
    if not ticks:
        return value, foot
    target = ticks[-1] - _GAP
    while True:
        moved = _clear_of(target, ticks)
        if top is not None and moved + _FALL > top and moved - _RISE < foot:
            moved = top - _GAP
        if top is not None and abs(moved - value) < _LINE:
            moved = value - _LINE
        if moved == target:
            return value, target
        target = moved


def _clear_of(baseline: Decimal, ticks: Iterable[Decimal]) -> Decimal:
    """The nearest baseline upwards whose words no tick crosses."""
    for tick in sorted(ticks, reverse=True):
        if baseline - _RISE <= tick <= baseline + _FALL:
            baseline = tick - _GAP
    return baseline


def _labelled(columns: Sequence[BarColumn], slot: Decimal) -> frozenset[int]:
    """Which columns carry labels: all when they fit, else the last, then the greatest and the first that stand clear."""
    widths = [
        max((_width(mark.label) for mark in (*column.targets[-1:], column.bar) if mark is not None), default=Decimal(0))
        for column in columns
    ]
    if max(widths) <= slot:
        return frozenset(range(len(columns)))
    filled = [number for number, column in enumerate(columns) if column.bar is not None]
    greatest = max(filled, key=lambda number: _bar_value(columns[number]), default=0)
    chosen: list[int] = []
    for number in (len(columns) - 1, filled[-1] if filled else 0, greatest, filled[0] if filled else 0):
        is_clear = all(slot * abs(number - other) >= (widths[number] + widths[other]) / 2 for other in chosen)
        if is_clear and not _is_overshadowed(number, columns, widths[number], slot):
            chosen.append(number)
    return frozenset(chosen)


def _is_overshadowed(number: int, columns: Sequence[BarColumn], width: Decimal, slot: Decimal) -> bool:
    """Whether a label that is wider than its column would lie on a taller neighbour."""
    reach = int((width / 2 + slot / 2) // slot)
    beside = columns[max(0, number - reach) : number + reach + 1]
    return any(_top_value(other) > _top_value(columns[number]) for other in beside)


def _bar_value(column: BarColumn) -> Decimal:
    assert column.bar is not None
    return column.bar.value


def _top_value(column: BarColumn) -> Decimal:
    return max((mark.value for mark in (*column.targets, column.bar) if mark is not None), default=Decimal(0))


# ---- readings


def _dots(readings: Sequence[Reading], x: Callable[[date], Decimal], scale: _Scale) -> list[ChartTick]:
    """A dot for each reading; the last, the first and the extremes carry labels."""
    by_value = sorted(range(len(readings)), key=lambda number: (readings[number].mark.value, number))
    labelled = {0, len(readings) - 1, by_value[0], by_value[-1]}
    dots = []
    for number, reading in enumerate(readings):
        at, y = _round(x(reading.day)), scale.y(reading.mark.value)
        # The line comes down to a reading below the one before it, so the label stands under it where there is room.
        is_under = number > 0 and reading.mark.value < readings[number - 1].mark.value
        is_under = is_under and y + _GAP + _RISE + _FALL < scale.canvas.foot
        dots.append(
            ChartTick(
                label=reading.mark.label if number in labelled else "",
                x1=at,
                x2=at,
                y=_round(y),
                part="reading",
                label_x=at,
                label_anchor="middle",
                label_y=_round(y + _GAP + _RISE if is_under else y - _GAP * 2),
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
    is_beside = abs(one.label_x - other.label_x) < (_width(one.label) + _width(other.label)) / 2
    return is_beside and abs(one.label_y - other.label_y) < _LINE


def _unlabelled(tick: ChartTick) -> ChartTick:
    return ChartTick(label="", x1=tick.x1, x2=tick.x2, y=tick.y, part=tick.part, title=tick.title)


def _steps(readings: Sequence[Reading], x: Callable[[date], Decimal], scale: _Scale) -> str:
    """A path that keeps each reading's height until the next one."""
    start = readings[0]
    parts = [f"M{_round(x(start.day))} {_round(scale.y(start.mark.value))}"]
    parts.extend(f"H{_round(x(reading.day))}V{_round(scale.y(reading.mark.value))}" for reading in readings[1:])
    return "".join(parts)


def _days(
    first: date, last: date, x: Callable[[date], Decimal], canvas: Canvas, words: Callable[[date], str]
) -> list[ChartText]:
    """The first and the last day in words, and the years that begin between them where there is room."""
    y = canvas.foot + 17
    texts = [_text(words(first), Decimal(canvas.left), y, "start")]
    left = canvas.left + _width(words(first)) + _GLYPH
    right = canvas.width - canvas.right - _width(words(last)) - _GLYPH
    for year in range(first.year + 1, last.year + 1):
        at, half = x(date(year, 1, 1)), _width(str(year)) / 2
        if left <= at - half and at + half <= right:
            texts.append(_text(str(year), at, y, "middle"))
            left = at + half + _GLYPH
    if last != first:
        texts.append(_text(words(last), Decimal(canvas.width - canvas.right), y, "end"))
    return texts


def _is_far_from_zero(values: Sequence[Decimal]) -> bool:
    """Whether a line of these values would lie flat under the ceiling if the axis began at zero."""
    low, high = min(values), max(values)
    return low > 0 and low * 2 > high


# ---- axes


def _scale(values: Sequence[Decimal], canvas: Canvas) -> _Scale:
    """An axis over all values with a few round steps."""
    low, high = min(values), max(values)
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
        high = high if high > low else low + 1
    step = _round_step((high - low) / canvas.lines)
    return _Scale(
        low=(low / step).to_integral_value(ROUND_FLOOR) * step,
        high=(high / step).to_integral_value(ROUND_CEILING) * step,
        step=step,
        canvas=canvas,
    )


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step for step in (power * Decimal(factor) for factor in ("1", "2", "2.5", "5", "10")) if step >= least)


def _axis(scale: _Scale, short: Callable[[Decimal], str]) -> list[ChartText]:
    """Numbers that stand on their hairlines, in the margin."""
    return [_text(short(value), Decimal(0), scale.y(value) - 4, "start") for value in scale.values]


def _drawing(
    canvas: Canvas,
    scale: _Scale,
    bars: Sequence[ChartBar],
    ticks: Sequence[ChartTick],
    texts: Sequence[ChartText],
    path: str = "",
) -> Drawing:
    return Drawing(
        width=canvas.width,
        height=canvas.height,
        bars=tuple(bars),
        ticks=tuple(ticks),
        hairlines=tuple(_round(scale.y(value)) for value in scale.values),
        texts=tuple(texts),
        path=path,
    )


def _text(text: str, x: Decimal, y: Decimal, anchor: str) -> ChartText:
    return ChartText(text=text, x=_round(x), y=_round(y), anchor=anchor)


def _width(text: str) -> Decimal:
    """How wide words are; Chinese and the like take twice the room."""
    return sum((_GLYPH * 2 if character > "\u2e7f" else _GLYPH for character in text), Decimal(0))


def _round(value: Decimal) -> Decimal:
    return value.quantize(_TENTH)
