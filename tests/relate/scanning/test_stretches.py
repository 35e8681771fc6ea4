"""Stretches that sentences name by their last month, or by the one before the article's own."""

from datetime import date

import pytest

from factledger.model.proofreading_language import language
from factledger.relate.scanning.scan import scan
from tests.relate.judging.rivals import errors


@pytest.mark.parametrize(
    ("code", "text", "periods"),
    [
        ("en", "In the September quarter and the June half of 2025", ["2025-Q3", "2025-H1"]),
        ("en", "In the three months to July", ["2025-05/2025-07"]),
        ("en", "In the nine months to end-September", ["2025-01/2025-09"]),
        ("en", "In the year to March 2025 and by end-September", ["2024-04/2025-03", "2025-09-30"]),
        ("en", "In the latter half of the year", []),
        ("de", "Im September-Quartal 2025 und im Jahr bis Ende März 2025", ["2025-Q3", "2024-04/2025-03"]),
        ("de", "In den zwölf Monaten bis März 2025", ["2024-04/2025-03"]),
        ("zh-Hans", "上季度，本季度，今年首季，今年首三季", ["2025-Q3", "2025-Q4", "2025-Q1", "2025-01/2025-09"]),
        (
            "zh-Hans",
            "2024年Q3，截至2025年3月末的一年，截至2025年3月底的十二个月",
            ["2024-Q3", "2024-04/2025-03", "2024-04/2025-03"],
        ),
        ("zh-Hans", "今年上半年，第三季度，四季度", ["2025-H1", "2025-Q3", "2025-Q4"]),
    ],
)
def test_a_stretch_is_read_whole(code, text, periods):
    figures = scan(text, today=date(2025, 11, 15), language=language(code))
    assert [str(figure.period) for figure in figures] == periods


def test_the_last_quarter_is_not_the_first():
    fact = "metric: deliveries, period: 2025-Q3, value: 42013"
    assert errors([fact], "诺维克上季度交付42013辆。", code="zh-Hans") == set()
    assert errors([fact], "诺维克首季交付42013辆。", code="zh-Hans") == {"42013辆"}
