"""How right the proofreader is on articles that are right, and on those with a mistake in them."""

import pytest

from tests.proofreading.benchmark import tally

LANGUAGES = ["en", "de", "zh-Hans"]


@pytest.fixture(scope="module", params=LANGUAGES)
def found(request):
    return tally(request.param, "open")


def test_no_true_sentence_is_refused(found):
    assert [f"{name}: {problem}" for name, problem in found.false_errors] == []


def test_most_mistakes_are_errors_and_few_pass_in_silence(found):
    mistakes = found.mistakes
    assert mistakes.errors / mistakes.all >= 0.85
    assert mistakes.silent / mistakes.all <= 0.04
