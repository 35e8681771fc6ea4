"""Which picture a story gets, what it shows, and that it is fit to be shown."""

from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest

from factledger.model.corpus_and_site import ImageFile
from factledger.model.entities import EntityKey, Kind, Mention
from factledger.model.facts import Confidence, FactKind
from factledger.model.ledger import Dispute, SeriesKey, Standing, Status, TargetVerdict
from factledger.model.message_catalogues import ENGLISH
from factledger.model.quantity import Qualifier
from factledger.model.rendered_prose import Image
from factledger.plan.illustrations import from_figures, from_topics
from factledger.plan.illustrations.from_figures import DrawnAmount
from factledger.plan.illustrations.illustration_canvas import HEIGHT, WIDTH
from factledger.plan.lead_pictures import entity_picture
from factledger.plan.list_cards import pictured_card, pictured_cards
from factledger.plan.site_index import SiteIndex
from factledger.render.page_rendering import make_environment
from factledger.render.template_filters import filters
from factledger.render.theme import load_theme
from tests.plan.nouns import (
    PLACE,
    SU7,
    TARGETS,
    XIAOMI,
    make_article,
    make_fact,
    make_quantity,
    make_site,
    make_tracker,
)

THEME, _ = load_theme([Path(__file__).parents[2] / "theme"])
FILTERS = filters("en")
GROUNDS = {"paper", "live", "moved", "wrong"}
TONES = {"ink", "soft", "faint", "live", "moved", "wrong", "good", "ground"}
ILLUSTRATIONS = {
    "columns": from_figures.columns(
        [DrawnAmount(20_000, is_floor=True), DrawnAmount(24_000), DrawnAmount(29_000, tone="live")]
    ),
    "many columns": from_figures.columns([DrawnAmount(number + 1) for number in range(18)]),
    "steps": from_figures.steps([DrawnAmount(300), DrawnAmount(350), DrawnAmount(400)]),
    "steps down": from_figures.steps([DrawnAmount(5.5), DrawnAmount(4.6)], 4.6024),
    "one step": from_figures.steps([DrawnAmount(5.5)]),
    "against": from_figures.against(DrawnAmount(410, is_floor=True), [300, 350, 400]),
    "race": from_figures.race([1.1, 1.0, 0.4]),
    "part": from_figures.proportion(0.41),
    "no part": from_figures.proportion(0),
    "whole": from_figures.proportion(1),
    "ring": from_figures.ring(0.516),
    "bubbles": from_figures.bubbles([DrawnAmount(95_142), DrawnAmount(80_000)]),
    "growth": from_figures.change(100, 148),
    "fall": from_figures.change(148, 100),
    "split": from_figures.split([8_630, 8_646, 9_000]),
    "struck": from_figures.struck(3.6, 4.0),
    "ladder": from_figures.ladder([DrawnAmount(215_900), DrawnAmount(299_900)]),
    "lot": from_figures.lot([(98, "moved"), (19, "ink")]),
    "lot of one": from_figures.lot([(1, "live")]),
    "seeds": from_figures.seeds(48),
    "climb": from_figures.climb([(0, 59), (0.5, 127), (1, 402)]),
    "ledger": from_topics.ledger(),
    "saloon": from_topics.model(),
    "tall car": from_topics.model(is_tall=True),
    **{topic: draw() for topic, (draw, _) in from_topics.MOTIFS.items()},
}


class Formats:
    period = staticmethod(FILTERS["period"])
    quantity = staticmethod(FILTERS["quantity"])
    short = staticmethod(FILTERS["short"])
    percent = staticmethod(FILTERS["percent"])
    language_name = staticmethod(FILTERS["language_name"])
    messages = ENGLISH


def site_index(*facts, **fields):
    return SiteIndex(make_site(facts, **fields), {"style.css": "style.css", "icon.svg": "icon.svg"}, Formats())


def picture(*facts, article="a", **fields):
    return pictured_card(site_index(*facts, **fields), article).picture


def sales(period, text, id="", **fields):
    return make_fact(f"a/{id or period}", text, period, fields.pop("as_of", period), **fields)


def target(id, text, as_of, **others):
    return make_fact(f"a/{id}", text, "2025", as_of, kind=FactKind.TARGET, **others)


def drawn(illustration, alt=""):
    environment = make_environment(THEME, "en")
    template = environment.from_string(
        '{% from "components/illustration.html" import illustration %}{{ illustration(given, alt) }}'
    )
    return ElementTree.fromstring(template.render(given=illustration, alt=alt))


@pytest.mark.parametrize("name", ILLUSTRATIONS)
def test_an_illustration_is_well_formed_and_takes_its_colours_from_the_theme_alone(name):
    svg = drawn(ILLUSTRATIONS[name])
    assert svg.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    runs = [tone for tone, _ in groupby(shape.tone for shape in ILLUSTRATIONS[name].shapes)]
    assert [(group.tag, group.get("class")) for group in svg] == [("g", tone) for tone in runs]
    paths = [element.get("d", "") for element in svg.iter("path") if "v" not in element.get("d", "")]
    lines = [shape for shape in ILLUSTRATIONS[name].shapes if shape.form == "line"]
    areas = [shape for shape in ILLUSTRATIONS[name].shapes if shape.form == "area"]
    assert sum(path.count("M") for path in paths) == len(lines) + len(areas)
    assert sum(path.endswith("z") for path in paths) == len(areas)
    for element in svg.iter():
        if element is svg:
            continue
        assert set(element.attrib) & {"style", "fill", "stroke", "id"} == set()
        assert all("nan" not in value and "None" not in value for value in element.attrib.values())


@pytest.mark.parametrize("name", ILLUSTRATIONS)
def test_an_illustration_uses_known_tones_and_is_small(name):
    illustration = ILLUSTRATIONS[name]
    assert {illustration.ground} <= GROUNDS
    assert {shape.tone for shape in illustration.shapes} <= TONES
    assert len(ElementTree.tostring(drawn(illustration))) < 6_000


def test_no_two_illustrations_are_alike():
    assert len(set(ILLUSTRATIONS.values())) == len(ILLUSTRATIONS)


def test_an_illustration_that_is_alone_says_what_it_shows_and_one_beside_its_words_is_silent():
    named, silent = drawn(ILLUSTRATIONS["ring"], "51.6% & more"), drawn(ILLUSTRATIONS["ring"])
    assert (named.get("role"), named.get("aria-hidden"), named[0].tag, named[0].text) == (
        "img",
        None,
        "title",
        "51.6% & more",
    )
    assert (silent.get("role"), silent.get("aria-hidden")) == (None, "true")


def test_lengths_and_areas_are_true_to_the_figures():
    small, large = (shape.height for shape in from_figures.columns([DrawnAmount(100), DrawnAmount(400)]).shapes[:2])
    assert (small, large) == (102, 408)
    one, four = (shape.width for shape in from_figures.bubbles([DrawnAmount(100), DrawnAmount(400)]).shapes[:2])
    assert (one, four) == (204, 408)
    filled, empty = from_figures.proportion(0.25).shapes
    assert (len(filled.points), len(empty.points)) == (60, 180)


def test_a_target_that_moved_is_drawn_as_steps():
    shown = picture(target("second", "350,000", "2025-03-18"), target("first", "300,000", "2024-12-31"))
    assert shown.illustration == from_figures.steps([DrawnAmount(300_000), DrawnAmount(350_000)])
    assert (shown.caption, shown.alt.replace("\xa0", " "), shown.credit) == (
        "Xiaomi: Deliveries target, 2025, as it moved.",
        "Xiaomi: Deliveries target, 2025, as it moved. "
        "300,000 vehicles (31 December 2024), then 350,000 vehicles (18 March 2025).",
        "Chart: The EV Ledger, from the figures of this story",
    )


def test_a_recollection_that_is_disputed_is_no_step():
    steps = (target("second", "350,000", "2025-03-18"), target("first", "300,000", "2024-12-31"))
    hindsight = target("hindsight", "200,000", "2024-12-01", confidence=Confidence.DISPUTED)
    assert picture(*steps, hindsight).illustration == picture(*steps).illustration


def test_months_in_a_row_are_drawn_as_columns_up_to_the_storys_own():
    shown = picture(
        sales("2025-03", "29,000"),
        sales("2025-02", "20,000", value=make_quantity("20000", qualifier=Qualifier.OVER)),
        sales("2025-01", "22,000"),
        sales("2024-11", "9,000"),  # no December: a gap would be read as nothing
        sales("2025-04", "28,000"),
    )
    assert shown.illustration == from_figures.columns(
        [DrawnAmount(22_000), DrawnAmount(20_000, is_floor=True), DrawnAmount(29_000, tone="live")]
    )
    assert shown.caption == ("Deliveries by month, Xiaomi: January 2025 to March 2025. A pointed top means “over”.")


def price(subject, low, scope=""):
    value = make_quantity(low, unit="CNY")
    return make_fact(f"a/{low}", low, subject=subject, metric="price", scope=scope, value=value)


@pytest.mark.parametrize(
    ("prices", "names"),
    [
        ((price(SU7, "215900"), price(SU7, "245900", "Pro"), price(SU7, "299900", "Max")), "all, Pro, Max"),
        ((price(SU7, "215900"), price(SU7, "299900", "Max"), price(XIAOMI, "99900")), "SU7, Max, Xiaomi"),
    ],
)
def test_a_rung_without_a_version_has_the_subjects_name_where_it_stands_beside_others(prices, names):
    assert picture(*prices).caption == f"Price, SU7, from the top: {names}."


def test_two_years_are_drawn_as_one_circle_in_the_other():
    shown = picture(sales("2025", "400"), sales("2024", "100"))
    assert shown.illustration == from_figures.change(100, 400)


def test_a_result_is_drawn_against_every_target_that_was_set_for_it():
    result = sales("2025", "410,000", as_of="2025-12-31")
    goals = (target("first", "300,000", "2024-12-31"), target("last", "350,000", "2025-03-18"))
    tracker = make_tracker("2025", ("a/first", "a/last"), TargetVerdict.BEATEN, result="a/2025", share=Decimal("1.17"))
    assert picture(result, *goals, trackers=(tracker,)).illustration == from_figures.against(
        DrawnAmount(410_000), [300_000, 350_000]
    )
    short = sales("2025", "340,000", as_of="2025-12-31")
    assert picture(short, *goals, trackers=(tracker,)).illustration.ground == "wrong"
    ceiling = replace(goals[1], value=make_quantity("350000", qualifier=Qualifier.AT_MOST))
    assert picture(short, goals[0], ceiling, trackers=(tracker,)).illustration.ground == "paper"
    elsewhere = [replace(one, value=replace(one.value, unit="EUR")) for one in goals]
    in_dollars = replace(result, value=replace(result.value, unit="USD"))
    shown = picture(in_dollars, *elsewhere, trackers=(tracker,)).illustration
    assert shown == picture(in_dollars, *elsewhere).illustration  # as if there were no target


def test_what_nobody_has_settled_is_drawn_as_bars_that_a_slash_parts():
    one, other = sales("2025-03", "29,000", "one"), sales("2025-03", "28,000", "other")
    key = SeriesKey(XIAOMI, "deliveries", "", "", one.period, FactKind.ACTUAL, "")
    site = make_site((one, other))
    disputed = replace(site, ledger=replace(site.ledger, disputes=(Dispute(key=key, facts=("a/one", "a/other")),)))
    shown = pictured_card(SiteIndex(disputed, {"style.css": ""}, Formats()), "a").picture
    assert (shown.illustration, shown.caption) == (
        from_figures.split([29_000, 28_000]),
        "Xiaomi: Deliveries, March 2025: a bar for each published figure.",
    )


def test_a_part_is_drawn_of_what_holds_it_and_of_nothing_else():
    def scoped(id, value, scope):
        return replace(sales("2025", value, id), scope=scope)

    whole, part = scoped("whole", "318,000", ""), scoped("part", "106,000", "to China")
    assert picture(whole, part).illustration == from_figures.proportion(106 / 318)
    other_way = scoped("whole", "318,000", "to Europe")
    assert picture(other_way, part).illustration == picture(other_way).illustration
    inner = scoped("part", "106,000", "to Europe, by rail")
    assert picture(other_way, inner).illustration == from_figures.proportion(106 / 318)


def test_a_refuted_target_is_struck_out():
    stands = make_fact("a/stands", "300,000", "2025", kind=FactKind.TARGET)
    denied = make_fact("a/denied", "400,000", "2025", kind=FactKind.TARGET, confidence=Confidence.REFUTED)
    standings = {"a/denied": Standing(status=Status.REFUTED)}
    assert picture(stands, denied, standings=standings).illustration == from_figures.struck(300_000, 400_000)


def test_a_count_without_a_past_is_drawn_as_cars():
    shown = picture(sales("2024-04", "7,058"))
    assert (shown.illustration, shown.caption.replace("\xa0", " ")) == (
        from_figures.lot([(35, "live")]),
        "Xiaomi: Deliveries, April 2024. Each car stands for 200 vehicles.",
    )
    assert shown.scale.replace("\xa0", " ") == "Each car stands for 200 vehicles."


def test_a_story_without_figures_has_the_drawing_of_its_topic():
    article = make_article("a", mentions=(Mention(XIAOMI, PLACE), Mention(TARGETS, PLACE)))
    shown = picture(articles=[article])
    assert (shown.illustration, shown.alt, shown.caption, shown.credit) == (
        from_topics.target(),
        "Drawing: a target with an arrow in its middle.",
        "",
        "Drawing: The EV Ledger",
    )
    assert picture(articles=[make_article("a", mentions=())]).illustration == from_topics.ledger()


def test_a_drawing_stands_once_in_a_list():
    articles = [make_article(id, mentions=()) for id in ("a", "b")]
    cards = pictured_cards(site_index(articles=articles), ("a", "b"))
    assert [card.picture is None for card in cards] == [False, True]


def test_a_photograph_goes_before_any_drawing():
    photograph = Image(file="a.jpg", alt="A car", place=PLACE, credit="Photograph: Somebody", caption="It is blue.")
    article = make_article("a", image=photograph)
    images = {"a.jpg": ImageFile("0123456789", (900, 600))}
    shown = picture(articles=[article], images=images)
    assert (shown.illustration, shown.url, shown.alt, shown.credit) == (
        None,
        "/ev/images/a.01234567.jpg",
        "A car",
        "Photograph: Somebody",
    )
    assert shown.srcset == "/ev/images/a.01234567-640.webp 640w, /ev/images/a.01234567-900.webp 900w"


def test_companies_models_and_topics_have_pictures_and_people_none():
    place = site_index(sales("2025-02", "20,000"), sales("2025-03", "29,000"), sales("2025-01", "22,000"))
    keys = (XIAOMI, SU7, TARGETS, EntityKey(Kind.PERSON, "lei-jun"))
    shown = [entity_picture(place, place.entity(key), None) for key in keys]
    assert [found and found.illustration for found in shown] == [
        from_topics.factory(),
        from_topics.model(),
        from_topics.target(),
        None,
    ]


def test_a_figure_that_cannot_be_drawn_gives_the_topics_drawing():
    words = make_fact("a/words", "none", "2025")
    nothing = make_fact("a/nothing", "0", "2025")
    rank = make_fact("a/rank", "5", "2025", value=replace(make_quantity("5"), is_rank=True))
    for fact in (words, nothing, rank):
        assert picture(fact).illustration == from_topics.target()


def test_a_reading_is_drawn_with_those_before_it_as_far_apart_as_they_were():
    readings = (("2025-09-30", "402"), ("2024-03-31", "59"), ("2025-07-01", "335"))
    shown = picture(*(make_fact(f"a/{when}", text, "", when, metric="stores") for when, text in readings))
    assert shown.illustration == from_figures.climb([(0, 59), (457 / 548, 335), (1, 402)])
    assert shown.caption == "Stores, Xiaomi: 31 March 2024 to 30 September 2025."
