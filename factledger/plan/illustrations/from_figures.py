"""Illustrations made of figures: bars, steps, lots, rings. All lengths and areas are true to the figures.

What is being told is in the accent of what is live; what it is held against is quiet.
"""

from collections.abc import Sequence
from math import ceil, cos, pi, sin, sqrt

from factledger.model.fast_dataclass import dataclass
from factledger.model.views import Illustration, IllustrationShape
from factledger.plan.illustrations.illustration_canvas import (
    FOOT,
    HEIGHT,
    MARGIN,
    TALLEST,
    WIDTH,
    arc,
    area,
    box,
    disc,
    illustration,
    line,
    strokes,
)

_ROOM = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class DrawnAmount:
    """A figure to draw; `is_floor` says that the source gave a lower limit only."""

    value: float
    is_floor: bool = False
    tone: str = "soft"


def columns(amounts: Sequence[DrawnAmount], ground: str = "paper") -> Illustration:
    """Figures of one stretch after another; a floor has a pointed top, for there is more above it."""
    largest = max(amount.value for amount in amounts)
    pitch = min(_ROOM / len(amounts), 280)
    width = min(pitch * 0.68, 150)
    left = (WIDTH - len(amounts) * pitch + pitch - width) / 2
    shapes: list[IllustrationShape] = []
    for number, amount in enumerate(amounts):
        shapes.append(_column(amount, left + number * pitch, width, TALLEST * amount.value / largest))
    return illustration(ground, [*shapes, _floor()])


def _column(amount: DrawnAmount, x: float, width: float, height: float) -> IllustrationShape:
    if not amount.is_floor:
        return box(amount.tone, x, FOOT - height, width, height)
    tip = min(width * 0.32, 40)
    top = FOOT - height
    return area(amount.tone, [(x, FOOT), (x, top), (x + width / 2, top - tip), (x + width, top), (x + width, FOOT)])


def _floor() -> IllustrationShape:
    return line("ink", [(0, FOOT), (WIDTH, FOOT)], 5)


def steps(goals: Sequence[DrawnAmount], result: float | None = None, ground: str = "moved") -> Illustration:
    """A target as it moved, each setting a step that begins where the last one ended; the result is a line across."""
    scale = TALLEST / max([*(goal.value for goal in goals), result or 0])
    pitch = _ROOM / len(goals)
    tread: list[tuple[float, float]] = []
    for number, goal in enumerate(goals):
        x, top = MARGIN + number * pitch, FOOT - goal.value * scale
        tread += [(x, top), (x + pitch, top)]
    old, (last_x, last_top) = tread[:-2], tread[-2]
    shapes: list[IllustrationShape] = []
    if old:
        hill = area("faint", [(MARGIN, FOOT), *old, (last_x, FOOT)])
        shapes += [hill, line("moved", old, 10), *(disc("moved", x, y, 14) for x, y in old[::2])]
    shapes += [box("live", last_x, last_top, WIDTH - last_x, FOOT - last_top), _floor()]
    if result is not None:
        shapes.append(line("ink", [(MARGIN, FOOT - result * scale), (WIDTH, FOOT - result * scale)], 8))
    return illustration(ground, shapes)


def against(count: DrawnAmount, goals: Sequence[float], ground: str = "paper") -> Illustration:
    """A result as one long bar, and every target that was set for it as a post that it reached or did not."""
    scale = (WIDTH - MARGIN * 1.2) / max([count.value, *goals])
    top, height = 210, 180
    end = count.value * scale
    shapes = [box("faint", 0, top, WIDTH, height), box("ink", 0, top, end, height)]
    if count.is_floor:
        shapes.append(area("ink", [(end - 1, top), (end + 46, top + height / 2), (end - 1, top + height)]))
    for number, goal in enumerate(goals):
        is_last = number == len(goals) - 1
        reach = 46 + 44 * (number + 1) / len(goals)
        x = goal * scale
        shapes.append(
            line("live" if is_last else "moved", [(x, top - reach), (x, top + height + reach)], 14 if is_last else 9)
        )
        if is_last:
            shapes.append(disc("live", x, top - reach, 20))
    return illustration(ground, shapes)


def race(shares: Sequence[float], ground: str = "paper") -> Illustration:
    """Several results, each as a part of its own goal, which is one line for all; who fell short is quiet."""
    pitch = (HEIGHT - 1.4 * MARGIN) / len(shares)
    goal = (WIDTH - 1.4 * MARGIN) / max([*shares, 1.0])
    lanes = [
        box("ink" if part >= 1 else "soft", 0, MARGIN * 0.7 + (number + 0.14) * pitch, part * goal, pitch * 0.72)
        for number, part in enumerate(shares)
    ]
    return illustration(ground, [*lanes, line("live", [(goal, 0), (goal, HEIGHT)], 14)])


def proportion(part: float, ground: str = "paper") -> Illustration:
    """A part of a whole as dots: 240 stand for everything."""
    across, down = 24, 10
    pitch = 43.0
    left = (WIDTH - (across - 1) * pitch) / 2
    top = (HEIGHT - (down - 1) * pitch) / 2
    filled = round(max(0.0, min(1.0, part)) * across * down)
    places = [(left + number // down * pitch, top + number % down * pitch) for number in range(across * down)]
    return illustration(
        ground,
        [
            strokes(tone, own, 30, 0, is_round=True)
            for tone, own in (("live", places[:filled]), ("soft", places[filled:]))
            if own
        ],
    )


def ring(part: float, ground: str = "paper") -> Illustration:
    """A percentage as a part of a circle."""
    whole = max(0.0, min(1.0, part))
    return illustration(
        ground,
        [
            arc("soft", WIDTH / 2, HEIGHT / 2, 190, 84),
            arc("live", WIDTH / 2, HEIGHT / 2, 190, 84, end=whole),
            line("ink", [(WIDTH / 2, HEIGHT / 2 - 250), (WIDTH / 2, HEIGHT / 2 - 130)], 6),
        ],
    )


def bubbles(amounts: Sequence[DrawnAmount], ground: str = "paper") -> Illustration:
    """Figures of several beside one another, the area of each circle being the figure."""
    radii = [sqrt(amount.value) for amount in amounts]
    gap = 36
    scale = min((_ROOM - gap * (len(radii) - 1)) / (2 * sum(radii)), TALLEST / 2 / max(radii))
    x = (WIDTH - 2 * scale * sum(radii) - gap * (len(radii) - 1)) / 2
    shapes: list[IllustrationShape] = []
    for amount, radius in zip(amounts, radii, strict=True):
        size = radius * scale
        shapes.append(disc(amount.tone, x + size, FOOT - size, size))
        x += 2 * size + gap
    return illustration(ground, [*shapes, _floor()])


def change(before: float, after: float, ground: str = "paper") -> Illustration:
    """A figure and the same one before: one circle in the other, by area, both standing on one point."""
    larger = max(before, after)
    was, now = (236 * sqrt(value / larger) for value in (before, after))
    foot, x = HEIGHT / 2 + 236, WIDTH / 2
    old, new = disc("faint", x, foot - was, was), disc("live", x, foot - now, now)
    rim = arc("ink", x, foot - was, was - 3, 6)
    return illustration(ground, [old, new, rim] if before >= after else [new, disc("faint", x, foot - was, was), rim])


def split(amounts: Sequence[float], ground: str = "wrong") -> Illustration:
    """Figures that cannot all be true: a bar for each, parted by a slash."""
    bars, lengths = _bars(amounts)
    middle = min(lengths) * 0.72
    slash = [(middle - 120, HEIGHT), (middle + 120, 0)]
    return illustration(ground, [*bars, line("ground", slash, 62), line("wrong", slash, 16)])


def struck(stands: float, falls: float, ground: str = "wrong") -> Illustration:
    """A figure that stands, and below it one that is struck out."""
    bars, lengths = _bars((stands, falls))
    y = bars[1].y + bars[1].height / 2
    return illustration(ground, [*bars, line("wrong", [(0, y), (lengths[1] + 56, y)], 18)])


def _bars(amounts: Sequence[float]) -> tuple[list[IllustrationShape], list[float]]:
    """A bar for each figure from the left edge, the first the darkest, and their lengths."""
    gap = 28
    height = min(150.0, (TALLEST - 24) / len(amounts) - gap)
    top = (HEIGHT - len(amounts) * (height + gap) + gap) / 2
    lengths = [(WIDTH - 1.6 * MARGIN) * amount / max(amounts) for amount in amounts]
    bars = [
        box("soft" if number else "ink", 0, top + number * (height + gap), length, height)
        for number, length in enumerate(lengths)
    ]
    return bars, lengths


def seeds(count: int, ground: str = "live") -> Illustration:
    """A number as dots, packed like the seeds of a sunflower."""
    turn = pi * (3 - sqrt(5))
    spread = 262 / sqrt(count)
    places = [
        (WIDTH / 2 + spread * sqrt(n + 0.5) * cos(n * turn), HEIGHT / 2 + spread * sqrt(n + 0.5) * sin(n * turn))
        for n in range(count)
    ]
    return illustration(ground, [strokes("live", places, min(spread * 1.25, 90), 0, is_round=True)])


def ladder(amounts: Sequence[DrawnAmount], ground: str = "paper") -> Illustration:
    """Prices and the like, one rung below the other, as far to the right as they are high."""
    largest = max(amount.value for amount in amounts)
    pitch = (HEIGHT - 2 * MARGIN) / len(amounts)
    radius = min(34.0, pitch * 0.32)
    shapes: list[IllustrationShape] = []
    for number, amount in enumerate(amounts):
        y = MARGIN + pitch * (number + 0.5)
        x = MARGIN + (_ROOM - radius) * amount.value / largest
        shapes += [line("faint", [(0, y), (WIDTH, y)], 3), line(amount.tone, [(0, y), (x, y)], 14)]
        shapes.append(disc(amount.tone, x, y, radius))
    return illustration(ground, shapes)


def lot(groups: Sequence[tuple[int, str]], ground: str = "paper") -> Illustration:
    """A number of cars on a parking lot, seen from above; each group has its tone."""
    total = sum(count for count, _ in groups)
    down = max(1, round(sqrt(total * 0.32)))
    across = ceil(total / down)
    pitch_x, pitch_y = (WIDTH - MARGIN) / across, (HEIGHT - MARGIN) / down
    length = min(pitch_y * 0.8, pitch_x * 1.5, 190)
    breadth = length * 0.46
    pitch_x, pitch_y = min(pitch_x, breadth * 1.75), min(pitch_y, length * 1.25)
    left, top = (WIDTH - across * pitch_x) / 2, (HEIGHT - down * pitch_y) / 2
    places = [
        (left + number // down * pitch_x + pitch_x / 2, top + number % down * pitch_y + (pitch_y - length) / 2)
        for number in range(total)
    ]
    shapes: list[IllustrationShape] = []
    start = 0
    for count, tone in groups:
        own = [(x, y + breadth / 2) for x, y in places[start : start + count]]
        shapes.append(strokes(tone, own, breadth, length - breadth, is_round=True))
        start += count
    for share_down, share_long in ((0.26, 0.15), (0.72, 0.1)):
        panes = [(x, y + length * share_down) for x, y in places]
        shapes.append(strokes("ground", panes, breadth * 0.66, length * share_long))
    return illustration(ground, shapes)


def climb(readings: Sequence[tuple[float, float]], ground: str = "paper") -> Illustration:
    """A figure read now and then: a step line; `readings` are shares of the time and figures, oldest first."""
    largest = max(value for _, value in readings)
    corners: list[tuple[float, float]] = []
    for moment, value in readings:
        x, y = MARGIN + moment * (_ROOM - MARGIN), FOOT - TALLEST * value / largest
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    corners.append((WIDTH, corners[-1][1]))
    hill = area("faint", [(corners[0][0], FOOT), *corners, (WIDTH, FOOT)])
    dots = [disc("ink", x, y, 13) for x, y in corners[:-1:2]]
    dots[-1] = disc("live", corners[-2][0], corners[-2][1], 24)
    return illustration(ground, [hill, line("ink", corners, 9), *dots, _floor()])
