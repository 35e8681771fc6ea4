"""Numbers in words and with signs of fractions, in sentences of the three languages."""

import re
from datetime import date

import pytest

from factledger.model.grammar.language_tables import grammar
from factledger.model.grammar.number_words import read_words
from factledger.model.proofreading_language import language
from factledger.relate.scanning.scan import scan
from tests.work import steps

TODAY = date(2025, 7, 10)

ENGLISH = {
    "fifteen and a half thousand cars": "15500 vehicles",
    "two and a half million cars": "2500000 vehicles",
    "one-and-a-half billion euros": "1500000000 EUR",
    "a million and a half cars": "1500000 vehicles",
    "a million and half of them electric": "1000000, about 50.0 percent",
    "three and a half percent": "3.5 percent",
    "two-and-a-half times as many": "2.5 times",
    "a quarter of a million cars": "250000 vehicles",
    "three-quarters of a billion euros": "750000000 EUR",
    "a tenth of a percentage point": "0.10 percentage points",
    "three-quarters of buyers": "about 75.0 percent",
    "for three quarters in a row": "",
    "half a dozen cars": "6 vehicles",
    "one in every five, one out of every four": "about 20.0 percent, about 25.0 percent",
    "thrice as many": "3 times",
    "1½ million cars, 2¼ percent": "1500000 vehicles, 2.25 percent",
    "€1½bn": "1500000000 EUR",
    "Rs 8.49 lakh, Rs. 1,20,000": "849000 INR, 120000 INR",
    "12.5pc, 50bp": "12.5 percent, 50 basis points",
    "50 BP stations": "50 stations",
    "Twenty-eight point one billion dollars, one point six eight million": "28100000000 USD, 1680000",
    "a starting point one would not choose": "",
    "39 cents a kilowatt-hour, 39.5c/kWh": "0.39, 0.395",
    "79p per kWh, 50 pence, 39 euro cents": "0.79 GBP, 0.50 GBP, 0.39 EUR",
    "between 39 and 49 cents": "0.39",
    "eighty cents in a 1080p film, my two cents": "0.80",
    "just shy of 20,000 cars, c. 300 people, barely 40 shops": "nearly 20000 vehicles, about 300 people, about 40 stores",
    "a year and a half, two and a half years, an hour and a half": "",
}
GERMAN = {
    "anderthalb Millionen Autos": "1500000 vehicles",
    "zweieinhalb Millionen Autos": "2500000 vehicles",
    "fünfzehneinhalbtausend Autos": "15500 vehicles",
    "dreihundertzwanzig Autos": "320 vehicles",
    "zweiundzwanzigtausend Autos": "22000 vehicles",
    "neunzehnhundert Autos": "1900 vehicles",
    "zweitausendfünfhundert Euro": "2500 EUR",
    "eine halbe Million Autos": "500000 vehicles",
    "eine Viertelmillion Autos": "250000 vehicles",
    "eine dreiviertel Milliarde Euro": "750000000 EUR",
    "drei Viertel der Autos": "about 75 percent",
    "dreieinhalb Prozent": "3.5 percent",
    "1½ Millionen Autos": "1500000 vehicles",
    "knapp 20 000 Autos": "nearly 20000 vehicles",
    "1 250 000 Euro": "1250000 EUR",
    "Telefon 089 123 456": "",
    "und zwei von drei Käufern": "about 66.7 percent",
    "eineinhalb Stunden, zweieinhalb Jahre": "",
    "39 ct/kWh, achteinhalb Cent": "0.39, 0.085",
    "eins Komma zwei Milliarden Euro, zwölf Komma null fünf Prozent": "1200000000 EUR, 12.05 percent",
    "von 28.400 Autos über 33.100 Autos auf 37.600": "28400 vehicles, 33100 vehicles, 37600",
}
CHINESE = {
    "两万五": "25000",
    "一万五千辆": "15000 vehicles",
    "两千零五辆": "2005 vehicles",
    "一百五": "150",
    "三成五": "about 35 percent",
    "六十八点五万辆": "685000 vehicles",
    "百分之十二点五": "about 12.5 percent",
    "一点五倍": "1.5 times",
    "1亿2000万元": "120000000 CNY",
    "3万5千辆": "35000 vehicles",
    "1亿2000万千瓦时": "120000000 kWh",
    "三点半, 下午三点十分": "",
    "两位数, 上万辆": "",
    "几乎2万辆, 未达3万辆": "nearly 20000 vehicles, under 30000 vehicles",
}


def said(text, code):
    figures = [figure.value for figure in scan(text, today=TODAY, language=language(code))]
    hedges = ("" if value.qualifier == "exact" else f"{value.qualifier} " for value in figures)
    return ", ".join(
        f"{hedge}{value.low} {value.unit or ''}".strip() for hedge, value in zip(hedges, figures, strict=True)
    )


@pytest.mark.parametrize(
    ("code", "text", "meaning"),
    [
        (code, text, meaning)
        for code, table in (("en", ENGLISH), ("de", GERMAN), ("zh-Hans", CHINESE))
        for text, meaning in table.items()
    ],
)
def test_a_number_in_words_is_read_whole(code, text, meaning):
    assert said(text, code) == meaning


@pytest.mark.parametrize(
    ("text", "step"), [("two and a half million", 100_000), ("a quarter of a million", 50_000), ("2¼ million", 10_000)]
)
def test_half_a_million_says_no_more_digits_than_its_words(text, step):
    (figure,) = scan(text, today=TODAY)
    assert figure.value.step == step


ONES = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
TEENS = ["zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
TENS = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def german(number, *, is_last=True):
    """The number below a million as one German word."""
    thousands, rest = divmod(number, 1000)
    hundreds, below = divmod(rest, 100)
    head = f"{german(thousands, is_last=False)}tausend" if thousands else ""
    head += f"{ONES[hundreds]}hundert" if hundreds else ""
    if 10 <= below < 20:
        return head + TEENS[below - 10]
    ten, one = divmod(below, 10)
    if ten:
        return head + (f"{ONES[one]}und" if one else "") + TENS[ten]
    return head + ("eins" if one == 1 and is_last else ONES[one])


def test_german_words_are_the_numbers_that_they_spell():
    words = grammar(language("de")).number_words
    numbers = [*range(1, 1000), *range(1000, 1_000_000, 1000), *range(1100, 100_000, 700)]
    assert [number for number in numbers if read_words(german(number), words) != number] == []


def test_no_word_of_many_parts_is_tried_in_all_its_cuts():
    expression = re.compile(grammar(language("de")).number_words.expression)
    assert expression.match("dreizehn" * 2_000 + "x") is None
    few, many = ("dreizehn" * count + "x" for count in (2_000, 4_000))
    assert steps(lambda: scan(many, today=TODAY, language=language("de"))) < 3 * steps(
        lambda: scan(few, today=TODAY, language=language("de"))
    )
