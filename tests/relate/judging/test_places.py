"""Countries in a figure's words: the fact's own by whichever name, another one in its place, and those that only stand nearby."""

import pytest

from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.problems import Place
from factledger.model.proofreading_language import language
from factledger.model.rendered_prose import Prose
from factledger.relate.scanning.entity_names import NameIndex
from factledger.relate.scanning.place_names import PlaceNames
from tests.relate.judging.rivals import accused

NORWAY = ["metric: deliveries, period: 2025-10, scope: {}, value: 41217"]


def _scoped(scope):
    return [NORWAY[0].format(scope)]


@pytest.mark.parametrize(
    ("code", "scope", "right", "wrong"),
    [
        ("en", "Norway", "In October Norvik handed over 41,217 cars in Norway.", "Sweden"),
        ("en", "in Poland", "Norvik handed over 41,217 cars in Poland in October.", "Hungary"),
        ("de", "Norwegen", "Im Oktober hat Norvik in Norwegen 41.217 Autos ausgeliefert.", "Schweden"),
        ("de", "Schweiz", "Im Oktober hat Norvik in der Schweiz 41.217 Autos ausgeliefert.", "Slowakei"),
        ("zh-Hans", "挪威", "Norvik 10月在挪威交付了41,217辆汽车。", "泰国"),
    ],
)
def test_another_country_is_asked_about_though_the_site_has_a_page_of_none(code, scope, right, wrong):
    own = scope.removeprefix("in ")
    assert accused(_scoped(scope), right, code=code) == set()
    assert accused(_scoped(scope), right.replace(own, wrong), code=code) != set()


@pytest.mark.parametrize(
    ("code", "scope", "right", "wrong"),
    [
        ("en", "Norway", "Norwegians took delivery of 41,217 cars in October.", "Swedes"),
        ("en", "United Kingdom", "Norvik delivered 41,217 cars in Britain in October.", "Canada"),
        ("de", "Norwegen", "Im Oktober haben Norweger 41.217 Autos von Norvik erhalten.", "Franzosen"),
        ("zh-Hans", "印度尼西亚", "Norvik 10月在印尼交付了41,217辆汽车。", "泰国"),
    ],
)
def test_a_country_is_known_by_its_people_and_its_short_name(code, scope, right, wrong):
    words = {"Norwegians", "Britain", "Norweger", "印尼"}
    own = next(word for word in words if word in right)
    assert accused(_scoped(scope), right, code=code) == set()
    assert accused(_scoped(scope), right.replace(own, wrong), code=code) != set()


def test_a_scope_may_be_the_id_of_a_market():
    text = "In October Norvik delivered 41,217 cars in {}."
    assert accused(_scoped("europe"), text.format("Europe")) == set()
    assert accused(_scoped("europe"), text.format("China")) == {"41,217 cars"}


def test_a_place_outside_a_country_is_one_of_those_that_lie_outside_it():
    text = "In October Norvik delivered 41,217 cars {}outside China."
    assert accused(_scoped("outside China"), text.format("")) == set()
    assert (
        accused(_scoped("outside China"), "In October Norvik delivered 41,217 cars, most of them to Thailand.") == set()
    )


@pytest.mark.parametrize(
    ("code", "scope", "text", "own", "other"),
    [
        (
            "en",
            "Norway",
            "Norvik leads the table of Norway. In October it handed over 41,217 cars.",
            "Norway",
            "Sweden",
        ),
        ("de", "Norwegen", "Norvik führt in Norwegen. Im Oktober waren es 41.217 Autos.", "Norwegen", "Schweden"),
        ("zh-Hans", "挪威", "Norvik在挪威领先。10月交付41,217辆汽车。", "挪威", "瑞典"),
    ],
)
def test_a_place_named_before_counts_where_the_text_names_the_own_one_nowhere(code, scope, text, own, other):
    assert accused(_scoped(scope), text, code=code) == set()
    wrong = text.replace(own, other)
    assert accused(_scoped(scope), wrong, code=code) != set()
    elsewhere = {
        "en": "In Norway it has 2,417 workers.",
        "de": "In Norwegen hat es 2.417 Beschäftigte.",
        "zh-Hans": "在挪威有2,417名员工。",
    }
    assert accused(_scoped(scope), f"{wrong}\n\n{elsewhere[code]}", code=code) == set()


@pytest.mark.parametrize(
    ("code", "text", "wrong"),
    [
        ("en", "Norvik handed over 41,217 cars in Norway in October.", "all over the world"),
        ("de", "Im Oktober hat Norvik in Norwegen 41.217 Autos ausgeliefert.", "in der ganzen Welt"),
    ],
)
def test_the_whole_world_is_no_country(code, text, wrong):
    own, scope = ("in Norway", "Norway") if code == "en" else ("in Norwegen", "Norwegen")
    assert accused(_scoped(scope), text, code=code) == set()
    assert accused(_scoped(scope), text.replace(own, wrong), code=code) != set()


@pytest.mark.parametrize(
    ("code", "text", "places"),
    [
        ("en", "Turkey and Poland buy; a turkey and two poles do not.", ["Turkey", "Poland"]),
        ("en", "The US and us.", ["US"]),
        ("en", "On Norwegian roads a Swedish maker sells to Danes, and the Italians watch.", ["Norwegian", "Danes"]),
        ("de", "Auf norwegischen Straßen fährt ein schwedischer Wagen für Finnen.", ["norwegischen", "Finnen"]),
        (
            "de",
            "Österreichs Käufer, viele Niederländer und Europas Handel, nicht die Japaner",
            ["Österreichs", "Niederländer", "Europas"],
        ),
        ("zh-Hans", "印尼与印度尼西亚是一国，印度是另一国。", ["印尼", "印度尼西亚", "印度"]),
    ],
)
def test_names_of_countries_are_found_as_they_are_printed(code, text, places):
    names = PlaceNames.of(NameIndex.of(()), language(code), ())
    assert [name.text for _, name in names.found_in(text)] == places


def test_a_market_of_the_site_is_the_country_whose_name_it_has():
    key = EntityKey(Kind.MARKET, "uk")
    market = Entity(key=key, name="United Kingdom", place=Place("uk.md"), prose=Prose())
    names = PlaceNames.of(NameIndex.of([market], roles=[key.kind.role]), language("en"), [market])
    assert [name.keys for _, name in names.found_in("The United Kingdom, Britain, France")] == [
        (key,),
        (key,),
        (EntityKey(Kind.MARKET, "FR"),),
    ]
