"""The stylesheet: contrast in both schemes, no dead class, nothing from elsewhere."""

import re
from itertools import product
from pathlib import Path

import pytest
from pygments.token import STANDARD_TYPES

THEME = Path(__file__).parents[2] / "theme"
STYLES = {
    path.relative_to(THEME / "css").as_posix(): re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    for path in sorted((THEME / "css").rglob("*.css"))
}
TEMPLATES = "".join(
    path.read_text() for folder in ("templates", "components", "icons") for path in (THEME / folder).iterdir()
)

# Classes that do not stand in the templates: Markdown and the build write them into prose.
FROM_PROSE = (
    {"figure", "figure--stated", "footnote", "gallery", "gallery__pictures", "quote", "quote--pull", "quote__by"}
    | {"embed", "embed__link", "embed__text", "embed__source", "code", *STANDARD_TYPES.values()}
    | {f"figure--{state}" for state in ("superseded", "disputed", "retracted", "refuted")}
)
# And those of the card that assets/figures.js makes.
FROM_SCRIPTS = {"figure-card"}
# And those by which a drawing's shapes are told apart.
FROM_DRAWINGS = {"ink", "soft", "faint", "live", "moved", "wrong", "good", "ground"}
TEXT = ("ink", "ink-soft", "live", "moved", "wrong", "good")
GROUNDS = ("paper", "paper-raised", "moved-wash", "live-wash")


def tokens(scheme):
    """The colours of a scheme."""
    pairs = re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLES["tokens.css"] + STYLES["data/tokens.css"]
    )
    return {name: dark if scheme == "dark" else light for name, light, dark in pairs}


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_stands_out_from_every_ground(scheme):
    colours = tokens(scheme)
    ratios = {(text, ground): contrast(colours[text], colours[ground]) for text, ground in product(TEXT, GROUNDS)}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_without_words_stand_out_at_three_to_one(scheme):
    colours = tokens(scheme)
    pairs = [
        ("bar", "paper"),
        ("bar-partial", "paper"),
        ("bar", "bar-track"),
        ("live", "bar-track"),
        ("moved-mark", "paper"),
    ]
    assert {
        pair: round(contrast(*(colours[name] for name in pair)), 2)
        for pair in pairs
        if contrast(*(colours[name] for name in pair)) < 3
    } == {}


def mixed(colour, share, ground):
    """A colour of which a share lies over a ground, as `color-mix` makes it."""
    parts = (
        round(int(colour[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frames_tracks_and_quiet_shapes_stand_out_at_three_to_one(scheme):
    colours = tokens(scheme)
    (frame,) = re.findall(r"\.source__type,.*?currentcolor (\d+)%", STYLES["amount.css"], re.DOTALL)
    (soft,) = re.findall(r"\.soft \{\s*color: color-mix\(in srgb, var\(--bar\) (\d+)%", STYLES["picture.css"])
    (track,) = re.findall(r"\.tracker__track \{[^}]*stroke: var\(--([\w-]+)\)", STYLES["data/tracker.css"])
    paper, raised = colours["paper"], colours["paper-raised"]
    ratios = {
        "frame of a badge": contrast(mixed(colours["ink-soft"], int(frame) / 100, paper), paper),
        "quiet shape": contrast(mixed(colours["bar"], int(soft) / 100, raised), raised),
        "outline of a track": contrast(colours[track], paper),
    }
    assert {what: round(ratio, 2) for what, ratio in ratios.items() if ratio < 3} == {}


def test_every_class_of_the_styles_is_used_by_a_template():
    styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r'"[^"]*"', "", "".join(STYLES.values()))))
    written = set(re.findall(r"[\w-]+", TEMPLATES))
    prefixes = tuple(set(re.findall(r"([\w-]+--)\{", TEMPLATES)))
    assert {
        name for name in styled - written - FROM_PROSE - FROM_SCRIPTS - FROM_DRAWINGS if not name.startswith(prefixes)
    } == set()


def test_every_file_of_styles_fills_one_layer():
    layers = {name: re.findall(r"^@layer ([\w, ]+)[{;]", text, re.MULTILINE) for name, text in STYLES.items()}
    assert layers.pop("_layers.css") == ["tokens, base, layout, components, print"]
    assert {name: found for name, found in layers.items() if len(found) != 1} == {}


def test_the_styles_ask_nothing_of_other_hosts_and_move_nothing_that_was_not_asked_for():
    text = "".join(STYLES.values())
    assert re.findall(r"https?:|@import", text) == []
    assert re.findall(r"animation|transition", text) == []


def test_the_font_is_small_and_has_its_licence_beside_it():
    fonts = list((THEME / "assets/fonts").glob("*.woff2"))
    assert [font.name for font in fonts if font.stat().st_size > 50_000] == []
    assert [font.name for font in fonts if not font.with_name(f"{font.stem}-OFL.txt").is_file()] == []
