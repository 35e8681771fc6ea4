"""How right the proofreader is on articles that are right, and on those with a mistake in them.

The limits are what is reached on articles that have been read, which says little of new ones; they hold what must not grow
worse: no true sentence refused, hardly an editor asked in vain, few mistakes silent. The plain tests look at every sixth
article, the thorough ones at all; of the mistakes both try every fourth, and `tests/benchmarks/proofreading.py` all.
"""

from typing import NamedTuple

import pytest

from tests.proofreading.benchmark import names, tally


class Limits(NamedTuple):
    """The most true sentences refused and asked about per article, the least share of mistakes that are errors, the most silent."""

    refused: int
    asked: float
    errors: float
    silent: float


LIMITS = {"en": Limits(0, 0.4, 0.39, 0.14), "de": Limits(0, 0.6, 0.34, 0.165), "zh-Hans": Limits(0, 0.55, 0.41, 0.115)}
OFF = 0.1  # twice what chance puts a share off by, where about a hundred mistakes are looked at


@pytest.fixture(scope="module", params=[6, pytest.param(1, marks=pytest.mark.thorough)], ids=["a sixth", "all"])
def share(request):
    return request.param


@pytest.fixture(scope="module", params=LIMITS)
def found(request, share):
    chosen = names(request.param, "open")[::share]
    limits, off = LIMITS[request.param], 0 if share == 1 else OFF
    tallied = tally(request.param, "open", chosen, every=4)
    return Limits(limits.refused, limits.asked + off, limits.errors - off, limits.silent + off), tallied


def test_hardly_a_true_sentence_is_refused(found):
    limits, tallied = found
    assert len(tallied.false_errors) <= limits.refused, tallied.false_errors


def test_of_hardly_a_right_figure_an_editor_is_asked(found):
    limits, tallied = found
    assert sum(tallied.asked) / len(tallied.asked) <= limits.asked


def test_many_mistakes_are_errors_and_few_pass_in_silence(found):
    limits, tallied = found
    mistakes = tallied.mistakes
    assert mistakes.errors / mistakes.all >= limits.errors
    assert mistakes.silent / mistakes.all <= limits.silent
