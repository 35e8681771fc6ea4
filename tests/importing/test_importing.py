"""Posts of other systems become articles: nothing is lost, what is unknown is told, and a second run changes nothing."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.importing.foreign_front_matter import parts_of
from factledger.importing.importer import import_posts
from factledger.importing.wordpress_export import WordPressError
from factledger.model.build_request import Request
from factledger.model.problems import Severity
from factledger.model.settings import Settings
from factledger.pipeline import check
from tests.importing.posts_of_others import SYSTEMS, bodies, html_body, write_posts

HERE = Path(__file__).parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOURCES = {"hugo": "hugo", "jekyll": "jekyll", "pelican": "pelican", "wordpress": "wordpress/export.xml"}
WORD = re.compile(r"w\d+x")


def bring(source, project):
    return import_posts(source, project, Settings(), NOW)


def texts_of(project):
    return {
        path.relative_to(project).as_posix(): path.read_text("utf-8")
        for path in sorted(project.rglob("*.md"))
        if path.parent.name != "topics"
    }


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_is_brought_over_as_expected(system, tmp_path):
    imported = bring(HERE / "sources" / SOURCES[system], tmp_path)
    expected = HERE / "expected" / system
    assert texts_of(tmp_path) == texts_of(expected)
    assert "".join(f"{note}\n" for note in imported.notes) == (expected / "remarks.txt").read_text("utf-8")


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_second_run_changes_nothing_and_leaves_an_editors_change_alone(system, tmp_path):
    source = HERE / "sources" / SOURCES[system]
    bring(source, tmp_path)
    edited = next(iter((tmp_path / "content/articles").rglob("*.md")))
    edited.write_text(edited.read_text("utf-8") + "\nAn editor's line.\n", "utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = bring(source, tmp_path)
    assert again.written == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    left_alone = [note.message for note in again.notes if "left alone" in note.message]
    assert left_alone == [f"{edited.name} is there already and holds something else; it was left alone"]


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_word_of_many_odd_posts_is_lost_and_they_build(system, tmp_path):
    picture = (HERE / "sources/hugo/static/images/car.png").read_bytes()
    source = write_posts(tmp_path / "old", system, 60, picture)
    project = tmp_path / "new"
    (project / "content").mkdir(parents=True)
    bring(source, project)
    found = [word for text in texts_of(project).values() for word in WORD.findall(without_addresses(text))]
    made = bodies if system != "wordpress" else lambda _, number: html_body(number)
    wanted = [word for number in range(60) for word in WORD.findall(without_addresses(made(system, number)))]
    assert sorted(set(wanted) - set(found)) == []
    problems = check(Request(project=project, now=NOW)).problems
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []
    assert bring(source, project).written == 0


def without_addresses(text):
    """A text without what is no word of it: names of headings."""
    return re.sub(r"#id-\w+", "", text)


def test_two_posts_of_one_name_get_two_ids_and_the_sites_own_keeps_its_own(project):
    post = "---\ntitle: {}\ndate: 2025-01-01\n---\n{}\n"
    folder = project(
        {
            "site/content/articles/2025/same.md": post.format("Own", "Own."),
            "old/a/same.md": post.format("A", "One."),
            "old/b/same.md": post.format("B", "Two."),
        }
    )
    bring(folder / "old", folder / "site")
    assert {path: text[-5:] for path, text in texts_of(folder / "site").items()} == {
        "content/articles/2025/same.md": "Own.\n",
        "content/articles/2025/same-2.md": "One.\n",
        "content/articles/2025/same-3.md": "Two.\n",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<rss><channel></channel></rss>", "it is XML, but no export of WordPress"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "it declares a document type, which an export has not"),
        ("no xml", "line 1: syntax error"),
        ("<a>" * 60, "it is nested too deeply"),
    ],
)
def test_what_is_no_export_is_refused(content, reason, project):
    folder = project({"old.xml": content})
    with pytest.raises(WordPressError, match=f"^{re.escape(reason)}$"):
        bring(folder / "old.xml", folder)


def test_no_picture_is_taken_from_outside_the_source(project):
    picture = (HERE / "sources/hugo/static/images/car.png").read_bytes()
    folder = project(
        {
            "secret.png": picture,
            "old/a.md": "---\ntitle: A\ndate: 2025-01-01\n---\n![one](../secret.png) ![two](link.png)\n",
        }
    )
    (folder / "old/link.png").symlink_to(folder / "secret.png")
    bring(folder / "old", folder / "site")
    assert not (folder / "site/content/images").exists()


@pytest.mark.parametrize(
    ("typed", "made", "told"),
    [
        (
            '{{< youtube id="abc" start=30 mute=true >}}',
            "https://www.youtube.com/watch?v=abc&t=30s",
            "a card without mute",
        ),
        ("{{< vimeo 55073825 >}}", "https://vimeo.com/55073825", "a card"),
        ('{{< x user="Zoo" id="1453110110599868418" >}}', "https://x.com/Zoo/status/1453110110599868418", "a card"),
        ("{{< tweet 877500564405444608 >}}", "https://x.com/i/status/877500564405444608", "a card"),
        ("{{< tweet nobody >}}", "`{{< tweet nobody >}}`", "is kept as it was typed"),
        ("{{< instagram CxOWiQNP2MO >}}", "https://www.instagram.com/p/CxOWiQNP2MO/", "became a link"),
        (
            '{{< gist jmooring 50a7482715eac222e230d1e64dd9a89b "list.html" >}}',
            "https://gist.github.com/jmooring/50a7482715eac222e230d1e64dd9a89b#file-list-html",
            "became a link",
        ),
        (
            "{% gist parkr/931c1c8d465a04042403 %}",
            "https://gist.github.com/parkr/931c1c8d465a04042403",
            "became a link",
        ),
        (
            "{% gist 931c1c8d465a04042403 a.rb %}",
            "https://gist.github.com/931c1c8d465a04042403#file-a-rb",
            "became a link",
        ),
        ("{{< gist >}}", "`{{< gist >}}`", "is kept as it was typed"),
        (
            '{{< figure src="https://a.example/c.png" title="On the road" attr="Ann" attrlink="https://ann.example/" width=300 >}}',
            '[On the road](https://a.example/c.png "On the road")\n*[Ann](https://ann.example/)*',
            "became Markdown without width",
        ),
        ("{{< qr text=x >}}", "`{{< qr text=x >}}`", "is kept as it was typed"),
    ],
)
def test_a_shortcode_becomes_what_a_page_shows_of_it_or_stays_in_sight(typed, made, told, tmp_path):
    post = tmp_path / "old/content/posts/a.md"
    post.parent.mkdir(parents=True)
    (tmp_path / "old/hugo.toml").write_text("baseURL = 'https://old.example/'\n")
    post.write_text(f"---\ntitle: A\ndate: 2025-01-02\n---\nBefore.\n\n{typed}\n\nAfter.\n")
    imported = bring(tmp_path / "old", tmp_path / "new")
    body = (tmp_path / "new/content/articles/2025/a.md").read_text("utf-8").partition("Before.\n\n")[2]
    assert (body.partition("\n\nAfter.")[0], told in imported.notes[0].message) == (made, True), imported.notes


def imported_body(text, tmp_path):
    """What becomes of a text without pictures of its own, and what is told."""
    post = tmp_path / "old/content/posts/a.md"
    post.parent.mkdir(parents=True)
    (tmp_path / "old/hugo.toml").write_text("baseURL = 'https://old.example/'\n")
    post.write_text(f"---\ntitle: A\ndate: 2025-01-02\n---\n{text}")
    imported = bring(tmp_path / "old", tmp_path / "new")
    errors = [
        one for one in check(Request(project=tmp_path / "new", now=NOW)).problems if one.severity is Severity.ERROR
    ]
    assert [str(one) for one in errors] == []
    body = (tmp_path / "new/content/articles/2025/a.md").read_text("utf-8").split("---\n", 2)[2]
    return body, [note.message for note in imported.notes]


def test_pictures_of_other_sites_that_are_named_elsewhere_become_links_and_in_links_words(tmp_path):
    text = "[![Build][badge]][page] ![Car][badge] ![badge][] ![badge] `![badge]`\n\n[Badge]: https://ci.example/b.svg\n[page]: https://ci.example/\n"
    assert imported_body(text, tmp_path) == (
        "[Build][page] [Car][badge] [badge][badge] [badge][badge] `![badge]`\n\n"
        "[Badge]: https://ci.example/b.svg\n[page]: https://ci.example/\n",
        ["the picture https://ci.example/b.svg did not come along; its words stay"]
        + 3 * ["the picture https://ci.example/b.svg did not come along; it is a link now"],
    )


def test_links_to_headings_by_the_names_that_github_gives_them_lead_there(tmp_path):
    text = "[a](#equalactual-expected) [b] [c](#none) [d]\n\n## equal(actual, expected)\n\nWords.\n\n[b]: #equalactual-expected\n[d]: #gone\n"
    assert imported_body(text, tmp_path) == (
        "[a](#equal-actual-expected) [b] c [d]\n\n## equal(actual, expected)\n\nWords.\n\n"
        "[b]: #equal-actual-expected\n`[d]: #gone`\n",
        ["no heading here is called #none; the words stay", "no heading here is called #gone; the words stay"],
    )


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ('---\ntitle: A\nsummary: "B\n---\nText.\n', 'the quote " is not closed', 3),
        ("---\ntitle: A: B\n---\nText.\n", "a colon in 'A: B' confuses YAML", 2),
        ("---\ntags: [a, b\n---\nText.\n", "the bracket [ is not closed", 2),
        ("---\ntitle: A\x07\n---\nText.\n", "a control character, which YAML does not take", 2),
        ("---\n- A\n---\nText.\n", "it is no mapping", 2),
        ('+++\ntitle = "A"\ndate = 2025-\n+++\nText.\n', "", 3),
    ],
)
def test_what_is_wrong_with_a_front_matter_is_told_in_an_editors_words_at_its_line(text, fault, line):
    parts = parts_of(text)
    assert parts.fault == fault or not fault
    assert parts.fault_line == line
    assert not re.search(r"unicode string|while|at line|Error", parts.fault)
