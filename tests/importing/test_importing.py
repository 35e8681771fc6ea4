"""Posts of other systems become articles: nothing is lost, what is unknown is told, and a second run changes nothing."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.importing.foreign_front_matter_parser import parts_of
from factledger.importing.importer import import_posts
from factledger.importing.wordpress_export import WordPressError
from factledger.model.build_request import Request
from factledger.model.problems import Severity
from factledger.model.settings import Settings
from factledger.pipeline import check
from factledger.read.markdown_to_html import render_markdown
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
        ("no xml", "line 1: syntax error; it is no export of WordPress (Tools, Export, All content)"),
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


EXPORT = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><link>https://old.example/blog</link>
{}</channel></rss>
"""
ITEM = """<item><title>{title}</title><link>https://old.example/blog/{name}/</link><pubDate>Tue, 18 Mar 2025 06:30:00 +0000</pubDate>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date>
<wp:post_name>{name}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>
"""


def exported(folder, *items):
    """An export file with these items, each what is not usual about it, and what came of its import: bodies by id, what was told."""
    usual = {
        "title": "A post",
        "date": "2025-03-18 07:30:00",
        "status": "publish",
        "kind": "post",
        "more": "",
        "body": "Words.",
    }
    made = [
        ITEM.format(**usual | {"name": f"post-{number}", "number": number} | item)
        for number, item in enumerate(items, 1)
    ]
    folder.mkdir()
    (folder / "export.xml").write_text(EXPORT.format("".join(made)), "utf-8")
    project = folder / "project"
    told = [note.message for note in bring(folder / "export.xml", project).notes]
    texts = {path.stem: path.read_text("utf-8") for path in project.rglob("*.md")}
    return texts, told


def test_terms_of_an_own_taxonomy_are_told_and_stay_as_a_comment(tmp_path):
    more = '<category domain="brand"><![CDATA[Xiaomi]]></category><category domain="brand"><![CDATA[BYD]]></category>'
    texts, told = exported(tmp_path / "old", {"more": more})
    assert "\n# brand: Xiaomi, BYD\n" in texts["post-1"]
    assert told == ["there is no key like 'brand' here; it stays as a comment"]


def test_what_is_in_the_trash_stays_there(tmp_path):
    texts, told = exported(tmp_path / "old", {"status": "trash", "title": "Old"}, {})
    assert (set(texts), told) == ({"post-2"}, ["'Old' is in the trash; it was left out"])


def test_a_page_that_is_not_public_is_told_to_be_a_draft(tmp_path):
    texts, told = exported(tmp_path / "old", {"kind": "page", "status": "draft", "title": "Team"})
    assert "\ndraft: true\n" in texts["post-1"]
    assert told == ["the page 'Team' is not public; it is a draft of an article here, for pages have none"]


def test_a_post_whose_date_is_none_has_that_of_the_feed(tmp_path):
    texts, told = exported(tmp_path / "old", {"date": "2025-13-45 99:00:00"})
    assert "\ndate: 2025-03-18T06:30:00Z\n" in texts["post-1"]
    assert [one.partition(";")[0] for one in told] == ["'2025-13-45 99:00:00' is no date"]


def test_links_by_number_and_from_the_hosts_root_lead_to_the_articles(tmp_path):
    body = '<a href="https://old.example/blog/?p=2">a</a> <a href="/blog/post-2/">b</a> <a href="/blog/x/">c</a>'
    texts, _ = exported(tmp_path / "old", {"body": body}, {})
    assert texts["post-1"].endswith("[a](article:post-2) [b](article:post-2) [c](https://old.example/blog/x/)\n")


def test_shortcodes_side_by_side_are_one_code_and_those_in_two_brackets_are_text(tmp_path):
    body = '[row][column width="1/2"]Words[/column][/row] and [row]more[/row] as [[gallery]] says'
    texts, told = exported(tmp_path / "old", {"body": body})
    assert texts["post-1"].endswith(
        '`[row][column width="1/2"]`Words`[/column][/row]` and `[row]`more`[/row]` as \\[gallery] says\n'
    )
    assert len(told) == 6


def test_a_list_within_a_list_is_one_on_the_page(tmp_path):
    texts, _ = exported(tmp_path / "old", {"body": "<ul><li>one<ol><li>two</li></ol></li><li>three</li></ul>"})
    body = texts["post-1"].rpartition("---\n")[2]
    prose, problems = render_markdown(body, "a.md", 1)
    assert "".join(prose.html.split()) == "<ul><li>one<ol><li>two</li></ol></li><li>three</li></ul>"
    assert problems == ()


def test_control_characters_in_an_export_become_blanks_and_are_told(tmp_path):
    texts, told = exported(tmp_path / "old", {"body": "One\x0btwo."})
    assert texts["post-1"].endswith("One two.\n")
    assert told == ["1 control characters, which no XML may hold, became blanks"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        (EXPORT.format("")[:-9], "the file ends too early; export it again"),
        ("hello", "syntax error; it is no export of WordPress (Tools, Export, All content)"),
    ],
)
def test_a_file_that_is_no_whole_export_is_refused_with_advice(content, said, tmp_path):
    (tmp_path / "export.xml").write_text(content)
    with pytest.raises(WordPressError, match=re.escape(said)):
        bring(tmp_path / "export.xml", tmp_path / "project")
