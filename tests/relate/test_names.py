"""First mentions of entities."""

import pytest

from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose
from factledger.read.markdown_to_html import render_markdown
from factledger.relate.name_links import link_names
from factledger.relate.scanning.entity_names import NameIndex
from tests.work import steps

PATH = "content/articles/x.md"


def entity(key, name, *aliases, native=""):
    kind, _, id = key.partition(":")
    return Entity(
        key=EntityKey(DEFAULT_KINDS.by_word[kind], id),
        name=name,
        aliases=aliases,
        native_name=native,
        place=Place(f"content/{id}.md"),
        prose=Prose(),
    )


ENTITIES = (
    entity("company:xiaomi", "Xiaomi Corporation", "Xiaomi", native="小米集团"),
    entity("company:li-auto", "Li Auto Inc.", "Li Auto", native="理想汽车"),
    entity("company:nio", "NIO Inc.", "NIO"),
    entity("company:smart", "smart"),
    entity("model:xiaomi-su7", "Xiaomi SU7", "SU7"),
    entity("model:xiaomi-su7-ultra", "Xiaomi SU7 Ultra", "SU7 Ultra"),
    entity("model:model-3", "Model 3"),
    entity("model:smart-1", "smart #1"),
    entity("person:lei-jun", "Lei Jun", native="雷军"),
    entity("topic:targets", "Targets"),
)
NAMES = NameIndex.of(ENTITIES)


def linked(source, own=None, unlinked=(), names=NAMES, listed=()):
    prose, _ = render_markdown(source, PATH, 1)
    result, mentioned, problems = link_names(prose, own, names, unlinked, listed=listed, path=PATH)
    added = [(one.target, one.words) for one in result.references[len(prose.references) :]]
    return added, [str(key) for key in mentioned], problems, result


def links(source, **settings):
    return linked(source, **settings)[0]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Xiaomi sells the SU7.", [("company:xiaomi", "Xiaomi"), ("model:xiaomi-su7", "SU7")]),
        ("The Xiaomi SU7 Ultra is quick.", [("model:xiaomi-su7-ultra", "Xiaomi SU7 Ultra")]),
        ("Xiaomi's founder, Lei Jun's friend.", [("company:xiaomi", "Xiaomi"), ("person:lei-jun", "Lei Jun")]),
        ("Li\nAuto grew.", [("company:li-auto", "Li Auto")]),
        ("Li&nbsp;Auto grew.", [("company:li-auto", "Li Auto")]),
        ("The Model 3, not the Model 30 or 3.5 Model 3.5.", [("model:model-3", "Model 3")]),
        ("The smart #1 of smart.", [("model:smart-1", "smart #1"), ("company:smart", "smart")]),
        ("小米集团董事长雷军说。", [("company:xiaomi", "小米集团"), ("person:lei-jun", "雷军")]),
        ("我喜欢SU7汽车。", [("model:xiaomi-su7", "SU7")]),
        ("A NIO-built, non-NIO car.", [("company:nio", "NIO")]),
        ("NIOs, senior, xNIO, NIO_X, nio@example.org, @NIO.", []),
        ("Xiaomi and Xiaomi again.", [("company:xiaomi", "Xiaomi")]),
        ("All targets, all Targets.", []),
        ("Xiaomi was *Xiaomi*.", [("company:xiaomi", "Xiaomi")]),
        ("", []),
    ],
)
def test_the_first_mention_is_linked_longest_name_first_in_whole_words(source, wanted):
    assert links(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("# Xiaomi\n\nXiaomi again.", [("company:xiaomi", "Xiaomi")]),
        ("`Xiaomi` and [Xiaomi abroad](https://example.org).", []),
        ("[The company](company:xiaomi) is Xiaomi.", []),
        ("```\nXiaomi\n```\n\nNIO", [("company:nio", "NIO")]),
        ("Xi*aom*i only.", []),
    ],
)
def test_links_headings_and_code_get_none_and_what_is_linked_already_no_second(source, wanted):
    assert links(source) == wanted


def test_the_subject_of_the_page_is_named_but_not_linked():
    added, mentioned, _, _ = linked("Xiaomi and NIO.", own=EntityKey(Kind.COMPANY, "xiaomi"))
    assert (added, mentioned) == ([("company:nio", "NIO")], ["company:xiaomi", "company:nio"])


@pytest.mark.parametrize("off", ["NIO", "nio", "company:nio"])
def test_an_editor_can_switch_a_name_off(off):
    added, mentioned, _, _ = linked("NIO and Xiaomi.", unlinked=[off])
    assert (added, mentioned) == ([("company:xiaomi", "Xiaomi")], ["company:nio", "company:xiaomi"])


AMBIGUOUS = NameIndex.of((*ENTITIES, entity("company:xiaomi-ev", "Xiaomi EV", "Xiaomi")))


def test_an_ambiguous_name_is_a_warning_with_both_choices():
    added, mentioned, (problem,), _ = linked("So\nXiaomi, Xiaomi.", names=AMBIGUOUS)
    assert (added, mentioned) == ([], [])
    assert str(problem) == (
        "content/articles/x.md:2:1: ambiguous-name: 'Xiaomi' could mean company:xiaomi or company:xiaomi-ev; "
        "write [Xiaomi](company:xiaomi) or [Xiaomi](company:xiaomi-ev), or list it under `unlinked`"
    )


def test_the_front_matter_settles_an_ambiguous_name():
    listed = [EntityKey(Kind.COMPANY, "xiaomi-ev")]
    assert links("Xiaomi.", names=AMBIGUOUS, listed=listed) == [("company:xiaomi-ev", "Xiaomi")]


def test_an_ambiguous_name_switched_off_is_no_problem():
    assert linked("Xiaomi.", names=AMBIGUOUS, unlinked=["Xiaomi"])[2] == ()


def test_the_html_is_otherwise_untouched():
    source = "| Maker | Cars |\n| --- | --- |\n| Xiaomi &amp; Co | 7 |\n\nText.[^1]\n\n[^1]: NIO says.\n"
    prose, _ = render_markdown(source, PATH, 1)
    _, _, _, result = linked(source)
    opened = [f'<a class="name" href="\x00{number}\x00">' for number in range(len(result.references))]
    html = result.html
    for tag in opened:
        head, _, tail = html.partition(tag)
        html = head + tail.replace("</a>", "", 1)
    assert (len(opened), html) == (2, prose.html)


def test_the_cost_does_not_grow_with_the_number_of_names():
    prose = Prose(html="<p>" + "Company 17 Motors and Xiaomi met. " * 50 + "</p>")

    def work(names):
        index = NameIndex.of((*ENTITIES, *(entity(f"company:c{n}", f"Company {n} Motors") for n in range(names))))
        link_names(prose, None, index)  # which makes what is made once
        return steps(lambda: link_names(prose, None, index))

    assert work(5_000) < 1.1 * work(50)
