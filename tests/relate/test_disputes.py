"""Who disagrees."""

import pytest

from factledger.model.ledger import AllowedNote, Dispute
from factledger.model.quantity import agree
from factledger.model.quantity_parsing import parse_quantity
from tests.relate.stating import fact, ledger, problems, related


def said(id, text, **others):
    return fact(id, text, **{"period": "2025", "as_of": "2025-12-31", **others})


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("over 10%", "11%", True),
        ("over 10%", "7%", False),
        ("over 10%", "10%", True),  # 10% may be 10.3%
        ("1.61 million", "1,609,000", True),
        ("1.61 million", "1,590,000", False),
        ("1.61 million", "1,619,999", True),  # cut off
        ("1.61 million", "1,620,000", False),
        ("1.63 million", "1.64 million", False),
        ("136,854", "over 135,000", True),
        ("136,854", "136,000", False),
        ("136,854", "about 136,000", True),
        ("3,024,417", "about 3.2 million", False),
        ("1,789,226", "about 1.77 million", False),
        ("400,000", "over 400,000", False),
        ("400,000", "at least 400,000", True),
        ("169,500", "nearly 170,000", True),
        ("170,100", "nearly 170,000", False),
        ("120,000", "nearly 170,000", False),
        ("7%", "7.4%", True),
        ("7%", "8.2%", False),
        ("8,630", "8,631", False),
        ("up to 8.7%", "7.5%", True),
        ("up to 8.7%", "9.1%", False),
        ("150,000–200,000", "160,000", True),
        ("150,000–200,000", "210,000", False),
        ("$5 billion", "5 billion yuan", False),
        ("top five", "third", True),
    ],
)
def test_two_figures_agree_where_one_truth_fits_both(first, second, expected):
    one, other = parse_quantity(first), parse_quantity(second)
    assert (agree(one, other), agree(other, one)) == (expected, expected)


def test_two_values_of_one_series_and_as_of_are_a_dispute():
    found, reported = related(said("a/1", "103,181", source="Filing"), said("b/2", "104,181", source="Page"))
    assert found.disputes == (Dispute(key=found.series[0].key, facts=("b/2", "a/1")),)
    assert [found.standings[id].disputed_by for id in ("a/1", "b/2")] == [("b/2",), ("a/1",)]
    ((problem),) = reported
    assert problem.rule == "dispute"
    assert problem.message == "sources disagree on Deliveries of xiaomi for 2025: 104,181 (Page), 103,181 (Filing)"
    assert {problem.place.path, problem.also[0].path} == {"content/articles/a.md", "content/articles/b.md"}


def test_who_agrees_with_both_sides_is_no_side():
    found = ledger(said("a/1", "103,181"), said("a/2", "104,181"), said("a/3", "over 100,000"))
    assert [dispute.facts for dispute in found.disputes] == [("a/2", "a/1")]


def test_a_later_value_is_no_dispute():
    assert ledger(said("a/1", "8,630", as_of="2026-01-01"), said("a/2", "8,646", as_of="2026-01-02")).disputes == ()


@pytest.mark.parametrize("other", [{"basis": "CPCA retail"}, {"scope": "SU7"}, {"metric": "profit"}, {"kind": "plan"}])
def test_another_basis_scope_metric_or_kind_is_no_dispute(other):
    assert ledger(said("a/1", "536,132"), said("a/2", "482,447", **other)).disputes == ()


def test_an_as_of_within_another_is_the_same_as_of():
    found = ledger(said("a/1", "5", as_of="2025-03"), said("a/2", "6", as_of="2025-03-18"))
    assert len(found.disputes) == 1


def test_currencies_are_never_converted():
    found = ledger(
        said("a/1", "215,900 yuan", metric="price"),
        said("a/2", "$29,580", metric="price"),
        said("a/3", "$30,408", metric="price"),
    )
    assert [dispute.facts for dispute in found.disputes] == [("a/3", "a/2")]


def test_a_preferred_fact_settles_a_dispute():
    found, reported = related(said("a/1", "103,181", preferred="it is the filing"), said("b/2", "104,181"))
    assert [(dispute.preferred, dispute.settlement) for dispute in found.disputes] == [("a/1", "it is the filing")]
    assert found.standings["a/1"].disputed_by == ("b/2",)
    assert reported == ()


def test_two_preferred_facts_settle_nothing():
    facts = [said("a/1", "103,181", preferred="the filing"), said("b/2", "104,181", preferred="the newspaper")]
    assert [rule for rule, _ in problems(*facts)] == ["dispute"]


@pytest.mark.parametrize("other", [{"confidence": "refuted"}, {"retracted": "an error"}])
def test_refuted_and_retracted_facts_dispute_nothing(other):
    assert ledger(said("a/1", "103,181"), said("a/2", "104,181", **other)).disputes == ()


def test_a_disputed_confidence_alone_is_no_dispute():
    assert ledger(said("a/1", "103,181", confidence="disputed"), said("a/2", "103,181")).disputes == ()


def test_what_supersedes_at_the_same_as_of_disputes_nothing():
    assert ledger(said("a/1", "8,630"), said("a/2", "8,646", supersedes="1")).disputes == ()


def test_rounded_and_cut_off_figures_agree_where_the_finer_one_is_known():
    facts = [said("a/1", "1.64 million"), said("a/2", "1.63 million")]
    assert [dispute.facts for dispute in ledger(*facts).disputes] == [("a/2", "a/1")]
    assert ledger(*facts, said("a/3", "1,636,129")).disputes == ()


def test_names_and_dates_can_disagree_but_prose_cannot():
    maker = {"metric": "battery", "period": ""}
    day = {"metric": "start-of-sales", "period": ""}
    found = ledger(
        said("a/1", "BYD", scope="iron phosphate", **maker),
        said("a/2", "CATL", scope="iron phosphate", **maker),
        said("a/3", "CATL", scope="nickel", **maker),
        said("a/4", "CATL of Ningde", scope="nickel", **maker),
        said("a/5", "a long remark on who makes what", scope="pack", **maker),
        said("a/6", "another long remark on all of that", scope="pack", **maker),
        said("a/7", "2025-09-30", **day),
        said("a/8", "2025-01-01", **day),
        said("a/9", "2025-09", **day),
    )
    assert [dispute.facts for dispute in found.disputes] == [("a/2", "a/1"), ("a/9", "a/8", "a/7")]
    assert found.standings["a/9"].disputed_by == ("a/8",)


def test_an_article_may_allow_a_dispute_and_then_notes_it():
    found, reported = related(
        said("a/1", "103,181"), said("b/2", "104,181"), allow={"b": {"dispute": ("both are worth showing",)}}
    )
    assert reported == ()
    assert found.notes == {
        "b": (
            AllowedNote(
                rule="dispute",
                message="sources disagree on Deliveries of xiaomi for 2025: 104,181 (A source), 103,181 (A source)",
                reasons=("both are worth showing",),
                facts=("b/2", "a/1"),
            ),
        )
    }
    assert len(found.disputes) == 1


def test_many_sides_are_each_held_against_the_best():
    facts = [said(f"a/{number}", f"{number:,}", confidence="reported") for number in range(1_000, 1_100)]
    found = ledger(*facts, said("b/best", "900"))
    (dispute,) = found.disputes
    assert len(dispute.facts) == 101
    assert len(found.standings["b/best"].disputed_by) == 100
    assert found.standings["a/1000"].disputed_by == ("b/best",)
