"""Numbers that count nothing: of places, of lives, of votes."""

from datetime import date

import pytest

from factledger.model.proofreading_language import language
from factledger.relate.scanning.scan import scan


@pytest.mark.parametrize(
    ("code", "text", "cores"),
    [
        ("en", "At plant 2, near km 16, it charged twice; mile 7 was closed.", []),
        ("en", "Plant 3,200 trees, said the plant 16 workers short.", ["3,200", "16"]),
        ("en", "The harbour master, who is 63 and retires, said he was 41.", []),
        ("en", "The market share is 63 percent and the score was 41.", ["63 percent", "41"]),
        ("de", "Der Hafenmeister, der 63 ist, sagt: Sie ist 41, er war 39 und blieb.", []),
        ("de", "Ein Viertel ist nach einem Viertel der Zeit beisammen, bei Kilometer 412.", ["Ein Viertel"]),
        ("de", "Es sind 63 Prozent, der Marktanteil ist 41.", ["63 Prozent", "41"]),
        ("zh-Hans", "赞成10票，车架号末四位，前三位数。", ["10票"]),
    ],
)
def test_the_number_of_a_place_or_an_age_is_no_figure(code, text, cores):
    assert [figure.core for figure in scan(text, today=date(2025, 7, 10), language=language(code))] == cores
