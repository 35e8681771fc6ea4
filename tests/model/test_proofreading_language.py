"""The data of languages, and what is found with it."""

import re
from pathlib import Path

import pytest

from factledger.model import proofreading_language as languages
from factledger.model.proofreading_language import Found, language

CODES = sorted(path.stem for path in (Path(languages.__file__).parents[1] / "languages").glob("*.toml"))
DIMENSIONS = set(re.findall(r"^\| `(\w+)` \|", languages.__doc__ or "", re.MULTILINE))


@pytest.mark.parametrize("code", CODES)
def test_a_data_file_has_every_dimension_and_no_other(code):
    found = language(code)
    assert found is not None
    # Where nothing parts words, a country's name is found in that of its people and in its adjective: 法国人, 法国市场.
    within = set() if found.has_spaces else {"people", "native"}
    assert {phrase.dimension for phrase in found.phrases} == DIMENSIONS - within


def test_a_regional_tag_is_read_as_its_language():
    assert language("en-GB") is language("en")


@pytest.mark.parametrize("code", ["eo", "", "../en", "en/..", "tlh-Latn"])
def test_what_has_no_data_is_no_language_here(code):
    assert language(code) is None


def test_of_each_dimension_the_longest_phrase_is_found():
    found = language("en")
    assert found is not None
    assert sorted(found.find("Deliveries rose year-on-year, more than the month before")) == [
        Found(0, 10, "counted", "deliveries"),
        Found(11, 15, "direction", "up"),
        Found(16, 28, "compared", "year"),
        Found(30, 34, "beside", "more"),
        Found(30, 34, "direction", "up"),
        Found(30, 34, "pace", "slow"),
        Found(30, 39, "relation", "difference"),
        Found(40, 56, "earlier", "month"),
    ]


@pytest.mark.parametrize("code", ["en", "de", "zh-Hans"])
@pytest.mark.parametrize("text", ["", "…", " – ", "1"])
def test_a_text_without_words_holds_no_phrase(code, text):
    assert list(language(code).find(text)) == []
