"""Markdown as safe HTML whose inside links wait for their addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose, ProseHeading, Reference
from factledger.read.markdown_to_html import render_markdown


def render(source, line=1):
    prose, problems = render_markdown(source, "x.md", line)
    return prose, [str(problem) for problem in problems]


def html(source):
    prose, problems = render(source)
    assert problems == []
    return prose.html


def test_a_text_is_rendered_whole():
    source = "## Why\n\nThe [SU7](model:su7) and [](fact:a/b).\n\n![A car](cars/su7.jpg)\n"
    prose, problems = render(source, line=9)
    assert problems == []
    assert prose == Prose(
        html='<h2 id="why">Why</h2>\n'
        '<p>The <a href="\0' + '0\0">SU7</a> and <a href="\0' + '1\0">\1' + "1\1</a>.</p>\n"
        '<p><img alt="A car" src="\0' + '2\0"></p>',
        references=(
            Reference("model:su7", Place("x.md", 11, 11), "SU7"),
            Reference("fact:a/b", Place("x.md", 11, 29), ""),
            Reference("cars/su7.jpg", Place("x.md", 13, 10), "A car", is_image=True),
        ),
        headings=(ProseHeading(2, "why", "Why"),),
        source=source,
        line=9,
    )
    assert [reference.place for reference in prose.references] == [
        Place("x.md", 11, 11),
        Place("x.md", 11, 29),
        Place("x.md", 13, 10),
    ]
    assert [reference.is_empty for reference in prose.references] == [False, True, False]


@pytest.mark.parametrize(
    "target",
    [
        "company:x",
        "article:a-b",
        "metric:x/y",
        "other.md",
        "../a/other.md#why",
        "#why",
        "/news/x/",
        "person:李",
        "a%20b.md",
    ],
)
def test_every_way_to_link_inside_waits_for_its_address(target):
    prose, problems = render(f"See [this]({target}).")
    assert problems == []
    assert prose.html == '<p>See <a href="\0' + '0\0">this</a>.</p>'
    assert prose.references == (Reference(target, Place("x.md", 1, 12), "this"),)


def test_links_that_leave_the_site_stay_as_they_are():
    source = (
        "[a](https://example.org/a?x=1&y=2 'T') [m](mailto:a@example.org) <https://example.org/> [b](http://e.org/a|b)"
    )
    assert html(source) == (
        '<p><a href="https://example.org/a?x=1&amp;y=2" title="T">a</a> <a href="mailto:a@example.org">m</a> '
        '<a href="https://example.org/">https://example.org/</a> <a href="http://e.org/a%7Cb">b</a></p>'
    )


def test_a_link_around_a_picture_has_the_words_of_the_picture():
    prose, _ = render("[![A car](car.jpg)](model:su7)")
    assert prose.references == (
        Reference("model:su7", Place("x.md", 1, 21), "A car"),
        Reference("car.jpg", Place("x.md", 1, 10), "A car", is_image=True),
    )


def test_the_same_target_twice_has_two_places():
    prose, _ = render("[a](company:x) `[no](company:x)` [b](company:x)\n\n[c][r]\n\n[r]: company:x\n")
    assert [reference.place for reference in prose.references] == [
        Place("x.md", 1, 5),
        Place("x.md", 1, 38),
        Place("x.md", 5, 6),
    ]


def test_headings_begin_at_the_second_level_and_skip_none():
    prose, _ = render("# One\n\n### Two\n\n# Three\n\n###### Four\n")
    assert prose.headings == (
        ProseHeading(2, "one", "One"),
        ProseHeading(3, "two", "Two"),
        ProseHeading(2, "three", "Three"),
        ProseHeading(3, "four", "Four"),
    )
    assert "<h1" not in prose.html


def test_anchors_are_unique_keep_every_script_and_may_be_given():
    prose, _ = render("## 小米汽车\n\n## R&D *costs*\n\n## R&D costs\n\n## !!!\n\n## Mine {#own}\n")
    assert [(heading.anchor, heading.text) for heading in prose.headings] == [
        ("小米汽车", "小米汽车"),
        ("r-d-costs", "R&D costs"),
        ("r-d-costs-2", "R&D costs"),
        ("section", "!!!"),
        ("own", "Mine"),
    ]


def test_a_table_scrolls_in_a_named_box_and_aligns_by_class():
    assert html("| Model | Price |\n|:--|--:|\n| SU7 | 215,900 |\n") == (
        '<div class="table" role="region" aria-label="Model, Price" tabindex="0"><table>\n<thead>\n<tr>\n'
        '<th class="align-left">Model</th>\n<th class="align-right">Price</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td class="align-left">SU7</td>\n<td class="align-right">215,900</td>\n</tr>\n</tbody>\n</table></div>'
    )


def test_two_tables_have_two_names():
    table = "| A |\n|--|\n| b |\n"
    rendered = html(f"{table}\n{table}")
    assert [f'aria-label="{name}"' in rendered for name in ("A", "A 2")] == [True, True]


def test_a_table_without_a_head_has_no_name_in_words_of_the_programs_own():
    assert html("| | |\n|--|--|\n| SU7 | 215,900 |\n").startswith('<div class="table" tabindex="0"><table>')


def test_a_footnote_may_have_blanks_in_its_name():
    prose, problems = render_markdown("Words.[^my note]\n\n[^my note]: It says so.\n", "x.md", 1)
    assert problems == ()
    assert '<sup id="fnref:my-note"><a href="#fn:my-note" class="footnote-ref">1</a></sup>' in prose.html
    assert '<li id="fn:my-note">' in prose.html


def test_a_footnote_links_to_and_fro_within_its_text():
    prose, problems = render("One[^a].\n\n[^a]: A note on [it](company:x).\n")
    assert problems == []
    assert prose.references == (Reference("company:x", Place("x.md", 3, 20), "it"),)
    assert '<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">1</a></sup>' in prose.html
    assert '<li id="fn:a">' in prose.html


def test_fenced_code_definitions_and_attributes_are_known():
    assert html("```text\n<b>&\n```\n") == (
        '<pre tabindex="0"><code class="language-text">&lt;b&gt;&amp;\n</code></pre>'
    )
    assert html("Term\n:   Meaning\n") == "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"
    assert html("Some *words*{: .plain lang=zh }.") == '<p>Some <em class="plain" lang="zh">words</em>.</p>'


def test_a_table_of_contents_stands_where_it_is_asked_for():
    assert html("[TOC]\n\n## One & two\n") == (
        '<ul class="toc"><li class="toc__item toc__item--2"><a href="#one-two">One &amp; two</a></li></ul>\n'
        '<h2 id="one-two">One &amp; two</h2>'
    )


def test_html_that_is_allowed_passes_without_a_word():
    source = (
        'H<sub>2</sub>O <kbd>x</kbd> <abbr title="electric vehicle">EV</abbr> <a href="company:x">X</a><!-- note -->'
    )
    prose, problems = render(source)
    assert problems == []
    assert prose.references == (Reference("company:x", Place("x.md", 1, 76), "X"),)


@pytest.mark.parametrize(
    ("source", "gone"),
    [
        ("<script>alert(1)</script>", "alert"),
        ("<img src=x onerror=alert(1)>", "onerror"),
        ("<a href='javascript:alert(1)'>x</a>", "javascript"),
        ("<a href='java&#115;cript:alert(1)'>x</a>", "script:"),
        ("[x](<javascript:alert(1)>)", "javascript"),
        ("[x](data:text/html,1)", "data:"),
        ("[x](company:y){: href='javascript:alert(1)' }", "javascript"),
        ("*x*{: style='color:red' onclick='alert(1)' }", "onclick"),
        ("<svg><script>alert(1)</script></svg>", "alert"),
        ("<iframe src='https://example.org/'></iframe>", "iframe"),
        ("<form action='/'><input name=x></form>", "input"),
        ("<style>p { color: red }</style>", "color"),
        ("<math><mi xlink:href='data:x'>y</mi></math>", "xlink"),
    ],
)
def test_what_could_harm_a_reader_goes_and_is_told(source, gone):
    prose, problems = render(source)
    assert gone not in prose.html
    assert problems


def test_code_about_harmful_things_is_code():
    source = "    [x](javascript:1) <script>\n\n`<b onclick=x>` and `[y](foo:bar)`\n\n~~~\n<iframe src='foo:x'>\n~~~\n"
    prose, problems = render(source)
    assert problems == []
    assert [word in prose.html for word in ("javascript:1", "onclick", "foo:bar", "iframe")] == [True] * 4


def test_a_tag_that_swallows_the_rest_is_told():
    prose, problems = render("Before.\n\n<title>Kept\n\nAfter.\n")
    assert "After" in prose.html or problems


def test_no_text_can_forge_the_marks_of_a_reference():
    prose, _ = render("&#0;0&#0; &#1;0&#1; [a](company:x)")
    assert (prose.html.count("\0"), prose.html.count("\1")) == (2, 0)


@pytest.mark.parametrize("bracket", ["![", "<a "])
def test_brackets_by_the_thousand_are_refused_before_they_cost_time(bracket):
    prose, problems = render(bracket * 100_000)
    assert prose.html == ""
    assert [problem.split(":")[3] for problem in problems] == [" too-large"]


def test_a_text_that_is_nested_too_deeply_leaves_nothing_behind():
    prose, problems = render("- " * 2000 + "x")
    assert (prose.html, [problem.split(";")[0] for problem in problems]) == (
        "",
        ["x.md:1:1: too-large: the text is nested too deeply"],
    )
    assert html("After it.") == "<p>After it.</p>"


def test_an_empty_text_has_nothing():
    assert render(" \n") == (Prose(source=" \n"), [])


MARKS = st.text(alphabet="ab *_`[]()!<>#&\\\n-|:=~{}^.\"'/1", max_size=120)


@given(st.one_of(MARKS, st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))))
def test_any_text_is_rendered_with_as_many_marks_as_references(source):
    prose, _ = render(source)
    assert prose.html.count("\0") == 2 * len(prose.references)
    assert [heading.level for heading in prose.headings[:1]] in ([], [2])


def test_a_tag_that_is_never_closed_is_text():
    prose, problems = render_markdown(f"a <b {'word ' * 30}", "x.md", 1)
    assert prose.html == f"<p>a &lt;b {'word ' * 30}</p>"
    assert problems == ()


def test_an_id_that_an_editor_gives_is_kept_and_a_made_one_steps_aside():
    prose, problems = render("## Prices\n\n### Detail {#prices}\n\nSee [detail](#prices).\n")
    assert problems == []
    assert prose.headings == (ProseHeading(2, "prices-2", "Prices"), ProseHeading(3, "prices", "Detail"))
    assert prose.html.startswith('<h2 id="prices-2">Prices</h2>\n<h3 id="prices">Detail</h3>')


def test_given_ids_of_every_kind_can_be_linked_to_and_no_heading_takes_them():
    source = '## P\n\n## A\n\n## A\n\n## A 2\n\nWords\n{: #p }\n\n<span id="a b">x</span> *y*{#a-2}'
    prose, problems = render(source)
    assert problems == []
    assert [heading.anchor for heading in prose.headings] == ["p-2", "a", "a-3", "a-2-2"]
    assert prose.ids == ("p", "a-b", "a-2")
    assert prose.anchors == ("p-2", "a", "a-3", "a-2-2", "p", "a-b", "a-2")


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("## A {#x}\n\n## B {#x}", "3:8"),
        ('<p id="x">a</p>\n\n<p ID=x>b</p>', "3:7"),
        ("## A {#x}\n\nWords `{#x}`\n{: .a #x }", "4:8"),
        ("`id=x`\n\n<b id='x'>a</b> and *b*{: #x .c} #x", "3:28"),
    ],
)
def test_one_id_given_twice_is_a_problem_at_the_second(source, place):
    _, problems = render(source)
    assert problems == [f"x.md:{place}: duplicate-id: the id 'x' is given to 2 elements of this text; keep one of them"]


def test_an_id_that_markdown_gives_to_a_note_counts_too():
    _, problems = render("Words[^a].\n\n[^a]: A note.\n\n## Notes {#fn:a}")
    assert problems == ["x.md:5:12: duplicate-id: the id 'fn:a' is given to 2 elements of this text; keep one of them"]


def test_an_id_in_text_is_none():
    prose, problems = render('Say id="x" and `<p id="x">`.\n\n    <p id="x">\n\n## X')
    assert problems == []
    assert prose.anchors == ("x",)


def test_many_headings_of_one_name_get_numbers():
    prose, _ = render("## A\n\n" * 3000)
    assert prose.headings[-1].anchor == "a-3000"
