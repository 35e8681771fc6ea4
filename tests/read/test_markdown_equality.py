"""What leaves steps of Python-Markdown out makes of every text what the whole of it makes."""

from itertools import pairwise, permutations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from factledger.read.fast_markdown import FastMarkdown
from factledger.read.front_matter_fence import split_front_matter
from factledger.read.library_markdown import extensions

CONTENT = Path(__file__).parents[2] / "content"
LEAN = FastMarkdown()
WHOLE = Markdown(extensions=extensions())


def differences(sources):
    """The texts that come out otherwise, with both results."""
    found = []
    for source in sources:
        expected = WHOLE.reset().convert(source)
        if (lean := LEAN.html(source)) != expected:
            found.append((source, lean, expected))
    return found


# Each sign that wakes a step, and what looks like it and wakes none, as blocks ...
BLOCKS = (
    "Plain words.",
    "Plain words\nover two lines.",
    "350,000 cars\n3 of them here",
    "\u201cQuoted,\u201d she said.\n\u2014 And a dash.",
    "小米 sold\nÉvora and _Ω_ too",
    "# One",
    "## Two ##",
    "###### Six\nand words",
    "words\n# then a heading\nmore",
    "#hashtag and \\# no heading",
    "Setext\n======",
    "Setext\n---",
    "a\n=",
    "a\n-",
    "a\n--\nb",
    "---",
    "* * *",
    "___",
    "words\n***\nmore words",
    "- - - -",
    "- one\n- two\n- three",
    "* one\n+ two\n- three",
    "- one\n\n- two, loose\n\n    second paragraph\n\n- three",
    "- one\n    - nested\n    - again\n        - deeper\n- two",
    "1. one\n2. two\n3. three",
    "1. one\n    * mixed\n    1. numbers\n2. two",
    "7. seven\n\n    code? no, a paragraph\n\n        code\n8. eight",
    "- # heading\n  in a list",
    "- a\nlazy line\n- b",
    "1.no list\n2.either",
    "2024. A year\nis a list",
    "-no list\n+1 either\n*emphasis* it is",
    "    code\n    more code",
    "    code\n\n\n    code after blank lines\nwords",
    "\tcode after a tab",
    "words\n    no code",
    "> quote",
    "> quote\nlazy\n> again\n\n> the same quote",
    "> - a list\n> - in a quote\n>\n> > deeper\n>\n>     code",
    "> # A heading\n> ===\n> a\n> ===",
    "words\n> then a quote",
    "a > b\n3 > 2",
    "| A | B |\n|---|:-:|\n| 1 | 2 |",
    "A | B\n--|--:\n1 | `x|y`\n\\| | z",
    "| A |\n|---|\n| 1 |",
    "| A | B |\n|---|\n| 1 | 2 |",
    "a | b, no table\nc",
    "| A | B |\n|:--|--:|",
    "Term\n:   Meaning",
    "Term\nOther term\n:   One\n:   Two\n\n    More",
    "Term\n\n:   Loose\n\n    > quoted\n\nNext\n: Short",
    ": no term",
    "Time: 12:30\nand: so on",
    "```\ncode\n```",
    "```python\n<b> & *x*\n```",
    "~~~ {.yaml #own key=value}\na: b\n~~~",
    "```\nnever closed",
    "words\n```\ncode\n```\nwords",
    "~~struck~~ and ~~~no fence",
    "[name]: https://example.org/ 'A title'",
    "[name]: <company:x>\n[other]: /y (Title)\n[third]:\n    /z",
    "[^a]: A note",
    "[^a]: A note\n    with more\n\n    and a paragraph\n[^b]: Another",
    "[^a]: - a list\n    - in a note",
    "<div>\nHTML *as is*\n\n</div>",
    '<div markdown="1">*x*</div>',
    "<p>one</p> tail\n<hr>\nwords",
    "<!-- a comment -->",
    "<!-- over\n\ntwo --> *words*",
    "<details><summary>S</summary>\n\nB\n</details>",
    "<script>if (a < b && c) {}</script>",
    "<table><tr><td>|</td></tr></table>",
    "<?php echo 1 ?>",
    "<![CDATA[ x ]]>",
    "&copy 2025 &#169; &amp; & AT&T &unknown; &#x41",
    "</div>",
    "</>a](</>b)",
    "&",
    "<",
    "x\n\n\n\ny",
    " one blank\n  two\n   three",
    "[TOC]",
    "{: .only attributes }",
    "Heading\n------- {#id}",
    "## Heading {#own .a .b key='v'}",
    "A paragraph\n{: #p .lead lang=en }",
    "- item {: .x }\n- other\n{: .y }",
    "| A {: .h } | B |\n|---|---|\n| 1 {: .c } | {x} |",
    "{not: attributes}",
    "\\",
    "\\\\`x`\\\\",
    "*",
    "_",
    "**",
    "`",
    "[",
    "!",
    "](",
    "![",
    "|",
    "||",
    ":",
    "=",
    "=\n=",
    "#",
    "# #",
    "///Footnotes Go Here///",
)
# ... and as words.
WORDS = (
    "plain words",
    "*em*",
    "_em_",
    "**strong**",
    "__strong__",
    "***both***",
    "**a *b* c**",
    "*a **b** c*",
    "***a** b*",
    "**a* b",
    "in*the*middle and snake_case_words and 2*3*4",
    "5 * 3 * 2 _ _ __",
    "`code`",
    "``co`de``",
    "`un closed",
    "\\`not code`",
    "`*no em*`",
    "\\*no em\\* \\_ \\[ \\] \\\\ \\q",
    "[a link](company:x)",
    "[**bold** link](https://example.org/a_b_c?x=1&y=2)",
    "[a](<with blanks> 'and a title')",
    '[a](b "ti\\"tle")',
    "[a](b 'c' d)",
    "[](fact:a/b)",
    "[a]()",
    "[a](b(c)d)",
    "[a](b\nc)",
    "[a [nested] b](c)",
    "[`co]de`](x)",
    "[*a](b)*",
    "*[a*](b)",
    "[a](b_c_d) _e_",
    "[a](b\\)c)",
    "[a] (b)",
    "[a](b",
    "\\[a](b)",
    "!\\[a](b)",
    "![alt *x*](image.jpg 'T')",
    "[![alt](a.jpg)](b)",
    "!![a](b)",
    "[a][name] and [name][] and [name] and [none][nothing]",
    "![a][name] ![name] ![none]",
    "A mark[^a] and[^a] one[^b] and [^none]",
    "<https://example.org/x_y_z>",
    "<someone@example.org>",
    "<b>bold *em*</b> <br/> <a href='x_y_z'>a</a>",
    "a < b & c > d",
    "&amp; &lt; &#35; &x",
    "two blanks  \nbreak",
    "three blanks   \nbreak  ",
    "a\\\nbackslash",
    "*em*{: .x #y }",
    "[a](b){: target=_blank } {: no }",
    "`code`{.lang}",
    "http://example.org/a_b_c",
    "see https://example.org/_a_?b=1&c=2), then.",
    "<a href='x'>https://example.org/</a> https://example.org/",
    "~~struck *out*~~",
    "~~ not ~~ ~~~either~~~ a~~b~~c ~~~~",
    "a \"b\" 'c' -- d...",
    "12:30 | 13:00",
    "小米*汽车*。**“引号”**",
    "tab\tin\tbetween",
    "a\t\nb",
    "tab at end\t\t\nb",
)


EVERY = [7, pytest.param(1, marks=pytest.mark.thorough)]  # of so many pairs one


def test_the_projects_own_texts():
    files = sorted(CONTENT.rglob("*.md"))
    bodies = [fenced.body for file in files if (fenced := split_front_matter(file.read_bytes(), "x.md")[0])]
    assert len(bodies) > 100
    assert differences(bodies) == []


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "  \n", "\n    "])
def test_each_sign_alone(end):
    assert differences(f"{text}{end}" for text in (*BLOCKS, *WORDS)) == []


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("joint", ["\n\n", "\n"])
def test_each_pair_of_blocks(joint, every):
    pairs = [*product(BLOCKS, BLOCKS)][::every]
    assert differences(f"{first}{joint}{second}\n" for first, second in pairs) == []


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("joint", [" ", "", "\n"])
def test_each_pair_of_words(joint, every):
    pairs = [*permutations(WORDS, 2)][::every]
    assert differences(f"{first}{joint}{second}" for first, second in pairs) == []


@pytest.mark.parametrize(
    "frame",
    [
        "{} and\n{}",
        "- {}\n- {}",
        "1. {}\n\n    {}",
        "> {}\n> {}",
        "# {}\n\n## {} ##",
        "{}\n===\n{}\n---",
        "| {} | B |\n|---|---|\n| 1 | {} |",
        "{}\n:   {}",
        "Words[^n] {}\n\n[^n]: {}",
        "<div>{}</div>\n\n{}",
        "*{}* **{}**",
        "[{}](x) ![{}](y)",
        "{}{{: .a }}\n\n{}\n{{: .b }}",
        "    {}\n\n{}",
        "{} [name]\n\n{}\n\n[name]: /url_with_signs 'Title'",
    ],
)
def test_words_in_every_place(frame):
    assert differences(frame.format(first, second) for first, second in pairwise((*WORDS, *WORDS[::-1]))) == []


@pytest.mark.parametrize(
    "change", [("\n", "\r\n"), ("\n", "\r"), ("    ", "\t"), (" ", "\t"), ("a", "\x02a\x03"), ("\n", "\n ")]
)
def test_other_line_ends_tabs_and_marks(change):
    assert differences(text.replace(*change) for text in (*BLOCKS, *WORDS, "\n\n".join(BLOCKS))) == []


@given(
    st.lists(st.one_of(st.sampled_from(BLOCKS), st.sampled_from(WORDS)), max_size=6),
    st.sampled_from(["\n\n", "\n", " "]),
)
@settings(max_examples=300, deadline=None)
def test_blocks_and_words_in_any_order(parts, joint):
    assert differences([joint.join(parts)]) == []


def indented(text, by):
    """The text with each line after `by`, as in a list or a quote."""
    return "\n".join(f"{by}{line}" for line in text.split("\n"))


@given(
    st.recursive(
        st.one_of(st.sampled_from(BLOCKS), st.sampled_from(WORDS)),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("\n\n".join),
            st.tuples(inner, st.sampled_from(["> ", "    ", "  ", "\t"])).map(lambda pair: indented(*pair)),
            inner.map(lambda text: f"- {indented(text, '    ')[4:]}\n- b"),
            inner.map(lambda text: f"1. {indented(text, '    ')[4:]}"),
            inner.map(lambda text: f"[^a]: {indented(text, '    ')[4:]}\n\nMark[^a]"),
            inner.map(lambda text: f"Term\n:   {indented(text, '    ')[4:]}"),
        ),
        max_leaves=6,
    )
)
@settings(max_examples=300, deadline=None)
def test_blocks_within_blocks(source):
    assert differences([source]) == []


@given(st.text(alphabet="ab *_`[]()!<>#&\\\n\t-+|:=~{}^.\"'/1;é", max_size=120))
@settings(max_examples=500, deadline=None)
def test_any_signs(source):
    assert differences([source]) == []
