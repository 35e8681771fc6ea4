"""What an expression of a data file cannot do without."""

import re
from pathlib import Path

import pytest

from factledger.model.grammar.language_tables import grammar
from factledger.model.grammar.regex_prefilter import Look, may_match, needed_letters, shortest, spans_of_any
from factledger.model.proofreading_language import language

ARTICLES = Path(__file__).parents[2] / "proofreading"


@pytest.mark.parametrize(
    ("expression", "letters"),
    [
        ("eine?[ms]? Drittel", ("drittel",)),
        (r"(?<!\w)[Vv]erdopp?lung", ("erdop",)),
        (r"(?:Platz|Rang) {number}", ("platz", "rang")),
        ("(?:Platz|Rang)? {number}", ()),
        ("Alter von {number}(?: Jahren)?", ("alter",)),
        ("{number} (?=Plätze)ab", ("ab",)),
        ("(?!Uhr)x", ()),
        ("ein|zwei", ("ein", "zwei")),
        (r"ein|\d", ()),
        ("(?:a(?:bc|de)|fg)", ("bc", "de", "fg")),
        ("x{0,2}yz{1,2}", ("yz",)),
        (r"\d+号", ("号",)),
        ("[一二]月(?:底|末)?", ("月",)),
        ("{ordinal}", ("dritte", "zweite")),
        ("{ordinal}?", ()),
    ],
)
def test_letters_are_needed_outside_of_what_may_be_left_out(expression, letters):
    assert needed_letters(expression, {"ordinal": ["zweite", "zweiter", "Dritte"]}) == letters


def test_of_words_within_one_another_the_shortest_are_kept():
    assert shortest(["Zweiter", "zweite", "dritte"]) == ("dritte", "zweite")


def _looks(*expressions):
    return [Look(re.compile(one), needed_letters(one)) for one in expressions]


@pytest.mark.parametrize("text", ["", "aab", "abab", "baab", "abc", "ccc"])
def test_several_expressions_find_what_one_of_all_finds(text):
    expressions = ("ab", "a", "bc?", "c+")
    joined = re.compile("|".join(expressions))
    assert list(spans_of_any(text, _looks(*expressions))) == [one.span() for one in joined.finditer(text)]


@pytest.mark.parametrize("code", ["de", "zh-Hans"])
def test_no_article_has_what_is_not_tried_on_it(code):
    known = grammar(language(code))
    looks = (*known.skip, *(look for look, _, _ in known.shares))
    texts = [path.read_text(encoding="utf-8") for path in sorted((ARTICLES / code / "open").glob("*.md"))[::20]]
    left_out = [(one, text) for text in texts for one in looks if not may_match(one.needed, text.lower())]
    assert len(left_out) > len(looks)
    assert not [one.expression.pattern for one, text in left_out if one.expression.search(text)]
