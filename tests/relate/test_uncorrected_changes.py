"""What was published beside what would be published now."""

import json
from dataclasses import replace
from datetime import date

import pytest

from factledger.model.articles import Article, Correction, CorrectionKind
from factledger.model.entities import Entity, EntityKey, Kind, OldAddress
from factledger.model.grammar.fact_value_grammar import read_value
from factledger.model.problems import Place
from factledger.model.proofreading_language import language
from factledger.model.rendered_prose import Prose
from factledger.model.timestamps import Stamp
from factledger.relate.uncorrected_changes import check_against
from tests.relate.stating import METRICS, fact

PLACE = Place("content/articles/a.md", 1, 1)
GOAL = fact("a/goal", "350,000", kind="target", period="2025", as_of="2025-03-18")


def article(*facts, id="a", corrections=()):
    return Article(
        id=id,
        title="A story",
        published=Stamp.on(date(2025, 3, 18)),
        place=PLACE,
        prose=Prose(),
        facts=facts,
        corrections=tuple(corrections),
    )


def record(**fields):
    return Correction(
        **{"id": "x", "stamp": Stamp.on(date(2025, 4, 1)), "reason": "a slip", "place": PLACE, "fact": "goal", **fields}
    )


def published(*facts):
    """A facts.json with the columns that matter."""
    rows = [
        {
            "id": one.id,
            "kind": one.kind.value,
            "period": one.period.text if one.period else None,
            "as_of": one.as_of.text,
            "text": one.text,
            "low": int(one.value.low) if one.value else None,
            "high": int(one.value.high) if one.value else None,
            "qualifier": one.value.qualifier.value if one.value else None,
            "unit": "vehicles" if one.value else None,
        }
        for one in facts
    ]
    return json.dumps({"schema": 1, "facts": rows})


def found(before, *facts, corrections=(), **others):
    articles = [article(*facts, corrections=corrections)] if facts or corrections else []
    problems = check_against(before, "facts.json", articles=articles, metrics=METRICS, **others)
    assert {problem.rule for problem in problems} <= {"unrecorded-change"}
    return [problem.message for problem in problems]


def test_what_did_not_change_says_nothing():
    assert found(published(GOAL), GOAL) == []


def test_new_facts_are_free():
    assert found(published(GOAL), GOAL, fact("a/new", "5", period="2025")) == []


def test_the_same_figure_written_otherwise_is_no_change():
    assert found(published(GOAL), fact("a/goal", "350 000", kind="target", period="2025", as_of="2025-03-18")) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": "360,000"}, "the figure of 'a/goal' was published as 350,000 and is now 360,000"),
        ({"text": "over 350,000"}, "the figure of 'a/goal' was published as 350,000 and is now over 350,000"),
        ({"text": "soon"}, "the figure of 'a/goal' was published as 350,000 and is now soon"),
        ({"text": "350,000 km"}, "the unit of 'a/goal' was published as vehicles and is now km"),
        ({"period": "2026"}, "the period of 'a/goal' was published as 2025 and is now 2026"),
        ({"period": ""}, "the period of 'a/goal' was published as 2025 and is now none"),
        ({"as_of": "2025-03"}, "the as-of of 'a/goal' was published as 2025-03-18 and is now 2025-03"),
        ({"kind": "actual"}, "the kind of 'a/goal' was published as target and is now actual"),
    ],
)
def test_a_change_without_a_record_is_an_error_at_the_fact(change, message):
    now = fact("a/goal", **{"text": "350,000", "kind": "target", "period": "2025", "as_of": "2025-03-18", **change})
    assert found(published(GOAL), now) == [message]


def test_a_vanished_fact_is_an_error_at_its_article():
    (problem,) = check_against(published(GOAL), "facts.json", articles=[article()], metrics=METRICS)
    assert (problem.place, problem.message) == (PLACE, "the fact 'a/goal' (350,000) was published and is gone")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"subject": "nio"}, "the subject of 'a/goal' was published as company:xiaomi and is now company:nio"),
        ({"metric": "orders"}, "the metric of 'a/goal' was published as deliveries and is now orders"),
        ({"scope": "outside China"}, "the scope of 'a/goal' was published as none and is now outside China"),
        ({"basis": "registrations"}, "the basis of 'a/goal' was published as none and is now registrations"),
        ({"holder": "Citi"}, "the holder of 'a/goal' was published as none and is now Citi"),
    ],
)
def test_a_fact_that_keeps_its_id_and_is_another_is_an_error_at_the_fact(change, message):
    now = fact("a/goal", **{"text": "350,000", "kind": "target", "period": "2025", "as_of": "2025-03-18", **change})
    (problem,) = check_against(rows(GOAL), "facts.json", articles=[article(now)], metrics=METRICS)
    assert (problem.place, problem.rule, problem.message) == (now.place, "unrecorded-change", message)
    assert problem.advice.endswith("give it an id of its own and bring back the one that was published")
    assert found(rows(GOAL), now, corrections=[record(was="It was Xiaomi.", now="It is another.")]) == []


def test_a_company_that_is_called_otherwise_keeps_its_facts():
    key = EntityKey(Kind.COMPANY, "xiaomi-ev")
    redirects = (OldAddress("/companies/xiaomi/", PLACE),)
    company = Entity(key=key, name="Xiaomi EV", place=PLACE, prose=Prose(), redirects=redirects)
    now = replace(GOAL, subject=key)
    assert found(rows(GOAL), now, entities={key: company}) == []
    assert len(found(rows(GOAL), now)) == 1


def test_a_company_whose_file_has_another_name_is_told_to_keep_its_address():
    key = EntityKey(Kind.COMPANY, "xiaomi-ev")
    file = Place("content/companies/xiaomi-ev.md")
    company = Entity(key=key, name="Xiaomi EV", place=file, prose=Prose())
    now = [article(replace(GOAL, subject=key))]
    (problem,) = check_against(rows(GOAL), "facts.json", articles=now, metrics=METRICS, entities={key: company})
    assert problem.advice.startswith(
        "if 'xiaomi' is called 'xiaomi-ev' now, add redirects: [/companies/xiaomi/] to content/companies/xiaomi-ev.md; else"
    )
    both = {key: company, GOAL.subject: replace(company, key=GOAL.subject)}
    (problem,) = check_against(rows(GOAL), "facts.json", articles=now, metrics=METRICS, entities=both)
    assert problem.advice.startswith("add to corrections: ")


def test_a_metric_whose_id_is_gone_is_told_to_keep_it():
    (problem,) = check_against(rows(GOAL), "facts.json", articles=[article()], metrics={})
    assert problem.advice.startswith(
        f"keep the id '{GOAL.metric}' in content/metrics.yaml and change its name there, or"
    )
    (problem,) = check_against(rows(GOAL), "facts.json", articles=[article()], metrics=METRICS)
    assert problem.advice.startswith("bring it back with")


def test_a_story_that_says_the_same_under_another_name_is_perhaps_the_one_that_is_gone():
    renamed = replace(article(replace(GOAL, id="b/goal"), id="b"), place=Place("content/articles/b.md", 1, 1))
    (problem,) = check_against(rows(GOAL), "facts.json", articles=[renamed], metrics=METRICS)
    assert problem.place == Place("content/articles/b.md", 1, 1)
    assert problem.advice.startswith(
        "if 'b' is the same article renamed, add id: a, and its old address to aliases; else"
    )


def test_a_vanished_article_takes_its_facts_along():
    assert found(published(GOAL)) == ["the fact 'a/goal' (350,000) was published and is gone"]


def test_an_article_whose_time_ended_may_go():
    assert found(published(GOAL), expired={"a"}) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"was": "350,000", "now": "360,000"},
        {"was": "350,000", "now": "360 000 cars"},
        {"was": "a goal of 350,000", "now": "a goal of 360,000", "fact": ""},
        {"was": "350,000", "now": "360,000", "fact": "a/goal"},
    ],
)
def test_a_record_of_the_change_answers_for_it(fields):
    now = replace(GOAL, text="360,000", value=fact("x/y", "360,000").value)
    assert found(published(GOAL), now, corrections=[record(**fields)]) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"was": "300,000", "now": "350,000"},  # the change before this one
        {"was": "350,000", "now": "365,000"},
        {"was": "350,000", "now": "360,000", "fact": "other"},
        {"was": "", "now": "360,000", "fact": ""},
    ],
)
def test_a_record_of_another_change_does_not(fields):
    now = replace(GOAL, text="360,000", value=fact("x/y", "360,000").value)
    assert len(found(published(GOAL), now, corrections=[record(**fields)])) == 1


def test_a_change_of_date_may_be_recorded_in_words():
    now = fact("a/goal", "350,000", kind="target", period="2025", as_of="2025-03-17")
    assert found(published(GOAL), now, corrections=[record(was="said on Tuesday", now="said on Monday")]) == []
    assert len(found(published(GOAL), now, corrections=[record(was="300,000", now="2025-03-18")])) == 1


def test_a_vanished_fact_needs_a_record_that_takes_it_back():
    assert found(published(GOAL), corrections=[record(kind=CorrectionKind.RETRACTION)]) == []
    assert found(published(GOAL), corrections=[record(was="350,000", now="")]) == []
    assert len(found(published(GOAL), corrections=[record(was="300,000", now="310,000")])) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "the published facts are not JSON"),
        ("[" * 100_000, "the published facts are not JSON"),
        ("3", "there is no list of facts in it"),
        ('{"facts": {}}', "there is no list of facts in it"),
        ('{"facts": [1, {"id": 4}, {}]}', "3 of 3 published facts have no id"),
    ],
)
def test_a_file_that_is_no_facts_json_is_a_problem(text, message):
    (problem,) = check_against(text, "facts.json", articles=[], metrics=METRICS)
    assert (problem.place, problem.rule, problem.message) == (Place("facts.json"), "unreadable-file", message)


def test_figures_are_compared_exactly():
    before = '[{"id": "a/goal", "text": "0.1", "low": 0.1, "high": 0.10, "qualifier": "exact"}]'
    assert found(before, fact("a/goal", "0.1")) == []


@pytest.mark.parametrize("row", ['{"id": "a/goal"}', '{"id": "a/goal", "low": "x", "period": 3, "text": [1]}'])
def test_a_row_of_other_types_is_no_traceback(row):
    assert len(found(f"[{row}]", GOAL)) >= 1


def rows(*facts, url="https://example.org/ev/news/a/"):
    """A facts.json with all that tells one fact from another."""
    told = json.loads(published(*facts))["facts"]
    for row, one in zip(told, facts, strict=True):
        row |= {"metric": one.metric, "subject": str(one.subject), "article_url": url}
        row |= {name: getattr(one, name) or None for name in ("scope", "basis", "holder")}
    return json.dumps({"facts": told})


def told(before, *articles):
    problems = check_against(before, "facts.json", articles=articles, metrics=METRICS)
    return [f"{problem.rule}: {problem.message}; {problem.advice}" for problem in problems]


def test_a_fact_that_says_the_same_under_another_id_is_told_to_keep_its_own():
    maker = fact("a/deliveries-2025", "1,000", period="2025", basis="maker")
    counted = fact("a/deliveries-2025-2", "1,000", period="2025", basis="registrations")
    now = [
        fact("a/deliveries-2025-registrations", "1 000", period="2025", basis="registrations"),
        fact("a/deliveries-2025-maker", "1,000", period="2025", basis="maker"),
        fact("a/deliveries-2025-other", "950", period="2025", basis="other"),
    ]
    assert told(rows(maker, counted), article(*now)) == [
        "changed-id: the fact 'deliveries-2025' (1,000) is called 'deliveries-2025-maker' now; "
        "add id: deliveries-2025, so that its address stays",
        "changed-id: the fact 'deliveries-2025-2' (1 000) is called 'deliveries-2025-registrations' now; "
        "add id: deliveries-2025-2, so that its address stays",
    ]


@pytest.mark.parametrize("change", [{"text": "360,000"}, {"kind": "actual"}, {"metric": "orders"}])
def test_a_fact_that_says_something_else_under_another_id_is_another(change):
    now = fact("a/other", **{"text": "350,000", "kind": "target", "period": "2025", "as_of": "2025-03-18", **change})
    (message,) = told(rows(GOAL), article(now))
    assert message.startswith("unrecorded-change: the fact 'a/goal' (350,000) was published and is gone")


def test_a_fact_under_another_id_is_held_against_what_was_published_too():
    now = fact("a/other", "350,000", kind="target", period="2026", as_of="2025-03-18")
    renamed, changed = told(rows(GOAL), article(now))
    assert renamed.startswith("changed-id: the fact 'goal' (350,000) is called 'other' now")
    assert changed.startswith("unrecorded-change: the period of 'a/other' was published as 2025 and is now 2026")


OLD_ADDRESS = (OldAddress("/news/a/", PLACE),)


def test_a_renamed_file_with_its_old_address_is_asked_for_no_corrections_but_to_keep_its_id():
    renamed = replace(article(replace(GOAL, id="b/goal", article="b"), id="b"), redirects=OLD_ADDRESS)
    assert told(rows(GOAL), renamed) == [
        "changed-id: the article 'a' is called 'b' now, and so are its facts, in feeds and calendars; "
        "add id: a, so that they stay"
    ]


def test_a_renamed_file_that_keeps_its_id_says_nothing():
    assert told(rows(GOAL), replace(article(GOAL), slug="b", redirects=OLD_ADDRESS)) == []


def test_a_change_in_a_renamed_file_needs_its_record_as_any():
    changed = fact("b/goal", "360,000", kind="target", period="2025", as_of="2025-03-18")
    silent = replace(article(changed, id="b"), redirects=OLD_ADDRESS)
    assert [message.partition(":")[0] for message in told(rows(GOAL), silent)] == ["changed-id", "unrecorded-change"]
    recorded = replace(silent, corrections=(record(was="350,000", now="360,000"),))
    assert [message.partition(":")[0] for message in told(rows(GOAL), recorded)] == ["changed-id"]


def test_an_article_into_which_another_went_keeps_its_own_id():
    both = json.loads(rows(GOAL))["facts"] + json.loads(rows(fact("b/other", "5"), url="https://x.example/b/"))["facts"]
    merged = article(fact("b/other", "5"), replace(GOAL, id="b/goal", article="b"), id="b")
    assert told(json.dumps(both), replace(merged, redirects=OLD_ADDRESS)) == []


def test_what_an_article_said_that_is_a_draft_now_is_told_at_the_article():
    held = {"a": (PLACE, "it is a draft")}
    (problem,) = check_against(published(GOAL), "facts.json", articles=[], metrics=METRICS, held_back=held)
    assert (problem.place, problem.rule, problem.message, problem.advice) == (
        PLACE,
        "unrecorded-change",
        "the fact 'a/goal' (350,000) was published, and its article is held back: it is a draft",
        "publish the article again; what it said is taken back with a correction of kind retraction",
    )


@pytest.mark.parametrize(("code", "count"), [("de", 0), ("en", 1)])
def test_a_record_is_read_in_the_language_of_the_site(code, count):
    known = language(code)
    before = replace(GOAL, text="350.000", value=read_value("350.000", language("de")))
    now = replace(GOAL, text="360.000", value=read_value("360.000", language("de")))
    corrected = article(now, corrections=[record(was="350.000 Autos", now="360 000")])
    problems = check_against(published(before), "facts.json", articles=[corrected], metrics=METRICS, language=known)
    assert len(problems) == count
