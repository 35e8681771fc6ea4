"""What a text may hold beside words: pictures with captions, galleries, quotations, struck words, addresses, code."""

import subprocess
import sys

import pytest

from factledger.model.html_tokenizer import attributes, tags
from factledger.model.rendered_prose import Reference
from factledger.read.markdown_to_html import render_markdown


def render(source):
    prose, problems = render_markdown(source, "x.md", 1)
    return prose, [str(problem) for problem in problems]


def html(source):
    prose, problems = render(source)
    assert problems == []
    return prose.html


IMAGE = '<img alt="{}" src="\0{}\0">'


@pytest.mark.parametrize(
    ("below", "caption"),
    [
        (' "On the road")', "On the road"),
        (' "A & B\'s <car>")', "A &amp; B's &lt;car&gt;"),
        (")\n*On the road*", "On the road"),
        (")  \n*[Xiaomi](https://example.org/)*", '<a href="https://example.org/">Xiaomi</a>'),
        (
            ' "On the road")\n*Photograph: Xiaomi*',
            'On the road <span class="picture__credit">Photograph: Xiaomi</span>',
        ),
    ],
)
def test_a_picture_alone_in_its_paragraph_has_a_caption(below, caption):
    assert html(f"![A car](su7.jpg{below}\n") == (
        f'<figure class="picture">{IMAGE.format("A car", 0)}'
        f'<figcaption class="picture__caption">{caption}</figcaption></figure>'
    )


@pytest.mark.parametrize("words", ["![A car](su7.jpg)", "Words ![A car](su7.jpg 'T') and more", "![A](a.jpg) words"])
def test_other_pictures_stay_in_their_paragraph(words):
    assert "<figure" not in html(words)


def test_several_pictures_in_one_paragraph_are_a_gallery():
    prose, problems = render('![One](1.jpg "First") ![Two](2.jpg)\n![Three](3.jpg)\n*All of them*\n')
    assert problems == []
    assert prose.html == (
        '<figure class="gallery"><div class="gallery__pictures">'
        f'<figure class="picture">{IMAGE.format("One", 0)}<figcaption class="picture__caption">First</figcaption></figure>'
        f'<figure class="picture">{IMAGE.format("Two", 1)}</figure><figure class="picture">{IMAGE.format("Three", 2)}</figure>'
        '</div><figcaption class="picture__caption">All of them</figcaption></figure>'
    )
    assert [reference.target for reference in prose.references] == ["1.jpg", "2.jpg", "3.jpg"]


def test_a_link_below_a_picture_waits_for_its_address():
    prose, _ = render("![A car](su7.jpg)\n*By [Xiaomi](company:xiaomi)*\n")
    assert [(one.target, one.words) for one in prose.references] == [("su7.jpg", "A car"), ("company:xiaomi", "Xiaomi")]


@pytest.mark.parametrize(
    "source", ["> We will.\n>\n> — Lei Jun", "> We will.\n> -- Lei Jun", "> We will.  \n> –  Lei Jun"]
)
def test_a_quotation_names_who_is_quoted_outside_the_words_quoted(source):
    assert html(source) == (
        '<figure class="quote"><blockquote>\n<p>We will.</p>\n</blockquote>'
        '<figcaption class="quote__by">— Lei Jun</figcaption></figure>'
    )


@pytest.mark.parametrize(
    "source", ["> We will.", "> — We will.", "> We will -- perhaps.", "> We will.\n>\n> - Lei Jun"]
)
def test_a_quotation_without_a_name_stays_one(source):
    assert html(source).startswith("<blockquote>")


def test_a_pull_quote_is_told_by_its_class_and_may_stand_in_another():
    assert html("> We will.\n> {: .pull}\n>\n> — Lei Jun") == (
        '<figure class="quote quote--pull"><blockquote>\n<p class="pull">We will.</p>\n</blockquote>'
        '<figcaption class="quote__by">— Lei Jun</figcaption></figure>'
    )
    nested = html("> They said:\n>\n> > We will.\n> >\n> > — Lei Jun\n>\n> — A paper")
    assert nested.count('<figcaption class="quote__by">') == 2


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("~~300,000~~ 350,000", "<del>300,000</del> 350,000"),
        ("~~a *b* c~~", "<del>a <em>b</em> c</del>"),
        ("a ~~~b~~~ c", "a ~~~b~~~ c"),
        ("~~ a ~~", "~~ a ~~"),
        (r"\~~a~~", "~~a~~"),
    ],
)
def test_struck_words(source, made):
    assert html(source) == f"<p>{made}</p>"


def link(address):
    return f'<a href="{address}">{address}</a>'


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("See https://example.org/a_b_c.", f"See {link('https://example.org/a_b_c')}."),
        ("(https://example.org/a_(b))", f"({link('https://example.org/a_(b)')})"),
        ("*https://example.org/*", f"<em>{link('https://example.org/')}</em>"),
        ("详见https://example.org/a。下一句", f"详见{link('https://example.org/a')}。下一句"),
        ("`https://example.org/`", "<code>https://example.org/</code>"),
        ("[https://example.org/](https://example.org/)", link("https://example.org/")),
        ('<a href="https://a.org/">https://b.org/</a>', '<a href="https://a.org/">https://b.org/</a>'),
        ("https:// and http://", "https:// and http://"),
        ("javascript://x ftp://example.org", "javascript://x ftp://example.org"),
    ],
)
def test_addresses_in_a_text_are_links(source, made):
    assert html(source) == f"<p>{made}</p>"


def test_code_is_marked_by_its_parts_where_its_language_is_known():
    made = html('```python\nx = "<b>"  # 350,000\n```')
    assert made.startswith('<pre class="code" tabindex="0"><code class="language-python"><span class="n">x</span>')
    assert '<span class="s2">"&lt;b&gt;"</span>' in made.replace("&quot;", '"')  # as some releases write it
    assert html("```text\nx\n```") == '<pre tabindex="0"><code class="language-text">x\n</code></pre>'
    assert html("```\nx\n```") == '<pre tabindex="0"><code>x\n</code></pre>'


def test_code_in_an_unknown_language_stays_plain_with_a_warning_at_its_name():
    prose, problems = render("Words.\n\n```pyton\nx\n```")
    assert '<pre tabindex="0"><code class="language-pyton">x\n</code></pre>' in prose.html
    assert problems == ["x.md:3:4: code-language: code in 'pyton' cannot be coloured; did you mean 'python'?"]


def test_nothing_is_loaded_for_colours_without_code_that_names_a_language():
    program = (
        "import sys; from factledger.read.markdown_to_html import render_markdown; "
        "render_markdown('Words, `code` and https://example.org/.\\n\\n    more code\\n\\n```\\nand more\\n```', 'x.md', 1); "
        "print([name for name in sys.modules if name.startswith(('pygments.formatters.html', 'pygments.lexer.'))])"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"


@pytest.mark.parametrize(
    "source",
    [
        '![A](a.jpg "<script>alert(1)</script>")',
        '![A](a.jpg "&quot; onerror=alert(1)")\n*<img src=x onerror=alert(1)>*',
        "> words\n>\n> — <script>alert(1)</script>",
        "```html\n<script>alert(1)</script>\n```",
        "```python\n'''</code></pre><script>alert(1)</script>'''\n```",
        'https://example.org/"onmouseover="alert(1)',
    ],
)
def test_nothing_that_runs_comes_of_them(source):
    made = render(source)[0].html
    found = [(tag.name, one.name) for tag in tags(made) for one in attributes(made, tag)]
    assert [one for one in found if one[0] == "script" or one[1].startswith("on")] == []
    assert "<script" not in made


def test_a_text_with_thousands_of_each_is_read_in_the_end():
    for part in ("~~a", "https://a.b ", "![a](b.jpg) ", "> a\n> — b\n\nc\n\n", "<a>https://a.b</a> "):
        prose, _ = render(part * 2_000)
        assert isinstance(prose.references, tuple)


def test_addresses_of_references_are_told_as_before():
    prose, _ = render("https://example.org/ [a](company:x)")
    assert [(one.target, one.place.column) for one in prose.references] == [("company:x", 26)]
    assert isinstance(prose.references[0], Reference)
