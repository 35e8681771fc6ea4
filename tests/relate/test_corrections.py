"""Corrections that name a fact which is not there."""

from dataclasses import replace
from datetime import date

import pytest

from factledger.model.articles import Article, Correction, CorrectionKind
from factledger.model.facts import Retractor
from factledger.model.ledger import AllowedNote, Ledger
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose
from factledger.model.timestamps import Stamp
from factledger.relate.correction_references import check_corrections, without_retracted
from tests.relate.stating import fact

PLACE = Place("content/articles/a.md", 1, 1)
AT_FACT = Place("content/articles/a.md", 9, 30)
GOAL, OTHER = fact("a/goal", "350,000"), fact("b/count", "5")
LEDGER = Ledger(facts={"a/goal": GOAL, "b/count": OTHER})


def story(*corrections, **others):
    return Article(
        id="a",
        title="A story",
        published=Stamp.on(date(2025, 3, 18)),
        place=PLACE,
        prose=Prose(),
        facts=(GOAL,),
        corrections=corrections,
        **others,
    )


def found(name, **options):
    record = Correction(
        id="x", stamp=Stamp.on(date(2025, 4, 1)), reason="a slip", place=PLACE, fact=name, fact_place=AT_FACT
    )
    article = story(record, allow=options.pop("allow", {}))
    return check_corrections(LEDGER, [article], **options)


@pytest.mark.parametrize("name", ["", "goal", "a/goal", "b/count"])
def test_a_correction_of_a_fact_that_is_there_says_nothing(name):
    assert found(name) == (LEDGER, ())


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("gaol", "did you mean 'goal'?"),
        ("b/cuont", "did you mean 'b/count'?"),
        ("nosuch", "write a fact's id, or under allow: {gone-fact: why it is gone}"),
        ("count", "write a fact's id, or under allow: {gone-fact: why it is gone}"),
    ],
)
def test_a_correction_of_no_fact_is_told_at_its_place(name, advice):
    _, (problem,) = found(name)
    assert (problem.place, problem.rule, problem.message, problem.advice) == (
        AT_FACT,
        "gone-fact",
        f"no fact '{name}' to correct",
        advice,
    )


@pytest.mark.parametrize(
    ("nows", "others", "told"),
    [
        (["305,000"], {}, "305,000"),
        (["350,000"], {}, ""),
        (["350,000 cars"], {}, ""),
        (["at least 350,000"], {}, ""),  # which 350,000 is
        (["it says 350,000 now"], {}, ""),
        (["a word less"], {}, ""),
        ([""], {}, ""),
        (["2026"], {}, ""),  # of its period
        (["305,000", "350,000"], {}, ""),  # the first was corrected again
        (["350,000", "305,000"], {}, "305,000"),
        (["305,000"], {"kind": CorrectionKind.RETRACTION}, ""),
    ],
)
def test_the_last_correction_of_a_fact_says_what_the_fact_says(nows, others, told):
    records = [
        Correction(
            id=f"x{number}",
            stamp=Stamp.on(date(2025, 4, number)),
            reason="a slip",
            place=PLACE,
            fact="goal",
            now=now,
            **others,
        )
        for number, now in enumerate(nows, 1)
    ]
    article = story(*reversed(records))
    message = f"the correction says '{told}', and the fact 'goal' says '350,000'"
    _, problems = check_corrections(LEDGER, [article], code="en")
    assert [(one.rule, one.message) for one in problems] == [("correction-figure", message)] * bool(told)
    _, excused = check_corrections(LEDGER, [replace(article, allow={"correction-figure": ("why",)})], code="en")
    assert excused == ()


def test_a_fact_that_was_published_once_or_that_an_editor_knows_to_be_gone_may_be_named():
    assert found("gone", formerly={"a/gone"}) == (LEDGER, ())
    assert found("c/goal", held_back={"c"}) == (LEDGER, ())
    ledger, problems = found("gone", allow={"gone-fact": ("It was another company's.",)})
    assert problems == ()
    note = AllowedNote(rule="gone-fact", message="no fact 'gone' to correct", reasons=("It was another company's.",))
    assert ledger.notes == {"a": (note,)}


def taken_back(name, kind=CorrectionKind.RETRACTION, **of_fact):
    """By id why each fact of two stories was taken back by a correction in the first, and whether by the correction."""
    record = Correction(
        id="r", stamp=Stamp.on(date(2025, 3, 20)), reason="Invented.", place=Place("a.md"), kind=kind, fact=name
    )
    facts = {"a": (replace(fact("a/x", "1"), **of_fact), fact("a/y", "2")), "b": (fact("b/x", "3"),)}
    stories = [
        Article(
            id=id,
            title=id,
            published=Stamp.on(date(2025, 3, 18)),
            place=Place(f"{id}.md"),
            prose=Prose(),
            facts=own,
            corrections=(record,) if id == "a" else (),
        )
        for id, own in facts.items()
    ]
    return {
        one.id: (one.retracted, one.is_disowned)
        for story in without_retracted(stories)
        for one in story.facts
        if one.retracted
    }


@pytest.mark.parametrize(
    ("name", "expected"), [("", ["a/x", "a/y"]), ("x", ["a/x"]), ("a/x", ["a/x"]), ("b/x", ["b/x"]), ("z", [])]
)
def test_a_retraction_takes_back_the_fact_that_it_names_or_all_of_its_story(name, expected):
    assert taken_back(name) == dict.fromkeys(expected, ("Invented.", True))


def test_another_correction_takes_back_nothing():
    assert taken_back("", CorrectionKind.UPDATE) == {}


def test_what_a_fact_says_of_its_own_retraction_is_kept():
    found = taken_back("", retracted="The company took it back.")
    assert found == {"a/x": ("The company took it back.", False), "a/y": ("Invented.", True)}
    found = taken_back("x", retracted="The company took it back.", retracted_by=Retractor.SOURCE)
    assert found == {"a/x": ("The company took it back.", False)}


def test_a_retraction_that_names_a_fact_says_whose_mistake_it_was_where_the_fact_does_not():
    assert taken_back("x", retracted="Never said.") == {"a/x": ("Never said.", True)}
