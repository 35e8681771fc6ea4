"""What the facts say to the figures of an article."""

import pytest

from tests.relate.judging.newsroom import article, outcomes, problems, proofs

TARGET = 'id: target, metric: deliveries, kind: target, period: 2025, value: "350,000"'
OLD_TARGET = 'id: old, metric: deliveries, kind: target, period: 2025, value: "300,000", as_of: 2024-12-31'
EXACT = 'id: exact, metric: deliveries, period: 2024, value: "136,854", as_of: 2025-01-02'
STORES = 'id: stores, metric: stores, value: "59"'
CITIES = 'id: cities, metric: cities, value: "29"'


def test_a_figure_that_a_fact_states_is_backed():
    assert outcomes("It means to deliver 350,000 cars.", TARGET) == [("350,000 cars", "backed")]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("It sold 136,854 cars.", "backed"),
        ("It sold over 130,000 cars.", "backed"),
        ("It sold about 137,000 cars.", "backed"),
        ("It sold nearly 137,000 cars.", "backed"),
        ("It sold more than 100,000 cars.", "backed"),
        ("It sold 0.137 million cars.", "backed"),
        ("It sold at least 136,854 cars.", "backed"),
        ("It sold over 2 cars.", "unknown"),
        ("It sold 137,000 cars.", "unknown"),
        ("It sold over 137,000 cars.", "unknown"),
        ("It sold about 138,000 cars.", "contradicts"),
        ("It sold over 136,854 cars.", "unknown"),
        ("It sold nearly 136,854 cars.", "unknown"),
        ("It sold 0.138 million cars.", "contradicts"),
    ],
)
def test_the_wording_decides_what_is_fair_for_an_exact_fact(sentence, outcome):
    assert [found for _, found in outcomes(sentence, EXACT)] == [outcome]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Shares rose over 10%.", "backed"),
        ("Shares rose more than 10 percent.", "backed"),
        ("Shares rose 10%.", "unknown"),
        ("Shares rose over 20%.", "unknown"),
        ("Shares rose over 10 percentage points.", "unknown"),
    ],
)
def test_the_hedge_of_a_fact_is_not_lost(sentence, outcome):
    fact = 'metric: share-move, value: "over 10%"'
    assert [found for _, found in outcomes(sentence, fact)] == [outcome]


WRONG, DOUBTFUL = ("contradiction", "does not agree"), ("doubtful-figure", "may not agree")
SLIPS = {
    "a digit": ("957,000", WRONG, "a digit is wrong"),
    "a swap": ("375,000", WRONG, "two digits are swapped"),
    "a digit less": ("57,000", WRONG, "a digit is missing"),
    "a digit more": ("3,570,000", WRONG, "a digit too many"),
    "commas": ("357,00", WRONG, "a digit is missing"),
    "a thousand times": ("357 million", WRONG, "another scale"),
    "a hedge": ("over 357,000", DOUBTFUL, "another qualifier"),
}


@pytest.mark.parametrize("kind", list(SLIPS))
def test_a_slip_away_from_a_fact_is_named_and_an_error_where_three_digits_say_something(kind):
    printed, (rule, verb), slip = SLIPS[kind]
    target = TARGET.replace("350,000", "357,000")
    assert problems(f"It means to deliver {printed} cars.", target) == [
        (rule, f"'{printed} cars' {verb} with the fact 'target', which says '357,000': {slip}")
    ]


@pytest.mark.parametrize(
    ("printed", "fact", "slip"),
    [
        ("An investment of 12 million dollars", 'id: x, metric: investment, value: "$12 billion"', "another scale"),
        ("An investment of 12 billion yuan", 'id: x, metric: investment, value: "$12 billion"', "another currency"),
        ("A range of 835 miles", 'id: x, metric: range, value: "835 km"', "another unit"),
        (
            "Deliveries of 441,000–488,000 cars",
            'id: x, metric: deliveries, value: "441,000–498,000"',
            "a digit is wrong",
        ),
    ],
)
def test_scale_unit_currency_and_range_are_held_against_the_fact(printed, fact, slip):
    ((rule, message),) = problems(f"{printed}, the maker says.", fact)
    assert (rule, message.rpartition(": ")[2]) == ("contradiction", slip)


def test_a_percentage_that_is_near_an_amount_is_none_in_another_unit():
    dividend = 'id: x, metric: investment, value: "$12.50"'
    assert [rule for rule, _ in problems("An investment of 12.50 percent, the maker says.", dividend)] == [
        "contradiction"
    ]
    assert [rule for rule, _ in problems("An investment of 12 percent, the maker says.", dividend)] == [
        "unknown-figure"
    ]


def test_a_contradiction_names_both_places():
    _, ((problem),) = proofs("First line.\n\nIt means to deliver **305,000** cars.", TARGET)
    assert (problem.place.path, problem.place.line, problem.place.column) == ("content/articles/story.md", 12, 23)
    assert [place.line for place in problem.also] == [8]


def test_an_unknown_figure_comes_with_a_fact_to_paste():
    _, (problem,) = proofs("The brand has 127 stores.", TARGET)
    assert (problem.rule, problem.message, problem.advice) == (
        "unknown-figure",
        "no fact backs '127 stores'",
        'add a fact, such as - {metric: stores, value: "127 stores"}',
    )


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("It means to deliver 350,000 cars, up from 300,000 and so 50,000 more.", "350,000 − 300,000"),
        ("It means to deliver 350,000 cars after 300,000, a rise of 17%.", "from 300,000 to 350,000"),
        ("Of 350,000 cars planned, 300,000 make about 86% of the goal.", "300,000 of 350,000"),
        ("The goals of 350,000 and 300,000 make 650,000 together.", "350,000 + 300,000"),
    ],
)
def test_what_follows_from_facts_is_derived_with_its_sum(sentence, how):
    result, found = proofs(sentence, TARGET, OLD_TARGET)
    derived = [one.how for one in result.figures if one.outcome.value == "derived"]
    assert (derived, found) == ([how], ())


def test_doubled_is_a_ratio_of_two_facts():
    facts = (
        'metric: stores, value: "200", as_of: 2024-12-31',
        'metric: stores, value: "402", as_of: 2025-03-01',
    )
    assert outcomes("From 200 stores the number has doubled to 402.", *facts) == [
        ("200 stores", "backed"),
        ("doubled", "derived"),
        ("402", "backed"),
    ]


def test_a_wrong_difference_is_no_longer_derived():
    assert problems("It means to deliver 350,000 cars, not 300,000, and so 60,000 more.", TARGET, OLD_TARGET) != []


def test_facts_of_other_articles_about_the_subject_back_a_figure_if_they_were_known():
    before = article("Text.", EXACT, id="before", date="2025-01-02")
    after = article("Text.", 'metric: stores, value: "402", as_of: 2025-10-31', id="after", date="2025-11-01")
    found = outcomes("After 136,854 cars it has 402 stores.", TARGET, others=(before, after))
    assert found == [("136,854 cars", "backed"), ("402 stores", "unknown")]


def test_the_note_and_the_scope_of_a_fact_back_figures_too():
    fact = 'metric: rank, kind: target, value: "top five", scope: world, note: "The horizon is 15 to 20 years."'
    assert outcomes("It wants to be in the top five in 15 to 20 years.", fact) == [
        ("top five", "backed"),
        ("15 to 20 years", "backed"),
    ]


def test_a_link_that_names_a_fact_is_checked_against_it():
    body = "From [300,000](fact:old) to [300,000](fact:target)."
    assert problems(body, TARGET, OLD_TARGET) == [
        (
            "contradiction",
            "'300,000' does not agree with the fact 'target', which says '350,000': the link names this fact",
        )
    ]


def test_an_empty_link_to_a_fact_is_left_to_the_build():
    result, found = proofs("It means to deliver [](fact:target) cars.", TARGET)
    assert (result.figures, found) == ((), ())


@pytest.mark.parametrize("key", ["figures", "unknown-figure"])
def test_a_reason_excuses_the_figure_that_it_names(key):
    more = f'allow:\n  {key}:\n    - "127: counted by the editor"\n'
    assert outcomes("It has 127 stores and 335 cars.", TARGET, more=more) == [
        ("127 stores", "allowed"),
        ("335 cars", "unknown"),
    ]


def test_a_general_reason_excuses_unknown_figures_but_no_contradiction():
    more = "allow:\n  figures: [The numbers are examples.]\n"
    assert outcomes("It has 127 stores. It means to deliver 305,000 cars.", TARGET, more=more) == [
        ("127 stores", "allowed"),
        ("305,000 cars", "contradicts"),
    ]


def test_an_inline_mark_excuses_one_figure():
    assert outcomes("It has *127*{.plain} stores.", TARGET) == [("127 stores", "allowed")]


DATES = 'id: launch, metric: deliveries, period: 2025, value: "350,000", as_of: 2025-03-12'


@pytest.mark.parametrize(
    ("words", "slip"),
    [
        ("on 12 March", ""),
        ("on March 12th, 2025", ""),
        ("on 13 March", "no fact told here has the date '13 March'"),
        ("on 12 March 2024", "no fact told here has the date '12 March 2024'"),
        ("on 22 March", "a digit of the day is wrong"),
        ("on 5 February", "no fact told here has the date '5 February'"),
        ("last year", ""),
        ("in March", ""),
        ("in 2052", "no fact told here has the date '2052'"),
        ("on 32 March", "there is no such day"),
    ],
)
def test_a_date_is_held_against_the_facts_and_one_in_words_left_alone(words, slip):
    found = problems(f"It was said {words}. The count is 350,000.", DATES)
    assert [message.rpartition(": ")[2] for _, message in found] == ([slip] if slip else [])


def test_a_year_beside_a_figure_is_that_of_its_fact():
    found = problems("It delivered 136,854 cars in 2023.", EXACT, 'metric: stores, value: "59", as_of: 2023-03-01')
    assert [message.rpartition(": ")[2] for _, message in found] == ["'2023' is said, and the fact is about 2024"]


def test_backed_figures_are_linked_with_value_date_and_source_and_nothing_is_linked_twice():
    body = "## 350,000 cars\n\nIt means to deliver 350,000 cars, [350,000](fact:target), `350,000`."
    result, _ = proofs(body, TARGET)
    prose = result.prose
    title = "Deliveries, 2025 (target): 350,000; as of 2025-03-18; Weibo"
    assert prose.html.count('class="figure"') == 1
    assert f'deliver <a class="figure" href="\x001\x00" title="{title}">350,000</a> cars' in prose.html
    assert prose.references[1].target == "fact:story/target"


@pytest.mark.parametrize(
    "body",
    [
        "| Year | Cars |\n| --- | --- |\n| 2025 | 350,000 |\n",
        "- 350,000 cars\n- more\n",
        "1. First\n2. 350,000 cars\n",
        "> 350,000 cars\n",
        "Cars.[^1]\n\n[^1]: 350,000 cars.\n",
        "<p>It means <b>350,000</b> cars.</p>\n",
        "It means ***350,000*** cars.",
        "Cars\n:   350,000 cars\n",
    ],
)
def test_links_survive_every_construct(body):
    result, found = proofs(body, TARGET)
    assert result.prose.html.count('<a class="figure" href="\x00') == 1
    assert result.prose.html.replace("</a>", "").count(">350,000") == 1
    assert found == ()


def test_coverage_counts_quantities_and_speaks_to_readers():
    body = "It means to deliver 350,000 cars in 2025, up from 300,000, so 50,000 more, from 127 stores."
    result, _ = proofs(body, TARGET, OLD_TARGET)
    coverage = result.coverage
    assert (coverage.backed, coverage.derived, coverage.unknown, coverage.figures) == (2, 1, 1, 4)
    assert coverage.said() == (
        "Of the 4 figures in this text, 2 are backed by sourced facts and 1 is worked out from them."
        " The other one rests on no sourced fact."
    )
    assert coverage.summary == "4 figures: 2 backed, 1 derived, 1 unknown"


def test_an_article_without_figures_is_left_as_it_is():
    own = article("Nothing to count here.", TARGET)
    result, found = proofs("Nothing to count here.", TARGET)
    assert (result.prose, result.figures, found, result.coverage.said()) == (own.prose, (), (), "")


@pytest.mark.parametrize(
    ("sentence", "slips"),
    [
        ("In [2024](fact:exact) it began.", []),
        ("In [2023](fact:exact) it began.", ["the link names this fact"]),
        ("From 2023 to 2024 it grew.", []),
        ("From 2026 to 2024 it grew.", ["it ends before it begins"]),
        (
            "In 2021, when there was one model, it delivered 136,854 cars.",
            ["'2021' is said, and the fact is about 2024"],
        ),
        ("It began on 31 September.", ["there is no such day"]),
    ],
)
def test_a_wrong_year_is_told_by_the_fact_that_its_link_or_its_sentence_names(sentence, slips):
    found = problems(
        sentence,
        EXACT,
        'metric: stores, value: "59", as_of: 2023-03-01',
        'metric: cities, value: "29", as_of: 2021-05-01',
    )
    assert [message.rpartition(": ")[2] for rule, message in found if rule == "contradiction"] == slips


def test_a_share_of_what_the_sentence_tells_is_not_excused_by_facts_told_elsewhere():
    body = "It had 59 stores. The goal is 350,000 cars. It delivered 136,854 cars, {} of 350,000."
    assert problems(body.format("39%"), EXACT, TARGET, STORES) == []
    assert [rule for rule, _ in problems(body.format("38%"), EXACT, TARGET, STORES)] == ["contradiction"]


def test_a_share_in_words_is_no_slip_of_a_figure_in_digits():
    margin = 'metric: margin, period: 2024, value: "39%"'
    assert outcomes("The entry version is cheaper by a third.", margin) == [("a third", "unknown")]
    assert outcomes("It runs in two shifts, and a third is to follow.", margin) == []


def test_a_doubt_for_want_of_a_word_says_so():
    assert problems("It is expected to deliver 350,000 cars in 2025.", f"{TARGET}, holder: Harbour Securities") == [
        (
            "doubtful-figure",
            "'350,000 cars' may not agree with the fact 'target', which says '350,000': "
            "the fact is about Harbour Securities, and no word here says so",
        )
    ]
