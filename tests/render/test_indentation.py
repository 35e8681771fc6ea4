"""What of a template's blanks reaches a page."""

import pytest
from jinja2 import Environment

from factledger.render.indentation import WithoutIndentation


def rendered(text, /, **values):
    environment = Environment(
        extensions=["jinja2.ext.i18n", WithoutIndentation], trim_blocks=True, lstrip_blocks=True, autoescape=True
    )
    environment.install_null_translations(newstyle=True)
    return environment.from_string(text).render(**values)


def test_blanks_at_the_beginnings_of_lines_and_empty_lines_stay_behind():
    text = "<ul>\n    {% for x in [1, 2] %}\n    <li>{{ x }}  and  {% if x %} more{% endif %} here</li>\n\n      <b>\n    {% endfor %}\n</ul>"
    assert rendered(text) == "<ul>\n<li>1  and   more here</li>\n<b>\n<li>2  and   more here</li>\n<b>\n</ul>"


def test_words_that_blanks_part_stay_parted():
    text = "<td>\n  {% if x %}<s>1</s>{% else %}2{% endif %}\n  {{ x }}\n  {% if x %}\n  c\n  {% endif %}\n  d{% if x %} {% endif %}\n e</td>"
    assert rendered(text, x=0) == "<td>\n2 0\nd e</td>"
    assert rendered(text, x=5) == "<td>\n<s>1</s> 5\nc\nd  e</td>"


def test_a_value_keeps_its_blanks():
    assert rendered("<div>\n  {{ text }}\n</div>", text="a\n    b\n\n  c") == "<div>\na\n    b\n\n  c\n</div>"


@pytest.mark.parametrize("tag", ["pre", "textarea"])
def test_a_template_in_which_blanks_count_is_left_as_it_is(tag):
    text = f"<div>\n  <{tag}>\n  a\n    b</{tag}>\n</div>"
    assert rendered(text) == text


def test_a_message_keeps_the_letters_by_which_catalogues_know_it():
    assert rendered("<p>\n  {% trans %}one\n  two{% endtrans %}\n  three</p>") == "<p>\none\n  two three</p>"


def test_a_fault_is_told_at_its_own_line():
    with pytest.raises(ZeroDivisionError) as caught:
        rendered("<p>\n\n\n   a\n  {{ 1 / 0 }}</p>")
    assert caught.traceback[-1].lineno == 4  # counted from 0
