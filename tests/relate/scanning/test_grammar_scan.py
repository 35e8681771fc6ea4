"""Figures and dates in sentences of languages that their data files describe."""

from datetime import date

import pytest

from factledger.model.proofreading_language import language
from factledger.relate.scanning.scan import scan

TODAY = date(2025, 7, 10)

GERMAN = {
    "Halden hat von Januar bis Juni 465.500 Autos verkauft, 47 Prozent mehr.": [
        ("Januar bis Juni", "2025-H1"),
        ("465.500", "465500 vehicles"),
        ("47 Prozent", "47 percent"),
    ],
    "Das Ziel stieg von 5,5 auf 4,6 Millionen Wagen.": [
        ("5,5", "5500000 vehicles"),
        ("4,6 Millionen", "4600000 vehicles"),
    ],
    "Am 8. Oktober um 9.30 Uhr fuhr der N30 mit Tempo 120 in Halle 54.": [("8. Oktober", "2025-10-08")],
    "Jeder fünfte Wagen, knapp die Hälfte, doppelt so viele.": [
        ("Jeder fünfte", "about 20.0 percent"),
        ("die Hälfte", "nearly 50 percent"),
        ("doppelt so viele", "2 times"),
    ],
    "Ende 2024 waren es gut 3 Mrd. Euro.": [("Ende 2024", "2024-12-31"), ("3 Mrd. Euro", "over 3000000000 EUR")],
    "Vor drei Monaten kam Mara Dunn, 54, nach 24-Stunden-Fahrt; Version 7.2.": [],
    "Im März 2025 8.200 Autos, im Jahr 2024 31.000 Stück.": [
        ("März 2025", "2025-03"),
        ("8.200", "8200 vehicles"),
        ("2024", "2024"),
        ("31.000", "31000"),
    ],
    "Vor dem Konkurs. Neun Jahre später.": [],
    "Bis zu 4.000 Euro, mindestens 30 kWh, 12.000 im Monat.": [
        ("4.000 Euro", "up_to 4000 EUR"),
        ("30 kWh", "at_least 30 kWh"),
        ("12.000", "12000 /month"),
    ],
}


CHINESE = {
    "充电功率120千瓦，3千辆。": [("120千瓦", "120 kW"), ("3千", "3000 vehicles")],
    "兰溪汽车2025年10月交付42,013辆，同比增长76%。": [
        ("2025年10月", "2025-10"),
        ("42,013", "42013 vehicles"),
        ("76%", "76 percent"),
    ],
    "目标从271万辆上调到300万辆，前11个月累计近10万多辆。": [
        ("271万", "2710000 vehicles"),
        ("300万", "3000000 vehicles"),
        ("前11个月", "2025-01/2025-11"),
        ("10万", "nearly 100000 vehicles"),
    ],
    "7月至9月，三名学生遇难，每十辆新车就有一辆是北岭，占四分之一，三成以上，翻倍。": [
        ("7月至9月", "2025-Q3"),
        ("三", "3 people"),
        ("每十辆新车就有一辆", "about 10.0 percent"),
        ("四分之一", "about 25.0 percent"),
        ("三成", "at_least 30 percent"),
        ("翻倍", "2 times"),
    ],
    "同比增七成六，占三成半，是前者的五倍多，产能增加一倍半，近六成本地产。": [
        ("七成六", "76 percent"),
        ("三成半", "about 35 percent"),
        ("五倍", "over 5 times"),
        ("增加一倍半", "2.5 times"),
    ],
    "9月15日至21日，22时44分，第118号通告，21℃，54号厂房，Io 5，N30，4680电芯，18岁，两年前，2681.HK。": [
        ("9月15日至21日", "2025-09-15/2025-09-21"),
    ],
    "去年上半年价格不到30万元，9月底前约为12万至12.5万元。": [
        ("去年上半年", "2024-H1"),
        ("30万元", "under 300000 CNY"),
        ("9月", "2025-09"),
        ("12万至12.5万元", "about 120000–125000 CNY"),
    ],
}


def said(figure):
    if figure.value is None:
        return str(figure.period)
    value = figure.value
    hedge = "" if value.qualifier == "exact" else f"{value.qualifier} "
    return f"{hedge}{value.low}{'' if value.low == value.high else f'–{value.high}'} {value.unit or ''}".strip()


def found(text, code):
    return [(figure.core, said(figure)) for figure in scan(text, today=TODAY, language=language(code))]


@pytest.mark.parametrize("text", list(GERMAN))
def test_german_sentences_are_read(text):
    assert found(text, "de") == GERMAN[text]


@pytest.mark.parametrize("text", list(CHINESE))
def test_chinese_sentences_are_read(text):
    assert found(text, "zh-Hans") == CHINESE[text]
