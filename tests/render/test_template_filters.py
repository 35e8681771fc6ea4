"""Dates and figures in words."""

import re
from decimal import Decimal

import pytest

from factledger.model.dates import fiscal, parse_period
from factledger.model.message_catalogues import messages_of
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.views import Link
from factledger.render.template_filters import filters, page_filters

ENGLISH = filters("en")


def figure(low, high=None, step=1, qualifier="exact", unit=None, *, is_rank=False):
    return Quantity(Decimal(low), Decimal(high or low), Decimal(step), Qualifier(qualifier), unit, is_rank)


@pytest.mark.parametrize(
    ("text", "long", "compact", "machine"),
    [
        ("2025-03-18", "18 March 2025", "18 Mar 2025", "2025-03-18"),
        ("2025-03", "March 2025", "Mar 2025", "2025-03"),
        ("2025-Q3", "Q3\xa02025", "Q3\xa02025", ""),
        ("2025-H1", "first half of 2025", "H1\xa02025", ""),
        ("2025", "2025", "2025", "2025"),
        ("../2024-04-30", "up to 30 April 2024", "up to 30 Apr 2024", ""),
        ("2025-01/2025-11", "January–November 2025", "Jan–Nov 2025", ""),
        ("2024-11/2025-02", "November 2024\xa0– February 2025", "Nov 2024\xa0– Feb 2025", ""),
        ("2021/2031", "2021–2031", "2021–2031", ""),
        ("2025-03-18/2025-03-25", "18–25 March 2025", "18–25 Mar 2025", ""),
        ("2024-12-28/2025-01-03", "28 December 2024\xa0– 3 January 2025", "28 Dec 2024\xa0– 3 Jan 2025", ""),
    ],
)
def test_a_period_is_as_precise_as_it_was_stated(text, long, compact, machine):
    period = parse_period(text)
    assert (ENGLISH["period"](period), ENGLISH["day"](period), ENGLISH["datetime"](period)) == (long, compact, machine)


def test_lists_under_a_year_or_a_masthead_have_forms_of_their_own():
    day, month, quarter = (parse_period(text) for text in ("2025-03-18", "2025-03", "2025-Q1"))
    assert [ENGLISH["month_day"](one) for one in (day, month, quarter)] == ["18 Mar", "Mar", "Q1\xa02025"]
    assert [ENGLISH["month"](month), ENGLISH["month"](quarter)] == ["March", "Q1\xa02025"]
    assert [ENGLISH["dateline"](day), ENGLISH["dateline"](month)] == ["Tuesday, 18 March 2025", "March 2025"]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (figure(350_000), "vehicles", "350,000 vehicles"),
        (figure(10, qualifier="over"), "percent", "over 10%"),
        (figure("6.50", step="0.01"), "%", "6.50%"),
        (figure(597_000, step=1000, qualifier="about"), "", "about 597,000"),
        (figure(1_610_000, step=10_000), "", "1.61 million"),
        (figure(1_610_000), "", "1,610,000"),
        (figure(4_602_400, step=100), "", "4.6024 million"),
        (figure(6 * 10**9, step=10**8), "CNY", "6.0 billion yuan"),
        (figure(10**10, step=10**9), "USD", "$10 billion"),
        (figure(10**9, 2 * 10**9, step=10**9), "USD", "$1–2 billion"),
        (figure(900_000, 1_500_000, step=100_000), "", "900,000–1.5 million"),
        (figure(7 * 10**8, 12 * 10**8, step=10**6), "CNY", "700–1,200 million yuan"),
        (figure(7 * 10**8, 12 * 10**8, step=10**8), "CNY", "700 million–1.2 billion yuan"),
        (figure(7 * 10**9, 12 * 10**9, step=10**6), "CNY", "7–12 billion yuan"),
        (figure(75 * 10**8, 12 * 10**9, step=10**6), "USD", "$7.5–12.0 billion"),
        (figure(150_000, 200_000), "vehicles", "150,000–200,000 vehicles"),
        (figure(5, is_rank=True, qualifier="at_most"), "rank", "top 5"),
        (figure(3, is_rank=True), "rank", "no. 3"),
        (figure(1, is_rank=True, qualifier="at_most"), "rank", "no. 1"),
        (figure(215_900, unit="CNY"), "", "215,900 yuan"),
        (figure(10**10, step=10**9), "SEK", "10 billion Swedish kronor"),
    ],
)
def test_a_figure_keeps_its_wording_and_shows_no_digit_that_was_not_stated(value, unit, words):
    assert ENGLISH["quantity"](value, unit).replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_figure_comes_in_parts_for_setting_each_in_its_own_size():
    value = figure(410_000, step=1000, qualifier="over")
    parts = [ENGLISH["hedge"](value), ENGLISH["amount"](value, "vehicles"), ENGLISH["unit_words"](value, "vehicles")]
    assert parts == ["over", "410,000", "vehicles"]


def test_short_forms_have_three_digits_at_most():
    numbers = (
        Decimal(350_000),
        Decimal(1_610_000),
        Decimal(32_100_000_000),
        Decimal(7058),
        59,
        Decimal(999_999),
        figure(350_000),
    )
    assert [ENGLISH["short"](number) for number in numbers] == ["350k", "1.61m", "32.1bn", "7.1k", "59", "1m", "350k"]


def test_a_share_just_short_of_the_whole_is_not_the_whole():
    assert [ENGLISH["percent"](Decimal(text)) for text in ("0.384", "0.996", "1", "1.0082", "1.01", "1.0527")] == [
        "38%",
        "99%",
        "100%",
        "100.8%",  # that has met its target, and not beaten it
        "101%",
        "105%",
    ]


def test_sizes_and_plain_numbers():
    sizes = [ENGLISH["bytes"](size).replace("\N{NO-BREAK SPACE}", " ") for size in (1, 512, 14_000, 1_234_567)]
    assert sizes == ["1 byte", "512 bytes", "14 kB", "1.2 MB"]
    assert [ENGLISH["decimal"](number) for number in (12345, Decimal("0.5"))] == ["12,345", "0.5"]


@pytest.mark.parametrize(
    ("language", "day", "amount"),
    [
        ("en-US", "March 18, 2025", "1.61 million"),
        ("en-GB", "18 March 2025", "1.61 million"),
        ("de", "18.\N{NO-BREAK SPACE}März 2025", "1,61 Millionen"),
        ("zh-Hans", "2025年3月18日", "161万"),
        ("xx", "18 March 2025", "1.61 million"),
    ],
)
def test_dates_and_numbers_follow_the_language(language, day, amount):
    found = filters(language)
    shown = found["amount"](figure(1_610_000, step=10_000)).replace("\N{NO-BREAK SPACE}", " ")
    assert (found["period"](parse_period("2025-03-18")), shown) == (day, amount)


def test_chinese_parts_digits_from_latin_letters_alone():
    chinese = filters("zh-Hans", messages_of("zh-Hans"))
    shown = [chinese["quantity"](figure(4_000), unit) for unit in ("vehicles", "kWh", "bottles")]
    assert shown == ["4,000辆", "4,000\N{NO-BREAK SPACE}kWh", "4,000\N{NO-BREAK SPACE}bottles"]


def words(text):
    """A text with every kind of blank as a plain one, and dashes without any: those differ among releases of CLDR."""
    return re.sub(r" ?– ?", "–", " ".join(text.split()))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-GB", "week 12 of 2025 (17–23 Mar)"),
        ("de", "Woche 12 des Jahres 2025 (17.–23. März)"),
        ("zh-Hans", "2025年第12周 (3月17日至23日)"),
    ],
)
def test_a_week_is_said_in_the_sites_language_by_its_iso_number(language, expected):
    assert words(filters(language)["period"](parse_period("2025-W12"))) == expected


def test_a_week_between_two_years_is_that_of_iso():
    assert words(filters("en-GB")["period"](parse_period("2026-W53"))) == "week 53 of 2026 (28 Dec 2026–3 Jan 2027)"
    assert filters("en-US")["day"](parse_period("2025-W01")) == "week 1 of 2025"
    assert filters("en")["datetime"](parse_period("2025-W01")) == "2025-W01"


def test_a_fiscal_year_is_said_with_its_months():
    said = filters("en")["period"]
    assert words(said(fiscal("FY2025-Q1", 3))).startswith("Q1 FY2025 (Apr–Jun")
    assert words(said(fiscal("FY2025", 3))) == "FY2025 (Apr 2024–Mar 2025)"
    chinese = filters("zh-Hans", messages_of("zh-Hans"))["period"]
    assert words(chinese(fiscal("FY2025", 3))) == "2025财年（2024年4月–2025年3月）"
    assert words(chinese(fiscal("FY2025-Q4", 3))).startswith("2025财年第4季度（")
    assert words(chinese(fiscal("FY2025-H2", 3))).startswith("2025财年下半年（")


def test_no_line_begins_with_a_dash_or_ends_behind_an_ordinal():
    german = filters("de", messages_of("de"))["period"]
    assert german(parse_period("2025-H1")) == "1.\N{NO-BREAK SPACE}Halbjahr 2025"
    assert german(parse_period("2024-11/2025-02")) == "November 2024\N{NO-BREAK SPACE}– Februar 2025"


@pytest.mark.parametrize(
    ("language", "text", "kept_together"),
    [
        ("en", "Xiaomi will price its first car on 28 March and deliver", "Xiaomi will price its first car on 28~March and deliver"),
        ("en", "Orders (locked-in), up to 30 April 2024", "Orders (locked-^in), up to~30~April~2024"),
        ("en", "Deliveries target, Q4 2025", "Deliveries target, Q4~2025"),
        ("en", "Deliveries (CPCA retail), 2025", "Deliveries (CPCA retail),~2025"),
        ("en", "Rank (car makers worldwide), 2038–2043", "Rank (car makers worldwide), 2038–^2043"),
        ("en", "Sales of H1 2025 and of 2024", "Sales of H1~2025 and of 2024"),
        ("en", "Makers sell 16.49 million new-energy vehicles in 2025", "Makers sell 16.49~million new-^energy vehicles in 2025"),
        ("en", "Xiaomi delivers 8,646 cars in May, not 2025 less", "Xiaomi delivers 8,646~cars in May, not 2025 less"),
        ("en", "It sells over 1.3 million cars, up to 7% of plug-in hybrids", "It sells over~1.3~million cars, up to~7% of plug-^in hybrids"),
        ("en", "The Model 3 in the first half of 2025", "The Model~3 in the first~half~of~2025"),
        ("en", "Pledge to sell only in China, 2024–2027", "Pledge to sell only in China, 2024–^2027"),
        ("en", "Cerva E-5", "Cerva~E-^5"),
        ("de", "Absatz im 1. Halbjahr 2025: 312 Millionen US-Dollar", "Absatz im 1.~Halbjahr~2025: 312~Millionen US-^Dollar"),
        ("de", "Rund 597 Millionen Euro für die Halden-Werke", "Rund 597~Millionen Euro für die Halden-Werke"),
        ("de", "Geschäftsjahr 2026 mit rund 60 Bestellungen", "Geschäftsjahr~2026 mit rund~60 Bestellungen"),
        ("en", "What 2024 brought to all", "What 2024 brought to all"),
        ("de", "Am 18. März 2025 sind es 136.854 Auslieferungen", "Am 18.~März~2025 sind es 136.854 Auslieferungen"),
        ("zh-Hans", "小米2025年3月交付量超过41万辆", "小米2025^年^3^月交付量超过^41^万^辆"),
        ("zh-Hans", "销量，2025年1月–11月，约28%", "销量，2025^年^1^月–^11^月，约^28%"),
        ("zh-Hans", "卖出52,300辆，营收428亿美元", "卖出52,300^辆，营收428^亿^美^元"),
    ],
)  # fmt: skip
def test_a_line_breaks_within_no_day_no_period_and_no_figure(language, text, kept_together):
    assert filters(language, messages_of(language))["unbroken"](text) == kept_together.replace(
        "~", "\N{NO-BREAK SPACE}"
    ).replace("^", "\N{WORD JOINER}")


@pytest.mark.parametrize(
    ("title", "kept_together"),
    [
        ("渗透率58.4%之后，先别放鞭炮", "<渗透率58.4%之后>，<先别放鞭炮>"),
        ("兰溪11月交付52,300辆，同比增六成", "兰溪<11月>交付<52,300辆>，<同比增六成>"),
        ("雾岛在华止跌：一款bX4撑起半边天", "<雾岛在华止跌>：<一款>bX4撑起半边天"),
        ("A&B 2025年交付量超过41万辆", "A&amp;B <2025年>交付量超过<41万辆>"),
    ],
)
def test_a_chinese_title_breaks_behind_signs_where_what_stands_between_them_fits_a_line(title, kept_together):
    marked = kept_together.replace("<", "[").replace(">", "</span>").replace("[", '<span class="whole">')
    assert filters("zh-Hans")["title_lines"](title, ()) == marked


def test_a_title_is_escaped_in_any_language():
    assert ENGLISH["title_lines"]("A&B <sells> 3 cars") == "A&amp;B &lt;sells&gt; 3\N{NO-BREAK SPACE}cars"


@pytest.mark.parametrize(
    ("text", "kept_together"),
    [
        ("550,000 vehicles", "550,000~vehicles"),
        ("It ends with over 381,000 deliveries", "It ends with over~381,000 deliveries"),
        ("at least 4.6 million vehicles", "at least~4.6~million vehicles"),
        ("The first SU7 ends here", "The first SU7 ends here"),
        ("Deliveries, up to 19 September 2025", "Deliveries, up to 19~September~2025"),
        ("on 19 September 2025", "on 19~September~2025"),
    ],
)
def test_what_is_counted_stands_below_its_figure_where_both_are_longer_than_a_narrow_line(text, kept_together):
    assert ENGLISH["unbroken"](text).replace("\N{NO-BREAK SPACE}", "~") == kept_together


def test_a_line_breaks_within_a_name_only_where_that_is_long():
    names = tuple(Link(text=text, url="/") for text in ("Li Auto", "Xiaomi Automotive Technology", "Deliveries"))
    assert ENGLISH["unbroken"]("Two quarters: Li Auto and Xiaomi Automotive Technology", names) == (
        "Two quarters: Li\N{NO-BREAK SPACE}Auto and Xiaomi Automotive Technology"
    )


@pytest.mark.parametrize(
    ("language", "code", "words"),
    [
        ("de", "GBP", "600 Millionen britische Pfund"),
        ("de", "BRL", "600 Millionen brasilianische Real"),
        ("de", "LYD", "600 Millionen libysche Dinar"),
        ("de", "CHF", "600 Millionen Schweizer Franken"),
        ("de", "USD", "600 Millionen US-Dollar"),
        ("en", "SEK", "600 million Swedish kronor"),
    ],
)
def test_a_currency_has_the_letters_that_it_has_within_a_sentence(language, code, words):
    amount = figure(600_000_000, step=1_000_000)
    shown = filters(language, messages_of(language))["quantity"](amount, code)
    assert " ".join(shown.split()) == words


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "18~March~2025", "March~2025"),
        ("de", "18.~März~2025", "März~2025"),
        ("zh-Hans", "2025^年^3^月^18^日", "2025^年^3^月"),
    ],
)
def test_a_page_tells_every_day_and_month_on_one_line_and_what_programs_read_has_plain_spaces(language, day, month):
    kept, plain = page_filters(language, messages_of(language)), filters(language, messages_of(language))
    joints = {"~": "\N{NO-BREAK SPACE}", "^": "\N{WORD JOINER}"}
    for text, words in (("2025-03-18", day), ("2025-03", month)):
        for sign, joint in joints.items():
            words = words.replace(sign, joint)
        assert kept["period"](parse_period(text)) == words
        assert "\N{WORD JOINER}" not in plain["period"](parse_period(text))
