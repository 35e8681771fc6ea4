"""Cards as they are drawn: whole on their paper, in few bytes, and never with a letter that no font has."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from factledger.model.planned_pages import ShareCard
from factledger.render.share_card_images import LoadedCardFonts, NoFontError, drawn

CHINESE = (Path(__file__).parents[1] / "fonts" / "eight-characters.ttf").read_bytes()
CARD = ShareCard(
    site="The EV Ledger",
    title="Xiaomi lifts its delivery target for 2025 to 350,000 cars",
    day="18 March 2025",
    kicker="Targets · Xiaomi",
    figure="350,000 vehicles",
    label="Deliveries target, 2025",
    source="Business Standard (Reuters), 18 March 2025",
    summary="Lei Jun raises the goal by 50,000.",
)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft "


def opened(card, fonts=None):
    image = Image.open(BytesIO(drawn(card, fonts or LoadedCardFonts())))
    image.load()
    return image


def inked(image):
    """The box outside of which there is only paper."""
    return image.convert("L").point([255 if value < 240 else 0 for value in range(256)]).getbbox()


def test_a_card_has_the_size_that_other_sites_want_and_few_bytes():
    image = opened(CARD)
    assert (image.size, image.format, len(image.getcolors()) <= 16) == ((1200, 630), "PNG", True)
    assert len(drawn(CARD, LoadedCardFonts())) < 30_000


def test_one_card_has_the_same_bytes_each_time_whatever_was_drawn_before():
    fonts = LoadedCardFonts()
    first = drawn(CARD, fonts)
    drawn(replace(CARD, title="Another"), fonts)
    assert drawn(CARD, fonts) == first == drawn(CARD, LoadedCardFonts())


@pytest.mark.parametrize("field", ["site", "title", "day", "kicker", "figure", "label", "source", "summary"])
@pytest.mark.parametrize("text", [LONG * 6, "W" * 400, "a " * 300, "x"])
def test_nothing_is_drawn_beyond_the_margins(field, text):
    left, top, right, bottom = inked(opened(replace(CARD, **{field: text})))
    assert left >= 68
    assert right <= 1200 - 68
    assert top >= 30
    assert bottom <= 630 - 30


@pytest.mark.parametrize("field", ["site", "title", "kicker", "figure", "label", "summary"])
@pytest.mark.parametrize("text", ["W", "i", "a "])
def test_of_a_text_without_end_no_more_is_looked_at_than_a_card_can_show(field, text):
    one, other = (replace(CARD, **{field: text * length}) for length in (2_001, 500_000))
    assert drawn(one, LoadedCardFonts()) == drawn(other, LoadedCardFonts())


def test_a_card_of_little_is_a_card():
    assert inked(opened(ShareCard(site="A", title="B"))) is not None
    assert inked(opened(ShareCard(site="", title=""))) is not None


@pytest.mark.parametrize(
    ("text", "is_covered", "is_with_chinese"),
    [
        ("Xiaomi’s “SU7” – 8.7% of €12,500 · Škoda Łódź", True, True),
        ("Cafe\u0301", True, True),  # one letter once it is composed
        ("小米集团", False, True),
        ("小鹏", False, False),
        ("شاومي", False, False),
        ("שיאומי", False, False),
        ("हिन्दी", False, False),
        ("🚗", False, False),
        ("x\u0323\u0307\u0331", False, False),
        ("\ufffe", False, False),
    ],
)
def test_what_cannot_be_drawn_as_it_should_be_is_known(text, is_covered, is_with_chinese):
    assert (LoadedCardFonts().covers(text), LoadedCardFonts(CHINESE).covers(text)) == (is_covered, is_with_chinese)


def test_blanks_of_any_kind_are_drawn_as_blanks():
    assert drawn(replace(CARD, figure="350\u202f000\u00a0vehicles"), LoadedCardFonts()) == drawn(
        replace(CARD, figure="350 000 vehicles"), LoadedCardFonts()
    )


def test_what_the_own_fonts_lack_is_drawn_with_the_other():
    card = replace(CARD, title="小米集团上调目标")
    assert inked(opened(card, LoadedCardFonts(CHINESE))) is not None
    assert drawn(card, LoadedCardFonts(CHINESE)) != drawn(
        replace(card, title="小米集团上调目"), LoadedCardFonts(CHINESE)
    )


@pytest.mark.parametrize("content", [b"no font", b"\0" * 100, CHINESE[:100]])
def test_a_file_that_is_no_font_is_said_to_be_none(content):
    with pytest.raises(NoFontError):
        LoadedCardFonts(content)
