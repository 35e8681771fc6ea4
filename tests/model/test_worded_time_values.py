"""Dates in words, as the values of facts have them."""

import pytest

from factledger.model.worded_time_values import time_named

SAID = {
    "2026-03": "2026-03",
    "March 2026": "2026-03",
    "Sept. 2026": "2026-09",
    "15 March 2026": "2026-03-15",
    "March 15th, 2026": "2026-03-15",
    "by the end of 2026": "2026",
    "Q1 2026": "2026-Q1",
    "the second half of 2026": "2026-H2",
    "15. März 2026": "2026-03-15",
    "Ende Jänner 2026": "2026-01",
    "im 3. Quartal 2026": "2026-Q3",
    "2026年3月15日": "2026-03-15",
    "2026年第二季度": "2026-Q2",
    "2026年下半年": "2026-H2",
    "2026年底": "2026",
}
NOTHING = ("approved", "early 2026", "31 February 2026", "March 2026 in China", "3 stores", "March", "")


@pytest.mark.parametrize("text", SAID)
def test_a_time_in_words_is_the_one_that_editors_write_in_digits(text):
    assert str(time_named(text)) == SAID[text]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_vague_or_none_is_no_time(text):
    assert time_named(text) is None
