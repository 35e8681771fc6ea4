"""Messages worked out when templates are compiled say what Jinja's own extension says while they run."""

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, select_autoescape
from markupsafe import Markup

from factledger.model.message_catalogues import messages_of
from factledger.render.template_engine import Engine

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}"\n\n'
TWO = HEADER.format("nplurals=2; plural=(n != 1);")
ONE = HEADER.format("nplurals=1; plural=0;")
FEW = HEADER.format("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);")
PLAIN = """
msgid "By %(name)s on %(day)s"
msgstr "Am %(day)s von %(name)s (100%%)"

msgid "Set & kept"
msgstr "Gesetzt & <b>gehalten</b>"

msgctxt "target"
msgid "Open"
msgstr "Offen"

"""
FORMS = 'msgid "%(num)s story"\nmsgid_plural "%(num)s stories"\n'
CATALOGUES = {
    "none": b"",
    "two": (TWO + PLAIN + FORMS + 'msgstr[0] "ein Beitrag"\nmsgstr[1] "%(num)s Beiträge"\n').encode(),
    "one": (ONE + PLAIN + FORMS + 'msgstr[0] "%(num)s篇报道"\n').encode(),
    "few": (FEW + PLAIN + FORMS + 'msgstr[0] "%(num)s a"\nmsgstr[1] "%(num)s b"\nmsgstr[2] "%(num)s c"\n').encode(),
}
TEMPLATES = [
    '{{ _("By %(name)s on %(day)s", name=page.name, day=page.day) }}',
    '{% set by = _("By %(name)s on %(day)s", name=page.name, day=page.day) %}{{ by }}{{ by|length > 3 }}',
    '{{ "<" ~ _("By %(name)s on %(day)s", name=page.markup, day=page.day) }}',
    '{{ _("By %(name)s on %(day)s", name=_("Set & kept"), day=gettext("100%%")) }}',
    '{{ _("Set & kept") }}{% set kept = _("Set & kept") %}{{ kept }}',
    '{{ pgettext("target", "Open") }}{{ _("Open") }}{{ pgettext("door", "Open") }}',
    '{% for n in page.numbers %}{{ ngettext("%(num)s story", "%(num)s stories", n) }} {% endfor %}',
    '{% for n in page.numbers %}{{ ngettext("%(num)s story", "%(num)s stories", n, num=n + 1) ~ "." }} {% endfor %}',
    "{% for n in page.numbers %}{% trans count=n %}{{ count }} story{% pluralize %}{{ count }} stories{% endtrans %} {% endfor %}",
    "{% trans name=page.name, day=page.day %}By {{ name }} on {{ day }}{% endtrans %}",
    "{{ _(page.name) }}{{ _('Open' ~ page.day) }}",
    '{% macro word(a) %}<i>{{ a }}</i>{% endmacro %}{{ word(_("By %(name)s on %(day)s", name=word("x"), day=page.day)) }}',
]  # fmt: skip
PAGE = SimpleNamespace(name="<Ada & Eve>", day="1 May", markup=Markup("<b>x</b>"), numbers=[0, 1, 2, 5, 22])


@pytest.mark.parametrize("extension", ["html", "txt"])
@pytest.mark.parametrize("catalogue", CATALOGUES)
@pytest.mark.parametrize("source", TEMPLATES)
def test_a_message_is_what_jinja_makes_of_it(source, catalogue, extension):
    messages = messages_of("sv", [CATALOGUES[catalogue]] if catalogue != "none" else [])
    name = f"a.{extension}"
    options = {"loader": DictLoader({name: source}), "autoescape": select_autoescape(["html"], default=False)}
    plain = Environment(**options, extensions=["jinja2.ext.i18n"])
    plain.install_gettext_translations(messages.translations, newstyle=True)
    said = Engine(messages=messages, **options).get_template(name).render(page=PAGE)
    assert said == plain.get_template(name).render(page=PAGE)


@pytest.mark.parametrize(
    ("header", "texts", "expected"),
    [
        (ONE, ("%(num)s条记录",), ["1条记录", "2条记录", "5条记录"]),
        (FEW, ("%(num)s unos", "%(num)s unosa", "%(num)s unosa svega"), ["1 unos", "2 unosa", "5 unosa svega"]),
    ],
)
def test_a_plural_has_the_forms_that_its_catalogue_tells_even_where_that_names_no_language(header, texts, expected):
    forms = "".join(f'msgstr[{number}] "{text}"\n' for number, text in enumerate(texts))
    catalogue = f'{header}msgid "%(num)s entry"\nmsgid_plural "%(num)s entries"\n{forms}'
    messages = messages_of("sr", [catalogue.encode()])
    assert [messages.ngettext("%(num)s entry", "%(num)s entries", number) for number in (1, 2, 5)] == expected
