"""Figures and dates in sentences of languages that their data files describe."""

from datetime import date

import pytest

from sitegen.model.language import language
from sitegen.relate.scanning.scan import scan

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
        ("knapp die Hälfte", "about 50 percent"),
        ("doppelt so viele", "2 times"),
    ],
    "Ende 2024 waren es gut 3 Mrd. Euro.": [("Ende 2024", "2024-12-31"), ("3 Mrd. Euro", "over 3000000000 EUR")],
    "Vor drei Monaten kam Mara Dunn, 54, nach 24-Stunden-Fahrt; Version 7.2.": [],
    "Bis zu 4.000 Euro, mindestens 30 kWh, 12.000 im Monat.": [
        ("4.000 Euro", "up_to 4000 EUR"),
        ("30 kWh", "at_least 30 kWh"),
        ("12.000", "12000 /month"),
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
