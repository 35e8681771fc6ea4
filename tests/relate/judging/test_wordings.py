"""The figures of titles, summaries, captions and titles of events: held against the facts, told at their place."""

from dataclasses import replace

import pytest

from factledger.read.article_file import read_article
from factledger.relate.judging.proofread_article import proofread, proofread_wordings
from tests.relate.judging.newsroom import PATH, article, claim_index

FRONT = """\
date: 2025-03-18
companies: [xiaomi]
sources:
  weibo: {name: Weibo, url: "https://weibo.com/1"}
facts:
  - {id: target, metric: deliveries, kind: target, period: 2025, value: "350,000"}
  - {id: first, metric: deliveries, period: 2024, value: "136,854", as_of: 2025-01-02}
"""


def read(front, body="Nothing to count here.\n"):
    """An article with this front matter before the one that all have."""
    found, problems = read_article(PATH, f"---\n{front}{FRONT}---\n{body}".encode())
    assert found is not None
    assert not problems
    return found


def told(front, others=()):
    """Where each problem stands, with its rule and what is said of the figure."""
    own = read(front)
    found = proofread_wordings(own, claim_index(own, *others))
    return [
        (problem.place.line, problem.place.column, problem.rule, problem.message.split("'")[1]) for problem in found
    ]


@pytest.mark.parametrize(
    ("front", "line", "column"),
    [
        ("title: It wants 305,000 cars\n", 2, 17),
        ('title: "It wants 305,000 cars"\n', 2, 18),
        ("title: 'It wants 305,000 cars'\n", 2, 18),
        ("title: 'Xiaomi''s 305,000 cars'\n", 2, 19),
        ("title: It wants\n  many, namely\n  305,000 cars\n", 4, 3),
        ('title: "It wants\n\n  305,000 cars"\n', 4, 3),
        ("title: 'It''s\n   ''not'' 305,000 cars'\n", 3, 12),
        ("title: |\n  It wants\n  305,000 cars\n", 4, 3),
        ("title: >2-  # a remark\n   It wants\n\n  told 305,000 cars\n", 5, 8),
        ('title: "It\\u0020wants 305,000 cars"\n', 2, 8),
        ('title: "It wants \\\n  305,000 cars"\n', 2, 8),
        ("title: T\nsummary: $12. It wants 305,000 cars.\nallow: {figures: ['$12: why']}\n", 3, 24),
        ("title: T\nevents:\n  - {date: 2025, title: 'For 305,000 cars'}\n", 4, 30),
        ("title: T\nimage:\n  file: x.jpg\n  alt: X\n  caption: For 305,000 cars\n", 6, 16),
    ],
)
def test_a_figure_is_found_in_every_way_of_writing_a_text(front, line, column):
    ((found_line, found_column, rule, text),) = told(front)
    assert (found_line, found_column, text) == (line, column, "305,000 cars")
    assert rule in ("contradiction", "doubtful-figure", "unknown-figure")


def test_the_sign_of_a_currency_is_passed_over_as_in_the_body():
    assert told("title: A loss of $12 million\n") == [(2, 19, "unknown-figure", "$12 million")]


def test_what_is_told_is_what_is_told_of_the_body():
    line = "It wants 305,000 cars of its 127 stores."
    own = read(f"title: {line}\n", line)
    beside, (_, inside) = proofread_wordings(own, claim_index(own)), proofread(own, claim_index(own))
    assert [(one.rule, one.message, one.advice, one.also) for one in beside] == [
        (one.rule, one.message, one.advice, one.also) for one in inside
    ]
    assert [one.rule for one in beside] == ["contradiction", "unknown-figure"]


@pytest.mark.parametrize(
    "title",
    [
        "Nothing to count",
        "It wants 350,000 cars",
        "More than twice last year’s 136,854",
        "213,146 more than the year before",
        "About 39% of the goal",
        "It sold 136,854 in 2024",
        "One of two firsts",
    ],
)
def test_what_the_facts_say_or_give_is_silent_though_the_body_tells_nothing(title):
    assert told(f"title: {title}\n") == []


def test_another_article_on_the_subject_backs_a_title():
    other = article("Words.", 'metric: stores, value: "1,279"', date="2025-02-01", id="other")
    assert told("title: With 1,279 stores\n", [other]) == []
    assert told("title: With 1,297 stores\n", [other]) == [(2, 13, "unknown-figure", "1,297 stores")]


def test_the_title_of_an_event_speaks_as_of_its_own_day():
    events = "events:\n  - {date: 2022-05-04, title: Told on {}}\n"
    assert told("title: T\n" + events.replace("{}", "4 May")) == []
    assert told("title: T\n" + events.replace("{}", "5 May")) == [(4, 39, "unknown-figure", "5 May")]


@pytest.mark.parametrize("reason", ['"305,000 cars: an old plan"', '"305,000: an old plan"'])
def test_an_excuse_holds_for_a_title(reason):
    assert told(f"title: It wants 305,000 cars\nallow: {{figures: [{reason}]}}\n") == []


def test_a_general_reason_excuses_unknown_figures_but_no_contradiction():
    allow = "allow: {figures: [The numbers are examples.]}\n"
    assert told(f"title: Of 127 stores\nsummary: It wants 305,000 cars.\n{allow}") == [
        (3, 19, "contradiction", "305,000 cars")
    ]


def test_the_body_has_no_say_in_what_is_wrong_above_it():
    front = "title: It wants 305,000 cars\nsummary: Or 127 stores.\n"
    own, other = read(front), read(front, "Of 127 stores and 350,000 cars, 305,000 are another matter.\n")
    assert proofread_wordings(own, claim_index(own)) == proofread_wordings(other, claim_index(other))
    assert all(problem.place.line < own.prose.line for problem in proofread_wordings(own, claim_index(own)))


def test_neither_text_nor_coverage_of_an_article_changes_by_its_title():
    own = read("title: It wants 305,000 cars\n", "It wants 350,000 cars.\n")
    bare = replace(own, title="T", wordings=())
    assert proofread(own, claim_index(own)) == proofread(bare, claim_index(bare))
