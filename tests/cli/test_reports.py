"""Problems as people, scripts and GitHub read them."""

import json
from dataclasses import replace
from pathlib import Path

from factledger.cli.report_formats import closing_line, formatted, profile_lines
from factledger.model.build_request import Profile, Report
from factledger.model.problems import RULES, Place, Problem, Severity, visible

ERROR = Problem(
    Place("content/articles/x.md", 14, 12), "unknown-entity", "no company 'xaomi'", "did you mean 'xiaomi'?"
)
WARNING = Problem(
    Place("content/articles/a,b.md", 3, 1),
    "source-without-url",
    "100% of it\nhas none",
    also=(Place("content/articles/y.md", 2, 2),),
    severity=Severity.WARNING,
)


def test_text_gives_the_place_the_rule_the_message_and_the_advice():
    assert formatted((ERROR, WARNING), "text").splitlines() == [
        "content/articles/x.md:14:12: unknown-entity: no company 'xaomi'; did you mean 'xiaomi'?",
        "content/articles/a,b.md:3:1: source-without-url: 100% of it\\nhas none (warning)",
        "    see also content/articles/y.md:2:2",
    ]


def test_colour_sets_the_place_and_the_rule_apart():
    assert formatted((ERROR, WARNING), "text", has_colour=True).splitlines() == [
        "\x1b[1mcontent/articles/x.md:14:12:\x1b[0m \x1b[31munknown-entity:\x1b[0m no company 'xaomi'; did you mean 'xiaomi'?",
        "\x1b[1mcontent/articles/a,b.md:3:1:\x1b[0m \x1b[33msource-without-url:\x1b[0m 100% of it\\nhas none (warning)",
        "    see also content/articles/y.md:2:2",
    ]


def test_github_annotations_are_escaped_as_github_demands():
    assert formatted((ERROR, WARNING), "github").splitlines() == [
        "::error file=content/articles/x.md,line=14,col=12,title=unknown-entity"
        "::no company 'xaomi'; did you mean 'xiaomi'?",
        "::warning file=content/articles/a%2Cb.md,line=3,col=1,title=source-without-url::100%25 of it\\nhas none",
    ]


def test_json_carries_every_part():
    assert json.loads(formatted((WARNING,), "json")) == [
        {
            "file": "content/articles/a,b.md",
            "line": 3,
            "column": 1,
            "severity": "warning",
            "rule": "source-without-url",
            "message": "100% of it\nhas none",
            "advice": "",
            "also": ["content/articles/y.md:2:2"],
        }
    ]


def test_many_problems_of_one_rule_are_summed_up():
    warnings = tuple(
        Problem(Place("a.md", line, 1), "unknown-figure", "?", severity=Severity.WARNING) for line in range(1, 31)
    )
    errors = tuple(Problem(Place("b.md", line, 1), "dead-link", "?") for line in range(1, 31))
    lines = formatted((*warnings, *errors), "text").splitlines()
    assert len(lines) == 20 + 20 + 2
    assert lines[-2:] == [
        "and 10 more of dead-link (a link leads nowhere)",
        "and 10 more of unknown-figure (a figure in the prose rests on no fact)",
    ]


def test_what_a_report_left_out_is_counted_with_what_is_not_shown():
    many = tuple(replace(WARNING, place=Place("a.md", line)) for line in range(1, 23))
    lines = formatted(many, "text", {WARNING.rule: 5, "overdue": 1}).splitlines()
    assert [line for line in lines if line.startswith("and ")] == [
        "and 1 more of overdue (a target's period is over and no result is known)",
        f"and 7 more of {WARNING.rule} ({RULES[WARNING.rule].meaning})",
    ]


def test_a_profile_tells_stages_and_templates():
    profile = Profile(stages=(("read", 1.5),), templates=(("article.html", 1000, 0.5), ("other files", 2, 0.1)))
    assert [line.split() for line in profile_lines(profile)] == [
        ["stage", "seconds"],
        ["read", "1.500"],
        ["template", "seconds", "files", "ms", "each"],
        ["article.html", "0.500", "1,000", "0.50"],
        ["other", "files", "0.100", "2", "50.00"],
    ]


def test_the_closing_line_counts_what_was_done():
    report = Report(problems=(WARNING,), pages=3, written=1, unchanged=2, removed=1, output=Path("public"))
    assert closing_line(report, 0.456) == "3 pages in public: 1 written, 2 unchanged, 1 removed, 0.46 s"
    assert closing_line(Report(problems=(ERROR, WARNING)), 0.1) == "nothing written: 1 error, 0.10 s"


def test_what_a_terminal_or_a_workflow_would_obey_is_shown_and_not_obeyed():
    name = "content/a\n::error file=b::c\x1b[2J\x07\x9b\u2028\u202e\udc80.md"
    problem = Problem(Place(name), "bad-name", f"'{name}' cannot be an id", "rename\rit", also=(Place(name),))
    shown = r"content/a\n::error file=b::c\x1b[2J\x07\x9b\u2028\u202e\udc80.md"
    assert formatted((problem,), "text").split("\n") == [
        rf"{shown}: bad-name: '{shown}' cannot be an id; rename\rit",
        f"    see also {shown}",
    ]
    escaped = shown.replace(":", "%3A")
    assert formatted((problem,), "github") == (
        rf"::error file={escaped},title=bad-name::'{shown}' cannot be an id; rename\rit"
    )
    assert json.loads(formatted((problem,), "json"))[0]["file"] == name


def test_letters_of_every_script_are_left_as_they_are():
    text = "小米 – voilà, 1\u00a0000\u202f000 m\u200d"
    assert visible(text) == text
