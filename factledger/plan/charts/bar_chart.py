"""Bars by period with every target as a tick across, and labels of which none touches another."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from factledger.model.fast_dataclass import dataclass
from factledger.model.views import ChartBar, ChartTick, Drawing
from factledger.plan.charts.bar_labels import ColumnMarks, inside, placed
from factledger.plan.charts.chart_canvas import (
    GLYPH,
    LINE,
    Canvas,
    Mark,
    Scale,
    axis,
    beside_axis,
    bold_width_of,
    drawing,
    rounded,
    scale_of,
    width_of,
    words_at,
)

GAP_SIGN = "–"  # where a period has no figure
_TOOTH = Decimal(5)
_AIR = Decimal(5)  # between the labels of two columns: ">10k>10k" would be read as one


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
    columns: Sequence[BarColumn],
    canvas: Canvas,
    short: Callable[[Decimal], str],
    *,
    up_to: Decimal = Decimal(0),
    gap: str = "",
) -> Drawing:
    """Bars with ticks across them; where labels would not fit over every column, only the telling ones stand.

    The axis reaches at least `up_to`, so that drawings can have one scale; `gap` stands in the place of what is not known, which
    would look like nothing at all.
    """
    if not any(column.group for column in columns):
        canvas = canvas.without_second_line()
    values = [mark.value for column in columns for mark in (*column.targets, column.bar) if mark is not None]
    scale = beside_axis(scale_of([*values, Decimal(0), up_to], canvas), short)
    canvas = scale.canvas
    slot = canvas.span / len(columns)
    labelled = _labelled(columns, slot, canvas)
    is_roomy = len(labelled) == len(columns)
    bars: list[ChartBar] = []
    ticks: list[ChartTick] = []
    texts = axis(scale, short)
    group = ""
    for number, column in enumerate(columns):
        middle = canvas.left + slot * number + slot / 2
        drawn = _column(column, middle, slot, scale, is_labelled=number in labelled, is_roomy=is_roomy)
        bars.extend(drawn[0])
        ticks.extend(drawn[1])
        texts.append(words_at(column.label, middle, canvas.foot + 17, "middle"))
        if gap and column.bar is None and not column.targets:
            texts.append(words_at(gap, middle, scale.y(Decimal(0)) - _AIR, "middle"))
        if column.group != group:
            group = column.group
            texts.append(words_at(group, middle, canvas.foot + 17 + LINE, "middle"))
    return drawing(canvas, scale, bars, ticks, texts)


def _column(
    column: BarColumn, middle: Decimal, slot: Decimal, scale: Scale, *, is_labelled: bool, is_roomy: bool
) -> tuple[list[ChartBar], list[ChartTick]]:
    width, reach = _bar_width(slot), _reach(slot)
    foot = scale.y(Decimal(0))
    top, end = foot, foot
    if column.bar is not None:
        at = scale.y(column.bar.value)
        top, end = min(at, foot), max(at, foot)
    levels = [scale.y(target.value) for target in column.targets]
    marks = ColumnMarks(
        middle=middle,
        slot=slot,
        reach=reach,
        top=top if column.bar is not None else None,
        foot=foot,
        ticks=tuple(levels),
        canvas=scale.canvas,
        has_room_beside=is_roomy,
    )
    value, goal = (None, None)
    if is_labelled:
        value, goal = placed(
            marks, column.bar.label if column.bar else "", column.targets[-1].label if column.targets else ""
        )
    bars = []
    if column.bar is not None:
        bars.append(
            ChartBar(
                label=f"{column.label} {column.group}".strip(),
                value_label=column.bar.label if value else "",
                x=rounded(middle - width / 2),
                y=rounded(top),
                width=rounded(width),
                height=rounded(end - top),
                part=column.part,
                label_x=rounded(value.x if value else middle),
                label_y=rounded(value.y if value else top),
                title=column.bar.title,
                open_end=_teeth(middle - width / 2, top, width) if column.bar.is_open and end - top > _TOOTH else "",
            )
        )
    ticks = []
    for number, (target, y) in enumerate(zip(column.targets, levels, strict=True), start=1):
        own = goal if number == len(levels) else None
        ticks.append(
            ChartTick(
                label=target.label if own else "",
                x1=rounded(middle - reach),
                x2=rounded(middle + reach),
                y=rounded(y),
                part="target" if number == len(levels) else "target-old",
                label_x=rounded(own.x if own else middle),
                label_anchor=own.anchor if own else "middle",
                label_y=rounded(own.y if own else y),
                title=target.title,
            )
        )
    return bars, ticks


def _teeth(x: Decimal, top: Decimal, width: Decimal) -> str:
    """What is torn off the upper end of a bar, so that it looks as if it went on."""
    count = max(2, int(width // 8))
    half = rounded(width / count / 2)
    return f"M{rounded(x)} {rounded(top)}{f'l{half} {_TOOTH}l{half} -{_TOOTH}' * count}z"


def _labelled(columns: Sequence[BarColumn], slot: Decimal, canvas: Canvas) -> frozenset[int]:
    """Which columns carry labels: all when they fit, else the last, the greatest, the first and the targets' that stand clear."""
    spans = [_label_span(number, column, slot, canvas) for number, column in enumerate(columns)]
    fitting = [number for number, (left, right) in enumerate(spans) if right - left <= slot]
    if len(fitting) == len(columns):
        return frozenset(fitting)
    filled = [number for number, column in enumerate(columns) if column.bar is not None] or [0]
    greatest = max(filled, key=lambda number: _top_value(columns[number]))
    # A few labels beside many bare bars would look torn, so the others join only where nearly all fit or one in two does.
    others: Iterable[int] = reversed(fitting) if len(fitting) * 3 >= len(columns) * 2 else ()
    if all(right - left <= slot * 2 for left, right in spans):
        aimed = [number for number in reversed(range(len(columns))) if columns[number].targets]
        others = (*aimed, *reversed(range(len(columns))))
    chosen: list[int] = []
    for number in dict.fromkeys((len(columns) - 1, filled[-1], greatest, filled[0], *others)):
        left, right = spans[number]
        is_clear = all(right <= spans[other][0] or spans[other][1] <= left for other in chosen)
        if is_clear and not _is_overshadowed(number, columns, spans[number], slot, canvas):
            chosen.append(number)
    return frozenset(chosen)


def _label_span(number: int, column: BarColumn, slot: Decimal, canvas: Canvas) -> tuple[Decimal, Decimal]:
    """From where to where a column's widest label reaches, with the air that keeps it apart from its neighbours."""
    labels = [mark.label for mark in (*column.targets[-1:], column.bar) if mark is not None]
    label = max(labels, key=bold_width_of, default="")
    middle = inside(canvas.left + slot * number + slot / 2, label, canvas)
    half = bold_width_of(label) / 2 + (_AIR / 2 if label else 0)
    return (middle - half, middle + half)


def _is_overshadowed(
    number: int, columns: Sequence[BarColumn], span: tuple[Decimal, Decimal], slot: Decimal, canvas: Canvas
) -> bool:
    """Whether a label that is wider than its column could lie on a neighbour's mark: one that rises above the bar."""
    own = columns[number]
    lowest = next((mark.value for mark in (own.bar, *own.targets[-1:]) if mark is not None), Decimal(0))
    for other, column in enumerate(columns):
        middle = canvas.left + slot * other + slot / 2
        half = _reach(slot) if column.targets else _bar_width(slot) / 2
        is_under = span[0] < middle + half and middle - half < span[1]
        if other != number and is_under and _top_value(column) > lowest:
            return True
    return False


def _bar_width(slot: Decimal) -> Decimal:
    return min(slot * 6 / 10, Decimal(64))


def _reach(slot: Decimal) -> Decimal:
    """Half of a tick."""
    return min(slot * 45 / 100, Decimal(44))


def _top_value(column: BarColumn) -> Decimal:
    return max((mark.value for mark in (*column.targets, column.bar) if mark is not None), default=Decimal(0))
