"""The product's own words: each in every language, and none that nobody says."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from factledger.model.facts import FactKind
from factledger.model.kind_and_unit_labels import figure_name, named, role_named
from factledger.model.message_catalogues import PLACEHOLDER, CatalogueError, messages_of
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.unit_and_number_words import UNITS
from factledger.render.template_filters import filters
from factledger.render.theme import load_theme
from tests.catalogues import LANGUAGES, catalogue_of, is_translated, keys, said

THEME = Path(__file__).parents[1] / "theme"


@pytest.fixture(scope="module")
def messages():
    return said()


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
def test_every_message_is_translated_and_nothing_else_is(language, messages):
    catalogue = catalogue_of(LANGUAGES / f"{language}.po")
    found = set(keys(catalogue))
    assert (found - messages, messages - found) == (set(), set()), (
        "run `python tests/catalogues.py` and fill in what is empty"
    )
    assert [key for key in found if not is_translated(catalogue, key)] == []


def test_messages_hold_no_markup_so_that_themes_and_code_can_share_them(messages):
    texts = [text for _, id in messages for text in ([id] if isinstance(id, str) else id)]
    for path in LANGUAGES.glob("*.po"):
        texts += [text for one in catalogue_of(path) if one.id for text in ([one.string] if isinstance(one.string, str) else one.string)]  # fmt: skip
    assert [text for text in texts if set(text) & set("<>&\"'")] == []


def test_no_message_stands_inside_another_text_where_it_would_not_be_found():
    files = (LANGUAGES.parent).rglob("*.py")
    assert [path.name for path in files if re.search(r"\{[^}\n]*gettext\([\"']", path.read_text("utf-8"))] == []


def test_a_translation_names_the_values_of_its_message():
    wrong = []
    for path in LANGUAGES.glob("*.po"):
        for one in catalogue_of(path):
            if one.id and isinstance(one.id, str):
                wanted, found = (sorted(PLACEHOLDER.findall(text)) for text in (one.id, str(one.string)))
                wrong += [one.id] if wanted != found else []
    assert wrong == []


def test_a_space_stands_between_chinese_and_latin_words():
    texts = [one.string if isinstance(one.string, str) else one.string[0] for one in catalogue_of(LANGUAGES / "zh-Hans.po") if one.id]  # fmt: skip
    words = [PLACEHOLDER.sub("", text) for text in texts]
    assert [text for text in words if re.search(r"[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]", text)] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Sales target (outside China, CPCA)"), ("de", "Sales (Ziel; outside China, CPCA)"), ("zh-Hans", "Sales目标（outside China，CPCA）")],
)  # fmt: skip
def test_a_figures_name_has_one_pair_of_brackets(language, words):
    narrowed = "outside China", "", "CPCA"
    assert figure_name("Sales", FactKind.TARGET, narrowed, messages=messages_of(language)) == words


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "Archive"), ("en-GB", "Archive"), ("de-AT", "Archiv"), ("zh", "存档"), ("zh-CN", "存档"), ("zh-Hant", "Archive"), ("sv", "Archive"), ("x/y", "Archive")],
)  # fmt: skip
def test_a_language_is_found_by_what_its_tag_begins_with(language, word):
    assert messages_of(language).gettext("Archive") == word


def test_a_message_gets_its_values_and_its_plural():
    english, german = messages_of("en"), messages_of("de")
    forms = "One story.", "%(num)s stories, by the month in which they were published."
    assert [english.ngettext(*forms, number) for number in (1, 2)] == ["One story.", forms[1] % {"num": 2}]
    assert [german.ngettext(*forms, number, num=f"{number} x") for number in (1, 2)] == [
        "Ein Beitrag.",
        "2 x Beiträge nach dem Monat, in dem sie erschienen sind.",
    ]
    assert english.gettext("100%% of %(what)s", what="it") == "100% of it"


POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Archive"
msgstr "Archiwum"
"""


def test_a_theme_adds_its_own_catalogue_the_first_of_the_chain_winning(tmp_path):
    for name, word in (("mine", "Archiv der Ausgaben"), ("other", "Ablage")):
        (tmp_path / name / "messages").mkdir(parents=True)
        (tmp_path / name / "messages" / "de.po").write_text(POLISH.replace("Archiwum", word), encoding="utf-8")
    theme, _ = load_theme([tmp_path / "mine", tmp_path / "other", THEME], tmp_path, "de")
    assert [theme.messages.gettext(one) for one in ("Archive", "Sections", "unheard")] == [
        "Archiv der Ausgaben",
        "Rubriken",
        "unheard",
    ]
    assert load_theme([THEME], tmp_path, "de")[0].fingerprints["home.html"] != theme.fingerprints["home.html"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('msgid "Archive"\nmsgstr "%(wrong)s"\n', "mine/messages/de.po:1: theme: '%(wrong)s' has not the values of 'Archive'"),
        ('msgid "Archive"\nmsgstr "50 %"\n', "mine/messages/de.po:1: theme: '50 %' has not the values of 'Archive'"),
        ('\nmsgid "Archive\n', "mine/messages/de.po:2: theme: the catalogue cannot be read"),
    ],
)  # fmt: skip
def test_a_catalogue_that_cannot_be_used_is_a_problem_at_its_line(text, problem, tmp_path):
    (tmp_path / "mine" / "messages").mkdir(parents=True)
    (tmp_path / "mine" / "messages" / "de.po").write_text(text, encoding="utf-8")
    theme, problems = load_theme([tmp_path / "mine", THEME], tmp_path, "de")
    assert [str(one) for one in problems] == [problem]
    assert theme.messages.gettext("Archive") == "Archiv"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "over 29,000"), ("de", "über 29.000"), ("zh-Hans", "超过29,000"), ("sv", "over 29\xa0000")],
)
def test_a_hedge_stands_before_its_number_as_the_language_writes_it(language, words):
    over = Quantity(Decimal(29_000), Decimal(29_000), Decimal(1), Qualifier.OVER)
    assert filters(language, messages_of(language))["figure"](over) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["vehicles a year", "vehicles a year", "orders a day", "basis points", "bottles/year"]),
        ("de", ["Fahrzeuge im Jahr", "Fahrzeuge im Jahr", "Bestellungen am Tag", "Basispunkte", "bottles/year"]),
        ("zh-Hans", ["辆/年", "辆/年", "份/天", "个基点", "bottles/year"]),
    ],
)
def test_a_unit_is_told_in_the_language_however_a_figure_states_it_unless_the_word_is_the_sites_own(language, words):
    units = ["vehicles/year", "vehicles a year", "orders/day", "basis points", "bottles/year"]
    assert [named(unit, "unit", messages=messages_of(language)) for unit in units] == words


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
def test_every_unit_that_is_a_word_and_known_to_the_product_is_in_the_catalogue(language):
    signs = {
        "km",
        "m",
        "mm",
        "kg",
        "V",
        "PS",
        "Nm",
        "kW",
        "MW",
        "GW",
        "kWh",
        "MWh",
        "GWh",
        "TWh",
        "kWh/100 km",
        "Wh/kg",
    }
    messages, known = messages_of(language), set(UNITS.values())
    untold = {unit for unit in known if named(unit, "unit", messages=messages) == unit}
    assert untold - signs - ({"hp", "mph", "km/h"} if language == "de" else set()) == set()


def test_no_catalogue_of_the_product_is_unusable():
    for path in LANGUAGES.glob("*.po"):
        messages_of("en", [path.read_bytes()])
    with pytest.raises(CatalogueError):
        messages_of("en", [b'msgid "a"\nmsgstr "%s"\n'])


def test_chinese_has_one_word_for_a_fact_and_titles_in_their_marks():
    said = {one.id: one.string for one in catalogue_of(LANGUAGES / "zh-Hans.po") if isinstance(one.string, str)}
    assert [text for text in said.values() if "事实" in text or "陈述" in text] == []
    told = [said[id] for id in ("Story: %(story)s", "Also in %(story)s", "Also by %(source)s in %(story)s")]
    assert [text for text in told if "《%(story)s》" not in text] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["SUV", "hatchback", "Sedan", "three-wheeler", "Policy", "ships", "contracts"]),
        ("de", ["SUV", "Schräghecklimousine", "Limousine", "three-wheeler", "Politik", "Schiffe", "Verträge"]),
        ("zh-Hans", ["SUV", "两厢车", "三厢轿车", "three-wheeler", "政策", "艘", "份"]),
    ],
)
def test_usual_types_kinds_and_units_have_a_word_in_the_language_and_a_sites_own_stay(language, words):
    codes = [("suv", "type"), ("hatchback", "type"), ("Sedan", "type"), ("three-wheeler", "type"), ("policy", "kind"), ("ships", "unit"), ("contracts", "unit")]  # fmt: skip
    assert [named(code, what, messages=messages_of(language)) for code, what in codes] == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["chief executive", "founder, chairman and chief executive", "Founder of the Ledger"]),
        ("de", ["CEO", "Gründer(in), Verwaltungsratschef und CEO", "Founder of the Ledger"]),
        ("zh-Hans", ["首席执行官", "创始人、董事长兼首席执行官", "Founder of the Ledger"]),
    ],
)
def test_roles_are_told_one_by_one_in_the_language(language, words):
    roles = ["chief executive", "founder, chairman and chief executive", "Founder of the Ledger"]
    assert [role_named(role, messages=messages_of(language)) for role in roles] == words
