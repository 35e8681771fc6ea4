"""Figures and periods as a newsroom of each language prints them, whichever release the locale data are of."""

from decimal import Decimal

import pytest
from babel.numbers import get_decimal_symbol, get_group_symbol

from factledger.model.dates import parse_period
from factledger.model.message_catalogues import messages_of
from factledger.model.quantity import Quantity
from factledger.render.locales import locale_of
from factledger.render.template_filters import filters

LANGUAGES = ["en", "en-IN", "de", "de-CH", "de-AT", "zh-Hans", "ja", "ko", "pl", "ru", "es", "pt", "hu", "fr", "hi"]
INDIAN = {"en-IN", "hi"}
# Which space it is, and whether the Swiss apostrophe is curved, changed from one release of the data to the next.
SAME = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "’": "'"})


def figure(low, high=None, step=1, unit=None):
    return Quantity(Decimal(low), Decimal(high or low), Decimal(step), unit=unit)


def said(language, *figures):
    return [filters(language, messages_of(language))["quantity"](one).translate(SAME) for one in figures]


ONE, TWO, TEN = figure(10**6, step=10**6), figure(2 * 10**6, step=10**6), figure(10**10, step=10**9)
SOME = figure(1_610_000, step=10_000)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1 million", "2 million", "1.61 million", "10 billion"]),
        ("de", ["1 Million", "2 Millionen", "1,61 Millionen", "10 Milliarden"]),
        ("de-CH", ["1 Million", "2 Millionen", "1.61 Millionen", "10 Milliarden"]),
        ("de-AT", ["1 Million", "2 Millionen", "1,61 Millionen", "10 Milliarden"]),
        ("zh-Hans", ["100万", "200万", "161万", "100亿"]),
        ("ja", ["100万", "200万", "161万", "100億"]),
        ("ko", ["100만", "200만", "161만", "100억"]),
        ("pl", ["1 milion", "2 miliony", "1,61 miliona", "10 miliardów"]),
        ("ru", ["1 миллион", "2 миллиона", "1,61 миллиона", "10 миллиардов"]),
        ("es", ["1 millón", "2 millones", "1,61 millones", "10 mil millones"]),
        ("pt", ["1 milhão", "2 milhões", "1,61 milhão", "10 bilhões"]),
        ("hu", ["1 millió", "2 millió", "1,61 millió", "10 milliárd"]),
        ("fr", ["1 million", "2 millions", "1,61 million", "10 milliards"]),
        ("it", ["1 milione", "2 milioni", "1,61 milioni", "10 miliardi"]),
        ("hi", ["10 लाख", "20 लाख", "16.1 लाख", "10 अरब"]),
    ],
)
def test_words_for_large_numbers_have_the_plural_that_the_number_asks_for(language, words):
    assert said(language, ONE, TWO, SOME, TEN) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "7–12 billion"),
        ("de", "7–12 Milliarden"),
        ("zh-Hans", "70亿–120亿"),
        ("hi", "7–12 अरब"),
    ],
)
def test_the_ends_of_a_range_have_no_noughts_behind_the_point_that_both_could_do_without(language, words):
    assert said(language, figure(7 * 10**9, 12 * 10**9, step=10**6)) == [words]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1–2 million", "5–7 million"]),
        ("de", ["1–2 Millionen", "5–7 Millionen"]),
        ("pl", ["1–2 miliony", "5–7 milionów"]),
        ("zh-Hans", ["100万–200万", "500万–700万"]),
    ],
)
def test_a_range_says_a_word_once_where_it_is_one(language, words):
    ends = ((10**6, 2 * 10**6), (5 * 10**6, 7 * 10**6))
    assert said(language, *(figure(low, high, step=10**6) for low, high in ends)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1 yuan", "10 billion yuan", "1 Swedish krona", "12.5 Swedish kronor"]),
        ("pl", ["1 juan chiński", "10 miliardów juanów chińskich", "1 korona szwedzka", "12,5 korony szwedzkiej"]),
        ("ru", ["1 китайский юань", "10 миллиардов китайских юаней", "1 шведская крона", "12,5 шведской кроны"]),
    ],
)
def test_the_name_of_a_currency_has_the_plural_that_the_number_asks_for(language, words):
    yuan = (figure(1, unit="CNY"), figure(10**10, step=10**9, unit="CNY"))
    assert said(language, *yuan, figure(1, unit="SEK"), figure("12.5", step="0.1", unit="SEK")) == words


@pytest.mark.parametrize("language", [*LANGUAGES, "pt-PT", "sv", "ar", "fa"])
def test_digits_are_parted_in_the_groups_and_by_the_marks_of_the_language(language):
    group, point = get_group_symbol(locale_of(language)), get_decimal_symbol(locale_of(language))
    numbers = [Decimal(text) for text in ("0", "999.25", "1234.5", "100000", "1234567", "1234567890")]
    threes = ["0", "999.25", "1,234.5", "100,000", "1,234,567", "1,234,567,890"]
    indian = ["0", "999.25", "1,234.5", "1,00,000", "12,34,567", "1,23,45,67,890"]
    expected = indian if language in INDIAN else threes
    assert [filters(language)["decimal"](number) for number in numbers] == [
        text.translate({ord(","): group, ord("."): point}) for text in expected
    ]


def test_swiss_thousands_are_parted_by_an_apostrophe():
    assert filters("de-CH")["decimal"](1_234_567).translate(SAME) == "1'234'567"


LOSS = figure(-12_500_000, step=100_000, unit="EUR")
DROP = figure("-0.5", step="0.1", unit="percent")
GAIN = figure(250, unit="EUR")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["−€12.5 million", "−5", "−0.5%", "€250"]),
        ("de", ["−12,5 Millionen Euro", "−5", "−0,5 %", "250 Euro"]),
        ("de-CH", ["−12.5 Millionen Euro", "−5", "−0.5%", "250 Euro"]),
        ("de-AT", ["−12,5 Millionen Euro", "−5", "−0,5 %", "250 Euro"]),
        ("zh-Hans", ["−1,250万欧元", "−5", "−0.5%", "250欧元"]),
        ("ja", ["−€1,250万", "−5", "−0.5%", "€250"]),
        ("ko", ["−€1,250만", "−5", "−0.5%", "€250"]),
        ("pl", ["−12,5 miliona €", "−5", "−0,5%", "250 €"]),
        ("ru", ["−12,5 миллиона €", "−5", "−0,5 %", "250 €"]),
        ("es", ["−12,5 millones €", "−5", "−0,5 %", "250 €"]),
        ("pt", ["−€ 12,5 milhões", "−5", "−0,5%", "€ 250"]),
        ("hu", ["−12,5 millió €", "−5", "−0,5%", "250 €"]),
        ("fr", ["−12,5 millions €", "−5", "−0,5 %", "250 €"]),
        ("hi", ["−€1.25 करोड़", "−5", "−0.5%", "€250"]),
        ("tr", ["−€12,5 milyon", "−5", "−%0,5", "€250"]),
    ],
)
def test_signs_stand_where_the_language_has_them_and_a_minus_is_one(language, words):
    assert said(language, LOSS, figure(-5), DROP, GAIN) == words


@pytest.mark.parametrize("language", [*LANGUAGES, "sv", "ar", "fa"])
def test_no_negative_number_has_a_hyphen(language):
    found = filters(language)
    shown = [
        *said(language, LOSS, figure(-5), DROP),
        found["decimal"](Decimal("-1234.5")),
        found["percent"](Decimal("-0.38")),
        found["short"](Decimal(-1_500_000)),
    ]
    assert [("-" in text, text.count("−")) for text in shown] == [(False, 1)] * 6


def test_a_range_below_nothing_has_a_sign_at_each_end():
    assert said("en", figure(-3, 2), figure(-5, -3), figure(-5 * 10**6, -3 * 10**6, step=10**6, unit="EUR")) == [
        "−3 – 2",
        "−5 – −3",
        "−€5 million – −€3 million",
    ]


def test_what_rounds_to_nothing_has_no_sign():
    english = filters("en")
    assert [english["decimal"](Decimal("-0.001")), english["percent"](Decimal("-0.001"))] == ["0", "0%"]


@pytest.mark.parametrize(
    ("language", "month", "quarter", "day"),
    [
        ("en", "March 2025", "Q1 2025", "18 Mar"),
        ("en-US", "March 2025", "Q1 2025", "Mar 18"),
        ("en-IN", "March 2025", "Q1 2025", "18 Mar"),
        ("de", "März 2025", "Q1 2025", "18. März"),
        ("de-CH", "März 2025", "Q1 2025", "18. März"),
        ("de-AT", "März 2025", "Q1 2025", "18. März"),
        ("zh-Hans", "2025年3月", "2025年第1季度", "3月18日"),
        ("zh-Hant", "2025年3月", "2025年第1季", "3月18日"),
        ("ja", "2025年3月", "2025/Q1", "3月18日"),
        ("ko", "2025년 3월", "2025년 1분기", "3월 18일"),
        ("pl", "marzec 2025", "I kw. 2025", "18 mar"),
        ("ru", "март 2025 г.", "1-й кв. 2025 г.", "18 мар."),
        ("es", "marzo de 2025", "T1 2025", "18 mar"),
        ("pt", "março de 2025", "T1 de 2025", "18 de mar."),
        ("hu", "2025. március", "2025. I. n.év", "márc. 18."),
        ("fr", "mars 2025", "T1 2025", "18 mars"),
        ("hi", "मार्च 2025", "ति1 2025", "18 मार्च"),
        ("tr", "Mart 2025", "2025 Ç1", "18 Mar"),
    ],
)
def test_periods_are_in_the_order_of_the_language(language, month, quarter, day):
    found = filters(language)
    shown = [found["period"](parse_period(text)).translate(SAME) for text in ("2025-03", "2025-Q1")]
    assert [*shown, found["month_day"](parse_period("2025-03-18")).translate(SAME)] == [month, quarter, day]


@pytest.mark.parametrize(
    ("language", "months", "days"),
    [
        ("en", "January–November 2025", "18–25 March 2025"),
        ("en-US", "January–November 2025", "March 18, 2025 – March 25, 2025"),
        ("de", "Januar–November 2025", "18.–25. März 2025"),
        ("zh-Hans", "2025年1月–11月", "2025年3月18日–25日"),
        ("ko", "2025년 1월 – 2025년 11월", "2025년 3월 18일 – 2025년 3월 25일"),
        ("pl", "styczeń–listopad 2025", "18–25 marca 2025"),
        ("ru", "январь–ноябрь 2025 г.", "18–25 марта 2025 г."),
        ("es", "enero–noviembre de 2025", "18–25 de marzo de 2025"),
        ("hu", "2025. január – 2025. november", "2025. március 18. – 2025. március 25."),
    ],
)
def test_a_span_says_once_what_its_ends_share(language, months, days):
    found = filters(language)["period"]
    shown = [found(parse_period(text)).translate(SAME) for text in ("2025-01/2025-11", "2025-03-18/2025-03-25")]
    assert shown == [months, days]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["2021–2031", "26 June\xa0– 2 July 2025", "November 2024\xa0– February 2025", "December"]),
        ("de", ["2021–2031", "26.\xa0Juni\xa0– 2.\xa0Juli 2025", "November 2024\xa0– Februar 2025", "Dezember"]),
        ("zh-Hans", ["2021–2031年", "2025年6月26日–7月2日", "2024年11月–2025年2月", "12月"]),
        ("ja", ["2021–2031年", "2025年6月26日–7月2日", "2024年11月–2025年2月", "12月"]),
    ],
)  # fmt: skip
def test_years_months_and_days_of_spans_are_what_the_language_calls_them(language, words):
    found = filters(language, messages_of(language))
    spans = [found["period"](parse_period(text)) for text in ("2021/2031", "2025-06-26/2025-07-02", "2024-11/2025-02")]
    assert [*spans, found["month"](parse_period("2025-12"))] == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["350k", "1.61m", "32.1bn", "7.1k", "59"]),
        ("de", ["350.000", "1,61 Mio.", "32,1 Mrd.", "7.058", "59"]),
        ("zh-Hans", ["35万", "161万", "321亿", "7,058", "59"]),
        ("pl", ["350 tys.", "1,61 mln", "32,1 mld", "7,1 tys.", "59"]),
    ],
)
def test_short_forms_are_those_of_the_language(language, words):
    numbers = (350_000, 1_610_000, 32_100_000_000, 7058, 59)
    assert [filters(language)["short"](Decimal(number)).translate(SAME) for number in numbers] == words
