"""Right sentences that tell a fact in unusual ways are not refused, and hardly asked about; wrong ones are found.

The plain test looks at every eighth entry, the thorough one at all.
"""

from collections import Counter

import pytest

from tests.proofreading.benchmark import LANGUAGES
from tests.proofreading.sentences import outcome, sentences

ASKED = 0.11  # the most of the right sentences of which an editor is asked
FOUND = 0.52  # the least of the wrong ones that are errors or asked about


@pytest.fixture(scope="module", params=[8, pytest.param(1, marks=pytest.mark.thorough)], ids=["an eighth", "all"])
def every(request):
    return request.param


@pytest.fixture(scope="module", params=LANGUAGES)
def found(request, every):
    return [(sentence, outcome(sentence)) for sentence in sentences(request.param, every=every)]


def test_no_right_sentence_is_refused(found):
    assert [sentence.text for sentence, what in found if not sentence.why and what == "error"] == []


def test_of_hardly_a_right_sentence_an_editor_is_asked(found):
    outcomes = Counter(what for sentence, what in found if not sentence.why)
    assert outcomes["asked"] / outcomes.total() <= ASKED


def test_most_wrong_sentences_are_found(found):
    outcomes = Counter(what for sentence, what in found if sentence.why)
    assert (outcomes["error"] + outcomes["asked"]) / outcomes.total() >= FOUND
