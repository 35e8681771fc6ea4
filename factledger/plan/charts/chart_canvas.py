"""The canvas that charts are drawn on: its sizes, its scale, its axes and how much room words take.

A canvas is as wide as the text is on a desk or on a phone, so that a unit is about a pixel and words keep their
size; y runs downwards. Coordinates are decimals rounded to a tenth: the same on every machine.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.views import ChartBar, ChartText, ChartTick, Drawing

_TENTH = Decimal("0.1")


GLYPH = Decimal(7)  # width of a digit at 12 units' height, with some air
_BOLD = {sign: Decimal(10) for sign in "<>≤≥~–%M"} | {
    sign: Decimal(5) for sign in ".,"
}  # those that are no digit's width


LINE = Decimal(14)  # from one line of words to the next


RISE = Decimal(10)  # what a word takes above its baseline, and


FALL = Decimal(3)  # below it


GAP = Decimal(5)  # between a mark and the label above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A value with its short label and the words for a tooltip."""

    value: Decimal
    label: str
    title: str
    is_open: bool = False  # a floor, "over 20,000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A canvas to draw on: its size, and the margins in which the words of the axes stand."""

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

    def without_second_line(self) -> "Canvas":
        """A canvas without the room for years below the periods."""
        return replace(self, height=self.height - int(LINE), bottom=self.bottom - int(LINE))


WIDE = Canvas(width=720, height=320, left=44, right=12, top=36, bottom=44, lines=4)


NARROW = Canvas(width=340, height=260, left=40, right=8, top=36, bottom=44, lines=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From values to heights on a canvas."""

    low: Decimal
    high: Decimal
    step: Decimal
    canvas: Canvas

    def y(self, value: Decimal) -> Decimal:
        """The height at which a value stands."""
        field = self.canvas.foot - self.canvas.top
        return self.canvas.foot - (value - self.low) * field / (self.high - self.low)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The values that have a hairline, upwards."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * number for number in range(count + 1))


def scale_of(values: Sequence[Decimal], canvas: Canvas) -> Scale:
    """An axis over all values with a few round steps."""
    low, high = min(values), max(values)
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
        high = high if high > low else low + 1
    step = _round_step((high - low) / canvas.lines)
    return Scale(
        low=(low / step).to_integral_value(ROUND_FLOOR) * step,
        high=(high / step).to_integral_value(ROUND_CEILING) * step,
        step=step,
        canvas=canvas,
    )


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step for step in (power * Decimal(factor) for factor in ("1", "2", "2.5", "5", "10")) if step >= least)


def axis(scale: Scale, short: Callable[[Decimal], str]) -> list[ChartText]:
    """Numbers that stand on their hairlines, in the margin."""
    return [words_at(short(value), Decimal(0), scale.y(value) - 4, "start") for value in scale.values]


def beside_axis(scale: Scale, short: Callable[[Decimal], str]) -> Scale:
    """The scale on a canvas with a left margin in which the longest of the axis's numbers finds room."""
    widest = max(width_of(short(value)) for value in scale.values)
    return replace(scale, canvas=replace(scale.canvas, left=max(scale.canvas.left, int(widest))))


def drawing(
    canvas: Canvas,
    scale: Scale,
    bars: Sequence[ChartBar],
    ticks: Sequence[ChartTick],
    texts: Sequence[ChartText],
    path: str = "",
) -> Drawing:
    """The finished drawing with the scale's hairlines."""
    return Drawing(
        width=canvas.width,
        height=canvas.height,
        bars=tuple(bars),
        ticks=tuple(ticks),
        hairlines=tuple(rounded(scale.y(value)) for value in scale.values),
        texts=tuple(texts),
        path=path,
    )


def words_at(text: str, x: Decimal, y: Decimal, anchor: str) -> ChartText:
    """Words at a point."""
    return ChartText(text=text, x=rounded(x), y=rounded(y), anchor=anchor)


def width_of(text: str) -> Decimal:
    """How wide words are; Chinese and the like take twice the room."""
    return sum((GLYPH * 2 if character > "\u2e7f" else GLYPH for character in text), Decimal(0))


def bold_width_of(text: str) -> Decimal:
    """How wide the bold words at a bar or a tick are, in the widest of the fonts that a reader's system may have."""
    return sum(
        (_BOLD.get(character, GLYPH * 2 if character > "\u2e7f" else GLYPH + 1) for character in text), Decimal(0)
    )


def rounded(value: Decimal) -> Decimal:
    """A coordinate to a tenth of a unit."""
    tenth = value.quantize(_TENTH)
    return tenth.to_integral_value() if tenth == tenth.to_integral_value() else tenth
