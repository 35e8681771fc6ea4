"""Bars by period with every target as a tick across, and labels of which none touches another."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from factledger.model.fast_dataclass import dataclass
from factledger.model.views import ChartBar, ChartTick, Drawing
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
    drawing,
    rounded,
    scale_of,
    width_of,
    words_at,
)

_TOOTH = Decimal(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarColumn:
    """What stands over one period: a bar if there is a figure, and a tick for each target, oldest first."""

    label: str
    group: str  # the year under the label, where the label is less than one
    bar: Mark | None
    part: str  # of the bar, as the theme names it
    targets: tuple[Mark, ...]


def most_columns(canvas: Canvas, labels: Iterable[str]) -> int:
    """How many columns fit side by side when the widest of `labels` stands under each."""
    widest = max((width_of(label) for label in labels), default=GLYPH)
    return int(canvas.span // max(widest + GLYPH, Decimal(22)))


def draw_bars(
    columns: Sequence[BarColumn], canvas: Canvas, short: Callable[[Decimal], str], *, up_to: Decimal = Decimal(0)
) -> Drawing:
    """Bars with ticks across them; where labels would not fit over every column, only the telling ones stand.

    The axis reaches at least `up_to`, so that drawings can have one scale.
    """
    if not any(column.group for column in columns):
        canvas = canvas.without_second_line()
    values = [mark.value for column in columns for mark in (*column.targets, column.bar) if mark is not None]
    scale = scale_of([*values, Decimal(0), up_to], canvas)
    slot = canvas.span / len(columns)
    labelled = _labelled(columns, slot, canvas)
    bars: list[ChartBar] = []
    ticks: list[ChartTick] = []
    texts = axis(scale, short)
    group = ""
    for number, column in enumerate(columns):
        middle = canvas.left + slot * number + slot / 2
        drawn = _column(column, middle, slot, scale, is_labelled=number in labelled)
        bars.extend(drawn[0])
        ticks.extend(drawn[1])
        texts.append(words_at(column.label, middle, canvas.foot + 17, "middle"))
        if column.group != group:
            group = column.group
            texts.append(words_at(group, middle, canvas.foot + 17 + LINE, "middle"))
    return drawing(canvas, scale, bars, ticks, texts)


def _column(
    column: BarColumn, middle: Decimal, slot: Decimal, scale: Scale, *, is_labelled: bool
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
                x=rounded(middle - width / 2),
                y=rounded(top),
                width=rounded(width),
                height=rounded(end - top),
                part=column.part,
                label_x=rounded(_inside(middle, column.bar.label, scale.canvas)),
                label_y=rounded(value_y),
                title=column.bar.title,
                open_end=_teeth(middle - width / 2, top, width) if column.bar.is_open and end - top > _TOOTH else "",
            )
        )
    ticks = [
        ChartTick(
            label=target.label if is_labelled and number == len(levels) else "",
            x1=rounded(middle - reach),
            x2=rounded(middle + reach),
            y=rounded(y),
            part="target" if number == len(levels) else "target-old",
            label_x=rounded(_inside(middle, target.label, scale.canvas)),
            label_anchor="middle",
            label_y=rounded(target_y),
            title=target.title,
        )
        for number, (target, y) in enumerate(zip(column.targets, levels, strict=True), start=1)
    ]
    return bars, ticks


def _teeth(x: Decimal, top: Decimal, width: Decimal) -> str:
    """What is torn off the upper end of a bar, so that it looks as if it went on."""
    count = max(2, int(width // 8))
    half = rounded(width / count / 2)
    return f"M{rounded(x)} {rounded(top)}{f'l{half} {_TOOTH}l{half} -{_TOOTH}' * count}z"


def _label_levels(top: Decimal | None, foot: Decimal, ticks: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Baselines of a bar's label and of its last target's, moved up until neither meets a tick, the bar or the other."""
    value = _clear_of((top if top is not None else foot) - GAP, ticks)
    if not ticks:
        return value, foot
    target = ticks[-1] - GAP
    while True:
        moved = _clear_of(target, ticks)
        if top is not None and moved + FALL > top and moved - RISE < foot:
            moved = top - GAP
        if top is not None and abs(moved - value) < LINE:
            moved = value - LINE
        if moved == target:
            return value, target
        target = moved


def _clear_of(baseline: Decimal, ticks: Iterable[Decimal]) -> Decimal:
    """The nearest baseline upwards whose words no tick crosses."""
    for tick in sorted(ticks, reverse=True):
        if baseline - RISE <= tick <= baseline + FALL:
            baseline = tick - GAP
    return baseline


def _labelled(columns: Sequence[BarColumn], slot: Decimal, canvas: Canvas) -> frozenset[int]:
    """Which columns carry labels: all when they fit, else first the last, the greatest and the first that stand clear."""
    spans = [_label_span(number, column, slot, canvas) for number, column in enumerate(columns)]
    fitting = [number for number, (left, right) in enumerate(spans) if right - left <= slot]
    if len(fitting) == len(columns):
        return frozenset(fitting)
    filled = [number for number, column in enumerate(columns) if column.bar is not None] or [0]
    greatest = max(filled, key=lambda number: _top_value(columns[number]))
    # A few labels beside many bare bars would look torn, so the others join only where nearly all fit.
    others = reversed(fitting) if len(fitting) * 3 >= len(columns) * 2 else ()
    chosen: list[int] = []
    for number in dict.fromkeys((len(columns) - 1, filled[-1], greatest, filled[0], *others)):
        left, right = spans[number]
        is_clear = all(right <= spans[other][0] or spans[other][1] <= left for other in chosen)
        if is_clear and not _is_overshadowed(number, columns, spans[number], slot, canvas):
            chosen.append(number)
    return frozenset(chosen)


def _label_span(number: int, column: BarColumn, slot: Decimal, canvas: Canvas) -> tuple[Decimal, Decimal]:
    """From where to where a column's widest label reaches."""
    labels = [mark.label for mark in (*column.targets[-1:], column.bar) if mark is not None]
    label = max(labels, key=width_of, default="")
    middle = _inside(canvas.left + slot * number + slot / 2, label, canvas)
    return (middle - width_of(label) / 2, middle + width_of(label) / 2)


def _inside(middle: Decimal, label: str, canvas: Canvas) -> Decimal:
    """The middle of a label, moved so that it stays on the canvas."""
    half = width_of(label) / 2
    return max(min(middle, canvas.width - half), half)


def _is_overshadowed(
    number: int, columns: Sequence[BarColumn], span: tuple[Decimal, Decimal], slot: Decimal, canvas: Canvas
) -> bool:
    """Whether a label that is wider than its column could lie on a neighbour's mark: one that rises above the lower label."""
    first, last = (int((edge - canvas.left) // slot) for edge in span)
    own = columns[number]
    lowest = min((mark.value for mark in (*own.targets[-1:], own.bar) if mark is not None), default=Decimal(0))
    beside = (*columns[max(0, first) : number], *columns[number + 1 : last + 1])
    return any(_top_value(other) > lowest for other in beside)


def _top_value(column: BarColumn) -> Decimal:
    return max((mark.value for mark in (*column.targets, column.bar) if mark is not None), default=Decimal(0))
