"""The canvas that illustrations are drawn on, and the few forms they are made of.

A canvas is twice as wide as high. Forms are plain geometry, so that a page can show them as SVG and a
share card as pixels.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from math import cos, hypot, pi, sin

from factledger.model.views import Illustration, IllustrationShape

WIDTH, HEIGHT = 1200, 600
MARGIN = 96
FOOT = 504  # where things stand
TALLEST = 408  # what stands on the foot leaves as much air above as there is below

Point = tuple[float, float]


def illustration(ground: str, shapes: Iterable[IllustrationShape]) -> Illustration:
    """A finished picture."""
    return Illustration(width=WIDTH, height=HEIGHT, ground=ground, shapes=tuple(shapes))


def box(tone: str, x: float, y: float, width: float, height: float, *, round_by: float = 0) -> IllustrationShape:
    """A rectangle by its upper left corner."""
    left, top = round(x), round(y)
    return IllustrationShape(
        form="box",
        tone=tone,
        x=left,
        y=top,
        width=max(1, round(x + width) - left),
        height=max(1, round(y + height) - top),
        round=round(round_by),
    )


def disc(tone: str, x: float, y: float, radius: float) -> IllustrationShape:
    """A filled circle by its middle."""
    return IllustrationShape(form="disc", tone=tone, x=round(x), y=round(y), width=max(2, round(2 * radius)))


def line(tone: str, points: Sequence[Point], weight: float) -> IllustrationShape:
    """A stroke through some points."""
    return IllustrationShape(form="line", tone=tone, points=_whole(points), weight=round(weight))


def area(tone: str, points: Sequence[Point]) -> IllustrationShape:
    """A filled outline."""
    return IllustrationShape(form="area", tone=tone, points=_whole(points))


def strokes(
    tone: str, points: Sequence[Point], width: float, height: float, *, is_round: bool = False
) -> IllustrationShape:
    """Many upright strokes alike, each from its upper end; round ones reach half their width beyond both ends."""
    form = "pills" if is_round else "strokes"
    return IllustrationShape(form=form, tone=tone, points=_whole(points), width=round(width), height=round(height))


def arc(
    tone: str, x: float, y: float, radius: float, weight: float, *, start: float = 0, end: float = 1
) -> IllustrationShape:
    """A part of a circle's line; `start` and `end` are turns, clockwise from the top."""
    steps = max(8, round(48 * (end - start)))  # half a unit from the circle at most, as rounding is
    turns = [start + (end - start) * number / steps for number in range(steps + 1)]
    return line(tone, [(x + radius * sin(2 * pi * turn), y - radius * cos(2 * pi * turn)) for turn in turns], weight)


def curve(*corners: Point) -> list[Point]:
    """A smooth line through some points (Catmull-Rom), by as few points as show it."""
    padded = [corners[0], *corners, corners[-1]]
    points: list[Point] = []
    for number, (first, last) in enumerate(pairwise(corners)):
        before, after = padded[number], padded[number + 3]
        stretch = (before, first, last, after)
        points += [(_between(stretch, 0, step / 6), _between(stretch, 1, step / 6)) for step in range(6)]
    return _fewest([*points, corners[-1]])


def _fewest(points: list[Point]) -> list[Point]:
    """The points of a line that it cannot do without (Ramer, Douglas and Peucker): left out ones lie less than two units beside it."""
    (x, y), (end_x, end_y) = points[0], points[-1]
    across, up = end_x - x, end_y - y
    length = hypot(across, up)
    beside = [
        abs(across * (y - b) - (x - a) * up) / length if length else hypot(a - x, b - y) for a, b in points
    ]  # of a line that comes back to where it began, how far each is from there
    farthest = max(range(len(points)), key=beside.__getitem__)
    if beside[farthest] < 2:
        return [points[0], points[-1]]
    return [*_fewest(points[: farthest + 1])[:-1], *_fewest(points[farthest:])]


def _between(stretch: tuple[Point, Point, Point, Point], axis: int, share: float) -> float:
    a, b, c, d = (point[axis] for point in stretch)
    return 0.5 * (2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3)


def _whole(points: Iterable[Point]) -> tuple[tuple[int, int], ...]:
    """Points in whole units, none twice in a row."""
    return tuple(point for point, _ in groupby((round(x), round(y)) for x, y in points))
