"""Figures as people write them, read exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.model.quantity import Qualifier, Quantity
from factledger.model.quantity_parsing import QuantityError, parse_quantity
from factledger.model.unit_and_number_words import canonical_unit, unit_fits

EXACT, ABOUT, NEARLY, OVER = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.OVER
AT_LEAST, AT_MOST, UNDER, UP_TO = Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.UNDER, Qualifier.UP_TO


def one(value, step="1", qualifier=EXACT, unit=None):
    return Quantity(Decimal(value), Decimal(value), Decimal(step), qualifier, unit)


def span(low, high, step="1", qualifier=EXACT, unit=None):
    return Quantity(Decimal(low), Decimal(high), Decimal(step), qualifier, unit)


def rank(number, qualifier):
    return Quantity(Decimal(number), Decimal(number), Decimal(1), qualifier, None, is_rank=True)


FIGURES = {
    "7,058": one(7058),
    "7058": one(7058),
    "215 900": one(215900),
    "215\u00a0900 yuan": one(215900, unit="CNY"),
    "215\u202f900": one(215900),
    "1'234'567": one(1234567),
    "001": one(1),
    "6.50": one("6.50", "0.01"),
    "1.61 million": one(1610000, 10000),
    "16.49 million vehicles": one(16490000, 10000, unit="vehicles"),
    "350k": one(350000, 1000),
    "5m cars": one(5000000, 1000000, unit="vehicles"),
    "5 m": one(5, unit="m"),
    "1½ million": one(1500000, 100000),
    "35万辆": one(350000, 10000, unit="vehicles"),
    "1.2亿元": one(120000000, 10000000, unit="CNY"),
    # hedges
    "over 10%": one(10, qualifier=OVER, unit="percent"),
    "more than 100,000": one(100000, qualifier=OVER),
    "about 597,000": one(597000, qualifier=ABOUT),
    "an estimated 597,000": one(597000, qualifier=ABOUT),
    "nearly 170,000": one(170000, qualifier=NEARLY),
    "just under 170,000": one(170000, qualifier=NEARLY),
    "up to 8.7%": one("8.7", "0.1", UP_TO, "percent"),
    "as many as 59 stores": one(59, qualifier=UP_TO, unit="stores"),
    "at least 4.6 million": one(4600000, 100000, AT_LEAST),
    "no fewer than 59": one(59, qualifier=AT_LEAST),
    "from 215,900 yuan": one(215900, qualifier=AT_LEAST, unit="CNY"),
    "fewer than 59": one(59, qualifier=UNDER),
    "no more than 59": one(59, qualifier=AT_MOST),
    "~59": one(59, qualifier=ABOUT),
    ">59": one(59, qualifier=OVER),
    "100,000+": one(100000, qualifier=AT_LEAST),
    "10,000+ cars": one(10000, qualifier=AT_LEAST, unit="vehicles"),
    "59 stores or more": one(59, qualifier=AT_LEAST, unit="stores"),
    "1.25 million-plus": one(1250000, 10000, AT_LEAST),
    # money
    "$10 billion": one(10**10, 10**9, unit="USD"),
    "US$10bn": one(10**10, 10**9, unit="USD"),
    "10 billion US dollars": one(10**10, 10**9, unit="USD"),
    "$10 billion dollars": one(10**10, 10**9, unit="USD"),
    "10 billion yuan": one(10**10, 10**9, unit="CNY"),
    "RMB 2.5bn": one(2500000000, 100000000, unit="CNY"),
    "CNY 299,900": one(299900, unit="CNY"),
    "¥215,900": one(215900, unit="CNY"),
    "¥215,900 yen": one(215900, unit="JPY"),
    "JP¥215,900": one(215900, unit="JPY"),
    "€39,990": one(39990, unit="EUR"),
    "£1.5m": one(1500000, 100000, unit="GBP"),
    "HK$16.8": one("16.8", "0.1", unit="HKD"),
    "-$3bn": one(-3 * 10**9, 10**9, unit="USD"),
    # as India writes them
    "12,34,567": one(1234567),
    "1,00,00,000": one(10000000),
    "1,23,456.50": one("123456.50", "0.01"),
    "₹5,00,000 crore": one(5 * 10**12, 10**7, unit="INR"),
    "₹1.5 lakh crore": one(15 * 10**11, 10**11, unit="INR"),
    "Rs 12.5 lakh": one(1250000, 10000, unit="INR"),
    "Rs.12.5 lakhs": one(1250000, 10000, unit="INR"),
    "Rs. 500 cr": one(5 * 10**9, 10**7, unit="INR"),
    "INR 12.5 lakh": one(1250000, 10000, unit="INR"),
    "10 lakh rupees": one(1000000, 100000, unit="INR"),
    "2.5 lakh units": one(250000, 10000),
    # losses as accountants write them, and dashes that stand for a minus
    "(€12.5 million)": one(-12500000, 100000, unit="EUR"),
    "$(3.2) billion": one(-32 * 10**8, 10**8, unit="USD"),
    "(1,234) yuan": one(-1234, unit="CNY"),
    "（5％）": one(-5, unit="percent"),
    "–5 %": one(-5, unit="percent"),
    "—€3bn": one(-3 * 10**9, 10**9, unit="EUR"),
    # other places
    "CHF 35’000": one(35000, unit="CHF"),
    "1\u2009234\u2009567": one(1234567),
    "US$ 10 billion": one(10**10, 10**9, unit="USD"),
    "NT$1,000": one(1000, unit="TWD"),
    "Rp 500 million": one(5 * 10**8, 10**6, unit="IDR"),
    "₫500 billion": one(5 * 10**11, 10**9, unit="VND"),
    "100 million kronor": one(10**8, 10**6, unit="SEK"),
    "人民币21.59万元": one(215900, 100, unit="CNY"),
    "16.8港元": one("16.8", "0.1", unit="HKD"),
    "1.2mn": one(1200000, 100000),
    "€3.4 bn": one(34 * 10**8, 10**8, unit="EUR"),
    "c. 5,000": one(5000, qualifier=ABOUT),
    "∼5,000": one(5000, qualifier=ABOUT),
    "5,000 +": one(5000, qualifier=AT_LEAST),
    # units
    "38 per cent": one(38, unit="percent"),
    "-3.5%": one("-3.5", "0.1", unit="percent"),
    "−3.5%": one("-3.5", "0.1", unit="percent"),
    "minus 3%": one(-3, unit="percent"),
    "10% of sales": one(10, unit="percent"),
    "1.2 percentage points": one("1.2", "0.1", unit="percentage points"),
    "59 stores": one(59, unit="stores"),
    "88,063 locked-in orders": one(88063, unit="orders"),
    "300,000 units": one(300000),
    "200,000 vehicles a year": one(200000, unit="vehicles/year"),
    "200,000 cars annually": one(200000, unit="vehicles/year"),
    "200,000 a year": one(200000, unit="/year"),
    "$100 a car": one(100, unit="USD/vehicle"),
    "15.4 kWh/100 km": one("15.4", "0.1", unit="kWh/100 km"),
    "265 kilometres per hour": one(265, unit="km/h"),
    "2.78 s": one("2.78", "0.01", unit="seconds"),
    "2.5x": one("2.5", "0.1", unit="times"),
    "threefold": one(3, unit="times"),
    "12 widgets": one(12, unit="widgets"),
    # time of a lap
    "6:46.874": one("406.874", "0.001", unit="seconds"),
    "7:04": one(424, unit="seconds"),
    "6 minutes 46.874 seconds": one("406.874", "0.001", unit="seconds"),
    # words
    "fifty-nine": one(59),
    "fifty-nine stores": one(59, unit="stores"),
    "a hundred and twenty": one(120),
    "two million": one(2000000, 1000000),
    "half a million cars": one(500000, 100000, unit="vehicles"),
    "two dozen": one(24),
    "a third": one("33.3", 1, ABOUT, "percent"),
    "half": one(50, 1, ABOUT, "percent"),
    "nearly two thirds of sales": one("66.7", 1, NEARLY, "percent"),
    # ranges
    "150,000–200,000": span(150000, 200000),
    "150,000-200,000": span(150000, 200000),
    "440,000 to 490,000": span(440000, 490000),
    "between 440,000 and 490,000": span(440000, 490000),
    "from 3 to 4%": span(3, 4, unit="percent"),
    "$3–4bn": span(3 * 10**9, 4 * 10**9, 10**9, unit="USD"),
    "3 to 4 billion yuan": span(3 * 10**9, 4 * 10**9, 10**9, unit="CNY"),
    "900,000 to 1.1 million": span(900000, 1100000, 100000),
    "two to three million cars": span(2000000, 3000000, 1000000, unit="vehicles"),
    "-3% to -1%": span(-3, -1, unit="percent"),
    "about 10–15%": span(10, 15, qualifier=ABOUT, unit="percent"),
    # ranks
    "top five": rank(5, AT_MOST),
    "the world's top 5 carmakers": rank(5, AT_MOST),
    "No. 3": rank(3, EXACT),
    "third": rank(3, EXACT),
}

REFUSED = {
    "": ("the figure is empty", ""),
    "350,00": ("the separators in '350,00' are not those of a figure", "write 35,000 or 350.00"),
    "3.50.000": ("the separators in '3.50.000' are not those of a figure", "write 350,000"),
    "1,2345": ("the separators in '1,2345' are not those of a figure", "write 12,345 or 1.2345"),
    "1.234,56": ("the separators in '1.234,56' are not those of a figure", "write 1,234.56"),
    "3,5%": ("the separators in '3,5' are not those of a figure", "write 3.5"),
    "12,345,67": ("the separators in '12,345,67' are not those of a figure", "write 1,234,567"),
    "123,45,678": ("the separators in '123,45,678' are not those of a figure", "write 12,345,678"),
    "(over 5%)": ("the brackets in '(over 5%)' do not stand around one plain figure", "write a minus sign"),
    "(3–5%)": ("the brackets in '(3–5%)' do not stand around one plain figure", "write a minus sign"),
    "(-5%)": ("the brackets in '(-5%)' do not stand around one plain figure", "write a minus sign"),
    "490,000 to 440,000": ("the range '490,000 to 440,000' is the wrong way round", "write the lower end first"),
    "700 km CLTC": ("'CLTC' after the unit is not part of the figure", "say it under scope, basis or period"),
    "6:75": ("there are no 75 seconds in a minute", "write minutes:seconds, as in 6:46.874"),
    "9" * 30: ("the figure has too many digits", "write at most 15"),
    "five five": ("'five five' is no number", "write it in digits"),
    "€5 to $6": ("the ends of '€5 to $6' have different units, EUR and USD", "write one unit"),
}


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_is_read_as_it_is_meant(text):
    read = parse_quantity(text)
    assert read == FIGURES[text]
    assert read.step == FIGURES[text].step
    assert read.text == text


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_figure_is_refused_with_advice(text):
    with pytest.raises(QuantityError) as refused:
        parse_quantity(text)
    reason, advice = REFUSED[text]
    assert refused.value.reason == reason
    assert refused.value.advice.startswith(advice)


@pytest.mark.parametrize("text", ["strong demand", "in 2025", "300,000 or 350,000", "350,000 in 2025", "1/3", ".", "$"])
def test_words_around_a_figure_are_not_swallowed(text):
    with pytest.raises(QuantityError):
        parse_quantity(text)


def test_a_range_the_wrong_way_round_has_its_own_rule():
    with pytest.raises(QuantityError) as refused:
        parse_quantity("5–3")
    assert refused.value.rule == "range-order"


def test_a_scaled_figure_has_no_idle_decimals():
    assert [str(parse_quantity(text).low) for text in ("1.61 million", "1.5k", "0.1234k")] == [
        "1610000",
        "1500",
        "123.4",
    ]


def outcome(text):
    """The figure, or the refusal; any other exception passes."""
    try:
        return parse_quantity(text)
    except QuantityError as error:
        return error


@given(st.text())
def test_any_text_is_a_figure_or_refused(text):
    assert isinstance(outcome(text), Quantity | QuantityError)


@given(st.text(alphabet="0123456789.,' -–+$¥%kmbn:/½ toandvrfiw", max_size=40))
def test_any_text_made_of_what_figures_are_made_of_is_a_figure_or_refused(text):
    read = outcome(text)
    assert isinstance(read, QuantityError) or (read.low <= read.high and read.step > 0)


@given(st.integers(0, 10**12))
def test_thousands_are_read_with_and_without_separators(number):
    assert parse_quantity(f"{number:,}") == parse_quantity(str(number)) == one(number)


def test_units_have_one_name_however_written():
    written = [
        "cars",
        "per cent",
        "GWh",
        "kwh",
        "yuan",
        "cars per year",
        "units a year",
        "electric vehicles",
        "widgets",
    ]
    named = ["vehicles", "percent", "GWh", "kWh", "CNY", "vehicles/year", "/year", "vehicles", "widgets"]
    assert [canonical_unit(text) for text in written] == named


def test_a_figure_fits_a_metric_that_is_counted_in_its_unit():
    assert unit_fits(None, "vehicles")
    assert unit_fits("vehicles", "cars")
    assert unit_fits("/year", "vehicles a year")
    assert unit_fits("CNY", "currency")
    assert not unit_fits("km", "currency")
    assert not unit_fits("percent", "vehicles")


def test_a_decimal_point_is_no_digit():
    assert parse_quantity("3.14159265358979").low == Decimal("3.14159265358979")
    with pytest.raises(QuantityError, match="too many digits"):
        parse_quantity("3.141592653589793")


def test_a_unit_of_many_squares_is_refused_at_once():
    with pytest.raises(QuantityError, match="is no unit"):
        parse_quantity(f"1 m{'²' * 60}!")
    assert parse_quantity("12 Wh/m²").unit == "Wh/m²"
