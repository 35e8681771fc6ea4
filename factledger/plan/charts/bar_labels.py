"""Where the labels of a column stand: each at its own mark, clear of the other label and of every tick.

A label that finds no such place is left out: the mark's own words, the description and the page's table have its figure.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from factledger.model.fast_dataclass import dataclass
from factledger.plan.charts.chart_canvas import FALL, GAP, LINE, RISE, Canvas, bold_width_of

_BESIDE = Decimal(4)  # from the end of a tick to its label
_SUNK = Decimal(4)  # from the middle of a line of words to its baseline
_EDGE = Decimal(4)  # of paper around words, which would cut a tick above them, with half the tick


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMarks:
    """What is drawn over one period: a bar from `top` to `foot`, if there is one, and ticks at their heights, the last target's last."""

    middle: Decimal
    slot: Decimal  # width of the column
    reach: Decimal  # half a tick's
    top: Decimal | None
    foot: Decimal
    ticks: tuple[Decimal, ...]
    canvas: Canvas
    has_room_beside: bool  # no label of another column reaches into this one


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPlace:
    """Where a label stands: its point, how it lies to it (SVG text-anchor), and how wide it is."""

    x: Decimal
    y: Decimal
    anchor: str
    width: Decimal

    @property
    def left(self) -> Decimal:
        """Its left edge."""
        return self.x - {"start": Decimal(0), "middle": self.width / 2, "end": self.width}[self.anchor]

    def touches(self, other: "LabelPlace") -> bool:
        """Whether two labels lie over one another."""
        is_beside = self.left < other.left + other.width and other.left < self.left + self.width
        return is_beside and abs(self.y - other.y) < LINE


def placed(marks: ColumnMarks, value: str, goal: str) -> tuple[LabelPlace | None, LabelPlace | None]:
    """The places of a bar's label and of its last target's; None where there is none."""
    values = list(_of_bar(marks, value)) if value and marks.top is not None else []
    goals = list(_of_tick(marks, goal)) if goal and marks.ticks else []
    apart = [(one, other) for one, other in product(values, goals) if not one.touches(other)]
    if apart:  # words over the bar are read more easily than those on it
        return min(apart, key=lambda pair: sum(_is_within(marks, place) for place in pair))
    # What is not reached is told before what was: its tick would lend itself to the bar's label.
    if goals and (marks.top is None or not values or marks.ticks[-1] < marks.top):
        return None, goals[0]
    return (values[0], None) if values else (None, None)


def _is_within(marks: ColumnMarks, place: LabelPlace) -> bool:
    return marks.top is not None and place.anchor == "middle" and place.y > marks.top


def _of_bar(marks: ColumnMarks, label: str) -> Iterator[LabelPlace]:
    """Above the bar and a tick that lies close to its end, one line higher where that tick's label takes the place, or within the bar."""
    assert marks.top is not None
    x = inside(marks.middle, label, marks.canvas)
    width = bold_width_of(label)
    levels = [marks.top - GAP]
    if marks.ticks and 0 <= marks.top - marks.ticks[-1] <= LINE:
        levels.append(marks.ticks[-1] - GAP)
    if marks.ticks and marks.top < marks.ticks[-1] <= marks.top + LINE:
        levels.append(marks.top - GAP - LINE)
    if width <= marks.slot:
        levels += [y + GAP + RISE for y in sorted((marks.top, *marks.ticks)) if y >= marks.top]
    for y in levels:
        is_on_bar = y < marks.top or y + FALL <= marks.foot
        if is_on_bar and _is_clear(marks, y):
            yield LabelPlace(x=x, y=y, anchor="middle", width=width)


def _of_tick(marks: ColumnMarks, label: str) -> Iterator[LabelPlace]:
    """Above the last tick, beside it or over the bar's own label; of one that crosses the bar beside it, below or above it there."""
    y, width = marks.ticks[-1], bold_width_of(label)
    x = inside(marks.middle, label, marks.canvas)
    above = LabelPlace(x=x, y=y - GAP, anchor="middle", width=width)
    crosses = marks.top is not None and marks.top < y <= marks.foot
    found = [] if crosses else [above]
    if marks.has_room_beside and marks.reach + _BESIDE + width <= marks.slot / 2:
        found.append(LabelPlace(x=marks.middle + marks.reach + _BESIDE, y=y + _SUNK, anchor="start", width=width))
    if marks.top is not None and 0 <= marks.top - y <= LINE:
        found.append(LabelPlace(x=x, y=y - GAP - LINE, anchor="middle", width=width))
    if crosses and marks.top is not None:
        if y - marks.top <= LINE:  # so near the end of the bar that the label stands over both
            found.append(LabelPlace(x=x, y=marks.top - GAP, anchor="middle", width=width))
        if width <= marks.slot:
            below = LabelPlace(x=x, y=y + GAP + RISE, anchor="middle", width=width)
            found += [below] if below.y + FALL <= marks.foot else []
            found += [above] if y - GAP - RISE >= marks.top else []
    return (place for place in found if place.anchor != "middle" or _is_clear(marks, place.y))


def _is_clear(marks: ColumnMarks, baseline: Decimal) -> bool:
    """Whether no tick strikes through words of this baseline or is cut by their edge, and they are on the canvas."""
    return baseline >= RISE and not any(baseline - RISE - _EDGE <= tick <= baseline + FALL for tick in marks.ticks)


def inside(middle: Decimal, label: str, canvas: Canvas) -> Decimal:
    """The middle of a label, moved so that it stays on the canvas and off the words of the axis."""
    half = bold_width_of(label) / 2
    return max(min(middle, canvas.width - half), canvas.left - GAP + half)
