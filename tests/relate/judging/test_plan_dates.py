"""What is to begin at a time yet to come, and a text that says that it has begun or names another month."""

import pytest

from tests.relate.judging.test_name_and_weekday_contradictions import asked

BEGIN = "metric: start-of-deliveries, kind: target, model: n30, value: 2026-05"
BEGUN = "metric: start-of-deliveries, model: n30, value: 2025-05"


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("Deliveries are to begin in May 2026.", "en", []),
        ("Deliveries began in May.", "en", ["began"]),
        ("Customers got the first cars in May.", "en", ["got"]),
        ("Deliveries are to begin in March 2026.", "en", ["March"]),
        ("Deliveries are to begin in March 2026 in Norway, and here in May 2026.", "en", []),
        ("It has already delivered 4,200 N90s. Deliveries of the N30 are to begin in May 2026.", "en", []),
        ("Die Auslieferung soll im Mai 2026 beginnen.", "de", []),
        ("Die ersten Kunden fahren ihn seit Mai.", "de", ["seit"]),
        ("Die ersten Kunden sollen ihn im März 2026 bekommen.", "de", ["März"]),
        ("计划2026年5月开始交付。", "zh-Hans", []),
        ("首批新车已经开始交付。", "zh-Hans", ["已经开始交付"]),
    ],
)
def test_what_is_to_begin_is_not_told_as_begun_nor_for_another_month(body, code, words):
    assert asked(body, BEGIN, code=code, more="models: [n90]\n") == words


def test_what_has_begun_may_be_told_so():
    assert asked("Deliveries began in May.", BEGUN) == []


def test_what_is_to_begin_is_not_told_as_begun_in_the_title():
    assert asked("Nothing.", BEGIN, title="Norvik got the first ones to its customers") == ["got"]
