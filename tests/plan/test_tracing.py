"""Every look into the site's tables is noted, and what was made once passes on what it was made from."""

import pytest

from factledger.plan.dependency_recorder import Memo, Recorder, TracedTable


@pytest.fixture
def recorder():
    """A trace with a table of two rows, the table being number 1."""
    return Recorder()


def looks_of(recorder, look):
    with recorder.recording() as reads:
        look()
    return reads


def test_each_way_to_look_at_a_row_is_noted(recorder):
    table = TracedTable(recorder, "letters", {"a": 1, "b": 2})
    assert looks_of(recorder, lambda: table["a"]) == {2}
    assert looks_of(recorder, lambda: table.get("b")) == {3}
    assert looks_of(recorder, lambda: "b" in table) == {3}


def test_a_row_that_is_not_there_is_noted_by_its_name(recorder):
    table = TracedTable(recorder, "letters", {"a": 1})
    assert table.get("x", 5) == 5
    assert looks_of(recorder, lambda: table.get("x")) == {("letters", "x")}
    assert looks_of(recorder, lambda: "x" in table) == {("letters", "x")}

    def fail():
        with pytest.raises(KeyError):
            table["x"]

    assert looks_of(recorder, fail) == {("letters", "x")}


@pytest.mark.parametrize("look", [list, len, lambda table: list(table.items()), lambda table: list(table.values())])
def test_whoever_goes_through_all_rows_has_looked_at_the_table(recorder, look):
    table = TracedTable(recorder, "letters", {"a": 1, "b": 2})
    assert 1 in looks_of(recorder, lambda: look(table))


def test_tables_have_numbers_of_their_own(recorder):
    first, second = TracedTable(recorder, "first", {"a": 1}), TracedTable(recorder, "second", {"a": 1})
    assert looks_of(recorder, lambda: (first["a"], second["a"])) == {2, 4}
    assert [(span.name, span.number) for span in recorder.spans] == [("first", 1), ("second", 3)]


def test_looks_inside_are_not_noted_outside(recorder):
    table = TracedTable(recorder, "letters", {"a": 1, "b": 2})

    def outside():
        table["a"]
        assert looks_of(recorder, lambda: table["b"]) == {3}

    assert looks_of(recorder, outside) == {2}


def test_who_takes_what_was_made_before_has_looked_at_what_it_was_made_from(recorder):
    table = TracedTable(recorder, "letters", {"a": 1, "b": 2})
    memo = Memo(recorder)
    assert looks_of(recorder, lambda: memo.get("sum", lambda: table["a"] + table["b"])) == {2, 3}
    assert looks_of(recorder, lambda: memo.get("sum", lambda: pytest.fail("it was made already"))) == {2, 3}


def test_what_has_a_name_is_looked_at_by_its_name(recorder):
    table = TracedTable(recorder, "letters", {"a": 1, "b": 2})
    memo = Memo(recorder, "sums")
    for _ in range(2):
        assert looks_of(recorder, lambda: memo.get("both", lambda: table["a"] + table["b"])) == {("sums", "both")}
    value, reads = recorder.made["sums", "both"]
    assert (value, set(reads)) == (3, {2, 3})
