"""Facts suggested for figures that none backs."""

from factledger.relate.judging.suggested_facts import suggest
from tests.relate.judging.newsroom import METRICS, article, proofs

FACT = 'metric: deliveries, kind: target, period: 2025, value: "350,000"'


def suggested(body, *facts):
    own = article(body, *facts)
    result, _ = proofs(body, *facts)
    return suggest(own, result.figures, METRICS)


def test_an_unknown_figure_becomes_a_fact_with_its_guesses_marked():
    assert suggested("In 2024 the brand opened 127 stores in the south.", FACT) == (
        "facts:\n"
        "  # … In 2024 the brand opened 127 stores in the south. …\n"
        "  - metric: stores  # a guess\n"
        "    company: xiaomi  # a guess\n"
        "    period: 2024  # a guess\n"
        '    value: "127 stores"\n'
        "    as_of: 2025-03-18  # a guess\n"
    )


def test_a_goal_is_guessed_to_be_a_target():
    assert "    kind: target  # a guess\n" in suggested("Its goal is 900,000 cars.", FACT)


def test_what_no_metric_measures_says_so():
    assert "  - metric: ?  # an entry of metrics.yaml\n" in suggested("It weighs 2,205 kg.", FACT)


def test_a_text_whose_figures_are_backed_needs_nothing():
    assert suggested("It means to deliver 350,000 cars.", FACT) == ""


def test_what_is_suggested_can_be_pasted_and_backs_the_figure():
    body = "In 2024 the brand opened 127 stores."
    result, found = proofs(body, FACT, 'metric: stores, period: 2024, value: "127 stores"')
    assert (result.coverage.backed, found) == (1, ())
