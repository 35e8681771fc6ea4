"""YAML as text with positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.model.problems import Place, Problem
from factledger.read.yaml_nodes import Items, Scalar, Table, locate, parse_yaml, plain


def read(text):
    table, problems = parse_yaml(text, "x.yaml")
    return (None if table is None else plain(table)), [str(problem) for problem in problems]


def test_every_scalar_is_the_text_that_was_typed():
    typed = "NO: yes\ntime: 12:30\nnumber: 001\nprice: 6.50\nmonth: 2025-09\ncount: 350,000\nquoted: '~'\n"
    assert read(typed) == (
        {
            "NO": "yes",
            "time": "12:30",
            "number": "001",
            "price": "6.50",
            "month": "2025-09",
            "count": "350,000",
            "quoted": "~",
        },
        [],
    )


def test_an_empty_value_and_null_are_no_value():
    assert read("a:\nb: ~\nc: null\nd: ''\n") == ({"d": ""}, [])


def test_every_node_knows_its_place_in_the_file():
    table, _ = parse_yaml("facts:\n  - {id: 小米, value: x}\n", "x.md", line=5)
    assert table == Table(
        {
            "facts": Items(
                (
                    Table(
                        {"id": Scalar("小米", 6, 10), "value": Scalar("x", 6, 21)},
                        {"id": Scalar("id", 6, 6), "value": Scalar("value", 6, 14)},
                        6,
                        5,
                    ),
                ),
                6,
                3,
            )
        },
        {"facts": Scalar("facts", 5, 1)},
        5,
        1,
    )
    assert locate(table, ("facts", 0, "value", "deeper")) == Scalar("x", 6, 21)


def test_a_comment_with_a_blank_after_its_sign_is_a_comment():
    assert read("# first\nname: smart  # a brand\nlist: [a, b] # two\n") == ({"name": "smart", "list": ["a", "b"]}, [])


def test_a_number_sign_inside_quotes_or_a_block_is_text():
    assert read("name: 'smart #1'\nnote: |\n  see #1\n") == ({"name": "smart #1", "note": "see #1\n"}, [])


def test_an_escape_cannot_bring_in_what_no_page_can_show():
    assert read('a: "one\\x01two"\nb: "three\\nfour"\n') == (
        {"b": "three\nfour"},
        ["x.yaml:1:4: yaml: the value holds the character U+0001; leave it out"],
    )


def test_all_cut_values_are_told_at_once():
    assert read("one: {value: 1,300,000, kind: x}\ntwo: smart #1\n") == (
        {"one": {"kind": "x"}},
        [
            "x.yaml:1:14: yaml-cut: YAML cuts '1,300,000' at the comma; quote it: value: \"1,300,000\"",
            "x.yaml:2:6: yaml-cut: YAML cuts 'smart #1' at the # as a comment; quote it: \"smart #1\"",
        ],
    )


def test_a_refused_value_is_not_missing_too():
    table, _ = parse_yaml("title: &more news\n", "x.yaml")
    assert table is not None
    assert (dict(table.values), table.refused) == ({}, frozenset({"title"}))


def test_an_alias_bomb_costs_nothing():
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(200)]
    table, problems = parse_yaml("\n".join(levels), "x.yaml")
    assert table is not None
    assert (table.values, {problem.rule for problem in problems}, len(problems)) == ({}, {"yaml-alias"}, 200)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: " + "[" * 100_000, 1, 15),
        ("a: " + "{b: " * 100_000, 1, 48),
        ("a:\n  - " + "- " * 100_000, 2, 25),
        ("\n".join("  " * depth + "a:" for depth in range(2_000)), 13, 25),
        ("a: 1\nb: " + "[" * 1_100 + "]" * 1_100, 2, 15),
    ],
)
def test_what_is_nested_too_deeply_is_refused_at_our_limit_whatever_the_librarys_is(text, line, column):
    table, problems = parse_yaml(text, "x.yaml")
    assert table is None
    assert problems == (
        Problem(Place("x.yaml", line, column), "yaml", "this is nested too deeply", "use at most 12 levels"),
    )


def test_a_syntax_error_after_shallow_nesting_stays_one():
    _, problems = parse_yaml("a: [[[1, 2]]\nb: 1\n", "x.yaml")
    assert [problem.message for problem in problems] == ["the bracket [ is not closed"]


def test_an_empty_text_is_an_empty_table():
    assert [read(text) for text in ("", "\n\n", "# nothing\n", "---\n", "null\n")] == [({}, [])] * 5


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_text_is_a_table_or_a_problem(text):
    table, problems = parse_yaml(text, "x.yaml")
    assert table is not None or problems


@given(st.text(alphabet="ab: {}[],#&*!|>'\"%@`-?~\n\t0", max_size=80))
def test_any_text_made_of_what_yaml_is_made_of_is_a_table_or_a_problem(text):
    table, problems = parse_yaml(text, "x.yaml")
    assert table is not None or problems
    assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in problems)
