"""CSV that survives spreadsheets: quoting, formulas, exact figures."""

import csv
from decimal import Decimal
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from factledger.model.facts import FactKind
from factledger.model.ledger import Standing, Status
from factledger.model.quantity import Qualifier
from factledger.plan.downloads.csv_text import csv_bytes, guarded, unguarded
from factledger.plan.downloads.events_table import event_table
from factledger.plan.downloads.facts_table import fact_table
from factledger.plan.downloads.table import Column, DownloadTable, Type
from tests.plan.nouns import ADDRESSES, SU7, XIAOMI, make_article, make_event, make_fact, make_quantity, make_site


def records(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def table(*values, type=Type.TEXT) -> DownloadTable:
    column = Column(name="value", about="", type=type)
    return DownloadTable(name="t", title="", about="", columns=(column,), rows=tuple((value,) for value in values))


def test_a_fact_is_a_row_with_its_figure_its_standing_and_its_source():
    target = make_fact("a/target", "350,000", "2025", kind=FactKind.TARGET, holder="xiaomi", note="Raised on Weibo")
    site = make_site([target], standings={"a/target": Standing(status=Status.SUPERSEDED, superseded_by="b/x")})
    assert records(csv_bytes(fact_table(site, ADDRESSES))) == [
        {
            "id": "a/target",
            "subject": "company:xiaomi",
            "metric": "deliveries",
            "kind": "target",
            "scope": "",
            "basis": "",
            "holder": "xiaomi",
            "period": "2025",
            "period_first": "2025-01-01",
            "period_last": "2025-12-31",
            "as_of": "2025-03-18",
            "as_of_first": "2025-03-18",
            "as_of_last": "2025-03-18",
            "text": "350,000",
            "low": "350000",
            "high": "350000",
            "step": "1",
            "qualifier": "exact",
            "is_rank": "false",
            "unit": "vehicles",
            "currency": "",
            "confidence": "confirmed",
            "status": "superseded",
            "superseded_by": "b/x",
            "supersedes": "",
            "disputed_by": "",
            "preferred": "",
            "retracted": "",
            "retracted_by": "",
            "note": "Raised on Weibo",
            "source_name": "Lei Jun on Weibo",
            "source_url": "https://weibo.example/1",
            "source_publisher": "Weibo",
            "source_type": "release",
            "source_published": "2025-03-18",
            "source_accessed": "",
            "source_archive": "",
            "article": "a",
            "article_url": "https://example.org/ev/news/a/",
            "url": "https://example.org/ev/companies/xiaomi/deliveries/#a--target",
        }
    ]


def test_money_has_its_currency_and_words_have_no_figure():
    price = make_fact("a/price", "215,900 yuan", metric="price", value=make_quantity("215900", unit="CNY"))
    approval = make_fact("a/approval", "granted", metric="approval")
    rows = records(csv_bytes(fact_table(make_site([price, approval]), ADDRESSES)))
    shown = [(row["id"], row["text"], row["low"], row["unit"], row["currency"], row["is_rank"]) for row in rows]
    assert shown == [
        ("a/approval", "granted", "", "", "", ""),
        ("a/price", "215,900 yuan", "215900", "CNY", "CNY", "false"),
    ]


def test_figures_keep_every_digit_and_need_no_exponent():
    numbers = ("1.61E+6", "0.10", "-12.5", "123456789012345678901234567890.5", "0", "1E-9")
    assert csv_bytes(table(*map(Decimal, numbers), type=Type.NUMBER)).decode().split("\r\n") == [
        "value",
        "1610000",
        "0.1",
        "-12.5",
        "123456789012345678901234567890.5",
        "0",
        "0.000000001",
        "",
    ]


def test_a_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe():
    risky = ("=1+1", "+10%", "-12%", "@SUM(A1)", "\t=1", "\r=1", " =1", "'quoted", "＝1")
    harmless = ("350,000", "a=b", "../2024-04-30", "", "小米")
    assert [guarded(text) for text in risky] == [f"'{text}" for text in risky]
    assert [guarded(text) for text in harmless] == list(harmless)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), max_size=5))
def test_any_text_comes_back_from_its_cell(found):
    rows = list(csv.reader(StringIO(csv_bytes(table(*found, "end")).decode(), newline="")))
    cells = [row[0] if row else "" for row in rows[1:-1]]
    assert [unguarded(cell) for cell in cells] == found
    assert not any(cell[:1] in set("=+-@\t\r\n") for cell in cells if cell)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_any_figure_comes_back_from_its_cell(figure):
    cell = csv_bytes(table(figure, type=Type.NUMBER)).decode().split("\r\n")[1]
    assert Decimal(cell) == figure
    assert "E" not in cell


def test_lines_end_as_rfc_4180_has_it_and_a_field_with_a_break_is_quoted():
    assert csv_bytes(table("a\nb", 'say "so"', "x,y")) == b'value\r\n"a\nb"\r\n"say ""so"""\r\n"x,y"\r\n'


def test_an_event_is_as_precise_as_its_date():
    event = make_event("a/launch", "2026-Q4", "YU9 goes on sale", XIAOMI, SU7, kind="launch")
    site = make_site(articles=[make_article("a", events=(event,))])
    assert records(csv_bytes(event_table(site, ADDRESSES))) == [
        {
            "id": "a/launch",
            "date": "2026-Q4",
            "date_first": "2026-10-01",
            "date_last": "2026-12-31",
            "title": "YU9 goes on sale",
            "kind": "launch",
            "subjects": '["company:xiaomi","model:xiaomi-su7"]',
            "note": "",
            "source_name": "",
            "source_url": "",
            "article": "a",
            "article_url": "https://example.org/ev/news/a/",
            "retracted": "",
        }
    ]


def test_a_range_and_its_wording_are_kept():
    value = make_quantity("150000", "200000", step="1000", qualifier=Qualifier.ABOUT)
    site = make_site([make_fact("a/x", "about 150,000–200,000", "2025", value=value)])
    row = records(csv_bytes(fact_table(site, ADDRESSES)))[0]
    assert (row["low"], row["high"], row["step"], row["qualifier"]) == ("150000", "200000", "1000", "about")
