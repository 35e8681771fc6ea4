"""Values that are equal have one fingerprint, whichever objects they are made of; others have another."""

from array import array
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from factledger.cache.row_fingerprints import WORD, Digester, LastRows, Names, changed, name_of, tables_of, values_of
from factledger.model.articles import Article
from factledger.model.corpus_and_site import Happening
from factledger.model.dates import parse_period
from factledger.model.entities import EntityKey, Kind
from factledger.model.facts import Event
from factledger.model.ledger import TargetVerdict, Tracker
from factledger.model.problems import Place
from factledger.model.quantity import Quantity
from factledger.model.rendered_prose import Prose, Reference
from factledger.model.timestamps import Stamp
from factledger.plan.dependency_recorder import Recorder, TracedTable
from tests.plan.nouns import make_fact

PLACE = Place("content/articles/a.md")
ARTICLE = Article(
    id="a",
    title="A title",
    published=Stamp.on(date(2025, 1, 1)),
    place=PLACE,
    prose=Prose(),
    facts=(make_fact("a/x", "7,058", "2025"),),
)


def digester(source=b"one"):
    return Digester({PLACE.path: source}, [ARTICLE])


def test_it_does_not_matter_whether_two_parts_are_one_object():
    word = "".join(["wo", "rd"])
    assert digester().of((word, word)) == digester().of(("word", "".join(["w", "ord"])))
    assert digester().of(("word", "word")) != digester().of(("word", "words"))


def test_what_comes_of_a_file_is_told_by_its_source():
    (fact,) = ARTICLE.facts
    for value in (ARTICLE, fact):
        assert digester().of((value,)) == digester().of((value,))
        assert digester().of((value,)) != digester(b"two").of((value,))
    other = Digester({}, [ARTICLE])
    assert other.of((fact,)) != other.of((replace(fact, text="7,059"),))


def test_a_text_is_told_by_its_html_and_where_its_links_lead():
    text = Prose(html="<p>It rained.</p>", references=(Reference("article:b", PLACE),))
    same = replace(text, source="It rained.")
    assert digester().of(text) == digester().of(same)
    assert digester().of(text) != digester().of(replace(text, html="<p>It snowed.</p>"))
    assert digester().of(text) != digester().of(replace(text, references=(Reference("article:c", PLACE),)))


def test_a_finished_text_is_told_by_its_digest_without_being_looked_through():
    text = Prose(html="<p>It rained.</p>", digest="one")
    assert digester().of(text) == digester().of(replace(text, html=""))
    assert digester().of(text) != digester().of(replace(text, digest="two"))


QUANTITY = Quantity(Decimal(1), Decimal(2), Decimal(1), text="1 to 2")
OTHER = Quantity(Decimal(1), Decimal(2), Decimal(1), text="one to two")
TRACKER = Tracker(
    subject=EntityKey(Kind.COMPANY, "xiaomi"),
    metric="deliveries",
    scope="",
    basis="",
    period=parse_period("2025"),
    holder="",
    targets=("a/x",),
    verdict=TargetVerdict.OPEN,
    count=QUANTITY,
)
HAPPENED = Happening(date=parse_period("2025"), title="It came", kind="report", article="a", subjects=())


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (
            TRACKER,
            {
                "subject": EntityKey(Kind.MODEL, "xiaomi"),
                "metric": "orders",
                "scope": "China",
                "basis": "insured",
                "period": parse_period("2026"),
                "holder": "xiaomi",
                "targets": ("a/x", "a/y"),
                "verdict": TargetVerdict.MET,
                "moves": ("a/x",),
                "result": "a/z",
                "count": OTHER,
                "counted": ("a/z",),
                "counted_to": date(2025, 1, 1),
                "share": Decimal("0.5"),
                "needed_per_month": QUANTITY,
                "year_before": QUANTITY,
            },
        ),
        (
            HAPPENED,
            {
                "date": parse_period("2025-01"),
                "title": "It went",
                "kind": "plan",
                "article": "b",
                "subjects": (EntityKey(Kind.COMPANY, "xiaomi"),),
                "event": Event(id="a/e", article="a", date=parse_period("2025"), title="It came", place=PLACE),
                "fact": ARTICLE.facts[0],
            },
        ),
    ],
)
def test_each_field_makes_another_fingerprint(value, changes):
    assert {field.name for field in fields(value)} == changes.keys()
    found = [digester().of((replace(value, **{name: other}),)) for name, other in changes.items()]
    assert len({*found, digester().of((value,))}) == len(found) + 1


def prints(rows, name="letters", *, is_beside=False):
    recorder = Recorder()
    TracedTable(recorder, name, rows, is_beside=is_beside)
    return tables_of(recorder.spans, values_of(recorder.spans, digester()))


def test_a_row_that_changed_changes_itself_its_table_and_everything():
    before, after = prints({"a": "1", "b": "2"}), prints({"a": "1", "b": "3"})
    assert changed(before, after) == {name_of("letters", "b"), name_of("letters\0", ""), name_of("\0", "")}
    assert changed(before, before) == set()


def test_a_row_that_came_or_went_changes_itself_and_not_the_others():
    before, after = prints({"a": "1"}), prints({"a": "1", "b": "1"})
    own = {name_of("letters", "b"), name_of("letters\0", ""), name_of("\0", "")}
    assert (changed(before, after), changed(after, before)) == (own, own)
    assert name_of("letters", "a") in changed(before, prints({"a": "1"}, name="words"))


def test_the_order_of_the_rows_belongs_to_the_table():
    before, after = prints({"a": "1", "b": "2"}), prints({"b": "2", "a": "1"})
    assert changed(before, after) == {name_of("letters\0", ""), name_of("\0", "")}


def test_a_table_beside_the_site_is_no_part_of_everything():
    before, after = (prints({"a": value}, is_beside=True) for value in "12")
    assert changed(before, after) == {name_of("letters", "a"), name_of("letters\0", "")}


def test_a_table_that_came_with_no_rows_is_a_change_too():
    assert changed({}, prints({})) == {name_of("letters\0", ""), name_of("\0", "")}


@pytest.mark.parametrize("at_once", [True, False])
def test_a_name_is_the_same_whether_the_row_is_there_or_not(at_once):
    key = (EntityKey(Kind.COMPANY, "xiaomi"), "deliveries", parse_period("2025"))
    recorder = Recorder()
    TracedTable(recorder, "figures", {key: "1"})
    names = Names(recorder.spans, at_once=at_once)
    assert names.reads([2]) == names.reads([("figures", key)])
    assert names.reads([1, 0]) == array(WORD, [name_of("figures\0", ""), name_of("\0", "")]).tobytes()


HAPPENING = Happening(
    date=parse_period("2025"), title="It came", kind="report", article="a", subjects=(), fact=ARTICLE.facts[0]
)
MOVED = replace(ARTICLE, place=Place("content/articles/a.md", 7))  # which equality alone might not tell


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"a": ARTICLE}, {"a": replace(ARTICLE)}),
        ({"a": ARTICLE}, {"a": MOVED}),
        ({"a": (HAPPENING,)}, {"a": (replace(HAPPENING),), "b": (HAPPENING,)}),
        ({"a": (HAPPENING,)}, {"a": (replace(HAPPENING, title="It went"),)}),
        ({"a": (HAPPENING,)}, {"a": (replace(HAPPENING, fact=replace(ARTICLE.facts[0], text="7,059")),)}),
        ({"a": ("x", "y"), "b": ("x",)}, {"b": ("x",), "a": ("x", "z")}),
        ({"a": Prose(html="x")}, {"a": Prose(html="x", references=(Reference("article:c", PLACE),))}),
        ({"a": 1}, {"a": True}),
        ({"a": None}, {}),
    ],
)
def test_rows_that_hold_what_they_held_are_known_and_the_others_told(before, now):
    last = LastRows()
    for rows in (before, now, before):
        recorder = Recorder()
        TracedTable(recorder, "letters", rows)
        assert values_of(recorder.spans, digester(), last) == values_of(recorder.spans, digester())
