"""A target, plan or estimate that a sentence tells as done by the form of its verb alone: a question, and none where it hopes."""

import pytest

from tests.relate.judging.rivals import accused

CUTS = "metric: job-cuts, kind: plan, period: 2028, value: 2400"
PLANTS = "metric: capacity, kind: target, period: 2028, value: 180000"
BILL = "metric: costs, kind: estimate, as_of: 2025-11-10, value: 61 million euros"


@pytest.mark.parametrize(
    ("fact", "body", "code", "figures"),
    [
        (CUTS, "By 2028 Norvik is to part with 2,400 people.", "en", []),
        (CUTS, "Norvik has parted with 2,400 people.", "en", ["2,400 people"]),
        (CUTS, "Norvik did away with 2,400 jobs.", "en", ["2,400"]),
        (CUTS, "Norvik has announced the loss of 2,400 jobs.", "en", []),
        (CUTS, "Norvik has parted with nobody; 2,400 people have to go.", "en", []),
        (CUTS, "Some 2,400 people have to leave.", "en", []),
        (PLANTS, "The works has set itself a capacity of 180,000 cars.", "en", []),
        (PLANTS, "The works has had a capacity of 180,000 cars since the summer.", "en", ["180,000 cars"]),
        (BILL, "Norvik puts the costs at 61 million euros.", "en", []),
        (BILL, "Norvik paid costs of 61 million euros.", "en", ["61 million euros"]),
        (CUTS, "Bei Norvik sollen 2.400 Stellen wegfallen.", "de", []),
        (CUTS, "Norvik hat 2.400 Stellen gestrichen.", "de", ["2.400 Stellen"]),
        (CUTS, "Norvik hat den Abbau von 2.400 Stellen angekündigt.", "de", []),
        (CUTS, "Dass Norvik 2.400 Stellen gestrichen hat, weiß jeder.", "de", ["2.400 Stellen"]),
        (
            BILL.replace("million euros", "Millionen Euro"),
            "Norvik hat die Kosten von 61 Millionen Euro bezahlt.",
            "de",
            ["61 Millionen Euro"],
        ),
        (CUTS, "Norvik拟裁员2,400人。", "zh-Hans", []),
        (CUTS, "Norvik裁掉了2,400人。", "zh-Hans", ["2,400人"]),
        (CUTS, "Norvik准备裁掉2,400人。", "zh-Hans", []),
    ],
)
def test_what_is_hoped_for_is_not_told_as_done(fact, body, code, figures):
    assert accused([fact], body, code=code) == set(figures)


def test_a_result_may_be_told_as_done():
    assert accused(["metric: job-cuts, period: 2025, value: 2400"], "Norvik has parted with 2,400 people.") == set()


def test_a_hope_in_the_same_sentence_leaves_it_one():
    assert accused([CUTS], "Norvik has parted with its chief, and plans to shed 2,400 people.") == set()


def test_what_is_told_as_done_of_another_figure_says_nothing_of_a_hope():
    facts = [PLANTS, "metric: deliveries, period: 2025-10, value: 41300"]
    said = "For 2028 a capacity of 180,000 was named, and in October Norvik had delivered 41,300."
    assert accused(facts, said) == set()
