"""Values of facts, read in the language of the site."""

from decimal import Decimal

import pytest

from factledger.model.grammar.fact_value_grammar import read_value
from factledger.model.proofreading_language import language
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.quantity_parsing import QuantityError

GERMAN = {
    "29.345": ("29345", "29345", Qualifier.EXACT, None),
    "45.900 €": ("45900", "45900", Qualifier.EXACT, "EUR"),
    "4,2 Milliarden Euro": ("4200000000", "4200000000", Qualifier.EXACT, "EUR"),
    "28,3 %": ("28.3", "28.3", Qualifier.EXACT, "percent"),
    "ab 465.900 Yuan": ("465900", "465900", Qualifier.AT_LEAST, "CNY"),
    "bis zu 4.000 Euro": ("4000", "4000", Qualifier.UP_TO, "EUR"),
    "120.000 bis 125.000": ("120000", "125000", Qualifier.EXACT, None),
    "-5,06 Milliarden Yuan": ("-5060000000", "-5060000000", Qualifier.EXACT, "CNY"),
    "über 46.000": ("46000", "46000", Qualifier.OVER, None),
    "300.000 Fahrzeuge im Jahr": ("300000", "300000", Qualifier.EXACT, "vehicles/year"),
    "175 Wh/kg": ("175", "175", Qualifier.EXACT, "Wh/kg"),
    "7000–12000 Millionen yuan": ("7000000000", "12000000000", Qualifier.EXACT, "CNY"),
    "rund 17000 bis 22000 Autos": ("17000", "22000", Qualifier.ABOUT, "vehicles"),
    "2 bis 3 Mio. Euro": ("2000000", "3000000", Qualifier.EXACT, "EUR"),
    "3,1 Sekunden": ("3.1", "3.1", Qualifier.EXACT, "seconds"),
    "1.234,5 km": ("1234.5", "1234.5", Qualifier.EXACT, "km"),
    "4.150 E-Räder": ("4150", "4150", Qualifier.EXACT, "E-Räder"),
    "über 4.150 Miet-E-Bikes neu": ("4150", "4150", Qualifier.OVER, "Miet-E-Bikes neu"),
    "120 g/km": ("120", "120", Qualifier.EXACT, "g/km"),
    "4.299,– Euro": ("4299", "4299", Qualifier.EXACT, "EUR"),
    "€ 4.299,-": ("4299", "4299", Qualifier.EXACT, "EUR"),
    "4'299.– CHF": ("4299", "4299", Qualifier.EXACT, "CHF"),
    "ab 4.000,-- bis 5.000,-- €": ("4000", "5000", Qualifier.AT_LEAST, "EUR"),
}


CHINESE = {
    "42,013辆": ("42013", "42013", Qualifier.EXACT, "vehicles"),
    "38万辆": ("380000", "380000", Qualifier.EXACT, "vehicles"),
    "217.9亿元": ("21790000000", "21790000000", Qualifier.EXACT, "CNY"),
    "3.4万亿日元": ("3400000000000", "3400000000000", Qualifier.EXACT, "JPY"),
    "超过4.6万份": ("46000", "46000", Qualifier.OVER, None),
    "12万至12.5万辆": ("120000", "125000", Qualifier.EXACT, "vehicles"),
    "56万至58万辆": ("560000", "580000", Qualifier.EXACT, "vehicles"),
    "46.59万元起": ("465900", "465900", Qualifier.AT_LEAST, "CNY"),
    "每年30万辆": ("300000", "300000", Qualifier.EXACT, "vehicles/year"),
    "3人": ("3", "3", Qualifier.EXACT, "people"),
    "三名员工": ("3", "3", Qualifier.EXACT, "people"),
    "95.9%": ("95.9", "95.9", Qualifier.EXACT, "percent"),
    "-50.6亿元": ("-5060000000", "-5060000000", Qualifier.EXACT, "CNY"),
    "不到3成": ("30", "30", Qualifier.UNDER, "percent"),
    "10万多辆": ("100000", "100000", Qualifier.OVER, "vehicles"),
    "575公里": ("575", "575", Qualifier.EXACT, "km"),
    "7000–12000 million yuan": ("7000000000", "12000000000", Qualifier.EXACT, "CNY"),
    "35,600个": ("35600", "35600", Qualifier.EXACT, None),
}


def read(text, code):
    value = read_value(text, language(code))
    assert isinstance(value, Quantity)
    return str(value.low), str(value.high), value.qualifier, value.unit


@pytest.mark.parametrize("text", list(GERMAN))
def test_a_german_value_means_what_a_german_reads(text):
    assert read(text, "de") == GERMAN[text]


@pytest.mark.parametrize("text", ["2.5", "12,34.5", "29,345.10", "1.23.456"])
def test_signs_of_another_language_are_asked_about(text):
    with pytest.raises(QuantityError) as raised:
        read_value(text, language("de"))
    assert raised.value.advice in ("write the one that is meant", "write 1.23456")


@pytest.mark.parametrize("text", ["„4.150“", "“4.150”", "bald 4.150 bis", "4.150 - 1"])
def test_a_refused_value_is_told_as_it_was_typed(text):
    with pytest.raises(QuantityError) as raised:
        read_value(text, language("de"))
    assert ("4.150" in raised.value.reason, "350,000" in raised.value.advice) == (True, False)


@pytest.mark.parametrize("text", ["4.150 E-Räder im Mai", "4.150 -", "4.150 E-", "4.150 a-b c-d e-f"])
def test_more_words_than_a_unit_are_no_part_of_a_value(text):
    with pytest.raises(QuantityError):
        read_value(text, language("de"))


def test_what_has_no_signs_of_its_own_is_read_anywhere():
    assert read("6:46", "de") == ("406", "406", Qualifier.EXACT, "seconds")
    assert read_value("7,058", None).low == Decimal(7058)


@pytest.mark.parametrize("text", list(CHINESE))
def test_a_chinese_value_means_what_a_chinese_reads(text):
    assert read(text, "zh-Hans") == CHINESE[text]


@pytest.mark.parametrize(
    ("code", "text", "place"),
    [("de", "sechster", 6), ("de", "Erste", 1), ("de", "Rang 3", 3), ("zh-Hans", "第一", 1), ("zh-Hans", "第12", 12)],
)
def test_a_place_in_an_order_may_be_all_of_a_value(code, text, place):
    value = read_value(text, language(code))
    assert (value.low, value.is_rank, value.text) == (place, True, text)


@pytest.mark.parametrize(
    ("code", "text", "written"),
    [
        ("en", "1e+07", "10,000,000"),
        ("en", "1E7 cars", "10,000,000"),
        ("en", "350_000 vehicles", "350,000"),
        ("en", "$1.5e3", "1,500"),
        ("en", "5e-3", "0.005"),
        ("de", "350_000", "350.000"),
        ("de", "1.5e-2", "0,015"),
        ("zh-Hans", "3_000.5", "3,000.5"),
        ("en", "1e999999999", "all its digits, or its scale, as in 10 billion"),
        ("en", "1,5e3", "all its digits"),
    ],
)
def test_a_number_as_programs_write_it_is_not_cut_but_told_as_people_do(code, text, written):
    with pytest.raises(QuantityError) as told:
        read_value(text, language(code))
    assert ("is a number as programs write it" in told.value.reason, told.value.advice) == (True, f"write {written}")


@pytest.mark.parametrize("text", ["2 e", "12e", "10 E"])
def test_a_letter_behind_a_number_is_a_unit_like_others(text):
    assert read_value(text, language("en")).low == int(text.strip(" eE"))
