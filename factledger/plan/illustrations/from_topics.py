"""Illustrations made of a topic, for stories whose figures say nothing to the eye: a plant, a globe, a car below a light."""

from collections.abc import Callable, Mapping, Sequence
from math import cos, pi, sin
from typing import TypeAlias

from factledger.model.message_catalogues import N_
from factledger.model.views import Illustration, IllustrationShape
from factledger.plan.illustrations.illustration_canvas import (
    FOOT,
    HEIGHT,
    MARGIN,
    WIDTH,
    Point,
    arc,
    area,
    box,
    curve,
    disc,
    illustration,
    line,
)

_MIDDLE = (WIDTH / 2, HEIGHT / 2)
_STREET = line("ink", [(0, FOOT), (WIDTH, FOOT)], 5)

# Cars from the side, a thousand units long and standing on 0, front to the left.
_SALOON = curve(
    (0, 96), (20, 148), (150, 196), (262, 224), (400, 292), (540, 312), (690, 286), (830, 222), (960, 198), (992, 150), (1000, 92)
)  # fmt: skip
_SALOON_GLASS = curve((306, 230), (412, 280), (540, 298), (672, 276), (768, 226))
_TALL = curve(
    (0, 110), (10, 176), (110, 222), (236, 256), (352, 340), (520, 376), (720, 366), (880, 318), (964, 250), (994, 190), (1000, 108)
)  # fmt: skip
_TALL_GLASS = curve((276, 262), (372, 332), (520, 360), (706, 350), (852, 292), (872, 262))


def car(
    x: float, foot: float, length: float, tone: str, *, is_tall: bool = False, glass: str = "ground"
) -> list[IllustrationShape]:
    """A car from the side, its front to the left, on wheels that stand on `foot`."""
    scale = length / 1000
    outline, window = (_TALL, _TALL_GLASS) if is_tall else (_SALOON, _SALOON_GLASS)
    sill = 62 if is_tall else 56
    body = [(0.0, float(sill)), *outline, (1000.0, float(sill))]
    shapes = [area(tone, _placed(body, x, foot, scale)), area(glass, _placed(window, x, foot, scale))]
    pillar = 560 if is_tall else 530
    shapes.append(
        line(tone, _placed([(pillar, 230), (pillar - 10, 372 if is_tall else 306)], x, foot, scale), 16 * scale)
    )
    for axle in (200, 800):
        middle = (x + axle * scale, foot - 84 * scale)
        shapes += [
            disc("ground", *middle, 104 * scale),
            disc(tone, *middle, 84 * scale),
            disc("ground", *middle, 40 * scale),
        ]
    return shapes


def _placed(points: Sequence[Point], x: float, foot: float, scale: float) -> list[Point]:
    return [(x + across * scale, foot - up * scale) for across, up in points]


def launch(*, is_tall: bool = False) -> Illustration:
    """A car below a light."""
    beam = area("faint", [(WIDTH / 2 - 40, 0), (WIDTH / 2 + 40, 0), (WIDTH - 150, FOOT), (150, FOOT)])
    lamp = box("ink", WIDTH / 2 - 60, 0, 120, 26)
    pool = box("live", 150, FOOT, WIDTH - 300, 14, round_by=7)
    return illustration("live", [beam, lamp, pool, *car(250, FOOT, 700, "ink", is_tall=is_tall, glass="faint")])


def model(*, is_tall: bool = False) -> Illustration:
    """A car on its own."""
    return illustration("live", [*car(130, FOOT, 940, "ink", is_tall=is_tall), _STREET])


def factory() -> Illustration:
    """A plant, and a second hall beside it that is new."""
    shapes: list[IllustrationShape] = [_STREET]
    for left, tone in ((MARGIN, "ink"), (WIDTH / 2 + 20, "live")):
        teeth, tooth = 4, (WIDTH / 2 - MARGIN - 20) / 4
        roof = [(left, float(FOOT))]
        for number in range(teeth):
            x = left + number * tooth
            roof += [(x, 300), (x, 190), (x + tooth, 300)]
        shapes.append(area(tone, [*roof, (left + teeth * tooth, FOOT)]))
        shapes += [box("ground", left + (number + 0.25) * tooth, 372, tooth * 0.5, 54) for number in range(teeth)]
    return illustration("paper", shapes)


def safety() -> Illustration:
    """A road ahead and a warning."""
    road = area("faint", [(WIDTH / 2 - 30, 150), (WIDTH / 2 + 30, 150), (WIDTH - 60, HEIGHT), (60, HEIGHT)])
    marks = [
        area("ground", [(600 - half, top), (600 + half, top), (600 + half * 1.5, foot), (600 - half * 1.5, foot)])
        for half, top, foot in ((5, 180, 220), (9, 254, 316), (16, 372, 470), (27, 548, 600))
    ]
    sign = [(600.0, 96.0), (852.0, 500.0), (348.0, 500.0), (600.0, 96.0), (852.0, 500.0)]
    inside = area("ground", sign[:3])
    return illustration(
        "moved",
        [
            road,
            *marks,
            inside,
            line("moved", sign, 44),
            box("ink", 580, 240, 40, 136, round_by=14),
            disc("ink", 600, 424, 24),
        ],
    )


def regulation() -> Illustration:
    """A paper with a seal."""
    sheet = box("faint", 330, 60, 460, 600)
    rows = [box("soft", 390, 130 + number * 62, 340 if number % 3 else 220, 20) for number in range(5)]
    seal = [disc("live", 780, 410, 128), arc("ground", 780, 410, 102, 8)]
    check = line("ground", [(722, 414), (764, 456), (842, 366)], 30)
    return illustration("paper", [sheet, *rows, *seal, check])


def finance() -> Illustration:
    """Piles of coins, each higher than the last."""
    shapes: list[IllustrationShape] = [_STREET]
    for pile, height in enumerate((3, 5, 4, 7, 9)):
        x = MARGIN + 20 + pile * 204
        tone = "live" if pile == 4 else "ink"
        shapes += [
            box(tone, x + (level % 2) * 8, FOOT - 6 - (level + 1) * 43, 160, 36, round_by=16) for level in range(height)
        ]
    return illustration("paper", shapes)


def exports() -> Illustration:
    """A globe, and a way out across it."""
    x, y, radius = WIDTH / 2, HEIGHT / 2 + 20, 236
    shapes = [disc("faint", x, y, radius)]
    shapes += [line("soft", _ellipse(x, y, radius * share, radius), 5) for share in (0.42, 1.0)]
    for height in (-0.5, 0.0, 0.5):
        half = radius * (1 - height**2) ** 0.5
        shapes.append(line("soft", [(x - half, y + height * radius), (x + half, y + height * radius)], 5))
    shapes.append(line("soft", [(x, y - radius), (x, y + radius)], 5))
    way = curve((x - 70, y + 40), (x + 90, y - 140), (x + 320, y - 196), (WIDTH - 150, y - 150))
    head = area("live", [(WIDTH - 84, y - 128), (WIDTH - 150, y - 196), (WIDTH - 176, y - 104)])
    return illustration("paper", [*shapes, line("live", way, 18), disc("live", x - 70, y + 40, 26), head])


def _ellipse(x: float, y: float, across: float, up: float) -> list[Point]:
    return [(x + across * sin(2 * pi * turn / 48), y - up * cos(2 * pi * turn / 48)) for turn in range(49)]


def record() -> Illustration:
    """A lap of a race track."""
    bends = curve(
        (240, 420), (170, 300), (250, 170), (430, 140), (560, 220), (690, 250), (800, 150), (960, 130), (1060, 230),
        (1010, 370), (860, 400), (740, 470), (560, 440), (400, 486), (240, 420),
    )  # fmt: skip
    flag = [
        box("ink" if (row + column) % 2 else "ground", 226 + column * 22, 376 + row * 22, 22, 22)
        for row in range(4)
        for column in range(2)
    ]
    return illustration(
        "paper",
        [
            line("faint", bends, 64),
            line("live", bends[: len(bends) * 3 // 4], 16),
            *flag,
            disc("live", *bends[len(bends) * 3 // 4], 30),
        ],
    )


def price() -> Illustration:
    """A price tag."""
    tag = area("ink", [(330, 300), (500, 130), (940, 130), (940, 470), (500, 470)])
    hole = disc("ground", 470, 300, 38)
    string = line("live", curve((470, 300), (330, 210), (180, 330), (0, 240)), 12)
    rows = [box("ground", 590, 220 + number * 66, width, 30) for number, width in enumerate((260, 180, 230))]
    return illustration("live", [tag, hole, string, *rows])


def orders() -> Illustration:
    """People who wait, and whose turn it is."""
    shapes: list[IllustrationShape] = [_STREET]
    for number in range(7):
        x = 150 + number * 150
        tone = "live" if number == 0 else "soft" if number < 4 else "faint"
        body = curve((x - 54, FOOT), (x - 50, FOOT - 130), (x, FOOT - 172), (x + 50, FOOT - 130), (x + 54, FOOT))
        shapes += [area(tone, body), disc(tone, x, FOOT - 234, 46)]
    return illustration("paper", shapes)


def deliveries() -> Illustration:
    """Cars that leave, one after the other."""
    places = ((560, 230, 330, "faint"), (330, 350, 480, "soft"), (40, FOOT, 700, "live"))
    cars = [shape for x, foot, length, tone in places for shape in car(x, foot, length, tone)]
    return illustration("paper", [*cars, _STREET])


def target() -> Illustration:
    """A target, and what was aimed at it."""
    rings = [disc("faint" if number % 2 == 0 else "ground", *_MIDDLE, 268 - number * 62) for number in range(4)]
    return illustration(
        "paper", [*rings, disc("live", *_MIDDLE, 30), line("ink", [(_MIDDLE[0], _MIDDLE[1]), (WIDTH - 170, 64)], 12),
                  area("ink", [(WIDTH - 190, 78), (WIDTH - 184, 22), (WIDTH - 120, -20), (WIDTH - 130, 40), (WIDTH - 72, 56), (WIDTH - 140, 92)])]
    )  # fmt: skip


def explainer() -> Illustration:
    """A glass held over figures."""
    heights = (120, 190, 150, 250, 210, 0, 280, 360, 330)
    bars = [box("faint", 150 + number * 102, FOOT - height, 66, height) for number, height in enumerate(heights)]
    x, y, radius = 690, 300, 190
    seen = box("live", 652, 166, 82, FOOT - 166)
    handle = line("ink", [(x + radius * 0.74, y + radius * 0.74), (x + 330, y + 330)], 46)
    return illustration(
        "paper",
        [
            *bars,
            _STREET,
            disc("ground", x, y, radius),
            seen,
            arc("ink", x, y, radius, 26),
            handle,
        ],
    )


def ledger() -> Illustration:
    """Ruled lines with entries, for every other subject."""
    rows = [line("faint", [(0, 120 + number * 90), (WIDTH, 120 + number * 90)], 4) for number in range(5)]
    entries = [
        box("live" if number == 2 else "ink", MARGIN, 84 + number * 90, width, 26, round_by=3)
        for number, width in enumerate((420, 300, 520, 360, 240))
    ]
    sums = [
        box("live" if number == 2 else "soft", WIDTH - MARGIN - width, 84 + number * 90, width, 26, round_by=3)
        for number, width in enumerate((150, 210, 120, 180, 240))
    ]
    margin = line("wrong", [(WIDTH - 420, 0), (WIDTH - 420, HEIGHT)], 4)
    return illustration("paper", [*rows, margin, *entries, *sums])


Motif: TypeAlias = tuple[Callable[[], Illustration], str]

MOTIFS: Mapping[str, Motif] = {
    "deliveries": (deliveries, N_("Drawing: three cars, one behind the other.")),
    "exports": (exports, N_("Drawing: a globe and an arrow that leads away from it.")),
    "factories": (factory, N_("Drawing: the saw-tooth roofs of a plant.")),
    "finance": (finance, N_("Drawing: piles of coins of different height.")),
    "launches": (launch, N_("Drawing: a car below a light.")),
    "orders": (orders, N_("Drawing: people in a queue, the first of them in colour.")),
    "prices": (price, N_("Drawing: a price tag on a string.")),
    "records": (record, N_("Drawing: a race track with most of a lap done.")),
    "regulation": (regulation, N_("Drawing: a document with a seal.")),
    "safety": (safety, N_("Drawing: a warning sign over a road.")),
    "targets": (target, N_("Drawing: a target with an arrow in its middle.")),
    "explainers": (explainer, N_("Drawing: a magnifying glass over a row of bars.")),
}
_OF_CARS = frozenset({"deliveries", "launches", "safety"})
MOTIFS_WITHOUT_CARS: Mapping[str, Motif] = {topic: motif for topic, motif in MOTIFS.items() if topic not in _OF_CARS}
