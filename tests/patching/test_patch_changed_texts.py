"""A text put right is put into the pages that stand; whatever could show elsewhere is left to a whole build."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger import incremental_build, pipeline
from factledger.cache import build_state
from factledger.model.build_request import Request
from factledger.model.problems import Place
from factledger.patching.patch_changed_texts import patch_texts
from factledger.patching.save_patch_data import is_possible
from factledger.render.theme import load_theme
from tests.equality import article, content, theme, write
from tests.folders import snapshot, tree

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 1, 1, tzinfo=UTC)
TWO = "content/articles/two.md"


@pytest.fixture
def site(tmp_path):
    """A built site of four articles."""
    write(tmp_path, theme() | content())
    pipeline.build(Request(project=tmp_path, now=NOW))
    return tmp_path


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Such a site for all tests that build nothing, and what puts it back."""
    folder = tmp_path_factory.mktemp("shared")
    write(folder, theme() | content())
    pipeline.build(Request(project=folder, now=NOW))
    return folder, snapshot(folder)


def revised(site):
    """The report of a revision, where one can be made of what was changed."""
    request = Request(project=site, now=NOW)
    known = build_state.consult(request)
    return patch_texts(request, known) if known is not None else None


def add(site, text, path=TWO):
    (site / path).write_text((site / path).read_text() + text)


@pytest.mark.parametrize(
    "text",
    [
        "\nIt rained.\n",
        "\nIt rained 12 times, and Xiaomi delivered 7,058 cars again.\n",
        "\nSee [elsewhere](https://example.com/), [the first](article:one) and [](fact:count).\n",
        "\n<b>Bold & odd\u00a0é</b> | not a table\n",
        "\n> Quoted, and [the first](article:one).\n",
    ],
)
def test_a_text_is_revised_where_it_stands(site, text, tmp_path_factory):
    text_before = "\nBefore: [the first](article:one), [](fact:count).\n\n- A list, of which the page's head tells.\n"
    add(site, text_before)
    pipeline.build(Request(project=site, now=NOW))
    add(site, text)
    report = revised(site)
    assert report is not None
    assert report.written == 6  # the page, its twin, and two feeds of two forms each
    assert report.unchanged + report.written == len(tree(site / "public")) - 1
    clean = tmp_path_factory.mktemp("clean")
    write(clean, {path: (site / path).read_text() for path in theme() | content()})
    expected = pipeline.build(Request(project=clean, now=NOW))
    assert tree(site / "public") == tree(clean / "public")
    assert report.problems == expected.problems
    assert incremental_build.build(Request(project=site, now=NOW)).unchanged == expected.written


@pytest.mark.parametrize(
    "change",
    [
        lambda site: add(site, "\n## Another heading\n"),
        lambda site: add(site, "\n- A list, which needs more styles\n"),
        lambda site: add(site, "\nSee [NIO](company:nio).\n"),
        lambda site: add(site, "\nNIO is named for the first time.\n"),
        lambda site: add(site, "\nSee [nowhere](article:nowhere).\n"),
        lambda site: add(site, "\nSee [no heading](#nowhere).\n"),
        lambda site: add(site, '\n<a href="/nowhere/">x</a>\n'),
        lambda site: (site / TWO).write_text(article("two", 1, value="7,059")),
        lambda site: (site / TWO).write_text(article("two", 1, title="Another title")),
        lambda site: (site / TWO).write_text(f"---\n{'x' * 9}"),
        lambda site: (site / TWO).write_bytes(b"\xff"),
        lambda site: (site / TWO).write_text((site / TWO).read_text().rpartition("---\n")[0] + "---\n"),
        lambda site: (site / TWO).unlink(),
        lambda site: write(site, {"content/articles/five.md": article("five", 4)}),
        lambda site: add(site, "More.", "content/companies/byd.md"),
        lambda site: (add(site, "\nMore.\n"), add(site, "p { }", "theme/css/a.css")),
        lambda site: (add(site, "\nMore.\n"), next((site / ".factledger").glob("texts-*")).write_bytes(b"")),
        lambda site: (add(site, "\nMore.\n"), (site / "public/news/two/index.html").write_text("by hand")),
    ],
)
def test_what_could_show_elsewhere_is_left_to_a_whole_build(shared_site, change):
    known = build_state.consult(Request(project=shared_site, now=NOW))
    assert known is not None
    assert not known.changed  # so that it is the change for which nothing is revised
    change(shared_site)
    after = tree(shared_site / "public")
    assert revised(shared_site) is None
    assert tree(shared_site / "public") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # the script for figures is not needed any more
            "| a | b |\n| --- | --- |\n| 7,058 | 5 |",
            "The target is 100,000 cars, and 7,508 were delivered.",
        ),
        ("Rain fell in the north.", "- Rain fell in the north."),  # the styles of lists are needed
        ("- Rain fell in the north.", "- Rain fell.[^1]\n\n[^1]: In the north."),  # and those of notes
        ("NIO waits, and so does Lei Jun.", "Lei Jun waits, and so does NIO."),  # the order in which others are told
        ("See [one](article:one), [three](article:three).", "See [three](article:three), [one](article:one)."),
    ],
)
def test_what_a_page_tells_of_its_text_elsewhere_changes_with_it(site, before, after, tmp_path_factory):
    retracted = "corrections: [{date: 2024-06-01, kind: retraction, reason: It was invented.}]\n"
    write(
        site, {f"content/articles/{id}.md": article(id, at, extra=retracted) for id, at in (("one", 0), ("three", 2))}
    )
    write(site, {TWO: article("two", 1, text=before)})
    pipeline.build(Request(project=site, now=NOW))
    write(site, {TWO: article("two", 1, text=after)})
    incremental_build.build(Request(project=site, now=NOW))
    clean = tmp_path_factory.mktemp("clean")
    write(clean, {path: (site / path).read_text() for path in theme() | content()})
    pipeline.build(Request(project=clean, now=NOW))
    assert tree(site / "public") == tree(clean / "public")


def test_a_contradiction_is_left_to_a_whole_build_where_it_is_an_error(site):
    (site / "site.yaml").write_text((site / "site.yaml").read_text().replace("rules: {contradiction: warning}\n", ""))
    (site / "content/articles/three.md").unlink()
    write(site, {TWO: article("two", 1, text="It rained 12 times.")})
    assert not pipeline.build(Request(project=site, now=NOW)).has_errors
    add(site, "\nXiaomi delivered 7,085 cars in February 2024.\n")
    assert revised(site) is None
    report = incremental_build.build(Request(project=site, now=NOW))
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == ["contradiction"]


def test_the_default_theme_prints_texts_as_they_are():
    theme, problems = load_theme([ROOT / "theme"])
    assert (is_possible(theme), problems) == (True, ())


def test_problems_of_a_text_come_and_go_with_it(site):
    text = (site / TWO).read_text()
    before = incremental_build.build(Request(project=site, now=NOW)).problems
    add(site, "\nSome 4,321 cars.\n")
    more = incremental_build.build(Request(project=site, now=NOW)).problems
    assert [str(one) for one in more if one not in before] == [
        f"{TWO}:16:6: unknown-figure: no fact backs 'Some 4,321 cars'; "
        'add a fact, such as - {metric: deliveries, value: "Some 4,321 cars"}'
    ]
    (site / TWO).write_text(text)
    assert incremental_build.build(Request(project=site, now=NOW)).problems == before


def test_a_theme_that_does_more_with_a_text_than_to_print_it_gets_whole_builds(site):
    template = site / "theme/templates/article.html"
    template.write_text(
        template.read_text().replace("{{ page.body|safe }}", "{{ page.body|replace('rained', 'poured')|safe }}")
    )
    pipeline.build(Request(project=site, now=NOW))
    add(site, "\nIt rained.\n")
    assert revised(site) is None
    incremental_build.build(Request(project=site, now=NOW))
    assert "It poured." in (site / "public/news/two/index.html").read_text()


def test_what_is_wrong_above_a_text_stays_when_the_text_is_revised(site):
    (site / TWO).write_text(article("two", 1, title="Two of 4,321 cars and 7,508"))
    before = incremental_build.build(Request(project=site, now=NOW)).problems
    above = [(problem.rule, problem.place) for problem in before if problem.place == Place(TWO, 2, 15)]
    assert above == [("unknown-figure", Place(TWO, 2, 15))]
    add(site, "\nIt rained.\n")
    report = revised(site)
    assert report is not None
    assert report.problems == before


def test_the_warning_of_a_link_to_a_fact_of_a_later_story_stays_with_its_text(site):
    path = "content/articles/one.md"
    add(site, "\nIt was [](fact:two/count).\n", path)
    before = [one for one in incremental_build.build(Request(project=site, now=NOW)).problems if one.place.path == path]
    assert "not-yet" in [problem.rule for problem in before]
    add(site, "\nIt rained.\n", path)
    assert revised(site) is None
    after = [one for one in incremental_build.build(Request(project=site, now=NOW)).problems if one.place.path == path]
    assert after == before


def test_the_warning_of_a_link_to_what_expires_stays_with_its_text(site):
    one = site / "content/articles/one.md"
    one.write_text(one.read_text().replace("---\n", "---\nexpires: 2026-01-01\n", 1))
    add(site, "\nSee [the first](article:one).\n")
    before = [one for one in incremental_build.build(Request(project=site, now=NOW)).problems if one.place.path == TWO]
    assert "expires-soon" in [problem.rule for problem in before]
    add(site, "\nIt rained.\n")
    assert revised(site) is None
    after = [one for one in incremental_build.build(Request(project=site, now=NOW)).problems if one.place.path == TWO]
    assert after == before
